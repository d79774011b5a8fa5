package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// exponential is the family of exp.
//
// All variants write x = t·ln2 + r with t the nearest multiple of a step (1, or a fraction with a table), so that
// exp(x) = 2**t · exp(r), and approximate exp(r) - 1 by r + r²·q(r). ln2 is a sum of two numbers, the high one with
// enough trailing zeros that t·high is exact; t itself falls out of the low bits of x/ln2 + magic, where magic is
// so large that the last bit of the sum is worth one step.
//
//	variant     step  degree of q  exp(r) alone   largest error met
//	f64 AVX2    1/8   5            2**-58.3       0.81 ulp (0.88 where the result is subnormal)
//	f64 AVX512  1/16  4            2**-56.3       0.55 ulp (0.81 where the result is subnormal)
//	f32 both    1     4            2**-28.0       0.90 ulp
//
// A vector with a lane that is infinite or far out leaves the straight path to be clamped to ±1000, beyond which the
// result is 0 or +Inf. With AVX-512 that is all: VSCALEFPD overflows and rounds into the subnormal range. AVX2 adds t
// to the exponent bits, which is wrong near both ends of the range; vectors with such a lane scale in two steps.
func exponential() *family {
	f := newFamily("exp")
	doc := "for i := range n { dst[i] = exp(a[i]) }"
	f.unary("exp", "exp", doc, avx512, f64, 2, (*kernel).expTable)
	f.unary("exp", "exp", doc, avx512, f32, 2, (*kernel).expScalef)
	f.unary("exp", "exp", doc, avx2, f64, 4, (*kernel).expEighths)
	f.unary("exp", "exp", doc, avx2, f32, 2, (*kernel).expShift)
	return f
}

// Coefficients of q in exp(r) = 1 + r + r²·q(r), from coefficients.py.
var (
	// |r| <= ln2/32
	expTableQ = []float64{
		0x1.fffffffffffb9p-2,
		0x1.555555548f890p-3,
		0x1.55555558fcbd3p-5,
		0x1.11123aae7733bp-7,
		0x1.6c14c6d1f5ffdp-10,
	}
	// |r| <= ln2/2
	expQ = []float64{
		0x1.fffffcp-2,
		0x1.555492p-3,
		0x1.5558f2p-5,
		0x1.1239d4p-7,
		0x1.6a244ap-10,
	}
)

// pair is a number as the sum of two floats.
type pair struct{ high, low float64 }

// ln2 by element type, the high part with 9 (f32) or 11 (f64) trailing zeros.
var ln2 = map[elem]pair{
	f64: {0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45},
	f32: {0x1.62e400p-1, 0x1.7f7d1cp-20},
}

// ln2Short has 15 trailing zeros, for multiples of 1/8 and 1/16.
var ln2Short = pair{0x1.62e42fefa0000p-1, 0x1.cf79abc9e3b3ap-40}

// powers is 2**(j/16), from coefficients.py.
var powers = []pair{
	{0x1.0000000000000p+0, 0x0.0p+0},
	{0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
	{0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55},
	{0x1.2387a6e756238p+0, 0x1.9b07eb6c70573p-54},
	{0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
	{0x1.3dea64c123422p+0, 0x1.ada0911f09ebcp-55},
	{0x1.4bfdad5362a27p+0, 0x1.d4397afec42e2p-56},
	{0x1.5ab07dd485429p+0, 0x1.6324c054647adp-54},
	{0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54},
	{0x1.7a11473eb0187p+0, -0x1.41577ee04992fp-55},
	{0x1.8ace5422aa0dbp+0, 0x1.6e9f156864b27p-54},
	{0x1.9c49182a3f090p+0, 0x1.c7c46b071f2bep-56},
	{0x1.ae89f995ad3adp+0, 0x1.7a1cd345dcc81p-54},
	{0x1.c199bdd85529cp+0, 0x1.11065895048ddp-55},
	{0x1.d5818dcfba487p+0, 0x1.2ed02d75b3707p-55},
	{0x1.ea4afa2a490dap+0, -0x1.e9c23179c2893p-54},
}

// reduction is what splits x into t·ln2 + r.
type reduction struct {
	inverse, magic, high, low operand.Op
}

func (k *kernel) reduction(step float64, ln2 pair) reduction {
	return reduction{
		inverse: k.constant(1 / math.Ln2),
		magic:   k.constant(math.Ldexp(1.5*step, k.mantissa())),
		high:    k.constant(ln2.high),
		low:     k.constant(ln2.low),
	}
}

// parts is what x is split into.
type parts struct {
	bits  reg.VecVirtual // t in units of the step, as an integer in the low bits of magic's pattern
	t     reg.VecVirtual
	rough reg.VecVirtual // x - t·high, exact
	r     reg.VecVirtual // rough - t·low
}

// nearest is magic + t.
func (k *kernel) nearest(x reg.VecVirtual, c reduction) reg.VecVirtual {
	return k.productPlus(x, c.inverse, c.magic)
}

func (k *kernel) reduce(x, bits reg.VecVirtual, c reduction) parts {
	t := k.sub(bits, c.magic)
	rough := k.copyOf(x)
	k.subProduct(rough, t, c.high)
	r := k.copyOf(rough)
	k.subProduct(r, t, c.low)
	return parts{bits, t, rough, r}
}

// nearby makes nearest for the blocks of a turn with AVX-512, with a detour that clamps all of them where a lane is far
// from the range of exp. There are one or two blocks, as many as KORTEST looks at.
func (k *kernel) nearby(c reduction, step float64) func(xs []reg.VecVirtual) []reg.VecVirtual {
	// A higher pattern of magic + t, as an unsigned integer, means that x is large, +Inf, NaN, -Inf, or so far below
	// zero that the sum is negative. Above that and below -1000, t is exact enough for VSCALEFPD to give 0.
	highest := k.register(k.bits(math.Ldexp(1.5*step, k.mantissa()) + 2000))
	return func(xs []reg.VecVirtual) []reg.VecVirtual {
		var bits []reg.VecVirtual
		var far []reg.OpmaskVirtual
		for i, x := range xs {
			bits, far = append(bits, k.nearest(x, c)), append(far, k.K())
			const greater = 6
			k.pick(k.VPCMPUQ, k.VPCMPUD)(operand.U8(greater), highest, bits[i], far[i])
		}
		k.pick(unaryOp(k.KORTESTB), unaryOp(k.KORTESTW))(far[0], far[len(far)-1])
		k.detour("clamp", func() {
			for i, x := range xs {
				k.clampTo(x, 1000)
				k.VMOVAPD(k.nearest(x, c), bits[i])
			}
		})
		return bits
	}
}

// loads is the blocks of a.
func (k *kernel) loads(a stream, blocks []block) []reg.VecVirtual {
	xs := make([]reg.VecVirtual, len(blocks))
	for i, b := range blocks {
		xs[i] = k.load(a, b)
	}
	return xs
}

// expTable is exp for f64 with AVX-512: exp(x) = 2**floor(t) · T[j] · exp(r), where j is t's fraction in sixteenths.
// The low half of T keeps its rounding out of the result.
func (k *kernel) expTable() mapper {
	c := k.reduction(1.0/16, ln2Short)
	q := k.constants(expTableQ)
	near := k.nearby(c, 1.0/16)
	var high, low []float64
	for _, p := range powers {
		high, low = append(high, p.high), append(low, p.low)
	}
	tableHigh, tableLow := k.lookup("powers_high", high), k.lookup("powers_low", low)
	return func(blocks []block, dst, a stream) {
		xs := k.loads(a, blocks)
		for i, bits := range near(xs) {
			v := k.reduce(xs[i], bits, c)
			p := k.polynomial(v.r, q)
			k.mulAdd(p, k.mul(v.r, v.r), v.r)
			y := k.at(tableHigh, v.bits)
			k.mulAdd(p, y, k.at(tableLow, v.bits))
			y = k.add(y, p)
			k.VSCALEFPD(v.t, y, y)
			k.store(y, dst, blocks[i])
		}
	}
}

// expScalef is exp for f32 with AVX-512.
func (k *kernel) expScalef() mapper {
	c := k.reduction(1, ln2[k.elem])
	near := k.nearby(c, 1)
	q, one := k.constants(expQ), k.constant(1)
	return func(blocks []block, dst, a stream) {
		xs := k.loads(a, blocks)
		for i, bits := range near(xs) {
			v := k.reduce(xs[i], bits, c)
			y := k.whole(v, k.polynomial(v.r, q), c, one)
			k.VSCALEFPS(v.t, y, y)
			k.store(y, dst, blocks[i])
		}
	}
}

// whole is exp(r) = 1 + (rough + (r²·q - t·low)): r without its last rounding, rough being exact.
func (k *kernel) whole(p parts, q reg.VecVirtual, c reduction, one operand.Op) reg.VecVirtual {
	q = k.mul(q, k.mul(p.r, p.r))
	k.subProduct(q, p.t, c.low)
	return k.add(k.add(q, p.rough), one)
}

// expShift is exp for f32 with AVX2.
func (k *kernel) expShift() mapper {
	// Beyond safe, 2**t alone may leave the range; beyond limit the result surely is 0 or +Inf, and t/2 fits.
	const mantissa, sign, safe, limit = 23, 1 << 31, 87, 150
	c := k.reduction(1, ln2[f32])
	q, one := k.constants(expQ), k.constant(1)
	magnitude, bound := k.pattern(sign-1), k.constant(safe)
	scale := func(y, t reg.VecVirtual) {
		s := k.vec()
		k.VPSLLD(operand.U8(mantissa), t, s)
		k.VPADDD(s, y, y)
	}
	return each(func(b block, dst, a stream) {
		x := k.load(a, b)
		size := k.vec()
		k.VANDPS(magnitude, x, size)
		k.VCMPPS(operand.U8(notLessEqual), bound, size, size)
		special := k.anyLane(size)
		k.detour("clamp", func() {
			k.clampTo(x, limit)
		})
		v := k.reduce(x, k.nearest(x, c), c)
		y := k.whole(v, k.polynomial(v.r, q), c, one)
		done := k.label("scaled")
		twice := k.label("scale_twice")
		k.TESTL(special, special)
		k.JNE(operand.LabelRef(twice))
		scale(y, v.bits)
		k.Label(done)
		k.store(y, dst, b)
		k.later = append(k.later, func() {
			k.Label(twice)
			// bits holds t as an integer below the pattern of magic; halves h and t-h scale one after the other.
			t := k.vec()
			k.VPSUBD(c.magic, v.bits, t)
			half := k.vec()
			k.VPSRAD(operand.U8(1), t, half)
			k.VPSUBD(half, t, t)
			// Products, not sums of patterns, since NaN must stay what it is.
			for _, exponent := range []reg.VecVirtual{half, t} {
				power := k.copyOf(one)
				scale(power, exponent)
				k.VMULPS(power, y, y)
			}
			k.JMP(operand.LabelRef(done))
		})
	})
}
