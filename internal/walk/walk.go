// Package walk leads strided operands through packed inner loops: in what order, in what blocks, on how
// many cores.
//
// The caller has settled types, shapes and aliasing; every operand comes with strides for the common
// shape, zero where it is broadcast. Axes are reordered so that the innermost moves least in memory,
// and neighbours that are contiguous in every operand are merged. Then one of two ways is taken:
//
//   - direct: along the innermost axis every operand is packed, or one value for a loop that takes it
//     as a scalar, and has the loop's type. The loop runs on the memory itself, row by row; when
//     everything merged into one axis, that is one run.
//   - blocks: anything else. Elements are taken a block at a time in index order; operands that are not
//     laid out that way are gathered into scratch memory, byte-swapped and cast there, and the
//     result is cast, swapped and scattered back. Blocks are small enough to stay in the cache. Where
//     operands disagree about the innermost axis, a block is a tile (tiles.go).
//
// Assembly cannot be preempted, so no loop is entered with more than chunk elements: the collector
// waits microseconds, not seconds, and an interrupt is seen.
package walk

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/layout"
)

const (
	chunk = 32 << 10 // elements a loop is entered with at most
	block = 1 << 10  // elements gathered at a time
	wide  = 16       // bytes of the widest computing type

	maxOperands = 4
	inlineAxes  = 8
)

// Operand is a strided window on memory.
type Operand struct {
	Ptr     unsafe.Pointer // the element at index 0 of every axis
	Type    dtype.DType
	Strides []int // bytes, one an axis of the common shape
}

// Program is a loop and the types it runs on.
type Program struct {
	In, Out dtype.ID
	Loop    *kernel.Loop
	Three   kernel.Func3 // in place of Loop: up to three operands, the first of type First
	First   dtype.ID
	Alone   bool // the loop must run on the calling goroutine
}

// in is the type operand k (0 is the output) has inside the loop.
func (p *Program) in(k int) dtype.ID {
	switch {
	case k == 0:
		return p.Out
	case k == 1 && p.Three != nil:
		return p.First
	}
	return p.In
}

// Map computes dst[i] = f(src[0][i], …) at every index i of shape. Operands may have any strides,
// byte order and computing type; the output must not overlap an input unless it is that input
// element for element.
func Map(p *Program, shape []int, dst Operand, src ...Operand) {
	var w walker
	w.program = p
	w.n = copy(w.ops[1:], src) + 1
	w.ops[0] = dst
	if !w.plan(shape) {
		return
	}
	if w.direct() {
		w.runRows()
		return
	}
	if disagree(w.shape, w.strides[:w.n]) {
		w.runTiles()
		return
	}
	w.runBlocks()
}

// walker is one walk: the operands in walking order.
type walker struct {
	program *Program
	n       int // operands, the output first
	ops     [maxOperands]Operand
	shape   []int
	strides [maxOperands][]int

	dims  [inlineAxes]int
	steps [maxOperands][inlineAxes]int
}

// plan reorders and merges axes. It reports false when there is nothing to do.
func (w *walker) plan(shape []int) bool {
	rank := len(shape)
	w.shape = append(w.dims[:0], shape...)
	for k := range w.n {
		w.strides[k] = append(w.steps[k][:0], w.ops[k].Strides...)
	}
	for _, dim := range shape {
		if dim == 0 {
			return false
		}
	}
	all := w.strides[:w.n]
	if rank > 1 {
		layout.Reorder(w.shape, all)
	}
	rank = layout.Collapse(w.shape, all)
	if rank == 0 {
		w.shape = append(w.dims[:0], 1)
		for k := range all {
			w.strides[k] = append(w.steps[k][:0], 0)
		}
		return true
	}
	w.shape = w.shape[:rank]
	for k := range all {
		w.strides[k] = all[k][:rank]
	}
	return true
}

// parallel is Parallel, unless the program must run alone.
func (w *walker) parallel(n, unit int, body func(lo, hi int)) { split(n, unit, !w.program.Alone, body) }

// size is the number of indices walked.
func (w *walker) size() int {
	n := 1
	for _, dim := range w.shape {
		n *= dim
	}
	return n
}

// inner is the length of the innermost axis.
func (w *walker) inner() int { return w.shape[len(w.shape)-1] }

// stride is operand k's stride along the innermost axis.
func (w *walker) stride(k int) int { return w.strides[k][len(w.shape)-1] }

// native says that operand k's elements are what the loop reads or writes.
func (w *walker) native(k int) bool {
	d := w.ops[k].Type
	return d.ID() == w.program.in(k) && !d.Swapped()
}

// packed says that operand k is packed along the innermost axis.
func (w *walker) packed(k int) bool {
	return w.stride(k) == w.ops[k].Type.Size() || w.inner() == 1
}

// shortest row worth a direct walk: below it the cost of entering the loop for each row is more than
// that of gathering rows into blocks.
const shortRow = 12

// direct says that the loop can run on the memory itself.
func (w *walker) direct() bool {
	if len(w.shape) > 1 && w.inner() < shortRow {
		return false
	}
	for k := range w.n {
		if !w.native(k) || !w.packed(k) && !w.scalar(k) {
			return false
		}
	}
	return w.n < 3 || !w.scalar(1) || !w.scalar(2)
}

// scalar says that operand k is one value along the innermost axis and the loop takes it as such.
func (w *walker) scalar(k int) bool {
	if w.stride(k) != 0 || w.inner() == 1 || w.program.Three != nil {
		return false
	}
	switch k {
	case 1:
		return w.n == 3 && w.program.Loop.ScalarA != nil
	case 2:
		return w.program.Loop.ScalarB != nil
	}
	return false
}

// at is operand k's address at the given flat index over the axes before the last `skip`.
func (w *walker) at(k, flat, skip int) unsafe.Pointer {
	offset := 0
	for axis := len(w.shape) - 1 - skip; axis >= 0; axis-- {
		dim := w.shape[axis]
		offset += flat % dim * w.strides[k][axis]
		flat /= dim
	}
	return unsafe.Add(w.ops[k].Ptr, offset)
}
