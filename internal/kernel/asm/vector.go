package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Arithmetic on whole registers. Results are fresh registers unless the name says otherwise; the
// last operand may be a constant in memory.

func (k *kernel) binary(wide, narrow opcode, x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	d := k.vec()
	k.pick(wide, narrow)(k.spread(y), x, d)
	return d
}

// spread is y, in a register if it is a constant that is spread as it is read.
func (k *kernel) spread(y operand.Op) operand.Op {
	if _, is := y.(broadcast); is {
		return k.copyOf(y)
	}
	return y
}

// add is x + y.
func (k *kernel) add(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VADDPD, k.VADDPS, x, y)
}

func (k *kernel) addFloat() (wide, narrow opcode) { return k.VADDPD, k.VADDPS }

func (k *kernel) mulFloat() (wide, narrow opcode) { return k.VMULPD, k.VMULPS }

// sub is x - y.
func (k *kernel) sub(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VSUBPD, k.VSUBPS, x, y)
}

// mul is x * y.
func (k *kernel) mul(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VMULPD, k.VMULPS, x, y)
}

// div is x / y.
func (k *kernel) div(x reg.VecVirtual, y operand.Op) reg.VecVirtual {
	return k.binary(k.VDIVPD, k.VDIVPS, x, y)
}

// mulAdd is acc = acc*x + y.
func (k *kernel) mulAdd(acc, x reg.VecVirtual, y operand.Op) {
	if m, spread := y.(broadcast); spread {
		k.pick(k.VFMADD213PD_BCST, k.VFMADD213PS_BCST)(m.Mem, x, acc)
		return
	}
	k.pick(k.VFMADD213PD, k.VFMADD213PS)(y, x, acc)
}

// mulSub is acc = acc*x - y.
func (k *kernel) mulSub(acc, x reg.VecVirtual, y operand.Op) {
	k.pick(k.VFMSUB213PD, k.VFMSUB213PS)(y, x, acc)
}

// addProduct is acc += x*y.
func (k *kernel) addProduct(acc, x reg.VecVirtual, y operand.Op) {
	k.pick(k.VFMADD231PD, k.VFMADD231PS)(k.spread(y), x, acc)
}

// subProduct is acc -= x*y.
func (k *kernel) subProduct(acc, x reg.VecVirtual, y operand.Op) {
	k.pick(k.VFNMADD231PD, k.VFNMADD231PS)(k.spread(y), x, acc)
}

// constants are the given values, lowest degree of a polynomial first.
func (k *kernel) constants(values []float64) []operand.Op {
	ops := make([]operand.Op, len(values))
	for i, v := range values {
		ops[i] = k.constant(v)
	}
	return ops
}

// polynomial is c[0] + c[1]*x + c[2]*x**2 + ... by Horner's rule.
func (k *kernel) polynomial(x reg.VecVirtual, c []operand.Op) reg.VecVirtual {
	last := len(c) - 1
	q := k.copyOf(c[last])
	for i := last - 1; i >= 0; i-- {
		k.mulAdd(q, x, c[i])
	}
	return q
}

// anyLane sets the flags to "not equal" if a lane of mask is set; AVX2 only.
func (k *kernel) anyLane(mask reg.VecVirtual) reg.GPVirtual {
	any := k.GP32()
	k.pick(unaryOp(k.VMOVMSKPD), unaryOp(k.VMOVMSKPS))(mask, any)
	k.TESTL(any, any)
	return any
}

// unaryOp is an instruction of two operands as an opcode.
func unaryOp(f func(a, b operand.Op)) opcode {
	return func(ops ...operand.Op) { f(ops[0], ops[1]) }
}

// Predicates of VCMPPD and VCMPPS.
const (
	equal        = 0
	less         = 1
	unordered    = 3 // one is a NaN
	notLessEqual = 6 // greater, or a NaN
)

// replace is y = value in the lanes where x compares so with limit.
func (k *kernel) replace(y, x reg.VecVirtual, predicate uint64, limit, value operand.Op) {
	if k.isa == avx512 {
		lanes := k.K()
		k.pick(k.VCMPPD, k.VCMPPS)(operand.U8(predicate), limit, x, lanes)
		k.pick(k.VMOVAPD, k.VMOVAPS)(value, lanes, y)
		return
	}
	lanes := k.vec()
	k.pick(k.VCMPPD, k.VCMPPS)(operand.U8(predicate), limit, x, lanes)
	if k.size == 8 {
		k.VBLENDVPD(lanes, value, y, y)
	} else {
		k.VBLENDVPS(lanes, value, y, y)
	}
}

// lookup is a table of sixteen doubles in two registers.
type lookup struct{ low, high reg.VecVirtual }

func (k *kernel) lookup(name string, values []float64) lookup {
	bits := make([]uint64, len(values))
	for i, v := range values {
		bits[i] = math.Float64bits(v)
	}
	m := k.family.table(name, bits)
	t := lookup{k.ZMM(), k.ZMM()}
	k.VMOVUPD(m, t.low)
	k.VMOVUPD(m.Offset(64), t.high)
	return t
}

// at looks up the entries named by the low four bits of each lane of index.
func (k *kernel) at(t lookup, index reg.VecVirtual) reg.VecVirtual {
	v := k.copyOf(index)
	k.VPERMI2PD(t.high, t.low, v)
	return v
}

// clampTo holds x between -limit and limit; NaN passes, since MIN and MAX give their first operand here then.
func (k *kernel) clampTo(x reg.VecVirtual, limit float64) {
	k.pick(k.VMINPD, k.VMINPS)(x, k.register(k.bits(limit)), x)
	k.pick(k.VMAXPD, k.VMAXPS)(x, k.register(k.bits(-limit)), x)
}
