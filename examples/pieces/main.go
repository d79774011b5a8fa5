// Pieces writes a container of its own, in pieces.go: a vector in several pieces, each of which is computed by itself.
// It uses nothing that a package outside this module could not.
package main

import (
	"fmt"

	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

func main() {
	v := Cut(nd.Arange(0.0, 5.0, 1.0), 2)
	fmt.Println(v)

	fmt.Println(xp.Add(xp.Square(v), 1))
	fmt.Println("piece by piece:", xp.Sum(v))
	fmt.Println("on the dense form:", xp.Std(v))

	_, err := v.Densify(protocol.CopyNever)
	fmt.Println(err)
	_, err = nd.Try(func() any { return xp.Add(v, struct{}{}) })
	fmt.Println(err)
}

// Output:
// [[0. 1.] [2. 3.] [4.]]
// [[1. 2.] [ 5. 10.] [17.]]
// piece by piece: 10.0
// on the dense form: 1.4142135623730951
// the vector lies in 3 pieces: a copy is needed
// Add: not handled: *main.Vector needs vectors in pieces, arrays and numbers as operands; struct {} has no dense form
