package elementary

import "math"

// The complex logarithm: log|z| + i arg z.
//
// Near the unit circle log|z| is small and is taken as log1p(u)/2 of u = x**2 + y**2 - 1, a sum of exact terms in
// which everything may cancel but the last bits of the squares; log1p(z) does the same for 2x + x**2 + y**2.
// So the real part keeps its relative accuracy, also beside its zeros.

// CLog is the natural logarithm; the branch cut is the negative real axis.
func CLog(z complex128) complex128 {
	re, im := clog(z)
	return complex(re.float(), im.float())
}

// CLog2 is the logarithm to base 2.
func CLog2(z complex128) complex128 { return clogTimes(z, ddInvLn2) }

// CLog10 is the logarithm to base 10.
func CLog10(z complex128) complex128 { return clogTimes(z, ddInvLn10) }

// clogTimes is CLog(z) * factor.
func clogTimes(z complex128, factor dd) complex128 {
	re, im := clog(z)
	if !finite(z) || z == 0 {
		return complex(re.hi, im.hi*factor.hi)
	}
	if a := math.Abs(im.hi); a > 0 && a < 0x1p-900 { // y/x, which may be subnormal before the product
		fx, ex := math.Frexp(real(z))
		fy, ey := math.Frexp(imag(z))
		return complex(re.mul(factor).float(), dd{fy, 0}.div(dd{fx, 0}).mul(factor).scale(ey-ex))
	}
	return complex(re.mul(factor).float(), mulScale(factor, im, 0))
}

// clog is CLog before rounding.
func clog(z complex128) (re, im dd) {
	x, y := real(z), imag(z)
	switch {
	case infinite(z):
		re = dd{math.Inf(1), 0}
	case !finite(z):
		re = dd{math.NaN(), 0}
	case z == 0:
		re = dd{math.Inf(-1), 0}
	default:
		re = logModulus(x, y)
	}
	if x != x || y != y {
		return re, dd{math.NaN(), 0}
	}
	im = angle(math.Abs(y), x)
	if math.Signbit(y) {
		im = im.neg()
	}
	return re, im
}

// logModulus is log|x + iy| for finite x and y, not both zero.
func logModulus(x, y float64) dd {
	a, b, k := normalize(x, y)
	if k >= -1 && k <= 0 {
		if s := x*x + y*y; s > 0.5 && s < 2 {
			return log1pDD(squaresMinusOne(x, y)).shift(-1)
		}
	}
	s := twoProd(a, a).add(twoProd(b, b))
	return logDD(s).shift(-1).add(ddLn2.mulFloat(float64(k)))
}

// squaresMinusOne is x**2 + y**2 - 1, accurate relative to the result for x**2 + y**2 in [1/2, 2].
func squaresMinusOne(x, y float64) dd {
	if math.Abs(x) < math.Abs(y) {
		x, y = y, x
	}
	return sumSquares(-1, x, y)
}

// sumSquares is c + x**2 + y**2, where c and x**2 may cancel to their last bits and |y| <= |x| or |c|.
func sumSquares(c, x, y float64) dd {
	p, q := twoProd(x, x), twoProd(y, y)
	s := twoSum(c, p.hi)
	t := twoSum(s.hi, q.hi)
	return t.add(twoSum(p.lo, q.lo)).addFloat(s.lo)
}

// CLog1p is log(1 + z), accurate near zero too; the branch cut is the real axis below -1.
func CLog1p(z complex128) complex128 {
	x, y := real(z), imag(z)
	a := math.Max(math.Abs(x), math.Abs(y))
	switch {
	case !finite(z):
		return CLog(complex(1+x, y))
	case y == 0 && x >= -1:
		return complex(Log1p(x), y)
	case a > 0x1p300:
		return CLog(z)
	}
	s := twoSum(1, x)
	if s.hi == 0 { // log|iy|
		return complex(Log(math.Abs(y)), math.Copysign(ddHalfPi.hi, y))
	}
	var re dd
	if u := sumSquares(2*x, y, x); u.hi > -0.5 && u.hi < 1 {
		re = log1pDD(u).shift(-1)
	} else {
		re = logDD(s.square().add(twoProd(y, y))).shift(-1)
	}
	var im float64
	if b := math.Abs(y); b < 0x1p-300 && s.hi > 0 {
		im = divideTiny(b, s)
	} else {
		im = angleDD(dd{b, 0}, s).float()
	}
	return complex(re.float(), math.Copysign(im, y))
}
