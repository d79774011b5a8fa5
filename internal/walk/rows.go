package walk

import (
	"unsafe"

	"gondola/internal/kernel"
)

// run is one packed run: a loop, the operands' addresses and the bytes each advances by an element,
// zero for a scalar.
type run struct {
	loop  kernel.Func
	three kernel.Func3
	ptr   [maxOperands]unsafe.Pointer
	step  [maxOperands]int
}

// runRows walks the memory itself, row by row.
func (w *walker) runRows() {
	var r run
	r.three = w.program.Three
	if r.three == nil {
		r.loop = w.program.Loop.Packed
	}
	for k := range w.n {
		r.ptr[k] = w.ops[k].Ptr
		r.step[k] = w.ops[k].Type.Size()
		if w.scalar(k) {
			r.step[k] = 0
			r.loop = w.program.Loop.ScalarA
			if k == 2 {
				r.loop = w.program.Loop.ScalarB
			}
		}
	}
	n := w.inner()
	if len(w.shape) == 1 {
		if r.loop != nil && streams(n*r.step[0]) && r.step[1] != 0 && (w.n < 3 || r.step[2] != 0) {
			r.passCaches(w.program.Loop, n)
			return
		}
		w.parallel(n, 1, func(lo, hi int) { r.span(lo, hi) })
		return
	}
	rows := w.size() / n
	perCall := max(1, chunk/n)
	w.parallel(rows*n, n*perCall, func(lo, hi int) {
		for row := lo / n; row < hi/n; row++ {
			line := r
			for k := range w.n {
				line.ptr[k] = w.at(k, row, 1)
			}
			line.span(0, n)
		}
	})
}

// span runs elements lo to hi.
func (r *run) span(lo, hi int) {
	for i := lo; i < hi; i += chunk {
		n := min(chunk, hi-i)
		if r.three != nil {
			r.three(n, unsafe.Add(r.ptr[0], i*r.step[0]), unsafe.Add(r.ptr[1], i*r.step[1]),
				unsafe.Add(r.ptr[2], i*r.step[2]), unsafe.Add(r.ptr[3], i*r.step[3]))
			continue
		}
		r.loop(n, unsafe.Add(r.ptr[0], i*r.step[0]), unsafe.Add(r.ptr[1], i*r.step[1]),
			unsafe.Add(r.ptr[2], i*r.step[2]))
	}
}

// passCaches runs a large output through the loop whose stores pass the caches, where there is one.
func (r *run) passCaches(loop *kernel.Loop, n int) {
	if loop.NonTemporal != nil {
		r.loop = loop.NonTemporal
	}
	Parallel(n, func(lo, hi int) { r.span(lo, hi) })
}

// Packed is Map for operands that are known to be native, packed and of one shape, without planning.
// b is nil for a unary loop; a zero step means a scalar for the loop given.
func Packed(loop *kernel.Loop, f kernel.Func, n int, dst, a, b unsafe.Pointer, sd, sa, sb int) {
	if n <= chunk/8 {
		f(n, dst, a, b)
		return
	}
	r := run{loop: f, ptr: [maxOperands]unsafe.Pointer{dst, a, b}, step: [maxOperands]int{sd, sa, sb}}
	if loop.NonTemporal != nil && sa != 0 && (b == nil || sb != 0) && streams(n*sd) {
		r.loop = loop.NonTemporal
	}
	Parallel(n, func(lo, hi int) { r.span(lo, hi) })
}

// streams says that an output of n bytes is so large that storing past the caches pays: by the time a
// consumer reads its start, the caches hold its end.
func streams(n int) bool { return n >= 32<<20 }
