package nd

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"gondola/dtype"
)

// characters are those of a fixed-width text, without the zeros that pad it. They are code points and
// may be halves of surrogate pairs, which no Go string holds.
func characters(d dtype.DType, p unsafe.Pointer) []rune {
	chars := make([]rune, d.Chars())
	raw := unsafe.Slice((*byte)(p), d.Size())
	for i := range chars {
		chars[i] = rune(loadWord(raw[4*i:4*i+4], d.Swapped()))
	}
	for len(chars) > 0 && chars[len(chars)-1] == 0 {
		chars = chars[:len(chars)-1]
	}
	return chars
}

// trimmedBytes are those of a fixed-width bytes element, without the zeros that pad it.
func trimmedBytes(d dtype.DType, p unsafe.Pointer) []byte {
	return bytes.TrimRight(unsafe.Slice((*byte)(p), d.Size()), "\x00")
}

// quoteText is text as Python's repr has it.
func quoteText(chars []rune) string {
	mark := quoteMark(slices.Contains(chars, '\''), slices.Contains(chars, '"'))
	text := []byte{mark}
	for _, c := range chars {
		switch {
		case 0 <= c && c < 0x80:
			text = appendASCII(text, byte(c), mark)
		case utf8.ValidRune(c) && strconv.IsPrint(c):
			text = utf8.AppendRune(text, c)
		case 0 <= c && c < 0x100:
			text = fmt.Appendf(text, `\x%02x`, c)
		case 0 <= c && c < 0x10000:
			text = fmt.Appendf(text, `\u%04x`, c)
		default: // also what is no character at all
			text = fmt.Appendf(text, `\U%08x`, uint32(c))
		}
	}
	return string(append(text, mark))
}

// quoteBytes is bytes as Python's repr has them.
func quoteBytes(raw []byte) string {
	mark := quoteMark(bytes.IndexByte(raw, '\'') >= 0, bytes.IndexByte(raw, '"') >= 0)
	text := []byte{'b', mark}
	for _, c := range raw {
		if c < 0x80 {
			text = appendASCII(text, c, mark)
		} else {
			text = fmt.Appendf(text, `\x%02x`, c)
		}
	}
	return string(append(text, mark))
}

// quoteMark is the quotation mark for text that has single and double ones: double marks only where
// that saves escapes.
func quoteMark(single, double bool) byte {
	if single && !double {
		return '"'
	}
	return '\''
}

// appendASCII writes one ASCII character, escaped if it does not print or ends the text.
func appendASCII(text []byte, c, mark byte) []byte {
	switch {
	case c == '\\' || c == mark:
		return append(text, '\\', c)
	case c == '\n':
		return append(text, `\n`...)
	case c == '\r':
		return append(text, `\r`...)
	case c == '\t':
		return append(text, `\t`...)
	case c < ' ' || c == 0x7F:
		return fmt.Appendf(text, `\x%02x`, c)
	}
	return append(text, c)
}
