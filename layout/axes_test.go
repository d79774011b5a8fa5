package layout

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalizeAxis(t *testing.T) {
	for _, c := range []struct {
		axis, rank, want int
		err              string
	}{
		{0, 1, 0, ""}, {-1, 3, 2, ""}, {-3, 3, 0, ""},
		{2, 2, 0, "axis 2 is out of bounds for array of dimension 2"},
		{-3, 2, 0, "axis -3 is out of bounds for array of dimension 2"},
		{0, 0, 0, "axis 0 is out of bounds for array of dimension 0"},
	} {
		got, err := NormalizeAxis(c.axis, c.rank)
		if err == nil && c.err == "" && got == c.want {
			continue
		}
		var typed *AxisError
		if c.err == "" || !errors.As(err, &typed) || err.Error() != c.err {
			t.Errorf("NormalizeAxis(%d, %d) = %d, %v, want %d, %q", c.axis, c.rank, got, err, c.want, c.err)
		}
	}
	if got, err := NormalizeAxes([]int{-1, 0}, 3); err != nil || !slices.Equal(got, []int{2, 0}) {
		t.Errorf("NormalizeAxes = %v, %v", got, err)
	}
	if _, err := NormalizeAxes([]int{1, -2}, 3); err == nil || err.Error() != "axis -2 is repeated" {
		t.Errorf("repeated axis: %v", err)
	}
}

// sample is a layout told apart by its strides, for tables.
var sample = Layout{[]int{2, 3, 4}, []int{200, 30, 4}}

func TestAxes(t *testing.T) {
	for name, c := range map[string]struct {
		got  func() (Layout, error)
		want Layout
	}{
		"reverse":     {func() (Layout, error) { return Transpose(sample, nil) }, Layout{[]int{4, 3, 2}, []int{4, 30, 200}}},
		"permute":     {func() (Layout, error) { return Transpose(sample, []int{-1, 0, 1}) }, Layout{[]int{4, 2, 3}, []int{4, 200, 30}}},
		"move last":   {func() (Layout, error) { return MoveAxis(sample, []int{0}, []int{-1}) }, Layout{[]int{3, 4, 2}, []int{30, 4, 200}}},
		"move two":    {func() (Layout, error) { return MoveAxis(sample, []int{2, 0}, []int{0, 1}) }, Layout{[]int{4, 2, 3}, []int{4, 200, 30}}},
		"expand":      {func() (Layout, error) { return ExpandDims(sample, []int{0, -1}) }, Layout{[]int{1, 2, 3, 4, 1}, []int{400, 200, 30, 4, 4}}},
		"squeeze all": {func() (Layout, error) { return Squeeze(Layout{[]int{1, 3, 1}, []int{7, 8, 9}}, nil) }, Layout{[]int{3}, []int{8}}},
		"squeeze one": {func() (Layout, error) { return Squeeze(Layout{[]int{1, 3, 1}, []int{7, 8, 9}}, []int{-1}) }, Layout{[]int{1, 3}, []int{7, 8}}},
	} {
		got, err := c.got()
		if err != nil || !slices.Equal(got.Shape, c.want.Shape) || !slices.Equal(got.Strides, c.want.Strides) {
			t.Errorf("%s: %v, %v, want %v", name, got, err, c.want)
		}
	}
}

func TestAxesErrors(t *testing.T) {
	for want, call := range map[string]func() (Layout, error){
		"2 axes given for an array of dimension 3":              func() (Layout, error) { return Transpose(sample, []int{0, 1}) },
		"axis 0 is repeated":                                    func() (Layout, error) { return Transpose(sample, []int{0, 0, 1}) },
		"1 source axes and 2 destination axes":                  func() (Layout, error) { return MoveAxis(sample, []int{0}, []int{0, 1}) },
		"axis 3 is out of bounds for array of dimension 3":      func() (Layout, error) { return MoveAxis(sample, []int{0}, []int{3}) },
		"axis -4 is out of bounds for array of dimension 3":     func() (Layout, error) { return MoveAxis(sample, []int{-4}, []int{0}) },
		"axis 4 is out of bounds for array of dimension 4":      func() (Layout, error) { return ExpandDims(sample, []int{4}) },
		"axis 1 has 3 elements, only axes of 1 can be squeezed": func() (Layout, error) { return Squeeze(sample, []int{1}) },
	} {
		if _, err := call(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestExpandKeepsPacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Contiguous(drawShape(t, "shape", 3), 8)
		position := rapid.IntRange(0, l.Rank()).Draw(t, "axis")
		expanded, err := ExpandDims(l, []int{position})
		if err != nil {
			t.Fatal(err)
		}
		packed := CStrides(nil, expanded.Shape, 8)
		if l.Rank() > 0 && !slices.Contains(l.Shape, 0) && !slices.Equal(expanded.Strides, packed) {
			t.Fatalf("%v expanded at %d: %v", l, position, expanded)
		}
		squeezed, err := Squeeze(expanded, []int{position})
		if err != nil || !slices.Equal(squeezed.Shape, l.Shape) || !slices.Equal(squeezed.Strides, l.Strides) {
			t.Fatalf("%v, %v", squeezed, err)
		}
	})
}

func TestBroadcast(t *testing.T) {
	for _, c := range []struct {
		shapes [][]int
		want   []int
		err    string
	}{
		{nil, []int{}, ""},
		{[][]int{{2, 3}, {3}}, []int{2, 3}, ""},
		{[][]int{{2, 1}, {1, 3}, {}}, []int{2, 3}, ""},
		{[][]int{{0}, {1}}, []int{0}, ""},
		{[][]int{{2, 3}, {4}}, nil, "shapes (2, 3) and (4,) do not broadcast: axis -1 has 3 and 4"},
		{[][]int{{2, 3}, {3}, {5, 1}}, nil, "shapes (2, 3), (3,) and (5, 1) do not broadcast: axis -2 has 2 and 5"},
		{[][]int{{0}, {2}}, nil, "shapes (0,) and (2,) do not broadcast: axis -1 has 0 and 2"},
	} {
		got, err := BroadcastShapes(c.shapes...)
		if c.err == "" && (err != nil || !slices.Equal(got, c.want)) {
			t.Errorf("BroadcastShapes(%v) = %v, %v, want %v", c.shapes, got, err, c.want)
		}
		var typed *BroadcastError
		if c.err != "" && (!errors.As(err, &typed) || err.Error() != c.err) {
			t.Errorf("BroadcastShapes(%v): %v, want %s", c.shapes, err, c.err)
		}
	}
	for want, c := range map[string][2][]int{
		"shape (3,) does not broadcast to (4,): axis -1 has 3 and 4":     {{3}, {4}},
		"shape (1, 3) does not broadcast to (3,): it has 1 axes more":    {{1, 3}, {3}},
		"shape (2, 1) does not broadcast to (1, 1): axis -2 has 2 and 1": {{2, 1}, {1, 1}},
	} {
		if _, err := BroadcastTo(Contiguous(c[0], 8), c[1]); err == nil || err.Error() != want {
			t.Errorf("BroadcastTo(%v, %v): %v, want %s", c[0], c[1], err, want)
		}
	}
}

func TestBroadcastTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t, "l", 3, 4)
		other := drawShape(t, "other", 4)
		shape, err := BroadcastShapes(l.Shape, other)
		if err != nil {
			return
		}
		b, err := BroadcastTo(l, shape)
		if err != nil {
			t.Fatal(err)
		}
		for _, index := range indices(shape) {
			old := slices.Clone(index[len(shape)-l.Rank():])
			for k := range old {
				if l.Shape[k] == 1 {
					old[k] = 0
				}
			}
			if b.at(index) != l.at(old) {
				t.Fatalf("%v to %v: %v", l, shape, b)
			}
		}
	})
}

func TestCollapse(t *testing.T) {
	merged := 0
	rapid.Check(t, func(t *rapid.T) {
		a := drawLayout(t, "a", 4, 4)
		b := Layout{a.Shape, CStrides(nil, a.Shape, 8)}
		wantA, wantB := offsets(a), offsets(b)
		shape, sa, sb := slices.Clone(a.Shape), slices.Clone(a.Strides), slices.Clone(b.Strides)
		rank := Collapse(shape, [][]int{sa, sb})
		gotA, gotB := offsets(Layout{shape[:rank], sa[:rank]}), offsets(Layout{shape[:rank], sb[:rank]})
		if !slices.Equal(gotA, wantA) || !slices.Equal(gotB, wantB) {
			t.Fatalf("%v collapsed to %v %v", a, shape[:rank], sa[:rank])
		}
		// Nothing is left to merge or drop.
		for k := range rank {
			if shape[k] == 1 || k > 0 && sa[k-1] == shape[k]*sa[k] && sb[k-1] == shape[k]*sb[k] {
				t.Fatalf("%v collapsed only to %v %v", a, shape[:rank], sa[:rank])
			}
		}
		if rank < a.Rank() {
			merged++
		}
	})
	if merged == 0 {
		t.Error("no draw collapsed")
	}
	shape, strides := []int{4, 5, 6}, [][]int{{240, 48, 8}, {240, 48, 8}}
	if n := testing.AllocsPerRun(10, func() { Collapse(shape, strides); Reorder(shape, strides) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestReorder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawLayout(t, "a", 4, 4)
		b := Layout{a.Shape, CStrides(nil, a.Shape, 8)}
		type pair struct{ a, b int }
		pairs := func(a, b Layout) map[pair]int {
			set := map[pair]int{}
			oa, ob := offsets(a), offsets(b)
			for i := range oa {
				set[pair{oa[i], ob[i]}]++
			}
			return set
		}
		want := pairs(a, b)
		shape, sa, sb := slices.Clone(a.Shape), slices.Clone(a.Strides), slices.Clone(b.Strides)
		Reorder(shape, [][]int{sa, sb})
		for p, n := range pairs(Layout{shape, sa}, Layout{shape, sb}) {
			if want[p] != n {
				t.Fatalf("%v reordered to %v %v: other elements", a, shape, sa)
			}
		}
		for k := 1; k < len(shape); k++ {
			if abs(sa[k-1]) < abs(sa[k]) || abs(sa[k-1]) == abs(sa[k]) && abs(sb[k-1]) < abs(sb[k]) {
				t.Fatalf("%v reordered to %v %v", a, sa, sb)
			}
		}
	})
	// A transposed array and a packed one: the first operand decides.
	shape, strides := []int{2, 3}, [][]int{{8, 16}, {24, 8}}
	Reorder(shape, strides)
	if !slices.Equal(shape, []int{3, 2}) || !slices.Equal(strides[0], []int{16, 8}) || !slices.Equal(strides[1], []int{8, 24}) {
		t.Errorf("%v %v", shape, strides)
	}
}
