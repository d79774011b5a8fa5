package arrayinterface

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/nd"
)

// grid is float64 0 … 5 in shape (2, 3).
func grid() *nd.Array { return nd.From([]float64{0, 1, 2, 3, 4, 5}, 2, 3) }

func parse(t *testing.T, text string) dtype.DType {
	t.Helper()
	d, err := dtype.ParseDescr(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOf(t *testing.T) {
	x := grid()
	for _, c := range []struct {
		row     string
		a       *nd.Array
		strides []int
		typestr string
	}{
		{"AI-03 C order", x, nil, "<f8"},
		{"AI-03 no axes", nd.Zeros(nil, nd.As(dtype.Int16)), nil, "<i2"},
		{"AI-03 no elements", nd.Zeros([]int{0, 3}, nd.As(dtype.Bool)), nil, "|b1"},
		{"AI-03 transposed", nd.Transpose(x), []int{8, 24}, "<f8"},
		{"AI-03 reversed", x.Index(nd.Slice(nil, nil, -1)), []int{-24, 8}, "<f8"},
		{"AI-03 repeated", nd.BroadcastTo(nd.From([]uint8{1}), 4), []int{0}, "|u1"},
		{"AI-05 half", nd.Zeros([]int{1}, nd.As(dtype.Float16)), nil, "<f2"},
		{"AI-05 bfloat16", nd.Zeros([]int{1}, nd.As(dtype.BFloat16)), nil, "<V2"},
		{"AI-05 swapped", nd.Zeros([]int{1}, nd.As(dtype.Complex64.Swap())), nil, ">c8"},
	} {
		i := Of(c.a)
		if !slices.Equal(i.Shape, c.a.Shape()) || !slices.Equal(i.Strides, c.strides) || (i.Strides == nil) != (c.strides == nil) {
			t.Errorf("%s: shape %v, strides %v", c.row, i.Shape, i.Strides)
		}
		if i.Typestr != c.typestr || i.Version != 3 || i.Mask != nil || i.Data.Ptr != c.a.Pointer() || i.Data.ReadOnly != c.a.ReadOnly() {
			t.Errorf("%s: %+v", c.row, i)
		}
		b, err := i.Array()
		if err != nil {
			t.Errorf("%s: %v", c.row, err)
			continue
		}
		if b.Pointer() != c.a.Pointer() || b.DType() != c.a.DType() || fmt.Sprint(b) != fmt.Sprint(c.a) || b.ReadOnly() != c.a.ReadOnly() {
			t.Errorf("%s: there and back is %#v, was %#v", c.row, b, c.a)
		}
	}
}

func TestString(t *testing.T) {
	a := nd.Zeros([]int{3}, nd.As(parse(t, "[('a', '<f4'), ('', '|V4'), ('b', '<M8[25s]')]")))
	want := fmt.Sprintf("{'data': (%d, False), 'strides': None, 'descr': [('a', '<f4'), ('', '|V4'), ('b', '<M8[25s]')], 'typestr': '|V16', 'shape': (3,), 'version': 3}", uintptr(a.Pointer()))
	if have := Of(a).String(); have != want {
		t.Errorf("AI-01, AI-06: have %s\nwant %s", have, want)
	}
}

// AI-29, the trick of NumPy's interoperability page, in Go.
func TestReshapeByEditing(t *testing.T) {
	x := grid()
	i := Of(x)
	i.Shape = []int{3, 2}
	y, err := i.Array()
	if err != nil {
		t.Fatal(err)
	}
	nd.Of[float64](y).Set(40, 2, 0)
	nd.Of[float64](x).Set(10, 0, 1)
	if y.Pointer() != x.Pointer() || nd.Of[float64](x).At(1, 1) != 40 || nd.Of[float64](y).At(0, 1) != 10 {
		t.Errorf("memory is not shared: %v %v", x, y)
	}

	stale := Of(nd.Transpose(x))
	stale.Shape = []int{6}
	if _, err := stale.Array(); !errors.Is(err, nd.ErrValue) || !strings.Contains(err.Error(), "strides (8, 24) have 2 entries, shape (6,) has 1") {
		t.Errorf("AI-21, AI-29: stale strides: %v", err)
	}

	// AI-28: another type alone.
	i = Of(x)
	i.Shape, i.Typestr = []int{2, 3, 8}, "|u1"
	bytes, err := i.Array()
	if err != nil || bytes.DType() != dtype.Uint8 || bytes.Size() != 48 {
		t.Errorf("AI-28: %v %v", bytes, err)
	}
}

func TestRefused(t *testing.T) {
	x := grid()
	edit := func(f func(i *Interface)) *Interface {
		i := Of(x)
		f(i)
		return i
	}
	buf := buffer.AllocZero(48)
	for _, c := range []struct {
		row  string
		i    *Interface
		kind *nd.Kind
		text string
	}{
		{"AI-12", edit(func(i *Interface) { i.Typestr = "" }), nd.ErrValue, "no typestr"},
		{"AI-12", edit(func(i *Interface) { i.Typestr = "é" }), nd.ErrDType, "typestr"},
		{"AI-12 objects", edit(func(i *Interface) { i.Typestr = "|O" }), nd.ErrDType, "Python objects"},
		{"AI-15", edit(func(i *Interface) { i.Shape = make([]int, 65) }), nd.ErrValue, "0 to 64"},
		{"AI-15", edit(func(i *Interface) { i.Shape = []int{-1} }), nd.ErrValue, "negative"},
		{"AI-15", edit(func(i *Interface) { i.Shape = []int{math.MaxInt, 3} }), nd.ErrValue, "larger than any memory"},
		{"AI-20", edit(func(i *Interface) { i.Data = Data{} }), nd.ErrValue, "NULL"},
		{"AI-21", edit(func(i *Interface) { i.Strides = []int{8} }), nd.ErrValue, "1 entries"},
		{"AI-22", edit(func(i *Interface) { i.Mask = Of(x) }), nd.ErrNotHandled, "mask"},
		{"AI-24 owner", edit(func(i *Interface) { i.Shape = []int{7} }), nd.ErrValue, "from byte 0 to 56, but the owner's memory goes from 0 to 48"},
		{"AI-24 owner, before", edit(func(i *Interface) { i.Strides = []int{-8, 8} }), nd.ErrValue, "owner's memory"},
		{"AI-24 owner, text", edit(func(i *Interface) { i.Shape, i.Typestr = []int{1}, "<U13" }), nd.ErrValue, "owner's memory"},
		{"AI-24 owner, far", edit(func(i *Interface) { i.Strides = []int{math.MaxInt, math.MaxInt} }), nd.ErrValue, "owner's memory"},
		{"AI-24 buffer", &Interface{Shape: []int{1000}, Typestr: "<f8", Data: Data{Buffer: buf}}, nd.ErrValue, "buffer of 48 bytes"},
		{"AI-24 buffer, offset", &Interface{Shape: []int{6}, Typestr: "<f8", Data: Data{Buffer: buf}, Offset: 1}, nd.ErrValue, "buffer of 48 bytes"},
		{"AI-24 buffer, offset", &Interface{Shape: []int{1}, Typestr: "<f8", Data: Data{Buffer: buf}, Offset: -8}, nd.ErrValue, "buffer of 48 bytes"},
		{"AI-06", edit(func(i *Interface) {
			i.Shape, i.Typestr, i.Descr = []int{1}, "|V48", []dtype.Member{{Name: "a", Typestr: "<f8"}}
		}), nd.ErrDType, "descr describes 8 bytes"},
	} {
		_, err := c.i.Array()
		if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.text) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v, want one of kind %v with %q", c.row, err, c.kind, c.text)
		}
	}
}

func TestAccepted(t *testing.T) {
	x := grid()
	edit := func(f func(i *Interface)) *Interface {
		i := Of(x)
		f(i)
		return i
	}
	buf := buffer.AllocZero(48)
	for _, c := range []struct {
		row  string
		i    *Interface
		want string
	}{
		{"AI-13 no byte order", edit(func(i *Interface) { i.Typestr = "f8" }), "array([[0., 1., 2.],\n       [3., 4., 5.]])"},
		{"AI-13 a name", edit(func(i *Interface) { i.Typestr = "float64" }), "array([[0., 1., 2.],\n       [3., 4., 5.]])"},
		{"AI-14 descr of numbers ignored", edit(func(i *Interface) { i.Shape, i.Descr = []int{1}, []dtype.Member{{Name: "a", Typestr: "<i2"}} }), "array([0.])"},
		{"AI-14 descr without name ignored", edit(func(i *Interface) {
			i.Shape, i.Typestr, i.Descr = []int{1}, "|V3", []dtype.Member{{Typestr: "<f8"}}
		}), `array([b'\x00\x00\x00'], dtype='|V3')`},
		{"AI-14 descr", edit(func(i *Interface) {
			i.Shape, i.Typestr, i.Descr = []int{2}, "|V16", []dtype.Member{{Name: "a", Typestr: "<f8"}, {Name: "b", Typestr: "<f8"}}
		}), "array([(0., 1.), (2., 3.)], dtype=[('a', '<f8'), ('b', '<f8')])"},
		{"AI-16 offset without buffer", edit(func(i *Interface) { i.Offset = 1 << 40 }), "array([[0., 1., 2.],\n       [3., 4., 5.]])"},
		{"AI-18 offset", &Interface{Shape: []int{1}, Typestr: "<f8", Data: Data{Buffer: buf}, Offset: 40}, "array([0.])"},
		{"AI-20 empty", &Interface{Shape: []int{0, 3}, Typestr: "<f4"}, "array([], shape=(0, 3), dtype=float32)"},
		{"AI-21 any strides", edit(func(i *Interface) { i.Shape, i.Strides = []int{3, 2}, []int{0, 8} }), "array([[0., 1.],\n       [0., 1.],\n       [0., 1.]])"},
		{"AI-23 later version", edit(func(i *Interface) { i.Shape, i.Version = []int{1}, 4 }), "array([0.])"},
	} {
		a, err := c.i.Array()
		if err != nil {
			t.Errorf("%s: %v", c.row, err)
		} else if have := fmt.Sprintf("%#v", a); have != c.want {
			t.Errorf("%s: have %s, want %s", c.row, have, c.want)
		}
	}
}

// AI-04, AI-26: nothing makes read-only memory writable.
func TestReadOnly(t *testing.T) {
	readonly := nd.BroadcastTo(nd.From([]int64{7}), 3)
	i := Of(readonly)
	if !i.Data.ReadOnly {
		t.Error("AI-04: the description of a read-only array allows writes")
	}
	i.Data.ReadOnly = false
	if a, err := i.Array(); err != nil || !a.ReadOnly() {
		t.Errorf("AI-26: an edited flag made %v writable: %v", a, err)
	}
	i = Of(grid())
	i.Data.ReadOnly = true
	if a, err := i.Array(); err != nil || !a.ReadOnly() {
		t.Errorf("AI-16: %v is not read-only: %v", a, err)
	}
}

// eventually runs the collector until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 200 {
		runtime.GC()
		if holds() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error(what)
}

// AI-07: the array keeps the owner that it came from, and lets go of it.
func TestOwnerLivesAsLongAsTheArray(t *testing.T) {
	type owner struct{ memory []float64 }
	gone := make(chan bool, 1)
	o := &owner{[]float64{1, 2, 3}}
	runtime.AddCleanup(o, func(gone chan bool) { gone <- true }, gone)
	i := &Interface{Shape: []int{3}, Typestr: "<f8", Version: 3, Data: Data{Ptr: unsafe.Pointer(&o.memory[0]), Owner: o}}
	o = nil
	a, err := i.Array()
	if err != nil {
		t.Fatal(err)
	}
	i = nil
	runtime.GC()
	runtime.GC()
	select {
	case <-gone:
		t.Fatal("the owner went while the array was in use")
	default:
	}
	if fmt.Sprint(a) != "[1. 2. 3.]" {
		t.Errorf("the array is %v", a)
	}
	runtime.KeepAlive(a)
	a = nil
	eventually(t, "the owner never goes", func() bool { return len(gone) == 1 })
}

func ExampleInterface() {
	x := nd.Reshape(nd.Arange(0, 6, 1), 2, 3)
	i := Of(x)
	i.Shape = []int{3, 2}
	y, _ := i.Array()
	nd.Of[int64](y).Set(40, 2, 0)
	fmt.Println(x)
	fmt.Println(y)
	// Output:
	// [[ 0  1  2]
	//  [ 3 40  5]]
	// [[ 0  1]
	//  [ 2  3]
	//  [40  5]]
}
