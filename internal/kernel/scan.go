package kernel

import (
	"unsafe"

	"gondola/dtype"
	"gondola/internal/elementary"
)

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
	dtype.IDFloat64: scanProd[float64], dtype.IDComplex64: scanProdComplex[complex64], dtype.IDComplex128: scanProdComplex[complex128],
	dtype.IDInt8: scanProd[int8], dtype.IDInt16: scanProd[int16], dtype.IDInt32: scanProd[int32],
	dtype.IDUint8: scanProd[uint8], dtype.IDUint16: scanProd[uint16], dtype.IDUint32: scanProd[uint32],
}

// scanSum starts from x[0], not from 0, which would lose the sign of -0.
func scanSum[T number](n int, dst, a unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	var total T
	for i, v := range x {
		total += v
		if i == 0 {
			total = v
		}
		d[i] = total
	}
}

func scanProd[T ordered](n int, dst, a unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	var total T = 1
	for i, v := range x {
		total *= v
		d[i] = total
	}
}

func scanProdComplex[T complexes](n int, dst, a unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[T](a, n)
	for i, v := range x {
		if i > 0 {
			v = T(elementary.CMultiply(complex128(d[i-1]), complex128(v)))
		}
		d[i] = v
	}
}
