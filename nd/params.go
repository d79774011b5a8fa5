package nd

// The functions here turn the options of a call into keyword arguments by the standard's names, the form
// in which a protocol.Call carries them to a container and Function.Call reads them back. They give nil
// where no option is given.

// MapParams is the options of an elementwise function: out, where.
func MapParams(opts []MapOption) map[string]any {
	if len(opts) == 0 {
		return nil
	}
	return mapOptions(opts).params()
}

// ReduceParams is the options of a reduction: axis, keepdims, dtype, correction, include_initial, out.
func ReduceParams(opts []ReduceOption) map[string]any {
	if len(opts) == 0 {
		return nil
	}
	return reduceOptions(opts).params()
}

// AxisParams is the options of a function along one axis: axis, which is None for Flat.
func AxisParams(opts []AxisOption) map[string]any {
	if len(opts) == 0 {
		return nil
	}
	return axisOptions(opts).params()
}

// CreateParams is the options of a creation function: dtype.
func CreateParams(opts []CreateOption) map[string]any {
	if len(opts) == 0 {
		return nil
	}
	return createOptions(opts).params()
}

// params are the options that differ from their defaults. Allocate is none of them: it says how to
// compute, not what.
func (o options) params() map[string]any {
	params := map[string]any{}
	if o.out != nil {
		params["out"] = o.out
	}
	if o.where != nil {
		params["where"] = o.where
	}
	switch {
	case o.flat:
		params["axis"] = nil
	case len(o.axes) == 1:
		params["axis"] = o.axes[0]
	case o.hasAxes:
		params["axis"] = o.axes
	}
	if o.keepDims {
		params["keepdims"] = true
	}
	if o.dtype.Valid() {
		params["dtype"] = o.dtype
	}
	if o.correction != 0 {
		params["correction"] = o.correction
	}
	if o.initial {
		params["include_initial"] = true
	}
	return params
}
