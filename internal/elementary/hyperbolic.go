package elementary

import "math"

// The hyperbolic functions and their inverses.
//
// sinh, cosh and tanh are made from m = expm1(|x|) in double-double,
//
//	sinh = (m + m/(m+1))/2    cosh = (e + 1/e)/2, e = m+1    tanh = m'/(m'+2), m' = expm1(2|x|)
//
// forms in which nothing cancels; beyond 1/4 sinh is (e - 1/e)/2 as well, which then costs two bits at most. The
// inverses are log1p of
//
//	asinh: x + x**2/(1 + sqrt(1+x**2))    acosh: t + sqrt(t (t+2)), t = x-1    atanh: 2x/(1-x), halved
//
// again sums of positive terms. Odd functions return |x| < 2**-27 itself: the next term is below a quarter ulp.

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x || math.IsInf(x, 0):
		return x
	case a < 0x1p-27:
		return x
	case a > 40:
		return math.Copysign(halfExp(a), x)
	}
	if a < 0.25 {
		s, _ := sinhCoshDD(a)
		return math.Copysign(s.float(), x)
	}
	m, k := expDD(dd{a, 0})
	e := m.shift(k)
	return math.Copysign(0.5*e.sub(ddOne.div(e)).float(), x)
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case a != a:
		return a
	case a > 40:
		return halfExp(a)
	}
	m, k := expDD(dd{a, 0})
	e := m.shift(k)
	return 0.5 * e.add(ddOne.div(e)).float()
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case a < 0x1p-27:
		return x
	case a > 20:
		return math.Copysign(1, x)
	}
	m := expm1DD(dd{2 * a, 0})
	return math.Copysign(m.div(m.addFloat(2)).float(), x)
}

// halfExp is exp(a)/2, which overflows later than exp does.
func halfExp(a float64) float64 {
	if a > 711 {
		return math.Inf(1)
	}
	m, k := expDD(dd{a, 0})
	return m.scale(k - 1)
}

// sinhCoshDD is the hyperbolic sine and cosine for 0 <= a < 300.
func sinhCoshDD(a float64) (sinh, cosh dd) {
	m := expm1DD(dd{a, 0})
	e := m.addFloat(1)
	inverse := ddOne.div(e)
	return m.add(m.mul(inverse)).shift(-1), e.add(inverse).shift(-1)
}

// Asinh is the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x || math.IsInf(x, 0):
		return x
	case a < 0x1p-27:
		return x
	case a > 0x1p54:
		return math.Copysign(logDD(dd{a, 0}).add(ddLn2).float(), x)
	}
	a2 := twoProd(a, a)
	u := a2.div(a2.addFloat(1).sqrt().addFloat(1)).addFloat(a)
	return math.Copysign(log1pDD(u).float(), x)
}

// Acosh is the inverse hyperbolic cosine; NaN below 1.
func Acosh(x float64) float64 {
	switch {
	case !(x >= 1):
		return math.NaN()
	case math.IsInf(x, 1):
		return x
	}
	return acoshDD(x).float()
}

// acoshDD is the inverse hyperbolic cosine of finite x >= 1.
func acoshDD(x float64) dd {
	if x > 0x1p54 {
		return logDD(dd{x, 0}).add(ddLn2)
	}
	t := twoSum(x, -1)
	return acosh1p(t)
}

// acosh1p is the inverse hyperbolic cosine of 1 + t for t >= 0.
func acosh1p(t dd) dd {
	return log1pDD(t.mul(t.addFloat(2)).sqrt().add(t))
}

// Atanh is the inverse hyperbolic tangent: infinite at ±1, NaN beyond.
func Atanh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a <= 1):
		return math.NaN()
	case a == 1:
		return math.Copysign(math.Inf(1), x)
	case a < 0x1p-27:
		return x
	}
	return math.Copysign(0.5*log1pDD(dd{2 * a, 0}.div(fastTwoSum(1, -a))).float(), x)
}
