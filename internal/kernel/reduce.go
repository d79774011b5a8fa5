package kernel

import (
	"unsafe"

	"gondola/dtype"
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
	x := vec[T](a, n)
	*(*T)(acc) += pairwiseComplex(x)
}

func pairwiseComplex[T complexes](x []T) T {
	if len(x) > pairwiseRun {
		half := len(x) / 2
		return pairwiseComplex(x[:half]) + pairwiseComplex(x[half:])
	}
	var total T
	for _, v := range x {
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
	for i := range n {
		multiplyComplex[T](1, acc, acc, unsafe.Add(a, i*int(unsafe.Sizeof(T(0)))))
	}
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
	for i := range n {
		maximumComplex[T](1, acc, acc, unsafe.Add(a, i*int(unsafe.Sizeof(T(0)))))
	}
}

// minComplex: *acc = the min of *acc and x in the order of complex numbers; NaN wins.
func minComplex[T complexes](n int, acc, a unsafe.Pointer) {
	for i := range n {
		minimumComplex[T](1, acc, acc, unsafe.Add(a, i*int(unsafe.Sizeof(T(0)))))
	}
}

// anyTrue: *acc = *acc or some x is true.
func anyTrue[T bool](n int, acc, a unsafe.Pointer) {
	for _, v := range vec[bool](a, n) {
		if v {
			*(*bool)(acc) = true
			return
		}
	}
}

// allTrue: *acc = *acc and every x is true.
func allTrue[T bool](n int, acc, a unsafe.Pointer) {
	for _, v := range vec[bool](a, n) {
		if !v {
			*(*bool)(acc) = false
			return
		}
	}
}

// Scan is a running fold along a packed lane: d[i] = f(d[i-1], x[i]), d[0] = x[0]. dst may be a.
type Scan func(n int, dst, a unsafe.Pointer)

// ScanSum and ScanProd are the running sum and product of a type, nil where it has none.
func ScanSum(id dtype.ID) Scan  { return scanSums[id] }
func ScanProd(id dtype.ID) Scan { return scanProds[id] }

var scanSums = [dtype.NumComputing]Scan{
	dtype.IDInt64: scanSum[int64], dtype.IDUint64: scanSum[uint64], dtype.IDFloat32: scanSum[float32],
	dtype.IDFloat64: scanSum[float64], dtype.IDComplex64: scanSum[complex64], dtype.IDComplex128: scanSum[complex128],
	dtype.IDInt8: scanSum[int8], dtype.IDInt16: scanSum[int16], dtype.IDInt32: scanSum[int32],
	dtype.IDUint8: scanSum[uint8], dtype.IDUint16: scanSum[uint16], dtype.IDUint32: scanSum[uint32],
}

var scanProds = [dtype.NumComputing]Scan{
	dtype.IDInt64: scanProd[int64], dtype.IDUint64: scanProd[uint64], dtype.IDFloat32: scanProd[float32],
	dtype.IDFloat64: scanProd[float64], dtype.IDComplex64: scanProd[complex64], dtype.IDComplex128: scanProd[complex128],
	dtype.IDInt8: scanProd[int8], dtype.IDInt16: scanProd[int16], dtype.IDInt32: scanProd[int32],
	dtype.IDUint8: scanProd[uint8], dtype.IDUint16: scanProd[uint16], dtype.IDUint32: scanProd[uint32],
}

func scanSum[T number](n int, dst, a unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	var total T
	for i, v := range x {
		total += v
		d[i] = total
	}
}

func scanProd[T number](n int, dst, a unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	var total T = 1
	for i, v := range x {
		total *= v
		d[i] = total
	}
}
