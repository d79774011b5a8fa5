package nd

import (
	"sync/atomic"
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
	for i := range s.arrays {
		// Positions become offsets while elements are written: x[x] = … must not meet its own.
		if o := &s.arrays[i]; overlap(o.array, s.of) {
			o.array = Copy(o.array)
		}
	}
	s.transfer(v, true)
}

// transfer moves elements from the selection to other, or back where store is set. other has the
// selection's shape and dtype and is packed in C order, or all its strides are 0.
func (s *selection) transfer(other *Array, store bool) {
	from := s.sum()
	if other.Size() == 0 || s.view.dtype.Size() == 0 {
		from.check(s.op)
		return
	}
	m := move{
		store: store, offsets: from, count: product(s.shape), block: s.view.dtype.Size(),
		window: s.view.ptr, places: other.ptr, step: other.strideOver(s.first, len(s.shape)),
	}
	m.rest(s, other)
	if product(m.shape) > 1 {
		m.offsets.settle(s.op)
	}
	ok := true
	guard(s.op, func() { ok = m.run() })
	if !ok {
		from.check(s.op)
	}
	keepAlive(other, []*Array{s.view, from.array})
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
	offsets *offsets       // of the blocks in the window
	count   int            // their number
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
	behind := s.first + len(s.shape) // in other
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

// run moves all blocks. It reports false at a position out of bounds, before anything is scattered.
// The loop over the offsets is the inner one unless they are few: a strided copy costs as much to set up
// as some eight turns of the other loop.
func (m *move) run() bool {
	n := product(m.shape)
	switch {
	case n == 1:
		return m.line()
	case n > 8*m.count:
		m.strided()
	case m.store:
		m.lines(0, n)
	default:
		walk.Parallel(n*m.count, func(lo, hi int) { m.lines(lo/m.count, hi/m.count) }, walk.Unit(m.count))
	}
	return true
}

// line moves the blocks where no axes stand around them: to gather on several cores, to scatter in
// order.
func (m *move) line() bool {
	if !m.store {
		var failed atomic.Bool
		walk.Parallel(m.count, func(lo, hi int) {
			if !m.span(kernel.GatherAt(m.block), lo, hi) {
				failed.Store(true)
			}
		})
		return !failed.Load()
	}
	return m.offsets.valid() && m.span(kernel.ScatterAt(m.block), 0, m.count)
}

// spanBlock is how many positions become offsets at a time: few enough to stay in the nearest cache.
const spanBlock = 1 << 9

// span moves the blocks numbered lo to hi. It stops and reports false at a position out of bounds.
func (m *move) span(loop kernel.MoveAt, lo, hi int) bool {
	if !m.offsets.along {
		loop(asInts(m.offsets.array)[lo:hi], unsafe.Add(m.places, lo*m.step), m.step, m.window)
		return true
	}
	block := make([]int, min(spanBlock, hi-lo))
	for ; lo < hi; lo += len(block) {
		block = block[:min(len(block), hi-lo)]
		if !m.offsets.read(block, lo) {
			return false
		}
		loop(block, unsafe.Add(m.places, lo*m.step), m.step, m.window)
	}
	return true
}

// lines moves all blocks at a range of indices around them.
func (m *move) lines(lo, hi int) {
	loop := kernel.GatherAt(m.block)
	if m.store {
		loop = kernel.ScatterAt(m.block)
	}
	list := asInts(m.offsets.array)
	for i := lo; i < hi; i++ {
		window, places := 0, 0
		flat := i
		for axis := len(m.shape) - 1; axis >= 0; axis-- {
			k := flat % m.shape[axis]
			flat /= m.shape[axis]
			window += k * m.inWindow[axis]
			places += k * m.around[axis]
		}
		loop(list, unsafe.Add(m.places, places), m.step, unsafe.Add(m.window, window))
	}
}

// strided moves the blocks at each offset as one strided copy.
func (m *move) strided() {
	for i, offset := range asInts(m.offsets.array) {
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
