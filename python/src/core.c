/* The core: one Go shared library beside this module, opened at the first call that computes.
 *
 * A Go runtime has threads, and threads do not survive fork: in a child forked after the core was opened a
 * call would hang for ever. So the child is marked, and refused with the reason. A child forked before opens
 * a core of its own.
 */
#define _GNU_SOURCE
#include "shell.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

static ndola_core_call_t core_call;
static bool forked; /* this process was forked from one that had opened the core */

static void before_fork(void) { ndola_memory_before_fork(); }
static void after_fork(void) { ndola_memory_after_fork(); }

static void after_fork_in_child(void)
{
    ndola_memory_after_fork();
    if (core_call != NULL) {
        forked = true;
        ndola_lent = NULL;
    }
}

int ndola_core_init(void)
{
    if (pthread_atfork(before_fork, after_fork, after_fork_in_child) != 0) {
        PyErr_SetString(PyExc_ImportError, "ndola: pthread_atfork failed");
        return -1;
    }
    return 0;
}

/* Runs the signal handlers of Python, for the core to ask for now and then: Ctrl-C raises at once. */
static int poll(void)
{
    PyGILState_STATE state = PyGILState_Ensure();
    int stop = PyErr_CheckSignals();
    PyGILState_Release(state);
    return stop;
}

/* More results than a frame has room for. The frame frees them. */
static ndola_result *grow(ndola_call *call, int32_t nresults)
{
    ndola_frame *f = (ndola_frame *)call; /* its first member */
    ndola_result *results = calloc((size_t)nresults, sizeof *results);
    if (results != NULL) {
        if (call->results != f->few_results)
            free(call->results);
        call->results = results;
    }
    return results;
}

static ndola_loop loops[NDOLA_NUM_FUNCTIONS][NDOLA_NUM_COMPUTING];

_Static_assert(NDOLA_NUM_COMPUTING == NDOLA_LOOP_TYPES, "the core fills as many");

static ndola_host host = {.version = NDOLA_CORE_VERSION,
                          .table = NDOLA_TABLE,
                          .alloc = ndola_alloc,
                          .free = ndola_free,
                          .poll = poll,
                          .grow = grow,
                          .loops = loops[0]};

/* libndola_core.so in the directory of this module. */
static void *open_library(void)
{
    Dl_info here;
    if (dladdr((void *)open_library, &here) == 0 || here.dli_fname == NULL) {
        PyErr_SetString(PyExc_ImportError, "ndola: cannot tell where this module was loaded from");
        return NULL;
    }
    char path[4096];
    const char *slash = strrchr(here.dli_fname, '/');
    int directory = slash == NULL ? 0 : (int)(slash - here.dli_fname + 1);
    PyOS_snprintf(path, sizeof path, "%.*slibndola_core.so", directory, here.dli_fname);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == NULL)
        PyErr_Format(PyExc_ImportError,
                     "ndola: the Go core cannot be opened; build it with `make wheel`, or reinstall ndola: %s",
                     dlerror());
    return library;
}

static int open_core(void)
{
    if (ndola_limit_opening(&host.threads) < 0)
        return -1;
    void *library = open_library();
    if (library == NULL)
        return -1;
    ndola_core_open_t open;
    ndola_core_call_t call;
    *(void **)&open = dlsym(library, "ndola_core_open");
    *(void **)&call = dlsym(library, "ndola_core_call");
    if (open == NULL || call == NULL || open(&host) != 0) {
        PyErr_Format(PyExc_ImportError,
                     "ndola: libndola_core.so is not the core of this module (version %d); reinstall ndola",
                     NDOLA_CORE_VERSION);
        return -1;
    }
    core_call = call;
    ndola_lent = (const ndola_loop (*)[NDOLA_NUM_COMPUTING])loops;
    return host.warning[0] == '\0' ? 0 : PyErr_WarnEx(PyExc_RuntimeWarning, host.warning, 1);
}

static PyObject *exception_of(int code)
{
    switch (code) {
    case NDOLA_VALUE_ERROR: return PyExc_ValueError;
    case NDOLA_TYPE_ERROR: return PyExc_TypeError;
    case NDOLA_INDEX_ERROR: return PyExc_IndexError;
    case NDOLA_BUFFER_ERROR: return ndola_export_error;
    case NDOLA_MEMORY_ERROR: return PyExc_MemoryError;
    case NDOLA_OVERFLOW_ERROR: return PyExc_OverflowError;
    case NDOLA_ZERO_DIVISION_ERROR: return PyExc_ZeroDivisionError;
    case NDOLA_NOT_IMPLEMENTED_ERROR: return PyExc_NotImplementedError;
    }
    return PyExc_RuntimeError;
}

/* Memory of results that nobody has any more waits on Go's side for a collection. */
static void collect(void)
{
    ndola_call call = {.function = NDOLA_COLLECT};
    PyThreadState *state = PyEval_SaveThread();
    core_call(&call);
    PyEval_RestoreThread(state);
}

int ndola_core_compute(ndola_call *call)
{
    if (forked) {
        PyErr_SetString(
            PyExc_RuntimeError,
            "ndola: this process was forked after ndola had computed, and its Go core does not survive fork; start "
            "workers with the spawn or forkserver method (multiprocessing.set_start_method(\"spawn\"))");
        return -1;
    }
    if (core_call == NULL && open_core() < 0)
        return -1;
    if (!ndola_limit_leaves_call(call->room != NULL)) {
        if (ndola_limit_leaves_collection())
            collect();
        if (ndola_limit_refuses_call() < 0)
            return -1;
    }
    /* A call that was given room for its result is one of at most some hundred elements: it ends sooner than
     * the GIL could change hands, and letting go of it would take a third of its time. */
    PyThreadState *state = call->room == NULL ? PyEval_SaveThread() : NULL;
    int32_t code = core_call(call);
    if (state != NULL)
        PyEval_RestoreThread(state);
    if (code == NDOLA_OK)
        return 0;
    if (code == NDOLA_INTERRUPTED && PyErr_Occurred() != NULL)
        return -1;
    call->error[sizeof call->error - 1] = '\0';
    PyErr_SetString(exception_of(code), call->error);
    return -1;
}
