package buffer

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
)

// minGrowth is how many counted bytes may be allocated between collections however little is live.
const minGrowth = 64 << 20

// pacer starts collections for the memory that the collector does not see. The rule is that of a Go
// heap with GOGC=100: a collection is due when as much was allocated since the last one as was live
// then, counting Go's heap and ours together, and never before minGrowth. Bytes given back explicitly
// were no garbage and are taken off again, so a program that releases what it allocates causes no
// collections.
//
// Collections run in the background. An allocation that finds the growth at twice what is allowed
// waits for the one that is running, so that a loop cannot outrun the collector.
type pacer struct {
	since atomic.Int64 // bytes allocated less bytes released since the last collection seen

	mu      sync.Mutex
	cycles  uint64        // collections seen
	running chan struct{} // closed when the collection in the background is done; nil when none is
}

var pacing pacer

// released takes off n bytes that were given back explicitly. The sum may go below 0, when they were
// allocated before the last collection.
func (p *pacer) released(n int) { p.since.Add(-int64(n)) }

// allocated adds n bytes and collects if that is due.
func (p *pacer) allocated(n int) {
	since := p.since.Add(int64(n))
	if since <= minGrowth {
		return
	}
	cycles, heap := collector()
	allowed := max(minGrowth, heap+live.counted.Load()-since)
	if since <= allowed {
		return
	}
	if running := p.collect(cycles, int64(n)); running != nil && since > 2*allowed {
		<-running
	}
}

// collect starts a collection unless one is running, or one that the Go heap caused has passed since
// the last look. It returns what is closed when the running one is done.
func (p *pacer) collect(cycles uint64, n int64) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.running != nil:
	case cycles != p.cycles:
		p.cycles = cycles
		p.since.Store(n)
	default:
		p.running = make(chan struct{})
		go p.run()
	}
	return p.running
}

// run is the collection in the background. What was allocated while it ran was mostly not seen by it,
// and counts for the next one.
func (p *pacer) run() {
	before := p.since.Load()
	collectAndClean()
	p.since.Add(-before)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cycles, _ = collector()
	close(p.running)
	p.running = nil
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
