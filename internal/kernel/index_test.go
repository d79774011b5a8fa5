package kernel

import (
	"bytes"
	"slices"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

// masks are bools of any byte in runs, so that words of eight are all true, all false and mixed.
func masks(t *rapid.T) []byte {
	var mask []byte
	for _, run := range rapid.SliceOfN(rapid.IntRange(0, 40), 0, 20).Draw(t, "runs") {
		mask = append(mask, bytes.Repeat([]byte{rapid.SampledFrom([]byte{0, 0, 1, 1, 2, 128, 255}).Draw(t, "bool")}, run)...)
	}
	return mask
}

func TestTrueBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mask := masks(t)
		start, step := rapid.IntRange(-50, 50).Draw(t, "start"), rapid.IntRange(-9, 9).Draw(t, "step")
		var want []int
		for i, b := range mask {
			if b != 0 {
				want = append(want, start+i*step)
			}
		}
		if n := CountTrue(mask); n != len(want) {
			t.Fatalf("%d of %v are true, want %d", n, mask, len(want))
		}
		got := make([]int, len(want))
		if n := WhereTrue(got, mask, start, step); n != len(want) || !slices.Equal(got, want) {
			t.Fatalf("%v: %d, %v, want %v", mask, n, got, want)
		}
	})
}

// Sums of ones overflow a byte after 255 words.
func TestCountTrueOfMany(t *testing.T) {
	for _, n := range []int{8*255 - 1, 8 * 255, 8*256 + 3, 100003} {
		for _, b := range []byte{1, 3} {
			if got := CountTrue(bytes.Repeat([]byte{b}, n)); got != n {
				t.Errorf("%d of %d bytes %d are true", got, n, b)
			}
		}
	}
}

func TestMoveAt(t *testing.T) {
	const n = 5
	for _, block := range []int{1, 2, 3, 4, 7, 8, 16, 24} {
		for _, shift := range []int{0, 1} { // aligned or not
			window := make([]byte, 20*block+1)
			for i := range window {
				window[i] = byte(i)
			}
			offsets := []int{3 * block, 0, 19*block + shift - 1, 3 * block, 7*block + shift}
			if block == 1 {
				offsets[2] = 19
			}
			for _, step := range []int{block, 2 * block} {
				places := make([]byte, n*step+1)
				GatherAt(block)(offsets, unsafe.Pointer(&places[shift]), step, unsafe.Pointer(&window[0]))
				back := make([]byte, len(window))
				ScatterAt(block)(offsets, unsafe.Pointer(&places[shift]), step, unsafe.Pointer(&back[0]))
				for i, offset := range offsets {
					want := window[offset : offset+block]
					place := places[shift+i*step : shift+i*step+block]
					if !bytes.Equal(place, want) || !bytes.Equal(back[offset:offset+block], want) {
						t.Errorf("block %d, shift %d, step %d: %v there, %v back, want %v", block, shift, step, place, back[offset:offset+block], want)
					}
				}
			}
		}
	}
}
