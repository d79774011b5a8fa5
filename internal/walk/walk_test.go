package walk

import (
	"bytes"
	"slices"
	"testing"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"pgregory.net/rapid"
)

// convertible says that a conversion drops no imaginary part, which nobody asks of a walk.
func convertible(from, to dtype.DType) bool {
	return from.Kind() != dtype.KindComplex || to.Kind() == dtype.KindComplex || to.Kind() == dtype.KindBool
}

// operation is a program and what it computes of numbers.
type operation struct {
	name     string
	program  Program
	operands int
	f        func(x [3]float64) float64
}

func drawOperation(t *rapid.T) operation {
	kind := rapid.SampledFrom([]string{"add", "less", "square", "select"}).Draw(t, "operation")
	id := dtype.ID(rapid.IntRange(0, dtype.NumComputing-1).Draw(t, "loop"))
	if kind == "select" {
		return operation{kind, Program{In: id, Out: id, First: dtype.IDBool, Three: kernel.Select(dtype.Of(id).Size())}, 3,
			func(x [3]float64) float64 {
				if x[0] != 0 {
					return x[1]
				}
				return x[2]
			}}
	}
	loops := kernel.Lookup(kind).Loops
	loop := &loops[int(id)%len(loops)]
	program := Program{In: loop.In, Out: loop.Out, Loop: loop}
	switch kind {
	case "add":
		return operation{kind, program, 2, func(x [3]float64) float64 { return x[0] + x[1] }}
	case "less":
		return operation{kind, program, 2, func(x [3]float64) float64 {
			if x[0] < x[1] {
				return 1
			}
			return 0
		}}
	}
	return operation{kind, program, 1, func(x [3]float64) float64 { return x[0] * x[0] }}
}

// TestMap compares with the definition, index by index, over random memory.
func TestMap(t *testing.T) {
	useThreads(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		shape := drawShape(t)
		op := drawOperation(t)
		d := drawType(t, "output")
		if !convertible(dtype.Of(op.program.Out), d) {
			d = dtype.Of(op.program.Out)
		}
		dst := drawWindow(t, "output", d, shape, false)
		src := make([]*window, op.operands)
		operands := make([]Operand, op.operands)
		for k := range src {
			in := dtype.Of(op.program.in(k + 1))
			d := drawType(t, "operand")
			if !convertible(d, in) || rapid.Bool().Draw(t, "native") {
				d = in
			}
			src[k] = drawWindow(t, "operand", d, shape, true)
			fill(src[k], uint64(k))
			operands[k] = src[k].operand()
		}
		if dst.d == src[0].d && rapid.IntRange(0, 3).Draw(t, "in place") == 0 && !slices.Contains(src[0].strides, 0) {
			dst = src[0]
		}
		want := packedWindow(d, shape...)
		for index := range indices(shape) {
			var x [3]float64
			for k := range src {
				x[k] = through(src[k].get(index), op.program.in(k+1))
			}
			want.set(index, through(op.f(x), op.program.Out))
		}
		Map(&op.program, shape, dst.operand(), operands...)
		compare(t, op.name, dst, want)
	})
}

// compare fails unless two windows hold the same bytes and the first wrote nowhere else.
func compare(t *rapid.T, name string, got, want *window) {
	t.Helper()
	for index := range indices(got.shape) {
		if !bytes.Equal(got.bytesAt(index), want.bytesAt(index)) {
			t.Fatalf("%s: at %v of %v, strides %v, type %v: % x, want % x", name, index, got.shape, got.strides, got.d, got.bytesAt(index), want.bytesAt(index))
		}
	}
	if at := got.stray(); at >= 0 {
		t.Fatalf("%s: shape %v, strides %v, type %v: byte %d of %d was written", name, got.shape, got.strides, got.d, at, len(got.memory))
	}
}

func TestCast(t *testing.T) {
	useThreads(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		shape := drawShape(t)
		from, to := drawType(t, "from"), drawType(t, "to")
		if !convertible(from, to) {
			to = from.Swap()
		}
		src, dst := drawWindow(t, "source", from, shape, true), drawWindow(t, "destination", to, shape, false)
		fill(src, 1)
		want := packedWindow(to, shape...)
		for index := range indices(shape) {
			want.set(index, src.get(index))
		}
		Cast(shape, dst.operand(), src.operand())
		compare(t, "Cast", dst, want)
	})
}

func TestMove(t *testing.T) {
	useThreads(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		shape := drawShape(t)
		itemsize := rapid.SampledFrom([]int{1, 2, 3, 4, 5, 8, 12, 16}).Draw(t, "itemsize")
		d := dtype.Bytes(itemsize)
		src, dst := drawWindow(t, "source", d, shape, true), drawWindow(t, "destination", d, shape, false)
		seed := byte(1)
		for index := range indices(shape) {
			for i := range itemsize {
				src.bytesAt(index)[i] = seed
				seed = seed*5 + 3
			}
		}
		Move(shape, itemsize, dst.operand().Ptr, dst.strides, src.operand().Ptr, src.strides)
		compare(t, "Move", dst, src)
	})
}

// TestTransposed walks shapes of several tiles a row, with an operand of every order of axes.
func TestTransposed(t *testing.T) {
	useThreads(t, 2)
	loop := kernel.Lookup("subtract").Find(dtype.IDFloat64)
	program := Program{In: dtype.IDFloat64, Out: dtype.IDFloat64, Loop: loop}
	for _, shape := range [][]int{{9, 300}, {300, 9}, {130, 260}, {2, 20, 150}, {20, 2, 150}, {150, 3, 20}} {
		a := packedWindow(dtype.Float64, shape...)
		fill(a, 1)
		orders := [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
		if len(shape) == 2 {
			orders = [][]int{{0, 1}, {1, 0}}
		}
		for _, order := range orders {
			b := newWindow(dtype.Float64, shape, order, make([]int, len(shape)), make([]bool, len(shape)), 0)
			Move(shape, 8, b.operand().Ptr, b.strides, a.operand().Ptr, a.strides)
			back := packedWindow(dtype.Float64, shape...)
			Move(shape, 8, back.operand().Ptr, back.strides, b.operand().Ptr, b.strides)
			if !bytes.Equal(a.memory, back.memory) {
				t.Errorf("shape %v, order %v: copied there and back: not the same", shape, order)
			}
			difference := packedWindow(dtype.Float64, shape...)
			Map(&program, shape, difference.operand(), a.operand(), b.operand())
			for index := range indices(shape) {
				if a.get(index) != b.get(index) || difference.get(index) != 0 {
					t.Fatalf("shape %v, order %v: at %v: %v was copied as %v, difference %v", shape, order, index, a.get(index), b.get(index), difference.get(index))
				}
			}
		}
	}
}

func TestMoveNothing(t *testing.T) {
	Move([]int{3, 4}, 0, nil, []int{0, 0}, nil, []int{0, 0})
	Move([]int{3, 0}, 8, nil, []int{8, 8}, nil, []int{8, 8})
}

// TestPacked compares every variant of a call without planning.
func TestPacked(t *testing.T) {
	useThreads(t, 2)
	loop := kernel.Lookup("subtract").Find(dtype.IDFloat64)
	for _, n := range around() {
		a, b, dst := make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
		for i := range a {
			a[i], b[i] = float64(i), float64(i%7)
		}
		for _, c := range []struct {
			name   string
			f      kernel.Func
			sa, sb int
		}{{"both", loop.Packed, 8, 8}, {"scalar a", loop.ScalarA, 0, 8}, {"scalar b", loop.ScalarB, 8, 0}} {
			if c.f == nil {
				continue
			}
			clear(dst)
			Packed(loop, c.f, n, unsafe.Pointer(&dst[0]), unsafe.Pointer(&a[0]), unsafe.Pointer(&b[0]), 8, c.sa, c.sb)
			for i := range n {
				if want := a[i*c.sa/8] - b[i*c.sb/8]; dst[i] != want {
					t.Fatalf("%s, n %d: element %d is %v, want %v", c.name, n, i, dst[i], want)
				}
			}
			if dst[n] != 0 {
				t.Fatalf("%s, n %d: wrote past the end", c.name, n)
			}
		}
	}
}

// TestMapScalars repeats one operand, or both, along two rows of every length.
func TestMapScalars(t *testing.T) {
	useThreads(t, 2)
	loop := kernel.Lookup("subtract").Find(dtype.IDFloat64)
	program := Program{In: dtype.IDFloat64, Out: dtype.IDFloat64, Loop: loop}
	operand := func(values []float64, strides ...int) Operand {
		return Operand{Ptr: unsafe.Pointer(&values[0]), Type: dtype.Float64, Strides: strides}
	}
	for _, n := range around() {
		a, b, dst := make([]float64, 2*n+1), make([]float64, 2*n+1), make([]float64, 2*n+1)
		for i := range a {
			a[i], b[i] = float64(i), float64(i%7)
		}
		for _, step := range [][2]int{{0, 1}, {1, 0}, {0, 0}} {
			Map(&program, []int{2, n}, operand(dst, 8*n, 8), operand(a, 8*n, 8*step[0]), operand(b, 8*n, 8*step[1]))
			for i := range 2 * n {
				row, column := i/n, i%n
				if want := a[row*n+column*step[0]] - b[row*n+column*step[1]]; dst[i] != want {
					t.Fatalf("length %d, steps %v: element %d is %v, want %v", n, step, i, dst[i], want)
				}
			}
		}
	}
}

// TestNonTemporal passes the caches: an output of more than 32 MiB.
func TestNonTemporal(t *testing.T) {
	useThreads(t, 2)
	const n = 32<<20/8 + 3
	a := packedWindow(dtype.Float64, n)
	values := unsafe.Slice((*float64)(a.operand().Ptr), n)
	for i := range values {
		values[i] = float64(i)
	}
	dst := packedWindow(dtype.Float64, n)
	loop := kernel.Lookup("add").Find(dtype.IDFloat64)
	Map(&Program{In: dtype.IDFloat64, Out: dtype.IDFloat64, Loop: loop}, []int{n}, dst.operand(), a.operand(), a.operand())
	for i, v := range unsafe.Slice((*float64)(dst.operand().Ptr), n) {
		if v != 2*float64(i) {
			t.Fatalf("element %d is %v", i, v)
		}
	}
	if edge := dst.memory[dst.base+8*n:]; bytes.Count(edge, []byte{guard}) != len(edge) {
		t.Error("wrote past the end")
	}
}
