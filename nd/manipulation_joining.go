package nd

import (
	"slices"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// operands turns a list of values into arrays.
func operands(op string, list []any) []*Array {
	if len(list) == 0 {
		panic(fail(op, ErrValue, "needs at least one array"))
	}
	arrays := make([]*Array, len(list))
	for i, x := range list {
		arrays[i] = operand(op, x)
	}
	return arrays
}

// Concat is the arrays joined along an axis they have: the first by default, another by Axis, or
// flattened by Flat. Other dimensions must agree; dtypes promote.
func Concat(arrays []any, opts ...AxisOption) *Array {
	o := axisOptions(opts)
	list := operands("Concat", arrays)
	for i, a := range list {
		if o.flat {
			list[i] = Ravel(a)
			continue
		}
		if len(a.shape) == 0 {
			panic(fail("Concat", ErrShape, "array %d has no axes to join along; stack it instead", i))
		}
		if len(a.shape) != len(list[0].shape) {
			panic(fail("Concat", ErrShape, "array 0 has shape %s, array %d %s: they must have as many axes", layout.FormatShape(list[0].shape), i, layout.FormatShape(a.shape)))
		}
	}
	return concat("Concat", list, axisOr("Concat", list[0], o, 0))
}

// axisOr is the axis the options name, or else the given one.
func axisOr(op string, a *Array, o options, axis int) int {
	if !o.hasAxes {
		o.axes, o.hasAxes = []int{axis}, true
	}
	return oneAxis(op, a, o)
}

// concat joins arrays of one rank.
func concat(op string, list []*Array, axis int) *Array {
	shape := append([]int(nil), list[0].shape...)
	for i, a := range list[1:] {
		for k, dim := range a.shape {
			if k != axis && dim != shape[k] {
				panic(fail(op, ErrShape, "shapes %s and %s of arrays 0 and %d differ along axis %d", layout.FormatShape(list[0].shape), layout.FormatShape(a.shape), i+1, k))
			}
		}
		shape[axis] += a.shape[axis]
		if shape[axis] < 0 {
			panic(fail(op, ErrMemory, "the arrays together are longer than any memory"))
		}
	}
	d := commonType(op, list)
	checkShape(op, d, shape)
	alloc := buffer.Alloc
	if isText(d) {
		alloc = buffer.AllocZero // shorter elements are padded with zeros
	}
	out := packed(d, shape, alloc)
	start := 0
	for _, a := range list {
		part := out.view(d, start*out.strides[axis], a.shape, out.strides)
		start += a.shape[axis]
		if isText(d) {
			part.dtype = a.dtype.Native()
		}
		copyTo(part, a)
	}
	return out
}

// commonType is the promoted dtype of arrays to be joined, which all of them convert to.
func commonType(op string, arrays []*Array) dtype.DType {
	d := arrays[0].dtype.Native()
	for _, a := range arrays[1:] {
		common, ok := dtype.Promote(d, a.dtype)
		if !ok {
			panic(fail(op, ErrDType, "dtypes %s and %s have no common type", d, a.dtype))
		}
		d = common
	}
	for _, a := range arrays {
		if padded := isText(a.dtype) && a.dtype.Kind() == d.Kind(); !padded && !castable(a.dtype, d) {
			panic(fail(op, ErrDType, "dtype %s does not convert to the common type %s", a.dtype, d))
		}
	}
	return d
}

// isText says that elements are characters or bytes padded with zeros to a width.
func isText(d dtype.DType) bool { return d.Kind() == dtype.KindText || d.Kind() == dtype.KindBytes }

// Stack is arrays of one shape joined along a new axis, the first by default.
func Stack(arrays []any, opts ...AxisOption) *Array {
	o := axisOptions(opts)
	if o.hasAxes && len(o.axes) != 1 {
		panic(fail("Stack", ErrValue, "takes one axis, not %d", len(o.axes)))
	}
	axis := []int{0}
	if o.hasAxes {
		axis = o.axes
	}
	list := operands("Stack", arrays)
	shape := list[0].shape
	for i, a := range list {
		if !sameShape(a.shape, shape) {
			panic(fail("Stack", ErrShape, "array 0 has shape %s, array %d %s: they must be equal", layout.FormatShape(shape), i, layout.FormatShape(a.shape)))
		}
		l, err := layout.ExpandDims(a.Layout(), axis)
		list[i] = placed("Stack", a, l, err)
	}
	return concat("Stack", list, (axis[0]+len(shape)+1)%(len(shape)+1))
}

// Unstack is the views of x along an axis, the first by default, one a position.
func Unstack(x any, opts ...AxisOption) []*Array {
	a := operand("Unstack", x)
	axis := axisOr("Unstack", a, axisOptions(opts), 0)
	shape, strides := removed(a.shape, axis), removed(a.strides, axis)
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
	}
	axis := axisOr("Repeat", a, o, 0)
	if !isInteger(counts.dtype) || len(counts.shape) > 1 {
		panic(fail("Repeat", ErrType, "repeats must be an int or a one-dimensional array of ints, not %s", describe(counts)))
	}
	counts = Astype(counts, dtype.Int64)
	defer keepAlive(counts, nil)
	each := asInts(counts)
	for _, n := range each {
		if n < 0 {
			panic(fail("Repeat", ErrValue, "repeats must not be negative, got %d", n))
		}
	}
	switch {
	case len(each) == 1:
		return repeatEach(a, each[0], axis)
	case len(each) != a.shape[axis]:
		panic(fail("Repeat", ErrShape, "repeats has %d counts, axis %d of shape %s has %d positions", len(each), axis, layout.FormatShape(a.shape), a.shape[axis]))
	}
	return take("Repeat", a, positionsRepeated(each), axis)
}

// repeatEach is each position along an axis n times.
func repeatEach(a *Array, n, axis int) *Array {
	shape := slices.Insert(slices.Clone(a.shape), axis+1, n)
	result := slices.Clone(a.shape)
	result[axis] = multiplied("Repeat", result[axis], n)
	block := product(a.shape[axis+1:]) * a.dtype.Size()
	loop := kernel.RepeatEach(block)
	if loop == nil || product(a.shape)*n == 0 {
		return repeated("Repeat", a, shape, slices.Insert(slices.Clone(a.strides), axis+1, 0), result)
	}
	checkShape("Repeat", a.dtype, result)
	if !a.IsC() || uintptr(a.ptr)%8 != 0 {
		a = Copy(a)
	}
	out := uninitialized(a.dtype, result)
	guard("Repeat", func() {
		walk.Parallel(product(a.shape[:axis+1])*n, func(lo, hi int) {
			loop((hi-lo)/n, n, unsafe.Add(out.ptr, lo*block), unsafe.Add(a.ptr, lo/n*block))
		}, walk.Unit(n))
	})
	keepAlive(out, []*Array{a})
	return out
}

// positionsRepeated is each position of counts as often as its count says.
func positionsRepeated(counts []int) *Array {
	total := 0
	for _, n := range counts {
		total += min(n, maxBytes)
		checkShape("Repeat", dtype.Int64, []int{total})
	}
	positions := uninitialized(dtype.Int64, []int{total})
	rest := asInts(positions)
	for i, n := range counts {
		for k := range rest[:n] {
			rest[k] = i
		}
		rest = rest[n:]
	}
	return positions
}

// Tile is x repeated as a whole, so many times along each axis; missing axes and counts are 1.
func Tile(x any, repetitions ...int) *Array {
	a := operand("Tile", x)
	rank := max(len(a.shape), len(repetitions))
	checkRank("Tile", rank)
	var shape, strides, result []int
	for k := range rank {
		dim, stride, n := 1, 0, 1
		if old := k - (rank - len(a.shape)); old >= 0 {
			dim, stride = a.shape[old], a.strides[old]
		}
		if given := k - (rank - len(repetitions)); given >= 0 {
			n = repetitions[given]
		}
		if n < 0 {
			panic(fail("Tile", ErrValue, "repetitions must not be negative, got %d", n))
		}
		shape, strides = append(shape, n, dim), append(strides, 0, stride)
		result = append(result, multiplied("Tile", dim, n))
	}
	return repeated("Tile", a, shape, strides, result)
}

// multiplied is a dimension n times as long.
func multiplied(op string, dim, n int) int {
	if n > 0 && dim > maxBytes/n {
		panic(fail(op, ErrMemory, "%d repetitions of %d positions do not fit memory", n, dim))
	}
	return dim * n
}

// repeated is a new array of the elements that a view of a names in C order; axes of stride 0 in the
// view repeat what lies behind them.
func repeated(op string, a *Array, shape, strides, result []int) *Array {
	checkShape(op, a.dtype, result)
	out := uninitialized(a.dtype, result)
	guard(op, func() {
		size := a.dtype.Size()
		walk.Move(shape, size, out.ptr, layout.CStrides(nil, shape, size), a.ptr, strides)
	})
	keepAlive(out, []*Array{a})
	return out
}

// Roll is x with its elements moved along axes, those falling off the end coming back at the start.
// Without an axis the flattened array is rolled. One shift serves all axes, and one axis is rolled by
// all shifts.
func Roll(x any, shift []int, opts ...AxisOption) *Array {
	a := operand("Roll", x)
	o := axisOptions(opts)
	if !o.hasAxes {
		if len(shift) != 1 {
			panic(fail("Roll", ErrValue, "%d shifts need as many axes", len(shift)))
		}
		flat := rolled(Ravel(a), []int{shift[0]})
		return flat.view(flat.dtype, 0, a.shape, layout.CStrides(nil, a.shape, flat.dtype.Size()))
	}
	if n := len(shift); n == 0 || len(o.axes) == 0 || n != len(o.axes) && n != 1 && len(o.axes) != 1 {
		panic(fail("Roll", ErrValue, "%d shifts do not go with %d axes", len(shift), len(o.axes)))
	}
	by := make([]int, len(a.shape))
	for i := range max(len(shift), len(o.axes)) {
		axis, err := layout.NormalizeAxis(o.axes[min(i, len(o.axes)-1)], len(a.shape))
		if err != nil {
			panic(fail("Roll", ErrIndex, "%v", err))
		}
		if n := a.shape[axis]; n > 0 {
			by[axis] = (by[axis] + shift[min(i, len(shift)-1)]%n) % n
		}
	}
	return rolled(a, by)
}

// rolled is a new array of a's elements moved by so many positions along each axis. Every axis that
// moves is cut in two, which change places.
func rolled(a *Array, by []int) *Array {
	out := uninitialized(a.dtype, a.shape)
	rollFrom(out, a, by, 0)
	return out
}

// rollFrom rolls the axes from the given one on.
func rollFrom(out, a *Array, by []int, axis int) {
	for ; axis < len(by); axis++ {
		n := a.shape[axis]
		if n == 0 || by[axis]%n == 0 {
			continue
		}
		cut := n - (by[axis]%n+n)%n
		rollFrom(along(out, axis, Slice(nil, n-cut)), along(a, axis, Slice(cut, nil)), by, axis+1)
		rollFrom(along(out, axis, Slice(n-cut, nil)), along(a, axis, Slice(nil, cut)), by, axis+1)
		return
	}
	copyTo(out, a)
}
