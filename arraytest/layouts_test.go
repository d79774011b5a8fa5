package arraytest_test

import (
	"fmt"
	"testing"
	"unsafe"

	"gondola/arraytest"
	"gondola/dtype"
	"gondola/nd"
)

func TestLayouts(t *testing.T) {
	for _, x := range []*nd.Array{
		nd.Reshape(nd.Arange(0, 6, 1), 2, 3),
		nd.Ones([]int{2, 3}),
		nd.Astype(nd.Arange(0, 5, 1), dtype.Uint8),
		nd.From([]complex128{1, 2i, 3}),
		nd.From([]bool{true, false}),
		nd.Scalar(float32(2)),
		nd.Zeros([]int{0, 3}),
	} {
		for _, l := range arraytest.Layouts(x) {
			if fmt.Sprint(l.Array) != fmt.Sprint(x) || fmt.Sprint(l.Array.Shape()) != fmt.Sprint(x.Shape()) {
				t.Errorf("%s: got %v, want %v", l.Name, l.Array, x)
			}
			if got, want := nd.Sum(l.Array), nd.Sum(x); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s: sum %v, want %v", l.Name, got, want)
			}
			if err := l.Intact(); err != nil {
				t.Error(err)
			}
		}
	}
}

// Each layout is what its name says.
func TestLayoutsDiffer(t *testing.T) {
	laid := map[string]arraytest.Laid{}
	for _, l := range arraytest.Layouts(nd.Full([]int{2, 3}, 7.0)) {
		laid[l.Name] = l
	}
	address := func(name string) uintptr { return uintptr(laid[name].Array.Pointer()) }
	for name, holds := range map[string]bool{
		"packed":                       laid["packed"].Array.IsC() && address("packed")%16 == 0,
		"offset":                       laid["offset"].Array.IsC() && address("offset")%8 == 0,
		"Fortran order":                laid["Fortran order"].Array.IsF(),
		"gaps":                         laid["gaps"].Array.Strides()[1] == 16,
		"reversed":                     laid["reversed"].Array.Strides()[1] == -8,
		"reversed gaps":                laid["reversed gaps"].Array.Strides()[1] == -24,
		"unaligned":                    address("unaligned")%8 == 1,
		"byte-swapped":                 laid["byte-swapped"].Array.DType().Swapped(),
		"byte-swapped, unaligned gaps": laid["byte-swapped, unaligned gaps"].Array.DType().Swapped(),
		"broadcast":                    laid["broadcast"].Array.Strides()[0] == 0 && laid["broadcast"].Array.ReadOnly(),
	} {
		if !holds {
			t.Errorf("%s: %v %v", name, laid[name].Array.Strides(), laid[name].Array.DType())
		}
	}
	if len(laid) != 10 {
		t.Errorf("%d layouts", len(laid))
	}
}

func TestIntact(t *testing.T) {
	for _, l := range arraytest.Layouts(nd.Arange(0, 3, 1)) {
		if l.Name != "gaps" {
			continue
		}
		*(*byte)(unsafe.Add(l.Array.Pointer(), 9)) = 0
		if err := l.Intact(); err == nil || err.Error() != "gaps: the byte at 9 from element 0 was overwritten" {
			t.Errorf("a byte in a gap: %v", err)
		}
	}
}
