package nd

import (
	"gondola/dtype"
	"gondola/layout"
)

// An index is a list of items, one an axis as far as it goes:
//
//	int, integer *Array of no axes  one position; the axis is dropped
//	Slice(start, stop)              a range of positions
//	NewAxis, nil                    a new axis of length 1, which consumes none
//	Ellipsis                        as many whole axes as are left
//	[]int, integer *Array           positions to gather
//	bool, boolean *Array            a mask over as many axes as it has: of a bool, none
//
// Without arrays and masks the result is a view. With them it is a copy: the positions of all arrays,
// and ints beside them, broadcast together, and the axes they make stand where the arrays stood, or
// first where something stood between them. All of this is NumPy's, and so are the results; only that
// a position out of bounds is an error even where the positions broadcast to nothing.
//
// An index is read in three steps. readKey says what each item is and how many axes it consumes
// (index_key.go). selection applies it: the items that are arithmetic become a view of the axes that
// are kept, those that gather become byte offsets into it (index_selection.go). Then elements move
// (index_gather.go).

type (
	ellipsis struct{}
	newAxis  struct{}
)

// Ellipsis in an index stands for as many whole axes as are left.
var Ellipsis ellipsis

// NewAxis in an index is a new axis of length 1.
var NewAxis newAxis

// Slice is the positions from start up to but without stop, a step apart, as Python has them: each of
// the three an int, or nil for its default; negative ones count from the end.
func Slice(start, stop any, step ...any) layout.Range {
	var r layout.Range
	part := func(v any, to *int, has layout.RangeParts) {
		if v == nil {
			return
		}
		n, ok := integer(v)
		if !ok {
			panic(fail("Slice", ErrType, "start, stop and step must be ints or nil, not %s", typeName(v)))
		}
		*to, r.Has = n, r.Has|has
	}
	part(start, &r.Start, layout.HasStart)
	part(stop, &r.Stop, layout.HasStop)
	if len(step) > 0 {
		part(step[0], &r.Step, layout.HasStep)
	}
	return r
}

// Index is the elements that an index selects: a view where every item is an int, a range, Ellipsis or
// NewAxis, else a copy. A single string selects a field of a structured array, see Field.
//
//	x.Index(0)                              the first row
//	x.Index(nd.Ellipsis, nd.Slice(1, nil))  all but the first along the last axis
//	x.Index([]int{2, 0}, nd.NewAxis)        rows 2 and 0, with a new axis behind
//	x.Index(nd.Greater(x, 0))               the positive elements
func (a *Array) Index(key ...any) *Array {
	if name, ok := fieldName(a, key); ok {
		return a.Field(name)
	}
	s := a.selection("Index", key)
	switch {
	case len(s.arrays) > 0:
		return s.gather()
	case s.copies:
		return Copy(s.view)
	}
	return s.view
}

// SetIndex writes value, broadcast and cast, to the elements that an index selects. Leading axes of
// length 1 that the selection lacks are dropped. A number must fit the dtype; arrays are cast as by
// Astype. Memory that value shares with a is read before it is written. Of positions given twice the
// last value stays.
func (a *Array) SetIndex(value any, key ...any) {
	if a.readonly {
		panic(fail("SetIndex", ErrReadOnly, "the array is read-only"))
	}
	if name, ok := fieldName(a, key); ok {
		a.Field(name).SetIndex(value)
		return
	}
	v := assigned("SetIndex", value, a.dtype)
	s := a.selection("SetIndex", key)
	if len(s.arrays) == 0 {
		copyTo(s.view, fitted("SetIndex", v, s.view.shape))
		return
	}
	s.scatter(v)
}

// Field is a view of one member of a structured array, by its name or title. The axes of a member that
// is itself an array come last.
func (a *Array) Field(name string) *Array {
	f, ok := a.dtype.Field(name)
	if !ok {
		panic(fail("Field", ErrValue, "dtype %s has no field %q", a.dtype, name))
	}
	checkRank("Field", len(a.shape)+len(f.Shape))
	shape := append(append([]int(nil), a.shape...), f.Shape...)
	strides := append(append([]int(nil), a.strides...), layout.CStrides(nil, f.Shape, f.Type.Size())...)
	return a.view(f.Type, f.Offset, shape, strides)
}

// fieldName is the key that is one string and indexes a structure.
func fieldName(a *Array, key []any) (name string, ok bool) {
	if len(key) == 1 && a.dtype.IsStruct() {
		name, ok = key[0].(string)
	}
	return name, ok
}

// fitted is a value without the leading axes of length 1 that a target of the given shape lacks. It
// panics where the value does not broadcast.
func fitted(op string, v *Array, shape []int) *Array {
	drop := 0
	for len(v.shape)-drop > len(shape) && v.shape[drop] == 1 {
		drop++
	}
	missing := len(shape) - (len(v.shape) - drop)
	for axis, dim := range v.shape[drop:] {
		if missing < 0 || dim != 1 && dim != shape[missing+axis] {
			panic(fail(op, ErrShape, "a value of shape %s does not broadcast to %s", layout.FormatShape(v.shape), layout.FormatShape(shape)))
		}
	}
	if drop > 0 {
		return v.view(v.dtype, 0, v.shape[drop:], v.strides[drop:])
	}
	return v
}

// getItem and setItem are Index and SetIndex for calls by name.
func getItem(x any, key []any) any { return operand("Index", x).Index(key...) }

func setItem(x any, key []any, value any) any {
	operand("SetIndex", x).SetIndex(value, key...)
	return nil
}

// checkIndex is a position along an axis, counted from its start.
func checkIndex(op string, i, axis, dim int) int {
	if i < -dim || i >= dim {
		panic(outOfBounds(op, i, axis, dim))
	}
	if i < 0 {
		i += dim
	}
	return i
}

func outOfBounds(op string, i, axis, dim int) *Error {
	return fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", i, axis, dim)
}

// isInteger says that a dtype numbers positions.
func isInteger(d dtype.DType) bool {
	return d.Kind() == dtype.KindInt || d.Kind() == dtype.KindUint
}
