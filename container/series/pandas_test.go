package series_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"gondola/container/series"
	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// golden is testdata/pandas.json, written by gen_pandas.py.
type golden struct {
	Calls []struct {
		Op      string
		Args    []column
		KeepNaN bool
		Result  *column // nil where pandas refuses
	}
	Printed []column
}

// column is a series, or an array or number where there are no labels.
type column struct {
	Values [][2]string // real and imaginary parts
	Labels []any
	Name   string
	DType  string
	Text   string
}

func readGolden(t *testing.T) golden {
	text, err := os.ReadFile("testdata/pandas.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func (c column) isSeries() bool { return c.Labels != nil }

func (c column) numbers() []complex128 {
	list := make([]complex128, len(c.Values))
	for i, v := range c.Values {
		re, _ := strconv.ParseFloat(v[0], 64)
		im, _ := strconv.ParseFloat(v[1], 64)
		list[i] = complex(re, im)
	}
	return list
}

func (c column) array(t *testing.T) *nd.Array {
	d, err := dtype.Parse(c.DType)
	if err != nil {
		t.Fatal(err)
	}
	a := nd.From(c.numbers())
	if d.Kind() != dtype.KindComplex {
		a = nd.Real(a)
	}
	return nd.Astype(a, d)
}

func (c column) series(t *testing.T) *series.Series {
	labels := slices.Clone(c.Labels)
	for i, l := range labels {
		if number, ok := l.(float64); ok {
			labels[i] = int(number)
		}
	}
	return series.New(c.array(t), labels, c.Name)
}

// standard are the standard's names of NumPy's functions.
var standard = map[string]string{"cumsum": "cumulative_sum", "cumprod": "cumulative_prod"}

func TestPandas(t *testing.T) {
	for _, c := range readGolden(t).Calls {
		args := make([]any, len(c.Args))
		var shown []any
		for i, arg := range c.Args {
			args[i] = arg.array(t)
			if arg.isSeries() {
				args[i] = arg.series(t).SkipNaN(!c.KeepNaN)
			}
			shown = append(shown, args[i])
		}
		name := c.Op
		if standard[name] != "" {
			name = standard[name]
		}
		got, err := xp.Invoke(&protocol.Call{Op: name, Method: protocol.Method(nd.Lookup(name).Method), Args: args})
		switch {
		case c.Result == nil:
			if err == nil {
				t.Errorf("%s %v: got %v, pandas refuses", name, shown, got)
			}
		case err != nil:
			t.Errorf("%s %v: %v", name, shown, err)
		default:
			if difference := c.Result.differs(t, got); difference != "" {
				t.Errorf("%s keeping NaN %t of\n%v\ngot\n%v\nwant\n%v\n%s", name, c.KeepNaN, shown, got, c.Result.Text, difference)
			}
		}
	}
}

// differs says what of got is not as in c: kind, labels, name, dtype, values to an ulp or so, or text.
func (c column) differs(t *testing.T, got any) string {
	values, err := nd.FromAny(got)
	if err != nil {
		return err.Error()
	}
	s, isSeries := got.(*series.Series)
	if isSeries != c.isSeries() {
		return fmt.Sprintf("it is a %T", got)
	}
	if isSeries {
		want := c.series(t)
		switch {
		case !s.Index().Equal(want.Index()):
			return "the labels differ"
		case s.Name() != c.Name:
			return fmt.Sprintf("the name is %q, not %q", s.Name(), c.Name)
		case s.DType().Name() != c.DType:
			return fmt.Sprintf("the dtype is %v, not %s", s.DType(), c.DType)
		case s.String() != c.Text:
			return fmt.Sprintf("it prints as %q, not %q", s.String(), c.Text)
		}
	}
	want := c.numbers()
	if values.Size() != len(want) {
		return fmt.Sprintf("%d values, not %d", values.Size(), len(want))
	}
	tolerance := 1e-15
	if c.DType == "float32" || c.DType == "complex64" {
		tolerance = 1e-6
	}
	flat := nd.Of[complex128](nd.Astype(nd.Reshape(values, -1), dtype.Complex128))
	for i, w := range want {
		v := flat.At(i)
		if !close(real(v), real(w), tolerance) || !close(imag(v), imag(w), tolerance) {
			return fmt.Sprintf("value %d is %v, not %v", i, v, w)
		}
	}
	return ""
}

func close(a, b, tolerance float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= tolerance*math.Abs(b)
}

func TestPrinting(t *testing.T) {
	for _, c := range readGolden(t).Printed {
		if got := c.series(t).String(); got != c.Text {
			t.Errorf("%v\n got %q\nwant %q", c.Values[:min(5, len(c.Values))], got, c.Text)
		}
	}
}
