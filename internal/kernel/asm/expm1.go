package main

import "github.com/mmcloughlin/avo/reg"

// hyperbolic is the family of expm1, tanh, sinh and cosh.
//
// x = t·ln2 + r as for exp, with a step of 1, and expm1(r) = r + r²·q(r). So expm1(x) = (2**t - 1) + 2**t·r + 2**t·r²·q(r),
// where the first sum is taken exactly. With E = expm1(2|x|), tanh|x| = E / (E+2); the quotient is corrected by what its
// remainder says.
//
//	variant  degree of q  alone
//	f64      10           2**-59.9
//	f32      6            2**-37.5
//
// Hard for expm1 are large numbers and NaN; tanh has no hard ones.
func hyperbolic() *family {
	f := newFamily("hyperbolic")
	for _, i := range isas {
		f.approximate(approximation{op: "expm1", vector: expm1}, i)
		f.approximate(approximation{op: "tanh", vector: tanh}, i)
		f.approximate(approximation{op: "sinh", vector: sinh(false)}, i)
		f.approximate(approximation{op: "cosh", vector: sinh(true)}, i)
	}
	return f
}

// Coefficients from coefficients.py.
var (
	expm1Q = []float64{
		0x1.0000000000000p-1,
		0x1.5555555555559p-3,
		0x1.555555555553fp-5,
		0x1.111111110f6dfp-7,
		0x1.6c16c16c1f05bp-10,
		0x1.a01a01afd184cp-13,
		0x1.a01a017bccd44p-16,
		0x1.71ddf88553abcp-19,
		0x1.27e536245b36ap-22,
		0x1.af5e6877bdeb7p-26,
		0x1.1ee88af9f0976p-29,
	}
	expm1ShortQ = []float64{
		0x1.0000000017116p-1,
		0x1.555555734c072p-3,
		0x1.555554f385388p-5,
		0x1.1110b22ad5487p-7,
		0x1.6c1766b09105ap-10,
		0x1.a16f539acfdd4p-13,
		0x1.a003a8fdf8b7bp-16,
	}
)

// growth makes expm1(x) as an exact sum, for x from -700 to 700.
func (k *kernel) growth(single bool) func(x reg.VecVirtual) exact {
	c := k.reduction(1, ln2[f64])
	q := k.storedAll(expm1Q)
	if single {
		q = k.storedAll(expm1ShortQ)
	}
	one := k.constant(1)
	return func(x reg.VecVirtual) exact {
		v := k.reduce(x, k.nearest(x, c), c)
		rest := k.mul(k.polynomial(v.r, q), k.mul(v.r, v.r))
		if !single {
			lost := k.sub(v.rough, v.r)
			k.subProduct(lost, v.t, c.low)
			rest = k.add(rest, lost)
		}
		power := k.binary(k.VPADDQ, k.VPADDD, k.shiftLeft(v.bits, 52), one)
		less := k.sub(power, one)
		sum := k.sumOf(less, k.mul(power, v.r))
		k.addProduct(sum.low, power, rest)
		if !single {
			// From 2**54 on 1 is lost.
			sum.low = k.add(sum.low, k.sub(k.sub(power, less), one))
		}
		return sum
	}
}

func expm1(k *kernel, single bool) function {
	growth := k.growth(single)
	lowest, limit, sign := k.register(k.bits(-50)), k.constant(700), k.pattern(k.sign())
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		hard := k.lanesWhere(x, notLessEqual, limit)
		v := k.vec()
		k.VMAXPD(x, lowest, v) // expm1 is -1 there and below
		sum := growth(v)
		// A zero loses its sign on the way.
		return k.bitsOr(k.add(sum.high, sum.low), k.bitsAnd(x, sign)), &hard
	}
}

func tanh(k *kernel, single bool) function {
	growth := k.growth(single)
	highest, magnitude, sign := k.register(k.bits(44)), k.pattern(k.sign()-1), k.pattern(k.sign())
	quotient, two := k.quotient(), k.register(k.bits(2))
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		v := k.bitsAnd(x, magnitude)
		v = k.add(v, v)
		k.VMINPD(v, highest, v) // tanh is 1 there and beyond; NaN passes
		e := growth(v)
		if single {
			sum := k.add(e.high, e.low)
			return k.bitsOr(k.div(sum, k.add(sum, two)), k.bitsAnd(x, sign)), nil
		}
		e = k.sumOf(e.high, e.low)
		d := k.sumOfAny(e.high, two)
		d.low = k.add(d.low, e.low)
		y := quotient(e, d)
		return k.bitsOr(k.add(y.high, y.low), k.bitsAnd(x, sign)), nil
	}
}
