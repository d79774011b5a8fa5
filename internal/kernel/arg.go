package kernel

import (
	"bytes"
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
	argMaxBool, argMax[int8], argMax[int16], argMax[int32], argMax[int64], argMax[uint8], argMax[uint16], argMax[uint32], argMax[uint64],
	argMaxHalf[dtype.F16], argMaxHalf[dtype.BF16], argMax[float32], argMax[float64], argMaxComplex[complex64], argMaxComplex[complex128],
}

var argMins = [dtype.NumComputing]Arg{
	argMinBool, argMin[int8], argMin[int16], argMin[int32], argMin[int64], argMin[uint8], argMin[uint16], argMin[uint32], argMin[uint64],
	argMinHalf[dtype.F16], argMinHalf[dtype.BF16], argMin[float32], argMin[float64], argMinComplex[complex64], argMinComplex[complex128],
}

// half are the 16-bit floats.
type half interface {
	dtype.F16 | dtype.BF16
	Float32() float32
}

func argMax[T ordered](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	at, best := 0, x[0]
	for i, v := range x {
		if v != v {
			return i
		}
		if v > best {
			at, best = i, v
		}
	}
	return at
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

func argMin[T ordered](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	at, best := 0, x[0]
	for i, v := range x {
		if v != v {
			return i
		}
		if v < best {
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
