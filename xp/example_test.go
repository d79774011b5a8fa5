package xp_test

import (
	"fmt"

	"gondola/container/diagonal"
	"gondola/container/series"
	"gondola/nd"
	"gondola/xp"
)

// One function, any array.
func Example() {
	f := func(x any) any { return xp.Mean(xp.Exp(x)) }
	fmt.Println(f(nd.From([]float64{1, 2, 3, 4})))
	fmt.Println(f(diagonal.New([]float64{1, 2, 3, 4})))
	fmt.Println(f(series.New([]float64{1, 2, 3, 4}, []string{"a", "b", "c", "d"}, "x")))
	fmt.Println(f([]float64{1, 2, 3, 4}))
	// Output:
	// 21.1977562209304
	// 6.0494390552326
	// 21.1977562209304
	// 21.1977562209304
}

func ExampleExp() {
	fmt.Println(xp.Exp(series.New([]float64{0, 1, 2}, []string{"a", "b", "c"}, "growth")))
	// Output:
	// a    1.000000
	// b    2.718282
	// c    7.389056
	// Name: growth, dtype: float64
}

func ExampleAdd() {
	d := diagonal.New([]float64{1, 2})
	_, err := nd.Try(func() any { return xp.Add(d, struct{ x int }{1}) })
	fmt.Println(err)
	// Output:
	// Add: not handled: *diagonal.Matrix declined; struct { x int } has no dense form
}
