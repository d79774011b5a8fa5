package gondola_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The import table: what each room may import besides the standard library and itself. A room is a directory with all
// below it; the longest matching row holds. Imports run downward only, so a package can be understood, and tested, with
// only the rooms of its row in the head.
//
// Two words stand for many rooms: public is every room that a program outside this module could import, any is every
// room. x/sys is golang.org/x/sys, the one dependency.
var importTable = map[string][]string{
	"dtype":               {},
	"layout":              {},
	"buffer":              {"x/sys"},
	"internal/elementary": {},
	"internal/kernel":     {"dtype", "internal/elementary", "x/sys"},
	"internal/walk":       {"dtype", "layout", "internal/kernel"},
	"internal/spec":       {"dtype"},
	"protocol":            {"dtype", "layout", "buffer"},
	"nd":                  {"dtype", "layout", "buffer", "protocol", "internal/walk", "internal/kernel"},
	"xp":                  {"nd", "protocol", "dtype"},
	"linalg":              {"nd", "dtype", "layout", "internal/walk", "internal/kernel"},
	"fft":                 {"nd", "dtype", "layout", "internal/walk", "internal/kernel"},
	"random":              {"nd", "dtype", "layout", "internal/walk", "internal/kernel"},
	"interop":             {"nd", "dtype", "layout", "buffer", "protocol", "x/sys"},
	"container":           {"protocol", "nd", "xp", "dtype", "layout", "buffer"},
	"arraytest":           {"xp", "nd", "protocol", "dtype", "layout"},
	"capi":                {"public"},
	"bench":               {"public"},
	"examples":            {"public"},
	"cmd":                 {"any", "x/sys"},
}

// Packages of one row that may not import each other: each is a room of its own.
var separateRooms = []string{"container", "interop"}

const (
	module = "gondola"
	xsys   = "golang.org/x/sys"
)

type goPackage struct {
	ImportPath string
	Name       string
	Standard   bool
	Imports    []string
}

// goList runs go list -json for a platform, and reports every package it names.
func goList(t *testing.T, environment []string, arguments ...string) []goPackage {
	t.Helper()
	list := exec.Command("go", append([]string{"list", "-json=ImportPath,Name,Standard,Imports"}, arguments...)...)
	list.Env = append(os.Environ(), environment...)
	var complaints strings.Builder
	list.Stderr = &complaints
	output, err := list.Output()
	if err != nil {
		t.Fatalf("go list %s: %v\n%s", strings.Join(arguments, " "), err, complaints.String())
	}
	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// rowOf returns the row of the import table that a directory, or an import path without the module's name, falls under.
func rowOf(directory string) string {
	best := ""
	for row := range importTable {
		if (directory == row || strings.HasPrefix(directory, row+"/")) && len(row) > len(best) {
			best = row
		}
	}
	return best
}

// objection says why the package in directory may not import path, or is empty where it may.
func objection(directory, path string) string {
	row := rowOf(directory)
	allowed := importTable[row]
	if path == xsys || strings.HasPrefix(path, xsys+"/") {
		if slices.Contains(allowed, "x/sys") {
			return ""
		}
		return "the table gives it no golang.org/x/sys"
	}
	imported, inModule := strings.CutPrefix(path, module+"/")
	if !inModule {
		if strings.Contains(strings.Split(path, "/")[0], ".") {
			return "it is neither of the standard library nor of this module"
		}
		return ""
	}
	target := rowOf(imported)
	if target == row {
		if slices.Contains(separateRooms, row) && room(imported) != room(directory) {
			return "each package of " + row + "/ is a room of its own"
		}
		return ""
	}
	public := target != "" && target != "cmd" && target != "capi" && !strings.HasPrefix(target, "internal/")
	if slices.Contains(allowed, target) || slices.Contains(allowed, "any") || public && slices.Contains(allowed, "public") {
		return ""
	}
	return fmt.Sprintf("the table allows %s: %s", row, strings.Join(allowed, ", "))
}

// room returns the first two elements of a directory, container/series of container/series/align.
func room(directory string) string {
	parts := strings.SplitN(directory, "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}

func TestImportsKeepToTheTable(t *testing.T) {
	platforms := map[string][]string{
		"here, with cgo": {"CGO_ENABLED=1"},
		"arm64, without": {"CGO_ENABLED=0", "GOARCH=arm64"},
	}
	for name, environment := range platforms {
		t.Run(name, func(t *testing.T) {
			for _, p := range goList(t, environment, "./...") {
				directory, below := strings.CutPrefix(p.ImportPath, module+"/")
				if !below {
					if len(p.Imports) != 0 {
						t.Errorf("the root package imports %v: it holds no code", p.Imports)
					}
					continue
				}
				if rowOf(directory) == "" {
					t.Errorf("%s has no row in the import table: give it one, and a line in README's map", directory)
					continue
				}
				for _, path := range p.Imports {
					if why := objection(directory, path); why != "" {
						t.Errorf("%s imports %s: %s", directory, path, why)
					}
				}
			}
		})
	}
}

// The rule itself, on imports that must and must not pass: the test above would be as green if it allowed everything.
func TestObjection(t *testing.T) {
	for _, c := range []struct {
		directory, path string
		allowed         bool
	}{
		{"nd", "math", true},
		{"nd", "gondola/internal/walk", true},
		{"nd", "gondola/xp", false},
		{"nd", "gondola/internal/elementary", false},
		{"nd", "golang.org/x/sys/cpu", false},
		{"internal/kernel", "golang.org/x/sys/cpu", true},
		{"internal/kernel", "gondola/internal/elementary", true},
		{"internal/kernel", "gondola/nd", false},
		{"container/series", "gondola/nd", true},
		{"container/series", "gondola/container/series/align", true},
		{"container/series", "gondola/container/diagonal", false},
		{"container/series", "gondola/internal/walk", false},
		{"capi", "gondola/xp", true},
		{"capi", "gondola/internal/spec", false},
		{"cmd/gondola", "gondola/internal/spec", true},
		{"xp", "gondola/internal/spec", false},
		{"dtype", "gondola/layout", false},
		{"layout", "pgregory.net/rapid", false},
	} {
		if why := objection(c.directory, c.path); (why == "") != c.allowed {
			t.Errorf("%s imports %s: want allowed %v, have %q", c.directory, c.path, c.allowed, why)
		}
	}
}

func TestDenseArraysNeedTheStandardLibraryOnly(t *testing.T) {
	for _, p := range goList(t, []string{"CGO_ENABLED=0"}, "-deps", "./nd") {
		if !p.Standard && !strings.HasPrefix(p.ImportPath, module+"/") && !strings.HasPrefix(p.ImportPath, xsys+"/") {
			t.Errorf("nd depends on %s", p.ImportPath)
		}
	}
}

func TestReadmeMapsEveryRoom(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range goList(t, []string{"CGO_ENABLED=1"}, "./...") {
		directory, below := strings.CutPrefix(p.ImportPath, module+"/")
		if row := rowOf(directory); below && row != "" && !mapped(string(readme), row) {
			t.Errorf("README.md's map of the rooms has no line for %s/", row)
		}
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() && !skipped(entry.Name()) && !mapped(string(readme), entry.Name()) {
			t.Errorf("README.md's map of the rooms has no line for %s/", entry.Name())
		}
	}
}

// mapped reports whether a line of the README's map begins with the directory.
func mapped(readme, directory string) bool {
	return regexp.MustCompile(`(?m)^ *` + regexp.QuoteMeta(directory) + `/\S* `).MatchString(readme)
}

// longest is the most lines that a file written by a person may have: beyond it, a file does more than one thing.
const longest = 600

var generatedMark = regexp.MustCompile(`(?mi)^(//|#|/\*) ?(Code )?generated .*do not edit\.`)

func TestFilesStayShort(t *testing.T) {
	sourceFiles(t, func(path string, text []byte) {
		if lines := strings.Count(string(text), "\n"); lines > longest && !generatedMark.Match(text) {
			t.Errorf("%s has %d lines: at most %d", path, lines, longest)
		}
	})
}

// Generated Go files hold rows, never control flow: a person writes the loop, a machine the table.
func TestGeneratedFilesHoldRows(t *testing.T) {
	sourceFiles(t, func(path string, text []byte) {
		if filepath.Ext(path) != ".go" {
			return
		}
		if !generatedMark.Match(text) {
			return
		}
		if !strings.HasPrefix(filepath.Base(path), "z") {
			t.Errorf("%s is generated: name it z%s", path, filepath.Base(path))
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node.(type) {
			case *ast.ForStmt, *ast.RangeStmt, *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
				t.Errorf("%s: control flow in a generated file", files.Position(node.Pos()))
				return false
			}
			return true
		})
	})
}

// The Go build cache looks for changed headers in the package's own directory only: one included from elsewhere may
// change and the library stay as it was, with the two sides of a call disagreeing on its layout. Link it in instead.
func TestCgoHeadersLieBesideTheirPackage(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?m)^\W*#(include "[^"\n]*/|cgo .*-I)`)
	sourceFiles(t, func(path string, text []byte) {
		if filepath.Ext(path) == ".go" && strings.Contains(string(text), "\nimport \"C\"\n") && elsewhere.Match(text) {
			t.Errorf("%s includes headers of another directory: make links to them here", path)
		}
	})
}

// sourceFiles visits what a person or a generator wrote in a programming language. That it reads them all also tells
// go test's cache, which cannot see what go list reads, when the results of this package are out of date.
func sourceFiles(t *testing.T, visit func(path string, text []byte)) {
	t.Helper()
	visited := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if path != "." && skipped(entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		switch filepath.Ext(path) {
		case ".go", ".c", ".h", ".py", ".pyi", ".s":
		default:
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		visited++
		visit(path, text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if visited == 0 {
		t.Fatal("no source files found")
	}
}

// skipped reports whether a directory holds no sources: hidden ones, test data, and what building leaves behind.
func skipped(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{"testdata", "bin", "build", "dist", "__pycache__"}, name)
}
