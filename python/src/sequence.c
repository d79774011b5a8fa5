/* asarray of scalars and nested sequences: one walk finds shape and type, a second writes the elements. */
#include "shell.h"

/* What the first walk finds. Kinds are ordered: a higher one holds the lower ones. */
enum { NOTHING, BOOLS, INTS, FLOATS, COMPLEXES, BYTES, TEXT };

typedef struct {
    const char *function;
    int rank;              /* known once a leaf has been met, or an empty sequence */
    bool leaf_met, arrays; /* arrays: some element is an array by itself */
    int64_t shape[NDOLA_MAX_RANK];
    int kind;
    bool negative, beyond_int64;
    int64_t longest; /* text or bytes */
} survey;

/* What has a length and items: an object with items alone, a query say, would never end. */
static bool is_sequence(PyObject *o)
{
    if (PyList_CheckExact(o) || PyTuple_CheckExact(o))
        return true;
    PyTypeObject *type = Py_TYPE(o);
    return PySequence_Check(o) && (PyType_GetSlot(type, Py_sq_length) || PyType_GetSlot(type, Py_mp_length)) &&
           !PyUnicode_Check(o) && !PyBytes_Check(o) && !PyDict_Check(o);
}

static int ragged(survey *s, int depth)
{
    PyErr_Format(PyExc_ValueError, "%s: the nested sequences are ragged: lengths differ along axis %d", s->function,
                 depth);
    return -1;
}

/* The kind of a leaf that is no number of Python's own, or -1. */
static int survey_other(survey *s, PyObject *o)
{
    PyObject *probe;
    if (PyObject_CheckBuffer(o)) {
        s->arrays = true;
        return NOTHING;
    }
    PyObject *const names[] = {ndola_names.array_struct, ndola_names.array_interface, ndola_names.dlpack,
                               ndola_names.array};
    for (int i = 0; i < 4; i++) {
        int found = ndola_lookup(o, names[i], &probe);
        if (found < 0)
            return -1;
        if (found > 0) {
            Py_DECREF(probe);
            s->arrays = true;
            return NOTHING;
        }
    }
    if (PyIndex_Check(o))
        return INTS;
    probe = PyNumber_Check(o) ? PyNumber_Float(o) : NULL;
    PyErr_Clear();
    if (probe == NULL) {
        PyErr_Format(PyExc_TypeError, "%s: an object of %R cannot be an element of an array", s->function,
                     (PyObject *)Py_TYPE(o));
        return -1;
    }
    Py_DECREF(probe);
    return FLOATS;
}

static int survey_leaf(survey *s, PyObject *o)
{
    int kind;
    if (PyFloat_Check(o))
        kind = FLOATS;
    else if (PyBool_Check(o))
        kind = BOOLS;
    else if (PyLong_Check(o))
        kind = INTS;
    else if (PyComplex_Check(o))
        kind = COMPLEXES;
    else if (PyUnicode_Check(o))
        kind = TEXT;
    else if (PyBytes_Check(o))
        kind = BYTES;
    else if ((kind = survey_other(s, o)) < 0)
        return -1;
    if (kind == INTS && PyLong_Check(o)) {
        int overflow;
        long long i = PyLong_AsLongLongAndOverflow(o, &overflow);
        s->negative |= overflow == 0 && i < 0;
        s->beyond_int64 |= overflow > 0;
    }
    int64_t length = kind == TEXT ? 4 * PyUnicode_GetLength(o) : kind == BYTES ? PyBytes_Size(o) : 0;
    if (length > INT32_MAX) {
        PyErr_Format(PyExc_ValueError, "%s: an element of %lld bytes is too long", s->function, (long long)length);
        return -1;
    }
    if (length > s->longest)
        s->longest = length;
    if (s->kind != NOTHING && kind != NOTHING && kind != s->kind && (kind >= BYTES || s->kind >= BYTES)) {
        PyErr_Format(PyExc_TypeError, "%s: text, bytes and numbers cannot be elements of one array", s->function);
        return -1;
    }
    if (kind > s->kind)
        s->kind = kind;
    return 0;
}

/* The items of a sequence as a list or tuple. One that goes on behind its own length would never end. */
static PyObject *items_of(PyObject *o)
{
    if (PyList_Check(o) || PyTuple_Check(o))
        return Py_NewRef(o);
    Py_ssize_t n = PySequence_Size(o);
    PyObject *iterator = n < 0 ? NULL : PyObject_GetIter(o);
    PyObject *items = iterator == NULL ? NULL : PyList_New(0), *item;
    while (items != NULL && (item = PyIter_Next(iterator)) != NULL) {
        if (n-- == 0)
            PyErr_Format(PyExc_ValueError, "asarray: a sequence of %R goes on behind its length",
                         (PyObject *)Py_TYPE(o));
        if (n < 0 || PyList_Append(items, item) < 0)
            Py_CLEAR(items);
        Py_DECREF(item);
    }
    if (PyErr_Occurred())
        Py_CLEAR(items);
    Py_XDECREF(iterator);
    return items;
}

/* How many items of items_of: a subclass of list may say anything else. */
static Py_ssize_t length_of(PyObject *items) { return PyList_Check(items) ? PyList_Size(items) : PyTuple_Size(items); }

static int survey_object(survey *s, PyObject *o, int depth)
{
    if (ndola_is_array(o)) {
        s->arrays = true;
        return 0;
    }
    if (ndola_is_scalar(o) || !is_sequence(o)) {
        if (s->leaf_met && s->rank != depth)
            return s->arrays ? 0 : ragged(s, depth < s->rank ? depth : s->rank);
        s->leaf_met = true;
        s->rank = depth;
        return survey_leaf(s, o);
    }
    /* An array with a sequence's slots is one element of the survey all the same. */
    if (!PyList_CheckExact(o) && !PyTuple_CheckExact(o) && !PyRange_Check(o)) {
        bool before = s->arrays;
        s->arrays = false;
        int kind = depth > 0 ? survey_other(s, o) : NOTHING;
        bool array = s->arrays;
        s->arrays |= before;
        if (array)
            return 0;
        if (kind < 0)
            PyErr_Clear();
    }
    if (depth == NDOLA_MAX_RANK) {
        PyErr_Format(PyExc_ValueError, "%s: sequences nested more than %d deep", s->function, NDOLA_MAX_RANK);
        return -1;
    }
    PyObject *items = items_of(o);
    if (items == NULL)
        return -1;
    Py_ssize_t n = length_of(items);
    int status = 0;
    if (s->leaf_met && depth >= s->rank && !s->arrays)
        status = ragged(s, s->rank);
    else if (s->shape[depth] < 0)
        s->shape[depth] = n;
    else if (s->shape[depth] != n && !s->arrays)
        status = ragged(s, depth);
    bool list = PyList_Check(items);
    for (Py_ssize_t i = 0; status == 0 && i < n && !s->arrays; i++) {
        /* A destructor or __float__ may change the list as it is walked. */
        PyObject *item = list ? PyList_GetItem(items, i) : PyTuple_GetItem(items, i);
        if (item == NULL)
            status = -1;
        else {
            Py_INCREF(item);
            status = survey_object(s, item, depth + 1);
            Py_DECREF(item);
        }
    }
    if (status == 0 && n == 0 && !s->leaf_met) { /* nothing can lie deeper than an empty sequence */
        s->leaf_met = true;
        s->rank = depth + 1;
    }
    Py_DECREF(items);
    return status;
}

/* Writes the elements in C order and returns where the next one goes, or NULL. */
static char *fill(const survey *s, const ndola_dtype *d, char *p, PyObject *o, int depth)
{
    if (depth == s->rank)
        return ndola_element_write(d, p, o, s->function) < 0 ? NULL : p + d->itemsize;
    PyObject *items = items_of(o);
    if (items == NULL)
        return NULL;
    if (length_of(items) != s->shape[depth]) {
        PyErr_Format(PyExc_RuntimeError, "%s: a sequence changed its length while it was read", s->function);
        p = NULL;
    }
    bool list = PyList_Check(items);
    for (int64_t i = 0; p != NULL && i < s->shape[depth]; i++) {
        PyObject *item = list ? PyList_GetItem(items, (Py_ssize_t)i) : PyTuple_GetItem(items, (Py_ssize_t)i);
        Py_XINCREF(item);
        p = item == NULL ? NULL : fill(s, d, p, item, depth + 1);
        Py_XDECREF(item);
    }
    Py_DECREF(items);
    return p;
}

/* A sequence with arrays inside: each element an array, all of them stacked by the core, which promotes. */
static ndola_object *stack(PyObject *object, ndola_dtype_object *wanted, const char *function)
{
    PyObject *given = items_of(object), *items = given == NULL ? NULL : PySequence_List(given);
    Py_XDECREF(given);
    if (items == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_Size(items); i++) {
        PyObject *x = (PyObject *)ndola_as_array(PyList_GetItem(items, i), wanted, NDOLA_COPY_IF_NEEDED, function);
        if (x == NULL || PyList_SetItem(items, i, x) < 0) {
            Py_DECREF(items);
            return NULL;
        }
    }
    PyObject *result = ndola_call_operands(NDOLA_FN_stack, &items, 1, NULL);
    Py_DECREF(items);
    return (ndola_object *)result;
}

/* NumPy's rule: bool, int64, float64, complex128, text as long as the longest. Where an int is beyond int64, uint64, and
 * beside a negative one what the two types promote to, float64. NumPy makes floats beside any int of int64, and rounds. */
static ndola_dtype default_dtype(const survey *s)
{
    static const int ids[] = {NDOLA_D_FLOAT64,    NDOLA_D_BOOL,  NDOLA_D_INT64, NDOLA_D_FLOAT64,
                              NDOLA_D_COMPLEX128, NDOLA_D_BYTES, NDOLA_D_TEXT};
    if (s->kind == INTS && s->beyond_int64)
        return ndola_dtype_of(s->negative ? NDOLA_D_FLOAT64 : NDOLA_D_UINT64);
    return ndola_dtype_of(ids[s->kind]);
}

ndola_object *ndola_from_sequence(PyObject *object, ndola_dtype_object *wanted, const char *function)
{
    survey s = {.function = function};
    for (int i = 0; i < NDOLA_MAX_RANK; i++)
        s.shape[i] = -1;
    if (!ndola_is_scalar(object) && PyDict_Check(object)) {
        PyErr_Format(PyExc_TypeError,
                     "%s: an object of %R is no array, scalar or sequence, and speaks no array protocol", function,
                     (PyObject *)Py_TYPE(object));
        return NULL;
    }
    if (survey_object(&s, object, 0) < 0)
        return NULL;
    if (s.arrays)
        return stack(object, wanted, function);
    ndola_dtype d = wanted != NULL ? wanted->d : default_dtype(&s);
    ndola_dtype_object *dtype = wanted;
    if (ndola_dtype_is_sizeless(&d)) {
        d.itemsize = (int32_t)(s.longest > 0 ? s.longest : d.id == NDOLA_D_TEXT ? 4 : 1);
        dtype = NULL;
    }
    dtype = dtype != NULL ? (ndola_dtype_object *)Py_NewRef((PyObject *)dtype)
                          : (ndola_dtype_object *)ndola_dtype_new(&d, NULL);
    ndola_object *x = dtype == NULL ? NULL : ndola_array_empty(dtype, s.rank, s.shape, function);
    Py_XDECREF((PyObject *)dtype);
    if (x != NULL && fill(&s, &d, x->a.data, object, 0) == NULL)
        Py_CLEAR(x);
    return x;
}
