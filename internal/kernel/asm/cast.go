package main

import (
	"fmt"
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// casting is the family of the conversions between numbers: dst[i] = T(a[i]).
//
// A vector has as many lanes as fit of the wider type. Floats go to integers towards zero; NaN and what does not fit
// become the most negative integer, as the scalar instructions have it.
func casting() *family {
	f := newFamily("cast")
	for _, i := range isas {
		for _, c := range []struct {
			from, to elem
			convert  func(k *kernel) func(x, d reg.VecVirtual)
		}{
			{f64, f32, narrowing(func(k *kernel) (ymm, zmm opcode) { return k.VCVTPD2PSY, k.VCVTPD2PS })},
			{f32, f64, direct(func(k *kernel) opcode { return k.VCVTPS2PD })},
			{i32, f64, direct(func(k *kernel) opcode { return k.VCVTDQ2PD })},
			{f64, i32, narrowing(func(k *kernel) (ymm, zmm opcode) { return k.VCVTTPD2DQY, k.VCVTTPD2DQ })},
			{i32, f32, direct(func(k *kernel) opcode { return k.VCVTDQ2PS })},
			{f32, i32, direct(func(k *kernel) opcode { return k.VCVTTPS2DQ })},
			{i32, i64, direct(func(k *kernel) opcode { return k.VPMOVSXDQ })},
			{i64, f64, (*kernel).qwordToFloat},
			{f64, i64, (*kernel).floatToQword},
		} {
			f.cast(i, c.from, c.to, c.convert)
		}
	}
	return f
}

func (f *family) cast(i isa, from, to elem, convert func(*kernel) func(x, d reg.VecVirtual)) {
	name := "cast" + from.suffix + to.suffix + i.name
	wider := from
	if to.size > from.size {
		wider = to
	}
	k := f.kernel(name, fmt.Sprintf("for i := range n { dst[i] = %s(a[i]) }", to.goType), i, wider, "dst", "a")
	dst, a := k.stream("dst", to.size), k.stream("a", from.size)
	vector := convert(k)
	k.loop(4, func(b block) {
		d := k.vector(to.size)
		vector(k.load(a, b), d)
		k.store(d, dst, b)
	}, dst, a)
	f.wrap(name, unaryParams, bodyName(name)+"(n, dst, a)")
	f.rows[i.name] = append(f.rows[i.name], row{"astype", from, to, []field{{"Packed", name}}})
}

// direct makes a conversion of an instruction that has one name for all widths.
func direct(op func(*kernel) opcode) func(*kernel) func(x, d reg.VecVirtual) {
	return func(k *kernel) func(x, d reg.VecVirtual) {
		return func(x, d reg.VecVirtual) { op(k)(x, d) }
	}
}

// narrowing makes one of an instruction whose name tells the width of its source.
func narrowing(ops func(*kernel) (ymm, zmm opcode)) func(*kernel) func(x, d reg.VecVirtual) {
	return func(k *kernel) func(x, d reg.VecVirtual) {
		op, zmm := ops(k)
		if k.isa == avx512 {
			op = zmm
		}
		return func(x, d reg.VecVirtual) { op(x, d) }
	}
}

// qwordToFloat is i64 to f64. AVX2 has no instruction for it: the halves of x become floats when they take the place
// of the low bits of 2**52 and 2**84, the high half with its sign bit flipped, that is raised by 2**31. Subtracting
// those constants is exact; the sum of both parts rounds once.
func (k *kernel) qwordToFloat() func(x, d reg.VecVirtual) {
	if k.isa == avx512 {
		return func(x, d reg.VecVirtual) { k.VCVTQQ2PD(x, d) }
	}
	lowMagic := k.register(math.Float64bits(0x1p52))
	highMagic := k.pattern(math.Float64bits(0x1p84) | 1<<31)
	both := k.constant(0x1p84 + 0x1p63 + 0x1p52)
	return func(x, d reg.VecVirtual) {
		low, high := k.vec(), k.vec()
		k.VPBLENDD(operand.U8(0xaa), lowMagic, x, low) // odd dwords from the constant
		k.VPSRLQ(operand.U8(32), x, high)
		k.VPXOR(highMagic, high, high)
		k.VSUBPD(both, high, high)
		k.VADDPD(low, high, d)
	}
}

// floatToQword is f64 to i64. AVX2 has no instruction for it either: added to 1.5·2**52 an integer below 2**51 stands
// in the low bits. A vector with another lane is converted one by one.
func (k *kernel) floatToQword() func(x, d reg.VecVirtual) {
	if k.isa == avx512 {
		return func(x, d reg.VecVirtual) { k.VCVTTPD2QQ(x, d) }
	}
	magnitude, limit, magic := k.pattern(k.sign()-1), k.constant(0x1p51), k.constant(0x1.8p52)
	return func(x, d reg.VecVirtual) {
		large := k.binary(k.VANDPD, k.VANDPS, x, magnitude)
		const notLess = 5 // or a NaN
		k.VCMPPD(operand.U8(notLess), limit, large, large)
		const towardsZero = 3
		k.VROUNDPD(operand.U8(towardsZero), x, d)
		k.VADDPD(magic, d, d)
		k.VPSUBQ(magic, d, d)
		k.anyLane(large)
		k.detour("scalar", func() {
			high := k.XMM()
			k.VEXTRACTF128(operand.U8(1), x, high)
			low, upper := k.scalarPair(x.AsX()), k.scalarPair(high)
			k.VINSERTI128(operand.U8(1), upper, low.AsY(), d)
		})
	}
}

// scalarPair converts the two doubles of x one after the other.
func (k *kernel) scalarPair(x reg.Register) reg.VecVirtual {
	pair, second, integer := k.XMM(), k.XMM(), k.GP64()
	k.VCVTTSD2SIQ(x, integer)
	k.VMOVQ(integer, pair)
	k.VPERMILPD(operand.U8(1), x, second)
	k.VCVTTSD2SIQ(second, integer)
	k.VPINSRQ(operand.U8(1), integer, pair, pair)
	return pair
}
