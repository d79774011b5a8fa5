package layout

import (
	"math"
	"slices"
)

// Range is a slice along one axis, start:stop:step with every part optional, as in Python. The zero
// Range is the whole axis.
type Range struct {
	Start, Stop, Step int
	Has               RangeParts // which of the three were given; the others are ignored
}

// RangeParts is a set of parts of a Range.
type RangeParts uint8

// The parts of a Range.
const (
	HasStart RangeParts = 1 << iota
	HasStop
	HasStep
)

// Resolve applies r to an axis of dim indices exactly as Python does: the slice is the n indices
// start, start+step, start+2·step, …. Where n is 0, start may be dim or -1. A step of 0, which Python
// refuses, gives step 0 and n 0: the caller reports it.
func (r Range) Resolve(dim int) (start, step, n int) {
	step = 1
	if r.Has&HasStep != 0 {
		step = max(r.Step, -math.MaxInt) // so that -step is an int
	}
	// low and high are the ends that out-of-range indices are moved to.
	low, high := 0, dim
	if step < 0 {
		low, high = -1, dim-1
	}
	clamp := func(index int) int {
		if index < 0 {
			return max(index+dim, low)
		}
		return min(index, high)
	}
	start, stop := low, high
	if step < 0 {
		start, stop = high, low
	}
	if r.Has&HasStart != 0 {
		start = clamp(r.Start)
	}
	if r.Has&HasStop != 0 {
		stop = clamp(r.Stop)
	}
	switch {
	case step > 0 && start < stop:
		n = (stop-start-1)/step + 1
	case step < 0 && stop < start:
		n = (start-stop-1)/-step + 1
	}
	return start, step, n
}

// Slice is l with r applied to one axis, 0 ≤ axis < rank, and the byte offset of its element 0 from
// that of l. The step of r is not 0.
func Slice(l Layout, axis int, r Range) (sliced Layout, offset int) {
	start, step, n := r.Resolve(l.Shape[axis])
	sliced = Layout{slices.Clone(l.Shape), slices.Clone(l.Strides)}
	sliced.Shape[axis] = n
	if n > 1 {
		sliced.Strides[axis] *= step
	}
	if n > 0 {
		offset = start * l.Strides[axis]
	}
	return sliced, offset
}
