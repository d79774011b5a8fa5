package arraytest

import (
	"fmt"
	"math"
	"math/cmplx"

	"gondola/dtype"
	"gondola/nd"
)

// resultsDiffer says how a container's result, or list of results, differs from the dense one.
func resultsDiffer(f *nd.Function, got, want any) string {
	gots, wants := results(got), results(want)
	if len(gots) != len(wants) {
		return fmt.Sprintf("%d results, not %d", len(gots), len(wants))
	}
	rounding := rounded
	if f.Name == "empty_like" {
		rounding = anything
	}
	for i, w := range wants {
		g, err := nd.FromAny(gots[i])
		if err != nil {
			return fmt.Sprintf("the result, a %T, does not become dense: %v", gots[i], err)
		}
		if difference := differs(g, w.(*nd.Array), rounding); difference != "" {
			return difference
		}
	}
	return ""
}

// results is a result as a list.
func results(x any) []any {
	switch x := x.(type) {
	case []*nd.Array:
		list := make([]any, len(x))
		for i, a := range x {
			list[i] = a
		}
		return list
	case []any:
		return x
	}
	return []any{x}
}

// rounding is how far values may differ.
type rounding int

const (
	exact    rounding = iota
	rounded           // by the rounding of sums taken in another order
	anything          // any values
)

// differs says how got differs from want in shape, dtype or values; NaN equals NaN and -0 equals 0.
func differs(got, want *nd.Array, by rounding) string {
	if g, w := fmt.Sprint(got.Shape()), fmt.Sprint(want.Shape()); g != w {
		return fmt.Sprintf("shape %s, not %s", g, w)
	}
	if got.DType() != want.DType() {
		return fmt.Sprintf("dtype %v, not %v", got.DType(), want.DType())
	}
	if by == anything {
		return ""
	}
	tolerance := 0.0
	if info, ok := dtype.FInfo(want.DType()); ok && by == rounded {
		tolerance = 8 * info.Eps
	}
	g := nd.Of[complex128](nd.Astype(got, dtype.Complex128))
	w := nd.Of[complex128](nd.Astype(want, dtype.Complex128))
	for index, value := range w.All() {
		other := g.At(index...)
		within := tolerance * cmplx.Abs(value)
		if !near(real(other), real(value), within) || !near(imag(other), imag(value), within) {
			return fmt.Sprintf("element %v is %v, not %v", index, other, value)
		}
	}
	return ""
}

func near(a, b, within float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || !math.IsInf(within, 0) && math.Abs(a-b) <= within
}
