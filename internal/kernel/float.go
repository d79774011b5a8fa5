package kernel

import (
	"math"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/elementary"
)

// Elementary functions of float32 are computed in float64 and rounded, which is right to the last bit but
// for the rarest ties.

// acos: d[i] = Acos(x[i]).
func acos[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Acos(float64(x[i])))
	}
}

// acosh: d[i] = Acosh(x[i]).
func acosh[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Acosh(float64(x[i])))
	}
}

// asin: d[i] = Asin(x[i]).
func asin[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Asin(float64(x[i])))
	}
}

// asinh: d[i] = Asinh(x[i]).
func asinh[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Asinh(float64(x[i])))
	}
}

// atan: d[i] = Atan(x[i]).
func atan[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Atan(float64(x[i])))
	}
}

// atanh: d[i] = Atanh(x[i]).
func atanh[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Atanh(float64(x[i])))
	}
}

// cbrt: d[i] = Cbrt(x[i]).
func cbrt[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Cbrt(float64(x[i])))
	}
}

// cos: d[i] = Cos(x[i]).
func cos[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Cos(float64(x[i])))
	}
}

// cosh: d[i] = Cosh(x[i]).
func cosh[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Cosh(float64(x[i])))
	}
}

// exp: d[i] = Exp(x[i]).
func exp[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Exp(float64(x[i])))
	}
}

// expm1: d[i] = Expm1(x[i]).
func expm1[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Expm1(float64(x[i])))
	}
}

// log: d[i] = Log(x[i]).
func log[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Log(float64(x[i])))
	}
}

// log10: d[i] = Log10(x[i]).
func log10[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Log10(float64(x[i])))
	}
}

// log1p: d[i] = Log1p(x[i]).
func log1p[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Log1p(float64(x[i])))
	}
}

// log2: d[i] = Log2(x[i]).
func log2[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Log2(float64(x[i])))
	}
}

// signFloat: d[i] = Sign(x[i]).
func signFloat[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Sign(float64(x[i])))
	}
}

// sin: d[i] = Sin(x[i]).
func sin[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Sin(float64(x[i])))
	}
}

// sinh: d[i] = Sinh(x[i]).
func sinh[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Sinh(float64(x[i])))
	}
}

// tan: d[i] = Tan(x[i]).
func tan[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Tan(float64(x[i])))
	}
}

// tanh: d[i] = Tanh(x[i]).
func tanh[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.Tanh(float64(x[i])))
	}
}

// ceil: d[i] = Ceil(x[i]).
func ceil[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(math.Ceil(float64(x[i])))
	}
}

// floor: d[i] = Floor(x[i]).
func floor[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(math.Floor(float64(x[i])))
	}
}

// trunc: d[i] = Trunc(x[i]).
func trunc[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(math.Trunc(float64(x[i])))
	}
}

// round: d[i] = RoundToEven(x[i]).
func round[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(math.RoundToEven(float64(x[i])))
	}
}

// sqrt: d[i] = Sqrt(x[i]).
func sqrt[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(math.Sqrt(float64(x[i])))
	}
}

// absFloat: d[i] = Abs(x[i]).
func absFloat[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(math.Abs(float64(x[i])))
	}
}

// isNaN: d[i] = whether x[i] is NaN.
func isNaN[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = x[i] != x[i]
	}
}

// isInf: d[i] = whether x[i] is an infinity.
func isInf[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = math.IsInf(float64(x[i]), 0)
	}
}

// isFinite: d[i] = whether x[i] is neither infinite nor NaN.
func isFinite[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = x[i]-x[i] == 0
	}
}

// signbit: d[i] = whether the sign bit of x[i] is set.
func signbit[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = math.Signbit(float64(x[i]))
	}
}

// atan2: d[i] = Atan2(x[i], y[i]).
func atan2[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.Atan2(float64(x[i]), float64(y[i])))
	}
}

// hypot: d[i] = Hypot(x[i], y[i]).
func hypot[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.Hypot(float64(x[i]), float64(y[i])))
	}
}

// logaddexp: d[i] = Logaddexp(x[i], y[i]).
func logaddexp[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.Logaddexp(float64(x[i]), float64(y[i])))
	}
}

// pow: d[i] = Pow(x[i], y[i]).
func pow[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.Pow(float64(x[i]), float64(y[i])))
	}
}

// copysign: d[i] = x[i] with the sign of y[i].
func copysign[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(math.Copysign(float64(x[i]), float64(y[i])))
	}
}

// nextafter: d[i] = the number after x[i] towards y[i].
func nextafter[T floating](n int, dst, a, b unsafe.Pointer) {
	if unsafe.Sizeof(T(0)) == 4 {
		d, x, y := vec[float32](dst, n), vec[float32](a, n), vec[float32](b, n)
		for i := range d {
			d[i] = elementary.Nextafter32(x[i], y[i])
		}
		return
	}
	d, x, y := vec[float64](dst, n), vec[float64](a, n), vec[float64](b, n)
	for i := range d {
		d[i] = elementary.Nextafter(x[i], y[i])
	}
}

// nextafterHalf: d[i] = the binary16 number after x[i] towards y[i].
func nextafterHalf[T dtype.F16](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[dtype.F16](dst, n), vec[dtype.F16](a, n), vec[dtype.F16](b, n)
	for i := range d {
		d[i] = dtype.F16(step16(uint16(x[i]), uint16(y[i]), x[i].Float32(), y[i].Float32()))
	}
}

// nextafterBrain: d[i] = the bfloat16 number after x[i] towards y[i].
func nextafterBrain[T dtype.BF16](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[dtype.BF16](dst, n), vec[dtype.BF16](a, n), vec[dtype.BF16](b, n)
	for i := range d {
		d[i] = dtype.BF16(step16(uint16(x[i]), uint16(y[i]), x[i].Float32(), y[i].Float32()))
	}
}

// step16 moves the bits of a 16-bit float by one towards another. The bits of floats of one sign are
// ordered as the floats are.
func step16(bits, to uint16, x, y float32) uint16 {
	switch {
	case x != x:
		return bits
	case y != y || x == y:
		return to
	case x == 0:
		return to&0x8000 | 1
	case (x < y) == (x > 0):
		return bits + 1
	}
	return bits - 1
}
