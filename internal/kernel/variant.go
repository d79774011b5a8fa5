package kernel

import (
	"fmt"
	"os"

	"gondola/dtype"
)

// Variant is a set of loops for one kind of processor.
type Variant string

const (
	Portable Variant = "portable" // plain Go
	AVX2     Variant = "avx2"     // AVX2 and FMA
	AVX512   Variant = "avx512"   // AVX-512 F, VL, DQ and BW
)

// variantVariable names the environment variable that forces a variant.
const variantVariable = "GONDOLA_KERNELS"

// simdRow names the SIMD twins of one row of an operation. Fields may be nil: the portable loop stays.
type simdRow struct {
	Op      string
	In, Out dtype.ID

	Packed, ScalarA, ScalarB Func

	// NonTemporal is Packed with stores that bypass the caches, for outputs far larger than them. The output
	// should be 64-byte aligned; the elements before the first such boundary are stored the usual way.
	NonTemporal Func

	Reduce Reduce
}

var selected, errSelected = choose(os.Getenv(variantVariable), Supported())

// Selected is the variant in use. The error says that the environment variable GONDOLA_KERNELS asks for a variant that is
// unknown or that this machine does not run; the best one is in use then.
func Selected() (Variant, error) { return selected, errSelected }

// choose is the variant that is asked for, or else the last, which is the best, of those supported.
func choose(asked string, supported []Variant) (Variant, error) {
	best := supported[len(supported)-1]
	if asked == "" {
		return best, nil
	}
	for _, v := range supported {
		if string(v) == asked {
			return v, nil
		}
	}
	return best, fmt.Errorf("%s=%q is not one of %v on this machine; using %s", variantVariable, asked, supported, best)
}
