package kernel

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGenerated writes the assembly anew and compares it with the committed files.
func TestGenerated(t *testing.T) {
	download := exec.Command("go", "mod", "download")
	download.Dir = "asm"
	if out, err := download.CombinedOutput(); err != nil {
		t.Skipf("the generator's modules cannot be had: %v\n%s", err, out)
	}
	dir := t.TempDir()
	run := exec.Command("go", "run", ".", "-dir", dir)
	run.Dir = "asm"
	// Whatever this test runs under, the generator is built for the machine at hand.
	run.Env = append(os.Environ(), "GOOS=", "GOARCH=", "GOFLAGS=", "GOWORK=off")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("go run: %v\n%s", err, out)
	}
	fresh, err := filepath.Glob(filepath.Join(dir, "z*"))
	if err != nil || len(fresh) < 10 {
		t.Fatalf("%d files generated, %v", len(fresh), err)
	}
	for _, path := range fresh {
		name := filepath.Base(path)
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is not what the generator writes: run go generate", name)
		}
	}
	committed, err := filepath.Glob("z*_amd64.*")
	if err != nil || len(committed) != len(fresh) {
		t.Errorf("%d files committed, %d generated", len(committed), len(fresh))
	}
}
