package kernel

import (
	"math/bits"
	"unsafe"
)

// MoveAt moves blocks between n offsets of a window and a run of places a step apart, in order: where an
// offset occurs twice the last block stays.
type MoveAt func(offsets []int, places unsafe.Pointer, step int, window unsafe.Pointer)

// GatherAt is the loop from a window to the places: *(places + i*step) = *(window + offsets[i]).
func GatherAt(block int) MoveAt {
	switch block {
	case 1:
		return gatherAt[uint8]
	case 2:
		return gatherAt[uint16]
	case 4:
		return gatherAt[uint32]
	case 8:
		return gatherAt[uint64]
	case 16:
		return gatherAt[[2]uint64]
	}
	return func(offsets []int, places unsafe.Pointer, step int, window unsafe.Pointer) {
		for i, offset := range offsets {
			copy(vec[byte](unsafe.Add(places, i*step), block), vec[byte](unsafe.Add(window, offset), block))
		}
	}
}

// ScatterAt is the loop back: *(window + offsets[i]) = *(places + i*step).
func ScatterAt(block int) MoveAt {
	switch block {
	case 1:
		return scatterAt[uint8]
	case 2:
		return scatterAt[uint16]
	case 4:
		return scatterAt[uint32]
	case 8:
		return scatterAt[uint64]
	case 16:
		return scatterAt[[2]uint64]
	}
	return func(offsets []int, places unsafe.Pointer, step int, window unsafe.Pointer) {
		for i, offset := range offsets {
			copy(vec[byte](unsafe.Add(window, offset), block), vec[byte](unsafe.Add(places, i*step), block))
		}
	}
}

func gatherAt[T word](offsets []int, places unsafe.Pointer, step int, window unsafe.Pointer) {
	size := int(unsafe.Sizeof(*new(T)))
	switch {
	case !aligned[T](places, step) || !alignedAt[T](window, offsets):
		for i, offset := range offsets {
			copy(vec[byte](unsafe.Add(places, i*step), size), vec[byte](unsafe.Add(window, offset), size))
		}
	case step == size:
		d := vec[T](places, len(offsets))
		for i, offset := range offsets {
			d[i] = *(*T)(unsafe.Add(window, offset))
		}
	default:
		for i, offset := range offsets {
			*(*T)(unsafe.Add(places, i*step)) = *(*T)(unsafe.Add(window, offset))
		}
	}
}

func scatterAt[T word](offsets []int, places unsafe.Pointer, step int, window unsafe.Pointer) {
	size := int(unsafe.Sizeof(*new(T)))
	if !aligned[T](places, step) || !alignedAt[T](window, offsets) {
		for i, offset := range offsets {
			copy(vec[byte](unsafe.Add(window, offset), size), vec[byte](unsafe.Add(places, i*step), size))
		}
		return
	}
	for i, offset := range offsets {
		*(*T)(unsafe.Add(window, offset)) = *(*T)(unsafe.Add(places, i*step))
	}
}

// alignedAt says that the elements at all offsets of a window may be read as a T.
func alignedAt[T any](window unsafe.Pointer, offsets []int) bool {
	all := 0
	for _, offset := range offsets {
		all |= offset
	}
	return aligned[T](window, all)
}

// RepeatEach is the loop that writes each of n blocks count times: dst[i*count + k] = src[i]. It is nil
// for blocks that are not moved as one.
func RepeatEach(block int) func(n, count int, dst, src unsafe.Pointer) {
	switch block {
	case 1:
		return repeatEach[uint8]
	case 2:
		return repeatEach[uint16]
	case 4:
		return repeatEach[uint32]
	case 8:
		return repeatEach[uint64]
	case 16:
		return repeatEach[[2]uint64]
	}
	return nil
}

func repeatEach[T word](n, count int, dst, src unsafe.Pointer) {
	d := vec[T](dst, n*count)
	for _, v := range vec[T](src, n) {
		run := d[:count]
		for k := range run {
			run[k] = v
		}
		d = d[count:]
	}
}

// The low bit of every byte of a word, and every other byte.
const (
	lowBits  = 0x0101010101010101
	lowBytes = 0x00ff00ff00ff00ff
)

// eight is the first eight bytes as one word.
func eight(mask []byte) uint64 {
	_ = mask[7]
	return *(*uint64)(unsafe.Pointer(unsafe.SliceData(mask)))
}

// truths has the low bit of each byte set whose byte in w is not 0. The shifts add up to 7: no bit of a
// neighbour comes that far down.
func truths(w uint64) uint64 {
	w |= w >> 4
	w |= w >> 2
	w |= w >> 1
	return w & lowBits
}

// CountTrue is the number of bools that are true; any byte but 0 is.
func CountTrue(mask []byte) int {
	count := 0
	for len(mask) >= 8 {
		// Words of bytes 0 and 1 add up byte by byte, as long as no sum exceeds a byte.
		run := mask[:min(len(mask)&^7, 8*255)]
		mask = mask[len(run):]
		sum, all := uint64(0), uint64(0)
		for rest := run; len(rest) >= 8; rest = rest[8:] {
			w := eight(rest)
			sum += w
			all |= w
		}
		if all&^lowBits == 0 {
			pairs := sum&lowBytes + sum>>8&lowBytes
			count += int(pairs * 0x0001000100010001 >> 48)
			continue
		}
		for ; len(run) >= 8; run = run[8:] {
			count += bits.OnesCount64(truths(eight(run)))
		}
	}
	for _, b := range mask {
		if b != 0 {
			count++
		}
	}
	return count
}

// WhereTrue writes start + i*step to dst for every bool i that is true, as far as dst reaches, and gives
// how many it wrote.
func WhereTrue(dst []int, mask []byte, start, step int) int {
	n := 0
	for len(mask) > 0 && n < len(dst) {
		if len(mask) >= 8 && eight(mask) == 0 {
			mask, start = mask[8:], start+8*step
			continue
		}
		m := min(8, len(mask))
		for _, b := range mask[:m] {
			if n == len(dst) {
				break
			}
			// Written whether the bool is true or not, and counted if it is: without a branch, random
			// masks cost what regular ones do.
			dst[n] = start
			start += step
			one := 0
			if b != 0 {
				one = 1
			}
			n += one
		}
		mask = mask[m:]
	}
	return n
}
