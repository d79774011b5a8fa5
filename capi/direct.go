package main

// #include "core.h"
import "C"

import (
	"unsafe"

	"gondola/dtype"
	"gondola/nd"
)

// direct serves the commonest call, a ufunc of packed native arrays of one type and shape, without
// making a Go array. It reports false when the call needs the long way.
func direct(u *nd.Ufunc, c *C.ndola_call) bool {
	if c.out != nil || c.where != nil || c.room == nil {
		return false
	}
	first := operandOf(c, 0)
	if first == nil {
		return false
	}
	d, n, ok := packedType(first)
	if !ok {
		return false
	}
	var second unsafe.Pointer
	if u.NIn() == 2 {
		b := operandOf(c, 1)
		if b == nil || b.dtype != first.dtype || !sameWindow(first, b) {
			return false
		}
		second = b.data
	}
	out, loop, ok := u.Direct(d)
	if !ok || C.int64_t(n*out.Size()) > c.room_bytes {
		return false
	}
	loop.Run(n, c.room, first.data, second)
	r := c.results
	r.tag, r.owner, r.nbytes = C.NDOLA_ARRAY, C.NDOLA_OWNED, C.int64_t(n*out.Size())
	r.array.data, r.array.rank, r.array.readonly = c.room, first.rank, 0
	setDType(&r.array.dtype, out)
	r.array.shape, r.array.strides = &r.dims[0], &r.dims[C.NDOLA_MAX_RANK]
	stride := C.int64_t(out.Size())
	shape := unsafe.Slice(first.shape, first.rank)
	for i := int(first.rank) - 1; i >= 0; i-- {
		r.dims[i], r.dims[C.NDOLA_MAX_RANK+i] = shape[i], stride
		if shape[i] > 0 {
			stride *= shape[i]
		}
	}
	c.nresults, c.tuple = 1, 0
	return true
}

// operandOf is the array that argument i is, or nil.
func operandOf(c *C.ndola_call, i int) *C.ndola_array {
	v := &c.args[i]
	if v.tag != C.NDOLA_ARRAY {
		return nil
	}
	return *(**C.ndola_array)(unsafe.Pointer(&v.u))
}

// packedType is the type and size of an array that lies packed in C order in native byte order.
func packedType(a *C.ndola_array) (d dtype.DType, n int, ok bool) {
	if int(a.dtype.id) >= dtype.NumComputing || a.dtype.swapped != 0 {
		return d, 0, false
	}
	d = dtype.Of(dtype.ID(a.dtype.id))
	n = 1
	stride := d.Size()
	shape, strides := dims(a.shape, a.rank), dims(a.strides, a.rank)
	for i := len(shape) - 1; i >= 0; i-- {
		if shape[i] != 1 && strides[i] != stride*n {
			return d, 0, false
		}
		n *= shape[i]
	}
	return d, n, true
}

// sameWindow says that b has a's shape and strides.
func sameWindow(a, b *C.ndola_array) bool {
	if a.rank != b.rank {
		return false
	}
	x, y := dims(a.shape, a.rank), dims(b.shape, b.rank)
	s, t := dims(a.strides, a.rank), dims(b.strides, b.rank)
	for i := range x {
		if x[i] != y[i] || s[i] != t[i] {
			return false
		}
	}
	return true
}
