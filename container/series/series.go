// Package series is the one-dimensional array whose elements bear labels: a column of a table, by pandas'
// rules.
//
// Elementwise functions of package xp keep labels and name. Two series are joined on their labels first
// (align.go), a series and an array go position by position. Reductions skip NaN unless the series is told
// to keep it, see SkipNaN. Functions that would have to invent labels give plain arrays. Where pandas
// would turn to arrays of objects, a missing bool, the series holds float64 instead.
package series

import (
	"fmt"

	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
)

// Series is values of one type, a label each, and a name. It does not change after it is made, unless
// the memory it was made over does.
type Series struct {
	protocol.Base
	values  *nd.Array
	index   *Index
	name    string
	keepNaN bool // reductions see NaN
}

// New is the series of values, an array of one axis or what nd.FromAny makes one of, whose memory is
// shared where it can be. Labels are an *Index, []string, []int, []int64, []any of
// texts and integers, or nil for 0, 1, 2 and so on. The name may be empty.
func New(values, labels any, name string) *Series {
	a, err := nd.FromAny(values)
	if err != nil {
		panic(&nd.Error{Op: "series.New", Kind: nd.ErrType, Text: err.Error(), Err: err})
	}
	if a.Rank() != 1 {
		panic(&nd.Error{Op: "series.New", Kind: nd.ErrShape, Text: fmt.Sprintf("values have one axis, not %d", a.Rank())})
	}
	index := newIndex(labels, a.Size())
	if index.Len() != a.Size() {
		panic(&nd.Error{Op: "series.New", Kind: nd.ErrShape, Text: fmt.Sprintf("%d labels for %d values", index.Len(), a.Size())})
	}
	return &Series{values: a, index: index, name: name}
}

// Values is the elements without their labels; the memory is the series' own.
func (s *Series) Values() *nd.Array { return s.values }

// Index is the labels.
func (s *Series) Index() *Index { return s.index }

// Name is the name, empty where there is none.
func (s *Series) Name() string { return s.name }

// Len is the number of elements.
func (s *Series) Len() int { return s.index.Len() }

// DType is the type of the values.
func (s *Series) DType() dtype.DType { return s.values.DType() }

// Rename is the same series under another name.
func (s *Series) Rename(name string) *Series {
	renamed := *s
	renamed.name = name
	return &renamed
}

// SkipNaN is the same series whose reductions skip NaN, as those of New do, or keep it and then give NaN.
// What is computed from a series that keeps NaN keeps it too.
func (s *Series) SkipNaN(skip bool) *Series {
	told := *s
	told.keepNaN = !skip
	return &told
}

// At is the element with a label, an int or a string, as an array of no axes. No label, or several, of
// that name are an error.
func (s *Series) At(name any) *nd.Array {
	wanted, ok := labelOf(name)
	if !ok {
		panic(&nd.Error{Op: "At", Kind: nd.ErrType, Text: fmt.Sprintf("a label is an int or a string, not %T", name)})
	}
	found := -1
	for i, l := range s.index.labels {
		switch {
		case l != wanted:
		case found >= 0:
			panic(&nd.Error{Op: "At", Kind: nd.ErrIndex, Text: fmt.Sprintf("label %v stands at positions %d and %d", l, found, i)})
		default:
			found = i
		}
	}
	if found < 0 {
		panic(&nd.Error{Op: "At", Kind: nd.ErrIndex, Text: fmt.Sprintf("no label %v", wanted)})
	}
	return s.values.Index(found)
}

// Densify is the values, without a copy unless one is asked for.
func (s *Series) Densify(mode protocol.CopyMode) (protocol.Strided, error) {
	if mode == protocol.CopyAlways {
		return nd.Copy(s.values), nil
	}
	return s.values, nil
}

// like is a series of these values with the labels and the name of s.
func (s *Series) like(values *nd.Array) *Series {
	return &Series{values: values, index: s.index, name: s.name, keepNaN: s.keepNaN}
}
