//go:generate go -C asm run .

package kernel

import (
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// The SIMD loops are assembly written by the generator in asm. Assembly cannot be preempted, and a collection waits
// for it, so every loop has a Go wrapper that must not be inlined: the stack check at its start is the place where a
// goroutine that runs one block after the other can be stopped.

// nonTemporal runs the usual loop up to the first output element on a 64-byte boundary, and aligned, whose stores
// need one, over the rest.
func nonTemporal(n int, dst, a, b unsafe.Pointer, size int, usual, aligned Func) {
	head := head(n, dst, size)
	if head > 0 {
		usual(head, dst, a, b)
	}
	if skip := head * size; n > head {
		aligned(n-head, unsafe.Add(dst, skip), unsafe.Add(a, skip), unsafe.Add(b, skip))
	}
}

// nonTemporalUnary is nonTemporal for loops over one operand.
func nonTemporalUnary(n int, dst, a unsafe.Pointer, size int, usual, aligned func(n int, dst, a unsafe.Pointer)) {
	head := head(n, dst, size)
	if head > 0 {
		usual(head, dst, a)
	}
	if skip := head * size; n > head {
		aligned(n-head, unsafe.Add(dst, skip), unsafe.Add(a, skip))
	}
}

// head is how many of n elements lie before the first 64-byte boundary that an element begins on: all, if none does.
func head(n int, dst unsafe.Pointer, size int) int {
	bytes := -int(uintptr(dst)) & 63
	if bytes%size != 0 {
		return n
	}
	return min(n, bytes/size)
}

// entriesByLoop finds an entry by the address of its loop's Go function.
var entriesByLoop = sync.OnceValue(func() map[uintptr]Entry {
	found := make(map[uintptr]Entry, len(entries))
	for i, code := range entryCode() {
		found[reflect.ValueOf(entries[i].loop).Pointer()] = Entry{code, entries[i].swapped}
	}
	return found
})

// EntryOf is the machine code of a loop, zero where there is none; a nil loop has none.
func EntryOf(f Func) Entry { return entriesByLoop()[reflect.ValueOf(f).Pointer()] }

// assisted runs a loop that stops at vectors with lanes it is not made for. It tells how many elements are done, and of
// the vector that follows which lanes are hard and the results of the others; the hard ones get the scalar loop. Elements of
// b are step bytes apart.
func assisted(n int, dst, a, b unsafe.Pointer, size, step, lanes int, vector func(n int, dst, a, b unsafe.Pointer) (done, hard int, results [64]byte), scalar Func) {
	for at := 0; at < n; at += lanes {
		done, hard, results := vector(n-at, unsafe.Add(dst, at*size), unsafe.Add(a, at*size), unsafe.Add(b, at*step))
		at += done
		for i := range min(lanes, n-at) {
			to, from := unsafe.Add(dst, (at+i)*size), unsafe.Add(a, (at+i)*size)
			if hard>>i&1 != 0 {
				scalar(1, to, from, unsafe.Add(b, (at+i)*step))
				continue
			}
			copy(vec[byte](to, size), results[i*size:])
		}
	}
}

// powOne is assisted for powers with one exponent, which are squares if it is 2.
func powOne[T float32 | float64](n int, dst, a, b unsafe.Pointer, lanes int, vector func(n int, dst, a, b unsafe.Pointer) (done, hard int, results [64]byte), square Func) {
	if *(*T)(b) == 2 {
		square(n, dst, a, nil)
		return
	}
	assisted(n, dst, a, b, int(unsafe.Sizeof(*(*T)(b))), 0, lanes, vector, pow[T])
}

// What tests of one number compare with.
var (
	zeroBits    uint64
	infinityF64 = math.Inf(1)
	infinityF32 = float32(math.Inf(1))
)

// sumBlock is the run that a floating sum adds with plain accumulators.
const sumBlock = 4096

// pairwise is the sum of a[:n]: blocks are summed one by one and their sums added in pairs.
func pairwise[T float32 | float64](n int, a unsafe.Pointer, sum func(n int, a unsafe.Pointer) T) T {
	if n <= sumBlock {
		return sum(n, a)
	}
	// The first half, in whole blocks.
	half := (n/2 + sumBlock - 1) / sumBlock * sumBlock
	var element T
	rest := unsafe.Add(a, half*int(unsafe.Sizeof(element)))
	return pairwise(half, a, sum) + pairwise(n-half, rest, sum)
}
