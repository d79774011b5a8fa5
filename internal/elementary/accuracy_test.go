package elementary

import (
	"encoding/binary"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write the measured errors to docs/accuracy.md")

// A measure is a function of the golden file: its name there and how to call it on flat arguments.
type measure struct {
	name   string
	call   func(x []float64) []float64
	budget float64 // greatest error allowed, in ulp
}

func real1(f func(float64) float64) func(x []float64) []float64 {
	return func(x []float64) []float64 { return []float64{f(x[0])} }
}

func real2(f func(x, y float64) float64) func(x []float64) []float64 {
	return func(x []float64) []float64 { return []float64{f(x[0], x[1])} }
}

func complex1(f func(complex128) complex128) func(x []float64) []float64 {
	return func(x []float64) []float64 {
		w := f(complex(x[0], x[1]))
		return []float64{real(w), imag(w)}
	}
}

func complex2(f func(z, w complex128) complex128) func(x []float64) []float64 {
	return func(x []float64) []float64 {
		w := f(complex(x[0], x[1]), complex(x[2], x[3]))
		return []float64{real(w), imag(w)}
	}
}

var measures = []measure{
	{"Exp", real1(Exp), 0.52},
	{"Exp2", real1(Exp2), 0.52},
	{"Expm1", real1(Expm1), 0.51},
	{"Log", real1(Log), 0.51},
	{"Log2", real1(Log2), 0.51},
	{"Log10", real1(Log10), 0.51},
	{"Log1p", real1(Log1p), 0.51},
	{"Sin", real1(Sin), 0.51},
	{"Cos", real1(Cos), 0.51},
	{"Tan", real1(Tan), 0.51},
	{"Asin", real1(Asin), 0.51},
	{"Acos", real1(Acos), 0.51},
	{"Atan", real1(Atan), 0.51},
	{"Atan2", real2(Atan2), 0.51},
	{"Sinh", real1(Sinh), 0.51},
	{"Cosh", real1(Cosh), 0.51},
	{"Tanh", real1(Tanh), 0.51},
	{"Asinh", real1(Asinh), 0.51},
	{"Acosh", real1(Acosh), 0.51},
	{"Atanh", real1(Atanh), 0.51},
	{"Pow", real2(Pow), 0.55},
	{"Cbrt", real1(Cbrt), 0.51},
	{"Hypot", real2(Hypot), 0.51},
	{"Logaddexp", real2(Logaddexp), 0.51},
	{"CExp", complex1(CExp), 0.51},
	{"CExpm1", complex1(CExpm1), 0.6},
	{"CLog", complex1(CLog), 0.51},
	{"CLog2", complex1(CLog2), 0.51},
	{"CLog10", complex1(CLog10), 0.51},
	{"CLog1p", complex1(CLog1p), 0.51},
	{"CSqrt", complex1(CSqrt), 0.51},
	{"CSin", complex1(CSin), 0.51},
	{"CCos", complex1(CCos), 0.51},
	{"CTan", complex1(CTan), 0.6},
	{"CSinh", complex1(CSinh), 0.51},
	{"CCosh", complex1(CCosh), 0.51},
	{"CTanh", complex1(CTanh), 0.6},
	{"CAsin", complex1(CAsin), 0.51},
	{"CAcos", complex1(CAcos), 0.51},
	{"CAtan", complex1(CAtan), 0.51},
	{"CAsinh", complex1(CAsinh), 0.51},
	{"CAcosh", complex1(CAcosh), 0.51},
	{"CAtanh", complex1(CAtanh), 0.51},
	{"CPow", complex2(CPow), 0.6},
	{"CDivide", complex2(CDivide), 0.51},
	{"CReciprocal", complex1(CReciprocal), 0.51},
	{"CSign", complex1(CSign), 0.51},
}

// golden is one block of testdata/golden.bin: see testdata/golden.py for the format.
type golden struct {
	args, results int
	points        []goldenPoint
}

// goldenPoint is the arguments, the float64 next to each exact result, and what is left of it in ulps.
type goldenPoint struct {
	args, near, rest []float64
}

func readGolden(t *testing.T) map[string]golden {
	t.Helper()
	data, err := os.ReadFile("testdata/golden.bin")
	if err != nil {
		t.Fatal(err)
	}
	floats := func(n int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = math.Float64frombits(binary.LittleEndian.Uint64(data))
			data = data[8:]
		}
		return out
	}
	blocks := map[string]golden{}
	for len(data) > 0 {
		n := int(data[0])
		name := string(data[1 : 1+n])
		data = data[1+n:]
		g := golden{args: int(data[0]), results: int(data[1])}
		count := int(binary.LittleEndian.Uint16(data[2:]))
		data = data[4:]
		for range count {
			p := goldenPoint{args: floats(g.args), near: floats(g.results)}
			for range g.results {
				p.rest = append(p.rest, float64(int8(data[0]))/254)
				data = data[1:]
			}
			g.points = append(g.points, p)
		}
		blocks[name] = g
	}
	return blocks
}

// ulp is the distance from got to near + rest ulps of near, in these ulps.
func ulp(got, near, rest float64) float64 {
	if got == near {
		return math.Abs(rest)
	}
	_, e := math.Frexp(near)
	e = max(e-53, -1074)
	return math.Abs(math.Ldexp(got, -e) - math.Ldexp(near, -e) - rest)
}

// worst is the greatest error of f in a block, by part, and the arguments of the greater.
func (m measure) worst(g golden) (errors []float64, at []float64) {
	errors = make([]float64, g.results)
	for _, p := range g.points {
		got := m.call(p.args)
		for i, y := range got {
			e := ulp(y, p.near[i], p.rest[i])
			if !(e <= errors[i]) {
				errors[i], at = e, p.args
			}
		}
	}
	return errors, at
}

func TestAccuracy(t *testing.T) {
	blocks := readGolden(t)
	if len(blocks) != len(measures) {
		t.Errorf("golden.bin has %d functions, the test measures %d", len(blocks), len(measures))
	}
	var table strings.Builder
	for _, m := range measures {
		g, ok := blocks[m.name]
		if !ok || len(g.points) == 0 {
			t.Errorf("%s: not in golden.bin", m.name)
			continue
		}
		errors, at := m.worst(g)
		for i, e := range errors {
			if !(e <= m.budget) {
				t.Errorf("%s%x (%v): part %d is off by %.4g ulp, allowed %g", m.name, at, at, i, e, m.budget)
			}
		}
		fmt.Fprintf(&table, "| %s | %s | %g | %d |\n", m.name, join(errors), m.budget, len(g.points))
	}
	if *write {
		if err := os.WriteFile("../../docs/accuracy.md", []byte(accuracyHead+table.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func join(errors []float64) string {
	text := make([]string, len(errors))
	for i, e := range errors {
		text[i] = fmt.Sprintf("%.3f", e)
	}
	return strings.Join(text, ", ")
}

const accuracyHead = `# Accuracy of the elementary functions

The greatest error seen for each scalar function of ` + "`internal/elementary`" + `, in units in the last place (ulp) of the
exact result, against mpmath with 320 bits and more. Half a ulp is what rounding alone costs. A complex function (with a
leading C) has an error for each part, each relative to that part alone.

The points are random over the whole range of the arguments, with extra ones where a function is hard: next to its zeros,
next to multiples of pi/2 as large as 1e270, on the unit circle, among the subnormals. The budget is what the test allows.

A part of a complex result that is the difference of nearly equal terms keeps this error as long as it is not smaller than
about 2**-10 of the terms: the real part of CExpm1 near the curve e**x cos y = 1, and either part of CPow for an exponent
that is not an integer, whose error also grows with the modulus of w log z (from 2**-60 of the result's modulus). The same
holds for Logaddexp next to its zeros. Everything else is accurate part by part, CLog and CLog1p next to their zeros too.

A part of a complex result that is subnormal may be off by 1.5 units of the least float64, being rounded twice.

float32 and complex64 functions are these, rounded once more: within 0.5001 ulp of their own type.

Arrays of float64 and float32 meet SIMD loops on processors that have AVX2 or AVX-512. The tests of ` + "`internal/kernel`" + ` hold
them to these limits, on the same points, denser ones, and arguments of every kind:

| SIMD loop | limit float64, ulp | limit float32, ulp |
|---|---|---|
| exp | 0.9 (AVX-512: 0.85) | 0.95 |
| log | 0.9 | 0.9 |
| log2 | 0.7 | 0.501 |
| log10 | 0.65 | 0.501 |
| log1p | 0.9 | 0.501 |
| expm1 | 1 | 0.501 |
| tanh | 0.8 | 0.501 |
| sin, cos | 0.8 | 0.501 |

Powers of two and of ten have whole logarithms in both.

The scalar functions, in a table made by ` + "`go test ./internal/elementary -run Accuracy -write`" + `:

| function | greatest error, ulp | budget | points |
|---|---|---|---|
`
