package kernel

import (
	"bytes"
	"unsafe"

	"gondola/internal/elementary"
)

// A floating sum adds runs of pairwiseRun elements in eight accumulators and combines the runs pairwise,
// so that the error grows with the logarithm of n.
const pairwiseRun = 128

// sumFloat: *acc += sum of x.
func sumFloat[T floating](n int, acc, a unsafe.Pointer) { *(*T)(acc) += sumPairwise(vec[T](a, n)) }

// sumPairwise is the sum of x.
func sumPairwise[T floating](x []T) T {
	if len(x) > pairwiseRun {
		half := len(x) / 2 &^ 7
		return sumPairwise(x[:half]) + sumPairwise(x[half:])
	}
	var s [8]T
	i := 0
	for ; i+8 <= len(x); i += 8 {
		y := (*[8]T)(x[i:])
		s[0] += y[0]
		s[1] += y[1]
		s[2] += y[2]
		s[3] += y[3]
		s[4] += y[4]
		s[5] += y[5]
		s[6] += y[6]
		s[7] += y[7]
	}
	total := (s[0] + s[1] + (s[2] + s[3])) + (s[4] + s[5] + (s[6] + s[7]))
	for _, v := range x[i:] {
		total += v
	}
	return total
}

// sumComplex: *acc += sum of x, part by part.
func sumComplex[T complexes](n int, acc, a unsafe.Pointer) {
	*(*T)(acc) += sumPairwiseComplex(vec[T](a, n))
}

// sumPairwiseComplex is the sum of x.
func sumPairwiseComplex[T complexes](x []T) T {
	if len(x) > pairwiseRun/2 {
		half := len(x) / 2 &^ 3
		return sumPairwiseComplex(x[:half]) + sumPairwiseComplex(x[half:])
	}
	var s [4]T
	i := 0
	for ; i+4 <= len(x); i += 4 {
		y := (*[4]T)(x[i:])
		s[0] += y[0]
		s[1] += y[1]
		s[2] += y[2]
		s[3] += y[3]
	}
	total := s[0] + s[1] + (s[2] + s[3])
	for _, v := range x[i:] {
		total += v
	}
	return total
}

// sum: *acc += sum of x, wrapping around.
func sum[T integer](n int, acc, a unsafe.Pointer) {
	total := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		total += v
	}
	*(*T)(acc) = total
}

// prod: *acc *= product of x.
func prod[T ordered](n int, acc, a unsafe.Pointer) {
	total := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		total *= v
	}
	*(*T)(acc) = total
}

// prodComplex: *acc *= product of x.
func prodComplex[T complexes](n int, acc, a unsafe.Pointer) {
	total := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		total = T(elementary.CMultiply(complex128(total), complex128(v)))
	}
	*(*T)(acc) = total
}

// maxInt: *acc = the max of *acc and x.
func maxInt[T integer](n int, acc, a unsafe.Pointer) {
	best := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		best = max(best, v)
	}
	*(*T)(acc) = best
}

// minInt: *acc = the min of *acc and x.
func minInt[T integer](n int, acc, a unsafe.Pointer) {
	best := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		best = min(best, v)
	}
	*(*T)(acc) = best
}

// maxFloat: *acc = the max of *acc and x; NaN wins.
func maxFloat[T floating](n int, acc, a unsafe.Pointer) {
	best := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		if v > best || v != v {
			best = v
		}
		if best != best {
			break
		}
	}
	*(*T)(acc) = best
}

// minFloat: *acc = the min of *acc and x; NaN wins.
func minFloat[T floating](n int, acc, a unsafe.Pointer) {
	best := *(*T)(acc)
	for _, v := range vec[T](a, n) {
		if v < best || v != v {
			best = v
		}
		if best != best {
			break
		}
	}
	*(*T)(acc) = best
}

// maxComplex: *acc = the max of *acc and x in the order of complex numbers; NaN wins.
func maxComplex[T complexes](n int, acc, a unsafe.Pointer) {
	best := complex128(*(*T)(acc))
	for _, v := range vec[T](a, n) {
		best = laterOf(best, complex128(v))
	}
	*(*T)(acc) = T(best)
}

// minComplex: *acc = the min of *acc and x in the order of complex numbers; NaN wins.
func minComplex[T complexes](n int, acc, a unsafe.Pointer) {
	best := complex128(*(*T)(acc))
	for _, v := range vec[T](a, n) {
		best = earlierOf(best, complex128(v))
	}
	*(*T)(acc) = T(best)
}

// anyTrue: *acc = *acc or some x is true. A bool may be any byte.
func anyTrue[T bool](n int, acc, a unsafe.Pointer) {
	words := n / 8
	for _, v := range vec[uint64](a, words) {
		if v != 0 {
			*(*T)(acc) = true
			return
		}
	}
	for _, v := range vec[byte](a, n)[8*words:] {
		if v != 0 {
			*(*T)(acc) = true
		}
	}
}

// allTrue: *acc = *acc and every x is true.
func allTrue[T bool](n int, acc, a unsafe.Pointer) {
	if bytes.IndexByte(vec[byte](a, n), 0) >= 0 {
		*(*T)(acc) = false
	}
}
