package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/walk"
)

// Apply is a Go function applied to every element of x, as an array of R in x's shape. Elements are converted to
// T first, where they convert by the "same kind" rule; a Go number is weak. Into and Masked work as for
// any elementwise function; f is called only where the mask is true.
//
// f runs on the calling goroutine, once an element, in an order that depends on how the operands lie in memory.
// So it may keep state of its own, and a panic of f is the caller's. A closure costs a few nanoseconds an element:
// the functions of this package are faster where they do the job.
//
//	celsius := func(f float64) float64 { return (f - 32) / 1.8 }
//	y := nd.Apply(celsius, x)
func Apply[T, R dtype.Element](f func(T) R, x any, opts ...MapOption) *Array {
	return (&applied{
		op: "Apply", operands: []any{x}, types: []dtype.DType{dtype.For[T]()}, result: dtype.For[R](),
		loop: func(n int, dst, a, _, _ unsafe.Pointer) {
			d := unsafe.Slice((*R)(dst), n)
			for i, v := range unsafe.Slice((*T)(a), n) {
				d[i] = f(v)
			}
		},
	}).call(mapOptions(opts))
}

// Apply2 is a Go function of two operands applied to every pair of elements of x1 and x2, which broadcast, by
// the rules of Apply.
//
//	clock := nd.Apply2(func(h int64, m float64) float64 { return float64(h) + m/60 }, hours, minutes)
func Apply2[T1, T2, R dtype.Element](f func(T1, T2) R, x1, x2 any, opts ...MapOption) *Array {
	return (&applied{
		op: "Apply2", operands: []any{x1, x2}, types: []dtype.DType{dtype.For[T1](), dtype.For[T2]()}, result: dtype.For[R](),
		loop: func(n int, dst, a, b, _ unsafe.Pointer) {
			d, x, y := unsafe.Slice((*R)(dst), n), unsafe.Slice((*T1)(a), n), unsafe.Slice((*T2)(b), n)
			for i := range d {
				d[i] = f(x[i], y[i])
			}
		},
	}).call(mapOptions(opts))
}

// applied is one call of a user's function.
type applied struct {
	op       string
	operands []any
	types    []dtype.DType // of the function's parameters
	result   dtype.DType
	loop     func(n int, dst, a, b, _ unsafe.Pointer)
}

func (c *applied) call(o options) *Array {
	args := make([]*Array, len(c.operands))
	for i, x := range c.operands {
		args[i] = c.argument(i, x)
	}
	shape, err := broadcast(args, o.where)
	if err != nil {
		panic(fail(c.op, ErrShape, "shapes %s do not broadcast: %v", shapesText(args), err))
	}
	if o.out != nil {
		checkOutput(c.op, o.out, c.result, shape)
	}
	if o.where != nil {
		return c.masked(o, args, shape)
	}
	out := o.out
	switch {
	case out == nil && o.allocate != nil:
		out = o.allocate(c.result, shape)
	case out == nil || clobbers(out, args):
		out = uninitialized(c.result, shape)
	}
	c.run(out, args)
	return finish(o, out)
}

// argument is operand i as an array of what converts to the function's parameter.
func (c *applied) argument(i int, x any) *Array {
	a, weak := weakOperand(c.op, x)
	to := c.types[i]
	if weak != notWeak {
		d, err := promote([]*Array{a, uninitialized(to, nil)}, []dtype.Weak{weak, notWeak})
		if err != nil {
			panic(fail(c.op, kindOf(err), "%v", err))
		}
		if d == to {
			return a
		}
	}
	if !a.dtype.Computes() || !dtype.CanCast(a.dtype, to, dtype.SameKind) {
		panic(fail(c.op, ErrDType, "an operand of dtype %s does not become the function's %s by the rule same_kind: use Astype", a.dtype, to))
	}
	if to == dtype.Bool {
		return NotEqual(a, false) // foreign memory may hold any byte, a Go bool may not
	}
	return a
}

// masked calls the function on the elements that the mask selects, and puts the results in their places.
func (c *applied) masked(o options, args []*Array, shape []int) *Array {
	mask := BroadcastTo(Astype(o.where, dtype.Bool), shape...)
	selected := make([]*Array, len(args))
	for i, a := range args {
		selected[i] = BroadcastTo(a, shape...).Index(mask)
	}
	results := uninitialized(c.result, selected[0].shape)
	c.run(results, selected)
	out := o.out
	if out == nil {
		out = uninitialized(c.result, shape)
	}
	out.SetIndex(results, mask)
	return out
}

// run walks the operands through the function.
func (c *applied) run(out *Array, args []*Array) {
	p := walk.Program{Out: c.result.ID(), First: c.types[0].ID(), Three: c.loop, Alone: true}
	src := make([]walk.Operand, len(args))
	for i, a := range args {
		p.In = c.types[i].ID()
		src[i] = a.over(out.shape)
	}
	guard(c.op, func() { walk.Map(&p, out.shape, out.over(out.shape), src...) })
	keepAlive(out, args)
}
