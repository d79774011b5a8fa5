package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// reduction folds axes by a function of two operands: a Ufunc's reduce method. Reductions are made
// once, from the kernel table.
type reduction struct {
	name, goName string
	choices      [dtype.NumComputing]choice // by the operand's type
	fold         *Ufunc                     // folds two partial results
	identity     *Array                     // what the fold of nothing is; nil where that is an error
}

// newReduction makes the reduction of a row of the kernel table; identity is "0", "1" or "".
func newReduction(name, goName string, fold *Ufunc, identity string) *reduction {
	r := &reduction{name: name, goName: goName, fold: fold}
	switch identity {
	case "0":
		r.identity = scalar(int64(0))
	case "1":
		r.identity = scalar(int64(1))
	}
	op := kernel.Lookup(name)
	for id := range dtype.ID(dtype.NumComputing) {
		r.choices[id] = choose(op, id)
	}
	return r
}

// call reduces x. Every reduction of this package that is one fold is one such call.
func (r *reduction) call(x any, opts []ReduceOption) *Array {
	o := reduceOptions(opts)
	a := operand(r.goName, x)
	if o.dtype.Valid() && o.dtype != a.dtype {
		a = Astype(a, o.dtype)
	}
	return r.reduce(a, o)
}

// reduce folds the axes the options name.
func (r *reduction) reduce(a *Array, o options) *Array {
	folded := foldedAxes(r.goName, a, o)
	if !a.dtype.Computes() || r.choices[a.dtype.ID()].loop == nil {
		panic(fail(r.goName, ErrDType, "has no loop for dtype %s", a.dtype))
	}
	c := r.choices[a.dtype.ID()]
	result := c.out
	if o.dtype.Valid() {
		result = o.dtype.Native()
	}
	shape, strides, out := r.accumulators(a, c, folded, o.keepDims)
	if r.identity == nil && out.Size() > 0 && a.Size() == 0 {
		panic(fail(r.goName, ErrValue, "an array of shape %s has no elements to take it of, and no identity", shapeText(a.shape)))
	}
	f := walk.Folding{Loop: c.loop, Fold: r.fold.choices[c.loop.Out].loop.Packed}
	r.start(&f, a.Size() == 0)
	guard(r.goName, func() {
		walk.Reduce(&f, a.shape, walk.Operand{Ptr: out.ptr, Type: out.dtype, Strides: strides}, a.over(a.shape))
	})
	keepAlive(out, []*Array{a})
	out.shape, out.strides = shape, out.strides[:len(shape)]
	packC(out.strides, shape, out.dtype.Size())
	return deliver(r.goName, o, out, result)
}

// accumulators is the result before it is cast, one accumulator of the loop's type an element, with
// the shape of the result and strides over a's shape that are 0 along folded axes.
func (r *reduction) accumulators(a *Array, c choice, folded []bool, keep bool) (shape, strides []int, out *Array) {
	full := make([]int, len(a.shape))
	for i, dim := range a.shape {
		full[i] = dim
		if folded[i] {
			full[i] = 1
		}
		if keep || !folded[i] {
			shape = append(shape, full[i])
		}
	}
	out = uninitialized(dtype.Of(c.loop.Out), full)
	strides = append([]int(nil), out.strides...)
	for i := range strides {
		if folded[i] {
			strides[i] = 0
		}
	}
	return shape, strides, out
}

// start sets what a fold starts from. A floating sum starts from -0, which leaves even -0 alone; the
// sum of nothing is +0.
func (r *reduction) start(f *walk.Folding, empty bool) {
	if r.identity == nil {
		return
	}
	f.HasIdentity = true
	value := Astype(r.identity, dtype.Of(f.Loop.Out))
	if r.name == "sum" && !empty && (value.dtype.Kind() == dtype.KindFloat || value.dtype.Kind() == dtype.KindComplex) {
		value = Negative(value)
	}
	copy(f.Identity[:], unsafe.Slice((*byte)(value.ptr), value.dtype.Size()))
}

// foldedAxes marks the axes the options name, all of them by default.
func foldedAxes(op string, a *Array, o options) []bool {
	folded := make([]bool, len(a.shape))
	if !o.hasAxes {
		for i := range folded {
			folded[i] = true
		}
		return folded
	}
	list, err := layout.NormalizeAxes(o.axes, len(a.shape))
	if err != nil {
		panic(fail(op, ErrIndex, "%v", err))
	}
	for _, axis := range list {
		folded[axis] = true
	}
	return folded
}

// deliver brings a result into the dtype and the output the options name.
func deliver(op string, o options, out *Array, result dtype.DType) *Array {
	if o.out != nil {
		checkOutput(op, o.out, result, out.shape)
		copyTo(o.out, out)
		return o.out
	}
	if out.dtype != result {
		return Astype(out, result)
	}
	return out
}

// mapOptions and reduceOptions gather what a call's options say.
func mapOptions(opts []MapOption) options {
	var o options
	for _, opt := range opts {
		opt.mapped(&o)
	}
	return o
}

func reduceOptions(opts []ReduceOption) options {
	var o options
	for _, opt := range opts {
		opt.reduced(&o)
	}
	return o
}
