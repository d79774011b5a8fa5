// Package examples_test runs the example programs, and README's, and compares what they print with what they say.
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

// README's Go program prints what the block behind it shows.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "\n```go\n")
	program, rest, _ := strings.Cut(rest, "\n```\n\n```\n")
	want, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatal("README.md has no Go program with a block of output behind it")
	}
	path := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(path, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := exec.Command("go", "run", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("README's program prints\n%s\nwant\n%s", got, want)
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
