package nd_test

import (
	"fmt"

	"gondola/nd"
)

// Any Go function becomes elementwise. Broadcasting, strides and dtypes are taken care of.
func ExampleApply() {
	celsius := func(f float64) float64 { return (f - 32) / 1.8 }
	fmt.Println(nd.Apply(celsius, []int64{32, 212}))

	x := nd.From([]float64{4, -1, 9})
	nd.Apply(func(v float64) float64 { return -v }, x, nd.Masked(nd.Less(x, 0)), nd.Into(x))
	fmt.Println(x)
	// Output:
	// [  0. 100.]
	// [4. 1. 9.]
}

func ExampleApply2() {
	hours, minutes := []int64{1, 2}, nd.From([]float64{0, 30}, 2, 1)
	clock := nd.Apply2(func(h int64, m float64) float64 { return float64(h) + m/60 }, hours, minutes)
	fmt.Println(clock)
	// Output:
	// [[1.  2. ]
	//  [1.5 2.5]]
}
