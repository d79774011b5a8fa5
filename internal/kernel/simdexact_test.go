//go:build amd64

package kernel

import "math"

// wide is a number as the unevaluated sum of two doubles, good for about 104 bits. It is the reference for kernels
// of float64; those of float32 are held against package math.
type wide struct{ high, low float64 }

func quickTwoSum(a, b float64) wide {
	s := a + b
	return wide{s, b - (s - a)}
}

func twoSum(a, b float64) wide {
	s := a + b
	t := s - a
	return wide{s, (a - (s - t)) + (b - t)}
}

func (x wide) add(y wide) wide {
	s := twoSum(x.high, y.high)
	return quickTwoSum(s.high, s.low+x.low+y.low)
}

func (x wide) mul(y wide) wide {
	p := x.high * y.high
	return quickTwoSum(p, math.FMA(x.high, y.high, -p)+x.high*y.low+x.low*y.high)
}

var (
	wideLn2   = wide{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56}
	wideTerms = reciprocalFactorials(14)
)

// reciprocalFactorials is 1/k! for k up to n.
func reciprocalFactorials(n int) []wide {
	terms := []wide{{1, 0}}
	for k := 1; k <= n; k++ {
		x, d := terms[k-1], float64(k)
		high := x.high / d
		terms = append(terms, quickTwoSum(high, (math.FMA(-high, d, x.high)+x.low)/d))
	}
	return terms
}

// wideExp is exp(x) = y · 2**k with y near 1: the Taylor series at r/64, squared six times.
func wideExp(x wide) (y wide, k int) {
	t := math.RoundToEven(x.high / math.Ln2)
	r := x.add(wideLn2.mul(wide{-t, 0}))
	r.high, r.low = r.high/64, r.low/64
	y = wideTerms[14]
	for i := 13; i >= 0; i-- {
		y = y.mul(r).add(wideTerms[i])
	}
	for range 6 {
		y = y.mul(y)
	}
	return y, int(t)
}

// wideLog is log(x) for positive finite x: a Newton step from the library's answer.
func wideLog(x float64) wide {
	fraction, exponent := math.Frexp(x) // exact for subnormal numbers, unlike math.Log
	if fraction < math.Sqrt2/2 {
		fraction, exponent = 2*fraction, exponent-1
	}
	guess := math.Log(fraction)
	e, k := wideExp(wide{-guess, 0})
	scaled := wide{math.Ldexp(e.high, k), math.Ldexp(e.low, k)}
	d := scaled.mul(wide{fraction, 0}).add(wide{-1, 0})
	step := d.add(wide{-d.high * d.high / 2, 0})
	return wideLn2.mul(wide{float64(exponent), 0}).add(wide{guess, 0}).add(step)
}

// ulps is the distance of got from the exact y · 2**k in units of the last place that the exact number has as a float
// with the given precision and smallest exponent.
func ulps(got float64, y wide, k, precision, smallest int) float64 {
	_, e := math.Frexp(y.high)
	unit := max(e+k-precision, smallest)
	return math.Abs(math.Ldexp((math.Ldexp(got, -k)-y.high)-y.low, k-unit))
}
