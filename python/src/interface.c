/* __array_interface__ (version 3) and __array_struct__, both directions. */
#include "shell.h"

/* ---- export ---- */

static const char *const key_names[] = {"data", "strides", "descr", "typestr", "shape", "version", "_owner"};
#define NUM_KEYS (sizeof key_names / sizeof *key_names)

/* AI-01: a new dict each time, to be edited freely. Beyond the six keys it carries the owner under a
 * private one, which consumers ignore: an edited copy then keeps the memory alive by itself (AI-07). */
PyObject *ndola_get_interface(PyObject *self, void *closure)
{
    (void)closure;
    static PyObject *keys[NUM_KEYS]; /* interned once: making them is half the work */
    ndola_object *x = (ndola_object *)self;
    char text[64];
    PyObject *typestr = PyUnicode_FromString(ndola_typestr(&x->a.dtype, text));
    PyObject *values[NUM_KEYS] = {
        Py_BuildValue("(NO)", PyLong_FromVoidPtr(x->a.data), x->a.readonly ? Py_True : Py_False),
        ndola_array_is_packed(&x->a) ? Py_NewRef(Py_None) : ndola_int_tuple(x->a.strides, x->a.rank),
        x->dtype->descr != NULL ? ndola_descr_copy(x->dtype->descr, x->a.dtype.itemsize) : Py_BuildValue("[(sO)]", "", typestr),
        typestr,
        ndola_int_tuple(x->a.shape, x->a.rank),
        PyLong_FromLong(3),
        Py_NewRef(self),
    };
    PyObject *dict = PyDict_New();
    for (size_t i = 0; i < NUM_KEYS; i++) {
        if (keys[i] == NULL)
            keys[i] = PyUnicode_InternFromString(key_names[i]);
        if (dict != NULL && (keys[i] == NULL || values[i] == NULL || PyDict_SetItem(dict, keys[i], values[i]) < 0))
            Py_CLEAR(dict);
        Py_XDECREF(values[i]);
    }
    return dict;
}

/* The struct of the protocol, in its order. */
typedef struct {
    int two, nd;
    char typekind;
    int itemsize, flags;
    intptr_t *shape, *strides;
    void *data;
    PyObject *descr;
} array_struct;

enum {
    C_CONTIGUOUS = 0x1,
    F_CONTIGUOUS = 0x2,
    ALIGNED = 0x100,
    NOT_SWAPPED = 0x200,
    WRITEABLE = 0x400,
    HAS_DESCR = 0x800
};

static void struct_destructor(PyObject *capsule)
{
    array_struct *s = PyCapsule_GetPointer(capsule, NULL);
    Py_XDECREF((PyObject *)PyCapsule_GetContext(capsule));
    Py_XDECREF(s->descr);
    PyMem_Free(s);
}

/* ml_dtypes.bfloat16 where that package has been imported, else NULL without an exception. */
static PyObject *loaded_bfloat16(void)
{
    PyObject *name = PyUnicode_InternFromString("ml_dtypes");
    PyObject *module = name == NULL ? NULL : PyImport_GetModule(name);
    PyObject *type = module == NULL ? NULL : PyObject_GetAttrString(module, "bfloat16");
    Py_XDECREF(name);
    Py_XDECREF(module);
    PyErr_Clear();
    return type;
}

PyObject *ndola_get_struct(PyObject *self, void *closure)
{
    (void)closure;
    ndola_object *x = (ndola_object *)self;
    const ndola_array *a = &x->a;
    array_struct *s = PyMem_Malloc(sizeof *s + 2 * sizeof(intptr_t) * (size_t)a->rank);
    if (s == NULL)
        return PyErr_NoMemory();
    intptr_t *dims = (intptr_t *)(s + 1);
    char kind = a->dtype.id == NDOLA_D_BFLOAT16 ? 'V' : ndola_dtype_rows[a->dtype.id].kind;
    int flags = ndola_array_is_packed(a) ? C_CONTIGUOUS : 0;
    flags |= ndola_array_is_fortran(a) ? F_CONTIGUOUS : 0;
    flags |= ndola_array_is_aligned(a) ? ALIGNED : 0;
    flags |= a->dtype.swapped ? 0 : NOT_SWAPPED;
    flags |= a->readonly ? 0 : WRITEABLE;
    *s = (array_struct){2, a->rank, kind, a->dtype.itemsize, flags, NULL, NULL, a->data, NULL};
    if (a->rank > 0) { /* AS-04: NULL for a 0-d array */
        s->shape = dims;
        s->strides = dims + a->rank;
        for (int i = 0; i < a->rank; i++) {
            s->shape[i] = (intptr_t)a->shape[i];
            s->strides[i] = (intptr_t)a->strides[i];
        }
    }
    /* AS-08, AS-09: kind and size do not tell fields or a datetime's unit. AS-07: of text NumPy takes the
     * size in bytes for characters, unless a descr tells it better. */
    if (x->dtype->descr != NULL || kind == 'M' || kind == 'm' || kind == 'U') {
        char text[64];
        s->descr = x->dtype->descr != NULL ? ndola_descr_without_padding(x->dtype->descr)
                                           : PyUnicode_FromString(ndola_typestr(&a->dtype, text));
        s->flags |= HAS_DESCR;
        if (s->descr == NULL) {
            PyMem_Free(s);
            return NULL;
        }
    }
    /* Only the type from ml_dtypes tells NumPy what two raw bytes are; without it they stay raw. */
    if (a->dtype.id == NDOLA_D_BFLOAT16 && (s->descr = loaded_bfloat16()) != NULL)
        s->flags |= HAS_DESCR;
    PyObject *capsule = PyCapsule_New(s, NULL, struct_destructor);
    if (capsule == NULL) {
        Py_XDECREF(s->descr);
        PyMem_Free(s);
        return NULL;
    }
    PyCapsule_SetContext(capsule, Py_NewRef(self)); /* AS-03 */
    return capsule;
}

/* ---- import ---- */

ndola_object *ndola_over_object(PyObject *owner, void *data, ndola_dtype_object *dtype, int rank, bool readonly)
{
    ndola_block *block = ndola_block_object(owner);
    return block == NULL ? NULL : ndola_array_over(block, data, dtype, rank, readonly);
}

/* Void data of two bytes may be a bfloat16 in disguise: its NumPy type spells itself so. */
static bool says_bfloat16(PyObject *object)
{
    PyObject *dtype, *name;
    bool says = false;
    if (ndola_lookup(object, ndola_names.dtype, &dtype) > 0) {
        name = PyObject_GetAttrString(dtype, "name");
        says = name != NULL && PyUnicode_Check(name) && PyUnicode_CompareWithASCIIString(name, "bfloat16") == 0;
        Py_XDECREF(name);
        Py_DECREF(dtype);
    }
    PyErr_Clear();
    return says;
}

static ndola_dtype_object *struct_dtype(PyObject *object, const array_struct *s)
{
    ndola_dtype d;
    char text[32];
    if (s->flags & HAS_DESCR && s->descr != NULL) {
        ndola_dtype_object *o = NULL;
        if (PyUnicode_Check(s->descr)) {
            o = ndola_dtype_object_from(s->descr, "asarray");
        } else if (PyList_Check(s->descr) && s->typekind == 'V') {
            d = ndola_dtype_of(NDOLA_D_VOID);
            d.itemsize = s->itemsize;
            PyObject *descr = ndola_descr_copy(s->descr, s->itemsize);
            o = descr == NULL ? NULL : (ndola_dtype_object *)ndola_dtype_new(&d, descr);
            Py_XDECREF(descr);
        } else {
            o = ndola_dtype_object_from(s->descr, "asarray");
        }
        if (o != NULL && o->d.itemsize == s->itemsize)
            return o;
        Py_XDECREF((PyObject *)o);
        PyErr_Clear(); /* AS-05: a descr that makes no sense is as good as none */
    }
    for (int id = 0; id < NDOLA_NUM_COMPUTING; id++) /* the common case, without a detour by text */
        if (ndola_dtype_rows[id].kind == s->typekind && ndola_dtype_rows[id].size == s->itemsize &&
            s->flags & NOT_SWAPPED && id != NDOLA_D_BFLOAT16)
            return (ndola_dtype_object *)Py_NewRef((PyObject *)ndola_dtypes[id]);
    /* AS-07: the size of text counts characters in a typestr, bytes here. */
    PyOS_snprintf(text, sizeof text, "%c%d", s->typekind, s->typekind == 'U' ? s->itemsize / 4 : s->itemsize);
    if (ndola_dtype_parse(text, &d) < 0) {
        PyErr_Format(PyExc_TypeError, "asarray: __array_struct__ of kind '%c' and size %d is no element type ndola has",
                     (unsigned char)s->typekind, s->itemsize);
        return NULL;
    }
    if (d.id == NDOLA_D_VOID && d.itemsize == 2 && says_bfloat16(object))
        d = ndola_dtype_of(NDOLA_D_BFLOAT16);
    else if (d.id == NDOLA_D_VOID || d.id == NDOLA_D_DATETIME || d.id == NDOLA_D_TIMEDELTA) {
        /* The object's own dtype knows the fields or the unit. */
        PyObject *dtype;
        if (ndola_lookup(object, ndola_names.dtype, &dtype) > 0) {
            ndola_dtype_object *o = ndola_dtype_object_from(dtype, "asarray");
            Py_DECREF(dtype);
            if (o != NULL && o->d.itemsize == s->itemsize)
                return o;
            if (o == NULL && ndola_is_ndarray(object)) /* a type of another package, not raw bytes */
                return NULL;
            Py_XDECREF((PyObject *)o);
        }
        PyErr_Clear();
    }
    bool single = d.itemsize <= 1 || d.id == NDOLA_D_BYTES || d.id == NDOLA_D_VOID;
    d.swapped = !(s->flags & NOT_SWAPPED) && !single;
    return (ndola_dtype_object *)ndola_dtype_new(&d, NULL);
}

/* AS-06: the array keeps the exporter and the capsule; an ndarray needs no capsule, its memory is its own. */
ndola_object *ndola_from_struct(PyObject *object, PyObject *capsule)
{
    const array_struct *given = PyCapsule_CheckExact(capsule) ? PyCapsule_GetPointer(capsule, NULL) : NULL;
    if (given == NULL || given->two != 2) {
        PyErr_SetString(PyExc_ValueError, "asarray: __array_struct__ is not a capsule with the struct of the protocol");
        return NULL;
    }
    const array_struct copy = *given, *s = &copy; /* what was checked stays, whatever the object's dtype runs */
    if (s->nd < 0 || s->nd > NDOLA_MAX_RANK || (s->nd > 0 && (s->shape == NULL || s->strides == NULL)) ||
        s->itemsize < 0 || s->itemsize > NDOLA_MAX_SIZE) {
        PyErr_Format(PyExc_ValueError, "asarray: __array_struct__ with %d axes of %d-byte elements", s->nd,
                     s->itemsize);
        return NULL;
    }
    ndola_dtype_object *dtype = struct_dtype(object, s);
    PyObject *owner = dtype == NULL ? NULL : PyTuple_Pack(2, object, capsule);
    ndola_object *x = owner == NULL ? NULL : ndola_over_object(owner, s->data, dtype, s->nd, !(s->flags & WRITEABLE));
    Py_XDECREF(owner);
    Py_XDECREF((PyObject *)dtype);
    bool possible = true;
    for (int i = 0; x != NULL && i < s->nd; i++) {
        x->a.shape[i] = s->shape[i];
        x->a.strides[i] = s->strides[i];
        possible &= s->shape[i] >= 0;
    }
    int64_t low, high;
    if (x != NULL && (!possible || ndola_extent(&x->a, &low, &high) < 0 || (s->data == NULL && high > low) ||
                      !ndola_is_countable(&x->a))) {
        char text[128];
        PyErr_Format(PyExc_ValueError, "asarray: __array_struct__ of shape %s at %p is no memory there can be",
                     ndola_shape_text(x->a.shape, s->nd, text), s->data);
        Py_CLEAR(x);
    }
    return x;
}

/* A tuple of ints under a key of the dict: the count, or -1 with an exception. */
static int dict_ints(PyObject *value, const char *key, int64_t *out)
{
    if (!PyTuple_Check(value)) {
        PyErr_Format(PyExc_TypeError, "asarray: __array_interface__['%s'] must be a tuple, not %R", key, value);
        return -1;
    }
    Py_ssize_t n = PyTuple_Size(value);
    if (n > NDOLA_MAX_RANK) {
        PyErr_Format(PyExc_ValueError, "asarray: __array_interface__['%s'] has %zd axes; 0 to %d are possible", key, n,
                     NDOLA_MAX_RANK);
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_ssize_t length = PyNumber_AsSsize_t(PyTuple_GetItem(value, i), PyExc_OverflowError);
        if (length == -1 && PyErr_Occurred())
            return -1;
        out[i] = length;
    }
    return (int)n;
}

/* AI-12, AI-13, AI-14. */
static ndola_dtype_object *dict_dtype(PyObject *object, PyObject *dict)
{
    PyObject *typestr = PyDict_GetItemString(dict, "typestr");
    if (typestr == NULL) {
        PyErr_SetString(PyExc_ValueError, "asarray: __array_interface__ has no 'typestr'");
        return NULL;
    }
    const char *text = NULL;
    if (PyUnicode_Check(typestr))
        text = PyUnicode_AsUTF8AndSize(typestr, NULL);
    else if (PyBytes_Check(typestr))
        text = PyBytes_AsString(typestr);
    ndola_dtype d;
    if (text == NULL || ndola_dtype_parse(text, &d) < 0) {
        PyErr_Clear(); /* a UnicodeError would hide which argument was wrong */
        PyErr_Format(PyExc_TypeError, "asarray: __array_interface__['typestr'] %R is no element type ndola has",
                     typestr);
        return NULL;
    }
    PyObject *descr = d.id == NDOLA_D_VOID ? PyDict_GetItemString(dict, "descr") : NULL;
    if (d.id == NDOLA_D_VOID && d.itemsize == 2 && says_bfloat16(object)) {
        d = ndola_dtype_of(NDOLA_D_BFLOAT16);
        descr = NULL;
    }
    if (descr != NULL) {
        bool plain = !PyList_Check(descr); /* one unnamed pair says nothing the typestr has not */
        if (!plain && PyList_Size(descr) == 1) {
            PyObject *pair = PyList_GetItem(descr, 0);
            PyObject *name = PyTuple_Check(pair) && PyTuple_Size(pair) == 2 ? PyTuple_GetItem(pair, 0) : NULL;
            plain = name != NULL && PyUnicode_Check(name) && PyUnicode_GetLength(name) == 0;
        }
        if (plain)
            descr = NULL;
    }
    PyObject *members = descr == NULL ? NULL : ndola_descr_copy(descr, d.itemsize);
    if (descr != NULL && members == NULL)
        return NULL;
    ndola_dtype_object *dtype = (ndola_dtype_object *)ndola_dtype_new(&d, members);
    Py_XDECREF(members);
    return dtype;
}

/* Where the elements are: an address with its owner, or an object with a buffer and the buffer's bounds. */
typedef struct {
    char *data;
    bool readonly, bounded;
    int64_t before, after; /* the buffer's bytes on both sides of data, when bounded */
    PyObject *owner;       /* a new reference */
} source;

static int source_of_tuple(PyObject *object, PyObject *data, source *s)
{
    PyObject *address;
    if (PyTuple_Size(data) != 2 || !PyLong_Check(address = PyTuple_GetItem(data, 0))) {
        PyErr_SetString(PyExc_TypeError, "asarray: __array_interface__['data'] must be (address: int, readonly: bool)");
        return -1;
    }
    s->data = PyLong_AsVoidPtr(address);
    int readonly = PyObject_IsTrue(PyTuple_GetItem(data, 1));
    if (readonly < 0 || PyErr_Occurred())
        return -1;
    s->readonly = readonly;
    s->owner = Py_NewRef(object);
    return 0;
}

/* AI-17, AI-18, AI-25: the buffer is held, so the exporter knows of us. */
static int source_of_buffer(PyObject *supplier, PyObject *dict, source *s)
{
    Py_ssize_t offset = 0;
    PyObject *given = PyDict_GetItemString(dict, "offset");
    if (given != NULL) {
        if (!PyLong_Check(given)) {
            PyErr_SetString(PyExc_TypeError, "asarray: __array_interface__['offset'] must be an int");
            return -1;
        }
        offset = PyLong_AsSsize_t(given);
        if (offset == -1 && PyErr_Occurred())
            return -1;
    }
    const Py_buffer *view;
    /* A simple request: the protocol speaks of the bytes, whatever type the buffer says they have. */
    s->owner = ndola_hold_buffer(supplier, PyBUF_WRITABLE, &view);
    s->readonly = s->owner == NULL;
    if (s->readonly) {
        PyErr_Clear();
        if ((s->owner = ndola_hold_buffer(supplier, PyBUF_SIMPLE, &view)) == NULL)
            return -1;
    }
    if (offset < 0 || offset > view->len) {
        PyErr_Format(PyExc_ValueError, "asarray: __array_interface__['offset'] %zd lies outside a buffer of %zd bytes",
                     offset, view->len);
        return -1;
    }
    s->bounded = true;
    s->data = (char *)view->buf + offset;
    s->before = offset;
    s->after = view->len - offset;
    return 0;
}

/* AI-20, AI-24: what the layout reaches must be there. */
static int check_reach(const ndola_array *a, const source *s)
{
    int64_t low, high;
    if (ndola_extent(a, &low, &high) < 0) {
        PyErr_SetString(PyExc_ValueError, "asarray: __array_interface__ describes more memory than there can be");
        return -1;
    }
    if (a->data == NULL && high > low) {
        PyErr_SetString(PyExc_ValueError, "asarray: __array_interface__ has a null address and elements");
        return -1;
    }
    if (s->bounded && (low < -s->before || high > s->after)) {
        char text[128];
        PyErr_Format(PyExc_ValueError,
                     "asarray: __array_interface__ shape %s reaches bytes %lld to %lld of a buffer of %lld",
                     ndola_shape_text(a->shape, a->rank, text), (long long)(s->before + low),
                     (long long)(s->before + high), (long long)(s->before + s->after));
        return -1;
    }
    return 0;
}

static ndola_object *over_source(source *s, ndola_dtype_object *dtype, PyObject *dict)
{
    int64_t shape[NDOLA_MAX_RANK], strides[NDOLA_MAX_RANK];
    PyObject *value = PyDict_GetItemString(dict, "shape");
    if (value == NULL) {
        PyErr_SetString(PyExc_ValueError, "asarray: __array_interface__ has no 'shape'");
        return NULL;
    }
    int rank = dict_ints(value, "shape", shape);
    if (rank < 0)
        return NULL;
    /* The largest shape in C order must be one an array can have, whatever the strides say. */
    if (ndola_c_strides(rank, shape, dtype->d.itemsize, strides) < 0)
        return NULL;
    value = PyDict_GetItemString(dict, "strides");
    if (value != NULL && value != Py_None) {
        int n = dict_ints(value, "strides", strides);
        if (n >= 0 && n != rank)
            PyErr_Format(PyExc_ValueError, "asarray: __array_interface__ has %d strides for %d axes", n, rank);
        if (n != rank)
            return NULL;
    }
    ndola_object *x = ndola_over_object(s->owner, s->data, dtype, rank, s->readonly);
    if (x == NULL)
        return NULL;
    memcpy(x->a.shape, shape, sizeof(int64_t) * (size_t)rank);
    memcpy(x->a.strides, strides, sizeof(int64_t) * (size_t)rank);
    if (check_reach(&x->a, s) < 0)
        Py_CLEAR(x);
    return x;
}

static ndola_object *from_own_dict(PyObject *object, PyObject *dict)
{
    PyObject *mask = PyDict_GetItemString(dict, "mask");
    if (mask != NULL && mask != Py_None) { /* AI-22: dropping it would make invalid data look valid */
        PyErr_SetString(PyExc_ValueError, "asarray: __array_interface__ has a mask, which an Array cannot carry");
        return NULL;
    }
    ndola_dtype_object *dtype = dict_dtype(object, dict);
    if (dtype == NULL)
        return NULL;
    source s = {0};
    ndola_object *x = NULL;
    PyObject *data = PyDict_GetItemString(dict, "data");
    int status;
    if (data == NULL) {
        /* AI-19: no memory offered, so the object itself is the one scalar. */
        x = ndola_array_empty(dtype, 0, (const int64_t[]){0}, "asarray");
        if (x != NULL && ndola_element_write(&x->a.dtype, x->a.data, object, "asarray") < 0)
            Py_CLEAR(x);
        Py_DECREF((PyObject *)dtype);
        return x;
    }
    if (PyTuple_Check(data))
        status = source_of_tuple(object, data, &s);
    else
        status = source_of_buffer(data == Py_None ? object : data, dict, &s);
    if (status == 0)
        x = over_source(&s, dtype, dict);
    Py_XDECREF(s.owner);
    Py_DECREF((PyObject *)dtype);
    return x;
}

/* Through a copy of the dict, since code that runs while it is read, such as an __index__, may empty the dict. */
ndola_object *ndola_from_interface(PyObject *object, PyObject *dict)
{
    if (!PyDict_Check(dict)) {
        PyErr_Format(PyExc_ValueError, "asarray: __array_interface__ must be a dict, not %R", dict);
        return NULL;
    }
    PyObject *own = PyDict_Copy(dict);
    ndola_object *x = own == NULL ? NULL : from_own_dict(object, own);
    Py_XDECREF(own);
    return x;
}
