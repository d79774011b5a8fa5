package nd

import (
	"math"

	"gondola/dtype"
	"gondola/layout"
)

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
	var args [3]*Array
	allInts := true
	for i, x := range []any{start, stop, step} {
		a := operand("Arange", x)
		if len(a.shape) != 0 || !a.dtype.Computes() || a.dtype.Kind() == dtype.KindComplex {
			panic(fail("Arange", ErrType, "start, stop and step must be real numbers, not %s", describe(a)))
		}
		allInts = allInts && a.dtype.Kind() != dtype.KindFloat
		args[i] = a
	}
	o := createOptions(opts)
	if allInts {
		return arangeInts(args, o.typeOr(dtype.Int64))
	}
	return arangeFloats(args, o.typeOr(dtype.Float64))
}

func arangeInts(args [3]*Array, d dtype.DType) *Array {
	var v [3]int64
	for i, a := range args {
		v[i] = Astype(a, dtype.Int64).Item().(int64)
		if a.dtype.Native() == dtype.Uint64 && v[i] < 0 {
			panic(fail("Arange", ErrOverflow, "integer %v is out of bounds for int64", a.Item()))
		}
	}
	start, stop, step := v[0], v[1], v[2]
	n := uint64(0)
	switch {
	case step == 0:
		panic(fail("Arange", ErrValue, "step must not be 0"))
	// Differences of int64 fit uint64.
	case step > 0 && start < stop:
		n = (uint64(stop-start)-1)/uint64(step) + 1
	case step < 0 && start > stop:
		n = (uint64(start-stop)-1)/uint64(-step) + 1
	}
	if n > maxBytes {
		panic(fail("Arange", ErrMemory, "%d numbers do not fit memory", n))
	}
	if n > 0 && !(fits(scalar(start), d) && fits(scalar(start+int64(n-1)*step), d)) {
		panic(fail("Arange", ErrOverflow, "the integers from %d to %d are out of bounds for %s", start, start+int64(n-1)*step, d))
	}
	a := empty("Arange", dtype.Int64, []int{int(n)})
	numbers := Of[int64](a).flat()
	for i := range numbers {
		numbers[i] = start + int64(i)*step
	}
	return astype(a, d, false)
}

func arangeFloats(args [3]*Array, d dtype.DType) *Array {
	var v [3]float64
	for i, a := range args {
		v[i] = Astype(a, dtype.Float64).Item().(float64)
	}
	start, stop, step := v[0], v[1], v[2]
	n := math.Ceil((stop - start) / step)
	if step == 0 || n != n || n > maxBytes {
		panic(fail("Arange", ErrValue, "no finite number of steps of %v leads from %v to %v", step, start, stop))
	}
	a := empty("Arange", dtype.Float64, []int{max(0, int(n))})
	// NumPy's rule: the step is what separates the first two numbers as they are rounded.
	step = (start + step) - start
	numbers := Of[float64](a).flat()
	for i := range numbers {
		// The conversion keeps the compiler from fusing the sum, so that all machines agree.
		numbers[i] = start + float64(float64(i)*step)
	}
	return astype(a, d, false)
}

// Linspace is num evenly spaced numbers from start to stop, stop included. The dtype is float64, or
// complex128 where an end is complex, unless As names another; integers are rounded down.
func Linspace(start, stop any, num int, opts ...CreateOption) *Array {
	return linspace(start, stop, num, true, opts...)
}

// linspace is Linspace with a choice about the end.
func linspace(start, stop any, num int, endpoint bool, opts ...CreateOption) *Array {
	a, b := operand("Linspace", start), operand("Linspace", stop)
	if len(a.shape)+len(b.shape) > 0 || !a.dtype.Computes() || !b.dtype.Computes() {
		panic(fail("Linspace", ErrType, "start and stop must be numbers, not %s", describe(a, b)))
	}
	if num < 0 {
		panic(fail("Linspace", ErrValue, "num must not be negative, got %d", num))
	}
	var out *Array
	d := createOptions(opts).dtype
	if a.dtype.Kind() == dtype.KindComplex || b.dtype.Kind() == dtype.KindComplex {
		out = spaced(a, b, num, endpoint, func(i int) complex128 { return complex(float64(i), 0) })
	} else {
		out = spaced(a, b, num, endpoint, func(i int) float64 { return float64(i) })
	}
	if d.Kind() == dtype.KindInt || d.Kind() == dtype.KindUint {
		out = Floor(out)
	}
	if !d.Valid() {
		return out
	}
	return astype(out, d, false)
}

// spaced is the numbers of linspace; number turns an int into one.
func spaced[T float64 | complex128](start, stop *Array, num int, endpoint bool, number func(int) T) *Array {
	d := dtype.For[T]()
	first, last := *(*T)(Astype(start, d).ptr), *(*T)(Astype(stop, d).ptr)
	a := empty("Linspace", d, []int{num})
	numbers := Of[T](a).flat()
	div := num
	if endpoint {
		div--
	}
	if num > 0 {
		numbers[0] = first
	}
	delta := last - first
	step := delta / number(max(div, 1))
	for i := 1; i < num; i++ {
		offset := number(i) * step
		if step == 0 { // underflow: divide last
			offset = number(i) / number(div) * delta
		}
		numbers[i] = T(offset) + first
	}
	if endpoint && num > 1 {
		numbers[num-1] = last
	}
	return a
}

// Eye is a square matrix of n rows with ones on its diagonal and zeros elsewhere. The dtype is float64
// unless As names another.
func Eye(n int, opts ...CreateOption) *Array { return eye(n, nil, 0, opts...) }

// eye is Eye with a choice of columns and diagonal.
func eye(rows int, columns *int, k int, opts ...CreateOption) *Array {
	m := rows
	if columns != nil {
		m = *columns
	}
	d := createOptions(opts).typeOr(dtype.Float64)
	a := zeros("Eye", d, []int{rows, m})
	copyTo(Diagonal(a, k), assigned("Eye", 1, d))
	return a
}

// Meshgrid is the coordinate arrays of a grid, one a vector, in Cartesian order: the second vector runs
// along the first axis. Arrays of no axes count as vectors of one element.
func Meshgrid(arrays ...any) []*Array { return meshgrid(arrays, "xy") }

// meshgrid is Meshgrid with a choice of order: "xy", or "ij" where vector i runs along axis i.
func meshgrid(arrays []any, indexing string) []*Array {
	if indexing != "xy" && indexing != "ij" {
		panic(fail("Meshgrid", ErrValue, "indexing must be 'xy' or 'ij', not %q", indexing))
	}
	n := len(arrays)
	checkRank("Meshgrid", n)
	grids := make([]*Array, n)
	shape := make([]int, n)
	axis := func(i int) int {
		if indexing == "xy" && n > 1 && i < 2 {
			return 1 - i
		}
		return i
	}
	for i, x := range arrays {
		grids[i] = operand("Meshgrid", x)
		if len(grids[i].shape) > 1 {
			panic(fail("Meshgrid", ErrShape, "argument %d must have one axis, got shape %s", i, layout.FormatShape(grids[i].shape)))
		}
		shape[axis(i)] = grids[i].Size()
	}
	for i, a := range grids {
		checkShape("Meshgrid", a.dtype, shape)
		strides := make([]int, n)
		if len(a.shape) == 1 {
			strides[axis(i)] = a.strides[0]
		}
		grids[i] = Copy(a.view(a.dtype, 0, shape, strides))
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
		panic(fail(op, ErrShape, "needs at least two axes, got shape %s", layout.FormatShape(a.shape)))
	}
	rows, columns := a.shape[len(a.shape)-2], a.shape[len(a.shape)-1]
	k = max(-rows, min(k, columns)) // further out all diagonals are alike
	out := zeros(op, a.dtype.Native(), a.shape)
	diagonals := arange(k, k+rows, 1)
	keep := keeps(arange(0, columns, 1), Reshape(diagonals, rows, 1))
	selectInto(out, keep, a, out)
	return out
}
