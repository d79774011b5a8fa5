package nd

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Texts of NumPy, where the digits are not simply those of strconv.
func TestDigits(t *testing.T) {
	for _, c := range []struct {
		bits   floatBits
		x      float64
		format byte
		most   int
		want   string
	}{
		{32, 0x1p-12, 'f', -1, "0.00024414062"}, // amid two of 8 digits: the even one
		{32, 0x1.4p-12, 'f', -1, "0.00030517578"},
		{32, 0x1p-12, 'f', 8, "0.00024414"},
		{64, 0x1p-24, 'e', -1, "5.960464477539063e-08"}, // the nearer one below does not read back
		{64, 9007199254740994, 'f', -1, "9007199254740994"},
		{64, 0.125, 'f', 2, "0.12"},
		{64, 0.375, 'f', 2, "0.38"},
		{64, 0.5, 'f', 0, "0"},
		{64, 9.9999999996, 'f', 8, "10"},
		{64, 9.9999999996, 'e', 8, "1e+01"},
		{64, math.SmallestNonzeroFloat64, 'e', -1, "5e-324"},
		{64, math.SmallestNonzeroFloat64, 'f', 8, "0"},
		{32, math.Copysign(0, -1), 'f', 8, "-0"},
		{16, 0x1p-24, 'e', -1, "6e-08"},
		{16, 65504, 'e', -1, "6.55e+04"},
		{16, 0x1.554p-2, 'f', -1, "0.3333"},
	} {
		text := c.bits.atMost(c.x, c.format, c.most)
		have := text.whole
		if text.fraction != "" {
			have += "." + text.fraction
		}
		if text.exponent != "" {
			have += "e" + text.exponent
		}
		if have != c.want {
			t.Errorf("%v of %d bits with at most %d digits: have %s, want %s", c.x, c.bits, c.most, have, c.want)
		}
	}
}

// The shortest text reads back, and neither text with a digit less around the number does.
func TestShortestDigits(t *testing.T) {
	bitsOf := rapid.SampledFrom([]floatBits{16, 32, 64})
	rapid.Check(t, func(t *rapid.T) {
		bits := bitsOf.Draw(t, "bits")
		x := bits.round(rapid.Float64().Draw(t, "x"))
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return
		}
		text := bits.shortest(x, 'e')
		if !bits.reads(text, x) {
			t.Fatalf("%s does not read back as %v of %d bits", text, x, bits)
		}
		digits := len(splitDecimal(text).fraction)
		if digits == 0 {
			return
		}
		if shorter := bits.rounded(x, 'e', digits-1); bits.reads(shorter, x) {
			t.Fatalf("%s although %s reads back", text, shorter)
		}
	})
}
