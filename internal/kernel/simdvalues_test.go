//go:build linux && amd64

package kernel

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"gondola/dtype"
)

type plain interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64 | float32 | float64
}

// arithmeticOf is the plain Go meaning of the operations that keep their type.
func arithmeticOf[T plain](op string, a, b T) (result T, known bool) {
	switch op {
	case "add":
		return a + b, true
	case "subtract":
		return a - b, true
	case "multiply":
		return a * b, true
	case "divide":
		return a / b, true
	case "maximum":
		return max(a, b), true
	case "minimum":
		return min(a, b), true
	case "negative":
		return -a, true
	case "square":
		return a * a, true
	case "abs":
		if a < 0 || a == 0 {
			return 0 - a, true // 0 - -0 is 0
		}
		return a, true
	case "sqrt":
		return T(math.Sqrt(float64(a))), true
	case "reciprocal":
		return 1 / a, true
	case "copysign":
		return T(math.Copysign(float64(a), float64(b))), true
	case "floor":
		return T(math.Floor(float64(a))), true
	case "ceil":
		return T(math.Ceil(float64(a))), true
	case "trunc":
		return T(math.Trunc(float64(a))), true
	case "round":
		return T(math.RoundToEven(float64(a))), true
	case "bitwise_and":
		return T(int64(a) & int64(b)), true
	case "bitwise_or":
		return T(int64(a) | int64(b)), true
	case "bitwise_xor":
		return T(int64(a) ^ int64(b)), true
	}
	return 0, false
}

// comparisonOf is the plain Go meaning of the comparisons and of the tests of one number.
func comparisonOf[T plain](op string, a, b T) (result, known bool) {
	switch op {
	case "equal":
		return a == b, true
	case "not_equal":
		return a != b, true
	case "less":
		return a < b, true
	case "less_equal":
		return a <= b, true
	case "greater":
		return a > b, true
	case "greater_equal":
		return a >= b, true
	case "isnan":
		return a != a, true
	case "isinf":
		return math.IsInf(float64(a), 0), true
	case "isfinite":
		return a-a == 0, true
	case "signbit":
		return math.Signbit(float64(a)), true
	}
	return false, false
}

// same says whether two results are bit for bit the same, all NaNs being one and, for op max and min, both zeros.
func same[T plain](op string, x, y T) bool {
	if x == 0 && y == 0 && (op == "maximum" || op == "minimum" || op == "max" || op == "min") {
		return true
	}
	return x == y && math.Signbit(float64(x)) == math.Signbit(float64(y)) || x != x && y != y
}

// checkValues holds a row's loops against plain Go on n awkward elements.
func checkValues[T plain](t *testing.T, row simdRow, n int) {
	random := rand.New(rand.NewPCG(3, uint64(n)))
	a, b := make([]T, n), make([]T, n)
	awkward(random, row.In, unsafe.Slice((*byte)(first(a)), n*int(unsafe.Sizeof(a[0]))))
	awkward(random, row.In, unsafe.Slice((*byte)(first(b)), n*int(unsafe.Sizeof(b[0]))))
	for i := range n {
		if random.IntN(8) == 0 {
			b[i] = a[i]
		}
	}
	for _, c := range calls(row) {
		values, truths := make([]T, n), make([]bool, n)
		out := first(values)
		if row.Out == dtype.IDBool {
			out = first(truths)
		}
		c.run(n, out, first(a), first(b))
		for i := range n {
			x, y := a[i], b[i]
			if c.scalarA {
				x = a[0]
			}
			if c.scalarB {
				y = b[0]
			}
			if want, known := arithmeticOf(row.Op, x, y); known && !same(row.Op, values[i], want) {
				t.Fatalf("%v %s: of %v and %v: %v, want %v", row, c.name, x, y, values[i], want)
			}
			if want, known := comparisonOf(row.Op, x, y); known && truths[i] != want {
				t.Fatalf("%v %s: of %v and %v: %v, want %v", row, c.name, x, y, truths[i], want)
			}
		}
	}
}

// checkBools holds a row of bools against the portable loop, on bytes of every value.
func checkBools(t *testing.T, row simdRow, n int) {
	random := rand.New(rand.NewPCG(23, uint64(n)))
	a, b, got, want := make([]byte, n), make([]byte, n), make([]byte, n), make([]byte, n)
	for i := range n {
		a[i], b[i] = byte(random.Uint32())>>random.IntN(9), byte(random.Uint32())>>random.IntN(9)
	}
	row.Packed(n, first(got), first(a), first(b))
	Lookup(row.Op).Find(dtype.IDBool).portable.Packed(n, first(want), first(a), first(b))
	for i := range n {
		if got[i] != want[i] {
			t.Fatalf("%v: of %d and %d: %d, want %d", row, a[i], b[i], got[i], want[i])
		}
	}
}

func TestValues(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		checked := 0
		for _, row := range rows {
			_, arithmetic := arithmeticOf(row.Op, 1.0, 1.0)
			_, comparison := comparisonOf(row.Op, 1.0, 1.0)
			if !arithmetic && !comparison && row.In != dtype.IDBool {
				continue
			}
			checked++
			for _, n := range []int{1, 2, 7, 64, 1000, 10007} {
				switch row.In {
				case dtype.IDFloat64:
					checkValues[float64](t, row, n)
				case dtype.IDFloat32:
					checkValues[float32](t, row, n)
				case dtype.IDInt64:
					checkValues[int64](t, row, n)
				case dtype.IDInt32:
					checkValues[int32](t, row, n)
				case dtype.IDUint64:
					checkValues[uint64](t, row, n)
				case dtype.IDUint32:
					checkValues[uint32](t, row, n)
				case dtype.IDInt8:
					checkValues[int8](t, row, n)
				case dtype.IDUint8:
					checkValues[uint8](t, row, n)
				case dtype.IDInt16:
					checkValues[int16](t, row, n)
				case dtype.IDUint16:
					checkValues[uint16](t, row, n)
				case dtype.IDBool:
					checkBools(t, row, n)
				default:
					t.Fatalf("%v: no oracle for this type", row)
				}
			}
		}
		if checked < 60 {
			t.Errorf("%d rows checked, want at least 60", checked)
		}
	})
}

// TestNonTemporal runs the loops with stores past the caches at every alignment an element can have, and at one no
// element should have.
func TestNonTemporal(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for _, row := range rows {
			if row.NonTemporal == nil {
				continue
			}
			size := dtype.Table[row.In].Size
			const n = 500
			memory := make([]byte, 3*(n*size+128))
			random := rand.New(rand.NewPCG(5, 5))
			for offset := range 65 {
				third := len(memory) / 3
				x, y := memory[third:][:n*size], memory[2*third:][:n*size]
				awkward(random, row.In, x)
				awkward(random, row.In, y)
				z, want := memory[offset:][:n*size], make([]byte, n*size)
				row.NonTemporal(n, first(z), first(x), first(y))
				row.Packed(n, first(want), first(x), first(y))
				if string(z) != string(want) {
					t.Fatalf("%v: offset %d differs from the usual loop", row, offset)
				}
			}
		}
	})
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		asked     string
		supported []Variant
		want      Variant
		complaint string
	}{
		{"", []Variant{Portable}, Portable, ""},
		{"", []Variant{Portable, AVX2, AVX512}, AVX512, ""},
		{"portable", []Variant{Portable, AVX2}, Portable, ""},
		{"avx2", []Variant{Portable, AVX2, AVX512}, AVX2, ""},
		{"avx512", []Variant{Portable, AVX2}, AVX2, `GONDOLA_KERNELS="avx512" is not one of [portable avx2]`},
		{"AVX2", []Variant{Portable, AVX2}, AVX2, `GONDOLA_KERNELS="AVX2"`},
	} {
		got, err := choose(c.asked, c.supported)
		if got != c.want {
			t.Errorf("choose(%q, %v) = %v, want %v", c.asked, c.supported, got, c.want)
		}
		if (err != nil) != (c.complaint != "") || err != nil && !strings.Contains(err.Error(), c.complaint) {
			t.Errorf("choose(%q, %v): error %v, want %q", c.asked, c.supported, err, c.complaint)
		}
	}
}
