package nd

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"gondola/buffer"
	"gondola/dtype"
)

// printed is a line of testdata/format.jsonl.gz, which testdata/format.py makes with NumPy.
type printed struct {
	Descr   string `json:"d"`
	Bytes   string `json:"b"`
	Zeros   int    `json:"z"`
	Offset  int    `json:"o"`
	Shape   []int  `json:"s"`
	Strides []int  `json:"t"`
	Str     string `json:"str"`
	Repr    string `json:"repr"`
	Options *struct {
		Precision, Threshold, EdgeItems, LineWidth *int
		Suppress                                   bool
		FloatMode                                  string
	} `json:"p"`

	Float16, BFloat16 string // of the last line
}

// readPrinted is all lines.
func readPrinted(t *testing.T) (rows []printed) {
	t.Helper()
	file, err := os.Open("testdata/format.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var row printed
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if lines.Err() != nil || len(rows) != 5001 {
		t.Fatalf("%d rows, %v", len(rows), lines.Err())
	}
	return rows
}

// array is the array of the line.
func (row printed) array(t *testing.T) *Array {
	t.Helper()
	d, err := dtype.Parse(row.Descr)
	if strings.HasPrefix(row.Descr, "[") {
		d, err = dtype.ParseDescr(row.Descr)
	}
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(row.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	buf := buffer.AllocZero(len(raw) + row.Zeros)
	copy(buf.Bytes(), raw)
	a, err := View(d, buf, row.Offset, row.Shape, row.Strides, true)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// options are the print options of the line; nil for the defaults.
func (row printed) options() *FormatOptions {
	if row.Options == nil {
		return nil
	}
	opts, p := DefaultFormatOptions(), row.Options
	for _, set := range []struct{ to, from *int }{
		{&opts.Precision, p.Precision}, {&opts.Threshold, p.Threshold}, {&opts.EdgeItems, p.EdgeItems}, {&opts.LineWidth, p.LineWidth},
	} {
		if set.from != nil {
			*set.to = *set.from
		}
	}
	if opts.Suppress = p.Suppress; p.FloatMode == "unique" {
		opts.Precision = -1
	}
	return &opts
}

// print is the array as the line's options or else the verb of a str or repr have it.
func (row printed) print(a *Array, verb string) string {
	opts := row.options()
	if opts == nil {
		return fmt.Sprintf(verb, a)
	}
	if verb == "%#v" {
		opts.Prefix = "array"
	}
	return Format(a, *opts)
}

func TestFormatIsNumPys(t *testing.T) {
	wrong := 0
	for i, row := range readPrinted(t)[:5000] {
		a := row.array(t)
		for _, c := range []struct{ verb, want string }{{"%v", row.Str}, {"%#v", row.Repr}} {
			if have := row.print(a, c.verb); have != c.want {
				if wrong++; wrong <= 10 {
					t.Errorf("array %d of %s, shape %v, strides %v: %s is\n%s\nNumPy has\n%s", i, row.Descr, row.Shape, row.Strides, c.verb, have, c.want)
				}
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of 10000 texts differ", wrong)
	}
}

// All numbers of the 16-bit types, each printed alone.
func TestFormatEvery16BitNumber(t *testing.T) {
	last := readPrinted(t)[5000]
	patterns := make([]uint16, 1<<16)
	for i := range patterns {
		patterns[i] = uint16(i)
	}
	for _, c := range []struct {
		d    dtype.DType
		want string
	}{{dtype.Float16, last.Float16}, {dtype.BFloat16, last.BFloat16}} {
		texts := make([]string, len(patterns))
		for i := range patterns {
			texts[i] = fmt.Sprint(From(patterns[i:i+1]).view(c.d, 0, nil, nil))
		}
		sum := sha256.Sum256([]byte(strings.Join(texts, "\n")))
		if have := hex.EncodeToString(sum[:]); have != c.want {
			t.Errorf("the texts of all %s have hash %s, NumPy's %s", c.d, have, c.want)
		}
	}
}

func TestFormatVerbs(t *testing.T) {
	x := From([]float64{1, 1.0 / 3})
	var none *Array
	for _, c := range []struct {
		verb string
		x    *Array
		want string
	}{
		{"%v", x, "[1.         0.33333333]"},
		{"%s", x, "[1.         0.33333333]"},
		{"%#v", x, "array([1.        , 0.33333333])"},
		{"%.3v", x, "[1.    0.333]"},
		{"%#.3v", x, "array([1.   , 0.333])"},
		{"%d", x, "%!d(*nd.Array=[1.         0.33333333])"},
		{"%v", none, "<nil>"},
	} {
		if have := fmt.Sprintf(c.verb, c.x); have != c.want {
			t.Errorf("%s: have %q, want %q", c.verb, have, c.want)
		}
	}
	chars := From([]uint32{'a', 0xD800, 0x110000, 0xFFFFFFC1, 0})
	if have, want := fmt.Sprint(chars.view(dtype.Text(5), 0, []int{1}, []int{20})), `['a\ud800\U00110000\Uffffffc1']`; have != want {
		t.Errorf("what is no text: have %s, want %s", have, want)
	}
	opts := DefaultFormatOptions()
	opts.Prefix, opts.LineWidth = "Array", 20
	if have, want := Format(x, opts), "Array([1.        ,\n       0.33333333])"; have != want {
		t.Errorf("with a prefix: have %q, want %q", have, want)
	}
}

// Widths are counted in characters, and a prefix indents what follows.
func TestFormatPrefix(t *testing.T) {
	x := Reshape(Arange(0, 4, 1), 2, 2)
	for _, c := range []struct{ prefix, want string }{
		{"", "[[0 1]\n [2 3]]"},
		{"Array", "Array([[0, 1],\n       [2, 3]])"},
		{"Länge", "Länge([[0, 1],\n       [2, 3]])"},
	} {
		opts := DefaultFormatOptions()
		opts.Prefix = c.prefix
		if have := Format(x, opts); have != c.want {
			t.Errorf("have %q, want %q", have, c.want)
		}
	}
}

func BenchmarkFormat(b *testing.B) {
	x := Linspace(0, 1, 1000)
	for b.Loop() {
		if text := x.String(); text[0] != '[' {
			b.Fatal(text)
		}
	}
}

func ExampleArray_Format() {
	x := From([]float32{1, 0.5, 1e-7, 2})
	fmt.Println(Reshape(x, 2, 2))
	fmt.Printf("%#v\n", x)
	// Output:
	// [[1.e+00 5.e-01]
	//  [1.e-07 2.e+00]]
	// array([1.e+00, 5.e-01, 1.e-07, 2.e+00], dtype=float32)
}
