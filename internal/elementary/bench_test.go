package elementary

import (
	"math/rand/v2"
	"testing"
)

// Arguments in (0.1, 0.9), which every function accepts; complex ones with the second part between -1 and 1.

func BenchmarkReal(b *testing.B) {
	functions := []struct {
		name string
		f    func(float64) float64
	}{
		{"Exp", Exp}, {"Exp2", Exp2}, {"Expm1", Expm1}, {"Log", Log}, {"Log2", Log2}, {"Log10", Log10}, {"Log1p", Log1p},
		{"Sin", func(x float64) float64 { return Sin(100 * x) }}, {"Cos", func(x float64) float64 { return Cos(100 * x) }},
		{"SinHuge", func(x float64) float64 { return Sin(1e300 * x) }}, {"Tan", func(x float64) float64 { return Tan(100 * x) }},
		{"Asin", Asin}, {"Acos", Acos}, {"Atan", Atan}, {"Atan2", func(x float64) float64 { return Atan2(x, 0.5) }},
		{"Sinh", Sinh}, {"Cosh", Cosh}, {"Tanh", Tanh}, {"Asinh", Asinh}, {"Acosh", func(x float64) float64 { return Acosh(1 + x) }}, {"Atanh", Atanh},
		{"Pow", func(x float64) float64 { return Pow(x, 2.5) }}, {"Cbrt", Cbrt}, {"Hypot", func(x float64) float64 { return Hypot(x, 0.5) }},
		{"Logaddexp", func(x float64) float64 { return Logaddexp(x, 0.5) }}, {"FloorDivide", func(x float64) float64 { return FloorDivide(100*x, 0.7) }},
		{"Remainder", func(x float64) float64 { return Remainder(100*x, 0.7) }},
	}
	var arguments [1024]float64
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range arguments {
		arguments[i] = 0.1 + 0.8*rng.Float64()
	}
	for _, f := range functions {
		b.Run(f.name, func(b *testing.B) {
			sum := 0.0
			for i := range b.N {
				sum += f.f(arguments[i%1024])
			}
			realSink = sum
		})
	}
}

func BenchmarkComplex(b *testing.B) {
	var arguments [1024]complex128
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range arguments {
		arguments[i] = complex(0.1+0.8*rng.Float64(), 2*rng.Float64()-1)
	}
	for name, f := range complexFunctions {
		b.Run(name, func(b *testing.B) {
			sum := 0i
			for i := range b.N {
				sum += f(arguments[i%1024])
			}
			complexSink = sum
		})
	}
}

// Results kept where the compiler must compute them.
var (
	realSink    float64
	complexSink complex128
)
