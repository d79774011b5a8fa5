package walk

import (
	"unsafe"

	"gondola/internal/kernel"
	"gondola/layout"
)

// Cast writes src, cast, into dst at every index of shape. Both are of computing types, in any
// strides and byte order, and do not overlap.
func Cast(shape []int, dst, src Operand) {
	from, to := src.Type.ID(), dst.Type.ID()
	if from == to && src.Type.Swapped() == dst.Type.Swapped() {
		Move(shape, src.Type.Size(), dst.Ptr, dst.Strides, src.Ptr, src.Strides)
		return
	}
	Map(&Program{In: from, Out: to, Loop: kernel.CastLoop(from, to)}, shape, dst, src)
}

// Move copies elements of itemsize bytes as they are, whatever their type. Source and destination do
// not overlap.
func Move(shape []int, itemsize int, dst unsafe.Pointer, dstStrides []int, src unsafe.Pointer, srcStrides []int) {
	a := axes{append([]int(nil), shape...), [2][]int{append([]int(nil), dstStrides...), append([]int(nil), srcStrides...)}}
	if itemsize == 0 || a.size() == 0 {
		return
	}
	all := a.strides[:]
	layout.Reorder(a.shape, all)
	rank := layout.Collapse(a.shape, all)
	a.shape, a.strides[0], a.strides[1] = a.shape[:rank], a.strides[0][:rank], a.strides[1][:rank]
	if disagree(a.shape, a.strides[:]) {
		moveTiles(a, itemsize, dst, src)
		return
	}
	n, to := a.inner(0)
	_, from := a.inner(1)
	outer := a.outer()
	if rank <= 1 {
		Parallel(n, func(lo, hi int) {
			line(hi-lo, itemsize, unsafe.Add(dst, lo*to), to, unsafe.Add(src, lo*from), from)
		})
		return
	}
	Parallel(outer.size()*n, func(lo, hi int) {
		for i := lo / n; i < hi/n; i++ {
			line(n, itemsize, unsafe.Add(dst, outer.offset(0, i)), to, unsafe.Add(src, outer.offset(1, i)), from)
		}
	}, Unit(n*max(1, chunk/n)))
}

// line copies n elements from one stride to another.
func line(n, itemsize int, dst unsafe.Pointer, to int, src unsafe.Pointer, from int) {
	switch {
	case n == 1 || to == itemsize && from == itemsize:
		copy(unsafe.Slice((*byte)(dst), n*itemsize), unsafe.Slice((*byte)(src), n*itemsize))
	case to == itemsize:
		kernel.Gather(itemsize)(n, dst, src, from)
	case from == itemsize:
		kernel.Scatter(itemsize)(n, dst, to, src)
	default:
		for i := range n {
			copy(unsafe.Slice((*byte)(unsafe.Add(dst, i*to)), itemsize), unsafe.Slice((*byte)(unsafe.Add(src, i*from)), itemsize))
		}
	}
}
