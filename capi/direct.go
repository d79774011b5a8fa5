package main

// #include "core.h"
import "C"

import (
	"unsafe"

	"gondola/dtype"
	"gondola/nd"
)

// straight is a ufunc's call that needs no array on Go's side: packed native operands of one type and
// shape, a Python number in the place of one of two.
type straight struct {
	loop   *nd.Direct
	id     dtype.ID
	n      int
	like   *C.ndola_array // an operand, whose shape is the result's
	args   [2]unsafe.Pointer
	scalar nd.ScalarOperand
}

// direct computes the commonest calls. It reports false when the call needs the long way; nothing has
// been touched then.
func direct(u *nd.Ufunc, c *C.ndola_call) bool {
	var s straight
	if c.where != nil || !s.read(u, c) || c.out != nil && !s.fits(c.out) {
		return false
	}
	// Last, since it writes to the call.
	if s.scalar != nd.NoScalar && !s.number(&c.args[s.scalar-1]) {
		return false
	}
	bytes := s.n * s.loop.OutSize
	if c.out != nil {
		s.loop.Run(s.n, c.out.data, s.args[0], s.args[1], s.scalar)
		c.nresults = 0
		return true
	}
	p := c.room
	if p == nil || C.int64_t(bytes) > c.room_bytes {
		if p = (hostAllocator{}).Alloc(bytes); p == nil {
			return false
		}
		done := false
		defer func() {
			if !done {
				hostAllocator{}.Free(p, bytes)
			}
		}()
		s.loop.Run(s.n, p, s.args[0], s.args[1], s.scalar)
		done = true
	} else {
		s.loop.Run(s.n, p, s.args[0], s.args[1], s.scalar)
	}
	s.deliver(c, p, bytes)
	return true
}

// read takes the operands; it reports false where they are not of this kind.
func (s *straight) read(u *nd.Ufunc, c *C.ndola_call) bool {
	number := -1
	for i := range u.NIn() {
		a := operandOf(c, i)
		if a == nil {
			number = i
			continue
		}
		if s.like != nil {
			// Field by field: the shell has just written them one by one, and a load that spans several
			// stores has to wait for them.
			if a.dtype.id != s.like.dtype.id || a.dtype.swapped != 0 || !sameWindow(s.like, a) {
				return false
			}
			s.args[i] = a.data
			continue
		}
		var ok bool
		if s.id, s.n, ok = packedType(a); !ok {
			return false
		}
		s.like, s.args[i] = a, a.data
	}
	if s.like == nil {
		return false
	}
	if s.loop = u.Direct(s.id); s.loop == nil {
		return false
	}
	if number < 0 {
		return true
	}
	s.scalar = nd.ScalarOperand(number + 1)
	return s.loop.Takes(s.scalar)
}

// number writes a Python number as one of the operands' type, in the place the call has for it. It
// reports false, having written nothing, where the number is not of a kind the type takes.
func (s *straight) number(v *C.ndola_value) bool {
	i := s.scalar - 1
	u := unsafe.Pointer(&v.u)
	var f float64
	switch v.tag {
	case C.NDOLA_FLOAT:
		f = *(*float64)(u)
	case C.NDOLA_INT:
		n := *(*int64)(u)
		if s.id == dtype.IDInt64 {
			s.args[i] = u
			return true
		}
		f = float64(n)
	default:
		return false
	}
	switch s.id {
	case dtype.IDFloat64:
		*(*float64)(u) = f
	case dtype.IDFloat32:
		*(*float32)(u) = float32(f)
	default:
		return false
	}
	s.args[i] = u
	return true
}

// fits says that the result can be written to out as it comes: its type and shape, packed, and no
// operand is a shifted part of it.
func (s *straight) fits(out *C.ndola_array) bool {
	id, n, ok := packedType(out)
	if !ok || id != s.loop.Out || n != s.n || out.rank != s.like.rank || out.readonly != 0 {
		return false
	}
	x, y := dims(out.shape, out.rank), dims(s.like.shape, s.like.rank)
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	lo, hi := uintptr(out.data), uintptr(out.data)+uintptr(n*s.loop.OutSize)
	for _, p := range s.args {
		a := uintptr(p)
		if p != nil && p != out.data && a < hi && a+uintptr(s.n*s.loop.InSize) > lo {
			return false
		}
	}
	return true
}

// deliver describes the result at p.
func (s *straight) deliver(c *C.ndola_call, p unsafe.Pointer, bytes int) {
	r := c.results
	r.tag, r.owner, r.nbytes = C.NDOLA_ARRAY, C.NDOLA_OWNED, C.int64_t(bytes)
	r.array.data, r.array.rank, r.array.readonly = p, s.like.rank, 0
	r.array.dtype = C.ndola_dtype{id: C.uint8_t(s.loop.Out), itemsize: C.int32_t(s.loop.OutSize)}
	r.array.shape, r.array.strides = &r.dims[0], &r.dims[C.NDOLA_MAX_RANK]
	stride := C.int64_t(s.loop.OutSize)
	shape := unsafe.Slice(s.like.shape, s.like.rank)
	for i := int(s.like.rank) - 1; i >= 0; i-- {
		r.dims[i], r.dims[C.NDOLA_MAX_RANK+i] = shape[i], stride
		if shape[i] > 0 {
			stride *= shape[i]
		}
	}
	c.nresults, c.tuple = 1, 0
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
func packedType(a *C.ndola_array) (id dtype.ID, n int, ok bool) {
	if int(a.dtype.id) >= dtype.NumComputing || a.dtype.swapped != 0 {
		return 0, 0, false
	}
	n = 1
	size := int(a.dtype.itemsize)
	shape, strides := dims(a.shape, a.rank), dims(a.strides, a.rank)
	for i := len(shape) - 1; i >= 0; i-- {
		if shape[i] != 1 && strides[i] != size*n {
			return 0, 0, false
		}
		n *= shape[i]
	}
	return dtype.ID(a.dtype.id), n, true
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
