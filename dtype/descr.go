package dtype

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Member is one entry of a descr, the list with which __array_interface__ and .npy files describe a
// structure: ('name', '<f4'), ('name', '<f4', (2,)), (('title', 'name'), [ … ]). An entry without name
// is a hole.
type Member struct {
	Title, Name string
	Typestr     string   // |V and the size where Members are given
	Members     []Member // of a nested structure
	Shape       []int    // of a sub-array; nil for a plain member
}

// Descr describes d. A type that is no structure is one entry without name. Every hole of a structure,
// trailing ones too, is an entry of raw bytes, so that the sizes add up to the itemsize. A structure
// whose members overlap or come out of order cannot be described and is one entry of raw bytes.
func (d DType) Descr() []Member {
	opaque := []Member{{Typestr: d.Typestr()}}
	if d.fields == nil {
		return opaque
	}
	var members []Member
	offset := 0
	hole := func(end int) {
		if end > offset {
			members = append(members, Member{Typestr: Void(end - offset).Typestr()})
		}
	}
	for _, f := range d.fields.List {
		if f.Offset < offset {
			return opaque
		}
		hole(f.Offset)
		m := Member{Title: f.Title, Name: f.Name, Typestr: f.Type.Typestr(), Shape: f.Shape}
		if f.Type.fields != nil {
			m.Members = f.Type.Descr()
		}
		members = append(members, m)
		offset = f.end()
	}
	hole(d.Size())
	return members
}

// FromDescr is the type that members describe. Holes leave room and are no fields; a single entry
// without name is the type it names.
func FromDescr(members []Member) (DType, error) {
	if len(members) == 1 && members[0].Name == "" && members[0].Title == "" && members[0].Shape == nil {
		return members[0].dtype()
	}
	var fields []Field
	offset := 0
	for i, m := range members {
		d, err := m.dtype()
		if err != nil {
			return DType{}, err
		}
		size, ok := subarraySize(d, m.Shape)
		if !ok || offset+size > MaxSize {
			return DType{}, fmt.Errorf("member %d of the descr is too large", i)
		}
		if m.Name != "" || d.id != IDVoid || d.fields != nil {
			name := m.Name
			if name == "" {
				name = "f" + strconv.Itoa(i)
			}
			fields = append(fields, Field{Name: name, Title: m.Title, Type: d, Shape: m.Shape, Offset: offset})
		}
		offset += size
	}
	return Struct(offset, fields...)
}

// dtype is the type of one entry, without its shape.
func (m Member) dtype() (DType, error) {
	if m.Members != nil {
		return FromDescr(m.Members)
	}
	return Parse(m.Typestr)
}

// DescrText is d as the descr of a .npy header: a Python literal, the typestr or the list of members.
func (d DType) DescrText() string {
	if d.fields == nil {
		return quote(d.Typestr())
	}
	return descrText(d.Descr())
}

func descrText(members []Member) string {
	items := make([]string, len(members))
	for i, m := range members {
		name := Field{Name: m.Name, Title: m.Title}.nameText()
		kind := quote(m.Typestr)
		if m.Members != nil {
			kind = descrText(m.Members)
		}
		if m.Shape != nil {
			kind += ", " + shapeText(m.Shape)
		}
		items[i] = "(" + name + ", " + kind + ")"
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// ParseDescr reads the Python literal of a descr, the whole of text.
func ParseDescr(text string) (DType, error) {
	d, rest, err := ScanDescr(text)
	if err == nil && strings.TrimSpace(rest) != "" {
		err = fmt.Errorf("descr has %q after its end", clip(rest))
	}
	if err != nil {
		return DType{}, err
	}
	return d, nil
}

// ScanDescr reads the Python literal of a descr from the start of text and returns what follows it.
// A sub-array at the top, ('<f4', (2,)), is refused: it is a shape, not a type.
func ScanDescr(text string) (d DType, rest string, err error) {
	s := scanner{rest: text}
	v, err := s.value(0)
	if err != nil {
		return DType{}, "", fmt.Errorf("descr %q: %w", clip(text), err)
	}
	switch v := v.(type) {
	case string:
		d, err = Parse(v)
	case list:
		var members []Member
		if members, err = membersOf(v); err == nil {
			d, err = FromDescr(members)
			// One nameless entry in a list is a structure with one hole, not the entry's type.
			if err == nil && d.fields == nil {
				d, err = Struct(d.Size())
			}
		}
	default:
		err = fmt.Errorf("neither a typestr nor a list of members")
	}
	if err != nil {
		return DType{}, "", fmt.Errorf("descr %q: %w", clip(text), err)
	}
	return d, s.rest, nil
}

// membersOf reads the entries of a list. An empty list is a structure without members.
func membersOf(entries list) ([]Member, error) {
	members := make([]Member, 0, len(entries))
	for _, entry := range entries {
		m, err := memberOf(entry)
		if err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	return members, nil
}

// memberOf reads (name, type) or (name, type, shape).
func memberOf(entry any) (m Member, err error) {
	t, ok := entry.(tuple)
	if !ok || len(t) < 2 || len(t) > 3 {
		return m, fmt.Errorf("a member is not a tuple of name, type and perhaps shape")
	}
	switch name := t[0].(type) {
	case string:
		m.Name = name
	case tuple:
		if len(name) == 2 {
			m.Title, _ = name[0].(string)
			m.Name, _ = name[1].(string)
		}
		if m.Title == "" || m.Name == "" {
			return m, fmt.Errorf("a name is not a pair of title and name")
		}
	default:
		return m, fmt.Errorf("a name is not a string")
	}
	switch kind := t[1].(type) {
	case string:
		m.Typestr = kind
	case list:
		if m.Members, err = membersOf(kind); err != nil {
			return m, err
		}
	default:
		return m, fmt.Errorf("the type of member %q is neither a typestr nor a list", m.Name)
	}
	if len(t) == 3 {
		m.Shape, err = shapeOf(t[2])
	}
	return m, err
}

// shapeOf reads the shape of a sub-array: a tuple of ints, or an int for one axis.
func shapeOf(v any) ([]int, error) {
	if n, ok := v.(int); ok {
		v = tuple{n}
	}
	dims, ok := v.(tuple)
	if !ok {
		return nil, fmt.Errorf("the shape of a member is not a tuple")
	}
	shape := make([]int, 0, len(dims))
	for _, dim := range dims {
		n, ok := dim.(int)
		if !ok {
			return nil, fmt.Errorf("the shape of a member is not a tuple of ints")
		}
		shape = append(shape, n)
	}
	return shape, nil
}

// The values of the literals that a descr is made of are string, int, list and tuple.
type (
	list  []any
	tuple []any
)

// maxDepth bounds the nesting of literals and of formats, and with it the stack that reading foreign
// text takes.
const maxDepth = 64

// scanner reads Python literals.
type scanner struct{ rest string }

// skip drops white space, then the token if it is next.
func (s *scanner) skip(token string) bool {
	s.rest = strings.TrimLeft(s.rest, " \t\r\n")
	rest, found := strings.CutPrefix(s.rest, token)
	s.rest = rest
	return found
}

// value reads one literal.
func (s *scanner) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested too deeply")
	}
	switch {
	case s.skip("["):
		items, _, err := s.items("]", depth)
		return list(items), err
	case s.skip("("):
		items, comma, err := s.items(")", depth)
		if err == nil && len(items) == 1 && !comma {
			return items[0], nil
		}
		return tuple(items), err
	case s.rest == "":
		return nil, fmt.Errorf("ends too early")
	case s.rest[0] == '\'' || s.rest[0] == '"':
		return s.text()
	}
	digits := len(s.rest) - len(strings.TrimLeft(s.rest, "0123456789"))
	n, ok := parseCount(s.rest[:digits])
	if !ok {
		return nil, fmt.Errorf("%q is no string, int, list or tuple", clip(s.rest))
	}
	// Python 2 wrote long ints with an L.
	s.rest = strings.TrimPrefix(s.rest[digits:], "L")
	return n, nil
}

// items reads values and commas up to the closing bracket. comma says that there was one.
func (s *scanner) items(end string, depth int) (items []any, comma bool, err error) {
	for !s.skip(end) {
		if len(items) > 0 && !comma {
			return nil, false, fmt.Errorf("%q where a comma or bracket should be", clip(s.rest))
		}
		item, err := s.value(depth + 1)
		if err != nil {
			return nil, false, err
		}
		items = append(items, item)
		comma = s.skip(",")
	}
	return slices.Clip(items), comma, nil
}

// text reads a string literal.
func (s *scanner) text() (string, error) {
	mark, rest := s.rest[0], s.rest[1:]
	var text strings.Builder
	for rest != "" {
		if rest[0] == mark {
			s.rest = rest[1:]
			return text.String(), nil
		}
		// Go's escapes are Python's, but that Python has no error for an unknown one.
		r, multibyte, tail, err := strconv.UnquoteChar(rest, mark)
		if err != nil {
			return "", fmt.Errorf("string with a bad escape at %q", clip(rest))
		}
		if r < 0x80 || multibyte {
			text.WriteRune(r)
		} else {
			text.WriteRune(rune(byte(r))) // \xe9 is a character in Python, a byte in Go
		}
		rest = tail
	}
	return "", fmt.Errorf("string without end")
}
