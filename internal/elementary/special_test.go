package elementary

import (
	"fmt"
	"math"
	"testing"
)

var (
	inf     = math.Inf(1)
	nan     = math.NaN()
	negZero = math.Copysign(0, -1)
)

// same compares two results bit for bit but for the payload of NaN.
func same(x, y float64) bool {
	return x != x && y != y || x == y && math.Signbit(x) == math.Signbit(y)
}

func TestSpecialValues(t *testing.T) {
	const pi, half = math.Pi, math.Pi / 2
	tests := []struct {
		name string
		f    func(float64) float64
		rows [][2]float64 // argument, result
	}{
		{"Exp", Exp, [][2]float64{{nan, nan}, {0, 1}, {negZero, 1}, {inf, inf}, {-inf, 0},
			{709.782712893384, 1.7976931348622732e308}, {709.7827128933841, inf}, {-745.2, 0}, {-745, 5e-324}}},
		{"Exp2", Exp2, [][2]float64{{nan, nan}, {0, 1}, {negZero, 1}, {inf, inf}, {-inf, 0}, {0.5, math.Sqrt2},
			{10, 1024}, {1023, 0x1p1023}, {1024, inf}, {-1074, 5e-324}, {-1076, 0}, {-1080, 0}}},
		{"Expm1", Expm1, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, inf}, {-inf, -1}, {5e-324, 5e-324}, {-800, -1}, {710, inf}}},
		{"Log", Log, [][2]float64{{nan, nan}, {-1, nan}, {-inf, nan}, {0, -inf}, {negZero, -inf}, {1, 0}, {inf, inf},
			{5e-324, -744.4400719213812}, {math.E, 1}, {math.MaxFloat64, 709.782712893384}}},
		{"Log2", Log2, [][2]float64{{nan, nan}, {-1, nan}, {0, -inf}, {negZero, -inf}, {1, 0}, {inf, inf}, {8, 3}, {5e-324, -1074}, {0x1p1023, 1023}}},
		{"Log10", Log10, [][2]float64{{nan, nan}, {-1, nan}, {0, -inf}, {negZero, -inf}, {1, 0}, {inf, inf}, {1000, 3}, {1e22, 22}, {5e-324, -323.3062153431158}}},
		{"Log1p", Log1p, [][2]float64{{nan, nan}, {-2, nan}, {-inf, nan}, {-1, -inf}, {0, 0}, {negZero, negZero}, {inf, inf}, {5e-324, 5e-324}}},
		{"Sin", Sin, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, nan}, {-inf, nan}, {5e-324, 5e-324}, {1e300, -0.8178819121159085}, {half, 1}}},
		{"Cos", Cos, [][2]float64{{nan, nan}, {0, 1}, {negZero, 1}, {inf, nan}, {-inf, nan}, {1e300, -0.5753861119575491}, {pi, -1}}},
		{"Tan", Tan, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, nan}, {-inf, nan}, {half, 16331239353195370}}},
		{"Asin", Asin, [][2]float64{{nan, nan}, {1.5, nan}, {-1.5, nan}, {inf, nan}, {0, 0}, {negZero, negZero}, {1, half}, {-1, -half}, {0.5, pi / 6}}},
		{"Acos", Acos, [][2]float64{{nan, nan}, {1.5, nan}, {-1.5, nan}, {1, 0}, {-1, pi}, {0, half}, {negZero, half}}},
		{"Atan", Atan, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, half}, {-inf, -half}, {1, pi / 4}, {-1, -pi / 4}}},
		{"Sinh", Sinh, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, inf}, {-inf, -inf}, {711, inf}, {-711, -inf}, {5e-324, 5e-324}}},
		{"Cosh", Cosh, [][2]float64{{nan, nan}, {0, 1}, {negZero, 1}, {inf, inf}, {-inf, inf}, {711, inf}, {-711, inf}}},
		{"Tanh", Tanh, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, 1}, {-inf, -1}, {1e300, 1}}},
		{"Asinh", Asinh, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, inf}, {-inf, -inf}}},
		{"Acosh", Acosh, [][2]float64{{nan, nan}, {0.5, nan}, {-2, nan}, {-inf, nan}, {1, 0}, {inf, inf}}},
		{"Atanh", Atanh, [][2]float64{{nan, nan}, {-2, nan}, {2, nan}, {-1, -inf}, {1, inf}, {0, 0}, {negZero, negZero}}},
		{"Cbrt", Cbrt, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, inf}, {-inf, -inf}, {27, 3}, {-0x1p-1074, -0x1p-358}}},
		{"Round", Round, [][2]float64{{nan, nan}, {0, 0}, {negZero, negZero}, {inf, inf}, {-inf, -inf}, {0.5, 0}, {1.5, 2}, {2.5, 2}, {-0.5, negZero}, {7, 7}}},
		{"Sign", Sign, [][2]float64{{nan, nan}, {0, 0}, {negZero, 0}, {inf, 1}, {-inf, -1}, {-5e-324, -1}, {3, 1}}},
		{"Reciprocal", Reciprocal, [][2]float64{{nan, nan}, {0, inf}, {negZero, -inf}, {inf, 0}, {-inf, negZero}, {4, 0.25}}},
	}
	for _, test := range tests {
		for _, row := range test.rows {
			if got := test.f(row[0]); !same(got, row[1]) {
				t.Errorf("%s(%v) = %v, want %v", test.name, row[0], got, row[1])
			}
		}
	}
}

func TestBinarySpecialValues(t *testing.T) {
	const pi, half = math.Pi, math.Pi / 2
	tests := []struct {
		name string
		f    func(x, y float64) float64
		rows [][3]float64 // arguments, result
	}{
		{"Pow", Pow, [][3]float64{
			{nan, 0, 1}, {nan, negZero, 1}, {inf, 0, 1}, {1, nan, 1}, {1, inf, 1}, {-1, inf, 1}, {-1, -inf, 1}, {2, nan, nan}, {nan, 2, nan},
			{2, inf, inf}, {2, -inf, 0}, {-2, inf, inf}, {0.5, inf, 0}, {0.5, -inf, inf}, {0, inf, 0}, {0, -inf, inf},
			{inf, 0.5, inf}, {inf, -0.5, 0}, {-inf, 3, -inf}, {-inf, 2, inf}, {-inf, 0.5, inf}, {-inf, -3, negZero}, {-inf, -2, 0}, {-inf, -0.5, 0},
			{0, 2, 0}, {0, -2, inf}, {0, -3, inf}, {negZero, 3, negZero}, {negZero, 2, 0}, {negZero, 0.5, 0}, {negZero, -3, -inf}, {negZero, -2, inf}, {negZero, -0.5, inf},
			{-2, 0.5, nan}, {-2, 3, -8}, {-2, 2, 4}, {-2, -1, -0.5}, {3, 5, 243}, {10, 22, 1e22}, {2, -1074, 5e-324}, {2, 1024, inf}, {-2, 1025, -inf},
			{-2, -1201, negZero}, {-1, 0x1p53, 1}, {-1, 0x1p53 - 1, -1}, {5, 1, 5}, {9, 0.5, 3}, {math.MaxFloat64, 1, math.MaxFloat64}}},
		{"Atan2", Atan2, [][3]float64{
			{nan, 1, nan}, {1, nan, nan}, {1, 0, half}, {1, negZero, half}, {0, 1, 0}, {0, 0, 0}, {0, negZero, pi}, {0, -1, pi},
			{negZero, 1, negZero}, {negZero, 0, negZero}, {negZero, negZero, -pi}, {negZero, -1, -pi}, {-1, 0, -half}, {-1, negZero, -half},
			{1, inf, 0}, {1, -inf, pi}, {-1, inf, negZero}, {-1, -inf, -pi}, {inf, 1, half}, {-inf, 1, -half}, {inf, 0, half},
			{inf, inf, pi / 4}, {inf, -inf, 3 * pi / 4}, {-inf, inf, -pi / 4}, {-inf, -inf, -3 * pi / 4},
			{5e-324, 1, 5e-324}, {5e-324, 5e-324, pi / 4}, {math.MaxFloat64, math.MaxFloat64, pi / 4}, {1e-300, 1e300, 0}, {1, -1, 3 * pi / 4}}},
		{"Hypot", Hypot, [][3]float64{
			{inf, nan, inf}, {nan, -inf, inf}, {-inf, 1, inf}, {0, -3, 3}, {negZero, negZero, 0}, {-3, 0, 3}, {nan, 1, nan}, {1, nan, nan}, {nan, nan, nan},
			{3, 4, 5}, {3e300, 4e300, 5e300}, {math.MaxFloat64, math.MaxFloat64, inf}, {3 * 5e-324, 4 * 5e-324, 5 * 5e-324}}},
		{"Logaddexp", Logaddexp, [][3]float64{
			{nan, 1, nan}, {1, nan, nan}, {inf, nan, nan}, {inf, 1, inf}, {1, inf, inf}, {inf, -inf, inf}, {-inf, -inf, -inf}, {-inf, 3, 3}, {inf, inf, inf},
			{0, 0, math.Ln2}, {1e308, 1e308, 1e308}, {1000, 1000, 1000 + math.Ln2}, {0, -740, 4.199558374314e-322}}},
		{"Nextafter", Nextafter, [][3]float64{
			{nan, 1, nan}, {1, nan, nan}, {negZero, 0, 0}, {0, negZero, negZero}, {0, 1, 5e-324}, {0, -1, -5e-324}, {5e-324, 0, 0}, {-5e-324, 1, negZero},
			{1, 2, 1 + 0x1p-52}, {1, 0, 1 - 0x1p-53}, {-1, 0, -1 + 0x1p-53}, {math.MaxFloat64, inf, inf}, {inf, 0, math.MaxFloat64}, {-inf, 0, -math.MaxFloat64}, {inf, inf, inf}}},
		{"Copysign", Copysign, [][3]float64{{1, -2, -1}, {-1, 0, 1}, {1, negZero, -1}, {-inf, 3, inf}, {3, math.Copysign(nan, -1), -3}, {-3, math.Copysign(nan, 1), 3}}},
		{"FloorDivide", FloorDivide, [][3]float64{
			{nan, 1, nan}, {1, nan, nan}, {inf, inf, nan}, {-inf, inf, nan}, {0, 0, nan}, {negZero, 0, nan}, {0, 1, 0}, {negZero, 1, negZero}, {0, -1, negZero}, {negZero, -1, 0},
			{1, 0, inf}, {1, negZero, -inf}, {-1, 0, -inf}, {-1, negZero, inf}, {inf, 2, inf}, {inf, -2, -inf}, {-inf, 2, -inf}, {-inf, -2, inf},
			{1, inf, 0}, {1, -inf, negZero}, {-1, inf, negZero}, {-1, -inf, 0},
			{7, 2, 3}, {-7, 2, -4}, {7, -2, -4}, {-7, -2, 3}, {1, 0.1, 9}, {-1, 0.1, -10}, {0.3, 0.1, 2}, {5e-324, 1, 0}, {-5e-324, 1, -1}, {1e300, 1e-300, inf}, {6, 3, 2},
			{math.MaxFloat64, 1, math.MaxFloat64}}},
		{"Remainder", Remainder, [][3]float64{
			{nan, 1, nan}, {1, nan, nan}, {inf, inf, nan}, {0, 0, nan}, {0, 1, 0}, {negZero, 1, 0}, {0, -1, negZero}, {negZero, -1, negZero},
			{1, 0, nan}, {-1, negZero, nan}, {inf, 2, nan}, {-inf, -2, nan}, {1, inf, 1}, {1, -inf, -inf}, {-1, inf, inf}, {-1, -inf, -1},
			{7, 3, 1}, {-7, 3, 2}, {7, -3, -2}, {-7, -3, -1}, {6, 3, 0}, {-6, 3, 0}, {6, -3, negZero}, {-1e-20, 1, 1}, {1e300, 7, 1}, {5e-324, 1, 5e-324}, {1, 0.1, 0.09999999999999995}}},
	}
	for _, test := range tests {
		for _, row := range test.rows {
			if got := test.f(row[0], row[1]); !same(got, row[2]) {
				t.Errorf("%s(%v, %v) = %v, want %v", test.name, row[0], row[1], got, row[2])
			}
		}
	}
}

func TestCopysignKeepsNaN(t *testing.T) {
	for _, y := range []float64{-1, negZero, 0, 1, math.Copysign(nan, -1), math.Copysign(nan, 1)} {
		if got := Copysign(nan, y); got == got || math.Signbit(got) != math.Signbit(y) {
			t.Errorf("Copysign(NaN, %v) = %v with sign bit %v", y, got, math.Signbit(got))
		}
	}
}

func TestNextafter32(t *testing.T) {
	inf, nan, negZero := float32(inf), float32(nan), float32(negZero)
	for _, row := range [][3]float32{
		{nan, 1, nan}, {1, nan, nan}, {negZero, 0, 0}, {0, negZero, negZero}, {0, 1, 1e-45}, {0, -1, -1e-45}, {1e-45, 0, 0},
		{1, 2, 1 + 0x1p-23}, {1, 0, 1 - 0x1p-24}, {math.MaxFloat32, inf, inf}, {inf, 0, math.MaxFloat32},
	} {
		if got := Nextafter32(row[0], row[1]); !same(float64(got), float64(row[2])) {
			t.Errorf("Nextafter32(%v, %v) = %v, want %v", row[0], row[1], got, row[2])
		}
	}
}

// TestIntegers compares with Python's definitions for every pair of int8 and uint8.
func TestIntegers(t *testing.T) {
	for x := -128; x < 256; x++ {
		for y := -128; y < 256; y++ {
			if x < 128 && y < 128 {
				checkInteger[int8](t, x, y)
			}
			if x >= 0 && y >= 0 {
				checkInteger[uint8](t, x, y)
			}
		}
	}
}

func checkInteger[T Integer](t *testing.T, x, y int) {
	quotient, remainder := 0, 0
	if y != 0 {
		quotient = int(math.Floor(float64(x) / float64(y)))
		remainder = x - quotient*y
	}
	if got := FloorDivideInt(T(x), T(y)); got != T(quotient) {
		t.Errorf("FloorDivideInt(%T %d, %d) = %d, want %d", got, x, y, got, T(quotient))
	}
	if got := RemainderInt(T(x), T(y)); got != T(remainder) {
		t.Errorf("RemainderInt(%T %d, %d) = %d, want %d", got, x, y, got, T(remainder))
	}
	if y < 0 {
		return
	}
	power := T(1)
	for range y {
		power *= T(x)
	}
	if got := PowInt(T(x), T(y)); got != power {
		t.Errorf("PowInt(%T %d, %d) = %d, want %d", got, x, y, got, power)
	}
}

func Example() {
	fmt.Println(Exp(1), Log10(1000), Sin(1e300))
	fmt.Println(CSqrt(-4), CLog(complex(1, 1e-20)))
	// Output:
	// 2.718281828459045 3 -0.8178819121159085
	// (0+2i) (5e-41+1e-20i)
}
