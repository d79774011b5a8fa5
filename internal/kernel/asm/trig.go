package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// trigonometric is the family of sin, cos and tan.
//
// |x| = t·π/2 + r with t the nearest integer and |r| <= π/4. For |x| below 2**20 the product of t and π/2 as a double,
// taken from |x| by a fused operation, leaves an exact number; what the double lacks of π/2 is taken from that, with the
// rounding error kept. Then sin r = r + r³·s(r²), cos r = 1 - r²/2 + r⁴·c(r²), both computed in all lanes; the last
// bits of t say which is wanted and with which sign. tan is a quotient of both, each the sum of two numbers.
//
// Hard are |x| from 2**20 on, infinities and NaN, and x so near to a multiple of π/2 that r is less than 2**-30·|x|.
//
//	variant  degrees of s, c  alone
//	f64      5, 5             2**-57.4, 2**-59.7
//	f32      3, 3             2**-37.6, 2**-42.9
func trigonometric() *family {
	f := newFamily("trig")
	for _, i := range isas {
		f.approximate(approximation{op: "sin", vector: sine(0)}, i)
		f.approximate(approximation{op: "cos", vector: sine(1)}, i)
		f.approximate(approximation{op: "tan", vector: tangent}, i)
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

// angle is a number |x| = t·π/2 + r, |r| <= π/4, with the sine and the cosine of r, whose second parts are not yet added.
type angle struct {
	sin, cos exact
	turns    reg.VecVirtual // t as an integer in the low bits
	hard     lanes
}

// angleOf takes apart numbers and makes sines and cosines of the rests.
func (k *kernel) angleOf(single bool) func(x reg.VecVirtual) angle {
	s, c := k.storedAll(sineS), k.storedAll(cosineC)
	if single {
		s, c = k.storedAll(sineShortS), k.storedAll(cosineShortC)
	}
	turns, magic := k.constant(2/math.Pi), k.constant(math.Ldexp(1.5, 52))
	high, low := k.constant(halfPi.high), k.constant(halfPi.low)
	magnitude := k.pattern(k.sign() - 1)
	one, half := k.register(k.bits(1)), k.constant(0.5)
	limit, near := k.constant(0x1p20), k.constant(0x1p-30)
	return func(x reg.VecVirtual) angle {
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
		return angle{exact{r, sin}, exact{w, cos}, bits, hard}
	}
}

// sine is the function of sin, or of cos with a quarter turn ahead.
func sine(ahead int) func(k *kernel, single bool) function {
	return func(k *kernel, single bool) function {
		angleOf, sign := k.angleOf(single), k.pattern(k.sign())
		return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
			v := angleOf(x)
			bits := v.turns
			sin, cos := k.add(v.sin.high, v.sin.low), k.add(v.cos.high, v.cos.low)

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
			return k.bitsXor(y, flip), &v.hard
		}
	}
}

// tangent is the function of tan: the sine by the cosine, or less the cosine by the sine where t is odd.
func tangent(k *kernel, single bool) function {
	angleOf, quotient, sign := k.angleOf(single), k.quotient(), k.pattern(k.sign())
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		v := angleOf(x)
		flip := k.bitsXor(k.bitsAnd(k.shiftLeft(v.turns, 63), sign), k.bitsAnd(x, sign))
		if single {
			sin, cos := k.add(v.sin.high, v.sin.low), k.add(v.cos.high, v.cos.low)
			top, bottom := k.copyOf(sin), k.copyOf(cos)
			k.putOdd(top, v.turns, cos)
			k.putOdd(bottom, v.turns, sin)
			return k.bitsXor(k.div(top, bottom), flip), &v.hard
		}
		sin, cos := k.sumOf(v.sin.high, v.sin.low), k.sumOf(v.cos.high, v.cos.low)
		top, bottom := exact{k.copyOf(sin.high), k.copyOf(sin.low)}, exact{k.copyOf(cos.high), k.copyOf(cos.low)}
		k.putOdd(top.high, v.turns, cos.high)
		k.putOdd(top.low, v.turns, cos.low)
		k.putOdd(bottom.high, v.turns, sin.high)
		k.putOdd(bottom.low, v.turns, sin.low)
		y := quotient(top, bottom)
		return k.bitsXor(k.add(y.high, y.low), flip), &v.hard
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
