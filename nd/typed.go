package nd

import (
	"iter"
	"unsafe"

	"gondola/dtype"
)

// From is a window on a Go slice, which it shares, in C order. Without a shape it has one axis.
func From[T dtype.Element](data []T, shape ...int) *Array {
	if len(shape) == 0 {
		shape = []int{len(data)}
	}
	checkShape("From", dtype.For[T](), shape)
	if product(shape) != len(data) {
		panic(fail("From", ErrShape, "shape %s needs %d elements, the slice has %d", shapeText(shape), product(shape), len(data)))
	}
	a := &Array{ptr: unsafe.Pointer(unsafe.SliceData(data))}
	a.header(dtype.For[T](), len(shape))
	copy(a.shape, shape)
	packC(a.strides, shape, a.dtype.Size())
	return a
}

// Typed is an array whose element type is known: a window with plain Go access to its elements.
type Typed[T dtype.Element] struct{ a *Array }

// Of is x as an array of T elements, which must be its dtype in native byte order.
//
//	v := nd.Of[float64](x)
//	v.Set(1.5, 0, 2)
func Of[T dtype.Element](x *Array) Typed[T] {
	if x.dtype != dtype.For[T]() {
		panic(fail("Of", ErrDType, "the array has dtype %s, not %s", x.dtype, dtype.For[T]()))
	}
	return Typed[T]{x}
}

// at is the address of the element at an index; negative positions count from the end.
func (t Typed[T]) at(op string, index []int) *T {
	if len(index) != len(t.a.shape) {
		panic(fail(op, ErrIndex, "an array of shape %s takes %d indices, not %d", shapeText(t.a.shape), len(t.a.shape), len(index)))
	}
	offset := 0
	for axis, i := range index {
		dim := t.a.shape[axis]
		if i < -dim || i >= dim {
			panic(fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", i, axis, dim))
		}
		if i < 0 {
			i += dim
		}
		offset += i * t.a.strides[axis]
	}
	return (*T)(unsafe.Add(t.a.ptr, offset))
}

// At is the element at an index, one position an axis.
func (t Typed[T]) At(index ...int) T { return *t.at("At", index) }

// Set writes the element at an index.
func (t Typed[T]) Set(value T, index ...int) {
	if t.a.readonly {
		panic(fail("Set", ErrReadOnly, "the array is read-only"))
	}
	*t.at("Set", index) = value
}

// All runs over the elements in C order with their indices. The index slice is reused.
func (t Typed[T]) All() iter.Seq2[[]int, T] {
	return func(yield func([]int, T) bool) {
		index := make([]int, len(t.a.shape))
		for range t.a.Size() {
			if !yield(index, *t.at("All", index)) {
				return
			}
			for axis := len(index) - 1; axis >= 0; axis-- {
				if index[axis]++; index[axis] < t.a.shape[axis] {
					break
				}
				index[axis] = 0
			}
		}
	}
}

// Contiguous is the elements as a Go slice that shares their memory; false where they do not lie
// packed in C order. A read-only array gives none: a slice could be written to.
func (t Typed[T]) Contiguous() ([]T, bool) {
	if t.a.readonly || !t.a.IsC() {
		return nil, false
	}
	return t.flat(), true
}

// flat is the elements of a packed array.
func (t Typed[T]) flat() []T {
	n := t.a.Size()
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(t.a.ptr), n)
}
