package npy

import (
	"io"
	"path/filepath"
	"testing"

	"gondola/nd"
)

// benchmarkFile is a file of 64 MiB.
func benchmarkFile(b *testing.B) (path string, a *nd.Array) {
	b.Helper()
	path, a = filepath.Join(b.TempDir(), "a.npy"), nd.Ones([]int{1 << 16, 128})
	if err := Save(path, a); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(64 << 20)
	b.ResetTimer()
	return path, a
}

func BenchmarkLoad(b *testing.B) {
	path, _ := benchmarkFile(b)
	for b.Loop() {
		a, err := Load(path)
		if err != nil {
			b.Fatal(err)
		}
		a.Buffer().Release()
	}
}

func BenchmarkOpen(b *testing.B) {
	path, _ := benchmarkFile(b)
	for b.Loop() {
		a, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		a.Buffer().Release()
	}
}

func BenchmarkReader(b *testing.B) {
	path, _ := benchmarkFile(b)
	for b.Loop() {
		r, err := OpenReader(path)
		if err != nil {
			b.Fatal(err)
		}
		for {
			block, err := r.Next(4096)
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			block.Buffer().Release()
		}
		r.Close()
	}
}

func BenchmarkWriteView(b *testing.B) {
	_, a := benchmarkFile(b)
	a = a.Index(nd.Slice(nil, nil, -1))
	for b.Loop() {
		if err := Write(io.Discard, a); err != nil {
			b.Fatal(err)
		}
	}
}
