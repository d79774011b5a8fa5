package gondola_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What looks like a file in the documents, blocks of code apart: the target of a link, or a path in backticks with a
// directory and an extension of ours. NAME in capitals stands for a name.
var (
	linked = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	fenced = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	quoted = regexp.MustCompile("`([\\w.-]+(?:/[\\w.-]+)+\\.(?:go|s|c|h|py|pyi|md|txt|svg|toml))`")
)

// Documents name files that exist. A path in backticks counts from the root of the repository, a link from its document.
func TestDocumentsNameFilesThatExist(t *testing.T) {
	documents := 0
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
		if filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		documents++
		for _, name := range dangling(path, string(text)) {
			t.Errorf("%s names %s, which does not exist", path, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if documents < 5 {
		t.Errorf("only %d documents found", documents)
	}
}

// The index of docs/ has a line for every document.
func TestIndexListsEveryDocument(t *testing.T) {
	index, err := os.ReadFile("docs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	documents, err := filepath.Glob("docs/*")
	if err != nil || len(documents) < 3 {
		t.Fatal(documents, err)
	}
	for _, path := range documents {
		if name := filepath.Base(path); name != "README.md" && !strings.Contains(string(index), "]("+name+")") {
			t.Errorf("docs/README.md has no line for %s", name)
		}
	}
}

// dangling lists the files that a document names and that do not exist.
func dangling(path, text string) []string {
	text = fenced.ReplaceAllString(text, "")
	var missing []string
	for _, match := range linked.FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), match[1])); err != nil {
			missing = append(missing, match[1])
		}
	}
	for _, match := range quoted.FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(match[1]); err != nil && !strings.Contains(match[1], "NAME") {
			missing = append(missing, match[1])
		}
	}
	return missing
}

// The rule itself: names that are found wanting, and names that are not looked for.
func TestDangling(t *testing.T) {
	text := "[a](../README.md#rooms) [b](gone.md) `nd/array.go` `nd/gone.go` `interop/NAME/x.go` [c](https://example.com/x.md) `x.go`\n```go\nf[T](code.go)\n```\n"
	got := strings.Join(dangling("docs/README.md", text), " ")
	if got != "gone.md nd/gone.go" {
		t.Errorf("found %q", got)
	}
}
