package kernel

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"gondola/dtype"
)

var itemsizes = []int{1, 2, 3, 4, 5, 8, 12, 16, 24}

// TestStrided gathers and scatters with strides of all signs, at every alignment.
func TestStrided(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	const n = 13
	for _, size := range itemsizes {
		for _, stride := range []int{size, -size, 0, size + 1, -size - 3, 2 * size, 3*size + 1} {
			for offset := range 9 {
				reach := max(stride, -stride)*(n-1) + size
				memory, whole := fenced64(reach + offset)
				for i := range memory {
					memory[i] = byte(random.Uint32())
				}
				base := offset
				if stride < 0 {
					base += reach - size
				}
				packed, packedWhole := fenced64(n * size)
				Gather(size)(n, start(packed), unsafe.Pointer(&memory[base]), stride)
				for i := range n {
					if !bytes.Equal(packed[i*size:][:size], memory[base+i*stride:][:size]) {
						t.Fatalf("gather: itemsize %d, stride %d, offset %d: element %d", size, stride, offset, i)
					}
				}
				for i := range packed {
					packed[i] = byte(random.Uint32())
				}
				want := slices.Clone(memory)
				for i := range n {
					copy(want[base+i*stride:], packed[i*size:][:size])
				}
				Scatter(size)(n, unsafe.Pointer(&memory[base]), stride, start(packed))
				if !bytes.Equal(memory, want) {
					t.Fatalf("scatter: itemsize %d, stride %d, offset %d", size, stride, offset)
				}
				if !intact(whole) || !intact(packedWhole) {
					t.Fatalf("itemsize %d, stride %d, offset %d: wrote outside", size, stride, offset)
				}
			}
		}
	}
	for _, size := range itemsizes {
		Gather(size)(0, nil, nil, 1)
		Scatter(size)(0, nil, 1, nil)
	}
}

func TestSelect(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for _, size := range itemsizes {
		for _, n := range lengths {
			cond, a, b := make([]byte, n), aligned64(n*size), aligned64(n*size)
			fill(random, dtype.IDBool, cond)
			fill(random, dtype.IDUint8, a)
			fill(random, dtype.IDUint8, b)
			got, whole := fenced64(n * size)
			Select(size)(n, start(got), start(cond), start(a), start(b))
			for i, c := range cond {
				want := b
				if c != 0 {
					want = a
				}
				if !bytes.Equal(got[i*size:][:size], want[i*size:][:size]) {
					t.Fatalf("itemsize %d, n = %d: element %d", size, n, i)
				}
			}
			if !intact(whole) {
				t.Fatalf("itemsize %d, n = %d: wrote outside", size, n)
			}
		}
	}
}

func TestSwap(t *testing.T) {
	text, err := dtype.Parse("<U3")
	if err != nil {
		t.Fatal(err)
	}
	types := []dtype.DType{text}
	for id := range dtype.ID(dtype.NumComputing) {
		types = append(types, dtype.Of(id))
	}
	for _, d := range types {
		number := d.Size()
		switch d.Kind() {
		case dtype.KindComplex:
			number /= 2
		case dtype.KindText:
			number = 4
		}
		for _, n := range lengths {
			x, want := aligned64(n*d.Size()), make([]byte, 0, n*d.Size())
			fill(rand.New(rand.NewPCG(8, 8)), dtype.IDUint8, x)
			for part := range slices.Chunk(x, max(number, 1)) {
				reversed := slices.Clone(part)
				slices.Reverse(reversed)
				want = append(want, reversed...)
			}
			got, whole := fenced64(n * d.Size())
			Swap(d)(n, start(got), start(x))
			if !bytes.Equal(got, want) || !intact(whole) {
				t.Errorf("%v, n = %d: %x, want %x", d, n, got, want)
			}
			if Swap(d)(n, start(x), start(x)); !bytes.Equal(x, want) {
				t.Errorf("%v, n = %d: another result in place", d, n)
			}
		}
	}
}

func benchmarkLoop(b *testing.B, f Func, from, to dtype.ID) {
	const n = 4096
	x, y := aligned64(n*dtype.Table[from].Size), aligned64(n*dtype.Table[from].Size)
	d := aligned64(n * dtype.Table[to].Size)
	random := rand.New(rand.NewPCG(9, 9))
	for i := range n {
		for _, operand := range [][]byte{x, y} {
			v := random.NormFloat64() * 100
			casts[dtype.IDFloat64][from](1, start(operand[i*dtype.Table[from].Size:]), unsafe.Pointer(&v), nil)
		}
	}
	b.SetBytes(int64(len(x) + len(d)))
	for b.Loop() {
		f(n, start(d), start(x), start(y))
	}
}

func BenchmarkPortable(b *testing.B) {
	for _, c := range []struct {
		op string
		id dtype.ID
	}{
		{"add", dtype.IDFloat64}, {"add", dtype.IDInt8}, {"less", dtype.IDFloat64}, {"less", dtype.IDInt32},
		{"logical_and", dtype.IDBool}, {"maximum", dtype.IDFloat64}, {"divide", dtype.IDComplex128}, {"sin", dtype.IDFloat64},
	} {
		l := Lookup(c.op).Find(c.id)
		b.Run(c.op+" "+dtype.Table[c.id].Name, func(b *testing.B) { benchmarkLoop(b, l.portable.Packed, l.In, l.Out) })
	}
}

func BenchmarkCast(b *testing.B) {
	for _, c := range [][2]dtype.ID{
		{dtype.IDInt32, dtype.IDFloat64}, {dtype.IDFloat64, dtype.IDInt32}, {dtype.IDFloat16, dtype.IDFloat32},
		{dtype.IDFloat32, dtype.IDFloat16}, {dtype.IDFloat32, dtype.IDBFloat16}, {dtype.IDBool, dtype.IDInt64},
		{dtype.IDFloat16, dtype.IDInt16}, {dtype.IDComplex128, dtype.IDInt64},
	} {
		b.Run(dtype.Table[c[0]].Name+" "+dtype.Table[c[1]].Name, func(b *testing.B) { benchmarkLoop(b, casts[c[0]][c[1]], c[0], c[1]) })
	}
}

func BenchmarkGather(b *testing.B) {
	memory, packed := aligned64(4096*24), aligned64(4096*8)
	for b.Loop() {
		Gather(8)(4096, start(packed), start(memory), 24)
	}
}

func BenchmarkSwap(b *testing.B) {
	x := aligned64(4096 * 8)
	for b.Loop() {
		Swap(dtype.Float64)(4096, start(x), start(x))
	}
}

func BenchmarkSum(b *testing.B) {
	x := make([]float64, 4096)
	var total float64
	for b.Loop() {
		sumFloat[float64](len(x), unsafe.Pointer(&total), unsafe.Pointer(&x[0]))
	}
}
