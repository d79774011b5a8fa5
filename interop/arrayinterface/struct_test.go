package arrayinterface

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"gondola/dtype"
	"gondola/nd"
)

// AS-01, as a C compiler for 64-bit machines lays the struct out.
func TestStructLayout(t *testing.T) {
	var s Struct
	for _, c := range []struct {
		name       string
		have, want uintptr
	}{
		{"sizeof", unsafe.Sizeof(s), 56}, {"two", unsafe.Offsetof(s.Two), 0}, {"nd", unsafe.Offsetof(s.ND), 4},
		{"typekind", unsafe.Offsetof(s.Typekind), 8}, {"itemsize", unsafe.Offsetof(s.Itemsize), 12},
		{"flags", unsafe.Offsetof(s.Flags), 16}, {"shape", unsafe.Offsetof(s.Shape), 24},
		{"strides", unsafe.Offsetof(s.Strides), 32}, {"data", unsafe.Offsetof(s.Data), 40}, {"descr", unsafe.Offsetof(s.Descr), 48},
	} {
		if c.have != c.want {
			t.Errorf("AS-01: %s is %d, in C %d", c.name, c.have, c.want)
		}
	}
}

func TestStructFlags(t *testing.T) {
	x := nd.From([]float64{0, 1, 2, 3, 4, 5}, 2, 3)
	unaligned := nd.Wrap(unsafe.Add(x.Pointer(), 4), dtype.Float64, []int{2}, []int{8}, false, nil)
	for _, c := range []struct {
		row  string
		a    *nd.Array
		want Flags
	}{
		{"AS-02 C order", x, CContiguous | Aligned | NotSwapped | Writeable},
		{"AS-02 F order", nd.Transpose(x), FContiguous | Aligned | NotSwapped | Writeable},
		{"AS-02 both", x.Index(0), CContiguous | FContiguous | Aligned | NotSwapped | Writeable},
		{"AS-02 neither", x.Index(nd.Slice(nil, nil, -1)), Aligned | NotSwapped | Writeable},
		{"AS-02 read-only", nd.BroadcastTo(x.Index(0), 2, 3), Aligned | NotSwapped},
		{"AS-02 swapped", nd.Zeros([]int{2}, nd.As(dtype.Int32.Swap())), CContiguous | FContiguous | Aligned | Writeable},
		{"AS-02 unaligned", unaligned, CContiguous | FContiguous | NotSwapped | Writeable},
	} {
		s := ExportStruct(c.a, nil)
		if s.Flags != c.want {
			t.Errorf("%s: flags %#x, want %#x", c.row, s.Flags, c.want)
		}
		s.Release()
	}
}

func TestStructThereAndBack(t *testing.T) {
	structure := parse(t, "[('a', '<f4'), ('b', '>i2', (2,))]")
	for _, d := range []dtype.DType{
		dtype.Bool, dtype.Int8, dtype.Uint16, dtype.Float16, dtype.Float64, dtype.Complex128, dtype.Int64.Swap(),
		dtype.Text(4), dtype.Text(3).Swap(), dtype.Bytes(5), dtype.Void(7), dtype.Datetime(dtype.Second, 25), dtype.Timedelta(dtype.Nanosecond, 1), structure,
	} {
		for _, shape := range [][]int{nil, {3}, {2, 3}, {0, 4}} {
			a := nd.Zeros(shape, nd.As(d))
			described := d
			s := ExportStruct(a, func(dtype.DType) unsafe.Pointer { return unsafe.Pointer(&described) })
			t.Cleanup(s.Release)
			if (s.Shape == nil) != (len(shape) == 0) || (s.Strides == nil) != (len(shape) == 0) {
				t.Errorf("AS-04: shape %v has pointers %v, %v", shape, s.Shape, s.Strides)
			}
			b, err := s.Array(a, func(p unsafe.Pointer) (dtype.DType, error) { return *(*dtype.DType)(p), nil })
			if err != nil {
				t.Errorf("%s: %v", d, err)
				continue
			}
			if !b.DType().Equal(d) || b.Pointer() != a.Pointer() || fmt.Sprintf("%#v", b) != fmt.Sprintf("%#v", a) {
				t.Errorf("AS-08, AS-09: %#v came back as %#v", a, b)
			}
		}
	}
}

// AS-05, AS-07, AS-09: what is left where nobody reads the descr.
func TestStructWithoutDescr(t *testing.T) {
	for _, c := range []struct{ d, want dtype.DType }{
		{dtype.Text(4), dtype.Text(4)},
		{dtype.Datetime(dtype.Second, 25), dtype.Datetime(dtype.Generic, 1)},
		{parse(t, "[('a', '<f4')]"), dtype.Void(4)},
		{dtype.BFloat16, dtype.Void(2)},
	} {
		s := ExportStruct(nd.Zeros([]int{2}, nd.As(c.d)), nil)
		t.Cleanup(s.Release)
		if s.Flags&HasDescr != 0 {
			t.Errorf("%s: has-descr without a descr", c.d)
		}
		b, err := s.Array(nil, nil)
		if err != nil || b.DType() != c.want {
			t.Errorf("%s came back as %v, %v; want %s", c.d, b, err, c.want)
		}
	}
	bad := func(unsafe.Pointer) (dtype.DType, error) { return dtype.DType{}, errors.New("unreadable") }
	s := ExportStruct(nd.Zeros([]int{2}, nd.As(dtype.Text(2))), func(dtype.DType) unsafe.Pointer { return unsafe.Pointer(new(int)) })
	t.Cleanup(s.Release)
	if b, err := s.Array(nil, bad); err != nil || b.DType() != dtype.Text(2) {
		t.Errorf("AS-05: with an unreadable descr: %v, %v", b, err)
	}
}

func TestStructRefused(t *testing.T) {
	a := nd.Zeros([]int{2, 3})
	for _, c := range []struct {
		row  string
		edit func(s *Struct)
		kind *nd.Kind
		text string
	}{
		{"AS-05", func(s *Struct) { s.Two = 3 }, nd.ErrValue, "begins with 3"},
		{"AS-05", func(s *Struct) { s.ND = -1 }, nd.ErrValue, "-1 dimensions"},
		{"AS-05", func(s *Struct) { s.ND = 65 }, nd.ErrValue, "65 dimensions"},
		{"AS-04", func(s *Struct) { s.Shape = nil }, nd.ErrValue, "no shape"},
		{"AS-04", func(s *Struct) { s.Strides = nil }, nd.ErrValue, "no strides"},
		{"AI-15", func(s *Struct) { s.Shape = &[]int{-2, 3}[0] }, nd.ErrValue, "negative"},
		{"AI-21", func(s *Struct) { s.Strides = &[]int{math.MaxInt, 8}[0] }, nd.ErrValue, "past the end of memory"},
		{"AI-21", func(s *Struct) { s.Strides = &[]int{math.MinInt, 8}[0] }, nd.ErrValue, "past the end of memory"},
		{"AI-20", func(s *Struct) { s.Data = nil }, nd.ErrValue, "NULL"},
		{"AS-05", func(s *Struct) { s.Typekind = 'O' }, nd.ErrDType, "kind 'O'"},
		{"AS-05", func(s *Struct) { s.Itemsize = 3 }, nd.ErrDType, "size 3"},
		{"AS-05", func(s *Struct) { s.Itemsize = -8 }, nd.ErrDType, "size -8"},
		{"AS-07", func(s *Struct) { s.Typekind, s.Itemsize = 'U', 6 }, nd.ErrDType, "characters of 4"},
	} {
		exported := ExportStruct(a, nil)
		s := *exported
		exported.Release()
		c.edit(&s)
		if _, err := s.Array(nil, nil); !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: error %v, want one of kind %v with %q", c.row, err, c.kind, c.text)
		}
	}
}

// AS-03, AS-04: what was exported stays as it was until it is released, even if Go forgets it.
func TestExportedStructStays(t *testing.T) {
	for range 100 {
		s := ExportStruct(nd.Full([]int{3}, 7.0), nil)
		runtime.GC()
		if b, err := s.Array(nil, nil); err != nil || fmt.Sprint(b) != "[7. 7. 7.]" {
			t.Fatalf("%v, %v", b, err)
		}
		s.Release()
		s.Release()
	}
	left := 0
	exports.Range(func(any, any) bool { left++; return true })
	if left != 0 {
		t.Errorf("%d exports are left", left)
	}
}
