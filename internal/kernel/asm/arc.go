package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// arcs is the family of atan, asin and acos.
//
// For atan|x| the argument is brought below tan(π/8): r = |x| with the angle 0 to be added, r = (|x|-1) / (|x|+1) with
// π/4, or r = -1/|x| with π/2; atan(r) = r + r³·q(r²). The terms of the quotient, and the quotient, are sums of two numbers.
//
// For asin and acos, |x| <= 1/2 is r, and beyond r = sqrt((1-|x|)/2), asin|x| = π/2 - 2·asin(r), where what the root
// lacks is known too; asin(r) = r + r³·p(r²).
//
//	variant  degrees of q, p  alone
//	f64      11, 12           2**-58.3, 2**-59.2
//	f32      6, 7             2**-40.2, 2**-39.9
//
// None has hard arguments.
func arcs() *family {
	f := newFamily("arc")
	for _, i := range isas {
		f.approximate(approximation{op: "atan", vector: atan}, i)
		f.approximate(approximation{op: "asin", vector: asin(false)}, i)
		f.approximate(approximation{op: "acos", vector: asin(true)}, i)
	}
	return f
}

// Coefficients from coefficients.py.
var (
	atanQ = []float64{
		-0x1.5555555555554p-2,
		0x1.999999999964bp-3,
		-0x1.249249247568cp-3,
		0x1.c71c71b747520p-4,
		-0x1.745d14b944013p-4,
		0x1.3b136e2384f60p-4,
		-0x1.110c72418d072p-4,
		0x1.e171f665bc81bp-5,
		-0x1.ab7d4aec4065bp-5,
		0x1.70ec948ea02f7p-5,
		-0x1.123679e894869p-5,
		0x1.f1e50e6b38a72p-7,
	}
	asinP = []float64{
		0x1.5555555555577p-3,
		0x1.333333332e101p-4,
		0x1.6db6db7214300p-5,
		0x1.f1c71a9463972p-6,
		0x1.6e8bdeedf6aacp-6,
		0x1.1c49ef814f661p-6,
		0x1.ca1fa0196e86bp-7,
		0x1.7584fd300c27ap-7,
		0x1.613f6861c88e6p-7,
		0x1.e5cd0abc9aaa3p-9,
		0x1.63a8108cce700p-6,
		-0x1.580d14f7476a8p-6,
		0x1.0b4b633927fa0p-5,
	}
	atanShortQ = []float64{
		-0x1.5555554edf7a3p-2,
		0x1.999991fc47572p-3,
		-0x1.2490c30b9ace2p-3,
		0x1.c6d1ec7c3fa58p-4,
		-0x1.7082bfe62537ap-4,
		0x1.1e5c71bb8b708p-4,
		-0x1.36ade141b1bb0p-5,
	}
	asinShortP = []float64{
		0x1.55555547de732p-3,
		0x1.33334087562bep-4,
		0x1.6db25ce5eaae8p-5,
		0x1.f2819ee07e09dp-6,
		0x1.6643db66cf51bp-6,
		0x1.522ea956bf4f2p-6,
		0x1.0544edf1716c7p-9,
		0x1.0d7cfec9ee7fcp-5,
	}
)

func atan(k *kernel, single bool) function {
	q := k.storedAll(atanQ)
	if single {
		q = k.storedAll(atanShortQ)
	}
	quotient := k.quotient()
	magnitude, sign := k.pattern(k.sign()-1), k.pattern(k.sign())
	one, zero, largest := k.register(k.bits(1)), k.register(0), k.register(k.bits(0x1p60))
	middle, far := k.constant(math.Sqrt2-1), k.constant(math.Sqrt2+1)
	half, right := []operand.Op{k.constant(halfPi.high / 2), k.constant(halfPi.low / 2)}, []operand.Op{k.constant(halfPi.high), k.constant(halfPi.low)}
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		size := k.vec()
		k.VMINPD(k.bitsAnd(x, magnitude), largest, size) // atan is π/2 there and beyond; NaN passes
		above, beyond := k.lanesWhere(size, notLessEqual, middle), k.lanesWhere(size, notLessEqual, far)
		// r is the quotient of term - less and unit + more.
		term, less, unit, more := k.copyOf(size), k.copyOf(zero), k.copyOf(one), k.copyOf(zero)
		k.put(less, above, one)
		k.put(more, above, size)
		k.put(term, beyond, zero)
		k.put(unit, beyond, zero)
		high, low := k.copyOf(zero), k.copyOf(zero)
		k.put(high, above, half[0])
		k.put(high, beyond, right[0])

		top, bottom := exact{high: k.sub(term, less)}, exact{high: k.add(unit, more)}
		if single {
			r := k.div(top.high, bottom.high)
			square := k.mul(r, r)
			y := k.productPlus(k.polynomial(square, q), k.mul(square, r), r)
			return k.bitsOr(k.add(high, y), k.bitsAnd(x, sign)), nil
		}
		k.put(low, above, half[1])
		k.put(low, beyond, right[1])
		top.low = k.sub(term, k.add(top.high, less))
		bottom.low = k.sub(more, k.sub(bottom.high, unit))
		r := quotient(top, bottom)
		square := k.mul(r.high, r.high)
		k.subProduct(r.low, r.low, square) // the slope of atan is 1 - r² + ...
		low = k.add(low, r.low)
		k.addProduct(low, k.polynomial(square, q), k.mul(square, r.high))
		sum := k.sumOf(high, r.high)
		return k.bitsOr(k.add(sum.high, k.add(sum.low, low)), k.bitsAnd(x, sign)), nil
	}
}

// asin is the function of asin, or of acos.
func asin(complement bool) func(k *kernel, single bool) function {
	return func(k *kernel, single bool) function {
		p := k.storedAll(asinP)
		if single {
			p = k.storedAll(asinShortP)
		}
		magnitude, sign := k.pattern(k.sign()-1), k.pattern(k.sign())
		half, zero := k.register(k.bits(0.5)), k.register(0)
		inner, outer := k.register(k.bits(1)), k.constant(-2)
		if complement {
			inner, outer = k.register(k.bits(-1)), k.constant(2)
		}
		angles := []reg.VecVirtual{k.register(k.bits(halfPi.high)), k.register(k.bits(halfPi.low))}
		return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
			size, signs := k.bitsAnd(x, magnitude), k.bitsAnd(x, sign)
			above := k.lanesWhere(size, notLessEqual, half)
			rest := k.lessProduct(half, size, half) // exact where it is used
			root := k.vec()
			k.VSQRTPD(rest, root)
			r, square := k.copyOf(size), k.mul(size, size)
			k.put(r, above, root)
			k.put(square, above, rest)
			tail := k.mul(k.polynomial(square, p), k.mul(square, r))
			if !single {
				k.subProduct(rest, root, root)
				short := k.mul(rest, k.roughInverse(k.add(root, root)))
				lost := k.copyOf(zero)
				k.put(lost, above, short)
				tail = k.add(tail, lost)
			}

			// The result is an angle and factor times asin(r).
			factor := k.copyOf(inner)
			k.put(factor, above, outer)
			var ends []reg.VecVirtual
			for _, a := range angles {
				end := k.copyOf(zero)
				if complement { // π/2; beyond 1/2, 0 or π
					end = k.copyOf(a)
					k.put(end, above, k.sub(a, k.bitsOr(k.bitsAnd(a, magnitude), signs)))
				} else {
					k.put(end, above, a)
				}
				ends = append(ends, end)
			}
			if complement {
				factor = k.bitsXor(factor, signs)
			}
			sum := k.sumOf(ends[0], k.mul(r, factor))
			if !single {
				sum.low = k.add(sum.low, ends[1])
			}
			k.addProduct(sum.low, tail, factor)
			y := k.add(sum.high, sum.low)
			if !complement {
				y = k.bitsOr(y, signs)
			}
			return y, nil
		}
	}
}

// roughInverse is 1/x to ten bits, for x in the range of float32; large for 0.
func (k *kernel) roughInverse(x reg.VecVirtual) reg.VecVirtual {
	v := k.vec()
	k.VMAXPD(k.register(k.bits(0x1p-60)), x, v)
	if k.isa == avx512 {
		k.VRCP14PD(v, v)
		return v
	}
	short := k.vector(f32.size)
	k.VCVTPD2PSY(v, short)
	k.VRCPPS(short, short)
	k.VCVTPS2PD(short, v)
	return v
}
