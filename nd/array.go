// Package nd is the dense n-dimensional array and everything a user calls on it, one file a chapter
// of the Array API standard.
//
// An Array is a window on memory: the address of its first element, a shape and strides, an element
// type. Slicing, transposing and most reshapes share memory; functions give new arrays unless Into
// names the output. An expression over arrays the caller holds panics with a typed *Error when it is
// malformed (see Try for the boundary); whatever depends on the world returns error.
package nd

import (
	"fmt"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
)

// DType is an element type; see package dtype for the list.
type DType = dtype.DType

// MaxRank is the largest number of axes of an array, as in NumPy.
const MaxRank = 64

// inlineRank axes and inlineBytes of data lie in the header itself: a small result costs one allocation.
const (
	inlineRank  = 3
	inlineBytes = 64
)

// Array is an n-dimensional strided window on memory. Use the functions of this package to make one;
// the zero Array is not an array. An Array's header (shape, strides, dtype) never changes after it is made, its elements
// may. Concurrent reads are safe, a write needs the caller's own ordering.
type Array struct {
	ptr      unsafe.Pointer // the element at index 0 of every axis
	buf      *buffer.Buffer // keeps ptr's memory alive where the collector does not
	dtype    dtype.DType
	readonly bool
	shape    []int
	strides  []int               // in bytes
	dims     [2 * inlineRank]int // shape and strides of low ranks lie here
}

// smallArray is a header with the data of a small array behind it.
type smallArray struct {
	Array
	data [inlineBytes]byte
}

// header gives a its dtype and room for a shape and strides of the given rank.
func (a *Array) header(d dtype.DType, rank int) {
	a.dtype = d
	if rank <= inlineRank {
		a.shape, a.strides = a.dims[:rank:rank], a.dims[inlineRank:inlineRank+rank:inlineRank+rank]
		return
	}
	dims := make([]int, 2*rank)
	a.shape, a.strides = dims[:rank:rank], dims[rank:]
}

// uninitialized is a new packed array in C order whose elements are not yet written. The shape must
// have been checked: see checkShape.
func uninitialized(d dtype.DType, shape []int) *Array { return packed(d, shape, buffer.Alloc) }

// packed is a new packed array in C order over zeroed memory beside its header or memory that alloc
// makes.
func packed(d dtype.DType, shape []int, alloc func(n int) *buffer.Buffer) *Array {
	n := d.Size()
	for _, dim := range shape {
		n *= dim
	}
	var a *Array
	if n <= inlineBytes {
		small := new(smallArray)
		a = &small.Array
		a.ptr = unsafe.Pointer(&small.data)
	} else {
		a = new(Array)
		a.buf = allocated(n, alloc)
		a.ptr = a.buf.Ptr()
	}
	a.header(d, len(shape))
	copy(a.shape, shape)
	layout.CStrides(a.strides, shape, d.Size())
	return a
}

// allocated is n bytes from alloc, or an *Error where there is no such memory.
func allocated(n int, alloc func(n int) *buffer.Buffer) *buffer.Buffer {
	if n >= buffer.LargeSize {
		defer func() {
			switch cause := recover().(type) {
			case nil:
			case buffer.OutOfMemory:
				panic(&Error{Kind: ErrMemory, Text: fmt.Sprintf("no memory for %d bytes", cause.Bytes), Err: cause})
			default:
				panic(cause)
			}
		}()
	}
	return alloc(n)
}

// release gives the memory of a temporary back at once. Without it a large block waits for the next collection, which
// where memory has run out is too late.
func (a *Array) release() {
	if a.buf != nil {
		a.buf.Release()
	}
}

// view is a window on a's memory at byte offset with a layout of its own. A window without elements
// stays at a's address, since the offset may lead out of the memory, where no pointer may go.
func (a *Array) view(d dtype.DType, offset int, shape, strides []int) *Array {
	if product(shape) == 0 {
		offset = 0
	}
	v := &Array{ptr: unsafe.Add(a.ptr, offset), buf: a.buf, readonly: a.readonly}
	v.header(d, len(shape))
	copy(v.shape, shape)
	copy(v.strides, strides)
	return v
}

// DType is the element type.
func (a *Array) DType() dtype.DType { return a.dtype }

// Rank is the number of axes.
func (a *Array) Rank() int { return len(a.shape) }

// Shape is the number of elements along each axis. The caller must not write to it.
func (a *Array) Shape() []int { return a.shape }

// Strides are the bytes from one element to the next along each axis, negative or zero where a view
// runs backwards or repeats. The caller must not write to them.
func (a *Array) Strides() []int { return a.strides }

// Layout is the shape and strides.
func (a *Array) Layout() layout.Layout { return layout.Layout{Shape: a.shape, Strides: a.strides} }

// Size is the number of elements.
func (a *Array) Size() int {
	n := 1
	for _, dim := range a.shape {
		n *= dim
	}
	return n
}

// ReadOnly says that writes through a are refused.
func (a *Array) ReadOnly() bool { return a.readonly }

// Pointer is the address of the element at index 0 of every axis. The memory stays valid while a is
// reachable: keep it so with runtime.KeepAlive.
func (a *Array) Pointer() unsafe.Pointer { return a.ptr }

// Buffer is the owner of the memory, nil where the Go collector alone owns it.
func (a *Array) Buffer() *buffer.Buffer { return a.buf }

// IsC says that the elements lie packed in C (row-major) order.
func (a *Array) IsC() bool { return a.Layout().IsC(a.dtype.Size()) }

// IsF says that the elements lie packed in Fortran (column-major) order.
func (a *Array) IsF() bool { return a.Layout().IsF(a.dtype.Size()) }
