package elementary

import "math"

// The logarithm.
//
// x = 2**k z with z in [0.6875, 1.375). The table holds for each of 128 intervals of z a reciprocal c of its middle
// with so few bits that r = z c - 1 is exact, |r| <= 2**-7, and then
//
//	log(x) = k ln2 - log(c) + log(1 + r)
//
// The two intervals beside 1 have c = 1, so close to 1 the sum has only its last term and is accurate relative to
// the result, however small. The heads of k ln2 and -log(c) are multiples of 2**-42 and add exactly.

type logEntry struct{ inverse, hi, lo float64 }

// logBase is the bit pattern of 0.6875, where the table begins.
const logBase = 0x3fe6000000000000

// Log is the natural logarithm. Log(±0) is -Inf and of a negative number NaN.
func Log(x float64) float64 {
	if !(x > 0) || x > math.MaxFloat64 {
		return logSpecial(x)
	}
	return logDD(dd{x, 0}).float()
}

// Log2 is the logarithm to base 2, exact for powers of two.
func Log2(x float64) float64 {
	if !(x > 0) || x > math.MaxFloat64 {
		return logSpecial(x)
	}
	return logDD(dd{x, 0}).mul(ddInvLn2).float()
}

// Log10 is the logarithm to base 10, exact for powers of ten.
func Log10(x float64) float64 {
	if !(x > 0) || x > math.MaxFloat64 {
		return logSpecial(x)
	}
	return logDD(dd{x, 0}).mul(ddInvLn10).float()
}

// Log1p is log(1 + x), accurate near zero too.
func Log1p(x float64) float64 {
	switch {
	case !(x > -1):
		return logSpecial(1 + x)
	case x > math.MaxFloat64 || math.Abs(x) < 0x1p-54:
		return x
	}
	return log1pDD(dd{x, 0}).float()
}

// logSpecial is the logarithm of an argument that is not a positive finite number.
func logSpecial(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	return x // +Inf and NaN
}

// logDD is log(x) for finite x > 0, good to about 2**-66; x is below 2**1000 unless it has no tail.
func logDD(x dd) dd {
	bits := math.Float64bits(x.hi)
	k := 0
	if bits < 1<<52 { // subnormal
		bits = math.Float64bits(x.hi * 0x1p52)
		k = -52
	}
	d := bits - logBase
	e := int(int64(d) >> 52)
	z := math.Float64frombits(bits - uint64(e)<<52)
	c := &logTable[d>>45&127]
	r := math.FMA(z, c.inverse, -1)
	tail := 0.0
	if x.lo != 0 {
		tail = x.lo * pow2(-e) * c.inverse
	}
	f := float64(k + e)
	return logSeries(f*ln2Hi+c.hi, f*ln2Lo+c.lo, r, tail)
}

// log1pDD is log(1 + x) for x > -1.
func log1pDD(x dd) dd {
	if math.Abs(x.hi) < 0x1p-8 {
		return logSeries(0, 0, x.hi, x.lo)
	}
	return logDD(x.addFloat(1))
}

// logSeries is hi + lo + log(1 + r + tail) for |r| <= 2**-7, where hi is zero or larger than r.
func logSeries(hi, lo, r, tail float64) dd {
	s := fastTwoSum(hi, r)
	r2 := float64(r * r)
	half := 0.5 * r2
	h := fastTwoSum(s.hi, -half)
	r4 := r2 * r2
	p := ((1.0/3 - r*(1.0/4)) + r2*(1.0/5-r*(1.0/6))) + r4*((1.0/7-r*(1.0/8))+r2*(1.0/9-r*(1.0/10)))
	lost := 0.5 * math.FMA(r, r, -r2)
	t := tail - tail*(r-r2)
	return fastTwoSum(h.hi, s.lo+(h.lo+(lo+(t-lost)+r*r2*p)))
}

// Logaddexp is log(e**x + e**y) without overflow.
func Logaddexp(x, y float64) float64 {
	if x < y {
		x, y = y, x
	}
	switch {
	case x != x || y != y:
		return x + y
	case math.IsInf(x, 0) || math.IsInf(y, -1): // e**y adds nothing, or both are -Inf
		return x
	}
	d := twoSum(y, -x)
	if !(d.hi > -745) {
		return x
	}
	m, k := expDD(d)
	if k < -1000 {
		return x + m.scale(k)
	}
	return log1pDD(m.shift(k)).addFloat(x).float()
}
