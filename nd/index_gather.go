package nd

import (
	"unsafe"

	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// gather is the selected elements, in a new array.
func (s *selection) gather() *Array {
	shape := s.result()
	checkShape(s.op, s.view.dtype, shape)
	out := uninitialized(s.view.dtype, shape)
	s.transfer(out, false)
	return out
}

// scatter writes a value to the selected elements.
func (s *selection) scatter(v *Array) {
	shape := s.result()
	v = fitted(s.op, v, shape)
	d := s.view.dtype
	switch {
	case v.Size() == 1: // one element for all places
		one := uninitialized(d, nil)
		copyTo(one, v.view(v.dtype, 0, nil, nil))
		v = one.view(d, 0, shape, make([]int, len(shape)))
	case !v.dtype.Equal(d) || !sameShape(v.shape, shape) || !v.IsC() || overlap(v, s.of):
		cast := uninitialized(d, shape)
		copyTo(cast, v)
		v = cast
	}
	s.transfer(v, true)
}

// transfer moves elements from the selection to other, or back where store is set. other has the
// selection's shape and dtype and is packed in C order, or all its strides are 0.
func (s *selection) transfer(other *Array, store bool) {
	if other.Size() == 0 || s.view.dtype.Size() == 0 {
		return
	}
	m := move{
		store: store, offsets: asInts(s.offsets), block: s.view.dtype.Size(),
		window: s.view.ptr, places: other.ptr, step: other.strideOver(s.first, len(s.offsets.shape)),
	}
	m.rest(s, other)
	guard(s.op, m.run)
	keepAlive(other, []*Array{s.view, s.offsets})
}

// strideOver is the stride of several neighbouring axes, at least one element long, taken as one.
func (a *Array) strideOver(first, count int) int {
	for axis := first + count - 1; axis >= first; axis-- {
		if a.shape[axis] > 1 {
			return a.strides[axis]
		}
	}
	return 0
}

// move is a run of blocks between a window and places, repeated over axes that do not gather.
type move struct {
	store   bool
	offsets []int          // of the blocks in the window
	block   int            // bytes moved as one
	window  unsafe.Pointer // the address that offsets count from
	places  unsafe.Pointer // the address of the first place
	step    int            // bytes from one place to the next

	shape            []int // axes around the blocks
	inWindow, around []int // their strides in the window and among the places
}

// rest finds the axes around the blocks. Those at the end that are packed on both sides become part of
// the block.
func (m *move) rest(s *selection, other *Array) {
	behind := s.first + len(s.offsets.shape) // in other
	m.shape = append(m.shape, s.view.shape...)
	m.inWindow = append(m.inWindow, s.view.strides...)
	m.around = append(append(m.around, other.strides[:s.first]...), other.strides[behind:]...)
	for n := len(m.shape) - 1; n >= s.first; n-- {
		if m.shape[n] != 1 && (m.inWindow[n] != m.block || m.around[n] != m.block) {
			break
		}
		m.block *= m.shape[n]
		m.shape = m.shape[:n]
	}
	n := layout.Collapse(m.shape, [][]int{m.inWindow[:len(m.shape)], m.around[:len(m.shape)]})
	m.shape, m.inWindow, m.around = m.shape[:n], m.inWindow[:n], m.around[:n]
}

// run moves all blocks. The loop over the offsets is the inner one unless they are few: a strided copy
// costs as much to set up as some eight turns of the other loop.
func (m *move) run() {
	count, n := len(m.offsets), product(m.shape)
	switch {
	case n == 1:
		m.line(0, count, m.window, m.places)
	case n > 8*count:
		m.strided()
	case m.store:
		m.lines(0, n)
	default:
		walk.Parallel(n*count, func(lo, hi int) { m.lines(lo/count, hi/count) }, walk.Unit(count))
	}
}

// line moves the blocks at a range of offsets, on several cores where their order does not matter.
func (m *move) line(lo, hi int, window, places unsafe.Pointer) {
	if m.store {
		kernel.ScatterAt(m.block)(m.offsets[lo:hi], places, m.step, window)
		return
	}
	gather := kernel.GatherAt(m.block)
	walk.Parallel(hi-lo, func(from, to int) {
		gather(m.offsets[lo+from:lo+to], unsafe.Add(places, (lo+from)*m.step), m.step, window)
	})
}

// lines moves all blocks at a range of indices around them.
func (m *move) lines(lo, hi int) {
	loop := kernel.GatherAt(m.block)
	if m.store {
		loop = kernel.ScatterAt(m.block)
	}
	for i := lo; i < hi; i++ {
		window, places := 0, 0
		flat := i
		for axis := len(m.shape) - 1; axis >= 0; axis-- {
			k := flat % m.shape[axis]
			flat /= m.shape[axis]
			window += k * m.inWindow[axis]
			places += k * m.around[axis]
		}
		loop(m.offsets, unsafe.Add(m.places, places), m.step, unsafe.Add(m.window, window))
	}
}

// strided moves the blocks at each offset as one strided copy.
func (m *move) strided() {
	for i, offset := range m.offsets {
		window, place := unsafe.Add(m.window, offset), unsafe.Add(m.places, i*m.step)
		if m.store {
			walk.Move(m.shape, m.block, window, m.inWindow, place, m.around)
			continue
		}
		walk.Move(m.shape, m.block, place, m.around, window, m.inWindow)
	}
}

// asInts is a packed int64 array as Go ints.
func asInts(a *Array) []int {
	n := a.Size()
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*int)(a.ptr), n)
}
