package dtype

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"testing"
)

// randomBits is number i of the sequence that golden.py draws from: splitmix64.
func randomBits(i uint64) uint64 {
	z := i * 0x9E3779B97F4A7C15
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// exponents is bits with an exponent from low to low+count, drawn from source.
func exponents(bits, source uint64, width int, keep, low, count uint64) uint64 {
	return bits&keep | (low+source>>3%count)<<width
}

// ties puts the bits below the last kept bit on, just above or just below half of it, three times out
// of four.
func ties(bits uint64, low int) uint64 {
	half, mask := uint64(1)<<(low-1), uint64(1)<<low-1
	return bits&^mask | [4]uint64{bits & mask, half, half + 1, half - 1}[bits&3]
}

// sum16 is the checksum of n 16-bit floats, every NaN counted as the same one.
func sum16[T F16 | BF16](n uint64, isNaN func(T) bool, value func(i uint64) T) uint32 {
	var bytes []byte
	for i := range n {
		bits := value(i)
		if isNaN(bits) {
			bits = 0x7FFF
		}
		bytes = binary.LittleEndian.AppendUint16(bytes, uint16(bits))
	}
	return crc32.ChecksumIEEE(bytes)
}

// sum32 is the same of the float32 that each of the 65,536 16-bit floats widens to.
func sum32(widen func(bits uint16) float32) uint32 {
	var bytes []byte
	for i := range 1 << 16 {
		x := widen(uint16(i))
		bits := math.Float32bits(x)
		if x != x {
			bits = 0x7FC00000
		}
		bytes = binary.LittleEndian.AppendUint32(bytes, bits)
	}
	return crc32.ChecksumIEEE(bytes)
}

// TestNarrowing compares 16 blocks of 65,536 conversions a pair of types with NumPy and ml_dtypes by
// checksum.
func TestNarrowing(t *testing.T) {
	const n = 1 << 16
	for block := range uint64(16) {
		draw := func(i uint64) uint64 { return randomBits(block*n + i) }
		for name, got := range map[string]uint32{
			"f16 from f32": sum16(n, F16.IsNaN, func(i uint64) F16 {
				bits := exponents(draw(i)>>32, draw(i), 23, 0x807FFFFF, 98, 50)
				return F16FromFloat32(math.Float32frombits(uint32(ties(bits, 13))))
			}),
			"bf16 from f32": sum16(n, BF16.IsNaN, func(i uint64) BF16 {
				return BF16FromFloat32(math.Float32frombits(uint32(ties(draw(i)>>32, 16))))
			}),
			"f16 from f64": sum16(n, F16.IsNaN, func(i uint64) F16 {
				bits := exponents(draw(i), draw(i), 52, 0x800FFFFFFFFFFFFF, 994, 50)
				return F16FromFloat64(math.Float64frombits(ties(bits, 42)))
			}),
			"bf16 from f64": sum16(n, BF16.IsNaN, func(i uint64) BF16 {
				bits := exponents(draw(i), draw(i), 52, 0x800FFFFFFFFFFFFF, 880, 290)
				return BF16FromFloat64(math.Float64frombits(ties(bits, 45)))
			}),
		} {
			if want := golden.Narrowed[name][block]; got != want {
				t.Errorf("%s, block %d: %#x, want %#x", name, block, got, want)
			}
		}
	}
}

func TestWidening(t *testing.T) {
	if got, want := sum32(func(bits uint16) float32 { return F16(bits).Float32() }), golden.Narrowed["f32 from f16"][0]; got != want {
		t.Errorf("float16: %#x, want %#x", got, want)
	}
	if got, want := sum32(func(bits uint16) float32 { return BF16(bits).Float32() }), golden.Narrowed["f32 from bf16"][0]; got != want {
		t.Errorf("bfloat16: %#x, want %#x", got, want)
	}
}

// TestRoundTrip widens and narrows every 16-bit float.
func TestRoundTrip(t *testing.T) {
	for i := range 1 << 16 {
		h, b := F16(i), BF16(i)
		if h.IsNaN() != math.IsNaN(h.Float64()) || b.IsNaN() != math.IsNaN(b.Float64()) {
			t.Fatalf("%#x: NaN or not", i)
		}
		for _, back := range []F16{F16FromFloat32(h.Float32()), F16FromFloat64(h.Float64())} {
			if back != h && !(h.IsNaN() && back.IsNaN() && back&signBit16 == h&signBit16) {
				t.Fatalf("float16 %#x came back as %#x", h, back)
			}
		}
		for _, back := range []BF16{BF16FromFloat32(b.Float32()), BF16FromFloat64(b.Float64())} {
			if back != b && !(b.IsNaN() && back.IsNaN() && back&signBit16 == b&signBit16) {
				t.Fatalf("bfloat16 %#x came back as %#x", b, back)
			}
		}
	}
}

func TestDoubleRounding(t *testing.T) {
	// Just above a tie in float64, exactly on it in float32.
	above := math.Float64frombits(math.Float64bits(1+1.0/2048) + 1)
	if got := F16FromFloat64(above); got != 0x3C01 {
		t.Errorf("float16 %#x", got)
	}
	above = math.Float64frombits(math.Float64bits(1+1.0/256) + 1)
	if got := BF16FromFloat64(above); got != 0x3F81 {
		t.Errorf("bfloat16 %#x", got)
	}
	// A NaN whose payload lies in the bits that are cut off, and infinity.
	if h := F16FromFloat32(math.Float32frombits(0x7F800001)); !h.IsNaN() {
		t.Errorf("NaN became %#x", h)
	}
	if b := BF16FromFloat64(math.Float64frombits(0x7FF0000000000001)); !b.IsNaN() {
		t.Errorf("NaN became %#x", b)
	}
	if h, b := F16FromFloat64(math.Inf(-1)), BF16FromFloat32(float32(math.Inf(-1))); h != 0xFC00 || b != 0xFF80 {
		t.Errorf("-Inf became %#x, %#x", h, b)
	}
	if h := F16FromFloat64(1e300); h != f16Inf {
		t.Errorf("1e300 became %#x", h)
	}
}

func BenchmarkF16(b *testing.B) {
	x := make([]float32, 4096)
	h := make([]F16, len(x))
	for i := range x {
		x[i] = float32(i) * 0.37
	}
	b.Run("narrow", func(b *testing.B) {
		for b.Loop() {
			for i := range x {
				h[i] = F16FromFloat32(x[i])
			}
		}
	})
	b.Run("widen", func(b *testing.B) {
		for b.Loop() {
			for i := range h {
				x[i] = h[i].Float32()
			}
		}
	})
}
