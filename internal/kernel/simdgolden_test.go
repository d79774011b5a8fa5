//go:build amd64

package kernel

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"gondola/dtype"
	"gondola/internal/elementary"
)

// approximated is the functions whose vectors leave hard arguments to the portable loop: their block in the golden file of
// package elementary, the function there, the error allowed in ulp, and the exponents of arguments worth trying.
var approximated = []struct {
	op, golden string
	scalar     func(float64) float64
	limit      float64
	low, high  int
	negative   bool
}{
	{"acos", "Acos", elementary.Acos, 0.65, -60, 1, true},
	{"acosh", "Acosh", elementary.Acosh, 0.7, 0, 70, true},
	{"asin", "Asin", elementary.Asin, 0.7, -60, 1, true},
	{"asinh", "Asinh", elementary.Asinh, 0.7, -60, 70, true},
	{"atan", "Atan", elementary.Atan, 0.7, -60, 70, true},
	{"atanh", "Atanh", elementary.Atanh, 0.7, -60, 0, true},
	{"cbrt", "Cbrt", elementary.Cbrt, 0.51, -1074, 1023, true},
	{"cos", "Cos", elementary.Cos, 0.8, -30, 23, true},
	{"cosh", "Cosh", elementary.Cosh, 0.75, -60, 9, true},
	{"expm1", "Expm1", elementary.Expm1, 1, -60, 9, true},
	{"log10", "Log10", elementary.Log10, 0.65, -1074, 1023, false},
	{"log1p", "Log1p", elementary.Log1p, 0.9, -60, 1023, true},
	{"log2", "Log2", elementary.Log2, 0.7, -1074, 1023, false},
	{"sin", "Sin", elementary.Sin, 0.8, -60, 23, true},
	{"sinh", "Sinh", elementary.Sinh, 0.85, -60, 9, true},
	{"tan", "Tan", elementary.Tan, 0.95, -60, 23, true},
	{"tanh", "Tanh", elementary.Tanh, 0.8, -60, 6, true},
}

// point is a golden argument, or two, the float64 next to the exact result, and what is left of it in ulps.
type point struct{ x, y, near, rest float64 }

// error is how far a result is from the exact one, in ulps.
func (p point) error(result float64) float64 {
	_, e := math.Frexp(p.near)
	e = max(e-53, -1074)
	return math.Abs(math.Ldexp(result, -e) - math.Ldexp(p.near, -e) - p.rest)
}

// readExact is the points of functions of one or two numbers; internal/elementary/testdata/golden.py says how they lie.
func readExact(t *testing.T) map[string][]point {
	data, err := os.ReadFile("../elementary/testdata/golden.bin")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]point{}
	number := func(at int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(data[at:])) }
	for len(data) > 0 {
		name := string(data[1 : 1+data[0]])
		data = data[1+data[0]:]
		args, results, count := int(data[0]), int(data[1]), int(binary.LittleEndian.Uint16(data[2:]))
		data = data[4:]
		for range count {
			if args <= 2 && results == 1 {
				blocks[name] = append(blocks[name], point{number(0), number(8 * (args - 1)), number(8 * args), float64(int8(data[8*args+8])) / 254})
			}
			data = data[8*args+9*results:]
		}
	}
	return blocks
}

func TestGolden(t *testing.T) {
	blocks := readExact(t)
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for _, f := range approximated {
			packed := find(t, rows, f.op, dtype.IDFloat64, dtype.IDFloat64).Packed
			points := blocks[f.golden]
			if len(points) == 0 {
				t.Fatalf("no golden points of %s", f.golden)
			}
			x, y := make([]float64, len(points)), make([]float64, len(points))
			for i, p := range points {
				x[i] = p.x
			}
			packed(len(x), first(y), first(x), nil)
			worst := 0.0
			for i, p := range points {
				worst = max(worst, p.error(y[i]))
			}
			t.Logf("%s: %.3f ulp", f.op, worst)
			if !(worst <= f.limit) {
				t.Errorf("%s: %.3f ulp, limit %v", f.op, worst, f.limit)
			}
		}
	})
}

// TestHardLanes mixes arguments of every size and kind, hard ones among them, and wants the neighbour of the scalar
// function's result at most, and of what is no ordinary number exactly it.
func TestHardLanes(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1, -1, 5e-324, -5e-324, 1e300, -1e300,
		math.MaxFloat64, -math.MaxFloat64, 0x1p20, math.Pi, 3 * math.Pi / 2, 710, -745, 0x1p-1022, 0x1p54, 1000, -1.5}
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for _, f := range approximated {
			packed := find(t, rows, f.op, dtype.IDFloat64, dtype.IDFloat64).Packed
			for _, share := range []int{2, 10, 1000} {
				random := rand.New(rand.NewPCG(5, uint64(share)))
				x, y := make([]float64, 30_001), make([]float64, 30_001)
				for i := range x {
					x[i] = math.Ldexp(1+random.Float64(), f.low+random.IntN(f.high-f.low+1))
					if i%3 == 0 {
						x[i] = 1 + (random.Float64()-0.5)*1.9
					}
					if f.negative && random.IntN(2) == 0 {
						x[i] = -x[i]
					}
					if random.IntN(share) == 0 {
						x[i] = special[random.IntN(len(special))]
					}
				}
				packed(len(x), first(y), first(x), nil)
				for i, got := range y {
					want := f.scalar(x[i])
					switch {
					case math.IsNaN(want) && math.IsNaN(got), got == want && math.Signbit(got) == math.Signbit(want):
					case want == 0 || math.IsInf(want, 0) || math.Abs(float64(int64(math.Float64bits(got)-math.Float64bits(want)))) != 1:
						t.Fatalf("%s(%v) = %v, want %v or next to it", f.op, x[i], got, want)
					}
				}
			}
		}
	})
}

// TestWholeLogarithms: of powers of the base, logarithms are whole.
func TestWholeLogarithms(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for op, power := range map[string]func(int) float64{
			"log2":  func(k int) float64 { return math.Ldexp(1, k) },
			"log10": func(k int) float64 { return math.Pow10(k) },
		} {
			packed := find(t, rows, op, dtype.IDFloat64, dtype.IDFloat64).Packed
			for k := range 23 {
				x, y := []float64{power(k)}, []float64{math.NaN()}
				packed(1, first(y), first(x), nil)
				if y[0] != float64(k) {
					t.Errorf("%s(%v) = %v, want %d", op, x[0], y[0], k)
				}
			}
		}
	})
}
