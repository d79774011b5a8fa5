package series

import (
	"math"
	"slices"

	"gondola/dtype"
	"gondola/nd"
)

// Alignment is pandas' outer join. Equal indexes stay as they are, in whatever order. Otherwise the result
// has every label of either side in ascending order; a label that repeats is paired with each of its equals
// on the other side, in the order of both; where one side lacks a label its value is NaN.

// Align is both series with the labels of either, NaN standing for what a series has not. Integers and
// bools that lack values become float64.
func Align(left, right *Series) (*Series, *Series) {
	if left.index.Equal(right.index) {
		return left, right
	}
	index, fromLeft, fromRight := join(left.index, right.index)
	l, r := *left, *right
	l.index, r.index = index, index
	l.values, r.values = reindexed(left.values, fromLeft), reindexed(right.values, fromRight)
	return &l, &r
}

// join is the outer join of two indexes, and for each of its labels the positions it has in them, -1 for
// none.
func join(x, y *Index) (joined *Index, fromX, fromY []int) {
	xs, ys := x.order(), y.order()
	joined = &Index{make([]label, 0, len(xs)+len(ys))}
	add := func(l label, i, j int) {
		joined.labels = append(joined.labels, l)
		fromX, fromY = append(fromX, i), append(fromY, j)
	}
	for len(xs) > 0 || len(ys) > 0 {
		var least label
		switch {
		case len(ys) == 0 || len(xs) > 0 && compareLabels(x.labels[xs[0]], y.labels[ys[0]]) <= 0:
			least = x.labels[xs[0]]
		default:
			least = y.labels[ys[0]]
		}
		xGroup, yGroup := x.group(xs, least), y.group(ys, least)
		xs, ys = xs[len(xGroup):], ys[len(yGroup):]
		for _, i := range orNone(xGroup) {
			for _, j := range orNone(yGroup) {
				add(least, i, j)
			}
		}
	}
	return joined, fromX, fromY
}

// group is the positions in front of an ordered list whose label is l.
func (x *Index) group(order []int, l label) []int {
	n := 0
	for n < len(order) && x.labels[order[n]] == l {
		n++
	}
	return order[:n]
}

// orNone is the positions, or the one that stands for none.
func orNone(positions []int) []int {
	if len(positions) == 0 {
		return []int{-1}
	}
	return positions
}

// reindexed is the values at positions, NaN where the position is -1.
func reindexed(values *nd.Array, positions []int) *nd.Array {
	if !slices.Contains(positions, -1) {
		return nd.Take(values, positions)
	}
	if !inexact(values.DType()) {
		values = nd.Astype(values, dtype.Float64)
	}
	nan := nd.Full([]int{1}, math.NaN(), nd.As(values.DType()))
	return nd.Take(nd.Concat([]any{values, nan}), positions) // position -1 is the NaN at the end
}

// inexact says that values of the type can be NaN.
func inexact(d dtype.DType) bool {
	return d.Kind() == dtype.KindFloat || d.Kind() == dtype.KindComplex
}
