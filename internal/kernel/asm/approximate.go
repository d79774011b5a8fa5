package main

import (
	"fmt"
	"go/token"
	"go/types"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// An approximation is a function of one float or two that vectors compute for most arguments. Those that are too hard, huge
// ones for example, are left to the portable loop: a loop that meets any stops and returns where, which lanes of the
// vector are hard, and the results of the others; its wrapper (assisted, in simd_amd64.go) goes on from there.
//
// Vectors hold doubles. A double result is the sum of two numbers, of which the second has what rounding took from the
// first, so that little more than the last rounding is lost. A float32 is widened first and its result rounded
// once more, right but for the few that lie next to a midpoint; for it polynomials are shorter and sums are plain.
type approximation struct {
	op     string
	vector func(k *kernel, single bool) function
	pair   func(k *kernel, single bool) pairFunction // in place of vector
}

// function makes a vector of results and the lanes that are hard, nil if none can be.
type function func(x reg.VecVirtual) (y reg.VecVirtual, hard *lanes)

// pairFunction is function for two arguments.
type pairFunction func(x, y reg.VecVirtual) (z reg.VecVirtual, hard *lanes)

// approximate writes a function's kernels for one instruction set.
func (f *family) approximate(o approximation, i isa) {
	for _, e := range []elem{f64, f32} {
		name := o.op + e.suffix + i.name
		call := func(b string, step int) string {
			return fmt.Sprintf("assisted(n, dst, a, %s, %d, %d, %d, %s, %s[%s])", b, e.size, step, i.bytes/f64.size, bodyName(name), o.op, e.goType)
		}
		f.approximateLoop(name, o, i, e, false)
		fields := []field{{"Packed", name}}
		if o.pair == nil {
			f.wrap(name, unaryParams, call("nil", 0))
		} else {
			f.wrap(name, funcParams, call("b", e.size))
			scalar := o.op + "ScalarB" + e.suffix + i.name
			f.approximateLoop(scalar, o, i, e, true)
			f.wrap(scalar, funcParams, fmt.Sprintf("%sOne[%s](n, dst, a, b, %d, %s, square%s%s)", o.op, e.goType, i.bytes/f64.size, bodyName(scalar), e.suffix, i.name))
			fields = append(fields, field{"ScalarB", scalar})
		}
		f.rows[i.name] = append(f.rows[i.name], row{o.op, e, e, fields})
	}
}

func (f *family) approximateLoop(name string, o approximation, i isa, e elem, scalarB bool) {
	integer := types.Typ[types.Int]
	results := types.NewTuple(types.NewVar(token.NoPos, nil, "done", integer), types.NewVar(token.NoPos, nil, "hard", integer),
		types.NewVar(token.NoPos, nil, "results", types.NewArray(types.Typ[types.Byte], 64)))
	arguments := "(a[i])"
	if o.pair != nil {
		arguments = "(a[i], b[i])"
	}
	if scalarB {
		arguments = "(a[i], b[0])"
	}
	k := f.begin(name, "for i := range n { dst[i] = "+o.op+arguments+" }", i, f64, results, "dst", "a", "b")
	dst, a := k.stream("dst", e.size), k.stream("a", e.size)
	streams := []stream{dst, a}
	total := k.GP64()
	k.MOVQ(k.n, total)
	load := func(s stream) func(b block) reg.VecVirtual {
		return func(b block) reg.VecVirtual {
			x := k.load(s, b)
			if e == f32 {
				x = k.double(x)
			}
			return x
		}
	}
	first := load(a)
	vector := func(b block) (reg.VecVirtual, *lanes) { return nil, nil }
	switch {
	case o.pair == nil:
		function := o.vector(k, e == f32)
		vector = func(b block) (reg.VecVirtual, *lanes) { return function(first(b)) }
	default:
		second := k.stream("b", e.size)
		next := load(second)
		if scalarB {
			y := k.vec()
			if e == f32 {
				short := k.vector(f32.size)
				k.VBROADCASTSS(operand.Mem{Base: second.at}, short)
				y = k.double(short)
			} else {
				k.VBROADCASTSD(operand.Mem{Base: second.at}, y)
			}
			next = func(block) reg.VecVirtual { return y }
		} else {
			streams = append(streams, second)
		}
		function := o.pair(k, e == f32)
		vector = func(b block) (reg.VecVirtual, *lanes) { return function(first(b), next(b)) }
	}
	step := func(b block) {
		y, hard := vector(b)
		if e == f32 {
			y = k.single(y)
		}
		if hard != nil {
			k.stopAt(*hard, b, y, total)
		}
		k.store(y, dst, b)
	}
	k.turns(1, func() { step(block{}) }, streams...)
	k.rest(step, streams...)
	k.MOVQ(total, k.result(0))
	k.MOVQ(operand.I32(0), k.result(1))
	k.finish()
}

// double is float32s widened.
func (k *kernel) double(x reg.VecVirtual) reg.VecVirtual {
	d := k.vec()
	k.VCVTPS2PD(x, d)
	return d
}

// single is y rounded to float32.
func (k *kernel) single(y reg.VecVirtual) reg.VecVirtual {
	d := k.vector(f32.size)
	if k.isa == avx512 {
		k.VCVTPD2PS(y, d)
	} else {
		k.VCVTPD2PSY(y, d)
	}
	return d
}

// result is where the assembly function's result of that index goes, or the first element of it.
func (k *kernel) result(index int) operand.Mem {
	c := k.ReturnIndex(index)
	if index == 2 {
		c = c.Index(0)
	}
	b, err := c.Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}

// stopAt returns from the function where a lane of the block is hard.
func (k *kernel) stopAt(hard lanes, b block, y reg.VecVirtual, total reg.GPVirtual) {
	bits := k.GP64()
	switch {
	case k.isa == avx512:
		k.KMOVB(hard.mask, bits.As32())
	default:
		k.VMOVMSKPD(hard.vector, bits.As32())
	}
	if b.partial {
		k.BZHIQ(k.n, bits, bits) // there are fewer than lanes
	}
	k.TESTQ(bits, bits)
	stop := k.label("hard")
	k.JNE(operand.LabelRef(stop))
	k.later = append(k.later, func() {
		k.Label(stop)
		k.SUBQ(k.n, total)
		k.MOVQ(total, k.result(0))
		k.MOVQ(bits, k.result(1))
		results := k.GP64()
		k.LEAQ(k.result(2), results)
		k.VMOVUPD(y, operand.Mem{Base: results})
		k.VZEROUPPER()
		k.RET()
	})
}

// lanes is the answers of a comparison: bits of a mask register with AVX-512, whole lanes with AVX2.
type lanes struct {
	mask   reg.OpmaskVirtual
	vector reg.VecVirtual
}

// lanesWhere is the lanes where x compares so with y.
func (k *kernel) lanesWhere(x reg.VecVirtual, predicate uint64, y operand.Op) lanes {
	if k.isa == avx512 {
		l := lanes{mask: k.K()}
		k.VCMPPD(operand.U8(predicate), k.spread(y), x, l.mask)
		return l
	}
	l := lanes{vector: k.vec()}
	k.VCMPPD(operand.U8(predicate), y, x, l.vector)
	return l
}

// or is the lanes of either.
func (k *kernel) or(a, b lanes) lanes {
	if k.isa == avx512 {
		l := lanes{mask: k.K()}
		k.KORB(a.mask, b.mask, l.mask)
		return l
	}
	return lanes{vector: k.binary(k.VORPD, k.VORPS, a.vector, b.vector)}
}

// put is y = value in the given lanes.
func (k *kernel) put(y reg.VecVirtual, l lanes, value operand.Op) {
	if k.isa == avx512 {
		k.VMOVAPD(value, l.mask, y)
		return
	}
	k.VBLENDVPD(l.vector, value, y, y)
}

// broadcast is a constant in memory that AVX-512 spreads over the lanes as it reads it.
type broadcast struct{ operand.Mem }

// stored is a constant in memory, for the many that a polynomial has.
func (k *kernel) stored(v float64) operand.Op {
	if k.isa == avx512 {
		return broadcast{k.family.data(k.bits(v), k.size, 1)}
	}
	return k.constant(v)
}

// storedAll is stored for the coefficients of a polynomial.
func (k *kernel) storedAll(values []float64) []operand.Op {
	ops := make([]operand.Op, len(values))
	for i, v := range values {
		ops[i] = k.stored(v)
	}
	return ops
}

// bitsAnd is the bits set in both, bitsOr in either, bitsXor in one.
func (k *kernel) bitsAnd(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VANDPD, k.VANDPS, x, y)
}

func (k *kernel) bitsOr(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VORPD, k.VORPS, x, y)
}

func (k *kernel) bitsXor(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VXORPD, k.VXORPS, x, y)
}

// shiftLeft shifts the bits of every lane.
func (k *kernel) shiftLeft(x reg.VecVirtual, count uint64) reg.VecVirtual {
	d := k.vec()
	k.pick(k.VPSLLQ, k.VPSLLD)(operand.U8(count), x, d)
	return d
}

// productPlus is x*y + z in a fresh register.
func (k *kernel) productPlus(x reg.VecVirtual, y operand.Op, z operand.Op) reg.VecVirtual {
	d := k.copyOf(z)
	k.addProduct(d, x, y)
	return d
}

// lessProduct is z - x*y in a fresh register.
func (k *kernel) lessProduct(z operand.Op, x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	d := k.copyOf(z)
	k.subProduct(d, x, y)
	return d
}

// exact is a number as the sum of two registers, the second what the first lacks, nil if nothing.
type exact struct{ high, low reg.VecVirtual }

// sumOf is a + b, where |a| >= |b| or a is 0.
func (k *kernel) sumOf(a, b reg.VecVirtual) exact {
	s := k.add(a, b)
	return exact{s, k.sub(b, k.sub(s, a))}
}

// sumOfAny is a + b.
func (k *kernel) sumOfAny(a, b reg.VecVirtual) exact {
	s := k.add(a, b)
	v := k.sub(s, a)
	return exact{s, k.add(k.sub(a, k.sub(s, v)), k.sub(b, v))}
}

// productOf is a · b.
func (k *kernel) productOf(a reg.VecVirtual, b operand.Op) exact {
	b = k.spread(b)
	p := k.mul(a, b)
	low := k.copyOf(p)
	k.VFMSUB231PD(b, a, low)
	return exact{p, low}
}

// quotient makes a / b, not zero, as a sum of two numbers.
func (k *kernel) quotient() func(a, b exact) exact {
	one := k.stored(1)
	return func(a, b exact) exact {
		inverse := k.div(k.inRegister(one), b.high)
		y := k.mul(a.high, inverse)
		rest := k.lessProduct(a.high, y, b.high)
		k.subProduct(rest, y, b.low)
		if a.low != nil {
			rest = k.add(rest, a.low)
		}
		return exact{y, k.mul(rest, inverse)}
	}
}
