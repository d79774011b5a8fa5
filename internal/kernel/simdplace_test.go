//go:build linux && amd64

package kernel

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// fenced is memory between two pages that may not be touched.
type fenced []byte

func newFenced(t *testing.T, size int) fenced {
	page := syscall.Getpagesize()
	size = (size + page - 1) / page * page
	memory, err := syscall.Mmap(-1, 0, size+2*page, syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(memory) })
	inside := memory[page : page+size]
	if err := syscall.Mprotect(inside, syscall.PROT_READ|syscall.PROT_WRITE); err != nil {
		t.Fatal(err)
	}
	return inside
}

// bytes is size bytes, offset from either end.
func (f fenced) bytes(size int, atEnd bool, offset int) []byte {
	if atEnd {
		offset = len(f) - size - offset
	}
	return f[offset:][:size]
}

// awkward fills memory with elements of a type, special ones among them.
func awkward(r *rand.Rand, id dtype.ID, data []byte) {
	size := dtype.Table[id].Size
	for at := 0; at+size <= len(data); at += size {
		p := unsafe.Pointer(&data[at])
		special := r.IntN(8) == 0
		switch id {
		case dtype.IDFloat64:
			x := r.NormFloat64() * 10
			if special {
				x = []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, -1e-310, 1e300, -1e300, 9.3e18, 4e15, -4e15, 709.7, -740}[r.IntN(14)]
			}
			*(*float64)(p) = x
		case dtype.IDFloat32:
			x := float32(r.NormFloat64() * 10)
			if special {
				x = []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()), 1e-45, -1e-40, 1e38, -1e38, 88.5, -100}[r.IntN(11)]
			}
			*(*float32)(p) = x
		case dtype.IDBool:
			*(*bool)(p) = r.IntN(2) == 1
		default:
			for i := range size {
				data[at+i] = byte(r.Uint32())
			}
			if special {
				copy(data[at:at+size], bytes.Repeat([]byte{[]byte{0, 0xff}[r.IntN(2)]}, size))
			}
		}
	}
}

// call is one way of running a row: a function and which of its operands are scalars.
type call struct {
	name             string
	run              Func
	scalarA, scalarB bool
}

func calls(r simdRow) []call {
	var c []call
	for _, x := range []call{
		{"Packed", r.Packed, false, false}, {"ScalarA", r.ScalarA, true, false}, {"ScalarB", r.ScalarB, false, true},
		{"NonTemporal", r.NonTemporal, false, false},
	} {
		if x.run != nil {
			c = append(c, x)
		}
	}
	return c
}

func (r simdRow) String() string {
	return fmt.Sprintf("%s %s->%s", r.Op, dtype.Table[r.In].Name, dtype.Table[r.Out].Name)
}

// TestPlaces runs every loop at lengths 0 to 130 with each operand flush against a page that may not be touched, in
// front or behind, and a few elements off; and wants of every element what the loop gives for it alone.
func TestPlaces(t *testing.T) {
	const longest = 130
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		dst, a, b := newFenced(t, 2048), newFenced(t, 2048), newFenced(t, 2048)
		for _, row := range rows {
			in, out := dtype.Table[row.In].Size, dtype.Table[row.Out].Size
			for _, c := range calls(row) {
				random := rand.New(rand.NewPCG(7, 7))
				for n := range longest + 1 {
					na, nb := n, n
					if c.scalarA {
						na = 1
					}
					if c.scalarB {
						nb = 1
					}
					atEnd := n%2 == 0
					offset := []int{0, 1, 3, 8}[random.IntN(4)]
					x, y := a.bytes(na*in, atEnd, offset*in), b.bytes(nb*in, atEnd, 0)
					z := dst.bytes(n*out, atEnd, offset*out)
					awkward(random, row.In, x)
					awkward(random, row.In, y)
					c.run(n, first(z), first(x), first(y))
					want := make([]byte, n*out)
					for i := range n {
						xi, yi := min(i, na-1)*in, min(i, nb-1)*in
						c.run(1, first(want[i*out:]), first(x[xi:]), first(y[yi:]))
					}
					if !bytes.Equal(z, want) {
						t.Fatalf("%v %s: n = %d: %x, one by one %x", row, c.name, n, z, want)
					}
					if in == out && !c.scalarA {
						copy(z, x)
						c.run(n, first(z), first(z), first(y))
						if !bytes.Equal(z, want) {
							t.Fatalf("%v %s in place: n = %d: %x, want %x", row, c.name, n, z, want)
						}
					}
					if in == out && !c.scalarB && c.run != nil && row.ScalarB != nil {
						copy(z, y)
						c.run(n, first(z), first(x), first(z))
						if !bytes.Equal(z, want) {
							t.Fatalf("%v %s into b: n = %d: %x, want %x", row, c.name, n, z, want)
						}
					}
				}
			}
		}
	})
}

// TestWrappers holds every loop to be a Go function of its own, whose prologue lets the collector in.
func TestWrappers(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for _, row := range rows {
			functions := calls(row)
			for _, c := range functions {
				f := runtime.FuncForPC(reflect.ValueOf(c.run).Pointer())
				if file, _ := f.FileLine(f.Entry()); file[len(file)-3:] != ".go" {
					t.Errorf("%v %s is not a Go function: %s", row, c.name, f.Name())
				}
			}
		}
	})
}
