package nd

import (
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/internal/walk"
	"gondola/layout"
)

// A shape is a []int where a function makes an array of it, and the last, variadic parameter where a
// function brings an array into it: Zeros([]int{2, 3}), Reshape(x, 2, 3).

// maxBytes is more than any machine's memory: the address space of a process.
const maxBytes = 1 << 46

// checkShape refuses a shape no new array can have: one checkWindow refuses, or larger than memory.
func checkShape(op string, d dtype.DType, shape []int) {
	checkWindow(op, d, shape)
	if n, _ := layout.Bytes(shape, max(1, d.Size())); n > maxBytes {
		panic(fail(op, ErrMemory, "an array of shape %s and dtype %s needs %d bytes", layout.FormatShape(shape), d, n))
	}
}

// checkWindow refuses a shape no window on memory can have: negative, of too many axes, or of more bytes
// than an int counts even if they repeat.
func checkWindow(op string, d dtype.DType, shape []int) {
	checkRank(op, len(shape))
	for _, dim := range shape {
		if dim < 0 {
			panic(fail(op, ErrValue, "negative dimensions are not allowed: shape %s", layout.FormatShape(shape)))
		}
	}
	if _, ok := layout.Bytes(shape, max(1, d.Size())); !ok {
		panic(fail(op, ErrValue, "an array of shape %s and dtype %s is larger than any memory", layout.FormatShape(shape), d))
	}
}

// checkRank refuses more axes than an array can have.
func checkRank(op string, rank int) {
	if rank > MaxRank {
		panic(fail(op, ErrValue, "an array has at most %d axes, not %d", MaxRank, rank))
	}
}

// createOptions gathers what a creation function's options say.
func createOptions(opts []CreateOption) options {
	var o options
	for _, opt := range opts {
		opt.created(&o)
	}
	return o
}

// typeOr is the dtype the options name, or else d.
func (o options) typeOr(d dtype.DType) dtype.DType {
	if o.dtype.Valid() {
		return o.dtype
	}
	return d
}

// Empty is a new array whose elements are not set. The dtype is float64 unless As names another.
func Empty(shape []int, opts ...CreateOption) *Array {
	return empty("Empty", createOptions(opts).typeOr(dtype.Float64), shape)
}

// Zeros is a new array filled with 0. The dtype is float64 unless As names another.
func Zeros(shape []int, opts ...CreateOption) *Array {
	return zeros("Zeros", createOptions(opts).typeOr(dtype.Float64), shape)
}

// Ones is a new array filled with 1. The dtype is float64 unless As names another.
func Ones(shape []int, opts ...CreateOption) *Array {
	return filled("Ones", createOptions(opts).typeOr(dtype.Float64), shape, 1)
}

// Full is a new array filled with a value, which may be an array that broadcasts to the shape. The
// dtype is the value's unless As names another: bool, int64, float64 or complex128 of a Go number.
func Full(shape []int, value any, opts ...CreateOption) *Array {
	d := createOptions(opts).dtype
	if !d.Valid() {
		d = operand("Full", value).dtype.Native()
	}
	return filled("Full", d, shape, value)
}

// EmptyLike is a new array of x's shape whose elements are not set. The dtype is x's in native byte
// order unless As names another.
func EmptyLike(x any, opts ...CreateOption) *Array {
	a := operand("EmptyLike", x)
	return empty("EmptyLike", createOptions(opts).typeOr(a.dtype.Native()), a.shape)
}

// ZerosLike is a new array of x's shape filled with 0, of the dtype EmptyLike gives.
func ZerosLike(x any, opts ...CreateOption) *Array {
	a := operand("ZerosLike", x)
	return zeros("ZerosLike", createOptions(opts).typeOr(a.dtype.Native()), a.shape)
}

// OnesLike is a new array of x's shape filled with 1, of the dtype EmptyLike gives.
func OnesLike(x any, opts ...CreateOption) *Array {
	a := operand("OnesLike", x)
	return filled("OnesLike", createOptions(opts).typeOr(a.dtype.Native()), a.shape, 1)
}

// FullLike is a new array of x's shape filled with a value, of the dtype EmptyLike gives.
func FullLike(x, value any, opts ...CreateOption) *Array {
	a := operand("FullLike", x)
	return filled("FullLike", createOptions(opts).typeOr(a.dtype.Native()), a.shape, value)
}

func empty(op string, d dtype.DType, shape []int) *Array {
	checkShape(op, d, shape)
	return uninitialized(d, shape)
}

func zeros(op string, d dtype.DType, shape []int) *Array {
	checkShape(op, d, shape)
	return packed(d, shape, buffer.AllocZero)
}

// filled is a new array with value broadcast over it.
func filled(op string, d dtype.DType, shape []int, value any) *Array {
	checkShape(op, d, shape)
	v := fitted(op, assigned(op, value, d), shape)
	a := uninitialized(d, shape)
	if v.Size() == 1 && a.Size() > 0 {
		copyTo(a.view(d, 0, nil, nil), v.view(v.dtype, 0, nil, nil))
		repeatFirst(a)
		return a
	}
	copyTo(a, v)
	return a
}

// repeatFirst fills a packed array with its first element: a stretch that lies in the nearest cache by
// doubling, the rest by copies of that.
func repeatFirst(a *Array) {
	size := a.dtype.Size()
	if size == 0 {
		return
	}
	all := unsafe.Slice((*byte)(a.ptr), a.Size()*size)
	stretch := all[:min(len(all), size*max(1, 16<<10/size))]
	for n := size; n < len(stretch); n *= 2 {
		copy(stretch[n:], stretch[:n])
	}
	rest := all[len(stretch):]
	walk.Parallel(len(rest), func(lo, hi int) {
		for ; lo < hi; lo += len(stretch) {
			copy(rest[lo:hi], stretch)
		}
	}, walk.Unit(len(stretch)))
	keepAlive(a, nil)
}
