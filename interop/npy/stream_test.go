package npy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/nd"
)

// anyArray draws an array of some type, shape and memory layout.
func anyArray(t *rapid.T) *nd.Array {
	shape := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 4).Draw(t, "shape")
	n := 1
	for _, dim := range shape {
		n *= dim
	}
	d := rapid.SampledFrom([]dtype.DType{dtype.Int8, dtype.Int32, dtype.Float64.Swap(), dtype.Complex128}).Draw(t, "dtype")
	a := nd.Astype(nd.Reshape(nd.Arange(0, n, 1), shape...), d)
	axes := make([]int, len(shape))
	for i := range axes {
		axes[i] = i
	}
	a = nd.PermuteDims(a, rapid.Permutation(axes).Draw(t, "axes")...)
	key := make([]any, len(shape))
	for i := range key {
		key[i] = nd.Slice(nil, nil, rapid.SampledFrom([]int{1, 1, 2, -1}).Draw(t, "step"))
	}
	return a.Index(key...)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyArray(t)
		var w bytes.Buffer
		if err := Write(&w, a); err != nil {
			t.Fatal(err)
		}
		b, err := Read(&w)
		if err != nil {
			t.Fatal(err)
		}
		if w.Len() != 0 {
			t.Errorf("%d bytes are left", w.Len())
		}
		same(t, b, a)
	})
}

// same compares dtype, shape and elements.
func same(t rapid.TB, got, want *nd.Array) {
	t.Helper()
	if !got.DType().Equal(want.DType()) || !slices.Equal(got.Shape(), want.Shape()) || !bytes.Equal(bytesOf(nd.Copy(got)), bytesOf(nd.Copy(want))) {
		t.Errorf("got %s %v %v\nwant %s %v %v", got.DType(), got.Shape(), got, want.DType(), want.Shape(), want)
	}
}

// Views larger than a block are written in blocks, and rows larger than a block from inside.
func TestWritesLargeViews(t *testing.T) {
	base := nd.Arange(0, 400_000, 1)
	for name, a := range map[string]*nd.Array{
		"many rows": nd.Reshape(base, 40_000, 10).Index(nd.Slice(nil, nil, -1)),
		"long rows": nd.Reshape(base, 2, 2, 100_000).Index(nd.Slice(nil, nil, -1), nd.Ellipsis, nd.Slice(nil, nil, 2)),
		"repeated":  nd.BroadcastTo(base.Index(nd.Slice(0, 7)), 3, 20_000, 7),
	} {
		var w bytes.Buffer
		if err := Write(&w, a); err != nil {
			t.Fatal(err)
		}
		b, err := Read(&w)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(a.Shape(), b.Shape()) || !bytes.Equal(bytesOf(nd.Copy(a)), bytesOf(b)) {
			t.Errorf("%s: the elements differ", name)
		}
	}
}

func TestRefusesWhatCannotBeWritten(t *testing.T) {
	overlapping, err := dtype.Struct(4, dtype.Field{Name: "a", Type: dtype.Int32}, dtype.Field{Name: "b", Type: dtype.Int16})
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(io.Discard, nd.Zeros([]int{2}, nd.As(overlapping))); err == nil || !strings.Contains(err.Error(), "the format has no words for the structure") {
		t.Errorf("overlapping members: %v", err)
	}
	if err := Write(io.Discard, nil); err == nil || err.Error() != "npy.Write: the array is nil" {
		t.Errorf("no array: %v", err)
	}
}

// blocks joins what a reader hands out.
func blocks(t rapid.TB, next func() (*nd.Array, error)) *nd.Array {
	t.Helper()
	var parts []any
	for {
		block, err := next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, block)
	}
	if len(parts) == 0 {
		return nil
	}
	return nd.Astype(nd.Concat(parts), parts[0].(*nd.Array).DType()) // Concat gives native byte order
}

func TestReaderHandsOutRowsAndElements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyArray(t)
		var w bytes.Buffer
		if err := Write(&w, a); err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(1, 7).Draw(t, "n")
		rows, err := NewReader(bytes.NewReader(w.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		elements, err := NewReader(onlyReader{&w})
		if err != nil {
			t.Fatal(err)
		}
		if rows.Remaining() != a.Size() {
			t.Errorf("%d elements remain of %d", rows.Remaining(), a.Size())
		}
		inFileOrder := nd.Ravel(a)
		if rows.Header().Fortran {
			inFileOrder = nd.Ravel(reversed(a))
		}
		if got := blocks(t, func() (*nd.Array, error) { return elements.Elements(n) }); got != nil {
			same(t, got, inFileOrder)
		} else if a.Size() != 0 {
			t.Errorf("no elements of %d", a.Size())
		}
		if a.Rank() == 0 {
			x, err := rows.Next(n)
			if err != nil {
				t.Fatal(err)
			}
			same(t, x, a)
		} else if rows.Header().Fortran && a.Rank() > 1 {
			if _, err := rows.Next(n); err == nil || !strings.Contains(err.Error(), "in F order do not lie together") {
				t.Errorf("rows of F order: %v", err)
			}
			return
		} else if got := blocks(t, func() (*nd.Array, error) { return rows.Next(n) }); got != nil {
			same(t, got, a)
		} else if a.Size() != 0 {
			t.Errorf("no rows of %v", a.Shape())
		}
		if _, err := rows.Next(n); err != io.EOF {
			t.Errorf("after the end: %v", err)
		}
	})
}

func TestReaderRefuses(t *testing.T) {
	var w bytes.Buffer
	if err := Write(&w, nd.Reshape(nd.Arange(0, 6, 1), 2, 3)); err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(onlyReader{bytes.NewReader(w.Bytes()[:w.Len()-8])})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		next func() (*nd.Array, error)
		want string
	}{
		{func() (*nd.Array, error) { return r.Next(0) }, "npy.Next: n must be at least 1, got 0"},
		{func() (*nd.Array, error) { return r.Elements(-1) }, "npy.Elements: n must be at least 1, got -1"},
		{func() (*nd.Array, error) { return r.Elements(2) }, ""},
		{func() (*nd.Array, error) { return r.Next(1) }, "npy.Next: Elements has stopped inside a row of 3 elements"},
		{func() (*nd.Array, error) { return r.Elements(1) }, ""},
		{func() (*nd.Array, error) { return r.Next(1) }, "npy.Next: at byte 152: the elements from 3 to 6 take 24 bytes, the file has 16"},
		{func() (*nd.Array, error) { return r.Elements(1) }, "npy.Next: at byte 152"},
	} {
		_, err := step.next()
		if got := fmt.Sprint(err); (err == nil) != (step.want == "") || !strings.HasPrefix(got, step.want) && err != nil {
			t.Errorf("%v, want %s", err, step.want)
		}
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// A reader of a long stream holds one block, not the array.
func TestReaderMemoryIsBounded(t *testing.T) {
	const rows = 1 << 16
	header := file(fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, 128)}", rows))
	r, err := NewReader(io.MultiReader(bytes.NewReader(header), zeros{}))
	if err != nil {
		t.Fatal(err)
	}
	base, most, read := buffer.Live().Bytes, int64(0), 0
	for {
		block, err := r.Next(4096) // 4 MiB
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		read += block.Shape()[0]
		most = max(most, buffer.Live().Bytes-base)
		block.Buffer().Release()
	}
	if read != rows || most > 8<<20 {
		t.Errorf("%d rows of %d, %d bytes at once", read, rows, most)
	}
}

func TestWriterAppends(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		row := rapid.SliceOfN(rapid.IntRange(0, 4), 0, 3).Draw(rt, "row")
		d := rapid.SampledFrom([]dtype.DType{dtype.Int16, dtype.Float64.Swap()}).Draw(rt, "dtype")
		counts := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 4).Draw(rt, "counts")
		path := filepath.Join(t.TempDir(), "a.npy")
		w, err := Create(path, d, row)
		if err != nil {
			rt.Fatal(err)
		}
		defer w.Abort()
		parts := []any{nd.Zeros(append([]int{0}, row...), nd.As(d))}
		for _, n := range counts {
			part := nd.Full(append([]int{n}, row...), n, nd.As(dtype.Float64))
			part = nd.Astype(part, d.Native()) // the other byte order is converted
			if err := w.Append(part); err != nil {
				rt.Fatal(err)
			}
			parts = append(parts, part)
		}
		one := nd.Full(row, 9, nd.As(d))
		if err := w.Append(one); err != nil {
			rt.Fatal(err)
		}
		parts = append(parts, nd.ExpandDims(one, 0))
		if err := w.Close(); err != nil {
			rt.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil {
			rt.Fatal(err)
		}
		var want bytes.Buffer
		if err := Write(&want, nd.Astype(nd.Concat(parts), d)); err != nil {
			rt.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			rt.Errorf("appended\n%q\nwritten at once\n%q", got, want.Bytes())
		}
	})
}

func TestWriterOfKnownShape(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	want := nd.Transpose(nd.Reshape(nd.Arange(0, 6, 1), 3, 2))
	w, err := CreateShaped(path, Header{DType: dtype.Int64, Shape: []int{2, 3}, Fortran: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []*nd.Array{nd.Arange(0, 4, 1), nd.Reshape(nd.Arange(4, 6, 1), 2, 1)} {
		if err := w.Append(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Append(nd.Arange(0, 1, 1)); err == nil || !strings.Contains(err.Error(), "1 elements are too many: 0 of 6 are left") {
		t.Errorf("one more: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, want)
}

// entries are the names in a directory.
func entries(t *testing.T, directory string) string {
	t.Helper()
	list, err := os.ReadDir(directory)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range list {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}

func TestFailuresKeepTheOldFile(t *testing.T) {
	directory := t.TempDir()
	path := filepath.Join(directory, "a.npy")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	bad, err := dtype.Struct(4, dtype.Field{Name: "a", Type: dtype.Int32}, dtype.Field{Name: "b", Type: dtype.Int16})
	if err != nil {
		t.Fatal(err)
	}
	unwritable := nd.Zeros([]int{1}, nd.As(bad))
	begin := func() *Writer {
		w, err := Create(path, dtype.Int64, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Append(nd.Arange(0, 3, 1)); err != nil {
			t.Fatal(err)
		}
		return w
	}
	for name, fail := range map[string]func() error{
		"Save": func() error { return Save(path, unwritable) },
		"WriteArchive": func() error {
			return WriteArchive(path, Stored, Member{"a", nd.Arange(0, 3, 1)}, Member{"b", unwritable})
		},
		"one name twice": func() error {
			return WriteArchive(path, Stored, Member{"a", nd.Arange(0, 3, 1)}, Member{"a", nd.Arange(0, 3, 1)})
		},
		"Create":          func() error { _, err := Create(path, bad, nil); return err },
		"Abort":           func() error { begin().Abort(); return errors.New("aborted") },
		"Append after it": func() error { w := begin(); w.Abort(); return w.Append(nd.Arange(0, 3, 1)) },
		"other dtype":     func() error { w := begin(); defer w.Abort(); return w.Append(nd.Zeros([]int{3})) },
		"other shape": func() error {
			w := begin()
			defer w.Abort()
			return w.Append(nd.Zeros([]int{3, 1}, nd.As(dtype.Int64)))
		},
		"failed write": func() error {
			w := begin()
			w.file.File.Close() // what a full disk does
			for range 2 {
				if w.Append(nd.Arange(0, 3, 1)) == nil {
					t.Error("a write to a closed file succeeds")
				}
			}
			return w.Close()
		},
		"missing elements": func() error {
			w, err := CreateShaped(path, Header{DType: dtype.Int64, Shape: []int{4}})
			if err != nil {
				t.Fatal(err)
			}
			return w.Close()
		},
	} {
		if err := fail(); err == nil {
			t.Errorf("%s succeeds", name)
		}
		if content, _ := os.ReadFile(path); string(content) != "old" || entries(t, directory) != "a.npy" {
			t.Errorf("%s: the file has %q, the directory %s", name, content, entries(t, directory))
		}
	}
}

func TestReplacingAFile(t *testing.T) {
	directory := t.TempDir()
	path, link := filepath.Join(directory, "a.npy"), filepath.Join(directory, "link.npy")
	one, two := nd.Arange(0, 3, 1), nd.Arange(0, 4, 1)
	if err := Save(path, one); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.npy", link); err != nil {
		t.Skip("there are no links here")
	}
	mapped, err := Open(link)
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(link, two); err != nil {
		t.Fatal(err)
	}
	same(t, mapped, one) // the mapping keeps the old file
	got, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, two)
	if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is a file now: %v %v", info.Mode(), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the permissions are %v, were 0640; %v", info.Mode(), err)
	}
	if got := entries(t, directory); got != "a.npy link.npy" {
		t.Errorf("the directory has %s", got)
	}
	if err := Save(directory, one); err == nil || !strings.Contains(err.Error(), "no regular file") {
		t.Errorf("a directory: %v", err)
	}
	if err := Save(filepath.Join(directory, "none", "a.npy"), one); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no directory: %v", err)
	}
}

func TestOpenMapsAndReleases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.npy")
	want := nd.Reshape(nd.Arange(0, 1000, 1), 10, 100)
	if err := Save(path, want); err != nil {
		t.Fatal(err)
	}
	before := buffer.Live().Adopted
	a, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := buffer.Live().Adopted; runtime.GOOS == "linux" && got != before+1 {
		t.Errorf("%d mappings, want 1", got-before)
	}
	same(t, a, want)
	if _, err := nd.Try(func() *nd.Array { a.SetIndex(0, 0); return a }); !errors.Is(err, nd.ErrReadOnly) {
		t.Errorf("writing to it: %v", err)
	}
	a.Buffer().Release()
	if got := buffer.Live().Adopted; got != before {
		t.Errorf("%d mappings are left", got-before)
	}
}
