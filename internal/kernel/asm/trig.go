package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// trigonometric is the family of sin and cos.
//
// |x| = t·π/2 + r with t the nearest integer and |r| <= π/4. For |x| below 2**20 the product of t and π/2 as a double,
// taken from |x| by a fused operation, leaves an exact number; what the double lacks of π/2 is taken from that, with the
// rounding error kept. Then sin r = r + r³·s(r²), cos r = 1 - r²/2 + r⁴·c(r²), both computed in all lanes; the last
// bits of t say which is wanted and with which sign.
//
// Hard are |x| from 2**20 on, infinities and NaN, and x so near to a multiple of π/2 that r is less than 2**-30·|x|.
//
//	variant  degrees of s, c  alone
//	f64      5, 5             2**-57.4, 2**-59.7
//	f32      3, 3             2**-37.6, 2**-42.9
func trigonometric() *family {
	f := newFamily("trig")
	for _, i := range isas {
		f.approximate(approximation{"sin", sine(0)}, i)
		f.approximate(approximation{"cos", sine(1)}, i)
	}
	return f
}

// Coefficients from coefficients.py.
var (
	sineS = []float64{
		-0x1.5555555555549p-3,
		0x1.111111110f881p-7,
		-0x1.a01a019c12699p-13,
		0x1.71de357872df3p-19,
		-0x1.ae5e66d39a4cep-26,
		0x1.5d932ee3a8502p-33,
	}
	cosineC = []float64{
		0x1.555555555554bp-5,
		-0x1.6c16c16c14f91p-10,
		0x1.a01a019c844e9p-16,
		-0x1.27e4f7eac41d5p-22,
		0x1.1ee9d7b467899p-29,
		-0x1.8fa499bfcdf86p-37,
	}
	sineShortS = []float64{
		-0x1.5555554cbacd9p-3,
		0x1.11110896f44eap-7,
		-0x1.a00f9e3068905p-13,
		0x1.6cd879a9556e2p-19,
	}
	cosineShortC = []float64{
		0x1.5555554ed9842p-5,
		-0x1.6c16b82a14a51p-10,
		0x1.a010ded01dd49p-16,
		-0x1.241e9c19f3955p-22,
	}
)

var halfPi = pair{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54}

// sine is the function of sin, or of cos with a quarter turn ahead.
func sine(ahead int) func(k *kernel, single bool) function {
	return func(k *kernel, single bool) function {
		s, c := k.storedAll(sineS), k.storedAll(cosineC)
		if single {
			s, c = k.storedAll(sineShortS), k.storedAll(cosineShortC)
		}
		turns, magic := k.constant(2/math.Pi), k.constant(math.Ldexp(1.5, 52))
		high, low := k.constant(halfPi.high), k.constant(halfPi.low)
		magnitude, sign := k.pattern(k.sign()-1), k.pattern(k.sign())
		one, half := k.register(k.bits(1)), k.constant(0.5)
		limit, near := k.constant(0x1p20), k.constant(0x1p-30)
		return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
			size := k.bitsAnd(x, magnitude)
			bits := k.productPlus(size, turns, magic)
			t := k.sub(bits, magic)
			rough := k.lessProduct(size, t, high)
			r := k.lessProduct(rough, t, low)

			const notGreaterEqual = 9 // less, or a NaN
			hard := k.lanesWhere(size, notLessEqual, limit)
			if !single { // no float32 is that near
				hard = k.or(hard, k.lanesWhere(k.bitsAnd(r, magnitude), notGreaterEqual, k.mul(size, near)))
			}

			square := k.mul(r, r)
			w := k.lessProduct(one, square, half)
			sin := k.mul(k.polynomial(square, s), k.mul(square, r))
			cos := k.mul(k.polynomial(square, c), k.mul(square, square))
			if !single {
				rest := k.sub(rough, r)
				k.subProduct(rest, t, low)
				k.addProduct(sin, rest, w)
				// 1 - r²/2 rounds; what it lost is needed.
				lost := k.sub(one, w)
				k.subProduct(lost, square, half)
				k.subProduct(cos, r, rest)
				cos = k.add(cos, lost)
			}
			sin, cos = k.add(r, sin), k.add(w, cos)

			y, other := sin, cos
			if ahead == 1 {
				y, other = cos, sin
			}
			k.putOdd(y, bits, other)
			if ahead == 1 {
				bits = k.binary(k.VPADDQ, k.VPADDD, bits, k.pattern(1))
			}
			flip := k.bitsAnd(k.shiftLeft(bits, 62), sign)
			if ahead == 0 {
				flip = k.bitsXor(flip, k.bitsAnd(x, sign))
			}
			return k.bitsXor(y, flip), &hard
		}
	}
}

// putOdd is y = value in the lanes where an integer is odd.
func (k *kernel) putOdd(y, integer reg.VecVirtual, value operand.Op) {
	odd := k.shiftLeft(integer, 63)
	if k.isa == avx512 {
		l := lanes{mask: k.K()}
		k.VPMOVQ2M(odd, l.mask)
		k.put(y, l, value)
		return
	}
	k.put(y, lanes{vector: odd}, value)
}
