//go:build linux && amd64

package kernel

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// touched is size bytes on huge pages where they are large, as the buffers of large arrays are, all of them mapped.
func touched(b *testing.B, size int) []byte {
	memory, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { syscall.Munmap(memory) })
	if size >= 1<<22 {
		// Without huge pages the figures are worse, no more.
		_ = syscall.Madvise(memory, syscall.MADV_HUGEPAGE)
	}
	for i := 0; i < size; i += 4096 {
		memory[i] = 1
	}
	return memory
}

// ordinary fills memory with numbers between 1 and 2, or small integers.
func ordinary(r *rand.Rand, id dtype.ID, data []byte) {
	n := len(data) / dtype.Table[id].Size
	for i := range n {
		x := 1 + r.Float64()
		switch id {
		case dtype.IDFloat64:
			unsafe.Slice((*float64)(first(data)), n)[i] = x
		case dtype.IDFloat32:
			unsafe.Slice((*float32)(first(data)), n)[i] = float32(x)
		default:
			data[i*dtype.Table[id].Size] = byte(x * 50)
		}
	}
}

// BenchmarkRows times every SIMD loop; asm/measure.py sets the figures against NumPy's.
func BenchmarkRows(b *testing.B) {
	for _, v := range Supported()[1:] {
		for _, row := range simdRows(v) {
			in, out := dtype.Table[row.In], dtype.Table[row.Out]
			functions := calls(row)
			if row.Reduce != nil {
				reduce := row.Reduce
				functions = append(functions, call{"Reduce", func(n int, acc, a, _ unsafe.Pointer) { reduce(n, acc, a) }, false, false})
			}
			for _, c := range functions {
				for _, n := range []int{1000, 100_000, 10_000_000} {
					b.Run(fmt.Sprintf("%s/%s/%s/%s/%s/%d", v, row.Op, in.Name, out.Name, c.name, n), func(b *testing.B) {
						random := rand.New(rand.NewPCG(1, 1))
						x, y, z := touched(b, n*in.Size), touched(b, n*in.Size), touched(b, n*out.Size)
						ordinary(random, row.In, x)
						ordinary(random, row.In, y)
						// The walker hands out blocks of 32K elements.
						const block = 32 << 10
						for b.Loop() {
							for at := 0; at < n; at += block {
								m := min(block, n-at)
								py := y
								if !c.scalarB {
									py = y[at*in.Size:]
								}
								px := x
								if !c.scalarA {
									px = x[at*in.Size:]
								}
								c.run(m, first(z[min(at*out.Size, len(z)-out.Size):]), first(px), first(py))
							}
						}
						b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/element")
						b.ReportMetric(0, "ns/op")
					})
				}
			}
		}
	}
}
