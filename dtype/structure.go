package dtype

import (
	"fmt"
	"math"
	"slices"
)

// Unit is the tick of a datetime64 or timedelta64.
type Unit uint8

// The units, from coarse to fine. Generic is no unit: a timedelta that is a mere number, or a datetime
// that can only be NaT.
const (
	Generic Unit = iota
	Year
	Month
	Week
	Day
	Hour
	Minute
	Second
	Millisecond
	Microsecond
	Nanosecond
	Picosecond
	Femtosecond
	Attosecond
)

// unitNames are the codes NumPy prints and reads.
var unitNames = [...]string{"generic", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"}

func (u Unit) String() string { return unitNames[u] }

// Field is one member of a structure.
type Field struct {
	Name   string
	Title  string // alternative name, often empty
	Type   DType
	Shape  []int // of a sub-array; nil for a plain member
	Offset int   // bytes from the start of the element
}

// Size is the bytes the member takes: those of its type times the elements of its sub-array.
func (f Field) Size() int {
	n := f.Type.Size()
	for _, dim := range f.Shape {
		n *= dim
	}
	return n
}

// end is the offset of the first byte after the member.
func (f Field) end() int { return f.Offset + f.Size() }

// Fields are the members of a structure, in order of definition.
type Fields struct {
	List []Field
}

// MaxSize is the largest itemsize.
const MaxSize = math.MaxInt32

// sized is a type of any size; a size outside 0…MaxSize panics, as a slice length would.
func sized(id ID, n, each int) DType {
	if n < 0 || n > MaxSize/each {
		panic(fmt.Sprintf("dtype: %s of size %d", Table[id].Name, n))
	}
	return DType{id: id, size: int32(n * each)}
}

// Bytes is NumPy's S: n bytes, trailing zero bytes not counting.
func Bytes(n int) DType { return sized(IDBytes, n, 1) }

// Text is NumPy's U: n characters of 4 bytes (UCS-4), trailing zeros not counting.
func Text(n int) DType { return sized(IDText, n, 4) }

// Void is n raw bytes.
func Void(n int) DType { return sized(IDVoid, n, 1) }

// Datetime is a point in time counted in ticks of count units from 1970. Count is at least 1.
func Datetime(unit Unit, count int) DType { return ticking(IDDatetime, unit, count) }

// Timedelta is a span of time in ticks of count units. Count is at least 1.
func Timedelta(unit Unit, count int) DType { return ticking(IDTimedelta, unit, count) }

func ticking(id ID, unit Unit, count int) DType {
	if unit > Attosecond || count < 1 || count > math.MaxInt32 {
		panic(fmt.Sprintf("dtype: %s with %d ticks of unit %d", Table[id].Name, count, unit))
	}
	if unit == Generic {
		count = 0
	}
	return DType{id: id, size: 8, unit: unit, count: int32(count)}
}

// Struct is a structure with the given members at their given offsets. Members may overlap and come in
// any order, but lie within itemsize and have distinct names, titles included, that are not empty.
func Struct(itemsize int, fields ...Field) (DType, error) {
	if itemsize < 0 || itemsize > MaxSize {
		return DType{}, fmt.Errorf("a structure of %d bytes is out of range", itemsize)
	}
	seen := make(map[string]bool, len(fields))
	claim := func(name string) error {
		if seen[name] {
			return fmt.Errorf("field %q occurs more than once", name)
		}
		seen[name] = true
		return nil
	}
	list := slices.Clone(fields)
	for i, f := range list {
		if f.Name == "" {
			return DType{}, fmt.Errorf("field %d has no name", i)
		}
		if err := claim(f.Name); err != nil {
			return DType{}, err
		}
		if f.Title != "" {
			if err := claim(f.Title); err != nil {
				return DType{}, err
			}
		}
		if !f.Type.Valid() {
			return DType{}, fmt.Errorf("field %q has no type", f.Name)
		}
		size, ok := subarraySize(f.Type, f.Shape)
		if !ok || f.Offset < 0 || f.Offset > itemsize-size {
			return DType{}, fmt.Errorf("field %q of %s %s at offset %d does not fit a structure of %d bytes",
				f.Name, f.Type, shapeText(f.Shape), f.Offset, itemsize)
		}
		list[i].Shape = slices.Clone(f.Shape)
	}
	return DType{id: IDVoid, size: int32(itemsize), fields: &Fields{list}}, nil
}

// subarraySize is the bytes that a member of the type and shape takes; ok is false beyond MaxSize.
func subarraySize(d DType, shape []int) (n int, ok bool) {
	n = d.Size()
	for _, dim := range shape {
		if dim < 0 || dim > MaxSize {
			return 0, false
		}
		if n *= dim; n > MaxSize {
			return 0, false
		}
	}
	return n, true
}

// Packed is a structure whose members follow each other without holes; their offsets are ignored.
func Packed(fields ...Field) (DType, error) {
	list, offset := slices.Clone(fields), 0
	for i := range list {
		list[i].Offset = offset
		size, ok := subarraySize(list[i].Type, list[i].Shape)
		if offset += size; !ok || offset > MaxSize {
			return DType{}, fmt.Errorf("field %q: the structure is too large", list[i].Name)
		}
	}
	return Struct(offset, list...)
}

// Fields are the members of a structure, nil for every other type. They are not to be modified.
func (d DType) Fields() []Field {
	if d.fields == nil {
		return nil
	}
	return d.fields.List
}

// IsStruct says that d is a structure, if only an empty one.
func (d DType) IsStruct() bool { return d.fields != nil }

// Field is the member with the name or title.
func (d DType) Field(name string) (f Field, ok bool) {
	for _, f := range d.Fields() {
		if f.Name == name || f.Title == name && name != "" {
			return f, true
		}
	}
	return Field{}, false
}

// Unit is the tick of a datetime or timedelta: count units. A type without unit has Generic, 0.
func (d DType) Unit() (unit Unit, count int) { return d.unit, int(d.count) }

// Chars is the number of characters of a Text and the number of bytes of a Bytes or Void.
func (d DType) Chars() int {
	if d.id == IDText {
		return d.Size() / 4
	}
	return d.Size()
}

// Equal says that two types are the same: size, byte order and, for structures, members with names,
// titles, offsets and types.
func (d DType) Equal(e DType) bool {
	if d == e {
		return true
	}
	if d.fields == nil || e.fields == nil || d.size != e.size {
		return false
	}
	return slices.EqualFunc(d.fields.List, e.fields.List, func(f, g Field) bool {
		return f.Name == g.Name && f.Title == g.Title && f.Offset == g.Offset &&
			slices.Equal(f.Shape, g.Shape) && f.Type.Equal(g.Type)
	})
}

// Align is the natural alignment: the address of an element that the machine reads at once is a
// multiple of it. Structures, like raw bytes, have 1.
func (d DType) Align() int {
	switch d.Kind() {
	case KindBytes, KindVoid:
		return 1
	case KindText:
		return 4
	case KindComplex:
		return d.Size() / 2
	}
	return d.Size()
}

// HasOrder says that byte order means something for d: an element is more than one byte and is a
// number or made of numbers.
func (d DType) HasOrder() bool {
	switch d.Kind() {
	case KindBytes, KindVoid:
		return false
	}
	return d.Size() > 1 || d.id == IDText
}

// withOrder gives every number in d, members of structures included, the byte order that swapped says
// of its present one.
func (d DType) withOrder(swapped func(now bool) bool) DType {
	if d.fields != nil {
		list := slices.Clone(d.fields.List)
		for i := range list {
			list[i].Type = list[i].Type.withOrder(swapped)
		}
		d.fields = &Fields{list}
		return d
	}
	if d.HasOrder() {
		d.swapped = swapped(d.swapped)
	}
	return d
}

// Swap is d in the other byte order. Types without byte order are returned unchanged; the members of
// structures are swapped.
func (d DType) Swap() DType { return d.withOrder(func(now bool) bool { return !now }) }

// Native is d in the machine's byte order, members included.
func (d DType) Native() DType {
	if d.fields == nil {
		d.swapped = false
		return d
	}
	return d.withOrder(func(bool) bool { return false })
}

// BigEndian is d with its most significant byte first, and LittleEndian with its least, members
// included.
func (d DType) BigEndian() DType { return d.withOrder(func(bool) bool { return littleEndian }) }

// LittleEndian is d with its least significant byte first, members included.
func (d DType) LittleEndian() DType { return d.withOrder(func(bool) bool { return !littleEndian }) }
