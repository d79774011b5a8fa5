// Package diagonal is the square matrix whose elements off the diagonal are zero, stored as its diagonal.
//
// The functions of package xp keep a matrix diagonal where mathematics allows it and give a dense array
// elsewhere. One rule covers every elementwise function: it is computed on the diagonal, and once on
// the zeros off it; if they stay zero, so does the form. So 2D, D/2, D + D and sqrt(D) are diagonal,
// exp(D), D + 1 and D/0 are not. Zeros off the diagonal have no sign.
//
// In products the zeros are structural: no product with them is formed, so an infinity on the diagonal
// does not spread as NaN through its row.
package diagonal

import (
	"fmt"

	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
)

// Matrix is a square diagonal matrix. It does not change after it is made, unless the memory it was made
// over does.
type Matrix struct {
	protocol.Base
	values *nd.Array // the diagonal, one axis
}

// New is the matrix with the given diagonal: an array of one axis, or what nd.FromAny makes one of. The
// memory is shared where it can be.
func New(values any) *Matrix {
	a, err := nd.FromAny(values)
	if err != nil {
		panic(&nd.Error{Op: "diagonal.New", Kind: nd.ErrType, Text: err.Error(), Err: err})
	}
	if a.Rank() != 1 {
		panic(&nd.Error{Op: "diagonal.New", Kind: nd.ErrShape, Text: fmt.Sprintf("a diagonal has one axis, not %d", a.Rank())})
	}
	return &Matrix{values: a}
}

// Full is the n by n matrix with one value all along its diagonal.
func Full(n int, value any) *Matrix { return New(nd.Full([]int{n}, value)) }

// Diagonal is the diagonal, an array of one axis that shares the matrix's memory.
func (m *Matrix) Diagonal() *nd.Array { return m.values }

// N is the number of rows and of columns.
func (m *Matrix) N() int { return m.values.Size() }

// Shape is the shape of the dense form: N by N.
func (m *Matrix) Shape() []int { return []int{m.N(), m.N()} }

// DType is the element type.
func (m *Matrix) DType() dtype.DType { return m.values.DType() }

// At is the element in row i and column j as an array of no axes; negative positions count from the end.
func (m *Matrix) At(i, j int) *nd.Array {
	n := m.N()
	for _, position := range []int{i, j} {
		if position < -n || position >= n {
			panic(&nd.Error{Op: "At", Kind: nd.ErrIndex, Text: fmt.Sprintf("index %d is out of bounds for a %d by %d matrix", position, n, n)})
		}
	}
	if (i-j)%n == 0 {
		return m.values.Index(i)
	}
	return m.zero()
}

// Trace is the sum of the diagonal, an array of no axes. Small integers are summed as by nd.Sum.
func (m *Matrix) Trace() *nd.Array { return nd.Sum(m.values) }

// Densify is the matrix with its zeros. The diagonal's memory holds none, so there is always a copy, and
// protocol.CopyNever is refused.
func (m *Matrix) Densify(mode protocol.CopyMode) (protocol.Strided, error) {
	if mode == protocol.CopyNever {
		return nil, fmt.Errorf("a %d by %d diagonal matrix stores its diagonal only: the zeros have no memory to share: %w", m.N(), m.N(), protocol.ErrCopy)
	}
	dense := nd.Zeros(m.Shape(), nd.As(m.DType()))
	nd.Astype(m.values, m.DType(), nd.Into(nd.Diagonal(dense, 0)))
	return dense, nil
}

// String is the diagonal as NumPy prints it, in words that tell it from an array of one axis.
func (m *Matrix) String() string { return fmt.Sprintf("diagonal(%v)", m.values) }

// zero is the element off the diagonal.
func (m *Matrix) zero() *nd.Array { return nd.Zeros(nil, nd.As(m.DType())) }
