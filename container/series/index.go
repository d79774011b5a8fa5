package series

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gondola/nd"
)

// Index is the labels of a series: integers and texts, which may repeat. It does not change.
type Index struct{ labels []label }

// label is one label. Numbers come before texts.
type label struct {
	isText bool
	number int64
	text   string
}

func (l label) String() string {
	if l.isText {
		return l.text
	}
	return strconv.FormatInt(l.number, 10)
}

func compareLabels(a, b label) int {
	switch {
	case a.isText && b.isText:
		return strings.Compare(a.text, b.text)
	case a.isText:
		return 1
	case b.isText:
		return -1
	}
	return cmp.Compare(a.number, b.number)
}

// labelOf is a Go value as a label.
func labelOf(v any) (l label, ok bool) {
	switch v := v.(type) {
	case string:
		return label{isText: true, text: v}, true
	case int:
		return label{number: int64(v)}, true
	case int64:
		return label{number: v}, true
	}
	return label{}, false
}

// newIndex reads the labels given to New; nil counts to n.
func newIndex(labels any, n int) *Index {
	switch labels := labels.(type) {
	case nil:
		counted := make([]label, n)
		for i := range counted {
			counted[i].number = int64(i)
		}
		return &Index{counted}
	case *Index:
		return labels
	case []string:
		return &Index{labelsOf(labels)}
	case []int:
		return &Index{labelsOf(labels)}
	case []int64:
		return &Index{labelsOf(labels)}
	case []any:
		return &Index{labelsOf(labels)}
	}
	panic(&nd.Error{Op: "series.New", Kind: nd.ErrType, Text: fmt.Sprintf("labels are []string, []int, []int64, []any of these or *series.Index, not %T", labels)})
}

// labelsOf are Go values as labels.
func labelsOf[T any](values []T) []label {
	labels := make([]label, len(values))
	for i, v := range values {
		l, ok := labelOf(v)
		if !ok {
			panic(&nd.Error{Op: "series.New", Kind: nd.ErrType, Text: fmt.Sprintf("a label is an int or a string, not %T", v)})
		}
		labels[i] = l
	}
	return labels
}

// Len is the number of labels.
func (x *Index) Len() int { return len(x.labels) }

// At is label i: an int64 or a string.
func (x *Index) At(i int) any {
	if l := x.labels[i]; l.isText {
		return l.text
	}
	return x.labels[i].number
}

// Equal says that two indexes have the same labels in the same order.
func (x *Index) Equal(y *Index) bool { return x == y || slices.Equal(x.labels, y.labels) }

// take is the labels at positions.
func (x *Index) take(positions []int) *Index {
	taken := make([]label, len(positions))
	for i, p := range positions {
		taken[i] = x.labels[p]
	}
	return &Index{taken}
}

// order is the positions of the labels in ascending order, equal ones as they stand.
func (x *Index) order() []int {
	order := make([]int, len(x.labels))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareLabels(x.labels[i], x.labels[j]) })
	return order
}
