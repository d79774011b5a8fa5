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

	arrays  []*Array // byte offsets by each array of the index; none where the result is a view
	offsets *Array   // their sum, int64 and packed, of their common shape
	first   int      // number of kept axes that stand before those of offsets
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
			s.arrays = append(s.arrays, zeros(op, dtype.Int64, []int{t.position}))
		case itemPositions:
			s.arrays = append(s.arrays, offsetsAt(op, t.array, axis, a.shape[axis], a.strides[axis]))
		case itemMask:
			s.arrays = append(s.arrays, offsetsWhere(op, t.array, a, axis))
		}
		axis += t.axes()
	}
	// Without elements the offset may lead out of the memory, where no pointer may go.
	if offset != 0 && product(a.shape) > 0 && product(v.shape) > 0 {
		v.ptr = unsafe.Add(v.ptr, offset)
	}
	if len(s.arrays) > 0 {
		s.combine()
	}
	return s
}

// gathers says that the item is, or beside arrays becomes, one of them.
func (t *item) gathers() bool {
	return t.kind == itemInt || t.kind >= itemBool
}

// combine adds up the offsets.
func (s *selection) combine() {
	s.offsets = s.arrays[0]
	if len(s.arrays) == 1 {
		return
	}
	shapes := make([][]int, len(s.arrays))
	for i, a := range s.arrays {
		shapes[i] = a.shape
	}
	if _, err := layout.BroadcastShapes(shapes...); err != nil {
		panic(fail(s.op, ErrIndex, "index arrays of %v", err))
	}
	for _, a := range s.arrays[1:] {
		s.offsets = Add(s.offsets, a)
	}
}

// result is the shape of the selection.
func (s *selection) result() []int {
	kept := s.view.shape
	shape := make([]int, 0, len(kept)+len(s.offsets.shape))
	shape = append(append(append(shape, kept[:s.first]...), s.offsets.shape...), kept[s.first:]...)
	return shape
}

// offsetsAt is the byte offsets of positions along an axis, of any integer type. Negative ones count
// from the end; those out of bounds panic.
func offsetsAt(op string, at *Array, axis, dim, stride int) *Array {
	unsigned := at.dtype.Kind() == dtype.KindUint && at.dtype.Size() == 8
	if at.dtype != dtype.Int64 || !at.IsC() {
		at = Astype(at, dtype.Int64)
	}
	out := uninitialized(dtype.Int64, at.shape)
	offsets := Of[int64](out).flat()
	for i, position := range Of[int64](at).flat() {
		p := int(position)
		if p < 0 {
			p += dim
		}
		if uint(p) >= uint(dim) || unsigned && position < 0 {
			if unsigned {
				panic(fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", uint64(position), axis, dim))
			}
			panic(outOfBounds(op, int(position), axis, dim))
		}
		offsets[i] = int64(p * stride)
	}
	keepAlive(out, []*Array{at})
	return out
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
