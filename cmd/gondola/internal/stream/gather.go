package stream

import (
	"slices"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/expr"
	"gondola/cmd/gondola/internal/memory"
	"gondola/nd"
)

// gather brings a part of the expression that is rows into memory, for what needs all rows at once. It
// is refused where it takes more than the budget.
type gather struct {
	run    *run
	part   expr.Node
	user   expr.Node // what needs it
	reason string    // why
	blocks []any
}

func (g *gather) replaces() expr.Node { return g.part }
func (g *gather) operand() expr.Node  { return g.part }

// add keeps one more block. It is copied, since it may be a view of memory that is taken back.
func (g *gather) add(block *nd.Array) error {
	if g.blocks == nil {
		total := block.Size() / block.Shape()[0] * g.run.rows * block.DType().Size()
		if total > g.run.Budget {
			return g.run.refuse(g.user, "%s, which takes %s", g.reason, memory.Format(total))
		}
	}
	g.blocks = append(g.blocks, nd.Copy(block))
	return nil
}

// done is all rows, in the shape of the large arrays where elements were read.
func (g *gather) done() *nd.Array {
	all, shape := nd.Concat(g.blocks), g.run.shape
	switch {
	case !g.run.flat:
		return all
	case !g.run.fortran():
		return nd.Reshape(all, shape...)
	}
	reversed := slices.Clone(shape)
	slices.Reverse(reversed)
	return nd.PermuteDims(nd.Reshape(all, reversed...), arrayfile.ReversedAxes(len(shape))...)
}
