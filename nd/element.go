package nd

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/bits"
	"runtime"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
	"gondola/layout"
)

// Item is the one element of an array of size 1 as a Go value: bool, int8 … uint64, dtype.F16, dtype.BF16,
// float32, float64, complex64 or complex128; int64 for datetimes and timedeltas, string for text, []byte
// for bytes and structures.
func (a *Array) Item() any {
	if a.Size() != 1 {
		panic(fail("Item", ErrShape, "an array of shape %s has no one element", layout.FormatShape(a.shape)))
	}
	v := a.element(a.ptr)
	runtime.KeepAlive(a)
	return v
}

// element is the element at p as a Go value.
func (a *Array) element(p unsafe.Pointer) any {
	var native [16]byte
	if a.dtype.Computes() || a.dtype.Kind() == dtype.KindDatetime || a.dtype.Kind() == dtype.KindTimedelta {
		copy(native[:], unsafe.Slice((*byte)(p), a.dtype.Size()))
		if a.dtype.Swapped() {
			kernel.Swap(a.dtype)(1, unsafe.Pointer(&native), unsafe.Pointer(&native))
		}
		p = unsafe.Pointer(&native)
	}
	switch a.dtype.ID() {
	case dtype.IDBool:
		return *(*byte)(p) != 0
	case dtype.IDInt8:
		return *(*int8)(p)
	case dtype.IDInt16:
		return *(*int16)(p)
	case dtype.IDInt32:
		return *(*int32)(p)
	case dtype.IDInt64, dtype.IDDatetime, dtype.IDTimedelta:
		return *(*int64)(p)
	case dtype.IDUint8:
		return *(*uint8)(p)
	case dtype.IDUint16:
		return *(*uint16)(p)
	case dtype.IDUint32:
		return *(*uint32)(p)
	case dtype.IDUint64:
		return *(*uint64)(p)
	case dtype.IDFloat16:
		return *(*dtype.F16)(p)
	case dtype.IDBFloat16:
		return *(*dtype.BF16)(p)
	case dtype.IDFloat32:
		return *(*float32)(p)
	case dtype.IDFloat64:
		return *(*float64)(p)
	case dtype.IDComplex64:
		return *(*complex64)(p)
	case dtype.IDComplex128:
		return *(*complex128)(p)
	case dtype.IDText:
		return text(unsafe.Slice((*byte)(p), a.dtype.Size()), a.dtype.Swapped())
	case dtype.IDBytes:
		return bytes.TrimRight(bytes.Clone(unsafe.Slice((*byte)(p), a.dtype.Size())), "\x00")
	}
	return bytes.Clone(unsafe.Slice((*byte)(p), a.dtype.Size()))
}

// assigned is a value as an array that is about to be cast to elements of type d: a number must be one
// of d's values as far as Python asks for that, an array's dtype must convert, a string becomes an
// element of text or bytes, cut to their width.
func assigned(op string, value any, d dtype.DType) *Array {
	if s, ok := value.(string); ok {
		return stringElement(op, s, d)
	}
	v, weak := weakOperand(op, value)
	integer := d.Kind() == dtype.KindInt || d.Kind() == dtype.KindUint
	toReal := v.dtype.Kind() == dtype.KindComplex && d.Kind() != dtype.KindComplex && d.Kind() != dtype.KindBool
	switch {
	case weak == dtype.WeakInt && !fits(v, d):
		panic(fail(op, ErrOverflow, "integer %v is out of bounds for %s", v.Item(), d))
	case weak == dtype.WeakFloat && integer:
		checkTruncated(op, v.Item().(float64), d)
	case toReal, !castable(v.dtype, d):
		panic(fail(op, ErrDType, "a value of dtype %s does not convert to %s", v.dtype, d))
	}
	return v
}

// checkTruncated refuses a float whose integral part is no value of the integer type d.
func checkTruncated(op string, f float64, d dtype.DType) {
	info, _ := dtype.IInfo(d)
	// The bounds are powers of two, or one below: exact as floats once 1 is added above.
	whole := math.Trunc(f)
	switch {
	case f != f:
		panic(fail(op, ErrValue, "NaN is no value of %s", d))
	case whole < float64(info.Min) || whole >= math.Ldexp(1, bits.Len64(info.Max)):
		panic(fail(op, ErrOverflow, "float %v is out of bounds for %s", f, d))
	}
}

// stringElement is a string as an array of no axes and of type d, text or bytes.
func stringElement(op, s string, d dtype.DType) *Array {
	a := zeros(op, d.Native(), nil)
	element := unsafe.Slice((*byte)(a.ptr), d.Size())
	switch d.ID() {
	case dtype.IDBytes:
		copy(element, s)
	case dtype.IDText:
		for _, r := range s {
			if len(element) == 0 {
				break
			}
			binary.NativeEndian.PutUint32(element, uint32(r))
			element = element[4:]
		}
	default:
		panic(fail(op, ErrDType, "the string %q does not convert to %s", s, d))
	}
	return a
}

// copyReordered is copyTo for text and structures whose byte order differs: characters are copied as
// integers, structures member by member over what lies between the members.
func copyReordered(dst, src *Array) {
	src = src.view(src.dtype, 0, dst.shape, src.over(dst.shape).Strides)
	if isText(dst.dtype) {
		copyTo(dst.characters(), src.characters())
		return
	}
	raw := dtype.Void(dst.dtype.Size())
	copyTo(dst.view(raw, 0, dst.shape, dst.strides), src.view(raw, 0, src.shape, src.strides))
	for _, f := range dst.dtype.Fields() {
		copyTo(dst.Field(f.Name), src.Field(f.Name))
	}
}

// characters is a view of text as the integers of its characters, along a new last axis.
func (a *Array) characters() *Array {
	d := dtype.Uint32
	if a.dtype.Swapped() {
		d = d.Swap()
	}
	shape := append(append([]int(nil), a.shape...), a.dtype.Chars())
	strides := append(append([]int(nil), a.strides...), d.Size())
	return a.view(d, 0, shape, strides)
}

// text is fixed-width UCS-4 as a string, without the zeros that pad it.
func text(ucs4 []byte, swapped bool) string {
	var order binary.ByteOrder = binary.NativeEndian
	if swapped {
		order = binary.BigEndian
		if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
			order = binary.LittleEndian
		}
	}
	var runes []rune
	for ; len(ucs4) >= 4; ucs4 = ucs4[4:] {
		runes = append(runes, rune(order.Uint32(ucs4)))
	}
	for len(runes) > 0 && runes[len(runes)-1] == 0 {
		runes = runes[:len(runes)-1]
	}
	return string(runes)
}
