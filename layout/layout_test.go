package layout

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// indices lists every index tuple of a shape in C order. It is the oracle's only way to walk.
func indices(shape []int) [][]int {
	tuples := [][]int{{}}
	for _, dim := range shape {
		var longer [][]int
		for _, t := range tuples {
			for i := range dim {
				longer = append(longer, append(slices.Clone(t), i))
			}
		}
		tuples = longer
	}
	return tuples
}

// at is the byte offset of an element.
func (l Layout) at(index []int) int {
	offset := 0
	for k, i := range index {
		offset += i * l.Strides[k]
	}
	return offset
}

// offsets lists the byte offsets of all elements in C order.
func offsets(l Layout) []int {
	list := []int{}
	for _, index := range indices(l.Shape) {
		list = append(list, l.at(index))
	}
	return list
}

// drawShape draws a small shape, with dims of 0 and 1 often enough.
func drawShape(t *rapid.T, label string, maxRank int) []int {
	return rapid.SliceOfN(rapid.SampledFrom([]int{0, 1, 1, 2, 2, 3, 3, 4, 5}), 0, maxRank).Draw(t, label)
}

// drawLayout draws a layout as views make them (packed, then stepped, reversed, broadcast and
// transposed) or, now and then, one with arbitrary strides.
func drawLayout(t *rapid.T, label string, maxRank, itemsize int) Layout {
	shape := drawShape(t, label+" shape", maxRank)
	strides := CStrides(nil, shape, itemsize)
	scale := rapid.IntRange(1, 3).Draw(t, label+" scale")
	for k := range strides {
		switch rapid.IntRange(0, 9).Draw(t, label+" kind") {
		case 0:
			strides[k] = 0
		case 1:
			strides[k] *= -1
		case 2:
			strides[k] = rapid.IntRange(-20, 20).Draw(t, label+" stride")
		}
		if k != len(strides)-1 || scale == 3 {
			strides[k] *= scale
		}
	}
	l := Layout{shape, strides}
	if rapid.Bool().Draw(t, label+" permuted") {
		order := make([]int, len(shape))
		for k := range order {
			order[k] = k
		}
		l, _ = Transpose(l, rapid.Permutation(order).Draw(t, label+" order"))
	}
	return l
}

func TestSize(t *testing.T) {
	const big = math.MaxInt
	for _, c := range []struct {
		shape    []int
		itemsize int
		n        int
		ok       bool
	}{
		{nil, 8, 8, true},
		{[]int{2, 3}, 1, 6, true},
		{[]int{2, 3}, 8, 48, true},
		{[]int{2, 0, 3}, 8, 0, true},
		{[]int{-1}, 1, 0, false},
		{[]int{0, -1}, 1, 0, false},
		{[]int{big}, 1, big, true},
		{[]int{big}, 2, 0, false},
		{[]int{big, 2}, 1, 0, false},
		{[]int{0, 1 << 62, 4}, 1, 0, false},
		{[]int{0, 1 << 62}, 1, 0, true},
		{[]int{0, 1 << 62}, 8, 0, false},
		{[]int{1 << 32, 1 << 32}, 1, 0, false},
		{[]int{1 << 31, 1 << 31}, 1, 1 << 62, true},
		{[]int{5}, 0, 0, true},
	} {
		if n, ok := Bytes(c.shape, c.itemsize); n != c.n || ok != c.ok {
			t.Errorf("Bytes(%v, %d) = %d, %t, want %d, %t", c.shape, c.itemsize, n, ok, c.n, c.ok)
		}
	}
}

func TestFormatShape(t *testing.T) {
	for want, shape := range map[string][]int{"()": nil, "(4,)": {4}, "(2, 3)": {2, 3}, "(0, -1, 12)": {0, -1, 12}} {
		if got := FormatShape(shape); got != want {
			t.Errorf("FormatShape(%v) = %s, want %s", []int(shape), got, want)
		}
	}
}

func TestPackedStrides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape, itemsize := drawShape(t, "shape", 4), rapid.IntRange(1, 16).Draw(t, "itemsize")
		c := Contiguous(shape, itemsize)
		if !c.IsC(itemsize) {
			t.Fatalf("%v is not C", c)
		}
		for i, offset := range offsets(c) {
			if offset != i*itemsize {
				t.Fatalf("%v: element %d at %d", c, i, offset)
			}
		}
		f := Layout{shape, FStrides(nil, shape, itemsize)}
		if !f.IsF(itemsize) {
			t.Fatalf("%v is not F", f)
		}
		back, _ := Transpose(f, nil)
		if !back.IsC(itemsize) {
			t.Fatalf("%v transposed is not C", f)
		}
	})
	// As NumPy has them: a dim of 0 counts as 1.
	if got := CStrides(nil, []int{2, 0, 3}, 8); !slices.Equal(got, []int{24, 24, 8}) {
		t.Errorf("CStrides(2, 0, 3) = %v", got)
	}
}

func TestIsPacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		itemsize := rapid.IntRange(1, 8).Draw(t, "itemsize")
		l := drawLayout(t, "l", 4, itemsize)
		wantC, wantF := true, true
		for i, offset := range offsets(l) {
			wantC = wantC && offset == i*itemsize
		}
		r, _ := Transpose(l, nil)
		for i, offset := range offsets(r) {
			wantF = wantF && offset == i*itemsize
		}
		if l.IsC(itemsize) != wantC || l.IsF(itemsize) != wantF {
			t.Fatalf("%v: IsC %t IsF %t, want %t %t", l, l.IsC(itemsize), l.IsF(itemsize), wantC, wantF)
		}
	})
}

func TestExtent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		itemsize := rapid.IntRange(1, 8).Draw(t, "itemsize")
		l := drawLayout(t, "l", 4, itemsize)
		wantLo, wantHi := 0, 0
		for _, offset := range offsets(l) {
			wantLo, wantHi = min(wantLo, offset), max(wantHi, offset+itemsize)
		}
		if lo, hi := l.Extent(itemsize); lo != wantLo || hi != wantHi {
			t.Fatalf("%v: extent [%d, %d), want [%d, %d)", l, lo, hi, wantLo, wantHi)
		}
	})
	for _, c := range []struct {
		l      Layout
		lo, hi int
	}{
		{Layout{[]int{3}, []int{math.MaxInt}}, 0, math.MaxInt},
		{Layout{[]int{2}, []int{math.MaxInt}}, 0, math.MaxInt},
		{Layout{[]int{2}, []int{math.MinInt}}, math.MinInt, 8},
		{Layout{[]int{3, 2}, []int{math.MinInt, -1}}, math.MinInt, 8},
		{Layout{[]int{2, 2}, []int{math.MaxInt / 2, math.MaxInt}}, 0, math.MaxInt},
	} {
		if lo, hi := c.l.Extent(8); lo != c.lo || hi != c.hi {
			t.Errorf("%v: extent [%d, %d), want [%d, %d)", c.l, lo, hi, c.lo, c.hi)
		}
	}
}

func TestRangeResolve(t *testing.T) {
	// Python's rule, stated by walking: the indices that range(*slice.indices(dim)) has.
	for _, c := range []struct {
		r                   Range
		dim, start, step, n int
	}{
		{Range{}, 5, 0, 1, 5},
		{Range{Step: -1, Has: HasStep}, 5, 4, -1, 5},
		{Range{Step: -1, Has: HasStep}, 0, -1, -1, 0},
		{Range{Start: 10, Has: HasStart}, 5, 5, 1, 0},
		{Range{Start: -10, Stop: 3, Has: HasStart | HasStop}, 5, 0, 1, 3},
		{Range{Start: 10, Step: -2, Has: HasStart | HasStep}, 5, 4, -2, 3},
		{Range{Stop: -10, Step: -1, Has: HasStop | HasStep}, 5, 4, -1, 5},
		{Range{Step: math.MinInt, Has: HasStep}, 5, 4, -math.MaxInt, 1},
		{Range{Step: math.MaxInt, Has: HasStep}, 5, 0, math.MaxInt, 1},
		{Range{Start: math.MinInt, Stop: math.MaxInt, Has: HasStart | HasStop}, 5, 0, 1, 5},
		{Range{Start: math.MaxInt, Stop: math.MinInt, Step: -1, Has: 7}, 5, 4, -1, 5},
		{Range{Step: 0, Has: HasStep}, 5, 0, 0, 0},
		{Range{Start: 3, Step: 0}, 5, 0, 1, 5},
	} {
		start, step, n := c.r.Resolve(c.dim)
		if start != c.start || step != c.step || n != c.n {
			t.Errorf("%+v.Resolve(%d) = %d, %d, %d, want %d, %d, %d", c.r, c.dim, start, step, n, c.start, c.step, c.n)
		}
	}
}

func TestRangeResolveExhaustively(t *testing.T) {
	// For every small range and dim, compare with the indices that Python's definition walks: from the
	// default or wrapped start, by step, while inside both the axis and the stop.
	for dim := range 5 {
		for start := -7; start <= 7; start++ {
			for stop := -7; stop <= 7; stop++ {
				for step := -4; step <= 4; step++ {
					if step == 0 {
						continue
					}
					for has := range RangeParts(8) {
						r := Range{start, stop, step, has}
						first, by, n := r.Resolve(dim)
						var got []int
						for i := range n {
							got = append(got, first+i*by)
						}
						if want := walk(r, dim); !slices.Equal(got, want) {
							t.Fatalf("%+v of %d: %v, want %v", r, dim, got, want)
						}
					}
				}
			}
		}
	}
}

// walk lists the indices of a slice by trying candidates one by one.
func walk(r Range, dim int) []int {
	step := 1
	if r.Has&HasStep != 0 {
		step = r.Step
	}
	wrap := func(i int) int {
		if i < 0 {
			return i + dim
		}
		return i
	}
	first := 0
	if step < 0 {
		first = dim - 1
	}
	if r.Has&HasStart != 0 {
		first = wrap(r.Start)
		// A start outside the axis on the side it walks away from is moved to the edge, not stepped in.
		if step > 0 {
			first = max(first, 0)
		} else {
			first = min(first, dim-1)
		}
	}
	var list []int
	for i := first; i >= 0 && i < dim; i += step {
		if r.Has&HasStop != 0 {
			stop := wrap(r.Stop)
			if step > 0 && i >= stop || step < 0 && i <= stop {
				break
			}
		}
		list = append(list, i)
	}
	return list
}

func TestSlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t, "l", 4, 4)
		if l.Rank() == 0 {
			return
		}
		axis := rapid.IntRange(0, l.Rank()-1).Draw(t, "axis")
		step := rapid.SampledFrom([]int{-3, -2, -1, 1, 2, 3}).Draw(t, "step")
		r := Range{rapid.IntRange(-6, 6).Draw(t, "start"), rapid.IntRange(-6, 6).Draw(t, "stop"), step, HasStart | HasStop | HasStep}
		sliced, offset := Slice(l, axis, r)
		first, by, n := r.Resolve(l.Shape[axis])
		if sliced.Shape[axis] != n {
			t.Fatalf("dim %d, want %d", sliced.Shape[axis], n)
		}
		for _, index := range indices(sliced.Shape) {
			old := slices.Clone(index)
			old[axis] = first + by*index[axis]
			if got, want := offset+sliced.at(index), l.at(old); got != want {
				t.Fatalf("%v[%v] at %d, want %d", sliced, index, got, want)
			}
		}
	})
}

func FuzzSlice(f *testing.F) {
	f.Add(5, 0, 3, 1, uint8(7))
	f.Add(0, -1, math.MinInt, math.MinInt, uint8(6))
	f.Fuzz(func(t *testing.T, dim, start, stop, step int, has uint8) {
		if dim < 0 || has&uint8(HasStep) != 0 && step == 0 {
			return
		}
		first, by, n := Range{start, stop, step, RangeParts(has)}.Resolve(dim)
		if n < 0 || n > dim {
			t.Fatalf("n = %d of %d", n, dim)
		}
		if n > 0 {
			last := first + (n-1)*by
			if first < 0 || first >= dim || last < 0 || last >= dim {
				t.Fatalf("indices %d…%d of %d", first, last, dim)
			}
		}
	})
}
