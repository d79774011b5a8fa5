/* Address space under a limit (RLIMIT_AS, `ulimit -v`).
 *
 * The Go runtime reserves addresses far ahead of what it touches. Where it gets none, for its tables, an arena of its
 * heap or the stack of a thread, it ends the process, having nobody to report to. So under a limit the shell asks first
 * and raises MemoryError: before the core is opened, before a call that may start threads, and before a large block
 * is taken from what the runtime may need next. To ask is to map the addresses without access and to unmap them: no
 * page is touched. Where there is no limit nothing is asked.
 *
 * It is a question and not a reservation: what another thread takes between the question and the runtime's need of
 * it is gone.
 */
#define _GNU_SOURCE
#include "shell.h"

#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define MB ((size_t)1 << 20)
#define OPENING (1240 * MB)   /* what a Go 1.26 runtime has reserved when it has computed, stacks of threads apart */
#define FURTHER_THREADS 4     /* beyond one a processor */
#define HEADROOM (96 * MB)    /* an arena of the Go heap, and some stacks */
#define COLLECTION (32 * MB)  /* stacks, which a collection may come to need */
#define CALLS_BETWEEN_LOOKS 8 /* at the limit, which costs a system call */

static atomic_bool limited; /* as last looked at */

static size_t look_at_limit(void)
{
    struct rlimit limit;
    size_t bytes = getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ? 0 : (size_t)limit.rlim_cur;
    bool before = atomic_exchange_explicit(&limited, bytes != 0, memory_order_relaxed);
#ifdef M_ARENA_MAX
    /* The C library gives each new thread 64 MB of addresses for a heap of its own as long as there are any. */
    if (bytes != 0 && !before)
        mallopt(M_ARENA_MAX, 1);
#endif
    return bytes;
}

static bool can_map(size_t nbytes)
{
    void *p = mmap(NULL, nbytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return false;
    munmap(p, nbytes);
    return true;
}

static bool is_free(size_t nbytes)
{
    if (can_map(nbytes))
        return true;
    ndola_memory_trim();
    return can_map(nbytes);
}

/* Threads that the runtime has on this machine in the end. */
static size_t threads(void)
{
    cpu_set_t set;
    return FURTHER_THREADS + (sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1);
}

static size_t stack_bytes(void)
{
    size_t stack = 8 * MB;
    pthread_attr_t attributes;
    if (pthread_getattr_default_np(&attributes) == 0) {
        pthread_attr_getstacksize(&attributes, &stack);
        pthread_attr_destroy(&attributes);
    }
    return stack;
}

static int refuse(const char *what, size_t wanted, size_t limit)
{
    PyErr_Format(PyExc_MemoryError,
                 "ndola: %s needs %zu MB of address space free, and the limit of %zu MB (RLIMIT_AS, ulimit -v) leaves "
                 "less; raise the limit or free arrays",
                 what, wanted / MB, limit / MB);
    return -1;
}

int ndola_limit_opening(int32_t *started)
{
    *started = 0;
    size_t limit = look_at_limit();
    if (limit == 0)
        return 0;
    *started = (int32_t)threads();
    size_t wanted = OPENING + (threads() + 2) * stack_bytes() + HEADROOM; /* two serve the runtime itself */
    if (!is_free(wanted))
        return refuse("opening the Go core", wanted, limit);
    return 0;
}

bool ndola_limit_leaves_call(bool small)
{
    static unsigned calls;
    if (!small && calls++ % CALLS_BETWEEN_LOOKS == 0)
        look_at_limit();
    return !atomic_load_explicit(&limited, memory_order_relaxed) || ndola_limit_leaves_room(0);
}

bool ndola_limit_leaves_collection(void) { return is_free(COLLECTION); }

int ndola_limit_refuses_call(void)
{
    return ndola_limit_leaves_room(0) ? 0 : refuse("the Go core", HEADROOM, look_at_limit());
}

bool ndola_limit_leaves_room(size_t nbytes) { return look_at_limit() == 0 || is_free(nbytes + HEADROOM); }
