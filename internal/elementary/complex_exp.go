package elementary

import "math"

// The exponential and what is made from it: the hyperbolic functions, and through reverse the circular ones.
//
//	exp(x + iy)  = e**x (cos y + i sin y)
//	sinh(x + iy) = sinh x cos y + i cosh x sin y
//	cosh(x + iy) = cosh x cos y + i sinh x sin y
//	tanh(x + iy) = (sinh x cosh x + i sin y cos y) / (sinh**2 x + cos**2 y)
//
// The factors are double-doubles with a power of two apart, so each part is rounded once, and a part that is finite
// though e**x overflows is found. The denominator of tanh is a sum of squares: nothing cancels.

// infCis is inf * (cos y + i sin y) for finite y, and inf + NaN i otherwise.
func infCis(y float64) complex128 {
	inf := math.Inf(1)
	switch {
	case y-y != 0:
		return complex(inf, math.NaN())
	case y == 0:
		return complex(inf, y)
	}
	s, c := sinCosDD(dd{y, 0})
	return complex(math.Copysign(inf, c.hi), math.Copysign(inf, s.hi))
}

// zeroCis is 0 * (cos y + i sin y) for finite y, and otherwise zeros with the sign of y in the second part.
func zeroCis(y float64) complex128 {
	if y-y != 0 || y == 0 {
		return complex(0, math.Copysign(0, y))
	}
	s, c := sinCosDD(dd{y, 0})
	return complex(math.Copysign(0, c.hi), math.Copysign(0, s.hi))
}

// CExp is e**z.
func CExp(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(Exp(x), y)
	case math.IsInf(x, 1):
		return infCis(y)
	case math.IsInf(x, -1):
		return zeroCis(y)
	case !finite(z):
		return complexNaN
	}
	return expCis(dd{x, 0}, dd{y, 0})
}

// expCis is exp(x + iy) for finite x and y.
func expCis(x, y dd) complex128 {
	s, c := sinCosDD(y)
	if y.hi == 0 { // with its sign
		s = y
	}
	switch {
	case x.hi > 1490: // e**x times the least subnormal overflows
		return complex(math.Copysign(math.Inf(1), c.hi), overflow(s.hi))
	case x.hi < -800:
		return complex(math.Copysign(0, c.hi), math.Copysign(0, s.hi))
	}
	m, k := expWide(x)
	return complex(mulScale(m, c, k), mulScale(m, s, k))
}

// overflow is an infinity with the sign of x, and x itself if it is zero.
func overflow(x float64) float64 {
	if x == 0 {
		return x
	}
	return math.Copysign(math.Inf(1), x)
}

// CExpm1 is e**z - 1. Where the real part is small though z is not, near the curve e**x cos y = 1, it is accurate to
// 2**-62 of the terms it is the difference of.
func CExpm1(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case z == 0:
		return complex(0, y)
	case y == 0:
		return complex(Expm1(x), y)
	case math.IsInf(x, 1):
		return infCis(y)
	case math.IsInf(x, -1):
		return complex(-1, imag(zeroCis(y)))
	case !finite(z):
		return complexNaN
	}
	switch {
	case x > 200: // |e**x cos y| is at least 2**220
		return expCis(dd{x, 0}, dd{y, 0})
	case x < -100:
		return complex(-1, imag(expCis(dd{x, 0}, dd{y, 0})))
	}
	s, c := sinCosDD(dd{y, 0})
	m, k := expDD(dd{x, 0})
	im := mulScale(m, s, k)
	if math.Abs(x) < 1 {
		// e**x cos y - 1 = expm1(x) cos y - 2 sin(y/2)**2
		h, _ := sinCosDD(dd{y / 2, 0})
		return complex(expm1DD(dd{x, 0}).mul(c).sub(h.square().shift(1)).float(), im)
	}
	return complex(m.shift(k).mul(c).addFloat(-1).float(), im)
}

// sinhCosh is the hyperbolic sine and cosine of finite x as double-doubles times 2**k.
func sinhCosh(x float64) (sinh, cosh dd, k int) {
	a := math.Abs(x)
	if a > 40 {
		cosh, k = expWide(dd{math.Min(a, 1490), 0})
		sinh, k = cosh, k-1
	} else {
		sinh, cosh = sinhCoshDD(a)
	}
	if math.Signbit(x) {
		sinh = sinh.neg()
	}
	return sinh, cosh, k
}

// CSinh is the hyperbolic sine.
func CSinh(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(Sinh(x), y)
	case math.IsInf(x, 0):
		w := infCis(y)
		return complex(math.Copysign(1, x)*real(w), imag(w))
	case x == 0 && y-y != 0:
		return complex(x, math.NaN())
	case !finite(z):
		return complexNaN
	}
	sinh, cosh, k := sinhCosh(x)
	s, c := sinCosDD(dd{y, 0})
	return complex(mulScale(c, sinh, k), mulScale(cosh, s, k))
}

// CCosh is the hyperbolic cosine.
func CCosh(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(Cosh(x), math.Copysign(1, x)*y)
	case math.IsInf(x, 0):
		w := infCis(y)
		return complex(real(w), math.Copysign(1, x)*imag(w))
	case x == 0 && y-y != 0:
		return complex(math.NaN(), math.Copysign(1, y)*x)
	case !finite(z):
		return complexNaN
	}
	sinh, cosh, k := sinhCosh(x)
	s, c := sinCosDD(dd{y, 0})
	return complex(mulScale(cosh, c, k), mulTinies(sinh, s, k))
}

// mulTinies is mulScale where both factors may be tiny.
func mulTinies(a, b dd, k int) float64 {
	if math.Abs(a.hi) < 0x1p-300 {
		a = a.shift(lift)
		k -= lift
	}
	return mulScale(a, b, k)
}

// CTanh is the hyperbolic tangent. For infinite x the imaginary part is a zero with the sign of y.
func CTanh(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case y == 0:
		return complex(Tanh(x), y)
	case math.IsInf(x, 0):
		return complex(math.Copysign(1, x), math.Copysign(0, y))
	case x == 0 && y-y != 0:
		return complex(x, math.NaN())
	case !finite(z):
		return complexNaN
	}
	s, c := sinCosDD(dd{y, 0})
	a := math.Abs(x)
	if a > 20 { // 4 sin y cos y / e**2a, beside which 1 is nothing
		m, k := expDD(dd{-2 * math.Min(a, 400), 0})
		return complex(math.Copysign(1, x), mulScale(m.mul(c), s, k+2))
	}
	sinh, cosh := sinhCoshDD(a)
	n := sinh.square().add(c.square())
	re := mulScale(cosh.div(n), sinh, 0)
	return complex(math.Copysign(re, x), mulScale(c.div(n), s, 0))
}

// CSin is the sine.
func CSin(z complex128) complex128 { return reverse(CSinh(reverse(z))) }

// CCos is the cosine.
func CCos(z complex128) complex128 { return CCosh(complex(-imag(z), real(z))) }

// CTan is the tangent.
func CTan(z complex128) complex128 { return reverse(CTanh(reverse(z))) }
