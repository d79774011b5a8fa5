package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// comparison is one of the six orders of two numbers.
type comparison struct {
	op, symbol string
	name       string
	float      uint8  // predicate of VCMPPD and VCMPPS; only "not equal" is true of NaN, none signals
	integer    uint8  // predicate of VPCMPQ and VPCMPD
	mirror     string // the name of the comparison with its sides exchanged
}

var comparisons = []comparison{
	{"equal", "==", "equal", 0, 0, "equal"},
	{"not_equal", "!=", "notEqual", 4, 4, "notEqual"},
	{"less", "<", "less", 17, 1, "greater"},
	{"less_equal", "<=", "lessEqual", 18, 2, "greaterEqual"},
	{"greater", ">", "greater", 30, 6, "less"},
	{"greater_equal", ">=", "greaterEqual", 29, 5, "lessEqual"},
}

// boolean is the element type of the results, for rows only.
var boolean = elem{suffix: "Bool", goType: "bool", id: "IDBool", size: 1}

// comparing is the family of the comparisons, whose results are bytes 0 and 1.
//
// AVX-512 compares into a mask register and spreads the mask over the bytes of a register of ones. AVX2 has the answer
// in every lane as zeros or ones. It takes a dword of each answer, two vectors of qwords blended into one, and packs four
// such vectors into the bytes of one; packing works within the halves of a register, so a shuffle puts the bytes in
// order. What is left goes through a general register, four or eight bits deposited into as many bytes.
//
// a > b is b < a: packed kernels and those with a scalar on the left exchange the operands of their mirror image.
func comparing() *family {
	f := newFamily("compare")
	for _, i := range isas {
		for _, e := range []elem{f64, f32} {
			f.classify(i, e)
		}
		for _, e := range []elem{f64, f32, i64, i32} {
			for _, c := range comparisons {
				suffix := e.suffix + i.name
				packed, scalarA, scalarB := c.name+suffix, c.name+"ScalarA"+suffix, c.name+"ScalarB"+suffix
				if c.op[0] == 'g' {
					f.wrap(packed, funcParams, bodyName(c.mirror+suffix)+"(n, dst, b, a)")
				} else {
					f.compare(packed, c, i, e, false)
					f.wrap(packed, funcParams, bodyName(packed)+"(n, dst, a, b)")
				}
				f.compare(scalarB, c, i, e, true)
				f.wrap(scalarB, funcParams, bodyName(scalarB)+"(n, dst, a, b)")
				f.wrap(scalarA, funcParams, bodyName(c.mirror+"ScalarB"+suffix)+"(n, dst, b, a)")
				f.rows[i.name] = append(f.rows[i.name], row{c.op, e, boolean,
					[]field{{"Packed", packed}, {"ScalarA", scalarA}, {"ScalarB", scalarB}}})
			}
			f.truth(i, e)
		}
	}
	return f
}

// classify writes the tests of floats, which are comparisons too: a NaN differs from itself, the sign of a float is that
// of its pattern as an integer, and the magnitude of a finite number is below infinity.
func (f *family) classify(i isa, e elem) {
	suffix, integer := e.suffix+i.name, map[elem]elem{f64: i64, f32: i32}[e]
	body := map[string]string{
		"isnan":   bodyName("notEqual"+suffix) + "(n, dst, a, a)",
		"signbit": bodyName("lessScalarB"+integer.suffix+i.name) + "(n, dst, a, unsafe.Pointer(&zeroBits))",
	}
	for _, test := range []struct {
		op string
		c  comparison
	}{{"isfinite", comparisons[2]}, {"isinf", comparisons[0]}} {
		name := test.op + suffix
		f.compareMagnitude(name, test.c, i, e)
		body[test.op] = fmt.Sprintf("%s(n, dst, a, unsafe.Pointer(&infinity%s))", bodyName(name), e.suffix)
	}
	for _, op := range []string{"isfinite", "isinf", "isnan", "signbit"} {
		name := f.wrap(op+suffix, unaryParams, body[op])
		f.rows[i.name] = append(f.rows[i.name], row{op, e, boolean, []field{{"Packed", name}}})
	}
}

// truth writes the casts to bool, which compare with zero.
func (f *family) truth(i isa, e elem) {
	name := "cast" + e.suffix + boolean.suffix + i.name
	f.wrap(name, unaryParams, bodyName("notEqualScalarB"+e.suffix+i.name)+"(n, dst, a, unsafe.Pointer(&zeroBits))")
	for _, from := range []elem{e, unsignedTwin[e]} {
		if from.size > 0 {
			f.rows[i.name] = append(f.rows[i.name], row{"astype", from, boolean, []field{{"Packed", name}}})
		}
	}
}

// compareMagnitude is compare of a[i] without its sign and b[0].
func (f *family) compareMagnitude(name string, c comparison, i isa, e elem) {
	f.comparing(name, "for i := range n { dst[i] = abs(a[i]) "+c.symbol+" b[0] }", c, i, e, true, true)
}

// compare writes the kernel of one comparison.
func (f *family) compare(name string, c comparison, i isa, e elem, scalar bool) {
	doc := "for i := range n { dst[i] = a[i] " + c.symbol + " b[i] }"
	if scalar {
		doc = "for i := range n { dst[i] = a[i] " + c.symbol + " b[0] }"
	}
	f.comparing(name, doc, c, i, e, scalar, false)
}

// comparing writes a comparison's loop, of the elements of a or of their magnitudes.
func (f *family) comparing(name, doc string, c comparison, i isa, e elem, scalar, magnitude bool) {
	k := f.kernel(name, doc, i, e, "dst", "a", "b")
	dst, a, b := k.stream("dst", 1), k.stream("a", e.size), k.stream("b", e.size)
	streams := []stream{dst, a}
	var right func(block) operand.Op
	if scalar {
		y := k.scalar(b)
		right = func(block) operand.Op { return y }
	} else {
		right = func(at block) operand.Op { return k.source(b, at) }
		streams = append(streams, b)
	}
	left := func(at block) reg.VecVirtual { return k.load(a, at) }
	if magnitude {
		rest := k.pattern(k.notSign())
		left = func(at block) reg.VecVirtual { return k.bitsAnd(k.load(a, at), rest) }
	}
	if i == avx512 {
		k.compareMask(c, dst, left, right, streams)
	} else {
		k.comparePack(c, dst, left, right, streams)
	}
}

// compareMask writes the loop for AVX-512.
func (k *kernel) compareMask(c comparison, dst stream, left func(block) reg.VecVirtual, right func(block) operand.Op, streams []stream) {
	ones := k.XMM()
	k.VMOVDQU(k.family.data(0x0101010101010101, 8, 2), ones)
	k.loop(4, func(at block) {
		lanes, result := k.K(), k.XMM()
		if k.float() {
			k.pick(k.VCMPPD, k.VCMPPS)(operand.U8(c.float), right(at), left(at), lanes)
		} else {
			k.pick(k.VPCMPQ, k.VPCMPD)(operand.U8(c.integer), right(at), left(at), lanes)
		}
		k.VMOVDQU8_Z(ones, lanes, result)
		switch {
		case at.partial:
			k.VMOVDQU8(result, k.k, k.mem(dst, at))
		case k.lanes == 8:
			k.VMOVQ(result, k.mem(dst, at))
		default:
			k.VMOVDQU(result, k.mem(dst, at))
		}
	}, streams...)
}

// comparePack writes the loop for AVX2.
func (k *kernel) comparePack(c comparison, dst stream, left func(block) reg.VecVirtual, right func(block) operand.Op, streams []stream) {
	vectors := 32 / k.lanes
	k.turns(vectors, func() {
		var inverted bool
		// dwords has 8 answers in a vector, in order if they come from dwords. Those of two vectors of qwords alternate.
		dwords := func(i int) reg.VecVirtual {
			at := block{index: i * 8 / k.lanes}
			var even, odd reg.VecVirtual
			even, inverted = k.answer(c, left(at), right(at))
			if k.size == 8 {
				at.index++
				odd, _ = k.answer(c, left(at), right(at))
				k.VPBLENDD(operand.U8(0b10_10_10_10), odd, even, even)
			}
			return even
		}
		words := func(i int) reg.VecVirtual {
			low, high := dwords(i), dwords(i+1)
			k.VPACKSSDW(high, low, low)
			return low
		}
		packed, high := words(0), words(2)
		k.VPACKSSWB(high, packed, packed)
		if k.size == 8 {
			k.VPERMQ(operand.U8(0b11_01_10_00), packed, packed)
			// A half now has the elements 0 4 1 5 8 12 9 13 2 6 3 7 10 14 11 15 of its sixteen.
			order := []uint64{0x0b0903010a080200, 0x0f0d07050e0c0604}
			k.VPSHUFB(k.family.table("order_f64", append(order, order...)), packed, packed)
		} else {
			// Groups of four bytes lie in the order 0 2 4 6 1 3 5 7.
			order := k.YMM()
			k.VMOVDQU(k.family.table("order_f32", []uint64{0x0000000400000000, 0x0000000500000001, 0x0000000600000002, 0x0000000700000003}), order)
			k.VPERMD(packed, order, packed)
		}
		k.truth(packed, inverted)
		k.VMOVDQU(packed, operand.Mem{Base: dst.at})
	}, streams...)

	spread := k.GP64()
	k.MOVQ(operand.U64(0x0101010101010101), spread)
	k.rest(func(at block) {
		answer, inverted := k.answer(c, left(at), right(at))
		bits := k.GP64()
		k.pick(unaryOp(k.VMOVMSKPD), unaryOp(k.VMOVMSKPS))(answer, bits.As32())
		if inverted {
			k.NOTQ(bits)
		}
		k.PDEPQ(spread, bits, bits)
		byBytes, next, done := k.label("bytes"), k.label("byte"), k.label("stored")
		k.CMPQ(k.n, operand.I32(int32(k.lanes)))
		k.JL(operand.LabelRef(byBytes))
		if k.lanes == 8 {
			k.MOVQ(bits, operand.Mem{Base: dst.at})
		} else {
			k.MOVL(bits.As32(), operand.Mem{Base: dst.at})
		}
		k.JMP(operand.LabelRef(done))
		k.Label(byBytes)
		at1, left := k.GP64(), k.GP64()
		k.MOVQ(dst.at, at1)
		k.MOVQ(k.n, left)
		k.Label(next)
		k.MOVB(bits.As8(), operand.Mem{Base: at1})
		k.SHRQ(operand.U8(8), bits)
		k.INCQ(at1)
		k.DECQ(left)
		k.JNE(operand.LabelRef(next))
		k.Label(done)
	}, streams...)
	k.finish()
}

// answer is all ones in the lanes where x compares so with y, or all zeros if it is inverted: of integers AVX2 knows
// only "equal" and "greater".
func (k *kernel) answer(c comparison, x reg.VecVirtual, y operand.Op) (d reg.VecVirtual, inverted bool) {
	d = k.vec()
	if k.float() {
		k.pick(k.VCMPPD, k.VCMPPS)(operand.U8(c.float), y, x, d)
		return d, false
	}
	greater, equal := k.pick(k.VPCMPGTQ, k.VPCMPGTD), k.pick(k.VPCMPEQQ, k.VPCMPEQD)
	switch c.symbol {
	case "==", "!=":
		equal(y, x, d)
	case ">", "<=":
		greater(y, x, d)
	default:
		greater(x, k.inRegister(y), d)
	}
	return d, c.symbol == "!=" || c.symbol == "<=" || c.symbol == ">="
}

// truth turns bytes of zeros and ones into 0 and 1, or 1 and 0.
func (k *kernel) truth(v reg.Register, inverted bool) {
	ones := k.family.data(0x0101010101010101, 8, 4)
	if inverted {
		k.VPANDN(ones, v, v)
	} else {
		k.VPAND(ones, v, v)
	}
}
