package arraytest

import (
	"fmt"

	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
)

// samples are the dense arrays that containers are made of: values near 1, where every function is
// defined, zeros in diagonal matrices, no NaN.
func samples() []*nd.Array {
	vector := nd.From([]float64{0.5, 1, 3})
	integers := nd.From([]int64{1, 3, 2})
	var list []*nd.Array
	for _, values := range []*nd.Array{
		vector, integers, nd.Astype(vector, dtype.Float32), nd.Astype(integers, dtype.Uint8),
		nd.From([]bool{true, false, true}), nd.From([]complex128{1 + 2i, 3, 0.5i}),
		nd.Astype(vector, dtype.Float16), nd.From([]float64{}), nd.From([]float64{2}),
	} {
		n := values.Size()
		matrix := nd.Zeros([]int{n, n}, nd.As(values.DType()))
		nd.Astype(values, values.DType(), nd.Into(nd.Diagonal(matrix, 0)))
		list = append(list, values, matrix)
	}
	return append(list,
		nd.Reshape(nd.From([]float64{0.5, 1, 3, 2, 1, 4}), 2, 3),
		nd.Reshape(nd.From([]int64{1, 2, 3, 4, 5, 6, 7, 8}), 2, 2, 2),
		nd.Scalar(1.5))
}

// callsOf are the calls of a function that a container holding x is tested with. They are calls that
// take x, be it in vain for some shapes and dtypes: then dense arrays fail, and so must the container.
func callsOf(f *nd.Function, x *nd.Array) ([]*protocol.Call, error) {
	if f.Name[0] == '_' {
		return nil, nil // the Python array's own
	}
	var variants [][]any
	switch operandsOf(f) {
	case 0:
		return nil, nil
	case 1:
		variants = [][]any{{subject{}}}
	default:
		variants = [][]any{{subject{}, subject{}}, {subject{}, x}, {x, subject{}}, {subject{}, 2}, {2, subject{}}}
	}
	var calls []*protocol.Call
	for _, operands := range variants {
		args, params, err := fill(f, x, operands)
		if err != nil {
			return nil, err
		}
		for _, axes := range axesOf(f, x) {
			for name, value := range params {
				axes[name] = value
			}
			calls = append(calls, &protocol.Call{Op: f.Name, Method: protocol.Method(f.Method), Args: args, Params: axes})
		}
	}
	return calls, nil
}

// operandsOf counts the parameters that take any operand: those that no sample argument stands for.
func operandsOf(f *nd.Function) int {
	n := 0
	for _, p := range f.Params {
		switch _, fixed := arguments[p.Name]; {
		case p.Type == "operands":
			n += 2
		case p.Type == "operand" && !fixed && !p.Optional:
			n++
		}
	}
	return n
}

// arguments are sample values of parameters, by name, for an operand x.
var arguments = map[string]func(x *nd.Array) any{
	"dtype":       func(*nd.Array) any { return dtype.Float32 },
	"indices":     func(x *nd.Array) any { return nd.Zeros(onesOf(x), nd.As(dtype.Int64)) },
	"repeats":     func(*nd.Array) any { return 2 },
	"fill_value":  func(*nd.Array) any { return 1 },
	"min":         func(*nd.Array) any { return 0 },
	"max":         func(*nd.Array) any { return 1 },
	"source":      func(*nd.Array) any { return []int{0} },
	"destination": func(*nd.Array) any { return []int{-1} },
	"axis":        func(*nd.Array) any { return 0 },
	"shift":       func(*nd.Array) any { return 1 },
	"repetitions": func(*nd.Array) any { return 2 },
	"shape":       func(*nd.Array) any { return -1 },
	"axes": func(x *nd.Array) any {
		axes := make([]int, x.Rank())
		for i := range axes {
			axes[i] = len(axes) - 1 - i
		}
		return axes
	},
}

// onesOf is a shape of x's rank that holds one element.
func onesOf(x *nd.Array) []int {
	shape := make([]int, x.Rank())
	for i := range shape {
		shape[i] = 1
	}
	return shape
}

// fill gives every required parameter an argument: operands in turn, samples for the others.
func fill(f *nd.Function, x *nd.Array, operands []any) (args []any, params map[string]any, err error) {
	params = map[string]any{}
	for _, p := range f.Params {
		sample, fixed := arguments[p.Name]
		var value any
		switch {
		case p.Kind == nd.Variadic:
			return operands, params, nil
		case p.Type == "operands":
			value = operands
		case f.Name == "broadcast_to" && p.Name == "shape":
			value = append([]int{2}, x.Shape()...)
		case p.Type == "operand" && !fixed && !p.Optional:
			value, operands = operands[0], cycle(operands)
		case p.Default != "" && f.Name != "clip":
			continue
		case fixed:
			value = sample(x)
		default:
			return nil, nil, fmt.Errorf("arraytest has no sample argument for %s of %s: add one", p.Name, f.Name)
		}
		if p.Kind == nd.KeywordOnly {
			params[p.Name] = value
		} else {
			args = append(args, value)
		}
	}
	return args, params, nil
}

// cycle moves the first operand to the end, so that a third operand is the first again.
func cycle(operands []any) []any {
	return append(append([]any(nil), operands[1:]...), operands[0])
}

// axesOf are keyword arguments that choose axes, none among them, and kept dimensions.
func axesOf(f *nd.Function, x *nd.Array) []map[string]any {
	list := []map[string]any{{}}
	keywords := map[string]bool{}
	for _, p := range f.Params {
		keywords[p.Name] = p.Kind == nd.KeywordOnly
	}
	if keywords["axis"] {
		for axis := range x.Rank() {
			list = append(list, map[string]any{"axis": axis})
		}
		list = append(list, map[string]any{"axis": -1}, map[string]any{"axis": x.Rank()})
	}
	if keywords["keepdims"] {
		list = append(list, map[string]any{"keepdims": true}, map[string]any{"axis": -1, "keepdims": true})
	}
	return list
}
