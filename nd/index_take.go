package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/layout"
)

// Take is the elements of x at the given positions along an axis, which may be left out of
// one-dimensional arrays only. The indices' axes stand where the axis stood; negative positions count
// from the end.
func Take(x, indices any, opts ...AxisOption) *Array {
	a := operand("Take", x)
	axis := oneAxis("Take", a, axisOptions(opts))
	return take("Take", a, operand("Take", indices), axis)
}

func take(op string, a, at *Array, axis int) *Array {
	at = checkIndices(op, at)
	s := selection{op: op, of: a, view: without(a, axis), first: axis, shape: at.shape}
	s.arrays = []offsets{positionsAlong(op, at, a, axis)}
	return s.gather()
}

// checkIndices refuses indices that are no ints. Lists without elements say no dtype.
func checkIndices(op string, at *Array) *Array {
	if isInteger(at.dtype) {
		return at
	}
	if at.Size() == 0 && at.dtype.Computes() {
		return Astype(at, dtype.Int64)
	}
	panic(fail(op, ErrIndex, "indices must be ints, not %s", at.dtype))
}

// without is a view of a at position 0 of an axis, which is dropped.
func without(a *Array, axis int) *Array {
	return a.view(a.dtype, 0, removed(a.shape, axis), removed(a.strides, axis))
}

// removed is a copy of s without entry i.
func removed(s []int, i int) []int {
	return append(append(make([]int, 0, len(s)), s[:i]...), s[i+1:]...)
}

// TakeAlongAxis is the elements of x at positions that differ from lane to lane along an axis, the last
// by default. x and indices have as many axes and broadcast but for that one.
func TakeAlongAxis(x, indices any, opts ...AxisOption) *Array {
	const op = "TakeAlongAxis"
	a, at := operand(op, x), checkIndices(op, operand(op, indices))
	o := axisOptions(opts)
	if !o.hasAxes {
		o.axes, o.hasAxes = []int{-1}, true
	}
	axis := oneAxis(op, a, o)
	if len(at.shape) != len(a.shape) {
		panic(fail(op, ErrShape, "x and indices must have as many axes: got %s", describe(a, at)))
	}
	around, err := layout.BroadcastShapes(removed(a.shape, axis), removed(at.shape, axis))
	if err != nil {
		panic(fail(op, ErrShape, "shapes %s and %s do not broadcast but for axis %d", layout.FormatShape(a.shape), layout.FormatShape(at.shape), axis))
	}
	n := at.shape[axis]
	shape := append(append(append(make([]int, 0, len(a.shape)), around[:axis]...), n), around[axis:]...)
	checkShape(op, a.dtype, shape)
	lanes := positionsAlong(op, MoveAxis(at, []int{axis}, []int{-1}), a, axis)
	lanes.settle(op)
	out := uninitialized(a.dtype, shape)
	if out.Size() > 0 {
		takeLanes(out, a, lanes.array, around, axis)
	}
	return out
}

// takeLanes gathers lane by lane. offsets has the axis last, packed, and broadcasts around it.
func takeLanes(out, a, offsets *Array, around []int, axis int) {
	n := out.shape[axis]
	lanes := without(a, axis).over(around).Strides
	places := removed(out.strides, axis)
	last := len(offsets.shape) - 1
	rows := (&Array{shape: offsets.shape[:last], strides: offsets.strides[:last]}).over(around).Strides
	gather := kernel.GatherAt(a.dtype.Size())
	index := newOdometer(around, lanes)
	for range product(around) {
		row, place := 0, 0
		for k, i := range index.index {
			row += i * rows[k]
			place += i * places[k]
		}
		positions := unsafe.Slice((*int)(unsafe.Add(offsets.ptr, row)), n)
		gather(positions, unsafe.Add(out.ptr, place), out.strides[axis], unsafe.Add(a.ptr, index.offset))
		index.next()
	}
	keepAlive(out, []*Array{a, offsets})
}

// Nonzero is the positions of the elements of x that are not zero, in C order: one int64 array an axis.
// Arrays of no axes are refused.
func Nonzero(x any) []*Array {
	a := operand("Nonzero", x)
	if len(a.shape) == 0 {
		panic(fail("Nonzero", ErrShape, "an array of no axes has no positions"))
	}
	if !a.dtype.Computes() {
		panic(fail("Nonzero", ErrDType, "has no loop for dtype %s", a.dtype))
	}
	mask := packedMask(a)
	bools := maskBytes(mask)
	count := kernel.CountTrue(bools)
	out := make([]*Array, len(a.shape))
	positions := make([][]int, len(a.shape))
	for axis := range out {
		out[axis] = uninitialized(dtype.Int64, []int{count})
		positions[axis] = asInts(out[axis])
	}
	last := len(a.shape) - 1
	row := a.shape[last]
	rows := newOdometer(a.shape[:last], a.shape)
	for done := 0; len(bools) > 0; bools = bools[row:] {
		n := kernel.WhereTrue(positions[last][done:], bools[:row], 0, 1)
		for axis, i := range rows.index {
			for k := range positions[axis][done : done+n] {
				positions[axis][done+k] = i
			}
		}
		done += n
		rows.next()
	}
	keepAlive(mask, out)
	return out
}

// packedMask is whether the elements of a are true, as bools packed in C order.
func packedMask(a *Array) *Array {
	if a.dtype == dtype.Bool && a.IsC() {
		return a
	}
	return Astype(a, dtype.Bool)
}

// maskBytes is the bytes of packed bools, any but 0 being true. They do not keep the array alive.
func maskBytes(a *Array) []byte {
	if a.Size() == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(a.ptr), a.Size())
}
