package elementary

import "math"

// Powers and roots.
//
// x**y is exp(y log x) with the logarithm, the product and the exponential in double-double: the exponent is below
// 745, so the 66 good bits of the logarithm leave an error of 2**-56 in the result. Cbrt and Hypot end with one
// Newton step whose residual is computed exactly.

// Pow is x**y. A negative x has a power for integer y only, else NaN; Pow(x, 0) and Pow(1, y) are 1 even for NaN.
func Pow(x, y float64) float64 {
	if y == 0 || x == 1 {
		return 1
	}
	if x != x || y != y {
		return math.NaN()
	}
	a := math.Abs(x)
	if math.IsInf(y, 0) {
		switch {
		case a == 1:
			return 1
		case a > 1 == (y > 0):
			return math.Inf(1)
		}
		return 0
	}
	integer, odd := parity(y)
	sign := 1.0
	if odd {
		sign = math.Copysign(1, x)
	}
	switch {
	case a == 0 || math.IsInf(a, 1):
		if a == 0 == (y > 0) {
			return math.Copysign(0, sign)
		}
		return math.Copysign(math.Inf(1), sign)
	case x < 0 && !integer:
		return math.NaN()
	}
	return sign * powPositive(a, y)
}

// powPositive is a**y for finite a > 0.
func powPositive(a, y float64) float64 {
	l := logDD(dd{a, 0})
	switch p := y * l.hi; {
	case p > 710:
		return math.Inf(1)
	case p < -750:
		return 0
	}
	m, k := expDD(l.mulFloat(y))
	return m.scale(k)
}

// parity tells whether a finite y is an integer, and an odd one.
func parity(y float64) (integer, odd bool) {
	y = math.Abs(y)
	if y >= 1<<53 {
		return true, false
	}
	n := int64(y)
	integer = float64(n) == y
	return integer, integer && n&1 == 1
}

// Cbrt is the cube root.
func Cbrt(x float64) float64 {
	if x == 0 || x != x || math.IsInf(x, 0) {
		return x
	}
	a, scale := math.Abs(x), 1.0
	switch {
	case a < 0x1p-1000:
		a, scale = a*0x1p300, 0x1p-100
	case a > 0x1p1000:
		a, scale = a*0x1p-300, 0x1p100
	}
	// A third of the bit pattern, re-biased, is within 4 %; each of Halley's steps triples the digits.
	t := math.Float64frombits(math.Float64bits(a)/3 + 682<<52 - 0x879000000000)
	for range 2 {
		c := t * t * t
		t *= (c + 2*a) / (2*c + a)
	}
	// The residual t**3 - a must be exact to help: t**2 and t**3 as double-doubles.
	s := twoProd(t, t)
	c := twoProd(s.hi, t)
	r := (c.hi - a) + (c.lo + s.lo*t)
	return math.Copysign((t-r/(3*s.hi))*scale, x)
}

// Hypot is sqrt(x**2 + y**2) without needless overflow; infinite if either is, even beside NaN.
func Hypot(x, y float64) float64 {
	if math.IsInf(x, 0) || math.IsInf(y, 0) {
		return math.Inf(1)
	}
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	switch {
	case x != x || y != y:
		return math.NaN()
	case y <= x*0x1p-60:
		return x
	case x > 0x1p500:
		return hypotDD(dd{x * 0x1p-600, 0}, dd{y * 0x1p-600, 0}).scale(600)
	case x < 0x1p-340:
		return hypotDD(dd{x * 0x1p600, 0}, dd{y * 0x1p600, 0}).scale(-600)
	}
	return hypotDD(dd{x, 0}, dd{y, 0}).float()
}

// hypotDD is sqrt(x**2 + y**2) for operands that are not extreme.
func hypotDD(x, y dd) dd { return x.square().add(y.square()).sqrt() }

// Reciprocal is 1/x.
func Reciprocal(x float64) float64 { return 1 / x }
