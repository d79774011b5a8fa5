// Package dlpack shares arrays by DLPack, the protocol of tensors in C structs, in both directions.
//
//	m, err := dlpack.Export(x)   // C structs over x's memory
//	y, err := dlpack.Import(m)   // an array over the same memory, which owns m
//
// A managed tensor carries a deleter, a function of C that its consumer calls once, from whatever thread,
// when it is done. This package is pure Go, and Go calls C only through cgo, so the deleter is held in two
// pieces. Tensors made here are entered in a table with a Go function; a language binding supplies one C
// function, the same for all, that brings the tensor back to Delete. Deleters of others are called by the
// binding too. A program without one can exchange tensors between Go packages.
//
// What a consumer is handed may be nonsense. Import believes the addresses, there being no way not to, and
// checks all else: version, device, rank, type, shape, strides, sizes that overflow.
//
// The rules are rows DL-… of the protocol tables that the tests cite.
package dlpack

import (
	"fmt"
	"math"
	"runtime"
	"strconv"
	"sync"
	"unsafe"

	"gondola/buffer"
	"gondola/dtype"
	"gondola/layout"
	"gondola/nd"
)

// Binding is what a package with cgo supplies, once, through Bind.
type Binding interface {
	// Deleter is the address of a C function that calls Delete with its argument.
	Deleter() unsafe.Pointer
	// Call calls the C function at deleter with the managed tensor.
	Call(deleter, managed unsafe.Pointer)
}

var binding Binding

// Bind makes tensors known to C. It is called at most once, from an init function; a second call panics.
func Bind(b Binding) {
	if binding != nil {
		panic("dlpack: Bind called twice")
	}
	binding = b
}

// managed holds the tensors made here. They stay in place, whether Go code knows of them or not, until
// they are deleted.
var managed sync.Map // unsafe.Pointer to a Managed or ManagedVersioned -> *kept

type kept struct {
	pinner  runtime.Pinner
	tensor  any // the struct that the key points to
	release func()
}

// keep enters a tensor in the table and returns its C deleter.
func keep(p unsafe.Pointer, tensor any, t *Tensor, release func()) unsafe.Pointer {
	k := &kept{tensor: tensor, release: release}
	for _, q := range []unsafe.Pointer{p, t.Data, unsafe.Pointer(t.Shape), unsafe.Pointer(t.Strides)} {
		if q != nil {
			k.pinner.Pin(q)
		}
	}
	managed.Store(p, k)
	if binding == nil {
		return nil
	}
	return binding.Deleter()
}

// Delete runs the deleter of a tensor made here: what the Binding's C function calls. ok is false where p
// is none, or was deleted before.
func Delete(p unsafe.Pointer) (ok bool) {
	entry, ok := managed.LoadAndDelete(p)
	if !ok {
		return false
	}
	k := entry.(*kept)
	k.pinner.Unpin()
	if k.release != nil {
		k.release()
	}
	return true
}

// remove runs a deleter, of whoever made the tensor. NULL deleters have nothing to do.
func remove(p, deleter unsafe.Pointer) {
	switch {
	case Delete(p) || deleter == nil:
	case binding == nil:
		panic("dlpack: a tensor with a C deleter and no Binding to call it")
	default:
		binding.Call(deleter, p)
	}
}

// Delete ends the tensor. Whoever holds it calls it once, unless Import took it over. It touches no more
// than tensors of every version have.
func (m *ManagedVersioned) Delete() { remove(unsafe.Pointer(m), m.Deleter) }

// Delete ends the tensor. Whoever holds it calls it once, unless Import took it over.
func (m *Managed) Delete() { remove(unsafe.Pointer(m), m.Deleter) }

// New is a managed tensor over memory of the caller's. Its deleter calls release, which may be nil.
func New(t Tensor, flags Flags, release func()) *ManagedVersioned {
	m := &ManagedVersioned{Version: Version{Major, Minor}, Flags: flags, Tensor: t}
	m.Deleter = keep(unsafe.Pointer(m), m, &m.Tensor, release)
	return m
}

// NewLegacy is New for consumers from before version 1. They take every tensor for writable.
func NewLegacy(t Tensor, release func()) *Managed {
	m := &Managed{Tensor: t}
	m.Deleter = keep(unsafe.Pointer(m), m, &m.Tensor, release)
	return m
}

// Export shares a's memory. The tensor is read-only if a is. Types that DLPack doesn't have, byte-swapped
// elements, and strides that are no multiple of the itemsize are refused.
func Export(a *nd.Array) (*ManagedVersioned, error) {
	t, err := tensorOf(a)
	if err != nil {
		return nil, err
	}
	var flags Flags
	if a.ReadOnly() {
		flags = ReadOnly
	}
	return New(t, flags, func() { runtime.KeepAlive(a) }), nil
}

// ExportCopy exports a copy, which the consumer has for itself.
func ExportCopy(a *nd.Array) (*ManagedVersioned, error) {
	if _, _, ok := a.DType().DLPack(); !ok {
		return nil, inexpressible(a)
	}
	a = nd.Copy(a)
	t, err := tensorOf(a)
	if err != nil {
		return nil, err
	}
	return New(t, Copied, func() { runtime.KeepAlive(a) }), nil
}

// ExportLegacy is Export for consumers from before version 1. Read-only arrays are refused, since such a
// tensor cannot say that it is.
func ExportLegacy(a *nd.Array) (*Managed, error) {
	if a.ReadOnly() {
		return nil, fail(nd.ErrExport, "a read-only array cannot be exported to a consumer from before DLPack 1.0, which would write to it")
	}
	t, err := tensorOf(a)
	if err != nil {
		return nil, err
	}
	return NewLegacy(t, func() { runtime.KeepAlive(a) }), nil
}

// tensorOf describes a. The tensor's shape and strides are its own.
func tensorOf(a *nd.Array) (Tensor, error) {
	d := a.DType()
	code, bits, ok := d.DLPack()
	if !ok {
		return Tensor{}, inexpressible(a)
	}
	t := Tensor{
		Device: Device{Type: CPU},
		NDim:   int32(a.Rank()),
		DType:  DataType{TypeCode(code), bits, 1},
	}
	if a.Size() > 0 {
		t.Data = a.Pointer()
	}
	if a.Rank() == 0 {
		return t, nil
	}
	strides := a.Strides()
	if a.IsC() {
		strides = layout.CStrides(nil, a.Shape(), d.Size())
	}
	dims := make([]int64, 2*a.Rank())
	for axis, dim := range a.Shape() {
		stride := strides[axis]
		if dim > 1 && stride%d.Size() != 0 {
			return Tensor{}, fail(nd.ErrExport, "axis %d has a stride of %d bytes, no multiple of the %d of an element; DLPack counts in elements: export a copy",
				axis, stride, d.Size())
		}
		dims[axis], dims[a.Rank()+axis] = int64(dim), int64(stride/d.Size())
	}
	t.Shape, t.Strides = &dims[0], &dims[a.Rank()]
	return t, nil
}

// inexpressible is why a's dtype has no tensor.
func inexpressible(a *nd.Array) error {
	if d := a.DType(); d.Swapped() && d.Computes() {
		return fail(nd.ErrExport, "DLPack has no byte order but the machine's, and the array's is the other: convert dtype %s to %s", d, d.Native())
	}
	return fail(nd.ErrExport, "DLPack has no type for dtype %s", a.DType())
}

// Import is the array that m describes, over the same memory, read-only if m says so. The array owns m:
// the deleter runs once, when the array and all its views are unreachable or its Buffer is released. On
// error m is still the caller's, to Delete.
func Import(m *ManagedVersioned) (*nd.Array, error) {
	if m == nil {
		return nil, fail(nd.ErrValue, "the tensor is NULL")
	}
	if m.Version.Major != Major {
		return nil, fail(nd.ErrExport, "the tensor has version %d.%d; only %d.x can be read", m.Version.Major, m.Version.Minor, Major)
	}
	return m.Tensor.adopt(m.Flags&ReadOnly != 0, m.Delete)
}

// ImportLegacy is Import for tensors from before version 1. The array is read-only, since they cannot say
// whether it may be written to.
func ImportLegacy(m *Managed) (*nd.Array, error) {
	if m == nil {
		return nil, fail(nd.ErrValue, "the tensor is NULL")
	}
	return m.Tensor.adopt(true, m.Delete)
}

// adopt is the array of a tensor. release runs when it is gone, and not on error.
func (t *Tensor) adopt(readonly bool, release func()) (*nd.Array, error) {
	d, l, err := t.describe()
	if err != nil {
		return nil, err
	}
	lo, hi, err := t.reach(d, l)
	if err != nil {
		return nil, err
	}
	p := t.Data
	if lo != hi {
		p = unsafe.Add(p, t.ByteOffset)
	}
	buf := buffer.Adopt(unsafe.Add(p, lo), hi-lo, release)
	return nd.Wrap(p, d, l.Shape, l.Strides, readonly, buf), nil
}

// reach is the range of bytes around element 0 in which the elements lie.
func (t *Tensor) reach(d dtype.DType, l layout.Layout) (lo, hi int, err error) {
	lo, hi = l.Extent(d.Size())
	// Addresses and sizes are below 2⁶³, so of these sums none wraps around.
	address, end := uint64(uintptr(t.Data)), uint64(math.MaxInt)
	switch {
	case address > end || t.ByteOffset > end-address || uint64(hi) > end-address-t.ByteOffset || uint64(-lo) > address+t.ByteOffset:
		return 0, 0, fail(nd.ErrValue, "byte offset %d, shape %s and strides %s reach past the end of memory", t.ByteOffset, layout.FormatShape(l.Shape), layout.FormatShape(l.Strides))
	case t.Data == nil && lo != hi:
		return 0, 0, fail(nd.ErrValue, "data is NULL, but shape %s of dtype %s has elements", layout.FormatShape(l.Shape), d)
	}
	return lo, hi, nil
}

// describe checks a tensor and says what it holds.
func (t *Tensor) describe() (d dtype.DType, l layout.Layout, err error) {
	switch t.Device.Type {
	case CPU, CUDAHost, ROCMHost, CUDAManaged:
	default:
		return d, l, fail(nd.ErrExport, "the tensor is on device %s %d, whose memory the processor cannot read", t.Device.Type, t.Device.ID)
	}
	if d, err = t.DType.dtype(); err != nil {
		return d, l, err
	}
	switch {
	case t.NDim < 0 || t.NDim > nd.MaxRank:
		return d, l, fail(nd.ErrExport, "the tensor has %d dimensions; 0 to %d are possible", t.NDim, nd.MaxRank)
	case t.NDim > 0 && t.Shape == nil:
		return d, l, fail(nd.ErrValue, "the tensor has %d dimensions but no shape", t.NDim)
	}
	// Read once: whoever made the tensor may still write to it.
	l.Shape = make([]int, t.NDim)
	for axis, dim := range unsafe.Slice(t.Shape, t.NDim) {
		l.Shape[axis] = int(dim)
	}
	if _, ok := layout.Bytes(l.Shape, d.Size()); !ok {
		return d, l, fail(nd.ErrValue, "shape %s of dtype %s is negative or larger than any memory", layout.FormatShape(l.Shape), d)
	}
	if t.Strides == nil {
		l.Strides = layout.CStrides(nil, l.Shape, d.Size())
		return d, l, nil
	}
	l.Strides = make([]int, t.NDim)
	for axis, stride := range unsafe.Slice(t.Strides, t.NDim) {
		if l.Shape[axis] <= 1 {
			stride = 0 // never used, so it may be anything
		}
		if l.Strides[axis] = int(stride) * d.Size(); l.Strides[axis]/d.Size() != int(stride) {
			return d, l, fail(nd.ErrValue, "the stride of axis %d, %d elements of %s, is larger than any memory", axis, stride, d)
		}
	}
	return d, l, nil
}

// dtype is the element type that t names.
func (t DataType) dtype() (dtype.DType, error) {
	d, ok := dtype.FromDLPack(uint8(t.Code), t.Bits, t.Lanes)
	switch {
	case ok:
		return d, nil
	case t.Lanes != 1:
		return d, fail(nd.ErrExport, "elements are vectors of %d lanes; only single numbers can be read", t.Lanes)
	case t.Bits%8 != 0:
		return d, fail(nd.ErrExport, "elements of type %s and %d bits are no whole bytes", t.Code, t.Bits)
	}
	return d, fail(nd.ErrExport, "there is no dtype for elements of type %s and %d bits", t.Code, t.Bits)
}

// name is a constant's name, or its number where it has none.
func name(names []string, i int, what string) string {
	if i >= 0 && i < len(names) && names[i] != "" {
		return names[i]
	}
	return what + " " + strconv.Itoa(i)
}

// fail is an error of this package.
func fail(kind *nd.Kind, format string, args ...any) error {
	return &nd.Error{Op: "dlpack", Kind: kind, Text: fmt.Sprintf(format, args...)}
}
