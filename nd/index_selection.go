package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/layout"
)

// selection is an index applied to an array: the axes that are kept, as a view, and for each place in
// shape the byte offset of such a view.
type selection struct {
	op     string
	of     *Array // the array indexed
	view   *Array
	copies bool // an int came as an array: the result is no view

	arrays []offsets // by each array of the index; none where the result is a view
	shape  []int     // the common shape of the arrays
	first  int       // number of kept axes that stand before those of shape
}

// selection applies an index.
func (a *Array) selection(op string, raw []any) selection {
	var room [8]item
	k := readKey(op, len(a.shape), raw, room[:0])
	v := &Array{ptr: a.ptr, buf: a.buf, readonly: a.readonly}
	v.header(a.dtype, k.kept)
	s := selection{op: op, of: a, view: v, copies: k.copies}
	axis, kept, offset := 0, 0, 0
	last := -1 // the last item that gathers
	for n := range k.items {
		t := &k.items[n]
		if k.gathers && t.gathers() {
			switch {
			case last < 0:
				s.first = kept
			case last != n-1: // something stands between: to the front
				s.first = 0
			}
			last = n
		}
		switch t.kind {
		case itemInt:
			offset += checkIndex(op, t.position, axis, a.shape[axis]) * a.strides[axis]
		case itemRange:
			start, step, count := t.steps.Resolve(a.shape[axis])
			if step == 0 {
				panic(fail(op, ErrValue, "slice step must not be 0"))
			}
			v.shape[kept], v.strides[kept] = count, a.strides[axis]
			if count > 1 {
				v.strides[kept] *= step
			}
			if count > 0 {
				offset += start * a.strides[axis]
			}
			kept++
		case itemNewAxis:
			v.shape[kept], v.strides[kept] = 1, 0
			kept++
		case itemEllipsis:
			kept += copy(v.shape[kept:], a.shape[axis:axis+k.rest])
			copy(v.strides[kept-k.rest:], a.strides[axis:axis+k.rest])
			axis += k.rest
		case itemBool:
			s.arrays = append(s.arrays, offsets{array: zeros(op, dtype.Int64, []int{t.position})})
		case itemPositions:
			s.arrays = append(s.arrays, positionsAlong(op, t.array, a, axis))
		case itemMask:
			s.arrays = append(s.arrays, offsets{array: offsetsWhere(op, t.array, a, axis)})
		}
		axis += t.axes()
	}
	// Without elements the offset may lead out of the memory, where no pointer may go.
	if offset != 0 && product(a.shape) > 0 && product(v.shape) > 0 {
		v.ptr = unsafe.Add(v.ptr, offset)
	}
	s.broadcast()
	return s
}

// gathers says that the item is, or beside arrays becomes, one of them.
func (t *item) gathers() bool {
	return t.kind == itemInt || t.kind >= itemBool
}

// broadcast finds the common shape of the arrays.
func (s *selection) broadcast() {
	switch len(s.arrays) {
	case 0:
		return
	case 1:
		s.shape = s.arrays[0].array.shape
		return
	}
	shapes := make([][]int, len(s.arrays))
	for i := range s.arrays {
		shapes[i] = s.arrays[i].array.shape
	}
	shape, err := layout.BroadcastShapes(shapes...)
	if err != nil {
		panic(fail(s.op, ErrIndex, "index arrays of %v", err))
	}
	s.shape = shape
}

// result is the shape of the selection.
func (s *selection) result() []int {
	kept := s.view.shape
	shape := make([]int, 0, len(kept)+len(s.shape))
	return append(append(append(shape, kept[:s.first]...), s.shape...), kept[s.first:]...)
}

// offsets are the byte offsets that one or all arrays of an index stand for, in an int64 array that is
// packed. Or they are still positions along an axis, negative ones and ones out of bounds among them:
// turning them into offsets where they are used, block by block, costs little, doing it ahead a pass
// over memory.
type offsets struct {
	array             *Array
	along             bool // array holds positions
	axis, dim, stride int  // of the axis
}

// positionsAlong are positions along an axis of a, given in any integer type.
func positionsAlong(op string, at, a *Array, axis int) offsets {
	o := offsets{along: true, axis: axis, dim: a.shape[axis], stride: a.strides[axis]}
	o.array = at
	if at.dtype != dtype.Int64 || !at.IsC() {
		o.array = Astype(at, dtype.Int64)
	}
	if at.dtype.Native() == dtype.Uint64 {
		for _, position := range asInts(o.array) {
			if position < 0 {
				panic(fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", uint64(position), axis, o.dim))
			}
		}
	}
	return o
}

// read writes the offsets from number lo on to dst. It reports false at a position out of bounds.
func (o *offsets) read(dst []int, lo int) bool {
	dim, stride := o.dim, o.stride
	for i, position := range asInts(o.array)[lo : lo+len(dst)] {
		if position < 0 {
			position += dim
		}
		if uint(position) >= uint(dim) {
			return false
		}
		dst[i] = position * stride
	}
	return true
}

// valid says that no position is out of bounds.
func (o *offsets) valid() bool {
	if !o.along {
		return true
	}
	for _, position := range asInts(o.array) {
		if position < -o.dim || position >= o.dim {
			return false
		}
	}
	return true
}

// check panics at the first position out of bounds.
func (o *offsets) check(op string) {
	if o.along {
		for _, position := range asInts(o.array) {
			checkIndex(op, position, o.axis, o.dim)
		}
	}
}

// settle makes positions offsets.
func (o *offsets) settle(op string) {
	if !o.along {
		return
	}
	out := uninitialized(dtype.Int64, o.array.shape)
	if !o.read(asInts(out), 0) {
		o.check(op)
	}
	o.array, o.along = out, false
}

// sum is the offsets of all arrays together.
func (s *selection) sum() *offsets {
	total := &s.arrays[0]
	for i := range s.arrays[1:] {
		o := &s.arrays[1+i]
		total.settle(s.op)
		o.settle(s.op)
		total.array = Add(total.array, o.array)
	}
	return total
}

// offsetsWhere is the byte offsets, in a, of the elements that a mask over some of its axes selects.
func offsetsWhere(op string, mask, a *Array, axis int) *Array {
	for i, dim := range mask.shape {
		if dim != a.shape[axis+i] {
			panic(fail(op, ErrIndex, "boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d", axis+i, a.shape[axis+i], dim))
		}
	}
	mask = packedMask(mask)
	bools := maskBytes(mask)
	out := uninitialized(dtype.Int64, []int{kernel.CountTrue(bools)})
	offsets := asInts(out)
	shape := append([]int(nil), mask.shape...)
	strides := append([]int(nil), a.strides[axis:axis+len(shape)]...)
	rank := layout.Collapse(shape, [][]int{strides})
	row, step := 1, 0
	if rank > 0 {
		row, step = shape[rank-1], strides[rank-1]
	}
	rows := newOdometer(shape[:max(rank-1, 0)], strides)
	for ; len(bools) > 0; bools = bools[row:] {
		offsets = offsets[kernel.WhereTrue(offsets, bools[:row], rows.offset, step):]
		rows.next()
	}
	keepAlive(out, []*Array{mask})
	return out
}

// odometer steps through the indices of a shape in C order and keeps the byte offset of each.
type odometer struct {
	shape, strides, index []int
	offset                int
}

func newOdometer(shape, strides []int) odometer {
	return odometer{shape, strides, make([]int, len(shape)), 0}
}

func (o *odometer) next() {
	for axis := len(o.shape) - 1; axis >= 0; axis-- {
		o.offset += o.strides[axis]
		if o.index[axis]++; o.index[axis] < o.shape[axis] {
			return
		}
		o.offset -= o.shape[axis] * o.strides[axis]
		o.index[axis] = 0
	}
}
