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
	Out             dtype.ID // the result's type
	InSize, OutSize int      // itemsizes

	name string
	loop *kernel.Loop
}

// Direct is the ufunc's loop for operands of a computing type without any conversion, nil where there is
// no such loop. It comes as a pointer, and types as their IDs, since the calls it serves are so short
// that copying a few words shows.
func (u *Ufunc) Direct(id dtype.ID) *Direct { return u.choices[id].direct }

// ScalarOperand says which of the two operands of a loop is one value for all elements.
type ScalarOperand int

// The operands that may be one value.
const (
	NoScalar ScalarOperand = iota
	FirstScalar
	SecondScalar
)

// Takes says that the loop takes a scalar in that place.
func (d *Direct) Takes(s ScalarOperand) bool {
	switch s {
	case FirstScalar:
		return d.loop.ScalarA != nil
	case SecondScalar:
		return d.loop.ScalarB != nil
	}
	return true
}

// Code is the address of the loop's machine code, for a caller in C, zero where the loop is Go; swapped says that it
// takes b before a. Whoever calls it passes n, dst, a and, of two operands, b on the stack, in that order above the
// return address, and may keep nothing in a register but the stack pointer. The code calls nothing and looks at no
// goroutine, so it runs on any thread. It serves arrays as short as one goroutine would take at once: see Run.
func (d *Direct) Code(s ScalarOperand) (code uintptr, swapped bool) {
	f := d.loop.Packed
	switch s {
	case FirstScalar:
		f = d.loop.ScalarA
	case SecondScalar:
		f = d.loop.ScalarB
	}
	e := kernel.EntryOf(f)
	return e.Code, e.Swapped
}

// Run computes n elements from a and b, nil for a function of one operand, into dst, which may be a or
// b. It panics with an *Error of kind ErrCanceled when a long run was stopped.
func (d *Direct) Run(n int, dst, a, b unsafe.Pointer, s ScalarOperand) {
	if n <= 1<<15 {
		d.run(n, dst, a, b, s)
		return
	}
	guard(d.name, func() { d.run(n, dst, a, b, s) })
}

func (d *Direct) run(n int, dst, a, b unsafe.Pointer, s ScalarOperand) {
	switch s {
	case FirstScalar:
		walk.Packed(d.loop, d.loop.ScalarA, n, dst, a, b, d.OutSize, 0, d.InSize)
	case SecondScalar:
		walk.Packed(d.loop, d.loop.ScalarB, n, dst, a, b, d.OutSize, d.InSize, 0)
	default:
		walk.Packed(d.loop, d.loop.Packed, n, dst, a, b, d.OutSize, d.InSize, d.InSize)
	}
}
