package walk

import (
	"sync"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
)

// scratch is the memory of one worker: for each operand its elements as they lie in memory, gathered,
// and as the loop wants them.
type scratch struct {
	raw, cast [maxOperands][block * wide]byte
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// runBlocks walks in index order, a block of elements at a time.
func (w *walker) runBlocks() {
	w.parallel(w.size(), block, func(lo, hi int) {
		s := scratches.Get().(*scratch)
		defer scratches.Put(s)
		var constant [maxOperands]unsafe.Pointer
		for k := 1; k < w.n; k++ {
			if w.constant(k) {
				constant[k] = w.load(s, k, lo, min(block, hi-lo))
			}
		}
		for ; lo < hi; lo += block {
			w.runBlock(s, constant, lo, min(block, hi-lo))
		}
	})
}

// constant says that operand k is one element repeated: a block of it serves for all.
func (w *walker) constant(k int) bool {
	for _, stride := range w.strides[k] {
		if stride != 0 {
			return false
		}
	}
	return true
}

// runBlock computes the n elements from flat index lo on. ptr holds the blocks of operands that are there.
func (w *walker) runBlock(s *scratch, ptr [maxOperands]unsafe.Pointer, lo, n int) {
	for k := 1; k < w.n; k++ {
		if ptr[k] == nil {
			ptr[k] = w.load(s, k, lo, n)
		}
	}
	dst := w.target(s, lo)
	w.compute(n, dst, ptr)
	w.store(s, lo, n, dst)
}

// compute runs the loop on n packed elements.
func (w *walker) compute(n int, dst unsafe.Pointer, ptr [maxOperands]unsafe.Pointer) {
	if w.program.Three != nil {
		w.program.Three(n, dst, ptr[1], ptr[2], ptr[3])
		return
	}
	w.program.Loop.Packed(n, dst, ptr[1], ptr[2])
}

// linear says that operand k lies packed in index order, so that a block of it is a run of memory.
func (w *walker) linear(k int) bool {
	return len(w.shape) == 1 && w.packed(k)
}

// load is a packed run of operand k's n elements from flat index lo on, of the loop's type.
func (w *walker) load(s *scratch, k, lo, n int) unsafe.Pointer {
	d := w.ops[k].Type
	size := d.Size()
	var p unsafe.Pointer
	if w.linear(k) {
		p = unsafe.Add(w.ops[k].Ptr, lo*size)
	} else {
		p = unsafe.Pointer(&s.raw[k])
		w.lines(k, lo, n, func(i, m int, at unsafe.Pointer, stride int) {
			line(m, size, unsafe.Add(p, i*size), size, at, stride)
		})
	}
	return convert(&s.raw[k], &s.cast[k], p, n, d, w.program.in(k))
}

// convert gives n packed elements of type d at p in native order and of type to, in raw or cast
// where they are not so already.
func convert(raw, cast *[block * wide]byte, p unsafe.Pointer, n int, d dtype.DType, to dtype.ID) unsafe.Pointer {
	if d.Swapped() {
		kernel.Swap(d)(n, unsafe.Pointer(raw), p)
		p = unsafe.Pointer(raw)
	}
	if d.ID() != to {
		kernel.Cast(d.ID(), to)(n, unsafe.Pointer(cast), p, nil)
		p = unsafe.Pointer(cast)
	}
	return p
}

// target is where the loop writes a block: the output itself where it can.
func (w *walker) target(s *scratch, lo int) unsafe.Pointer {
	if w.linear(0) && w.native(0) {
		return unsafe.Add(w.ops[0].Ptr, lo*w.ops[0].Type.Size())
	}
	return unsafe.Pointer(&s.cast[0])
}

// store moves a block from where the loop wrote it to the output.
func (w *walker) store(s *scratch, lo, n int, p unsafe.Pointer) {
	if p != unsafe.Pointer(&s.cast[0]) {
		return
	}
	size := w.ops[0].Type.Size()
	p = w.restore(s, n)
	w.lines(0, lo, n, func(i, m int, at unsafe.Pointer, stride int) {
		line(m, size, at, stride, unsafe.Add(p, i*size), size)
	})
}

// restore gives the n results that lie in scratch memory the output's type and byte order.
func (w *walker) restore(s *scratch, n int) unsafe.Pointer {
	d := w.ops[0].Type
	p := unsafe.Pointer(&s.cast[0])
	if d.ID() != w.program.Out {
		kernel.Cast(w.program.Out, d.ID())(n, unsafe.Pointer(&s.raw[0]), p, nil)
		p = unsafe.Pointer(&s.raw[0])
	}
	if d.Swapped() {
		kernel.Swap(d)(n, unsafe.Pointer(&s.raw[0]), p)
		p = unsafe.Pointer(&s.raw[0])
	}
	return p
}

// lines cuts the n elements from flat index lo on into runs along the innermost axis: each gets its
// position in the block, its length, operand k's address and stride.
func (w *walker) lines(k, lo, n int, each func(i, m int, at unsafe.Pointer, stride int)) {
	inner, stride := w.inner(), w.stride(k)
	row, column := lo/inner, lo%inner
	for i := 0; i < n; {
		m := min(inner-column, n-i)
		each(i, m, unsafe.Add(w.at(k, row, 1), column*stride), stride)
		i += m
		row, column = row+1, 0
	}
}
