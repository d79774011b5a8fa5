package kernel

import (
	"math/bits"
	"unsafe"

	"gondola/dtype"
)

// word are the elements that are moved as one, whatever they mean.
type word interface {
	uint8 | uint16 | uint32 | uint64 | [2]uint64
}

// Select is the loop of where for elements of a size: d[i] = c[i] ? x[i] : y[i], c being bools. Sizes
// without a loop of their own are copied byte by byte.
func Select(itemsize int) Func3 {
	switch itemsize {
	case 1:
		return selectBy[uint8]
	case 2:
		return selectBy[uint16]
	case 4:
		return selectBy[uint32]
	case 8:
		return selectBy[uint64]
	case 16:
		return selectPairs
	}
	return func(n int, dst, cond, a, b unsafe.Pointer) {
		for i, c := range vec[byte](cond, n) {
			from := unsafe.Add(b, i*itemsize)
			if c != 0 {
				from = unsafe.Add(a, i*itemsize)
			}
			copy(vec[byte](unsafe.Add(dst, i*itemsize), itemsize), vec[byte](from, itemsize))
		}
	}
}

// selectBy reads a condition as a byte, of which any but 0 is true. It has no branch: where the condition is
// random, one would be mispredicted every other time.
func selectBy[T uint8 | uint16 | uint32 | uint64](n int, dst, cond, a, b unsafe.Pointer) {
	d, c, x, y := vec[T](dst, n), vec[byte](cond, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = y[i] ^ (x[i]^y[i])&T(ones(c[i]))
	}
}

// selectPairs is selectBy for elements of two words.
func selectPairs(n int, dst, cond, a, b unsafe.Pointer) {
	d, c, x, y := vec[[2]uint64](dst, n), vec[byte](cond, n), vec[[2]uint64](a, n), vec[[2]uint64](b, n)
	for i := range d {
		mask := ones(c[i])
		d[i] = [2]uint64{y[i][0] ^ (x[i][0]^y[i][0])&mask, y[i][1] ^ (x[i][1]^y[i][1])&mask}
	}
}

// ones is all bits set where c is not 0.
func ones(c byte) uint64 { return uint64(-int64(c) >> 63) }

// Gather packs elements that lie a stride apart: d[i] = *(src + i*stride).
func Gather(itemsize int) func(n int, dst, src unsafe.Pointer, stride int) {
	switch itemsize {
	case 1:
		return gather[uint8]
	case 2:
		return gather[uint16]
	case 4:
		return gather[uint32]
	case 8:
		return gather[uint64]
	case 16:
		return gather[[2]uint64]
	}
	return func(n int, dst, src unsafe.Pointer, stride int) {
		moveBytes(n, itemsize, dst, itemsize, src, stride)
	}
}

func gather[T word](n int, dst, src unsafe.Pointer, stride int) {
	if !aligned[T](src, stride) {
		size := int(unsafe.Sizeof(*new(T)))
		moveBytes(n, size, dst, size, src, stride)
		return
	}
	d := vec[T](dst, n)
	for i := range d {
		d[i] = *(*T)(unsafe.Add(src, i*stride))
	}
}

// Scatter spreads packed elements a stride apart: *(dst + i*stride) = s[i].
func Scatter(itemsize int) func(n int, dst unsafe.Pointer, stride int, src unsafe.Pointer) {
	switch itemsize {
	case 1:
		return scatter[uint8]
	case 2:
		return scatter[uint16]
	case 4:
		return scatter[uint32]
	case 8:
		return scatter[uint64]
	case 16:
		return scatter[[2]uint64]
	}
	return func(n int, dst unsafe.Pointer, stride int, src unsafe.Pointer) {
		moveBytes(n, itemsize, dst, stride, src, itemsize)
	}
}

func scatter[T word](n int, dst unsafe.Pointer, stride int, src unsafe.Pointer) {
	if !aligned[T](dst, stride) {
		size := int(unsafe.Sizeof(*new(T)))
		moveBytes(n, size, dst, stride, src, size)
		return
	}
	for i, v := range vec[T](src, n) {
		*(*T)(unsafe.Add(dst, i*stride)) = v
	}
}

// aligned says that every element from p on, a stride apart, may be read as a T.
func aligned[T any](p unsafe.Pointer, stride int) bool {
	mask := unsafe.Alignof(*new(T)) - 1
	return uintptr(p)&mask == 0 && uintptr(stride)&mask == 0
}

// moveBytes copies n elements from one stride to another byte by byte.
func moveBytes(n, itemsize int, dst unsafe.Pointer, to int, src unsafe.Pointer, from int) {
	for i := range n {
		copy(vec[byte](unsafe.Add(dst, i*to), itemsize), vec[byte](unsafe.Add(src, i*from), itemsize))
	}
}

// Swap is the loop that changes the byte order of elements of a type: d[i] = x[i] with the bytes of each
// number reversed, both parts of a complex one and every character of a text. dst may be a.
func Swap(d dtype.DType) func(n int, dst, a unsafe.Pointer) {
	size := d.Size()
	switch d.Kind() {
	case dtype.KindComplex:
		size /= 2
	case dtype.KindText:
		size = 4
	}
	swap := func(n int, dst, a unsafe.Pointer) { copy(vec[byte](dst, n*size), vec[byte](a, n*size)) }
	switch size {
	case 2:
		swap = swap2
	case 4:
		swap = swap4
	case 8:
		swap = swap8
	}
	if d.Size() == size {
		return swap
	}
	count := d.Size() / size
	return func(n int, dst, a unsafe.Pointer) { swap(n*count, dst, a) }
}

func swap2(n int, dst, a unsafe.Pointer) {
	d, x := vec[uint16](dst, n), vec[uint16](a, n)
	for i := range d {
		d[i] = bits.ReverseBytes16(x[i])
	}
}

func swap4(n int, dst, a unsafe.Pointer) {
	d, x := vec[uint32](dst, n), vec[uint32](a, n)
	for i := range d {
		d[i] = bits.ReverseBytes32(x[i])
	}
}

func swap8(n int, dst, a unsafe.Pointer) {
	d, x := vec[uint64](dst, n), vec[uint64](a, n)
	for i := range d {
		d[i] = bits.ReverseBytes64(x[i])
	}
}
