package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// fold is a reduction of x from an initial value.
func fold[T any](f Reduce, initial T, x ...T) T {
	f(len(x), unsafe.Pointer(&initial), unsafe.Pointer(unsafe.SliceData(x)))
	return initial
}

// checkFold compares bit for bit, so that NaN equals NaN and -0 is not 0.
func checkFold[T comparable](t *testing.T, name string, got, want T) {
	t.Helper()
	if got != want && (got == got || want == want) {
		t.Errorf("%s: %v, want %v", name, got, want)
	}
}

func TestFolds(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	checkFold(t, "sum", fold[int64](sum[int64], 5, 1, 2, math.MaxInt64), math.MinInt64+7)
	checkFold(t, "sum of nothing", fold[uint64](sum[uint64], 5), 5)
	checkFold(t, "prod", fold[int64](prod[int64], 2, 3, 5, -7), -210)
	checkFold(t, "prod of floats", fold[float64](prod[float64], 2, 0.5, inf), inf)
	checkFold(t, "max", fold[int8](maxInt[int8], -100, -128, 3, 2), 3)
	checkFold(t, "max of unsigned", fold[uint8](maxInt[uint8], 0, 255, 3), 255)
	checkFold(t, "min", fold[int8](minInt[int8], 1, 127, -128, 2), -128)
	checkFold(t, "max of floats", fold[float64](maxFloat[float64], -inf, 3, -1, 7, 2), 7)
	checkFold(t, "min of floats", fold[float32](minFloat[float32], 1, 3, -1, 7, 2), -1)
	for _, x := range [][]float64{{nan, 1}, {1, nan}, {1, nan, 9}, {inf, nan, -inf}} {
		checkFold(t, "max with NaN", fold[float64](maxFloat[float64], -inf, x...), nan)
		checkFold(t, "min with NaN", fold[float64](minFloat[float64], inf, x...), nan)
	}
	checkFold(t, "max into NaN", fold[float64](maxFloat[float64], nan, 1, 2), nan)
	checkFold(t, "max of complex", fold[complex128](maxComplex[complex128], complex(1, 0), complex(1, 2), complex(1, 1), complex(0, 9)), complex(1, 2))
	checkFold(t, "min of complex", fold[complex64](minComplex[complex64], complex(1, 0), complex(1, 2), complex(1, -1), complex(2, -9)), complex(1, -1))
	first := complex(nan, 1)
	if got := fold[complex128](maxComplex[complex128], 0, 3, first, complex(nan, 2), 7); !(math.IsNaN(real(got)) && imag(got) == 1) {
		t.Errorf("max of complex with NaN: %v, want the first, %v", got, first)
	}
	checkFold(t, "prod of complex", fold[complex64](prodComplex[complex64], 1i, complex(1, 2), complex(3, -1)), complex(-5, 5))
}

func TestTruths(t *testing.T) {
	for n := range 40 {
		x := make([]byte, n)
		checkFold(t, "any of false", fold[bool](anyTrue[bool], false, unsafe.Slice((*bool)(start(x)), n)...), false)
		checkFold(t, "any into true", fold[bool](anyTrue[bool], true, unsafe.Slice((*bool)(start(x)), n)...), true)
		for i := range x {
			x[i] = 0x10
			checkFold(t, "any", fold[bool](anyTrue[bool], false, unsafe.Slice((*bool)(start(x)), n)...), true)
			x[i] = 0
		}
		for i := range x {
			x[i] = byte(i%3 + 1)
		}
		checkFold(t, "all of true", fold[bool](allTrue[bool], true, unsafe.Slice((*bool)(start(x)), n)...), true)
		checkFold(t, "all into false", fold[bool](allTrue[bool], false, unsafe.Slice((*bool)(start(x)), n)...), false)
		for i := range x {
			before := x[i]
			x[i] = 0
			checkFold(t, "all", fold[bool](allTrue[bool], true, unsafe.Slice((*bool)(start(x)), n)...), false)
			x[i] = before
		}
	}
}

// TestSumsAreAccurate adds many equal numbers, where one accumulator would stall, and checks every length against an
// exact sum of integers.
func TestSumsAreAccurate(t *testing.T) {
	const n = 1 << 22
	x, z := make([]float32, n), make([]complex64, n/2)
	for i := range x {
		x[i] = 0.1
	}
	for i := range z {
		z[i] = complex(0.1, -0.3)
	}
	exact := float64(float32(0.1)) * n
	if got := float64(fold[float32](sumFloat[float32], 0, x...)); math.Abs(got-exact) > exact*2e-7 {
		t.Errorf("sum of %d times 0.1: %v, want %v", n, got, exact)
	}
	exact, down := exact/2, -float64(float32(0.3))*n/2
	got := complex128(fold[complex64](sumComplex[complex64], 0, z...))
	if math.Abs(real(got)-exact) > exact*2e-7 || math.Abs(imag(got)-down) > -down*2e-7 {
		t.Errorf("sum of %d complex numbers: %v, want %v", n/2, got, complex(exact, down))
	}
	random := rand.New(rand.NewPCG(4, 4))
	for n := range 700 {
		values, pairs, total := make([]float64, n), make([]complex128, n), 0
		for i := range values {
			k := random.IntN(1 << 20)
			values[i], pairs[i] = float64(k), complex(float64(k), float64(-k))
			total += k
		}
		checkFold(t, "sumFloat", fold[float64](sumFloat[float64], 3, values...), float64(total+3))
		checkFold(t, "sumComplex", fold[complex128](sumComplex[complex128], 1, pairs...), complex(float64(total+1), float64(-total)))
	}
}

// scanned is the scan of x, in place.
func scanned[T any](f Scan, x ...T) []T {
	f(len(x), unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(x)))
	return x
}

func checkScan[T comparable](t *testing.T, name string, got []T, want ...T) {
	t.Helper()
	for i := range want {
		if len(got) != len(want) || got[i] != want[i] {
			t.Errorf("%s: %v, want %v", name, got, want)
			return
		}
	}
}

func TestScans(t *testing.T) {
	checkScan(t, "sum", scanned[int64](ScanSum(dtype.IDInt64), 1, 2, 3, math.MaxInt64), 1, 3, 6, math.MinInt64+5)
	checkScan(t, "sum of bytes", scanned[uint8](ScanSum(dtype.IDUint8), 200, 100, 1), 200, 44, 45)
	checkScan(t, "prod", scanned[uint64](ScanProd(dtype.IDUint64), 2, 3, 4), 2, 6, 24)
	checkScan(t, "sum of floats", scanned[float32](ScanSum(dtype.IDFloat32), 0.5, 0.25, -1), 0.5, 0.75, -0.25)
	checkScan(t, "prod of complex", scanned[complex128](ScanProd(dtype.IDComplex128), 1i, 1i, complex(2, 1)), 1i, -1, complex(-2, -1))
	checkScan(t, "sum of nothing", scanned[float64](ScanSum(dtype.IDFloat64)))
	zero := math.Copysign(0, -1)
	if got := scanned[float64](ScanSum(dtype.IDFloat64), zero, zero); !math.Signbit(got[0]) || !math.Signbit(got[1]) {
		t.Errorf("sum of -0 and -0: %v", got)
	}
	for id := range dtype.ID(dtype.NumComputing) {
		has := id != dtype.IDBool && id != dtype.IDFloat16 && id != dtype.IDBFloat16
		if (ScanSum(id) != nil) != has || (ScanProd(id) != nil) != has {
			t.Errorf("%v: scans %t, want %t", dtype.Of(id), !has, has)
		}
	}
}

// places are where the searches of a type find the extremes of x.
func places[T any](id dtype.ID, x ...T) [2]int {
	return [2]int{ArgMax(id)(len(x), unsafe.Pointer(&x[0])), ArgMin(id)(len(x), unsafe.Pointer(&x[0]))}
}

func TestSearches(t *testing.T) {
	nan := math.NaN()
	half, brain := dtype.F16FromFloat64, dtype.BF16FromFloat64
	for i, c := range []struct{ got, want [2]int }{
		{places(dtype.IDBool, false, true, true), [2]int{1, 0}},
		{places(dtype.IDBool, true, true), [2]int{0, 0}},
		{places(dtype.IDBool, false, false), [2]int{0, 0}},
		{places[int8](dtype.IDInt8, 3, -128, 7, -128, 7), [2]int{2, 1}},
		{places[uint64](dtype.IDUint64, 1<<63, 1, math.MaxUint64, 0), [2]int{2, 3}},
		{places[float32](dtype.IDFloat32, 1, 1, 1), [2]int{0, 0}},
		{places(dtype.IDFloat64, 0, math.Copysign(0, -1)), [2]int{0, 0}},
		{places(dtype.IDFloat64, 1, 5, nan, -7, nan, 9), [2]int{2, 2}},
		{places(dtype.IDFloat64, nan, 1), [2]int{0, 0}},
		{places(dtype.IDFloat16, half(1), half(-3), half(4)), [2]int{2, 1}},
		{places(dtype.IDFloat16, half(1), half(nan), half(4)), [2]int{1, 1}},
		{places(dtype.IDBFloat16, brain(1), brain(-3), brain(4), brain(-3)), [2]int{2, 1}},
		{places[complex128](dtype.IDComplex128, complex(1, 2), complex(1, 3), complex(1, 1), complex(0, 9)), [2]int{1, 3}},
		{places[complex64](dtype.IDComplex64, 1, complex(0, float32(nan)), 2), [2]int{1, 1}},
	} {
		if c.got != c.want {
			t.Errorf("case %d: greatest and least at %v, want %v", i, c.got, c.want)
		}
	}
}
