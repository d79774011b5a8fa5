package main

import (
	"testing"

	"gondola/arraytest"
	"gondola/nd"
	"gondola/xp"
)

func TestContract(t *testing.T) {
	for _, n := range []int{1, 2, 100} {
		arraytest.Container(t, func(dense *nd.Array) any {
			if dense.Rank() != 1 {
				return nil
			}
			return Cut(dense, n)
		})
	}
}

// Vectors that are cut otherwise meet in their dense form: a last piece of one element must not be broadcast.
func TestOtherCuts(t *testing.T) {
	x := nd.Arange(0.0, 4.0, 1.0)
	sum := xp.Add(Cut(x, 2), Cut(x, 3))
	if got, ok := sum.(*nd.Array); !ok || got.Size() != 4 {
		t.Errorf("two cuts of one vector add up to %v", sum)
	}
	if _, err := nd.Try(func() any { return xp.Add(Cut(x, 2), Cut(x.Index(nd.Slice(0, 3)), 2)) }); err == nil {
		t.Error("vectors of 4 and 3 elements add up")
	}
}
