// Package memory says how much memory a program may use, and writes and reads sizes.
package memory

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// assumed is the memory of a machine that does not tell.
const assumed = 4 << 30

// Budget is the bytes that inputs may take before they are read block by block: a quarter of what is
// available, which leaves room for as many intermediate results.
func Budget() int { return Available() / 4 }

// Available is the bytes that this process can still get: of the machine's memory, of the control group
// it runs in and of its address space (ulimit -v), the least.
func Available() int {
	least := uint64(math.MaxInt64)
	known := false
	for _, limit := range []func() (uint64, bool){machine, controlGroup, addressSpace} {
		if n, ok := limit(); ok {
			least, known = min(least, n), true
		}
	}
	if !known {
		return assumed
	}
	return int(least)
}

// units are the suffixes of sizes: powers of 1000 and of 1024, the longer ones before their endings.
var units = []struct {
	suffix string
	bytes  float64
}{
	{"KIB", 1 << 10}, {"MIB", 1 << 20}, {"GIB", 1 << 30}, {"TIB", 1 << 40},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12},
	{"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {"T", 1 << 40},
	{"B", 1}, {"", 1},
}

// Parse reads a size: 500MB, 1.5GiB, 2G, 4096.
func Parse(text string) (int, error) {
	upper := strings.ToUpper(strings.TrimSpace(text))
	for _, u := range units {
		digits, ok := strings.CutSuffix(upper, u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
		if err != nil || n < 0 || n*u.bytes >= math.MaxInt64 || math.IsNaN(n) {
			break
		}
		return int(n * u.bytes), nil
	}
	return 0, fmt.Errorf("%q is not a size: write 500MB or 2GiB", text)
}

// Format is a number of bytes for people, with three digits: 7.63 MiB.
func Format(n int) string {
	if n < 1<<10 {
		return fmt.Sprintf("%d bytes", n)
	}
	value, unit := float64(n), 0
	for value >= 1<<10 && unit < 4 {
		value /= 1 << 10
		unit++
	}
	digits := 2
	if value >= 100 {
		digits = 0
	} else if value >= 10 {
		digits = 1
	}
	return fmt.Sprintf("%.*f %s", digits, value, [...]string{"bytes", "KiB", "MiB", "GiB", "TiB"}[unit])
}
