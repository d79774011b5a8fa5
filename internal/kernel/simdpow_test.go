//go:build amd64

package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/elementary"
)

// nextTo says that two float64 are the same, or neighbours that are neither zero nor infinite.
func nextTo(got, want float64) bool {
	switch {
	case math.IsNaN(want) && math.IsNaN(got), got == want && math.Signbit(got) == math.Signbit(want):
		return true
	case want == 0 || math.IsInf(want, 0):
		return false
	}
	return math.Abs(float64(int64(math.Float64bits(got)-math.Float64bits(want)))) == 1
}

// TestPow mixes powers of every kind, hard ones among them, with an exponent for each and with one for all, and
// wants the neighbour of the scalar function's result at most. In nearly all places it is the same.
func TestPow(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, 5e-324, -5e-324, 1e300, -1e300,
		math.MaxFloat64, 0x1p-1022, -0x1p-1022, 2, -2, 3, -3, 0.5, -0.5, 1.5, 0x1p52 + 1, 0x1p53 + 2, math.Nextafter(1, 2), math.Nextafter(1, 0)}
	const n = 30_001
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		double := find(t, rows, "pow", dtype.IDFloat64, dtype.IDFloat64)
		single := find(t, rows, "pow", dtype.IDFloat32, dtype.IDFloat32)
		for _, share := range []int{2, 10, 1000} {
			random := rand.New(rand.NewPCG(7, uint64(share)))
			draw := func(kind int) float64 {
				switch {
				case random.IntN(share) == 0:
					return special[random.IntN(len(special))]
				case kind == 0:
					return math.Ldexp(1+random.Float64(), random.IntN(2000)-1000)
				case kind == 1:
					return float64(random.IntN(21) - 10)
				case kind == 2:
					return 1 + (random.Float64()-0.5)/16
				}
				return (random.Float64() - 0.5) * 20
			}
			x, y, z := make([]float64, n), make([]float64, n), make([]float64, n)
			a, b, c := make([]float32, n), make([]float32, n), make([]float32, n)
			for i := range x {
				x[i], y[i] = draw(i%4), draw(i/4%4)
				if i%4 == 2 && i/4%4 == 2 {
					y[i] *= 1e4
				}
				a[i], b[i] = float32(x[i]), float32(y[i])
			}
			other := 0
			check := func(what string, y func(int) float64) {
				for i, got := range z {
					want := elementary.Pow(x[i], y(i))
					if !nextTo(got, want) {
						t.Fatalf("%s: pow(%v, %v) = %v, want %v or next to it", what, x[i], y(i), got, want)
					}
					if got != want && want == want {
						other++
					}
				}
			}
			checkSingle := func(what string, y func(int) float32) {
				for i, got := range c {
					want := elementary.Pow(float64(a[i]), float64(y(i)))
					if short := float32(want); got == short || got != got && want != want || math.Abs(want) >= math.MaxFloat32 {
						continue
					}
					if e := ulps(float64(got), wide{want, 0}, 0, 24, -149); !(e <= 0.501) {
						t.Fatalf("%s: pow(%v, %v) = %v, want %v: %.4f ulp", what, a[i], y(i), got, want, e)
					}
				}
			}
			double.Packed(n, first(z), first(x), first(y))
			check("float64", func(i int) float64 { return y[i] })
			single.Packed(n, first(c), first(a), first(b))
			checkSingle("float32", func(i int) float32 { return b[i] })
			for _, exponent := range []float64{2, 3, -1, 0.5, 0, 2.5, -7, 1e6, math.NaN(), math.Inf(1)} {
				short := float32(exponent)
				double.ScalarB(n, first(z), first(x), unsafe.Pointer(&exponent))
				check("float64, one exponent", func(int) float64 { return exponent })
				single.ScalarB(n, first(c), first(a), unsafe.Pointer(&short))
				checkSingle("float32, one exponent", func(int) float32 { return short })
			}
			if other > n*11/100 {
				t.Errorf("%d of %d results are not the scalar function's", other, 11*n)
			}
			t.Logf("share %d: %d of %d results are not the scalar function's", share, other, 11*n)
		}
	})
}

func TestGoldenPow(t *testing.T) {
	const limit = 0.6
	points := readExact(t)["Pow"]
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		packed := find(t, rows, "pow", dtype.IDFloat64, dtype.IDFloat64).Packed
		worst := 0.0
		for _, p := range points {
			z := math.NaN()
			packed(1, unsafe.Pointer(&z), unsafe.Pointer(&p.x), unsafe.Pointer(&p.y))
			if e := p.error(z); !(e <= worst) {
				worst = e
			}
		}
		t.Logf("%.3f ulp at %d points", worst, len(points))
		if len(points) == 0 || !(worst <= limit) {
			t.Errorf("%.3f ulp at %d points, limit %v", worst, len(points), limit)
		}
	})
}
