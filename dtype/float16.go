package dtype

import "math"

// Conversions between the 16-bit floats and the others. Narrowing rounds to nearest, ties to even,
// once, from whichever type the value has: float64 → float32 → float16 would round twice and be off
// in the last bit now and then. NaN stays NaN, with its sign and a payload cut short; overflow is
// infinity.
//
// There are no tables and, for the usual values, no branches that miss. Normal results add the rounding
// to the integer that the float's bits are: half of what is cut off, less one if the last kept bit is
// even; a carry out of the fraction correctly moves into the exponent, up to infinity. Subnormal
// results let the float adder round: added to a number whose last bit weighs what the result's last
// bit does, the sum's low bits are the result.

const (
	signShift32 = 16
	signShift64 = 48
	signBit16   = 0x8000
	f16Inf      = 0x7C00
	f16NaN      = 0x7E00
	bf16Inf     = 0x7F80
	bf16NaN     = 0x7FC0
)

// F16FromFloat32 rounds x to binary16.
func F16FromFloat32(x float32) F16 {
	b := math.Float32bits(x)
	sign := uint16(b>>signShift32) & signBit16
	b &= 1<<31 - 1
	switch {
	case b > 0xFF<<23: // NaN
		return F16(sign | f16NaN | uint16(b>>13)&0x1FF)
	case b >= (127+16)<<23: // 65536 and above
		return F16(sign | f16Inf)
	case b < (127-14)<<23: // subnormal or 0; the last bit of 0.5 weighs 2⁻²⁴
		return F16(sign | uint16(math.Float32bits(math.Float32frombits(b)+0.5)-math.Float32bits(0.5)))
	}
	b -= (127 - 15) << 23
	b += 1<<12 - 1 + b>>13&1
	return F16(sign | uint16(b>>13))
}

// F16FromFloat64 rounds x to binary16.
func F16FromFloat64(x float64) F16 {
	b := math.Float64bits(x)
	sign := uint16(b>>signShift64) & signBit16
	b &= 1<<63 - 1
	switch {
	case b > 0x7FF<<52:
		return F16(sign | f16NaN | uint16(b>>42)&0x1FF)
	case b >= (1023+16)<<52:
		return F16(sign | f16Inf)
	case b < (1023-14)<<52: // the last bit of 2²⁸ weighs 2⁻²⁴
		return F16(sign | uint16(math.Float64bits(math.Float64frombits(b)+1<<28)-math.Float64bits(1<<28)))
	}
	b -= (1023 - 15) << 52
	b += 1<<41 - 1 + b>>42&1
	return F16(sign | uint16(b>>42))
}

// Float32 is h exactly.
func (h F16) Float32() float32 {
	sign := uint32(h&signBit16) << signShift32
	b := uint32(h&^signBit16) << 13
	switch exponent := h & f16Inf; exponent {
	case f16Inf: // or NaN, made quiet as the hardware does
		b += (255 - 31) << 23
		if b > 0xFF<<23 {
			b |= 1 << 22
		}
	case 0: // subnormal: an integer times 2⁻²⁴, put below the 1 of 2⁻¹⁴ and that taken off
		const one = (127 - 14) << 23
		b = math.Float32bits(math.Float32frombits(b|one) - math.Float32frombits(one))
	default:
		b += (127 - 15) << 23
	}
	return math.Float32frombits(sign | b)
}

// Float64 is h exactly.
func (h F16) Float64() float64 { return float64(h.Float32()) }

// IsNaN says that h is not a number.
func (h F16) IsNaN() bool { return h&^signBit16 > f16Inf }

// BF16FromFloat32 rounds x to bfloat16.
func BF16FromFloat32(x float32) BF16 {
	b := math.Float32bits(x)
	if x != x {
		return BF16(b>>16) | bf16NaN
	}
	return BF16((b + 1<<15 - 1 + b>>16&1) >> 16)
}

// BF16FromFloat64 rounds x to bfloat16.
func BF16FromFloat64(x float64) BF16 {
	b := math.Float64bits(x)
	sign := uint16(b>>signShift64) & signBit16
	b &= 1<<63 - 1
	switch {
	case b > 0x7FF<<52:
		return BF16(sign | bf16NaN | uint16(b>>45)&0x3F)
	case b >= (1023+128)<<52:
		return BF16(sign | bf16Inf)
	case b < (1023-126)<<52: // subnormal or 0; the last bit of 2⁻⁸¹ weighs 2⁻¹³³
		const bias = 1.0 / (1 << 81)
		return BF16(sign | uint16(math.Float64bits(math.Float64frombits(b)+bias)-math.Float64bits(bias)))
	}
	b -= (1023 - 127) << 52
	b += 1<<44 - 1 + b>>45&1
	return BF16(sign | uint16(b>>45))
}

// Float32 is h exactly.
func (h BF16) Float32() float32 { return math.Float32frombits(uint32(h) << 16) }

// Float64 is h exactly.
func (h BF16) Float64() float64 { return float64(h.Float32()) }

// IsNaN says that h is not a number.
func (h BF16) IsNaN() bool { return h&^signBit16 > bf16Inf }
