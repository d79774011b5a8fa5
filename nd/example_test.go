package nd_test

import (
	"errors"
	"fmt"

	"gondola/dtype"
	"gondola/nd"
)

func Example() {
	x := nd.From([]float64{1, 2, 3, 4}, 2, 2)
	fmt.Println(nd.Exp(x))
	fmt.Println(nd.Mean(nd.Exp(x)))
	// Output:
	// [[ 2.71828183  7.3890561 ]
	//  [20.08553692 54.59815003]]
	// 21.1977562209304
}

// Views share memory; options are typed by the functions they apply to.
func Example_views() {
	x := nd.Reshape(nd.Arange(0, 6, 1), 2, 3)
	column := x.Index(nd.Ellipsis, 0)
	column.SetIndex(10, nd.Ellipsis)
	fmt.Println(x)
	fmt.Println(nd.Sum(x, nd.Axis(0)), nd.Sum(x, nd.Axis(1), nd.KeepDims).Shape())
	// Output:
	// [[10  1  2]
	//  [10  4  5]]
	// [20  5  7] [2 1]
}

// Go numbers are weak: they take the array's element type.
func ExampleAdd() {
	x := nd.Astype([]float64{1, 2}, dtype.Float32)
	fmt.Printf("%#v\n", nd.Add(x, 1))
	fmt.Printf("%#v\n", nd.Add([]int64{1, 2}, 0.5))
	// Output:
	// array([2., 3.], dtype=float32)
	// array([1.5, 2.5])
}

// A malformed expression panics with a typed error; Try is the boundary.
func ExampleTry() {
	_, err := nd.Try(func() *nd.Array {
		return nd.Add(nd.Ones([]int{2, 3}), nd.Ones([]int{4}))
	})
	fmt.Println(err)
	fmt.Println(errors.Is(err, nd.ErrShape))
	// Output:
	// Add: shapes (2, 3) and (4,) do not broadcast: axis -1 has 3 and 4
	// true
}

// Into writes to an array that is there; the operands may overlap it.
func ExampleInto() {
	x := nd.Arange(0, 5, 1)
	nd.Add(x.Index(nd.Slice(nil, -1)), 10, nd.Into(x.Index(nd.Slice(1, nil))))
	fmt.Println(x)
	// Output:
	// [ 0 10 11 12 13]
}
