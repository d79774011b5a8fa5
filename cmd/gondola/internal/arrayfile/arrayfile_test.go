package arrayfile

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gondola/interop/npy"
	"gondola/nd"
)

// A colon belongs to the name of a file that exists, else to a member.
func TestSplit(t *testing.T) {
	d := t.TempDir()
	odd := filepath.Join(d, "a.npz:b")
	if err := os.WriteFile(odd, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"a.npy": {"a.npy", ""}, "a.npz": {"a.npz", ""}, "a.npz:b": {"a.npz", "b"}, "a.npz:b.npy": {"a.npz", "b"}, "a.npz:": {"a.npz", ""},
		"c:/a.npy": {"c:/a.npy", ""}, "d.npz:e.npz:f": {"d.npz:e.npz", "f"}, odd: {odd, ""},
	} {
		if path, member := split(name); path != want[0] || member != want[1] {
			t.Errorf("split(%q) = %q, %q, want %q", name, path, member, want)
		}
	}
}

// A member that cannot be read does not stand in the way of the others.
func TestUnreadableNeighbour(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.npz")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(file)
	good, _ := w.Create("good.npy")
	if err := npy.Write(good, nd.From([]int64{1, 2})); err != nil {
		t.Fatal(err)
	}
	bad, _ := w.Create("bad.npy")
	_, _ = bad.Write([]byte("no array"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file.Close()
	s, err := Find(path + ":good")
	if err != nil {
		t.Fatal(err)
	}
	if x, err := s.Open(); err != nil || x.String() != "[1 2]" {
		t.Errorf("%v, %v", x, err)
	}
	if _, err := List(path); err == nil || !strings.Contains(err.Error(), path+":bad") {
		t.Errorf("error %v does not name the member", err)
	}
}
