package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// combine computes one vector of a binary operation; y may be in memory.
type combine func(k *kernel, x reg.VecVirtual, y operand.Op) reg.VecVirtual

// binaryOperation is a row per element type of operations dst[i] = a[i] op b[i].
type binaryOperation struct {
	op, name    string
	expression  string // with %s for the operands
	elems       []elem
	commutative bool
	vector      combine
	nonTemporal bool // also with stores that bypass the caches
}

// arithmetic is the family of the operations of a few instructions, which are as fast as memory is.
//
// Four vectors a turn keep two loads and a store per cycle going; the second operand comes from memory within the
// operation itself. Signed and unsigned integers share what two's complement makes the same.
func arithmetic() *family {
	f := newFamily("arithmetic")
	floats, integers := []elem{f64, f32}, []elem{i64, i32}
	all := append(floats[:2:2], integers...)
	for _, i := range isas {
		for _, o := range []binaryOperation{
			{"add", "add", "%s + %s", floats, true, (*kernel).add, true},
			{"add", "add", "%s + %s", integers, true, instruction((*kernel).addInt), false},
			{"subtract", "subtract", "%s - %s", floats, false, (*kernel).sub, true},
			{"subtract", "subtract", "%s - %s", integers, false, instruction((*kernel).subInt), false},
			{"multiply", "multiply", "%s * %s", floats, true, (*kernel).mul, true},
			{"multiply", "multiply", "%s * %s", integers, true, (*kernel).mulInt, false},
			{"maximum", "maximum", "max(%s, %s)", floats, true, extremum((*kernel).maxFloat), false},
			{"minimum", "minimum", "min(%s, %s)", floats, true, extremum((*kernel).minFloat), false},
			{"maximum", "maximum", "max(%s, %s)", integers, true, (*kernel).maxInt, false},
			{"minimum", "minimum", "min(%s, %s)", integers, true, (*kernel).minInt, false},
			{"bitwise_and", "bitwiseAnd", "%s & %s", integers, true, (*kernel).bitsAnd, false},
			{"bitwise_or", "bitwiseOr", "%s | %s", integers, true, (*kernel).bitsOr, false},
			{"bitwise_xor", "bitwiseXor", "%s ^ %s", integers, true, (*kernel).bitsXor, false},
			{"copysign", "copysign", "copysign(%s, %s)", floats, false, (*kernel).copysign, false},
		} {
			for _, e := range o.elems {
				f.binary(o, i, e)
			}
		}
		for _, e := range all {
			f.unary("negative", "negative", "for i := range n { dst[i] = -a[i] }", i, e, 4, (*kernel).negative)
			f.unary("abs", "abs", "for i := range n { dst[i] = abs(a[i]) }", i, e, 4, (*kernel).abs)
			f.unary("square", "square", "for i := range n { dst[i] = a[i] * a[i] }", i, e, 4, (*kernel).square)
		}
		for _, e := range floats {
			for _, r := range roundings {
				f.unary(r.op, r.op, "for i := range n { dst[i] = "+r.op+"(a[i]) }", i, e, 4, r.mapper())
			}
		}
	}
	// Division, reciprocal and square root wait for the divider, which gains nothing from wider registers but loses by the lower
	// clock they bring: 0.52 against 0.48 ns per double. The AVX2 loops serve both variants.
	for _, e := range floats {
		f.binary(binaryOperation{"divide", "divide", "%s / %s", floats, false, (*kernel).div, true}, avx2, e)
		f.unary("reciprocal", "reciprocal", "for i := range n { dst[i] = 1 / a[i] }", avx2, e, 4, (*kernel).reciprocal)
		f.unary("sqrt", "sqrt", "for i := range n { dst[i] = sqrt(a[i]) }", avx2, e, 4, (*kernel).sqrt)
	}
	for _, r := range f.rows[avx2.name] {
		if r.op == "divide" || r.op == "reciprocal" || r.op == "sqrt" {
			f.rows[avx512.name] = append(f.rows[avx512.name], r)
		}
	}
	return f
}

// binary writes the kernels of an operation on one element type, packed and with a scalar on either side.
func (f *family) binary(o binaryOperation, i isa, e elem) {
	suffix := e.suffix + i.name
	packed, scalarA, scalarB := o.name+suffix, o.name+"ScalarA"+suffix, o.name+"ScalarB"+suffix
	f.binaryLoop(packed, o, i, e, loopForm{})
	f.wrap(packed, funcParams, bodyName(packed)+"(n, dst, a, b)")
	f.binaryLoop(scalarB, o, i, e, loopForm{scalarB: true})
	f.wrap(scalarB, funcParams, bodyName(scalarB)+"(n, dst, a, b)")
	if o.commutative {
		f.wrap(scalarA, funcParams, bodyName(scalarB)+"(n, dst, b, a)")
	} else {
		f.binaryLoop(scalarA, o, i, e, loopForm{scalarA: true})
		f.wrap(scalarA, funcParams, bodyName(scalarA)+"(n, dst, a, b)")
	}
	fields := []field{{"Packed", packed}, {"ScalarA", scalarA}, {"ScalarB", scalarB}}
	if o.nonTemporal {
		name := o.name + "NonTemporal" + suffix
		f.binaryLoop(name, o, i, e, loopForm{streaming: true})
		f.wrap(name, funcParams, fmt.Sprintf("nonTemporal(n, dst, a, b, %d, %s, %s)", e.size, packed, bodyName(name)))
		fields = append(fields, field{"NonTemporal", name})
	}
	f.rows[i.name] = append(f.rows[i.name], row{o.op, e, e, fields})
	if unsigned, ok := unsignedTwin[e]; ok && o.signless() {
		f.rows[i.name] = append(f.rows[i.name], row{o.op, unsigned, unsigned, fields})
	}
}

// unsignedTwin names the unsigned element types, for rows only.
var unsignedTwin = map[elem]elem{
	i64: {suffix: "U64", goType: "uint64", id: "IDUint64", size: 8},
	i32: {suffix: "U32", goType: "uint32", id: "IDUint32", size: 4},
}

// signless says whether the operation is the same on signed and unsigned integers.
func (o binaryOperation) signless() bool {
	return o.op != "maximum" && o.op != "minimum"
}

// loopForm says which operand of a binary loop is a scalar and how results are stored.
type loopForm struct{ scalarA, scalarB, streaming bool }

// binaryLoop writes one kernel of an operation.
func (f *family) binaryLoop(name string, o binaryOperation, i isa, e elem, form loopForm) {
	index := map[bool]string{false: "[i]", true: "[0]"}
	expression := fmt.Sprintf(o.expression, "a"+index[form.scalarA], "b"+index[form.scalarB])
	k := f.kernel(name, "for i := range n { dst[i] = "+expression+" }", i, e, "dst", "a", "b")
	k.streaming = form.streaming
	dst, a, b := k.stream("dst", e.size), k.stream("a", e.size), k.stream("b", e.size)
	streams := []stream{dst}
	left := func(at block) reg.VecVirtual { return k.load(a, at) }
	right := func(at block) operand.Op { return k.source(b, at) }
	if form.scalarA {
		x := k.scalar(a)
		left = func(block) reg.VecVirtual { return x }
	} else {
		streams = append(streams, a)
	}
	if form.scalarB {
		y := k.scalar(b)
		right = func(block) operand.Op { return y }
	} else {
		streams = append(streams, b)
	}
	k.loop(4, func(at block) { k.store(o.vector(k, left(at), right(at)), dst, at) }, streams...)
}

// source is an operand for an instruction that can read memory: a whole vector stays there.
func (k *kernel) source(s stream, b block) operand.Op {
	if b.partial {
		return k.load(s, b)
	}
	return k.mem(s, b)
}

// instruction makes a combine of a pair of opcodes.
func instruction(pair func(*kernel) (wide, narrow opcode)) combine {
	return func(k *kernel, x reg.VecVirtual, y operand.Op) reg.VecVirtual {
		wide, narrow := pair(k)
		return k.binary(wide, narrow, x, y)
	}
}

func (k *kernel) addInt() (wide, narrow opcode) { return k.VPADDQ, k.VPADDD }
func (k *kernel) subInt() (wide, narrow opcode) { return k.VPSUBQ, k.VPSUBD }

// inRegister is y in a register, for operations that need it twice.
func (k *kernel) inRegister(y operand.Op) reg.VecVirtual {
	if v, ok := y.(reg.VecVirtual); ok {
		return v
	}
	if _, spread := y.(broadcast); spread {
		return k.copyOf(y)
	}
	v := k.vec()
	k.VMOVUPD(y, v)
	return v
}

// mulInt is the low half of x*y. AVX2 has no product of qwords: it is lx·ly + 2³²·(hx·ly + lx·hy), each part
// from a 32-bit product.
func (k *kernel) mulInt(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	if k.size == 4 || k.isa == avx512 {
		return k.binary(k.VPMULLQ, k.VPMULLD, x, y)
	}
	v := k.inRegister(y)
	cross, high, low := k.vec(), k.vec(), k.vec()
	k.VPSRLQ(operand.U8(32), x, cross)
	k.VPMULUDQ(v, cross, cross)
	k.VPSRLQ(operand.U8(32), v, high)
	k.VPMULUDQ(x, high, high)
	k.VPADDQ(cross, high, high)
	k.VPSLLQ(operand.U8(32), high, high)
	k.VPMULUDQ(v, x, low)
	k.VPADDQ(high, low, low)
	return low
}

func (k *kernel) maxFloat() (wide, narrow opcode) { return k.VMAXPD, k.VMAXPS }
func (k *kernel) minFloat() (wide, narrow opcode) { return k.VMINPD, k.VMINPS }

// extremum makes a combine of MAX or MIN in which NaN wins: the instruction gives y where either is NaN, so only a
// NaN in x remains to be put in.
func extremum(pair func(*kernel) (wide, narrow opcode)) combine {
	return func(k *kernel, x reg.VecVirtual, y operand.Op) reg.VecVirtual {
		wide, narrow := pair(k)
		d := k.binary(wide, narrow, x, y)
		k.replace(d, x, unordered, x, x)
		return d
	}
}

func (k *kernel) maxInt(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	if k.size == 4 || k.isa == avx512 {
		return k.binary(k.VPMAXSQ, k.VPMAXSD, x, y)
	}
	v, greater := k.inRegister(y), k.vec()
	k.VPCMPGTQ(v, x, greater)
	k.VBLENDVPD(greater, x, v, greater)
	return greater
}

func (k *kernel) minInt(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	if k.size == 4 || k.isa == avx512 {
		return k.binary(k.VPMINSQ, k.VPMINSD, x, y)
	}
	v, greater := k.inRegister(y), k.vec()
	k.VPCMPGTQ(v, x, greater)
	k.VBLENDVPD(greater, v, x, greater)
	return greater
}

// mapping makes the body of a unary loop of a vector function.
func (k *kernel) mapping(vector func(x reg.VecVirtual) reg.VecVirtual) mapper {
	return each(func(b block, dst, a stream) { k.store(vector(k.load(a, b)), dst, b) })
}

// sign is the pattern of the sign bit alone.
func (k *kernel) sign() uint64 { return 1 << (8*k.size - 1) }

// notSign is the pattern of every other bit.
func (k *kernel) notSign() uint64 { return k.sign() - 1 }

func (k *kernel) zero() reg.VecVirtual {
	z := k.vec()
	k.VXORPD(z, z, z)
	return z
}

func (k *kernel) negative() mapper {
	if k.float() {
		sign := k.pattern(k.sign())
		return k.mapping(func(x reg.VecVirtual) reg.VecVirtual { return k.binary(k.VXORPD, k.VXORPS, x, sign) })
	}
	zero := k.zero()
	return k.mapping(func(x reg.VecVirtual) reg.VecVirtual { return k.binary(k.VPSUBQ, k.VPSUBD, zero, x) })
}

func (k *kernel) abs() mapper {
	if k.float() {
		rest := k.pattern(k.sign() - 1)
		return k.mapping(func(x reg.VecVirtual) reg.VecVirtual { return k.binary(k.VANDPD, k.VANDPS, x, rest) })
	}
	if k.size == 8 && k.isa == avx2 {
		zero := k.zero()
		return k.mapping(func(x reg.VecVirtual) reg.VecVirtual {
			negative := k.vec()
			k.VPCMPGTQ(x, zero, negative)
			k.VPXOR(negative, x, x)
			k.VPSUBQ(negative, x, x)
			return x
		})
	}
	return k.mapping(func(x reg.VecVirtual) reg.VecVirtual {
		k.pick(k.VPABSQ, k.VPABSD)(x, x)
		return x
	})
}

func (k *kernel) square() mapper {
	if k.float() {
		return k.mapping(func(x reg.VecVirtual) reg.VecVirtual { return k.mul(x, x) })
	}
	return k.mapping(func(x reg.VecVirtual) reg.VecVirtual { return k.mulInt(x, x) })
}

func (k *kernel) sqrt() mapper {
	return k.mapping(func(x reg.VecVirtual) reg.VecVirtual {
		k.pick(k.VSQRTPD, k.VSQRTPS)(x, x)
		return x
	})
}

func (k *kernel) reciprocal() mapper {
	one := k.register(k.bits(1))
	return k.mapping(func(x reg.VecVirtual) reg.VecVirtual { return k.div(one, x) })
}

// copysign is x with the sign of y.
func (k *kernel) copysign(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.bitsOr(k.bitsAnd(x, k.pattern(k.notSign())), k.bitsAnd(k.inRegister(y), k.pattern(k.sign())))
}

// rounding is a way to a whole number, as the instructions count them; 8 is added to raise no flag of inexactness.
type rounding struct {
	op  string
	way uint64
}

var roundings = []rounding{{"round", 8}, {"floor", 9}, {"ceil", 10}, {"trunc", 11}}

func (r rounding) mapper() func(k *kernel) mapper {
	return func(k *kernel) mapper {
		return k.mapping(func(x reg.VecVirtual) reg.VecVirtual {
			way := operand.U8(r.way)
			switch wide := k.size == 8; {
			case k.isa == avx512:
				k.pick(k.VRNDSCALEPD, k.VRNDSCALEPS)(way, x, x)
			case wide:
				k.VROUNDPD(way, x, x)
			default:
				k.VROUNDPS(way, x, x)
			}
			return x
		})
	}
}
