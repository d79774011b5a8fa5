package layout

import (
	"fmt"
	"slices"
)

// AxisError says what is wrong with an axis argument.
type AxisError struct {
	Axis, Rank int
	Repeated   bool // the axis exists and was named twice
}

func (e *AxisError) Error() string {
	if e.Repeated {
		return fmt.Sprintf("axis %d is repeated", e.Axis)
	}
	return fmt.Sprintf("axis %d is out of bounds for array of dimension %d", e.Axis, e.Rank)
}

// NormalizeAxis is axis counted from the front: -1 is the last one. The error is an *AxisError.
func NormalizeAxis(axis, rank int) (int, error) {
	if axis < -rank || axis >= rank {
		return 0, &AxisError{Axis: axis, Rank: rank}
	}
	if axis < 0 {
		axis += rank
	}
	return axis, nil
}

// NormalizeAxes is each axis counted from the front, in the given order. An axis named twice is an
// error; errors are *AxisError.
func NormalizeAxes(axes []int, rank int) ([]int, error) {
	normal := make([]int, len(axes))
	for i, axis := range axes {
		k, err := NormalizeAxis(axis, rank)
		if err != nil {
			return nil, err
		}
		if slices.Contains(normal[:i], k) {
			return nil, &AxisError{Axis: axis, Rank: rank, Repeated: true}
		}
		normal[i] = k
	}
	return normal, nil
}

// Transpose has axis axes[k] of l as its axis k. Axes nil reverses them all; otherwise every axis is
// named once.
func Transpose(l Layout, axes []int) (Layout, error) {
	if axes == nil {
		return Layout{reversed(l.Shape), reversed(l.Strides)}, nil
	}
	if len(axes) != l.Rank() {
		return Layout{}, fmt.Errorf("%d axes given for an array of dimension %d", len(axes), l.Rank())
	}
	order, err := NormalizeAxes(axes, l.Rank())
	if err != nil {
		return Layout{}, err
	}
	return l.pick(order), nil
}

// pick is the layout of the named axes of l, in that order.
func (l Layout) pick(order []int) Layout {
	shape, strides := make([]int, len(order)), make([]int, len(order))
	for k, from := range order {
		shape[k], strides[k] = l.Shape[from], l.Strides[from]
	}
	return Layout{shape, strides}
}

// MoveAxis moves axis source[i] to position destination[i] of the result; the other axes keep their
// order.
func MoveAxis(l Layout, source, destination []int) (Layout, error) {
	if len(source) != len(destination) {
		return Layout{}, fmt.Errorf("%d source axes and %d destination axes", len(source), len(destination))
	}
	from, err := NormalizeAxes(source, l.Rank())
	if err != nil {
		return Layout{}, err
	}
	to, err := NormalizeAxes(destination, l.Rank())
	if err != nil {
		return Layout{}, err
	}
	order, rest := make([]int, l.Rank()), 0
	for k := range order {
		if i := slices.Index(to, k); i >= 0 {
			order[k] = from[i]
			continue
		}
		for slices.Contains(from, rest) {
			rest++
		}
		order[k] = rest
		rest++
	}
	return l.pick(order), nil
}

// ExpandDims inserts axes of dim 1 so that they stand at the named positions of the result.
func ExpandDims(l Layout, axes []int) (Layout, error) {
	rank := l.Rank() + len(axes)
	added, err := NormalizeAxes(axes, rank)
	if err != nil {
		return Layout{}, err
	}
	shape, strides := make([]int, rank), make([]int, rank)
	old := l.Rank() - 1
	for k := rank - 1; k >= 0; k-- {
		if !slices.Contains(added, k) {
			shape[k], strides[k] = l.Shape[old], l.Strides[old]
			old--
			continue
		}
		// The stride a packed array would have here, so that views of packed arrays look packed to
		// readers that do not ignore the strides of length-1 axes.
		shape[k] = 1
		if k+1 < rank {
			strides[k] = strides[k+1] * shape[k+1]
		} else if old >= 0 {
			strides[k] = l.Strides[old]
		}
	}
	return Layout{shape, strides}, nil
}

// Squeeze drops the named axes, which must have dim 1. Axes nil drops every axis of dim 1.
func Squeeze(l Layout, axes []int) (Layout, error) {
	dropped, err := NormalizeAxes(axes, l.Rank())
	if err != nil {
		return Layout{}, err
	}
	kept := make([]int, 0, l.Rank())
	for k, dim := range l.Shape {
		named := slices.Contains(dropped, k)
		if named && dim != 1 {
			return Layout{}, fmt.Errorf("axis %d has %d elements, only axes of 1 can be squeezed", k, dim)
		}
		if !named && (axes != nil || dim != 1) {
			kept = append(kept, k)
		}
	}
	return l.pick(kept), nil
}
