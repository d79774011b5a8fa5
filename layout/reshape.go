package layout

import (
	"fmt"
	"slices"
)

// ReshapeError says that a size and a requested shape do not agree.
type ReshapeError struct {
	Size   int
	Shape  []int
	Reason string // empty when the sizes just differ
}

func (e *ReshapeError) Error() string {
	text := fmt.Sprintf("cannot reshape array of size %d into shape %s", e.Size, FormatShape(e.Shape))
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	return text
}

// ResolveReshape is the requested shape with its one dim of -1, if there is one, replaced by what
// makes the product equal size. The result is a fresh slice; the error is a *ReshapeError.
func ResolveReshape(shape []int, size int) ([]int, error) {
	refuse := func(reason string) ([]int, error) {
		return nil, &ReshapeError{size, slices.Clone(shape), reason}
	}
	resolved, unknown := slices.Clone(shape), -1
	for k, dim := range shape {
		switch {
		case dim >= 0:
		case dim < -1:
			return refuse(fmt.Sprintf("dim %d is negative", dim))
		case unknown >= 0:
			return refuse("only one dim may be -1")
		default:
			unknown, resolved[k] = k, 1
		}
	}
	known, ok := Size(resolved)
	if !ok {
		return refuse("the product is too large")
	}
	if unknown >= 0 {
		if known == 0 {
			return refuse("a dim of -1 beside a dim of 0 has no definite value")
		}
		if size%known != 0 {
			return refuse("")
		}
		resolved[unknown] = size / known
	} else if known != size {
		return refuse("")
	}
	return resolved, nil
}

// Reshape is the strides with which the elements of l, taken in C order, have the given shape. ok is
// false when no strides do, so that a copy is needed, and when the sizes differ.
func Reshape(l Layout, shape []int, itemsize int) (strides []int, ok bool) {
	size, ok := Size(shape)
	if old, fits := Size(l.Shape); !ok || !fits || old != size {
		return nil, false
	}
	if size == 0 {
		return CStrides(nil, shape, itemsize), true
	}
	// Neighbouring axes that step through memory as one are one run. New axes, taken from the last,
	// each cut a factor off the innermost run that is left, and must not straddle two.
	runs := Layout{slices.Clone(l.Shape), slices.Clone(l.Strides)}
	left := Collapse(runs.Shape, [][]int{runs.Strides})
	remaining, stride := 1, itemsize
	strides = make([]int, len(shape))
	for k := len(shape) - 1; k >= 0; k-- {
		dim := shape[k]
		if dim > 1 && remaining == 1 {
			left--
			remaining, stride = runs.Shape[left], runs.Strides[left]
		}
		if remaining%dim != 0 {
			return nil, false
		}
		strides[k] = stride
		remaining /= dim
		stride *= dim
	}
	return strides, true
}

// ReshapeF is Reshape with the elements taken, and laid out again, in F order.
func ReshapeF(l Layout, shape []int, itemsize int) (strides []int, ok bool) {
	strides, ok = Reshape(Layout{reversed(l.Shape), reversed(l.Strides)}, reversed(shape), itemsize)
	slices.Reverse(strides)
	return strides, ok
}

// reversed is a copy of s, last entry first.
func reversed(s []int) []int {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}
