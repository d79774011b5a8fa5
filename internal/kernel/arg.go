package kernel

import (
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

func argMax[T ordered](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	best := 0
	for i, v := range x {
		if v != v {
			return i
		}
		if v > x[best] {
			best = i
		}
	}
	return best
}

func argMaxBool(n int, a unsafe.Pointer) int {
	for i, v := range vec[bool](a, n) {
		if v == true {
			return i
		}
	}
	return 0
}

func argMaxHalf[T interface {
	dtype.F16 | dtype.BF16
	Float32() float32
}](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	best := 0
	for i, v := range x {
		f := v.Float32()
		if f != f {
			return i
		}
		if f > x[best].Float32() {
			best = i
		}
	}
	return best
}

func argMaxComplex[T complexes](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	best := 0
	for i, v := range x {
		if v != v {
			return i
		}
		if v != x[best] && laterOf(complex128(v), complex128(x[best])) == complex128(v) {
			best = i
		}
	}
	return best
}

func argMin[T ordered](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	best := 0
	for i, v := range x {
		if v != v {
			return i
		}
		if v < x[best] {
			best = i
		}
	}
	return best
}

func argMinBool(n int, a unsafe.Pointer) int {
	for i, v := range vec[bool](a, n) {
		if v == false {
			return i
		}
	}
	return 0
}

func argMinHalf[T interface {
	dtype.F16 | dtype.BF16
	Float32() float32
}](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	best := 0
	for i, v := range x {
		f := v.Float32()
		if f != f {
			return i
		}
		if f < x[best].Float32() {
			best = i
		}
	}
	return best
}

func argMinComplex[T complexes](n int, a unsafe.Pointer) int {
	x := vec[T](a, n)
	best := 0
	for i, v := range x {
		if v != v {
			return i
		}
		if v != x[best] && earlierOf(complex128(v), complex128(x[best])) == complex128(v) {
			best = i
		}
	}
	return best
}
