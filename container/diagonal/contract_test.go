package diagonal_test

import (
	"testing"

	"gondola/arraytest"
	"gondola/container/diagonal"
	"gondola/nd"
)

func TestContract(t *testing.T) {
	arraytest.Container(t, func(dense *nd.Array) any {
		if dense.Rank() != 2 || dense.Shape()[0] != dense.Shape()[1] {
			return nil
		}
		m := diagonal.New(nd.Diagonal(dense, 0))
		again, err := nd.FromAny(m)
		if err != nil || !nd.All(nd.Equal(again, dense)).Item().(bool) {
			return nil
		}
		return m
	})
}
