package nd

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"gondola/dtype"
)

// Whatever the arguments are, functions give arrays that lie inside memory or panic with an *Error. Try
// lets any other panic through.
func TestOnlyErrorsPanic(t *testing.T) {
	number := rapid.OneOf(rapid.IntRange(-3, 4), rapid.SampledFrom([]int{-1 << 40, 1 << 62, math.MaxInt, math.MinInt}))
	few := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(-3, 4), rapid.IntRange(-3, 4), number), 0, 4)
	types := []dtype.DType{dtype.Int64, dtype.Bool, dtype.Float16.Swap(), dtype.Complex128, text5, dtype.Bytes(3), dtype.Void(0), dtype.Datetime(dtype.Day, 1)}
	rapid.Check(t, func(t *rapid.T) {
		array := func() *Array {
			a := Zeros(rapid.SliceOfN(rapid.IntRange(0, 3), 0, 4).Draw(t, "shape"), As(rapid.SampledFrom(types).Draw(t, "dtype")))
			switch rapid.IntRange(0, 2).Draw(t, "layout") {
			case 1:
				return Transpose(a)
			case 2:
				return Flip(a)
			}
			return a
		}
		x, y, n := array(), array(), number.Draw(t, "n")
		list, other := few.Draw(t, "list"), few.Draw(t, "other")
		var opts []AxisOption
		if rapid.Bool().Draw(t, "axis") {
			opts = append(opts, Axis(few.Draw(t, "axes")...))
		}
		one := func(a *Array) []*Array { return []*Array{a} }
		calls := []func() []*Array{
			func() []*Array { return one(Empty(list, As(x.dtype))) },
			func() []*Array { return one(Full(list, y, As(x.dtype))) },
			func() []*Array { return one(FullLike(x, y)) },
			func() []*Array { return one(Arange(n, n+3, 1)) },
			func() []*Array { return one(Arange(n, -n, n)) },
			func() []*Array { return one(Linspace(n, 0.5, min(n, 9))) },
			func() []*Array { return one(eye(min(n, 9), nil, n)) },
			func() []*Array { return one(Tril(x, n)) },
			func() []*Array { return Meshgrid(x, y) },
			func() []*Array { return BroadcastArrays(x, y) },
			func() []*Array { return one(BroadcastTo(x, list...)) },
			func() []*Array { return one(Concat([]any{x, y, x}, opts...)) },
			func() []*Array { return one(Stack([]any{x, y}, opts...)) },
			func() []*Array { return Unstack(x, opts...) },
			func() []*Array { return one(ExpandDims(x, list...)) },
			func() []*Array { return one(Squeeze(x, list...)) },
			func() []*Array { return one(Flip(x, opts...)) },
			func() []*Array { return one(MoveAxis(x, list, other)) },
			func() []*Array { return one(PermuteDims(x, list...)) },
			func() []*Array { return one(Reshape(x, list...)) },
			func() []*Array { return one(Diagonal(x, n)) },
			func() []*Array { return one(Repeat(x, n, opts...)) },
			func() []*Array { return one(Repeat(x, list, opts...)) },
			func() []*Array { return one(Repeat(x, y, opts...)) },
			func() []*Array { return one(Roll(x, list, opts...)) },
			func() []*Array { return one(Tile(x, list...)) },
			func() []*Array { return one(Take(x, list, opts...)) },
			func() []*Array { return one(Take(x, y, opts...)) },
			func() []*Array { return one(TakeAlongAxis(x, y, opts...)) },
			func() []*Array { return one(TakeAlongAxis(x, Astype(y, dtype.Int8), opts...)) },
			func() []*Array { return Nonzero(x) },
			func() []*Array { return one(x.Index(y, list)) },
			func() []*Array { return one(set(x, y, n)) },
			func() []*Array { return one(set(x, y, list)) },
		}
		for _, call := range calls {
			results, _ := Try(func() []*Array {
				results := call()
				for _, a := range results {
					Copy(a) // touches every element
				}
				return results
			})
			for _, a := range results {
				if len(a.shape) > MaxRank || len(a.strides) != len(a.shape) {
					t.Fatalf("shape %v, strides %v", a.shape, a.strides)
				}
			}
		}
	})
}
