package series_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gondola/container/diagonal"
	"gondola/container/series"
	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

var nan = math.NaN()

// What keeps labels, and what does not. That values follow pandas is TestPandas'.
func TestLabels(t *testing.T) {
	s := series.New([]float64{3, nan, 1}, []string{"b", "a", "c"}, "x")
	reordered := series.New([]float64{1, 2, 3}, []string{"a", "b", "c"}, "x")
	text := func(x any) string { return fmt.Sprint(x) }
	for _, c := range []struct{ name, got, want string }{
		{"unary", text(xp.Square(s)), "b    9.0\na    NaN\nc    1.0\nName: x, dtype: float64"},
		{"a number on the left", text(xp.Subtract(1, s)), "b   -2.0\na    NaN\nc    0.0\nName: x, dtype: float64"},
		{"an array on the left", text(xp.Add([]float64{1, 1, 1}, s)), "b    4.0\na    NaN\nc    2.0\nName: x, dtype: float64"},
		{"two series", text(xp.Add(s, reordered)), "a    NaN\nb    5.0\nc    4.0\nName: x, dtype: float64"},
		{"two names", text(xp.Add(s, s.Rename("y"))), "b    6.0\na    NaN\nc    2.0\ndtype: float64"},
		{"where", text(xp.Where(xp.IsNaN(s), 0, s)), "b    3.0\na    0.0\nc    1.0\nName: x, dtype: float64"},
		{"clip", text(xp.Clip(s, 2, nil)), "b    3.0\na    NaN\nc    2.0\nName: x, dtype: float64"},
		{"astype", text(xp.Astype(reordered, dtype.Int8)), "a    1\nb    2\nc    3\nName: x, dtype: int8"},
		{"take", text(xp.Take(s, []int{-1, 0})), "c    1.0\nb    3.0\nName: x, dtype: float64"},
		{"zeros_like", text(xp.ZerosLike(s)), "b    0.0\na    0.0\nc    0.0\nName: x, dtype: float64"},
		{"bools without a partner", text(xp.Add(series.New([]bool{true}, nil, ""), series.New([]int64{1}, []int{1}, ""))), "0   NaN\n1   NaN\ndtype: float64"},
		{"concat", text(xp.Concat([]any{s, reordered})), "[ 3. nan  1.  1.  2.  3.]"},
		{"an array of more axes", text(xp.Multiply(reordered, nd.Ones([]int{2, 3}))), "[[1. 2. 3.]\n [1. 2. 3.]]"},
		{"an output", text(xp.Negative(reordered, nd.Into(nd.Zeros([]int{3})))), "[-1. -2. -3.]"},
		{"an element", text(s.At("b")), "3.0"},
		{"an element by number", text(series.New([]int64{7, 8}, []int{5, 6}, "").At(6)), "8"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, c.got, c.want)
		}
	}
}

func TestSkipNaN(t *testing.T) {
	s := series.New([]float64{3, nan, 1}, nil, "")
	kept := s.SkipNaN(false)
	for _, c := range []struct{ name, got, want string }{
		{"sum", fmt.Sprint(xp.Sum(s)), "4.0"},
		{"sum keeping", fmt.Sprint(xp.Sum(kept)), "nan"},
		{"mean of exp", fmt.Sprint(xp.Mean(xp.Log2(series.New([]float64{2, nan, 8}, nil, "")))), "2.0"},
		{"mean, computed from one that keeps", fmt.Sprint(xp.Mean(xp.Add(s, xp.Negative(kept)))), "nan"},
		{"argmin", fmt.Sprint(xp.ArgMin(s)), "2"},
		{"argmin keeping", fmt.Sprint(xp.ArgMin(kept)), "1"},
		{"kept dimensions", fmt.Sprint(xp.Max(s, nd.KeepDims)), "[3.]"},
		{"an output", fmt.Sprint(xp.Max(s, nd.Into(nd.Zeros(nil)))), "3.0"},
		{"complex", fmt.Sprint(xp.Sum(series.New([]complex128{1i, complex(nan, 0)}, nil, ""))), "1j"},
		{"initial value", fmt.Sprint(xp.CumulativeSum(s, nd.IncludeInitial)), "[0. 3. 3. 4.]"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	s := series.New([]float64{1, 2}, []string{"a", "b"}, "")
	other := series.New([]float64{1, 2}, []string{"b", "a"}, "")
	for _, c := range []struct {
		call func() any
		kind error
		text string
	}{
		{func() any { return series.New([]float64{1}, []string{"a", "b"}, "") }, nd.ErrShape, "series.New: 2 labels for 1 values"},
		{func() any { return series.New(nd.Zeros([]int{1, 1}), nil, "") }, nd.ErrShape, "series.New: values have one axis, not 2"},
		{func() any { return series.New("a", nil, "") }, nd.ErrType, ""},
		{func() any { return series.New([]float64{1}, []any{1.5}, "") }, nd.ErrType, "series.New: a label is an int or a string, not float64"},
		{func() any { return series.New([]float64{1}, 5, "") }, nd.ErrType, ""},
		{func() any { return s.At("c") }, nd.ErrIndex, "At: no label c"},
		{func() any { return s.At(1.5) }, nd.ErrType, ""},
		{func() any { return series.New([]float64{1, 2}, []int{5, 5}, "").At(5) }, nd.ErrIndex, "At: label 5 stands at positions 0 and 1"},
		{func() any { return xp.Less(s, other) }, nd.ErrValue, "Less: the series have different labels: bring them together with series.Align"},
		{func() any { return xp.MatMul(s, other) }, nd.ErrValue, ""},
		{func() any { return xp.Where(xp.Greater(s, 1), s, other) }, nd.ErrValue, ""},
		{func() any { return xp.Add(s, other, nd.Into(nd.Zeros([]int{2}))) }, nd.ErrValue, ""},
		{func() any { return xp.Add(s, []float64{1, 2, 3}) }, nd.ErrShape, "Add: shapes (2,) and (3,) do not broadcast: axis -1 has 2 and 3"},
		{func() any { return xp.ArgMax(series.New([]float64{nan}, nil, "")) }, nd.ErrValue, "ArgMax: all 1 values are NaN"},
		{func() any { return xp.Sum(s, nd.Axis(1)) }, nd.ErrIndex, ""},
		{func() any { return xp.Add(s, struct{}{}) }, nd.ErrNotHandled, ""},
		{func() any { return xp.Add(s, diagonal.Full(3, 1)) }, nd.ErrShape, ""},
	} {
		_, err := nd.Try(c.call)
		if !errors.Is(err, c.kind) {
			t.Errorf("error %v is not of kind %v", err, c.kind)
		} else if c.text != "" && err.Error() != c.text {
			t.Errorf("\n got %s\nwant %s", err, c.text)
		}
	}
	if _, err := s.Dispatch(&protocol.Call{Op: "add", Method: protocol.Map, Args: []any{s, diagonal.Full(2, 1)}}); !errors.Is(err, protocol.ErrNotHandled) {
		t.Errorf("an operand of an unknown type is not declined: %v", err)
	}
}

func TestAlign(t *testing.T) {
	left, right := series.Align(
		series.New([]int64{1, 2, 3}, []any{"a", 1, "a"}, "l"),
		series.New([]float64{4}, []string{"a"}, "r"))
	want := "1    2\na    1\na    3\nName: l, dtype: int64 1    NaN\na    4.0\na    4.0\nName: r, dtype: float64"
	if got := fmt.Sprint(left, " ", right); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if left.Index().Len() != 3 || left.Index().At(0) != int64(1) || left.Index().At(1) != "a" {
		t.Errorf("labels %v", left.Index())
	}
}

func TestSharing(t *testing.T) {
	values := []float64{1, 2}
	s := series.New(values, nil, "")
	values[0] = 5
	if got := fmt.Sprint(s.Values()); got != "[5. 2.]" {
		t.Error(got)
	}
}

func ExampleSeries() {
	pears := series.New([]int64{3, 5}, []string{"mon", "tue"}, "fruit")
	apples := series.New([]int64{1, 2}, []string{"tue", "wed"}, "fruit")
	total := xp.Add(pears, apples)
	fmt.Println(total)
	fmt.Println(xp.Sum(total), xp.Sum(total.(*series.Series).SkipNaN(false)))
	// Output:
	// mon    NaN
	// tue    6.0
	// wed    NaN
	// Name: fruit, dtype: float64
	// 6.0 nan
}
