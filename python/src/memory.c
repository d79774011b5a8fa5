/* Memory: one header a block, counted by atomics, so that a block may die on any thread without the GIL.
 *
 * Three sources by size. Up to 64 KB: free lists by size class, short, so a result of a small call
 * comes from the cache lines the previous one left. Up to 1 MB: the C library. Above: whole mappings cut
 * at 2 MB boundaries and advised to use huge pages, kept when freed, since the first touch of fresh
 * pages costs more than the arithmetic done in them.
 *
 * One spin lock guards the lists and the counters. It is held for a few instructions, never while
 * memory is obtained from the system, and it is taken around fork so that a child never inherits it held.
 * Callers that hold the GIL (the functions in _locked) have lists and counters of their own for the smallest
 * blocks, which the GIL guards: without an atomic instruction a block is taken and given back in half the time.
 */
#define _GNU_SOURCE
#include "shell.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>

#if NDOLA_SANITIZED
#include <sanitizer/asan_interface.h>
#define FENCE(from, nbytes) ASAN_POISON_MEMORY_REGION(from, nbytes)
#else
#define FENCE(from, nbytes) ((void)0)
#endif

#define HEADER ((sizeof(ndola_block) + NDOLA_ALIGNMENT - 1) & ~(size_t)(NDOLA_ALIGNMENT - 1))
#define NUM_FINE 32                /* classes of 64, 128 ... 2048 bytes */
#define NUM_CLASSES (NUM_FINE + 5) /* and 4 KB ... 64 KB */
#define LARGE ((size_t)1 << 20)
#define HUGE_PAGE ((size_t)2 << 20)
#define POOL_BLOCKS 8
#define POOL_BYTES ((size_t)384 << 20)

static atomic_flag lock = ATOMIC_FLAG_INIT;
static atomic_bool exiting;

typedef struct {
    ndola_block *head;
    int length;
} block_list;

typedef struct {
    int64_t blocks, bytes; /* made less deleted: of two counters one may be negative, their sum counts what is live */
} counter;

/* Guarded by the lock. */
static block_list lists[NUM_CLASSES];
static ndola_block *pool[POOL_BLOCKS];
static size_t pool_bytes;
static counter live;

/* Guarded by the GIL. */
static block_list near_lists[NUM_FINE];
static counter near_live;

static void acquire(void)
{
    for (int spins = 0; atomic_flag_test_and_set_explicit(&lock, memory_order_acquire); spins++) {
        if (spins > 100) /* the holder was preempted */
            sched_yield();
    }
}

static void release(void) { atomic_flag_clear_explicit(&lock, memory_order_release); }

void ndola_memory_before_fork(void) { acquire(); }
void ndola_memory_after_fork(void) { release(); }
void ndola_memory_at_exit(void) { atomic_store(&exiting, true); }

/* The size class for total bytes, or -1 where there is none; *rounded is the size its blocks have. */
static int class_of(size_t total, size_t *rounded)
{
    if (total <= 64 * NUM_FINE) {
        *rounded = (total + 63) & ~(size_t)63;
        return (int)(*rounded / 64) - 1;
    }
    *rounded = 4096;
    for (int c = NUM_FINE; c < NUM_CLASSES; c++, *rounded *= 2)
        if (total <= *rounded)
            return c;
    *rounded = (total + 63) & ~(size_t)63;
    return -1;
}

static int list_limit(int c) { return NDOLA_SANITIZED ? 0 : c < NUM_FINE ? 64 : 8; }

static void count(counter *c, int blocks, int64_t bytes)
{
    c->blocks += blocks;
    c->bytes += bytes;
}

static ndola_block *list_take(block_list *list)
{
    ndola_block *block = list->head;
    list->head = block->next;
    list->length--;
    return block;
}

static void list_keep(block_list *list, ndola_block *block)
{
    block->next = list->head;
    list->head = block;
    list->length++;
}

/* A mapping of at least total bytes that begins, as the process sees it, at a huge page. */
static ndola_block *map_large(size_t total)
{
    size_t length = (total + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
    if (!ndola_limit_leaves_room(length + HUGE_PAGE))
        return NULL;
    char *base = mmap(NULL, length + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return NULL;
    char *start = (char *)(((uintptr_t)base + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
    if (start > base)
        munmap(base, (size_t)(start - base));
    size_t tail = (size_t)(base + HUGE_PAGE - start);
    if (tail > 0)
        munmap(start + length, tail);
    madvise(start, length, MADV_HUGEPAGE);
    ndola_block *block = (ndola_block *)start;
    block->mapping = start;
    block->mapped = length;
    return block;
}

/* The smallest kept mapping that holds total without wasting more than half. The lock is held. */
static ndola_block *take_pooled(size_t total)
{
    int best = -1;
    for (int i = 0; i < POOL_BLOCKS; i++) {
        if (pool[i] == NULL || pool[i]->mapped < total || pool[i]->mapped / 2 > total)
            continue;
        if (best < 0 || pool[i]->mapped < pool[best]->mapped)
            best = i;
    }
    if (best < 0)
        return NULL;
    ndola_block *block = pool[best];
    pool[best] = NULL;
    pool_bytes -= block->mapped;
    return block;
}

/* Keeps a mapping for later, or says no. The lock is held. */
static bool keep_pooled(ndola_block *block)
{
    if (NDOLA_SANITIZED || pool_bytes + block->mapped > POOL_BYTES)
        return false;
    for (int i = 0; i < POOL_BLOCKS; i++) {
        if (pool[i] == NULL) {
            pool[i] = block;
            pool_bytes += block->mapped;
            return true;
        }
    }
    return false;
}

void ndola_memory_trim(void)
{
    ndola_block *kept[POOL_BLOCKS];
    acquire();
    memcpy(kept, pool, sizeof kept);
    memset(pool, 0, sizeof pool);
    pool_bytes = 0;
    release();
    for (int i = 0; i < POOL_BLOCKS; i++)
        if (kept[i] != NULL)
            munmap(kept[i]->mapping, kept[i]->mapped);
}

/* Fresh memory from the system. Where it has none, what is kept for later may make room. */
static ndola_block *block_fresh(size_t total, size_t rounded)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        ndola_block *block = total >= LARGE ? map_large(total) : aligned_alloc(NDOLA_ALIGNMENT, rounded);
        if (block != NULL) {
            if (total < LARGE) {
                block->mapping = NULL;
                FENCE((char *)block + total, rounded - total);
            }
            return block;
        }
        ndola_memory_trim();
    }
    return NULL;
}

static ndola_block *block_begin(ndola_block *block, size_t nbytes)
{
    atomic_store_explicit(&block->users, 1, memory_order_relaxed);
    block->nbytes = nbytes;
    block->release = NULL;
    return block;
}

/* A block with room for nbytes behind its header and one user. */
static ndola_block *block_new(size_t nbytes)
{
    if (nbytes > (size_t)PY_SSIZE_T_MAX - 2 * HUGE_PAGE)
        return NULL;
    size_t total = HEADER + nbytes, rounded;
    int c = class_of(total, &rounded);
    ndola_block *block = NULL;

    acquire();
    if (c >= 0 && lists[c].head != NULL)
        block = list_take(&lists[c]);
    else if (total >= LARGE)
        block = take_pooled(total);
    count(&live, 1, (int64_t)nbytes);
    release();

    if (block == NULL) {
        block = block_fresh(total, rounded);
        if (block == NULL) {
            acquire();
            count(&live, -1, -(int64_t)nbytes);
            release();
            return NULL;
        }
    }
    return block_begin(block, nbytes);
}

/* The list of the GIL's for blocks of a size, or NULL where it has none. */
static block_list *near_list(size_t nbytes)
{
    return nbytes <= 64 * NUM_FINE - HEADER ? &near_lists[(HEADER + nbytes - 1) / 64] : NULL;
}

static ndola_block *block_new_locked(size_t nbytes)
{
    block_list *list = near_list(nbytes);
    if (list == NULL || list->head == NULL)
        return block_new(nbytes);
    count(&near_live, 1, (int64_t)nbytes);
    return block_begin(list_take(list), nbytes);
}

static void block_delete(ndola_block *block)
{
    size_t rounded;
    int c = class_of(HEADER + block->nbytes, &rounded);
    bool kept = false;
    acquire();
    count(&live, -1, -(int64_t)block->nbytes);
    if (c >= 0 && lists[c].length < list_limit(c)) {
        list_keep(&lists[c], block);
        kept = true;
    } else if (block->mapping != NULL) {
        kept = keep_pooled(block);
    }
    release();
    if (kept)
        return;
    if (block->mapping != NULL)
        munmap(block->mapping, block->mapped);
    else
        free(block);
}

static void block_delete_locked(ndola_block *block)
{
    block_list *list = near_list(block->nbytes);
    if (list == NULL || list->length >= list_limit(0)) {
        block_delete(block);
        return;
    }
    count(&near_live, -1, -(int64_t)block->nbytes);
    list_keep(list, block);
}

static void *data_of(ndola_block *block) { return block == NULL ? NULL : (char *)block + HEADER; }

void *ndola_alloc(size_t nbytes) { return data_of(block_new(nbytes)); }
void *ndola_alloc_locked(size_t nbytes) { return data_of(block_new_locked(nbytes)); }

ndola_block *ndola_block_of(void *data) { return (ndola_block *)((char *)data - HEADER); }

void ndola_free(void *data, size_t nbytes)
{
    (void)nbytes; /* the header knows */
    if (data != NULL)
        block_delete(ndola_block_of(data));
}

/* Drops a Python reference from a thread that may not hold the GIL. Once the interpreter is going down no
 * thread can wait for it any more, so the object is left to the end of the process. */
static void release_object(void *object)
{
    if (atomic_load(&exiting))
        return;
    PyGILState_STATE state = PyGILState_Ensure();
    /* A destructor must not see, or swallow, an exception that is on its way through the caller. */
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    Py_DECREF((PyObject *)object);
    PyErr_Restore(type, value, traceback);
    PyGILState_Release(state);
}

ndola_block *ndola_block_foreign(void (*release_context)(void *), void *context)
{
    ndola_block *block = block_new_locked(0);
    if (block == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    block->release = release_context;
    block->context = context;
    return block;
}

ndola_block *ndola_block_object(PyObject *object)
{
    ndola_block *block = ndola_block_foreign(release_object, object);
    if (block != NULL)
        Py_INCREF(object);
    return block;
}

void ndola_block_use(ndola_block *block) { atomic_fetch_add_explicit(&block->users, 1, memory_order_relaxed); }

/* Whether the caller was the last user. A sole user needs no atomic subtraction: nobody else can add. */
static bool last_use(ndola_block *block)
{
    return atomic_load_explicit(&block->users, memory_order_acquire) == 1 ||
           atomic_fetch_sub_explicit(&block->users, 1, memory_order_acq_rel) == 1;
}

void ndola_block_drop(ndola_block *block)
{
    if (!last_use(block))
        return;
    if (block->release != NULL)
        block->release(block->context);
    block_delete(block);
}

void ndola_block_drop_locked(ndola_block *block)
{
    if (!last_use(block))
        return;
    if (block->release == release_object)
        Py_DECREF((PyObject *)block->context);
    else if (block->release != NULL)
        ndola_release_locked(block->release, block->context);
    block_delete_locked(block);
}

void ndola_release_locked(void (*release_context)(void *), void *context)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    release_context(context);
    PyErr_Restore(type, value, traceback);
}

PyObject *ndola_live(PyObject *module, PyObject *none)
{
    (void)module, (void)none;
    acquire();
    int64_t blocks = live.blocks + near_live.blocks, bytes = live.bytes + near_live.bytes;
    release();
    return Py_BuildValue("(LL)", (long long)blocks, (long long)bytes);
}
