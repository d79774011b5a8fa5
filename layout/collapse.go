package layout

// Collapse rewrites a shape and the strides of several operands over it, in place, so that the same
// elements are visited in the same C order with as few axes as possible, and returns the new rank. It
// drops axes of dim 1 and merges neighbours that every operand steps through as if they were one axis.
// Without elements the result is one axis of dim 0; with one element it is rank 0.
func Collapse(shape []int, strides [][]int) int {
	rank := 0
	for k, dim := range shape {
		switch {
		case dim == 0:
			shape[0] = 0
			return 1
		case dim == 1:
		case rank > 0 && merges(dim, strides, rank-1, k):
			shape[rank-1] *= dim
			for _, s := range strides {
				s[rank-1] = s[k]
			}
		default:
			shape[rank] = dim
			for _, s := range strides {
				s[rank] = s[k]
			}
			rank++
		}
	}
	return rank
}

// merges says that one step along axis outer is dim steps along axis inner for every operand.
func merges(dim int, strides [][]int, outer, inner int) bool {
	for _, s := range strides {
		if s[outer] != s[inner]*dim {
			return false
		}
	}
	return true
}

// Reorder sorts axes in place so that the innermost, the last, has the smallest stride by size: of
// operand 0 first, of the others in turn where those are equal. Axes that compare equal keep their
// order, and no axis changes direction. Use it where the order of visiting does not matter, before
// Collapse.
func Reorder(shape []int, strides [][]int) {
	// Insertion sort: ranks are small, and the usual input is sorted already.
	for k := 1; k < len(shape); k++ {
		for j := k; j > 0 && narrower(strides, j-1, j); j-- {
			shape[j-1], shape[j] = shape[j], shape[j-1]
			for _, s := range strides {
				s[j-1], s[j] = s[j], s[j-1]
			}
		}
	}
}

// narrower says that axis a has smaller strides than axis b, in the order of operands.
func narrower(strides [][]int, a, b int) bool {
	for _, s := range strides {
		if x, y := abs(s[a]), abs(s[b]); x != y {
			return x < y
		}
	}
	return false
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}
