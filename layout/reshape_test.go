package layout

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestResolveReshape(t *testing.T) {
	for _, c := range []struct {
		shape []int
		size  int
		want  []int
		err   string
	}{
		{[]int{2, 3}, 6, []int{2, 3}, ""},
		{[]int{-1}, 6, []int{6}, ""},
		{[]int{2, -1}, 6, []int{2, 3}, ""},
		{[]int{-1, 3}, 0, []int{0, 3}, ""},
		{nil, 1, []int{}, ""},
		{[]int{4}, 6, nil, "cannot reshape array of size 6 into shape (4,)"},
		{[]int{4, -1}, 6, nil, "cannot reshape array of size 6 into shape (4, -1)"},
		{[]int{-1, -1}, 6, nil, "only one dim may be -1"},
		{[]int{-2}, 6, nil, "dim -2 is negative"},
		{[]int{0, -1}, 0, nil, "no definite value"},
		{[]int{1 << 62, 4}, 0, nil, "too large"},
	} {
		got, err := ResolveReshape(c.shape, c.size)
		if c.err == "" && (err != nil || !slices.Equal(got, c.want)) {
			t.Errorf("ResolveReshape(%v, %d) = %v, %v, want %v", c.shape, c.size, got, err, c.want)
		}
		var typed *ReshapeError
		if c.err != "" && (!errors.As(err, &typed) || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("ResolveReshape(%v, %d): %v, want %q", c.shape, c.size, err, c.err)
		}
	}
}

// drawReshape draws a shape of the given size by splitting it into factors and inserting ones.
func drawReshape(t *rapid.T, size int) []int {
	if size == 0 {
		return []int{0, rapid.IntRange(0, 3).Draw(t, "beside 0")}
	}
	var shape []int
	for size > 1 {
		var factors []int
		for f := 2; f <= size; f++ {
			if size%f == 0 {
				factors = append(factors, f)
			}
		}
		f := rapid.SampledFrom(factors).Draw(t, "factor")
		shape = append(shape, f)
		size /= f
	}
	for range rapid.IntRange(0, 2).Draw(t, "ones") {
		shape = slices.Insert(shape, rapid.IntRange(0, len(shape)).Draw(t, "position"), 1)
	}
	return shape
}

func TestReshape(t *testing.T) {
	views := 0
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t, "l", 4, 4)
		size, _ := Size(l.Shape)
		shape := drawReshape(t, size)
		strides, ok := Reshape(l, shape, 4)
		want, possible := reshapeOracle(l, shape)
		if ok != possible {
			t.Fatalf("Reshape(%v, %v): view %t, want %t", l, shape, ok, possible)
		}
		if !ok {
			return
		}
		views++
		if got := offsets(Layout{shape, strides}); !slices.Equal(got, want) {
			t.Fatalf("Reshape(%v, %v) = %v: offsets %v, want %v", l, shape, strides, got, want)
		}
	})
	if views == 0 {
		t.Error("no draw was a view")
	}
}

// reshapeOracle decides by looking at every element: a view exists if the offset of each index is the
// sum of what the steps along its axes, measured at element 0, predict.
func reshapeOracle(l Layout, shape []int) (want []int, possible bool) {
	want = offsets(l)
	if len(want) == 0 {
		return want, true
	}
	strides := make([]int, len(shape))
	flat := CStrides(nil, shape, 1)
	for k, dim := range shape {
		if dim > 1 {
			strides[k] = want[flat[k]] - want[0]
		}
	}
	return want, slices.Equal(offsets(Layout{shape, strides}), want)
}

func TestReshapeF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLayout(t, "l", 3, 4)
		size, _ := Size(l.Shape)
		shape := drawReshape(t, size)
		strides, ok := ReshapeF(l, shape, 4)
		backward, _ := Transpose(l, nil)
		want, possible := reshapeOracle(backward, reversed(shape))
		if ok != possible {
			t.Fatalf("ReshapeF(%v, %v): view %t, want %t", l, shape, ok, possible)
		}
		if ok && !slices.Equal(offsets(Layout{reversed(shape), reversed(strides)}), want) {
			t.Fatalf("ReshapeF(%v, %v) = %v", l, shape, strides)
		}
	})
}

func FuzzReshape(f *testing.F) {
	f.Add([]byte{2, 3, 4}, []byte{8, 4, 12}, []byte{6, 4})
	f.Add([]byte{0, 1}, []byte{0, 0}, []byte{1, 0})
	f.Fuzz(func(t *testing.T, dims, steps, target []byte) {
		if len(dims) > 6 || len(target) > 6 || len(steps) < len(dims) {
			return
		}
		l, shape := Layout{}, []int{}
		for k, dim := range dims {
			l.Shape = append(l.Shape, int(dim%6))
			l.Strides = append(l.Strides, int(int8(steps[k])))
		}
		for _, dim := range target {
			shape = append(shape, int(dim%20))
		}
		strides, ok := Reshape(l, shape, 4)
		if !ok {
			return
		}
		if got, want := offsets(Layout{shape, strides}), offsets(l); !slices.Equal(got, want) {
			t.Fatalf("Reshape(%v, %v) = %v: offsets %v, want %v", l, shape, strides, got, want)
		}
	})
}
