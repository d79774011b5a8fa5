// Package arrayinterface turns arrays into the oldest of NumPy's exchange protocols and back.
//
// An Interface is what Python objects offer as __array_interface__ (version 3): where the elements are,
// their type, shape and strides, in plain values that anyone may look at and change. That is the charm of
// it: a program that knows nothing of arrays can describe memory it owns, and an array can be given
// another shape by editing its description. It is also the danger, since nothing in the protocol says how
// long the memory is or lives. Here a description carries its owner along, and whenever the owner's memory
// has a known end, nothing beyond it is taken for elements.
//
//	i := arrayinterface.Of(x)        // x has shape (2, 3)
//	i.Shape = []int{3, 2}
//	y, err := i.Array()              // shares x's memory
//
// A Struct is the same description as a C struct, which objects offer as __array_struct__.
//
// The rules of both are rows AI-… and AS-… of the protocol tables that the tests cite.
package arrayinterface

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

// Interface is the dict of __array_interface__, a field a key.
type Interface struct {
	Shape   []int
	Typestr string         // byte order, kind and size: <f8
	Descr   []dtype.Member // of a structure; nil where the Typestr says all
	Data    Data
	Strides []int      // in bytes; nil for C order
	Version int        // 3
	Offset  int        // of element 0 in Data.Buffer, in bytes; without meaning where Data has an address
	Mask    *Interface // which elements are valid; nil where all are
}

// Data says where the elements are: at an address, or in a Buffer, whose bounds are known.
type Data struct {
	Ptr      unsafe.Pointer // the element at index 0 of every axis
	ReadOnly bool
	Buffer   *buffer.Buffer // instead of Ptr
	Owner    any            // is kept alive as long as arrays made of Ptr are
}

// Of describes a. The description is the caller's to change, and keeps a alive. Strides are nil for an
// array in C order, so that changing the shape alone gives a sound description.
func Of(a *nd.Array) *Interface {
	i := &Interface{
		Shape:   append([]int{}, a.Shape()...),
		Typestr: a.DType().Typestr(),
		Descr:   a.DType().Descr(),
		Data:    Data{Ptr: a.Pointer(), ReadOnly: a.ReadOnly(), Owner: a},
		Version: 3,
	}
	if !a.IsC() {
		i.Strides = append([]int{}, a.Strides()...)
	}
	return i
}

// Array is the array that i describes, over the same memory.
//
// The version is not looked at: later ones have only added keys. A mask is refused, since an ordinary
// array would show what it hides. Where the memory is a Buffer, or belongs to an *nd.Array, elements
// outside it are refused; otherwise an address is believed. It may be nil only if there are no elements.
func (i *Interface) Array() (*nd.Array, error) {
	d, err := i.dtype()
	if err != nil {
		return nil, err
	}
	if i.Mask != nil {
		return nil, fail(nd.ErrNotHandled, "it has a mask, which an array without one would ignore")
	}
	if len(i.Shape) > nd.MaxRank {
		return nil, fail(nd.ErrValue, "shape has %d dimensions; 0 to %d are possible", len(i.Shape), nd.MaxRank)
	}
	n, ok := layout.Bytes(i.Shape, d.Size())
	if _, fits := layout.Bytes(i.Shape, max(1, d.Size())); !ok || !fits {
		return nil, fail(nd.ErrValue, "shape %s of dtype %s is negative or larger than any memory", layout.FormatShape(i.Shape), d)
	}
	strides := i.Strides
	switch {
	case strides == nil:
		strides = layout.CStrides(nil, i.Shape, d.Size())
	case len(strides) != len(i.Shape):
		return nil, fail(nd.ErrValue, "strides %s have %d entries, shape %s has %d; strides of another shape have to be removed",
			layout.FormatShape(strides), len(strides), layout.FormatShape(i.Shape), len(i.Shape))
	}
	l := layout.Layout{Shape: i.Shape, Strides: strides}
	switch {
	case i.Data.Buffer != nil:
		a, err := nd.View(d, i.Data.Buffer, i.Offset, i.Shape, strides, i.Data.ReadOnly)
		if err != nil {
			return nil, fail(nd.ErrValue, "%w", err)
		}
		return a, nil
	case n == 0 && i.Data.Ptr == nil:
		return nd.View(d, buffer.Alloc(0), 0, i.Shape, strides, i.Data.ReadOnly)
	case i.Data.Ptr == nil:
		return nil, fail(nd.ErrValue, "data is NULL, but shape %s of dtype %s has %d bytes", layout.FormatShape(i.Shape), d, n)
	}
	return i.at(d, l)
}

// at is the array at the address.
func (i *Interface) at(d dtype.DType, l layout.Layout) (*nd.Array, error) {
	lo, hi := l.Extent(d.Size())
	if owner, ok := i.Data.Owner.(*nd.Array); ok {
		defer runtime.KeepAlive(owner)
		if before, after := room(owner, i.Data.Ptr); lo != hi && (-lo > before || hi > after) {
			return nil, fail(nd.ErrValue, "shape %s and strides %s of dtype %s reach from byte %d to %d, but the owner's memory goes from %d to %d",
				layout.FormatShape(l.Shape), layout.FormatShape(l.Strides), d, lo, hi, -before, after)
		}
		return nd.Wrap(i.Data.Ptr, d, l.Shape, l.Strides, i.Data.ReadOnly || owner.ReadOnly(), owner.Buffer()), nil
	}
	return adopt(i.Data.Ptr, d, l, i.Data.ReadOnly, i.Data.Owner)
}

// room is the number of bytes of an array's memory before and from an address on: of its Buffer, or if it
// has none or looks outside it, of the elements it shows.
func room(a *nd.Array, p unsafe.Pointer) (before, after int) {
	lo, hi := a.Layout().Extent(a.DType().Size())
	start, end := uintptr(a.Pointer())+uintptr(lo), uintptr(a.Pointer())+uintptr(hi)
	if b := a.Buffer(); b != nil {
		start, end = min(start, uintptr(b.Ptr())), max(end, uintptr(b.Ptr())+uintptr(b.Len()))
	}
	return int(uintptr(p) - start), int(end - uintptr(p))
}

// adopt is an array over memory whose owner, if there is one, lives as long as it.
func adopt(p unsafe.Pointer, d dtype.DType, l layout.Layout, readonly bool, owner any) (*nd.Array, error) {
	lo, hi := l.Extent(d.Size())
	if address := int(uintptr(p)); hi > math.MaxInt-address || lo < -address {
		return nil, fail(nd.ErrValue, "shape %s and strides %s reach past the end of memory", layout.FormatShape(l.Shape), layout.FormatShape(l.Strides))
	}
	var buf *buffer.Buffer
	if owner != nil {
		buf = buffer.Adopt(unsafe.Add(p, lo), hi-lo, func() { runtime.KeepAlive(owner) })
	}
	return nd.Wrap(p, d, l.Shape, l.Strides, readonly, buf), nil
}

// dtype is the type of the elements. As in NumPy the descr matters only where the typestr names raw bytes.
func (i *Interface) dtype() (dtype.DType, error) {
	if i.Typestr == "" {
		return dtype.DType{}, fail(nd.ErrValue, "it has no typestr")
	}
	// Raw bytes have no byte order. The one type that says otherwise is bfloat16's.
	switch i.Typestr {
	case "<V2":
		return dtype.BFloat16.LittleEndian(), nil
	case ">V2":
		return dtype.BFloat16.BigEndian(), nil
	}
	d, err := dtype.Parse(i.Typestr)
	if err != nil {
		return dtype.DType{}, fail(nd.ErrDType, "typestr: %w", err)
	}
	if d.ID() != dtype.IDVoid || i.Descr == nil || opaque(i.Descr) {
		return d, nil
	}
	s, err := dtype.FromDescr(i.Descr)
	switch {
	case err != nil:
		return dtype.DType{}, fail(nd.ErrDType, "descr: %w", err)
	case s.Size() != d.Size():
		return dtype.DType{}, fail(nd.ErrDType, "descr describes %d bytes, typestr %s has %d", s.Size(), i.Typestr, d.Size())
	}
	return s, nil
}

// opaque says that a descr has the one entry without name that says no more than a typestr.
func opaque(descr []dtype.Member) bool {
	return len(descr) == 1 && descr[0].Name == "" && descr[0].Members == nil && descr[0].Shape == nil
}

// String is i as the dict that Python shows.
func (i *Interface) String() string {
	var b strings.Builder
	b.WriteString("{'data': (" + strconv.FormatUint(uint64(i.address()), 10) + ", " + pythonBool(i.Data.ReadOnly) + "), 'strides': ")
	if i.Strides == nil {
		b.WriteString("None")
	} else {
		b.WriteString(layout.FormatShape(i.Strides))
	}
	if d, err := i.dtype(); err == nil && d.IsStruct() {
		b.WriteString(", 'descr': " + d.DescrText())
	} else {
		b.WriteString(", 'descr': [('', '" + i.Typestr + "')]")
	}
	b.WriteString(", 'typestr': '" + i.Typestr + "', 'shape': " + layout.FormatShape(i.Shape) + ", 'version': " + strconv.Itoa(i.Version) + "}")
	return b.String()
}

// address is that of element 0.
func (i *Interface) address() uintptr {
	if i.Data.Buffer != nil {
		return uintptr(i.Data.Buffer.Ptr()) + uintptr(i.Offset)
	}
	return uintptr(i.Data.Ptr)
}

func pythonBool(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// fail is an error of this package. A %w among the arguments is the cause.
func fail(kind *nd.Kind, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &nd.Error{Op: "arrayinterface", Kind: kind, Text: err.Error(), Err: errors.Unwrap(err)}
}
