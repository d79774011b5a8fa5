package main

import (
	"fmt"
	"slices"

	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// Vector is a vector in pieces. Elementwise functions of it and of numbers are vectors in pieces too, and some
// reductions go piece by piece; everything else is computed on the dense form.
type Vector struct {
	protocol.Base
	pieces []*nd.Array
}

// Cut is a vector cut into pieces of at most n elements, which share its memory.
func Cut(x *nd.Array, n int) *Vector {
	v := &Vector{}
	for start := 0; start == 0 || start < x.Size(); start += n {
		v.pieces = append(v.pieces, x.Index(nd.Slice(start, min(start+n, x.Size()))))
	}
	return v
}

func (v *Vector) String() string { return fmt.Sprint(v.pieces) }

func (v *Vector) list() []any {
	list := make([]any, len(v.pieces))
	for i, piece := range v.pieces {
		list[i] = piece
	}
	return list
}

// Densify joins the pieces. Only one that is alone can be shared.
func (v *Vector) Densify(mode protocol.CopyMode) (protocol.Strided, error) {
	switch {
	case len(v.pieces) == 1 && mode != protocol.CopyAlways:
		return v.pieces[0], nil
	case mode == protocol.CopyNever:
		return nil, fmt.Errorf("the vector lies in %d pieces: %w", len(v.pieces), protocol.ErrCopy)
	}
	return nd.Concat(v.list()), nil
}

// folds are the reductions that can be made of the reductions of the pieces.
var folds = map[string]bool{"sum": true, "prod": true, "max": true, "min": true, "all": true, "any": true}

// Dispatch computes what can be computed piece by piece. Containers of types it does not know it leaves to them, and
// what it declines is computed on the dense form.
func (v *Vector) Dispatch(c *protocol.Call) (any, error) {
	for _, x := range c.Operands() {
		if _, known := x.(*Vector); !known && !xp.Dense(x) && x != nil {
			return nil, protocol.Decline("vectors in pieces, arrays and numbers as operands")
		}
	}
	if len(c.Params) > 0 || (c.Method != protocol.Map && !folds[c.Op]) {
		return nil, protocol.ErrNotHandled
	}
	result := &Vector{}
	for i := range v.pieces {
		args := make([]any, len(c.Args))
		for j, x := range c.Args {
			piece, ok := v.matching(x, i)
			if !ok {
				return nil, protocol.ErrNotHandled
			}
			args[j] = piece
		}
		computed, err := xp.Invoke(c.With(args...))
		if err != nil {
			return nil, err
		}
		result.pieces = append(result.pieces, computed.(*nd.Array))
	}
	if c.Method == protocol.Map {
		return result, nil
	}
	return xp.Invoke(c.With(nd.Stack(result.list())))
}

// matching is what stands for an operand in the call for v's i-th piece: a number as it is, of a vector that is cut as
// v is, its piece.
func (v *Vector) matching(x any, i int) (any, bool) {
	switch x := x.(type) {
	case *Vector:
		same := slices.EqualFunc(x.pieces, v.pieces, func(a, b *nd.Array) bool { return a.Size() == b.Size() })
		return x.pieces[min(i, len(x.pieces)-1)], same
	case *nd.Array:
		return x, x.Rank() == 0
	case int, float64, complex128, bool:
		return x, true
	}
	return nil, false
}
