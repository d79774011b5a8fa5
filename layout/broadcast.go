package layout

import (
	"fmt"
	"slices"
	"strings"
)

// BroadcastError says which axis keeps shapes from broadcasting.
type BroadcastError struct {
	Axis   int // counted from the last: -1 is the last axis
	A, B   int // the two dims that differ
	Shapes [][]int
	To     bool // the second shape was a fixed target, not an operand
}

// Error names the shapes and the axis:
//
//	shapes (2, 3) and (4,) do not broadcast: axis -1 has 3 and 4
func (e *BroadcastError) Error() string {
	if e.To {
		return fmt.Sprintf("shape %s does not broadcast to %s: %s",
			FormatShape(e.Shapes[0]), FormatShape(e.Shapes[1]), e.Reason())
	}
	var list strings.Builder
	for k, shape := range e.Shapes {
		switch {
		case k == 0:
		case k == len(e.Shapes)-1:
			list.WriteString(" and ")
		default:
			list.WriteString(", ")
		}
		list.WriteString(FormatShape(shape))
	}
	return fmt.Sprintf("shapes %s do not broadcast: %s", list.String(), e.Reason())
}

// Reason is the last part of the message: axis -1 has 3 and 4.
func (e *BroadcastError) Reason() string {
	if e.To && len(e.Shapes[0]) > len(e.Shapes[1]) {
		return fmt.Sprintf("it has %d axes more", len(e.Shapes[0])-len(e.Shapes[1]))
	}
	return fmt.Sprintf("axis %d has %d and %d", e.Axis, e.A, e.B)
}

// BroadcastShapes is the shape that all shapes broadcast to: aligned at the last axis, axes that are
// missing or of dim 1 stretch to the dim the others have. The error is a *BroadcastError.
func BroadcastShapes(shapes ...[]int) ([]int, error) { return AppendBroadcast(nil, shapes...) }

// AppendBroadcast is BroadcastShapes with the result appended to dst[:0], which no shape may share.
func AppendBroadcast(dst []int, shapes ...[]int) ([]int, error) {
	rank := 0
	for _, shape := range shapes {
		rank = max(rank, len(shape))
	}
	dst = dst[:0]
	for range rank {
		dst = append(dst, 1)
	}
	for _, shape := range shapes {
		missing := rank - len(shape)
		for k, dim := range shape {
			switch have := dst[missing+k]; {
			case have == dim || dim == 1:
			case have == 1:
				dst[missing+k] = dim
			default:
				return nil, &BroadcastError{Axis: k - len(shape), A: have, B: dim, Shapes: cloneAll(shapes)}
			}
		}
	}
	return dst, nil
}

// cloneAll copies shapes for an error, so that the caller's need not escape.
func cloneAll(shapes [][]int) [][]int {
	copies := make([][]int, len(shapes))
	for k, shape := range shapes {
		copies[k] = slices.Clone(shape)
	}
	return copies
}

// BroadcastTo is l stretched to shape: stretched axes have stride 0. The error is a *BroadcastError.
func BroadcastTo(l Layout, shape []int) (Layout, error) {
	strides, err := AppendBroadcastStrides(nil, l, shape)
	if err != nil {
		return Layout{}, err
	}
	return Layout{slices.Clone(shape), strides}, nil
}

// AppendBroadcastStrides appends to dst[:0] the strides that l has when stretched to shape. The error
// is a *BroadcastError.
func AppendBroadcastStrides(dst []int, l Layout, shape []int) ([]int, error) {
	missing := len(shape) - len(l.Shape)
	if missing < 0 {
		return nil, &BroadcastError{Shapes: cloneAll([][]int{l.Shape, shape}), To: true}
	}
	dst = dst[:0]
	for range missing {
		dst = append(dst, 0)
	}
	for k, dim := range l.Shape {
		switch target := shape[missing+k]; {
		case dim == target:
			dst = append(dst, l.Strides[k])
		case dim == 1:
			dst = append(dst, 0)
		default:
			return nil, &BroadcastError{Axis: k - len(l.Shape), A: dim, B: target,
				Shapes: cloneAll([][]int{l.Shape, shape}), To: true}
		}
	}
	return dst, nil
}
