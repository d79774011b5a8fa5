package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// Where gives the elements of x1 where condition is true, of x2 elsewhere. The three broadcast; a
// condition that is not bool is true where it is not zero. Go numbers are weak.
func Where(condition, x1, x2 any) *Array {
	cond := operand("Where", condition)
	var args [2]*Array
	var weak [2]dtype.Weak
	args[0], weak[0] = weakOperand("Where", x1)
	args[1], weak[1] = weakOperand("Where", x2)
	d, err := promote(args[:], weak[:])
	if err != nil {
		panic(fail("Where", kindOf(err), "%v", err))
	}
	if !d.Computes() {
		args[0], args[1] = Astype(args[0], d), Astype(args[1], d)
	}
	p := walk.Program{In: d.ID(), Out: d.ID(), First: dtype.IDBool, Three: kernel.Select(d.Size())}
	return ternary("Where", &p, d, options{}, []*Array{cond, args[0], args[1]})
}

// ternary runs a loop of three operands, whose results become d. The loop may write before it has read its
// second and third operand.
func ternary(op string, p *walk.Program, d dtype.DType, o options, args []*Array) *Array {
	shape, err := broadcast(args, o.where)
	if err != nil {
		panic(fail(op, ErrShape, "shapes %s do not broadcast: %v", shapesText(args), err))
	}
	out := o.out
	if out != nil {
		checkOutput(op, out, d, shape)
	}
	switch {
	case out == nil && o.where == nil && o.allocate != nil:
		out = o.allocate(d, shape)
	case out == nil, o.where != nil, clobbers(out, args[:1]), overlap(out, args[1]), overlap(out, args[2]):
		out = uninitialized(d, shape)
	}
	guard(op, func() {
		walk.Map(p, shape, out.over(shape), args[0].over(shape), args[1].over(shape), args[2].over(shape))
	})
	keepAlive(out, args)
	return finish(o, out)
}

// Clip is x limited to the range from min to max, each an array or a number that broadcasts with x,
// or nil for no limit. The result has x's dtype. NaN anywhere gives NaN; where min exceeds max the
// result is max.
func Clip(x, min, max any, opts ...MapOption) *Array {
	a := operand("Clip", x)
	if a.dtype.Kind() == dtype.KindComplex || a.dtype.Kind() == dtype.KindBool || !a.dtype.Computes() {
		panic(fail("Clip", ErrDType, "has no loop for dtype %s", a.dtype))
	}
	o := mapOptions(opts)
	args, weak := []*Array{a}, []dtype.Weak{notWeak}
	for _, bound := range []any{min, max} {
		if bound != nil {
			b, w := weakOperand("Clip", bound)
			args, weak = append(args, b), append(weak, w)
		}
	}
	if len(args) == 3 {
		// In one pass, unless limits of another type have to be compared in that.
		if d, err := promote(args, weak); err == nil && d == a.dtype.Native() {
			low, high := maximumUfunc.choices[d.ID()].loop, minimumUfunc.choices[d.ID()].loop
			p := walk.Program{In: low.In, Out: low.Out, First: low.In, Three: func(n int, dst, x, lo, hi unsafe.Pointer) {
				low.Packed(n, dst, x, lo)
				high.Packed(n, dst, dst, hi)
			}}
			return ternary("Clip", &p, d, o, args)
		}
	}
	result := a
	if min != nil {
		result = clipSide(maximumUfunc, result, min)
	}
	if max != nil {
		result = clipSide(minimumUfunc, result, max)
	}
	if result == a {
		result = Positive(a)
	}
	if o.out != nil {
		checkOutput("Clip", o.out, result.dtype, result.shape)
	}
	return finish(o, result)
}

// clipSide limits x on one side in the common type of both, and brings it back to x's.
func clipSide(u *Ufunc, x *Array, bound any) *Array {
	clip := *u
	clip.goName = "Clip"
	limited := clip.Call(options{}, x, bound)
	if d := x.dtype.Native(); limited.dtype != d {
		limited = Astype(limited, d)
	}
	return limited
}

// ArgMax is the position of the greatest element along an axis, the first of equals; without an axis
// the position in the flattened array. NaN counts as the greatest.
func ArgMax(x any, opts ...ReduceOption) *Array {
	return argExtreme("ArgMax", x, reduceOptions(opts), kernel.ArgMax)
}

// ArgMin is the position of the least element, by the rules of ArgMax. NaN counts as the least.
func ArgMin(x any, opts ...ReduceOption) *Array {
	return argExtreme("ArgMin", x, reduceOptions(opts), kernel.ArgMin)
}

// argExtreme searches packed lanes.
func argExtreme(op string, x any, o options, search func(dtype.ID) kernel.Arg) *Array {
	a := operand(op, x)
	if !a.dtype.Computes() {
		panic(fail(op, ErrDType, "has no loop for dtype %s", a.dtype))
	}
	if o.hasAxes && len(o.axes) != 1 {
		panic(fail(op, ErrValue, "takes one axis, not %d", len(o.axes)))
	}
	folded := foldedAxes(op, a, o)
	var shape []int
	axis := 0
	for i, dim := range a.shape {
		switch {
		case !folded[i]:
			shape = append(shape, dim)
		case o.keepDims:
			shape = append(shape, 1)
		}
		if folded[i] {
			axis = i
		}
	}
	lanes := a
	if o.hasAxes {
		lanes = MoveAxis(a, []int{axis}, []int{-1})
	}
	if lanes.dtype.Swapped() || !lanes.IsC() {
		lanes = Copy(Astype(lanes, a.dtype.Native()))
	}
	n := foldedCount(a, folded)
	out := uninitialized(dtype.Int64, shape)
	if n == 0 {
		panic(fail(op, ErrValue, "an array of shape %s has no elements to search", layout.FormatShape(a.shape)))
	}
	f := search(a.dtype.ID())
	size := a.dtype.Size()
	result := Of[int64](out).flat()
	guard(op, func() {
		walk.Parallel(len(result)*n, func(lo, hi int) {
			for i := lo / n; i < hi/n; i++ {
				result[i] = int64(f(n, unsafe.Add(lanes.ptr, i*n*size)))
			}
		}, walk.Unit(n))
	})
	keepAlive(out, []*Array{lanes})
	return deliver(op, o, out, dtype.Int64)
}

// CountNonzero is the number of elements that are not zero, of the whole array or along axes.
func CountNonzero(x any, opts ...ReduceOption) *Array {
	a := operand("CountNonzero", x)
	if !a.dtype.Computes() {
		panic(fail("CountNonzero", ErrDType, "has no loop for dtype %s", a.dtype))
	}
	o := reduceOptions(opts)
	foldedAxes("CountNonzero", a, o) // Sum would name itself
	truth := a
	if a.dtype != dtype.Bool {
		truth = Astype(a, dtype.Bool)
	}
	if len(opts) == 0 && truth.IsC() {
		count := kernel.CountTrue(unsafe.Slice((*byte)(truth.ptr), truth.Size()))
		keepAlive(truth, nil)
		return scalar(int64(count))
	}
	return Sum(truth, opts...)
}

// Diff is the n-th difference of neighbours along an axis, -1 by default: x[1:] - x[:-1], n times.
// prepend and append, where not nil, are joined to x first; a number stands for an array of length 1
// along the axis. Differences of bools are their exclusive or.
func Diff(x any, n int, prepend, appendix any, opts ...AxisOption) *Array {
	a := operand("Diff", x)
	o := axisOptions(opts)
	if !o.hasAxes {
		o.axes, o.hasAxes = []int{-1}, true
	}
	axis := oneAxis("Diff", a, o)
	if n < 0 {
		panic(fail("Diff", ErrValue, "n must not be negative, got %d", n))
	}
	parts := []any{}
	for _, part := range []any{prepend, a, appendix} {
		if part == nil {
			continue
		}
		b := operand("Diff", part)
		if len(b.shape) == 0 && len(a.shape) > 0 {
			shape := append([]int(nil), a.shape...)
			shape[axis] = 1
			b = BroadcastTo(b, shape...)
		}
		parts = append(parts, b)
	}
	if len(parts) > 1 {
		a = Concat(parts, Axis(axis))
	}
	difference := Subtract
	if a.dtype == dtype.Bool {
		difference = NotEqual
	}
	for range n {
		a = difference(along(a, axis, Slice(1, nil)), along(a, axis, Slice(nil, -1)))
	}
	return a
}

// along is a indexed along one axis.
func along(a *Array, axis int, index any) *Array {
	key := make([]any, axis+1)
	for i := range axis {
		key[i] = Slice(nil, nil)
	}
	key[axis] = index
	return a.Index(key...)
}

func axisOptions(opts []AxisOption) options {
	var o options
	for _, opt := range opts {
		opt.alongAxis(&o)
	}
	return o
}
