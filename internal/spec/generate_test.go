package spec

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Generated files are what the rows say: run `make generate` when this fails.
func TestGeneratedFilesAreFresh(t *testing.T) {
	files, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is stale: run `make generate`", path)
		}
	}
}
