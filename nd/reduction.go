package nd

import (
	"math"
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
	join         *Ufunc                     // folds two partial results
	identity     int                        // what the fold of nothing is
	hasIdentity  bool                       // false where the fold of nothing is an error
	starts       [dtype.NumComputing]start  // by the loop's output type
}

// start is the value a fold starts from, as bytes: of nothing, and of something. They differ for a floating
// sum, which starts from -0 so that even -0 is left alone, while the sum of nothing is +0.
type start struct{ nothing, something [16]byte }

// newReduction makes the reduction of a row of the kernel table; identity is "0", "1" or "".
func newReduction(name, goName string, join *Ufunc, identity string) *reduction {
	r := &reduction{name: name, goName: goName, join: join}
	if identity != "" {
		r.identity, r.hasIdentity = int(identity[0]-'0'), true
	}
	op := kernel.Lookup(name)
	for id := range dtype.ID(dtype.NumComputing) {
		r.choices[id] = choose(op, id)
		if loop := r.choices[id].loop; loop != nil && r.hasIdentity {
			r.starts[loop.Out] = r.startOf(loop.Out)
		}
	}
	return r
}

// startOf is what a fold of type id starts from.
func (r *reduction) startOf(id dtype.ID) (s start) {
	identity := float64(r.identity)
	kernel.Cast(dtype.IDFloat64, id)(1, unsafe.Pointer(&s.nothing), unsafe.Pointer(&identity), nil)
	if identity == 0 {
		identity = math.Copysign(0, -1)
	}
	kernel.Cast(dtype.IDFloat64, id)(1, unsafe.Pointer(&s.something), unsafe.Pointer(&identity), nil)
	return s
}

// whole folds a packed native array of no more than a block into one value, without planning. It
// returns nil in any other case.
func (r *reduction) whole(a *Array) *Array {
	n := a.Size()
	if !a.dtype.Computes() || a.dtype.Swapped() || n == 0 || n > 1<<15 || !a.IsC() {
		return nil
	}
	c := &r.choices[a.dtype.ID()]
	if c.loop == nil || c.loop.In != a.dtype.ID() || c.loop.Out != c.out.ID() {
		return nil
	}
	out := uninitialized(c.out, nil)
	size := c.out.Size()
	first := unsafe.Slice((*byte)(a.ptr), size)
	if r.hasIdentity {
		first = r.starts[c.loop.Out].something[:size]
	}
	copy(unsafe.Slice((*byte)(out.ptr), size), first)
	c.loop.Reduce(n, out.ptr, a.ptr)
	keepAlive(out, []*Array{a})
	return out
}

// call reduces x. Every reduction of this package that is one fold is one such call.
func (r *reduction) call(x any, opts []ReduceOption) *Array {
	a := operand(r.goName, x)
	if len(opts) == 0 {
		if out := r.whole(a); out != nil {
			return out
		}
	}
	o := reduceOptions(opts)
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
	result := r.choices[a.dtype.ID()].out
	if o.dtype.Valid() {
		result = o.dtype.Native()
	}
	return deliver(r.goName, o, r.fold(a, a.dtype, folded, o.keepDims, nil), result)
}

// fold folds the marked axes with the loop for operands of type d, to which elements are converted on their
// way. Of a center, whose folded axes have length 1, it folds the squared distances.
func (r *reduction) fold(a *Array, d dtype.DType, folded []bool, keep bool, center *Array) *Array {
	c := r.choices[d.ID()]
	shape, strides, out := r.accumulators(a, c, folded, keep)
	if !r.hasIdentity && out.Size() > 0 && a.Size() == 0 {
		panic(fail(r.goName, ErrValue, "an array of shape %s has no elements to take it of, and no identity", layout.FormatShape(a.shape)))
	}
	f := walk.Folding{Loop: c.loop, Fold: r.join.choices[c.loop.Out].loop.Packed}
	if r.hasIdentity {
		f.HasIdentity, f.Identity = true, r.starts[c.loop.Out].something
		if a.Size() == 0 {
			f.Identity = r.starts[c.loop.Out].nothing
		}
	}
	if center != nil {
		f.Center = center.ptr
		f.Subtract, f.Multiply = subtractUfunc.choices[c.loop.In].loop, multiplyUfunc.choices[c.loop.In].loop
	}
	guard(r.goName, func() {
		walk.Reduce(&f, a.shape, walk.Operand{Ptr: out.ptr, Type: out.dtype, Strides: strides}, a.over(a.shape))
	})
	keepAlive(out, []*Array{a, center})
	out.shape, out.strides = shape, out.strides[:len(shape)]
	layout.CStrides(out.strides, shape, out.dtype.Size())
	return out
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
		panic(fail(op, layoutKind(err), "%v", err))
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
