package elementary

import "math"

// A dd is the sum hi + lo of two float64 values, with lo at most half an ulp of hi: a number with 106 bits.
//
// The two building blocks are exact: twoSum and twoProd return the rounded result and what rounding lost. The rest
// are the usual sloppy-but-bounded combinations, each good to about 2**-104. None of them treats infinities, NaN or
// overflow: callers deal with special values first and scale.
type dd struct{ hi, lo float64 }

var ddOne = dd{1, 0}

// fastTwoSum is a + b exactly, provided |a| >= |b| or a is zero.
func fastTwoSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoSum is a + b exactly.
func twoSum(a, b float64) dd {
	s := a + b
	v := s - a
	return dd{s, (a - (s - v)) + (b - v)}
}

// twoProd is a * b exactly, unless the low part underflows.
func twoProd(a, b float64) dd {
	p := float64(a * b)
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) float() float64 { return a.hi + a.lo }

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

// abs is |a|, with a zero of either sign made positive.
func (a dd) abs() dd {
	if a.hi > 0 {
		return a
	}
	return dd{0 - a.hi, 0 - a.lo}
}

// shift is a * 2**k for a power of two that a float64 holds.
func (a dd) shift(k int) dd {
	p := pow2(k)
	return dd{a.hi * p, a.lo * p}
}

// add is a + b; accurate relative to the result even when the heads cancel, as long as the tails do not.
func (a dd) add(b dd) dd {
	s := twoSum(a.hi, b.hi)
	t := twoSum(a.lo, b.lo)
	u := fastTwoSum(s.hi, s.lo+t.hi)
	return fastTwoSum(u.hi, u.lo+t.lo)
}

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

// addFloat is a + b.
func (a dd) addFloat(b float64) dd {
	s := twoSum(a.hi, b)
	return fastTwoSum(s.hi, s.lo+a.lo)
}

func (a dd) mul(b dd) dd {
	p := twoProd(a.hi, b.hi)
	return fastTwoSum(p.hi, p.lo+(a.hi*b.lo+a.lo*b.hi))
}

func (a dd) mulFloat(b float64) dd {
	p := twoProd(a.hi, b)
	return fastTwoSum(p.hi, p.lo+a.lo*b)
}

func (a dd) square() dd {
	p := twoProd(a.hi, a.hi)
	return fastTwoSum(p.hi, p.lo+2*a.hi*a.lo)
}

// div is a / b for |b| > 2**-1022: the rounded quotient and one Newton step for its tail.
func (a dd) div(b dd) dd {
	q := a.hi / b.hi
	r := math.FMA(-q, b.hi, a.hi) + (a.lo - q*b.lo)
	return fastTwoSum(q, r*(1/b.hi))
}

// sqrt is the square root of a positive number or zero.
func (a dd) sqrt() dd {
	if a.hi == 0 {
		return dd{}
	}
	h := math.Sqrt(a.hi)
	r := math.FMA(-h, h, a.hi) + a.lo
	return fastTwoSum(h, r*(0.5/h))
}

// pow2 is 2**k for -1022 <= k <= 1023.
func pow2(k int) float64 { return math.Float64frombits(uint64(1023+k) << 52) }

// exponent is the power of two at or below a normal |x|.
func exponent(x float64) int { return int(math.Float64bits(x)>>52&0x7ff) - 1023 }

// scale is a * 2**k, rounded once, also where the result is subnormal.
func (a dd) scale(k int) float64 {
	y := a.hi + a.lo
	if e := exponent(y); e > -1023 && e < 1024 && e+k > -1023 && e+k < 1024 {
		return math.Float64frombits(math.Float64bits(y) + uint64(k)<<52)
	}
	return a.scaleExtreme(k)
}

// scaleExtreme is scale where the operand or the result is not a normal number.
func (a dd) scaleExtreme(k int) float64 {
	y := a.hi + a.lo
	e := exponent(y)
	switch {
	case y == 0 || e == 1024 || e == -1023: // a subnormal operand has no tail left
		return math.Ldexp(y, k)
	case e+k > 1023:
		return math.Copysign(math.Inf(1), y)
	case e+k < -1080:
		return math.Copysign(0, y)
	}
	// Adding a number whose ulp is the least subnormal makes the addition round where the result will end.
	grid := math.Copysign(math.Ldexp(1, -1022-k), y)
	s := fastTwoSum(grid, a.hi)
	return math.Copysign(math.Ldexp(s.hi+(s.lo+a.lo)-grid, k), y)
}
