package arrayinterface

import (
	"runtime"
	"slices"
	"strconv"
	"sync"
	"unsafe"

	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

// Struct is the C struct of __array_struct__, which travels in a capsule without a name.
type Struct struct {
	Two      int32 // 2, a check that this is the struct
	ND       int32
	Typekind byte // as in a typestr
	Itemsize int32
	Flags    Flags
	Shape    *int // ND of them; NULL where ND is 0
	Strides  *int // in bytes
	Data     unsafe.Pointer
	Descr    unsafe.Pointer // a Python object, if Flags has HasDescr
}

// Flags are those of a Struct.
type Flags int32

// The flags. A consumer may write only with Writeable; without NotSwapped, elements are in the byte order
// that is not the machine's.
const (
	CContiguous Flags = 0x1
	FContiguous Flags = 0x2
	Aligned     Flags = 0x100
	NotSwapped  Flags = 0x200
	Writeable   Flags = 0x400
	HasDescr    Flags = 0x800
)

// exports holds what C code may be looking at: it stays in place, whether Go code knows of it or not, until
// Release.
var exports sync.Map // *Struct -> *export

type export struct {
	array  *nd.Array
	dims   []int
	pinner runtime.Pinner
}

// ExportStruct describes a to C code until Release. Kind and size alone don't tell the members of a
// structure, the unit of a datetime, or to NumPy the size of text; for those types descr is asked for
// the Python object that does. It may be nil, or give none.
func ExportStruct(a *nd.Array, descr func(dtype.DType) unsafe.Pointer) *Struct {
	d, rank := a.DType(), a.Rank()
	s := &Struct{Two: 2, ND: int32(rank), Typekind: byte(d.Kind()), Itemsize: int32(d.Size()), Flags: flagsOf(a), Data: a.Pointer()}
	e := &export{array: a, dims: append(slices.Clone(a.Shape()), a.Strides()...)}
	if rank > 0 {
		s.Shape, s.Strides = &e.dims[0], &e.dims[rank]
		e.pinner.Pin(s.Shape)
	}
	switch {
	case d.ID() == dtype.IDBFloat16:
		s.Typekind = byte(dtype.KindVoid)
	case descr == nil:
	case d.IsStruct() || d.Kind() == dtype.KindText || d.Kind() == dtype.KindDatetime || d.Kind() == dtype.KindTimedelta:
		s.Descr = descr(d)
	}
	if s.Descr != nil {
		s.Flags |= HasDescr
	}
	e.pinner.Pin(s)
	e.pinner.Pin(s.Data)
	exports.Store(s, e)
	return s
}

// Release ends an export: the capsule is gone. Doing it again does nothing. The Descr is the caller's to
// release.
func (s *Struct) Release() {
	if e, ok := exports.LoadAndDelete(s); ok {
		e.(*export).pinner.Unpin()
	}
}

// flagsOf is what the flags say of a.
func flagsOf(a *nd.Array) (flags Flags) {
	set := func(flag Flags, is bool) {
		if is {
			flags |= flag
		}
	}
	set(CContiguous, a.IsC())
	set(FContiguous, a.IsF())
	set(Aligned, isAligned(a))
	set(NotSwapped, !a.DType().Swapped())
	set(Writeable, !a.ReadOnly())
	return flags
}

// isAligned says that all elements lie at multiples of their natural alignment.
func isAligned(a *nd.Array) bool {
	align := max(1, a.DType().Align())
	aligned := uintptr(a.Pointer())%uintptr(align) == 0
	for axis, dim := range a.Shape() {
		aligned = aligned && (dim <= 1 || a.Strides()[axis]%align == 0)
	}
	return aligned
}

// Array is the array that s describes, over the same memory. owner lives as long as the array: it holds
// the capsule and the object that gave it, since neither keeps the memory alone. describe reads the Descr;
// it may be nil. A Descr that cannot be read is as good as none.
func (s *Struct) Array(owner any, describe func(descr unsafe.Pointer) (dtype.DType, error)) (*nd.Array, error) {
	switch {
	case s.Two != 2:
		return nil, fail(nd.ErrValue, "the struct begins with %d, not 2, so it is another one", s.Two)
	case s.ND < 0 || s.ND > nd.MaxRank:
		return nil, fail(nd.ErrValue, "the struct has %d dimensions; 0 to %d are possible", s.ND, nd.MaxRank)
	case s.ND > 0 && (s.Shape == nil || s.Strides == nil):
		return nil, fail(nd.ErrValue, "the struct has %d dimensions but no shape or no strides", s.ND)
	}
	d, err := s.dtype(describe)
	if err != nil {
		return nil, err
	}
	l := layout.Layout{Shape: unsafe.Slice(s.Shape, s.ND), Strides: unsafe.Slice(s.Strides, s.ND)}
	n, ok := layout.Bytes(l.Shape, max(1, d.Size()))
	switch {
	case !ok:
		return nil, fail(nd.ErrValue, "shape %s of dtype %s is negative or larger than any memory", layout.FormatShape(l.Shape), d)
	case n > 0 && d.Size() > 0 && s.Data == nil:
		return nil, fail(nd.ErrValue, "data is NULL, but shape %s of dtype %s has %d bytes", layout.FormatShape(l.Shape), d, n)
	}
	return adopt(s.Data, d, l, s.Flags&Writeable == 0, owner)
}

// dtype is the type of the elements.
func (s *Struct) dtype(describe func(descr unsafe.Pointer) (dtype.DType, error)) (dtype.DType, error) {
	if s.Flags&HasDescr != 0 && s.Descr != nil && describe != nil {
		if d, err := describe(s.Descr); err == nil && d.Size() == int(s.Itemsize) {
			return d, nil
		}
	}
	size := int(s.Itemsize)
	if dtype.Kind(s.Typekind) == dtype.KindText {
		if size%4 != 0 {
			return dtype.DType{}, fail(nd.ErrDType, "text of %d bytes is no number of characters of 4", size)
		}
		size /= 4 // bytes here, characters in a typestr
	}
	// A type of which the machine has no other byte order ignores the mark.
	order := "="
	if s.Flags&NotSwapped == 0 {
		order = swappedOrder
	}
	d, err := dtype.Parse(order + string(rune(s.Typekind)) + strconv.Itoa(size))
	if err != nil {
		return dtype.DType{}, fail(nd.ErrDType, "kind %q and size %d: %w", rune(s.Typekind), s.Itemsize, err)
	}
	return d, nil
}

// swappedOrder is the mark in a typestr of the byte order that is not the machine's.
var swappedOrder = map[bool]string{true: ">", false: "<"}[dtype.Uint16.Typestr()[0] == '<']
