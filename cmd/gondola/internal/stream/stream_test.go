package stream

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/expr"
	"gondola/dtype"
	"gondola/interop/npy"
	"gondola/nd"
)

// budget makes blocks of a few rows of the arrays of these tests.
const budget = 4000

// sample is an array of many small values of both signs, repeatable, of that dtype. Their mean is 1, since
// a sum of numbers that cancel says nothing of how it was taken.
func sample(d dtype.DType, shape ...int) *nd.Array {
	n := 1
	for _, dim := range shape {
		n *= dim
	}
	x := nd.Reshape(nd.Add(1, nd.Multiply(nd.Sin(nd.Arange(0.0, float64(n), 1.0)), 3)), shape...)
	if d.Kind() == dtype.KindUint {
		x = nd.Abs(x)
	}
	if d.Kind() == dtype.KindComplex {
		x = nd.Add(x, nd.Multiply(nd.Cos(x), 1i))
	}
	return nd.Astype(x, d)
}

// fortran is x packed in F order.
func fortran(x *nd.Array) *nd.Array {
	return nd.Transpose(nd.Copy(nd.Transpose(x)))
}

// files writes arrays as .npy files; numbers stay.
func files(t *testing.T, inputs map[string]any) (sources map[string]*arrayfile.Source, numbers map[string]any) {
	t.Helper()
	sources, numbers = map[string]*arrayfile.Source{}, map[string]any{}
	for name, v := range inputs {
		a, ok := v.(*nd.Array)
		if !ok {
			numbers[name] = v
			continue
		}
		path := filepath.Join(t.TempDir(), name+".npy")
		if err := npy.Save(path, a); err != nil {
			t.Fatal(err)
		}
		source, err := arrayfile.Find(path)
		if err != nil {
			t.Fatal(err)
		}
		sources[name] = source
	}
	return sources, numbers
}

// compute evaluates an expression both ways. output is the file of streamed rows; empty for memory.
func compute(t *testing.T, source string, inputs map[string]any, output string, budget int) (whole, streamed any, err error) {
	t.Helper()
	var names []string
	for name := range inputs {
		names = append(names, name)
	}
	e, err := expr.Parse(source, names)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	if whole, err = e.Eval(inputs); err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	sources, numbers := files(t, inputs)
	streamed, err = Run(context.Background(), &Job{Expr: e, Numbers: numbers, Sources: sources, Budget: budget, Output: output})
	if err == nil && streamed == nil {
		streamed, err = npy.Load(output)
	}
	return whole, streamed, err
}

// difference is what is wrong with got where want is expected: shape, dtype, or values that are further
// apart than so many roundings. Empty if nothing is.
func difference(got, want any, roundings float64) string {
	if list, ok := want.([]any); ok {
		for i := range list {
			if text := difference(got.([]any)[i], list[i], roundings); text != "" {
				return text
			}
		}
		return ""
	}
	a, b := got.(*nd.Array), want.(*nd.Array)
	if !slices.Equal(a.Shape(), b.Shape()) || a.DType() != b.DType() {
		return fmt.Sprintf("shape %v dtype %v, want %v %v", a.Shape(), a.DType(), b.Shape(), b.DType())
	}
	tolerance := 0.0
	if info, ok := dtype.FInfo(b.DType()); ok {
		tolerance = roundings * info.Eps
	}
	// Elements below 1 are sums of terms of about 1.
	distance := nd.Divide(nd.Abs(nd.Subtract(nd.Astype(a, dtype.Complex128), nd.Astype(b, dtype.Complex128))), nd.Maximum(nd.Abs(nd.Astype(b, dtype.Complex128)), 1))
	if worst := nd.Max(distance).Item().(float64); worst > tolerance && !math.IsNaN(worst) {
		return fmt.Sprintf("differs by %g, more than %g", worst, tolerance)
	}
	if !same(nd.IsNaN(nd.Astype(a, dtype.Complex128)), nd.IsNaN(nd.Astype(b, dtype.Complex128))) {
		return "NaN elsewhere"
	}
	return ""
}

func same(a, b *nd.Array) bool { return nd.All(nd.Equal(a, b)).Item().(bool) }

// What is streamed in blocks of a few rows equals what is computed at once.
func TestStreamedEqualsWhole(t *testing.T) {
	inputs := map[string]any{
		"x": sample(dtype.Float64, 400, 30), "y": sample(dtype.Float32, 400, 30), "i": sample(dtype.Int16, 400, 30),
		"c": sample(dtype.Complex64, 400, 30), "b": nd.Greater(sample(dtype.Float64, 400, 30), 0),
		"h": sample(dtype.Float16, 400, 30), "column": sample(dtype.Float64, 400, 1), "row": sample(dtype.Float64, 30),
		"big": nd.Astype(sample(dtype.Float64, 400, 30), mustParse(">f8")), "flat": sample(dtype.Float64, 12000),
		"cube": sample(dtype.Float64, 200, 5, 6), "u": sample(dtype.Uint8, 400, 30), "n": 2.5,
	}
	for _, source := range []string{
		// Whole-array reductions, in which rows do not matter.
		"sum(x)", "mean(exp(x))", "prod(1 + x / 1000)", "min(x)", "max(x)", "any(x > 2)", "all(x > -5)", "count_nonzero(x > 0)",
		"var(x)", "std(x)", "var(x, correction=1)", "std(i)", "var(c)", "mean(c)", "sum(y)", "mean(y)", "sum(i)", "mean(i)", "sum(b)", "mean(b)", "sum(u)", "prod(u)",
		"sum(h)", "mean(h)", "max(h)", "sum(i, dtype=float32)", "sum(y, dtype=float64)", "mean(big)", "big[:, 0] * 2", "var(x + 1e6)",
		"sum(x * y + i)", "mean(where(b, x, n))", "sum(astype(x, int32))", "max(clip(x, min=-1, max=1))",
		"mean(x, axis=None, keepdims=False)",
		// Axes.
		"sum(x, axis=0)", "mean(exp(x), axis=0)", "std(x, axis=0)", "sum(x, axis=-1)", "mean(x, axis=1)", "var(x, axis=1, keepdims=True)",
		"sum(x, axis=(0, 1))", "max(x, axis=0, keepdims=True)", "sum(cube, axis=(0, 2))", "mean(cube, axis=(1, 2))", "min(cube, axis=(-1, -3), keepdims=True)",
		"any(b, axis=0)", "all(b, axis=1)", "count_nonzero(i, axis=0)", "sum(x, keepdims=True)", "prod(i, axis=0, dtype=int64)", "var(c, axis=0)",
		// Several passes, and what is made of constants.
		"mean(x) / std(x)", "(mean(x), std(x), sum(i))", "[min(x), max(x)]", "mean((x - mean(x)) ** 2)", "sum(square(x - mean(x, axis=0)) / std(x, axis=0))",
		"sqrt(sum(square(x - mean(x, axis=1, keepdims=True)), axis=0))", "max(abs(x / sum(abs(x), axis=1, keepdims=True)))", "sum(x, axis=0) @ row", "sum(x, axis=0)[1:3]",
		"mean(x, axis=1)[5:7]", "reshape(mean(cube, axis=2), (-1,))", "argmax(mean(x, axis=1))", "sum(x * column)", "sum(x - row, axis=1)", "mean(x[:, 3])", "sum(x[:, 1:5:2], axis=1)", "sum(cube[:, 2, None], axis=0)",
		"sum(flat)", "mean(flat * n, axis=0)", "std(flat, axis=-1)",
		// Rows that are brought into memory.
		"b", "u > 1", "x[:, 0]", "astype(x[:, 1], int8)",
	} {
		e, err := expr.Parse(source, []string{"x", "y", "i", "c", "b", "h", "column", "row", "big", "flat", "cube", "u", "n"})
		if err != nil {
			t.Fatal(err)
		}
		used := map[string]any{}
		for _, name := range e.Inputs {
			used[name] = inputs[name]
		}
		roundings := 8.0
		if strings.Contains(source, "prod(1") || strings.Contains(source, "1e6") {
			roundings = 100 // neither way is exact
		}
		whole, streamed, err := compute(t, source, used, "", 13000)
		if err != nil {
			t.Errorf("%s: %v", source, err)
		} else if text := difference(streamed, whole, roundings); text != "" {
			t.Errorf("%s: %s", source, text)
		}
	}
}

func mustParse(name string) dtype.DType {
	d, err := dtype.Parse(name)
	if err != nil {
		panic(err)
	}
	return d
}

// Results of rows are written block by block, in the order of the inputs.
func TestStreamedToFile(t *testing.T) {
	x, flat := sample(dtype.Float64, 300, 20), sample(dtype.Float32, 5000)
	for _, c := range []struct {
		source  string
		inputs  map[string]any
		fortran bool
	}{
		{"x * 2 + 1", map[string]any{"x": x}, false},
		{"x > 0", map[string]any{"x": x}, false},
		{"x - mean(x, axis=0)", map[string]any{"x": x}, false},
		{"exp(x) / sum(exp(x), axis=1, keepdims=True)", map[string]any{"x": x}, false},
		{"mean(x, axis=1)", map[string]any{"x": x}, false},
		{"x[:, None, ::-1]", map[string]any{"x": x}, false},
		{"x", map[string]any{"x": x}, false},
		{"real(x)", map[string]any{"x": x}, false},
		{"flat * n", map[string]any{"flat": flat, "n": 3}, false},
		{"(x - mean(x)) / std(x)", map[string]any{"x": fortran(x)}, true},
		{"x + y", map[string]any{"x": fortran(x), "y": fortran(nd.Square(x))}, true},
		{"x * 2", map[string]any{"x": sample(dtype.Float64, 2, 3000)}, false}, // rows longer than the budget
		{"x * 2", map[string]any{"x": sample(dtype.Float64, 1, 10, 300)}, false},
	} {
		output := filepath.Join(t.TempDir(), "out.npy")
		whole, streamed, err := compute(t, c.source, c.inputs, output, budget)
		if err != nil {
			t.Errorf("%s: %v", c.source, err)
			continue
		}
		if text := difference(streamed, whole, 8); text != "" {
			t.Errorf("%s: %s", c.source, text)
		}
		if a := streamed.(*nd.Array); a.IsC() == c.fortran {
			t.Errorf("%s: the output's order is not the inputs'", c.source)
		}
	}
}

// In F order a result is brought into memory in the right order too.
func TestGatherFortran(t *testing.T) {
	whole, streamed, err := compute(t, "x > 0", map[string]any{"x": fortran(sample(dtype.Float64, 50, 20))}, "", 1500)
	if err != nil {
		t.Fatal(err)
	}
	if text := difference(streamed, whole, 8); text != "" {
		t.Error(text)
	}
}

// What cannot be streamed is refused with the size, the budget and the reason.
func TestRefusals(t *testing.T) {
	x := sample(dtype.Float64, 300, 300)
	for _, c := range []struct {
		source string
		inputs map[string]any
		text   string
	}{
		{"x @ x", map[string]any{"x": x}, "the inputs take 703 KiB, more than the memory budget of 39.1 KiB (--memory), and matmul needs all of its operand at once, which takes 703 KiB"},
		{"sum(x[10])", map[string]any{"x": x}, "an index needs all of its operand at once"},
		{"x * 2", map[string]any{"x": x}, "without a .npy file as output all of the result is needed at once"},
		{"x - mean(x, axis=1)", map[string]any{"x": x}, "subtract would align the rows with another axis"},
		{"sum(x + y)", map[string]any{"x": x, "y": sample(dtype.Float64, 2, 300, 300)}, "x.npy, whose rows are not those of"},
		{"sum(x, axis=0)", map[string]any{"x": fortran(x)}, "is in F order, whose rows do not lie together: convert it first"},
		{"sum(x, axis=1)", map[string]any{"x": sample(dtype.Float64, 2, 30000)}, "a single row needs 469 KiB"},
	} {
		_, _, err := compute(t, c.source, c.inputs, "", 40000)
		if err == nil || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: error %v, want %s", c.source, err, c.text)
		}
	}
}

// An error in a block, and a done context, leave the output as it was.
func TestFailureKeepsOutput(t *testing.T) {
	output := filepath.Join(t.TempDir(), "out.npy")
	old := nd.From([]int64{1, 2, 3})
	if err := npy.Save(output, old); err != nil {
		t.Fatal(err)
	}
	sources, _ := files(t, map[string]any{"x": sample(dtype.Float64, 1000, 10)})
	e, err := expr.Parse("x * 2", []string{"x"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = Run(ctx, &Job{Expr: e, Sources: sources, Budget: budget, Output: output})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v of a canceled run", err)
	}
	if now, err := npy.Load(output); err != nil || !same(now, old) {
		t.Errorf("the output changed: %v, %v", now, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(output), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Merging is pairwise: the sum of many blocks is as good as that of one.
func TestRoundingOfManyBlocks(t *testing.T) {
	x := nd.Add(nd.Multiply(sample(dtype.Float64, 200000), 0.01), 1)
	_, streamed, err := compute(t, "mean(x)", map[string]any{"x": x}, "", 2000)
	if err != nil {
		t.Fatal(err)
	}
	exact := exactMean(x)
	if ulps := math.Abs(streamed.(*nd.Array).Item().(float64)-exact) / (math.Nextafter(exact, 2) - exact); ulps > 2 {
		t.Errorf("the mean of 3200 blocks is %v ulps off", ulps)
	}
}

// exactMean is the mean with the rounding errors of the sum added back.
func exactMean(x *nd.Array) float64 {
	var sum, lost float64
	for _, v := range nd.Of[float64](x).All() {
		next := sum + v
		lost += (sum - (next - (next - sum))) + (v - (next - sum))
		sum = next
	}
	return (sum + lost) / float64(x.Size())
}
