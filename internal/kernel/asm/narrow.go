package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// narrow is the family of the operations on elements of one and two bytes, bools among them.
//
// AVX-512 masks what is left after the whole vectors. AVX2 has no masks of bytes: it takes what is left element by
// element through the same instructions, in the low lane of a register.
func narrow() *family {
	f := newFamily("narrow")
	type operation struct {
		op, name, expression string
		commutative          bool
		elems                []elem
		code                 func(k *kernel) opcode
	}
	bytes, words := []elem{i8, u8}, []elem{i16, u16}
	all := append(bytes[:2:2], words...)
	for _, i := range isas {
		for _, o := range []operation{
			{"add", "add", "%s + %s", true, all, func(k *kernel) opcode { return k.pickNarrow(k.VPADDB, k.VPADDW) }},
			{"subtract", "subtract", "%s - %s", false, all, func(k *kernel) opcode { return k.pickNarrow(k.VPSUBB, k.VPSUBW) }},
			{"multiply", "multiply", "%s * %s", true, words, func(k *kernel) opcode { return k.VPMULLW }},
			{"maximum", "maximum", "max(%s, %s)", true, []elem{i8, i16}, func(k *kernel) opcode { return k.pickNarrow(k.VPMAXSB, k.VPMAXSW) }},
			{"maximum", "maximum", "max(%s, %s)", true, []elem{u8, u16}, func(k *kernel) opcode { return k.pickNarrow(k.VPMAXUB, k.VPMAXUW) }},
			{"minimum", "minimum", "min(%s, %s)", true, []elem{i8, i16}, func(k *kernel) opcode { return k.pickNarrow(k.VPMINSB, k.VPMINSW) }},
			{"minimum", "minimum", "min(%s, %s)", true, []elem{u8, u16}, func(k *kernel) opcode { return k.pickNarrow(k.VPMINUB, k.VPMINUW) }},
			{"bitwise_and", "bitwiseAnd", "%s & %s", true, all, func(k *kernel) opcode { return k.VANDPD }},
			{"bitwise_or", "bitwiseOr", "%s | %s", true, all, func(k *kernel) opcode { return k.VORPD }},
			{"bitwise_xor", "bitwiseXor", "%s ^ %s", true, all, func(k *kernel) opcode { return k.VXORPD }},
		} {
			for _, e := range o.elems {
				packed, scalarA, scalarB := o.name+e.suffix+i.name, o.name+"ScalarA"+e.suffix+i.name, o.name+"ScalarB"+e.suffix+i.name
				combine := func(k *kernel) func(x, y reg.VecVirtual) {
					code := o.code(k)
					return func(x, y reg.VecVirtual) { code(y, x, x) }
				}
				f.narrowLoop(packed, fmt.Sprintf(o.expression, "a[i]", "b[i]"), i, e, 2, false, combine)
				f.wrap(packed, funcParams, bodyName(packed)+"(n, dst, a, b)")
				f.narrowLoop(scalarB, fmt.Sprintf(o.expression, "a[i]", "b[0]"), i, e, 2, true, combine)
				f.wrap(scalarB, funcParams, bodyName(scalarB)+"(n, dst, a, b)")
				fields := []field{{"Packed", packed}, {"ScalarB", scalarB}}
				if o.commutative {
					f.wrap(scalarA, funcParams, bodyName(scalarB)+"(n, dst, b, a)")
					fields = append(fields, field{"ScalarA", scalarA})
				}
				f.rows[i.name] = append(f.rows[i.name], row{o.op, e, e, fields})
			}
		}
		f.logical(i)
	}
	return f
}

// The element types of one and two bytes.
var (
	i8  = elem{"I8", "int8", "IDInt8", 1}
	u8  = elem{"U8", "uint8", "IDUint8", 1}
	i16 = elem{"I16", "int16", "IDInt16", 2}
	u16 = elem{"U16", "uint16", "IDUint16", 2}
)

// logical writes the operations on bools, of which any byte but 0 is true: min(x, 1) as unsigned bytes makes it 1.
func (f *family) logical(i isa) {
	for _, o := range []struct {
		name, expression string
		ops              []string
		operands         int
		combine          func(k *kernel, x, y reg.VecVirtual) // of one operand, y is 1 in every byte
	}{
		{"logicalAnd", "a[i] && b[i]", []string{"logical_and", "bitwise_and", "multiply", "minimum"}, 2,
			func(k *kernel, x, y reg.VecVirtual) { k.VANDPD(y, x, x) }},
		{"logicalOr", "a[i] || b[i]", []string{"logical_or", "bitwise_or", "add", "maximum"}, 2,
			func(k *kernel, x, y reg.VecVirtual) { k.VORPD(y, x, x) }},
		{"logicalXor", "a[i] != b[i]", []string{"logical_xor", "bitwise_xor", "not_equal"}, 2,
			func(k *kernel, x, y reg.VecVirtual) { k.VXORPD(y, x, x) }},
		{"logicalNot", "!a[i]", []string{"logical_not", "bitwise_invert"}, 1, func(k *kernel, x, one reg.VecVirtual) { k.VXORPD(one, x, x) }},
		{"truthOfByte", "a[i] != 0", nil, 1, nil},
	} {
		name := o.name + i.name
		f.narrowLoop(name, o.expression, i, boolean, o.operands, false, func(k *kernel) func(x, y reg.VecVirtual) {
			one := k.vec()
			k.VPBROADCASTB(k.family.data(0x0101010101010101, 8, 1), one)
			return func(x, y reg.VecVirtual) {
				k.VPMINUB(one, x, x)
				switch {
				case o.combine == nil:
				case o.operands == 1:
					o.combine(k, x, one)
				default:
					k.VPMINUB(one, y, y)
					o.combine(k, x, y)
				}
			}
		})
		params, arguments := funcParams, "(n, dst, a, b)"
		if o.operands == 1 {
			params, arguments = unaryParams, "(n, dst, a)"
		}
		f.wrap(name, params, bodyName(name)+arguments)
		for _, op := range o.ops {
			f.rows[i.name] = append(f.rows[i.name], row{op, boolean, boolean, []field{{"Packed", name}}})
		}
	}
	for _, e := range []elem{i8, u8} {
		f.rows[i.name] = append(f.rows[i.name], row{"astype", e, boolean, []field{{"Packed", "truthOfByte" + i.name}}})
	}
}

// pickNarrow chooses an instruction by the element size.
func (k *kernel) pickNarrow(bytes, words opcode) opcode {
	if k.size == 1 {
		return bytes
	}
	return words
}

// narrowLoop writes a loop over operands; combine leaves the result in x and may change y, which only a packed operand
// lets it do.
func (f *family) narrowLoop(name, expression string, i isa, e elem, operands int, scalar bool, combine func(*kernel) func(x, y reg.VecVirtual)) {
	pointers := []string{"dst", "a", "b"}[:1+operands]
	k := f.kernel(name, "for i := range n { dst[i] = "+expression+" }", i, e, pointers...)
	dst, a := k.stream("dst", e.size), k.stream("a", e.size)
	streams := []stream{dst, a}
	apply := combine(k)
	right := func(block) reg.VecVirtual { return nil }
	switch {
	case scalar:
		b, y := k.stream("b", e.size), k.vec()
		broadcast := k.pickNarrow(k.VPBROADCASTB, k.VPBROADCASTW)
		broadcast(operand.Mem{Base: b.at}, y)
		right = func(block) reg.VecVirtual { return y }
	case operands == 2:
		b := k.stream("b", e.size)
		streams = append(streams, b)
		right = func(at block) reg.VecVirtual { return k.loadNarrow(b, at) }
	}
	step := func(at block) {
		x := k.loadNarrow(a, at)
		apply(x, right(at))
		k.storeNarrow(x, dst, at)
	}
	k.turns(4, func() {
		for index := range 4 {
			step(block{index: index})
		}
	}, streams...)
	if i == avx512 {
		k.rest(step, streams...)
	} else {
		k.turns(1, func() { step(block{}) }, streams...)
		k.lanes = 1
		k.turns(1, func() { step(block{partial: true}) }, streams...)
	}
	k.finish()
}

// loadNarrow reads a block; a partial one is one element with AVX2.
func (k *kernel) loadNarrow(s stream, b block) reg.VecVirtual {
	if b.partial && k.isa == avx2 {
		v, x := k.YMM(), k.GP32()
		if k.size == 1 {
			k.MOVBLZX(operand.Mem{Base: s.at}, x)
		} else {
			k.MOVWLZX(operand.Mem{Base: s.at}, x)
		}
		k.VMOVD(x, v.AsX())
		return v
	}
	v := k.vector(s.size)
	switch m := k.mem(s, b); {
	case !b.partial:
		k.VMOVUPD(m, v)
	case k.size == 1:
		k.VMOVDQU8_Z(m, k.k, v)
	default:
		k.VMOVDQU16_Z(m, k.k, v)
	}
	return v
}

// storeNarrow writes what loadNarrow reads.
func (k *kernel) storeNarrow(v reg.VecVirtual, s stream, b block) {
	switch m := k.mem(s, b); {
	case !b.partial:
		k.VMOVUPD(v, m)
	case k.isa == avx2 && k.size == 1:
		k.VPEXTRB(operand.U8(0), v.AsX(), m)
	case k.isa == avx2:
		k.VPEXTRW(operand.U8(0), v.AsX(), m)
	case k.size == 1:
		k.VMOVDQU8(v, k.k, m)
	default:
		k.VMOVDQU16(v, k.k, m)
	}
}
