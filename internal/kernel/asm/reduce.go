package main

import (
	"fmt"
	"go/token"
	"go/types"
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// accumulators is how many vectors a reduction keeps, enough to hide the latency of an addition.
const accumulators = 8

// folding is one operation that folds a run into a number.
type folding struct {
	op    string
	doc   string
	start float64 // changes nothing
	pair  func(*kernel) (wide, narrow opcode)
	nan   bool // NaN must be looked for

	pattern func(*kernel) uint64 // of integers in place of start
	signed  bool                 // unsigned integers have another loop
}

// reducing is the family of the reductions. The assembly returns the fold of a[:n], the wrapper combines it with *acc.
//
// Element i goes to accumulator vector (i / lanes) % 8, lane i % lanes; what is left after the last whole turn goes to
// the first vector under a mask. Then the vectors are folded in pairs, and the halves of the last one. The order
// depends on n alone. The wrappers of the floating sums hand out blocks and add their sums in pairs, so the error
// grows with the logarithm of n; see pairwise.
//
// MAX and MIN lose a NaN: where one operand is NaN they give the second. So a NaN is looked for apart, with one
// comparison for every two vectors, and decides in the end.
func reducing() *family {
	f := newFamily("reduce")
	for _, i := range isas {
		for _, e := range []elem{f64, f32} {
			f.reduce(folding{op: "sum", doc: "r += a[i]", start: math.Copysign(0, -1), pair: (*kernel).addFloat}, i, e)
			f.reduce(folding{op: "prod", doc: "r *= a[i]", start: 1, pair: (*kernel).mulFloat}, i, e)
			f.reduce(folding{op: "max", doc: "r = max(r, a[i])", start: math.Inf(-1), pair: (*kernel).maxFloat, nan: true}, i, e)
			f.reduce(folding{op: "min", doc: "r = min(r, a[i])", start: math.Inf(1), pair: (*kernel).minFloat, nan: true}, i, e)
		}
		f.reduce(folding{op: "sum", doc: "r += a[i]", pair: (*kernel).addInt}, i, i64)
		for _, e := range []elem{i64, i32} {
			if i == avx2 && e == i64 {
				continue // AVX2 has no such instruction
			}
			f.reduce(folding{op: "max", doc: "r = max(r, a[i])", signed: true, pattern: (*kernel).sign,
				pair: func(k *kernel) (wide, narrow opcode) { return k.VPMAXSQ, k.VPMAXSD }}, i, e)
			f.reduce(folding{op: "min", doc: "r = min(r, a[i])", signed: true, pattern: (*kernel).notSign,
				pair: func(k *kernel) (wide, narrow opcode) { return k.VPMINSQ, k.VPMINSD }}, i, e)
		}
	}
	return f
}

// reduce writes the kernel, its wrapper and its rows.
func (f *family) reduce(o folding, i isa, e elem) {
	name := o.op + e.suffix + i.name
	f.fold(name, o, i, e)
	acc := "*(*" + e.goType + ")(acc)"
	body := fmt.Sprintf("%s = %s(%s, %s(n, a))", acc, o.op, acc, bodyName(name))
	switch {
	case o.op == "sum" && e.float():
		body = fmt.Sprintf("%s += pairwise(n, a, %s)", acc, bodyName(name))
	case o.op == "prod":
		body = fmt.Sprintf("%s *= %s(n, a)", acc, bodyName(name))
	case o.op == "sum":
		body = fmt.Sprintf("%s += %s(n, a)", acc, bodyName(name))
	}
	f.wrap(name, reduceParams, body)
	fields := []field{{"Reduce", name}}
	f.rows[i.name] = append(f.rows[i.name], row{o.op, e, e, fields})
	if unsigned, ok := unsignedTwin[e]; ok && !o.signed {
		f.rows[i.name] = append(f.rows[i.name], row{o.op, unsigned, unsigned, fields})
	}
}

// fold writes one kernel.
func (f *family) fold(name string, o folding, i isa, e elem) {
	result := types.NewTuple(types.NewVar(token.NoPos, nil, "r", types.Universe.Lookup(e.goType).Type()))
	k := f.begin(name, "for i := range n { "+o.doc+" }", i, e, result, "a")
	a := k.stream("a", e.size)
	neutral := k.bits(o.start)
	if o.pattern != nil {
		neutral = o.pattern(k)
	}
	var sums [accumulators]reg.VecVirtual
	for j := range sums {
		sums[j] = k.register(neutral)
	}
	filler := k.pattern(neutral)
	op := k.pick(o.pair(k))
	var nan nanWatch
	if o.nan {
		nan = k.nanWatch()
	}

	k.turns(accumulators, func() {
		for j := 0; j < accumulators; j += 2 {
			if !o.nan {
				op(k.mem(a, block{index: j}), sums[j], sums[j])
				op(k.mem(a, block{index: j + 1}), sums[j+1], sums[j+1])
				continue
			}
			x, y := k.load(a, block{index: j}), k.load(a, block{index: j + 1})
			nan.see(k, x, y)
			op(x, sums[j], sums[j])
			op(y, sums[j+1], sums[j+1])
		}
	}, a)
	k.rest(func(b block) {
		x := k.loadOr(a, b, filler)
		if o.nan {
			nan.see(k, x, x)
		}
		op(x, sums[0], sums[0])
	}, a)

	for width := accumulators / 2; width > 0; width /= 2 {
		for j := range width {
			op(sums[j+width], sums[j], sums[j])
		}
	}
	k.across(sums[0], op)
	r, err := k.ReturnIndex(0).Resolve()
	if err != nil {
		panic(err)
	}
	if e.size == 8 {
		k.VMOVQ(sums[0].AsX(), r.Addr)
	} else {
		k.VMOVSS(sums[0].AsX(), r.Addr)
	}
	if o.nan {
		nan.decide(k, r.Addr)
	}
	k.finish()
}

// across folds the lanes of v into its first: the upper half into the lower, until one is left.
func (k *kernel) across(v reg.VecVirtual, op opcode) {
	if k.isa == avx512 {
		high := k.YMM()
		k.VEXTRACTF64X4(operand.U8(1), v, high)
		op(high, v.AsY(), v.AsY())
	}
	high, x := k.XMM(), v.AsX()
	k.VEXTRACTF128(operand.U8(1), v.AsY(), high)
	op(high, x, x)
	k.VPERMILPD(operand.U8(1), x, high) // exchanges the qwords
	op(high, x, x)
	if k.size == 4 {
		k.VMOVSHDUP(x, high) // the second dword first
		op(high, x, x)
	}
}

// nanWatch remembers whether a NaN was seen: in a mask register with AVX-512, in the lanes of a vector with AVX2.
type nanWatch struct {
	mask  reg.OpmaskVirtual
	lanes reg.VecVirtual
}

func (k *kernel) nanWatch() nanWatch {
	if k.isa == avx512 {
		w := nanWatch{mask: k.K()}
		k.KXORW(w.mask, w.mask, w.mask)
		return w
	}
	return nanWatch{lanes: k.zero()}
}

// see looks at two vectors; "unordered" is true where either is NaN.
func (w nanWatch) see(k *kernel, x, y reg.VecVirtual) {
	compare := k.pick(k.VCMPPD, k.VCMPPS)
	if k.isa == avx512 {
		found := k.K()
		compare(operand.U8(unordered), y, x, found)
		k.KORW(found, w.mask, w.mask)
		return
	}
	found := k.vec()
	compare(operand.U8(unordered), y, x, found)
	k.VORPD(found, w.lanes, w.lanes)
}

// decide makes the result NaN if one was seen.
func (w nanWatch) decide(k *kernel, result operand.Mem) {
	if k.isa == avx512 {
		k.KORTESTW(w.mask, w.mask)
	} else {
		k.anyLane(w.lanes)
	}
	k.detour("nan", func() {
		bits := k.GP64()
		k.MOVQ(operand.U64(k.bits(math.NaN())), bits)
		if k.size == 8 {
			k.MOVQ(bits, result)
		} else {
			k.MOVL(bits.As32(), result)
		}
	})
}
