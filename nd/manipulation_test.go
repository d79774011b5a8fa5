package nd

import (
	"fmt"
	"slices"
	"testing"

	"gondola/dtype"
)

func TestManipulationErrors(t *testing.T) {
	x, m := grid(3), grid(2, 3)
	rank64 := Ones(slices.Repeat([]int{1}, 64))
	for _, c := range []struct {
		kind *Kind
		text string
		call func() *Array
	}{
		{ErrShape, "BroadcastTo: shape (2, 3) does not broadcast to (3, 3): axis -2 has 2 and 3", func() *Array { return BroadcastTo(m, 3, 3) }},
		{ErrShape, "BroadcastTo: shape (2, 3) does not broadcast to (3,): it has 1 axes more", func() *Array { return BroadcastTo(m, 3) }},
		{ErrValue, "BroadcastTo: negative dimensions are not allowed: shape (-1,)", func() *Array { return BroadcastTo(1, -1) }},
		{ErrShape, "BroadcastArrays: shapes (3,), (2, 3) and (2,) do not broadcast: axis -1 has 3 and 2", func() *Array { return BroadcastArrays(x, m, []int{1, 2})[0] }},
		{ErrIndex, "ExpandDims: axis 3 is out of bounds for array of dimension 2", func() *Array { return ExpandDims(x, 3) }},
		{ErrValue, "ExpandDims: axis -3 is repeated", func() *Array { return ExpandDims(x, 0, -3) }},
		{ErrValue, "ExpandDims: an array has at most 64 axes, not 65", func() *Array { return ExpandDims(rank64, 0) }},
		{ErrShape, "Squeeze: axis 1 has 3 elements, only axes of 1 can be squeezed", func() *Array { return Squeeze(m, 1) }},
		{ErrShape, "MoveAxis: 1 source axes and 2 destination axes", func() *Array { return MoveAxis(m, []int{0}, []int{0, 1}) }},
		{ErrIndex, "MoveAxis: axis 2 is out of bounds for array of dimension 2", func() *Array { return MoveAxis(m, []int{0}, []int{2}) }},
		{ErrShape, "PermuteDims: 1 axes given for an array of dimension 2", func() *Array { return PermuteDims(m, 0) }},
		{ErrValue, "PermuteDims: axis 0 is repeated", func() *Array { return PermuteDims(m, 0, 0) }},
		{ErrShape, "Reshape: cannot reshape array of size 6 into shape (4, -1)", func() *Array { return Reshape(m, 4, -1) }},
		{ErrShape, "Reshape: cannot reshape array of size 6 into shape (-1, -1): only one dim may be -1", func() *Array { return Reshape(m, -1, -1) }},
		{ErrValue, "Reshape: an array has at most 64 axes, not 65", func() *Array { return Reshape(1, slices.Repeat([]int{1}, 65)...) }},
		{ErrCopy, "Reshape: shape (3, 2) with strides (8, 24) does not become (6,) without a copy", func() *Array { return reshape(Transpose(m), []int{6}, new(bool)) }},
		{ErrShape, "Diagonal: needs at least two axes, got shape (3,)", func() *Array { return Diagonal(x, 0) }},
		{ErrIndex, "Flip: axis 2 is out of bounds for array of dimension 2", func() *Array { return Flip(m, Axis(2)) }},
		{ErrValue, "Concat: needs at least one array", func() *Array { return Concat(nil) }},
		{ErrShape, "Concat: array 1 has no axes to join along; stack it instead", func() *Array { return Concat([]any{x, 1}) }},
		{ErrShape, "Concat: array 0 has shape (3,), array 1 (2, 3): they must have as many axes", func() *Array { return Concat([]any{x, m}) }},
		{ErrShape, "Concat: shapes (2, 3) and (3, 3) of arrays 0 and 1 differ along axis 0", func() *Array { return Concat([]any{m, grid(3, 3)}, Axis(1)) }},
		{ErrIndex, "Concat: axis 1 is out of bounds for array of dimension 1", func() *Array { return Concat([]any{x, x}, Axis(1)) }},
		{ErrDType, "Concat: dtypes int64 and <U5 have no common type", func() *Array { return Concat([]any{x, Zeros([]int{1}, As(text5))}) }},
		{ErrDType, "Concat: dtype |S2 does not convert to the common type <U5", func() *Array {
			return Concat([]any{Zeros([]int{1}, As(dtype.Bytes(2))), Zeros([]int{1}, As(text5))})
		}},
		{ErrShape, "Stack: array 0 has shape (3,), array 1 (2, 3): they must be equal", func() *Array { return Stack([]any{x, m}) }},
		{ErrIndex, "Stack: axis 2 is out of bounds for array of dimension 2", func() *Array { return Stack([]any{x, x}, Axis(2)) }},
		{ErrDType, "Stack: dtypes int64 and <U5 have no common type", func() *Array { return Stack([]any{1, Zeros(nil, As(text5))}) }},
		{ErrIndex, "Unstack: axis 0 is out of bounds for array of dimension 0", func() *Array { return Unstack(1)[0] }},
		{ErrValue, "Repeat: repeats must not be negative, got -2", func() *Array { return Repeat(x, -2) }},
		{ErrShape, "Repeat: repeats has 2 counts, axis 0 of shape (3,) has 3 positions", func() *Array { return Repeat(x, []int{1, 2}) }},
		{ErrType, "Repeat: repeats must be an int or a one-dimensional array of ints, not () float64", func() *Array { return Repeat(x, 1.5) }},
		{ErrMemory, "Repeat: 4611686018427387904 repetitions of 3 positions do not fit memory", func() *Array { return Repeat(x, 1<<62) }},
		{ErrMemory, "Repeat: an array of shape (70368744177664,) and dtype int64 needs 562949953421312 bytes", func() *Array { return Repeat(x, []int{1 << 62, 1 << 62, 0}) }},
		{ErrValue, "Tile: repetitions must not be negative, got -1", func() *Array { return Tile(x, -1) }},
		{ErrMemory, "Tile: 35184372088832 repetitions of 3 positions do not fit memory", func() *Array { return Tile(x, 1<<45) }},
		{ErrValue, "Tile: an array of shape (52776558133248, 3298534883328) and dtype int64 is larger than any memory", func() *Array { return Tile(BroadcastTo(x, 3, 3), 1<<44, 1<<40) }},
		{ErrValue, "Roll: 2 shifts need as many axes", func() *Array { return Roll(x, []int{1, 2}) }},
		{ErrValue, "Roll: 3 shifts do not go with 2 axes", func() *Array { return Roll(m, []int{1, 2, 3}, Axis(0, 1)) }},
		{ErrIndex, "Roll: axis 1 is out of bounds for array of dimension 1", func() *Array { return Roll(x, []int{1}, Axis(1)) }},
	} {
		checkError(t, c.kind, c.text, c.call)
	}
}

// Views lie where their arithmetic says, and nowhere but in the array.
func TestManipulationShares(t *testing.T) {
	a := grid(2, 3, 4)
	for _, c := range []struct {
		name           string
		view           *Array
		offset         int
		shape, strides []int
	}{
		{"Transpose", Transpose(a), 0, []int{4, 3, 2}, []int{8, 32, 96}},
		{"PermuteDims", PermuteDims(a, 1, -1, 0), 0, []int{3, 4, 2}, []int{32, 8, 96}},
		{"MoveAxis", MoveAxis(a, []int{-1}, []int{0}), 0, []int{4, 2, 3}, []int{8, 96, 32}},
		{"ExpandDims", ExpandDims(a, 1), 0, []int{2, 1, 3, 4}, []int{96, 96, 32, 8}},
		{"Squeeze", Squeeze(ExpandDims(a, 0, 2)), 0, []int{2, 3, 4}, []int{96, 32, 8}},
		{"Flip", Flip(a, Axis(0, 2)), 96 + 24, []int{2, 3, 4}, []int{-96, 32, -8}},
		{"Reshape", Reshape(Flip(a), -1), 23 * 8, []int{24}, []int{-8}},
		{"Reshape of a transpose", Reshape(Transpose(a), 2, 2, 3, 2), 0, []int{2, 2, 3, 2}, []int{16, 8, 32, 96}},
		{"Ravel", Ravel(a), 0, []int{24}, []int{8}},
		{"Diagonal", Diagonal(a, 1), 8, []int{2, 3}, []int{96, 40}},
		{"Diagonal below", Diagonal(a, -2), 64, []int{2, 1}, []int{96, 40}},
		{"Diagonal outside", Diagonal(a, 9), 0, []int{2, 0}, []int{96, 40}},
		{"BroadcastTo", BroadcastTo(a.Index(Slice(nil, 1)), 5, 2, 3, 4), 0, []int{5, 2, 3, 4}, []int{0, 0, 32, 8}},
		{"Unstack", Unstack(a, Axis(1))[2], 64, []int{2, 4}, []int{96, 8}},
	} {
		if c.view.buf != a.buf || uintptr(c.view.ptr)-uintptr(a.ptr) != uintptr(c.offset) {
			t.Errorf("%s: at %d bytes, want %d", c.name, int(uintptr(c.view.ptr)-uintptr(a.ptr)), c.offset)
		}
		if !sameShape(c.view.shape, c.shape) || !sameShape(c.view.strides, c.strides) {
			t.Errorf("%s: shape %v, strides %v, want %v, %v", c.name, c.view.shape, c.view.strides, c.shape, c.strides)
		}
	}
	if v := BroadcastTo(a.Index(0, 0, 0), 1<<50); v.Size() != 1<<50 {
		t.Error("a window takes no memory and may be large")
	}
	if !BroadcastTo(a, 2, 3, 4).readonly || Flip(a).readonly || !Flip(BroadcastTo(a, 2, 3, 4)).readonly {
		t.Error("broadcast views and views of them are read-only, others not")
	}
	for name, copied := range map[string]*Array{
		"Reshape": Reshape(Transpose(a), 24), "Concat": Concat([]any{a}), "Roll": Roll(a, []int{0}),
		"Repeat": Repeat(a, 1), "Tile": Tile(a), "Meshgrid": Meshgrid(Ravel(a))[0],
	} {
		if overlap(copied, a) {
			t.Errorf("%s: a view", name)
		}
	}
}

// Views without elements stay inside the memory of their array, whatever their offset would be.
func TestEmptyViewsStayInside(t *testing.T) {
	a := grid(3, 4)
	for name, v := range map[string]*Array{
		"Slice":    a.Index(Slice(3, nil)),
		"Range":    a.Index(2, Slice(4, nil)),
		"Diagonal": Diagonal(a, -5),
		"Unstack":  Unstack(Zeros([]int{3, 0}))[2],
		"Flip":     Flip(a.Index(Slice(nil, nil), Slice(4, nil))),
	} {
		if at := uintptr(v.ptr) - uintptr(a.ptr); name != "Unstack" && at >= 96 || v.Size() != 0 {
			t.Errorf("%s: at %d bytes of 96", name, int(at))
		}
	}
}

func TestConcatPromotes(t *testing.T) {
	got := Concat([]any{[]int8{1}, []float32{2.5}, Astype([]uint8{3}, dtype.Int16.Swap())})
	if got.dtype != dtype.Float32 || !slices.Equal(Of[float32](got).flat(), []float32{1, 2.5, 3}) {
		t.Errorf("%s %v", got.dtype, Of[float32](got).flat())
	}
	words := Concat([]any{
		Full([]int{1}, "ab", As(dtype.Text(3))), Full([]int{2}, "cdefg", As(text5.Swap())), Full([]int{1}, "h", As(dtype.Text(1).Swap())),
	})
	if words.dtype != text5 {
		t.Errorf("text of dtype %s", words.dtype)
	}
	for i, want := range []string{"ab", "cdefg", "cdefg", "h"} {
		if got := words.Index(i).Item(); got != want {
			t.Errorf("word %d is %q, want %q", i, got, want)
		}
	}
	if flat := Concat([]any{grid(2, 2), 7}, Flat); !slices.Equal(Of[int64](flat).flat(), []int64{0, 1, 2, 3, 7}) {
		t.Errorf("flattened: %v", Of[int64](flat).flat())
	}
}

// Every itemsize takes its own loop; 1, 2, 4, 8 and 16 bytes have fast ones.
func TestItemsizes(t *testing.T) {
	for _, d := range []dtype.DType{dtype.Int8, dtype.Int16, dtype.Float32, dtype.Float64, dtype.Complex128, dtype.Text(3), dtype.Bytes(7)} {
		a := Zeros([]int{6}, As(d))
		for i := range 6 {
			if d.Computes() {
				a.SetIndex(i, i)
			} else {
				a.SetIndex(string(rune('0'+i)), i)
			}
		}
		item := func(x *Array, i int) string { return fmt.Sprint(x.Index(i).Item()) }
		for name, got := range map[string]*Array{
			"Repeat":  Repeat(a, 2).Index(Slice(nil, nil, 2)),
			"counts":  Repeat(a, []int{1, 1, 1, 1, 1, 1}),
			"Tile":    Tile(a, 3).Index(Slice(6, 12)),
			"Roll":    Roll(Roll(a, []int{2}), []int{-2}),
			"Concat":  Concat([]any{a.Index(Slice(nil, 2)), a.Index(Slice(2, nil))}),
			"Take":    Take(Flip(a), []int{5, 4, 3, 2, 1, 0}),
			"mask":    a.Index(Ones([]int{6}, As(dtype.Bool))),
			"columns": BroadcastTo(a, 9, 6).Index(Slice(nil, nil), Arange(0, 6, 1)).Index(4),
			"strided": Transpose(BroadcastTo(a, 99, 6)).Index([]int{0, 1, 2, 3, 4, 5}).Index(Ellipsis, 50),
		} {
			for i := range 6 {
				if item(got, i) != item(a, i) {
					t.Errorf("%s of %s: element %d is %v, want %v", name, d, i, item(got, i), item(a, i))
				}
			}
		}
	}
}
