/* The C exchange table of DLPack 1.3: __dlpack_c_exchange_api__ on the array type.
 *
 * A caller in C takes the table from the type once and from then on exchanges tensors by plain calls. Only the
 * producer's side is here. A consumer that went past __dlpack__ would also go past what it refuses: torch's table
 * hands out tensors whose conjugate bit or gradient its own __dlpack__ would have mentioned.
 */
#include "dlpack.h"

#include <stdlib.h>

typedef struct exchange_header {
    dl_version version;
    struct exchange_header *previous; /* the table of an older major version, or NULL */
} exchange_header;

typedef void (*set_error)(void *context, const char *kind, const char *message);

typedef struct {
    exchange_header header;
    int (*allocate)(dl_tensor *prototype, dl_versioned **out, void *error_context, set_error error);
    int (*managed_from_object)(void *object, dl_versioned **out);
    int (*managed_to_object)(dl_versioned *tensor, void **out);
    int (*borrow_from_object)(void *object, dl_tensor *out);
    int (*current_stream)(int32_t device_type, int32_t device_id, void **out);
} exchange_table;

_Static_assert(sizeof(exchange_table) == 56, "DL-02, DL-71: a header of 16 bytes and five functions");

/* ---- a new tensor ---- */

typedef struct {
    dl_versioned managed;
    void *data;
    size_t nbytes;
    int64_t dims[];
} allocated;

static void delete_allocated(dl_versioned *m)
{
    allocated *t = m->context;
    ndola_free(t->data, t->nbytes);
    free(t);
}

/* The bytes a prototype asks for, and its strides in elements; -1 where it cannot be. */
static int64_t measure(const dl_tensor *prototype, int64_t *strides)
{
    int64_t itemsize = ((int64_t)prototype->dtype.bits * prototype->dtype.lanes + 7) / 8, step = 1, nbytes;
    bool empty = false;
    for (int i = prototype->ndim - 1; i >= 0; i--) {
        int64_t length = prototype->shape[i];
        strides[i] = step;
        empty |= length == 0;
        if (length < 0 || __builtin_mul_overflow(step, length > 0 ? length : 1, &step))
            return -1;
    }
    return __builtin_mul_overflow(step, itemsize, &nbytes) ? -1 : empty ? 0 : nbytes;
}

/* DL-72: of the prototype only dtype, ndim, shape and device count. Runs without the GIL, so no Python here. */
static int allocate(dl_tensor *prototype, dl_versioned **out, void *error_context, set_error error)
{
    int rank = prototype->ndim;
    if (prototype->device.type != DL_CPU) {
        error(error_context, "BufferError", "allocator: the only device is the CPU");
        return -1;
    }
    if (rank < 0 || rank > NDOLA_MAX_RANK || (rank > 0 && prototype->shape == NULL)) {
        error(error_context, "ValueError", "allocator: a tensor has 0 to 64 axes");
        return -1;
    }
    allocated *t = malloc(sizeof *t + 2 * sizeof(int64_t) * (size_t)rank);
    int64_t nbytes = t == NULL ? 0 : measure(prototype, t->dims + rank);
    void *data = t == NULL || nbytes < 0 ? NULL : ndola_alloc((size_t)nbytes);
    if (data == NULL) {
        free(t);
        error(error_context, nbytes < 0 ? "ValueError" : "MemoryError",
              nbytes < 0 ? "allocator: the shape is not one a tensor can have" : "allocator: out of memory");
        return -1;
    }
    if (rank > 0)
        memcpy(t->dims, prototype->shape, sizeof(int64_t) * (size_t)rank);
    t->data = data;
    t->nbytes = (size_t)nbytes;
    t->managed = (dl_versioned){
        .version = {DL_MAJOR, DL_MINOR},
        .context = t,
        .deleter = delete_allocated,
        .tensor = {data, {DL_CPU, 0}, rank, prototype->dtype, t->dims, t->dims + rank, 0},
    };
    *out = &t->managed;
    return 0;
}

/* ---- objects and tensors ---- */

static ndola_object *exportable(void *object)
{
    if (!ndola_is_array(object)) {
        PyErr_Format(PyExc_TypeError, "__dlpack_c_exchange_api__: needs an ndola.Array, not %R",
                     (PyObject *)Py_TYPE((PyObject *)object));
        return NULL;
    }
    ndola_object *x = object;
    return ndola_dl_check(&x->a) < 0 ? NULL : x;
}

/* DL-73. */
static int managed_from_object(void *object, dl_versioned **out)
{
    ndola_object *x = exportable(object);
    if (x == NULL)
        return -1;
    *out = ndola_dl_managed(x, false);
    if (*out == NULL)
        PyErr_NoMemory();
    return *out == NULL ? -1 : 0;
}

/* DL-73: the tensor is taken over, unless this fails. */
static int managed_to_object(dl_versioned *tensor, void **out)
{
    *out = ndola_dl_adopt(tensor);
    return *out == NULL ? -1 : 0;
}

/* DL-74: nothing is allocated or kept; shape and strides lie in the array. */
static int borrow_from_object(void *object, dl_tensor *out)
{
    ndola_object *x = exportable(object);
    if (x == NULL)
        return -1;
    ndola_dl_fill(out, &x->a, ndola_array_elements(x));
    return 0;
}

/* DL-75. */
static int current_stream(int32_t device_type, int32_t device_id, void **out)
{
    (void)device_type, (void)device_id;
    *out = NULL;
    return 0;
}

static exchange_table table = {
    .header = {{DL_MAJOR, DL_MINOR}, NULL},
    .allocate = allocate,
    .managed_from_object = managed_from_object,
    .managed_to_object = managed_to_object,
    .borrow_from_object = borrow_from_object,
    .current_stream = current_stream,
};

int ndola_exchange_init(PyObject *type)
{
    PyObject *capsule = PyCapsule_New(&table, "dlpack_exchange_api", NULL);
    int status = capsule == NULL ? -1 : PyObject_SetAttrString(type, "__dlpack_c_exchange_api__", capsule);
    Py_XDECREF(capsule);
    return status;
}
