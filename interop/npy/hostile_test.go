package npy

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"gondola/buffer"
)

// file is a .npy file of version 1 with a header text and elements.
func file(text string, elements ...byte) []byte {
	b := append([]byte(magic), 1, 0)
	b = binary.LittleEndian.AppendUint16(b, uint16(len(text)))
	return append(append(b, text...), elements...)
}

var eightBytes = []byte{1, 2, 3, 4, 5, 6, 7, 8}

func TestErrorsNameOffsetAndReason(t *testing.T) {
	header := func(descr, fortran, shape string) []byte {
		return file(fmt.Sprintf("{'descr': %s, 'fortran_order': %s, 'shape': %s, }", descr, fortran, shape), eightBytes...)
	}
	object, err := os.ReadFile("testdata/objects.npy")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"empty":             {nil, "at byte 0: there is nothing to read"},
		"cut magic":         {[]byte("\x93NUM"), "at byte 4: the file ends inside the header"},
		"other magic":       {[]byte("GIF89a  "), `at byte 0: this is no .npy file: it begins with "GIF89a"`},
		"short other magic": {[]byte("GIF"), `at byte 0: this is no .npy file: it begins with "GIF"`},
		"archive":           {[]byte("PK\x03\x04    "), "as a .npz archive does (OpenArchive reads it)"},
		"pickle":            {[]byte("\x80\x04\x95      "), "as a Python pickle may"},
		"version":           {[]byte(magic + "\x04\x00\x00\x00"), "at byte 6: version 4.0 of the format is not known"},
		"minor version":     {[]byte(magic + "\x01\x01\x00\x00"), "at byte 6: version 1.1 of the format is not known"},
		"no length":         {[]byte(magic + "\x02\x00\x00"), "at byte 9: the file ends inside the header"},
		"cut header":        {header("'<f8'", "False", "(1,)")[:40], "at byte 40: the file ends inside the header"},
		"endless header":    {[]byte(magic + "\x02\x00\xff\xff\xff\xff"), "at byte 8: a header of 4294967295 bytes is longer than any"},
		"promised header":   {[]byte(magic + "\x02\x00\xff\xff\xff\x00"), "at byte 12: the file ends inside the header"},
		"not UTF-8":         {[]byte(magic + "\x03\x00\x02\x00\x00\x00\xff\xfe"), "at byte 12: the header is not UTF-8"},
		"no dict":           {file("[1, 2]"), `at byte 10: the header is no dict: it begins with "[1, 2]"`},
		"no key":            {file("{1: 2}"), `at byte 11: the header has "1: 2}" where a key and a colon should be`},
		"cut key":           {file("{'descr"), `at byte 11: the header has "'descr" where a key`},
		"no value":          {file("{'descr': "), `at byte 20: descr "": ends too early`},
		"unknown key":       {file("{'allow_pickle': True}"), `the header has an unknown key, "allow_pickle"`},
		"double key":        {file("{'shape': (), 'shape': ()}"), `the header has the key "shape" twice`},
		"missing key":       {file("{'descr': '<f8', 'shape': ()}"), `the header lacks the key "fortran_order"`},
		"no comma":          {file("{'shape': () 'descr': '<f8'}"), "where a comma or bracket should be"},
		"more text":         {file("{'descr': '<f8', 'fortran_order': False, 'shape': ()} + 1"), `the header has "+ 1" after its dict`},
		"objects":           {object, "the elements are Python objects, which are stored as a pickle: refused"},
		"object member":     {header("[('a', '|O')]", "False", "()"), "the elements are Python objects"},
		"long double":       {header("'<f16'", "False", "()"), "long double differs between machines"},
		"bad descr":         {header("'<q7'", "False", "()"), `at byte 20: descr "'<q7'`},
		"code in descr":     {header("__import__('os')", "False", "()"), "is no string, int, list or tuple"},
		"deep descr":        {file("{'descr': " + strings.Repeat("[", 60000)), "nested too deeply"},
		"fortran as int":    {header("'<f8'", "1", "()"), `at byte 44: fortran_order is "1, 'shape': (), }", neither`},
		"shape as list":     {header("'<f8'", "False", "[1]"), `shape is "[1], }", no tuple`},
		"shape as int":      {header("'<f8'", "False", "(1)"), "shape is a number in brackets, no tuple"},
		"negative shape":    {header("'<f8'", "False", "(-1,)"), `shape has "-1,), }" where a dimension`},
		"fractional shape":  {header("'<f8'", "False", "(1.5,)"), `shape has ".5,), }" where a dimension`},
		"open shape":        {file("{'descr': '<f8', 'shape': (1,"), `shape has "" where a dimension or bracket should be`},
		"dim beyond int":    {header("'<f8'", "False", "(99999999999999999999,)"), "that is larger than any memory"},
		"product":           {header("'<f8'", "False", "(4294967296, 4294967296)"), "shape (4294967296, 4294967296) and dtype float64 is larger than any memory"},
		"product with zero": {header("'<f8'", "False", "(4294967296, 0, 4294967296)"), "is larger than any memory"},
		"many axes":         {header("'|i1'", "False", "("+strings.Repeat("1, ", 65)+")"), "more than the 64 axes"},
		"cut elements":      {header("'<f8'", "False", "(2,)"), "at byte 67: the elements of the array take 16 bytes, the file has 8"},
		"huge claim":        {header("'<f8'", "False", "(1000000000000,)"), "take 8000000000000 bytes, the file has 8"},
		"huge itemsize":     {header("'|V2147483647'", "True", "(1000, 1000)"), "take 2147483647000000 bytes, the file has 8"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.npy")
			if err := os.WriteFile(path, test.file, 0o600); err != nil {
				t.Fatal(err)
			}
			check := func(op string, err error) {
				t.Helper()
				var e *Error
				if err == nil {
					t.Fatalf("%s succeeds", op)
				}
				if !errors.As(err, &e) || e.Op != op || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
					t.Errorf("%s: %v; want … %s", op, err, test.want)
				}
				if op != "Read" && !strings.HasPrefix(err.Error(), "npy."+op+": "+path+": at byte ") {
					t.Errorf("%v does not begin with the function, the path and the byte", err)
				}
			}
			before := buffer.Live().Buffers
			_, err := Read(bytes.NewReader(test.file))
			check("Read", err)
			_, err = Read(onlyReader{bytes.NewReader(test.file)})
			check("Read", err)
			_, err = Load(path)
			check("Load", err)
			_, err = Open(path)
			check("Open", err)
			_, err = OpenReader(path)
			check("OpenReader", err)
			if now := buffer.Live().Buffers; now != before {
				t.Errorf("%d buffers are left", now-before)
			}
		})
	}
}

// A header can claim what no machine has: memory grows with what arrives.
func TestMemoryFollowsTheData(t *testing.T) {
	claim := file("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }")
	data := io.MultiReader(bytes.NewReader(claim), io.LimitReader(zeros{}, 3<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	live := buffer.Live()
	_, err := Read(data)
	runtime.ReadMemStats(&after)
	if err == nil || !strings.Contains(err.Error(), "take 8000000000000 bytes, the file has 3145728") {
		t.Errorf("error %v", err)
	}
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 16<<20 {
		t.Errorf("3 MiB of data took %d bytes", taken)
	}
	if now := buffer.Live(); now.Bytes != live.Bytes {
		t.Errorf("%d bytes of blocks are left", now.Bytes-live.Bytes)
	}
}

// Elements without bytes take no memory, however many a file says there are.
func TestNoBytesForManyElements(t *testing.T) {
	claim := file("{'descr': '<U0', 'fortran_order': False, 'shape': (1125899906842624,), }")
	live := buffer.Live()
	a, err := Read(bytes.NewReader(claim))
	if err != nil {
		t.Fatal(err)
	}
	if a.Size() != 1<<50 || a.DType().Size() != 0 {
		t.Errorf("%d elements of %d bytes", a.Size(), a.DType().Size())
	}
	if now := buffer.Live(); now.Bytes != live.Bytes {
		t.Errorf("%d bytes of blocks for no bytes", now.Bytes-live.Bytes)
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// failing gives an error of its own after some bytes.
type failing struct {
	r   io.Reader
	err error
}

func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err == io.EOF {
		err = f.err
	}
	return n, err
}

func TestReadErrorsPassThrough(t *testing.T) {
	whole, err := os.ReadFile("testdata/float64.npy")
	if err != nil {
		t.Fatal(err)
	}
	cause := errors.New("the cable is unplugged")
	for n := range len(whole) {
		if _, err := Read(failing{bytes.NewReader(whole[:n]), cause}); !errors.Is(err, cause) || errors.Is(err, io.EOF) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

func TestArchiveErrors(t *testing.T) {
	for name, test := range map[string]struct {
		member string
		data   []byte
		want   string
	}{
		"no array":    {"a.npy", []byte("text"), `:a: at byte 0: this is no .npy file: it begins with "text"`},
		"cut":         {"a.npy", file("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", eightBytes...), ":a: at byte 65: the elements of the array take 16 bytes, the file has 8"},
		"more":        {"a.npy", file("{'descr': '<f4', 'fortran_order': False, 'shape': ()}", eightBytes...), ":a: at byte 67: the member goes on behind its array"},
		"other names": {"b.npy", nil, `:a: the archive has no such array: it has "b"`},
		"no names":    {"readme", nil, `:a: the archive has no such array: it has none`},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.npz")
			writeZip(t, path, test.member, test.data)
			archive, err := OpenArchive(path)
			if err != nil {
				t.Fatal(err)
			}
			defer archive.Close()
			if _, err := archive.Load("a"); err == nil || !strings.HasPrefix(err.Error(), "npy.Load: "+path+test.want) {
				t.Errorf("%v; want … %s", err, test.want)
			}
		})
	}
	if _, err := OpenArchive("testdata/float64.npy"); err == nil || !strings.Contains(err.Error(), "this is no .npz archive") {
		t.Errorf("a .npy file: %v", err)
	}
	path := filepath.Join(t.TempDir(), "twice.npz")
	writeZip(t, path, "a.npy", nil, "a.npy", nil)
	if _, err := OpenArchive(path); err == nil || !strings.Contains(err.Error(), `two members "a"`) {
		t.Errorf("a name twice: %v", err)
	}
}

// writeZip writes an archive of names and their data, in turn.
func writeZip(t testing.TB, path string, members ...any) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i].(string))
		if err != nil {
			t.Fatal(err)
		}
		data, _ := members[i+1].([]byte)
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// tampered opens a copy of an archive that edit has changed.
func tampered(t *testing.T, edit func(data []byte)) *Archive {
	t.Helper()
	data, err := os.ReadFile("testdata/stored.npz")
	if err != nil {
		t.Fatal(err)
	}
	edit(data)
	path := filepath.Join(t.TempDir(), "x.npz")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	archive, err := OpenArchive(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { archive.Close() })
	return archive
}

// directory is where the list of members begins.
func directory(data []byte) int { return bytes.Index(data, []byte("PK\x01\x02")) }

func TestTamperedArchives(t *testing.T) {
	flipped := tampered(t, func(data []byte) { data[bytes.Index(data, []byte(magic))+128] ^= 1 })
	if _, err := flipped.Load("a"); !errors.Is(err, zip.ErrChecksum) {
		t.Errorf("a flipped bit: %v", err)
	}
	encrypted := tampered(t, func(data []byte) { data[directory(data)+8] |= 1 })
	if _, err := encrypted.Load("a"); err == nil || !strings.Contains(err.Error(), "the member is encrypted") {
		t.Errorf("an encrypted member: %v", err)
	}
	zstd := tampered(t, func(data []byte) { data[directory(data)+10] = 93 })
	if _, err := zstd.Load("a"); !errors.Is(err, zip.ErrAlgorithm) || !strings.Contains(err.Error(), "compression method 93") {
		t.Errorf("an unknown compression: %v", err)
	}
}

// A directory can claim that a member is longer than the file.
func TestArchiveClaims(t *testing.T) {
	archive := tampered(t, func(data []byte) {
		for _, field := range []int{20, 24} { // compressed and uncompressed size
			binary.LittleEndian.PutUint32(data[directory(data)+field:], 0x7FFFFFFF)
		}
		copy(data[bytes.Index(data, []byte("(2, 3)")):], "(2, 4000000), }")
	})
	for name, read := range map[string]func() error{
		"Load": func() error { _, err := archive.Load("a"); return err },
		"Open": func() error { _, err := archive.Open("a"); return err },
	} {
		if err := read(); err == nil || !strings.Contains(err.Error(), "take 64000000 bytes") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
