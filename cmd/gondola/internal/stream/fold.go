package stream

import (
	"maps"

	"gondola/cmd/gondola/internal/expr"
	"gondola/dtype"
	"gondola/nd"
)

// fold is a reduction along the first axis, and perhaps others, of which blocks are seen one by one.
//
// Of every block a partial result is made, and partial results are merged. The levels keep merged ones,
// level i those of 2^i blocks, as the digits of a binary counter: each partial is merged with one
// that stands for as many blocks.
type fold struct {
	call     *expr.Call
	axes     []int // folded, the first axis among them
	keepDims bool
	keywords []expr.Keyword // others than axis and keepdims; their values are literals
	result   dtype.DType    // of the result; the zero DType where it is that of the partial results
	pivot    *nd.Array      // of var and std, the mean of the first block; distances from it are small, so they are exact
	levels   []*partial
}

// partial is what is known of some blocks. Arrays have the folded axes, with length 1.
type partial struct {
	count  float64   // elements folded into each element of value
	value  *nd.Array // the sum; of var and std the mean less the pivot; or what the function itself gives
	spread *nd.Array // of var and std, the sum of squared distances from the mean
}

func (f *fold) replaces() expr.Node { return f.call }
func (f *fold) operand() expr.Node  { return f.call.Args[0] }

// add folds one more block.
func (f *fold) add(block *nd.Array) error {
	p := f.partial(block)
	for i := range f.levels {
		if f.levels[i] == nil {
			f.levels[i] = p
			return nil
		}
		p, f.levels[i] = f.merge(f.levels[i], p), nil
	}
	f.levels = append(f.levels, p)
	return nil
}

// done is the reduction of all blocks.
func (f *fold) done() *nd.Array {
	var p *partial
	for _, level := range f.levels {
		switch {
		case level == nil:
		case p == nil:
			p = level
		default:
			p = f.merge(level, p)
		}
	}
	v := f.finish(p)
	if f.result.Valid() && v.DType() != f.result {
		v = nd.Astype(v, f.result)
	}
	if !f.keepDims {
		v = nd.Squeeze(v, f.axes...)
	}
	return v
}

// wide is the type that partial results of that type are merged in.
func wide(d dtype.DType) dtype.DType {
	switch d.Kind() {
	case dtype.KindFloat:
		return dtype.Float64
	case dtype.KindComplex:
		return dtype.Complex128
	}
	return d
}

// partial is the partial result of one block.
func (f *fold) partial(block *nd.Array) *partial {
	p := &partial{}
	along := []nd.ReduceOption{nd.Axis(f.axes...), nd.KeepDims}
	switch f.call.Function.Name {
	case "sum", "prod":
		f.fixResult(block)
		p.value = f.apply(block, map[string]any{"dtype": wide(f.result)})
	case "mean":
		f.fixResult(block)
		p.value = nd.Sum(block, append(along, nd.As(wide(f.result)))...)
	case "var", "std":
		f.fixResult(block)
		if work := wide(nd.Mean(empty(block)).DType()); work != block.DType() {
			block = nd.Astype(block, work)
		}
		if f.pivot == nil {
			f.pivot = nd.Mean(block, along...)
		}
		block = nd.Subtract(block, f.pivot)
		p.value = nd.Mean(block, along...)
		p.spread = nd.Sum(squared(nd.Subtract(block, p.value)), along...)
	default:
		p.value = f.apply(block, nil)
	}
	p.count = float64(block.Size()) / float64(max(1, p.value.Size()))
	return p
}

// fixResult learns the dtype of the result from what the function makes of no rows.
func (f *fold) fixResult(block *nd.Array) {
	if !f.result.Valid() {
		f.result = f.apply(empty(block), nil).DType()
	}
}

// empty is a window on no rows of a block.
func empty(block *nd.Array) *nd.Array { return block.Index(nd.Slice(0, 0)) }

// apply is the function itself, of one block; keywords override those of the expression.
func (f *fold) apply(block *nd.Array, keywords map[string]any) *nd.Array {
	all := map[string]any{"axis": f.axes, "keepdims": true}
	for _, k := range f.keywords {
		all[k.Name] = k.Value.(*expr.Literal).Value
	}
	maps.Copy(all, keywords)
	v, err := f.call.Function.Call([]any{block}, all)
	if err != nil {
		panic(err)
	}
	return v.(*nd.Array)
}

// squared is the squared modulus.
func squared(distance *nd.Array) *nd.Array {
	if distance.DType().Kind() == dtype.KindComplex {
		distance = nd.Abs(distance)
	}
	return nd.Square(distance)
}

// merge is the partial result of the blocks of a and of b.
func (f *fold) merge(a, b *partial) *partial {
	p := &partial{count: a.count + b.count}
	switch f.call.Function.Name {
	case "sum", "mean", "count_nonzero":
		p.value = nd.Add(a.value, b.value)
	case "prod":
		p.value = nd.Multiply(a.value, b.value)
	case "min":
		p.value = nd.Minimum(a.value, b.value)
	case "max":
		p.value = nd.Maximum(a.value, b.value)
	case "any":
		p.value = nd.LogicalOr(a.value, b.value)
	case "all":
		p.value = nd.LogicalAnd(a.value, b.value)
	case "var", "std":
		// Chan, Golub and LeVeque's update.
		distance := nd.Subtract(b.value, a.value)
		p.value = nd.Add(a.value, nd.Multiply(distance, b.count/p.count))
		between := nd.Multiply(squared(distance), a.count*(b.count/p.count))
		p.spread = nd.Add(nd.Add(a.spread, b.spread), between)
	}
	return p
}

// finish is the value of the reduction.
func (f *fold) finish(p *partial) *nd.Array {
	switch f.call.Function.Name {
	case "mean":
		return nd.Divide(p.value, p.count)
	case "var":
		return f.variance(p)
	case "std":
		return nd.Sqrt(f.variance(p))
	}
	return p.value
}

// variance divides the squared distances by the number of elements less the correction.
func (f *fold) variance(p *partial) *nd.Array {
	correction := 0.0
	for _, k := range f.keywords {
		switch c := k.Value.(*expr.Literal).Value.(type) {
		case int:
			correction = float64(c)
		case float64:
			correction = c
		}
	}
	return nd.Divide(p.spread, max(0, p.count-correction))
}
