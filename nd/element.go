package nd

import (
	"bytes"
	"encoding/binary"
	"unsafe"

	"gondola/dtype"
	"gondola/internal/kernel"
)

// Item is the one element of an array of size 1 as a Go value: bool, int8 … uint64, dtype.F16, dtype.BF16,
// float32, float64, complex64 or complex128; int64 for datetimes and timedeltas, string for text, []byte
// for bytes and structures.
func (a *Array) Item() any {
	if a.Size() != 1 {
		panic(fail("Item", ErrShape, "an array of shape %s has no one element", shapeText(a.shape)))
	}
	return a.element(a.ptr)
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
