package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// power is the family of pow.
//
// x**y = exp(y·log|x|), negative where x is and y is odd. The result is as wrong as its exponent, which may be 708, so for f64
// the logarithm is a sum of two numbers and right to 2**-65: |x| = 2**e · m with m near 1, s = (m-1)/(m+1), and
// log(m) = 2s + ⅔s³ + s⁵·q(s²), of which the first two terms are sums too. The exponential is that of expm1.go.
//
// For f32 the logarithm is that of log.go in doubles.
//
//	variant  degree of q  alone
//	f64      7            2**-66.4
//
// Hard are |x| that are zero, subnormal or infinite, negative x where y is no integer, NaN, and results near or beyond the
// ends of the range of doubles.
func power() *family {
	f := newFamily("pow")
	for _, i := range isas {
		f.approximate(approximation{op: "pow", pair: pow}, i)
	}
	return f
}

// powQ is q, from coefficients.py.
var powQ = []float64{
	0x1.9999999999996p-2,
	0x1.249249249302cp-2,
	0x1.c71c71c5815cfp-3,
	0x1.745d1831e495bp-3,
	0x1.3b1362d1cc37ap-3,
	0x1.1120b1ab10f37p-3,
	0x1.de340a23b322ep-4,
	0x1.eb0c5a07e8522p-4,
}

var twoThirds = pair{0x1.5555555555555p-1, 0x1.5555555555555p-55}

func pow(k *kernel, single bool) pairFunction {
	logOf, expOf, signs := k.wideLog(single), k.expOf(single), k.powerSigns()
	magnitude := k.pattern(k.sign() - 1)
	smallest, largest, limit := k.stored(0x1p-1022), k.stored(math.MaxFloat64), k.stored(708)
	return func(x, y reg.VecVirtual) (reg.VecVirtual, *lanes) {
		const notGreaterEqual = 9
		size := k.bitsAnd(x, magnitude)
		sign, hard := signs(x, y)
		hard = k.or(hard, k.or(k.lanesWhere(size, notGreaterEqual, smallest), k.lanesWhere(size, notLessEqual, largest)))
		l := logOf(size)
		p := exact{high: k.mul(y, l.high)}
		if !single {
			p.low = k.copyOf(y)
			k.mulSub(p.low, l.high, p.high)
			k.addProduct(p.low, y, l.low)
		}
		hard = k.or(hard, k.lanesWhere(k.bitsAnd(p.high, magnitude), notLessEqual, limit))
		return k.bitsXor(expOf(p), sign), &hard
	}
}

// powerSigns makes the signs of powers of x, and the lanes where there is no power.
func (k *kernel) powerSigns() func(x, y reg.VecVirtual) (signs reg.VecVirtual, hard lanes) {
	const notEqual = 4 // or a NaN
	half, sign := k.stored(0.5), k.pattern(k.sign())
	fractional := func(y reg.VecVirtual) lanes {
		whole := k.vec()
		const nearest = 8
		if k.isa == avx512 {
			k.VRNDSCALEPD(operand.U8(nearest), y, whole)
		} else {
			k.VROUNDPD(operand.U8(nearest), y, whole)
		}
		return k.lanesWhere(y, notEqual, whole)
	}
	return func(x, y reg.VecVirtual) (reg.VecVirtual, lanes) {
		zero := k.zero()
		without, signs := k.copyOf(zero), k.copyOf(zero)
		k.put(without, fractional(y), x)
		k.put(signs, fractional(k.mul(y, half)), k.bitsAnd(x, sign))
		return signs, k.lanesWhere(without, less, zero)
	}
}

// wideLog makes the logarithm of normal positive numbers, for f64 as a sum right to 2**-65.
func (k *kernel) wideLog(single bool) func(x reg.VecVirtual) exact {
	c := k.splitting(math.Sqrt2 / 2)
	one, two := k.stored(1), k.stored(2)
	high, low := k.stored(ln2[f64].high), k.stored(ln2[f64].low)
	if single {
		q := k.storedAll(logDivideQ)
		return func(x reg.VecVirtual) exact {
			m, e, _ := k.split(x, c)
			f := k.sub(m, one)
			s := k.div(f, k.add(f, two))
			square := k.mul(s, s)
			l := k.mul(k.polynomial(square, q), k.mul(square, s))
			l = k.add(l, k.add(s, s))
			k.addProduct(l, e, low)
			k.addProduct(l, e, high)
			return exact{high: l}
		}
	}
	q, quotient := k.storedAll(powQ), k.quotient()
	thirdHigh, thirdLow := k.stored(twoThirds.high), k.stored(twoThirds.low)
	return func(x reg.VecVirtual) exact {
		m, e, _ := k.split(x, c)
		f := k.sub(m, one)
		next := exact{high: k.add(f, two)}
		next.low = k.sub(f, k.sub(next.high, two))
		s := quotient(exact{high: f}, next)
		twice := exact{k.add(s.high, s.high), k.add(s.low, s.low)}
		square := k.productOf(s.high, s.high)
		k.addProduct(square.low, twice.high, s.low)
		cube := k.productOf(square.high, s.high)
		k.addProduct(cube.low, square.high, s.low)
		k.addProduct(cube.low, square.low, s.high)
		term := k.productOf(cube.high, thirdHigh)
		k.addProduct(term.low, cube.high, thirdLow)
		k.addProduct(term.low, cube.low, thirdHigh)
		k.addProduct(term.low, k.polynomial(square.high, q), k.mul(square.high, cube.high))

		sum := k.sumOf(twice.high, term.high)
		all := k.sumOf(k.mul(e, high), sum.high)
		rest := k.add(k.add(sum.low, all.low), k.add(twice.low, term.low))
		k.addProduct(rest, e, low)
		return k.sumOf(all.high, rest)
	}
}

// expOf makes exp of sums of two numbers, or of one, from -708 to 708.
func (k *kernel) expOf(single bool) func(x exact) reg.VecVirtual {
	c := k.reduction(1, ln2[f64])
	q := k.storedAll(expm1Q)
	if single {
		q = k.storedAll(expm1ShortQ)
	}
	one := k.stored(1)
	return func(x exact) reg.VecVirtual {
		v := k.reduce(x.high, k.nearest(x.high, c), c)
		exponent := k.shiftLeft(v.bits, 52)
		if single {
			y := k.productPlus(k.polynomial(v.r, q), k.mul(v.r, v.r), v.r)
			return k.binary(k.VPADDQ, k.VPADDD, k.add(y, one), exponent)
		}
		less := k.lessProduct(x.low, v.t, c.low)
		r := k.add(v.rough, less)
		lost := k.sub(less, k.sub(r, v.rough))
		rest := k.mul(k.polynomial(r, q), k.mul(r, r))
		k.addProduct(rest, lost, r)
		rest = k.add(rest, lost)
		sum := k.sumOf(k.inRegister(one), r)
		y := k.add(sum.high, k.add(sum.low, rest))
		return k.binary(k.VPADDQ, k.VPADDD, y, exponent)
	}
}
