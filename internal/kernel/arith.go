package kernel

import (
	"unsafe"

	"gondola/internal/elementary"
)

// The families of element types a loop is generic over.
type (
	signed   interface{ int8 | int16 | int32 | int64 }
	unsigned interface {
		uint8 | uint16 | uint32 | uint64
	}
	integer   interface{ signed | unsigned }
	floating  interface{ float32 | float64 }
	complexes interface{ complex64 | complex128 }
	ordered   interface{ integer | floating }
	number    interface{ ordered | complexes }
)

// add: d[i] = x[i] + y[i].
func add[T number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] + y[i]
	}
}

// subtract: d[i] = x[i] - y[i].
func subtract[T number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] - y[i]
	}
}

// multiply: d[i] = x[i] * y[i].
func multiply[T ordered](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] * y[i]
	}
}

// multiplyComplex: d[i] = x[i] * y[i] by the four products.
func multiplyComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.CMultiply(complex128(x[i]), complex128(y[i])))
	}
}

// divide: d[i] = x[i] / y[i].
func divide[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] / y[i]
	}
}

// divideComplex: d[i] = x[i] / y[i], scaled against overflow.
func divideComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.CDivide(complex128(x[i]), complex128(y[i])))
	}
}

// floorDivide: d[i] = floor(x[i] / y[i]).
func floorDivide[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.FloorDivide(float64(x[i]), float64(y[i])))
	}
}

// floorDivideInt: d[i] = floor(x[i] / y[i]), 0 where y[i] is 0.
func floorDivideInt[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = elementary.FloorDivideInt(x[i], y[i])
	}
}

// remainder: d[i] = x[i] - y[i]*floor(x[i]/y[i]).
func remainder[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.Remainder(float64(x[i]), float64(y[i])))
	}
}

// remainderInt: d[i] = x[i] mod y[i] with the sign of y[i], 0 where y[i] is 0.
func remainderInt[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = elementary.RemainderInt(x[i], y[i])
	}
}

// powInt: d[i] = x[i] to the power y[i], wrapping around.
func powInt[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = elementary.PowInt(x[i], y[i])
	}
}

// negative: d[i] = -x[i].
func negative[T number](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = -x[i]
	}
}

// square: d[i] = x[i] * x[i].
func square[T ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = x[i] * x[i]
	}
}

// squareComplex: d[i] = x[i] * x[i].
func squareComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CSquare(complex128(x[i])))
	}
}

// reciprocal: d[i] = 1 / x[i].
func reciprocal[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = 1 / x[i]
	}
}

// reciprocalInt: d[i] = 1 / x[i] cut toward 0, and 0 where x[i] is 0: only ±1 have one that is not 0.
func reciprocalInt[T integer](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		if v := x[i]; v == 0 {
			d[i] = 0
		} else {
			d[i] = 1 / v
		}
	}
}

// reciprocalComplex: d[i] = 1 / x[i].
func reciprocalComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CReciprocal(complex128(x[i])))
	}
}

// absInt: d[i] = |x[i]|; the most negative integer stays.
func absInt[T signed](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = max(x[i], -x[i])
	}
}

// identity: d[i] = x[i].
func identity[T number](n int, dst, a, _ unsafe.Pointer) { copy(vec[T](dst, n), vec[T](a, n)) }

// logicalIdentity: d[i] = x[i].
func logicalIdentity[T bool](n int, dst, a, _ unsafe.Pointer) { copy(vec[T](dst, n), vec[T](a, n)) }

// zero: d[i] = 0.
func zero[T bool | number](n int, dst, _, _ unsafe.Pointer) { clear(vec[T](dst, n)) }

// sign: d[i] = -1, 0 or 1.
func sign[T signed](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = max(-1, min(1, x[i]))
	}
}

// signUint: d[i] = 0 or 1.
func signUint[T unsigned](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = min(1, x[i])
	}
}
