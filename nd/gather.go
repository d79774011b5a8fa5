package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// gather is the selected elements, in a new array.
func (s *selection) gather() *Array {
	shape, first := s.result()
	checkShape(s.op, s.view.dtype, shape)
	out := uninitialized(s.view.dtype, shape)
	s.transfer(out, first, false)
	return out
}

// scatter writes a value to the selected elements.
func (s *selection) scatter(v *Array) {
	shape, first := s.result()
	packed := uninitialized(s.view.dtype, shape)
	copyTo(packed, fitted(v, shape))
	s.transfer(packed, first, true)
}

// result is the shape of the selection and the position of the arrays' axes in it.
func (s *selection) result() (shape []int, first int) {
	gathered := make([]bool, len(s.view.shape))
	for _, p := range s.arrays {
		gathered[p.axis] = true
	}
	first = -1
	if s.front {
		shape, first = append(shape, s.shape...), 0
	}
	for axis, dim := range s.view.shape {
		switch {
		case !gathered[axis]:
			shape = append(shape, dim)
		case first < 0:
			first = len(shape)
			shape = append(shape, s.shape...)
		}
	}
	return shape, first
}

// offsets are the byte offsets in the view of the arrays' positions, in C order of their common shape.
func (s *selection) offsets() []int {
	n := product(s.shape)
	offsets := make([]int, n)
	for _, p := range s.arrays {
		at := p.at
		if !sameShape(at.shape, s.shape) {
			at = Copy(BroadcastTo(at, s.shape...))
		}
		stride := s.view.strides[p.axis]
		for i, position := range Of[int64](at).flat() {
			offsets[i] += int(position) * stride
		}
	}
	return offsets
}

// transfer moves elements between the selection and a packed array of its shape. Axes that are not
// gathered are walked around the gathered positions; those that lie packed at the end in both move as
// one block.
func (s *selection) transfer(packed *Array, first int, store bool) {
	offsets := s.offsets()
	rest, step := s.rest(packed, first)
	block := s.view.dtype.Size()
	for len(rest.Shape) > 0 && rest.Strides[len(rest.Strides)-1] == block && s.packedTail(packed, rest, block) {
		last := len(rest.Shape) - 1
		block *= rest.Shape[last]
		rest.Shape, rest.Strides = rest.Shape[:last], rest.Strides[:last]
	}
	if packed.Size() == 0 || block == 0 {
		return
	}
	outer := s.restInPacked(packed, first)
	outer = outer[:len(rest.Shape)]
	index := make([]int, len(rest.Shape))
	for range product(rest.Shape) {
		inView, inPacked := 0, 0
		for axis, i := range index {
			inView += i * rest.Strides[axis]
			inPacked += i * outer[axis]
		}
		moveAt(block, offsets, unsafe.Add(s.view.ptr, inView), unsafe.Add(packed.ptr, inPacked), step, store)
		for axis := len(index) - 1; axis >= 0; axis-- {
			if index[axis]++; index[axis] < rest.Shape[axis] {
				break
			}
			index[axis] = 0
		}
	}
	keepAlive(packed, []*Array{s.view})
}

// rest is the axes that are not gathered, with their strides in the view, and the bytes between
// gathered positions in the packed array.
func (s *selection) rest(packed *Array, first int) (rest layout.Layout, step int) {
	gathered := make([]bool, len(s.view.shape))
	for _, p := range s.arrays {
		gathered[p.axis] = true
	}
	for axis, dim := range s.view.shape {
		if !gathered[axis] {
			rest.Shape = append(rest.Shape, dim)
			rest.Strides = append(rest.Strides, s.view.strides[axis])
		}
	}
	step = packed.dtype.Size()
	for _, dim := range packed.shape[first+len(s.shape):] {
		step *= dim
	}
	return rest, step
}

// restInPacked is the strides in the packed array of the axes that are not gathered.
func (s *selection) restInPacked(packed *Array, first int) []int {
	strides := append([]int(nil), packed.strides[:first]...)
	return append(strides, packed.strides[first+len(s.shape):]...)
}

// packedTail says that the last axis of rest lies behind the gathered ones in the packed array, where
// it is packed too.
func (s *selection) packedTail(packed *Array, rest layout.Layout, block int) bool {
	shape, first := s.result()
	behind := len(shape) - first - len(s.shape)
	last := len(rest.Shape) - 1
	total := len(s.view.shape) - len(s.arrays)
	return total-last <= behind && s.restInPacked(packed, first)[last] == block
}

// moveAt copies a block from each offset of a view to the packed array, or back when store is set.
func moveAt(block int, offsets []int, view, packed unsafe.Pointer, step int, store bool) {
	move := kernel.GatherAt(block)
	if store {
		move = kernel.ScatterAt(block)
		move(offsets, packed, step, view) // in order: of a position given twice the last value stays
		return
	}
	walk.Parallel(len(offsets), func(lo, hi int) { move(offsets[lo:hi], unsafe.Add(packed, lo*step), step, view) })
}

// Take is the elements of x at the given positions along an axis, which may be left out of
// one-dimensional arrays only. The indices' axes stand where the axis stood.
func Take(x, indices any, opts ...AxisOption) *Array {
	a, at := operand("Take", x), operand("Take", indices)
	axis := oneAxis("Take", a, axisOptions(opts))
	if at.dtype.Kind() != dtype.KindInt && at.dtype.Kind() != dtype.KindUint && at.Size() > 0 {
		panic(fail("Take", ErrIndex, "indices must be ints, not %s", at.dtype))
	}
	s := &selection{op: "Take", view: a, arrays: []positions{{axis, astype(at, dtype.Int64, false)}}}
	s.prepare(a)
	return s.gather()
}

// TakeAlongAxis is the elements of x at positions that differ from lane to lane along an axis, the last
// by default. x and indices have as many axes and broadcast but for the axis.
func TakeAlongAxis(x, indices any, opts ...AxisOption) *Array {
	a, at := operand("TakeAlongAxis", x), operand("TakeAlongAxis", indices)
	o := axisOptions(opts)
	if !o.hasAxes {
		o.axes, o.hasAxes = []int{-1}, true
	}
	axis := oneAxis("TakeAlongAxis", a, o)
	if len(at.shape) != len(a.shape) || at.dtype.Kind() != dtype.KindInt && at.dtype.Kind() != dtype.KindUint {
		panic(fail("TakeAlongAxis", ErrShape, "indices must be ints with as many axes as x: got %s", describe(a, at)))
	}
	lanes := [][]int{append([]int(nil), a.shape...), append([]int(nil), at.shape...)}
	lanes[0][axis], lanes[1][axis] = 1, 1
	common := BroadcastShapes(lanes...)
	full := func(dim int) []int {
		shape := append([]int(nil), common...)
		shape[axis] = dim
		return shape
	}
	a = BroadcastTo(a, full(a.shape[axis])...)
	at = BroadcastTo(at, full(at.shape[axis])...)
	key := make([]any, len(a.shape))
	for i := range key {
		shape := make([]int, len(a.shape))
		for k := range shape {
			shape[k] = 1
		}
		shape[i] = a.shape[i]
		key[i] = Reshape(arange(0, a.shape[i], 1), shape...)
	}
	key[axis] = at
	return a.Index(key...)
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
	mask := Of[bool](Copy(astype(a, dtype.Bool, false))).flat()
	n := 0
	for _, set := range mask {
		if set {
			n++
		}
	}
	out := make([]*Array, len(a.shape))
	columns := make([][]int64, len(a.shape))
	for axis := range out {
		out[axis] = uninitialized(dtype.Int64, []int{n})
		columns[axis] = Of[int64](out[axis]).flat()
	}
	k := 0
	for flat, set := range mask {
		if !set {
			continue
		}
		for axis := len(a.shape) - 1; axis >= 0; axis-- {
			columns[axis][k] = int64(flat % a.shape[axis])
			flat /= a.shape[axis]
		}
		k++
	}
	return out
}

// getItem and setItem are Index and SetIndex for calls by name.
func getItem(x any, key []any) any { return operand("Index", x).Index(key...) }

func setItem(x any, key []any, value any) any {
	operand("SetIndex", x).SetIndex(value, key...)
	return nil
}

// Field is a view of one member of a structured array.
func (a *Array) Field(name string) *Array {
	for _, f := range a.dtype.Fields() {
		if f.Name != name {
			continue
		}
		shape := append(append([]int(nil), a.shape...), f.Shape...)
		strides := append(append([]int(nil), a.strides...), layout.CStrides(nil, f.Shape, f.Type.Size())...)
		return a.view(f.Type, f.Offset, shape, strides)
	}
	panic(fail("Field", ErrIndex, "dtype %s has no field %q", a.dtype, name))
}
