package elementary

import (
	"math"
	"math/bits"
)

// The remainder of an angle by pi/2.
//
// reduce returns the nearest multiple n of pi/2 (modulo 4) and the rest y, |y| <= pi/4, as a double-double whose
// relative error is below 2**-90 however close x comes to a multiple of pi/2. (For a float64 the closest is about
// 2**-61 away.)
//
// Up to 2**27, n pi/2 is subtracted in three pieces of 53 bits with exact products: 160 bits in all, of which n and
// the cancellation cost at most 27 + 61. Beyond, Payne and Hanek's observation helps: x = m 2**e with an integer m,
// so the bits of 2/pi that contribute whole turns to x * 2/pi may be left out, and 256 bits from there on suffice.

// reduce splits finite x = (4 i + n) pi/2 + y.
func reduce(x float64) (n int, y dd) {
	switch a := math.Abs(x); {
	case a <= math.Pi/4:
		return 0, dd{x, 0}
	case a > 1<<27:
		return reduceHuge(x)
	}
	t := x*twoOverPi + expShift
	f := t - expShift
	p1, p2 := twoProd(f, halfPi1), twoProd(f, halfPi2)
	s := twoSum(x-p1.hi, -p1.lo)
	u := twoSum(s.hi, -p2.hi)
	return int(math.Float64bits(t) & 3), fastTwoSum(u.hi, u.lo+(s.lo-(p2.lo+f*halfPi3)))
}

// reduceHuge is reduce for |x| >= 2**27.
func reduceHuge(x float64) (n int, y dd) {
	b := math.Float64bits(x)
	m := b&(1<<52-1) | 1<<52
	e := int(b>>52&0x7ff) - 1075 // |x| = m 2**e

	// The product m * 2/pi modulo 4 needs 2/pi from the bit of weight 2**(1-e) down. skip counts the bits left out.
	skip := e - 2
	if skip < 0 {
		skip = 0
	}
	word, shift := skip>>6, uint(skip&63)
	var w [4]uint64
	for i := range w {
		w[i] = twoOverPiBits[word+i]<<shift | twoOverPiBits[word+i+1]>>(64-shift)
	}
	// p is m * w modulo 2**256, most significant word first: m * 2/pi scaled by 2**(256-e+skip).
	var p [4]uint64
	var carry uint64
	for i := 3; i >= 0; i-- {
		hi, lo := bits.Mul64(m, w[i])
		var c uint64
		p[i], c = bits.Add64(lo, carry, 0)
		carry = hi + c
	}
	// The binary point sits e - skip bits below the top: two, or fewer when nothing was left out.
	if up := e - skip; up < 2 {
		down := uint(2 - up)
		for i := 3; i > 0; i-- {
			p[i] = p[i]>>down | p[i-1]<<(64-down)
		}
		p[0] = p[0]>>down | carry<<(64-down)
	}
	n = int(p[0] >> 62)
	for i := range 3 {
		p[i] = p[i]<<2 | p[i+1]>>62
	}
	p[3] <<= 2

	// p is now the fraction. Above one half, go to the next multiple and take the complement.
	negative := p[0]>>63 == 1
	if negative {
		n++
		var borrow uint64
		for i := 3; i >= 0; i-- {
			p[i], borrow = bits.Sub64(0, p[i], borrow)
		}
	}
	exp := -64
	if p[0] == 0 {
		p[0], p[1], p[2] = p[1], p[2], p[3]
		exp -= 64
	}
	if z := uint(bits.LeadingZeros64(p[0])); z > 0 {
		p[0] = p[0]<<z | p[1]>>(64-z)
		p[1] = p[1]<<z | p[2]>>(64-z)
		exp -= int(z)
	}
	head := float64(p[0] >> 11)
	rest := float64(p[0]<<53 | p[1]>>11)
	f := fastTwoSum(head*pow2(exp+11), rest*pow2(exp-53)).mul(ddHalfPi)
	if negative != (x < 0) {
		f = f.neg()
	}
	if x < 0 {
		n = -n
	}
	return n & 3, f
}
