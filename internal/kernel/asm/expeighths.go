package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exp for f64 with AVX2 takes t in eighths, for a polynomial of degree 7 in place of 11. Its table of 2**(j/8) fits two
// registers' worth of dwords, which VPERMD looks up without a gather. A second table for what the doubles miss of the
// powers would cost as much as it saves. Instead the entries are T[j] = 2**(j/8)/C, where C is a number near 1 for which
// all eight quotients happen to lie within 0.12 ulp of doubles, and the polynomial p(r) approximates C·exp(r) - 1. So
//
//	exp(x) = S + S·p(r), S = 2**floor(t) · T[j]
//
// S is made from T[j] by an addition to its bits. With t in eighths as an integer, t << 49 has floor(t) where the
// exponent is and j in the three bits below; the table holds the bits of T[j] less j << 49, which takes j out again.
//
// The largest error met is 0.81 ulp, and 0.88 where the result is subnormal.

// eighthPowers is T, from coefficients.py.
var eighthPowers = []float64{
	0x1.005a096f8382ep+0,
	0x1.178db35e4c42cp+0,
	0x1.30daf330a0960p+0,
	0x1.4c7270beda95cp+0,
	0x1.6a893b3b01a93p+0,
	0x1.8b592f39797aap+0,
	0x1.af2165f5d09ffp+0,
	0x1.d626aea9a7aa1p+0,
}

// expEighthsP is p for |r| <= ln2/16, from coefficients.py.
var expEighthsP = []float64{
	-0x1.67a74p-10, // C - 1, exact
	0x1.ff4c2c6000000p-1,
	0x1.ff4c2c6000215p-2,
	0x1.54dd72eaaa689p-3,
	0x1.54dd72dd6a19fp-5,
	0x1.10b128d078e28p-7,
	0x1.6b9cdaa5a2457p-10,
	0x1.9f8416820c497p-13,
}

// exponentOfEighths is how far to shift a number of eighths so that its integer part is at the exponent of a double.
const exponentOfEighths = 52 - 3

// eighths is the constants of expEighths.
type eighths struct {
	reduction
	p                     []operand.Op
	lowDwords, highDwords operand.Op // of the table for S
}

func (k *kernel) eighths() eighths {
	c := eighths{reduction: k.reduction(1.0/8, ln2Short), p: k.constants(expEighthsP)}
	var low, high []uint32
	for j, t := range eighthPowers {
		bits := math.Float64bits(t) - uint64(j)<<exponentOfEighths
		low, high = append(low, uint32(bits)), append(high, uint32(bits>>32))
	}
	c.lowDwords, c.highDwords = k.family.dwords("eighths_low", low), k.family.dwords("eighths_high", high)
	return c
}

// split makes x the rest r, in place, and returns t as an integer in the low bits.
func (c eighths) split(k *kernel, x reg.VecVirtual) reg.VecVirtual {
	bits := k.nearest(x, c.reduction)
	t := k.sub(bits, c.magic)
	k.subProduct(x, t, c.high)
	k.subProduct(x, t, c.low)
	return bits
}

// power is S for t as split returns it. It is wrong unless 2**floor(t) is a normal number.
func (c eighths) power(k *kernel, t reg.VecVirtual) reg.VecVirtual {
	// VPERMD takes the low three bits of a dword for an index. The high dword of t says nothing, so the lookup of high
	// dwords has t's low dword in both places.
	s, high := k.vec(), k.vec()
	k.VPERMD(c.lowDwords, t, s)
	k.VPSHUFD(operand.U8(0b10_10_00_00), t, high)
	k.VPERMD(c.highDwords, high, high)
	k.VPBLENDD(operand.U8(0b10_10_10_10), high, s, s)
	exponent := k.vec()
	k.VPSLLQ(operand.U8(exponentOfEighths), t, exponent)
	k.VPADDQ(exponent, s, s)
	return s
}

// expEighths is exp for f64 with AVX2. The blocks of a turn advance together, to have work for the multipliers while
// the results of Horner's rule are under way, and share one test for lanes that need care.
func (k *kernel) expEighths() mapper {
	c := k.eighths()
	return func(blocks []block, dst, a stream) {
		xs := k.loads(a, blocks)
		// Between -708 and 708 both 2**floor(t) and the result are normal.
		k.anyBeyond(xs, 708)
		k.either("far", func() {
			for _, b := range blocks {
				k.store(k.expFar(k.load(a, b), c), dst, b)
			}
		}, func() {
			powers := make([]reg.VecVirtual, len(xs))
			for i, x := range xs {
				powers[i] = c.power(k, c.split(k, x))
			}
			for i, y := range k.polynomials(xs, c.p) {
				k.mulAdd(y, powers[i], powers[i])
				k.store(y, dst, blocks[i])
			}
		})
	}
}

// expFar is exp of any numbers: exp(x) = 2**h · (S + S·p(r)), where h is an integer near t/2 and S takes the rest of t.
func (k *kernel) expFar(x reg.VecVirtual, c eighths) reg.VecVirtual {
	// Beyond 1000 the result surely is 0 or +Inf, and up to there 2**h and S are normal.
	k.clampTo(x, 1000)
	t := c.split(k, x)
	// Only the low dword of h reaches the exponent.
	h := k.vec()
	k.VPSRAD(operand.U8(4), t, h)
	k.VPSLLQ(operand.U8(3), h, h)
	rest := k.vec()
	k.VPSUBQ(h, t, rest)
	y := k.polynomial(x, c.p)
	s := c.power(k, rest)
	k.mulAdd(y, s, s)
	scale := k.copyOf(k.constant(1))
	k.VPSLLQ(operand.U8(exponentOfEighths), h, h)
	k.VPADDQ(h, scale, scale)
	return k.mul(y, scale)
}

// anyBeyond sets the flags to "not equal" if a double of xs is a NaN or beyond ±limit, to the precision of a high dword.
// It compares the high dwords without their signs as integers, those of two vectors at a time.
func (k *kernel) anyBeyond(xs []reg.VecVirtual, limit float64) {
	magnitude := k.family.data(1<<31-1, 4, 8)
	var largest reg.VecVirtual
	for i := 0; i < len(xs); i += 2 {
		high := k.vec()
		k.VSHUFPS(operand.U8(0b11_01_11_01), xs[min(i+1, len(xs)-1)], xs[i], high)
		k.VPAND(magnitude, high, high)
		if i > 0 {
			k.VPMAXSD(largest, high, high)
		}
		largest = high
	}
	k.VPCMPGTD(k.family.data(math.Float64bits(limit)>>32, 4, 8), largest, largest)
	any := k.GP32()
	k.VMOVMSKPS(largest, any)
	k.TESTL(any, any)
}

// polynomials is polynomial for several x, whose steps alternate.
func (k *kernel) polynomials(xs []reg.VecVirtual, c []operand.Op) []reg.VecVirtual {
	last := len(c) - 1
	qs := make([]reg.VecVirtual, len(xs))
	for i := range xs {
		qs[i] = k.copyOf(c[last])
	}
	for j := last - 1; j >= 0; j-- {
		for i, x := range xs {
			k.mulAdd(qs[i], x, c[j])
		}
	}
	return qs
}
