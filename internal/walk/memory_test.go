package walk

import (
	"bytes"
	"slices"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"pgregory.net/rapid"
)

// window is an operand in memory of its own: axes in any order and direction, gaps between elements, any
// alignment, and guard bytes all around.
type window struct {
	memory  []byte
	base    int // of the element at index 0
	d       dtype.DType
	shape   []int
	strides []int
}

const guard = 0xA5

// newWindow lays elements of type d out in the order of axes, the last one innermost. gaps are the elements
// left free after each along an axis, -1 repeats one element; reversed axes run backwards. offset is that
// of the memory from an aligned address.
func newWindow(d dtype.DType, shape, order, gaps []int, reversed []bool, offset int) *window {
	w := &window{d: d, shape: shape, strides: make([]int, len(shape)), base: offset}
	reach := d.Size()
	for k := len(order) - 1; k >= 0; k-- {
		axis := order[k]
		if gaps[axis] < 0 {
			continue
		}
		stride := reach + gaps[axis]*d.Size()
		along := (max(shape[axis], 1) - 1) * stride
		reach += along
		w.strides[axis] = stride
		if reversed[axis] {
			w.strides[axis] = -stride
			w.base += along
		}
	}
	w.base += 16 * wide
	w.memory = bytes.Repeat([]byte{guard}, reach+offset+32*wide)
	return w
}

// packedWindow is a window in C order.
func packedWindow(d dtype.DType, shape ...int) *window {
	order := make([]int, len(shape))
	for i := range order {
		order[i] = i
	}
	return newWindow(d, shape, order, make([]int, len(shape)), make([]bool, len(shape)), 0)
}

// drawWindow is a window over shape; with repeats some axes have stride 0.
func drawWindow(t *rapid.T, label string, d dtype.DType, shape []int, repeats bool) *window {
	if rapid.IntRange(0, 3).Draw(t, label+" packed") == 0 {
		return packedWindow(d, shape...)
	}
	order := make([]int, len(shape))
	for i := range order {
		order[i] = i
	}
	order = rapid.Permutation(order).Draw(t, label+" order")
	least := 0
	if repeats {
		least = -1
	}
	gaps := make([]int, len(shape))
	reversed := make([]bool, len(shape))
	for i := range shape {
		gaps[i] = max(least, rapid.IntRange(-3, 2).Draw(t, label+" gap"))
		if gaps[i] < 0 && !repeats {
			gaps[i] = 0
		}
		reversed[i] = rapid.IntRange(0, 2).Draw(t, label+" reversed") == 0
	}
	return newWindow(d, shape, order, gaps, reversed, rapid.SampledFrom([]int{0, 0, 1, 4}).Draw(t, label+" offset"))
}

func (w *window) operand() Operand {
	return Operand{Ptr: unsafe.Pointer(&w.memory[w.base]), Type: w.d, Strides: w.strides}
}

func (w *window) offset(index []int) int {
	at := w.base
	for axis, i := range index {
		at += i * w.strides[axis]
	}
	return at
}

// bytesAt are the bytes of the element at an index.
func (w *window) bytesAt(index []int) []byte { return w.memory[w.offset(index):][:w.d.Size()] }

// set writes the number v, converted to the window's type.
func (w *window) set(index []int, v float64) { encode(w.bytesAt(index), v, w.d) }

// get reads a number; of a complex one the real part.
func (w *window) get(index []int) float64 { return decode(w.bytesAt(index), w.d) }

// stray is the offset of a byte that belongs to no element and is no longer guard, or -1.
func (w *window) stray() int {
	rest := slices.Clone(w.memory)
	for index := range indices(w.shape) {
		at := w.offset(index)
		for i := range w.d.Size() {
			rest[at+i] = guard
		}
	}
	return slices.IndexFunc(rest, func(b byte) bool { return b != guard })
}

// encode writes v as an element of type d. One element at a time, kernel's casts have tests of their own.
func encode(element []byte, v float64, d dtype.DType) {
	var native [wide]byte
	kernel.Cast(dtype.IDFloat64, d.ID())(1, unsafe.Pointer(&native), unsafe.Pointer(&v), nil)
	copy(element, native[:])
	reorder(element, d)
}

// decode is the number in an element of type d, the real part of a complex one.
func decode(element []byte, d dtype.DType) float64 {
	var native [wide]byte
	copy(native[:], element)
	reorder(native[:d.Size()], d)
	from := d.ID()
	switch from {
	case dtype.IDComplex64:
		from = dtype.IDFloat32
	case dtype.IDComplex128:
		from = dtype.IDFloat64
	}
	var v float64
	kernel.Cast(from, dtype.IDFloat64)(1, unsafe.Pointer(&v), unsafe.Pointer(&native), nil)
	return v
}

// reorder reverses the bytes of each number in an element if d is byte-swapped.
func reorder(element []byte, d dtype.DType) {
	if !d.Swapped() {
		return
	}
	size := d.Size()
	if d.Kind() == dtype.KindComplex {
		size /= 2
	}
	for at := 0; at < len(element); at += size {
		slices.Reverse(element[at : at+size])
	}
}

// through is v after a conversion to type id.
func through(v float64, id dtype.ID) float64 {
	d := dtype.Of(id)
	var element [wide]byte
	encode(element[:d.Size()], v, d)
	return decode(element[:d.Size()], d)
}

// indices are the index tuples of a shape in C order; the slice is reused.
func indices(shape []int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		index := make([]int, len(shape))
		if slices.Contains(shape, 0) {
			return
		}
		for {
			if !yield(index) {
				return
			}
			axis := len(shape) - 1
			for ; axis >= 0; axis-- {
				if index[axis]++; index[axis] < shape[axis] {
					break
				}
				index[axis] = 0
			}
			if axis < 0 {
				return
			}
		}
	}
}

// drawShape is a shape of 0 to 5 axes: many small ones, pairs of axes long enough for tiles, and few axes
// with as many elements as a boundary of the walk.
func drawShape(t *rapid.T) []int {
	switch rapid.IntRange(0, 9).Draw(t, "kind of shape") {
	case 0:
		n := min(rapid.SampledFrom(around()).Draw(t, "length"), 2*chunk+1)
		return [][]int{{n}, {1, n, 1}, {(n + 1) / 2, 2}, {3, (n + 2) / 3}}[rapid.IntRange(0, 3).Draw(t, "split")]
	case 1, 2:
		return rapid.SliceOfN(rapid.SampledFrom([]int{3, 7, 8, 9, 17, 40, 127, 128, 129, 150}), 2, 2).Draw(t, "shape")
	case 3, 4:
		return rapid.SliceOfN(rapid.IntRange(1, 33), 3, 3).Draw(t, "shape")
	}
	return rapid.SliceOfN(rapid.IntRange(0, 5), 0, 5).Draw(t, "shape")
}

// drawType is a computing type in either byte order.
func drawType(t *rapid.T, label string) dtype.DType {
	d := dtype.Of(dtype.ID(rapid.IntRange(0, dtype.NumComputing-1).Draw(t, label)))
	if d.Size() > 1 && rapid.IntRange(0, 3).Draw(t, label+" swapped") == 0 {
		return d.Swap()
	}
	return d
}

// fill puts numbers from 0 to 10 into a window.
func fill(w *window, seed uint64) {
	for index := range indices(w.shape) {
		seed = seed*6364136223846793005 + 1442695040888963407
		w.set(index, float64(seed>>33%11))
	}
}
