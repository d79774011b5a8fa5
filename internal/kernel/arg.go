package kernel

import (
	"bytes"
	"sync"
	"unsafe"

	"gondola/dtype"
)

// Arg is a search of a packed lane of n > 0 elements: the position of the first extreme one. NaN is
// more extreme than every number.
type Arg func(n int, a unsafe.Pointer) int

// ArgMax and ArgMin are the searches of a type.
func ArgMax(id dtype.ID) Arg { return argMaxs[id] }
func ArgMin(id dtype.ID) Arg { return argMins[id] }

var argMaxs = [dtype.NumComputing]Arg{
	argMaxBool, extremeAt[int8]("max"), extremeAt[int16]("max"), extremeAt[int32]("max"), extremeAt[int64]("max"), extremeAt[uint8]("max"), extremeAt[uint16]("max"), extremeAt[uint32]("max"), extremeAt[uint64]("max"),
	argMaxHalf[dtype.F16], argMaxHalf[dtype.BF16], extremeAt[float32]("max"), extremeAt[float64]("max"), argMaxComplex[complex64], argMaxComplex[complex128],
}

var argMins = [dtype.NumComputing]Arg{
	argMinBool, extremeAt[int8]("min"), extremeAt[int16]("min"), extremeAt[int32]("min"), extremeAt[int64]("min"), extremeAt[uint8]("min"), extremeAt[uint16]("min"), extremeAt[uint32]("min"), extremeAt[uint64]("min"),
	argMinHalf[dtype.F16], argMinHalf[dtype.BF16], extremeAt[float32]("min"), extremeAt[float64]("min"), argMinComplex[complex64], argMinComplex[complex128],
}

// searchBlock is how many elements are folded before the search knows whether the extreme one is among them.
const searchBlock = 512

// extremeAt is the search by a reduction: it folds block after block, and looks for the position in the last block
// that changed the result.
func extremeAt[T ordered](reduction string) Arg {
	// The table of loops is not there yet.
	loop := sync.OnceValue(func() *Loop { return Lookup(reduction).Find(dtype.For[T]().ID()) })
	return func(n int, a unsafe.Pointer) int {
		x, reduce := vec[T](a, n), loop().Reduce
		best, at := x[0], 0
		acc := new(T)
		for i := 0; i < n && best == best; i += searchBlock {
			*acc = best
			reduce(min(searchBlock, n-i), unsafe.Pointer(acc), unsafe.Pointer(&x[i]))
			if *acc != best {
				best, at = *acc, i
			}
		}
		for x[at] != best && (x[at] == x[at] || best == best) {
			at++
		}
		return at
	}
}

// half are the 16-bit floats.
type half interface {
	dtype.F16 | dtype.BF16
	Float32() float32
}

func argMaxHalf[T half](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	at, best := 0, x[0].Float32()
	for i, h := range x {
		v := h.Float32()
		if v != v {
			return i
		}
		if v > best {
			at, best = i, v
		}
	}
	return at
}

func argMaxComplex[T complexes](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	at, best := 0, complex128(x[0])
	for i := range x {
		v := complex128(x[i])
		if hasNaN(v) {
			return i
		}
		if before(best, v, false) {
			at, best = i, v
		}
	}
	return at
}

func argMinHalf[T half](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	at, best := 0, x[0].Float32()
	for i, h := range x {
		v := h.Float32()
		if v != v {
			return i
		}
		if v < best {
			at, best = i, v
		}
	}
	return at
}

func argMinComplex[T complexes](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	at, best := 0, complex128(x[0])
	for i := range x {
		v := complex128(x[i])
		if hasNaN(v) {
			return i
		}
		if before(v, best, false) {
			at, best = i, v
		}
	}
	return at
}

func argMaxBool(n int, a unsafe.Pointer) int {
	for i, v := range vec[byte](a, n) {
		if v != 0 {
			return i
		}
	}
	return 0
}

func argMinBool(n int, a unsafe.Pointer) int { return max(0, bytes.IndexByte(vec[byte](a, n), 0)) }
