package nd

import "gondola/dtype"

// repr and str are the text of an array for calls by name. prefix is what stands before the bracket of
// a repr, "array" where it is empty. Through a language binding a structure comes as raw bytes; structure
// is then its buffer format (PEP 3118), else empty.
func repr(x any, structure, prefix string) any {
	o := DefaultFormatOptions()
	if o.Prefix = prefix; prefix == "" {
		o.Prefix = "array"
	}
	return Format(structured(operand("Repr", x), structure), o)
}

func str(x any, structure string) any {
	return Format(structured(operand("Str", x), structure), DefaultFormatOptions())
}

// structured is a view of raw bytes as the structure that a buffer format describes, or a where the format
// does not fit.
func structured(a *Array, format string) *Array {
	if format == "" {
		return a
	}
	d, shape, err := dtype.ParseFormat(format)
	if err != nil || len(shape) > 0 || d.Size() != a.dtype.Size() {
		return a
	}
	return a.view(d, 0, a.shape, a.strides)
}
