package expr

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"gondola/dtype"
	"gondola/nd"
)

// constants are the names that stand for values.
var constants = map[string]any{
	"pi": math.Pi, "e": math.E, "inf": math.Inf(1), "nan": math.NaN(), "newaxis": nil,
	"True": true, "False": false, "None": nil, "Ellipsis": nd.Ellipsis,
}

// dtypeNames are the types that can be named without quotes.
var dtypeNames = []string{
	"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
	"float16", "bfloat16", "float32", "float64", "complex64", "complex128", "int", "float", "complex",
}

// refused are Python's words that an expression over arrays has no use for, with what to write instead.
var refused = map[string]string{
	"and":    "'and' asks whether a whole array is true: write (a) & (b), with the parentheses",
	"or":     "'or' asks whether a whole array is true: write (a) | (b), with the parentheses",
	"not":    "'not' asks whether a whole array is true: write ~(a), or logical_not(a)",
	"if":     "there is no 'if' on arrays: write where(condition, a, b)",
	"else":   "there is no 'else' on arrays: write where(condition, a, b)",
	"in":     "there is no 'in': write any(x == value)",
	"is":     "there is no 'is': write ==",
	"for":    "there are no loops: functions work on whole arrays",
	"lambda": "there is no 'lambda': functions work on whole arrays",
	"&&":     "write & and put its operands in parentheses",
	"||":     "write | and put its operands in parentheses",
	"!":      "write ~",
}

// operatorKey tells an operator by its sign and the number of its operands.
type operatorKey struct {
	sign     string
	operands int
}

// operators are the functions behind the operators, as the list of functions has them.
var operators = sync.OnceValue(func() map[operatorKey]*nd.Function {
	table := map[operatorKey]*nd.Function{}
	for i := range nd.Functions() {
		f := &nd.Functions()[i]
		if f.Operator != "" {
			table[operatorKey{f.Operator, len(f.Params)}] = f
		}
	}
	return table
})

// Functions are the functions that an expression can call, in the order of the standard's chapters.
func Functions() []*nd.Function {
	var list []*nd.Function
	for i := range nd.Functions() {
		if f := &nd.Functions()[i]; !strings.HasPrefix(f.Name, "__") {
			list = append(list, f)
		}
	}
	return list
}

// Function is the function of that name, the standard's or NumPy's; nil where there is none.
func Function(name string) *nd.Function { return functionNames()[name] }

var functionNames = sync.OnceValue(func() map[string]*nd.Function {
	table := map[string]*nd.Function{}
	for _, f := range Functions() {
		table[f.NumPy] = f
	}
	// The standard's names come last: where the two differ they win.
	for _, f := range Functions() {
		table[f.Name] = f
	}
	return table
})

// constant is the value of a name that is neither an input nor a function.
func constant(name string) (any, bool) {
	if v, ok := constants[name]; ok {
		return v, true
	}
	if slices.Contains(dtypeNames, name) {
		d, err := dtype.Parse(name)
		return d, err == nil
	}
	return nil, false
}

// suggestFunction is the end of a message about an unknown function.
func suggestFunction(name string) string {
	return suggest(name, slices.Collect(maps.Keys(functionNames())))
}

// suggest proposes the known name that is nearest to a misspelt one: "; did you mean mean?" It is empty
// where none is near.
func suggest(name string, known []string) string {
	slices.Sort(known)
	if len(known) == 0 || len(name) > 40 {
		return ""
	}
	distance := func(k string) int { return edits(strings.ToLower(name), strings.ToLower(k)) }
	best := slices.MinFunc(known, func(a, b string) int { return cmp.Compare(distance(a), distance(b)) })
	if distance(best) > max(1, len(name)/3) {
		return ""
	}
	return "; did you mean " + best + "?"
}

// edits is the number of bytes to insert, delete, replace, or exchange with their neighbours, that makes b
// of a.
func edits(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
		for j := 1; j <= len(b); j++ {
			if i == 0 {
				rows[i][j] = j
				continue
			}
			replaced := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
