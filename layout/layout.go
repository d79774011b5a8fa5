// Package layout is the arithmetic of shapes and strides: broadcast, slice, reshape, transpose,
// collapse, overlap. It touches no bytes and knows no element types.
//
// # Vocabulary
//
// An axis is one direction of an array, numbered from 0, or from -1 backwards. The rank is how many
// axes there are. The dim of an axis is how many indices it has, and the shape is the list of dims.
// The stride of an axis is the distance in bytes from an element to the next one along that axis; it
// may be negative (the axis runs backwards through memory) or 0 (every index names the same element).
// The size is the number of elements, the product of the dims: 1 for rank 0.
//
// The element at index i lies at byte offset Σ i[k]·strides[k] from element 0, which is the element at
// index 0 on every axis and, where strides are negative, not the lowest in memory. The extent is the
// range of bytes that all elements together touch, relative to element 0.
//
// A layout is packed when its elements fill their extent without gap or overlap. Two packed orders
// have names: C order, where the last axis is contiguous, and F order, where the first one is. The
// stride of an axis with one index is never used, and no stride of an array without elements is; both
// are ignored wherever layouts are classified.
//
// # Limits
//
// Every count of elements and bytes is an int. Functions that compute one from dims a stranger chose
// check for overflow; functions that take a Layout expect its shape to have passed Size.
package layout

import (
	"math"
	"math/bits"
	"strconv"
)

// Layout says where the elements of an array lie relative to element 0. Shape and Strides have one
// entry an axis. Functions never modify a Layout they are given, and results may share its slices.
type Layout struct {
	Shape, Strides []int // strides in bytes
}

// Contiguous is the C-order layout of shape.
func Contiguous(shape []int, itemsize int) Layout {
	return Layout{shape, CStrides(nil, shape, itemsize)}
}

// Rank is the number of axes.
func (l Layout) Rank() int { return len(l.Shape) }

// Size is the number of elements of a shape. ok is false when a dim is negative or the size does not
// fit an int; as in NumPy, dims of 0 do not excuse the others: (0, 1<<62, 4) is not ok.
func Size(shape []int) (n int, ok bool) { return Bytes(shape, 1) }

// Bytes is the number of bytes that packed elements of a shape take. ok is false when a dim is
// negative or the product of itemsize and the dims other than 0 does not fit an int.
func Bytes(shape []int, itemsize int) (n int, ok bool) {
	product, empty := itemsize, false
	for _, dim := range shape {
		if dim < 0 {
			return 0, false
		}
		if dim == 0 {
			empty = true
			continue
		}
		if product, ok = mul(product, dim); !ok {
			return 0, false
		}
	}
	if empty {
		return 0, true
	}
	return product, true
}

// mul is a·b for b ≥ 0, checked.
func mul(a, b int) (int, bool) {
	if a < 0 {
		hi, lo := bits.Mul64(uint64(-a), uint64(b))
		return -int(lo), hi == 0 && lo <= math.MaxInt+1
	}
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return int(lo), hi == 0 && lo <= math.MaxInt
}

// CStrides appends to dst[:0] the strides of a packed array in C order. A dim of 0 counts as 1, as in
// NumPy.
func CStrides(dst, shape []int, itemsize int) []int {
	dst = append(dst[:0], shape...)
	for k := len(shape) - 1; k >= 0; k-- {
		dim := shape[k]
		dst[k] = itemsize
		itemsize *= max(dim, 1)
	}
	return dst
}

// FStrides appends to dst[:0] the strides of a packed array in F order.
func FStrides(dst, shape []int, itemsize int) []int {
	dst = append(dst[:0], shape...)
	for k, dim := range shape {
		dst[k] = itemsize
		itemsize *= max(dim, 1)
	}
	return dst
}

// IsC says that the elements are packed in C order.
func (l Layout) IsC(itemsize int) bool {
	packed := true
	for k := len(l.Shape) - 1; k >= 0; k-- {
		switch dim := l.Shape[k]; dim {
		case 0:
			return true
		case 1:
		default:
			packed = packed && l.Strides[k] == itemsize
			itemsize *= dim
		}
	}
	return packed
}

// IsF says that the elements are packed in F order.
func (l Layout) IsF(itemsize int) bool {
	packed := true
	for k, dim := range l.Shape {
		switch dim {
		case 0:
			return true
		case 1:
		default:
			packed = packed && l.Strides[k] == itemsize
			itemsize *= dim
		}
	}
	return packed
}

// Extent is the range [lo, hi) of bytes that the elements touch, relative to element 0: lo ≤ 0 < hi,
// or 0, 0 when there are no elements. Ends that do not fit an int are saturated, so that no memory
// can contain them.
func (l Layout) Extent(itemsize int) (lo, hi int) {
	hi = itemsize
	for k, dim := range l.Shape {
		if dim == 0 {
			return 0, 0
		}
		reach, ok := mul(l.Strides[k], dim-1)
		switch {
		case l.Strides[k] < 0:
			if !ok || lo+reach > lo {
				lo = math.MinInt
			} else {
				lo += reach
			}
		case !ok || hi+reach < hi:
			hi = math.MaxInt
		default:
			hi += reach
		}
	}
	return lo, hi
}

// FormatShape is a shape as NumPy prints it: (2, 3), (4,), ().
func FormatShape(shape []int) string {
	text := []byte{'('}
	for k, dim := range shape {
		if k > 0 {
			text = append(text, ", "...)
		}
		text = strconv.AppendInt(text, int64(dim), 10)
	}
	if len(shape) == 1 {
		text = append(text, ',')
	}
	return string(append(text, ')'))
}
