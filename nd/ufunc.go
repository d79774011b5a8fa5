package nd

import (
	"runtime"
	"slices"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// Ufunc is an elementwise function: its loops, one an element type, and the rules by which a call
// chooses one. Ufuncs are made once, from the kernel table; see Lookup for finding one by name.
type Ufunc struct {
	name     string // the standard's: "add"
	goName   string // as the user writes it: "Add"
	nin      int
	compares bool                       // the result says how the operands compare
	choices  [dtype.NumComputing]choice // by the operands' promoted type
}

// choice is what a ufunc does with operands of one promoted type. Without a loop it refuses them.
type choice struct {
	loop   *kernel.Loop
	out    dtype.DType
	direct *Direct // where the loop reads the promoted type and writes out: nothing to cast
}

var comparisons = []string{"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}

// Name is the standard's name of the function.
func (u *Ufunc) Name() string { return u.name }

// NIn is the number of operands.
func (u *Ufunc) NIn() int { return u.nin }

// newUfunc makes the ufunc of a row of the kernel table. Where the row has no loop for a type, a half
// type runs the float32 loop and is rounded back, and any other takes the first loop it casts to
// safely, as in NumPy: exp of int16 is float32, of int64 float64.
func newUfunc(name, goName string, nin int, noBool bool) *Ufunc {
	u := &Ufunc{name: name, goName: goName, nin: nin, compares: slices.Contains(comparisons, name)}
	op := kernel.Lookup(name)
	for id := range dtype.ID(dtype.NumComputing) {
		if id == dtype.IDBool && noBool {
			continue
		}
		u.choices[id] = choose(op, id)
		c := &u.choices[id]
		// An integer power is never direct: the exponent's sign has to be looked at.
		if c.loop != nil && c.loop.In == id && c.loop.Out == c.out.ID() && !(name == "pow" && dtype.Of(id).Kind() == dtype.KindInt) {
			c.direct = &Direct{Out: c.loop.Out, InSize: dtype.Of(id).Size(), OutSize: c.out.Size(), name: goName, loop: c.loop}
		}
	}
	return u
}

// choose finds the loop that serves operands of type id.
func choose(op *kernel.Op, id dtype.ID) choice {
	half := func(id dtype.ID) choice {
		loop := op.Find(dtype.IDFloat32)
		if loop == nil {
			return choice{}
		}
		if loop.Out == dtype.IDFloat32 {
			return choice{loop: loop, out: dtype.Of(id)}
		}
		return choice{loop: loop, out: dtype.Of(loop.Out)}
	}
	if loop := op.Find(id); loop != nil {
		return choice{loop: loop, out: dtype.Of(loop.Out)}
	}
	d := dtype.Of(id)
	switch {
	case id == dtype.IDFloat16 || id == dtype.IDBFloat16:
		return half(id)
	case dtype.CanCast(d, dtype.Float16, dtype.Safe):
		for _, id := range []dtype.ID{dtype.IDInt8, dtype.IDFloat16} {
			if loop := op.Find(id); loop != nil {
				return choice{loop: loop, out: dtype.Of(loop.Out)}
			}
		}
		return half(dtype.IDFloat16)
	}
	for i := range op.Loops {
		loop := &op.Loops[i]
		if loop.From == loop.In && dtype.CanCast(d, dtype.Of(loop.In), dtype.Safe) {
			return choice{loop: loop, out: dtype.Of(loop.Out)}
		}
	}
	return choice{}
}

// call1 calls a function of one operand. Every elementwise function of this package is one such call.
func (u *Ufunc) call1(x any, opts []MapOption) *Array {
	if a, ok := x.(*Array); ok && len(opts) < 2 {
		if out := u.fast(a, nil, opts); out != nil {
			return out
		}
	}
	return u.Call(mapOptions(opts), x)
}

// call2 calls a function of two operands.
func (u *Ufunc) call2(x1, x2 any, opts []MapOption) *Array {
	a, aok := x1.(*Array)
	b, bok := x2.(*Array)
	if aok && bok && len(opts) < 2 {
		if out := u.fast(a, b, opts); out != nil {
			return out
		}
	}
	return u.Call(mapOptions(opts), x1, x2)
}

// fast serves the commonest calls without planning: packed native operands of one type, shape and
// layout, b being nil for a function of one, and no option but Into an array like the result. It
// returns nil in any other case.
func (u *Ufunc) fast(a, b *Array, opts []MapOption) *Array {
	if a == nil || !a.dtype.Computes() || a.dtype.Swapped() || b != nil && !a.twin(b) {
		return nil
	}
	c := &u.choices[a.dtype.ID()]
	if c.direct == nil {
		return nil
	}
	n, ok := a.packedSize()
	if !ok {
		return nil
	}
	var out *Array
	if len(opts) == 0 {
		out = c.like(a, n)
	} else if o, ok := opts[0].(into); ok && c.fits(o.out, a, b, n) {
		out = o.out
	} else {
		return nil
	}
	if b == nil {
		c.direct.Run(n, out.ptr, a.ptr, nil, NoScalar)
	} else {
		c.direct.Run(n, out.ptr, a.ptr, b.ptr, NoScalar)
	}
	runtime.KeepAlive(a)
	runtime.KeepAlive(b)
	runtime.KeepAlive(out)
	return out
}

// twin says that b has a's type, shape and strides.
func (a *Array) twin(b *Array) bool {
	if a.dtype.ID() != b.dtype.ID() || b.dtype.Swapped() || len(a.shape) != len(b.shape) {
		return false
	}
	for i, dim := range a.shape {
		if dim != b.shape[i] || a.strides[i] != b.strides[i] {
			return false
		}
	}
	return true
}

// fits says that out has the result's type and shape, is packed and writable, and is no shifted part of an
// operand.
func (c *choice) fits(out, a, b *Array, n int) bool {
	if out == nil || out.readonly || out.dtype.ID() != c.direct.Out || out.dtype.Swapped() || !sameShape(out.shape, a.shape) {
		return false
	}
	if _, ok := out.packedSize(); !ok {
		return false
	}
	return c.clear(out, a, n) && (b == nil || c.clear(out, b, n))
}

// clear says that writing out, n elements, leaves an operand as it is until it was read.
func (c *choice) clear(out, a *Array, n int) bool {
	lo, at := uintptr(out.ptr), uintptr(a.ptr)
	return lo == at && c.direct.OutSize == c.direct.InSize || lo+uintptr(n*c.direct.OutSize) <= at || at+uintptr(n*c.direct.InSize) <= lo
}

// packedSize is the number of elements, and whether they lie packed in C order.
func (a *Array) packedSize() (n int, ok bool) {
	n = 1
	stride := a.dtype.Size()
	for i := len(a.shape) - 1; i >= 0; i-- {
		if a.strides[i] != stride && a.shape[i] != 1 {
			return 0, false
		}
		stride *= a.shape[i]
		n *= a.shape[i]
	}
	return n, true
}

// like is a new array of a's shape, n elements of the choice's type.
func (c *choice) like(a *Array, n int) *Array {
	rank := len(a.shape)
	if n*c.direct.OutSize > inlineBytes || rank > inlineRank {
		return uninitialized(c.out, a.shape)
	}
	out := new(smallArray)
	out.ptr = unsafe.Pointer(&out.data)
	out.dtype = c.out
	out.shape = out.dims[:rank:rank]
	out.strides = out.dims[inlineRank : inlineRank+rank : inlineRank+rank]
	stride := c.direct.OutSize
	for i := rank - 1; i >= 0; i-- {
		out.shape[i], out.strides[i] = a.shape[i], stride
		if a.shape[i] > 0 {
			stride *= a.shape[i]
		}
	}
	return &out.Array
}

// Call is the function applied to operands, with every check: operands are converted, their types
// promoted (Go numbers are weak), their shapes broadcast, the output made or checked.
func (u *Ufunc) Call(o options, operands ...any) *Array {
	if len(operands) != u.nin {
		panic(fail(u.goName, ErrType, "takes %d operands, not %d", u.nin, len(operands)))
	}
	var in [2]*Array
	var weak [2]dtype.Weak
	for i, x := range operands {
		in[i], weak[i] = weakOperand(u.goName, x)
	}
	args := in[:u.nin]
	if o.where != nil {
		o.where = checkedMask(u.goName, o.where)
	}
	c := u.resolve(args, weak[:u.nin])
	shape, err := broadcast(args, o.where)
	if err != nil {
		if o.where != nil {
			args = append(args, o.where.(*Array))
		}
		panic(fail(u.goName, ErrShape, "shapes %s do not broadcast: %v", shapesText(args), err))
	}
	out := u.output(o, c, shape, args)
	u.run(c, out, o.where, shape, args)
	return finish(o, out)
}

// checkedMask is the mask of Masked as an array, refused unless it is boolean.
func checkedMask(op string, mask any) *Array {
	a := operand("Masked", mask)
	if a.dtype.ID() != dtype.IDBool {
		panic(fail(op, ErrDType, "the mask must be boolean, not %s: compare it with 0", describe(a)))
	}
	return a
}

// resolve chooses the loop for the operands' promoted type.
func (u *Ufunc) resolve(args []*Array, weak []dtype.Weak) choice {
	d, err := promote(args, weak)
	if err != nil && u.compares && kindOf(err) == ErrOverflow && (weak[0] == notWeak) != (weak[1] == notWeak) {
		d, err = compareBeyond(args, weak), nil
	}
	if err != nil {
		panic(fail(u.goName, kindOf(err), "%v", err))
	}
	if u.name == "pow" && d.Kind() == dtype.KindInt {
		refuseNegativePower(args[1])
	}
	if d.Computes() {
		if c := u.choices[d.ID()]; c.loop != nil {
			return u.narrowest(c, d, args, weak)
		}
	}
	panic(fail(u.goName, ErrDType, "has no loop for %s", typesOf(args)))
}

// narrowest is the choice for integers of two types by a function whose results are floating: the
// smallest floating type that holds both, which can be smaller than what holds their common integer type.
// int8 and uint16 promote to int32, but a float32 holds either.
func (u *Ufunc) narrowest(c choice, d dtype.DType, args []*Array, weak []dtype.Weak) choice {
	if len(args) != 2 || d.Kind() == dtype.KindFloat || c.out.Kind() != dtype.KindFloat || args[0].dtype.ID() == args[1].dtype.ID() ||
		weak[0] != notWeak || weak[1] != notWeak {
		return c
	}
	common, ok := dtype.Promote(u.choices[args[0].dtype.ID()].out, u.choices[args[1].dtype.ID()].out)
	if !ok {
		return c
	}
	return u.choices[common.ID()]
}

// compareBeyond replaces the operands of a comparison between an array of integers and a Go number that its
// type does not hold: every element compares to such a number as 0 does to the number's sign.
func compareBeyond(args []*Array, weak []dtype.Weak) dtype.DType {
	for i, a := range args {
		sign := int64(0)
		if weak[i] != notWeak {
			sign = 1
			if v, ok := a.Item().(int64); ok && v < 0 {
				sign = -1
			}
		}
		args[i] = BroadcastTo(scalar(sign), a.shape...)
	}
	return dtype.Int64
}

// refuseNegativePower is the check that an integer loop of Pow cannot make itself.
func refuseNegativePower(exponent *Array) {
	if exponent.Size() > 0 && Astype(Min(exponent), dtype.Int64).Item().(int64) < 0 {
		panic(fail("Pow", ErrValue, "integers to negative integer powers are not allowed: make one operand floating"))
	}
}

// output is the array the loop writes: Into's where it can be written directly, else a new one.
func (u *Ufunc) output(o options, c choice, shape []int, args []*Array) *Array {
	if o.out == nil {
		if o.allocate != nil && o.where == nil {
			return o.allocate(c.out, shape)
		}
		return uninitialized(c.out, shape)
	}
	checkOutput(u.goName, o.out, c.out, shape)
	if o.where != nil || clobbers(o.out, args) {
		return uninitialized(c.out, shape)
	}
	return o.out
}

// run walks the operands through the loop.
func (u *Ufunc) run(c choice, out *Array, where any, shape []int, args []*Array) {
	p := walk.Program{In: c.loop.In, Out: c.loop.Out, Loop: c.loop}
	var src [2]walk.Operand
	for i, a := range args {
		src[i] = a.over(shape)
	}
	guard(u.goName, func() { walk.Map(&p, shape, out.over(shape), src[:len(args)]...) })
	keepAlive(out, args)
}

// over is a as an operand of a walk over shape, which it broadcasts to.
func (a *Array) over(shape []int) walk.Operand {
	strides := a.strides
	if !sameShape(a.shape, shape) {
		strides = make([]int, len(shape))
		lead := len(shape) - len(a.shape)
		for i, dim := range a.shape {
			if dim != 1 {
				strides[lead+i] = a.strides[i]
			}
		}
	}
	return walk.Operand{Ptr: a.ptr, Type: a.dtype, Strides: strides}
}

func sameShape(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// clobbers says that writing out element by element could change an operand before it is read: they
// share memory and are not the very same window.
func clobbers(out *Array, args []*Array) bool {
	for _, a := range args {
		if a.ptr == out.ptr && a.dtype == out.dtype && sameShape(a.shape, out.shape) && sameShape(a.strides, out.strides) {
			continue
		}
		if overlap(a, out) {
			return true
		}
	}
	return layout.SelfOverlap(out.Layout(), out.dtype.Size())
}

// overlap says that two windows may share a byte.
func overlap(a, b *Array) bool {
	return layout.Overlap(a.Layout(), uintptr(unsafe.Pointer(a.ptr)), a.dtype.Size(),
		b.Layout(), uintptr(unsafe.Pointer(b.ptr)), b.dtype.Size())
}
