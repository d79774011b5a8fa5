package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// roots is the family of cbrt.
//
// |x| = 2**(3k) · r with r = 2**j · m, j from 0 to 2 and 1 <= m < 2. A polynomial in m and a constant for j give z near
// 1/cbrt(r), to 2**-17.4; with h = 1 - r·z³, z·(1 + h/3 + 2h²/9) is right to 2**-49. So is y = r·z², which for f64 is
// corrected by (r-y³)·z²/3, where y² is a sum of two numbers.
//
// Hard are subnormal numbers, infinities and NaN.
func roots() *family {
	f := newFamily("root")
	for _, i := range isas {
		f.approximate(approximation{op: "cbrt", vector: cbrt}, i)
	}
	return f
}

// cbrtStart is 1/cbrt(m), from coefficients.py.
var cbrtStart = []float64{
	0x1.c7f3645dca2b5p+0,
	-0x1.90e73d3b254e3p+0,
	0x1.3e68b33bb544ep+0,
	-0x1.321c560c144c7p-1,
	0x1.3fa25e53d47cap-3,
	-0x1.16d6e5619ac12p-6,
}

func cbrt(k *kernel, single bool) function {
	start := k.storedAll(cbrtStart)
	steps := []operand.Op{k.constant(1 / math.Cbrt(2)), k.constant(1 / math.Cbrt(4))}
	magnitude, sign, fraction := k.pattern(k.sign()-1), k.pattern(k.sign()), k.pattern(1<<52-1)
	one, zero := k.register(k.bits(1)), k.register(0)
	smallest, largest := k.constant(0x1p-1022), k.constant(math.MaxFloat64)
	third, ninths := k.constant(1.0/3), k.constant(2.0/9)
	// The bias of the exponent is three times 341.
	inverse, bias := k.pattern(1<<16/3+1), k.pattern(1023-341)
	shiftRight := func(x reg.VecVirtual, count uint64) reg.VecVirtual {
		d := k.vec()
		k.VPSRLQ(operand.U8(count), x, d)
		return d
	}
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		size := k.bitsAnd(x, magnitude)
		isZero := k.lanesWhere(size, equal, zero)
		k.put(size, isZero, one)
		hard := k.or(k.lanesWhere(size, less, smallest), k.lanesWhere(size, notLessEqual, largest))

		exponent := shiftRight(size, 52)
		product := k.vec()
		k.VPMULUDQ(inverse, exponent, product)
		thirds := shiftRight(product, 16)
		j := k.binary(k.VPSUBQ, k.VPSUBD, exponent, k.binary(k.VPADDQ, k.VPADDD, thirds, k.binary(k.VPADDQ, k.VPADDD, thirds, thirds)))
		m := k.bitsOr(k.bitsAnd(size, fraction), one)
		r := k.binary(k.VPADDQ, k.VPADDD, m, k.shiftLeft(j, 52))
		step := k.copyOf(one)
		k.putOdd(step, j, steps[0])
		k.putOdd(step, shiftRight(j, 1), steps[1])

		z := k.mul(k.polynomial(m, start), step)
		h := k.lessProduct(one, k.mul(z, z), k.mul(z, r))
		k.addProduct(z, k.mul(z, h), k.productPlus(h, ninths, third))
		square := k.mul(z, z)
		y := k.mul(square, r)
		if !single {
			p := k.productOf(y, y)
			rest := k.lessProduct(r, y, p.high)
			k.subProduct(rest, y, p.low)
			k.addProduct(y, rest, k.mul(square, third))
		}
		scale := k.shiftLeft(k.binary(k.VPADDQ, k.VPADDD, thirds, bias), 52)
		y = k.mul(y, scale)
		k.put(y, isZero, zero)
		return k.bitsOr(y, k.bitsAnd(x, sign)), &hard
	}
}
