package nd

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/internal/walk"
	"gondola/layout"
)

// Mean is the arithmetic mean, of the whole array or along axes. Integers and bools are averaged as
// float64, halves in float32. The mean of nothing is NaN.
func Mean(x any, opts ...ReduceOption) *Array {
	a := operand("Mean", x)
	if len(opts) == 0 && a.dtype == dtype.Float64 {
		if sum := sumReduction.whole(a); sum != nil {
			*(*float64)(sum.ptr) /= float64(a.Size())
			return sum
		}
	}
	o := reduceOptions(opts)
	folded := foldedAxes("Mean", a, o)
	if !a.dtype.Computes() {
		panic(fail("Mean", ErrDType, "has no loop for dtype %s", a.dtype))
	}
	result := inexact(a.dtype)
	if o.dtype.Valid() {
		result = o.dtype.Native()
	}
	switch {
	case result.Kind() != dtype.KindFloat && result.Kind() != dtype.KindComplex:
		panic(fail("Mean", ErrDType, "a mean is floating or complex, not %s", result))
	case a.dtype.Kind() == dtype.KindComplex && result.Kind() != dtype.KindComplex:
		panic(fail("Mean", ErrDType, "%s does not become %s: take its real part or its absolute value first", a.dtype, result))
	}
	return deliver("Mean", o, meanOf(a, working(result), folded, o.keepDims), result)
}

// meanOf is the mean over the folded axes, computed in type d and of that type.
func meanOf(a *Array, d dtype.DType, folded []bool, keep bool) *Array {
	sum := sumReduction.fold(a, d, folded, keep, nil)
	return divideUfunc.Call(options{out: sum}, sum, float64(foldedCount(a, folded)))
}

// Var is the variance, the mean of the squared distances from the mean, of the whole array or along
// axes. The divisor is N - Correction, N being the number of elements folded; where that is not
// positive the variance is NaN. Of complex numbers the distance is the modulus.
func Var(x any, opts ...ReduceOption) *Array {
	return variance("Var", x, reduceOptions(opts))
}

// Std is the standard deviation, the square root of Var.
func Std(x any, opts ...ReduceOption) *Array {
	o := reduceOptions(opts)
	into := o.out
	o.out = nil
	v := variance("Std", x, o)
	sqrt := Sqrt(v, Into(v))
	o.out = into
	return deliver("Std", o, sqrt, sqrt.dtype)
}

// variance takes two passes: the mean, then the mean of squared distances, which loses no digits
// where the mean is far from 0.
func variance(op string, x any, o options) *Array {
	a := operand(op, x)
	folded := foldedAxes(op, a, o)
	if !a.dtype.Computes() {
		panic(fail(op, ErrDType, "has no loop for dtype %s", a.dtype))
	}
	result := inexact(a.dtype)
	work := working(result)
	center := meanOf(a, work, folded, true)
	var sum *Array
	if work.Kind() == dtype.KindComplex {
		moduli := Abs(Subtract(a, center))
		result = moduli.dtype
		sum = sumReduction.fold(Square(moduli, Into(moduli)), result, folded, o.keepDims, nil)
	} else {
		sum = sumReduction.fold(a, work, folded, o.keepDims, center)
	}
	n := max(0, float64(foldedCount(a, folded))-o.correction)
	divideUfunc.Call(options{out: sum}, sum, n)
	return deliver(op, o, sum, result)
}

// inexact is d where it is floating or complex, else float64.
func inexact(d dtype.DType) dtype.DType {
	if d.Kind() == dtype.KindFloat || d.Kind() == dtype.KindComplex {
		return d.Native()
	}
	return dtype.Float64
}

// working is the type a mean of type d is computed in: float32 for the halves.
func working(d dtype.DType) dtype.DType {
	if d.ID() == dtype.IDFloat16 || d.ID() == dtype.IDBFloat16 {
		return dtype.Float32
	}
	return d
}

// foldedCount is the number of elements folded into one.
func foldedCount(a *Array, folded []bool) int {
	n := 1
	for i, dim := range a.shape {
		if folded[i] {
			n *= dim
		}
	}
	return n
}

// CumulativeSum is the running sum along an axis, which may be left out of one-dimensional arrays
// only. As names the dtype; small integers accumulate in int64 or uint64. IncludeInitial puts a 0 in front.
func CumulativeSum(x any, opts ...ReduceOption) *Array {
	return cumulative("CumulativeSum", x, reduceOptions(opts), sumReduction, kernel.ScanSum)
}

// CumulativeProd is the running product along an axis, by the rules of CumulativeSum.
func CumulativeProd(x any, opts ...ReduceOption) *Array {
	return cumulative("CumulativeProd", x, reduceOptions(opts), prodReduction, kernel.ScanProd)
}

// cumulative scans the lanes along an axis: each lane is made packed in the output, then scanned there.
func cumulative(op string, x any, o options, r *reduction, scan func(dtype.ID) kernel.Scan) *Array {
	a := operand(op, x)
	axis := oneAxis(op, a, o)
	if o.dtype.Valid() && o.dtype != a.dtype {
		a = Astype(a, o.dtype)
	}
	if !a.dtype.Computes() || r.choices[a.dtype.ID()].loop == nil {
		panic(fail(op, ErrDType, "has no loop for dtype %s", a.dtype))
	}
	result := r.choices[a.dtype.ID()].out
	if o.dtype.Valid() {
		result = o.dtype.Native()
	}
	work := working(result)
	if r.choices[work.ID()].loop == nil || r.choices[work.ID()].loop.In != work.ID() {
		work = dtype.Of(r.choices[work.ID()].loop.In)
	}
	shape := append([]int(nil), a.shape...)
	extra := 0
	if o.initial {
		shape[axis]++
		extra = 1
	}
	// Lanes are scanned where they are packed: with the axis moved last.
	moved := append(append(append([]int(nil), shape[:axis]...), shape[axis+1:]...), shape[axis])
	lanes := uninitialized(work, moved)
	n := moved[len(moved)-1]
	body := lanes
	if extra == 1 {
		copyTo(lanes.Index(Ellipsis, 0), Astype(scalar(int64(r.identity)), work))
		body = lanes.Index(Ellipsis, Slice(1, nil))
	}
	copyTo(body, MoveAxis(a, []int{axis}, []int{-1}))
	if n > 0 {
		f := scan(work.ID())
		size := work.Size()
		guard(op, func() {
			walk.Parallel(lanes.Size(), func(lo, hi int) {
				for ; lo < hi; lo += n {
					f(n, unsafe.Add(lanes.ptr, lo*size), unsafe.Add(lanes.ptr, lo*size))
				}
			}, walk.Unit(n))
		})
	}
	out := MoveAxis(lanes, []int{-1}, []int{axis})
	if axis != len(a.shape)-1 || out.dtype != result || o.out != nil {
		out = deliver(op, o, Copy(out), result)
	}
	return out
}

// oneAxis is the one axis the options name; it may be left out of one-dimensional arrays only.
func oneAxis(op string, a *Array, o options) int {
	if !o.hasAxes && len(a.shape) == 1 {
		return 0
	}
	if !o.hasAxes || len(o.axes) != 1 {
		panic(fail(op, ErrValue, "needs one axis of an array of shape %s", layout.FormatShape(a.shape)))
	}
	axis, err := layout.NormalizeAxis(o.axes[0], len(a.shape))
	if err != nil {
		panic(fail(op, ErrIndex, "%v", err))
	}
	return axis
}
