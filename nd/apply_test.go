package nd

import (
	"errors"
	"math"
	"strings"
	"testing"

	"gondola/dtype"
	"pgregory.net/rapid"
)

// same fails unless two arrays have the same dtype, shape and elements.
func same(t rapid.TB, name string, got, want *Array) {
	t.Helper()
	if got.dtype != want.dtype || !sameShape(got.shape, want.shape) || !All(Equal(got, want)).Item().(bool) {
		t.Errorf("%s: %#v, want %#v", name, got, want)
	}
}

func TestApply(t *testing.T) {
	half := func(x float64) float64 { return x / 2 }
	x := Reshape(Arange(0.0, 6.0, 1.0), 2, 3)
	same(t, "floats", Apply(half, x), Divide(x, 2))
	same(t, "transposed", Apply(half, MatrixTranspose(x)), Divide(MatrixTranspose(x), 2))
	same(t, "backwards", Apply(half, Flip(x)), Divide(Flip(x), 2))
	same(t, "ints converted", Apply(half, Astype(x, dtype.Int8)), Divide(x, 2))
	same(t, "byte-swapped", Apply(half, Astype(x, dtype.Float32.Swap())), Divide(x, 2))
	same(t, "another type", Apply(func(x float64) bool { return x > 2 }, x), Greater(x, 2))
	same(t, "complex", Apply(func(z complex128) complex128 { return z * z }, x), Astype(Square(x), dtype.Complex128))
	same(t, "half", Apply(func(v dtype.F16) int8 { return int8(v.Float32()) }, Astype(x, dtype.Float16)), Astype(x, dtype.Int8))
	same(t, "number", Apply(half, 3), Full(nil, 1.5))
	same(t, "weak number", Apply(func(v uint8) uint8 { return v + 1 }, 254), Full(nil, 255, As(dtype.Uint8)))
	same(t, "slice", Apply(math.Sqrt, []int64{4, 9}), From([]float64{2, 3}))
	same(t, "nothing", Apply(half, Ones([]int{0, 3})), Ones([]int{0, 3}))
}

// TestApplyLarge visits every element once, on the calling goroutine: the count is not synchronized.
func TestApplyLarge(t *testing.T) {
	x := Reshape(Arange(0.0, 600_000.0, 1.0), 600, 1000)
	count := 0
	y := Apply(func(v float64) float64 { count++; return v + 1 }, MatrixTranspose(x))
	if count != 600_000 {
		t.Errorf("%d calls", count)
	}
	same(t, "large", y, Add(MatrixTranspose(x), 1))
}

func TestApply2(t *testing.T) {
	x, row := Reshape(Arange(0.0, 6.0, 1.0), 2, 3), From([]int64{10, 20, 30})
	mixed := func(a float64, b int64) float64 { return a - float64(b) }
	same(t, "broadcast", Apply2(mixed, x, row), Subtract(x, row))
	same(t, "number", Apply2(mixed, x, 2), Subtract(x, 2))
	same(t, "swapped", Apply2(mixed, Astype(x, dtype.Float64.Swap()), Astype(row, dtype.Int32.Swap())), Subtract(x, row))
	same(t, "bools", Apply2(func(a, b bool) bool { return a != b }, []bool{true, true}, []bool{true, false}), From([]bool{false, true}))
}

func TestApplyInto(t *testing.T) {
	x := Arange(0.0, 6.0, 1.0)
	double := func(v float64) float64 { return 2 * v }
	out := Astype(Ones([]int{6}), dtype.Float32)
	if got := Apply(double, x, Into(out)); got != out {
		t.Error("the result is not Into's array")
	}
	same(t, "cast into", out, Astype(Multiply(x, 2), dtype.Float32))
	Apply(double, x.Index(Slice(nil, -1)), Into(x.Index(Slice(1, nil))))
	same(t, "overlap", x, From([]float64{0, 0, 2, 4, 6, 8}))
	Apply(double, x, Into(x))
	same(t, "in place", x, From([]float64{0, 0, 4, 8, 12, 16}))
}

func TestApplyMasked(t *testing.T) {
	x := From([]float64{-1, 4, -9, 16}, 2, 2)
	out := Copy(x)
	calls := 0
	Apply(func(v float64) float64 { calls++; return math.Sqrt(v) }, x, Masked(Greater(x, 0)), Into(out))
	same(t, "masked", out, From([]float64{-1, 2, -9, 4}, 2, 2))
	if calls != 2 {
		t.Errorf("%d calls", calls)
	}
	y := Apply2(func(a, b float64) float64 { return a + b }, []float64{1, 2}, 10, Masked([]bool{true, true}))
	same(t, "masked, broadcast", y, From([]float64{11, 12}))
	y = Apply(func(v float64) float64 { return v }, 7.0, Masked([]bool{true, true}))
	same(t, "a mask larger than the operand", y, From([]float64{7, 7}))
}

// TestApplyForeignBools: memory from elsewhere holds bools that are neither 0 nor 1.
func TestApplyForeignBools(t *testing.T) {
	raw := From([]uint8{0, 1, 2, 255})
	x := raw.view(dtype.Bool, 0, raw.shape, raw.strides)
	same(t, "bytes", Apply(func(v bool) int8 {
		if v {
			return 1
		}
		return 0
	}, x), From([]int8{0, 1, 1, 1}))
}

func TestApplyPanics(t *testing.T) {
	defer func() {
		if r := recover(); r != "mine" {
			t.Errorf("panic %v", r)
		}
	}()
	Apply(func(float64) float64 { panic("mine") }, Ones([]int{100_000}))
}

func TestApplyErrors(t *testing.T) {
	for _, c := range []struct {
		call func() *Array
		kind *Kind
		text string
	}{
		{func() *Array { return Apply(func(v int32) int32 { return v }, []float64{1}) }, ErrDType,
			"Apply: an operand of dtype float64 does not become the function's int32 by the rule same_kind: use Astype"},
		{func() *Array { return Apply(func(v int8) int8 { return v }, 1.5) }, ErrDType,
			"Apply: an operand of dtype float64 does not become the function's int8 by the rule same_kind: use Astype"},
		{func() *Array { return Apply(func(v int8) int8 { return v }, 1000) }, ErrOverflow,
			"Apply: integer 1000 is out of bounds for int8"},
		{func() *Array {
			return Apply2(func(a, b float64) float64 { return a }, Ones([]int{2, 3}), Ones([]int{4}))
		}, ErrShape, "Apply2: shapes (2, 3) and (4,) do not broadcast: axis -1 has 3 and 4"},
		{func() *Array { return Apply(math.Sqrt, []float64{1}, Into(From([]int64{1}))) }, ErrDType,
			"Apply: the result's dtype float64 does not cast to int64, the dtype of the output, by the rule same_kind"},
		{func() *Array { return Apply(math.Sqrt, []float64{1}, Into(From([]float64{1, 2}))) }, ErrShape,
			"Apply: the output has shape (2,), the result (1,)"},
		{func() *Array { return Apply(math.Sqrt, "text") }, ErrType, "Apply: "},
	} {
		_, err := Try(c.call)
		if !errors.Is(err, c.kind) || !strings.HasPrefix(err.Error(), c.text) {
			t.Errorf("%v, want %s", err, c.text)
		}
	}
}

func BenchmarkApply(b *testing.B) {
	const n = 100_000
	x, out := Ones([]int{n}), Ones([]int{n})
	for b.Loop() {
		Apply(func(v float64) float64 { return 2 * v }, x, Into(out))
	}
	elements(b, n)
}
