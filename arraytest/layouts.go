package arraytest

import (
	"fmt"
	"slices"
	"unsafe"

	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

// Laid is an array in some layout, in memory with guard bytes around the elements and between them.
type Laid struct {
	Name   string // "reversed"
	Array  *nd.Array
	memory []byte
	owned  []bool // which bytes belong to elements
}

const (
	guard    = 64   // bytes in front and behind
	sentinel = 0xA5 // what they hold
)

// Intact is an error if a byte that belongs to no element was written.
func (l Laid) Intact() error {
	for i, b := range l.memory {
		if !l.owned[i] && b != sentinel {
			return fmt.Errorf("%s: the byte at %d from element 0 was overwritten", l.Name, i-l.first())
		}
	}
	return nil
}

// first is the position of element 0.
func (l Laid) first() int {
	return int(uintptr(l.Array.Pointer()) - uintptr(unsafe.Pointer(&l.memory[0])))
}

// Layouts are arrays with x's shape and values in every layout a function must be able to read: packed in C
// and in Fortran order, with gaps, reversed, at an odd address, in the other byte order, and with stride
// 0 along axes where x repeats. All but the last can be written to. x has a computing dtype.
func Layouts(x *nd.Array) []Laid {
	d, shape := x.DType(), x.Shape()
	size := d.Size()
	packed := layout.CStrides(nil, shape, size)
	aligned := 2 * size // an offset that keeps the alignment
	laid := []Laid{
		lay("packed", x, d, packed, 0),
		lay("offset", x, d, packed, aligned),
		lay("Fortran order", x, d, layout.FStrides(nil, shape, size), 0),
		lay("gaps", x, d, scaled(packed, 2), 0),
		lay("reversed", x, d, scaled(packed, -1), 0),
		lay("reversed gaps", x, d, scaled(packed, -3), aligned),
	}
	if size > 1 {
		laid = append(laid,
			lay("unaligned", x, d, packed, 1),
			lay("byte-swapped", x, d.Swap(), packed, 0),
			lay("byte-swapped, unaligned gaps", x, d.Swap(), scaled(packed, 2), 1))
	}
	strides := slices.Clone(packed)
	for axis, dim := range shape {
		if dim > 1 && repeats(x, axis) {
			strides[axis] = 0
		}
	}
	if !slices.Equal(strides, packed) {
		l := lay("broadcast", x, d, strides, 0)
		l.Array = nd.Wrap(l.Array.Pointer(), d, shape, strides, true, nil)
		laid = append(laid, l)
	}
	return laid
}

func scaled(strides []int, by int) []int {
	result := make([]int, len(strides))
	for i, s := range strides {
		result[i] = s * by
	}
	return result
}

// repeats says that x is the same at every position of an axis.
func repeats(x *nd.Array, axis int) bool {
	first := nd.Take(x, []int{0}, nd.Axis(axis))
	return nd.All(nd.Equal(x, first)).Item().(bool)
}

// lay writes x's values to new memory with the given strides, shift bytes off the alignment.
func lay(name string, x *nd.Array, d dtype.DType, strides []int, shift int) Laid {
	shape := x.Shape()
	lo, hi := layout.Layout{Shape: shape, Strides: strides}.Extent(d.Size())
	first := guard + shift - lo/alignment*alignment + alignment
	l := Laid{Name: name, memory: alignedBytes(first + hi + guard)}
	for i := range l.memory {
		l.memory[i] = sentinel
	}
	l.owned = make([]bool, len(l.memory))
	own(l.owned, first, shape, strides, d.Size())
	l.Array = nd.Wrap(unsafe.Pointer(&l.memory[first]), d, shape, strides, false, nil)
	nd.Astype(x, d, nd.Into(l.Array))
	return l
}

const alignment = 16 // of the widest element

// alignedBytes is n bytes that begin at a multiple of the alignment.
func alignedBytes(n int) []byte {
	memory := make([]complex128, (n+alignment-1)/alignment+1)
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&memory[0])), len(memory)*alignment)
	skip := -int(uintptr(unsafe.Pointer(&memory[0]))) & (alignment - 1)
	return bytes[skip : skip+n]
}

// own marks the bytes of the elements, the first at a position.
func own(owned []bool, at int, shape, strides []int, size int) {
	if len(shape) == 0 {
		for i := range size {
			owned[at+i] = true
		}
		return
	}
	for i := range shape[0] {
		own(owned, at+i*strides[0], shape[1:], strides[1:], size)
	}
}
