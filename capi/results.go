package main

// #include "core.h"
import "C"

import (
	"fmt"
	"runtime"
	"unsafe"

	"gondola/nd"
)

// deliver writes what a function returned to the call's results.
func (f *frame) deliver(result any) error {
	c := f.call
	c.nresults, c.tuple = 1, 0
	if list, ok := result.([]*nd.Array); ok {
		return f.deliverTuple(list)
	}
	r := c.results
	u := unsafe.Pointer(&r.f)
	switch v := result.(type) {
	case nil:
		r.tag = C.NDOLA_NONE
	case *nd.Array:
		return f.deliverArray(r, v)
	case bool:
		r.tag, r.i = C.NDOLA_BOOL, 0
		if v {
			r.i = 1
		}
	case int:
		r.tag, r.i = C.NDOLA_INT, C.int64_t(v)
	case float64:
		r.tag = C.NDOLA_FLOAT
		*(*float64)(u) = v
	case string:
		return deliverString(r, v)
	default:
		return fmt.Errorf("%s returned a %T, which has no place in Python", functions[c.function].GoName, result)
	}
	return nil
}

// deliverTuple writes several arrays.
func (f *frame) deliverTuple(list []*nd.Array) error {
	c := f.call
	results := c.results
	if len(list) > C.NDOLA_MAX_RESULTS {
		if results = growResults(c, len(list)); results == nil {
			return &nd.Error{Kind: nd.ErrMemory, Text: fmt.Sprintf("no memory for %d results", len(list))}
		}
	}
	c.tuple = 1
	c.nresults = 0
	delivered := false
	defer func() {
		if !delivered {
			takeBack(unsafe.Slice(results, c.nresults))
		}
	}()
	for i, a := range list {
		if err := f.deliverArray(&unsafe.Slice(results, len(list))[i], a); err != nil {
			return err
		}
		c.nresults++
	}
	delivered = true
	return nil
}

// takeBack frees the arrays that were delivered before one that could not be: the shell takes no result of a call that failed.
func takeBack(results []C.ndola_result) {
	for _, r := range results {
		if r.owner == C.NDOLA_OWNED {
			hostAllocator{}.Free(r.array.data, int(r.nbytes))
		}
	}
}

// deliverArray writes one array: as a view where it lies in an argument's memory; else its memory is
// handed over, or its elements copied to the shell's memory in C order.
func (f *frame) deliverArray(r *C.ndola_result, a *nd.Array) error {
	r.tag = C.NDOLA_ARRAY
	if owner, ok := f.owner(a); ok {
		r.owner = C.int32_t(owner)
		setWindow(r, a, a.Strides())
		runtime.KeepAlive(a)
		return nil
	}
	r.owner = C.NDOLA_OWNED
	n := a.Size() * a.DType().Size()
	r.nbytes = C.int64_t(n)
	if f.made != nil && a.Pointer() == f.made && n == f.madeBytes && a.IsC() {
		setWindow(r, a, a.Strides())
		f.made = nil
		return nil
	}
	if b := a.Buffer(); b != nil && a.IsC() && a.Pointer() == b.Ptr() && b.Len() == n {
		if p, ok := b.Detach(); ok {
			setWindow(r, a, a.Strides())
			r.array.data = p
			return nil
		}
	}
	if !a.IsC() {
		a = nd.Copy(a)
	}
	p := hostAllocator{}.Alloc(n)
	if p == nil {
		return &nd.Error{Op: functions[f.call.function].GoName, Kind: nd.ErrMemory, Text: fmt.Sprintf("no memory for a result of %d bytes", n)}
	}
	copy(unsafe.Slice((*byte)(p), n), unsafe.Slice((*byte)(a.Pointer()), n))
	setWindow(r, a, a.Strides())
	r.array.data = p
	runtime.KeepAlive(a)
	return nil
}

// owner is the argument whose memory a lies in.
func (f *frame) owner(a *nd.Array) (int, bool) {
	p := uintptr(a.Pointer())
	for i, arg := range f.arrays {
		if a.Buffer() == nil && within(p, arg) {
			return i, true
		}
	}
	return 0, false
}

// within says that an address lies in an argument's memory.
func within(p uintptr, arg *C.ndola_array) bool {
	lo, hi := uintptr(arg.data), uintptr(arg.data)+uintptr(arg.dtype.itemsize)
	shape, strides := dims(arg.shape, arg.rank), dims(arg.strides, arg.rank)
	for i, dim := range shape {
		switch reach := (dim - 1) * strides[i]; {
		case dim == 0:
			return p == lo
		case reach < 0:
			lo -= uintptr(-reach)
		default:
			hi += uintptr(reach)
		}
	}
	return lo <= p && p < hi
}

// setWindow writes a's address, dtype and layout.
func setWindow(r *C.ndola_result, a *nd.Array, strides []int) {
	r.array.data = a.Pointer()
	r.array.rank = C.int32_t(a.Rank())
	r.array.readonly = 0
	if a.ReadOnly() {
		r.array.readonly = 1
	}
	setDType(&r.array.dtype, a.DType())
	r.array.shape = &r.dims[0]
	r.array.strides = &r.dims[C.NDOLA_MAX_RANK]
	for i, dim := range a.Shape() {
		r.dims[i] = C.int64_t(dim)
		r.dims[C.NDOLA_MAX_RANK+i] = C.int64_t(strides[i])
	}
}

// deliverString writes a text.
func deliverString(r *C.ndola_result, text string) error {
	r.tag, r.nbytes = C.NDOLA_STRING, C.int64_t(len(text))
	p := hostAllocator{}.Alloc(max(1, len(text)))
	if p == nil {
		return &nd.Error{Kind: nd.ErrMemory, Text: fmt.Sprintf("no memory for a text of %d bytes", len(text))}
	}
	copy(unsafe.Slice((*byte)(p), len(text)), text)
	r.string = (*C.char)(p)
	return nil
}
