// Package stream evaluates expressions over arrays that are larger than memory.
//
// The arrays are read in blocks of whole rows, rows being the entries along the first axis. What can be
// computed so is decided on the tree of the expression, where every part falls into one of three classes:
//
//	constant   does not depend on the large arrays, or no longer: numbers, small arrays, what was folded
//	rows       its first axis is the rows, and a block of it needs the same block of its operands only:
//	           elementwise functions, reductions along other axes than the first, x[:, 3]
//	pending    becomes constant by a pass over all blocks: a reduction of rows along the first axis,
//	           whose partial results are merged (a fold), and rows that something needs all at once,
//	           an index say (a gather); the latter is refused where memory does not suffice
//
// One pass over the files computes every pending part that holds no other. Its result is put into the
// tree as a constant, and the next pass computes what has become possible; x - mean(x, axis=0) takes
// two passes, mean(x) / std(x) one. When nothing is pending the expression is constant, and evaluated, or
// it is rows, and written block by block.
//
// Where all the large arrays have the same shape and order and every reduction is over the whole
// array, rows do not matter: elements are read as one long axis. So files in F order and files of a few
// huge rows can be streamed too.
//
// Partial results are merged in double precision and pairwise, as in a balanced tree, so that the
// rounding of a sum grows with the logarithm of the number of blocks. See fold.go.
package stream

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/expr"
	"gondola/cmd/gondola/internal/memory"
	"gondola/cmd/gondola/internal/terminal"
	"gondola/nd"
)

// Job is an expression, its inputs and how much memory they may take.
type Job struct {
	Expr    *expr.Expr
	Numbers map[string]any               // inputs that are numbers
	Sources map[string]*arrayfile.Source // inputs that are files
	Budget  int                          // bytes
	Output  string                       // a .npy file for a result of rows; empty to return it

	// Bar makes the progress bar of a pass over so many bytes. It may return nil.
	Bar func(total int) *terminal.Bar
}

// Bytes is the memory that the inputs would take if they were read whole.
func (j *Job) Bytes() int {
	total := 0
	for _, s := range j.Sources {
		total += s.Header.Bytes()
	}
	return total
}

// Run evaluates the expression block by block. The result is nil where it was written to the output.
// When ctx is done it stops after the block at hand, and the output stays as it was.
func Run(ctx context.Context, j *Job) (any, error) {
	r := &run{Job: j, ctx: ctx, values: maps.Clone(j.Numbers), streamed: map[string]*arrayfile.Source{}}
	if r.values == nil {
		r.values = map[string]any{}
	}
	if err := r.divide(); err != nil {
		return nil, err
	}
	root, err := r.simplify(j.Expr.Root)
	if err != nil {
		return nil, err
	}
	if err := r.layOut(root); err != nil {
		return nil, err
	}
	for {
		r.pending = nil
		class, err := r.classify(root)
		switch {
		case err != nil:
			return nil, err
		case len(r.pending) == 0 && !class.rows:
			return r.Expr.EvalNode(root, r.values)
		case len(r.pending) == 0 && r.Output != "":
			return nil, r.write(root)
		case len(r.pending) == 0:
			r.pending = []accumulator{&gather{run: r, part: root, user: root, reason: "without a .npy file as output all of the result is needed at once"}}
		}
		if root, err = r.accumulate(root); err != nil {
			return nil, err
		}
	}
}

// run is a Job under way.
type run struct {
	*Job
	ctx      context.Context
	values   map[string]any               // numbers and small arrays
	streamed map[string]*arrayfile.Source // large arrays
	shape    []int                        // of one of these, for its rank and its number of rows
	flat     bool                         // elements are read as one long axis
	rows     int                          // of the large arrays; elements if flat
	block    int                          // rows that are read at a time
	pending  []accumulator                // what the next pass computes
}

// divide tells large arrays, which are streamed, from small ones, which are read now: the large ones
// have the rank and the rows of the largest.
func (r *run) divide() error {
	var largest *arrayfile.Source
	for _, name := range r.Expr.Inputs {
		if s := r.Sources[name]; s != nil && (largest == nil || s.Header.Bytes() > largest.Header.Bytes()) {
			largest = s
		}
	}
	if largest == nil || len(largest.Header.Shape) == 0 {
		return errors.New("no input is large enough to be read block by block")
	}
	r.shape = largest.Header.Shape
	small := 0
	for name, s := range r.Sources {
		shape := s.Header.Shape
		if len(shape) == len(r.shape) && shape[0] == r.shape[0] {
			r.streamed[name] = s
			continue
		}
		if small += s.Header.Bytes(); small > r.Budget {
			return fmt.Errorf("%s, whose rows are not those of %s, takes %s, and the memory budget is %s (--memory)",
				s, largest, memory.Format(s.Header.Bytes()), memory.Format(r.Budget))
		}
		a, err := s.Open()
		if err != nil {
			return err
		}
		r.values[name] = a
	}
	return nil
}

// simplify evaluates the parts of a tree that hold no large array.
func (r *run) simplify(root expr.Node) (expr.Node, error) {
	return expr.Rewrite(root, func(n expr.Node) (expr.Node, error) {
		if r.streams(n) {
			return nil, nil
		}
		if _, ok := n.(*expr.Slice); ok {
			return n, nil
		}
		v, err := r.Expr.EvalNode(n, r.values)
		if err != nil {
			return nil, err
		}
		return expr.At(n, v), nil
	})
}

// streams says that a large array is among the parts of a node.
func (r *run) streams(n expr.Node) (found bool) {
	expr.Walk(n, func(n expr.Node) {
		if name, ok := n.(*expr.Name); ok && r.streamed[name.ID] != nil {
			found = true
		}
	})
	return found
}

// layOut decides whether rows or elements are read, and how many at a time.
func (r *run) layOut(root expr.Node) error {
	r.flat = r.canFlatten(root)
	r.rows = r.shape[0]
	if r.flat {
		r.rows = 1
		for _, dim := range r.shape {
			r.rows *= dim
		}
	}
	rowBytes := r.rowBytes(root)
	if rowBytes > r.Budget {
		return fmt.Errorf("a single row needs %s, and the memory budget is %s (--memory)", memory.Format(rowBytes), memory.Format(r.Budget))
	}
	for name, s := range r.streamed {
		if s.Header.Fortran && len(r.shape) > 1 && !r.flat {
			return fmt.Errorf("%s=%s is in F order, whose rows do not lie together: convert it first, with gondola convert --order C", name, s)
		}
	}
	// A few sizes only: the last digit of a sum may depend on the blocks, and shall not on the memory
	// that happens to be available.
	size := blockBytes
	for size > max(r.Budget/blocksAlive, 1) {
		size /= 8
	}
	r.block = min(r.rows, max(1, size/rowBytes))
	return nil
}

const (
	// blockBytes is the memory that one block of everything takes. Blocks of a few megabytes stay in the
	// caches from one function to the next.
	blockBytes = 8 << 20

	// blocksAlive is how many blocks the budget must have room for: results of earlier ones wait for the
	// garbage collector.
	blocksAlive = 16
)

// rowBytes is the memory that one row takes: of the inputs and, at 8 bytes an element, of the results
// of all functions.
func (r *run) rowBytes(root expr.Node) int {
	functions, elements, bytes := 0, 0, 0
	expr.Walk(root, func(n expr.Node) {
		if _, ok := n.(*expr.Call); ok {
			functions++
		}
	})
	for _, s := range r.streamed {
		elements = max(elements, (s.Header.Size()+r.rows-1)/r.rows)
		bytes += (s.Header.Bytes() + r.rows - 1) / r.rows
	}
	return max(1, bytes+8*functions*elements)
}

// canFlatten says that the expression needs no rows.
func (r *run) canFlatten(root expr.Node) bool {
	flat := true
	for _, s := range r.streamed {
		for _, t := range r.streamed {
			sameOrder := s.Header.Fortran == t.Header.Fortran || len(r.shape) < 2
			flat = flat && sameOrder && slices.Equal(s.Header.Shape, t.Header.Shape)
		}
	}
	expr.Walk(root, func(n expr.Node) {
		switch n := n.(type) {
		case *expr.Literal:
			if a, ok := n.Value.(*nd.Array); ok && a.Rank() > 0 {
				flat = false
			}
		case *expr.Call:
			if isReduction(n.Function) {
				flat = flat && wholeArray(n)
			} else {
				flat = flat && isElementwise(n.Function)
			}
		case *expr.Index:
			flat = false
		}
	})
	return flat
}
