package elementary

import "math"

// The inverse circular and hyperbolic functions of a complex argument.
//
// asin and acos follow the geometry of Hull, Fairgrieve and Tang: with r and s the distances of z = x + iy from -1
// and 1 and a = (r + s)/2,
//
//	asin z = atan(x / sqrt(a**2 - x**2)) + i acosh(a)
//	acos z = atan(sqrt(a**2 - x**2) / x) - i acosh(a)
//
// for x, y >= 0; signs are put back after. a - 1 and a - x are written as sums of positive terms with
// r - (1+x) = y**2/(r + (1+x)) and the like, and all of it is done in double-double, so there is no need of the
// many regions such code usually has: only y near the ends of the exponent range is treated by itself.
//
// atanh is log1p(4x/((1-x)**2 + y**2))/4 + i angle(1 - x**2 - y**2, 2y)/2.

// asinParts are the ingredients of asin and acos in the first quadrant: root * 2**k is sqrt(a**2 - x**2), with k
// 0, or -lift for a root too small to count beside x, or far without any root where both angles are those of z.
type asinParts struct {
	root  dd
	k     int
	acosh float64
}

const far = 1

func newAsinParts(x, y float64) asinParts {
	switch {
	case x > 0x1p300 || y > 0x1p300: // a is |z|, beside which 1 is nothing
		return asinParts{k: far, acosh: logModulus(x, y).add(ddLn2).float()}
	case y >= 0x1p-300:
		return regularAsinParts(x, y)
	}
	switch xx := (dd{x, 0}); {
	case x < 1:
		root := cofactor(x)
		return asinParts{root, 0, divideTiny(y, root)}
	case x == 1:
		root := dd{y * 0x1p600, 0}.sqrt().shift(-300)
		return asinParts{root, 0, root.float()}
	default: // root = x y / sqrt(x**2 - 1)
		t := twoSum(x, -1)
		over := xx.div(t.mul(t.addFloat(2)).sqrt())
		return asinParts{over.mulFloat(y * 0x1p600), -lift, acosh1p(t).float()}
	}
}

// regularAsinParts is newAsinParts for y that is not extreme.
func regularAsinParts(x, y float64) asinParts {
	plus, minus := twoSum(1, x), twoSum(1, -x).abs() // distances of x from -1 and 1
	y2 := twoProd(y, y)
	r := plus.square().add(y2).sqrt()
	s := minus.square().add(y2).sqrt()
	below := y2.div(r.add(plus))  // r - (1 + x)
	short := y2.div(s.add(minus)) // s - |1 - x|
	long := s.add(minus)          // s + |1 - x|
	beyond := below.add(short)    // 2 (a - 1)
	within := below.add(long)     // 2 (a - x)
	if x > 1 {
		beyond, within = within, beyond
	}
	aMinus1, aMinusX := beyond.shift(-1), within.shift(-1)
	root := aMinusX.mul(aMinus1.add(plus)).sqrt()
	return asinParts{root, 0, acosh1p(aMinus1).float()}
}

// CAsin is the arcsine; the branch cuts are the real axis beyond ±1.
func CAsin(z complex128) complex128 { return reverse(CAsinh(reverse(z))) }

// CAsinh is the inverse hyperbolic sine; the branch cuts are the imaginary axis beyond ±i.
func CAsinh(z complex128) complex128 {
	x, y := real(z), imag(z)
	inf := math.Inf(1)
	switch {
	case math.IsInf(x, 0) && math.IsInf(y, 0):
		return complex(x, math.Copysign(math.Pi/4, y))
	case math.IsInf(x, 0):
		return complex(x, zeroUnlessNaN(y))
	case math.IsInf(y, 0) && x == x:
		return complex(math.Copysign(inf, x), math.Copysign(math.Pi/2, y))
	case math.IsInf(y, 0):
		return complex(inf, x)
	case y == 0: // covers NaN + 0i
		return complex(Asinh(x), y)
	case !finite(z):
		return complexNaN
	}
	// asinh z = i asin(-iz): the parts of z change places.
	a, b := math.Abs(x), math.Abs(y)
	p := newAsinParts(b, a)
	var im float64
	switch {
	case p.k == far:
		im = Atan2(b, a)
	case p.k == -lift:
		im = ddHalfPi.hi
	case b < 0x1p-300:
		im = divideTiny(b, p.root)
	default:
		im = atanQuadrant(dd{b, 0}, p.root).float()
	}
	return complex(math.Copysign(p.acosh, x), math.Copysign(im, y))
}

// CAcos is the arccosine, its real part in [0, pi]; the branch cuts are the real axis beyond ±1.
func CAcos(z complex128) complex128 {
	x, y := real(z), imag(z)
	inf := math.Inf(1)
	switch {
	case math.IsInf(y, 0) && x == x, math.IsInf(x, 0) && y == y:
		return complex(Atan2(math.Abs(y), x), math.Copysign(inf, -y))
	case math.IsInf(y, 0), math.IsInf(x, 0):
		return complex(math.NaN(), math.Copysign(inf, -y))
	case x == 0 && y != y:
		return complex(ddHalfPi.hi, y)
	case !finite(z):
		return complexNaN
	case y == 0 && math.Abs(x) <= 1:
		return complex(Acos(x), -y)
	}
	p := newAsinParts(math.Abs(x), math.Abs(y))
	var re float64
	switch {
	case p.k == far:
		re = Atan2(math.Abs(y), x)
	case p.k == -lift && x > 0:
		re = p.root.div(dd{x, 0}).scale(p.k)
	case p.k == -lift:
		re = ddPi.hi
	default:
		re = angleDD(p.root, dd{x, 0}).float()
	}
	return complex(re, math.Copysign(p.acosh, -y))
}

// CAcosh is the inverse hyperbolic cosine, its real part nonnegative; the branch cut is the real axis below 1.
func CAcosh(z complex128) complex128 {
	w := CAcos(z)
	return complex(math.Abs(imag(w)), math.Copysign(real(w), imag(z)))
}

// CAtan is the arctangent; the branch cuts are the imaginary axis beyond ±i.
func CAtan(z complex128) complex128 { return reverse(CAtanh(reverse(z))) }

// CAtanh is the inverse hyperbolic tangent; the branch cuts are the real axis beyond ±1.
func CAtanh(z complex128) complex128 {
	x, y := real(z), imag(z)
	a, b := math.Abs(x), math.Abs(y)
	switch {
	case math.IsInf(y, 0), math.IsInf(x, 0) && y == y:
		return complex(math.Copysign(0, x), math.Copysign(ddHalfPi.hi, y))
	case math.IsInf(x, 0):
		return complex(math.Copysign(0, x), y)
	case x == 0: // covers 0 + NaN i
		return complex(x, Atan(y))
	case !finite(z):
		return complexNaN
	case y == 0 && a <= 1:
		return complex(Atanh(x), y)
	}
	re, im := atanhQuadrant(a, b)
	return complex(math.Copysign(re, x), math.Copysign(im, y))
}

// atanhQuadrant is the inverse hyperbolic tangent of x + iy for x > 0 and y >= 0, not on the real axis within [0, 1].
func atanhQuadrant(x, y float64) (re, im float64) {
	if x > 0x1p300 || y > 0x1p300 { // about 1/z + i pi/2
		return real(CDivide(1, complex(x, y))), ddHalfPi.hi
	}
	minus := twoSum(1, -x).abs()
	y2 := twoProd(y, y)
	switch n := minus.square().add(y2); {
	case x < 0x1p-300:
		re = divideTiny(x, n)
	case x == 1 && y < 0x1p-300: // log(4/y**2)/4
		re = ddLn2.sub(logDD(dd{y, 0})).shift(-1).float()
	default:
		re = log1pDD(dd{4 * x, 0}.div(n)).shift(-2).float()
	}
	switch d := oneMinusSquares(x, y); {
	case x == 1 && y < 0x1p-300:
		im = ddHalfPi.hi / 2
	case y < 0x1p-300 && x < 1:
		im = divideTiny(y, d)
	default:
		im = angleDD(dd{2 * y, 0}, d).shift(-1).float()
	}
	return re, im
}

// oneMinusSquares is 1 - x**2 - y**2 for x, y <= 2**300, accurate where the terms cancel too.
func oneMinusSquares(x, y float64) dd {
	if x < 0x1p-60 && y < 0x1p-60 {
		return ddOne
	}
	return squaresMinusOne(x, y).neg()
}
