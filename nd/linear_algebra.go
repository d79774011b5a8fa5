package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/walk"
	"gondola/layout"
)

// MatMul is the matrix product over stacks of matrices that broadcast: of shapes (…, m, k) and
// (…, k, n) it has shape (…, m, n). A vector counts as a row on the left and as a column on the right,
// and that axis is dropped from the result. Arrays of no axes are refused. Bools are multiplied by and,
// added by or.
func MatMul(x1, x2 any) *Array {
	a, b := operand("MatMul", x1), operand("MatMul", x2)
	if len(a.shape) == 0 || len(b.shape) == 0 {
		panic(fail("MatMul", ErrShape, "needs arrays of at least one axis, got %s; by a number an array is multiplied", describe(a, b)))
	}
	d, ok := dtype.Promote(a.dtype, b.dtype)
	if !ok || !d.Computes() {
		panic(fail("MatMul", ErrDType, "has no loop for %s", typesOf([]*Array{a, b})))
	}
	row, column := len(a.shape) == 1, len(b.shape) == 1
	if row {
		a = ExpandDims(a, 0)
	}
	if column {
		b = ExpandDims(b, 1)
	}
	m, k := a.shape[len(a.shape)-2], a.shape[len(a.shape)-1]
	n := b.shape[len(b.shape)-1]
	if k != b.shape[len(b.shape)-2] {
		panic(fail("MatMul", ErrShape, "shapes %s and %s do not chain: the last axis of the first has %d, the last but one of the second %d",
			layout.FormatShape(a.shape), layout.FormatShape(b.shape), k, b.shape[len(b.shape)-2]))
	}
	stack := BroadcastShapes(a.shape[:len(a.shape)-2], b.shape[:len(b.shape)-2])
	out := multiplyStacks(stack, a, b, m, k, n, working(d))
	shape := append([]int(nil), stack...)
	if !row {
		shape = append(shape, m)
	}
	if !column {
		shape = append(shape, n)
	}
	out = Reshape(out, shape...)
	if out.dtype != d {
		out = Astype(out, d)
	}
	return out
}

// multiplyStacks multiplies matrix by matrix, packed and of one type.
func multiplyStacks(stack []int, a, b *Array, m, k, n int, d dtype.DType) *Array {
	pack := func(x *Array, rows, columns int) *Array {
		packed := uninitialized(d, append(append([]int(nil), stack...), rows, columns))
		copyTo(packed, x)
		return packed
	}
	a = pack(a, m, k)
	defer a.release()
	b = pack(b, k, n)
	defer b.release()
	out := Zeros(append(append([]int(nil), stack...), m, n), As(d))
	count := product(stack)
	size := d.Size()
	multiply := matmuls[d.ID()]
	guard("MatMul", func() {
		walk.Parallel(count*m*n*k, func(lo, hi int) {
			for ; lo < hi && n*k > 0; lo += n * k {
				row := lo / (n * k)
				multiply(k, n, unsafe.Add(out.ptr, row*n*size), unsafe.Add(a.ptr, row*k*size), unsafe.Add(b.ptr, row/m*k*n*size))
			}
		}, walk.Unit(max(1, n*k)))
	})
	keepAlive(out, []*Array{a, b})
	return out
}

func product(shape []int) int {
	n := 1
	for _, dim := range shape {
		n *= dim
	}
	return n
}

// matmuls multiply one row of a by a matrix b: c[j] += a[i] * b[i][j], k rows of n columns.
var matmuls = [dtype.NumComputing]func(k, n int, c, a, b unsafe.Pointer){
	dtype.IDBool:       rowTimesBools,
	dtype.IDInt8:       rowTimesMatrix[int8],
	dtype.IDInt16:      rowTimesMatrix[int16],
	dtype.IDInt32:      rowTimesMatrix[int32],
	dtype.IDInt64:      rowTimesMatrix[int64],
	dtype.IDUint8:      rowTimesMatrix[uint8],
	dtype.IDUint16:     rowTimesMatrix[uint16],
	dtype.IDUint32:     rowTimesMatrix[uint32],
	dtype.IDUint64:     rowTimesMatrix[uint64],
	dtype.IDFloat32:    rowTimesMatrix[float32],
	dtype.IDFloat64:    rowTimesMatrix[float64],
	dtype.IDComplex64:  rowTimesMatrix[complex64],
	dtype.IDComplex128: rowTimesMatrix[complex128],
}

// rowTimesMatrix walks b row by row, so that memory is read in order:
//
//	for i := range k { for j := range n { c[j] += a[i] * b[i*n+j] } }
func rowTimesMatrix[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64 | float32 | float64 | complex64 | complex128](k, n int, cp, ap, bp unsafe.Pointer) {
	c, a, b := unsafe.Slice((*T)(cp), n), unsafe.Slice((*T)(ap), k), unsafe.Slice((*T)(bp), k*n)
	for i, x := range a {
		line := b[i*n : i*n+n]
		for j := range c {
			c[j] += x * line[j]
		}
	}
}

func rowTimesBools(k, n int, cp, ap, bp unsafe.Pointer) {
	c, a, b := unsafe.Slice((*bool)(cp), n), unsafe.Slice((*bool)(ap), k), unsafe.Slice((*bool)(bp), k*n)
	for i, x := range a {
		line := b[i*n : i*n+n]
		for j := range c {
			c[j] = c[j] || x && line[j]
		}
	}
}

// MatrixTranspose is a view of x with its last two axes exchanged.
func MatrixTranspose(x any) *Array {
	a := operand("MatrixTranspose", x)
	if len(a.shape) < 2 {
		panic(fail("MatrixTranspose", ErrShape, "needs at least two axes, got shape %s", layout.FormatShape(a.shape)))
	}
	return MoveAxis(a, []int{-1}, []int{-2})
}
