package walk

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Waking a parked thread costs some 30 µs, a spinning one answers in a tenth of a microsecond. So the
// caller of a parallel loop never parks: it takes pieces of the work until none is left and then spins
// for the piece a helper still has. A helper joins late or not at all, without harm. Idle, it looks for
// work for a while and then parks; a parked helper is woken only for work that is long enough.
//
// All of them step aside now and then. Where every processor computes, another goroutine would wait for
// the end of a time slice, 10 ms, each time it wants to run, and a collection wants to many times: it
// hands the sweeping of each span of memory to whoever is next.
const (
	probe     = 4 << 10                // elements run first, to learn what one costs
	oneThread = 256 << 10              // elements a single thread runs without asking whether to stop
	hotWork   = 12 * time.Microsecond  // work left that is worth a spinning helper
	coldWork  = 100 * time.Microsecond // work left that is worth waking a parked one
	idleSpin  = 60 * time.Microsecond  // how long an idle helper looks for work before it parks
	pollEvery = 10 * time.Millisecond  // how often a long loop asks whether to stop

	yieldPieces = 4    // pieces a goroutine runs between two yields
	yieldSpins  = 1024 // looks for work between two yields, some microseconds
)

// Threads is the number of goroutines a parallel loop uses, the caller included. It is the environment
// variable GONDOLA_NUM_THREADS where that is a positive number, else GOMAXPROCS.
var Threads = sync.OnceValue(func() int {
	if n, err := strconv.Atoi(os.Getenv("GONDOLA_NUM_THREADS")); err == nil && n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
})

// Canceled is what a long loop panics with when Interrupt's function asked it to stop.
type Canceled struct{}

func (Canceled) Error() string { return "canceled" }

// interrupted is asked every few milliseconds of a long loop, on the caller's own thread.
var interrupted atomic.Pointer[func() bool]

// Interrupt installs the function that long loops ask whether to stop; it is called on the goroutine
// that called Map or Reduce. Programs that embed Go, such as the Python package, set it once.
func Interrupt(f func() bool) { interrupted.Store(&f) }

// task is one parallel loop: pieces of `unit` elements handed out in order.
type task struct {
	body   func(lo, hi int)
	lo, n  int
	unit   int
	pieces int64
	next   atomic.Int64 // the piece to hand out
	done   atomic.Int64 // pieces finished
	stop   atomic.Bool
	failed atomic.Pointer[any] // what body panicked with on a helper
}

// take runs the next piece; it reports false when none is left.
func (t *task) take() bool {
	i := t.next.Add(1) - 1
	if i >= t.pieces {
		return false
	}
	defer t.done.Add(1)
	if !t.stop.Load() {
		lo := t.lo + int(i)*t.unit
		t.body(lo, min(lo+t.unit, t.n))
	}
	return true
}

// Unit is the number of elements a piece holds a multiple of.
type Unit int

// Parallel calls body on ranges that cover 0 to n, on several cores when that pays. A unit says that
// ranges must begin at its multiples. Calls from inside body, and calls while another goroutine's
// loop has the helpers, run on the caller alone. A panic of body, on whatever core, is the caller's.
func Parallel(n int, body func(lo, hi int), units ...Unit) {
	unit := 1
	if len(units) > 0 {
		unit = int(units[0])
	}
	split(n, unit, true, body)
}

// split is Parallel; without help the calling goroutine runs every range, in order.
func split(n, unit int, help bool, body func(lo, hi int)) {
	help = help && n > 2*probe && team.threads() > 1
	if n <= 2*probe || n <= oneThread && !help {
		body(0, n)
		return
	}
	first := max(1, probe/unit) * unit
	if first >= n {
		body(0, n)
		return
	}
	began := time.Now()
	body(0, first)
	spent := time.Since(began)
	left := time.Duration(float64(spent) * float64(n-first) / float64(first))
	piece := max(1, chunk/unit) * unit
	t := &task{body: body, lo: first, n: n, unit: piece, pieces: int64((n - first + piece - 1) / piece)}
	if help && left > hotWork && team.offer(t, left) {
		t.share(left, began)
	} else {
		t.work(left, began)
	}
	if t.stop.Load() {
		panic(Canceled{})
	}
}

// share does the caller's part of a task that helpers may have joined, and waits for theirs.
func (t *task) share(left time.Duration, began time.Time) {
	defer func() {
		// Pieces that nobody took are left where body panicked.
		if taken := t.next.Swap(t.pieces); taken < t.pieces {
			t.done.Add(t.pieces - taken)
		}
		for spins := 1; t.done.Load() < t.pieces; spins++ {
			if spins%yieldSpins == 0 {
				runtime.Gosched() // a helper whose thread was taken away needs one
			}
		}
		team.current.CompareAndSwap(t, nil)
		if failed := t.failed.Load(); failed != nil {
			panic(*failed)
		}
	}()
	t.work(left, began)
}

// work takes pieces until none is left, asking now and then whether to stop.
func (t *task) work(left time.Duration, began time.Time) {
	ask := interrupted.Load()
	// A program that embeds Go calls from a goroutine that is tied to a thread: for that one a yield is a change of
	// threads, tens of microseconds, and there is next to no Go heap to collect.
	tied := ask != nil
	if left < pollEvery {
		ask = nil
	}
	next := began.Add(pollEvery)
	for i := 1; t.take(); i++ {
		if i%yieldPieces == 0 && !tied {
			runtime.Gosched()
		}
		if ask == nil {
			continue
		}
		if now := time.Now(); now.After(next) && !t.stop.Load() {
			if (*ask)() {
				t.stop.Store(true)
			}
			next = now.Add(pollEvery)
		}
	}
}

// assist takes pieces on a helper. A panic stops the task and is kept for the caller.
func (t *task) assist() (any bool) {
	defer func() {
		if failed := recover(); failed != nil {
			t.failed.CompareAndSwap(nil, &failed)
			t.stop.Store(true)
		}
	}()
	for i := 1; t.take(); i++ {
		any = true
		if i%yieldPieces == 0 {
			runtime.Gosched()
		}
	}
	return any
}

// helpers are the goroutines that join parallel loops; they start at the first loop that is worth
// one and live as long as the process.
type helpers struct {
	threads func() int // goroutines a loop uses, the caller included
	start   sync.Once
	current atomic.Pointer[task]
	parked  atomic.Int32
	wake    chan struct{}
}

var team = &helpers{threads: Threads}

// offer shows t to the helpers. It reports false when they are taken or not worth waking.
func (h *helpers) offer(t *task, left time.Duration) bool {
	h.start.Do(func() {
		h.wake = make(chan struct{}, h.threads())
		for range h.threads() - 1 {
			go h.help()
		}
	})
	parked := h.parked.Load()
	if parked > 0 && left < coldWork {
		return false
	}
	if !h.current.CompareAndSwap(nil, t) {
		return false
	}
	for range parked {
		select {
		case h.wake <- struct{}{}:
		default:
		}
	}
	return true
}

// help is the life of one helper.
func (h *helpers) help() {
	idle := time.Now()
	for spins := 1; ; spins++ {
		if t := h.current.Load(); t != nil && t.assist() {
			idle, spins = time.Now(), 0
			continue
		}
		if spins%yieldSpins == 0 {
			runtime.Gosched()
		}
		if spins%64 == 0 && time.Since(idle) > idleSpin {
			h.parked.Add(1)
			<-h.wake
			h.parked.Add(-1)
			idle = time.Now()
		}
	}
}
