package elementary

import "math"

// Complex arithmetic: products, quotients, modulus, square root.
//
// Quotients bring both operands next to 1 by powers of two, so that neither the squared modulus of the divisor nor a
// product overflows, and form a c + b d in double-double, so that cancellation costs nothing short of 50 bits.
// Quotients with zero, infinite or NaN parts follow C99 Annex G: z/0 is infinite and finite/infinite is zero.

// lift is the power of two that brings tiny factors up, so that the tail of a product does not underflow.
const lift = 600

// mulScale is m * s * 2**k, rounded once even if s is tiny and k large.
func mulScale(m, s dd, k int) float64 {
	if math.Abs(s.hi) < 0x1p-300 {
		s = s.shift(lift)
		k -= lift
	}
	if m.hi == 0 || s.hi == 0 { // a zero with its sign
		return m.hi * s.hi
	}
	return m.mul(s).scale(k)
}

// divideTiny is a/d for 0 <= a < 2**-300, rounded once.
func divideTiny(a float64, d dd) float64 {
	if a == 0 {
		return 0
	}
	return dd{a * 0x1p600, 0}.div(d).scale(-lift)
}

// reverse swaps the parts of z: i times the conjugate. It turns a hyperbolic function into the circular one.
func reverse(z complex128) complex128 { return complex(imag(z), real(z)) }

// finite tells whether both parts of z are.
func finite(z complex128) bool { return real(z)-real(z) == 0 && imag(z)-imag(z) == 0 }

func infinite(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }

var complexNaN = complex(math.NaN(), math.NaN())

// CAbs is the modulus; infinite if either part is, even beside NaN.
func CAbs(z complex128) float64 { return Hypot(real(z), imag(z)) }

// CMultiply is the product by the schoolbook formula, each product and sum rounded.
func CMultiply(z, w complex128) complex128 {
	a, b, c, d := real(z), imag(z), real(w), imag(w)
	return complex(float64(a*c)-float64(b*d), float64(a*d)+float64(b*c))
}

// CSquare is CMultiply(z, z).
func CSquare(z complex128) complex128 { return CMultiply(z, z) }

// CDivide is the quotient z/w. Of two parts more than a factor 2**1000 apart the smaller may count as zero.
func CDivide(z, w complex128) complex128 {
	a, b, c, d := real(z), imag(z), real(w), imag(w)
	if !finite(z) || !finite(w) || w == 0 {
		return divideSpecial(a, b, c, d)
	}
	switch {
	case z == 0:
		return complex(float64(a*c)+float64(b*d), float64(b*c)-float64(a*d))
	case d == 0: // the products with zero give zeros the sign that the formula does
		return complex(a/c+b*d, b/c-a*d)
	case c == 0:
		return complex(b/d+a*c, b*c-a/d)
	}
	a, b, j := normalize(a, b)
	c, d, k := normalize(c, d)
	n := twoProd(c, c).add(twoProd(d, d))
	re := twoProd(a, c).add(twoProd(b, d)).div(n)
	im := twoProd(b, c).sub(twoProd(a, d)).div(n)
	return complex(re.scale(j-k), im.scale(j-k))
}

// normalize is (a, b) times 2**-k with the larger in [1, 2), for finite a, b not both zero.
func normalize(a, b float64) (x, y float64, k int) {
	m := math.Max(math.Abs(a), math.Abs(b))
	k = exponent(m)
	if k == -1023 {
		a, b = a*0x1p60, b*0x1p60
		x, y, k = normalize(a, b)
		return x, y, k - 60
	}
	if k > 1000 {
		a, b = a*0x1p-60, b*0x1p-60
		p := pow2(60 - k)
		return a * p, b * p, k
	}
	p := pow2(-k)
	return a * p, b * p, k
}

// divideSpecial is (a + bi)/(c + di) where a part is not finite or the divisor is zero.
func divideSpecial(a, b, c, d float64) complex128 {
	switch {
	case c == 0 && d == 0:
		return complex(math.Copysign(math.Inf(1), c)*a, math.Copysign(math.Inf(1), c)*b)
	case infinite(complex(a, b)) && finite(complex(c, d)):
		// The part that is infinite decides the direction unless the divisor has a zero part.
		a, b, inf := unitIfInfinite(a), unitIfInfinite(b), math.Inf(1)
		if d == 0 {
			return complex(a*inf*c, b*inf*c)
		}
		return complex(inf*(a*c+b*d), inf*(b*c-a*d))
	case infinite(complex(c, d)) && finite(complex(a, b)):
		a, b, c, d := a/2, b/2, unitIfInfinite(c), unitIfInfinite(d)
		return complex(0*(a*c+b*d), 0*(b*c-a*d))
	}
	return complexNaN
}

// unitIfInfinite is 1 for an infinity and 0 for anything else, with its sign.
func unitIfInfinite(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.Copysign(1, x)
	}
	return math.Copysign(0, x)
}

// CReciprocal is 1/z.
func CReciprocal(z complex128) complex128 { return CDivide(1, z) }

// CSign is z/|z|, and 0 for zero. An infinite part beside a finite one gives the direction of that axis; two infinite
// parts, or a NaN, give NaN.
func CSign(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case z == 0:
		return 0
	case x != x || y != y || math.IsInf(x, 0) && math.IsInf(y, 0):
		return complexNaN
	case infinite(z):
		return complex(unitIfInfinite(x), unitIfInfinite(y))
	case math.Abs(y) <= math.Abs(x)*0x1p-60:
		return complex(math.Copysign(1, x), y/math.Abs(x))
	case math.Abs(x) <= math.Abs(y)*0x1p-60:
		return complex(x/math.Abs(y), math.Copysign(1, y))
	}
	x, y, _ = normalize(x, y)
	h := hypotDD(dd{x, 0}, dd{y, 0})
	return complex(dd{x, 0}.div(h).float(), dd{y, 0}.div(h).float())
}

// CSqrt is the square root with a nonnegative real part; the branch cut is the negative real axis.
func CSqrt(z complex128) complex128 {
	x, y := real(z), imag(z)
	a, b := math.Abs(x), math.Abs(y)
	switch {
	case math.IsInf(y, 0):
		return complex(b, y)
	case math.IsInf(x, 1):
		return complex(x, zeroUnlessNaN(y))
	case math.IsInf(x, -1):
		return complex(math.Abs(zeroUnlessNaN(y)), math.Copysign(a, y))
	case !finite(z):
		return complexNaN
	case z == 0:
		return complex(0, y)
	}
	var t, u float64 // the larger and the smaller part
	if b <= a*0x1p-60 {
		s := dd{a, 0}.sqrt()
		t = s.float()
		if b < 0x1p-300 {
			u = divideTiny(b, s.shift(1))
		} else {
			u = dd{b, 0}.div(s.shift(1)).float()
		}
	} else {
		p, q, k := normalize(a, b)
		if k&1 != 0 {
			p, q, k = 2*p, 2*q, k-1
		}
		s := hypotDD(dd{p, 0}, dd{q, 0}).addFloat(p).shift(-1).sqrt()
		t = s.scale(k / 2)
		u = dd{q, 0}.div(s.shift(1)).scale(k / 2)
	}
	if x < 0 {
		t, u = u, t
	}
	return complex(t, math.Copysign(u, y))
}

// zeroUnlessNaN is a zero with the sign of y, or NaN.
func zeroUnlessNaN(y float64) float64 {
	if y != y {
		return y
	}
	return math.Copysign(0, y)
}
