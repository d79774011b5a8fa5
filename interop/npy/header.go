package npy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gondola/dtype"
	"gondola/layout"
)

const (
	magic = "\x93NUMPY"

	// maxText is the longest header text that is read, far beyond what structures of many members need.
	maxText = 1 << 24

	// alignment is what the offset of the elements is a multiple of.
	alignment = 64

	// growthDigits is the room that NumPy leaves for the length of the axis that grows.
	growthDigits = 21
)

// Header is what a .npy file says of its array.
type Header struct {
	DType   dtype.DType
	Shape   []int
	Fortran bool // the elements lie in F order
	Version int  // of the format: 1, 2 or 3
	Length  int  // bytes of the header, which is where the elements begin
}

// Size is the number of elements.
func (h Header) Size() int { n, _ := layout.Size(h.Shape); return n }

// Bytes is the number of bytes that the elements take.
func (h Header) Bytes() int { n, _ := layout.Bytes(h.Shape, h.DType.Size()); return n }

// strides are those of the array as it lies in the file.
func (h Header) strides() []int {
	if h.Fortran {
		return layout.FStrides(nil, h.Shape, h.DType.Size())
	}
	return layout.CStrides(nil, h.Shape, h.DType.Size())
}

// ReadHeader reads the header at the start of a stream and leaves the stream at the first element.
func ReadHeader(r io.Reader) (Header, error) {
	h, err := newSource(r).header()
	return h, located("ReadHeader", "", err)
}

// header reads a header.
func (s *source) header() (h Header, err error) {
	if h.Version, err = s.prefix(); err != nil {
		return h, err
	}
	length := make([]byte, 2, 4)
	if h.Version > 1 {
		length = length[:4]
	}
	if _, err := s.fill(length); err != nil {
		return h, s.truncated(err, "inside the header")
	}
	n := int64(binary.LittleEndian.Uint32(append(length, 0, 0)[:4]))
	if n > maxText {
		return h, malformed(s.offset-4, "a header of %d bytes is longer than any that is read, %d", n, maxText)
	}
	text, begin := new(bytes.Buffer), s.offset
	if _, err := io.CopyN(text, s, n); err != nil {
		return h, s.truncated(err, "inside the header")
	}
	h.Length = int(s.offset - s.start)
	return h, h.parse(text.Bytes(), begin)
}

// prefix reads the magic and the version.
func (s *source) prefix() (version int, err error) {
	var prefix [len(magic) + 2]byte
	n, err := s.fill(prefix[:])
	switch got := string(prefix[:min(n, len(magic))]); {
	case err != nil && err != io.ErrUnexpectedEOF:
		return 0, err
	case n == 0:
		return 0, &Error{Offset: s.start, Reason: "there is nothing to read", Err: io.EOF}
	case got != magic && (err == nil || !strings.HasPrefix(magic, got)):
		return 0, malformed(s.start, "this is no .npy file: it begins with %q%s", got, hint(got))
	case err != nil:
		return 0, s.truncated(err, "inside the header")
	}
	major, minor := prefix[len(magic)], prefix[len(magic)+1]
	if major < 1 || major > 3 || minor != 0 {
		return 0, malformed(s.start+int64(len(magic)), "version %d.%d of the format is not known: it is 1.0, 2.0 or 3.0", major, minor)
	}
	return int(major), nil
}

// hint tells what a file that is no .npy file may be.
func hint(prefix string) string {
	switch {
	case strings.HasPrefix(prefix, "PK\x03\x04"), strings.HasPrefix(prefix, "PK\x05\x06"):
		return ", as a .npz archive does (OpenArchive reads it)"
	case strings.HasPrefix(prefix, "\x80"):
		return ", as a Python pickle may, which is not read since it can run code"
	}
	return ""
}

// parse reads the text of a header that begins at a byte of the file.
func (h *Header) parse(encoded []byte, begin int64) error {
	text, width := string(encoded), func(s string) int { return len(s) }
	if h.Version < 3 {
		text, width = fromLatin1(encoded), utf8.RuneCountInString
	} else if !utf8.Valid(encoded) {
		return malformed(begin, "the header is not UTF-8, which version 3.0 demands")
	}
	d := dict{rest: text}
	if err := d.parse(h); err != nil {
		return malformed(begin+int64(width(text[:len(text)-len(d.rest)])), "%s", err)
	}
	if _, ok := layout.Bytes(h.Shape, max(1, h.DType.Size())); !ok {
		return malformed(begin, "an array of shape %s and dtype %s is larger than any memory", layout.FormatShape(h.Shape), h.DType)
	}
	return nil
}

// fromLatin1 decodes text whose every byte is a character.
func fromLatin1(encoded []byte) string {
	var text strings.Builder
	for _, c := range encoded {
		text.WriteRune(rune(c))
	}
	return text.String()
}

// toLatin1 encodes text; ok is false when it has characters that Latin-1 lacks.
func toLatin1(text string) (encoded []byte, ok bool) {
	for _, r := range text {
		if r > 0xFF {
			return nil, false
		}
		encoded = append(encoded, byte(r))
	}
	return encoded, true
}

// encode is the header as NumPy writes it, in the oldest version of the format that can say it, with
// Version and Length set.
func (h *Header) encode() ([]byte, error) {
	descr := h.DType.DescrText()
	if h.DType.IsStruct() {
		// A structure whose members overlap, for example, has no descr that gives it back.
		if back, err := dtype.ParseDescr(descr); err != nil || !back.Equal(h.DType) {
			return nil, fmt.Errorf("the format has no words for the structure %s", h.DType)
		}
	}
	order, grows := "False", 0
	if h.Fortran {
		order, grows = "True", len(h.Shape)-1
	}
	text := fmt.Sprintf("{'descr': %s, 'fortran_order': %s, 'shape': %s, }", descr, order, layout.FormatShape(h.Shape))
	if len(h.Shape) > 0 {
		text += strings.Repeat(" ", growthDigits-len(strconv.Itoa(h.Shape[grows])))
	}
	encoded, latin1 := toLatin1(text)
	if latin1 {
		// Padding always adds something, be it a whole line of spaces.
		short := len(magic) + 4
		if n := padded(short, len(encoded)); n <= 0xFFFF {
			h.Version, h.Length = 1, short+n
			return h.assemble(binary.LittleEndian.AppendUint16(nil, uint16(n)), encoded), nil
		}
		h.Version = 2
	} else {
		encoded, h.Version = []byte(text), 3
	}
	long := len(magic) + 6
	n := padded(long, len(encoded))
	if n > maxText {
		return nil, fmt.Errorf("a structure that takes a header of %d bytes could not be read back", n)
	}
	h.Length = long + n
	return h.assemble(binary.LittleEndian.AppendUint32(nil, uint32(n)), encoded), nil
}

// padded is the length of n bytes of text behind a prefix, with spaces and a newline after them.
func padded(prefix, n int) int { return n + 1 + alignment - (prefix+n+1)%alignment }

// assemble puts the parts of a header together.
func (h *Header) assemble(length, text []byte) []byte {
	header := append(make([]byte, 0, h.Length), magic...)
	header = append(header, byte(h.Version), 0)
	header = append(header, length...)
	header = append(header, text...)
	header = append(header, bytes.Repeat([]byte{' '}, h.Length-len(header)-1)...)
	return append(header, '\n')
}
