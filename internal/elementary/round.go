package elementary

import "math"

// Functions whose results are exact, or rounded once by the division they end with.
//
// FloorDivide is the floor of the true quotient. The rounded quotient q may have reached an integer from below; the
// sign of x - q y, which one fused multiply-add yields exactly, tells.

// Round is the nearest integer, half to even.
func Round(x float64) float64 { return math.RoundToEven(x) }

// Sign is -1, 0 or 1, and NaN for NaN. A zero of either sign gives +0.
func Sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	case x == 0:
		return 0
	}
	return x
}

// Copysign is |x| with the sign bit of y; both may be NaN.
func Copysign(x, y float64) float64 { return math.Copysign(x, y) }

// Nextafter is the float64 after x in the direction of y, and y itself if they are equal.
func Nextafter(x, y float64) float64 {
	switch {
	case x != x || y != y:
		return math.NaN()
	case x == y:
		return y
	case x == 0:
		return math.Copysign(math.SmallestNonzeroFloat64, y)
	case (y > x) == (x > 0):
		return math.Float64frombits(math.Float64bits(x) + 1)
	}
	return math.Float64frombits(math.Float64bits(x) - 1)
}

// Nextafter32 is the float32 after x in the direction of y, and y itself if they are equal.
func Nextafter32(x, y float32) float32 {
	switch {
	case x != x || y != y:
		return float32(math.NaN())
	case x == y:
		return y
	case x == 0:
		return float32(math.Copysign(math.SmallestNonzeroFloat32, float64(y)))
	case (y > x) == (x > 0):
		return math.Float32frombits(math.Float32bits(x) + 1)
	}
	return math.Float32frombits(math.Float32bits(x) - 1)
}

// FloorDivide is the greatest integer at or below x/y. An infinite quotient stays infinite, and a finite x over an
// infinity is a zero with the sign of the quotient.
func FloorDivide(x, y float64) float64 {
	q := x / y
	if math.IsInf(q, 0) || math.IsInf(y, 0) {
		return q
	}
	f := math.Floor(q)
	if f != q || f == 0 {
		return f
	}
	if r := math.FMA(-f, y, x); r != 0 && math.Signbit(r) != math.Signbit(y) {
		if math.Abs(f) < 1<<53 {
			return f - 1
		}
		return Nextafter(f, math.Inf(-1))
	}
	return f
}

// Remainder is x - floor(x/y) y, with the sign of y; a zero remainder has it too. It is NaN for infinite x or zero y.
// As in Python, the result is rounded where x is tiny and of the other sign: Remainder(-1e-20, 1) is 1.
func Remainder(x, y float64) float64 {
	if y == 0 || math.IsInf(x, 0) || x != x || y != y {
		return math.NaN()
	}
	r := truncatedRemainder(x, y)
	switch {
	case r == 0:
		return math.Copysign(0, y)
	case (r < 0) != (y < 0):
		return r + y
	}
	return r
}

// truncatedRemainder is x - trunc(x/y) y exactly, for finite x and nonzero y.
func truncatedRemainder(x, y float64) float64 {
	if math.Abs(x) < math.Abs(y) {
		return x
	}
	q := x / y
	if !(math.Abs(q) < 1<<53) {
		return math.Mod(x, y)
	}
	r := math.FMA(-math.Trunc(q), y, x)
	if r != 0 && (r < 0) != (x < 0) { // the quotient was rounded up to the next integer
		return r + math.Copysign(y, x)
	}
	return r
}
