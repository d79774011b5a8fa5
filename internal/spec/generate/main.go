// Command generate writes everything derived from internal/spec. Run it from the root of the repository,
// or by `make generate`.
package main

import (
	"bytes"
	"fmt"
	"os"

	"gondola/internal/spec"
)

func main() {
	files, err := spec.Generate()
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
	for path, text := range files {
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
			continue
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "generate:", err)
			os.Exit(1)
		}
		fmt.Println("wrote", path)
	}
}
