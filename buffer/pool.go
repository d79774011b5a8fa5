package buffer

import (
	"math/bits"
	"slices"
	"sync"
	"unsafe"
)

// hugePage is the size of a huge page on the machines that have them, and the boundary and granularity
// everywhere of blocks that fill one. Smaller blocks are multiples of smallPage, which no machine's pages
// exceed.
const (
	hugePage  = 2 << 20
	smallPage = 16 << 10
)

// maxCached bounds the free blocks that are kept. Beyond it they go back to the operating system.
const maxCached = 256 << 20

// pool keeps free blocks by size class, the most recently freed first out: it is the warmest.
type pool struct {
	mu     sync.Mutex
	free   map[int][][]byte // by length
	cached int64
}

var blocks = pool{free: map[int][][]byte{}}

// classSize is the size of the blocks that hold n bytes: whole pages, with eight classes from one
// power of two to the next so that no more than an eighth is wasted.
func classSize(n int) int {
	page := smallPage
	if n > hugePage-hugePage/8 {
		page = hugePage
	}
	pages := (n + page - 1) / page
	step := 1 << max(bits.Len(uint(pages-1))-4, 0)
	return (pages + step - 1) / step * step * page
}

// get is a block that holds n bytes, and whether it is known to be zero. It is nil where there is no memory.
func (p *pool) get(n int) (mapping []byte, zero bool) {
	if n > 1<<(bits.UintSize-3) {
		return nil, false
	}
	size := classSize(n)
	if mapping := p.reuse(size); mapping != nil {
		return mapping, false
	}
	mapping, err := mapMemory(size)
	if err != nil && n >= LargeSize {
		// What is unreachable or free may make room.
		collectAndClean()
		Trim()
		mapping, err = mapMemory(size)
	}
	return mapping, err == nil
}

// reuse is a cached block of the size, or nil.
func (p *pool) reuse(size int) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.free[size]
	if len(list) == 0 {
		return nil
	}
	last := len(list) - 1
	mapping := list[last]
	list[last] = nil
	p.free[size] = list[:last]
	p.cached -= int64(size)
	return mapping
}

// put keeps a block for reuse or, if it does not fit, unmaps it.
func (p *pool) put(mapping []byte) {
	if !p.keep(mapping) {
		unmapMemory(mapping)
	}
}

func (p *pool) keep(mapping []byte) bool {
	size := mappedSize(mapping)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cached+int64(size) > maxCached {
		return false
	}
	p.free[size] = append(p.free[size], mapping)
	p.cached += int64(size)
	return true
}

// bytes is how much is cached.
func (p *pool) bytes() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cached
}

// Trim gives the free blocks that are kept for reuse back to the operating system.
func Trim() {
	blocks.mu.Lock()
	var all [][]byte
	for _, list := range blocks.free {
		all = slices.Concat(all, list)
	}
	clear(blocks.free)
	blocks.cached = 0
	blocks.mu.Unlock()
	for _, mapping := range all {
		unmapMemory(mapping)
	}
}

// mappedSize is the size of the block in a mapping.
func mappedSize(mapping []byte) int {
	if len(mapping) < hugePage {
		return len(mapping)
	}
	return len(mapping) - hugePage
}

// mappedData is the address of the block in a mapping: its start, or the first huge-page boundary of one
// that is a huge page longer than its block so that there is one.
func mappedData(mapping []byte) unsafe.Pointer {
	start := unsafe.Pointer(unsafe.SliceData(mapping))
	if len(mapping) < hugePage {
		return start
	}
	return unsafe.Add(start, -uintptr(start)%hugePage)
}
