package layout

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

const base = 1 << 30 // an address with room on both sides

// touched counts how many elements touch each byte.
func touched(l Layout, addr, itemsize int) map[int]int {
	count := map[int]int{}
	for _, offset := range offsets(l) {
		for p := range itemsize {
			count[addr+offset+p]++
		}
	}
	return count
}

func overlapOracle(a Layout, aAddr, aItem int, b Layout, bAddr, bItem int) bool {
	bytes := touched(a, aAddr, aItem)
	for p := range touched(b, bAddr, bItem) {
		if bytes[p] > 0 {
			return true
		}
	}
	return false
}

func selfOverlapOracle(l Layout, itemsize int) bool {
	for _, n := range touched(l, 0, itemsize) {
		if n > 1 {
			return true
		}
	}
	return false
}

func TestOverlap(t *testing.T) {
	counts := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		aItem, bItem := rapid.IntRange(1, 8).Draw(t, "a item"), rapid.IntRange(1, 8).Draw(t, "b item")
		a, b := drawLayout(t, "a", 3, aItem), drawLayout(t, "b", 3, bItem)
		bAddr := base + rapid.IntRange(-60, 60).Draw(t, "distance")
		got := Overlap(a, base, aItem, b, uintptr(bAddr), bItem)
		want := overlapOracle(a, base, aItem, b, bAddr, bItem)
		if got != want {
			t.Fatalf("Overlap(%v of %d, %v of %d, distance %d) = %t", a, aItem, b, bItem, bAddr-base, got)
		}
		if back := Overlap(b, uintptr(bAddr), bItem, a, base, aItem); back != got {
			t.Fatalf("Overlap(%v of %d, %v of %d, distance %d) is not symmetric", a, aItem, b, bItem, bAddr-base)
		}
		counts[got]++
	})
	if counts[true] == 0 || counts[false] == 0 {
		t.Errorf("one-sided draws: %v", counts)
	}
}

func TestSelfOverlap(t *testing.T) {
	counts := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		itemsize := rapid.IntRange(1, 8).Draw(t, "itemsize")
		l := drawLayout(t, "l", 4, itemsize)
		got, want := SelfOverlap(l, itemsize), selfOverlapOracle(l, itemsize)
		if got != want {
			t.Fatalf("SelfOverlap(%v, %d) = %t", l, itemsize, got)
		}
		counts[got]++
	})
	if counts[true] == 0 || counts[false] == 0 {
		t.Errorf("one-sided draws: %v", counts)
	}
}

func TestOverlapCases(t *testing.T) {
	vector := func(n, stride int) Layout { return Layout{[]int{n}, []int{stride}} }
	const huge = 1 << 40
	for name, c := range map[string]struct {
		a        Layout
		b        Layout
		distance int
		want     bool
	}{
		"same":                     {vector(9, 8), vector(9, 8), 0, true},
		"next to each other":       {vector(9, 8), vector(9, 8), 72, false},
		"even and odd":             {vector(huge, 16), vector(huge, 16), 8, false},
		"even and unaligned odd":   {vector(huge, 16), vector(huge, 16), 4, true},
		"reversed onto itself":     {vector(9, 8), vector(9, -8), 64, true},
		"empty":                    {vector(0, 8), vector(9, 8), 0, false},
		"columns of a matrix":      {Layout{[]int{huge, 3}, []int{800, 8}}, Layout{[]int{huge, 3}, []int{800, 8}}, 24, false},
		"columns that touch":       {Layout{[]int{huge, 3}, []int{800, 8}}, Layout{[]int{huge, 3}, []int{800, 8}}, 16, true},
		"real and imaginary parts": {vector(1000, 16), vector(1000, 16), 8, false},
		"broadcast":                {Layout{[]int{huge, 4}, []int{0, 8}}, vector(4, 8), 32, false},
		"strides of the universe":  {vector(4, math.MaxInt), vector(9, 8), 0, true},
	} {
		bAddr := uintptr(base + c.distance)
		if got := Overlap(c.a, base, 8, c.b, bAddr, 8); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	for name, c := range map[string]struct {
		l    Layout
		want bool
	}{
		"packed":            {Contiguous([]int{huge, 3, 4}, 8), false},
		"rank 0":            {Layout{}, false},
		"broadcast":         {Layout{[]int{3, 4}, []int{0, 8}}, true},
		"broadcast of one":  {Layout{[]int{1, 4}, []int{0, 8}}, false},
		"sliding windows":   {Layout{[]int{huge, 3}, []int{8, 8}}, true},
		"disjoint windows":  {Layout{[]int{huge, 3}, []int{24, 8}}, false},
		"coprime, no clash": {Layout{[]int{3, 2}, []int{16, 24}}, false},
		"coprime, clash":    {Layout{[]int{4, 3}, []int{16, 24}}, true},
		"no elements":       {Layout{[]int{0, 4}, []int{0, 0}}, false},
	} {
		if got := SelfOverlap(c.l, 8); got != c.want {
			t.Errorf("self %s: %t", name, got)
		}
	}
}

// TestOverlapIsBounded poses a subset-sum problem that no shortcut decides; the answer may be wrong but
// must come, and must be the safe one if the search gives up.
func TestOverlapIsBounded(t *testing.T) {
	var a Layout
	for k := range 40 {
		a.Shape = append(a.Shape, 2)
		a.Strides = append(a.Strides, 1_000_000_007+2*(k*k*7919+k*104729))
	}
	Overlap(a, base, 1, Layout{}, base+20_000_000_321, 1)
	SelfOverlap(a, 1)
	wide := Layout{[]int{math.MaxInt32, math.MaxInt32}, []int{math.MaxInt16, math.MaxInt16 - 1}}
	Overlap(wide, base, 1, wide, base+1, 1)
	SelfOverlap(wide, 1)
}

func FuzzOverlap(f *testing.F) {
	f.Add([]byte{3, 8, 2, 24}, []byte{3, 248, 1, 0}, uint8(8), uint8(4), int16(16))
	f.Fuzz(func(t *testing.T, a, b []byte, aItem, bItem uint8, distance int16) {
		if len(a) > 6 || len(b) > 6 {
			return
		}
		la, lb := layoutOf(a), layoutOf(b)
		ia, ib := int(aItem%9), int(bItem%9)
		bAddr := base + int(distance)
		got := Overlap(la, base, ia, lb, uintptr(bAddr), ib)
		if want := overlapOracle(la, base, ia, lb, bAddr, ib); got != want {
			t.Fatalf("Overlap(%v of %d, %v of %d, distance %d) = %t", la, ia, lb, ib, distance, got)
		}
		if got, want := SelfOverlap(la, ia), selfOverlapOracle(la, ia); got != want {
			t.Fatalf("SelfOverlap(%v, %d) = %t", la, ia, got)
		}
	})
}

// layoutOf reads pairs of dim and stride.
func layoutOf(bytes []byte) (l Layout) {
	for k := 0; k+1 < len(bytes); k += 2 {
		l.Shape = append(l.Shape, int(bytes[k]%8))
		l.Strides = append(l.Strides, int(int8(bytes[k+1])))
	}
	return l
}
