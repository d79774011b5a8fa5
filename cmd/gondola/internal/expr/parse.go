package expr

import (
	"fmt"
	"slices"

	"gondola/nd"
)

// The parser is Pratt's: a token knows how tightly it binds, and parse(power) reads as long as the next
// token binds tighter than power. The table of binding powers is Python's table of precedence.
const (
	bindNothing = iota
	bindComparison
	bindOr
	bindXor
	bindAnd
	bindShift
	bindSum
	bindProduct
	bindSign  // + - ~ before an operand
	bindPower // tighter than a sign on its left, looser than one on its right: -x**-y is -(x**(-y))
	bindPostfix
)

// binding is how tightly an infix operator binds.
var binding = map[string]int{
	"<": bindComparison, "<=": bindComparison, ">": bindComparison, ">=": bindComparison, "==": bindComparison, "!=": bindComparison,
	"|": bindOr, "^": bindXor, "&": bindAnd, "<<": bindShift, ">>": bindShift, "+": bindSum, "-": bindSum,
	"*": bindProduct, "@": bindProduct, "/": bindProduct, "//": bindProduct, "%": bindProduct,
	"**": bindPower, "(": bindPostfix, "[": bindPostfix, ".": bindPostfix,
}

// maxDepth is how deep brackets and signs may nest. It protects the stack.
const maxDepth = 200

// parser reads tokens one ahead. Errors are panics of *Error, which Parse recovers.
type parser struct {
	lexer
	token  token // the next one
	inputs []string
	used   []string
	depth  int
}

// Parse reads an expression over inputs of the given names. An input may have the name of a function or
// of a constant, which it then hides. The error is an *Error.
func Parse(source string, inputs []string) (e *Expr, err error) {
	p := &parser{lexer: lexer{source: source}, inputs: inputs}
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case *Error:
			e, err = nil, cause
		default:
			panic(cause)
		}
	}()
	p.advance()
	if p.token.kind == tokenEnd {
		p.fail(p.token.span, "the expression is empty")
	}
	root := p.parse(bindNothing)
	if p.token.kind != tokenEnd {
		p.unexpected("")
	}
	return &Expr{Source: source, Root: root, Inputs: p.used}, nil
}

// fail panics with an error about a place.
func (p *parser) fail(at span, format string, args ...any) {
	panic(&Error{Source: p.source, Start: at.start, End: at.end, Text: fmt.Sprintf(format, args...), Usage: true})
}

// unexpected is the panic over the next token where it does not belong. want, if not empty, is what does.
func (p *parser) unexpected(want string) {
	t := p.token
	if hint := refused[t.text]; hint != "" && t.kind != tokenString {
		p.fail(t.span, "%s", hint)
	}
	if want != "" {
		want = ": want " + want
	}
	switch {
	case t.kind == tokenEnd:
		p.fail(t.span, "the expression ends too early%s", want)
	case t.text == "=":
		p.fail(t.span, "unexpected '='%s; a comparison is written ==", want)
	}
	p.fail(t.span, "unexpected %s%s", t.text, want)
}

// advance returns the next token and reads one more.
func (p *parser) advance() token {
	t := p.token
	next, err := p.next()
	if err != nil {
		panic(err)
	}
	p.token = next
	return t
}

// sign says that the next token is that sign.
func (p *parser) sign(text string) bool { return p.token.kind == tokenSign && p.token.text == text }

// accept skips a sign if it comes next.
func (p *parser) accept(text string) bool {
	if p.sign(text) {
		p.advance()
		return true
	}
	return false
}

// expect skips a sign that must come next.
func (p *parser) expect(text string) {
	if !p.accept(text) {
		p.unexpected(text)
	}
}

// parse reads an operand and the operators behind it that bind tighter than power.
func (p *parser) parse(power int) Node {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		p.fail(p.token.span, "the expression is nested more than %d deep", maxDepth)
	}
	left := p.operand()
	for p.token.kind == tokenSign && binding[p.token.text] > power {
		left = p.infix(left)
	}
	if hint := refused[p.token.text]; hint != "" && p.token.kind != tokenString {
		p.fail(p.token.span, "%s", hint)
	}
	return left
}

// infix reads what follows an operand.
func (p *parser) infix(left Node) Node {
	t := p.advance()
	power := binding[t.text]
	switch t.text {
	case "(":
		p.fail(t.span, "what stands before the parenthesis is not a function")
	case "[":
		return &Index{t.span, left, p.items()}
	case ".":
		p.method(t)
	case "**":
		return p.operator(t, left, p.parse(bindSign))
	}
	node := p.operator(t, left, p.parse(power))
	if power == bindComparison && p.token.kind == tokenSign && binding[p.token.text] == bindComparison {
		p.fail(p.token.span, "comparisons of arrays do not chain: write (a %s b) & (b %s c)", t.text, p.token.text)
	}
	return node
}

// operator is an operator applied to its operands.
func (p *parser) operator(t token, operands ...Node) Node {
	f := operators()[operatorKey{t.text, len(operands)}]
	return &Call{span: t.span, Function: f, Operator: t.text, Args: operands}
}

// operand reads what an expression begins with.
func (p *parser) operand() Node {
	switch t := p.token; t.kind {
	case tokenNumber, tokenString:
		p.advance()
		return &Literal{t.span, t.value}
	case tokenName:
		return p.name()
	case tokenSign:
		switch t.text {
		case "+", "-", "~":
			p.advance()
			return p.operator(t, p.parse(bindSign))
		case "(":
			return p.parenthesis()
		case "[":
			p.advance()
			return &Sequence{t.span, p.sequence("]"), false}
		case "...":
			p.advance()
			return &Literal{t.span, nd.Ellipsis}
		}
	}
	p.unexpected("a value")
	return nil
}

// name reads an input, a constant, a dtype or a call.
func (p *parser) name() Node {
	t := p.token
	if _, ok := refused[t.text]; ok {
		p.unexpected("")
	}
	p.advance()
	switch isInput := slices.Contains(p.inputs, t.text); {
	case p.sign("("):
		f := Function(t.text)
		switch {
		case f != nil:
			return p.call(t, f)
		case isInput:
			p.fail(t.span, "%s is an input, not a function", t.text)
		}
		p.fail(t.span, "there is no function %s%s", t.text, suggestFunction(t.text))
	case isInput:
		if !slices.Contains(p.used, t.text) {
			p.used = append(p.used, t.text)
		}
		return &Name{t.span, t.text}
	case p.sign(".") && slices.Contains([]string{"np", "numpy", "nd", "ndola", "xp", "math"}, t.text):
		p.fail(t.span, "functions go by their plain names: write exp(x), not %s.exp(x)", t.text)
	}
	if v, ok := constant(t.text); ok {
		return &Literal{t.span, v}
	}
	if Function(t.text) != nil {
		p.fail(t.span, "the function %s needs parentheses: %s(…)", t.text, t.text)
	}
	hint := suggest(t.text, append(slices.Clone(p.inputs), dtypeNames...))
	if hint == "" {
		hint = fmt.Sprintf("; an input is given as %s=FILE", t.text)
	}
	p.fail(t.span, "there is no input %s%s", t.text, hint)
	return nil
}

// method refuses x.f(…) with what to write instead.
func (p *parser) method(dot token) {
	switch name := p.token.text; {
	case name == "T":
		p.fail(dot.span, "there are no attributes: write matrix_transpose(x)")
	case Function(name) != nil:
		p.fail(dot.span, "there are no methods: write %s(x)", name)
	}
	p.fail(dot.span, "there are no attributes and methods: write f(x)")
}

// call reads the arguments of a function.
func (p *parser) call(t token, f *nd.Function) Node {
	c := &Call{span: t.span, Function: f}
	p.expect("(")
	for !p.accept(")") {
		if p.keywordFollows() {
			name := p.advance()
			p.expect("=")
			p.checkKeyword(c, name)
			c.Keywords = append(c.Keywords, Keyword{name.text, p.parse(bindNothing)})
		} else {
			if len(c.Keywords) > 0 {
				p.fail(p.token.span, "a positional argument follows a keyword argument")
			}
			c.Args = append(c.Args, p.parse(bindNothing))
		}
		if !p.sign(")") {
			p.comma(")")
		}
	}
	p.checkArguments(c)
	return c
}

// keywordFollows says that the next tokens are a name and =.
func (p *parser) keywordFollows() bool {
	ahead := p.lexer
	after, err := ahead.next()
	return p.token.kind == tokenName && err == nil && after.text == "=" && after.kind == tokenSign
}

// checkKeyword refuses a keyword that the function has not, or that was given before.
func (p *parser) checkKeyword(c *Call, name token) {
	f := c.Function
	var known []string
	for i, param := range f.Params {
		switch {
		case param.Kind == nd.PositionalOnly || param.Kind == nd.Variadic:
			continue
		case param.Name == name.text && i < len(c.Args):
			p.fail(name.span, "%s was given by position already: %s%s", name.text, f.Name, f.Signature)
		}
		known = append(known, param.Name)
	}
	if !slices.Contains(known, name.text) {
		p.fail(name.span, "%s has no keyword %s%s: %s%s", f.Name, name.text, suggest(name.text, known), f.Name, f.Signature)
	}
	if slices.ContainsFunc(c.Keywords, func(k Keyword) bool { return k.Name == name.text }) {
		p.fail(name.span, "%s is given twice", name.text)
	}
}

// checkArguments refuses too many and too few arguments.
func (p *parser) checkArguments(c *Call) {
	f := c.Function
	for i, param := range f.Params {
		byName := slices.ContainsFunc(c.Keywords, func(k Keyword) bool { return k.Name == param.Name })
		switch {
		case param.Kind == nd.Variadic:
			return
		case param.Kind == nd.KeywordOnly && i < len(c.Args):
			p.fail(c.span, "%s takes %d positional arguments, not %d: %s%s", f.Name, i, len(c.Args), f.Name, f.Signature)
		case i >= len(c.Args) && !byName && param.Default == "":
			p.fail(c.span, "%s lacks the argument %s: %s%s", f.Name, param.Name, f.Name, f.Signature)
		}
	}
	if len(c.Args) > len(f.Params) {
		p.fail(c.span, "%s takes %d arguments, not %d: %s%s", f.Name, len(f.Params), len(c.Args), f.Name, f.Signature)
	}
}

// parenthesis reads an expression in parentheses, or a tuple.
func (p *parser) parenthesis() Node {
	t := p.advance()
	if p.accept(")") {
		return &Sequence{t.span, nil, true}
	}
	first := p.parse(bindNothing)
	if p.accept(")") {
		return first
	}
	p.comma(")")
	return &Sequence{t.span, append([]Node{first}, p.sequence(")")...), true}
}

// sequence reads expressions with commas between them up to a closing bracket.
func (p *parser) sequence(end string) []Node {
	var list []Node
	for !p.accept(end) {
		list = append(list, p.parse(bindNothing))
		if !p.sign(end) {
			p.comma(end)
		}
	}
	return list
}

// comma skips the comma between the items of a list that may also end here.
func (p *parser) comma(end string) {
	if !p.accept(",") {
		p.unexpected(", or " + end)
	}
}

// items reads an index up to its closing bracket.
func (p *parser) items() []Node {
	if p.sign("]") {
		p.unexpected("an index")
	}
	var list []Node
	for !p.accept("]") {
		list = append(list, p.item())
		if !p.sign("]") {
			p.comma("]")
		}
	}
	return list
}

// item reads an expression or a slice.
func (p *parser) item() Node {
	start := p.token.span
	part := func() Node {
		if p.sign(":") || p.sign(",") || p.sign("]") {
			return nil
		}
		return p.parse(bindNothing)
	}
	first := part()
	if !p.accept(":") {
		return first
	}
	s := &Slice{span: start, Start: first, Stop: part()}
	if p.accept(":") {
		s.Step = part()
	}
	return s
}
