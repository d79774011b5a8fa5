package spec

import (
	"fmt"
	"go/format"
	"strings"
)

// header opens every generated Go file.
const header = "// Code generated from internal/spec by `make generate`; DO NOT EDIT.\n\n"

// outputs are the generated files, by path from the root of the repository, and what writes each.
var outputs = []struct {
	path  string
	write func() (string, error)
}{
	{"internal/kernel/ztable.go", kernelTable},
	{"nd/zufunc.go", ndFunctions},
	{"nd/zfunctions.go", ndTable},
	{"xp/zfunctions.go", xpFunctions},
	{"python/src/zfunctions.h", shellTable},
	{"python/ndola/_functions.pyi", stubFunctions},
	{"python/ndola/_rows.py", pythonRows},
}

// Generate gives every generated file by its path from the root of the repository.
func Generate() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, out := range outputs {
		text, err := out.write()
		if err != nil {
			return nil, err
		}
		source := []byte(text)
		if strings.HasSuffix(out.path, ".go") {
			if source, err = format.Source([]byte(header + text)); err != nil {
				return nil, fmt.Errorf("%s: %w", out.path, err)
			}
		}
		files[out.path] = source
	}
	return files, nil
}
