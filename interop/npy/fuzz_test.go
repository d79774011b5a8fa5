package npy

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gondola/buffer"
	"gondola/nd"
)

// seeds adds the golden files with an ending.
func seeds(f *testing.F, pattern string) {
	paths, err := filepath.Glob("testdata/" + pattern)
	if err != nil || len(paths) == 0 {
		f.Fatalf("no %s: %v", pattern, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// plausible is the most bytes that an array of a fuzzed file is looked at for: types without bytes give
// arrays of any number of elements.
const plausible = 1 << 16

func FuzzRead(f *testing.F) {
	seeds(f, "*.npy")
	f.Fuzz(func(t *testing.T, data []byte) {
		before := buffer.Live().Bytes
		a, err := Read(bytes.NewReader(data))
		b, streamErr := Read(onlyReader{bytes.NewReader(data)})
		if (err == nil) != (streamErr == nil) {
			t.Fatalf("with its length known: %v, as a stream: %v", err, streamErr)
		}
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset > int64(len(data)) || e.Offset < 0 {
				t.Errorf("error %v", err)
			}
			if now := buffer.Live().Bytes; now > before+1<<22 {
				t.Errorf("%d bytes are held", now-before)
			}
			return
		}
		if n := a.Size() * a.DType().Size(); n > len(data) {
			t.Fatalf("%d bytes of elements from %d", n, len(data))
		}
		if a.Size() > plausible {
			return
		}
		if !bytes.Equal(bytesOf(nd.Copy(a)), bytesOf(nd.Copy(b))) {
			t.Error("the two ways to read give different elements")
		}
		var w bytes.Buffer
		if err := Write(&w, a); err != nil {
			return // a structure that can be read from one descr but not told in another
		}
		again, err := Read(&w)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !again.DType().Equal(a.DType()) || !bytes.Equal(bytesOf(nd.Copy(a)), bytesOf(nd.Copy(again))) {
			t.Errorf("%s %v came back as %s %v", a.DType(), a.Shape(), again.DType(), again.Shape())
		}
	})
}

func FuzzHeader(f *testing.F) {
	f.Add("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }", byte(1))
	f.Add("{'descr': [('a', '>i4'), ('', '|V4'), (('t', 'é'), [('x', 'f4', (2,))])], 'fortran_order': True, 'shape': (), }", byte(3))
	f.Add(`{"shape": (1L,), 'fortran_order':False,"descr":"<M8[25s]"}`, byte(2))
	f.Fuzz(func(t *testing.T, text string, version byte) {
		h := Header{Version: 1 + int(version)%3}
		if h.parse([]byte(text), 0) != nil {
			return
		}
		header, err := h.encode()
		if err != nil {
			return
		}
		back, err := ReadHeader(bytes.NewReader(header))
		if err != nil {
			t.Fatalf("%q: %v", header, err)
		}
		if !back.DType.Equal(h.DType) || back.Fortran != h.Fortran || !slices.Equal(back.Shape, h.Shape) || back.Length != len(header) {
			t.Errorf("%+v came back as %+v", h, back)
		}
	})
}

func FuzzArchive(f *testing.F) {
	seeds(f, "*.npz")
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x.npz")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		archive, err := OpenArchive(path)
		if err != nil {
			return
		}
		defer archive.Close()
		for _, name := range archive.Names() {
			for _, read := range []func(string) (*nd.Array, error){archive.Load, archive.Open} {
				a, err := read(name)
				if err == nil && a.Size() <= plausible {
					elements(t, a) // touches all of the memory
				}
			}
		}
	})
}
