package nd

import (
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
)

// View is a window on a buffer's memory whose element 0 lies offset bytes into it, checked to lie inside:
// what readers of foreign bytes make arrays with. Strides are in bytes.
func View(d dtype.DType, buf *buffer.Buffer, offset int, shape, strides []int, readonly bool) (*Array, error) {
	return Try(func() *Array {
		if !d.Valid() {
			panic(fail("View", ErrDType, "the zero DType is no element type"))
		}
		checkWindow("View", d, shape)
		if len(strides) != len(shape) {
			panic(fail("View", ErrValue, "shape %s has %d axes, the strides %d", layout.FormatShape(shape), len(shape), len(strides)))
		}
		n := buf.Len()
		lo, hi := layout.Layout{Shape: shape, Strides: strides}.Extent(d.Size())
		if offset < 0 || offset > n || lo < -offset || hi > n-offset {
			panic(fail("View", ErrValue, "an array of shape %s, strides %s and itemsize %d at offset %d leaves its buffer of %d bytes",
				layout.FormatShape(shape), layout.FormatShape(strides), d.Size(), offset, n))
		}
		if lo == hi {
			offset = 0 // one past the end is no address for Go
		}
		return Wrap(unsafe.Add(buf.Ptr(), offset), d, shape, strides, readonly, buf)
	})
}

// Wrap is a window on memory whose element 0 lies at p, unchecked, for language bindings. buf keeps the
// memory alive; with none the caller does, or p is Go memory.
func Wrap(p unsafe.Pointer, d dtype.DType, shape, strides []int, readonly bool, buf *buffer.Buffer) *Array {
	a := &Array{ptr: p, buf: buf, readonly: readonly}
	a.header(d, len(shape))
	copy(a.shape, shape)
	copy(a.strides, strides)
	return a
}

// From is a window on a Go slice, which it shares, in C order. Without a shape it has one axis.
func From[T dtype.Element](data []T, shape ...int) *Array {
	d := dtype.For[T]()
	if len(shape) == 0 {
		shape = []int{len(data)}
	}
	checkShape("From", d, shape)
	if product(shape) != len(data) {
		panic(fail("From", ErrShape, "shape %s needs %d elements, the slice has %d", layout.FormatShape(shape), product(shape), len(data)))
	}
	a := &Array{ptr: unsafe.Pointer(unsafe.SliceData(data))}
	a.header(d, len(shape))
	copy(a.shape, shape)
	layout.CStrides(a.strides, shape, d.Size())
	return a
}

// Scalar is an array of no axes that holds v.
func Scalar[T dtype.Element](v T) *Array { return scalar(v) }
