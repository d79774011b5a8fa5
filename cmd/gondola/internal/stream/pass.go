package stream

import (
	"fmt"
	"io"
	"slices"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/expr"
	"gondola/cmd/gondola/internal/memory"
	"gondola/cmd/gondola/internal/terminal"
	"gondola/interop/npy"
	"gondola/nd"
)

// pass reads the large arrays once and calls use for every block, with the values of all inputs. The
// memory of a block is taken back when use returns.
func (r *run) pass(use func(values map[string]any) error) error {
	readers := make(map[string]*arrayfile.Reader, len(r.streamed))
	defer func() {
		for _, reader := range readers {
			reader.Close()
		}
	}()
	total := 0
	for name, s := range r.streamed {
		reader, err := s.Reader()
		if err != nil {
			return err
		}
		readers[name] = reader
		total += s.Header.Bytes()
	}
	var bar *terminal.Bar
	if r.Bar != nil {
		bar = r.Bar(total)
	}
	defer bar.Clear()
	for done := 0; done < r.rows; done += r.block {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		read, err := r.blockOf(readers, use)
		if err != nil {
			return err
		}
		bar.Add(read)
	}
	return nil
}

// blockOf reads the next block of every array and uses it. It returns the bytes that were read.
func (r *run) blockOf(readers map[string]*arrayfile.Reader, use func(map[string]any) error) (read int, err error) {
	values := make(map[string]any, len(r.values)+len(readers))
	for name, v := range r.values {
		values[name] = v
	}
	for name, reader := range readers {
		next := reader.Next
		if r.flat {
			next = reader.Elements
		}
		block, err := next(r.block)
		if err == io.EOF {
			err = fmt.Errorf("%s became shorter while it was read", r.streamed[name])
		}
		if err != nil {
			return 0, err
		}
		defer block.Buffer().Release()
		values[name] = block
		read += block.Size() * block.DType().Size()
	}
	return read, use(values)
}

// evaluate is the array that a part of the expression gives of a block.
func (r *run) evaluate(n expr.Node, values map[string]any) (*nd.Array, error) {
	v, err := r.Expr.EvalNode(n, values)
	if err != nil {
		return nil, err
	}
	a, ok := v.(*nd.Array)
	if !ok {
		return nil, r.refuse(n, "a block of it gives %s", expr.Describe(v))
	}
	return a, nil
}

// fold computes the folds of this pass and puts their results into the tree.
func (r *run) fold(root expr.Node) (expr.Node, error) {
	err := r.pass(func(values map[string]any) error {
		for _, f := range r.folds {
			block, err := r.evaluate(f.call.Args[0], values)
			if err != nil {
				return err
			}
			if _, err := nd.Try(func() any { f.add(block); return nil }); err != nil {
				return r.failed(f, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	results := make(map[expr.Node]*nd.Array, len(r.folds))
	for _, f := range r.folds {
		if results[f.call], err = nd.Try(f.done); err != nil {
			return nil, r.failed(f, err)
		}
	}
	root, err = expr.Rewrite(root, func(n expr.Node) (expr.Node, error) {
		if v := results[n]; v != nil {
			return expr.At(n, v), nil
		}
		return nil, nil
	})
	if err != nil {
		return nil, err
	}
	return r.simplify(root)
}

// failed points at the reduction that an error comes from.
func (r *run) failed(f *fold, err error) error {
	start, end := f.call.Span()
	return &expr.Error{Source: r.Expr.Source, Start: start, End: end, Text: err.Error(), Err: err}
}

// write computes an expression that is rows: to the output, or into memory where it fits.
func (r *run) write(root expr.Node) (any, error) {
	if r.Output == "" {
		return r.collect(root)
	}
	var out *npy.Writer
	defer func() {
		if out != nil {
			out.Abort()
		}
	}()
	err := r.pass(func(values map[string]any) error {
		block, err := r.evaluate(root, values)
		if err != nil {
			return err
		}
		if out == nil {
			if out, err = r.create(block); err != nil {
				return err
			}
		}
		return out.Append(block)
	})
	if err != nil {
		return nil, err
	}
	return nil, out.Close()
}

// create begins the output with the dtype and the row of the first block.
func (r *run) create(block *nd.Array) (*npy.Writer, error) {
	d := block.DType()
	if !r.flat {
		return npy.Create(r.Output, d, block.Shape()[1:])
	}
	return npy.CreateShaped(r.Output, npy.Header{DType: d, Shape: r.shape, Fortran: r.fortran()})
}

// fortran says that the long axis of elements is in F order.
func (r *run) fortran() bool {
	for _, s := range r.streamed {
		return s.Header.Fortran
	}
	return false
}

// collect computes an expression that is rows into memory.
func (r *run) collect(root expr.Node) (any, error) {
	var blocks []any
	err := r.pass(func(values map[string]any) error {
		block, err := r.evaluate(root, values)
		if err != nil {
			return err
		}
		if blocks == nil {
			total := block.Size() / block.Shape()[0] * r.rows * block.DType().Size()
			if total > r.Budget {
				return r.refuse(root, "so would the result with %s: write it to a .npy file with -o", memory.Format(total))
			}
		}
		// The block may be a view of memory that is taken back.
		blocks = append(blocks, nd.Copy(block))
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := nd.Concat(blocks)
	switch {
	case !r.flat:
		return all, nil
	case !r.fortran():
		return nd.Reshape(all, r.shape...), nil
	}
	reversed := slices.Clone(r.shape)
	slices.Reverse(reversed)
	axes := make([]int, len(reversed))
	for i := range axes {
		axes[i] = len(axes) - 1 - i
	}
	return nd.PermuteDims(nd.Reshape(all, reversed...), axes...), nil
}
