package stream

import (
	"fmt"
	"io"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/cmd/gondola/internal/expr"
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

// accumulator makes a constant of the blocks of a part of the expression.
type accumulator interface {
	replaces() expr.Node // the part that the constant stands for
	operand() expr.Node  // what of every block is added
	add(block *nd.Array) error
	done() *nd.Array
}

// accumulate computes what is pending in one pass, and puts the results into the tree.
func (r *run) accumulate(root expr.Node) (expr.Node, error) {
	err := r.pass(func(values map[string]any) error {
		for _, p := range r.pending {
			block, err := r.evaluate(p.operand(), values)
			if err != nil {
				return err
			}
			if err := r.try(p, func() error { return p.add(block) }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	results := make(map[expr.Node]*nd.Array, len(r.pending))
	for _, p := range r.pending {
		if err := r.try(p, func() error { results[p.replaces()] = p.done(); return nil }); err != nil {
			return nil, err
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

// try calls f, and lets an error of package nd point at the part that it comes from.
func (r *run) try(p accumulator, f func() error) error {
	err, panicked := nd.Try(f)
	if panicked == nil {
		return err
	}
	start, end := p.replaces().Span()
	return &expr.Error{Source: r.Expr.Source, Start: start, End: end, Text: panicked.Error(), Err: panicked}
}

// write computes an expression that is rows, to the output.
func (r *run) write(root expr.Node) error {
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
		return err
	}
	return out.Close()
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
