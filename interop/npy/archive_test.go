package npy

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gondola/dtype"
	"gondola/nd"
)

// members of the archives that NumPy wrote, printed.
var numPysArchives = map[string]map[string]string{
	"stored.npz":   {"a": "[[-2. -1.  0.]\n [ 1.  2.  3.]]", "ü/b": "[-2 -1  0  1]"},
	"deflated.npz": {"a": "[[-2. -1.  0.]\n [ 1.  2.  3.]]", "zeros": "[0. 0. 0. ... 0. 0. 0.]"},
	"zip64.npz":    {"a": "[[-2. -1.  0.]\n [ 1.  2.  3.]]"},
}

func TestReadsNumPysArchives(t *testing.T) {
	for name, members := range numPysArchives {
		archive, err := OpenArchive(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		defer archive.Close()
		if len(archive.Names()) != len(members) {
			t.Errorf("%s has %q", name, archive.Names())
		}
		for member, want := range members {
			for how, read := range map[string]func(string) (*nd.Array, error){
				"Load": archive.Load,
				"Open": archive.Open,
				"Reader": func(member string) (*nd.Array, error) {
					r, err := archive.Reader(member)
					if err != nil {
						return nil, err
					}
					defer r.Close()
					a, err := r.Elements(1 << 20)
					if err == nil && r.Header().Fortran {
						return nd.Transpose(nd.Reshape(a, 3, 2)), nil
					}
					return nd.Reshape(a, r.Header().Shape...), err
				},
			} {
				a, err := read(member)
				if err != nil {
					t.Errorf("%s of %s in %s: %v", how, member, name, err)
				} else if got := text(a); got != want {
					t.Errorf("%s of %s in %s:\n%s\nwant\n%s", how, member, name, got, want)
				}
			}
			h, err := archive.Header(member + ".npy")
			if err != nil || h.DType == (dtype.DType{}) {
				t.Errorf("header of %s in %s: %v", member, name, err)
			}
		}
	}
}

// text prints an array, a long one shortened.
func text(a *nd.Array) string {
	if a.Size() == 1000 {
		a = nd.Concat([]any{a.Index(nd.Slice(0, 3)), a.Index(nd.Slice(-3, nil))})
		return "[0. 0. 0. ..." + fmt.Sprint(a)[len("[0. 0. 0."):]
	}
	return fmt.Sprint(a)
}

func TestWriteArchive(t *testing.T) {
	for _, compression := range []Compression{Stored, Deflated} {
		path := filepath.Join(t.TempDir(), "x.npz")
		members := []Member{
			{"z", nd.Transpose(nd.Reshape(nd.Arange(0, 6, 1), 2, 3))},
			{"ä b", nd.Zeros([]int{100_000})},
			{"empty", nd.Zeros([]int{0})},
			{"big", nd.Astype(nd.Arange(0, 5, 1), dtype.Int32.Swap())},
		}
		if err := WriteArchive(path, compression, members...); err != nil {
			t.Fatal(err)
		}
		archive, err := OpenArchive(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := archive.Names(); !slices.Equal(got, []string{"z", "ä b", "empty", "big"}) {
			t.Errorf("names %q", got)
		}
		var opened []*nd.Array
		for _, m := range members {
			loaded, err := archive.Load(m.Name)
			if err != nil {
				t.Fatal(err)
			}
			same(t, loaded, m.Array)
			x, err := archive.Open(m.Name)
			if err != nil {
				t.Fatal(err)
			}
			if !x.ReadOnly() {
				t.Errorf("%s is writable", m.Name)
			}
			opened = append(opened, x)
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		for i, m := range members {
			same(t, opened[i], m.Array) // after the file is closed
		}
		info, err := os.Stat(path)
		if err != nil || (compression == Stored) != (info.Size() > 800_000) {
			t.Errorf("compression %d: %d bytes, %v", compression, info.Size(), err)
		}
	}
}

// The same arrays give the same bytes: archives can be compared and cached.
func TestArchivesAreReproducible(t *testing.T) {
	var files [2][]byte
	for i := range files {
		path := filepath.Join(t.TempDir(), "x.npz")
		if err := WriteArchive(path, Deflated, Member{"a", nd.Arange(0, 100, 1)}); err != nil {
			t.Fatal(err)
		}
		var err error
		if files[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two archives of one array differ")
	}
}
