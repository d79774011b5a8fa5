package nd

import (
	"errors"

	"gondola/dtype"
	"gondola/layout"
)

// placed is a view of a with a layout that some function of package layout made of it.
func placed(op string, a *Array, l layout.Layout, err error) *Array {
	if err != nil {
		kind := ErrShape
		var outside *layout.AxisError
		if errors.As(err, &outside) {
			kind = ErrIndex
		}
		panic(fail(op, kind, "%v", err))
	}
	return a.view(a.dtype, 0, l.Shape, l.Strides)
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
	checkShape("BroadcastTo", a.dtype, shape)
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

// ExpandDims is a view of x with new axes of length 1 at the given positions of the result.
func ExpandDims(x any, axis ...int) *Array {
	a := operand("ExpandDims", x)
	l, err := layout.ExpandDims(a.Layout(), axis)
	return placed("ExpandDims", a, l, err)
}

// Squeeze is a view of x without the given axes, which must have length 1; without any axis named, of
// all such axes.
func Squeeze(x any, axis ...int) *Array {
	a := operand("Squeeze", x)
	if axis == nil {
		axis = []int{}
		for i, dim := range a.shape {
			if dim == 1 {
				axis = append(axis, i)
			}
		}
	}
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
func PermuteDims(x any, axes ...int) *Array {
	a := operand("PermuteDims", x)
	l, err := layout.Transpose(a.Layout(), axes)
	return placed("PermuteDims", a, l, err)
}

// Transpose is a view of x with its axes in reverse order.
func Transpose(x any) *Array {
	a := operand("Transpose", x)
	axes := make([]int, len(a.shape))
	for i := range axes {
		axes[i] = len(axes) - 1 - i
	}
	return PermuteDims(a, axes...)
}

// Reshape is x in another shape of the same size, in C order; one dimension may be -1 and is then what
// the others leave. It is a view where strides can express it, else a copy.
func Reshape(x any, shape ...int) *Array { return reshape(x, shape, nil) }

// reshape is Reshape with a choice about copying: nil copies where needed.
func reshape(x any, shape []int, copy *bool) *Array {
	a := operand("Reshape", x)
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
		panic(fail("Reshape", ErrCopy, "shape %s with strides %s does not become %s without a copy", shapeText(a.shape), shapeText(a.strides), shapeText(full)))
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
		panic(fail("Diagonal", ErrShape, "needs at least two axes, got shape %s", shapeText(a.shape)))
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
	if n == 0 {
		start = 0
	}
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

// commonType is the promoted type of arrays to be joined.
func commonType(op string, arrays []*Array) dtype.DType {
	d := arrays[0].dtype
	for _, a := range arrays[1:] {
		common, ok := dtype.Promote(d, a.dtype)
		if !ok {
			panic(fail(op, ErrDType, "dtypes %s and %s have no common type", d, a.dtype))
		}
		d = common
	}
	return d.Native()
}

// Concat is the arrays joined along an axis they have: the first by default, another by Axis, or
// flattened by Flat. Other dimensions must agree; dtypes promote.
func Concat(arrays []any, opts ...AxisOption) *Array {
	o := axisOptions(opts)
	if len(arrays) == 0 {
		panic(fail("Concat", ErrValue, "needs at least one array"))
	}
	list := make([]*Array, len(arrays))
	for i, x := range arrays {
		list[i] = operand("Concat", x)
		if o.flat {
			list[i] = Ravel(list[i])
		}
		if len(list[i].shape) == 0 {
			panic(fail("Concat", ErrShape, "array %d has no axes to join along: use Stack", i))
		}
		if len(list[i].shape) != len(list[0].shape) {
			panic(fail("Concat", ErrShape, "array 0 has shape %s, array %d %s: they must have as many axes", shapeText(list[0].shape), i, shapeText(list[i].shape)))
		}
	}
	if !o.hasAxes {
		o.axes, o.hasAxes = []int{0}, true
	}
	axis := oneAxis("Concat", list[0], o)
	shape := append([]int(nil), list[0].shape...)
	for i, a := range list[1:] {
		for k, dim := range a.shape {
			if k != axis && dim != shape[k] {
				panic(fail("Concat", ErrShape, "shapes %s and %s of arrays 0 and %d differ along axis %d", shapeText(list[0].shape), shapeText(a.shape), i+1, k))
			}
		}
		shape[axis] += a.shape[axis]
	}
	d := commonType("Concat", list)
	checkShape("Concat", d, shape)
	out := uninitialized(d, shape)
	start := 0
	for _, a := range list {
		part := out.view(d, start*out.strides[axis], a.shape, out.strides)
		copyTo(part, a)
		start += a.shape[axis]
	}
	return out
}

// Stack is arrays of one shape joined along a new axis, the first by default.
func Stack(arrays []any, opts ...AxisOption) *Array {
	if len(arrays) == 0 {
		panic(fail("Stack", ErrValue, "needs at least one array"))
	}
	o := axisOptions(opts)
	axis := 0
	if o.hasAxes && len(o.axes) == 1 {
		axis = o.axes[0]
	}
	expanded := make([]any, len(arrays))
	for i, x := range arrays {
		a := operand("Stack", x)
		if first := operand("Stack", arrays[0]); !sameShape(a.shape, first.shape) {
			panic(fail("Stack", ErrShape, "array 0 has shape %s, array %d %s: they must be equal", shapeText(first.shape), i, shapeText(a.shape)))
		}
		expanded[i] = ExpandDims(a, axis)
	}
	return Concat(expanded, Axis(axis))
}

// Unstack is the views of x along an axis, the first by default, one a position.
func Unstack(x any, opts ...AxisOption) []*Array {
	a := operand("Unstack", x)
	o := axisOptions(opts)
	if !o.hasAxes {
		o.axes, o.hasAxes = []int{0}, true
	}
	axis := oneAxis("Unstack", a, o)
	shape := append(append([]int(nil), a.shape[:axis]...), a.shape[axis+1:]...)
	strides := append(append([]int(nil), a.strides[:axis]...), a.strides[axis+1:]...)
	views := make([]*Array, a.shape[axis])
	for i := range views {
		views[i] = a.view(a.dtype, i*a.strides[axis], shape, strides)
	}
	return views
}

// Repeat is each element of x repeated along an axis, of the flattened array by default. repeats is a
// number or an array of one count a position.
func Repeat(x, repeats any, opts ...AxisOption) *Array {
	a, counts := operand("Repeat", x), operand("Repeat", repeats)
	o := axisOptions(opts)
	if !o.hasAxes {
		a = Ravel(a)
		o.axes, o.hasAxes = []int{0}, true
	}
	axis := oneAxis("Repeat", a, o)
	if counts.dtype.Kind() != dtype.KindInt && counts.dtype.Kind() != dtype.KindUint || len(counts.shape) > 1 {
		panic(fail("Repeat", ErrType, "repeats must be an int or a one-dimensional array of ints, not %s", describe(counts)))
	}
	if counts.Size() != 1 && counts.Size() != a.shape[axis] {
		panic(fail("Repeat", ErrShape, "repeats has %d counts, axis %d of shape %s has %d positions", counts.Size(), axis, shapeText(a.shape), a.shape[axis]))
	}
	each := Of[int64](Copy(Astype(BroadcastTo(Ravel(counts), a.shape[axis]), dtype.Int64))).flat()
	var positions []int64
	for i, n := range each {
		if n < 0 {
			panic(fail("Repeat", ErrValue, "repeats must not be negative, got %d", n))
		}
		for range n {
			positions = append(positions, int64(i))
		}
	}
	return Take(a, From(positions), Axis(axis))
}

// Roll is x with its elements moved along axes, those falling off the end coming back at the start.
// Without an axis the flattened array is rolled. One shift serves all axes.
func Roll(x any, shift []int, opts ...AxisOption) *Array {
	a := operand("Roll", x)
	o := axisOptions(opts)
	if !o.hasAxes {
		if len(shift) != 1 {
			panic(fail("Roll", ErrValue, "%d shifts need as many axes", len(shift)))
		}
		return Reshape(rollAxis(Ravel(a), shift[0], 0), a.shape...)
	}
	if len(shift) != len(o.axes) && len(shift) != 1 && len(o.axes) != 1 {
		panic(fail("Roll", ErrValue, "%d shifts do not go with %d axes", len(shift), len(o.axes)))
	}
	out := Copy(a)
	for i := range max(len(shift), len(o.axes)) {
		axis, err := layout.NormalizeAxis(o.axes[min(i, len(o.axes)-1)], len(a.shape))
		if err != nil {
			panic(fail("Roll", ErrIndex, "%v", err))
		}
		out = rollAxis(out, shift[min(i, len(shift)-1)], axis)
	}
	return out
}

// rollAxis is a with its elements moved along one axis.
func rollAxis(a *Array, shift, axis int) *Array {
	n := a.shape[axis]
	if n == 0 {
		return Copy(a)
	}
	cut := n - ((shift%n)+n)%n
	return Concat([]any{along(a, axis, Slice(cut, nil)), along(a, axis, Slice(nil, cut))}, Axis(axis))
}

// Tile is x repeated as a whole, so many times along each axis; missing axes and counts are 1.
func Tile(x any, repetitions ...int) *Array {
	a := operand("Tile", x)
	rank := max(len(a.shape), len(repetitions))
	shape, counts := make([]int, rank), make([]int, rank)
	for i := range rank {
		shape[i], counts[i] = 1, 1
	}
	copy(shape[rank-len(a.shape):], a.shape)
	copy(counts[rank-len(repetitions):], repetitions)
	open, full, final := make([]int, 0, 2*rank), make([]int, 0, 2*rank), make([]int, rank)
	for i := range rank {
		if counts[i] < 0 {
			panic(fail("Tile", ErrValue, "repetitions must not be negative, got %d", counts[i]))
		}
		open = append(open, 1, shape[i])
		full = append(full, counts[i], shape[i])
		final[i] = counts[i] * shape[i]
	}
	checkShape("Tile", a.dtype, final)
	return Reshape(Copy(BroadcastTo(Reshape(a, open...), full...)), final...)
}

// astype is Astype with a choice about copying: with none and nothing to convert x itself comes back.
func astype(x any, d dtype.DType, copy bool) *Array {
	a := operand("Astype", x)
	if !copy && a.dtype.Equal(d) {
		return a
	}
	return Astype(a, d)
}

// diff is Diff with its arguments in the standard's order.
func diff(x any, axis, n int, prepend, appendix any) *Array {
	return Diff(x, n, prepend, appendix, Axis(axis))
}
