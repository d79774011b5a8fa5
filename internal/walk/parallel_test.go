package walk

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// useThreads makes parallel loops use n goroutines until the test ends. The helpers of the team they leave
// behind stay parked.
func useThreads(t testing.TB, n int) {
	before := team
	team = &helpers{threads: func() int { return n }}
	t.Cleanup(func() { team = before })
}

// interruptBy installs f until the test ends.
func interruptBy(t *testing.T, f func() bool) {
	before := interrupted.Load()
	Interrupt(f)
	t.Cleanup(func() { interrupted.Store(before) })
}

// panicOf is what f panics with.
func panicOf(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// around are the numbers next to the sizes where a loop changes its way.
func around() []int {
	list := []int{0, 1, 2, 100_003}
	for _, n := range []int{block, probe, 2 * probe, chunk, probe + chunk, probe + 2*chunk, 2 * chunk, oneThread} {
		list = append(list, n-1, n, n+1)
	}
	return list
}

// TestParallelCovers writes to each element without synchronizing, so the race detector sees two visits that
// a count could miss.
func TestParallelCovers(t *testing.T) {
	for threads := 1; threads <= 4; threads++ {
		t.Run(fmt.Sprint(threads, " threads"), func(t *testing.T) {
			useThreads(t, threads)
			for _, n := range around() {
				for _, unit := range []int{1, 2, 7, 1000, block, probe - 1, probe, probe + 1, chunk - 1, chunk, chunk + 1} {
					visits := make([]uint8, n)
					Parallel(n, func(lo, hi int) {
						if lo%unit != 0 || hi != n && hi%unit != 0 {
							t.Errorf("n %d, unit %d: range %d to %d", n, unit, lo, hi)
						}
						for i := lo; i < hi; i++ {
							visits[i]++
						}
					}, Unit(unit))
					if i := slices.IndexFunc(visits, func(v uint8) bool { return v != 1 }); i >= 0 {
						t.Fatalf("n %d, unit %d: element %d was visited %d times", n, unit, i, visits[i])
					}
				}
			}
		})
	}
}

// meet is the body of a loop that has come to an end only when as many goroutines were inside at once. It
// gives up after a while, so that a loop without helpers ends too.
func meet(goroutines int32) (body func(lo, hi int), met *atomic.Bool) {
	met = new(atomic.Bool)
	var inside atomic.Int32
	deadline := time.Now().Add(10 * time.Second)
	return func(lo, _ int) {
		if lo == 0 {
			time.Sleep(time.Millisecond) // the part that is timed: the loop is worth helpers
			return
		}
		if inside.Add(1) >= goroutines {
			met.Store(true)
		}
		for !met.Load() && time.Now().Before(deadline) {
			runtime.Gosched()
		}
		inside.Add(-1)
	}, met
}

func TestHelpersJoin(t *testing.T) {
	for threads := 2; threads <= 4; threads++ {
		useThreads(t, threads)
		for _, pause := range []time.Duration{0, 10 * idleSpin} {
			time.Sleep(pause) // the helpers park meanwhile
			body, met := meet(int32(threads))
			Parallel(64*chunk, body)
			if !met.Load() {
				t.Errorf("%d threads, after %v: never so many at once", threads, pause)
			}
		}
	}
}

func TestWithoutHelp(t *testing.T) {
	useThreads(t, 4)
	me := goroutine()
	next := 0
	split(40*chunk, 1, false, func(lo, hi int) {
		if lo != next || goroutine() != me {
			t.Errorf("range %d to %d after %d on %s, started on %s", lo, hi, next, goroutine(), me)
		}
		next = hi
		time.Sleep(50 * time.Microsecond)
	})
	if next != 40*chunk {
		t.Errorf("ended at %d", next)
	}
}

// goroutine names the calling goroutine.
func goroutine() string {
	text := make([]byte, 64)
	return string(bytes.Fields(text[:runtime.Stack(text, false)])[1])
}

func TestCancel(t *testing.T) {
	for threads := 1; threads <= 3; threads++ {
		useThreads(t, threads)
		me := goroutine()
		interruptBy(t, func() bool {
			if goroutine() != me {
				t.Error("asked on another goroutine")
			}
			return true
		})
		var inside, after, visited atomic.Int64
		var over atomic.Bool
		const n = 1000 * chunk
		got := panicOf(func() {
			Parallel(n, func(lo, hi int) {
				inside.Add(1)
				if over.Load() {
					after.Add(1)
				}
				time.Sleep(time.Millisecond)
				visited.Add(int64(hi - lo))
				inside.Add(-1)
			})
		})
		if inside.Load() != 0 {
			t.Errorf("%d threads: the loop returned while %d pieces ran", threads, inside.Load())
		}
		over.Store(true)
		if _, ok := got.(Canceled); !ok || visited.Load() >= n {
			t.Errorf("%d threads: panic %v after %d of %d elements", threads, got, visited.Load(), n)
		}
		time.Sleep(5 * time.Millisecond)
		if after.Load() != 0 {
			t.Errorf("%d threads: %d pieces started after the end", threads, after.Load())
		}
		if team.current.Load() != nil {
			t.Errorf("%d threads: the helpers are still taken", threads)
		}
		interruptBy(t, func() bool { return false })
		var sum atomic.Int64
		Parallel(n, func(lo, hi int) { sum.Add(int64(hi - lo)) })
		if sum.Load() != n {
			t.Errorf("%d threads: %d of %d elements in the next loop", threads, sum.Load(), n)
		}
	}
}

// TestPanic panics in one piece, wherever it runs, while others run.
func TestPanic(t *testing.T) {
	for threads := 1; threads <= 3; threads++ {
		useThreads(t, threads)
		me := goroutine()
		for _, onHelper := range []bool{false, true}[:min(threads, 2)] {
			var inside atomic.Int64
			got := panicOf(func() {
				Parallel(1000*chunk, func(lo, _ int) {
					inside.Add(1)
					defer inside.Add(-1)
					time.Sleep(100 * time.Microsecond)
					if lo > 0 && (goroutine() != me) == onHelper {
						panic("piece")
					}
				})
			})
			if got != "piece" || inside.Load() != 0 || team.current.Load() != nil {
				t.Errorf("%d threads, helper %t: panic %v, %d pieces inside, task %p", threads, onHelper, got, inside.Load(), team.current.Load())
			}
			body, met := meet(int32(threads))
			Parallel(64*chunk, body)
			if !met.Load() {
				t.Errorf("%d threads, helper %t: no helpers after the panic", threads, onHelper)
			}
		}
	}
}

func TestNestedAndConcurrent(t *testing.T) {
	useThreads(t, 3)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 3 {
				var sum atomic.Int64
				Parallel(5*chunk, func(lo, hi int) {
					Parallel(hi-lo, func(from, to int) {
						for i := from; i < to; i++ {
							sum.Add(int64(lo + i))
						}
					})
				})
				if n := int64(5 * chunk); sum.Load() != n*(n-1)/2 {
					t.Errorf("sum %d", sum.Load())
				}
			}
		})
	}
	group.Wait()
}

// BenchmarkParallel is the cost of a loop whose elements cost nothing.
func BenchmarkParallel(b *testing.B) {
	for _, n := range []int{2 * probe, 2*probe + 1, oneThread, 1 << 22} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Parallel(n, func(lo, hi int) {})
			}
		})
	}
}
