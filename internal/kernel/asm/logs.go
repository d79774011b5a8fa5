package main

import (
	"math"

	"github.com/mmcloughlin/avo/reg"
)

// logarithms is the family of log2, log10, log1p, asinh, acosh and atanh.
//
// x = 2**e · (1+f) as for log. For f64, with s = f/(2+f), log(1+f) = (f - f²/2) + s·(f²/2 + R(s²)), a sum of two numbers
// which keeps what rounds off f - f²/2. It is multiplied by a constant of two parts and e's share is added, so that
// powers of two, or of ten, have whole logarithms. log1p first adds 1 to x exactly, and takes what rounding lost
// into the small part. For f32 a polynomial in f is enough: log(1+f) = f - f²/2 + f³·q(f).
//
//	variant  degree  alone
//	f64      6       2**-58.9
//	f32      11      2**-38.2
//
// Hard are zero, negative and subnormal numbers, infinities and NaN; for log1p numbers from -1 down, and infinities and NaN.
func logarithms() *family {
	f := newFamily("logs")
	for _, i := range isas {
		f.approximate(approximation{op: "log2", vector: scaledLog(pair{1, 0}, pair{0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56})}, i)
		f.approximate(approximation{op: "log10", vector: scaledLog(pair{0x1.34413509f7800p-2, 0x1.fef311f12b358p-46},
			pair{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57})}, i)
		f.approximate(approximation{op: "log1p", vector: log1p}, i)
		f.approximate(approximation{op: "asinh", vector: asinh}, i)
		f.approximate(approximation{op: "acosh", vector: acosh}, i)
		f.approximate(approximation{op: "atanh", vector: atanh}, i)
	}
	return f
}

// logSingleQ is q for f32, from coefficients.py.
var logSingleQ = []float64{
	0x1.55555560a5972p-2,
	-0x1.000000c1672c8p-2,
	0x1.99998b2f6268ep-3,
	-0x1.5554a132af6a3p-3,
	0x1.2494b90e68b4dp-3,
	-0x1.001df4cae4d93p-3,
	0x1.c6e14dc4290c7p-4,
	-0x1.9511b190f1558p-4,
	0x1.72495469590d7p-4,
	-0x1.7c64cca1f5e68p-4,
	0x1.7561db04a7c70p-4,
	-0x1.8b11bd1dc79c4p-5,
}

// logOf makes log(1+f), and s for f64.
func (k *kernel) logOf(single bool) func(f reg.VecVirtual) (sum exact, s reg.VecVirtual) {
	half := k.constant(0.5)
	if single {
		q := k.storedAll(logSingleQ)
		return func(f reg.VecVirtual) (sum exact, s reg.VecVirtual) {
			p := k.polynomial(f, q)
			k.mulSub(p, f, half)
			k.mulAdd(p, k.mul(f, f), f)
			return exact{high: p}, s
		}
	}
	q, two := k.storedAll(logDivideQ), k.constant(2)
	return func(f reg.VecVirtual) (sum exact, s reg.VecVirtual) {
		s = k.div(f, k.add(f, two))
		square := k.mul(s, s)
		scaled := k.mul(f, half)
		part := k.mul(scaled, f)
		lost := k.copyOf(scaled) // what the rounding of f²/2 lost
		k.mulSub(lost, f, part)
		high := k.sub(f, part)
		low := k.sub(k.sub(k.sub(f, high), part), lost)
		p := k.polynomial(square, q)
		k.mulAdd(p, square, part)
		k.addProduct(low, s, p)
		return exact{high, low}, s
	}
}

// scaledLog is the logarithm to the base whose power unit is 2, times scale as a natural one.
func scaledLog(unit, scale pair) func(k *kernel, single bool) function {
	return func(k *kernel, single bool) function {
		c := k.splitting(math.Sqrt2 / 2)
		one, logOf := k.constant(1), k.logOf(single)
		smallest, largest := k.constant(c.smallest), k.constant(c.largest)
		unitHigh, unitLow := k.constant(unit.high), k.constant(unit.low)
		scaleHigh, scaleLow := k.register(k.bits(scale.high)), k.constant(scale.low)
		return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
			const notGreaterEqual = 9
			hard := k.or(k.lanesWhere(x, notGreaterEqual, smallest), k.lanesWhere(x, notLessEqual, largest))
			m, e, _ := k.split(x, c)
			l, _ := logOf(k.sub(m, one))
			if single {
				y := k.mul(e, unitHigh)
				k.addProduct(y, l.high, scaleHigh)
				return y, &hard
			}
			p := k.mul(l.high, scaleHigh)
			low := k.copyOf(l.high) // what p lost
			k.mulSub(low, scaleHigh, p)
			k.addProduct(low, l.high, scaleLow)
			k.addProduct(low, l.low, scaleHigh)
			k.addProduct(low, e, unitLow)
			sum := k.sumOf(k.mul(e, unitHigh), p)
			return k.add(sum.high, k.add(sum.low, low)), &hard
		}
	}
}

// logOfNext makes log(1+x) of a sum of two numbers, from -1 to 2**1000. A zero may lose its sign.
func (k *kernel) logOfNext(single bool) func(x exact) reg.VecVirtual {
	c := k.splitting(math.Sqrt2 / 2)
	one, logOf := k.register(k.bits(1)), k.logOf(single)
	high, low, two := k.constant(ln2[f64].high), k.constant(ln2[f64].low), k.constant(2)
	return func(x exact) reg.VecVirtual {
		u := k.sumOfAny(one, x.high)
		if x.low != nil {
			u.low = k.add(u.low, x.low)
		}
		m, e, _ := k.split(u.high, c)
		l, s := logOf(k.sub(m, one))
		// 2**-e, by which m is less than u.
		scale := k.binary(k.VPADDQ, k.VPADDD, k.binary(k.VPSUBQ, k.VPSUBD, m, u.high), one)
		rest := k.mul(u.low, scale)
		sum := k.sumOf(k.mul(e, high), l.high)
		if single {
			rest = k.add(rest, sum.low)
		} else {
			// log(m + rest) is log(m) + rest/m, and 1/m near 1 - 2s + 2s².
			slope := k.productPlus(k.sub(k.add(s, s), two), s, one)
			rest = k.productPlus(rest, slope, sum.low)
			rest = k.add(rest, l.low)
		}
		k.addProduct(rest, e, low)
		return k.add(sum.high, rest)
	}
}

func log1p(k *kernel, single bool) function {
	logOfNext := k.logOfNext(single)
	lowest, largest, sign := k.constant(-1), k.constant(0x1p1000), k.pattern(k.sign())
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		const notGreater = 10
		hard := k.or(k.lanesWhere(x, notGreater, lowest), k.lanesWhere(x, notLessEqual, largest))
		return k.bitsOr(logOfNext(exact{high: x}), k.bitsAnd(x, sign)), &hard
	}
}
