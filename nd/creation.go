package nd

import (
	"math"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
)

// checkShape refuses a shape no array can have: negative, of too many axes, or larger than memory.
func checkShape(op string, d dtype.DType, shape []int) {
	if len(shape) > MaxRank {
		panic(fail(op, ErrValue, "an array has at most %d axes, not %d", MaxRank, len(shape)))
	}
	for _, dim := range shape {
		if dim < 0 {
			panic(fail(op, ErrValue, "negative dimensions are not allowed: shape %s", shapeText(shape)))
		}
	}
	n, ok := layout.Bytes(shape, max(1, d.Size()))
	if !ok {
		panic(fail(op, ErrValue, "an array of shape %s and dtype %s is larger than any memory", shapeText(shape), d))
	}
	if n > 1<<46 {
		panic(fail(op, ErrMemory, "an array of shape %s and dtype %s needs %d bytes", shapeText(shape), d, n))
	}
}

// createOptions gathers what a creation function's options say.
func createOptions(opts []CreateOption) options {
	var o options
	for _, opt := range opts {
		opt.created(&o)
	}
	return o
}

// typeOr is the dtype the options name, or else d.
func (o options) typeOr(d dtype.DType) dtype.DType {
	if o.dtype.Valid() {
		return o.dtype
	}
	return d
}

// Empty is a new array whose elements are not set. The dtype is float64 unless As names another.
func Empty(shape []int, opts ...CreateOption) *Array {
	d := createOptions(opts).typeOr(dtype.Float64)
	checkShape("Empty", d, shape)
	return uninitialized(d, shape)
}

// Zeros is a new array filled with 0.
func Zeros(shape []int, opts ...CreateOption) *Array {
	d := createOptions(opts).typeOr(dtype.Float64)
	checkShape("Zeros", d, shape)
	a := uninitialized(d, shape)
	clear(unsafe.Slice((*byte)(a.ptr), a.Size()*d.Size()))
	return a
}

// Ones is a new array filled with 1.
func Ones(shape []int, opts ...CreateOption) *Array {
	d := createOptions(opts).typeOr(dtype.Float64)
	checkShape("Ones", d, shape)
	return filled(d, shape, scalar(int64(1)))
}

// Full is a new array filled with a value. Its dtype is the value's unless As names another: bool,
// int64, float64 or complex128 of a Go number.
func Full(shape []int, value any, opts ...CreateOption) *Array {
	v := operand("Full", value)
	d := createOptions(opts).typeOr(v.dtype.Native())
	checkShape("Full", d, shape)
	return filled(d, shape, v)
}

// filled is a new array with value broadcast over it.
func filled(d dtype.DType, shape []int, value *Array) *Array {
	a := uninitialized(d, shape)
	if !castable(value.dtype, d) {
		panic(fail("Full", ErrDType, "a value of dtype %s does not convert to %s", value.dtype, d))
	}
	if info, ok := dtype.IInfo(d); ok && len(value.shape) == 0 && (value.dtype == dtype.Int64 || value.dtype == dtype.Uint64) && !fits(value, d) {
		panic(fail("Full", ErrOverflow, "integer %v is out of bounds for %s (%d to %d)", value.Item(), d, info.Min, info.Max))
	}
	copyTo(a, value)
	return a
}

// EmptyLike is a new array of x's shape and dtype whose elements are not set.
func EmptyLike(x any, opts ...CreateOption) *Array {
	a := operand("EmptyLike", x)
	return Empty(a.shape, As(createOptions(opts).typeOr(a.dtype.Native())))
}

// ZerosLike is a new array of x's shape and dtype filled with 0.
func ZerosLike(x any, opts ...CreateOption) *Array {
	a := operand("ZerosLike", x)
	return Zeros(a.shape, As(createOptions(opts).typeOr(a.dtype.Native())))
}

// OnesLike is a new array of x's shape and dtype filled with 1.
func OnesLike(x any, opts ...CreateOption) *Array {
	a := operand("OnesLike", x)
	return Ones(a.shape, As(createOptions(opts).typeOr(a.dtype.Native())))
}

// FullLike is a new array of x's shape and dtype filled with a value.
func FullLike(x, value any, opts ...CreateOption) *Array {
	a := operand("FullLike", x)
	return Full(a.shape, value, As(createOptions(opts).typeOr(a.dtype.Native())))
}

// Arange is the numbers from start up to but without stop, a step apart. Where all three are ints the
// dtype is int64, else float64, unless As names another. A step away from stop gives no numbers.
func Arange(start, stop, step any, opts ...CreateOption) *Array {
	return arange(start, stop, step, opts...)
}

// arange is Arange by Python's rules: a nil stop means that start is the stop.
func arange(start, stop, step any, opts ...CreateOption) *Array {
	if stop == nil {
		start, stop = 0, start
	}
	args := []*Array{operand("Arange", start), operand("Arange", stop), operand("Arange", step)}
	allInts := true
	for _, a := range args {
		if len(a.shape) != 0 || !a.dtype.Computes() || a.dtype.Kind() == dtype.KindComplex {
			panic(fail("Arange", ErrType, "start, stop and step must be real numbers, not %s", describe(a)))
		}
		allInts = allInts && a.dtype.Kind() != dtype.KindFloat
	}
	o := createOptions(opts)
	if allInts {
		return arangeInts(args, o.typeOr(dtype.Int64))
	}
	return arangeFloats(args, o.typeOr(dtype.Float64))
}

func arangeInts(args []*Array, d dtype.DType) *Array {
	var v [3]int64
	for i, a := range args {
		v[i] = Astype(a, dtype.Int64).Item().(int64)
	}
	start, stop, step := v[0], v[1], v[2]
	n := 0
	switch {
	case step == 0:
		panic(fail("Arange", ErrValue, "step must not be 0"))
	case step > 0 && start < stop:
		n = int((uint64(stop-start)-1)/uint64(step)) + 1
	case step < 0 && start > stop:
		n = int((uint64(start-stop)-1)/uint64(-step)) + 1
	}
	checkShape("Arange", dtype.Int64, []int{n})
	a := uninitialized(dtype.Int64, []int{n})
	for i := range Of[int64](a).flat() {
		Of[int64](a).flat()[i] = start + int64(i)*step
	}
	return astype(a, d, false)
}

func arangeFloats(args []*Array, d dtype.DType) *Array {
	var v [3]float64
	for i, a := range args {
		v[i] = Astype(a, dtype.Float64).Item().(float64)
	}
	length := math.Ceil((v[1] - v[0]) / v[2])
	if v[2] == 0 || length != length || length > 1<<46 {
		panic(fail("Arange", ErrValue, "no finite number of steps of %v leads from %v to %v", v[2], v[0], v[1]))
	}
	a := uninitialized(dtype.Float64, []int{max(0, int(length))})
	// NumPy's rule: the step is what separates the first two numbers as they are rounded.
	step := (v[0] + v[2]) - v[0]
	for i := range Of[float64](a).flat() {
		Of[float64](a).flat()[i] = v[0] + float64(i)*step
	}
	return astype(a, d, false)
}

// Linspace is num evenly spaced numbers from start to stop, stop included.
func Linspace(start, stop any, num int, opts ...CreateOption) *Array {
	return linspace(start, stop, num, true, opts...)
}

func linspace(start, stop any, num int, endpoint bool, opts ...CreateOption) *Array {
	a, b := operand("Linspace", start), operand("Linspace", stop)
	if len(a.shape)+len(b.shape) > 0 || !a.dtype.Computes() || !b.dtype.Computes() {
		panic(fail("Linspace", ErrType, "start and stop must be numbers, not %s", describe(a, b)))
	}
	if num < 0 {
		panic(fail("Linspace", ErrValue, "num must not be negative, got %d", num))
	}
	work := dtype.Float64
	if a.dtype.Kind() == dtype.KindComplex || b.dtype.Kind() == dtype.KindComplex {
		work = dtype.Complex128
	}
	d := createOptions(opts).typeOr(work)
	a, b = Astype(a, work), Astype(b, work)
	div := num
	if endpoint {
		div--
	}
	steps := Astype(arange(0, num, 1), work)
	if div > 0 {
		delta := Subtract(b, a)
		step := Divide(delta, div)
		steps = Multiply(steps, step)
	}
	out := Add(steps, a)
	if endpoint && num > 1 {
		last := out.view(work, (num-1)*work.Size(), nil, nil)
		copyTo(last, b)
	}
	if d.Kind() == dtype.KindInt || d.Kind() == dtype.KindUint {
		out = Floor(out)
	}
	return astype(out, d, false)
}

// Eye is a square matrix of n rows with ones on its diagonal and zeros elsewhere.
func Eye(n int, opts ...CreateOption) *Array { return eye(n, nil, 0, opts...) }

func eye(rows int, columns *int, k int, opts ...CreateOption) *Array {
	m := rows
	if columns != nil {
		m = *columns
	}
	a := Zeros([]int{rows, m}, opts...)
	if diagonal := Diagonal(a, k); diagonal.Size() > 0 {
		diagonal.readonly = false
		copyTo(diagonal, scalar(int64(1)))
	}
	return a
}

// Meshgrid is the coordinate arrays of a grid, one an input vector, in Cartesian order: the second
// vector runs along the first axis. They are read-only views that repeat the vectors.
func Meshgrid(arrays ...any) []*Array { return meshgrid(arrays, "xy") }

func meshgrid(arrays []any, indexing string) []*Array {
	if indexing != "xy" && indexing != "ij" {
		panic(fail("Meshgrid", ErrValue, "indexing must be 'xy' or 'ij', not %q", indexing))
	}
	n := len(arrays)
	open := make([]any, n)
	for i, x := range arrays {
		a := operand("Meshgrid", x)
		if len(a.shape) > 1 {
			panic(fail("Meshgrid", ErrShape, "argument %d must have one axis, got shape %s", i, shapeText(a.shape)))
		}
		shape := make([]int, n)
		for k := range shape {
			shape[k] = 1
		}
		axis := i
		if indexing == "xy" && n > 1 && i < 2 {
			axis = 1 - i
		}
		shape[axis] = a.Size()
		open[i] = Reshape(a, shape...)
	}
	grids := BroadcastArrays(open...)
	for i, g := range grids {
		grids[i] = Copy(g)
	}
	return grids
}

// Tril is the lower triangle of the matrices in x: elements above the k-th diagonal are 0.
func Tril(x any, k int) *Array { return triangle("Tril", x, k, LessEqual) }

// Triu is the upper triangle of the matrices in x: elements below the k-th diagonal are 0.
func Triu(x any, k int) *Array { return triangle("Triu", x, k, GreaterEqual) }

func triangle(op string, x any, k int, keeps func(x1, x2 any, opts ...MapOption) *Array) *Array {
	a := operand(op, x)
	if len(a.shape) < 2 {
		panic(fail(op, ErrShape, "needs at least two axes, got shape %s", shapeText(a.shape)))
	}
	rows, columns := a.shape[len(a.shape)-2], a.shape[len(a.shape)-1]
	i := Reshape(arange(k, k+rows, 1), rows, 1)
	return Where(keeps(arange(0, columns, 1), i), a, ZerosLike(a))
}

// View is a window on a buffer's memory, checked to lie inside it: what readers of foreign memory make
// arrays with.
func View(d dtype.DType, buf *buffer.Buffer, offset int, shape, strides []int, readonly bool) (*Array, error) {
	return Try(func() *Array {
		checkShape("View", d, shape)
		if len(strides) != len(shape) {
			panic(fail("View", ErrValue, "shape %s has %d axes, the strides %d", shapeText(shape), len(shape), len(strides)))
		}
		lo, hi := layout.Layout{Shape: shape, Strides: strides}.Extent(d.Size())
		if lo != hi && (offset+lo < 0 || offset+hi > buf.Len()) {
			panic(fail("View", ErrValue, "bytes %d to %d of an array of shape %s and strides %s lie outside its buffer of %d bytes",
				offset+lo, offset+hi, shapeText(shape), shapeText(strides), buf.Len()))
		}
		return Wrap(unsafe.Add(buf.Ptr(), offset), d, shape, strides, readonly, buf)
	})
}

// Wrap is a window on memory at p, unchecked, for language bindings. buf keeps the memory alive; with
// none the caller does, or p is Go memory.
func Wrap(p unsafe.Pointer, d dtype.DType, shape, strides []int, readonly bool, buf *buffer.Buffer) *Array {
	a := &Array{ptr: p, buf: buf, readonly: readonly}
	a.header(d, len(shape))
	copy(a.shape, shape)
	copy(a.strides, strides)
	return a
}
