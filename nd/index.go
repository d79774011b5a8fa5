package nd

import (
	"gondola/dtype"
	"gondola/layout"
)

// An index is a list of items, one an axis as far as it goes:
//
//	int                    one position; the axis is dropped
//	Slice(start, stop)     a range of positions
//	NewAxis                a new axis of length 1, which consumes none
//	Ellipsis               as many whole axes as are left
//	[]int, integer *Array  positions to gather
//	bool, boolean *Array   a mask over as many axes as it has
//
// Without arrays and masks the result is a view. With them it is a copy: all arrays, and ints beside
// them, broadcast together, and the axes they make stand where the arrays stood, or first where
// something stood between them, as in NumPy.

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
// NewAxis, else a copy.
func (a *Array) Index(key ...any) *Array {
	s := a.selection("Index", key)
	if len(s.arrays) == 0 {
		return s.view
	}
	return s.gather()
}

// SetIndex writes value, broadcast and cast, to the elements that an index selects. Memory that value
// shares with a is read before it is written. Of positions given twice the last value stays.
func (a *Array) SetIndex(value any, key ...any) {
	if a.readonly {
		panic(fail("SetIndex", ErrReadOnly, "the array is read-only"))
	}
	v, weak := weakOperand("SetIndex", value)
	switch {
	case weak == dtype.WeakInt && !fits(v, a.dtype):
		panic(fail("SetIndex", ErrOverflow, "integer %v is out of bounds for %s", v.Item(), a.dtype))
	case !castable(v.dtype, a.dtype), v.dtype.Kind() == dtype.KindComplex && a.dtype.Kind() != dtype.KindComplex && a.dtype.Kind() != dtype.KindBool:
		panic(fail("SetIndex", ErrDType, "a value of dtype %s does not convert to %s", v.dtype, a.dtype))
	}
	s := a.selection("SetIndex", key)
	if len(s.arrays) == 0 {
		copyTo(s.view, fitted(v, s.view.shape))
		return
	}
	s.scatter(v)
}

// fitted is a value without the leading axes of length 1 that a target of the given shape lacks. It
// panics where the value does not broadcast.
func fitted(v *Array, shape []int) *Array {
	drop := 0
	for len(v.shape)-drop > len(shape) && v.shape[drop] == 1 {
		drop++
	}
	if drop > 0 {
		v = v.view(v.dtype, 0, v.shape[drop:], v.strides[drop:])
	}
	if _, err := layout.BroadcastTo(v.Layout(), shape); err != nil {
		panic(fail("SetIndex", ErrShape, "a value of shape %s does not broadcast to the selection's %s", shapeText(v.shape), shapeText(shape)))
	}
	return v
}

// selection is an index applied to an array.
type selection struct {
	op     string
	view   *Array      // basic items applied; arrays' axes still whole
	arrays []positions // in the order of the index
	front  bool        // something stands between arrays: their axes come first
	shape  []int       // common shape of the arrays
}

// positions are an integer array that gathers along an axis of the view.
type positions struct {
	axis int
	at   *Array // int64
}

// selection reads an index.
func (a *Array) selection(op string, key []any) *selection {
	items := expandKey(op, a, key)
	s := &selection{op: op}
	shape, strides := make([]int, 0, len(items)), make([]int, 0, len(items))
	offset, axis := 0, 0
	advanced := hasArray(items)
	last := -1 // index of the last array among the items
	empty := false
	for i, item := range items {
		switch v := item.(type) {
		case newAxis:
			shape, strides = append(shape, 1), append(strides, 0)
			continue
		case layout.Range:
			if v.Has&layout.HasStep != 0 && v.Step == 0 {
				panic(fail(op, ErrValue, "slice step must not be 0"))
			}
			l, start := layout.Slice(layout.Layout{Shape: a.shape[axis : axis+1], Strides: a.strides[axis : axis+1]}, 0, v)
			shape, strides = append(shape, l.Shape[0]), append(strides, l.Strides[0])
			offset += start
			axis++
			continue
		case bool: // consumes no axis: a new one of length 0 or 1
			n := 0
			if v {
				n = 1
			}
			s.arrays = append(s.arrays, positions{len(shape), Zeros([]int{n}, As(dtype.Int64))})
			shape, strides = append(shape, 1), append(strides, 0)
		case int:
			if !advanced {
				offset += checkIndex(op, v, axis, a.shape[axis]) * a.strides[axis]
				axis++
				continue
			}
			v = checkIndex(op, v, axis, a.shape[axis])
			s.arrays = append(s.arrays, positions{len(shape), scalar(int64(v))})
			shape, strides = append(shape, a.shape[axis]), append(strides, a.strides[axis])
			axis++
		case *Array:
			s.arrays = append(s.arrays, positions{len(shape), v})
			shape, strides = append(shape, a.shape[axis]), append(strides, a.strides[axis])
			axis++
		}
		if last >= 0 && last != i-1 {
			s.front = true
		}
		last = i
	}
	for i := range shape {
		empty = empty || shape[i] == 0
	}
	if empty {
		offset = 0
	}
	s.view = a.view(a.dtype, offset, shape, strides)
	s.prepare(a)
	return s
}

// prepare broadcasts the arrays and checks their positions.
func (s *selection) prepare(a *Array) {
	shapes := make([][]int, len(s.arrays))
	for i, p := range s.arrays {
		shapes[i] = p.at.shape
	}
	shape, err := layout.BroadcastShapes(shapes...)
	if err != nil {
		panic(fail(s.op, ErrIndex, "index arrays do not broadcast: %v", err))
	}
	s.shape = shape
	for i, p := range s.arrays {
		s.arrays[i].at = checkPositions(s.op, p.at, p.axis, s.view.shape[p.axis])
	}
}

func hasArray(items []any) bool {
	for _, item := range items {
		switch item.(type) {
		case *Array, bool:
			return true
		}
	}
	return false
}

// checkIndex is a position along an axis, counted from its start.
func checkIndex(op string, i, axis, dim int) int {
	if i < -dim || i >= dim {
		panic(fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", i, axis, dim))
	}
	if i < 0 {
		i += dim
	}
	return i
}

// checkPositions is an array of positions, packed, each counted from the axis's start.
func checkPositions(op string, at *Array, axis, dim int) *Array {
	negative := false
	packed := Of[int64](Copy(at))
	for _, i := range packed.flat() {
		if i < int64(-dim) || i >= int64(dim) {
			panic(fail(op, ErrIndex, "index %d is out of bounds for axis %d with size %d", i, axis, dim))
		}
		negative = negative || i < 0
	}
	if negative {
		for k, i := range packed.flat() {
			if i < 0 {
				packed.flat()[k] = i + int64(dim)
			}
		}
	}
	return packed.a
}

// expandKey is the index with one item an axis or new axis: arrays as int64, masks as the positions
// of their true elements, Ellipsis as whole ranges, and whole ranges for the axes that are left.
func expandKey(op string, a *Array, key []any) []any {
	var items []any
	used, dots := 0, -1
	for _, raw := range key {
		for _, item := range expandItem(op, a, raw, used) {
			switch item.(type) {
			case ellipsis:
				if dots >= 0 {
					panic(fail(op, ErrIndex, "an index can only have a single ellipsis ('...')"))
				}
				dots = len(items)
				// Axes behind the ellipsis count from the end: masks there are checked against those.
				used = len(a.shape) - axesAfter(op, key)
				items = append(items, item)
				continue
			case newAxis, bool:
			default:
				used++
			}
			items = append(items, item)
		}
	}
	consumed := 0
	for _, item := range items {
		switch item.(type) {
		case ellipsis, newAxis, bool:
		default:
			consumed++
		}
	}
	if consumed > len(a.shape) {
		panic(fail(op, ErrIndex, "too many indices for array: array is %d-dimensional, but %d were indexed", len(a.shape), consumed))
	}
	whole := make([]any, len(a.shape)-consumed)
	for i := range whole {
		whole[i] = layout.Range{}
	}
	if dots < 0 {
		return append(items, whole...)
	}
	return append(append(append([]any{}, items[:dots]...), whole...), items[dots+1:]...)
}

// axesAfter counts the axes that the items behind the ellipsis consume.
func axesAfter(op string, key []any) int {
	n, behind := 0, false
	for _, item := range key {
		switch v := item.(type) {
		case ellipsis:
			behind, n = true, 0
			continue
		case newAxis, bool:
			continue
		case *Array:
			if v.dtype == dtype.Bool {
				n += len(v.shape)
				continue
			}
		case []bool:
		}
		if behind {
			n++
		}
	}
	if !behind {
		return 0
	}
	return n
}

// expandItem is one item of an index in its simplest form; a mask becomes several.
func expandItem(op string, a *Array, item any, axis int) []any {
	switch v := item.(type) {
	case layout.Range, ellipsis, newAxis, bool, int:
		return []any{v}
	case nil:
		return []any{NewAxis}
	case *Array:
		return expandArray(op, a, v, axis)
	case float32, float64, complex64, complex128, string:
	default:
		if n, ok := integer(item); ok {
			return []any{n}
		}
		if list, err := FromAny(item); err == nil {
			if list.Size() == 0 {
				list = Astype(list, dtype.Int64)
			}
			return expandArray(op, a, list, axis)
		}
	}
	panic(fail(op, ErrIndex, "only ints, slices, ellipsis, new axes and integer or boolean arrays are valid indices, not %s", typeName(item)))
}

// expandArray is an index array as int64 positions, a mask as those of its true elements.
func expandArray(op string, a *Array, index *Array, axis int) []any {
	switch index.dtype.Kind() {
	case dtype.KindInt, dtype.KindUint:
		return []any{astype(index, dtype.Int64, false)}
	case dtype.KindBool:
	default:
		panic(fail(op, ErrIndex, "arrays used as indices must be of integer or boolean type, not %s", index.dtype))
	}
	if len(index.shape) == 0 {
		return []any{index.Item()}
	}
	for i, dim := range index.shape {
		if axis+i >= len(a.shape) {
			panic(fail(op, ErrIndex, "too many indices for array: array is %d-dimensional, but %d were indexed", len(a.shape), axis+len(index.shape)))
		}
		if dim != a.shape[axis+i] {
			panic(fail(op, ErrIndex, "boolean index did not match indexed array along axis %d; size of axis is %d but size of corresponding boolean axis is %d", axis+i, a.shape[axis+i], dim))
		}
	}
	var items []any
	for _, at := range Nonzero(index) {
		items = append(items, at)
	}
	return items
}
