package elementary

import "math"

// The complex power z**w = exp(w log z), with the logarithm, the product and the exponential in double-double.
//
// Integer powers up to maxIntegerPower are repeated products instead, so that i**2 is -1 exactly and the parts of
// (1 + 2i)**3 are integers.

const maxIntegerPower = 256

// complexDD is a complex number with double-double parts.
type complexDD struct{ re, im dd }

func (z complexDD) mul(w complexDD) complexDD {
	return complexDD{
		z.re.mul(w.re).sub(z.im.mul(w.im)),
		z.re.mul(w.im).add(z.im.mul(w.re)),
	}
}

// CPow is z**w. z**0 is 1 for any z; 0**w is 0 where w has a positive real part, infinite in unknown direction where
// it is negative, and NaN where it is zero; z**1 is z. An integer power of a number on the real axis stays on the side of
// the axis that the sign of its zero says. A part that is a difference of nearly equal terms is accurate to about
// 2**-60 of |z**w| times the modulus of w log z.
func CPow(z, w complex128) complex128 {
	c, d := real(w), imag(w)
	switch {
	case w == 0:
		return 1
	case w == 1:
		return z
	case z == 0 && finite(w):
		switch {
		case c > 0:
			return 0
		case c < 0:
			return complex(math.Inf(1), math.NaN())
		}
		return complexNaN
	case !finite(z) || !finite(w):
		return CExp(CMultiply(w, CLog(z)))
	}
	if n := math.Trunc(c); d == 0 && n == c && math.Abs(n) <= maxIntegerPower {
		return integerPower(z, int(n))
	}
	re, im := clog(z)
	p := complexDD{dd{c, 0}, dd{d, 0}}.mul(complexDD{re, im})
	if !(math.Abs(p.im.hi) < math.Inf(1)) || p.re.hi != p.re.hi {
		return CExp(CMultiply(w, CLog(z)))
	}
	if d == 0 && im.hi == 0 { // positive base, real exponent: the product with a zero is a zero
		p.im = dd{c * im.hi, 0}
	}
	return expCis(p.re, p.im)
}

// integerPower is z**n for finite z, not zero, and |n| <= maxIntegerPower.
func integerPower(z complex128, n int) complex128 {
	x, y := real(z), imag(z)
	m, k := n, 0
	if m < 0 {
		m = -m
	}
	if u, v, e := normalize(x, y); (e+1)*m > 450 || (e-1)*m < -450 {
		x, y, k = u, v, e
	}
	base := complexDD{dd{x, 0}, dd{y, 0}}
	power := complexDD{re: ddOne}
	for i := m; i > 0; i >>= 1 {
		if i&1 == 1 {
			power = power.mul(base)
		}
		if i > 1 {
			base = base.mul(base)
		}
	}
	if n < 0 {
		q := power.re.square().add(power.im.square())
		power = complexDD{power.re.div(q), power.im.neg().div(q)}
	}
	re, im := power.re.scale(k*n), power.im.scale(k*n)
	if y == 0 { // the double-doubles lose the sign of a zero, which is that of n x**(n-1) y
		negative := (n < 0) != (x < 0 && n%2 == 0) != math.Signbit(y)
		im = 0
		if negative {
			im = math.Copysign(0, -1)
		}
	}
	return complex(re, im)
}
