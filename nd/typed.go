package nd

import (
	"iter"
	"runtime"
	"unsafe"

	"gondola/dtype"
	"gondola/layout"
)

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
		panic(fail(op, ErrIndex, "an array of shape %s takes %d indices, not %d", layout.FormatShape(t.a.shape), len(t.a.shape), len(index)))
	}
	offset := 0
	for axis, i := range index {
		offset += checkIndex(op, i, axis, t.a.shape[axis]) * t.a.strides[axis]
	}
	return (*T)(unsafe.Add(t.a.ptr, offset))
}

// At is the element at an index, one position an axis; negative ones count from the end.
func (t Typed[T]) At(index ...int) T {
	v := *t.at("At", index)
	runtime.KeepAlive(t.a)
	return v
}

// Set writes the element at an index.
func (t Typed[T]) Set(value T, index ...int) {
	if t.a.readonly {
		panic(fail("Set", ErrReadOnly, "the array is read-only"))
	}
	*t.at("Set", index) = value
	runtime.KeepAlive(t.a)
}

// All runs over the elements in C order with their indices. The index slice is reused.
func (t Typed[T]) All() iter.Seq2[[]int, T] {
	return func(yield func([]int, T) bool) {
		shape, strides := t.a.shape, t.a.strides
		at := newOdometer(shape, strides)
		index := make([]int, len(shape))
		for range t.a.Size() {
			copy(index, at.index) // the caller's to spoil
			if !yield(index, *(*T)(unsafe.Add(t.a.ptr, at.offset))) {
				return
			}
			at.next()
		}
		runtime.KeepAlive(t.a)
	}
}

// Contiguous is the elements as a Go slice that shares their memory; false where they do not lie
// packed in C order, aligned for T. A read-only array gives none: a slice could be written to. The
// slice does not keep large arrays alive: hold on to the array, with runtime.KeepAlive if need be.
func (t Typed[T]) Contiguous() ([]T, bool) {
	aligned := uintptr(t.a.ptr)%unsafe.Alignof(*new(T)) == 0
	if t.a.readonly || !aligned || !t.a.IsC() {
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
