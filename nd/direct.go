package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
)

// Direct is a ufunc's loop over packed native memory of one type, for language bindings: no array is
// made, nothing is checked, nothing is allocated for small n.
type Direct struct {
	name    string
	loop    *kernel.Loop
	in, out int // itemsizes
}

// Direct is the ufunc's loop for operands of type d without any conversion, and the type of its result.
// ok is false where there is no such loop.
func (u *Ufunc) Direct(d dtype.DType) (out dtype.DType, loop Direct, ok bool) {
	if !d.Computes() || d.Swapped() {
		return out, loop, false
	}
	c := &u.choices[d.ID()]
	return c.out, Direct{u.goName, c.loop, d.Size(), c.out.Size()}, c.direct
}

// ScalarOperand says which of the two operands of a loop is one value for all elements.
type ScalarOperand int

// The operands that may be one value.
const (
	NoScalar ScalarOperand = iota
	FirstScalar
	SecondScalar
)

// Takes says that the loop takes a scalar in that place.
func (d Direct) Takes(s ScalarOperand) bool {
	switch s {
	case FirstScalar:
		return d.loop.ScalarA != nil
	case SecondScalar:
		return d.loop.ScalarB != nil
	}
	return true
}

// Run computes n elements from a and b, nil for a function of one operand, into dst, which may be a or
// b. It panics with an *Error of kind ErrCanceled when a long run was stopped.
func (d Direct) Run(n int, dst, a, b unsafe.Pointer, s ScalarOperand) {
	if n <= 1<<15 {
		d.run(n, dst, a, b, s)
		return
	}
	guard(d.name, func() { d.run(n, dst, a, b, s) })
}

func (d Direct) run(n int, dst, a, b unsafe.Pointer, s ScalarOperand) {
	switch s {
	case FirstScalar:
		walk.Packed(d.loop, d.loop.ScalarA, n, dst, a, b, d.out, 0, d.in)
	case SecondScalar:
		walk.Packed(d.loop, d.loop.ScalarB, n, dst, a, b, d.out, d.in, 0)
	default:
		walk.Packed(d.loop, d.loop.Packed, n, dst, a, b, d.out, d.in, d.in)
	}
}
