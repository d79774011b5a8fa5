package nd

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"unsafe"

	"gondola/dtype"
	"gondola/layout"
)

// elementFormat is the text of the element at an address, padded to the width of its column.
type elementFormat func(p unsafe.Pointer) string

// elementFormat decides how elements of type d print, after those at the given addresses. An array of
// rank 0 does not align its bools.
func (o FormatOptions) elementFormat(d dtype.DType, cells []unsafe.Pointer, rank0 bool) elementFormat {
	switch d.Kind() {
	case dtype.KindBool:
		return boolFormat(rank0)
	case dtype.KindInt, dtype.KindUint:
		return intFormat(d, cells)
	case dtype.KindFloat:
		if d.ID() == dtype.IDBFloat16 {
			return func(p unsafe.Pointer) string { return bfloat16Text(elementFloat(d, p)) }
		}
		column := o.floatColumn(floatBits(8*d.Size()), loadFloats(d, cells), false)
		return func(p unsafe.Pointer) string { return column.text(elementFloat(d, p)) }
	case dtype.KindComplex:
		return o.complexFormat(d, cells)
	case dtype.KindDatetime, dtype.KindTimedelta:
		return timeFormat(d, cells)
	case dtype.KindText:
		return func(p unsafe.Pointer) string { return quoteText(characters(d, p)) }
	case dtype.KindBytes:
		return func(p unsafe.Pointer) string { return quoteBytes(trimmedBytes(d, p)) }
	}
	if d.IsStruct() {
		return o.structFormat(d, cells, rank0, FormatOptions.elementFormat)
	}
	return func(p unsafe.Pointer) string { return hexText(unsafe.Slice((*byte)(p), d.Size())) }
}

func boolFormat(rank0 bool) elementFormat {
	yes := " True"
	if rank0 {
		yes = "True"
	}
	return func(p unsafe.Pointer) string {
		if *(*byte)(p) != 0 {
			return yes
		}
		return "False"
	}
}

func intFormat(d dtype.DType, cells []unsafe.Pointer) elementFormat {
	width := 0
	for _, p := range cells {
		width = max(width, len(intText(d, p)))
	}
	return func(p unsafe.Pointer) string { return padLeft(intText(d, p), width) }
}

// intText is an integer in decimal.
func intText(d dtype.DType, p unsafe.Pointer) string {
	if d.Kind() == dtype.KindUint {
		return strconv.FormatUint(loadBits(d, p), 10)
	}
	return strconv.FormatInt(loadInt(d, p), 10)
}

// chooseFormat is FormatOptions.elementFormat or a variant of it for the members of structures.
type chooseFormat func(o FormatOptions, d dtype.DType, cells []unsafe.Pointer, rank0 bool) elementFormat

// structFormat prints a structure as a Python tuple; every member is a column with a format of its own.
func (o FormatOptions) structFormat(d dtype.DType, cells []unsafe.Pointer, rank0 bool, choose chooseFormat) elementFormat {
	fields := d.Fields()
	formats := make([]elementFormat, len(fields))
	for i, f := range fields {
		members := make([]unsafe.Pointer, len(cells))
		for j, p := range cells {
			members[j] = unsafe.Add(p, f.Offset)
		}
		if f.Shape == nil {
			formats[i] = choose(o, f.Type, members, rank0)
		} else {
			formats[i] = o.subArrayFormat(f, members, choose)
		}
	}
	return func(p unsafe.Pointer) string {
		texts := make([]string, len(fields))
		for i, f := range fields {
			texts[i] = formats[i](unsafe.Add(p, f.Offset))
		}
		if len(texts) == 1 {
			return "(" + texts[0] + ",)"
		}
		return "(" + strings.Join(texts, ", ") + ")"
	}
}

// subArrayFormat prints a member that is an array, on one line.
func (o FormatOptions) subArrayFormat(f dtype.Field, members []unsafe.Pointer, choose chooseFormat) elementFormat {
	at := func(p unsafe.Pointer) *Array {
		sub := &Array{ptr: p}
		sub.header(f.Type, len(f.Shape))
		copy(sub.shape, f.Shape)
		layout.CStrides(sub.strides, f.Shape, f.Type.Size())
		return sub
	}
	var cells []unsafe.Pointer
	for _, p := range members {
		whole := layoutText{a: at(p)}
		cells = append(cells, whole.shown()...)
	}
	element := choose(o, f.Type, cells, false)
	return func(p unsafe.Pointer) string {
		sub := at(p)
		l := layoutText{a: sub, element: element, edge: max(o.EdgeItems, 0), summary: sub.Size() > o.Threshold, member: true}
		return l.oneLine(0, p)
	}
}

// oneLine is the elements of the axes from the given one on, in brackets and without line breaks.
func (l *layoutText) oneLine(axis int, p unsafe.Pointer) string {
	if axis == l.a.Rank() {
		return l.element(p)
	}
	var texts []string
	l.each(axis, p, func(cell unsafe.Pointer, _ bool) {
		if cell == nil {
			texts = append(texts, "...")
		} else {
			texts = append(texts, l.oneLine(axis+1, cell))
		}
	})
	return "[" + strings.Join(texts, ", ") + "]"
}

// hexText is raw bytes as NumPy prints them: every one escaped, with capital digits.
func hexText(raw []byte) string {
	text := []byte("b'")
	for _, c := range raw {
		text = fmt.Appendf(text, `\x%02X`, c)
	}
	return string(append(text, '\''))
}

// padLeft puts spaces in front of ASCII text until it is width wide.
func padLeft(text string, width int) string {
	return strings.Repeat(" ", max(width-len(text), 0)) + text
}

// padRight puts spaces behind ASCII text until it is width wide.
func padRight(text string, width int) string {
	return text + strings.Repeat(" ", max(width-len(text), 0))
}

// loadBits is an element of up to 8 bytes as the integer that its bits are. The address need not be
// aligned.
func loadBits(d dtype.DType, p unsafe.Pointer) uint64 {
	return loadWord(unsafe.Slice((*byte)(p), d.Size()), d.Swapped())
}

// loadWord is 1, 2, 4 or 8 bytes as an integer.
func loadWord(b []byte, swapped bool) uint64 {
	big := binary.NativeEndian.Uint16([]byte{0, 1}) == 1
	var word uint64
	for i := range b {
		if big != swapped {
			word = word<<8 | uint64(b[i])
		} else {
			word = word<<8 | uint64(b[len(b)-1-i])
		}
	}
	return word
}

// loadInt is a signed integer, datetime or timedelta.
func loadInt(d dtype.DType, p unsafe.Pointer) int64 {
	unused := 64 - 8*d.Size()
	return int64(loadBits(d, p)<<unused) >> unused
}
