package spec

import (
	"fmt"
	"strings"
)

// Param is one parameter of a function.
type Param struct {
	Name string
	// Type is operand, operands, axis, axes, int, ints, bool, number, dtype, device, string or index.
	Type     string
	Optional bool   // None may be given: a question mark behind the type
	Default  string // Python text; empty where the parameter is required
	Kind     ParamKind
}

// ParamKind is how an argument is given.
type ParamKind int

const (
	PositionalOnly ParamKind = iota
	PositionalOrKeyword
	KeywordOnly
	Variadic
)

// usual signatures of the kinds.
var signatures = map[Kind]string{
	Unary:  "x: operand, /",
	Binary: "x1: operand, x2: operand, /",
}

// Params reads the row's signature: parameters "name: type = default" with Python's / and *, and
// *name for the rest of the positional arguments.
func (r Row) Params() ([]Param, error) {
	text := r.Signature
	if text == "" {
		text = signatures[r.Kind]
	}
	var params []Param
	kind := PositionalOrKeyword
	for field := range strings.SplitSeq(text, ", ") {
		switch field {
		case "":
			continue
		case "/":
			for i := range params {
				params[i].Kind = PositionalOnly
			}
			continue
		case "*":
			kind = KeywordOnly
			continue
		}
		name, rest, ok := strings.Cut(field, ": ")
		if !ok {
			return nil, fmt.Errorf("%s: parameter %q has no type", r.Name, field)
		}
		p := Param{Name: name, Kind: kind}
		p.Type, p.Default, _ = strings.Cut(rest, " = ")
		p.Type, p.Optional = strings.CutSuffix(p.Type, "?")
		if bare, ok := strings.CutPrefix(name, "*"); ok {
			p.Name, p.Kind, kind = bare, Variadic, KeywordOnly
		}
		params = append(params, p)
	}
	return params, nil
}

// PythonSignature is the signature as inspect.signature shows it: "(x, /, *, axis=None)".
func (r Row) PythonSignature() (string, error) {
	params, err := r.Params()
	if err != nil {
		return "", err
	}
	var parts []string
	star := false
	for i, p := range params {
		switch p.Kind {
		case KeywordOnly:
			if !star {
				parts = append(parts, "*")
			}
			star = true
		case Variadic:
			parts, star = append(parts, "*"+p.Name), true
			continue
		}
		text := p.Name
		if p.Default != "" {
			text += "=" + p.Default
		}
		parts = append(parts, text)
		if p.Kind == PositionalOnly && (i+1 == len(params) || params[i+1].Kind != PositionalOnly) {
			parts = append(parts, "/")
		}
	}
	return "(" + strings.Join(parts, ", ") + ")", nil
}
