package nd

// repr and str are the text of an array for calls by name. prefix is what stands before the bracket of
// a repr, "array" where it is empty.
func repr(x any, prefix string) any {
	o := DefaultFormatOptions()
	if o.Prefix = prefix; prefix == "" {
		o.Prefix = "array"
	}
	return Format(operand("Repr", x), o)
}

func str(x any) any { return Format(operand("Str", x), DefaultFormatOptions()) }
