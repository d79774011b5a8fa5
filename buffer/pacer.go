package buffer

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
)

// minGrowth is how many counted bytes may be allocated between collections however small the Go heap is:
// so few that what was freed is recycled while it is in some cache, and that a loop which leaves its results
// to the collector soon finds them all in recycled memory; so many that the arithmetic on them takes ten
// times as long as a collection.
const minGrowth = 16 << 20

// pacer starts collections for the memory that the collector does not see. A collection is due when as much
// was allocated since the last one as that left live on the Go heap, and never before minGrowth: its cost is
// that of marking the Go heap, however much memory lies outside. Bytes given back explicitly
// were no garbage and are taken off again, so a program that releases what it allocates causes no
// collections.
//
// Collections run in the background. An allocation that finds the next one due while one is running
// waits for it, so that a loop cannot outrun the collector.
type pacer struct {
	epoch atomic.Int64 // collections seen; a block remembers the one it was allocated in
	since atomic.Int64 // bytes allocated in this epoch and not given back

	mu      sync.Mutex
	cycles  uint64        // collections that the runtime had counted when the epoch began
	running chan struct{} // closed when the collection in the background is done; nil when none is
}

var pacing pacer

// freed takes k off the growth, unless it is older than the epoch.
func (p *pacer) freed(k *block) {
	if k.epoch == p.epoch.Load() {
		p.since.Add(-int64(k.n))
	}
}

// allocated adds k, which is no garbage yet, and collects if that was due before.
func (p *pacer) allocated(k *block) {
	k.epoch = p.epoch.Load()
	before := p.since.Add(int64(k.n)) - int64(k.n)
	if before <= minGrowth {
		return
	}
	cycles, heap := collector()
	if before <= max(minGrowth, heap) {
		return
	}
	if running := p.collect(cycles); running != nil {
		<-running
	}
}

// collect starts a collection, unless one that the Go heap caused has passed since the last look. If
// one is running already it returns what is closed when that is done.
func (p *pacer) collect(cycles uint64) (running <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running != nil {
		return p.running
	}
	passed := cycles > p.cycles
	p.begin(cycles)
	if !passed {
		p.running = make(chan struct{})
		go p.run()
	}
	return nil
}

// begin begins an epoch. What is allocated while its collection runs is mostly kept by that, and
// belongs to the epoch.
func (p *pacer) begin(cycles uint64) {
	p.cycles = cycles
	p.epoch.Add(1)
	p.since.Store(0)
}

// run is the collection in the background.
func (p *pacer) run() {
	collectAndClean()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cycles, _ = collector()
	close(p.running)
	p.running = nil
}

// Collect runs the garbage collector and gives unreachable memory off the Go heap back, also what is kept for reuse. It
// is for a program that is told from outside that memory is short; Alloc does it by itself.
func Collect() {
	collectAndClean()
	Trim()
}

// collectAndClean collects and waits until the cleanups of what was found unreachable have had their
// turn, which one of its own tells; not for long, since a release function may block.
func collectAndClean() {
	cleaned := make(chan struct{})
	runtime.AddCleanup(new([4]uintptr), func(cleaned chan struct{}) { close(cleaned) }, cleaned)
	runtime.GC()
	select {
	case <-cleaned:
	case <-time.After(100 * time.Millisecond):
	}
}

// collector is how many collections there were and how many bytes the last one left live.
func collector() (cycles uint64, heap int64) {
	samples := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64(), int64(samples[1].Value.Uint64())
}
