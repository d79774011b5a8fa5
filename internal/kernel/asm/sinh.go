package main

import "github.com/mmcloughlin/avo/reg"

// Coefficients of s and c in sinh(r) = r + r³·s(r²), cosh(r) = 1 + r²/2 + r⁴·c(r²), |r| <= ln2/2, from coefficients.py.
var (
	sinhS = []float64{
		0x1.5555555555559p-3,
		0x1.111111110f6d3p-7,
		0x1.a01a01afd69e1p-13,
		0x1.71ddf8785d8f6p-19,
		0x1.af5e7efef0241p-26,
	}
	coshC = []float64{
		0x1.55555555531e2p-5,
		0x1.6c16c17ccf35ep-10,
		0x1.a019ab0736bcap-16,
		0x1.289fb03ab7a58p-22,
	}
	sinhShortS = []float64{
		0x1.5555557359840p-3,
		0x1.1110b2130c5f9p-7,
		0x1.a16f781116b09p-13,
	}
	coshShortC = []float64{
		0x1.555555697bf47p-5,
		0x1.6c165dc1b24dcp-10,
		0x1.a14b84c143967p-16,
	}
)

// sinh is the function of sinh, or of cosh. With |x| = t·ln2 + r as for exp, S = sinh(t·ln2) and C = cosh(t·ln2), which are
// half the difference and half the sum of 2**t and 2**-t,
//
//	sinh|x| = S·cosh(r) + C·sinh(r)
//	cosh(x) = C·cosh(r) + S·sinh(r)
//
//	variant  degrees of s, c  alone
//	f64      4, 3             2**-60.5, 2**-57.4
//	f32      2, 2             2**-37.5, 2**-45.1
//
// Hard are numbers beyond 700 and NaN.
func sinh(even bool) func(k *kernel, single bool) function {
	return func(k *kernel, single bool) function {
		reduction := k.reduction(1, ln2[f64])
		s, c := k.storedAll(sinhS), k.storedAll(coshC)
		if single {
			s, c = k.storedAll(sinhShortS), k.storedAll(coshShortC)
		}
		magnitude, sign := k.pattern(k.sign()-1), k.pattern(k.sign())
		half, limit := k.register(k.bits(0.5)), k.constant(700)
		return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
			size := k.bitsAnd(x, magnitude)
			hard := k.lanesWhere(size, notLessEqual, limit)
			v := k.reduce(size, k.nearest(size, reduction), reduction)
			square := k.mul(v.r, v.r)
			sinh := k.mul(k.polynomial(square, s), k.mul(square, v.r)) // less r
			cosh := k.mul(k.polynomial(square, c), square)
			cosh = k.mul(k.add(cosh, half), square) // less 1

			exponent := k.shiftLeft(v.bits, 52)
			up := k.binary(k.VPADDQ, k.VPADDD, half, exponent)
			down := k.binary(k.VPSUBQ, k.VPSUBD, half, exponent)
			main, other := k.sub(up, down), k.add(up, down)
			if even {
				main, other = other, main
			}
			product := k.mul(other, v.r)
			sum := k.sumOf(main, product)
			if !single {
				// From t = 27 on main is rounded.
				lost := k.sub(up, main)
				if even {
					lost = k.add(lost, down)
				} else {
					lost = k.sub(lost, down)
				}
				short := k.copyOf(other) // what the product lost
				k.mulSub(short, v.r, product)
				rest := k.sub(v.rough, v.r)
				k.subProduct(rest, v.t, reduction.low)
				k.addProduct(cosh, rest, v.r)
				sinh = k.add(sinh, rest)
				sum.low = k.add(sum.low, k.add(lost, short))
			}
			k.addProduct(sum.low, other, sinh)
			k.addProduct(sum.low, main, cosh)
			y := k.add(sum.high, sum.low)
			if !even {
				y = k.bitsOr(y, k.bitsAnd(x, sign))
			}
			return y, &hard
		}
	}
}
