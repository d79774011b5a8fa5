package spec

import (
	"fmt"
	"strings"

	"gondola/dtype"
)

// letters are the element types by NumPy's letter, E being bfloat16.
var letters = map[byte]dtype.ID{
	'?': dtype.IDBool, 'b': dtype.IDInt8, 'h': dtype.IDInt16, 'i': dtype.IDInt32, 'q': dtype.IDInt64,
	'B': dtype.IDUint8, 'H': dtype.IDUint16, 'I': dtype.IDUint32, 'Q': dtype.IDUint64,
	'e': dtype.IDFloat16, 'E': dtype.IDBFloat16, 'f': dtype.IDFloat32, 'd': dtype.IDFloat64,
	'F': dtype.IDComplex64, 'D': dtype.IDComplex128,
}

// loop is one entry of a Kernels text: function func[type] from In to Out serves operands of type From.
type loop struct {
	function      string
	from, in, out dtype.ID
}

// parseKernels reads the text of Row.Kernels.
func parseKernels(text string) ([]loop, error) {
	var loops []loop
	for word := range strings.FieldsSeq(text) {
		name, rest, ok := strings.Cut(word, "[")
		types, rest, closed := strings.Cut(rest, "]")
		if !ok || !closed || types == "" {
			return nil, fmt.Errorf("kernels %q: %q is not function[types]", text, word)
		}
		var in, out string
		switch {
		case rest == "":
		case rest[0] == ':':
			in = rest[1:]
		case rest[0] == '>':
			out = rest[1:]
		default:
			return nil, fmt.Errorf("kernels %q: %q after the types", text, rest)
		}
		for i := range len(types) {
			l := loop{function: name, from: letters[types[i]]}
			l.in = pick(in, i, l.from)
			l.out = pick(out, i, l.in)
			loops = append(loops, l)
		}
	}
	return loops, nil
}

// pick is the i-th type of a list; a list of one serves all, an empty one gives the default.
func pick(list string, i int, def dtype.ID) dtype.ID {
	switch len(list) {
	case 0:
		return def
	case 1:
		return letters[list[0]]
	}
	return letters[list[i]]
}

// goID is the Go name of an ID's constant in package dtype.
func goID(id dtype.ID) string {
	switch name := dtype.Table[id].Name; name {
	case "bfloat16":
		return "dtype.IDBFloat16"
	default:
		return "dtype.ID" + strings.ToUpper(name[:1]) + name[1:]
	}
}

// kernelTable writes internal/kernel/ztable.go.
func kernelTable() (string, error) {
	var b strings.Builder
	b.WriteString("package kernel\n\nimport \"gondola/dtype\"\n\n// Table is every operation with its loops.\nvar Table = []Op{\n")
	for _, row := range Rows() {
		field, text := "Packed", row.Kernels
		if row.Kind == Reduction {
			field, text = "Reduce", row.Reduce
		}
		if text == "" {
			continue
		}
		loops, err := parseKernels(text)
		if err != nil {
			return "", fmt.Errorf("%s: %w", row.Name, err)
		}
		fmt.Fprintf(&b, "\t{Name: %q, Loops: []Loop{\n", row.Name)
		for _, l := range loops {
			fmt.Fprintf(&b, "\t\t{From: %s, In: %s, Out: %s, twins: twins{%s: %s[%s]}},\n",
				goID(l.from), goID(l.in), goID(l.out), field, l.function, dtype.Table[l.in].Go)
		}
		b.WriteString("\t}},\n")
	}
	b.WriteString("}\n")
	return b.String(), nil
}
