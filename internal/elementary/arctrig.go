package elementary

import "math"

// The inverse trigonometric functions.
//
// All of them are the angle of a point (x, y): atan(t) of (1, t), asin(t) of (sqrt(1-t**2), t), acos(t) of
// (t, sqrt(1-t**2)), the root taken of the product (1-t)(1+t), whose factors are exact. Symmetries bring the point
// into the octant 0 <= y <= x. With a the multiple of 1/64 next to y/x,
//
//	atan(y/x) = atan(a) + atan((y - a x) / (x + a y))
//
// where the table holds atan(a) as a double-double and the last quotient is at most 1/128.

// Atan2 is the angle of the point (x, y) in [-pi, pi], with the sign of y.
func Atan2(y, x float64) float64 {
	if x != x || y != y {
		return math.NaN()
	}
	return math.Copysign(angle(math.Abs(y), x).float(), y)
}

// angle is the angle of (x, y) for y >= 0; x may be any number but NaN, a negative zero included.
func angle(y, x float64) dd {
	a := math.Abs(x)
	var r dd
	switch {
	case math.IsInf(a, 0) && math.IsInf(y, 0):
		r = dd{ddHalfPi.hi / 2, ddHalfPi.lo / 2}
	case y == 0 || math.IsInf(a, 0):
		r = dd{}
	case a == 0 || math.IsInf(y, 0):
		r = ddHalfPi
	case inRange(y) && inRange(a):
		r = atanQuadrant(dd{y, 0}, dd{a, 0})
	default:
		fy, ey := math.Frexp(y)
		fa, ea := math.Frexp(a)
		switch d := ey - ea; {
		case d > 120:
			r = ddHalfPi
		case d < -960 && !math.Signbit(x):
			return dd{y / a, 0} // may be subnormal
		case d < -120 && !math.Signbit(x):
			return dd{fy, 0}.div(dd{fa, 0}).shift(d)
		case d < -120:
			return ddPi
		default:
			r = atanQuadrant(dd{fy, 0}, dd{fa * pow2(-d), 0})
		}
	}
	if math.Signbit(x) {
		return ddPi.sub(r)
	}
	return r
}

// inRange tells whether 2**-300 <= x <= 2**300, where no product of two numbers is extreme.
func inRange(x float64) bool { return x >= 0x1p-300 && x <= 0x1p300 }

// angleDD is the angle of (x, y) for y >= 0, x and y not both zero and neither extreme.
func angleDD(y, x dd) dd {
	if math.Signbit(x.hi) {
		return ddPi.sub(atanQuadrant(y, x.neg()))
	}
	return atanQuadrant(y, x)
}

// atanQuadrant is the angle of (x, y) for x, y >= 0, not both zero.
func atanQuadrant(y, x dd) dd {
	if y.hi > x.hi {
		return ddHalfPi.sub(atanOctant(x, y))
	}
	return atanOctant(y, x)
}

// atanOctant is atan(y/x) for 0 <= y <= x.
func atanOctant(y, x dd) dd {
	t := y.hi/x.hi + expShift/64
	a := t - expShift/64
	if a == 0 {
		q := y.div(x)
		return fastTwoSum(q.hi, q.lo+atanTail(q.hi))
	}
	q := y.sub(x.mulFloat(a)).div(x.add(y.mulFloat(a)))
	c := atanTable[math.Float64bits(t)&127]
	r := fastTwoSum(c.hi, q.hi)
	return fastTwoSum(r.hi, r.lo+(c.lo+q.lo+atanTail(q.hi)))
}

// atanTail is atan(t) - t for |t| <= 1/128.
func atanTail(t float64) float64 {
	t2 := t * t
	return t * t2 * (-1.0/3 + t2*(1.0/5-t2*(1.0/7-t2*(1.0/9))))
}

// Atan is the arctangent, in [-pi/2, pi/2].
func Atan(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case a < 0x1p-27:
		return x
	case a > 0x1p60:
		return math.Copysign(ddHalfPi.hi, x)
	}
	return math.Copysign(atanQuadrant(dd{a, 0}, ddOne).float(), x)
}

// Asin is the arcsine, in [-pi/2, pi/2]; NaN outside [-1, 1].
func Asin(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a <= 1):
		return math.NaN()
	case a < 0x1p-27:
		return x
	}
	return math.Copysign(atanQuadrant(dd{a, 0}, cofactor(a)).float(), x)
}

// Acos is the arccosine, in [0, pi]; NaN outside [-1, 1].
func Acos(x float64) float64 {
	a := math.Abs(x)
	if !(a <= 1) {
		return math.NaN()
	}
	return angleDD(cofactor(a), dd{x, 0}).float()
}

// cofactor is sqrt(1 - a**2) for 0 <= a <= 1.
func cofactor(a float64) dd {
	return fastTwoSum(1, -a).mul(fastTwoSum(1, a)).sqrt()
}
