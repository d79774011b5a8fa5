// Package dtype is the table of element types: one row a type, one column a protocol.
//
// A DType says how the bytes of one element are read: its kind, its size, its byte order and, for
// the carried types (text, datetimes, structures), the details. The fifteen computing types
// (Bool … Complex128) have arithmetic; the carried ones are viewed, indexed, exported and printed.
package dtype

import (
	"encoding/binary"
	"fmt"
)

// littleEndian says which byte order is the machine's.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// ID numbers the rows of the table. The computing types come first, in promotion order within a
// kind, so that ID < NumComputing says "has arithmetic" and an ID indexes a kernel table.
type ID uint8

const (
	IDBool ID = iota
	IDInt8
	IDInt16
	IDInt32
	IDInt64
	IDUint8
	IDUint16
	IDUint32
	IDUint64
	IDFloat16
	IDBFloat16
	IDFloat32
	IDFloat64
	IDComplex64
	IDComplex128
	IDBytes     // fixed-width bytes, NumPy's S
	IDText      // fixed-width UCS-4 text, NumPy's U
	IDDatetime  // datetime64
	IDTimedelta // timedelta64
	IDVoid      // raw bytes or a structure

	NumComputing = int(IDComplex128) + 1
	NumIDs       = int(IDVoid) + 1
)

// Kind is the family of an element type, spelled as in a typestr.
type Kind byte

const (
	KindBool      Kind = 'b'
	KindInt       Kind = 'i'
	KindUint      Kind = 'u'
	KindFloat     Kind = 'f' // binary16, binary32, binary64 and bfloat16
	KindComplex   Kind = 'c'
	KindBytes     Kind = 'S'
	KindText      Kind = 'U'
	KindDatetime  Kind = 'M'
	KindTimedelta Kind = 'm'
	KindVoid      Kind = 'V'
)

// DType is an element type. It is a small value: copy it, compare it. The comparison == is right for
// every type but structures, whose field lists are compared by Equal. The zero DType is no type:
// Valid is false.
type DType struct {
	id      ID
	swapped bool  // byte order is not the machine's
	unit    Unit  // of a datetime or timedelta
	size    int32 // bytes an element takes
	count   int32 // units a tick takes: 25 in datetime64[25s]; 1 otherwise, 0 where there is no unit
	fields  *Fields
}

// The computing types.
var (
	Bool       = DType{id: IDBool, size: 1}
	Int8       = DType{id: IDInt8, size: 1}
	Int16      = DType{id: IDInt16, size: 2}
	Int32      = DType{id: IDInt32, size: 4}
	Int64      = DType{id: IDInt64, size: 8}
	Uint8      = DType{id: IDUint8, size: 1}
	Uint16     = DType{id: IDUint16, size: 2}
	Uint32     = DType{id: IDUint32, size: 4}
	Uint64     = DType{id: IDUint64, size: 8}
	Float16    = DType{id: IDFloat16, size: 2}
	BFloat16   = DType{id: IDBFloat16, size: 2}
	Float32    = DType{id: IDFloat32, size: 4}
	Float64    = DType{id: IDFloat64, size: 8}
	Complex64  = DType{id: IDComplex64, size: 8}
	Complex128 = DType{id: IDComplex128, size: 16}
)

// Row is what the table says of one ID.
type Row struct {
	Name    string // the standard's and NumPy's name
	Kind    Kind
	Size    int    // bytes; 0 where the type is of any size
	PEP3118 string // format in the buffer protocol, without byte order
	Code    uint8  // DLPack type code
	Bits    uint8  // DLPack bits; 0 where DLPack has no such type
	Go      string // the Go element type
}

// DLPack type codes (dlpack.h 1.3, DLDataTypeCode).
const (
	dlInt     = 0
	dlUint    = 1
	dlFloat   = 2
	dlBFloat  = 4
	dlComplex = 5
	dlBool    = 6
)

// Table has one row an ID. A new element type is a new row here, its ID above and, if it computes,
// its row in promotion.go.
var Table = [NumIDs]Row{
	IDBool:       {"bool", KindBool, 1, "?", dlBool, 8, "bool"},
	IDInt8:       {"int8", KindInt, 1, "b", dlInt, 8, "int8"},
	IDInt16:      {"int16", KindInt, 2, "h", dlInt, 16, "int16"},
	IDInt32:      {"int32", KindInt, 4, "i", dlInt, 32, "int32"},
	IDInt64:      {"int64", KindInt, 8, "q", dlInt, 64, "int64"},
	IDUint8:      {"uint8", KindUint, 1, "B", dlUint, 8, "uint8"},
	IDUint16:     {"uint16", KindUint, 2, "H", dlUint, 16, "uint16"},
	IDUint32:     {"uint32", KindUint, 4, "I", dlUint, 32, "uint32"},
	IDUint64:     {"uint64", KindUint, 8, "Q", dlUint, 64, "uint64"},
	IDFloat16:    {"float16", KindFloat, 2, "e", dlFloat, 16, "dtype.F16"},
	IDBFloat16:   {"bfloat16", KindFloat, 2, "", dlBFloat, 16, "dtype.BF16"},
	IDFloat32:    {"float32", KindFloat, 4, "f", dlFloat, 32, "float32"},
	IDFloat64:    {"float64", KindFloat, 8, "d", dlFloat, 64, "float64"},
	IDComplex64:  {"complex64", KindComplex, 8, "Zf", dlComplex, 64, "complex64"},
	IDComplex128: {"complex128", KindComplex, 16, "Zd", dlComplex, 128, "complex128"},
	IDBytes:      {"bytes", KindBytes, 0, "s", 0, 0, "[]byte"},
	IDText:       {"str", KindText, 0, "w", 0, 0, "string"},
	IDDatetime:   {"datetime64", KindDatetime, 8, "", 0, 0, "int64"},
	IDTimedelta:  {"timedelta64", KindTimedelta, 8, "", 0, 0, "int64"},
	IDVoid:       {"void", KindVoid, 0, "x", 0, 0, "[]byte"},
}

// ID is the row of the table.
func (d DType) ID() ID { return d.id }

// Kind is the family.
func (d DType) Kind() Kind { return Table[d.id].Kind }

// Size is the itemsize: the bytes one element takes.
func (d DType) Size() int { return int(d.size) }

// Swapped says that elements lie in the byte order that is not the machine's.
func (d DType) Swapped() bool { return d.swapped }

// Valid says that d is a type: the zero DType is not.
func (d DType) Valid() bool { return d.size != 0 || int(d.id) >= NumComputing }

// Computes says that the type has arithmetic: it is one of the fifteen computing types. Byte-swapped
// elements compute too; they are swapped on the way.
func (d DType) Computes() bool { return int(d.id) < NumComputing }

// computing are the computing types by ID. Of copies from here rather than building the value: a value
// just written field by field cannot be copied in one load at once, and small calls feel it.
var computing = [NumComputing]DType{
	Bool, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64,
	Float16, BFloat16, Float32, Float64, Complex64, Complex128,
}

// Of is the computing type with that ID, in native byte order.
func Of(id ID) DType {
	if int(id) < NumComputing {
		return computing[id]
	}
	panic(fmt.Sprintf("dtype: Of(%d): only the computing types have one size", id))
}

// F16 is an IEEE 754 binary16 number as its bits.
type F16 uint16

// BF16 is a bfloat16 number as its bits: the upper half of a float32.
type BF16 uint16

// Element are the Go types that hold one element of a computing type.
type Element interface {
	bool | int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64 |
		F16 | BF16 | float32 | float64 | complex64 | complex128
}

// For is the element type a Go type holds.
func For[T Element]() DType {
	var zero T
	switch any(zero).(type) {
	case bool:
		return Bool
	case int8:
		return Int8
	case int16:
		return Int16
	case int32:
		return Int32
	case int64:
		return Int64
	case uint8:
		return Uint8
	case uint16:
		return Uint16
	case uint32:
		return Uint32
	case uint64:
		return Uint64
	case F16:
		return Float16
	case BF16:
		return BFloat16
	case float32:
		return Float32
	case float64:
		return Float64
	case complex64:
		return Complex64
	}
	return Complex128
}
