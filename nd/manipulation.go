package nd

import (
	"errors"

	"gondola/dtype"
	"gondola/layout"
)

// placed is a view of a with a layout that some function of package layout made of it.
func placed(op string, a *Array, l layout.Layout, err error) *Array {
	if err != nil {
		panic(fail(op, layoutKind(err), "%v", err))
	}
	checkRank(op, len(l.Shape))
	return a.view(a.dtype, 0, l.Shape, l.Strides)
}

// layoutKind is the kind of an error of package layout: an axis that is not there is an index out of range.
func layoutKind(err error) *Kind {
	var axis *layout.AxisError
	switch {
	case !errors.As(err, &axis):
		return ErrShape
	case axis.Repeated:
		return ErrValue
	}
	return ErrIndex
}

// BroadcastShapes is the common shape that arrays of these shapes broadcast to.
func BroadcastShapes(shapes ...[]int) []int {
	shape, err := layout.BroadcastShapes(shapes...)
	if err != nil {
		panic(fail("BroadcastShapes", ErrShape, "%v", err))
	}
	return shape
}

// BroadcastTo is a read-only view of x in another shape, axes of length 1 and missing ones repeated.
func BroadcastTo(x any, shape ...int) *Array {
	a := operand("BroadcastTo", x)
	checkWindow("BroadcastTo", a.dtype, shape)
	l, err := layout.BroadcastTo(a.Layout(), shape)
	v := placed("BroadcastTo", a, l, err)
	v.readonly = true
	return v
}

// BroadcastArrays is read-only views of the arrays in their common shape.
func BroadcastArrays(arrays ...any) []*Array {
	views := make([]*Array, len(arrays))
	shapes := make([][]int, len(arrays))
	for i, x := range arrays {
		views[i] = operand("BroadcastArrays", x)
		shapes[i] = views[i].shape
	}
	shape, err := layout.BroadcastShapes(shapes...)
	if err != nil {
		panic(fail("BroadcastArrays", ErrShape, "%v", err))
	}
	for i, v := range views {
		views[i] = BroadcastTo(v, shape...)
	}
	return views
}

// ExpandDims is a view of x with new axes of length 1 at the given positions of the result; negative
// ones count from its end.
func ExpandDims(x any, axis ...int) *Array {
	a := operand("ExpandDims", x)
	l, err := layout.ExpandDims(a.Layout(), axis)
	return placed("ExpandDims", a, l, err)
}

// Squeeze is a view of x without the given axes, which must have length 1; without any axis named, of
// all such axes.
func Squeeze(x any, axis ...int) *Array {
	a := operand("Squeeze", x)
	l, err := layout.Squeeze(a.Layout(), axis)
	return placed("Squeeze", a, l, err)
}

// MoveAxis is a view of x with the axes at source moved to destination; the others keep their order.
func MoveAxis(x any, source, destination []int) *Array {
	a := operand("MoveAxis", x)
	l, err := layout.MoveAxis(a.Layout(), source, destination)
	return placed("MoveAxis", a, l, err)
}

// PermuteDims is a view of x with its axes in another order: axis i of the result is axes[i] of x.
// Without axes the order is reversed.
func PermuteDims(x any, axes ...int) *Array {
	a := operand("PermuteDims", x)
	l, err := layout.Transpose(a.Layout(), axes)
	return placed("PermuteDims", a, l, err)
}

// Transpose is a view of x with its axes in reverse order.
func Transpose(x any) *Array {
	a := operand("Transpose", x)
	l, err := layout.Transpose(a.Layout(), nil)
	return placed("Transpose", a, l, err)
}

// Reshape is x in another shape of the same size, in C order; one dimension may be -1 and is then what
// the others leave. It is a view where strides can express it, else a copy.
func Reshape(x any, shape ...int) *Array { return reshape(x, shape, nil) }

// reshape is Reshape with a choice about copying: nil copies where needed.
func reshape(x any, shape []int, copy *bool) *Array {
	a := operand("Reshape", x)
	checkRank("Reshape", len(shape))
	full, err := layout.ResolveReshape(shape, a.Size())
	if err != nil {
		panic(fail("Reshape", ErrShape, "%v", err))
	}
	strides, ok := layout.Reshape(a.Layout(), full, a.dtype.Size())
	switch {
	case copy != nil && *copy, !ok && copy == nil:
		out := Copy(a)
		strides, _ = layout.Reshape(out.Layout(), full, out.dtype.Size())
		return out.view(out.dtype, 0, full, strides)
	case !ok:
		panic(fail("Reshape", ErrCopy, "shape %s with strides %s does not become %s without a copy", layout.FormatShape(a.shape), layout.FormatShape(a.strides), layout.FormatShape(full)))
	}
	return a.view(a.dtype, 0, full, strides)
}

// Ravel is x with all its axes made one: a view where possible.
func Ravel(x any) *Array { return Reshape(x, -1) }

// Diagonal is a view of the diagonal of the matrices in the last two axes of x; offset counts diagonals
// above the main one.
func Diagonal(x any, offset int) *Array {
	a := operand("Diagonal", x)
	rank := len(a.shape)
	if rank < 2 {
		panic(fail("Diagonal", ErrShape, "needs at least two axes, got shape %s", layout.FormatShape(a.shape)))
	}
	rows, columns := a.shape[rank-2], a.shape[rank-1]
	start := 0
	if offset >= 0 {
		columns -= offset
		start = offset * a.strides[rank-1]
	} else {
		rows += offset
		start = -offset * a.strides[rank-2]
	}
	n := max(0, min(rows, columns))
	shape := append(append([]int(nil), a.shape[:rank-2]...), n)
	strides := append(append([]int(nil), a.strides[:rank-2]...), a.strides[rank-2]+a.strides[rank-1])
	return a.view(a.dtype, start, shape, strides)
}

// Flip is a view of x that runs backwards along the axes the option names, all of them by default.
func Flip(x any, opts ...AxisOption) *Array {
	a := operand("Flip", x)
	strides := append([]int(nil), a.strides...)
	offset := 0
	for axis, flipped := range foldedAxes("Flip", a, axisOptions(opts)) {
		if flipped && a.shape[axis] > 0 {
			offset += (a.shape[axis] - 1) * strides[axis]
			strides[axis] = -strides[axis]
		}
	}
	return a.view(a.dtype, offset, a.shape, strides)
}

// astype is Astype with a choice about copying: with none and nothing to convert x itself comes back.
func astype(x any, d dtype.DType, copy bool, opts ...MapOption) *Array {
	a := operand("Astype", x)
	if !copy && a.dtype.Equal(d) {
		return a
	}
	return Astype(a, d, opts...)
}

// diff is Diff with its arguments in the standard's order.
func diff(x any, axis, n int, prepend, appendix any) *Array {
	return Diff(x, n, prepend, appendix, Axis(axis))
}
