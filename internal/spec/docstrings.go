package spec

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// paramDocs say what a parameter means wherever it occurs. Operands, and what a single function has, are the
// matter of the row's Doc and Notes.
var paramDocs = map[string]string{
	"correction":      "What is subtracted from the number of elements in the divisor.",
	"device":          "Where the result lies: \"cpu\" is the only device.",
	"dtype":           "The element type of the result; by default what the arguments ask for.",
	"endpoint":        "Whether stop is the last number.",
	"include_initial": "Whether the result begins with the fold of nothing.",
	"k":               "The diagonal: 0 is the main one, positive ones lie above it.",
	"keepdims":        "Whether folded axes stay, with length 1.",
	"out":             "Where the result is written, if given.",
	"where":           "Only these elements are computed; out keeps the others.",
}

// docstring is the row's docstring in numpydoc form, headed by the signature as inspect reads it.
func (r Row) docstring(params []Param) (string, error) {
	signature, err := r.PythonSignature()
	if err != nil {
		return "", err
	}
	if r.elementwise() {
		signature = strings.TrimSuffix(signature, ")") + ", *, out=None, where=True)"
		params = append(params[:len(params):len(params)],
			Param{Name: "out", Type: "array", Optional: true},
			Param{Name: "where", Type: "operand", Default: "True"})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n--\n\n%s\n\nParameters\n----------\n", r.Name, signature, r.summary(params))
	for _, p := range params {
		b.WriteString(p.doc())
	}
	fmt.Fprintf(&b, "\nReturns\n-------\n%s", r.returns(params))
	if r.Notes != "" {
		b.WriteString("\nNotes\n-----\n" + wrapped(r.Notes))
	}
	if example := examples[r.Name]; example != "" {
		b.WriteString("\nExamples\n--------\n" + example)
	}
	return b.String(), nil
}

// summary is the row's Doc as a sentence. A parameter at its beginning keeps its case.
func (r Row) summary(params []Param) string {
	first, _, _ := strings.Cut(r.Doc, " ")
	for _, p := range params {
		if p.Name == strings.TrimSuffix(first, "'s") {
			return r.Doc + "."
		}
	}
	return capitalized(r.Doc) + "."
}

// doc is the parameter's entry in a docstring.
func (p Param) doc() string {
	head := paramTypes[p.Type].doc
	if p.Optional {
		head += " or None"
	}
	if p.Default != "" {
		head += ", default " + p.Default
	}
	meaning := paramDocs[p.Name]
	if p.Name == "axis" || p.Name == "axes" {
		meaning = "Counted from the end where negative."
		if p.Type == "axes" && p.Default == "None" {
			meaning = "All axes by default; counted from the end where negative."
		}
	}
	name := p.Name
	if p.Kind == Variadic {
		name = "*" + name
	}
	if meaning == "" {
		return fmt.Sprintf("%s : %s\n", name, head)
	}
	return fmt.Sprintf("%s : %s\n    %s\n", name, head, meaning)
}

// returns is the entry of the result in a docstring.
func (r Row) returns(params []Param) string {
	kind := "array\n"
	if r.stubResult() != "Array" {
		kind = "tuple of arrays\n"
	}
	if r.elementwise() {
		kind += "    Of the shape the operands broadcast to; out, where that is given.\n"
	}
	if r.dispatches(params) {
		kind += "    An operand of another library is asked first and gives its own kind.\n"
	}
	return kind
}

// wrapped breaks a text into lines of at most 79 characters.
func wrapped(text string) string {
	var b strings.Builder
	width := 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case width == 0:
		case width+1+n > 79:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
	}
	return b.String() + "\n"
}
