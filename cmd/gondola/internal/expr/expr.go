// Package expr reads and evaluates array expressions in Python's notation:
//
//	mean(exp(x), axis=0) - 2 * y[1:, ::2]
//
// An expression is numbers, names, calls, operators and indices; it has no statements and no side
// effects. Precedence and meaning are Python's with NumPy's arrays: numbers written in the expression
// are weak, so that float32 data times 2.5 stays float32, and arithmetic among numbers is Python's own
// (1/3 is a third, 10**18 exact). Every function of package nd can be called by its name in the Array API standard or
// by NumPy's, and operators are those functions. What Python has and arrays cannot do (and, or, not,
// chained comparisons, methods) is refused with a hint at what to write instead.
//
// Parse gives a tree of Nodes in which all names are resolved, which is why it needs to know the names of the
// inputs: a misspelt name is reported before any file is read. Operators have become calls. Whoever wants
// to run an expression in another way than Eval, block by block say, walks the tree.
package expr

import (
	"fmt"
	"strings"

	"gondola/nd"
)

// Expr is a parsed expression.
type Expr struct {
	Source string
	Root   Node
	Inputs []string // the inputs that it uses, in the order of their appearance
}

// Node is a node of the tree: a *Literal, *Name, *Call, *Index, *Slice or *Sequence.
type Node interface {
	// Span is the range of bytes of the source that an error points at: of a call its name, of an
	// operator its sign.
	Span() (start, end int)
}

// span is the place of a node in the source.
type span struct{ start, end int }

// Span is the place of a node in the source.
func (s span) Span() (start, end int) { return s.start, s.end }

type (
	// Literal is a value: a bool, int, uint64, float64 or complex128, a string, a dtype.DType, nil for
	// None, nd.Ellipsis, or an *nd.Array that was put in place of a part that is computed.
	Literal struct {
		span
		Value any
	}

	// Name is an input.
	Name struct {
		span
		ID string
	}

	// Call is a function applied to arguments, or an operator to its operands.
	Call struct {
		span
		Function *nd.Function
		Operator string // empty of a call
		Args     []Node
		Keywords []Keyword
	}

	// Keyword is an argument given by name.
	Keyword struct {
		Name  string
		Value Node
	}

	// Index is X[Items…].
	Index struct {
		span
		X     Node
		Items []Node
	}

	// Slice is start:stop:step between the brackets of an Index; parts that are not given are nil.
	Slice struct {
		span
		Start, Stop, Step Node
	}

	// Sequence is a list or tuple.
	Sequence struct {
		span
		Items []Node
		Tuple bool
	}
)

// At is a literal in the place of another node.
func At(n Node, value any) *Literal {
	start, end := n.Span()
	return &Literal{span{start, end}, value}
}

// Error is what is wrong with an expression, and where.
type Error struct {
	Source string
	Start  int // the bytes of Source at fault
	End    int
	Text   string
	Usage  bool  // the expression itself is malformed; else evaluating it failed
	Err    error // cause, or nil
}

// Error is one line that tells the column, counted in characters from 1.
func (e *Error) Error() string {
	return fmt.Sprintf("column %d: %s", e.column()+1, e.Text)
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// column is the number of characters before the fault.
func (e *Error) column() int { return len([]rune(e.Source[:e.Start])) }

// Picture is the expression with carets under the fault: two lines, without a newline at the end.
func (e *Error) Picture() string {
	// A tab or newline would put the carets elsewhere.
	source := strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, e.Source)
	width := max(1, len([]rune(e.Source[e.Start:e.End])))
	return source + "\n" + strings.Repeat(" ", e.column()) + strings.Repeat("^", width)
}
