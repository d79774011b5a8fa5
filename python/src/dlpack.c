/* DLPack 1.x, both directions, capsules of both kinds.
 *
 * An export holds a use of the array's block, not of the array, so its deleter needs no GIL: it may run on
 * any thread, and at interpreter exit. An import wraps the producer's managed tensor in a block whose
 * release is the producer's deleter.
 */
#include "dlpack.h"

#include <stdlib.h>

static const char legacy_name[] = "dltensor", used_legacy_name[] = "used_dltensor";
static const char versioned_name[] = "dltensor_versioned", used_versioned_name[] = "used_dltensor_versioned";

/* ---- export ---- */

/* Either kind of managed tensor with what it points to, in one piece. */
typedef struct {
    union {
        dl_managed legacy;
        dl_versioned versioned;
    } u;
    ndola_block *block;
    int64_t dims[];
} exported;

static void delete_export(exported *e)
{
    ndola_block_drop(e->block);
    free(e);
}

static void delete_legacy(dl_managed *m) { delete_export(m->context); }
static void delete_versioned(dl_versioned *m) { delete_export(m->context); }

/* DL-21, DL-26: a capsule nobody consumed. */
static void capsule_destructor(PyObject *capsule)
{
    if (PyCapsule_IsValid(capsule, legacy_name)) {
        dl_managed *m = PyCapsule_GetPointer(capsule, legacy_name);
        if (m->deleter != NULL)
            m->deleter(m);
    } else if (PyCapsule_IsValid(capsule, versioned_name)) {
        dl_versioned *m = PyCapsule_GetPointer(capsule, versioned_name);
        if (m->deleter != NULL)
            m->deleter(m);
    }
}

/* DL-36: 0, or -1 with BufferError naming what DLPack cannot say. */
int ndola_dl_check(const ndola_array *a)
{
    char text[64];
    if (ndola_dtype_rows[a->dtype.id].bits == 0) {
        PyErr_Format(ndola_export_error, "__dlpack__: DLPack has no type for %s", ndola_dtype_text(&a->dtype, text));
        return -1;
    }
    if (a->dtype.swapped) {
        PyErr_Format(ndola_export_error,
                     "__dlpack__: elements of %s are byte-swapped and DLPack's are native; astype first",
                     ndola_dtype_text(&a->dtype, text));
        return -1;
    }
    for (int i = 0; i < a->rank; i++) {
        if (a->shape[i] > 1 && a->strides[i] % a->dtype.itemsize != 0) {
            PyErr_Format(ndola_export_error,
                         "__dlpack__: stride %lld of axis %d is not a multiple of the itemsize %d; copy first",
                         (long long)a->strides[i], i, (int)a->dtype.itemsize);
            return -1;
        }
    }
    return 0;
}

void ndola_dl_fill(dl_tensor *t, const ndola_array *a, int64_t *dims)
{
    const ndola_dtype_row *row = &ndola_dtype_rows[a->dtype.id];
    *t = (dl_tensor){a->data, {DL_CPU, 0}, a->rank, {row->code, row->bits, 1}, dims, dims + a->rank, 0};
    int64_t step = 1;
    bool packed = ndola_array_is_packed(a);
    for (int i = a->rank - 1; i >= 0; i--) {
        /* Strides of axes of length 1 may be anything, so they need not even be whole elements. */
        t->shape[i] = a->shape[i];
        t->strides[i] = packed || a->shape[i] <= 1 ? step : a->strides[i] / a->dtype.itemsize;
        step *= a->shape[i] > 0 ? a->shape[i] : 1;
    }
}

static exported *exported_new(ndola_object *x)
{
    exported *e = malloc(sizeof *e + 2 * sizeof(int64_t) * (size_t)x->a.rank);
    if (e != NULL) {
        ndola_block_use(x->block);
        e->block = x->block;
    }
    return e;
}

dl_versioned *ndola_dl_managed(ndola_object *x, bool copied)
{
    exported *e = exported_new(x);
    if (e == NULL)
        return NULL;
    e->u.versioned = (dl_versioned){.version = {DL_MAJOR, DL_MINOR},
                                    .context = e,
                                    .deleter = delete_versioned,
                                    .flags = (x->a.readonly ? DL_READ_ONLY : 0) | (copied ? DL_IS_COPIED : 0)};
    ndola_dl_fill(&e->u.versioned.tensor, &x->a, e->dims);
    return &e->u.versioned;
}

static PyObject *export(ndola_object *x, bool versioned, bool copied)
{
    exported *e;
    PyObject *capsule;
    if (versioned) {
        dl_versioned *m = ndola_dl_managed(x, copied);
        if (m == NULL)
            return PyErr_NoMemory();
        e = m->context;
        capsule = PyCapsule_New(m, versioned_name, capsule_destructor);
    } else {
        e = exported_new(x);
        if (e == NULL)
            return PyErr_NoMemory();
        e->u.legacy = (dl_managed){.context = e, .deleter = delete_legacy};
        ndola_dl_fill(&e->u.legacy.tensor, &x->a, e->dims);
        capsule = PyCapsule_New(&e->u.legacy, legacy_name, capsule_destructor);
    }
    if (capsule == NULL)
        delete_export(e);
    return capsule;
}

/* A pair of ints, (major, minor) or (type, id), from a tuple. */
static int pair(PyObject *value, const char *name, long *first, long *second)
{
    if (!PyTuple_Check(value) || PyTuple_Size(value) != 2) {
        PyErr_Format(PyExc_TypeError, "__dlpack__: %s must be None or a tuple of two ints, not %R", name, value);
        return -1;
    }
    *first = PyLong_AsLong(PyTuple_GetItem(value, 0));
    *second = PyErr_Occurred() ? -1 : PyLong_AsLong(PyTuple_GetItem(value, 1));
    return PyErr_Occurred() ? -1 : 0;
}

/* Binds keyword-only arguments to slots by name. */
static int bind_keywords(const char *function, const char *const *names, int n, PyObject *const *values,
                         PyObject *kwnames, PyObject **bound)
{
    Py_ssize_t given = kwnames == NULL ? 0 : PyTuple_Size(kwnames);
    for (Py_ssize_t k = 0; k < given; k++) {
        PyObject *name = PyTuple_GetItem(kwnames, k);
        int i = 0;
        while (i < n && PyUnicode_CompareWithASCIIString(name, names[i]) != 0)
            i++;
        if (i == n) {
            PyErr_Format(PyExc_TypeError, "%s: unexpected keyword argument %R", function, name);
            return -1;
        }
        bound[i] = values[k];
    }
    return 0;
}

PyObject *ndola_dlpack(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"stream", "max_version", "dl_device", "copy"};
    enum { STREAM, MAX_VERSION, DL_DEVICE, COPY };
    PyObject *bound[4] = {Py_None, Py_None, Py_None, Py_None};
    if (nargs > 0) {
        PyErr_Format(PyExc_TypeError, "__dlpack__: takes keyword arguments only, %zd positional given", nargs);
        return NULL;
    }
    if (bind_keywords("__dlpack__", names, 4, args, kwnames, bound) < 0)
        return NULL;
    long major = 0, minor, device = DL_CPU, id = 0;
    int copy;
    if (bound[STREAM] != Py_None) {
        PyErr_Format(PyExc_ValueError, "__dlpack__: memory on the CPU has no stream, so it must be None, not %R",
                     bound[STREAM]);
        return NULL;
    }
    if ((bound[MAX_VERSION] != Py_None && pair(bound[MAX_VERSION], "max_version", &major, &minor) < 0) ||
        (bound[DL_DEVICE] != Py_None && pair(bound[DL_DEVICE], "dl_device", &device, &id) < 0) ||
        ndola_copy_mode(bound[COPY], &copy, "__dlpack__") < 0)
        return NULL;
    if (device != DL_CPU || id != 0) {
        PyErr_Format(ndola_export_error, "__dlpack__: the array is on device (1, 0), the CPU, and cannot go to %R",
                     bound[DL_DEVICE]);
        return NULL;
    }

    ndola_object *x = (ndola_object *)self;
    if (copy == NDOLA_COPY_ALWAYS) { /* packing mends strides, so only the type can stand in the way */
        ndola_object *packed = ndola_array_packed(x, "__dlpack__");
        PyObject *capsule =
            packed == NULL || ndola_dl_check(&packed->a) < 0 ? NULL : export(packed, major >= 1, true);
        Py_XDECREF((PyObject *)packed);
        return capsule;
    }
    if (ndola_dl_check(&x->a) < 0)
        return NULL;
    if (x->a.readonly && major < 1) { /* DL-35 */
        PyErr_SetString(ndola_export_error, "__dlpack__: the array is read-only, which only DLPack 1.0 can say; "
                                            "ask with max_version=(1, 0) or copy=True");
        return NULL;
    }
    return export(x, major >= 1, false);
}

PyObject *ndola_dlpack_device(PyObject *self, PyObject *none)
{
    (void)self, (void)none;
    return Py_BuildValue("(ii)", DL_CPU, 0);
}

/* ---- import ---- */

static void release_legacy(void *m)
{
    if (((dl_managed *)m)->deleter != NULL)
        ((dl_managed *)m)->deleter(m);
}

static void release_versioned(void *m)
{
    if (((dl_versioned *)m)->deleter != NULL)
        ((dl_versioned *)m)->deleter(m);
}

static ndola_dtype_object *tensor_dtype(const dl_tensor *t)
{
    static int last; /* the type seen last is tried first */
    for (int i = -1; i < NDOLA_NUM_COMPUTING; i++) {
        int id = i < 0 ? last : i;
        if (ndola_dtype_rows[id].code == t->dtype.code && ndola_dtype_rows[id].bits == t->dtype.bits &&
            t->dtype.lanes == 1)
            return ndola_dtypes[last = id];
    }
    PyErr_Format(PyExc_BufferError, "from_dlpack: elements of type code %d, %d bits, %d lanes are none ndola has",
                 t->dtype.code, t->dtype.bits, t->dtype.lanes);
    return NULL;
}

/* DL-53: 0, or -1 with BufferError. */
static int check_tensor(const dl_tensor *t)
{
    int32_t type = t->device.type;
    if (type != DL_CPU && type != DL_CUDA_HOST && type != DL_ROCM_HOST && type != DL_CUDA_MANAGED) {
        PyErr_Format(PyExc_BufferError,
                     "from_dlpack: the memory is on device type %d, which the CPU cannot read; copy it: "
                     "from_dlpack(x, device=\"cpu\")",
                     (int)type);
        return -1;
    }
    if (t->ndim < 0 || t->ndim > NDOLA_MAX_RANK || (t->ndim > 0 && t->shape == NULL)) {
        PyErr_Format(PyExc_BufferError, "from_dlpack: a tensor of %d axes; 0 to %d are possible", (int)t->ndim,
                     NDOLA_MAX_RANK);
        return -1;
    }
    return 0;
}

static int fill_layout(ndola_object *x, const dl_tensor *t)
{
    int64_t itemsize = x->a.dtype.itemsize, low, high;
    for (int i = 0; i < t->ndim; i++)
        x->a.shape[i] = t->shape[i];
    if (ndola_c_strides(t->ndim, x->a.shape, itemsize, x->a.strides) < 0)
        return -1;
    if (t->strides != NULL) /* DL-09 */
        for (int i = 0; i < t->ndim; i++)
            if (__builtin_mul_overflow(t->strides[i], itemsize, &x->a.strides[i]))
                goto too_far;
    if (t->data == NULL && ndola_array_size(&x->a) > 0) { /* DL-11 */
        PyErr_SetString(PyExc_BufferError, "from_dlpack: the tensor has a null address and elements");
        return -1;
    }
    if (ndola_extent(&x->a, &low, &high) == 0)
        return 0;
too_far:
    PyErr_SetString(PyExc_BufferError, "from_dlpack: the tensor's strides reach further than memory does");
    return -1;
}

/* The array over a tensor whose producer's release runs when the array goes, but not where NULL is returned with
 * an exception: then the tensor remains its holder's to clean up. */
static ndola_object *array_of(const dl_tensor *t, void (*release)(void *), void *managed, bool readonly)
{
    ndola_dtype_object *dtype = check_tensor(t) < 0 ? NULL : tensor_dtype(t);
    ndola_block *block = dtype == NULL ? NULL : ndola_block_foreign(NULL, managed);
    if (block == NULL)
        return NULL;
    void *data = (void *)((uintptr_t)t->data + (uintptr_t)t->byte_offset); /* NULL and an offset are no memory */
    ndola_object *x = ndola_array_over(block, data, dtype, t->ndim, readonly);
    if (x != NULL && fill_layout(x, t) < 0)
        Py_CLEAR(x);
    if (x != NULL)
        block->release = release; /* not before: a failure must not run the producer's deleter */
    return x;
}

/* DL-01: of another major version nothing behind the flags is known. */
static int check_version(const dl_versioned *m)
{
    if (m->version.major <= DL_MAJOR)
        return 0;
    PyErr_Format(PyExc_BufferError, "from_dlpack: the tensor has DLPack version %u.%u; up to %d is understood",
                 m->version.major, m->version.minor, DL_MAJOR);
    return -1;
}

void ndola_dl_release(dl_versioned *m)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    release_versioned(m);
    PyErr_Restore(type, value, traceback);
}

ndola_object *ndola_dl_adopt(dl_versioned *m)
{
    return check_version(m) < 0 ? NULL
                                : array_of(&m->tensor, release_versioned, m, (m->flags & DL_READ_ONLY) != 0);
}

/* The tensor of a capsule as an array; *copied says that nobody else holds the memory. The capsule counts as
 * consumed only when nothing can fail any more. */
static ndola_object *consume(PyObject *capsule, bool *copied)
{
    *copied = false;
    ndola_object *x;
    const char *used, *name = PyCapsule_GetName(capsule);
    if (name != NULL && strcmp(name, versioned_name) == 0) {
        dl_versioned *m = PyCapsule_GetPointer(capsule, name);
        x = ndola_dl_adopt(m);
        *copied = x != NULL && (m->flags & DL_IS_COPIED) != 0;
        used = used_versioned_name;
    } else if (name != NULL && strcmp(name, legacy_name) == 0) {
        /* DL-54: a legacy capsule cannot say that writing is allowed. */
        dl_managed *m = PyCapsule_GetPointer(capsule, name);
        x = array_of(&m->tensor, release_legacy, m, true);
        used = used_legacy_name;
    } else {
        PyErr_Format(PyExc_BufferError, "from_dlpack: %R is not an unconsumed DLPack capsule", capsule);
        return NULL;
    }
    if (x != NULL)
        PyCapsule_SetName(capsule, used); /* cannot fail: the capsule was valid just now */
    return x;
}

/* The producer's capsule: asked for version 1, for the CPU and for copies only where the caller said so; a
 * producer from before those keywords (TypeError, and no subclass, which would be its own refusal) is asked again
 * without. DL-51. */
static PyObject *request_capsule(PyObject *object, bool to_cpu, int copy)
{
    PyObject *args[4] = {object, ndola_names.version_one};
    PyObject *names = ndola_names.max_version_names, *device = NULL;
    if (!to_cpu && copy == NDOLA_COPY_IF_NEEDED) {
        PyObject *capsule = PyObject_VectorcallMethod(ndola_names.dlpack, args, 1, names);
        if (capsule != NULL || PyErr_Occurred() != PyExc_TypeError)
            return capsule;
        PyErr_Clear();
        return PyObject_VectorcallMethod(ndola_names.dlpack, args, 1, NULL);
    }
    int n = 2;
    if (to_cpu)
        args[n++] = device = Py_BuildValue("(ii)", DL_CPU, 0);
    if (copy != NDOLA_COPY_IF_NEEDED)
        args[n++] = copy == NDOLA_COPY_ALWAYS ? Py_True : Py_False;
    names = to_cpu ? n == 4 ? Py_BuildValue("(sss)", "max_version", "dl_device", "copy")
                            : Py_BuildValue("(ss)", "max_version", "dl_device")
                   : Py_BuildValue("(ss)", "max_version", "copy");
    PyObject *capsule = NULL;
    if (names != NULL && (!to_cpu || device != NULL))
        capsule = PyObject_VectorcallMethod(ndola_names.dlpack, args, 1, names);
    Py_XDECREF(device);
    Py_XDECREF(names);
    return capsule;
}

/* DL-25: the exception is put aside while the capsule dies, since its destructor may run Python. */
void ndola_drop_capsule(PyObject *capsule)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    Py_DECREF(capsule);
    PyErr_Restore(type, value, traceback);
}

static ndola_object *take(PyObject *object, bool to_cpu, int copy)
{
    bool copied = false;
    ndola_object *x;
    PyObject *capsule;
    if (PyCapsule_CheckExact(object)) {
        capsule = Py_NewRef(object);
    } else {
        /* DL-73: what a table cannot be told, the method is asked for. */
        if (ndola_dl_exchange(object, !to_cpu && copy != NDOLA_COPY_ALWAYS, &x) != 0)
            return x;
        capsule = request_capsule(object, to_cpu, copy);
    }
    if (capsule == NULL)
        return NULL;
    x = consume(capsule, &copied);
    if (x == NULL) {
        ndola_drop_capsule(capsule);
        return NULL;
    }
    Py_DECREF(capsule);
    if (copy == NDOLA_COPY_ALWAYS && !copied) { /* DL-55: a producer may pass over the request */
        ndola_object *packed = ndola_array_packed(x, "from_dlpack");
        Py_DECREF((PyObject *)x);
        return packed;
    }
    return x;
}

ndola_object *ndola_take_dlpack(PyObject *object) { return take(object, false, NDOLA_COPY_IF_NEEDED); }

PyObject *ndola_from_dlpack(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    (void)module;
    static const char *const names[] = {"device", "copy"};
    PyObject *bound[2] = {Py_None, Py_None};
    int copy = NDOLA_COPY_IF_NEEDED;
    if (nargs != 1) {
        PyErr_Format(PyExc_TypeError, "from_dlpack: takes 1 positional argument, %zd given", nargs);
        return NULL;
    }
    if (kwnames != NULL &&
        (bind_keywords("from_dlpack", names, 2, args + 1, kwnames, bound) < 0 ||
         ndola_check_device(bound[0], "from_dlpack") < 0 || ndola_copy_mode(bound[1], &copy, "from_dlpack") < 0))
        return NULL;
    return (PyObject *)take(args[0], bound[0] != Py_None, copy);
}
