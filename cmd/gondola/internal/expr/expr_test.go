package expr

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"gondola/nd"
)

// inputs are those of testdata/golden.py.
func inputs() map[string]any {
	return map[string]any{
		"x": nd.Reshape(nd.Arange(0.0, 12.0, 1.0), 3, 4),
		"y": nd.From([]int64{1, -2, 3, -4}),
		"n": 3,
	}
}

// evaluate is the text of an expression's value.
func evaluate(source string) (string, error) {
	e, err := Parse(source, []string{"x", "y", "n"})
	if err != nil {
		return "", err
	}
	v, err := e.Eval(inputs())
	if err != nil {
		return "", err
	}
	switch v := v.(type) {
	case bool:
		return nd.Scalar(v).String(), nil
	case float64:
		return nd.Scalar(v).String(), nil
	case complex128:
		return nd.Scalar(v).String(), nil
	}
	return fmt.Sprint(v), nil
}

// Expressions have the values that Python and NumPy give them: precedence, numbers, indices, functions.
func TestGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Rows []struct{ Source, Text string }
	}
	if err := json.Unmarshal(text, &golden); err != nil {
		t.Fatal(err)
	}
	if len(golden.Rows) < 400 {
		t.Fatalf("only %d rows", len(golden.Rows))
	}
	for _, row := range golden.Rows {
		got, err := evaluate(row.Source)
		if err != nil {
			t.Errorf("%s: %v", row.Source, err)
		} else if got != row.Text {
			t.Errorf("%s = %s, want %s", row.Source, got, row.Text)
		}
	}
}

// Malformed expressions are refused at their column with a hint.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		source string
		column int
		usage  bool
		text   string
	}{
		{"", 1, true, "the expression is empty"},
		{"1 +", 4, true, "the expression ends too early: want a value"},
		{"1 + * 2", 5, true, "unexpected *: want a value"},
		{"(1", 3, true, "the expression ends too early: want , or )"},
		{"x[1:, ::2", 10, true, "want , or ]"},
		{"x[]", 3, true, "unexpected ]: want an index"},
		{"1 2", 3, true, "unexpected 2"},
		{"x = 2", 3, true, "a comparison is written =="},
		{"x and y", 3, true, "write (a) & (b)"},
		{"x or y", 3, true, "write (a) | (b)"},
		{"not x", 1, true, "logical_not"},
		{"x && y", 3, true, "write &"},
		{"1 if x else 2", 3, true, "where(condition, a, b)"},
		{"lambda: 1", 1, true, "lambda"},
		{"1 < n < 3", 7, true, "comparisons of arrays do not chain: write (a < b) & (b < c)"},
		{"meen(x)", 1, true, "there is no function meen; did you mean mean?"},
		{"mean", 1, true, "needs parentheses: mean(…)"},
		{"x(1)", 1, true, "x is an input, not a function"},
		{"xx", 1, true, "there is no input xx; did you mean x?"},
		{"1 + temperature", 5, true, "an input is given as temperature=FILE"},
		{"np.exp(x)", 1, true, "functions go by their plain names"},
		{"x.T", 2, true, "matrix_transpose(x)"},
		{"x.mean()", 2, true, "write mean(x)"},
		{"x.shape", 2, true, "no attributes"},
		{"sum(x, axs=0)", 8, true, "sum has no keyword axs; did you mean axis?"},
		{"sum(x, axis=0, axis=1)", 16, true, "axis is given twice"},
		{"sum(axis=0, x)", 13, true, "a positional argument follows"},
		{"sum(x=x)", 5, true, "sum has no keyword x"},
		{"sum(x, 0)", 1, true, "sum takes 1 positional arguments, not 2"},
		{"exp()", 1, true, "exp lacks the argument x"},
		{"exp(x, y)", 1, true, "exp takes 1 arguments, not 2"},
		{"2x", 1, true, `"2x" is not a number`},
		{"007", 1, true, `"007" is not a number`},
		{"'abc", 1, true, "the string does not end"},
		{"1 $ 2", 3, true, "unexpected character"},
		{"é + ü", 1, true, "there is no input é"},
		{"(1)(2)", 4, true, "not a function"},
		{strings.Repeat("(", 500), 201, true, "nested more than 200 deep"},
		{"1 // 0", 3, false, "division by zero"},
		{"1.5 % 0", 5, false, "division by zero"},
		{"0 ** -1", 3, false, "division by zero"},
		{"10 ** 30", 4, false, "does not fit in 64 bits"},
		{"1 << 1000000000", 3, false, "does not fit in 64 bits"},
		{"x + ones(5)", 3, false, "Add: shapes (3, 4) and (5,) do not broadcast: axis -1 has 4 and 5"},
		{"x[5]", 2, false, "out of bounds"},
		{"sum(x, axis=2)", 1, false, "axis 2 is out of bounds"},
		{"unstack(x)[3]", 11, false, "index 3 is out of range: there are 3"},
		{"n[0]", 2, false, "the number 3 cannot be indexed"},
	} {
		_, err := evaluate(c.source)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v is no *Error", c.source, err)
			continue
		}
		if e.column()+1 != c.column || e.Usage != c.usage || !strings.Contains(e.Text, c.text) {
			t.Errorf("%q: column %d, usage %v: %s\nwant column %d, usage %v: %s", c.source, e.column()+1, e.Usage, e.Text, c.column, c.usage, c.text)
		}
		if strings.Contains(e.Error(), "\n") {
			t.Errorf("%q: the message has several lines", c.source)
		}
	}
}

// The carets stand under the characters at fault, wide ones before them counted as one.
func TestPicture(t *testing.T) {
	_, err := Parse("é+meen(1)", []string{"é"})
	var e *Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if want := "é+meen(1)\n  ^^^^"; e.Picture() != want {
		t.Errorf("got\n%s\nwant\n%s", e.Picture(), want)
	}
}

// Inputs hide functions and constants; only those that are used are listed.
func TestInputs(t *testing.T) {
	e, err := Parse("e * mean(mean) + b", []string{"a", "b", "e", "mean"})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(e.Inputs, " "); got != "e mean b" {
		t.Errorf("inputs %s", got)
	}
	v, err := e.Eval(map[string]any{"e": 2, "mean": nd.From([]float64{1, 3}), "b": 0.5})
	if err != nil || fmt.Sprint(v) != "4.5" {
		t.Errorf("value %v, error %v", v, err)
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]any{
		"2.5": 2.5, "-1": -1, "+7": 7, "1e-3": 1e-3, "2j": 2i, "-2j": -2i, "True": true, "False": false, ".5": .5, "0x10": 16,
		"-9223372036854775808": -1 << 63, "18446744073709551615": uint64(1<<64 - 1),
		"a.npy": nil, "1.npy": nil, "": nil, "-": nil, "--1": nil, "e": nil, "2 ": nil, "1e": nil, ".": nil, "99999999999999999999": nil,
	} {
		if got, ok := Number(text); ok != (want != nil) || ok && got != want {
			t.Errorf("Number(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
}

// All functions of package nd that are not Python's own can be called.
func TestEveryFunctionHasAName(t *testing.T) {
	for _, f := range nd.Functions() {
		if !strings.HasPrefix(f.Name, "__") && (Function(f.Name) == nil || Function(f.Name).Name != f.Name) {
			t.Errorf("%s cannot be called", f.Name)
		}
	}
	if f := Function("arcsin"); f == nil || f.Name != "asin" {
		t.Error("arcsin is not asin")
	}
}

// Replacing a part leaves the tree it came from alone.
func TestRewrite(t *testing.T) {
	e, err := Parse("sum(x[1:n], axis=0) + [x, n][0]", []string{"x", "n"})
	if err != nil {
		t.Fatal(err)
	}
	names := func(root Node) (list []string) {
		Walk(root, func(n Node) {
			if name, ok := n.(*Name); ok {
				list = append(list, name.ID)
			}
		})
		return list
	}
	replaced, err := Rewrite(e.Root, func(n Node) (Node, error) {
		if name, ok := n.(*Name); ok && name.ID == "n" {
			return At(n, 2), nil
		}
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(names(e.Root), names(replaced)); got != "[x n x n] [x x]" {
		t.Errorf("got %s", got)
	}
}

// Whatever is typed, Parse returns, and an error points into the source.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"mean(exp(x), axis=0)", "x[1:, ::2, None, ...]", "-2**-x", "(1, [2, 'a'], )", "1e5j + 0x_f", "a<b<c", "x.T", "é\n\t'", "f(=", "x[::", "not", "1..2",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		e, err := Parse(source, []string{"x", "y"})
		if err == nil {
			if start, end := e.Root.Span(); start < 0 || end < start || end > len(source) {
				t.Fatalf("span %d:%d of %q", start, end, source)
			}
			return
		}
		var failed *Error
		if !errors.As(err, &failed) || failed.Start < 0 || failed.End < failed.Start || failed.End > len(source) || failed.Text == "" {
			t.Fatalf("%q: %#v", source, err)
		}
		if strings.Count(failed.Picture(), "\n") != 1 {
			t.Fatalf("%q: picture %q", source, failed.Picture())
		}
	})
}
