package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// logarithm is the family of log.
//
// All variants write x = 2**e · m with m in one binade around 1, taken from the binary pattern with integer
// arithmetic, so that near 1 e is 0 and nothing cancels. Then
//
//	f64 AVX512: log x = (e·ln2 + L) + log1p(r) with r = m·c - 1, |r| < 1/32; c and L = -log(c) from a table of
//	            sixteen. c has six or seven bits after the point, so r is
//	            exact where that matters. The high parts of ln2 and L are multiples of
//	            2**-42, so their sum is exact too, and is added last.
//	f64 AVX2:   log(1+f) = f - (f²/2 - s·(f²/2 + R(s²))) with s = f/(2+f); AVX2 has no table of doubles but a
//	            division in the shadow of the polynomial.
//	f32:        log(1+f) = f + (f³·q(f) - f²/2).
//
//	variant     polynomial  alone      largest error met
//	f64 AVX2    degree 6    2**-58.9   0.84 ulp
//	f64 AVX512  degree 7    2**-56.6   0.80 ulp
//	f32 both    degree 7    2**-27.2   0.79 ulp
//
// A vector with a lane that is not a positive normal number leaves the straight path twice: to scale subnormals up,
// and to put in the results for zero, negative numbers, infinity and NaN.
func logarithm() *family {
	f := newFamily("log")
	doc := "for i := range n { dst[i] = log(a[i]) }"
	f.unary("log", "log", doc, avx512, f64, 2, (*kernel).logTable)
	f.unary("log", "log", doc, avx512, f32, 2, (*kernel).logShort)
	f.unary("log", "log", doc, avx2, f64, 1, (*kernel).logDivide)
	f.unary("log", "log", doc, avx2, f32, 1, (*kernel).logShort)
	return f
}

// Coefficients from coefficients.py.
var (
	// log1p(r) = r + r²·q(r), |r| < 1/32
	logTableQ = []float64{
		-0x1.fffffffffffa0p-2,
		0x1.555555555549fp-2,
		-0x1.00000000f745fp-2,
		0x1.9999999c44232p-3,
		-0x1.55553cd8771abp-3,
		0x1.24922d57616fdp-3,
		-0x1.00792321f1eadp-3,
		0x1.c80df4487d6e1p-4,
	}
	// 2·atanh(s) = 2s + s³·q(s²), |s| <= 3 - 2·sqrt2
	logDivideQ = []float64{
		0x1.5555555555592p-1,
		0x1.999999997fdb7p-2,
		0x1.24924941f1302p-2,
		0x1.c71c520951013p-3,
		0x1.74663eeb66737p-3,
		0x1.39a1ba6070412p-3,
		0x1.2f0567468847fp-3,
	}
	// log1p(f) = f - f²/2 + f³·q(f), sqrt(1/2) <= 1+f < sqrt2
	logShortQ = []float64{
		0x1.555554p-2,
		-0x1.000226p-2,
		0x1.99a008p-3,
		-0x1.547244p-3,
		0x1.22da1cp-3,
		-0x1.0d8544p-3,
		0x1.055b6ep-3,
		-0x1.38b57ep-4,
	}
)

// inverses is c and -log(c) for sixteen steps of the binary pattern from 1-45/2048 on, from coefficients.py.
var inverses = []struct {
	c float64
	l pair
}{
	{1.0, pair{0x0.0p+0, 0x0.0p+0}},
	{0.953125, pair{0x1.894aa149f8000p-5, 0x1.9a19a8be97661p-44}},
	{0.8984375, pair{0x1.b6ac88dad4000p-4, 0x1.b1bdff50225c7p-44}},
	{0.8515625, pair{0x1.4913d8333c000p-3, -0x1.53e43558124c4p-44}},
	{0.8046875, pair{0x1.bd087383be000p-3, -0x1.d4bc4595412b6p-45}},
	{0.765625, pair{0x1.1178e8227e000p-2, 0x1.1ef78ce2d07f2p-44}},
	{0.734375, pair{0x1.3c25277333000p-2, 0x1.83b54b606bd5cp-46}},
	{0.703125, pair{0x1.68ac83e9c7000p-2, -0x1.7af966c548a30p-44}},
	{0.671875, pair{0x1.973a343135000p-2, 0x1.ab73b16bf4984p-44}},
	{0.6484375, pair{0x1.bb9611b80e000p-2, 0x1.7d85bf40a666dp-45}},
	{0.6171875, pair{0x1.ee2a156b41000p-2, 0x1.f27f45a470251p-45}},
	{0.59375, pair{0x1.0ae76e2d05800p-1, -0x1.82de51de06076p-44}},
	{0.578125, pair{0x1.188ee40f24000p-1, -0x1.accec41d52e6cp-44}},
	{0.5546875, pair{0x1.2dbf557b0e000p-1, -0x1.7a6e507b9dc11p-46}},
	{0.53125, pair{0x1.43d9ff2f92000p-1, 0x1.e267b0b7efae1p-44}},
	{0.515625, pair{0x1.5322e26867800p-1, 0x1.5ccc45d257531p-47}},
}

// splitting takes x apart into 2**e · m with m in [start, 2·start).
type splitting struct {
	mantissa          int        // bits
	shift             operand.Op // pattern of 1 less that of start: brings start to a power of two
	start             operand.Op // pattern of start
	fraction          operand.Op // the mantissa bits of a pattern
	magic             operand.Op // 2**mantissa, whose low bits make a float of a small integer
	bias              operand.Op // what magic adds, and the exponent's own bias
	smallest, largest float64    // normal numbers
	lowest, highest   operand.Op // AVX2: see special
}

func (k *kernel) splitting(start float64) splitting {
	mantissa, bias := 52, 1023
	smallest, largest := 0x1p-1022, math.MaxFloat64
	all := uint64(math.MaxUint64)
	if k.size == 4 {
		mantissa, bias = 23, 127
		smallest, largest = 0x1p-126, math.MaxFloat32
		all = math.MaxUint32
	}
	sign := all/2 + 1
	magic := math.Ldexp(1, mantissa)
	c := splitting{
		mantissa: mantissa,
		shift:    k.pattern((k.bits(1) - k.bits(start)) & all),
		start:    k.pattern(k.bits(start)),
		fraction: k.pattern(1<<mantissa - 1),
		magic:    k.constant(magic),
		bias:     k.constant(magic + float64(bias)),
		smallest: smallest,
		largest:  largest,
	}
	if k.isa == avx2 {
		c.lowest = k.pattern((sign - k.bits(smallest)) & all)
		c.highest = k.pattern((k.bits(largest) - k.bits(smallest) + sign) & all)
	}
	return c
}

// split gives m, e, and the pattern of x moved so that its mantissa counts from start. x is positive and normal.
func (k *kernel) split(x reg.VecVirtual, c splitting) (m, e, moved reg.VecVirtual) {
	moved = k.binary(k.VPADDQ, k.VPADDD, x, c.shift)
	m = k.binary(k.VANDPD, k.VANDPS, moved, c.fraction)
	m = k.binary(k.VPADDQ, k.VPADDD, m, c.start)
	e = k.vec()
	k.pick(k.VPSRLQ, k.VPSRLD)(operand.U8(c.mantissa), moved, e)
	e = k.binary(k.VORPD, k.VORPS, e, c.magic)
	return m, k.sub(e, c.bias), moved
}

// special sets the flags to "not equal" if a lane of x is not a positive normal number, and returns how to set them
// so again.
func (k *kernel) special(x reg.VecVirtual, c splitting) (again func()) {
	if k.isa == avx512 {
		// Every class that VFPCLASS knows: NaNs, zeros, infinities, subnormal, negative.
		const classes = 0xff
		lanes := k.K()
		if k.size == 8 {
			k.VFPCLASSPDZ(operand.U8(classes), x, lanes)
			again = func() { k.KORTESTB(lanes, lanes) }
		} else {
			k.VFPCLASSPSZ(operand.U8(classes), x, lanes)
			again = func() { k.KORTESTW(lanes, lanes) }
		}
		again()
		return again
	}
	// One comparison of patterns: those of positive normal numbers follow each other, and become the lowest ones.
	lanes := k.binary(k.VPADDQ, k.VPADDD, x, c.lowest)
	k.pick(k.VPCMPGTQ, k.VPCMPGTD)(c.highest, lanes, lanes)
	any := k.anyLane(lanes)
	return func() { k.TESTL(any, any) }
}

// guarded writes core, which makes the result from a positive normal number in parts, with detours for other lanes.
// Dead lanes of a partial block hold 1, so as not to cause detours.
func (k *kernel) guarded(start float64, core func(m, e, moved reg.VecVirtual) reg.VecVirtual) mapper {
	c := k.splitting(start)
	one := k.constant(1)
	return each(func(b block, dst, a stream) {
		x := k.loadOr(a, b, one)
		again := k.special(x, c)
		m, e, moved := k.split(x, c)
		k.detour("subnormal", func() {
			up := float64(c.mantissa + 2)
			normal := k.constant(c.smallest)
			scaled := k.copyOf(x)
			k.replace(scaled, x, less, normal, k.copyOf(k.mul(x, k.constant(math.Ldexp(1, int(up))))))
			m2, e2, moved2 := k.split(scaled, c)
			k.replace(e2, x, less, normal, k.sub(e2, k.constant(up)))
			for _, move := range [][2]reg.VecVirtual{{m2, m}, {e2, e}, {moved2, moved}} {
				k.pick(k.VMOVAPD, k.VMOVAPS)(move[0], move[1])
			}
		})
		y := core(m, e, moved)
		again()
		k.detour("fix", func() {
			zero := k.zero()
			k.replace(y, x, notLessEqual, k.constant(c.largest), x) // infinity and NaN are their own logarithms
			k.replace(y, x, equal, zero, k.constant(math.Inf(-1)))
			k.replace(y, x, less, zero, k.constant(math.NaN()))
		})
		k.store(y, dst, b)
	})
}

// logTable is log for f64 with AVX-512.
func (k *kernel) logTable() mapper {
	var c, high, low []float64
	for _, v := range inverses {
		c, high, low = append(c, v.c), append(high, v.l.high), append(low, v.l.low)
	}
	tableC, tableHigh, tableLow := k.lookup("inverses", c), k.lookup("logs_high", high), k.lookup("logs_low", low)
	q, one := k.constants(logTableQ), k.constant(1)
	ln2High, ln2Low := k.constant(ln2[f64].high), k.constant(ln2[f64].low)
	return k.guarded(1-45.0/2048, func(m, e, moved reg.VecVirtual) reg.VecVirtual {
		index := k.vec()
		k.VPSRLQ(operand.U8(48), moved, index)
		r := k.at(tableC, index)
		k.mulSub(r, m, one)
		high, low := k.at(tableHigh, index), k.at(tableLow, index)
		k.addProduct(high, e, ln2High)
		k.addProduct(low, e, ln2Low)
		p := k.polynomial(r, q)
		k.mulAdd(p, k.mul(r, r), low)
		return k.add(high, k.add(r, p))
	})
}

// logDivide is log for f64 with AVX2.
func (k *kernel) logDivide() mapper {
	q, one, two, half := k.constants(logDivideQ), k.constant(1), k.constant(2), k.constant(0.5)
	ln2High, ln2Low := k.constant(ln2[f64].high), k.constant(ln2[f64].low)
	return k.guarded(math.Sqrt2/2, func(m, e, _ reg.VecVirtual) reg.VecVirtual {
		f := k.sub(m, one)
		s := k.div(f, k.add(f, two))
		square := k.mul(s, s)
		half := k.mul(k.mul(f, f), half)
		p := k.polynomial(square, q)
		k.mulAdd(p, square, half)
		t := k.mul(e, ln2Low)
		k.addProduct(t, s, p)
		y := k.sub(f, k.sub(half, t))
		k.addProduct(y, e, ln2High)
		return y
	})
}

// logShort is log for f32.
func (k *kernel) logShort() mapper {
	q, one, half := k.constants(logShortQ), k.constant(1), k.constant(0.5)
	ln2High, ln2Low := k.constant(ln2[f32].high), k.constant(ln2[f32].low)
	return k.guarded(math.Sqrt2/2, func(m, e, _ reg.VecVirtual) reg.VecVirtual {
		f := k.sub(m, one)
		p := k.polynomial(f, q)
		k.mulSub(p, f, half)
		k.mulAdd(p, k.mul(f, f), k.mul(e, ln2Low))
		y := k.add(f, p)
		k.addProduct(y, e, ln2High)
		return y
	})
}
