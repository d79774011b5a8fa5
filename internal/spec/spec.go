// Package spec is the list of operations: one row each, and the generators that read it.
//
// A row is everything the project knows of a function besides its arithmetic: name, signature, loops,
// operators, documentation. From the rows come the Go functions of nd and xp that are one call, the kernel
// table, the table of functions by name (gondola eval, the Python package), docstrings and stubs.
// Run `make generate` after a change; a test fails when something is stale.
package spec

import "strings"

// Kind is how a function walks its operands.
type Kind int

const (
	Unary     Kind = iota // elementwise over one operand
	Binary                // elementwise over two operands, which broadcast
	Reduction             // folds axes
	Function              // anything else; the body is written by hand in nd
)

// Row is one operation.
type Row struct {
	// Name is the standard's, or NumPy's where the standard has none.
	Name string
	Kind Kind

	// Kernels names the loops and the element types each serves, first match first:
	//
	//	"exp[fd] expComplex[FD]"   loops exp[float32], exp[float64], expComplex[complex64], …
	//	"less[bhid]>?"             the output is bool
	//	"absComplex[FD]>fd"        the output of F is f, of D is d
	//	"divide[bhi]:d"            operands are cast to float64 first
	//
	// Letters are NumPy's: ? b h i q B H I Q e E f d F D, E being bfloat16. Types e and E need no
	// loop of their own: they run the f loop in blocks that are widened and rounded.
	Kernels string
	// Reduce names the folding loops of a reduction in the same way; Fold is the Binary row that folds
	// two results into one, Identity what it leaves alone, empty where nothing to fold is an error.
	Reduce, Fold, Identity string
	// NoBool refuses bool operands which would otherwise be cast to int8.
	NoBool bool

	// Signature is the Python signature with a type after each name; see ParseSignature. Unary and
	// Binary rows have the usual one.
	Signature string
	// Call is the Go expression behind the function by name; identifiers are the parameters. The rows
	// of the first three kinds have the usual one.
	Call string

	// NumPy is the ufunc or function of NumPy that means the same, where the name differs.
	NumPy string
	// Operator is Python's operator and, behind a space, its special method without underscores: "+ add".
	Operator string

	// Doc is a noun phrase: "the exponential of x, e to the power x". Notes are further sentences:
	// special cases, errors, source.
	Doc   string
	Notes string
}

// Rows is the whole list, in chapters.
func Rows() []Row {
	var all []Row
	for _, chapter := range Chapters() {
		all = append(all, chapter.Rows...)
	}
	return all
}

// Chapter is a chapter of the Array API standard.
type Chapter struct {
	Name string
	Rows []Row
}

// Chapters are the rows by chapter, in the standard's order.
func Chapters() []Chapter {
	return []Chapter{
		{"elementwise", elementwise},
		{"statistical", statistical},
		{"creation", creation},
		{"data type", dataType},
		{"indexing", indexing},
		{"manipulation", manipulation},
		{"searching", searching},
		{"utility", utility},
		{"linear algebra", linearAlgebra},
		{"array", array},
	}
}

// GoName is the Go spelling of a name: logical_and becomes LogicalAnd.
func (r Row) GoName() string {
	if name, ok := goNames[r.Name]; ok {
		return name
	}
	var b strings.Builder
	for word := range strings.SplitSeq(r.Name, "_") {
		if word == "" {
			continue
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// goNames are the Go names that capitals alone do not give.
var goNames = map[string]string{
	"isfinite": "IsFinite", "isinf": "IsInf", "isnan": "IsNaN", "signbit": "SignBit",
	"copysign": "CopySign", "nextafter": "NextAfter", "logaddexp": "LogAddExp",
	"argmax": "ArgMax", "argmin": "ArgMin", "moveaxis": "MoveAxis", "isdtype": "IsDType",
	"finfo": "FInfo", "iinfo": "IInfo", "matmul": "MatMul",
	"__getitem__": "Index", "__setitem__": "SetIndex",
}
