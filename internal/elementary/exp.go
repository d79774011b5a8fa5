package elementary

import "math"

// The exponential.
//
// With n = round(128 x / ln 2) and n = 128 k + j,
//
//	exp(x) = 2**k * 2**(j/128) * exp(r),   r = x - n ln2/128,   |r| < 0.00271
//
// where 2**(j/128) comes from a table of double-doubles. The product n*ln2/128 is taken in two pieces, the first
// with so few bits that it is exact and its difference from x too.

// expShift pushes the fraction off the end of a float64, so that adding it rounds to an integer, half to even, and
// leaves that integer in the low bits.
const expShift = 0x1.8p52

// Exp is e**x. Exp(-Inf) is +0.
func Exp(x float64) float64 {
	if !(math.Abs(x) < 708) {
		return expExtreme(x)
	}
	t := x*invLn2By128 + expShift
	n := int(int32(math.Float64bits(t)))
	f := t - expShift
	r := x - float64(f*ln2By128Hi) - f*ln2By128Lo
	r2 := r * r
	p := r + r2*(1.0/2+r*(1.0/6)+r2*(1.0/24+r*(1.0/120)))
	c := expTable[n&127]
	y := c.hi + (c.lo + c.hi*p)
	return math.Float64frombits(math.Float64bits(y) + uint64(n>>7)<<52)
}

// expExtreme is Exp where the result may overflow, underflow or be subnormal.
func expExtreme(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 709.79:
		return math.Inf(1)
	case x < -745.2:
		return 0
	}
	m, k := expDD(dd{x, 0})
	return m.scale(k)
}

// Exp2 is 2**x, exact for integers.
func Exp2(x float64) float64 {
	switch {
	case x != x:
		return x
	case x >= 1024:
		return math.Inf(1)
	case x < -1076:
		return 0
	}
	t := x + expShift/128
	n := int(int32(math.Float64bits(t)))
	r := (x - (t - expShift/128)) * ddLn2.hi
	r2 := r * r
	p := r + r2*(1.0/2+r*(1.0/6)+r2*(1.0/24+r*(1.0/120)))
	c := expTable[n&127]
	return fastTwoSum(c.hi, c.lo+c.hi*p).scale(n >> 7)
}

// expReduce splits x = n ln2/128 + r + tail.
func expReduce(x dd) (n int, r, tail float64) {
	t := x.hi*invLn2By128 + expShift
	n = int(int32(math.Float64bits(t)))
	f := t - expShift
	d := x.hi - float64(f*ln2By128Hi)
	c := float64(f*ln2By128Lo) - x.lo
	r = d - c
	return n, r, (d - r) - c
}

// expTail is exp(r + tail) - 1 - r for a reduced argument.
func expTail(r, tail float64) float64 {
	r2 := r * r
	return tail + r2*(1.0/2+r*(1.0/6)+r2*((1.0/24+r*(1.0/120))+r2*(1.0/720)))
}

// expDD is exp(x) = m * 2**k for |x| < 1000, m in (0.99, 2), good to about 2**-68.
func expDD(x dd) (m dd, k int) {
	n, r, tail := expReduce(x)
	p := expTail(r, tail)
	c := expTable[n&127]
	q := twoProd(c.hi, r)
	s := fastTwoSum(c.hi, q.hi)
	return fastTwoSum(s.hi, s.lo+(q.lo+(c.lo+c.lo*r)+c.hi*p)), n >> 7
}

// expWide is expDD for |x| < 1500: beyond 1000 the product that reduces x would not be exact any more.
func expWide(x dd) (m dd, k int) {
	if x.hi < 1000 {
		return expDD(x)
	}
	m, k = expDD(x.addFloat(-512 * ln2Hi).addFloat(-512 * ln2Lo))
	return m, k + 512
}

// Expm1 is e**x - 1, accurate near zero too.
func Expm1(x float64) float64 {
	switch {
	case x != x || math.Abs(x) < 0x1p-54:
		return x
	case x > 709.79:
		return math.Inf(1)
	case x > 60: // the one is below a quarter ulp of the tail
		m, k := expDD(dd{x, 0})
		return m.scale(k)
	case x < -40:
		return -1
	}
	return expm1DD(dd{x, 0}).float()
}

// expm1DD is exp(x) - 1 for |x| < 700.
func expm1DD(x dd) dd {
	n, r, tail := expReduce(x)
	if n == 0 {
		return fastTwoSum(r, expTail(r, tail))
	}
	m, k := expDD(x)
	return m.shift(k).addFloat(-1)
}
