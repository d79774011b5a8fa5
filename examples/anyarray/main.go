// Anyarray writes a function once and calls it on four kinds of array.
package main

import (
	"fmt"

	"gondola/container/diagonal"
	"gondola/container/series"
	"gondola/nd"
	"gondola/xp"
)

// standardized gives x mean 0 and standard deviation 1.
func standardized(x any) any {
	return xp.Divide(xp.Subtract(x, xp.Mean(x)), xp.Std(x))
}

func main() {
	values := []float64{1, 2, 3, 4}

	fmt.Println("a slice becomes an array")
	fmt.Println(standardized(values))

	fmt.Println("a matrix stays a matrix")
	fmt.Println(standardized(nd.From(values, 2, 2)))

	fmt.Println("a series keeps its labels and its name")
	fmt.Println(standardized(series.New(values, []string{"a", "b", "c", "d"}, "score")))

	fmt.Println("a diagonal matrix stays one as long as its zeros stay zeros")
	d := diagonal.New(values[:2])
	fmt.Println(xp.Sqrt(xp.MatMul(d, d)))
	fmt.Println(standardized(d))
}

// Output:
// a slice becomes an array
// [-1.34164079 -0.4472136   0.4472136   1.34164079]
// a matrix stays a matrix
// [[-1.34164079 -0.4472136 ]
//  [ 0.4472136   1.34164079]]
// a series keeps its labels and its name
// a   -1.341641
// b   -0.447214
// c    0.447214
// d    1.341641
// Name: score, dtype: float64
// a diagonal matrix stays one as long as its zeros stay zeros
// diagonal([1. 2.])
// [[ 0.30151134 -0.90453403]
//  [-0.90453403  1.50755672]]
