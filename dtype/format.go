package dtype

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"unsafe"
)

// The buffer protocol (PEP 3118) describes an element by a format: a letter a number, T{ … } around a
// structure with a :name: after each member, a parenthesised shape before a sub-array.
//
// A prefix says how the letters after it are read: @ with the machine's byte order, sizes and
// alignment, which implies holes; ^ the same without holes; = with standard sizes and no holes; < and >
// (or !) likewise with a byte order. The prefix holds until the next, and @ holds at the start. The
// writer says every hole outright, and @ only where it implies none.

// maxRunOfX is the longest hole that is written x by x, as NumPy does; longer ones are counted.
const maxRunOfX = 16

// Format is d in the notation of PEP 3118. The error says what cannot be said in it: bfloat16,
// datetimes and timedeltas, members that overlap or come out of order, names with a colon.
func (d DType) Format() (string, error) {
	w := formatWriter{order: '@'}
	if err := w.element(d, 0); err != nil {
		return "", err
	}
	return w.text.String(), nil
}

// formatWriter writes a format.
type formatWriter struct {
	text  strings.Builder
	order byte // the prefix that holds
}

// element writes one element. grid divides its offset from the start of the outermost element and the
// size of every structure around it; it is 0 for the outermost element itself. So a number whose
// alignment divides the grid is aligned wherever it occurs, and implies no hole.
func (w *formatWriter) element(d DType, grid int) error {
	if d.fields != nil {
		return w.structure(d, gcd(grid, d.Size()))
	}
	letter := Table[d.id].PEP3118
	if letter == "" {
		return fmt.Errorf("dtype %s has no format in the buffer protocol", d)
	}
	if d.HasOrder() {
		order := byte('@')
		switch {
		case d.swapped:
			order = d.orderChar()
		case grid%d.Align() != 0:
			order = '='
		}
		if order != w.order {
			w.text.WriteByte(order)
			w.order = order
		}
	}
	switch d.id {
	case IDBytes, IDText, IDVoid:
		w.text.WriteString(strconv.Itoa(d.Chars()))
	}
	w.text.WriteString(letter)
	return nil
}

// structure writes the members of d.
func (w *formatWriter) structure(d DType, grid int) error {
	w.text.WriteString("T{")
	offset := 0
	for _, f := range d.fields.List {
		if f.Offset < offset {
			return fmt.Errorf("field %q overlaps the one before it or comes out of order, which the buffer protocol cannot say", f.Name)
		}
		if strings.Contains(f.Name, ":") {
			return fmt.Errorf("field %q has a colon in its name, which the buffer protocol cannot say", f.Name)
		}
		w.hole(f.Offset - offset)
		if f.Shape != nil {
			w.text.WriteString(strings.ReplaceAll(strings.TrimSuffix(shapeText(f.Shape), ",)"), " ", ""))
			if len(f.Shape) == 1 {
				w.text.WriteByte(')')
			}
		}
		if err := w.element(f.Type, gcd(grid, f.Offset)); err != nil {
			return err
		}
		w.text.WriteString(":" + f.Name + ":")
		offset = f.end()
	}
	w.hole(d.Size() - offset)
	w.text.WriteByte('}')
	return nil
}

// hole writes n bytes of padding.
func (w *formatWriter) hole(n int) {
	if n > maxRunOfX {
		w.text.WriteString(strconv.Itoa(n))
		n = 1
	}
	w.text.WriteString(strings.Repeat("x", n))
}

// UnsupportedFormat is the cause of an error of ParseFormat when the format is valid but names a type
// that the table has no row for.
type UnsupportedFormat struct{ Letter string }

func (e UnsupportedFormat) Error() string {
	return fmt.Sprintf("type %q of the buffer protocol is not supported", e.Letter)
}

// ParseFormat reads the format of a buffer. A format that is one sub-array, (2,3)f or 4f, gives its
// shape beside the type of its elements; shape is nil for all others. Members without name are called
// f0, f1, … in turn.
func ParseFormat(format string) (d DType, shape []int, err error) {
	p := formatParser{rest: format, order: '@'}
	item, _, err := p.items(0)
	if err != nil {
		return DType{}, nil, fmt.Errorf("format %q: %w", clip(format), err)
	}
	return item.Type, item.Shape, nil
}

// cLong is the size of C's long.
var cLong = map[bool]string{true: "8", false: "4"}[unsafe.Sizeof(uintptr(0)) == 8 && runtime.GOOS != "windows"]

// cPointer is the size of C's pointers and size_t.
var cPointer = strconv.Itoa(int(unsafe.Sizeof(uintptr(0))))

// letters are the formats of one size in every mode.
var letters = map[string]DType{
	"?": Bool, "b": Int8, "B": Uint8, "h": Int16, "H": Uint16, "i": Int32, "I": Uint32, "q": Int64, "Q": Uint64,
	"e": Float16, "f": Float32, "d": Float64, "Zf": Complex64, "Zd": Complex128, "F": Complex64, "D": Complex128,
	"c": Bytes(1),
}

// foreign are the letters of PEP 3118 and of Python's struct module that the table has no row for.
const foreign = "gGuUOPXptv&"

// formatParser reads a format.
type formatParser struct {
	rest       string
	order      byte
	sawPadding bool
}

// items reads members up to the end of the format or, inside a structure, its closing brace. It returns
// the type they make up, as a nameless member, and its alignment.
func (p *formatParser) items(depth int) (whole Field, align int, err error) {
	if depth > maxDepth {
		return Field{}, 0, fmt.Errorf("nested too deeply")
	}
	var fields []Field
	offset, align, unnamed := 0, 1, 0
	for p.skip() != "" && p.rest[0] != '}' {
		item, itemAlign, err := p.item(depth)
		if err != nil {
			return Field{}, 0, err
		}
		tail := 0
		if p.order == '@' {
			offset += padding(offset, itemAlign)
			align = lcm(align, itemAlign)
			if tail = padding(item.Type.Size(), itemAlign); tail > 0 && item.Size() != item.Type.Size() {
				// Every element of a sub-array starts aligned, not just the first.
				if item.Type, err = lengthened(item.Type, tail); err != nil {
					return Field{}, 0, err
				}
				tail = 0
			}
		}
		item.Offset = offset
		size, ok := subarraySize(item.Type, item.Shape)
		if offset += size + tail; !ok || offset > MaxSize {
			return Field{}, 0, fmt.Errorf("an element of more than %d bytes", MaxSize)
		}
		if item.Type.id == IDVoid && item.Type.fields == nil && item.Name == "" {
			p.sawPadding = true
			continue
		}
		if item.Name == "" {
			unnamed++
		}
		fields = append(fields, item)
	}
	if err := p.close(depth); err != nil {
		return Field{}, 0, err
	}
	if p.order == '@' {
		offset += padding(offset, align)
	}
	if depth == 0 && len(fields) == 1 && unnamed == 1 && fields[0].Offset == 0 && fields[0].Size() == offset {
		return fields[0], align, nil
	}
	if depth == 0 && len(fields) == 0 {
		if offset == 0 && !p.sawPadding {
			return Field{}, 0, fmt.Errorf("names no type")
		}
		return Field{Type: Void(offset)}, align, nil // raw bytes are all padding
	}
	nameAll(fields)
	d, err := Struct(offset, fields...)
	return Field{Type: d}, align, err
}

// skip drops white space and returns what is left.
func (p *formatParser) skip() string {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n\f\v")
	return p.rest
}

// next drops the token if it is next.
func (p *formatParser) next(token string) bool {
	rest, found := strings.CutPrefix(p.skip(), token)
	p.rest = rest
	return found
}

// close checks that the members ended where they should.
func (p *formatParser) close(depth int) error {
	if closed := p.next("}"); closed != (depth > 0) {
		if closed {
			return fmt.Errorf("a closing brace without an opening one")
		}
		return fmt.Errorf("a structure without closing brace")
	}
	return nil
}

// item reads one member: shape, prefix, count, type, name, all but the type optional.
func (p *formatParser) item(depth int) (item Field, align int, err error) {
	if p.next("(") {
		if item.Shape, err = p.shape(); err != nil {
			return Field{}, 0, err
		}
	}
	if rest := p.skip(); rest != "" && strings.IndexByte("@=<>^!", rest[0]) >= 0 {
		p.order, p.rest = rest[0], rest[1:]
	}
	count, counted := 1, false
	if digits := len(p.skip()) - len(strings.TrimLeft(p.rest, "0123456789")); digits > 0 {
		if count, counted = parseCount(p.rest[:digits]); !counted {
			return Field{}, 0, fmt.Errorf("count %s is too large", clip(p.rest[:digits]))
		}
		p.rest = p.rest[digits:]
	}
	if p.next("T{") {
		item.Type, align, err = p.nested(depth)
	} else {
		item.Type, err = p.letter(&count)
		align = item.Type.Align()
	}
	if err != nil {
		return Field{}, 0, err
	}
	if count != 1 {
		item.Shape = append(item.Shape[:len(item.Shape):len(item.Shape)], count)
	}
	if p.next(":") {
		name, rest, found := strings.Cut(p.rest, ":")
		if !found {
			return Field{}, 0, fmt.Errorf("a name without closing colon")
		}
		item.Name, p.rest = name, rest
	}
	return item, align, nil
}

// nested reads a structure after its opening brace.
func (p *formatParser) nested(depth int) (DType, int, error) {
	whole, align, err := p.items(depth + 1)
	return whole.Type, align, err
}

// shape reads the dims of a sub-array after the opening parenthesis.
func (p *formatParser) shape() ([]int, error) {
	inside, rest, found := strings.Cut(p.rest, ")")
	if !found {
		return nil, fmt.Errorf("a shape without closing parenthesis")
	}
	p.rest = rest
	var shape []int
	for text := range strings.SplitSeq(strings.TrimSuffix(inside, ","), ",") {
		dim, ok := parseCount(strings.TrimSpace(text))
		if !ok {
			return nil, fmt.Errorf("(%s) is not a shape", clip(inside))
		}
		shape = append(shape, dim)
	}
	return shape, nil
}

// letter reads a type. The types that have a length take the count for it and set it to 1.
func (p *formatParser) letter(count *int) (DType, error) {
	rest := p.skip()
	size := 1
	if strings.HasPrefix(rest, "Z") {
		size = 2
	}
	if len(rest) < size {
		return DType{}, fmt.Errorf("ends where a type should be")
	}
	code := rest[:size]
	p.rest = rest[size:]
	native := p.order == '@' || p.order == '^'
	d, known := letters[code]
	switch {
	case known:
	case code == "s" || code == "x" || code == "w":
		d = map[string]DType{"s": Bytes(0), "x": Void(0), "w": Text(0)}[code]
		if d.id == IDText && *count > MaxSize/4 {
			return DType{}, fmt.Errorf("text of %d characters is too large", *count)
		}
		d.size = int32(*count)
		if d.id == IDText {
			d.size *= 4
		}
		*count = 1
	case code == "l" && native:
		d = sizedCodes["i"+cLong]
	case code == "L" && native:
		d = sizedCodes["u"+cLong]
	case code == "l":
		d = Int32
	case code == "L":
		d = Uint32
	case code == "n" && native:
		d = sizedCodes["i"+cPointer]
	case code == "N" && native:
		d = sizedCodes["u"+cPointer]
	case code == "Zg" || strings.Contains(foreign, code):
		return DType{}, UnsupportedFormat{code}
	default:
		return DType{}, fmt.Errorf("unknown type %q", code)
	}
	return d.inMode(p.order), nil
}

// inMode is a native type in the byte order of a prefix.
func (d DType) inMode(prefix byte) DType {
	switch prefix {
	case '<':
		return d.LittleEndian()
	case '>', '!':
		return d.BigEndian()
	}
	return d
}

// padding is how many bytes follow offset up to the next multiple of align.
func padding(offset, align int) int { return (align - offset%align) % align }

func lcm(a, b int) int { return a / gcd(a, b) * b }

// lengthened is d with n bytes of padding after it.
func lengthened(d DType, n int) (DType, error) {
	fields := d.Fields()
	if !d.IsStruct() {
		fields = []Field{{Name: "f0", Type: d}}
	}
	return Struct(d.Size()+n, fields...)
}

// nameAll gives members without name the first free one of f0, f1, ….
func nameAll(fields []Field) {
	taken := map[string]bool{}
	for _, f := range fields {
		taken[f.Name] = true
	}
	number := 0
	for i := range fields {
		for ; fields[i].Name == ""; number++ {
			if name := "f" + strconv.Itoa(number); !taken[name] {
				fields[i].Name = name
			}
		}
	}
}
