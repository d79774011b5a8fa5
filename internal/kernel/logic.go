package kernel

import "unsafe"

// Bools are read as bytes, of which any but 0 is true, for foreign memory holds what it holds; they are written
// as 0 and 1.

// logicalAnd: d[i] = x[i] && y[i].
func logicalAnd[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = x[i] != 0 && y[i] != 0
	}
}

// logicalOr: d[i] = x[i] || y[i].
func logicalOr[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = x[i]|y[i] != 0
	}
}

// logicalXor: d[i] = x[i] != y[i].
func logicalXor[T bool](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[byte](a, n), vec[byte](b, n)
	for i := range d {
		d[i] = (x[i] != 0) != (y[i] != 0)
	}
}

// logicalNot: d[i] = !x[i].
func logicalNot[T bool](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[byte](a, n)
	for i := range d {
		d[i] = x[i] == 0
	}
}

// truthAnd: d[i] = x[i] != 0 && y[i] != 0.
func truthAnd[T number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] != 0 && y[i] != 0
	}
}

// truthOr: d[i] = x[i] != 0 || y[i] != 0.
func truthOr[T number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] != 0 || y[i] != 0
	}
}

// truthXor: d[i] = (x[i] != 0) != (y[i] != 0).
func truthXor[T number](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[bool](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = (x[i] != 0) != (y[i] != 0)
	}
}

// truthNot: d[i] = x[i] == 0.
func truthNot[T number](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = x[i] == 0
	}
}

// bitwiseAnd: d[i] = x[i] & y[i].
func bitwiseAnd[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] & y[i]
	}
}

// bitwiseOr: d[i] = x[i] | y[i].
func bitwiseOr[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] | y[i]
	}
}

// bitwiseXor: d[i] = x[i] ^ y[i].
func bitwiseXor[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] ^ y[i]
	}
}

// bitwiseInvert: d[i] = ^x[i].
func bitwiseInvert[T integer](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i := range d {
		d[i] = ^x[i]
	}
}

// leftShift: d[i] = x[i] << y[i]; a negative count is a huge one.
func leftShift[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] << uint64(y[i])
	}
}

// rightShift: d[i] = x[i] >> y[i], filling with the sign.
func rightShift[T integer](n int, dst, a, b unsafe.Pointer) {
	d, x, y := vec[T](dst, n), vec[T](a, n), vec[T](b, n)
	for i := range d {
		d[i] = x[i] >> uint64(y[i])
	}
}

// alwaysTrue: d[i] = true.
func alwaysTrue[T bool | number](n int, dst, _, _ unsafe.Pointer) {
	d := vec[bool](dst, n)
	for i := range d {
		d[i] = true
	}
}

// alwaysFalse: d[i] = false.
func alwaysFalse[T bool | number](n int, dst, _, _ unsafe.Pointer) { clear(vec[bool](dst, n)) }
