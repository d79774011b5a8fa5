//go:build linux && amd64

package kernel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// reduceOne runs a reduction of type T over the elements.
func reduceOne[T plain](row simdRow, start T, x []T) T {
	row.Reduce(len(x), unsafe.Pointer(&start), first(x))
	return start
}

// checkReduce holds min, max and integer sums, which are exact, against the loop, flush against either fence.
func checkReduce[T plain](t *testing.T, row simdRow, memory fenced) {
	random := rand.New(rand.NewPCG(11, 11))
	var element T
	size := int(unsafe.Sizeof(element))
	for n := range 300 {
		data := memory.bytes(n*size, n%2 == 0, n%3*size)
		awkward(random, row.In, data)
		x := unsafe.Slice((*T)(first(data)), n)
		if n%4 != 0 {
			// Few tries without a NaN would be left otherwise.
			for i := range x {
				if x[i] != x[i] {
					x[i] = T(i)
				}
			}
		}
		start := T(n % 5)
		want := start
		for _, v := range x {
			switch row.Op {
			case "sum":
				want += v
			case "max":
				want = max(want, v)
			case "min":
				want = min(want, v)
			}
		}
		if got := reduceOne(row, start, x); !same(row.Op, got, want) {
			t.Fatalf("%v: n = %d: %v, want %v", row, n, got, want)
		}
	}
}

func TestReduceExact(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		memory := newFenced(t, 4096)
		for _, row := range rows {
			if row.Reduce == nil {
				continue
			}
			switch row.In {
			case dtype.IDInt64:
				checkReduce[int64](t, row, memory)
			case dtype.IDInt32:
				checkReduce[int32](t, row, memory)
			case dtype.IDUint64:
				checkReduce[uint64](t, row, memory)
			case dtype.IDFloat64:
				if row.Op != "sum" && row.Op != "prod" {
					checkReduce[float64](t, row, memory)
				}
			case dtype.IDFloat32:
				if row.Op != "sum" && row.Op != "prod" {
					checkReduce[float32](t, row, memory)
				}
			default:
				t.Fatalf("%v: no oracle for this type", row)
			}
		}
	})
}

// TestReduceNaN puts one NaN in every place, and one in the accumulator.
func TestReduceNaN(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for _, op := range []string{"min", "max", "sum", "prod"} {
			double := find(t, rows, op, dtype.IDFloat64, dtype.IDFloat64)
			single := find(t, rows, op, dtype.IDFloat32, dtype.IDFloat32)
			const n = 261
			for place := range n {
				x, y := make([]float64, n), make([]float32, n)
				x[place], y[place] = math.NaN(), float32(math.NaN())
				if got := reduceOne(double, 0, x); got == got {
					t.Errorf("%v: NaN at %d gives %v", double, place, got)
				}
				if got := reduceOne(single, 0, y); got == got {
					t.Errorf("%v: NaN at %d gives %v", single, place, got)
				}
			}
			if got := reduceOne(double, math.NaN(), []float64{1, 2}); got == got {
				t.Errorf("%v: NaN in the accumulator gives %v", double, got)
			}
		}
	})
}

// TestSumFloat bounds the error of a sum by that of its order: a chain of additions in each lane of a block, then pairs.
func TestSumFloat(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		double := find(t, rows, "sum", dtype.IDFloat64, dtype.IDFloat64)
		single := find(t, rows, "sum", dtype.IDFloat32, dtype.IDFloat32)
		random := rand.New(rand.NewPCG(13, 13))
		for _, n := range []int{0, 1, 5, 63, 64, 65, 1000, 4096, 4097, 12345, 1 << 20} {
			x, y := make([]float64, n), make([]float32, n)
			exact, size := new(big.Float).SetPrec(200), 0.0
			for i := range x {
				y[i] = random.Float32()
				x[i] = float64(y[i])
				exact.Add(exact, big.NewFloat(x[i]))
				size += x[i]
			}
			want, _ := exact.Float64()
			// Blocks of 4096 in at least 32 lanes: 128 additions each; 5 + 8 more at the most to join them.
			const steps = 128 + 13
			for _, c := range []struct {
				row       simdRow
				got, unit float64
			}{
				{double, reduceOne(double, 0, x), 0x1p-53}, {single, float64(reduceOne(single, 0, y)), 0x1p-24},
			} {
				if math.Abs(c.got-want) > steps*c.unit*size {
					t.Errorf("%v: n = %d: %v, want %v", c.row, n, c.got, want)
				}
			}
			if again := reduceOne(double, 0, x); again != reduceOne(double, 0, x) {
				t.Errorf("%v: n = %d: two calls differ", double, n)
			}
		}
		zero := math.Copysign(0, -1)
		if got := reduceOne(double, zero, []float64{zero, zero}); !math.Signbit(got) {
			t.Errorf("%v: the sum of negative zeros is %v", double, got)
		}
		if got := reduceOne(double, 0, []float64{1, math.Inf(1), math.Inf(-1)}); got == got {
			t.Errorf("%v: inf - inf is %v", double, got)
		}
	})
}

// TestProd multiplies powers of two, whose product is exact in any order, and then numbers near 1.
func TestProd(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		double := find(t, rows, "prod", dtype.IDFloat64, dtype.IDFloat64)
		single := find(t, rows, "prod", dtype.IDFloat32, dtype.IDFloat32)
		random := rand.New(rand.NewPCG(19, 19))
		for n := range 300 {
			x, y, exponent, plainly := make([]float64, n), make([]float32, n), 0, 1.0
			for i := range x {
				// Up and down at random, so that no partial product leaves the range in any order.
				step := 1 - 2*random.IntN(2)
				x[i], y[i] = math.Ldexp(1, step), float32(math.Ldexp(-1, step))
				exponent += step
			}
			want := math.Ldexp(3, exponent)
			if got := reduceOne(double, 3, x); got != want {
				t.Errorf("%v: n = %d: %v, want %v", double, n, got, want)
			}
			if got := reduceOne(single, 3, y); got != float32(want)*float32(1-2*(n%2)) {
				t.Errorf("%v: n = %d: %v, want %v but for the sign", single, n, got, want)
			}
			for i := range x {
				x[i] = 0.99 + random.Float64()/50
				plainly *= x[i]
			}
			if got := reduceOne(double, 1, x); math.Abs(got-plainly) > plainly*float64(n)*0x1p-52 {
				t.Errorf("%v: n = %d: %v, want %v", double, n, got, plainly)
			}
		}
	})
}

// checkCast holds a conversion against Go's, which on this architecture is the processor's.
func checkCast[F, T plain](t *testing.T, row simdRow) {
	random := rand.New(rand.NewPCG(17, 17))
	const n = 5000
	x, y := make([]F, n), make([]T, n)
	awkward(random, row.In, unsafe.Slice((*byte)(first(x)), n*int(unsafe.Sizeof(x[0]))))
	for i := range x {
		if random.IntN(4) == 0 {
			// Numbers of every size, halves and neighbours of powers of two among them.
			f := math.Ldexp(1+random.Float64()*float64(random.IntN(2)), random.IntN(70)-4)
			x[i] = F(f) - F(random.IntN(2))
		}
	}
	row.Packed(n, first(y), first(x), nil)
	for i, v := range x {
		if want := T(v); !same(row.Op, y[i], want) {
			t.Fatalf("%v: of %v: %v, want %v", row, v, y[i], want)
		}
	}
}

// checkTruth holds a cast to bool against "is not zero".
func checkTruth[F plain](t *testing.T, row simdRow) {
	random := rand.New(rand.NewPCG(19, 19))
	const n = 5001
	x, y := make([]F, n), make([]bool, n)
	awkward(random, row.In, unsafe.Slice((*byte)(first(x)), n*int(unsafe.Sizeof(x[0]))))
	row.Packed(n, first(y), first(x), nil)
	for i, v := range x {
		if y[i] != (v != 0) {
			t.Fatalf("%v: of %v: %t", row, v, y[i])
		}
	}
}

func TestCasts(t *testing.T) {
	eachVariant(t, func(t *testing.T, rows []simdRow) {
		for _, row := range rows {
			if row.Op != "astype" {
				continue
			}
			switch [2]dtype.ID{row.In, row.Out} {
			case [2]dtype.ID{dtype.IDFloat64, dtype.IDFloat32}:
				checkCast[float64, float32](t, row)
			case [2]dtype.ID{dtype.IDFloat32, dtype.IDFloat64}:
				checkCast[float32, float64](t, row)
			case [2]dtype.ID{dtype.IDInt32, dtype.IDFloat64}:
				checkCast[int32, float64](t, row)
			case [2]dtype.ID{dtype.IDFloat64, dtype.IDInt32}:
				checkCast[float64, int32](t, row)
			case [2]dtype.ID{dtype.IDInt32, dtype.IDFloat32}:
				checkCast[int32, float32](t, row)
			case [2]dtype.ID{dtype.IDFloat32, dtype.IDInt32}:
				checkCast[float32, int32](t, row)
			case [2]dtype.ID{dtype.IDInt32, dtype.IDInt64}:
				checkCast[int32, int64](t, row)
			case [2]dtype.ID{dtype.IDInt64, dtype.IDFloat64}:
				checkCast[int64, float64](t, row)
			case [2]dtype.ID{dtype.IDFloat64, dtype.IDInt64}:
				checkCast[float64, int64](t, row)
			case [2]dtype.ID{dtype.IDFloat64, dtype.IDBool}:
				checkTruth[float64](t, row)
			case [2]dtype.ID{dtype.IDFloat32, dtype.IDBool}:
				checkTruth[float32](t, row)
			case [2]dtype.ID{dtype.IDInt64, dtype.IDBool}, [2]dtype.ID{dtype.IDUint64, dtype.IDBool}:
				checkTruth[int64](t, row)
			case [2]dtype.ID{dtype.IDInt32, dtype.IDBool}, [2]dtype.ID{dtype.IDUint32, dtype.IDBool}:
				checkTruth[int32](t, row)
			case [2]dtype.ID{dtype.IDInt8, dtype.IDBool}, [2]dtype.ID{dtype.IDUint8, dtype.IDBool}:
				checkTruth[uint8](t, row)
			default:
				t.Errorf("%v: no oracle", row)
			}
		}
	})
}
