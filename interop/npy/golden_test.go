package npy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gondola/dtype"
	"gondola/nd"
)

// golden is a file that NumPy wrote: see testdata/golden.py.
type golden struct {
	Name, DType    string
	Shape          []int
	Version        int
	Fortran, Saved bool
	Elements       string
}

// goldens are the rows of testdata/golden.json.
func goldens(t testing.TB) []golden {
	t.Helper()
	text, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []golden
	if err := json.Unmarshal(text, &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 40 {
		t.Fatalf("only %d golden files", len(rows))
	}
	return rows
}

func (g golden) path() string { return filepath.Join("testdata", g.Name+".npy") }

// elements are those of an array in C order, in hexadecimal.
func elements(t testing.TB, a *nd.Array) string {
	t.Helper()
	var w bytes.Buffer
	if err := writeElements(&w, a); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(w.Bytes())
}

// check compares an array with what NumPy had.
func (g golden) check(t *testing.T, a *nd.Array) {
	t.Helper()
	if got := a.DType().String(); got != g.DType {
		t.Errorf("dtype %s, NumPy has %s", got, g.DType)
	}
	if !slices.Equal(a.Shape(), g.Shape) {
		t.Errorf("shape %v, NumPy has %v", a.Shape(), g.Shape)
	}
	if got := elements(t, a); got != g.Elements {
		t.Errorf("elements %s, NumPy has %s", got, g.Elements)
	}
	if fortran := a.IsF() && !a.IsC(); fortran != g.Fortran {
		t.Errorf("F order %v, NumPy has %v", fortran, g.Fortran)
	}
}

func TestReadsNumPysFiles(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.Name, func(t *testing.T) {
			file, err := os.ReadFile(g.path())
			if err != nil {
				t.Fatal(err)
			}
			h, err := ReadHeader(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if h.Version != g.Version || h.Length+h.Bytes() != len(file) || h.Length%16 != 0 {
				t.Errorf("version %d, header of %d bytes, %d of elements; NumPy has version %d, %d bytes in all",
					h.Version, h.Length, h.Bytes(), g.Version, len(file))
			}
			readers := map[string]func() (*nd.Array, error){
				"Load":           func() (*nd.Array, error) { return Load(g.path()) },
				"Open":           func() (*nd.Array, error) { return Open(g.path()) },
				"Read":           func() (*nd.Array, error) { return Read(bytes.NewReader(file)) },
				"Read by streak": func() (*nd.Array, error) { return Read(onlyReader{bytes.NewReader(file)}) },
			}
			for name, read := range readers {
				a, err := read()
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				g.check(t, a)
				if a.ReadOnly() != (name == "Open") {
					t.Errorf("%s: read-only is %v", name, a.ReadOnly())
				}
			}
		})
	}
}

// onlyReader hides what a reader knows of its length.
type onlyReader struct{ io.Reader }

func TestWritesNumPysFiles(t *testing.T) {
	for _, g := range goldens(t) {
		if !g.Saved {
			continue // in a version that is not the oldest possible
		}
		a, err := Load(g.path())
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(g.path())
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := Write(&got, a); err != nil {
			t.Fatalf("%s: %v", g.Name, err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s: wrote\n%q\nNumPy writes\n%q", g.Name, got.Bytes(), want)
		}
	}
}

func TestWritesLongHeaders(t *testing.T) {
	var fields []dtype.Field
	for i := range 2500 {
		fields = append(fields, dtype.Field{Name: fmt.Sprintf("a_rather_long_name_%04d", i), Type: dtype.Int8})
	}
	d, err := dtype.Packed(fields...)
	if err != nil {
		t.Fatal(err)
	}
	var w bytes.Buffer
	if err := Write(&w, nd.Zeros([]int{0}, nd.As(d))); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/wide.sha256")
	if err != nil {
		t.Fatal(err)
	}
	if digest := sha256.Sum256(w.Bytes()); hex.EncodeToString(digest[:]) != strings.TrimSpace(string(want)) {
		t.Errorf("the header of 2500 members differs from NumPy's: %.200q", w.Bytes())
	}
	if h, err := ReadHeader(&w); err != nil || h.Version != 2 || !h.DType.Equal(d) {
		t.Errorf("read back: version %d, %v", h.Version, err)
	}
}

func TestReadsWhatPython2Wrote(t *testing.T) {
	a, err := Load("testdata/python2.npy")
	if err != nil || fmt.Sprint(a) != "[-2 -1]" {
		t.Errorf("%v, %v", a, err)
	}
}

func TestReadsSeveralArraysOfOneStream(t *testing.T) {
	file, err := os.Open("testdata/two.npy")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, want := range []string{"[-2. -1.]", "[-2 -1  0]"} {
		if a, err := Read(file); err != nil || fmt.Sprint(a) != want {
			t.Errorf("got %v, %v; want %s", a, err, want)
		}
	}
	if _, err := Read(file); !errors.Is(err, io.EOF) {
		t.Errorf("after the last array: %v", err)
	}
}
