/* The array object: a window on a counted block of memory. */
#include "shell.h"

#include <stdio.h>

PyTypeObject *ndola_array_type;

/* Dead arrays kept for the next result; the GIL guards the list. Only exact arrays of small rank enter. */
#define KEPT_OBJECTS 64
static ndola_object *kept[KEPT_OBJECTS];
static int num_kept;

int64_t ndola_array_size(const ndola_array *a)
{
    int64_t size = 1;
    for (int i = 0; i < a->rank; i++)
        size *= a->shape[i];
    return size;
}

bool ndola_array_is_packed(const ndola_array *a)
{
    uint64_t expect = (uint64_t)a->dtype.itemsize; /* wraps where a broadcast array counts more than there is */
    bool packed = true;
    for (int i = a->rank - 1; i >= 0; i--) {
        if (a->shape[i] == 0)
            return true;
        packed &= a->shape[i] == 1 || (uint64_t)a->strides[i] == expect;
        expect *= (uint64_t)a->shape[i];
    }
    return packed;
}

bool ndola_array_is_fortran(const ndola_array *a)
{
    uint64_t expect = (uint64_t)a->dtype.itemsize;
    bool packed = true;
    for (int i = 0; i < a->rank; i++) {
        if (a->shape[i] == 0)
            return true;
        packed &= a->shape[i] == 1 || (uint64_t)a->strides[i] == expect;
        expect *= (uint64_t)a->shape[i];
    }
    return packed;
}

bool ndola_array_is_aligned(const ndola_array *a)
{
    int size = ndola_dtype_alignment(&a->dtype);
    bool aligned = (uintptr_t)a->data % (unsigned)size == 0;
    for (int i = 0; i < a->rank; i++)
        aligned &= a->shape[i] <= 1 || a->strides[i] % size == 0;
    return aligned;
}

int64_t ndola_c_strides(int rank, const int64_t *shape, int64_t itemsize, int64_t *strides)
{
    /* Elements of no bytes must be countable, too. */
    int64_t nbytes = itemsize, step = itemsize > 0 ? itemsize : 1;
    for (int i = rank - 1; i >= 0; i--) {
        strides[i] = itemsize > 0 ? step : 0;
        if (shape[i] < 0 || __builtin_mul_overflow(step, shape[i] > 0 ? shape[i] : 1, &step)) {
            char text[128];
            PyErr_Format(PyExc_ValueError, "shape %s of %lld-byte elements is not one an array can have",
                         ndola_shape_text(shape, rank, text), (long long)itemsize);
            return -1;
        }
        nbytes *= shape[i] > 0 ? 1 : 0;
    }
    return nbytes == 0 ? 0 : step;
}

bool ndola_is_countable(const ndola_array *a)
{
    int64_t nbytes = a->dtype.itemsize > 0 ? a->dtype.itemsize : 1;
    for (int i = 0; i < a->rank; i++)
        if (__builtin_mul_overflow(nbytes, a->shape[i] > 0 ? a->shape[i] : 1, &nbytes))
            return false;
    return true;
}

int ndola_extent(const ndola_array *a, int64_t *low, int64_t *high)
{
    *low = 0;
    *high = a->dtype.itemsize;
    for (int i = 0; i < a->rank; i++) {
        if (a->shape[i] == 0) {
            *low = *high = 0;
            return 0;
        }
        int64_t reach;
        int64_t *end = a->strides[i] < 0 ? low : high;
        if (__builtin_mul_overflow(a->strides[i], a->shape[i] - 1, &reach) || __builtin_add_overflow(*end, reach, end))
            return -1;
    }
    uintptr_t at = (uintptr_t)a->data;
    return at < 0 - (uintptr_t)*low || at > UINTPTR_MAX - (uintptr_t)*high ? -1 : 0;
}

PyObject *ndola_int_tuple(const int64_t *values, int n)
{
    PyObject *tuple = PyTuple_New(n);
    for (int i = 0; i < n && tuple != NULL; i++) {
        PyObject *value = PyLong_FromLongLong(values[i]);
        if (value == NULL || PyTuple_SetItem(tuple, i, value) < 0)
            Py_CLEAR(tuple);
    }
    return tuple;
}

const char *ndola_shape_text(const int64_t *shape, int rank, char text[128])
{
    size_t n = 1;
    strcpy(text, "(");
    for (int i = 0; i < rank && n < 100; i++)
        n += (size_t)snprintf(text + n, 128 - n, i == 0 ? "%lld" : ", %lld", (long long)shape[i]);
    strcpy(text + n, n >= 100 ? ", ...)" : rank == 1 ? ",)" : ")");
    return text;
}

static ndola_object *object_new(int rank)
{
    ndola_object *x;
    if (num_kept > 0) {
        x = kept[--num_kept];
        PyObject_Init((PyObject *)x, ndola_array_type);
    } else {
        x = PyObject_New(ndola_object, ndola_array_type);
        if (x == NULL)
            return NULL;
    }
    x->weakrefs = NULL;
    x->a.rank = rank;
    x->a.shape = x->dims;
    x->a.strides = x->dims + NDOLA_INLINE_RANK;
    if (rank > NDOLA_INLINE_RANK) {
        x->a.shape = PyMem_Malloc(NDOLA_DIMS * sizeof(int64_t) * (size_t)rank);
        if (x->a.shape == NULL) {
            PyObject_Free(x);
            Py_DECREF((PyObject *)ndola_array_type);
            PyErr_NoMemory();
            return NULL;
        }
        x->a.strides = x->a.shape + rank;
    }
    return x;
}

int64_t *ndola_array_elements(ndola_object *x)
{
    return x->a.shape == x->dims ? x->dims + 2 * NDOLA_INLINE_RANK : x->a.shape + 2 * x->a.rank;
}

ndola_object *ndola_array_over(ndola_block *block, void *data, ndola_dtype_object *dtype, int rank, bool readonly)
{
    ndola_object *x = NULL;
    if (rank > NDOLA_MAX_RANK)
        PyErr_Format(PyExc_ValueError, "an array has at most %d axes, not %d", NDOLA_MAX_RANK, rank);
    else
        x = object_new(rank);
    if (x == NULL) {
        ndola_block_drop_locked(block);
        return NULL;
    }
    x->a.data = data;
    x->a.dtype = dtype->d;
    x->a.readonly = readonly;
    x->block = block;
    x->dtype = (ndola_dtype_object *)Py_NewRef((PyObject *)dtype);
    return x;
}

ndola_object *ndola_array_empty(ndola_dtype_object *dtype, int rank, const int64_t *shape, const char *function)
{
    int64_t strides[NDOLA_MAX_RANK];
    if (rank > NDOLA_MAX_RANK) {
        PyErr_Format(PyExc_ValueError, "an array has at most %d axes, not %d", NDOLA_MAX_RANK, rank);
        return NULL;
    }
    int64_t nbytes = ndola_c_strides(rank, shape, dtype->d.itemsize, strides);
    if (nbytes < 0)
        return NULL;
    void *data = ndola_alloc_locked((size_t)nbytes);
    if (data == NULL) {
        char shape_text[128], dtype_text[64];
        PyErr_Format(PyExc_MemoryError, "%s: no memory for %s of shape %s, %lld bytes", function,
                     ndola_dtype_text(&dtype->d, dtype_text), ndola_shape_text(shape, rank, shape_text),
                     (long long)nbytes);
        return NULL;
    }
    ndola_object *x = ndola_array_over(ndola_block_of(data), data, dtype, rank, false);
    if (x != NULL) {
        memcpy(x->a.shape, shape, sizeof(int64_t) * (size_t)rank);
        memcpy(x->a.strides, strides, sizeof(int64_t) * (size_t)rank);
    }
    return x;
}

ndola_object *ndola_array_view(ndola_object *x, void *data, ndola_dtype_object *dtype, int rank)
{
    ndola_block_use(x->block);
    return ndola_array_over(x->block, data, dtype, rank, x->a.readonly);
}

ndola_object *ndola_array_same_view(ndola_object *x)
{
    ndola_object *view = ndola_array_view(x, x->a.data, x->dtype, x->a.rank);
    if (view != NULL) {
        memcpy(view->a.shape, x->a.shape, sizeof(int64_t) * (size_t)x->a.rank);
        memcpy(view->a.strides, x->a.strides, sizeof(int64_t) * (size_t)x->a.rank);
    }
    return view;
}

/* Copies n elements a step apart to packed memory. A constant size makes each copy a load and a store. */
static void pack_row(int64_t n, int64_t size, const char *from, int64_t step, char *to)
{
#define PACK(constant)                                                                                                 \
    case constant:                                                                                                     \
        for (int64_t i = 0; i < n; i++)                                                                                \
            memcpy(to + i * constant, from + i * step, constant);                                                      \
        return;
    switch (size) {
        PACK(1)
        PACK(2)
        PACK(4)
        PACK(8)
        PACK(16)
    }
#undef PACK
    for (int64_t i = 0; i < n; i++)
        memcpy(to + i * size, from + i * step, (size_t)size);
}

/* Copies the elements below an axis, of which there are some, to packed memory and returns where the next one goes. */
static char *pack(const ndola_array *a, int axis, const char *from, char *to)
{
    if (axis == a->rank) {
        memcpy(to, from, (size_t)a->dtype.itemsize);
        return to + a->dtype.itemsize;
    }
    int64_t n = a->shape[axis], step = a->strides[axis], size = a->dtype.itemsize;
    if (axis == a->rank - 1) {
        if (step == size)
            memcpy(to, from, (size_t)(n * size));
        else
            pack_row(n, size, from, step, to);
        return to + n * size;
    }
    for (int64_t i = 0; i < n; i++)
        to = pack(a, axis + 1, from + i * step, to);
    return to;
}

ndola_object *ndola_array_packed(ndola_object *x, const char *function)
{
    ndola_object *copy = ndola_array_empty(x->dtype, x->a.rank, x->a.shape, function);
    if (copy != NULL) {
        int64_t nbytes = ndola_array_size(&x->a) * x->a.dtype.itemsize;
        if (nbytes == 0)
            return copy;
        if (ndola_array_is_packed(&x->a))
            memcpy(copy->a.data, x->a.data, (size_t)nbytes);
        else
            pack(&x->a, 0, x->a.data, copy->a.data);
    }
    return copy;
}

static void array_dealloc(PyObject *self)
{
    ndola_object *x = (ndola_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    if (x->weakrefs != NULL)
        PyObject_ClearWeakRefs(self);
    if (x->block != NULL)
        ndola_block_drop_locked(x->block);
    Py_XDECREF((PyObject *)x->dtype);
    bool small = x->a.shape == x->dims;
    if (!small)
        PyMem_Free(x->a.shape);
    if (type == ndola_array_type && small && !NDOLA_SANITIZED && num_kept < KEPT_OBJECTS) {
        kept[num_kept++] = x;
    } else {
        freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
        release(self);
    }
    Py_DECREF(type);
}

/* Array(obj, ...) is asarray, for the exact type; a subclass takes a view of it. */
static PyObject *array_construct(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"obj", "dtype", "device", "copy", NULL};
    PyObject *object, *dtype = Py_None, *device = Py_None, *copy = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$OOO:Array", names, &object, &dtype, &device, &copy))
        return NULL;
    int mode;
    ndola_dtype_object *wanted = NULL;
    if (ndola_check_device(device, "Array") < 0 || ndola_copy_mode(copy, &mode, "Array") < 0)
        return NULL;
    if (dtype != Py_None && (wanted = ndola_dtype_object_from(dtype, "Array")) == NULL)
        return NULL;
    ndola_object *x = ndola_as_array(object, wanted, mode, "Array");
    Py_XDECREF((PyObject *)wanted);
    if (x == NULL || type == Py_TYPE((PyObject *)x))
        return (PyObject *)x;
    return ndola_array_as(type, x, ndola_is_array(object) ? object : Py_None);
}

static Py_ssize_t array_length(PyObject *self)
{
    const ndola_array *a = &((ndola_object *)self)->a;
    if (a->rank == 0) {
        PyErr_SetString(PyExc_TypeError, "len: a 0-d array has no length");
        return -1;
    }
    return a->shape[0];
}

static PyObject *array_iterate(PyObject *self)
{
    if (((ndola_object *)self)->a.rank == 0) {
        PyErr_SetString(PyExc_TypeError, "iter: a 0-d array has no first axis to iterate over");
        return NULL;
    }
    return PySeqIter_New(self);
}

static PyMemberDef array_members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(ndola_object, weakrefs), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot array_slots[] = {
    {Py_tp_doc, "Array(obj, *, dtype=None, device=None, copy=None)\n--\n\n"
                "An n-dimensional array. Array(obj) is asarray(obj)."},
    {Py_tp_new, array_construct},
    {Py_tp_dealloc, array_dealloc},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_tp_repr, ndola_repr},
    {Py_tp_str, ndola_str},
    {Py_tp_iter, array_iterate},
    {Py_tp_members, array_members},
    {Py_tp_getset, ndola_array_getset},
    {Py_tp_methods, ndola_array_methods},
    {Py_mp_length, array_length},
    {Py_mp_subscript, ndola_getitem},
    {Py_mp_ass_subscript, ndola_setitem},
    {Py_sq_item, ndola_item},
};

int ndola_array_init(PyObject *module)
{
    if (ndola_array_type == NULL) {
        /* The operators are a table of their own; a type takes one. */
        PyType_Slot slots[96];
        int n = 0;
        for (size_t i = 0; i < sizeof array_slots / sizeof *array_slots; i++)
            slots[n++] = array_slots[i];
        for (PyType_Slot *s = ndola_number_slots; s->slot != 0; s++)
            slots[n++] = *s;
        slots[n] = (PyType_Slot){0, NULL};
        PyType_Spec spec = {
            .name = "ndola.Array",
            .basicsize = sizeof(ndola_object),
            .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
            .slots = slots,
        };
        ndola_array_type = (PyTypeObject *)PyType_FromSpec(&spec);
        if (ndola_array_type == NULL || ndola_exchange_init((PyObject *)ndola_array_type) < 0)
            return -1;
    }
    return PyModule_AddType(module, ndola_array_type);
}
