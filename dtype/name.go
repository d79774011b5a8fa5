package dtype

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the type as NumPy prints it: float64, >f8 when byte-swapped, <U5, |S3, datetime64[ns], and
// for structures the list or dict they could be made from.
func (d DType) String() string {
	switch {
	case !d.Valid():
		return "invalid"
	case d.fields != nil:
		return d.structText()
	case d.swapped, d.id == IDBytes, d.id == IDText, d.id == IDVoid:
		return d.Typestr()
	}
	return d.Name()
}

// Name is the type without byte order: float64, datetime64[ns]; types of any size tell it in bits, as
// in NumPy's dtype.name: str160, bytes24, void64.
func (d DType) Name() string {
	name := Table[d.id].Name
	switch d.id {
	case IDDatetime, IDTimedelta:
		return name + d.unitText()
	case IDBytes, IDText, IDVoid:
		if d.size > 0 {
			return name + strconv.FormatInt(8*int64(d.size), 10)
		}
	}
	return name
}

// unitText is the bracketed unit of a datetime or timedelta: [25s], and nothing for Generic.
func (d DType) unitText() string {
	switch {
	case d.unit == Generic:
		return ""
	case d.count == 1:
		return "[" + d.unit.String() + "]"
	}
	return fmt.Sprintf("[%d%s]", d.count, d.unit)
}

// orderChar is the first character of a typestr.
func (d DType) orderChar() byte {
	switch {
	case !d.HasOrder():
		return '|'
	case d.swapped != littleEndian:
		return '<'
	}
	return '>'
}

// Typestr is the type as __array_interface__ spells it: byte order, kind and size, <f8. A bfloat16 is
// <V2, which is how its NumPy type names itself there; a structure is its size in raw bytes, |V12, and
// its Descr says the rest.
func (d DType) Typestr() string {
	if d.id == IDBFloat16 {
		return string(d.orderChar()) + "V2"
	}
	return string(d.orderChar()) + string(byte(d.Kind())) + strconv.Itoa(d.typestrSize()) + d.unitText()
}

// typestrSize is the number in a typestr: characters of text, bytes of everything else.
func (d DType) typestrSize() int {
	if d.id == IDText {
		return d.Chars()
	}
	return d.Size()
}

// memberText is a type inside the printed form of a structure, where NumPy leaves out a byte order
// that means nothing and a size of 0.
func (d DType) memberText() string {
	switch {
	case d.fields != nil:
		return d.structText()
	case d.id == IDBool:
		return "'?'"
	case d.id == IDBFloat16:
		return "'bfloat16'"
	}
	text := strings.TrimPrefix(d.Typestr(), "|")
	if d.size == 0 {
		text = strings.TrimSuffix(text, "0")
	}
	return quote(text)
}

// structText is a structure as NumPy prints it.
func (d DType) structText() string {
	var text strings.Builder
	if d.isPacked() {
		text.WriteByte('[')
		for i, f := range d.Fields() {
			if i > 0 {
				text.WriteString(", ")
			}
			text.WriteString("(" + f.nameText() + ", " + f.Type.memberText())
			if f.Shape != nil {
				text.WriteString(", " + shapeText(f.Shape))
			}
			text.WriteByte(')')
		}
		return text.String() + "]"
	}
	var names, formats, offsets, titles []string
	titled := false
	for _, f := range d.Fields() {
		names = append(names, quote(f.Name))
		offsets = append(offsets, strconv.Itoa(f.Offset))
		format := f.Type.memberText()
		if f.Shape != nil {
			format = "(" + format + ", " + shapeText(f.Shape) + ")"
		}
		formats = append(formats, format)
		title := "None"
		if f.Title != "" {
			title, titled = quote(f.Title), true
		}
		titles = append(titles, title)
	}
	list := func(items []string) string { return "[" + strings.Join(items, ", ") + "]" }
	text.WriteString("{'names': " + list(names) + ", 'formats': " + list(formats) + ", 'offsets': " + list(offsets))
	if titled {
		text.WriteString(", 'titles': " + list(titles))
	}
	return text.String() + ", 'itemsize': " + strconv.Itoa(d.Size()) + "}"
}

// isPacked says that the members of a structure follow each other without holes.
func (d DType) isPacked() bool {
	offset := 0
	for _, f := range d.Fields() {
		if f.Offset != offset {
			return false
		}
		offset = f.end()
	}
	return offset == d.Size()
}

// nameText is the name of a member, with its title if it has one: ('title', 'name').
func (f Field) nameText() string {
	if f.Title != "" {
		return "(" + quote(f.Title) + ", " + quote(f.Name) + ")"
	}
	return quote(f.Name)
}

// quote is a string as Python's repr has it.
func quote(s string) string {
	mark := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		mark = '"'
	}
	text := []byte{mark}
	for _, r := range s {
		switch {
		case r == '\\' || r == rune(mark):
			text = append(text, '\\', byte(r))
		case r == '\n':
			text = append(text, `\n`...)
		case r == '\r':
			text = append(text, `\r`...)
		case r == '\t':
			text = append(text, `\t`...)
		case r < ' ' || r == 0x7F:
			text = fmt.Appendf(text, `\x%02x`, r)
		case strconv.IsPrint(r):
			text = append(text, string(r)...)
		case r < 0x100:
			text = fmt.Appendf(text, `\x%02x`, r)
		case r < 0x10000:
			text = fmt.Appendf(text, `\u%04x`, r)
		default:
			text = fmt.Appendf(text, `\U%08x`, r)
		}
	}
	return string(append(text, mark))
}

// shapeText is a shape as a Python tuple.
func shapeText(shape []int) string {
	items := make([]string, len(shape))
	for i, dim := range shape {
		items[i] = strconv.Itoa(dim)
	}
	if len(items) == 1 {
		return "(" + items[0] + ",)"
	}
	return "(" + strings.Join(items, ", ") + ")"
}
