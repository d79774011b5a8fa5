package spec

import (
	"fmt"
	"strconv"
	"strings"
)

// paramTypes say of each parameter type its name in the C shell, its type in a stub, and what it is,
// in a docstring.
var paramTypes = map[string]struct{ c, stub, doc string }{
	"array":    {"", "Array", "array"}, // out, which is no parameter of a row
	"operand":  {"OPERAND", "ArrayLike", "array_like"},
	"operands": {"OPERANDS", "Sequence[ArrayLike]", "sequence of array_like"},
	"axis":     {"INT", "int", "int"},
	"axes":     {"INTS", "int | Sequence[int]", "int or tuple of ints"},
	"int":      {"INT", "int", "int"},
	"ints":     {"INTS", "int | Sequence[int]", "int or tuple of ints"},
	"bool":     {"BOOL", "bool", "bool"},
	"number":   {"NUMBER", "complex", "number"},
	"dtype":    {"DTYPE", "DTypeLike", "dtype"},
	"device":   {"DEVICE", `Literal["cpu"]`, `"cpu"`},
	"string":   {"STRING", "str", "str"},
	"index":    {"INDEX", "Any", "index"},
}

// paramKinds are the names of the kinds in the C shell.
var paramKinds = map[ParamKind]string{
	PositionalOnly: "POSITIONAL_ONLY", PositionalOrKeyword: "POSITIONAL_OR_KEYWORD", KeywordOnly: "KEYWORD_ONLY", Variadic: "VARIADIC",
}

// elementwise says that the row is a ufunc, which also takes out and where.
func (r Row) elementwise() bool { return r.Kind == Unary || r.Kind == Binary }

// shellTable writes python/src/zfunctions.h, the table of functions.h.
func shellTable() (string, error) {
	var names, params, rows strings.Builder
	for _, r := range Rows() {
		list, err := r.Params()
		if err != nil {
			return "", err
		}
		doc, err := r.docstring(list)
		if err != nil {
			return "", err
		}
		var fields []string
		operands, counting := 0, true
		for _, p := range list {
			required := p.Default == "" && p.Kind != Variadic
			fields = append(fields, fmt.Sprintf("{%q, NDOLA_%s, NDOLA_P_%s, %d, %d}",
				p.Name, paramKinds[p.Kind], paramTypes[p.Type].c, bit(required), bit(p.Optional)))
			counting = counting && (p.Type == "operand" || p.Type == "operands")
			operands += bit(counting)
		}
		flags := "0"
		if r.elementwise() {
			flags = "NDOLA_UFUNC"
		}
		fmt.Fprintf(&names, " \\\n    ROW(%s)", r.Name)
		fmt.Fprintf(&params, "static const ndola_param params_%s[] = {%s};\n", r.Name, strings.Join(fields, ", "))
		fmt.Fprintf(&rows, " \\\n    {%q, %s, params_%s, %d, %d, %s},", r.Name, cString(doc), r.Name, len(list), operands, flags)
	}
	return "/* Generated from internal/spec by `make generate`; do not edit. */\n" +
		fmt.Sprintf("#define NDOLA_TABLE %#xu\n", tableDigest()) +
		"#define NDOLA_FUNCTION_NAMES(ROW)" + names.String() +
		"\n\n#ifdef NDOLA_FUNCTION_TABLE\n" + params.String() + "\n#define NDOLA_FUNCTION_ROWS" + rows.String() + "\n#endif\n", nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// cString is a C string literal in UTF-8.
func cString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(s) {
		switch {
		case c == '\n':
			b.WriteString(`\n`)
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c >= 0x20 && c < 0x7f:
			b.WriteByte(c)
		default:
			b.WriteString(`\` + fmt.Sprintf("%03s", strconv.FormatInt(int64(c), 8)))
		}
	}
	b.WriteByte('"')
	return b.String()
}

// pythonRows writes python/ndola/_rows.py: what the Python side of dispatch knows of the rows.
func pythonRows() (string, error) {
	var names, ufuncs, floating []string
	for _, r := range Rows() {
		if strings.HasPrefix(r.Name, "_") {
			continue
		}
		names = append(names, fmt.Sprintf("    %q,\n", r.Name))
		numpy := r.NumPy
		if numpy == "" {
			numpy = r.Name
		}
		if r.elementwise() {
			ufuncs = append(ufuncs, fmt.Sprintf("    %q: %q,\n", numpy, r.Name))
		}
		takesInts, err := r.takesInts()
		if err != nil {
			return "", err
		}
		if !takesInts {
			floating = append(floating, fmt.Sprintf("    %q,\n", r.Name))
		}
	}
	return "# Generated from internal/spec by `make generate`; do not edit.\n" +
		"\"\"\"What dispatch knows of the functions.\"\"\"\n\n" +
		"# Every function of the table.\nFUNCTIONS = (\n" + strings.Join(names, "") + ")\n\n" +
		"# NumPy's ufuncs and the functions of ours that mean the same.\nUFUNCS = {\n" + strings.Join(ufuncs, "") + "}\n\n" +
		"# Functions whose result is floating even where the operands are integers.\nFLOATING = {\n" + strings.Join(floating, "") + "}\n", nil
}

// takesInts says that an integer operand gives a result that is not floating.
func (r Row) takesInts() (bool, error) {
	switch r.Name {
	case "mean", "std", "var":
		return false, nil
	}
	if r.Kernels == "" {
		return true, nil
	}
	loops, err := parseKernels(r.Kernels)
	if err != nil {
		return false, err
	}
	for _, l := range loops {
		if l.from == letters['q'] {
			return l.in == l.from, nil
		}
	}
	return strings.Contains(r.Kernels, ">?"), nil
}
