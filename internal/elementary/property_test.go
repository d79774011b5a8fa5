package elementary

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// anyFloat draws every bit pattern, so all exponents, subnormals, infinities and NaN.
func anyFloat() *rapid.Generator[float64] {
	return rapid.Map(rapid.Uint64(), math.Float64frombits)
}

// finiteFloat draws finite numbers of all exponents.
func finiteFloat() *rapid.Generator[float64] {
	return anyFloat().Filter(func(x float64) bool { return x-x == 0 })
}

func anyComplex() *rapid.Generator[complex128] {
	return rapid.Custom(func(t *rapid.T) complex128 {
		part := rapid.OneOf(anyFloat(), rapid.Float64Range(-4, 4), rapid.SampledFrom(classes["any"]))
		return complex(part.Draw(t, "re"), part.Draw(t, "im"))
	})
}

func TestRealSymmetries(t *testing.T) {
	odd := map[string]func(float64) float64{"Sin": Sin, "Tan": Tan, "Asin": Asin, "Atan": Atan, "Sinh": Sinh, "Tanh": Tanh,
		"Asinh": Asinh, "Atanh": Atanh, "Cbrt": Cbrt, "Round": Round, "Reciprocal": Reciprocal}
	even := map[string]func(float64) float64{"Cos": Cos, "Cosh": Cosh}
	rapid.Check(t, func(t *rapid.T) {
		x := anyFloat().Draw(t, "x")
		for name, f := range odd {
			if !same(f(-x), -f(x)) {
				t.Errorf("%s is not odd at %v", name, x)
			}
		}
		for name, f := range even {
			if !same(f(-x), f(x)) {
				t.Errorf("%s is not even at %v", name, x)
			}
		}
	})
}

func TestMonotonic(t *testing.T) {
	rising := map[string]func(float64) float64{"Exp": Exp, "Exp2": Exp2, "Expm1": Expm1, "Log": Log, "Log2": Log2, "Log10": Log10,
		"Log1p": Log1p, "Atan": Atan, "Sinh": Sinh, "Tanh": Tanh, "Asinh": Asinh, "Cbrt": Cbrt}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.OneOf(anyFloat(), rapid.Float64Range(-800, 800), rapid.Float64Range(-2, 2)).Draw(t, "x")
		y := Nextafter(x, math.Inf(1))
		for name, f := range rising {
			if f(x) > f(y) {
				t.Errorf("%s falls from %v to the next float64", name, x)
			}
		}
	})
}

func TestExactResults(t *testing.T) {
	for k := -1074; k < 1024; k++ {
		p := math.Ldexp(1, k)
		if Exp2(float64(k)) != p || Log2(p) != float64(k) || Pow(2, float64(k)) != p || Hypot(p, 0) != p {
			t.Errorf("2**%d is not exact: Exp2 %v, Log2 %v, Pow %v", k, Exp2(float64(k)), Log2(p), Pow(2, float64(k)))
		}
	}
	power := 1.0
	for k := range 23 {
		if Log10(power) != float64(k) || Pow(10, float64(k)) != power {
			t.Errorf("10**%d: Log10 %v, Pow %v", k, Log10(power), Pow(10, float64(k)))
		}
		power *= 10
	}
	for k := range 10000 {
		x := float64(k)
		if Cbrt(x*x*x) != x || Pow(x, 2) != x*x || Pow(x*x, 0.5) != x || Hypot(3*x, 4*x) != 5*x {
			t.Errorf("powers of %d are not exact", k)
		}
	}
}

func TestFloorDivideAndRemainder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.OneOf(finiteFloat(), rapid.Float64Range(-100, 100)).Draw(t, "x")
		y := rapid.OneOf(finiteFloat(), rapid.Float64Range(-10, 10)).Draw(t, "y")
		if rapid.Bool().Draw(t, "near a multiple") {
			x = y * float64(rapid.IntRange(-1000, 1000).Draw(t, "multiple"))
		}
		if q := x / y; y == 0 || q == 0 || math.IsInf(q, 0) || x-x != 0 {
			return
		}
		quotient := new(big.Rat).Quo(new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
		floor := new(big.Int).Div(quotient.Num(), quotient.Denom()) // Euclidean, so the floor for a positive divisor
		want, _ := new(big.Float).SetPrec(53).SetMode(big.ToNegativeInf).SetInt(floor).Float64()
		if got := FloorDivide(x, y); got != want {
			t.Fatalf("FloorDivide(%v, %v) = %v, want %v", x, y, got, want)
		}
		exact := new(big.Rat).Mul(new(big.Rat).SetInt(floor), new(big.Rat).SetFloat64(y))
		rest, _ := exact.Sub(new(big.Rat).SetFloat64(x), exact).Float64()
		if got := Remainder(x, y); got != rest {
			t.Fatalf("Remainder(%v, %v) = %v, want %v", x, y, got, rest)
		}
	})
}

func TestPythagoras(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := finiteFloat().Draw(t, "x")
		s, c := sinCosDD(dd{x, 0})
		if one := s.square().add(c.square()).addFloat(-1); math.Abs(one.float()) > 0x1p-63 {
			t.Fatalf("sin**2 + cos**2 - 1 = %v at %v", one.float(), x)
		}
		if s.float() != Sin(x) || c.float() != Cos(x) {
			t.Fatalf("Sin(%v) = %v and Cos = %v, but the pair is %v, %v", x, Sin(x), Cos(x), s.float(), c.float())
		}
	})
}

func TestNextafterSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := finiteFloat().Draw(t, "x")
		up := Nextafter(x, math.Inf(1))
		if !(up > x) || Nextafter(up, math.Inf(-1)) != x {
			t.Fatalf("up from %v is %v, and down again %v", x, up, Nextafter(up, math.Inf(-1)))
		}
	})
}

var complexFunctions = map[string]func(complex128) complex128{
	"CExp": CExp, "CExpm1": CExpm1, "CLog": CLog, "CLog2": CLog2, "CLog10": CLog10, "CLog1p": CLog1p, "CSqrt": CSqrt,
	"CSquare": CSquare, "CSin": CSin, "CCos": CCos, "CTan": CTan, "CSinh": CSinh, "CCosh": CCosh, "CTanh": CTanh,
	"CAsin": CAsin, "CAcos": CAcos, "CAtan": CAtan, "CAsinh": CAsinh, "CAcosh": CAcosh, "CAtanh": CAtanh,
	"CSign": CSign, "CReciprocal": CReciprocal,
}

// Every function is real on (part of) the real axis, so f(conj(z)) = conj(f(z)) everywhere.
func TestConjugates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := anyComplex().Draw(t, "z")
		if imag(z) == 0 { // the sign of a zero product is lost in some quotients and squares
			return
		}
		// A quotient may lose the sign of a zero: 1/z where a part of z is infinite or counts as zero.
		a, b, _ := normalize(real(z), imag(z))
		lost := infinite(z) || math.Min(math.Abs(a), math.Abs(b)) < 0x1p-1000
		for name, f := range complexFunctions {
			if name == "CReciprocal" && lost {
				continue
			}
			w, v := f(z), f(complex(real(z), -imag(z)))
			if !sameComplex(v, complex(real(w), -imag(w))) {
				t.Errorf("%s(%v) = %v, but of the conjugate %v", name, z, w, v)
			}
		}
	})
}

// A part is NaN only if the argument is not finite.
func TestFiniteComplexGivesNoNaN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := anyComplex().Filter(finite).Filter(func(z complex128) bool { return z != 0 }).Draw(t, "z")
		for name, f := range complexFunctions {
			if w := f(z); name != "CSquare" && (real(w) != real(w) || imag(w) != imag(w)) {
				t.Errorf("%s(%v) = %v", name, z, w)
			}
		}
	})
}

// On the real axis a complex function agrees with the real one where that is defined.
func TestRealAxis(t *testing.T) {
	pairs := []struct {
		name string
		c    func(complex128) complex128
		r    func(float64) float64
	}{
		{"Exp", CExp, Exp}, {"Expm1", CExpm1, Expm1}, {"Log", CLog, Log}, {"Log2", CLog2, Log2}, {"Log10", CLog10, Log10},
		{"Log1p", CLog1p, Log1p}, {"Sqrt", CSqrt, math.Sqrt}, {"Sin", CSin, Sin}, {"Cos", CCos, Cos}, {"Tan", CTan, Tan},
		{"Sinh", CSinh, Sinh}, {"Cosh", CCosh, Cosh}, {"Tanh", CTanh, Tanh}, {"Asin", CAsin, Asin}, {"Acos", CAcos, Acos},
		{"Atan", CAtan, Atan}, {"Asinh", CAsinh, Asinh}, {"Acosh", CAcosh, Acosh}, {"Atanh", CAtanh, Atanh}, {"Sign", CSign, Sign},
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.OneOf(finiteFloat(), rapid.Float64Range(-3, 3)).Draw(t, "x") + 0 // no -0, whose logarithm is not real
		for _, p := range pairs {
			want := p.r(x)
			if want != want {
				continue
			}
			got := p.c(complex(x, 0))
			if imag(got) != 0 || !samePart(real(got), want, want == 0) {
				t.Errorf("C%s(%v) = %v, the real function gives %v", p.name, x, got, want)
			}
		}
	})
}

// The inverses undo the functions next to the origin.
func TestComplexInverses(t *testing.T) {
	pairs := []struct {
		name string
		f, g func(complex128) complex128
	}{
		{"CLog", CExp, CLog}, {"CLog1p", CExpm1, CLog1p}, {"CAsin", CSin, CAsin}, {"CAtan", CTan, CAtan},
		{"CAsinh", CSinh, CAsinh}, {"CAtanh", CTanh, CAtanh}, {"CSign", CReciprocal, CReciprocal}, {"CSquare", CSqrt, CSquare},
	}
	rapid.Check(t, func(t *rapid.T) {
		z := complex(rapid.Float64Range(0.01, 0.9).Draw(t, "re"), rapid.Float64Range(-0.9, 0.9).Draw(t, "im"))
		for _, p := range pairs {
			if back := p.g(p.f(z)); CAbs(back-z) > 1e-13*CAbs(z) {
				t.Errorf("%s: %v came back as %v", p.name, z, back)
			}
		}
	})
}
