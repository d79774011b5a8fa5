package buffer

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

// Allocator is a source of large blocks other than this package's own. Alloc returns n bytes aligned
// to Alignment with arbitrary contents, or nil; Free takes back a block with the n it was made with.
// Both are called from any goroutine.
type Allocator interface {
	Alloc(n int) unsafe.Pointer
	Free(p unsafe.Pointer, n int)
}

// allocator is the one set by SetAllocator.
var allocator Allocator

// SetAllocator makes all large blocks come from a. It is called at most once, from an init function,
// before anything is allocated; a second call panics.
func SetAllocator(a Allocator) {
	if allocator != nil {
		panic("buffer: SetAllocator called twice")
	}
	allocator = a
}

// offHeap says that a Buffer of n bytes is not Go memory.
func offHeap(n int) bool {
	if allocator != nil {
		return n >= LargeSize
	}
	return canMap && n >= MappedSize
}

// block is memory that has to be given back. The cleanup of its Buffer refers to it, so it must not
// refer to the Buffer.
type block struct {
	taken   atomic.Bool // by whoever gives it back: Release, Detach or the cleanup
	n       int
	epoch   int64 // of the pacer
	cleanup runtime.Cleanup

	// One of these says where the memory goes.
	release func()    // foreign
	source  Allocator // of ptr
	mapping []byte    // ours

	ptr unsafe.Pointer
}

// allocBlock is a Buffer of n bytes off the Go heap. zero says that they are known to be zero. Where there is
// no memory it is nil, or a panic with OutOfMemory if the Go heap is no place for so many.
func allocBlock(n int) (b *Buffer, zero bool) {
	k := &block{n: n}
	if allocator != nil {
		k.ptr = allocator.Alloc(n)
		if k.ptr == nil {
			collectAndClean() // what is unreachable may make room
			k.ptr = allocator.Alloc(n)
		}
		k.source = allocator
	} else if k.mapping, zero = blocks.get(n); k.mapping != nil {
		k.ptr = mappedData(k.mapping)
	}
	switch {
	case k.ptr == nil && n >= LargeSize:
		panic(OutOfMemory{n})
	case k.ptr == nil:
		return nil, false
	}
	b = &Buffer{ptr: k.ptr, n: n}
	b.own(k)
	return b, zero
}

// take says whether the caller is the first to give the block back.
func (k *block) take() bool { return k.taken.CompareAndSwap(false, true) }

// unreachable is the cleanup.
func (k *block) unreachable() {
	if k.take() {
		pacing.freed(k)
		k.free()
	}
}

// free gives a taken block back to where it came from.
func (k *block) free() {
	k.forget()
	switch {
	case k.release != nil:
		k.release()
	case k.source != nil:
		k.source.Free(k.ptr, k.n)
	default:
		blocks.put(k.mapping)
	}
}

// count enters the block in the statistics, and forget takes it out.
func (k *block) count() { k.add(1) }

func (k *block) forget() { k.add(-1) }

func (k *block) add(sign int64) {
	live.buffers.Add(sign)
	if k.release != nil {
		live.adopted.Add(sign)
	} else {
		live.bytes.Add(sign * int64(k.n))
	}
}

// live counts blocks not yet given back.
var live struct{ buffers, bytes, adopted atomic.Int64 }

// Stats counts memory that will have to be given back. Buffers in Go memory are not counted: the
// collector has them.
type Stats struct {
	Buffers int   // mapped and adopted Buffers alive, and those from an Allocator
	Bytes   int64 // of those that are not adopted
	Adopted int   // adopted Buffers whose release has not run
	Cached  int64 // bytes of free blocks kept for reuse
}

// Live is the memory in use now. A test for leaks compares it before and after, with a runtime.GC and
// some patience between if it relies on cleanups.
func Live() Stats {
	return Stats{
		Buffers: int(live.buffers.Load()),
		Bytes:   live.bytes.Load(),
		Adopted: int(live.adopted.Load()),
		Cached:  blocks.bytes(),
	}
}
