package nd

import "testing"

// Call overhead: 8 elements in one allocation.
func BenchmarkAdd8(b *testing.B) {
	x := From([]float64{1, 2, 3, 4, 5, 6, 7, 8})
	b.ReportAllocs()
	for b.Loop() {
		Add(x, x)
	}
}

func BenchmarkAdd8Into(b *testing.B) {
	x, out := Ones([]int{8}), Ones([]int{8})
	b.ReportAllocs()
	for b.Loop() {
		Add(x, x, Into(out))
	}
}

func BenchmarkSum8(b *testing.B) {
	x := Ones([]int{8})
	b.ReportAllocs()
	for b.Loop() {
		Sum(x)
	}
}

func BenchmarkAddBroadcast(b *testing.B) {
	x, y := Ones([]int{2, 4}), Ones([]int{4})
	b.ReportAllocs()
	for b.Loop() {
		Add(x, y)
	}
}

// elements reports nanoseconds an element.
func elements(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/element")
}

func BenchmarkExp(b *testing.B) {
	const n = 100_000
	x, out := Ones([]int{n}), Ones([]int{n})
	for b.Loop() {
		Exp(x, Into(out))
	}
	elements(b, n)
}

func BenchmarkAdd1e7(b *testing.B) {
	const n = 10_000_000
	x, out := Ones([]int{n}), Ones([]int{n})
	for b.Loop() {
		Add(x, x, Into(out))
	}
	elements(b, n)
}

func BenchmarkMeanExp1e7(b *testing.B) {
	const n = 10_000_000
	x := Ones([]int{n})
	for b.Loop() {
		Mean(Exp(x))
	}
	elements(b, n)
}
