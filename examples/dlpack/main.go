// Dlpack hands an array over as C structs and takes memory in that another library describes by them, without C.
package main

import (
	"fmt"
	"log"
	"unsafe"

	"gondola/interop/dlpack"
	"gondola/nd"
)

func main() {
	out()
	in()
}

// out exports an array: what the consumer, in any language, reads are these fields.
func out() {
	x := nd.Reshape(nd.Arange(0.0, 6.0, 1.0), 2, 3)
	m, err := dlpack.Export(nd.Transpose(x))
	if err != nil {
		log.Fatal(err)
	}
	t := m.Tensor
	fmt.Printf("DLPack %d.%d, device %v, %d axes\n", m.Version.Major, m.Version.Minor, t.Device.Type, t.NDim)
	fmt.Println("shape", unsafe.Slice(t.Shape, t.NDim), "strides in elements", unsafe.Slice(t.Strides, t.NDim))
	fmt.Println("shares x's memory:", t.Data == x.Pointer())
	m.Delete() // the consumer is done
}

// in imports a tensor over memory that somebody else owns and wants back.
func in() {
	pixels := []float32{1, 2, 3, 4}
	shape := []int64{2, 2}
	m := dlpack.New(dlpack.Tensor{
		Data:   unsafe.Pointer(&pixels[0]),
		Device: dlpack.Device{Type: dlpack.CPU},
		NDim:   2,
		DType:  dlpack.DataType{Code: dlpack.Float, Bits: 32, Lanes: 1},
		Shape:  &shape[0],
	}, 0, func() { fmt.Println("the owner has its memory back") })

	y, err := dlpack.Import(m)
	if err != nil {
		log.Fatal(err)
	}
	y.SetIndex(10, 0, 0)
	fmt.Println("a write through the array is seen by the owner:", pixels)
	fmt.Println("mean", nd.Mean(y))
	y.Buffer().Release() // or leave it to the collector
}

// Output:
// DLPack 1.3, device CPU, 2 axes
// shape [3 2] strides in elements [1 3]
// shares x's memory: true
// a write through the array is seen by the owner: [10 2 3 4]
// mean 4.75
// the owner has its memory back
