package layout

import (
	"math"
	"slices"
)

// Do two strided arrays share a byte? Comparing extents answers "surely not" but not "surely": the
// even and the odd elements of a vector have extents that interleave and no byte in common.
//
// Index i of the one and j of the other, at bytes p and q of their elements, share an address when
//
//	aAddr + Σ i[k]·s[k] + p = bAddr + Σ j[k]·t[k] + q
//
// for indices inside the shapes and p, q inside the itemsizes. An axis with a negative stride is
// turned round (i ↦ dim-1-i), and so are the axes of the second operand, which brings them to the
// left with positive sign. What remains is a bounded linear Diophantine problem:
//
//	Σ c[k]·x[k] ∈ [lo, hi],   0 ≤ x[k] ≤ u[k],   c[k] > 0
//
// where the freedom of p and q became the width of the interval. Deciding it is NP-complete in
// general (it contains subset sum), but arrays in practice make it easy:
//
//   - Axes of equal stride add up: their x are one variable with the sum of the bounds.
//   - A coefficient no larger than the number of integers in the interval leaves no gap between its
//     multiples: the variable disappears and the interval grows by c·u. In ascending order this
//     swallows packed axes one after the other, so packed operands need no search at all.
//   - No multiple of the gcd of the coefficients in the interval: no solution. This tells even from
//     odd elements.
//   - Otherwise fix the variable with the largest coefficient. The others can add only between 0 and
//     their total reach, so few values of it qualify (one or two where axes do not interleave), and
//     each leaves a smaller problem of the same kind.
//
// The search counts its steps and gives up at a limit. Giving up answers true, the safe side: the
// caller then makes a copy it might have done without.

// maxSteps bounds the search. Real layouts take a few dozen steps; the limit is some 100 µs.
const maxSteps = 1 << 13

// Overlap says whether a byte belongs to an element of both arrays, whose elements 0 lie at addresses
// aAddr and bAddr and take aItem and bItem bytes. It is exact for all but contrived strides, for which
// it may say true wrongly, never false wrongly.
func Overlap(a Layout, aAddr uintptr, aItem int, b Layout, bAddr uintptr, bItem int) bool {
	aLo, aHi := a.Extent(aItem)
	bLo, bHi := b.Extent(bItem)
	if aLo == aHi || bLo == bHi || aItem == 0 || bItem == 0 {
		return false
	}
	distance := int(bAddr - aAddr) // from a's element 0 to b's
	if saturated(aLo, aHi) || saturated(bLo, bHi) || abs(distance) > math.MaxInt/4 {
		return true
	}
	if aHi <= distance+bLo || distance+bHi <= aLo {
		return false
	}
	p := problem{terms: make([]term, 0, 16)}
	p.addAxes(a)
	p.addAxes(b)
	// Measured from the lowest byte of a and the highest of b, every x counts upwards from 0. Elements
	// share a byte when their starts differ by less than aItem one way and bItem the other.
	highest := distance + bHi - bItem
	p.lo = highest - aLo - (aItem - 1)
	p.hi = highest - aLo + (bItem - 1)
	return p.solvable()
}

// SelfOverlap says whether two elements of one array share a byte: of a broadcast array, say, or of
// windows that slide by less than their length. It is exact where Overlap is.
func SelfOverlap(l Layout, itemsize int) bool {
	lo, hi := l.Extent(itemsize)
	if lo == hi || itemsize == 0 {
		return false
	}
	for k, dim := range l.Shape {
		if dim > 1 && l.Strides[k] == 0 {
			return true
		}
	}
	if saturated(lo, hi) {
		return true
	}
	if nested(l, itemsize) {
		return false
	}
	// Two elements differ by an index step d[k] on each axis, -u[k] ≤ d[k] ≤ u[k], and at least one is
	// not 0. With the axis of the first such one named, and its sign chosen, that is one problem an
	// axis: earlier axes do not differ, this one by 1+x, later ones by x-u.
	for first, dim := range l.Shape {
		if dim == 1 {
			continue
		}
		p := problem{terms: make([]term, 0, 16)}
		start := abs(l.Strides[first])
		p.add(start, dim-2)
		for k := first + 1; k < len(l.Shape); k++ {
			stride, bound := abs(l.Strides[k]), l.Shape[k]-1
			p.add(stride, 2*bound)
			start -= stride * bound
		}
		p.lo, p.hi = -start-(itemsize-1), -start+(itemsize-1)
		if p.solvable() {
			return true
		}
	}
	return false
}

// nested says that, in order of stride, each axis steps over all that the narrower ones reach. That
// proves the elements disjoint without a search, and holds for nearly every array.
func nested(l Layout, itemsize int) bool {
	order := make([]term, 0, 16)
	for k, dim := range l.Shape {
		if dim > 1 {
			order = append(order, term{abs(l.Strides[k]), dim - 1})
		}
	}
	slices.SortFunc(order, func(a, b term) int { return a.c - b.c })
	reach := itemsize
	for _, t := range order {
		if t.c < reach {
			return false
		}
		reach += t.c * t.u
	}
	return true
}

// saturated says that an extent is too wide for the sums here to be safe.
func saturated(lo, hi int) bool { return lo < -math.MaxInt/8 || hi > math.MaxInt/8 }

// term is a variable x, 0 ≤ x ≤ u, with coefficient c > 0.
type term struct{ c, u int }

// problem asks for values that make Σ c·x lie in [lo, hi].
type problem struct {
	terms  []term
	lo, hi int
	steps  int
}

// add adds a variable.
func (p *problem) add(c, u int) {
	if c != 0 && u != 0 {
		p.terms = append(p.terms, term{c, u})
	}
}

// addAxes adds a variable for every axis of l.
func (p *problem) addAxes(l Layout) {
	for k, dim := range l.Shape {
		p.add(abs(l.Strides[k]), dim-1)
	}
}

// solvable says that there is a solution, or that the search was given up.
func (p *problem) solvable() bool {
	p.mergeEqual()
	p.absorb()
	// reach[k] and gcd[k] are of the terms before k, those a search at k has still to choose.
	n := len(p.terms)
	reach, gcds := make([]int, n+1), make([]int, n+1)
	for k, t := range p.terms {
		reach[k+1] = reach[k] + t.c*t.u
		gcds[k+1] = gcd(gcds[k], t.c)
	}
	return p.search(n, p.lo, p.hi, reach, gcds)
}

// mergeEqual sorts the terms by coefficient and adds up those that share one.
func (p *problem) mergeEqual() {
	slices.SortFunc(p.terms, func(a, b term) int { return a.c - b.c })
	kept := p.terms[:0]
	for _, t := range p.terms {
		if last := len(kept) - 1; last >= 0 && kept[last].c == t.c {
			kept[last].u += t.u
			continue
		}
		kept = append(kept, t)
	}
	p.terms = kept
}

// absorb removes the leading terms whose multiples leave no gap between copies of the interval.
func (p *problem) absorb() {
	for len(p.terms) > 0 && p.terms[0].c <= p.hi-p.lo+1 {
		p.lo -= p.terms[0].c * p.terms[0].u
		p.terms = p.terms[1:]
	}
}

// search looks for values of the first n terms whose sum lies in [lo, hi].
func (p *problem) search(n, lo, hi int, reach, gcds []int) bool {
	if hi < 0 || lo > reach[n] {
		return false
	}
	if lo <= 0 || hi >= reach[n] {
		return true // all at 0, or all at their bounds
	}
	if g := gcds[n]; hi/g*g < lo {
		return false
	}
	t := p.terms[n-1]
	most := min(hi/t.c, t.u)
	least := max(0, (lo-reach[n-1]+t.c-1)/t.c)
	for x := most; x >= least; x-- {
		if p.steps++; p.steps > maxSteps {
			return true
		}
		if p.search(n-1, lo-t.c*x, hi-t.c*x, reach, gcds) {
			return true
		}
	}
	return false
}

// gcd is the greatest common divisor of a ≥ 0 and b ≥ 0; gcd(0, b) is b.
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
