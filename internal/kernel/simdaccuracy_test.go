//go:build amd64

package kernel

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/elementary"
)

// sweep asks for the long accuracy tests: every float32, and a hundred times the float64 points.
var sweep = os.Getenv("GONDOLA_SWEEP") != ""

// eachVariant runs a test with the SIMD rows of every variant this machine has.
func eachVariant(t *testing.T, test func(t *testing.T, rows []simdRow)) {
	for _, v := range Supported() {
		if v == Portable {
			continue
		}
		t.Run(string(v), func(t *testing.T) { test(t, simdRows(v)) })
	}
}

func find(t testing.TB, rows []simdRow, op string, in, out dtype.ID) simdRow {
	for _, r := range rows {
		if r.Op == op && r.In == in && r.Out == out {
			return r
		}
	}
	t.Fatalf("no row %s %v -> %v", op, in, out)
	return simdRow{}
}

// first is the address of a slice's memory.
func first[T any](s []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(s)) }

const points = 1 << 20

// uniform gives count numbers between low and high.
func uniform(low, high float64, count int) func(*rand.Rand) []float64 {
	return func(r *rand.Rand) []float64 {
		x := make([]float64, count)
		for i := range x {
			x[i] = low + (high-low)*r.Float64()
		}
		return x
	}
}

// patterns gives numbers whose bits are uniform between those of low and high, with random signs if asked.
func patterns(low, high float64, signs bool, count int) func(*rand.Rand) []float64 {
	return func(r *rand.Rand) []float64 {
		x := make([]float64, count)
		from, to := math.Float64bits(low), math.Float64bits(high)
		for i := range x {
			x[i] = math.Float64frombits(from + r.Uint64N(to-from))
			if signs && r.Uint64()&1 == 0 {
				x[i] = -x[i]
			}
		}
		return x
	}
}

// accuracy is what a float64 function owes: the largest error in ulp over points of several kinds.
var accuracy = []struct {
	op     string
	limit  map[Variant]float64
	exact  func(float64) (wide, int)
	points []func(*rand.Rand) []float64
}{
	{"exp", map[Variant]float64{AVX2: 0.9, AVX512: 0.85},
		func(x float64) (wide, int) { return wideExp(wide{x, 0}) },
		[]func(*rand.Rand) []float64{
			uniform(-1, 1, points/4), uniform(-708, 709.782712893384, points/4), uniform(-745, -708, points/8),
			patterns(1e-300, 700, true, points/4), uniform(-0.36, 0.36, points/8),
		}},
	{"log", map[Variant]float64{AVX2: 0.9, AVX512: 0.9},
		func(x float64) (wide, int) { return wideLog(x), 0 },
		[]func(*rand.Rand) []float64{
			uniform(0.5, 2, points/4), uniform(0.97, 1.1, points/4), patterns(5e-324, math.MaxFloat64, false, points/4),
			patterns(5e-324, 3e-308, false, points/8), uniform(1-1e-5, 1+1e-5, points/8),
		}},
}

func TestAccuracyFloat64(t *testing.T) {
	for _, f := range accuracy {
		turns := 1
		if sweep {
			turns = 100
		}
		worst, at := map[Variant]float64{}, map[Variant]float64{}
		for turn := range turns {
			random := rand.New(rand.NewPCG(1, uint64(turn)))
			for _, generate := range f.points {
				x := generate(random)
				results := map[Variant][]float64{}
				for _, v := range Supported()[1:] {
					y := make([]float64, len(x))
					find(t, simdRows(v), f.op, dtype.IDFloat64, dtype.IDFloat64).Packed(len(x), first(y), first(x), nil)
					results[v] = y
				}
				for i, xi := range x {
					exact, k := f.exact(xi)
					for v, y := range results {
						if e := ulps(y[i], exact, k, 53, -1074); !(e <= worst[v]) {
							worst[v], at[v] = e, xi
						}
					}
				}
			}
		}
		for v, e := range worst {
			t.Logf("%s %s: %.4f ulp at %v", f.op, v, e, at[v])
			if !(e <= f.limit[v]) {
				t.Errorf("%s %s: %.4f ulp at %v, limit %v", f.op, v, e, at[v], f.limit[v])
			}
		}
	}
}

func TestAccuracyFloat32(t *testing.T) {
	for _, f := range []struct {
		op    string
		exact func(float64) float64
		limit float64
	}{
		{"exp", math.Exp, 0.95},
		{"log", math.Log, 0.9},
		{"acos", elementary.Acos, 0.501},
		{"acosh", elementary.Acosh, 0.501},
		{"asin", elementary.Asin, 0.501},
		{"asinh", elementary.Asinh, 0.501},
		{"atan", elementary.Atan, 0.501},
		{"atanh", elementary.Atanh, 0.501},
		{"cbrt", elementary.Cbrt, 0.501},
		{"cos", elementary.Cos, 0.501},
		{"cosh", elementary.Cosh, 0.501},
		{"expm1", elementary.Expm1, 0.501},
		{"log10", elementary.Log10, 0.501},
		{"log1p", elementary.Log1p, 0.501},
		{"log2", elementary.Log2, 0.501},
		{"sin", elementary.Sin, 0.501},
		{"sinh", elementary.Sinh, 0.501},
		{"tan", elementary.Tan, 0.501},
		{"tanh", elementary.Tanh, 0.501},
	} {
		eachVariant(t, func(t *testing.T, rows []simdRow) {
			packed := find(t, rows, f.op, dtype.IDFloat32, dtype.IDFloat32).Packed
			const block = 1 << 12
			step := uint64(4099)
			if sweep {
				step = 1
			}
			x, y := make([]float32, block), make([]float32, block)
			worst, at := 0.0, float32(0)
			for bits := uint64(0); bits < 1<<32; {
				for i := range x {
					x[i] = math.Float32frombits(uint32(bits))
					bits += step
				}
				packed(block, first(y), first(x), nil)
				for i, xi := range x {
					exact := f.exact(float64(xi))
					got := float64(y[i])
					if math.IsNaN(exact) != math.IsNaN(got) {
						t.Fatalf("%s(%v) = %v, want %v", f.op, xi, got, exact)
					}
					// Beyond the midpoint between the largest number and the next, overflow is right.
					if math.IsNaN(exact) || math.IsInf(got, 0) && math.Abs(exact) >= math.MaxFloat32+0x1p103 {
						continue
					}
					if math.IsInf(exact, 0) && exact == got {
						continue
					}
					if e := ulps(got, wide{exact, 0}, 0, 24, -149); !(e <= worst) {
						worst, at = e, xi
					}
				}
			}
			t.Logf("%s: %.4f ulp at %v", f.op, worst, at)
			if !(worst <= f.limit) {
				t.Errorf("%s: %.4f ulp at %v, limit %v", f.op, worst, at, f.limit)
			}
		})
	}
}

func TestSpecialValues(t *testing.T) {
	inf, nan, zero := math.Inf(1), math.NaN(), math.Copysign(0, -1)
	tiny := math.SmallestNonzeroFloat64
	cases := map[string][][2]float64{
		"exp": {
			{0, 1}, {zero, 1}, {inf, inf}, {-inf, 0}, {nan, nan}, {tiny, 1}, {-tiny, 1},
			{709.782712893384, 0x1.fffffffffff2ap1023}, {709.7827128933841, inf}, {1e308, inf}, {-1e308, 0}, {-745.2, 0},
			{-745.1332191019411, tiny}, {1000.5, inf}, {-1000.5, 0},
		},
		"log": {
			{0, -inf}, {zero, -inf}, {1, 0}, {inf, inf}, {-inf, nan}, {-1, nan}, {-tiny, nan}, {nan, nan},
			{tiny, -0x1.74385446d71c3p9}, {math.MaxFloat64, 0x1.62e42fefa39efp9}, {-math.MaxFloat64, nan},
			{0x1p-1022, -0x1.6232bdd7abcd2p9},
		},
	}
	// Far out, where x/ln2 no longer fits what holds it.
	for p := 11; p < 1024; p++ {
		x := math.Ldexp(1, p)
		cases["exp"] = append(cases["exp"], [2]float64{x, inf}, [2]float64{-x, 0})
	}
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for op, table := range cases {
			double := find(t, rows, op, dtype.IDFloat64, dtype.IDFloat64).Packed
			single := find(t, rows, op, dtype.IDFloat32, dtype.IDFloat32).Packed
			for _, c := range table {
				// Every place in two vectors, between harmless neighbours.
				for place := range 19 {
					x := make([]float64, 19)
					for i := range x {
						x[i] = 1
					}
					x[place] = c[0]
					y := make([]float64, 19)
					double(19, first(y), first(x), nil)
					for i, got := range y {
						want := y[(place+1)%19]
						if i == place {
							want = c[1]
						}
						if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
							t.Errorf("%s(%v)[%d] = %v, want %v", op, x[i], i, got, want)
						}
					}
				}
				// The same in float32 where both sides survive the conversion.
				x, want := []float32{float32(c[0])}, float32(c[1])
				if float64(x[0]) != c[0] && c[0] == c[0] || float64(want) != c[1] && c[1] == c[1] {
					continue
				}
				y := make([]float32, 1)
				single(1, first(y), first(x), nil)
				if math.Float32bits(y[0]) != math.Float32bits(want) && !(y[0] != y[0] && want != want) {
					t.Errorf("%s(%v) = %v, want %v in float32", op, x[0], y[0], want)
				}
			}
		}
	})
}
