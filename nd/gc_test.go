package nd

import (
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// A collection waits until every goroutine stops, and assembly cannot be stopped: this is how long
// runtime.GC takes while another goroutine computes without a pause.
func BenchmarkGCWhileKernelsRun(b *testing.B) {
	x, out := Ones([]int{1 << 22}), Ones([]int{1 << 22})
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
			Exp(x, Into(out))
		}
	}()
	var longest time.Duration
	for b.Loop() {
		start := time.Now()
		runtime.GC()
		longest = max(longest, time.Since(start))
	}
	stop.Store(true)
	<-done
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms-longest")
}
