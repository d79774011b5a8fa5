package elementary

import "math"

// Sine and cosine.
//
// With y the angle's remainder by pi/2, made positive, and a = round(64 y)/64 the nearest entry of a table that
// holds sin(a) and cos(a) as double-doubles, the angle is a + d with |d| <= 1/128 and
//
//	sin(a + d) = sin(a) + cos(a) sin(d) - sin(a) (1 - cos(d))
//	cos(a + d) = cos(a) - sin(a) sin(d) - cos(a) (1 - cos(d))
//
// Only the leading product cos(a) d or sin(a) d needs its rounding error; the rest is below 2**-15. For a = 0 the
// sine is d - d**3/6 + ..., accurate relative to the result.

type sinCosEntry struct{ sin, cos dd }

// Sin is the sine of an angle in radians, right for every float64. Sin(±Inf) is NaN.
func Sin(x float64) float64 {
	if a := math.Abs(x); !(a < math.Inf(1)) {
		return math.NaN()
	} else if a < 0x1p-27 {
		return x
	}
	n, y := reduce(x)
	var s dd
	if n&1 == 0 {
		s = sinReduced(y)
	} else {
		s = cosReduced(y)
	}
	if n&2 != 0 {
		return -s.float()
	}
	return s.float()
}

// Cos is the cosine of an angle in radians, right for every float64. Cos(±Inf) is NaN.
func Cos(x float64) float64 {
	if !(math.Abs(x) < math.Inf(1)) {
		return math.NaN()
	}
	n, y := reduce(x)
	var c dd
	if n&1 == 0 {
		c = cosReduced(y)
	} else {
		c = sinReduced(y)
	}
	if (n+1)&2 != 0 {
		return -c.float()
	}
	return c.float()
}

// Tan is the tangent of an angle in radians, right for every float64. Tan(±Inf) is NaN.
func Tan(x float64) float64 {
	if a := math.Abs(x); !(a < math.Inf(1)) {
		return math.NaN()
	} else if a < 0x1p-27 {
		return x
	}
	n, y := reduce(x)
	s, c := sinReduced(y), cosReduced(y)
	if n&1 != 0 {
		s, c = c.neg(), s
	}
	return s.div(c).float()
}

// sinCosDD is the sine and cosine of finite x, each good to about 2**-66.
func sinCosDD(x dd) (sin, cos dd) {
	n, y := reduce(x.hi)
	if x.lo != 0 { // up to half an ulp of x.hi, which may be many turns
		m, rest := reduce(x.lo)
		y = y.add(rest)
		k, head := reduce(y.hi)
		n, y = n+m+k, head.addFloat(y.lo)
	}
	sin, cos = sinReduced(y), cosReduced(y)
	if n&1 != 0 {
		sin, cos = cos, sin.neg()
	}
	if n&2 != 0 {
		sin, cos = sin.neg(), cos.neg()
	}
	return sin, cos
}

// sinCosOffset is the table entry next to y >= 0 and the distance h + l to it.
func sinCosOffset(y dd) (entry *sinCosEntry, h, l float64) {
	t := y.hi + expShift/64
	d := y.hi - (t - expShift/64)
	h = d + y.lo
	return &sinCosTable[math.Float64bits(t)&63], h, (d - h) + y.lo
}

// sinReduced is sin(y) for |y| <= pi/4.
func sinReduced(y dd) dd {
	if y.hi < 0 {
		return sinReduced(y.neg()).neg()
	}
	c, h, l := sinCosOffset(y)
	h2 := h * h
	s := l + h*h2*(-1.0/6+h2*(1.0/120-h2*(1.0/5040)))
	v := h*l + h2*(1.0/2-h2*(1.0/24-h2*(1.0/720)))
	p := twoProd(c.cos.hi, h)
	r := fastTwoSum(c.sin.hi, p.hi)
	return fastTwoSum(r.hi, r.lo+(p.lo+(c.sin.lo+c.cos.lo*h)+(c.cos.hi*s-c.sin.hi*v)))
}

// cosReduced is cos(y) for |y| <= pi/4.
func cosReduced(y dd) dd {
	if y.hi < 0 {
		y = y.neg()
	}
	c, h, l := sinCosOffset(y)
	h2 := h * h
	s := l + h*h2*(-1.0/6+h2*(1.0/120-h2*(1.0/5040)))
	v := h*l + h2*(1.0/2-h2*(1.0/24-h2*(1.0/720)))
	p := twoProd(c.sin.hi, h)
	r := fastTwoSum(c.cos.hi, -p.hi)
	return fastTwoSum(r.hi, r.lo-(p.lo-(c.cos.lo-c.sin.lo*h)+(c.sin.hi*s+c.cos.hi*v)))
}
