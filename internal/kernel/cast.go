package kernel

import (
	"math"
	"unsafe"

	"gondola/dtype"
)

// A cast is a loop from one type to another. Go leaves the conversion of NaN and of floats out of range
// to integers to the machine; here it is what amd64 does, everywhere: the value goes through int64, or
// int32 for types of 16 bits and less and int32 itself, which gives the most negative number where it does
// not fit, and is cut to size.

// casts holds a loop for every pair of computing types; simdCasts has those with a SIMD twin in use.
var casts, simdCasts [dtype.NumComputing][dtype.NumComputing]Func

// Cast is the loop from one computing type to another: d[i] = To(x[i]). Anything becomes bool by being
// nonzero, NaN included. Complex numbers lose their imaginary part on the way to real types.
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
	registerComplex[complex64](dtype.IDComplex64)
	registerComplex[complex128](dtype.IDComplex128)
	registerThrough(dtype.IDFloat16, dtype.IDFloat32, widenHalf[dtype.F16])
	registerThrough(dtype.IDBFloat16, dtype.IDFloat32, widenHalf[dtype.BF16])
	registerThrough(dtype.IDBool, dtype.IDUint8, copyBytes)
	casts[dtype.IDBool][dtype.IDBool] = copyBytes
	casts[dtype.IDFloat16][dtype.IDFloat16] = copyHalves
	casts[dtype.IDBFloat16][dtype.IDBFloat16] = copyHalves
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
}

// registerComplex fills the row of a complex type: by its real part, but for complex and bool targets.
func registerComplex[F complexes](from dtype.ID) {
	part := dtype.IDFloat64
	if from == dtype.IDComplex64 {
		part = dtype.IDFloat32
	}
	registerThrough(from, part, realPart[F])
	casts[from][dtype.IDBool] = nonzero[F]
	casts[from][dtype.IDComplex64] = convertComplex[F, complex64]
	casts[from][dtype.IDComplex128] = convertComplex[F, complex128]
}

// registerThrough fills the row of a type that reaches the others by way of another. Runs are cut so
// that the intermediate values stay on the stack.
func registerThrough(from, by dtype.ID, first Func) {
	const run = 256
	size := dtype.Of(from).Size()
	for to := range casts[from] {
		second := casts[by][to]
		if dtype.ID(to) == by {
			casts[from][to] = first
			continue
		}
		step := dtype.Of(dtype.ID(to)).Size()
		casts[from][to] = func(n int, dst, a, _ unsafe.Pointer) {
			var buf [run]float64
			for i := 0; i < n; i += run {
				m := min(run, n-i)
				first(m, unsafe.Pointer(&buf), unsafe.Add(a, i*size), nil)
				second(m, unsafe.Add(dst, i*step), unsafe.Pointer(&buf), nil)
			}
		}
	}
}

func copyBytes(n int, dst, a, _ unsafe.Pointer) { copy(vec[byte](dst, n), vec[byte](a, n)) }

func copyHalves(n int, dst, a, _ unsafe.Pointer) { copy(vec[uint16](dst, n), vec[uint16](a, n)) }

// nonzero: d[i] = x[i] != 0.
func nonzero[F number](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[bool](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = x[i] != 0
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

// toUint64 is right up to 2^64; what is out of range goes through int64.
func toUint64(f float64) uint64 {
	if f >= 1<<63 && f < 1<<64 {
		return uint64(int64(f-1<<63)) | 1<<63
	}
	return uint64(toInt64(f))
}

// toHalf: d[i] = x[i] rounded once to binary16.
func toHalf[F ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.F16](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = dtype.F16FromFloat64(float64(x[i]))
	}
}

// toBrain: d[i] = x[i] rounded once to bfloat16.
func toBrain[F ordered](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[dtype.BF16](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = dtype.BF16FromFloat64(float64(x[i]))
	}
}

// widenHalf: d[i] = x[i] as float32.
func widenHalf[F interface{ Float32() float32 }](n int, dst, a, _ unsafe.Pointer) {
	d, x := vec[float32](dst, n), vec[F](a, n)
	for i := range d {
		d[i] = x[i].Float32()
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

// Swap is the loop that changes the byte order of elements of a type: d[i] = x[i] with the bytes of each
// number reversed, both parts of a complex one. dst may be a.
func Swap(d dtype.DType) func(n int, dst, a unsafe.Pointer) {
	number := d.Size()
	switch d.Kind() {
	case dtype.KindComplex:
		number /= 2
	case dtype.KindText:
		number = 4
	}
	return func(n int, dst, a unsafe.Pointer) {
		size := n * d.Size()
		to, from := vec[byte](dst, size), vec[byte](a, size)
		for i := 0; i < size; i += number {
			for j := range (number + 1) / 2 {
				k := number - 1 - j
				to[i+j], to[i+k] = from[i+k], from[i+j]
			}
		}
	}
}
