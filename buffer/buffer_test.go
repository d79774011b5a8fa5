package buffer

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"pgregory.net/rapid"
)

var sizes = []int{0, 1, 63, 64, 65, 192, 193, 448, 449, 4096, 32768, MappedSize - 1, MappedSize, MappedSize + 1, LargeSize - 1, LargeSize, LargeSize + 1, 3 << 20}

// settles collects until the condition holds, for as long as cleanups may take.
func settles(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for range 500 {
		runtime.GC()
		if condition() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s did not come about: %+v", what, Live())
}

func TestAlloc(t *testing.T) {
	for _, n := range sizes {
		for name, alloc := range map[string]func(int) *Buffer{"Alloc": Alloc, "AllocZero": AllocZero} {
			b := alloc(n)
			if b.Len() != n || len(b.Bytes()) != n || uintptr(b.Ptr())%Alignment != 0 {
				t.Errorf("%s(%d): %d bytes at %p", name, n, b.Len(), b.Ptr())
			}
			for i := range b.Bytes() {
				b.Bytes()[i] = 0xA5
			}
			b.Release()
			if b.Ptr() != nil {
				t.Errorf("%s(%d): address after Release", name, n)
			}
			b.Release()
		}
		// The block that was just filled is the first to be recycled.
		b := AllocZero(n)
		if slices.ContainsFunc(b.Bytes(), func(x byte) bool { return x != 0 }) {
			t.Errorf("AllocZero(%d) is not zero", n)
		}
		b.Release()
	}
}

func TestAllocKeepsContents(t *testing.T) {
	// Buffers of all kinds survive collections with their contents.
	var all []*Buffer
	for round := range 50 {
		for _, n := range sizes[:len(sizes)-3] {
			b := Alloc(n)
			for i := range b.Bytes() {
				b.Bytes()[i] = byte(round)
			}
			all = append(all, b)
		}
	}
	runtime.GC()
	for i, b := range all {
		want := byte(i / (len(sizes) - 3))
		if slices.ContainsFunc(b.Bytes(), func(x byte) bool { return x != want }) {
			t.Fatalf("buffer %d of %d bytes was overwritten", i, b.Len())
		}
	}
}

var sink *Buffer

func TestSmallIsOneAllocation(t *testing.T) {
	for _, n := range []int{0, 8, 64, 192, inlineMax} {
		if allocs := testing.AllocsPerRun(100, func() { sink = Alloc(n) }); allocs != 1 {
			t.Errorf("Alloc(%d): %v allocations", n, allocs)
		}
	}
}

func TestNegative(t *testing.T) {
	for _, alloc := range []func(int) *Buffer{Alloc, AllocZero} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			alloc(-1)
		}()
	}
}

func TestOutOfMemory(t *testing.T) {
	if !canMap {
		t.Skip("large blocks are Go memory")
	}
	defer func() {
		if e, ok := recover().(OutOfMemory); !ok || e.Bytes != 1<<62 {
			t.Errorf("panic %v", e)
		}
	}()
	Alloc(1 << 62)
}

func TestRecycling(t *testing.T) {
	if !canMap {
		t.Skip("large blocks are Go memory")
	}
	Trim()
	before := Live()
	a := Alloc(5 << 20)
	first := a.Ptr()
	if got := Live(); got.Buffers != before.Buffers+1 || got.Bytes != before.Bytes+5<<20 {
		t.Errorf("live %+v, before %+v", got, before)
	}
	if uintptr(first)%hugePage != 0 {
		t.Errorf("block at %p", first)
	}
	a.Release()
	if got := Live().Cached; got != int64(classSize(5<<20)) {
		t.Errorf("cached %d", got)
	}
	b := Alloc(5<<20 + 100)
	if b.Ptr() != first {
		t.Error("a block of the same class was not recycled")
	}
	c := Alloc(5 << 20)
	if c.Ptr() == first {
		t.Error("a block was handed out twice")
	}
	b.Release()
	c.Release()
	Trim()
	if got := Live(); got != before {
		t.Errorf("live %+v, before %+v", got, before)
	}
}

func TestRecyclingPages(t *testing.T) {
	if !canMap {
		t.Skip("blocks are Go memory")
	}
	Trim()
	for _, n := range []int{MappedSize, MappedSize + 1, 100_000, LargeSize, hugePage - 1} {
		a := Alloc(n)
		first := a.Ptr()
		a.Release()
		if got := Live().Cached; got != int64(classSize(n)) {
			t.Errorf("%d bytes: %d cached", n, got)
		}
		b := Alloc(n)
		if b.Ptr() != first {
			t.Errorf("%d bytes: not recycled", n)
		}
		b.Release()
		Trim()
	}
	before := Live()
	if Alloc(MappedSize - 1); Live() != before {
		t.Error("a block below MappedSize is not Go memory")
	}
}

func TestCacheIsBounded(t *testing.T) {
	if !canMap {
		t.Skip("large blocks are Go memory")
	}
	var all []*Buffer
	for range 2*maxCached/(32<<20) + 1 {
		all = append(all, Alloc(32<<20))
	}
	for _, b := range all {
		b.Release()
	}
	if got := Live().Cached; got > maxCached || got == 0 {
		t.Errorf("%d bytes cached", got)
	}
	Trim()
}

func TestClassSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(1, 8*hugePage), rapid.IntRange(1, 1<<40)).Draw(t, "n")
		size := classSize(n)
		page := smallPage
		if size >= hugePage {
			page = hugePage
		}
		if size < n || size%page != 0 || size-n > n/8+page {
			t.Fatalf("classSize(%d) = %d", n, size)
		}
		if classSize(size) != size || classSize(n+1) < size {
			t.Fatalf("classes around %d: %d, %d", n, classSize(size), classSize(n+1))
		}
	})
}

func TestUnreachable(t *testing.T) {
	Trim()
	before := Live()
	var released atomic.Int32
	func() {
		for range 20 {
			Alloc(LargeSize).Bytes()[0] = 1
			Adopt(nil, 0, func() { released.Add(1) })
		}
	}()
	settles(t, "the baseline", func() bool { now := Live(); now.Cached = 0; return now == before })
	if released.Load() != 20 {
		t.Errorf("%d releases of 20", released.Load())
	}
}

func TestReleaseExactlyOnce(t *testing.T) {
	const buffers, callers = 100, 8
	var counts [buffers]atomic.Int32
	before := Live().Adopted
	func() {
		var memory [8]byte
		var all [buffers]*Buffer
		for i := range all {
			all[i] = Adopt(unsafe.Pointer(&memory), len(memory), func() { counts[i].Add(1) })
		}
		if got := Live().Adopted - before; got != buffers {
			t.Errorf("%d adopted, want %d", got, buffers)
		}
		// Half are released by everybody at once while the other half become unreachable.
		var group sync.WaitGroup
		for range callers {
			group.Go(func() {
				for i := 0; i < buffers; i += 2 {
					all[i].Release()
				}
			})
		}
		runtime.GC()
		group.Wait()
	}()
	settles(t, "the release of all", func() bool { return Live().Adopted == before })
	runtime.GC()
	for i := range counts {
		if n := counts[i].Load(); n != 1 {
			t.Errorf("buffer %d was released %d times", i, n)
		}
	}
}

func TestAdoptWithoutRelease(t *testing.T) {
	before := Live()
	memory := []byte{1, 2, 3}
	b := Adopt(unsafe.Pointer(&memory[0]), 3, nil)
	if !slices.Equal(b.Bytes(), memory) || Live() != before {
		t.Errorf("%v, live %+v", b.Bytes(), Live())
	}
	b.Release()
	b.Release()
}

func TestSet(t *testing.T) {
	array := new(struct {
		Buffer
		data [16]byte
	})
	array.Set(unsafe.Pointer(&array.data), 16)
	array.Bytes()[3] = 7
	if array.data[3] != 7 || array.Len() != 16 {
		t.Error("not the bytes in the struct")
	}
	if _, ok := array.Detach(); ok {
		t.Error("Go memory was detached")
	}
}

// heap is an Allocator over Go memory which remembers what is out.
type heap struct {
	mu    sync.Mutex
	out   map[unsafe.Pointer][]byte
	freed int
	full  bool
}

func (h *heap) Alloc(n int) unsafe.Pointer {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.full {
		return nil
	}
	memory := slices.Repeat([]byte{0xA5}, n+Alignment)
	p := align(unsafe.Pointer(&memory[0]))
	h.out[p] = memory
	return p
}

func (h *heap) Free(p unsafe.Pointer, n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.out[p]) != n+Alignment {
		panic("Free of another block")
	}
	delete(h.out, p)
	h.freed++
}

func TestAllocator(t *testing.T) {
	h := &heap{out: map[unsafe.Pointer][]byte{}}
	SetAllocator(h)
	defer func() { allocator = nil }()
	before := Live()

	a, b, c := Alloc(LargeSize), AllocZero(LargeSize+8), Alloc(LargeSize-1)
	if len(h.out) != 2 {
		t.Errorf("%d blocks out", len(h.out))
	}
	if slices.ContainsFunc(b.Bytes(), func(x byte) bool { return x != 0 }) {
		t.Error("AllocZero is not zero")
	}
	if _, ok := c.Detach(); ok {
		t.Error("Go memory was detached")
	}
	address := a.Ptr()
	p, ok := a.Detach()
	if !ok || p != address || a.Ptr() != address {
		t.Errorf("Detach: %p, %t, want %p", p, ok, address)
	}
	if _, again := a.Detach(); again {
		t.Error("detached twice")
	}
	a.Release()
	b.Release()
	b.Release()
	if h.freed != 1 || Live() != before {
		t.Errorf("%d freed, live %+v, before %+v", h.freed, Live(), before)
	}
	h.Free(p, LargeSize)

	func() { Alloc(2 * LargeSize) }()
	settles(t, "the free of all", func() bool { h.mu.Lock(); defer h.mu.Unlock(); return len(h.out) == 0 })

	func() {
		defer func() {
			if _, ok := recover().(OutOfMemory); !ok {
				t.Error("no OutOfMemory")
			}
		}()
		h.full = true
		Alloc(LargeSize)
	}()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a second SetAllocator did not panic")
			}
		}()
		SetAllocator(h)
	}()
}

func collections() int {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.NumGC)
}

func TestGarbageDrivesTheCollector(t *testing.T) {
	if !canMap {
		t.Skip("large blocks are Go memory")
	}
	// 8 GiB of address space, most of it never touched, in a program with hardly a Go heap.
	before, base := collections(), Live().Bytes
	var most int64
	for range 256 {
		sink = Alloc(32 << 20)
		most = max(most, Live().Bytes-base)
	}
	sink = nil
	if collections() == before {
		t.Error("no collection")
	}
	t.Logf("%d MiB live at most", most>>20)
	if most > 2<<30 {
		t.Errorf("%d MiB were live at once", most>>20)
	}
	settles(t, "the baseline", func() bool { return Live().Bytes <= base })
	Trim()
}

func TestReleasedMemoryDoesNot(t *testing.T) {
	Alloc(128 << 20).Release()
	before := collections()
	for range 256 {
		Alloc(128 << 20).Release()
	}
	// The first rounds may be charged with what was allocated before.
	if got := collections() - before; got > 3 {
		t.Errorf("%d collections", got)
	}
	Trim()
}

func TestConcurrent(t *testing.T) {
	before := Live()
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for round := range 100 {
				b := Alloc(LargeSize + worker*LargeSize)
				edge := b.Len() - 1
				b.Bytes()[0], b.Bytes()[edge] = byte(worker), byte(round)
				runtime.Gosched()
				if b.Bytes()[0] != byte(worker) || b.Bytes()[edge] != byte(round) {
					t.Error("two buffers share memory")
				}
				if round%2 == 0 {
					b.Release()
				}
				runtime.KeepAlive(b)
			}
		})
	}
	group.Wait()
	settles(t, "the baseline", func() bool { return Live().Buffers == before.Buffers && Live().Bytes == before.Bytes })
	Trim()
}

func BenchmarkAlloc(b *testing.B) {
	for _, n := range []struct {
		name  string
		bytes int
	}{{"64B", 64}, {"4KiB", 4096}, {"512KiB", 512 << 10}, {"8MiB", 8 << 20}} {
		b.Run(n.name, func(b *testing.B) {
			for b.Loop() {
				sink = Alloc(n.bytes)
				sink.Release()
			}
		})
		b.Run(n.name+"/zero", func(b *testing.B) {
			for b.Loop() {
				sink = AllocZero(n.bytes)
				sink.Release()
			}
		})
	}
}
