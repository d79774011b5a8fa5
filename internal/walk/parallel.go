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
const (
	probe     = 4 << 10                // elements run first, to learn what one costs
	oneThread = 256 << 10              // elements a single thread runs without asking whether to stop
	hotWork   = 12 * time.Microsecond  // work left that is worth a spinning helper
	coldWork  = 100 * time.Microsecond // work left that is worth waking a parked one
	idleSpin  = 60 * time.Microsecond  // how long an idle helper looks for work before it parks
	// yieldEvery pieces a goroutine lets others run: with every processor busy, a collection's workers would wait
	// for the end of a time slice, 10 ms.
	yieldEvery = 16
	pollEvery  = 10 * time.Millisecond // how often a long loop asks whether to stop
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
}

// take runs the next piece; it reports false when none is left.
func (t *task) take() bool {
	i := t.next.Add(1) - 1
	if i >= t.pieces {
		return false
	}
	if !t.stop.Load() {
		lo := t.lo + int(i)*t.unit
		t.body(lo, min(lo+t.unit, t.n))
	}
	t.done.Add(1)
	if i%yieldEvery == yieldEvery-1 {
		runtime.Gosched()
	}
	return true
}

// Unit is the number of elements a piece holds a multiple of.
type Unit int

// Parallel calls body on ranges that cover 0 to n, on several cores when that pays. A unit says that
// ranges must begin at its multiples. Calls from inside body, and calls while another goroutine's
// loop has the helpers, run on the caller alone.
func Parallel(n int, body func(lo, hi int), units ...Unit) {
	unit := 1
	if len(units) > 0 {
		unit = int(units[0])
	}
	if n <= 2*probe || n <= oneThread && Threads() == 1 {
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
	shared := left > hotWork && Threads() > 1 && team.offer(t, left)
	t.work(left, began)
	if shared {
		for t.done.Load() < t.pieces {
			runtime.Gosched() // a helper whose thread was taken away needs one
		}
		team.current.CompareAndSwap(t, nil)
	}
	if t.stop.Load() {
		panic(Canceled{})
	}
}

// work takes pieces until none is left, asking now and then whether to stop.
func (t *task) work(left time.Duration, began time.Time) {
	ask := interrupted.Load()
	if ask == nil || left < pollEvery {
		for t.take() {
		}
		return
	}
	next := began.Add(pollEvery)
	for t.take() {
		if now := time.Now(); now.After(next) && !t.stop.Load() {
			if (*ask)() {
				t.stop.Store(true)
			}
			next = now.Add(pollEvery)
		}
	}
}

// helpers are the goroutines that join parallel loops; they start at the first loop that is worth
// one and live as long as the process.
type helpers struct {
	start   sync.Once
	current atomic.Pointer[task]
	parked  atomic.Int32
	wake    chan struct{}
}

var team helpers

// offer shows t to the helpers. It reports false when they are taken or not worth waking.
func (h *helpers) offer(t *task, left time.Duration) bool {
	h.start.Do(func() {
		h.wake = make(chan struct{}, Threads())
		for range Threads() - 1 {
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
	for spins := 0; ; spins++ {
		if t := h.current.Load(); t != nil && t.take() {
			for t.take() {
			}
			idle, spins = time.Now(), 0
			continue
		}
		if spins&63 == 0 && time.Since(idle) > idleSpin {
			h.parked.Add(1)
			<-h.wake
			h.parked.Add(-1)
			idle = time.Now()
		}
	}
}
