package spec

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
)

// capitalized is s with its first letter in capitals.
func capitalized(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// goDoc is the doc comment of a row's Go function.
func (r Row) goDoc() string {
	text := r.GoName() + " is " + r.Doc + "."
	if r.Notes != "" {
		text += " " + r.Notes
	}
	return comment(text)
}

// comment breaks a text into comment lines.
func comment(text string) string {
	var b strings.Builder
	line := "//"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > 100 {
			b.WriteString(line + "\n")
			line = "//"
		}
		line += " " + word
	}
	return b.String() + line + "\n"
}

// variable is the Go variable that holds a row's ufunc or reduction: addUfunc, sumReduction.
func (r Row) variable() string {
	name := r.GoName()
	name = string(unicode.ToLower(rune(name[0]))) + name[1:]
	if r.Kind == Reduction {
		return name + "Reduction"
	}
	return name + "Ufunc"
}

// ndFunctions writes nd/zufunc.go: the functions that are one call of a ufunc or a reduction.
func ndFunctions() (string, error) {
	var vars, funcs strings.Builder
	byName := map[string]Row{}
	for _, r := range Rows() {
		byName[r.Name] = r
	}
	for _, r := range Rows() {
		v := r.variable()
		switch r.Kind {
		case Unary, Binary:
			fmt.Fprintf(&vars, "\t%s = newUfunc(%q, %q, %d, %t)\n", v, r.Name, r.GoName(), int(r.Kind)+1, r.NoBool)
			in, call := "x any", "call1(x, opts)"
			if r.Kind == Binary {
				in, call = "x1, x2 any", "call2(x1, x2, opts)"
			}
			fmt.Fprintf(&funcs, "\n%sfunc %s(%s, opts ...MapOption) *Array { return %s.%s }\n", r.goDoc(), r.GoName(), in, v, call)
		case Reduction:
			fmt.Fprintf(&vars, "\t%s = newReduction(%q, %q, %s, %q)\n", v, r.Name, r.GoName(), byName[r.Fold].variable(), r.Identity)
			fmt.Fprintf(&funcs, "\n%sfunc %s(x any, opts ...ReduceOption) *Array { return %s.call(x, opts) }\n", r.goDoc(), r.GoName(), v)
		}
	}
	return "package nd\n\nvar (\n" + vars.String() + ")\n" + funcs.String(), nil
}

// callExpression is the Go expression that calls a row's function with the arguments bound in a:
// Row.Call with parameters replaced by what reads them.
func (r Row) callExpression(params []Param) string {
	text := r.Call
	if text == "" {
		text = r.usualCall()
	}
	readers := map[string]string{
		"map": "a.mapped()", "reduce": "a.reduce()", "create": "a.create()", "along": "a.along()", "mapped": "a.mapped()", "axisOrFlat": "a.axisOrFlat()",
	}
	for i, p := range params {
		readers[p.Name] = fmt.Sprintf("a.%s(%d)", p.reader(), i)
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && (unicode.IsLetter(rune(text[j])) || unicode.IsDigit(rune(text[j])) || text[j] == '_') {
			j++
		}
		word := text[i:j]
		switch reader := readers[word]; {
		case j == i:
			b.WriteByte(text[i])
			j++
		case reader != "" && !strings.HasPrefix(text[j:], "("):
			b.WriteString(reader)
		default:
			b.WriteString(word)
		}
		i = j
	}
	return b.String()
}

// usualCall is the call of the kinds that have a usual one.
func (r Row) usualCall() string {
	switch r.Kind {
	case Unary:
		return r.GoName() + "(x, mapped...)"
	case Binary:
		return r.GoName() + "(x1, x2, mapped...)"
	}
	return r.GoName() + "(x, reduce...)"
}

// reader is the method of a call's arguments that reads the parameter.
func (p Param) reader() string {
	switch {
	case p.Type == "axis":
		return "int"
	case p.Type == "axes":
		return "ints"
	case p.Optional && (p.Type == "int" || p.Type == "bool"):
		return "optional" + capitalized(p.Type)
	case p.Type == "string":
		return "text"
	}
	return p.Type
}

// ndTable writes nd/zfunctions.go: every function by name.
func ndTable() (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "package nd\n\n// FunctionTable is a digest of the table's names and parameters: two sides that call by number compare it.\nconst FunctionTable = %#x\n", tableDigest())
	b.WriteString("\nfunc functionRows() []Function {\n\treturn []Function{\n")
	for _, r := range Rows() {
		params, err := r.Params()
		if err != nil {
			return "", err
		}
		signature, err := r.PythonSignature()
		if err != nil {
			return "", err
		}
		ufunc := "nil"
		if r.Kind == Unary || r.Kind == Binary {
			ufunc = r.variable()
		}
		numpy := r.NumPy
		if numpy == "" {
			numpy = r.Name
		}
		fmt.Fprintf(&b, "\t\t{Name: %q, GoName: %q, NumPy: %q, Operator: %q, Method: %q, Signature: %q, Doc: %q, Ufunc: %s,\n",
			r.Name, r.GoName(), numpy, r.operatorSymbol(), r.method(), signature, r.Doc, ufunc)
		fmt.Fprintf(&b, "\t\t\tParams: []Param{%s},\n", paramRows(params))
		call := r.callExpression(params)
		fmt.Fprintf(&b, "\t\t\tout: %t, call: func(a *arguments) any { return %s }},\n", takesOut(call), call)
	}
	b.WriteString("\t}\n}\n")
	return b.String(), nil
}

// takesOut says that a call's options are of a family that Into belongs to.
func takesOut(call string) bool {
	return strings.Contains(call, "a.mapped()") || strings.Contains(call, "a.reduce()")
}

// tableDigest changes with every name, signature and order of rows.
func tableDigest() uint32 {
	h := fnv.New32a()
	for _, r := range Rows() {
		fmt.Fprintf(h, "%s(%s)%d\n", r.Name, r.Signature, r.Kind)
	}
	return h.Sum32()
}

// operatorSymbol is Python's operator, "" where there is none.
func (r Row) operatorSymbol() string {
	symbol, _, _ := strings.Cut(r.Operator, " ")
	return symbol
}

// method is the protocol.Method of the row.
func (r Row) method() string {
	switch r.Kind {
	case Unary, Binary:
		return "__call__"
	case Reduction:
		return "reduce"
	}
	return "function"
}

func paramRows(params []Param) string {
	var rows []string
	for _, p := range params {
		rows = append(rows, fmt.Sprintf("{Name: %q, Type: %q, Optional: %t, Default: %q, Kind: %d}", p.Name, p.Type, p.Optional, p.Default, p.Kind))
	}
	return strings.Join(rows, ", ")
}
