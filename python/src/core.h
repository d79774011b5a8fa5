/* The one door between the C shell and the Go core.
 *
 * The shell fills an ndola_call, the core reads the arguments, computes and fills the results. The core
 * keeps no pointer after the call returns. Memory for results comes from the shell's allocator
 * (ndola_host), so every array a Python program sees lives in C memory and dies without entering Go.
 */
#ifndef NDOLA_CORE_H
#define NDOLA_CORE_H

#include <stddef.h>
#include <stdint.h>

#define NDOLA_MAX_RANK 64
#define NDOLA_MAX_ARGS 24
#define NDOLA_MAX_RESULTS 4

/* An element type; id, unit as in Go's dtype package. count is the units of a datetime's tick. */
typedef struct {
    uint8_t id, swapped, unit, reserved;
    int32_t itemsize;
    int32_t count;
    int32_t reserved2;
} ndola_dtype;

/* A strided window on memory. data is the element at index 0 of every axis; strides are in bytes. */
typedef struct {
    void *data;
    ndola_dtype dtype;
    int32_t rank;
    int32_t readonly;
    int64_t *shape;
    int64_t *strides;
} ndola_array;

enum {
    NDOLA_NONE,     /* n is 0: not given, the core's default holds; n is 1: given as None */
    NDOLA_BOOL,     /* i */
    NDOLA_INT,      /* i */
    NDOLA_UINT,     /* i: the bits of an int that fits uint64, not int64 */
    NDOLA_BIGINT,   /* f[0]: an int that fits neither, rounded; n is its sign */
    NDOLA_FLOAT,    /* f[0] */
    NDOLA_COMPLEX,  /* f[0] + i f[1] */
    NDOLA_ARRAY,    /* array */
    NDOLA_DTYPE,    /* dtype */
    NDOLA_STRING,   /* string, n bytes of UTF-8 */
    NDOLA_LIST,     /* list of n values: a tuple of axes, a shape, arrays, an index */
    NDOLA_SLICE,    /* list of 3 values: start, stop, step, each NDOLA_NONE or NDOLA_INT */
    NDOLA_ELLIPSIS
};

typedef struct ndola_value {
    int32_t tag;
    int32_t n;
    union {
        int64_t i;
        double f[2];
        ndola_array *array;
        ndola_dtype dtype;
        const char *string;
        struct ndola_value *list;
    } u;
} ndola_value;

/* A result. When tag is NDOLA_ARRAY: owner == NDOLA_OWNED means data was taken from host->alloc with
 * `nbytes` and now belongs to the shell (data is the pointer alloc gave, even of an empty array); owner >= 0
 * means a view of that argument's array (depth first count of the arrays among the arguments, then out and
 * where). Other tags use i and f as above. */
#define NDOLA_OWNED (-1)
typedef struct {
    int32_t tag;
    int32_t owner;
    int64_t nbytes;
    int64_t i;
    double f[2];
    ndola_array array; /* shape and strides point into dims */
    int64_t dims[2 * NDOLA_MAX_RANK];
    char *string; /* host->alloc'ed, nbytes long, when tag is NDOLA_STRING */
} ndola_result;

enum {
    NDOLA_OK,
    NDOLA_VALUE_ERROR,
    NDOLA_TYPE_ERROR,
    NDOLA_INDEX_ERROR,
    NDOLA_BUFFER_ERROR,
    NDOLA_MEMORY_ERROR,
    NDOLA_OVERFLOW_ERROR,
    NDOLA_ZERO_DIVISION_ERROR,
    NDOLA_NOT_IMPLEMENTED_ERROR,
    NDOLA_RUNTIME_ERROR,
    NDOLA_INTERRUPTED /* the host's poll said stop: a Python exception is set */
};

#define NDOLA_COLLECT (-1) /* no arguments: what is unreachable on Go's side is given back */

typedef struct {
    int32_t function; /* row of the function table, zfunctions.h, or NDOLA_COLLECT */
    int32_t nargs;    /* one value a parameter of the row, defaults filled with NDOLA_NONE = not given */
    int32_t nresults; /* set by the core; more than one is a tuple */
    int32_t tuple;    /* set by the core: the result is a tuple even when it holds one value */
    ndola_array *out; /* of a ufunc: write here (checked), or NULL */
    ndola_array *where;
    ndola_value args[NDOLA_MAX_ARGS];
    void *room;         /* memory of the host's allocator that a small first result may be written to, or NULL; the */
    int64_t room_bytes; /* shell frees it unless results[0].array.data is room and results[0].owner NDOLA_OWNED */
    ndola_result *results; /* room for NDOLA_MAX_RESULTS; the core may ask host->grow for more */
    char error[1024];
} ndola_call;

/* An elementwise loop over packed native elements of one type, as machine code of the core's: see loop.c. By the
 * place of a number among the operands: none, the first, the second. */
typedef struct {
    const void *code[3];
    uint8_t swapped[3]; /* the code takes the second operand before the first */
    uint8_t out;        /* the result's type */
} ndola_loop;

#define NDOLA_LOOP_TYPES 15 /* the types that compute, the first of the type table */

/* What the shell lends to the core, once, when the core is opened. alloc returns 64-byte aligned memory or
 * NULL; it may be called from any thread without the GIL. poll is called on the calling thread every
 * few milliseconds of a long call; non-zero means stop. loops has NDOLA_LOOP_TYPES zeroed entries a row of the function
 * table, in which the core leaves the loops it has as machine code. */
typedef struct {
    int32_t version; /* NDOLA_CORE_VERSION */
    uint32_t table;  /* NDOLA_TABLE of zfunctions.h: rows are called by number, so both sides must have the same */
    void *(*alloc)(size_t nbytes);
    void (*free)(void *data, size_t nbytes);
    int (*poll)(void);
    ndola_result *(*grow)(ndola_call *call, int32_t nresults);
    ndola_loop *loops;
    int32_t threads; /* to be started at once, since there may be no addresses for their stacks later; usually 0 */
    char warning[256]; /* filled by the core: what the user should hear of, or nothing */
} ndola_host;

#define NDOLA_CORE_VERSION 4

/* Exported by the core. open returns 0, or non-zero when the versions differ. call returns one of the
 * codes above and, unless it is NDOLA_OK, leaves one line in call->error. */
typedef int32_t (*ndola_core_open_t)(ndola_host *host);
typedef int32_t (*ndola_core_call_t)(ndola_call *call);

#endif
