package nd

import (
	"gondola/dtype"
	"gondola/layout"
)

// itemKind says what an item of an index does.
type itemKind uint8

const (
	itemInt       itemKind = iota // one position
	itemRange                     // a range of positions
	itemNewAxis                   // a new axis
	itemEllipsis                  // the axes that no other item consumes
	itemBool                      // nothing or everything, along a new axis
	itemPositions                 // an array of positions
	itemMask                      // an array of bools
)

// item is one item of an index.
type item struct {
	kind     itemKind
	position int          // of an int; of a bool, 0 or 1
	steps    layout.Range // of a range
	array    *Array       // the positions or the mask
}

// axes is the number of axes that the item consumes.
func (t *item) axes() int {
	switch t.kind {
	case itemInt, itemRange, itemPositions:
		return 1
	case itemMask:
		return len(t.array.shape)
	}
	return 0
}

// key is an index whose items have been told apart.
type key struct {
	items   []item
	rest    int  // axes that the ellipsis stands for
	kept    int  // axes of the view: ranges, new ones and the rest
	gathers bool // some item is an array, a mask or a bool
	copies  bool // some int came as an array
}

// readKey tells the items of an index on an array of the given rank apart. Where there is no ellipsis
// it adds one at the end. items is room for them.
func readKey(op string, rank int, raw []any, items []item) key {
	k := key{items: items}
	consumed, dots := 0, false
	for _, x := range raw {
		t, isArray := readItem(op, x)
		switch t.kind {
		case itemRange, itemNewAxis:
			k.kept++
		case itemEllipsis:
			if dots {
				panic(fail(op, ErrIndex, "an index can only have a single ellipsis ('...')"))
			}
			dots = true
		case itemInt:
			k.copies = k.copies || isArray
		default:
			k.gathers = true
		}
		consumed += t.axes()
		k.items = append(k.items, t)
	}
	if consumed > rank {
		panic(fail(op, ErrIndex, "too many indices for array: array is %d-dimensional, but %d were indexed", rank, consumed))
	}
	if !dots {
		k.items = append(k.items, item{kind: itemEllipsis})
	}
	k.rest = rank - consumed
	k.kept += k.rest
	if k.kept > MaxRank {
		panic(fail(op, ErrIndex, "the result would have %d axes; an array has at most %d", k.kept, MaxRank))
	}
	return k
}

// readItem says what one item is, and whether it came as an array.
func readItem(op string, x any) (t item, isArray bool) {
	switch v := x.(type) {
	case int:
		return item{kind: itemInt, position: v}, false
	case layout.Range:
		return item{kind: itemRange, steps: v}, false
	case newAxis, nil:
		return item{kind: itemNewAxis}, false
	case ellipsis:
		return item{kind: itemEllipsis}, false
	case bool:
		return boolItem(v), false
	case *Array:
		return arrayItem(op, operand(op, v)), true
	case string:
	default:
		if number := number(x); number != nil {
			if isInteger(number.dtype) {
				return arrayItem(op, number), false
			}
			break
		}
		if list, err := FromAny(x); err == nil {
			// An empty list says no dtype.
			if list.Size() == 0 && list.dtype == dtype.Float64 {
				list = Astype(list, dtype.Int64)
			}
			return arrayItem(op, list), true
		}
	}
	panic(fail(op, ErrIndex, "only ints, slices, ellipsis, new axes and integer or boolean arrays are valid indices, not %s", typeName(x)))
}

func boolItem(v bool) item {
	if v {
		return item{kind: itemBool, position: 1}
	}
	return item{kind: itemBool}
}

// arrayItem is an item that came as an array.
func arrayItem(op string, a *Array) item {
	switch {
	case isInteger(a.dtype) && len(a.shape) == 0:
		return item{kind: itemInt, position: position(op, a)}
	case isInteger(a.dtype):
		return item{kind: itemPositions, array: a}
	case a.dtype.Kind() != dtype.KindBool:
		panic(fail(op, ErrIndex, "arrays used as indices must be of integer or boolean type, not %s", a.dtype))
	case len(a.shape) == 0:
		return boolItem(a.Item().(bool))
	}
	return item{kind: itemMask, array: a}
}

// position is the int in an integer array of no axes.
func position(op string, a *Array) int {
	i := Astype(a, dtype.Int64).Item().(int64)
	if i < 0 && a.dtype.Kind() == dtype.KindUint {
		panic(fail(op, ErrIndex, "index %v is out of bounds for any axis", a.Item()))
	}
	return int(i)
}
