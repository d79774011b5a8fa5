package elementary

// Integer arithmetic that Go's operators do not spell: division toward minus infinity, the remainder that belongs to
// it, and powers. All wrap around on overflow, so the least number divided by -1 is itself.

// Integer is every fixed-width integer type.
type Integer interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// FloorDivideInt is the greatest integer at or below x/y, and 0 for y = 0.
func FloorDivideInt[T Integer](x, y T) T {
	if y == 0 {
		return 0
	}
	q := x / y
	if r := x - q*y; r != 0 && (r < 0) != (y < 0) {
		q--
	}
	return q
}

// RemainderInt is x - floor(x/y) y, with the sign of y, and 0 for y = 0.
func RemainderInt[T Integer](x, y T) T {
	if y == 0 {
		return 0
	}
	r := x % y
	if r != 0 && (r < 0) != (y < 0) {
		r += y
	}
	return r
}

// PowInt is x**n for n >= 0. A negative n has no integer result: callers refuse it, and PowInt returns 1.
func PowInt[T Integer](x, n T) T {
	result := T(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result *= x
		}
		x *= x
	}
	return result
}
