package kernel

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"math"
	"math/cmplx"
	"os"
	"strings"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// golden is what testdata/golden.py wrote; see there.
type golden struct {
	Inputs map[string]string
	Casts  map[string]map[string]string
	Ops    map[string]map[string]string
}

func readGolden(t *testing.T) golden {
	t.Helper()
	data, err := os.ReadFile("testdata/golden.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.NewDecoder(r).Decode(&g); err != nil {
		t.Fatal(err)
	}
	return g
}

// unhex is the bytes of packed elements, aligned.
func unhex(t *testing.T, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(text)
	if err != nil || len(data) == 0 {
		t.Fatalf("golden file: %d bytes, %v", len(data), err)
	}
	return append(aligned64(len(data))[:0], data...)
}

// aligned64 is n bytes that begin on a 64-byte boundary.
func aligned64(n int) []byte {
	memory := make([]byte, n+64)
	skip := -int(uintptr(unsafe.Pointer(&memory[0]))) & 63
	return memory[skip:][:n:n]
}

func idOf(name string) dtype.ID {
	for id := range dtype.ID(dtype.NumComputing) {
		if dtype.Table[id].Name == name {
			return id
		}
	}
	panic("no type " + name)
}

// at is element i of a packed run as a complex number, which is exact but for 64-bit integers, and its bytes.
func at(id dtype.ID, run []byte, i int) (complex128, []byte) {
	size := dtype.Table[id].Size
	element := run[i*size:][:size]
	p := unsafe.Pointer(&element[0])
	var value complex128
	Cast(id, dtype.IDComplex128)(1, unsafe.Pointer(&value), p, nil)
	return value, element
}

// agree says that two elements are the same: bit for bit, all NaNs being one, or, where slack is not zero, nearly so,
// as measured by the larger part.
func agree(id dtype.ID, got, want []byte, i int, slack float64) bool {
	g, gotBytes := at(id, got, i)
	w, wantBytes := at(id, want, i)
	if bytes.Equal(gotBytes, wantBytes) {
		return true
	}
	switch dtype.Table[id].Kind {
	case dtype.KindFloat, dtype.KindComplex:
	default:
		return false
	}
	part := func(g, w, scale float64) bool {
		switch {
		case g != g || w != w:
			return g != g && w != w
		case g == w:
			return slack > 0 || math.Signbit(g) == math.Signbit(w)
		}
		return math.Abs(g-w) <= slack*scale
	}
	scale := cmplx.Abs(w)
	return part(real(g), real(w), scale) && part(imag(g), imag(w), scale)
}

// underEach runs a test with the loops of every variant in place, the portable ones among them.
func underEach(t *testing.T, test func(t *testing.T)) {
	before := selected
	defer Use(before)
	for _, v := range Supported() {
		Use(v)
		t.Run(string(v), test)
	}
}

func TestCastsLikeNumPy(t *testing.T) {
	g := readGolden(t)
	underEach(t, func(t *testing.T) { checkCasts(t, g) })
}

func checkCasts(t *testing.T, g golden) {
	pairs := 0
	for from, row := range g.Casts {
		in := unhex(t, g.Inputs[from])
		n := len(in) / dtype.Table[idOf(from)].Size
		for to, text := range row {
			pairs++
			id, want := idOf(to), unhex(t, text)
			got := aligned64(len(want))
			Cast(idOf(from), id)(n, unsafe.Pointer(&got[0]), unsafe.Pointer(&in[0]), nil)
			for i := range n {
				if !agree(id, got, want, i, 0) {
					x, _ := at(idOf(from), in, i)
					_, gotBytes := at(id, got, i)
					_, wantBytes := at(id, want, i)
					t.Errorf("%s to %s: of %v: %x, want %x", from, to, x, gotBytes, wantBytes)
				}
			}
		}
	}
	if pairs != dtype.NumComputing*dtype.NumComputing {
		t.Errorf("%d pairs checked, want %d", pairs, dtype.NumComputing*dtype.NumComputing)
	}
}

// approximate are the operations computed by another method than NumPy's. Their accuracy is the business of package
// elementary; here it is enough that the right function is called.
const approximate = " acos acosh asin asinh atan atan2 atanh cos cosh exp expm1 hypot log log10 log1p log2 logaddexp pow " +
	"sin sinh tan tanh "

// approximateComplex are those that are exact, or rounded once, on real numbers only.
const approximateComplex = approximate + "abs divide reciprocal sign sqrt "

// slackOf is the error allowed in an operation's results, relative to their size.
func slackOf(name string, loop *Loop) float64 {
	names := approximate
	if dtype.Table[loop.In].Kind == dtype.KindComplex {
		names = approximateComplex
	}
	switch {
	case !strings.Contains(names, " "+name+" "):
		return 0
	case loop.In == dtype.IDFloat64 || loop.In == dtype.IDComplex128:
		return 1e-12
	}
	return 1e-5
}

func TestOpsLikeNumPy(t *testing.T) {
	g := readGolden(t)
	underEach(t, func(t *testing.T) { checkOps(t, g) })
}

func checkOps(t *testing.T, g golden) {
	checked := 0
	for name, row := range g.Ops {
		op := Lookup(name)
		if op == nil {
			t.Fatalf("no operation %s", name)
		}
		for typ, text := range row {
			id := idOf(typ)
			loop := op.Find(id)
			result, text, _ := strings.Cut(text, " ")
			if loop == nil || loop.In != id || dtype.Table[loop.Out].Name != result {
				continue // served by another loop after a cast
			}
			checked++
			t.Run(name+" "+typ, func(t *testing.T) {
				checkOp(t, name, loop, unhex(t, g.Inputs[typ]), unhex(t, text))
			})
		}
	}
	if checked < 400 {
		t.Errorf("%d loops checked, want at least 400", checked)
	}
}

func checkOp(t *testing.T, name string, loop *Loop, x, want []byte) {
	n := len(want) / dtype.Table[loop.Out].Size
	y := x
	if n != len(x)/dtype.Table[loop.In].Size {
		x, y = operands(x, dtype.Table[loop.In].Size)
	}
	got := aligned64(len(want))
	loop.Packed(n, unsafe.Pointer(&got[0]), unsafe.Pointer(&x[0]), unsafe.Pointer(&y[0]))
	slack := slackOf(name, loop)
	for i := range n {
		a, _ := at(loop.In, x, i)
		b, _ := at(loop.In, y, i)
		if agree(loop.Out, got, want, i, slack) {
			continue
		}
		g, gotBytes := at(loop.Out, got, i)
		w, wantBytes := at(loop.Out, want, i)
		if !differs(name, a, b, w, dtype.Table[loop.In].Kind == dtype.KindComplex && slack > 0) {
			t.Errorf("of %v and %v: %v %x, want %v %x", a, b, g, gotBytes, w, wantBytes)
		}
	}
}

// operands are those that golden.py calls pairs.
func operands(x []byte, size int) (a, b []byte) {
	a, b = aligned64(3 * len(x))[:0], aligned64(3 * len(x))[:0]
	for _, turn := range []int{0, 1, 5} {
		cut := len(x) - turn*size
		a = append(a, x...)
		b = append(append(b, x[cut:]...), x[:cut]...)
	}
	return a, b
}

// differs says that the result for operands a and b is meant to differ from NumPy's. Special values of the complex
// functions follow the standard, which NumPy often does not.
func differs(name string, a, b, want complex128, complexFunction bool) bool {
	special := func(z complex128) bool { return cmplx.IsInf(z) || cmplx.IsNaN(z) }
	switch {
	case complexFunction && (special(a) || special(b) || special(want)):
		return true
	case complexFunction && (name == "log1p" || name == "expm1"):
		return cmplx.Abs(a) < 1e-3 // NumPy loses digits
	case name == "minimum" || name == "maximum":
		return a == 0 && b == 0 // of either sign
	case name == "reciprocal":
		return a == 0 && !special(want) // of integers NumPy's depends on their width, ours is 0
	case name == "floor_divide":
		return special(a) || special(b) || special(a/b) // documented at the row
	}
	return false
}
