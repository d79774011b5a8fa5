package series_test

import (
	"testing"

	"gondola/arraytest"
	"gondola/container/series"
	"gondola/nd"
)

func TestContract(t *testing.T) {
	arraytest.Container(t, func(dense *nd.Array) any {
		if dense.Rank() != 1 {
			return nil
		}
		// Of an empty series pandas' max and min are NaN, where dense arrays have none, unless it keeps NaN.
		return series.New(dense, nil, "").SkipNaN(dense.Size() > 0)
	})
}
