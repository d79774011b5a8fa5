package nd

import (
	"math"
	"strconv"
	"strings"
	"unsafe"

	"gondola/dtype"
)

// A column of floating-point numbers has its decimal points below each other. One look at all finite
// numbers decides whether they are written with exponents: if the largest would have many digits
// before the point (from 10⁸ on, earlier for types that do not have so many digits), if the smallest
// would begin behind the fourth digit after it, or if they differ by more than 1000 times. Zeros do
// not count. A second look finds the widths: positional numbers have as many digits as each needs and
// are padded with spaces on both sides; numbers with exponents all have the same digits, those of the
// longest. Nan and inf end where the column ends.

// floatColumn is how the numbers of a column are written.
type floatColumn struct {
	bits           floatBits
	exponents      bool
	digits         int // after the point: exactly with exponents, at most without; negative is no limit
	left           int // characters before the point
	right          int // characters after the point
	exponentDigits int
	plus           bool // positive numbers have a sign
}

// floatColumn decides how to write the values, all of them numbers of the type.
func (o FormatOptions) floatColumn(bits floatBits, values []float64, plus bool) floatColumn {
	c := floatColumn{bits: bits, digits: o.Precision, plus: plus}
	c.exponents = o.needsExponents(bits, values)
	finite := 0
	negativeInf := plus
	for _, x := range values {
		if math.IsInf(x, 0) || math.IsNaN(x) {
			negativeInf = negativeInf || math.IsInf(x, -1)
			continue
		}
		finite++
		text := c.digitsOf(x)
		c.left = max(c.left, len(text.whole))
		c.right = max(c.right, len(text.fraction))
		c.exponentDigits = max(c.exponentDigits, len(text.exponent)-1)
	}
	if c.exponents {
		c.digits = c.right
		c.right += len("e+") + c.exponentDigits
	}
	if finite < len(values) {
		inf := len("inf")
		if negativeInf {
			inf = len("-inf")
		}
		c.left = max(c.left, inf-len(".")-c.right)
	}
	return c
}

// needsExponents says that the values are too large, too small or too different for positional
// notation. The comparisons are those of the type, rounding included.
func (o FormatOptions) needsExponents(bits floatBits, values []float64) bool {
	large, small := 0.0, math.Inf(1)
	for _, x := range values {
		if x = math.Abs(x); x != 0 && x <= math.MaxFloat64 {
			large, small = max(large, x), min(small, x)
		}
	}
	if large == 0 {
		return false
	}
	limit := map[floatBits]float64{16: 1e3, 32: 1e6, 64: 1e8}[bits]
	return large >= limit ||
		!o.Suppress && (small < bits.round(1e-4) || bits.round(large/small) > 1000)
}

// digitsOf is a finite number without padding and without zeros at the end.
func (c floatColumn) digitsOf(x float64) decimalText {
	format := byte('f')
	if c.exponents {
		format = 'e'
	}
	return c.signed(x, c.bits.atMost(x, format, c.digits))
}

// signed puts the plus in front if the column has signs; a minus is there already.
func (c floatColumn) signed(x float64, text decimalText) decimalText {
	if c.plus && !math.Signbit(x) {
		text.whole = "+" + text.whole
	}
	return text
}

// text is a number padded to the width of the column.
func (c floatColumn) text(x float64) string {
	switch {
	case math.IsInf(x, 0) || math.IsNaN(x):
		return padLeft(nonFiniteText(x, c.plus), c.left+len(".")+c.right)
	case !c.exponents:
		text := c.digitsOf(x)
		return padLeft(text.whole, c.left) + "." + padRight(text.fraction, c.right)
	}
	text := c.signed(x, splitDecimal(c.bits.rounded(x, 'e', c.digits)))
	sign, exponent := text.exponent[:1], text.exponent[1:]
	exponent = strings.Repeat("0", max(c.exponentDigits-len(exponent), 0)) + exponent
	return padLeft(text.whole, c.left) + "." + text.fraction + "e" + sign + exponent
}

// nonFiniteText is nan, inf or -inf, with a plus for both if asked for.
func nonFiniteText(x float64, plus bool) string {
	text := "inf"
	switch {
	case math.IsInf(x, -1):
		return "-inf"
	case math.IsNaN(x):
		text = "nan"
	}
	if plus {
		return "+" + text
	}
	return text
}

// complexFormat prints two columns, the imaginary one with signs and a j before its padding.
func (o FormatOptions) complexFormat(d dtype.DType, cells []unsafe.Pointer) elementFormat {
	part := realType(d)
	bits := floatBits(8 * part.Size())
	imags := make([]unsafe.Pointer, len(cells))
	for i, p := range cells {
		imags[i] = unsafe.Add(p, part.Size())
	}
	re := o.floatColumn(bits, loadFloats(part, cells), false)
	im := o.floatColumn(bits, loadFloats(part, imags), true)
	return func(p unsafe.Pointer) string {
		text := im.text(elementFloat(part, unsafe.Add(p, part.Size())))
		digits := strings.TrimRight(text, " ")
		return re.text(elementFloat(part, p)) + digits + "j" + text[len(digits):]
	}
}

// bfloat16Text is how the arrays of ml_dtypes, NumPy's bfloat16, print: six digits, no column.
func bfloat16Text(x float64) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nonFiniteText(x, false)
	}
	return strconv.FormatFloat(x, 'g', 6, 64)
}

// realType is the type of the two parts of a complex type.
func realType(d dtype.DType) dtype.DType {
	part := dtype.Float64
	if d.ID() == dtype.IDComplex64 {
		part = dtype.Float32
	}
	if d.Swapped() {
		return part.Swap()
	}
	return part
}

// loadFloats are the floating-point numbers at the addresses.
func loadFloats(d dtype.DType, cells []unsafe.Pointer) []float64 {
	values := make([]float64, len(cells))
	for i, p := range cells {
		values[i] = elementFloat(d, p)
	}
	return values
}

// elementFloat is a floating-point number, exactly.
func elementFloat(d dtype.DType, p unsafe.Pointer) float64 {
	bits := loadBits(d, p)
	switch d.ID() {
	case dtype.IDFloat16:
		return dtype.F16(bits).Float64()
	case dtype.IDBFloat16:
		return dtype.BF16(bits).Float64()
	case dtype.IDFloat32:
		return float64(math.Float32frombits(uint32(bits)))
	}
	return math.Float64frombits(bits)
}
