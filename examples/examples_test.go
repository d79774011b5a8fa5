// Package examples_test runs the example programs and compares what they print with the comment at their end.
package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestExamples(t *testing.T) {
	programs, err := filepath.Glob("*/main.go")
	if err != nil || len(programs) == 0 {
		t.Fatal("no examples found", err)
	}
	for _, path := range programs {
		t.Run(filepath.Dir(path), func(t *testing.T) {
			want := output(t, path)
			got, err := exec.Command("go", "run", "./"+filepath.Dir(path)).Output()
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want {
				t.Errorf("%s prints\n%s\nwant\n%s", path, got, want)
			}
		})
	}
}

// output reads the comment of a program that begins with "Output:".
func output(t *testing.T, path string) string {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, comment, found := strings.Cut(string(source), "\n// Output:\n")
	if !found {
		t.Fatalf("%s has no comment that begins with Output:", path)
	}
	var text strings.Builder
	for line := range strings.Lines(comment) {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
		text.WriteString(line)
	}
	return text.String()
}
