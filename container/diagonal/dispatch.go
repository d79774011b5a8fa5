package diagonal

import (
	"reflect"
	"slices"

	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// Dispatch computes what keeps the structure or profits from it, and declines the rest, which is then
// computed on the dense form.
func (m *Matrix) Dispatch(c *protocol.Call) (any, error) {
	for _, x := range c.Operands() {
		if _, ok := x.(protocol.Dispatcher); ok && !isMatrix(x) {
			return nil, protocol.Decline("diagonal matrices, arrays and numbers as operands")
		}
	}
	compute := rules[c.Op]
	if c.Method == protocol.Map {
		compute = elementwise
	}
	if compute != nil {
		if result, ok := compute(c); ok {
			return result, nil
		}
	}
	return nil, protocol.ErrNotHandled
}

// rule computes a call; not ok means on the dense form, please.
type rule func(c *protocol.Call) (result any, ok bool)

// rules are the functions that are not elementwise, by name.
var rules = map[string]rule{
	"matmul":           product,
	"permute_dims":     transposed,
	"matrix_transpose": transposed,
	"trace":            trace,
	"sum":              sum,
	"max":              extreme,
	"min":              extreme,
	"astype":           elementwise,
	"clip":             elementwise,
	"copy":             elementwise,
}

func isMatrix(x any) bool { _, ok := x.(*Matrix); return ok }

// elementwise computes a function on the diagonals, and on the zeros off them, which must stay zero.
func elementwise(c *protocol.Call) (any, bool) {
	if c.Params["out"] != nil || c.Params["where"] != nil {
		return nil, false
	}
	on, off := slices.Clone(c.Args), slices.Clone(c.Args)
	n := -1
	for i, x := range c.Args {
		switch x := x.(type) {
		case *Matrix:
			if n >= 0 && x.N() != n {
				return nil, false
			}
			n = x.N()
			on[i], off[i] = x.values, x.zero()
		case *nd.Array:
			if x.Rank() > 0 {
				return nil, false
			}
		default:
			if xp.Dense(x) && !isNumber(x) {
				return nil, false
			}
		}
	}
	function := nd.Lookup(c.Op)
	zero, err := function.Call(off, c.Params)
	if err != nil || nd.Any(zero).Item().(bool) {
		return nil, false
	}
	values, err := function.Call(on, c.Params)
	if err != nil {
		return nil, false // the dense form fails too, and says it in its own shapes
	}
	return New(values), true
}

// isNumber says that x is a Go number.
func isNumber(x any) bool {
	kind := reflect.TypeOf(x).Kind()
	return kind >= reflect.Bool && kind <= reflect.Complex128
}

// product is the matrix product: of two diagonal matrices it is diagonal, of one and an array it scales
// the array's rows or columns.
func product(c *protocol.Call) (any, bool) {
	left, lok := c.Args[0].(*Matrix)
	right, rok := c.Args[1].(*Matrix)
	switch {
	case lok && rok:
		if left.N() != right.N() {
			return nil, false
		}
		return New(nd.Multiply(left.values, right.values)), true
	case lok:
		a, err := nd.FromAny(c.Args[1])
		if err != nil || a.Rank() == 0 || a.Shape()[max(0, a.Rank()-2)] != left.N() {
			return nil, false
		}
		if a.Rank() == 1 {
			return nd.Multiply(left.values, a), true
		}
		return nd.Multiply(nd.ExpandDims(left.values, 1), a), true
	case rok:
		a, err := nd.FromAny(c.Args[0])
		if err != nil || a.Rank() == 0 || a.Shape()[a.Rank()-1] != right.N() {
			return nil, false
		}
		return nd.Multiply(a, right.values), true
	}
	return nil, false
}

// transposed is the matrix itself: a diagonal matrix is symmetric.
func transposed(c *protocol.Call) (any, bool) {
	m, ok := c.Args[0].(*Matrix)
	if !ok {
		return nil, false
	}
	if len(c.Args) == 2 {
		axes, err := (&protocol.Call{Params: map[string]any{"axis": c.Args[1]}}).Axes(2)
		if err != nil || len(axes) == 1 {
			return nil, false
		}
	}
	return m, true
}

func trace(c *protocol.Call) (any, bool) {
	m, ok := c.Args[0].(*Matrix)
	if !ok {
		return nil, false
	}
	return m.Trace(), true
}

// sum adds up the diagonal: all of it, or along one axis the one element of each lane that is not zero.
func sum(c *protocol.Call) (any, bool) {
	m, axes, ok := reduced(c)
	if !ok {
		return nil, false
	}
	return fold(c, axes, m.values)
}

// extreme is max or min. Every lane of a matrix of two rows or more has a zero in it.
func extreme(c *protocol.Call) (any, bool) {
	m, axes, ok := reduced(c)
	if !ok || m.N() == 0 {
		return nil, false
	}
	values := m.values
	if m.N() > 1 {
		larger := map[string]func(x1, x2 any, opts ...nd.MapOption) *nd.Array{"max": nd.Maximum, "min": nd.Minimum}
		values = larger[c.Op](values, m.zero())
	}
	return fold(c, axes, values)
}

// reduced is the operand and the axes of a reduction that leaves at most one axis.
func reduced(c *protocol.Call) (m *Matrix, axes []int, ok bool) {
	m, ok = c.Args[0].(*Matrix)
	if !ok {
		return nil, nil, false
	}
	axes, err := c.Axes(2)
	return m, axes, err == nil && len(axes) > 0
}

// fold reduces the axes of a matrix whose lanes have been folded into values already: as many elements,
// along the axis that is left where one is.
func fold(c *protocol.Call, axes []int, values *nd.Array) (any, bool) {
	result, err := nd.Lookup(c.Op).Call([]any{nd.ExpandDims(values, axes[0])}, c.Params)
	return result, err == nil
}
