/* The C shell: what its files lend each other, a section a file.
 *
 *   module.c     the module and its once-per-process state
 *   memory.c     blocks of memory, counted without the GIL
 *   dtype.c      element types as Python objects
 *   typestr.c    element types from text and from foreign dtype objects
 *   element.c    one element <-> one Python object
 *   fields.c     structures: their members as views and values
 *   array.c      the array object: creation, views, packing
 *   attribute.c  its attributes
 *   subclass.c   subclasses written in Python
 *   index.c      x[...] and x[...] = ...
 *   number.c     operators and conversions to Python numbers
 *   method.c     named methods, copying, printing
 *   pickle.c     the parts of an array, and an array of its parts
 *   format.c     the format strings of buffers
 *   buffer.c     x.data and incoming buffers
 *   interface.c  __array_interface__ and __array_struct__, both directions
 *   dlpack.c     DLPack, both directions
 *   exchange.c   DLPack's table of C functions
 *   arrow.c      Arrow columns as arrays
 *   arrow_export.c  arrays as Arrow columns
 *   convert.c    asarray: which protocol takes an object
 *   sequence.c   asarray of nested sequences and scalars
 *   core.c       the Go library: opened late, guarded against fork
 *   limit.c      the Go library under a limit on address space
 *   loop.c       small elementwise calls by the library's machine code
 *   bind.c       Python objects -> arguments of a call
 *   call.c       a call of a function of the table: binding, dispatch, results
 *
 * No file computes an element. They move memory and layouts about; arithmetic is the core's.
 */
#ifndef NDOLA_SHELL_H
#define NDOLA_SHELL_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <structmember.h>

#include "core.h"
#include "functions.h"

/* Py_RETURN_NONE and its like are not for us: the headers of 3.12 and later take the singletons for immortal, which
 * they are not where 3.11 runs the binary. Py_NewRef is right everywhere. */

/* In the stable ABI since 3.12 and exported, with this very signature, by 3.11. */
#if Py_LIMITED_API + 0 < 0x030C0000
PyAPI_FUNC(PyObject *) PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf, PyObject *kwnames);
PyAPI_FUNC(PyObject *) PyObject_VectorcallMethod(PyObject *name, PyObject *const *args, size_t nargsf,
                                                 PyObject *kwnames);
#endif

/* Whether this is built under AddressSanitizer. Then nothing freed is kept for later, so that every use of what is
 * gone shows. */
#ifdef __SANITIZE_ADDRESS__
#define NDOLA_SANITIZED 1
#else
#define NDOLA_SANITIZED 0
#endif

/* ---- memory.c ---- */

/* A counted piece of memory. One that the shell allocated lies right behind its header; one of somebody
 * else's has a release function, called once when the last user goes. */
typedef struct ndola_block {
    atomic_intptr_t users;
    size_t nbytes;
    void (*release)(void *context);
    void *context;
    struct ndola_block *next; /* in a free list */
    void *mapping;            /* of a huge-page block: the mmap it was cut from */
    size_t mapped;
} ndola_block;

#define NDOLA_ALIGNMENT 64

void *ndola_alloc(size_t nbytes);             /* 64-byte aligned, or NULL; any thread, GIL or not */
void *ndola_alloc_locked(size_t nbytes);      /* the same, for a caller that holds the GIL: faster */
void ndola_free(void *data, size_t nbytes);   /* what ndola_alloc gave */
ndola_block *ndola_block_of(void *data);      /* the header of what ndola_alloc gave; its one user is the caller */
ndola_block *ndola_block_object(PyObject *);  /* a block that keeps a Python object alive; NULL with MemoryError */
ndola_block *ndola_block_foreign(void (*release)(void *), void *context);
void ndola_block_use(ndola_block *);
void ndola_block_drop(ndola_block *);         /* any thread, GIL or not */
void ndola_block_drop_locked(ndola_block *);  /* the same, for a caller that holds the GIL: faster */
/* Another's release function, which may run Python: an exception on its way through the caller is put aside. */
void ndola_release_locked(void (*release)(void *), void *context);
void ndola_memory_trim(void);                 /* gives memory that is kept for later back to the system */
void ndola_memory_before_fork(void);
void ndola_memory_after_fork(void);
void ndola_memory_at_exit(void);              /* from now on Python objects are left alone by other threads */
PyObject *ndola_live(PyObject *module, PyObject *none);

/* ---- limit.c ---- */

/* Whether a limit on address space, where there is one, lets the core be opened; else -1 with MemoryError. *threads is
 * what the core is to start at once under a limit. */
int ndola_limit_opening(int32_t *threads);
bool ndola_limit_leaves_call(bool small); /* room for one; a small one looks for no new limit */
bool ndola_limit_leaves_collection(void); /* room for a collection of the core's, which may mend that */
int ndola_limit_refuses_call(void);       /* -1 with MemoryError where it still does not */
bool ndola_limit_leaves_room(size_t nbytes); /* for nbytes and the core; any thread, GIL or not */

/* ---- dtype.c, typestr.c ---- */

#define NDOLA_MAX_SIZE (INT32_MAX / 4) /* of a typestr: bytes, or characters of four */

/* The rows of Go's dtype.Table, in its order. */
enum {
    NDOLA_D_BOOL, NDOLA_D_INT8, NDOLA_D_INT16, NDOLA_D_INT32, NDOLA_D_INT64,
    NDOLA_D_UINT8, NDOLA_D_UINT16, NDOLA_D_UINT32, NDOLA_D_UINT64,
    NDOLA_D_FLOAT16, NDOLA_D_BFLOAT16, NDOLA_D_FLOAT32, NDOLA_D_FLOAT64, NDOLA_D_COMPLEX64, NDOLA_D_COMPLEX128,
    NDOLA_D_BYTES, NDOLA_D_TEXT, NDOLA_D_DATETIME, NDOLA_D_TIMEDELTA, NDOLA_D_VOID,
    NDOLA_NUM_DTYPES,
    NDOLA_NUM_COMPUTING = NDOLA_D_COMPLEX128 + 1
};

typedef struct {
    const char *name;
    char kind;
    uint8_t size;         /* bytes; 0 where any */
    const char *format;   /* of a buffer, without byte order; "" where there is none */
    uint8_t code, bits;   /* DLPack; bits 0 where there is none */
} ndola_dtype_row;

extern const ndola_dtype_row ndola_dtype_rows[NDOLA_NUM_DTYPES];

typedef struct {
    PyObject_HEAD
    ndola_dtype d;
    PyObject *descr; /* of a structure: the list as __array_interface__ has it, by ndola_descr_copy; else NULL */
} ndola_dtype_object;

extern PyTypeObject *ndola_dtype_type;
extern ndola_dtype_object *ndola_dtypes[NDOLA_NUM_COMPUTING]; /* the computing types in native order */

int ndola_dtype_init(PyObject *module);
PyObject *ndola_dtype_new(const ndola_dtype *d, PyObject *descr); /* a new reference; shared where it computes */
bool ndola_dtype_same(const ndola_dtype *a, const ndola_dtype *b);
int ndola_dtype_alignment(const ndola_dtype *d); /* of the C type, in bytes */
bool ndola_dtype_is_sizeless(const ndola_dtype *d); /* kind S, U or V of no size yet */
ndola_dtype ndola_dtype_of(int id);
const char *ndola_dtype_text(const ndola_dtype *d, char text[64]); /* float64, >i4, <U5: for messages */
const char *ndola_typestr(const ndola_dtype *d, char text[64]);
int ndola_dtype_parse(const char *text, ndola_dtype *d);            /* 0, or -1 without an exception */
/* An element type from whatever names one: ours, text, bool/int/float/complex, a NumPy dtype or scalar
 * type. *descr, when not NULL, receives a new reference or NULL. -1 with TypeError. */
int ndola_dtype_from(PyObject *object, ndola_dtype *d, PyObject **descr, const char *function);
ndola_dtype_object *ndola_dtype_object_from(PyObject *object, const char *function); /* the same as an object */

/* ---- element.c ---- */

PyObject *ndola_element_read(const ndola_dtype *d, const char *p);
int ndola_element_write(const ndola_dtype *d, char *p, PyObject *value, const char *function);

/* ---- array.c, attribute.c ---- */

#define NDOLA_INLINE_RANK 4
/* Numbers an axis takes: its length, its stride in bytes, and for a borrowed DLPack tensor both in elements. */
#define NDOLA_DIMS 4

typedef struct {
    PyObject_HEAD
    PyObject *weakrefs;
    ndola_array a;
    ndola_block *block;         /* what keeps a.data alive */
    ndola_dtype_object *dtype;  /* a.dtype as an object */
    int64_t dims[NDOLA_DIMS * NDOLA_INLINE_RANK];
} ndola_object;

extern PyTypeObject *ndola_array_type;

int ndola_array_init(PyObject *module);
static inline bool ndola_is_array(PyObject *o)
{
    return Py_TYPE(o) == ndola_array_type || PyType_IsSubtype(Py_TYPE(o), ndola_array_type);
}

/* An array over a block, whose one use is taken over even when NULL is returned with an exception.
 * Shape and strides are left for the caller to fill. dtype is borrowed. */
ndola_object *ndola_array_over(ndola_block *block, void *data, ndola_dtype_object *dtype, int rank, bool readonly);
/* A new C-ordered array, its elements not set; function is for the MemoryError. */
ndola_object *ndola_array_empty(ndola_dtype_object *dtype, int rank, const int64_t *shape, const char *function);
/* A view of x: same memory, layout to be filled. */
ndola_object *ndola_array_view(ndola_object *x, void *data, ndola_dtype_object *dtype, int rank);
ndola_object *ndola_array_same_view(ndola_object *x);
ndola_object *ndola_array_packed(ndola_object *x, const char *function); /* a C-ordered copy */
int64_t *ndola_array_elements(ndola_object *x); /* room for the shape and strides of a borrowed tensor */
int64_t ndola_array_size(const ndola_array *a);
bool ndola_array_is_packed(const ndola_array *a);  /* C-contiguous; axes of length 1 count for nothing */
bool ndola_array_is_fortran(const ndola_array *a);
bool ndola_array_is_aligned(const ndola_array *a); /* every element lies as its C type must */
/* C-order strides into strides; the bytes all elements take, or -1 with ValueError on overflow. */
int64_t ndola_c_strides(int rank, const int64_t *shape, int64_t itemsize, int64_t *strides);
/* Bytes below and above data that the elements reach, as [*low, *high). -1 without exception where they would lie
 * beyond the end of the address space. No length may be negative. */
int ndola_extent(const ndola_array *a, int64_t *low, int64_t *high);
bool ndola_is_countable(const ndola_array *a); /* the elements, and the bytes of all, are a number */
PyObject *ndola_int_tuple(const int64_t *values, int n);
const char *ndola_shape_text(const int64_t *shape, int rank, char text[128]);
extern PyGetSetDef ndola_array_getset[];

/* ---- subclass.c ---- */

/* An array of a subclass over what x, which is taken over, describes; source is what it was made from. */
PyObject *ndola_array_as(PyTypeObject *type, ndola_object *x, PyObject *source);
/* An array made from source, or NULL, as an array of source's type. Takes result over; others pass through. */
PyObject *ndola_like(PyObject *result, PyObject *source);
PyObject *ndola_all_like(PyObject *result, PyObject *source); /* the same for each item of a tuple */

/* ---- fields.c ---- */

typedef struct {
    PyObject *name;            /* borrowed; text, empty for padding */
    ndola_dtype_object *dtype; /* a reference */
    int rank;                  /* of a sub-array */
    int64_t shape[NDOLA_MAX_RANK];
    int64_t size; /* bytes of the whole member */
} ndola_member_info;

/* An entry of a descr, its dtype to be released by the caller. 0, or -1 with an exception. */
int ndola_member_read(PyObject *entry, ndola_member_info *m);
/* A foreign descr, checked to fit elements of itemsize bytes, as a list of our own: of nothing but text, ints, tuples
 * and lists. Reading it runs no foreign code, and nobody else changes it. The same makes a copy to hand out. A new
 * reference. */
PyObject *ndola_descr_copy(PyObject *descr, int32_t itemsize);
/* A descr as numpy.dtype reads it without making members of the padding: a dict of names, formats, offsets and the
 * itemsize where there is any, else the list itself. A new reference. */
PyObject *ndola_descr_without_padding(PyObject *descr);
PyObject *ndola_member(ndola_object *x, PyObject *name); /* a view of one member of a structure */
PyObject *ndola_element_object(const ndola_dtype_object *dtype, const char *p); /* structures as tuples */

/* ---- index.c ---- */

PyObject *ndola_getitem(PyObject *self, PyObject *key);
int ndola_setitem(PyObject *self, PyObject *key, PyObject *value);
PyObject *ndola_item(PyObject *self, Py_ssize_t i); /* x[i] of the first axis */

/* ---- number.c, method.c ---- */

extern PyType_Slot ndola_number_slots[];
extern PyMethodDef ndola_array_methods[];
PyObject *ndola_repr(PyObject *self);
PyObject *ndola_str(PyObject *self);

/* ---- pickle.c ---- */

PyObject *ndola_reduce(PyObject *self, PyObject *protocol); /* __reduce_ex__ */
PyObject *ndola_rebuild(PyObject *module, PyObject *args);

/* ---- format.c ---- */

PyObject *ndola_format_write(const ndola_object *x); /* text, or NULL with ExportError where there is no format */
/* The element type of a format, which may be NULL, of elements of a size. NULL with ValueError. */
ndola_dtype_object *ndola_format_read(const char *format, Py_ssize_t itemsize);

/* ---- buffer.c, interface.c, dlpack.c, exchange.c, arrow.c, arrow_export.c ---- */

/* Refused export: both a BufferError, CPython's convention, and a ValueError, the standard's. */
extern PyObject *ndola_export_error;

int ndola_buffer_init(PyObject *module);
PyObject *ndola_get_data(PyObject *self, void *closure);
PyObject *ndola_raw_export(ndola_object *x); /* an object exposing x's bytes as a flat buffer, for pickling */
ndola_object *ndola_from_buffer(PyObject *object);
/* An object that holds a buffer of another, of numbers there can be: a new reference. *view is the object's. */
PyObject *ndola_hold_buffer(PyObject *exporter, int flags, const Py_buffer **view);

PyObject *ndola_get_interface(PyObject *self, void *closure);
PyObject *ndola_get_struct(PyObject *self, void *closure);
ndola_object *ndola_from_interface(PyObject *object, PyObject *dict);
ndola_object *ndola_from_struct(PyObject *object, PyObject *capsule);
ndola_object *ndola_over_object(PyObject *owner, void *data, ndola_dtype_object *dtype, int rank, bool readonly);

int ndola_exchange_init(PyObject *type);
PyObject *ndola_dlpack(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
PyObject *ndola_dlpack_device(PyObject *self, PyObject *none);
PyObject *ndola_from_dlpack(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
ndola_object *ndola_take_dlpack(PyObject *object);
void ndola_drop_capsule(PyObject *capsule); /* a reference, leaving an exception in flight alone */

/* The column an object lends by Arrow; NULL without an exception where it lends none, or a table without nulls, which
 * its __array__ knows better to lay out. *fresh says that it is a copy nobody else holds. */
ndola_object *ndola_from_arrow(PyObject *object, int copy, bool *fresh);
bool ndola_lends_arrow(PyObject *object);
PyObject *ndola_arrow_schema(PyObject *self, PyObject *none);
PyObject *ndola_arrow_array(PyObject *self, PyObject *args, PyObject *kwargs);

/* ---- convert.c, sequence.c ---- */

enum { NDOLA_COPY_IF_NEEDED = -1, NDOLA_COPY_NEVER = 0, NDOLA_COPY_ALWAYS = 1 };

int ndola_copy_mode(PyObject *copy, int *mode, const char *function);
int ndola_check_device(PyObject *device, const char *function);
/* The array an object offers through a protocol, sharing memory where it can: a new reference; NULL
 * without an exception when it speaks none. */
ndola_object *ndola_through_protocol(PyObject *object);
/* Any object as an array; wanted may be NULL. A new reference, which may be the object itself. */
ndola_object *ndola_as_array(PyObject *object, ndola_dtype_object *wanted, int copy, const char *function);
ndola_object *ndola_from_sequence(PyObject *object, ndola_dtype_object *wanted, const char *function);
bool ndola_is_scalar(PyObject *object); /* bool, int, float or complex, exactly */
bool ndola_is_ndarray(PyObject *object); /* exactly, no subclass */
PyObject *ndola_asarray(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);

/* ---- core.c, loop.c, bind.c, call.c ---- */

int ndola_core_init(void);
int ndola_core_compute(ndola_call *call); /* 0, or -1 with the exception of the right class */

/* The loops that the core has lent, by row and element type; NULL while it is not open. */
extern const ndola_loop (*ndola_lent)[NDOLA_NUM_COMPUTING];
/* A small elementwise call of plain arrays and numbers, computed here and now; false where it is not one. *result may
 * be NULL with MemoryError. */
bool ndola_run_loop(int row, PyObject *const *operands, Py_ssize_t n, PyObject **result);

/* A call in preparation: what the core is handed and what must live until it returns. */
typedef struct ndola_frame {
    ndola_call call;
    const char *function;
    int narrays, room;          /* the arrays among the arguments, depth first: strong references */
    ndola_object **arrays;
    ndola_object *few_arrays[16];
    int nvalues;
    ndola_value values[64];     /* lists of arguments, as long as they fit */
    void *chunks;               /* longer ones, chained */
    ndola_result few_results[NDOLA_MAX_RESULTS];
} ndola_frame;

void ndola_frame_begin(ndola_frame *f, int row);
void ndola_frame_end(ndola_frame *f);
/* One argument as a value; -1 with an exception naming the function and the parameter. */
int ndola_bind_operand(ndola_frame *f, PyObject *object, ndola_value *value);
int ndola_bind(ndola_frame *f, const ndola_param *param, PyObject *object, ndola_value *value);
ndola_object *ndola_frame_array(ndola_frame *f, ndola_object *x); /* steals x; NULL with MemoryError */

PyObject *ndola_call_row(int row, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
/* The same for a method: keyword-only parameters may be given by position, as NumPy's methods have it. */
PyObject *ndola_call_method(int row, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
/* The first parameters given, no keywords, no dispatch. out may be NULL. */
PyObject *ndola_call_operands(int row, PyObject *const *operands, int n, ndola_object *out);
/* What the library of a foreign operand answers to an operator; NotImplemented says compute here. */
PyObject *ndola_ask_operator(const char *name, PyObject *a, PyObject *b);
/* A function of a module of the package, imported at first use and kept in *cache. Borrowed. */
PyObject *ndola_hook(PyObject **cache, const char *module, const char *name);

/* Attributes looked up so often that their names are kept. */
extern struct ndola_names {
    PyObject *dlpack, *array_struct, *array_interface, *array, *array_ufunc, *array_priority, *array_finalize, *call, *dtype, *mask, *cuda_interface;
    PyObject *name, *exchange, *requires_grad, *is_conj, *is_neg, *arrow_array, *arrow_stream, *pandas_priority;
    PyObject *max_version_names, *version_one, *empty_tuple;
} ndola_names;

/* getattr with AttributeError read as absent: 1, 0, or -1 with another exception. */
int ndola_lookup(PyObject *object, PyObject *name, PyObject **value);

#endif
