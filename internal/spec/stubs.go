package spec

import (
	"fmt"
	"strings"
)

// stubFunctions writes python/ndola/_functions.pyi, the stubs of the functions.
func stubFunctions() (string, error) {
	var b strings.Builder
	b.WriteString("# Generated from internal/spec by `make generate`; do not edit.\n" +
		"from collections.abc import Sequence\nfrom typing import Any, Literal, overload\n\n" +
		"from ._array import Array\nfrom .typing import ArrayLike, DTypeLike, Foreign, Native\n")
	for _, r := range Rows() {
		if strings.HasPrefix(r.Name, "_") {
			continue
		}
		params, err := r.Params()
		if err != nil {
			return "", err
		}
		b.WriteString("\n" + r.stub(params))
	}
	return b.String(), nil
}

// stub is the row's entry in the stubs. Where operands decide who computes there are two: of our own operands
// comes our own array, with another library's among them whatever that library returns.
func (r Row) stub(params []Param) string {
	doc := fmt.Sprintf("\n    \"\"\"%s\"\"\"\n", r.summary(params))
	if !r.dispatches(params) {
		return fmt.Sprintf("def %s(%s) -> %s:%s", r.Name, r.stubParams(params, "ArrayLike", "Array | None"), r.stubResult(), doc)
	}
	return fmt.Sprintf("@overload\ndef %s(%s) -> %s:%s", r.Name, r.stubParams(params, "Native", "Array | None"), r.stubResult(), doc) +
		fmt.Sprintf("@overload\ndef %s(%s) -> Any: ...\n", r.Name, r.stubParams(params, "ArrayLike", "Foreign | None"))
}

// dispatches says that the function's first parameter is an operand, whose library is asked first.
func (r Row) dispatches(params []Param) bool {
	return len(params) > 0 && (params[0].Type == "operand" || params[0].Type == "operands")
}

// stubParams is the list of parameters, operands being of one type and out of another.
func (r Row) stubParams(params []Param, operand, out string) string {
	var parts []string
	star := false
	for i, p := range params {
		text := p.Name + ": " + strings.ReplaceAll(paramTypes[p.Type].stub, "ArrayLike", operand)
		if p.Optional {
			text += " | None"
		}
		if p.Default != "" {
			text += " = " + strings.ReplaceAll(p.Default, "'", `"`)
		}
		if p.Kind == Variadic {
			text, star = "*"+p.Name+": "+operand, true
		}
		if p.Kind == KeywordOnly && !star {
			parts, star = append(parts, "*"), true
		}
		parts = append(parts, text)
		if p.Kind == PositionalOnly && (i+1 == len(params) || params[i+1].Kind != PositionalOnly) {
			parts = append(parts, "/")
		}
	}
	if r.elementwise() {
		parts = append(parts, "*", "out: "+out+" = None", "where: "+operand+" = True")
	}
	return strings.Join(parts, ", ")
}

// stubResult is the type of what the row's function returns, for our own arrays.
func (r Row) stubResult() string {
	switch r.Name {
	case "meshgrid", "broadcast_arrays", "nonzero", "unstack":
		return "tuple[Array, ...]"
	}
	return "Array"
}
