package nd

import (
	"strings"

	"gondola/dtype"
)

// isGuessed says that the elements of a repr tell their type: it is the one that Python's literals have.
func isGuessed(d dtype.DType) bool {
	switch d {
	case dtype.Bool, dtype.Int64, dtype.Float64, dtype.Complex128:
		return true
	}
	return false
}

// dtypeRepr is a type as a repr has it, something NumPy reads back: a name, or in quotes where that is
// no Python identifier.
func dtypeRepr(d dtype.DType) string {
	text := d.String()
	if d.IsStruct() || !strings.ContainsAny(text, "<>|[") {
		return text
	}
	return "'" + text + "'"
}
