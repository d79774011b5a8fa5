package nd

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"unicode/utf8"

	"gondola/layout"
)

// Printing follows NumPy to the byte, so that what one library prints can be compared with the other,
// read back by people who know it, and put into examples that are tests.
//
// An array prints in two steps. The elements that will be seen, all of them or the corners of a large
// array, decide once how every element is written: digits, width, exponent or not (elementFormat and
// its neighbours, a kind a file). The layout then walks over the axes, sets brackets, and breaks
// lines (format_layout.go). The str of an array of rank 0 is another matter: it is that of a scalar,
// which is not padded or cut (format_scalar.go).

// FormatOptions say how an array prints. Start from DefaultFormatOptions: the zero value is not it.
type FormatOptions struct {
	Prefix    string // "array" for the repr array([1, 2]); empty for the str [1 2]
	Precision int    // most digits after the point; negative for as many as tell the value from its neighbours
	Threshold int    // arrays of more elements are summarised
	EdgeItems int    // elements that a summary keeps at both ends of an axis
	LineWidth int    // characters of a line
	Suppress  bool   // small numbers print as zeros rather than turn the array to exponents
}

// DefaultFormatOptions are NumPy's, of the str: 8 digits, a summary above 1000 elements with 3 at the
// edges, lines of 75 characters.
func DefaultFormatOptions() FormatOptions {
	return FormatOptions{Precision: 8, Threshold: 1000, EdgeItems: 3, LineWidth: 75}
}

// String is NumPy's str of a.
func (a *Array) String() string { return Format(a, DefaultFormatOptions()) }

// Format makes a print as in NumPy: %v and %s are the str, %#v the repr, and a precision is that of
// floating-point elements, as in %.3v.
func (a *Array) Format(f fmt.State, verb rune) {
	if a == nil {
		io.WriteString(f, "<nil>")
		return
	}
	if verb != 'v' && verb != 's' {
		fmt.Fprintf(f, "%%!%c(*nd.Array=%v)", verb, a)
		return
	}
	opts := DefaultFormatOptions()
	if precision, ok := f.Precision(); ok {
		opts.Precision = precision
	}
	if verb == 'v' && f.Flag('#') {
		opts.Prefix = "array"
	}
	io.WriteString(f, Format(a, opts))
}

// Format is a as text: NumPy's repr if the options have a Prefix, its str otherwise. The str of an
// array of rank 0 is that of a scalar and heeds no option, but that of a structure does.
func Format(a *Array, opts FormatOptions) string {
	defer runtime.KeepAlive(a)
	switch {
	case opts.Prefix != "":
		return opts.repr(a)
	case a.Rank() == 0:
		return opts.scalarText(a.dtype, a.ptr)
	}
	return opts.body(a, 0, opts.LineWidth, " ")
}

// repr is the elements and whatever they do not tell: the dtype if it is not the one that a reader
// would guess, the shape if it is not seen.
func (o FormatOptions) repr(a *Array) string {
	open := o.Prefix + "("
	indent := utf8.RuneCountInString(open)
	text := open + o.body(a, indent, o.LineWidth-len(")"), ", ")
	var extras []string
	size := a.Size()
	if size > o.Threshold || size == 0 && a.Rank() != 1 {
		extras = append(extras, "shape="+layout.FormatShape(a.shape))
	}
	if size == 0 || !isGuessed(a.dtype) {
		extras = append(extras, "dtype="+dtypeRepr(a.dtype))
	}
	if extras == nil {
		return text + ")"
	}
	text += ","
	extra := strings.Join(extras, ", ") + ")"
	lastLine := text[strings.LastIndexByte(text, '\n')+1:]
	if utf8.RuneCountInString(lastLine)+len(" ")+utf8.RuneCountInString(extra) > o.LineWidth {
		return text + "\n" + strings.Repeat(" ", indent) + extra
	}
	return text + " " + extra
}
