package kernel

import (
	"math"
	"sync"
	"unsafe"

	"gondola/dtype"
)

// A cast is a loop from one type to another. Go leaves the conversion of NaN and of floats out of range
// to integers to the machine; here it is what amd64 does, everywhere: the value goes through int64, or
// int32 for types of 16 bits and less and int32 itself, which gives the most negative number where it does
// not fit, and is cut to size.
//
// Types that Go orders are converted directly. Complex numbers go by way of their real part, halves by
// way of float32 and bools, where it is not worth a loop, by way of uint8.

// casts holds a loop for every pair of computing types; simdCasts has those with a SIMD twin in use.
var casts, simdCasts [dtype.NumComputing][dtype.NumComputing]Func

// Cast is the loop from one computing type to another: d[i] = To(x[i]). Anything becomes bool by being
// nonzero, NaN included. Complex numbers lose their imaginary part on the way to real types. Every
// rounding is to nearest even and happens once.
func Cast(from, to dtype.ID) Func {
	if f := simdCasts[from][to]; f != nil {
		return f
	}
	return casts[from][to]
}

// CastLoop is Cast as a loop of its own.
func CastLoop(from, to dtype.ID) *Loop {
	return &Loop{From: from, In: from, Out: to, twins: twins{Packed: Cast(from, to)}}
}

func init() {
	register[int8](dtype.IDInt8)
	register[int16](dtype.IDInt16)
	register[int32](dtype.IDInt32)
	register[int64](dtype.IDInt64)
	register[uint8](dtype.IDUint8)
	register[uint16](dtype.IDUint16)
	register[uint32](dtype.IDUint32)
	register[uint64](dtype.IDUint64)
	register[float32](dtype.IDFloat32)
	register[float64](dtype.IDFloat64)
	casts[dtype.IDFloat32][dtype.IDFloat16] = singleToHalf
	casts[dtype.IDFloat32][dtype.IDBFloat16] = singleToBrain
	casts[dtype.IDInt64][dtype.IDBFloat16] = wideToBrain[int64]
	casts[dtype.IDUint64][dtype.IDBFloat16] = wideToBrain[uint64]

	registerThrough(dtype.IDComplex64, dtype.IDFloat32, realPart[complex64])
	registerThrough(dtype.IDComplex128, dtype.IDFloat64, realPart[complex128])
	casts[dtype.IDComplex64][dtype.IDBool] = nonzero[complex64]
	casts[dtype.IDComplex64][dtype.IDComplex64] = identity[complex64]
	casts[dtype.IDComplex64][dtype.IDComplex128] = convertComplex[complex64, complex128]
	casts[dtype.IDComplex128][dtype.IDBool] = nonzero[complex128]
	casts[dtype.IDComplex128][dtype.IDComplex64] = convertComplex[complex128, complex64]
	casts[dtype.IDComplex128][dtype.IDComplex128] = identity[complex128]

	registerThrough(dtype.IDFloat16, dtype.IDFloat32, widenHalf[float32])
	registerThrough(dtype.IDBFloat16, dtype.IDFloat32, widenBrain[float32])
	casts[dtype.IDFloat16][dtype.IDFloat16] = identity[uint16]
	casts[dtype.IDFloat16][dtype.IDFloat64] = widenHalf[float64]
	casts[dtype.IDBFloat16][dtype.IDBFloat16] = identity[uint16]
	casts[dtype.IDBFloat16][dtype.IDFloat64] = widenBrain[float64]

	registerThrough(dtype.IDBool, dtype.IDUint8, fromBool[uint8])
	casts[dtype.IDBool][dtype.IDBool] = fromBool[uint8]
	casts[dtype.IDBool][dtype.IDInt8] = fromBool[int8]
	casts[dtype.IDBool][dtype.IDInt64] = fromBool[int64]
	casts[dtype.IDBool][dtype.IDFloat32] = fromBool[float32]
	casts[dtype.IDBool][dtype.IDFloat64] = fromBool[float64]
}

// register fills the row of a type that Go orders.
func register[F ordered](from dtype.ID) {
	casts[from] = [dtype.NumComputing]Func{
		dtype.IDBool: nonzero[F],
		dtype.IDInt8: convertTo[F, int8], dtype.IDInt16: convertTo[F, int16], dtype.IDInt32: convertTo[F, int32], dtype.IDInt64: convertTo[F, int64],
		dtype.IDUint8: convertTo[F, uint8], dtype.IDUint16: convertTo[F, uint16], dtype.IDUint32: convertTo[F, uint32], dtype.IDUint64: convertTo[F, uint64],
		dtype.IDFloat16: toHalf[F], dtype.IDBFloat16: toBrain[F],
		dtype.IDFloat32: convertTo[F, float32], dtype.IDFloat64: convertTo[F, float64],
		dtype.IDComplex64: toComplex64[F], dtype.IDComplex128: toComplex128[F],
	}
	casts[from][from] = identity[F]
}

// registerThrough fills the row of a type that reaches the others by way of another.
func registerThrough(from, by dtype.ID, first Func) {
	size := dtype.Of(from).Size()
	for to := range casts[from] {
		if dtype.ID(to) == by {
			casts[from][to] = first
			continue
		}
		casts[from][to] = through(first, casts[by][to], size, dtype.Of(dtype.ID(to)).Size())
	}
}

// middle is the memory of the intermediate values of a cast: a run of elements of any real type.
type middle [512]float64

// A function value may keep its arguments for all the compiler knows, so a middle cannot lie on the stack.
var middles = sync.Pool{New: func() any { return new(middle) }}

// through is first and then second, run by run. Elements take size bytes before and step after.
func through(first, second Func, size, step int) Func {
	return func(n int, dst, a, _ unsafe.Pointer) {
		values := middles.Get().(*middle)
		defer middles.Put(values)
		for i := 0; i < n; i += len(values) {
			m := min(len(values), n-i)
			first(m, unsafe.Pointer(values), unsafe.Add(a, i*size), nil)
			second(m, unsafe.Add(dst, i*step), unsafe.Pointer(values), nil)
		}
	}
}

// nonzero: d[i] = x[i] != 0.
func nonzero[F number](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = x[i] != 0
	}
}

// fromBool: d[i] = 1 if x[i], else 0. A bool may be any byte.
func fromBool[T ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[byte](a, n)
	for i := range d {
		d[i] = T(min(x[i], 1))
	}
}

// convertTo: d[i] = T(x[i]).
func convertTo[F, T ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[F](a, n)
	if isFloat[F]() && !isFloat[T]() {
		truncate(d, x)
		return
	}
	for i := range d {
		d[i] = T(x[i])
	}
}

// isFloat says that T is a floating type: it holds a half.
func isFloat[T ordered]() bool {
	half := 0.5
	return T(half) != 0
}

// truncate: d[i] = T(x[i]), cut toward 0, by the rules of this file.
func truncate[F, T ordered](d []T, x []F) {
	var zero T
	size, signed := unsafe.Sizeof(zero), zero-1 < zero
	x = x[:len(d)]
	switch {
	case size < 4 || size == 4 && signed:
		for i := range d {
			d[i] = T(toInt32(float64(x[i])))
		}
	case size == 8 && !signed:
		for i := range d {
			d[i] = T(toUint64(float64(x[i])))
		}
	default:
		for i := range d {
			d[i] = T(toInt64(float64(x[i])))
		}
	}
}

func toInt32(f float64) int32 {
	if f > -1<<31-1 && f < 1<<31 {
		return int32(f)
	}
	return math.MinInt32
}

func toInt64(f float64) int64 {
	if f >= -1<<63 && f < 1<<63 {
		return int64(f)
	}
	return math.MinInt64
}

// toUint64 takes numbers from 2⁶³ on through int64 less 2⁶³, which wraps around to 0 at 2⁶⁴.
func toUint64(f float64) uint64 {
	if f >= 1<<63 {
		return uint64(toInt64(f-1<<63)) ^ 1<<63
	}
	return uint64(toInt64(f))
}

// toHalf: d[i] = x[i] rounded to binary16. A 64-bit integer that float64 rounds is beyond binary16.
func toHalf[F ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.F16](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = dtype.F16FromFloat64(float64(x[i]))
	}
}

// toBrain: d[i] = x[i] rounded to bfloat16.
func toBrain[F ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.BF16](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = dtype.BF16FromFloat64(float64(x[i]))
	}
}

// singleToHalf is toHalf without the way through float64.
func singleToHalf(n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.F16](dst, n), vec[float32](a, n)
	for i := range d {
		d[i] = dtype.F16FromFloat32(x[i])
	}
}

// singleToBrain is toBrain without the way through float64.
func singleToBrain(n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.BF16](dst, n), vec[float32](a, n)
	for i := range d {
		d[i] = dtype.BF16FromFloat32(x[i])
	}
}

// wideToBrain is toBrain for integers that float64 would round first.
func wideToBrain[F int64 | uint64](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.BF16](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = dtype.BF16FromFloat64(sticky(x[i]))
	}
}

// sticky is x, or, where float64 cannot hold it, a neighbour that rounds to the same float of 40 bits and
// less: the lowest eleven bits are replaced by one that says whether any of them was set.
func sticky[F int64 | uint64](x F) float64 {
	const low = 1<<11 - 1
	if f := float64(x); math.Abs(f) < 1<<53 || x&low == 0 {
		return f
	}
	return float64(x&^low | (low + 1))
}

// widenHalf: d[i] = x[i], binary16.
func widenHalf[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[dtype.F16](a, n)
	for i := range d {
		d[i] = T(x[i].Float32())
	}
}

// widenBrain: d[i] = x[i], bfloat16.
func widenBrain[T floating](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[dtype.BF16](a, n)
	for i := range d {
		d[i] = T(x[i].Float32())
	}
}

// toComplex64: d[i] = x[i] + 0i.
func toComplex64[F ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[complex64](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = complex(float32(x[i]), 0)
	}
}

// toComplex128: d[i] = x[i] + 0i.
func toComplex128[F ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[complex128](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = complex(float64(x[i]), 0)
	}
}

// convertComplex: d[i] = T(x[i]).
func convertComplex[F, T complexes](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[T](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = T(x[i])
	}
}
