package elementary

import (
	"math"
	"math/cmplx"
	"strconv"
	"strings"
	"testing"
)

// The special values of the complex functions, a row each: the two parts of the argument, an arrow, the two parts of
// the result. They are the rows of the Array API standard, which for most are those of C99 Annex G.
//
// An argument part may stand for several numbers: "finite", "nonzero" and "positive" finite ones, "zero" of either
// sign, "infinite" of either sign, "any" with NaN among them. A result part preceded by ~ may have either sign, "cis"
// after an infinity or zero means that times cos b and sin b, and "minus1" that the real part is less by one.
//
// Every row is also tried on conj(z), whose result must be the conjugate, and for odd and even functions on -z.

var complexSpecials = []struct {
	name   string
	f      func(complex128) complex128
	parity int // 1 for f(-z) = f(z), -1 for f(-z) = -f(z)
	rows   string
}{
	{"CExp", CExp, 0, `
		zero 0            -> 1 0
		finite inf        -> nan nan
		finite nan        -> nan nan
		inf 0             -> inf 0
		-inf finite       -> 0cis
		inf nonzero       -> infcis
		-inf inf          -> ~0 ~0
		inf inf           -> ~inf nan
		-inf nan          -> ~0 ~0
		inf nan           -> ~inf nan
		nan 0             -> nan 0
		nan nonzero       -> nan nan
		nan infinite      -> nan nan
		nan nan           -> nan nan`},
	{"CExpm1", CExpm1, 0, `
		zero 0            -> 0 0
		finite inf        -> nan nan
		finite nan        -> nan nan
		inf 0             -> inf 0
		-inf finite       -> 0cis minus1
		inf nonzero       -> infcis minus1
		-inf inf          -> -1 ~0
		inf inf           -> ~inf nan
		-inf nan          -> -1 ~0
		inf nan           -> ~inf nan
		nan 0             -> nan 0
		nan nonzero       -> nan nan
		nan infinite      -> nan nan
		nan nan           -> nan nan`},
	{"CSinh", CSinh, -1, `
		0 0               -> 0 0
		0 inf             -> ~0 nan
		0 nan             -> ~0 nan
		positive inf      -> nan nan
		positive nan      -> nan nan
		inf 0             -> inf 0
		inf positive      -> infcis
		inf inf           -> ~inf nan
		inf nan           -> ~inf nan
		nan 0             -> nan 0
		nan nonzero       -> nan nan
		nan infinite      -> nan nan
		nan nan           -> nan nan`},
	{"CCosh", CCosh, 1, `
		0 0               -> 1 0
		0 inf             -> nan ~0
		0 nan             -> nan ~0
		nonzero inf       -> nan nan
		nonzero nan       -> nan nan
		inf 0             -> inf 0
		inf nonzero       -> infcis
		inf inf           -> ~inf nan
		inf nan           -> inf nan
		nan zero          -> nan ~0
		nan nonzero       -> nan nan
		nan infinite      -> nan nan
		nan nan           -> nan nan`},
	{"CTanh", CTanh, -1, `
		0 0               -> 0 0
		nonzero inf       -> nan nan
		0 inf             -> 0 nan
		nonzero nan       -> nan nan
		0 nan             -> 0 nan
		inf positive      -> 1 0
		inf inf           -> 1 ~0
		inf nan           -> 1 ~0
		nan 0             -> nan 0
		nan nonzero       -> nan nan
		nan infinite      -> nan nan
		nan nan           -> nan nan`},
	{"CLog", CLog, 0, `
		-0 0              -> -inf pi
		0 0               -> -inf 0
		finite inf        -> inf pi/2
		finite nan        -> nan nan
		-inf positive     -> inf pi
		inf positive      -> inf 0
		-inf inf          -> inf 3pi/4
		inf inf           -> inf pi/4
		infinite nan      -> inf nan
		nan finite        -> nan nan
		nan inf           -> inf nan
		nan nan           -> nan nan`},
	{"CLog1p", CLog1p, 0, `
		-1 0              -> -inf 0
		0 0               -> 0 0
		-0 0              -> -0 0
		finite inf        -> inf pi/2
		finite nan        -> nan nan
		-inf positive     -> inf pi
		inf positive      -> inf 0
		-inf inf          -> inf 3pi/4
		inf inf           -> inf pi/4
		infinite nan      -> inf nan
		nan finite        -> nan nan
		nan inf           -> inf nan
		nan nan           -> nan nan`},
	{"CSqrt", CSqrt, 0, `
		zero 0            -> 0 0
		any inf           -> inf inf
		finite nan        -> nan nan
		-inf positive     -> 0 inf
		inf positive      -> inf 0
		-inf nan          -> nan ~inf
		inf nan           -> inf nan
		nan finite        -> nan nan
		nan nan           -> nan nan`},
	{"CAcos", CAcos, 0, `
		zero 0            -> pi/2 -0
		zero nan          -> pi/2 nan
		finite inf        -> pi/2 -inf
		nonzero nan       -> nan nan
		-inf positive     -> pi -inf
		inf positive      -> 0 -inf
		-inf inf          -> 3pi/4 -inf
		inf inf           -> pi/4 -inf
		infinite nan      -> nan ~inf
		nan finite        -> nan nan
		nan inf           -> nan -inf
		nan nan           -> nan nan`},
	{"CAcosh", CAcosh, 0, `
		zero 0            -> 0 pi/2
		finite inf        -> inf pi/2
		nonzero nan       -> nan nan
		0 nan             -> nan ~pi/2
		-inf positive     -> inf pi
		inf positive      -> inf 0
		-inf inf          -> inf 3pi/4
		inf inf           -> inf pi/4
		infinite nan      -> inf nan
		nan finite        -> nan nan
		nan inf           -> inf nan
		nan nan           -> nan nan`},
	{"CAsinh", CAsinh, -1, `
		0 0               -> 0 0
		positive inf      -> inf pi/2
		0 inf             -> inf pi/2
		finite nan        -> nan nan
		inf positive      -> inf 0
		inf inf           -> inf pi/4
		inf nan           -> inf nan
		nan 0             -> nan 0
		nan nonzero       -> nan nan
		nan inf           -> ~inf nan
		nan nan           -> nan nan`},
	{"CAtanh", CAtanh, -1, `
		0 0               -> 0 0
		0 nan             -> 0 nan
		1 0               -> inf 0
		positive inf      -> 0 pi/2
		nonzero nan       -> nan nan
		inf positive      -> 0 pi/2
		inf inf           -> 0 pi/2
		inf nan           -> 0 nan
		nan finite        -> nan nan
		nan inf           -> ~0 pi/2
		nan nan           -> nan nan`},
	{"CSign", CSign, -1, `
		zero zero         -> ~0 ~0
		nan any           -> nan nan
		any nan           -> nan nan
		inf positive      -> 1 0
		positive inf      -> 0 1
		inf inf           -> nan nan
		3 4               -> 0.6 0.8`},
}

// classes are the argument parts that stand for several numbers.
var classes = map[string][]float64{
	"zero":     {0, math.Copysign(0, -1)},
	"infinite": {math.Inf(1), math.Inf(-1)},
	"positive": {5e-324, 1e-310, 1e-5, 0.3, 1, 1.5, 2, 3.5, 1e10, 1e300, math.MaxFloat64},
	"nonzero":  {5e-324, 1e-5, 1, 2, 3.5, 1e300, -1e-310, -0.3, -1, -2, -4, -1e300},
	"finite":   {0, math.Copysign(0, -1), 5e-324, 1, 2, 3.5, 1e300, -1e-5, -1, -2, -4, -1e300},
	"any":      {0, math.Copysign(0, -1), 1, 3.5, 1e300, -1, -1e300, math.Inf(1), math.Inf(-1), math.NaN()},
}

var angles = map[string]float64{"pi": math.Pi, "pi/2": math.Pi / 2, "pi/4": math.Pi / 4, "3pi/4": 3 * math.Pi / 4}

func parsePart(t *testing.T, text string) float64 {
	if x, ok := angles[text]; ok {
		return x
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func argumentParts(t *testing.T, text string) []float64 {
	if c, ok := classes[text]; ok {
		return c
	}
	return []float64{parsePart(t, text)}
}

// expectedParts is the right side of a row for an argument with imaginary part b; free parts have no sign.
func expectedParts(t *testing.T, words []string, b float64) (want [2]float64, free [2]bool) {
	switch words[0] {
	case "0cis", "infcis":
		m := 0.0
		if words[0] == "infcis" {
			m = math.Inf(1)
		}
		want = [2]float64{m * math.Cos(b), math.Copysign(m, math.Sin(b))}
		if len(words) == 2 {
			want[0]--
		}
		return want, free
	}
	for i := range want {
		text, ok := strings.CutPrefix(words[i], "~")
		want[i], free[i] = parsePart(t, text), ok
	}
	return want, free
}

// samePart compares with the sign of zeros; a free sign is ignored. One ulp is allowed for finite results.
func samePart(got, want float64, free bool) bool {
	if free {
		got, want = math.Abs(got), math.Abs(want)
	}
	if want != want {
		return got != got
	}
	return math.Signbit(got) == math.Signbit(want) &&
		(got == want || math.Abs(got-want) <= 0x1p-52*math.Abs(want))
}

func TestComplexSpecialValues(t *testing.T) {
	for _, s := range complexSpecials {
		for _, row := range strings.Split(strings.TrimSpace(s.rows), "\n") {
			left, right, _ := strings.Cut(row, "->")
			arg, words := strings.Fields(left), strings.Fields(right)
			for _, a := range argumentParts(t, arg[0]) {
				for _, b := range argumentParts(t, arg[1]) {
					want, free := expectedParts(t, words, b)
					check := func(a, b, re, im float64) {
						t.Helper()
						got := s.f(complex(a, b))
						if !samePart(real(got), re, free[0]) || !samePart(imag(got), im, free[1]) {
							t.Errorf("%s(%v, %v) = (%v, %v), want (%v, %v) by row %q", s.name, a, b, real(got), imag(got), re, im, strings.TrimSpace(row))
						}
					}
					check(a, b, want[0], want[1])
					check(a, -b, want[0], -want[1])
					if p := float64(s.parity); p != 0 {
						check(-a, -b, p*want[0], p*want[1])
						check(-a, b, p*want[0], -p*want[1])
					}
				}
			}
		}
	}
}

// The circular functions are the hyperbolic ones turned by a quarter: f(z) = -i g(iz), and cos z = cosh(iz).
func TestComplexCircular(t *testing.T) {
	pairs := []struct {
		name string
		f, g func(complex128) complex128
	}{
		{"CSin", CSin, CSinh}, {"CTan", CTan, CTanh}, {"CAsin", CAsin, CAsinh}, {"CAtan", CAtan, CAtanh},
	}
	for _, a := range classes["any"] {
		for _, b := range classes["any"] {
			z, iz := complex(a, b), complex(-b, a)
			for _, p := range pairs {
				w := p.g(iz)
				if got := p.f(z); !sameComplex(got, complex(imag(w), -real(w))) {
					t.Errorf("%s(%v) = %v, but -i times its hyperbolic twin of iz is %v", p.name, z, got, complex(imag(w), -real(w)))
				}
			}
			if got, want := CCos(z), CCosh(iz); !sameComplex(got, want) {
				t.Errorf("CCos(%v) = %v, CCosh(iz) = %v", z, got, want)
			}
		}
	}
}

// sameComplex ignores the sign of infinities and zeros beside a NaN, which the standard leaves open.
func sameComplex(z, w complex128) bool {
	free := real(z) != real(z) || imag(z) != imag(z)
	return samePart(real(z), real(w), free) && samePart(imag(z), imag(w), free)
}

func TestComplexQuotients(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct{ z, w, want complex128 }{
		{complex(1, 2), complex(3, 4), complex(0.44, 0.08)},
		{complex(1e308, 1e308), complex(1e308, 1e308), 1},
		{complex(4e-320, 4e-320), complex(4e-320, 0), complex(1, 1)},
		{complex(1e300, 1e-300), complex(1e-300, 1e300), complex(0, -1)},
		{complex(1, 1), complex(inf, 0), 0},
		{complex(1, 1), complex(inf, inf), 0},
		{complex(1e308, 1e308), complex(inf, inf), 0},
		{complex(inf, 1), complex(1, 0), complex(inf, nan)},
		{complex(inf, nan), complex(1, 1), complex(inf, -inf)},
		{1, 0, complex(inf, nan)},
		{complex(1, 1), 0, complex(inf, inf)},
		{0, 0, complex(nan, nan)},
		{complex(inf, inf), complex(inf, 1), complex(nan, nan)},
		{complex(nan, 1), complex(1, 1), complex(nan, nan)},
		{complex(nan, nan), complex(nan, nan), complex(nan, nan)},
	}
	for _, test := range tests {
		got := CDivide(test.z, test.w)
		if !samePart(real(got), real(test.want), true) || !samePart(imag(got), imag(test.want), true) {
			t.Errorf("CDivide(%v, %v) = %v, want %v", test.z, test.w, got, test.want)
		}
	}
}

func TestComplexPowers(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct{ z, w, want complex128 }{
		{complex(0, 1), 2, -1},
		{complex(1, 2), 3, complex(-11, -2)},
		{complex(1, 1), -2, complex(0, -0.5)},
		{complex(1e150, 1e-150), 2, complex(1e300, 2)},
		{complex(1e155, 1e155), -2, complex(0, -5e-311)},
		{complex(1e-200, 0), -2, complex(inf, 0)},
		{complex(inf, 0), 1, complex(inf, 0)},
		{complex(nan, nan), 0, 1},
		{complex(inf, 0), 0, 1},
		{0, 2, 0},
		{0, complex(1, 1), 0},
		{0, -1, complex(inf, nan)},
		{0, complex(0, 1), complex(nan, nan)},
		{2, 0.5, complex(math.Sqrt2, 0)},
		{complex(nan, 1), 2, complex(nan, nan)},
	}
	for _, test := range tests {
		got := CPow(test.z, test.w)
		if !samePart(real(got), real(test.want), true) || !samePart(imag(got), imag(test.want), true) {
			t.Errorf("CPow(%v, %v) = %v, want %v", test.z, test.w, got, test.want)
		}
	}
}

// TestIntegerPowersKeepTheSideOfTheAxis has the signs of zeros, which choose the branch of a root taken of the power.
func TestIntegerPowersKeepTheSideOfTheAxis(t *testing.T) {
	minusZero := math.Copysign(0, -1)
	for _, test := range []struct{ z, w, want complex128 }{
		{complex(-0.5, 0), 2, complex(0.25, minusZero)},
		{complex(-0.5, minusZero), 2, complex(0.25, 0)},
		{complex(-0.5, 0), 3, complex(-0.125, 0)},
		{complex(0.5, minusZero), 3, complex(0.125, minusZero)},
		{complex(-0.5, 0), -1, complex(-2, minusZero)},
		{complex(-0.5, 0), -2, complex(4, 0)},
		{complex(1e-200, 0), -2, complex(math.Inf(1), minusZero)},
	} {
		got := CPow(test.z, test.w)
		if got != test.want || math.Signbit(imag(got)) != math.Signbit(imag(test.want)) {
			t.Errorf("CPow(%v, %v) = %v, want %v", test.z, test.w, got, test.want)
		}
	}
}

// TestPowersOfManyTurns has angles so large that the lower half of a double-double is many turns.
func TestPowersOfManyTurns(t *testing.T) {
	for _, test := range []struct {
		z, w, want complex128
		slack      float64
	}{
		{2, 1e17i, complex(-0.4827289191301258, -0.8757698274292512), 1e-14},
		{2, -1e20i, complex(0.4417529232488208, 0.8971367536786805), 1e-11},
		{2, 1e22i, complex(-0.20069856875108708, 0.9796530429194129), 1e-9},
	} {
		if got := CPow(test.z, test.w); !(cmplx.Abs(got-test.want) <= test.slack) {
			t.Errorf("CPow(%v, %v) = %v, want %v", test.z, test.w, got, test.want)
		}
	}
}
