package nd

import (
	"math"
	"strconv"
	"strings"

	"gondola/dtype"
)

// Digits of a binary number are chosen twice over. The shortest text that reads back as the same
// number of its type is what users expect: 0.1, not 0.1000000000000000055. Where a column allows
// fewer digits the number is rounded; where it asks for more, they are those of the exact value, so a
// float32 0.1 has 1.00000001e-01 beside a number that needs eight digits.
//
// The rounding is to nearest, ties to even, but for one case. Below a power of two numbers lie twice as
// close as above it. A decimal above it may then read back as the power although a nearer one below
// does not, and that one is written, at the digit where the shortest text ends and beyond.

// floatBits is a binary floating-point type of IEEE 754 by its width: 16, 32 or 64.
type floatBits int

// round is x as a number of the type.
func (b floatBits) round(x float64) float64 {
	switch b {
	case 16:
		return dtype.F16FromFloat64(x).Float64()
	case 32:
		return float64(float32(x))
	}
	return x
}

// shortest is the fewest digits that read back as x, a number of the type, in the format 'e' or 'f' of
// strconv. Of two that are equally near it is the even one, where strconv may have the other.
func (b floatBits) shortest(x float64, format byte) string {
	digits, exponent := b.shortestDigits(x)
	if format == 'f' {
		digits = max(digits-exponent, 0) // positional integers are small enough to be written out
	}
	return b.rounded(x, format, digits)
}

// shortestDigits is how many digits the shortest text of x has after the first, and the power of ten of
// that one.
func (b floatBits) shortestDigits(x float64) (digits, exponent int) {
	text := strconv.FormatFloat(x, 'e', -1, max(int(b), 32))
	if b == 16 {
		text = b.rounded(x, 'e', 0)
		for digits = 1; !b.reads(text, x); digits++ {
			text = b.rounded(x, 'e', digits)
		}
	}
	parts := splitDecimal(text)
	exponent, _ = strconv.Atoi(parts.exponent)
	return len(parts.fraction), exponent
}

// atMost is x with at most the given number of digits after the point, and no zeros at the end.
// A negative number is no limit.
func (b floatBits) atMost(x float64, format byte, digits int) decimalText {
	text := splitDecimal(b.shortest(x, format))
	if digits >= 0 && len(text.fraction) > digits {
		text = splitDecimal(b.rounded(x, format, digits))
		text.fraction = strings.TrimRight(text.fraction, "0")
	}
	return text
}

// rounded is x with exactly the given number of digits after the point.
func (b floatBits) rounded(x float64, format byte, digits int) string {
	text := strconv.FormatFloat(x, format, digits, 64)
	if fraction, _ := math.Frexp(math.Abs(x)); fraction == 0.5 && !b.reads(text, x) {
		if above := nextDecimal(text); b.reads(above, x) {
			return above
		}
	}
	return text
}

// reads says that a decimal text is read as the number x of the type.
func (b floatBits) reads(text string, x float64) bool {
	bits := 64
	if b == 32 {
		bits = 32
	}
	decimal, err := strconv.ParseFloat(text, bits)
	return err == nil && b.round(decimal) == x
}

// nextDecimal is the text of the next larger magnitude with as many digits. A carry out of the first
// digit gives a text that is not in normal form; no power of two is that close below a power of ten.
func nextDecimal(text string) string {
	mantissa, exponent := text, ""
	if e := strings.IndexByte(text, 'e'); e >= 0 {
		mantissa, exponent = text[:e], text[e:]
	}
	digits := []byte(mantissa)
	for i := len(digits) - 1; i >= 0; i-- {
		switch c := digits[i]; {
		case c == '9':
			digits[i] = '0'
		case '0' <= c && c < '9':
			digits[i]++
			return string(digits) + exponent
		}
	}
	return "1" + string(digits) + exponent
}

// decimalText is the text of a finite number in parts.
type decimalText struct {
	whole    string // sign and digits before the point
	fraction string // digits after it
	exponent string // sign and digits after the e
}

func splitDecimal(text string) (d decimalText) {
	text, d.exponent, _ = strings.Cut(text, "e")
	d.whole, d.fraction, _ = strings.Cut(text, ".")
	return d
}
