package nd

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"gondola/dtype"
	"gondola/layout"
)

// clipped are the dtypes that Clip takes.
var clipped = []dtype.DType{dtype.Int8, dtype.Int16, dtype.Int32, dtype.Int64, dtype.Uint8, dtype.Uint16, dtype.Uint32, dtype.Uint64,
	dtype.Float16, dtype.BFloat16, dtype.Float32, dtype.Float64, dtype.Float64.Swap(), dtype.Int16.Swap()}

// drawNumbers is an array of small numbers, packed, transposed or backwards.
func drawNumbers(t *rapid.T, label string, d dtype.DType, shape []int) *Array {
	x := Astype(Remainder(Multiply(Arange(0, product(shape), 1), rapid.IntRange(1, 50).Draw(t, label)), 23), d)
	x = Reshape(x, shape...)
	switch rapid.IntRange(0, 2).Draw(t, label+" order") {
	case 0:
		return Flip(Copy(Flip(x)))
	case 1:
		return Transpose(Copy(Transpose(x)))
	}
	return x
}

func TestWhereProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(0, 60), 2, 2).Draw(t, "shape")
		d := rapid.SampledFrom(append(clipped, dtype.Bool, dtype.Complex64, dtype.Complex128)).Draw(t, "dtype")
		cond := Less(drawNumbers(t, "condition", dtype.Int64, shape), 11)
		x, y := drawNumbers(t, "x", d, shape), drawNumbers(t, "y", d, shape[1:])
		if rapid.Bool().Draw(t, "number") {
			y = Full(nil, 1, As(d.Native()))
		}
		got, wide := Where(cond, x, y), BroadcastTo(y, shape...)
		if got.dtype != d.Native() || !sameShape(got.shape, shape) {
			t.Fatalf("%s %s", layout.FormatShape(got.shape), got.dtype)
		}
		for i, c := range Of[bool](cond).All() {
			want := wide
			if c {
				want = x
			}
			if g, w := got.Index(i[0], i[1]).Item(), want.Index(i[0], i[1]).Item(); g != w {
				t.Fatalf("at %v: %v, want %v", i, g, w)
			}
		}
	})
}

func TestClipProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(0, 60), 2, 2).Draw(t, "shape")
		d := rapid.SampledFrom(clipped).Draw(t, "dtype")
		x := drawNumbers(t, "x", d, shape)
		low, high := any(rapid.IntRange(0, 20).Draw(t, "low")), any(drawNumbers(t, "high", d, shape[1:]))
		if rapid.Bool().Draw(t, "wider limits") {
			low = float64(low.(int)) // integers are compared as floats then
		}
		if rapid.Bool().Draw(t, "number") {
			high = rapid.IntRange(0, 20).Draw(t, "high")
		}
		want := Astype(Minimum(Maximum(x, low), high), d.Native())
		before := Copy(x)
		same(t, "Clip", Clip(x, low, high), want)
		same(t, "below", Clip(x, low, nil), Astype(Maximum(x, low), d.Native()))
		same(t, "above", Clip(x, nil, high), Astype(Minimum(x, high), d.Native()))
		same(t, "neither", Clip(x, nil, nil), Astype(before, d.Native()))
		same(t, "operand", x, before)
		Clip(x, low, high, Into(x))
		same(t, "in place", Astype(x, d.Native()), want)
	})
}

func TestClip(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct{ x, low, high, want float64 }{
		{5, 1, 3, 3}, {0, 1, 3, 1}, {2, 1, 3, 2}, {2, 3, 1, 1}, {nan, 1, 3, nan}, {2, nan, 3, nan}, {2, 1, nan, nan},
	} {
		got := Clip(c.x, c.low, c.high).Item().(float64)
		if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%v: %v", c, got)
		}
	}
	x := From([]float64{1, 2, 3, 4})
	high := From([]float64{3, 3, 2, 2})
	Clip(x, 2, high, Into(high))
	same(t, "into the limit", high, From([]float64{2, 2, 2, 2}))
	out := Zeros([]int{4})
	Clip(x, 2, 3, Into(out), Masked([]bool{true, false, true, true}))
	same(t, "masked", out, From([]float64{2, 0, 3, 3}))
	if _, err := Try(func() *Array { return Clip([]bool{true}, false, true) }); err == nil || err.Error() != "Clip: has no loop for dtype bool" {
		t.Errorf("bools: %v", err)
	}
}
