// Command write writes, into the directory it is given, the files that python/tests/test_npy.py reads with NumPy.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"gondola/dtype"
	"gondola/interop/npy"
	"gondola/nd"
)

func main() {
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// matrix is [[0 1 2] [3 4 5]] of some type.
func matrix(d dtype.DType) *nd.Array { return nd.Astype(nd.Reshape(nd.Arange(0, 6, 1), 2, 3), d) }

func write(directory string) error {
	point, err := dtype.Packed(dtype.Field{Name: "x", Type: dtype.Float32}, dtype.Field{Name: "日", Type: dtype.Int64})
	if err != nil {
		return err
	}
	for name, a := range map[string]*nd.Array{
		"float64":  matrix(dtype.Float64),
		"fortran":  nd.Transpose(matrix(dtype.Int32)),
		"view":     matrix(dtype.Float64).Index(nd.Slice(nil, nil, -1), nd.Slice(nil, nil, 2)),
		"big":      matrix(dtype.Complex64.Swap()),
		"bfloat16": matrix(dtype.BFloat16),
		"scalar":   nd.Scalar(true),
		"empty":    nd.Zeros([]int{0, 3}),
		"point":    nd.Zeros([]int{2}, nd.As(point)),
		"datetime": nd.Astype(matrix(dtype.Int64), dtype.Datetime(dtype.Day, 1)),
	} {
		if err := npy.Save(filepath.Join(directory, name+".npy"), a); err != nil {
			return err
		}
	}
	w, err := npy.Create(filepath.Join(directory, "appended.npy"), dtype.Float64, []int{3})
	if err != nil {
		return err
	}
	for range 1000 {
		if err := w.Append(matrix(dtype.Float64)); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	members := []npy.Member{{Name: "a", Array: matrix(dtype.Float64)}, {Name: "ü/b", Array: nd.Transpose(matrix(dtype.Int16))}}
	if err := npy.WriteArchive(filepath.Join(directory, "stored.npz"), npy.Stored, members...); err != nil {
		return err
	}
	return npy.WriteArchive(filepath.Join(directory, "deflated.npz"), npy.Deflated, members...)
}
