package kernel

import "unsafe"

// equal: d[i] = x[i] == y[i].
func equal[T bool | number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] == y[i]
	}
}

// notEqual: d[i] = x[i] != y[i].
func notEqual[T bool | number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] != y[i]
	}
}

// less: d[i] = x[i] < y[i].
func less[T ordered](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] < y[i]
	}
}

// lessEqual: d[i] = x[i] <= y[i].
func lessEqual[T ordered](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] <= y[i]
	}
}

// greater: d[i] = x[i] > y[i].
func greater[T ordered](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] > y[i]
	}
}

// greaterEqual: d[i] = x[i] >= y[i].
func greaterEqual[T ordered](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] >= y[i]
	}
}

// lessBool: d[i] = !x[i] && y[i], false being less than true.
func lessBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = !x[i] && y[i]
	}
}

// lessEqualBool: d[i] = !x[i] || y[i], false being less than true.
func lessEqualBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = !x[i] || y[i]
	}
}

// greaterBool: d[i] = x[i] && !y[i], false being less than true.
func greaterBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] && !y[i]
	}
}

// greaterEqualBool: d[i] = x[i] || !y[i], false being less than true.
func greaterEqualBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] || !y[i]
	}
}

// before says that x comes before y by real and then by imaginary parts; NaN comes before nothing.
func before(x, y complex128, orEqual bool) bool {
	if real(x) != real(y) {
		return real(x) < real(y) && imag(x) == imag(x) && imag(y) == imag(y)
	}
	return imag(x) < imag(y) || orEqual && imag(x) == imag(y)
}

// lessComplex: d[i] = the order of x[i] and y[i].
func lessComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(x[i]), complex128(y[i]), false)
	}
}

// lessEqualComplex: d[i] = the order of x[i] and y[i].
func lessEqualComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(x[i]), complex128(y[i]), true)
	}
}

// greaterComplex: d[i] = the order of x[i] and y[i].
func greaterComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(y[i]), complex128(x[i]), false)
	}
}

// greaterEqualComplex: d[i] = the order of x[i] and y[i].
func greaterEqualComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(y[i]), complex128(x[i]), true)
	}
}

// maximum: d[i] = max(x[i], y[i]).
func maximum[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = max(x[i], y[i])
	}
}

// maximumFloat: d[i] = max(x[i], y[i]); NaN wins.
func maximumFloat[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = max(x[i], y[i])
	}
}

// minimum: d[i] = min(x[i], y[i]).
func minimum[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = min(x[i], y[i])
	}
}

// minimumFloat: d[i] = min(x[i], y[i]); NaN wins.
func minimumFloat[T floating](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = min(x[i], y[i])
	}
}

// maximumComplex: d[i] = the greater of x[i] and y[i]; the first NaN wins.
func maximumComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(laterOf(complex128(x[i]), complex128(y[i])))
	}
}

// minimumComplex: d[i] = the lesser of x[i] and y[i]; the first NaN wins.
func minimumComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = T(earlierOf(complex128(x[i]), complex128(y[i])))
	}
}

// laterOf and earlierOf choose by the order of complex numbers; a NaN is chosen before any number.
func laterOf(x, y complex128) complex128 {
	if x != x || y == y && before(y, x, true) {
		return x
	}
	return y
}

func earlierOf(x, y complex128) complex128 {
	if x != x || y == y && before(x, y, true) {
		return x
	}
	return y
}
