package nd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gondola/dtype"
	"gondola/layout"
)

// Function is a function of this package that can be called by name with dynamic arguments: what
// gondola eval, package xp and the Python package call. The table is generated from the list of
// operations.
type Function struct {
	Name      string  // the standard's: "mean"
	GoName    string  // "Mean"
	NumPy     string  // NumPy's name where it differs, else Name
	Operator  string  // Python's operator: "+"
	Method    string  // "__call__" of a ufunc, "reduce" of a reduction, "function" of anything else
	Signature string  // as Python shows it: "(x, /, *, axis=None, keepdims=False)"
	Doc       string  // what it gives, as a noun phrase
	Params    []Param // in the order of the signature
	Ufunc     *Ufunc  // nil where the function is not elementwise

	out  bool // takes the keyword out
	call func(*arguments) any
}

// Param is one parameter of a Function.
type Param struct {
	Name     string
	Type     string // operand, operands, axis, axes, int, ints, bool, number, dtype, device, string, index
	Optional bool   // nil may be given
	Default  string // Python text, empty where the parameter is required
	Kind     ParamKind

	value    any // Default, read once
	hasValue bool
}

// ParamKind is how an argument is given.
type ParamKind int

// The kinds of parameter, in Python's words.
const (
	PositionalOnly ParamKind = iota
	PositionalOrKeyword
	KeywordOnly
	Variadic
)

var (
	functions  []Function
	byFunction map[string]*Function
)

func init() {
	functions = functionRows()
	byFunction = make(map[string]*Function, len(functions))
	for i := range functions {
		byFunction[functions[i].Name] = &functions[i]
		for k := range functions[i].Params {
			p := &functions[i].Params[k]
			p.value, p.hasValue = parseDefault(p.Default)
		}
	}
}

// Functions lists every function that can be called by name, in the order of the chapters of the
// standard. The caller must not change it.
func Functions() []Function { return functions }

// Lookup is the function of that name in the standard, nil where there is none.
func Lookup(name string) *Function { return byFunction[name] }

// Call calls the function with positional and keyword arguments, nil meaning None. An elementwise
// function also takes the keywords out and where, a reduction out. The result is an *Array, a []*Array, a string or a
// number; the error is an *Error.
func (f *Function) Call(args []any, keywords map[string]any) (any, error) {
	return f.try(func() any { return f.call(f.bind(args, keywords)) })
}

// try is Try, the function named in errors that name none.
func (f *Function) try(call func() any) (any, error) {
	result, err := Try(call)
	var e *Error
	if errors.As(err, &e) && e.Op == "" {
		e.Op = f.GoName
	}
	return result, err
}

// Bound calls the function with one value a parameter, in the order of Params, nil for None and where
// none was given; given tells these apart. It is what language bindings call. out and mask may be nil.
func (f *Function) Bound(values []any, given []bool, out *Array, mask any, alloc func(dtype.DType, []int) *Array) (any, error) {
	return f.try(func() any {
		return f.call(&arguments{function: f, values: values, explicit: given, out: out, where: mask, allocate: alloc})
	})
}

// arguments are the values of one call, one a parameter.
type arguments struct {
	function *Function
	values   []any
	explicit []bool // which were given, be it as None
	out      *Array
	where    any
	allocate func(dtype.DType, []int) *Array
}

// bind distributes a call's arguments over the parameters.
func (f *Function) bind(args []any, keywords map[string]any) *arguments {
	a := &arguments{function: f, values: make([]any, len(f.Params))}
	given := make([]bool, len(f.Params))
	for i, value := range args {
		if len(f.Params) > 0 && f.Params[0].Kind == Variadic {
			a.values[0], given[0] = args, true
			break
		}
		if i >= len(f.Params) || f.Params[i].Kind == KeywordOnly {
			panic(fail(f.GoName, ErrType, "takes %d positional arguments, not %d: %s%s", i, len(args), f.Name, f.Signature))
		}
		a.values[i], given[i] = value, true
	}
	for name, value := range keywords {
		if a.outputKeyword(name, value) {
			continue
		}
		i := slices.IndexFunc(f.Params, func(p Param) bool { return p.Name == name })
		if i < 0 {
			panic(fail(f.GoName, ErrType, "has no parameter %q: %s%s", name, f.Name, f.Signature))
		}
		if given[i] {
			panic(fail(f.GoName, ErrType, "got %q twice", name))
		}
		a.values[i], given[i] = value, true
	}
	for i, p := range f.Params {
		if !given[i] && p.Default == "" && p.Kind != Variadic {
			panic(fail(f.GoName, ErrType, "lacks the argument %q: %s%s", p.Name, f.Name, f.Signature))
		}
	}
	a.explicit = given
	return a
}

// outputKeyword takes the keywords that no signature lists: out, and where of an elementwise function.
func (a *arguments) outputKeyword(name string, value any) bool {
	switch {
	case name == "out" && a.function.out:
		out, ok := value.(*Array)
		if !ok && value != nil {
			panic(fail(a.function.GoName, ErrType, "out must be an array, not %T", value))
		}
		a.out = out
	case name == "where" && a.function.Ufunc != nil:
		a.where = value
	default:
		return false
	}
	return true
}

// refuse is the panic over an argument of the wrong type.
func (a *arguments) refuse(i int, want string) *Error {
	return fail(a.function.GoName, ErrType, "%s must be %s, not %s", a.function.Params[i].Name, want, typeName(a.values[i]))
}

// typeName is a value's type as a user of the command or of Python calls it.
func typeName(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case string:
		return fmt.Sprintf("the string %q", v)
	case *Array:
		return "an array of shape " + layout.FormatShape(v.shape)
	case int, int64, uint64:
		return fmt.Sprintf("the int %v", v)
	case float64:
		return fmt.Sprintf("the float %v", v)
	case []any:
		return "a list"
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", v), "*")
}

// value is argument i, or the parameter's default.
func (a *arguments) value(i int) any {
	if a.values[i] != nil {
		return a.values[i]
	}
	p := &a.function.Params[i]
	if !p.hasValue {
		panic(a.refuse(i, "given"))
	}
	return p.value
}

// parseDefault reads the Python text of a default.
func parseDefault(text string) (any, bool) {
	switch text {
	case "None":
		return nil, true
	case "True":
		return true, true
	case "False":
		return false, true
	}
	if s, ok := strings.CutPrefix(text, "'"); ok {
		return strings.TrimSuffix(s, "'"), true
	}
	var i int
	if _, err := fmt.Sscanf(text, "%d", &i); err == nil && !strings.Contains(text, ".") {
		return i, true
	}
	var f float64
	if _, err := fmt.Sscanf(text, "%g", &f); err == nil {
		return f, true
	}
	return nil, false
}

func (a *arguments) operand(i int) any { return a.value(i) }

// operands is a sequence of operands: a list, or an array's items along its first axis.
func (a *arguments) operands(i int) []any {
	switch v := a.values[i].(type) {
	case []any:
		return v
	case []*Array:
		list := make([]any, len(v))
		for k := range v {
			list[k] = v[k]
		}
		return list
	case *Array:
		if len(v.shape) > 0 {
			var list []any
			for _, item := range Unstack(v) {
				list = append(list, item)
			}
			return list
		}
	case nil:
		if a.function.Params[i].Kind == Variadic {
			return nil
		}
	}
	panic(a.refuse(i, "a sequence of arrays"))
}

// integer is an argument's value as an int, if it is one: an int, or an integer array of no axes.
func integer(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), int64(int(v)) == v
	case float64:
		return int(v), false
	case *Array:
		if len(v.shape) == 0 && (v.dtype.Kind() == dtype.KindInt || v.dtype.Kind() == dtype.KindUint) {
			return int(Astype(v, dtype.Int64).Item().(int64)), true
		}
	}
	return 0, false
}

func (a *arguments) int(i int) int {
	n, ok := integer(a.value(i))
	if !ok {
		panic(a.refuse(i, "an int"))
	}
	return n
}

func (a *arguments) optionalInt(i int) *int {
	if a.value(i) == nil {
		return nil
	}
	n := a.int(i)
	return &n
}

// ints is a list of ints; one int is a list of one.
func (a *arguments) ints(i int) []int {
	v := a.value(i)
	if n, ok := integer(v); ok {
		return []int{n}
	}
	switch v := v.(type) {
	case []int:
		return v
	case []any:
		list := make([]int, len(v))
		for k, item := range v {
			n, ok := integer(item)
			if !ok {
				panic(a.refuse(i, "an int or a tuple of ints"))
			}
			list[k] = n
		}
		return list
	}
	panic(a.refuse(i, "an int or a tuple of ints"))
}

func (a *arguments) bool(i int) bool {
	switch v := a.value(i).(type) {
	case bool:
		return v
	case *Array:
		if len(v.shape) == 0 && v.dtype == dtype.Bool {
			return v.Item().(bool)
		}
	}
	panic(a.refuse(i, "a bool"))
}

func (a *arguments) optionalBool(i int) *bool {
	if a.value(i) == nil {
		return nil
	}
	b := a.bool(i)
	return &b
}

func (a *arguments) number(i int) any { return a.value(i) }

func (a *arguments) dtype(i int) dtype.DType {
	switch v := a.value(i).(type) {
	case dtype.DType:
		return v
	case string:
		d, err := dtype.Parse(v)
		if err != nil {
			panic(fail(a.function.GoName, ErrType, "%s: %v", a.function.Params[i].Name, err))
		}
		return d
	}
	panic(a.refuse(i, "a dtype"))
}

func (a *arguments) text(i int) string {
	s, ok := a.value(i).(string)
	if !ok {
		panic(a.refuse(i, "a string"))
	}
	return s
}

// index is what stands between the brackets.
func (a *arguments) index(i int) []any {
	if list, ok := a.values[i].([]any); ok {
		return list
	}
	return []any{a.values[i]}
}

// given is the position of a parameter whose argument is not None, or -1.
func (a *arguments) given(name string) int {
	for i, p := range a.function.Params {
		if p.Name == name && a.values[i] != nil {
			return i
		}
	}
	return -1
}

// mapped are the options of an elementwise call.
func (a *arguments) mapped() []MapOption {
	var opts []MapOption
	if a.out != nil {
		opts = append(opts, Into(a.out))
	}
	if a.where != nil {
		opts = append(opts, Masked(a.where))
	}
	if a.allocate != nil {
		opts = append(opts, Allocate(a.allocate))
	}
	return opts
}

// reduce are the options of a reduction.
func (a *arguments) reduce() []ReduceOption {
	var opts []ReduceOption
	if a.out != nil {
		opts = append(opts, Into(a.out))
	}
	if i := a.given("axis"); i >= 0 {
		opts = append(opts, Axis(a.ints(i)...))
	}
	if i := a.given("dtype"); i >= 0 {
		opts = append(opts, As(a.dtype(i)))
	}
	if i := a.given("keepdims"); i >= 0 && a.bool(i) {
		opts = append(opts, KeepDims)
	}
	if i := a.given("include_initial"); i >= 0 && a.bool(i) {
		opts = append(opts, IncludeInitial)
	}
	if i := a.given("correction"); i >= 0 {
		opts = append(opts, Correction(a.float(i)))
	}
	return opts
}

// float is a real number.
func (a *arguments) float(i int) float64 {
	switch v := a.value(i).(type) {
	case float64:
		return v
	case int:
		return float64(v)
	case int64:
		return float64(v)
	case *Array:
		if len(v.shape) == 0 && v.dtype.Kind() != dtype.KindComplex {
			return Astype(v, dtype.Float64).Item().(float64)
		}
	}
	panic(a.refuse(i, "a number"))
}

// create are the options of a creation function.
func (a *arguments) create() []CreateOption {
	a.checkDevice()
	if i := a.given("dtype"); i >= 0 {
		return []CreateOption{As(a.dtype(i))}
	}
	return nil
}

// checkDevice refuses every device but the one there is.
func (a *arguments) checkDevice() {
	if i := a.given("device"); i >= 0 && a.values[i] != "cpu" {
		panic(fail(a.function.GoName, ErrValue, "device %v is not one of [cpu]", a.values[i]))
	}
}

// along is the axis of a function along one axis, or the axes of one along several.
func (a *arguments) along() []AxisOption {
	for i, p := range a.function.Params {
		if p.Name == "axis" {
			if a.value(i) == nil {
				return nil
			}
			return []AxisOption{Axis(a.ints(i)...)}
		}
	}
	return nil
}

// axisOrFlat is the axis of Concat: 0 by default, none when None was asked for.
func (a *arguments) axisOrFlat() []AxisOption {
	for i, p := range a.function.Params {
		if p.Name == "axis" && a.explicit[i] && a.values[i] == nil {
			return []AxisOption{Flat}
		}
	}
	return a.along()
}
