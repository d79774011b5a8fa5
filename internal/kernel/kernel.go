// Package kernel holds the inner loops: one short function per operation, generic over element types,
// and SIMD twins beside them.
//
// Kernels see packed native memory and cannot fail: types, shapes, bounds and aliasing were settled
// by the caller. An operation's loops are the rows of the generated table ztable.go; a row that has a
// SIMD twin is replaced at start by the best variant the machine runs (see variant.go).
package kernel

import (
	"unsafe"

	"gondola/dtype"
)

// Func is a packed loop over n elements of one or two operands:
//
//	for i := range n { dst[i] = f(a[i], b[i]) }
//
// A unary function ignores b. dst may be a or b itself, never a shifted overlap of them.
type Func func(n int, dst, a, b unsafe.Pointer)

// Func3 is a packed loop over three operands: dst[i] = f(a[i], b[i], c[i]).
type Func3 func(n int, dst, a, b, c unsafe.Pointer)

// Reduce folds a packed run into one accumulator of the loop's output type:
//
//	for i := range n { *acc = f(*acc, a[i]) }
//
// The order inside a run is the kernel's own (several accumulators, pairwise), the same on every call.
type Reduce func(n int, acc, a unsafe.Pointer)

// Loop is one row of an operation: the type it serves, the types its loops read and write, the loops.
type Loop struct {
	From dtype.ID // the promoted type of the operands; they are cast to In where it differs
	In   dtype.ID
	Out  dtype.ID

	twins
	portable twins // in plain Go, as the table has them
}

// twins are the loops of one row in one variant.
type twins struct {
	Packed      Func
	ScalarA     Func // optional: a[0] serves every element
	ScalarB     Func // optional: b[0] serves every element
	NonTemporal Func // optional: Packed with stores that pass the caches, for outputs larger than them
	Reduce      Reduce
}

// Op is an operation: its loops, one a type.
type Op struct {
	Name  string
	Loops []Loop
}

// vec is the packed run of n elements at p.
func vec[T any](p unsafe.Pointer, n int) []T { return unsafe.Slice((*T)(p), n) }
