package nd

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
)

func TestCreationErrors(t *testing.T) {
	long := slices.Repeat([]int{1}, 65)
	for _, c := range []struct {
		kind *Kind
		text string
		call func() *Array
	}{
		{ErrValue, "Zeros: negative dimensions are not allowed: shape (2, -1)", func() *Array { return Zeros([]int{2, -1}) }},
		{ErrValue, "Empty: an array has at most 64 axes, not 65", func() *Array { return Empty(long) }},
		{ErrValue, "Ones: an array of shape (4611686018427387904, 4) and dtype float64 is larger than any memory", func() *Array { return Ones([]int{1 << 62, 4}) }},
		{ErrValue, "Zeros: an array of shape (4611686018427387904, 0, 4) and dtype int8 is larger than any memory", func() *Array { return Zeros([]int{1 << 62, 0, 4}, As(dtype.Int8)) }},
		{ErrMemory, "Full: an array of shape (1125899906842624,) and dtype int64 needs 9007199254740992 bytes", func() *Array { return Full([]int{1 << 50}, 1) }},
		{ErrOverflow, "Full: integer 256 is out of bounds for uint8", func() *Array { return Full(nil, 256, As(dtype.Uint8)) }},
		{ErrValue, "FullLike: NaN is no value of int64", func() *Array { return FullLike(grid(2), math.NaN()) }},
		{ErrShape, "Full: a value of shape (3,) does not broadcast to (2,)", func() *Array { return Full([]int{2}, []int{1, 2, 3}) }},
		{ErrDType, "Ones: a value of dtype int64 does not convert to <U5", func() *Array { return Ones([]int{2}, As(text5)) }},
		{ErrValue, "Arange: step must not be 0", func() *Array { return Arange(0, 3, 0) }},
		{ErrValue, "Arange: no finite number of steps of 0.5 leads from 0 to +Inf", func() *Array { return Arange(0, math.Inf(1), 0.5) }},
		{ErrValue, "Arange: no finite number of steps of NaN leads from 0 to 1", func() *Array { return Arange(0, 1, math.NaN()) }},
		{ErrMemory, "Arange: 9223372036854775807 numbers do not fit memory", func() *Array { return Arange(0, math.MaxInt64, 1) }},
		{ErrOverflow, "Arange: the integers from 0 to 299 are out of bounds for int8", func() *Array { return Arange(0, 300, 1, As(dtype.Int8)) }},
		{ErrOverflow, "Arange: integer 9223372036854775808 is out of bounds for int64", func() *Array { return Arange(uint64(1)<<63, 1, 1) }},
		{ErrType, "Arange: start, stop and step must be real numbers, not () complex128", func() *Array { return Arange(0, 1i, 1) }},
		{ErrValue, "Linspace: num must not be negative, got -1", func() *Array { return Linspace(0, 1, -1) }},
		{ErrType, "Linspace: start and stop must be numbers, not () int64 and (2,) int64", func() *Array { return Linspace(0, []int{1, 2}, 3) }},
		{ErrValue, "Eye: negative dimensions are not allowed: shape (-1, -1)", func() *Array { return Eye(-1) }},
		{ErrShape, "Tril: needs at least two axes, got shape (3,)", func() *Array { return Tril(grid(3), 0) }},
		{ErrShape, "Meshgrid: argument 1 must have one axis, got shape (2, 2)", func() *Array { return Meshgrid([]int{1}, grid(2, 2))[0] }},
		{ErrShape, "From: shape (2, 2) needs 4 elements, the slice has 3", func() *Array { return From([]int8{1, 2, 3}, 2, 2) }},
		{ErrDType, "Of: the array has dtype int64, not float64", func() *Array { Of[float64](grid(2)); return nil }},
		{ErrDType, "Of: the array has dtype >i8, not int64", func() *Array { Of[int64](Astype(grid(2), dtype.Int64.Swap())); return nil }},
		{ErrIndex, "At: index 2 is out of bounds for axis 0 with size 2", func() *Array { Of[int64](grid(2)).At(2); return nil }},
		{ErrIndex, "At: an array of shape (2,) takes 1 indices, not 2", func() *Array { Of[int64](grid(2)).At(0, 0); return nil }},
		{ErrReadOnly, "Set: the array is read-only", func() *Array { Of[int64](BroadcastTo(grid(2), 2)).Set(1, 0); return nil }},
		{ErrShape, "Item: an array of shape (2,) has no one element", func() *Array { grid(2).Item(); return nil }},
	} {
		checkError(t, c.kind, c.text, c.call)
	}
}

func TestFromShares(t *testing.T) {
	data := []float64{1, 2, 3, 4, 5, 6}
	a := From(data, 2, 3)
	Of[float64](a).Set(-1, 1, -1)
	if data[5] != -1 || a.Pointer() != unsafe.Pointer(&data[0]) || !a.IsC() {
		t.Error("the slice and the array differ")
	}
	if slice, ok := Of[float64](a).Contiguous(); !ok || &slice[0] != &data[0] || len(slice) != 6 {
		t.Error("the array's elements are not the slice")
	}
	if _, ok := Of[float64](Transpose(a)).Contiguous(); ok {
		t.Error("a transposed array is contiguous")
	}
	if empty := From([]int8(nil)); empty.Size() != 0 || empty.Rank() != 1 {
		t.Error("the nil slice")
	}
	if s := Scalar(float32(2)); s.Rank() != 0 || s.Item() != float32(2) {
		t.Error("a scalar")
	}
}

func TestTypedAll(t *testing.T) {
	a := Flip(Transpose(grid(2, 3)), Axis(0))
	var values []int64
	for index, v := range Of[int64](a).All() {
		if v != Of[int64](a).At(index...) {
			t.Errorf("%v: %d", index, v)
		}
		values = append(values, v)
		index[0] = 99
		if len(values) == 5 {
			break
		}
	}
	if !slices.Equal(values, []int64{2, 5, 1, 4, 0}) {
		t.Errorf("in order: %v", values)
	}
	for range Of[int64](grid(0, 3)).All() {
		t.Error("an element of nothing")
	}
}

func TestView(t *testing.T) {
	buf := buffer.AllocZero(48)
	for _, c := range []struct {
		text           string // of the error; empty if there is none
		offset         int
		shape, strides []int
	}{
		{"", 0, []int{2, 3}, []int{24, 8}},
		{"", 40, []int{2, 3}, []int{-24, -8}},
		{"", 40, []int{1000}, []int{0}},
		{"", 48, []int{0, 5}, []int{1 << 40, 1}},
		{"View: an array of shape (2, 3), strides (24, 8) and itemsize 8 at offset 1 leaves its buffer of 48 bytes", 1, []int{2, 3}, []int{24, 8}},
		{"View: an array of shape (2,), strides (-8,) and itemsize 8 at offset 7 leaves its buffer of 48 bytes", 7, []int{2}, []int{-8}},
		{"View: an array of shape (0,), strides (8,) and itemsize 8 at offset 49 leaves its buffer of 48 bytes", 49, []int{0}, []int{8}},
		{"View: an array of shape (), strides () and itemsize 8 at offset -1 leaves its buffer of 48 bytes", -1, nil, nil},
		{"View: an array of shape (3,), strides (-9223372036854775808,) and itemsize 8 at offset 8 leaves its buffer of 48 bytes", 8, []int{3}, []int{math.MinInt}},
		{"View: an array of shape (3,), strides (9223372036854775807,) and itemsize 8 at offset 8 leaves its buffer of 48 bytes", 8, []int{3}, []int{math.MaxInt}},
		{"View: negative dimensions are not allowed: shape (-1,)", 0, []int{-1}, []int{8}},
		{"View: shape (2,) has 1 axes, the strides 0", 0, []int{2}, nil},
		{"View: an array of shape (4611686018427387904, 2) and dtype int64 is larger than any memory", 0, []int{1 << 62, 2}, []int{0, 0}},
	} {
		a, err := View(dtype.Int64, buf, c.offset, c.shape, c.strides, true)
		switch {
		case c.text != "":
			if err == nil || err.Error() != c.text {
				t.Errorf("got  %v\nwant %s", err, c.text)
			}
		case err != nil:
			t.Error(err)
		case !a.readonly || a.buf != buf || a.Size() > 0 && a.ptr != unsafe.Add(buf.Ptr(), c.offset):
			t.Errorf("offset %d, shape %v: another window", c.offset, c.shape)
		}
	}
	if _, err := View(dtype.DType{}, buf, 0, nil, nil, false); err == nil {
		t.Error("a view without dtype")
	}
}

func TestOutOfMemory(t *testing.T) {
	none := func(n int) *buffer.Buffer { panic(buffer.OutOfMemory{Bytes: n}) }
	_, err := Try(func() *Array { return packed(dtype.Int8, []int{1 << 30}, none) })
	var cause buffer.OutOfMemory
	if !errors.Is(err, ErrMemory) || !errors.As(err, &cause) || cause.Bytes != 1<<30 {
		t.Errorf("error %v", err)
	}
}

func TestZerosAreZero(t *testing.T) {
	for _, n := range []int{0, 1, 7, 100, 5000, 1 << 18} {
		for range 3 { // large blocks are recycled
			a := Zeros([]int{n})
			if Any(a).Item().(bool) {
				t.Fatalf("%d zeros are not", n)
			}
			a.SetIndex(1, Ellipsis)
			runtime.GC()
		}
	}
}

func TestFill(t *testing.T) {
	for _, d := range []dtype.DType{dtype.Bool, dtype.Int8, dtype.Uint16, dtype.Float32, dtype.Complex128, dtype.Int32.Swap(), dtype.Datetime(dtype.Day, 1)} {
		for _, n := range []int{0, 1, 3, 1000, 100001} {
			a := Ones([]int{n}, As(d))
			if d.Kind() == dtype.KindDatetime {
				a = Astype(a, dtype.Int64)
			}
			if got := CountNonzero(Equal(a, 1)).Item(); got != int64(n) {
				t.Errorf("%d ones of %s: %v", n, d, got)
			}
		}
	}
	if a := Full([]int{2, 3}, "abc", As(text5)); a.Index(1, 2).Item() != "abc" {
		t.Errorf("text is %v", a.Index(1, 2).Item())
	}
	if a := Full([]int{2, 3}, []int{1, 2, 3}); Of[int64](a).At(1, 2) != 3 {
		t.Error("an array broadcast over the shape")
	}
}

func TestTriangleOfCarriedTypes(t *testing.T) {
	a := Astype(grid(2, 2), dtype.Int64)
	days := a.view(dtype.Datetime(dtype.Day, 1).Swap(), 0, a.shape, a.strides)
	if got := Triu(days, 0); got.dtype != dtype.Datetime(dtype.Day, 1) || got.Index(1, 0).Item() != int64(0) {
		t.Errorf("%s, %v", got.dtype, got.Index(1, 0).Item())
	}
}
