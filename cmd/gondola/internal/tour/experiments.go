package tour

import (
	"errors"
	"math"
	"runtime"
	"strings"
	"unsafe"

	"gondola/container/diagonal"
	"gondola/container/series"
	"gondola/interop/arrayinterface"
	"gondola/interop/dlpack"
	"gondola/nd"
	"gondola/protocol"
	"gondola/xp"
)

// experiments are the notes' ideas in their order.
var experiments = []experiment{
	{"The array interface", "An array tells where its memory is, how it is laid out and what lies there.", describe},
	{"Reshape by editing", "Edit the shape in the description and you have a second view; writes are seen through both.", reshapeByEditing},
	{"An array on demand", "A container becomes a dense array when somebody needs one. It cannot without a copy, and says so.", densifyOnDemand},
	{"A tensor of ours", "Our array is viewed by another library through DLPack, a struct of C; writes are seen on both sides.", exportTensor},
	{"A tensor of theirs", "Another library's tensor is viewed by us, and given back exactly once when we are done.", importTensor},
	{"One function, any array", "f(x) = mean(exp(x)), written once, runs on a dense array, a diagonal matrix and a labelled series.", oneFunction},
	{"Results keep their kind", "exp of a series is a series, with its labels and its name.", keepLabels},
	{"Kinds meet", "A series and a plain array add up to a series, whichever comes first; two series meet at their labels.", addSeriesAndArray},
	{"Declining", "A container that cannot compute a function declines, and the error says who would have needed what.", decline},
}

func describe(c *claims) {
	x := nd.From([]int64{1, 2, 3, 4, 5, 6}, 2, 3)
	d := arrayinterface.Of(x)
	c.that(d.Typestr == "<i8" || d.Typestr == ">i8", "typestr %s", d.Typestr)
	c.prints("shape", d.Shape, "[2 3]")
	c.that(d.Version == 3, "version %d", d.Version)
	t := arrayinterface.Of(nd.Transpose(x))
	c.prints("strides of the transpose", t.Strides, "[8 24]")
	y, err := d.Array()
	c.succeeds(err)
	c.shared(x, y)
}

func reshapeByEditing(c *claims) {
	x := nd.From([]float64{1, 2, 3, 4})
	d := arrayinterface.Of(x)
	d.Shape = []int{2, 2}
	y, err := d.Array()
	c.succeeds(err)
	y.SetIndex(30, 1, 0)
	x.SetIndex(10, 0)
	c.prints("x", x, "[10. 2. 30. 4.]")
	c.prints("y", y, "[[10. 2.] [30. 4.]]")
	c.shared(x, y)
	d.Shape = []int{3, 2}
	_, refused := d.Array()
	c.that(refused != nil, "shape (3, 2): %v", refused)
}

func densifyOnDemand(c *claims) {
	d := diagonal.Full(3, 2.0)
	x, err := nd.FromAny(d)
	c.succeeds(err)
	c.prints("x", x, "[[2. 0. 0.] [0. 2. 0.] [0. 0. 2.]]")
	_, refused := d.Densify(protocol.CopyNever)
	c.copied(refused)
	c.that(errors.Is(refused, protocol.ErrCopy), "CopyNever is refused")
	twice := xp.Add(d, d)
	c.that(isDiagonal(twice), "d + d is still a %T", twice)
}

func exportTensor(c *claims) {
	x := nd.From([]float64{1, 2, 3, 4})
	m, err := dlpack.Export(x)
	c.succeeds(err)
	theirs := unsafe.Slice((*float64)(m.Tensor.Data), *m.Tensor.Shape)
	theirs[0] = 10
	x.SetIndex(20, 1)
	c.prints("x", x, "[10. 20. 3. 4.]")
	c.prints("theirs", theirs, "[10 20 3 4]")
	c.that(m.Tensor.Data == x.Pointer(), "shared %#x = %#x", uintptr(m.Tensor.Data), uintptr(x.Pointer()))
	m.Delete()
}

func importTensor(c *claims) {
	theirs, shape, released := []float32{1, 2, 3, 4}, []int64{2, 2}, 0
	m := dlpack.New(dlpack.Tensor{
		Data:   unsafe.Pointer(&theirs[0]),
		Device: dlpack.Device{Type: dlpack.CPU},
		DType:  dlpack.DataType{Code: dlpack.Float, Bits: 32, Lanes: 1},
		NDim:   2,
		Shape:  &shape[0],
	}, 0, func() { released++ })
	y, err := dlpack.Import(m)
	c.succeeds(err)
	theirs[0] = 10
	y.SetIndex(20, 0, 1)
	c.prints("y", y, "[[10. 20.] [ 3. 4.]]")
	c.prints("theirs", theirs, "[10 20 3 4]")
	c.that(y.Pointer() == unsafe.Pointer(&theirs[0]), "shared %#x = %#x", uintptr(y.Pointer()), uintptr(unsafe.Pointer(&theirs[0])))
	y.Buffer().Release()
	y.Buffer().Release()
	c.that(released == 1, "given back %d time", released)
	runtime.KeepAlive(theirs)
}

func oneFunction(c *claims) {
	f := func(x any) any { return xp.Mean(xp.Exp(x)) }
	dense := nd.From([]float64{1, 2, 3, 4})
	labelled := series.New([]float64{1, 2, 3, 4}, []string{"a", "b", "c", "d"}, "load")
	matrix := diagonal.New([]float64{1, 2, 3, 4})
	c.that(near(f(dense), 21.1977562209304), "f(dense) = %v", f(dense))
	c.that(near(f(labelled), 21.1977562209304), "f(series) = %v", f(labelled))
	c.that(near(f(matrix), (4*21.1977562209304+12)/16), "f(diagonal) = %v, the mean over all 16 elements", f(matrix))
}

func keepLabels(c *claims) {
	s := series.New([]float64{0, 1}, []string{"a", "b"}, "load")
	r := xp.Exp(s)
	labelled, ok := r.(*series.Series)
	c.that(ok, "%T", r)
	c.prints("r", labelled, "a 1.000000 b 2.718282 Name: load, dtype: float64")
}

func addSeriesAndArray(c *claims) {
	s := series.New([]int64{1, 2, 3}, []string{"a", "b", "c"}, "s")
	x := nd.From([]int64{10, 20, 30})
	c.prints("s + x", xp.Add(s, x), "a 11 b 22 c 33 Name: s, dtype: int64")
	c.prints("x + s", xp.Add(x, s), "a 11 b 22 c 33 Name: s, dtype: int64")
	t := series.New([]int64{100, 200, 300}, []string{"b", "c", "d"}, "t")
	c.prints("s + t", xp.Add(s, t), "a NaN b 102.0 c 203.0 d NaN dtype: float64")
}

func decline(c *claims) {
	type sealed struct{ protocol.Base }
	_, err := nd.Try(func() any { return xp.Exp(sealed{}) })
	c.that(errors.Is(err, nd.ErrNotHandled), "%v", err)
	_, err = nd.Try(func() any { return xp.Add(sealed{}, series.New([]float64{1}, []string{"a"}, "")) })
	c.that(err != nil && strings.Contains(err.Error(), "series"), "%v", err)
}

// isDiagonal says that x has kept the form of a diagonal matrix.
func isDiagonal(x any) bool {
	_, ok := x.(*diagonal.Matrix)
	return ok
}

// near says that x is a number within some rounding of want.
func near(x any, want float64) bool {
	a, err := nd.FromAny(x)
	if err != nil {
		return false
	}
	return math.Abs(a.Item().(float64)-want) <= 1e-13*want
}
