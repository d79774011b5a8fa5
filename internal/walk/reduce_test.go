package walk

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gondola/dtype"
	"gondola/internal/kernel"
	"pgregory.net/rapid"
)

// sumOf and maxOf are the foldings of operands of a type; where the row has none, of float64.
func sumOf(id dtype.ID) *Folding { return folding("sum", "add", id, true) }

func maxOf(id dtype.ID) *Folding { return folding("max", "maximum", id, false) }

func folding(name, fold string, id dtype.ID, identity bool) *Folding {
	loop := kernel.Lookup(name).Find(id)
	if loop == nil {
		loop = kernel.Lookup(name).Find(dtype.IDFloat64)
	}
	return &Folding{Loop: loop, Fold: kernel.Lookup(fold).Find(loop.Out).Packed, HasIdentity: identity}
}

// distancesOf is the folding of squared distances of a type; its center is nil still.
func distancesOf(id dtype.ID) *Folding {
	f := sumOf(id)
	f.Subtract, f.Multiply = kernel.Lookup("subtract").Find(id), kernel.Lookup("multiply").Find(id)
	return f
}

// drawFolded says of each axis whether it is folded.
func drawFolded(t *rapid.T, rank int) []bool {
	return rapid.SliceOfN(rapid.Bool(), rank, rank).Draw(t, "folded")
}

// foldedShape is shape with folded axes of dim 1.
func foldedShape(shape []int, folded []bool) []int {
	out := slices.Clone(shape)
	for i := range out {
		if folded[i] {
			out[i] = 1
		}
	}
	return out
}

// accumulators are dst's strides over the shape of the source.
func accumulators(dst *window, folded []bool) Operand {
	o := dst.operand()
	o.Strides = slices.Clone(o.Strides)
	for i := range folded {
		if folded[i] {
			o.Strides[i] = 0
		}
	}
	return o
}

// atFolded is the index of the output that an index of the source is folded into.
func atFolded(index []int, folded []bool) []int {
	out := slices.Clone(index)
	for i := range out {
		if folded[i] {
			out[i] = 0
		}
	}
	return out
}

// TestReduce folds small integers, whose sums are exact in any order.
func TestReduce(t *testing.T) {
	useThreads(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		shape := drawShape(t)
		folded := drawFolded(t, len(shape))
		id := dtype.ID(rapid.IntRange(0, dtype.NumComputing-1).Draw(t, "loop"))
		name := rapid.SampledFrom([]string{"sum", "max", "distances"}).Draw(t, "folding")
		f := sumOf(id)
		switch name {
		case "distances":
			f = distancesOf(rapid.SampledFrom([]dtype.ID{dtype.IDInt64, dtype.IDFloat32, dtype.IDFloat64}).Draw(t, "loop of distances"))
		case "max":
			f = maxOf(id)
			if slices.Contains(shape, 0) {
				shape = foldedShape(shape, slices.Repeat([]bool{true}, len(shape)))
			}
		}
		d := drawType(t, "source")
		if in := dtype.Of(f.Loop.In); !convertible(d, in) || rapid.Bool().Draw(t, "native") {
			d = in
		}
		src := drawWindow(t, "source", d, shape, true)
		fill(src, 3)
		out := foldedShape(shape, folded)
		dst := drawWindow(t, "output", dtype.Of(f.Loop.Out), out, false)
		center := *dst
		center.memory = slices.Clone(dst.memory)
		if name == "distances" {
			fill(&center, 4)
			f.Center = center.operand().Ptr
		}
		want := packedWindow(dst.d, out...)
		for index := range indices(out) {
			want.set(index, 0)
		}
		for index := range indices(shape) {
			at := atFolded(index, folded)
			v := through(src.get(index), f.Loop.In)
			switch name {
			case "sum":
				v += want.get(at)
			case "max":
				v = max(v, want.get(at))
			case "distances":
				v -= center.get(at)
				v = v*v + want.get(at)
			}
			want.set(at, v)
		}
		Reduce(f, shape, accumulators(dst, folded), src.operand())
		compare(t, name, dst, want)
	})
}

// TestReduceSameBits adds numbers whose sum depends on the order, on every number of threads.
func TestReduceSameBits(t *testing.T) {
	for _, c := range []struct {
		shape  []int
		order  []int
		folded []bool
	}{
		{[]int{200_003}, []int{0}, []bool{true}},
		{[]int{300, 400}, []int{0, 1}, []bool{true, false}},
		{[]int{300, 400}, []int{0, 1}, []bool{false, true}},
		{[]int{300, 400}, []int{1, 0}, []bool{true, true}},
		{[]int{3, 80_000}, []int{0, 1}, []bool{false, true}},
		{[]int{40, 50, 60}, []int{2, 0, 1}, []bool{true, false, true}},
		{[]int{60_000, 3}, []int{0, 1}, []bool{true, false}},
	} {
		for _, gap := range []int{0, 1} {
			rank := len(c.shape)
			src := newWindow(dtype.Float64, c.shape, c.order, slices.Repeat([]int{gap}, rank), make([]bool, rank), 0)
			random := rand.New(rand.NewPCG(1, 2))
			for index := range indices(c.shape) {
				src.set(index, random.NormFloat64()*math.Exp(random.NormFloat64()))
			}
			var sums, distances []byte
			for threads := 1; threads <= 4; threads++ {
				useThreads(t, threads)
				sum := packedWindow(dtype.Float64, foldedShape(c.shape, c.folded)...)
				Reduce(sumOf(dtype.IDFloat64), c.shape, accumulators(sum, c.folded), src.operand())
				f := distancesOf(dtype.IDFloat64)
				f.Center = sum.operand().Ptr
				distance := packedWindow(dtype.Float64, sum.shape...)
				Reduce(f, c.shape, accumulators(distance, c.folded), src.operand())
				if threads == 1 {
					sums, distances = sum.memory, distance.memory
				}
				if !bytes.Equal(sum.memory, sums) || !bytes.Equal(distance.memory, distances) {
					t.Errorf("shape %v, order %v, gap %d, folded %v: %d threads give other bits", c.shape, c.order, gap, c.folded, threads)
				}
			}
		}
	}
}
