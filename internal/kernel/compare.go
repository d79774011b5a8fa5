package kernel

import "unsafe"

// equal: d[i] = x[i] == y[i].
func equal[T number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] == y[i]
	}
}

// notEqual: d[i] = x[i] != y[i].
func notEqual[T number](n int, dst, a, b unsafe.Pointer) {
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

// False is less than true.

// equalBool: d[i] = x[i] == y[i].
func equalBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = (x[i] != 0) == (y[i] != 0)
	}
}

// lessBool: d[i] = !x[i] && y[i].
func lessBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = x[i] == 0 && y[i] != 0
	}
}

// lessEqualBool: d[i] = !x[i] || y[i].
func lessEqualBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = x[i] == 0 || y[i] != 0
	}
}

// greaterBool: d[i] = x[i] && !y[i].
func greaterBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = x[i] != 0 && y[i] == 0
	}
}

// greaterEqualBool: d[i] = x[i] || !y[i].
func greaterEqualBool[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = x[i] != 0 || y[i] == 0
	}
}

// before says that x comes before y, or is y if orEqual says so: by their real parts, and by the imaginary ones where
// those are equal. NaN comes neither before nor after anything.
func before(x, y complex128, orEqual bool) bool {
	if real(x) != real(y) {
		return real(x) < real(y) && imag(x) == imag(x) && imag(y) == imag(y)
	}
	return imag(x) < imag(y) || orEqual && imag(x) == imag(y)
}

// lessComplex: d[i] = whether x[i] comes before y[i]; with NaN in either it is false.
func lessComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(x[i]), complex128(y[i]), false)
	}
}

// lessEqualComplex: d[i] = whether x[i] does not come after y[i]; with NaN in either it is false.
func lessEqualComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(x[i]), complex128(y[i]), true)
	}
}

// greaterComplex: d[i] = whether x[i] comes after y[i]; with NaN in either it is false.
func greaterComplex[T complexes](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = before(complex128(y[i]), complex128(x[i]), false)
	}
}

// greaterEqualComplex: d[i] = whether x[i] does not come before y[i]; with NaN in either it is false.
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

// laterOf is the greater of two complex numbers, x if they are equal; the first NaN wins.
func laterOf(x, y complex128) complex128 {
	if hasNaN(x) || !hasNaN(y) && before(y, x, true) {
		return x
	}
	return y
}

// earlierOf is the lesser of two complex numbers, x if they are equal; the first NaN wins.
func earlierOf(x, y complex128) complex128 {
	if hasNaN(x) || !hasNaN(y) && before(x, y, true) {
		return x
	}
	return y
}
