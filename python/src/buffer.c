/* Buffers (PEP 3118), out through x.data and in from whatever fills the slot.
 *
 * The array type itself fills no buffer slot: torch.asarray prefers buffers to __dlpack__ and flattens
 * what it finds. The slot belongs to a small type that holds the array, and x.data is a memoryview of it.
 */
#include "shell.h"

static PyTypeObject *export_type, *held_type;
PyObject *ndola_export_error;

typedef struct {
    PyObject_HEAD
    ndola_object *x;
    bool raw; /* expose the bytes, flat and without a type */
} export_object;

static void export_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF((PyObject *)((export_object *)self)->x);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* What a buffer has to own: its shape, strides and format, beside one another. */
typedef struct {
    Py_ssize_t shape[NDOLA_MAX_RANK], strides[NDOLA_MAX_RANK];
    PyObject *format; /* text, or NULL */
} buffer_parts;

static int refuse(const char *why)
{
    PyErr_SetString(ndola_export_error, why);
    return -1;
}

static int export_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    export_object *e = (export_object *)self;
    const ndola_array *a = &e->x->a;
    bool packed = ndola_array_is_packed(a), fortran = ndola_array_is_fortran(a);
    view->obj = NULL;
    if ((flags & PyBUF_WRITABLE) && a->readonly)
        return refuse("data: a writable buffer of a read-only array");
    if ((flags & PyBUF_C_CONTIGUOUS) == PyBUF_C_CONTIGUOUS && !packed)
        return refuse("data: a C-contiguous buffer of an array that is not");
    if ((flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS && !fortran)
        return refuse("data: a Fortran-contiguous buffer of an array that is not");
    if ((flags & PyBUF_ANY_CONTIGUOUS) == PyBUF_ANY_CONTIGUOUS && !packed && !fortran)
        return refuse("data: a contiguous buffer of an array that is not");
    if ((flags & PyBUF_STRIDES) != PyBUF_STRIDES && !packed)
        return refuse("data: a buffer without strides of an array that is not C-contiguous");

    buffer_parts *parts = PyMem_Malloc(sizeof *parts);
    if (parts == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    parts->format = NULL;
    const char *format = "B";
    if (!e->raw && (flags & PyBUF_FORMAT)) {
        parts->format = ndola_format_write(e->x);
        format = parts->format == NULL ? NULL : PyUnicode_AsUTF8AndSize(parts->format, NULL);
        if (format == NULL) {
            Py_XDECREF(parts->format);
            PyMem_Free(parts);
            return -1;
        }
    }
    int64_t canonical[NDOLA_MAX_RANK];
    int64_t nbytes = ndola_array_size(a) * a->dtype.itemsize;
    bool as_fortran = fortran && (!packed || (flags & PyBUF_F_CONTIGUOUS) == PyBUF_F_CONTIGUOUS);
    /* BP-05: strides of axes of length 1 are anything in an array, but not in a buffer. */
    int64_t step = a->dtype.itemsize;
    ndola_c_strides(a->rank, a->shape, a->dtype.itemsize, canonical);
    for (int i = 0; i < a->rank; i++) {
        parts->shape[i] = (Py_ssize_t)a->shape[i];
        parts->strides[i] = (Py_ssize_t)(as_fortran ? step : packed ? canonical[i] : a->strides[i]);
        step *= a->shape[i] > 0 ? a->shape[i] : 1;
    }
    *view = (Py_buffer){.buf = a->data,
                        .obj = Py_NewRef(self),
                        .len = (Py_ssize_t)nbytes,
                        .readonly = a->readonly,
                        .itemsize = a->dtype.itemsize,
                        .internal = parts};
    if (e->raw) {
        view->itemsize = 1;
        view->ndim = 1;
        parts->shape[0] = (Py_ssize_t)nbytes;
        parts->strides[0] = 1;
    } else if (flags & PyBUF_ND) {
        view->ndim = a->rank;
    }
    if (flags & PyBUF_ND)
        view->shape = parts->shape;
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES)
        view->strides = parts->strides;
    if (flags & PyBUF_FORMAT)
        view->format = (char *)format;
    return 0;
}

static void export_releasebuffer(PyObject *self, Py_buffer *view)
{
    (void)self;
    buffer_parts *parts = view->internal;
    Py_XDECREF(parts->format);
    PyMem_Free(parts);
}

static PyType_Slot export_slots[] = {
    {Py_tp_dealloc, export_dealloc},
    {Py_bf_getbuffer, export_getbuffer},
    {Py_bf_releasebuffer, export_releasebuffer},
    {0, NULL},
};

static PyType_Spec export_spec = {
    .name = "ndola._Export",
    .basicsize = sizeof(export_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = export_slots,
};

static PyObject *export_new(ndola_object *x, bool raw)
{
    export_object *e = PyObject_New(export_object, export_type);
    if (e != NULL) {
        e->x = (ndola_object *)Py_NewRef((PyObject *)x);
        e->raw = raw;
    }
    return (PyObject *)e;
}

PyObject *ndola_raw_export(ndola_object *x) { return export_new(x, true); }

PyObject *ndola_get_data(PyObject *self, void *closure)
{
    (void)closure;
    PyObject *e = export_new((ndola_object *)self, false);
    PyObject *view = e == NULL ? NULL : PyMemoryView_FromObject(e);
    Py_XDECREF(e);
    return view;
}

/* A foreign buffer, held until this object dies. No memoryview stands between: one divides by the itemsize it is told. */
typedef struct {
    PyObject_HEAD
    Py_buffer view;
} held_object;

static void held_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyBuffer_Release(&((held_object *)self)->view);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyType_Slot held_slots[] = {
    {Py_tp_dealloc, held_dealloc},
    {0, NULL},
};

static PyType_Spec held_spec = {
    .name = "ndola._Held",
    .basicsize = sizeof(held_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = held_slots,
};

PyObject *ndola_hold_buffer(PyObject *exporter, int flags, const Py_buffer **view)
{
    held_object *held = PyObject_New(held_object, held_type);
    if (held == NULL)
        return NULL;
    Py_buffer *v = &held->view;
    v->obj = NULL; /* nothing to release yet */
    if (PyObject_GetBuffer(exporter, v, flags) == 0) {
        if (v->ndim >= 0 && v->ndim <= NDOLA_MAX_RANK && v->len >= 0 && v->itemsize >= 0) {
            *view = v;
            return (PyObject *)held;
        }
        PyErr_Format(PyExc_BufferError, "a buffer of %d axes, %zd bytes and elements of %zd bytes", v->ndim, v->len,
                     v->itemsize);
    }
    Py_DECREF((PyObject *)held);
    return NULL;
}

/* 0, or -1 with ValueError where shape and strides speak of memory that the buffer's length has no room for. */
static int check_room(const ndola_array *a, const Py_buffer *view)
{
    int64_t low, high;
    char text[128];
    bool possible = ndola_is_countable(a);
    for (int i = 0; i < a->rank; i++)
        possible &= a->shape[i] >= 0;
    if (possible && ndola_array_size(a) * a->dtype.itemsize <= view->len && ndola_extent(a, &low, &high) == 0 &&
        (view->buf != NULL || high == low))
        return 0;
    PyErr_Format(PyExc_ValueError, "asarray: the buffer's shape %s of %d-byte elements does not go with its %zd bytes at %p",
                 ndola_shape_text(a->shape, a->rank, text), (int)a->dtype.itemsize, view->len, view->buf);
    return -1;
}

static ndola_object *over_buffer(const Py_buffer *view, ndola_block *block)
{
    ndola_object *x = NULL;
    if (view->suboffsets != NULL) {
        for (int i = 0; i < view->ndim; i++) {
            if (view->suboffsets[i] >= 0) {
                PyErr_SetString(PyExc_BufferError,
                                "asarray: the buffer has suboffsets (pointers inside); copy it first");
                goto refused;
            }
        }
    }
    if (view->ndim > 1 && view->shape == NULL) {
        PyErr_SetString(PyExc_BufferError, "asarray: the buffer has several axes and no shape");
        goto refused;
    }
    ndola_dtype_object *dtype = ndola_format_read(view->format, view->itemsize);
    if (dtype == NULL)
        goto refused;
    x = ndola_array_over(block, view->buf, dtype, view->ndim, view->readonly);
    Py_DECREF((PyObject *)dtype);
    if (x == NULL)
        return NULL;
    for (int i = 0; i < view->ndim; i++)
        x->a.shape[i] = view->shape != NULL ? view->shape[i] : view->len / (view->itemsize > 0 ? view->itemsize : 1);
    if (view->strides == NULL) {
        if (ndola_c_strides(view->ndim, x->a.shape, view->itemsize, x->a.strides) < 0)
            Py_CLEAR(x);
    } else {
        for (int i = 0; i < view->ndim; i++)
            x->a.strides[i] = view->strides[i];
    }
    if (x != NULL && check_room(&x->a, view) < 0)
        Py_CLEAR(x);
    return x;
refused:
    ndola_block_drop_locked(block);
    return NULL;
}

/* BP-21, BP-22: an object that refuses to give a buffer simply has none; NULL without an exception. */
ndola_object *ndola_from_buffer(PyObject *object)
{
    const Py_buffer *view;
    PyObject *held = ndola_hold_buffer(object, PyBUF_FULL_RO, &view);
    if (held == NULL) {
        PyErr_Clear();
        return NULL;
    }
    ndola_block *block = ndola_block_object(held);
    ndola_object *x = block == NULL ? NULL : over_buffer(view, block);
    Py_DECREF(held);
    return x;
}

int ndola_buffer_init(PyObject *module)
{
    if (export_type == NULL) {
        export_type = (PyTypeObject *)PyType_FromSpec(&export_spec);
        held_type = (PyTypeObject *)PyType_FromSpec(&held_spec);
        PyObject *bases = PyTuple_Pack(2, PyExc_BufferError, PyExc_ValueError);
        if (export_type == NULL || held_type == NULL || bases == NULL)
            return -1;
        ndola_export_error = PyErr_NewExceptionWithDoc(
            "ndola.ExportError", "Memory cannot be shared as asked: both a BufferError and a ValueError.", bases, NULL);
        Py_DECREF(bases);
        if (ndola_export_error == NULL)
            return -1;
    }
    return PyModule_AddObjectRef(module, "ExportError", ndola_export_error);
}
