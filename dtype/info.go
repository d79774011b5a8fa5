package dtype

import "math"

// FloatInfo is what finfo of the array API tells of a real or complex floating-point type; of a complex
// one it describes the components.
type FloatInfo struct {
	Bits                int
	Eps                 float64 // from 1 to the next larger number
	Max, Min            float64
	SmallestNormal      float64
	SmallestSubnormal   float64
	SignificantDecimals int // decimal digits that survive: NumPy's precision
	DType               DType
}

// FInfo describes a floating-point type. ok is false for every other.
func FInfo(d DType) (info FloatInfo, ok bool) {
	component := d.Native()
	switch d.id {
	case IDComplex64:
		component = Float32
	case IDComplex128:
		component = Float64
	}
	// Bits of the fraction, and the exponent of the largest power of two.
	var fraction, largest int
	switch component.id {
	case IDFloat16:
		fraction, largest = 10, 15
	case IDBFloat16:
		fraction, largest = 7, 127
	case IDFloat32:
		fraction, largest = 23, 127
	case IDFloat64:
		fraction, largest = 52, 1023
	default:
		return FloatInfo{}, false
	}
	eps := math.Ldexp(1, -fraction)
	top := math.Ldexp(2-eps, largest)
	return FloatInfo{
		Bits:                8 * component.Size(),
		Eps:                 eps,
		Max:                 top,
		Min:                 -top,
		SmallestNormal:      math.Ldexp(1, 1-largest),
		SmallestSubnormal:   math.Ldexp(1, 1-largest-fraction),
		SignificantDecimals: int(math.Floor(float64(fraction) * math.Log10(2))),
		DType:               component,
	}, true
}

// IntInfo is what iinfo of the array API tells of an integer type.
type IntInfo struct {
	Bits  int
	Min   int64
	Max   uint64
	DType DType
}

// IInfo describes an integer type. ok is false for every other, bool included.
func IInfo(d DType) (info IntInfo, ok bool) {
	bits := 8 * d.Size()
	switch d.Kind() {
	case KindInt:
		return IntInfo{bits, -1 << (bits - 1), 1<<(bits-1) - 1, d.Native()}, d.Valid()
	case KindUint:
		return IntInfo{bits, 0, math.MaxUint64 >> (64 - bits), d.Native()}, true
	}
	return IntInfo{}, false
}

// IsDType says whether d is of a kind as the array API's isdtype names it: bool, signed integer,
// unsigned integer, integral, real floating, complex floating, numeric. known is false for other names.
func IsDType(d DType, kind string) (is, known bool) {
	k := d.Kind()
	signed, unsigned, real, complex := k == KindInt, k == KindUint, k == KindFloat, k == KindComplex
	switch kind {
	case "bool":
		is = k == KindBool && d.Valid()
	case "signed integer":
		is = signed
	case "unsigned integer":
		is = unsigned
	case "integral":
		is = signed || unsigned
	case "real floating":
		is = real
	case "complex floating":
		is = complex
	case "numeric":
		is = signed || unsigned || real || complex
	default:
		return false, false
	}
	return is, true
}
