package nd

import (
	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
)

// Astype is x with its elements converted to d, as a new packed array. Floats are truncated toward 0 to
// integers; NaN and values out of range give what the machine's conversion gives. Real numbers get the
// imaginary part 0; a complex number does not become real: take Real or Abs. Anything becomes a bool by
// being nonzero. Into names the output.
func Astype(x any, d dtype.DType, opts ...MapOption) *Array {
	a := operand("Astype", x)
	o := mapOptions(opts)
	if a.dtype.Kind() == dtype.KindComplex && d.Computes() && d.Kind() != dtype.KindComplex && d.Kind() != dtype.KindBool {
		panic(fail("Astype", ErrDType, "%s does not become %s: take its real part or its absolute value first", a.dtype, d))
	}
	if !castable(a.dtype, d) {
		panic(fail("Astype", ErrDType, "%s does not convert to %s", a.dtype, d))
	}
	out := o.out
	switch {
	case out != nil:
		checkOutput("Astype", out, d, a.shape)
	case o.allocate != nil:
		out = o.allocate(d, a.shape)
	default:
		out = uninitialized(d, a.shape)
	}
	copyTo(out, a)
	return out
}

// Copy is a new array with x's elements, packed in C order.
func Copy(x any) *Array {
	a := operand("Copy", x)
	out := uninitialized(a.dtype, a.shape)
	copyTo(out, a)
	return out
}

// castable says that elements of one type can be converted to another: computing types among
// themselves, carried types to what has the same bytes up to their order, datetimes to integers of
// their size and back.
func castable(from, to dtype.DType) bool {
	switch {
	case from.Computes() && to.Computes(), from.Native().Equal(to.Native()):
		return true
	case from.Kind() == dtype.KindDatetime || from.Kind() == dtype.KindTimedelta:
		return to.ID() == dtype.IDInt64
	case to.Kind() == dtype.KindDatetime || to.Kind() == dtype.KindTimedelta:
		return from.ID() == dtype.IDInt64
	}
	return false
}

// copyTo casts and broadcasts src into dst element by element, whatever their strides and byte order.
// Memory they share is read before it is written. src must broadcast to dst's shape and be castable.
func copyTo(dst, src *Array) {
	if overlap(dst, src) {
		if dst.ptr == src.ptr && dst.dtype == src.dtype && sameShape(dst.shape, src.shape) && sameShape(dst.strides, src.strides) {
			return
		}
		src = Copy(src)
	}
	if native := dst.dtype.Native(); (isText(native) || native.IsStruct()) && !dst.dtype.Equal(src.dtype) {
		copyReordered(dst, src)
		return
	}
	to, from := dst.over(dst.shape), src.over(dst.shape)
	guard("copy", func() {
		if dst.dtype.Equal(src.dtype) {
			walk.Move(dst.shape, dst.dtype.Size(), to.Ptr, to.Strides, from.Ptr, from.Strides)
			return
		}
		to.Type, from.Type = asTicks(to.Type), asTicks(from.Type)
		walk.Cast(dst.shape, to, from)
	})
	keepAlive(dst, []*Array{src})
}

// asTicks is a datetime's type as the integers it is stored in; other types stay.
func asTicks(d dtype.DType) dtype.DType {
	if d.Kind() != dtype.KindDatetime && d.Kind() != dtype.KindTimedelta {
		return d
	}
	if d.Swapped() {
		return dtype.Int64.Swap()
	}
	return dtype.Int64
}

// selectInto writes yes where cond is true and no elsewhere into out, all broadcast to out's shape. out
// may be yes or no itself. cond is bool.
func selectInto(out, cond, yes, no *Array) {
	if clobbers(out, []*Array{cond, yes, no}) {
		tmp := uninitialized(out.dtype, out.shape)
		selectInto(tmp, cond, yes, no)
		copyTo(out, tmp)
		return
	}
	d := out.dtype.ID()
	p := walk.Program{In: d, Out: d, First: dtype.IDBool, Three: kernel.Select(out.dtype.Size())}
	guard("Where", func() {
		walk.Map(&p, out.shape, out.over(out.shape), cond.over(out.shape), yes.over(out.shape), no.over(out.shape))
	})
	keepAlive(out, []*Array{cond, yes, no})
}
