// Stream writes a .npy file that grows, and reads it back a block at a time: neither side ever holds all of it.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"gondola/dtype"
	"gondola/interop/npy"
	"gondola/nd"
)

func main() {
	dir, err := os.MkdirTemp("", "stream")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "walk.npy")
	if err := write(path, 10, 1000); err != nil {
		log.Fatal(err)
	}
	if err := read(path, 4000); err != nil {
		log.Fatal(err)
	}
}

// write appends blocks of rows of two columns: a number and its square. The file appears under its name in Close.
func write(path string, blocks, rows int) error {
	w, err := npy.Create(path, dtype.Float64, []int{2})
	if err != nil {
		return err
	}
	defer w.Abort() // removes what was written, unless Close has been called
	for i := range blocks {
		n := nd.Arange(float64(i*rows), float64((i+1)*rows), 1.0)
		if err := w.Append(nd.Stack([]any{n, nd.Square(n)}, nd.Axis(1))); err != nil {
			return err
		}
	}
	return w.Close()
}

// read folds the file: the sum and the maximum of each column.
func read(path string, rows int) error {
	r, err := npy.OpenReader(path)
	if err != nil {
		return err
	}
	defer r.Close()
	h := r.Header()
	fmt.Printf("shape %v of %v\n", h.Shape, h.DType)
	sum, greatest := nd.Zeros([]int{2}), nd.Zeros([]int{2})
	for blocks := 1; ; blocks++ {
		block, err := r.Next(rows)
		if errors.Is(err, io.EOF) {
			fmt.Println("sum", sum)
			fmt.Println("max", greatest)
			return nil
		}
		if err != nil {
			return err
		}
		fmt.Printf("block %d has shape %v\n", blocks, block.Shape())
		nd.Add(sum, nd.Sum(block, nd.Axis(0)), nd.Into(sum))
		nd.Maximum(greatest, nd.Max(block, nd.Axis(0)), nd.Into(greatest))
	}
}

// Output:
// shape [10000 2] of float64
// block 1 has shape [4000 2]
// block 2 has shape [4000 2]
// block 3 has shape [2000 2]
// sum [4.99950000e+07 3.33283335e+11]
// max [9.9990000e+03 9.9980001e+07]
