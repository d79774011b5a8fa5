package nd

import (
	"math"
	"strings"
	"unsafe"

	"gondola/dtype"
)

// scalarText is the str of the NumPy scalar at p, which is the str of an array of rank 0: a number
// has all the digits that tell it from its neighbours, text has no quotes.
func (o FormatOptions) scalarText(d dtype.DType, p unsafe.Pointer) string {
	switch d.Kind() {
	case dtype.KindFloat:
		if d.ID() == dtype.IDBFloat16 {
			return bfloat16Text(elementFloat(d, p))
		}
		return scalarFloatText(floatBits(8*d.Size()), elementFloat(d, p))
	case dtype.KindComplex:
		part := realType(d)
		return scalarComplexText(floatBits(8*part.Size()), elementFloat(part, p), elementFloat(part, unsafe.Add(p, part.Size())))
	case dtype.KindText:
		return string(characters(d, p))
	case dtype.KindBytes:
		return "np.bytes_(" + quoteBytes(trimmedBytes(d, p)) + ")"
	case dtype.KindDatetime:
		return datetimeText(d, loadInt(d, p))
	case dtype.KindTimedelta:
		return timedeltaText(d, loadInt(d, p))
	}
	return scalarFormat(o, d, []unsafe.Pointer{p}, true)(p)
}

// scalarFormat is elementFormat for what a structure of rank 0 holds: its real numbers print in full,
// everything else as in an array.
func scalarFormat(o FormatOptions, d dtype.DType, cells []unsafe.Pointer, rank0 bool) elementFormat {
	switch {
	case d.Kind() == dtype.KindFloat:
		return func(p unsafe.Pointer) string { return o.scalarText(d, p) }
	case d.IsStruct():
		return o.structFormat(d, cells, rank0, scalarFormat)
	}
	return o.elementFormat(d, cells, rank0)
}

// scalarDigits is a number by itself. Positional notation is for what is not below 1e-4 and below a
// limit, 1e16 unless the type has fewer digits.
func scalarDigits(bits floatBits, x float64) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nonFiniteText(x, false)
	}
	limit := map[floatBits]float64{16: 1e3, 32: 1e6, 64: 1e16}[bits]
	if m := math.Abs(x); m != 0 && (m < 1e-4 || m >= limit) {
		return bits.shortest(x, 'e')
	}
	return bits.shortest(x, 'f')
}

// scalarFloatText is a real number, which has a point or an exponent even where it is an integer.
func scalarFloatText(bits floatBits, x float64) string {
	text := scalarDigits(bits, x)
	if strings.ContainsAny(text, ".ein") {
		return text
	}
	return text + ".0"
}

// scalarComplexText is a complex number, in parentheses unless the real part is a positive zero.
func scalarComplexText(bits floatBits, re, im float64) string {
	imag := scalarDigits(bits, im)
	if re == 0 && !math.Signbit(re) {
		return imag + "j"
	}
	if imag[0] != '-' {
		imag = "+" + imag
	}
	return "(" + scalarDigits(bits, re) + imag + "j)"
}
