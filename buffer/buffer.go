// Package buffer says who owns bytes.
//
// A Buffer owns one range of bytes. Arrays that are views of the same memory share one *Buffer, and
// the memory lives until nobody holds the Buffer, or until somebody who knows better calls Release.
// There are no reference counts: the garbage collector is the count. Bytes come from one of four
// places.
//
//   - Small ranges lie in the same Go allocation as the Buffer itself, so that a small array costs no
//     second allocation and no second cache miss.
//   - Middling ranges are Go memory of their own, allocated without clearing where the caller does not
//     ask for zeros.
//   - Ranges from MappedSize are off the Go heap: mapped from the operating system, and recycled through a
//     bounded list, because first touch of memory costs more than the arithmetic on it. Those of a huge
//     page or more begin at its boundary, which makes first touch cheaper. On the Go heap such ranges
//     would cause a collection every few megabytes. A program may supply its own source of blocks
//     from LargeSize on instead, see SetAllocator; then smaller ones are Go memory.
//   - Foreign ranges belong to someone else, who is told when we are done. See Adopt.
//
// The collector neither sees nor counts mapped and foreign memory. Two things make up for that. Each
// such Buffer carries a cleanup, which frees or hands back the memory when the Buffer is unreachable;
// it and Release agree through one atomic flag, so the memory goes exactly once. And the bytes are
// counted by a pacer (pacer.go) that starts a collection when enough of them may be garbage.
//
// What remains is the caller's duty: a pointer from Ptr does not keep the Buffer alive. Code that
// works on the bytes holds the Buffer until it is done, with runtime.KeepAlive if need be.
package buffer

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"unsafe"
)

// Alignment is what the address of allocated memory is a multiple of: a cache line, and the widest
// vector register.
const Alignment = 64

// MappedSize is the number of bytes from which memory is taken off the Go heap, LargeSize the number
// from which it is taken from an Allocator if there is one, and never from the Go heap where it can be
// mapped.
const (
	MappedSize = 32 << 10
	LargeSize  = 1 << 20
)

// Buffer owns a range of bytes. Its methods may be called from any goroutine.
type Buffer struct {
	ptr   unsafe.Pointer // atomic in Release only: use after release is the caller's bug
	n     int
	block *block // of memory that has to be given back; nil for Go memory
}

// OutOfMemory is the panic of Alloc when there is no memory for a large block.
type OutOfMemory struct{ Bytes int }

func (e OutOfMemory) Error() string {
	return fmt.Sprintf("buffer: out of memory allocating %d bytes", e.Bytes)
}

// Alloc is a Buffer of n bytes whose contents are arbitrary. Its address is aligned to Alignment. It
// panics with OutOfMemory when a large block cannot be had.
func Alloc(n int) *Buffer {
	if n <= inlineMax {
		return allocInline(n)
	}
	if offHeap(n) {
		if b, _ := allocBlock(n); b != nil {
			return b
		}
	}
	return &Buffer{ptr: uncleared(n), n: n}
}

// AllocZero is a Buffer of n bytes that are all zero.
func AllocZero(n int) *Buffer {
	if n <= inlineMax {
		return allocInline(n)
	}
	if offHeap(n) {
		if b, zero := allocBlock(n); b != nil {
			if !zero {
				clear(b.Bytes())
			}
			return b
		}
	}
	return &Buffer{ptr: align(unsafe.Pointer(unsafe.SliceData(make([]byte, n+Alignment-1)))), n: n}
}

// Adopt is a Buffer over n bytes of foreign memory. release, if not nil, runs exactly once: in
// Release, or on a goroutine of its own some time after the Buffer became unreachable. It must not
// refer to the Buffer. The memory may be Go memory that release or something else keeps alive.
func Adopt(ptr unsafe.Pointer, n int, release func()) *Buffer {
	b := &Buffer{ptr: ptr, n: n}
	if release != nil {
		b.own(&block{n: n, release: release})
	}
	return b
}

// Set makes b, the zero Buffer inside a struct of the caller's, the owner of n bytes of Go memory at
// ptr. With it an array can hold its header, its Buffer and its bytes in one allocation.
func (b *Buffer) Set(ptr unsafe.Pointer, n int) { *b = Buffer{ptr: ptr, n: n} }

// Ptr is the address of the first byte. It does not keep the Buffer alive. It is nil after Release.
func (b *Buffer) Ptr() unsafe.Pointer { return b.ptr }

// Len is the number of bytes.
func (b *Buffer) Len() int { return b.n }

// Bytes are the bytes. Like Ptr, the slice does not keep the Buffer alive.
func (b *Buffer) Bytes() []byte { return unsafe.Slice((*byte)(b.ptr), b.n) }

// Release gives the memory back now instead of when the Buffer is unreachable. Calling it again does
// nothing. Every array that shares the Buffer dies with it: using one later is a bug, which shows as a
// nil pointer if it asks the Buffer again and as corruption if it kept the address.
func (b *Buffer) Release() {
	if b.block != nil && !b.block.take() {
		return
	}
	atomic.StorePointer(&b.ptr, nil)
	if b.block != nil {
		b.block.cleanup.Stop()
		b.block.free()
		pacing.freed(b.block)
	}
}

// Detach hands a large block that came from the Allocator to the caller, who frees it with that
// Allocator; the Buffer still points to it but no longer owns it. ok is false, and nothing changed,
// when the memory came from anywhere else or was released or detached before.
func (b *Buffer) Detach() (ptr unsafe.Pointer, ok bool) {
	if b.block == nil || b.block.source == nil || !b.block.take() {
		return nil, false
	}
	b.block.cleanup.Stop()
	b.block.forget()
	pacing.freed(b.block)
	return b.ptr, true
}

// own makes b responsible for k.
func (b *Buffer) own(k *block) {
	b.block = k
	k.count()
	pacing.allocated(k)
	k.cleanup = runtime.AddCleanup(b, (*block).unreachable, k)
	runtime.KeepAlive(b)
}

// inlineMax is the largest range that lies beside its Buffer.
const inlineMax = 448

// The header takes a whole cache line of these, so that the data is aligned when the struct is. Go
// aligns objects of these sizes, all size classes of the allocator that are multiples of 64, to their
// largest power of two; it does not promise to, so allocInline checks.
type (
	line     [Alignment - unsafe.Sizeof(Buffer{})]byte
	inline64 struct {
		Buffer
		_    line
		data [64]byte
	}
	inline192 struct {
		Buffer
		_    line
		data [192]byte
	}
	inline448 struct {
		Buffer
		_    line
		data [inlineMax]byte
	}
)

// allocInline is a Buffer of n zero bytes in one allocation. A negative n panics.
func allocInline(n int) *Buffer {
	var b *Buffer
	var data unsafe.Pointer
	switch {
	case n < 0:
		panic(fmt.Sprintf("buffer: Alloc of %d bytes", n))
	case n <= 64:
		x := new(inline64)
		b, data = &x.Buffer, unsafe.Pointer(&x.data)
	case n <= 192:
		x := new(inline192)
		b, data = &x.Buffer, unsafe.Pointer(&x.data)
	default:
		x := new(inline448)
		b, data = &x.Buffer, unsafe.Pointer(&x.data)
	}
	if uintptr(data)%Alignment != 0 {
		data = align(unsafe.Pointer(unsafe.SliceData(make([]byte, n+Alignment-1))))
	}
	b.ptr, b.n = data, n
	return b
}

// uncleared is n aligned bytes of Go memory with arbitrary contents. Only strings.Builder allocates
// without clearing; nobody keeps its string, so its bytes are ours to write.
func uncleared(n int) unsafe.Pointer {
	var s strings.Builder
	s.Grow(n + Alignment - 1)
	s.WriteByte(0)
	return align(unsafe.Pointer(unsafe.StringData(s.String())))
}

// align is the first aligned address at or after p.
func align(p unsafe.Pointer) unsafe.Pointer {
	return unsafe.Add(p, -uintptr(p)%Alignment)
}
