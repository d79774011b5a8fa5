package kernel

import (
	"math"
	"unsafe"

	"gondola/internal/elementary"
)

// Functions of complex64 are computed in complex128 and rounded.

// acosComplex: d[i] = Acos(x[i]).
func acosComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CAcos(complex128(x[i])))
	}
}

// acoshComplex: d[i] = Acosh(x[i]).
func acoshComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CAcosh(complex128(x[i])))
	}
}

// asinComplex: d[i] = Asin(x[i]).
func asinComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CAsin(complex128(x[i])))
	}
}

// asinhComplex: d[i] = Asinh(x[i]).
func asinhComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CAsinh(complex128(x[i])))
	}
}

// atanComplex: d[i] = Atan(x[i]).
func atanComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CAtan(complex128(x[i])))
	}
}

// atanhComplex: d[i] = Atanh(x[i]).
func atanhComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CAtanh(complex128(x[i])))
	}
}

// cosComplex: d[i] = Cos(x[i]).
func cosComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CCos(complex128(x[i])))
	}
}

// coshComplex: d[i] = Cosh(x[i]).
func coshComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CCosh(complex128(x[i])))
	}
}

// expComplex: d[i] = Exp(x[i]).
func expComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CExp(complex128(x[i])))
	}
}

// expm1Complex: d[i] = Expm1(x[i]).
func expm1Complex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CExpm1(complex128(x[i])))
	}
}

// logComplex: d[i] = Log(x[i]).
func logComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CLog(complex128(x[i])))
	}
}

// log10Complex: d[i] = Log10(x[i]).
func log10Complex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CLog10(complex128(x[i])))
	}
}

// log1pComplex: d[i] = Log1p(x[i]).
func log1pComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CLog1p(complex128(x[i])))
	}
}

// log2Complex: d[i] = Log2(x[i]).
func log2Complex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CLog2(complex128(x[i])))
	}
}

// signComplex: d[i] = Sign(x[i]).
func signComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CSign(complex128(x[i])))
	}
}

// sinComplex: d[i] = Sin(x[i]).
func sinComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CSin(complex128(x[i])))
	}
}

// sinhComplex: d[i] = Sinh(x[i]).
func sinhComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CSinh(complex128(x[i])))
	}
}

// sqrtComplex: d[i] = Sqrt(x[i]).
func sqrtComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CSqrt(complex128(x[i])))
	}
}

// tanComplex: d[i] = Tan(x[i]).
func tanComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CTan(complex128(x[i])))
	}
}

// tanhComplex: d[i] = Tanh(x[i]).
func tanhComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = T(elementary.CTanh(complex128(x[i])))
	}
}

// powComplex: d[i] = x[i] to the power y[i].
func powComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(elementary.CPow(complex128(x[i]), complex128(y[i])))
	}
}

// parts is a packed run of complex numbers as their real and imaginary parts in turn.
func parts[T complexes](p unsafe.Pointer, n int) (single []float32, double []float64) {
	if unsafe.Sizeof(T(0)) == 8 {
		return vec[float32](p, 2*n), nil
	}
	return nil, vec[float64](p, 2*n)
}

// pick copies every second number from the given one on.
func pick[T floating](d, x []T, first int) {
	for i := range d {
		d[i] = x[2*i+first]
	}
}

// takePart: d[i] = the real (0) or imaginary (1) part of x[i].
func takePart[T complexes](n int, dst, a unsafe.Pointer, part int) {
	single, double := parts[T](a, n)
	if single != nil {
		pick(vec[float32](dst, n), single, part)
		return
	}
	pick(vec[float64](dst, n), double, part)
}

// realPart: d[i] = the real part of x[i].
func realPart[T complexes](n int, dst, a, _ unsafe.Pointer) { takePart[T](n, dst, a, 0) }

// imagPart: d[i] = the imaginary part of x[i].
func imagPart[T complexes](n int, dst, a, _ unsafe.Pointer) { takePart[T](n, dst, a, 1) }

// conj: d[i] = the conjugate of x[i].
func conj[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		z := complex128(x[i])
		d[i] = T(complex(real(z), -imag(z)))
	}
}

// roundComplex: d[i] = x[i] with both parts rounded, halves to even.
func roundComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		z := complex128(x[i])
		d[i] = T(complex(math.RoundToEven(real(z)), math.RoundToEven(imag(z))))
	}
}

// absComplex: d[i] = |x[i]|.
func absComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	x := vec[T](a, n)
	if unsafe.Sizeof(T(0)) == 8 {
		d := vec[float32](dst, n)
		for i := range d {
			d[i] = float32(elementary.CAbs(complex128(x[i])))
		}
		return
	}
	d := vec[float64](dst, n)
	for i := range d {
		d[i] = elementary.CAbs(complex128(x[i]))
	}
}

// isNaNComplex: d[i] = whether a part of x[i] is NaN.
func isNaNComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = hasNaN(complex128(x[i]))
	}
}

// hasNaN says that a part of z is NaN, even if the other is infinite.
func hasNaN(z complex128) bool { return real(z) != real(z) || imag(z) != imag(z) }

// isInfComplex: d[i] = whether a part of x[i] is an infinity, even if the other is NaN.
func isInfComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		z := complex128(x[i])
		d[i] = math.IsInf(real(z), 0) || math.IsInf(imag(z), 0)
	}
}

// isFiniteComplex: d[i] = whether both parts of x[i] are finite.
func isFiniteComplex[T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		z := complex128(x[i])
		d[i] = real(z)-real(z) == 0 && imag(z)-imag(z) == 0
	}
}
