package nd

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"gondola/dtype"
	"gondola/layout"
)

// TestVariance compares with the definition, lane by lane, for every real dtype, memory order and set of axes.
func TestVariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(1, 40), 1, 3).Draw(t, "shape")
		d := rapid.SampledFrom([]dtype.DType{dtype.Bool, dtype.Int8, dtype.Int64, dtype.Uint32, dtype.Float16, dtype.Float32,
			dtype.Float64, dtype.Float64.Swap()}).Draw(t, "dtype")
		x := Astype(Remainder(Multiply(Arange(0, product(shape), 1), 7919), 17), d)
		x = Reshape(x, shape...)
		if rapid.Bool().Draw(t, "transposed") {
			x = Transpose(x)
		}
		if rapid.Bool().Draw(t, "every other") {
			x = x.Index(Slice(nil, nil, -2))
		}
		axis := rapid.IntRange(0, x.Rank()-1).Draw(t, "axis")
		correction := float64(rapid.IntRange(0, 1).Draw(t, "correction"))
		got := Astype(Var(x, Axis(axis), Correction(correction)), dtype.Float64)
		lanes := Astype(MoveAxis(x, []int{axis}, []int{-1}), dtype.Float64)
		n := lanes.Shape()[lanes.Rank()-1]
		lanes = Reshape(lanes, -1, n)
		tolerance := 1e-13
		if d == dtype.Float16 {
			tolerance = 1e-3
		} else if d == dtype.Float32 {
			tolerance = 1e-5
		}
		for i, v := range Of[float64](Reshape(got, -1)).All() {
			want := naiveVariance(Of[float64](lanes.Index(i[0])), correction)
			if !(math.Abs(v-want) <= tolerance*want) && !(math.IsNaN(v) && math.IsNaN(want)) {
				t.Fatalf("%s %s, axis %d: lane %d: %v, want %v", layout.FormatShape(x.shape), d, axis, i[0], v, want)
			}
		}
	})
}

// naiveVariance is the variance by definition.
func naiveVariance(lane Typed[float64], correction float64) float64 {
	n := float64(lane.a.Size())
	var sum, squares float64
	for _, v := range lane.All() {
		sum += v
	}
	for _, v := range lane.All() {
		squares += (v - sum/n) * (v - sum/n)
	}
	return squares / max(0, n-correction)
}

func TestStatistics(t *testing.T) {
	huge := Full([]int{3}, 1<<62)
	same(t, "a mean whose sum passes int64", Mean(huge), Full(nil, float64(1<<62)))
	same(t, "of uint64", Mean(Full([]int{2}, uint64(1<<63), As(dtype.Uint64))), Full(nil, float64(1<<63)))
	same(t, "far from zero", Var(Add([]float64{1, 2, 3, 4}, 1e15)), Full(nil, 1.25))
	same(t, "complex", Var([]complex128{1i, -1i, 1, -1}), Full(nil, 1.0))
	same(t, "kept axes", Std(Ones([]int{2, 3}), Axis(1), KeepDims), Zeros([]int{2, 1}))
	same(t, "all axes", Var(Reshape(Arange(0.0, 4.0, 1.0), 2, 2)), Full(nil, 1.25))
	same(t, "no axes", Var(Ones([]int{2}), Axis()), Zeros([]int{2}))
	same(t, "half", Mean(Full([]int{3000}, 60000, As(dtype.Float16))), Full(nil, 60000, As(dtype.Float16)))
	same(t, "dtype of the mean", Mean([]int64{1, 2}, As(dtype.Float32)), Full(nil, 1.5, As(dtype.Float32)))
	out := Ones(nil)
	if Var([]float64{1, 3}, Into(out)) != out || out.Item() != 1.0 {
		t.Errorf("Into: %v", out)
	}
	for _, call := range []func() *Array{
		func() *Array { return Mean([]float64{}) },
		func() *Array { return Var([]float64{}) },
		func() *Array { return Var([]float64{1}, Correction(1)) },
		func() *Array { return Std([]float64{1, math.Inf(1)}) },
	} {
		if v := call().Item().(float64); !math.IsNaN(v) {
			t.Errorf("%v, want NaN", v)
		}
	}
	for text, call := range map[string]func() *Array{
		"Mean: complex128 does not become float64: take its real part or its absolute value first": func() *Array { return Mean([]complex128{1}, As(dtype.Float64)) },
		"Mean: a mean is floating or complex, not int64":                                           func() *Array { return Mean([]int64{1}, As(dtype.Int64)) },
	} {
		if _, err := Try(call); !errors.Is(err, ErrDType) || err.Error() != text {
			t.Errorf("%v, want %s", err, text)
		}
	}
}
