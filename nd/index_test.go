package nd

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
)

func grid(shape ...int) *Array { return Reshape(Arange(0, product(shape), 1), shape...) }

// text8 is a dtype of 5 characters, wider than any word.
var text5 = dtype.Text(5)

func TestIndexErrors(t *testing.T) {
	x, m := grid(3), grid(2, 3)
	for _, c := range []struct {
		kind *Kind
		text string
		call func() *Array
	}{
		{ErrIndex, "Index: index 5 is out of bounds for axis 0 with size 3", func() *Array { return x.Index(5) }},
		{ErrIndex, "Index: index -4 is out of bounds for axis 0 with size 3", func() *Array { return x.Index(-4) }},
		{ErrIndex, "Index: index 3 is out of bounds for axis 1 with size 3", func() *Array { return m.Index(0, []int{0, 3}) }},
		{ErrIndex, "Index: index -4 is out of bounds for axis 1 with size 3", func() *Array { return m.Index(NewAxis, 1, []int8{-4}) }},
		{ErrIndex, "Index: index 18446744073709551615 is out of bounds for axis 0 with size 3", func() *Array { return x.Index([]uint64{math.MaxUint64}) }},
		{ErrIndex, "Index: index 18446744073709551615 is out of bounds for any axis", func() *Array { return x.Index(uint64(math.MaxUint64)) }},
		{ErrIndex, "Index: too many indices for array: array is 1-dimensional, but 2 were indexed", func() *Array { return x.Index(0, 0) }},
		{ErrIndex, "Index: too many indices for array: array is 2-dimensional, but 3 were indexed", func() *Array { return m.Index(0, [][]bool{{true}}) }},
		{ErrIndex, "Index: an index can only have a single ellipsis ('...')", func() *Array { return m.Index(Ellipsis, Ellipsis) }},
		{ErrIndex, "Index: boolean index did not match indexed array along axis 1; size of axis is 3 but size of corresponding boolean axis is 2", func() *Array { return m.Index(0, []bool{true, false}) }},
		{ErrIndex, "Index: arrays used as indices must be of integer or boolean type, not float64", func() *Array { return x.Index([]float64{1}) }},
		{ErrIndex, "Index: arrays used as indices must be of integer or boolean type, not float64", func() *Array { return x.Index(Empty([]int{0})) }},
		{ErrIndex, "Index: only ints, slices, ellipsis, new axes and integer or boolean arrays are valid indices, not the float 1", func() *Array { return x.Index(1.0) }},
		{ErrIndex, "Index: only ints, slices, ellipsis, new axes and integer or boolean arrays are valid indices, not the string \"a\"", func() *Array { return x.Index("a") }},
		{ErrIndex, "Index: index arrays of shapes (2,) and (3,) do not broadcast: axis -1 has 2 and 3", func() *Array { return m.Index([]int{0, 1}, []int{0, 1, 2}) }},
		{ErrIndex, "Index: the result would have 65 axes; an array has at most 64", func() *Array { return Ones(slices.Repeat([]int{1}, 64)).Index(NewAxis) }},
		{ErrType, "Index: an operand is a nil *Array", func() *Array { return x.Index((*Array)(nil)) }},
		{ErrIndex, "Index: only ints, slices, ellipsis, new axes and integer or boolean arrays are valid indices, not []string", func() *Array { return x.Index([]string{"a"}) }},
		{ErrIndex, "Index: only ints, slices, ellipsis, new axes and integer or boolean arrays are valid indices, not float32", func() *Array { return x.Index(float32(1)) }},
		{ErrValue, "Index: slice step must not be 0", func() *Array { return x.Index(Slice(nil, nil, 0)) }},
		{ErrType, "Slice: start, stop and step must be ints or nil, not the float 1.5", func() *Array { return x.Index(Slice(1.5, nil)) }},
		{ErrValue, "Field: dtype float64 has no field \"a\"", func() *Array { return Ones(nil).Field("a") }},

		{ErrIndex, "SetIndex: index 5 is out of bounds for axis 0 with size 3", func() *Array { return set(x, 1, 5) }},
		{ErrReadOnly, "SetIndex: the array is read-only", func() *Array { return set(BroadcastTo(x, 2, 3), 1, 0) }},
		{ErrShape, "SetIndex: a value of shape (2,) does not broadcast to (3,)", func() *Array { return set(x, []int{1, 2}, Ellipsis) }},
		{ErrShape, "SetIndex: a value of shape (2, 1) does not broadcast to (3,)", func() *Array { return set(x, [][]int{{1}, {2}}, Ellipsis) }},
		{ErrShape, "SetIndex: a value of shape (3,) does not broadcast to (2,)", func() *Array { return set(x, []int{1, 2, 3}, []bool{true, false, true}) }},
		{ErrOverflow, "SetIndex: integer 300 is out of bounds for int8", func() *Array { return set(Astype(x, dtype.Int8), 300, 0) }},
		{ErrOverflow, "SetIndex: integer -1 is out of bounds for uint64", func() *Array { return set(Astype(x, dtype.Uint64), -1, []int{0}) }},
		{ErrOverflow, "SetIndex: float 128 is out of bounds for int8", func() *Array { return set(Astype(x, dtype.Int8), 128.0, 0) }},
		{ErrOverflow, "SetIndex: float +Inf is out of bounds for int64", func() *Array { return set(x, math.Inf(1), 0) }},
		{ErrValue, "SetIndex: NaN is no value of int64", func() *Array { return set(x, math.NaN(), 0) }},
		{ErrDType, "SetIndex: a value of dtype complex128 does not convert to int64", func() *Array { return set(x, 1i, 0) }},
		{ErrDType, "SetIndex: the string \"1\" does not convert to int64", func() *Array { return set(x, "1", 0) }},

		{ErrIndex, "Take: index 3 is out of bounds for axis 1 with size 3", func() *Array { return Take(m, []int{3}, Axis(1)) }},
		{ErrIndex, "Take: indices must be ints, not float64", func() *Array { return Take(x, 1.5) }},
		{ErrValue, "Take: needs one axis of an array of shape (2, 3)", func() *Array { return Take(m, []int{0}) }},
		{ErrIndex, "TakeAlongAxis: index 7 is out of bounds for axis 1 with size 3", func() *Array { return TakeAlongAxis(m, [][]int{{7}}) }},
		{ErrShape, "TakeAlongAxis: shapes (2, 3) and (4, 1) do not broadcast but for axis 1", func() *Array { return TakeAlongAxis(m, [][]int{{0}, {0}, {0}, {0}}) }},
		{ErrShape, "TakeAlongAxis: x and indices must have as many axes: got (2, 3) int64 and (1,) int64", func() *Array { return TakeAlongAxis(m, []int{0}) }},
		{ErrShape, "Nonzero: an array of no axes has no positions", func() *Array { return Nonzero(1)[0] }},
		{ErrDType, "Nonzero: has no loop for dtype <U5", func() *Array { return Nonzero(Zeros([]int{1}, As(text5)))[0] }},
	} {
		checkError(t, c.kind, c.text, c.call)
	}
}

// checkError says that a call panics with an *Error of the kind and text.
func checkError(t *testing.T, kind *Kind, text string, call func() *Array) {
	t.Helper()
	if got, err := Try(call); err == nil {
		t.Errorf("no error but an array of shape %s, want %s", layout.FormatShape(got.shape), text)
	} else if !errors.Is(err, kind) || err.Error() != text {
		t.Errorf("got  %v (%v)\nwant %s (%v)", err, kindOf(err), text, kind)
	}
}

func set(a *Array, value any, key ...any) *Array {
	a.SetIndex(value, key...)
	return a
}

func TestIndexRefusesBeforeItWrites(t *testing.T) {
	a := grid(3)
	_, err := Try(func() *Array { return set(a, -1, []int{0, 1, 7}) })
	if !errors.Is(err, ErrIndex) || !slices.Equal(Of[int64](a).flat(), []int64{0, 1, 2}) {
		t.Errorf("error %v, array %v", err, Of[int64](a).flat())
	}
	b, positions := Zeros([]int{3000}), Arange(0, 3000, 1)
	positions.SetIndex(3000, 2999)
	_, err = Try(func() *Array { return set(b, -1, positions) })
	if !errors.Is(err, ErrIndex) || Any(b).Item().(bool) {
		t.Errorf("error %v, and something was written", err)
	}
}

func TestIndexByNothing(t *testing.T) {
	for _, list := range []any{[]any{}, []int{}, []int8{}, []bool{}, Zeros([]int{0}, As(dtype.Uint8))} {
		a := grid(0, 2)
		if got := a.Index(list); !sameShape(got.shape, []int{0, 2}) {
			t.Errorf("%T: shape %v", list, got.shape)
		}
	}
	if got := Take(grid(3), []any{}); got.Size() != 0 {
		t.Errorf("an empty list takes %d", got.Size())
	}
}

// Assignments between windows on the same memory give what a copy in between would.
func TestSetIndexOverlap(t *testing.T) {
	shifts := map[string]func(a, from *Array){
		"up":             func(a, from *Array) { a.SetIndex(from.Index(Slice(nil, -1)), Slice(1, nil)) },
		"down":           func(a, from *Array) { a.SetIndex(from.Index(Slice(1, nil)), Slice(nil, -1)) },
		"reversed":       func(a, from *Array) { a.SetIndex(from.Index(Slice(nil, nil, -1)), Ellipsis) },
		"every other":    func(a, from *Array) { a.SetIndex(from.Index(Slice(nil, 4)), Slice(nil, nil, 2)) },
		"by positions":   func(a, from *Array) { a.SetIndex(from, []int{1, 2, 3, 4, 5, 6, 7, 0}) },
		"by a mask":      func(a, from *Array) { a.SetIndex(from.Index(Slice(nil, 4)), Greater(from, 3)) },
		"by itself":      func(a, from *Array) { a.SetIndex(Flip(from), from) },
		"one of its own": func(a, from *Array) { a.SetIndex(from.Index(7), []int{7, 0, 1}) },
	}
	for name, shift := range shifts {
		a, b := grid(8), grid(8)
		shift(a, a)
		shift(b, grid(8))
		if !slices.Equal(Of[int64](a).flat(), Of[int64](b).flat()) {
			t.Errorf("%s: %v, want %v", name, Of[int64](a).flat(), Of[int64](b).flat())
		}
	}
}

func TestSetIndexLastValueStays(t *testing.T) {
	for _, d := range []dtype.DType{dtype.Int8, dtype.Int16, dtype.Int32, dtype.Int64, dtype.Complex128} {
		a := Zeros([]int{3, 50}, As(d))
		a.SetIndex(Reshape(From([]int64{1, 2, 3, 4, 5}), 5, 1), []int{1, 1, 2, 1, 2})
		b := Zeros([]int{50, 3}, As(d))
		b.SetIndex([]int64{1, 2, 3, 4, 5}, Slice(nil, nil), []int{1, 1, 2, 1, 2})
		for row, want := range []int64{0, 4, 5} {
			if !All(Equal(a.Index(row), want)).Item().(bool) || !All(Equal(b.Index(Ellipsis, row), want)).Item().(bool) {
				t.Errorf("%s: position %d does not hold %d", d, row, want)
			}
		}
	}
}

func TestSetIndexConverts(t *testing.T) {
	stamps := dtype.Datetime(dtype.Day, 1)
	for _, c := range []struct {
		d     dtype.DType
		value any
		want  any
	}{
		{dtype.Int8, 2.9, int8(2)},
		{dtype.Int8, -128.9, int8(-128)},
		{dtype.Uint8, true, uint8(1)},
		{dtype.Uint64, 1.8446744073709550e19, uint64(18446744073709549568)},
		{dtype.Bool, 7, true},
		{dtype.Float32, 1 << 40, float32(1 << 40)},
		{dtype.Int8, From([]int64{300}), int8(44)},
		{dtype.Int16.Swap(), 258, int16(258)},
		{dtype.Complex64, 1 + 2i, complex64(1 + 2i)},
		{text5, "ab", "ab"},
		{text5.Swap(), "żółwie", "żółwi"},
		{dtype.Bytes(3), "abcd", []byte("abc")},
		{stamps, 19000, int64(19000)},
	} {
		a := Zeros([]int{2, 2}, As(c.d))
		for _, key := range [][]any{{0, 1}, {0, []int{1}}, {0, []bool{false, true}}} {
			a.SetIndex(c.value, key...)
			got, isBytes := a.Index(0, 1).Item().([]byte)
			if isBytes && slices.Equal(got, c.want.([]byte)) {
				continue
			}
			if got := a.Index(0, 1).Item(); isBytes || got != c.want {
				t.Errorf("%s: %v written by %v gives %v, want %v", c.d, c.value, key, got, c.want)
			}
		}
	}
}

func TestIndexShares(t *testing.T) {
	a := grid(4, 5)
	row := a.Index(1)
	if row.ptr != a.Index(1, 0).ptr || uintptr(row.ptr)-uintptr(a.ptr) != 40 {
		t.Error("a row is no view")
	}
	row.SetIndex(-7, 2)
	if Of[int64](a).At(1, 2) != -7 {
		t.Error("a write through a row is not seen")
	}
	if v := BroadcastTo(a, 4, 5).Index(0); !v.readonly {
		t.Error("a view of a read-only array can be written")
	}
	if v := BroadcastTo(a, 4, 5).Index([]int{0}); v.readonly {
		t.Error("a copy of a read-only array cannot be written")
	}
	if i := scalar(int64(1)); overlap(a.Index(i), a) || !overlap(a.Index(int32(1)), a) {
		t.Error("an array of no axes copies, a Go int of any size does not")
	}
}

func TestField(t *testing.T) {
	inner, _ := dtype.Packed(dtype.Field{Name: "v", Type: dtype.Int16, Shape: []int{2}}, dtype.Field{Name: "w", Type: dtype.Float64.Swap()})
	d, err := dtype.Struct(48, dtype.Field{Name: "a", Title: "first", Type: dtype.Int32, Offset: 4}, dtype.Field{Name: "s", Type: inner, Shape: []int{3}, Offset: 8})
	if err != nil {
		t.Fatal(err)
	}
	x := Zeros([]int{2, 3}, As(d))
	x.Field("first").SetIndex(grid(2, 3))
	x.SetIndex(5, "a")
	x.Index("a").SetIndex(6, 1, 2)
	w := x.Field("s").Field("w")
	w.SetIndex(grid(2, 3, 3))
	if !sameShape(w.shape, []int{2, 3, 3}) || !sameShape(x.Field("s").Field("v").shape, []int{2, 3, 3, 2}) {
		t.Errorf("shapes %v and %v", w.shape, x.Field("s").Field("v").shape)
	}
	y := x.Index([]int{1, 0}, Slice(nil, nil, -1))
	if got := y.Field("a").Index(0, 0).Item(); got != int32(6) {
		t.Errorf("a member of a gathered structure is %v", got)
	}
	if got := y.Field("s").Field("w").Index(1, 0, 2).Item(); got != 8.0 {
		t.Errorf("a nested member of a gathered structure is %v", got)
	}
	z := Astype(x, d.Swap())
	if got := z.Field("s").Field("w").Index(0, 2, 2).Item(); got != 8.0 || z.Field("a").dtype != dtype.Int32.Swap() {
		t.Errorf("a member of a swapped structure is %v", got)
	}
	if v := x.Index(0).Field("a"); uintptr(v.ptr)-uintptr(x.ptr) != 4 || v.strides[0] != 48 {
		t.Error("a field is no view")
	}
}

// Memory at the edges: nothing before or behind the array is touched, and large arrays take the ways
// that run on several cores.
func TestIndexStaysInside(t *testing.T) {
	const n = 1 << 16
	buf := buffer.Alloc(8 * (n + 2))
	all, err := View(dtype.Int64, buf, 0, []int{n + 2}, []int{8}, false)
	if err != nil {
		t.Fatal(err)
	}
	all.SetIndex(-9)
	a := all.Index(Slice(1, -1))
	a.SetIndex(Arange(0, n, 1))
	backwards := Arange(-1, -n-1, -1)
	if b := a.Index(backwards); !All(Equal(b, Flip(a))).Item().(bool) {
		t.Error("gathering backwards")
	}
	even := Equal(Remainder(a, 2), 0)
	if b := a.Index(even); !All(Equal(b, Arange(0, n, 2))).Item().(bool) || b.Size() != n/2 {
		t.Error("gathering by a mask")
	}
	m := Reshape(a, 256, 256)
	if b := m.Index(Slice(nil, nil), Arange(255, -1, -1)); !All(Equal(b, Flip(m, Axis(1)))).Item().(bool) {
		t.Error("gathering columns")
	}
	if b := Transpose(m).Index(Arange(255, -1, -1)); !All(Equal(b, Flip(Transpose(m), Axis(0)))).Item().(bool) {
		t.Error("gathering strided blocks")
	}
	a.SetIndex(Multiply(a, -1), backwards)
	a.SetIndex(0, even)
	if got := Of[int64](a); got.At(0) != 0 || got.At(1) != -(n-2) || got.At(n-1) != 0 {
		t.Errorf("scattering gives %d, %d, %d", got.At(0), got.At(1), got.At(n-1))
	}
	if guards := Of[int64](all); guards.At(0) != -9 || guards.At(-1) != -9 {
		t.Error("memory around the array was written")
	}
}

func TestTakeAlongAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rank := rapid.IntRange(1, 4).Draw(t, "rank")
		axis := rapid.IntRange(0, rank-1).Draw(t, "axis")
		shape, at, want := make([]int, rank), make([]int, rank), make([]int, rank)
		for k := range shape {
			shape[k] = rapid.IntRange(1, 4).Draw(t, "dim")
			at[k] = shape[k]
			want[k] = shape[k]
			switch {
			case k == axis:
				at[k] = rapid.IntRange(0, 4).Draw(t, "positions")
				want[k] = at[k]
			case rapid.Bool().Draw(t, "broadcast"):
				at[k] = 1
			case rapid.Bool().Draw(t, "broadcast x"):
				shape[k] = 1
			}
		}
		x := Flip(Transpose(grid(shape...)), Axis(0))
		x = Transpose(x)
		positions := make([]int64, product(at))
		for i := range positions {
			positions[i] = int64(rapid.IntRange(-shape[axis], shape[axis]-1).Draw(t, "position"))
		}
		indices := shaped(positions, at)
		got := TakeAlongAxis(x, indices, Axis(axis))
		if !sameShape(got.shape, want) || !got.IsC() {
			t.Fatalf("shape %v, want %v packed", got.shape, want)
		}
		full := BroadcastTo(indices, want...)
		for index, v := range Of[int64](got).All() {
			from := slices.Clone(index)
			from[axis] = int(Of[int64](full).At(index...))
			for k := range from {
				if shape[k] == 1 && k != axis {
					from[k] = 0
				}
			}
			if Of[int64](x).At(from...) != v {
				t.Fatalf("element %v is %d, want that at %v", index, v, from)
			}
		}
	})
}

func TestNonzero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(0, 5), 1, 4).Draw(t, "shape")
		values := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 0, 1, -2, math.NaN()}), product(shape), product(shape)).Draw(t, "values")
		x := shaped(values, shape)
		if rapid.Bool().Draw(t, "transposed") {
			x = Transpose(x)
		}
		out := Nonzero(x)
		k := 0
		for index, v := range Of[float64](x).All() {
			if v == 0 {
				continue
			}
			for axis, i := range index {
				if int(Of[int64](out[axis]).At(k)) != i {
					t.Fatalf("axis %d of hit %d is %d, want %d", axis, k, Of[int64](out[axis]).At(k), i)
				}
			}
			k++
		}
		if k != out[0].Size() || len(out) != len(shape) {
			t.Fatalf("%d hits in %d arrays, want %d in %d", out[0].Size(), len(out), k, len(shape))
		}
	})
}

func TestMaskOfAnyByte(t *testing.T) {
	bytes := From([]uint8{0, 2, 255, 0, 1, 0, 0, 128, 0, 4})
	mask := bytes.view(dtype.Bool, 0, bytes.shape, bytes.strides)
	if got := Of[int64](grid(10).Index(mask)).flat(); !slices.Equal(got, []int64{1, 2, 4, 7, 9}) {
		t.Errorf("bytes other than 0 and 1 select %v", got)
	}
}
