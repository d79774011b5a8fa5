/* Python objects -> the arguments of a call. */
#include "shell.h"

#include <stdlib.h>

void ndola_frame_begin(ndola_frame *f, int row)
{
    /* Field by field: the frame is some kilobytes, most of which a call never touches. */
    f->function = ndola_functions[row].name;
    f->narrays = 0;
    f->room = (int)(sizeof f->few_arrays / sizeof *f->few_arrays);
    f->arrays = f->few_arrays;
    f->nvalues = 0;
    f->chunks = NULL;
    f->call.function = row;
    f->call.nargs = ndola_functions[row].nparams;
    f->call.nresults = f->call.tuple = 0;
    f->call.out = f->call.where = NULL;
    f->call.results = f->few_results;
    f->call.error[0] = '\0';
    f->call.room = NULL;
    f->call.room_bytes = 0;
    for (int i = 0; i < f->call.nargs; i++) {
        f->call.args[i].tag = NDOLA_NONE;
        f->call.args[i].n = 0;
    }
}

void ndola_frame_end(ndola_frame *f)
{
    for (int i = 0; i < f->narrays; i++)
        Py_DECREF((PyObject *)f->arrays[i]);
    if (f->arrays != f->few_arrays)
        PyMem_Free(f->arrays);
    while (f->chunks != NULL) {
        void *next = *(void **)f->chunks;
        PyMem_Free(f->chunks);
        f->chunks = next;
    }
    if (f->call.results != f->few_results)
        free(f->call.results);
    if (f->call.room != NULL)
        ndola_free(f->call.room, (size_t)f->call.room_bytes);
}

ndola_object *ndola_frame_array(ndola_frame *f, ndola_object *x)
{
    if (f->narrays == f->room) {
        size_t bytes = sizeof *f->arrays * (size_t)f->room;
        ndola_object **more = PyMem_Malloc(2 * bytes);
        if (more == NULL) {
            Py_DECREF((PyObject *)x);
            PyErr_NoMemory();
            return NULL;
        }
        memcpy(more, f->arrays, bytes);
        if (f->arrays != f->few_arrays)
            PyMem_Free(f->arrays);
        f->arrays = more;
        f->room *= 2;
    }
    return f->arrays[f->narrays++] = x;
}

/* Room for n values that stays where it is until the frame ends. */
static ndola_value *list_room(ndola_frame *f, Py_ssize_t n)
{
    if (n <= (Py_ssize_t)(sizeof f->values / sizeof *f->values) - f->nvalues) {
        ndola_value *room = f->values + f->nvalues;
        f->nvalues += (int)n;
        return room;
    }
    void **chunk = n > INT32_MAX ? NULL : PyMem_Malloc(sizeof(ndola_value) * ((size_t)n + 1));
    if (chunk == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    *chunk = f->chunks;
    f->chunks = chunk;
    return (ndola_value *)chunk + 1;
}

static void set_none(ndola_value *v)
{
    v->tag = NDOLA_NONE;
    v->n = 1;
}

/* An int of any size. */
static int bind_long(PyObject *o, ndola_value *v)
{
    int overflow;
    v->u.i = PyLong_AsLongLongAndOverflow(o, &overflow);
    v->n = 0;
    v->tag = NDOLA_INT;
    if (overflow == 0)
        return v->u.i == -1 && PyErr_Occurred() ? -1 : 0;
    if (overflow > 0) {
        v->u.i = (int64_t)PyLong_AsUnsignedLongLong(o);
        v->tag = NDOLA_UINT;
        if (PyErr_Occurred() == NULL)
            return 0;
        PyErr_Clear();
    }
    double rounded = PyLong_AsDouble(o);
    if (PyErr_Occurred()) { /* beyond float64 as well */
        PyErr_Clear();
        rounded = overflow * Py_HUGE_VAL;
    }
    v->tag = NDOLA_BIGINT;
    v->u.f[0] = rounded;
    v->n = overflow;
    return 0;
}

/* A scalar of Python's own: 1, 0 when it is none, -1 with an exception. Subclasses of int (enums) count, those of
 * float do not: a NumPy float64 is one, and has a dtype. */
static int bind_scalar(PyObject *o, ndola_value *v)
{
    v->n = 0;
    if (PyFloat_CheckExact(o)) {
        v->tag = NDOLA_FLOAT;
        v->u.f[0] = PyFloat_AsDouble(o);
    } else if (PyBool_Check(o)) {
        v->tag = NDOLA_BOOL;
        v->u.i = o == Py_True;
    } else if (PyLong_Check(o)) {
        return bind_long(o, v) < 0 ? -1 : 1;
    } else if (PyComplex_CheckExact(o)) {
        v->tag = NDOLA_COMPLEX;
        v->u.f[0] = PyComplex_RealAsDouble(o);
        v->u.f[1] = PyComplex_ImagAsDouble(o);
    } else {
        return 0;
    }
    return 1;
}

static int bind_array(ndola_frame *f, ndola_object *x, ndola_value *v)
{
    if (x == NULL || ndola_frame_array(f, x) == NULL)
        return -1;
    v->tag = NDOLA_ARRAY;
    v->n = 0;
    v->u.array = &x->a;
    return 0;
}

int ndola_bind_operand(ndola_frame *f, PyObject *o, ndola_value *v)
{
    if (ndola_is_array(o))
        return bind_array(f, (ndola_object *)Py_NewRef(o), v);
    int scalar = bind_scalar(o, v);
    if (scalar != 0)
        return scalar < 0 ? -1 : 0;
    return bind_array(f, ndola_as_array(o, NULL, NDOLA_COPY_IF_NEEDED, f->function), v);
}

static int wrong(ndola_frame *f, const char *name, const char *want, PyObject *got)
{
    PyErr_Format(PyExc_TypeError, "%s: %s must be %s, not %R", f->function, name, want, got);
    return -1;
}

static int bind_int(ndola_frame *f, const char *name, PyObject *o, ndola_value *v)
{
    PyObject *number = PyIndex_Check(o) ? PyNumber_Index(o) : NULL;
    if (number == NULL) {
        PyErr_Clear();
        return wrong(f, name, "an int", o);
    }
    int status = bind_long(number, v);
    if (status == 0 && v->tag != NDOLA_INT) {
        PyErr_Format(PyExc_OverflowError, "%s: %s %S does not fit 64 bits", f->function, name, number);
        status = -1;
    }
    Py_DECREF(number);
    return status;
}

/* A list of values, each bound by one of the functions above. */
static int bind_list(ndola_frame *f, const char *name, PyObject *o, bool operands, ndola_value *v)
{
    PyObject *items = PySequence_Fast(o, "");
    if (items == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return -1;
        PyErr_Clear();
        return wrong(f, name, operands ? "a sequence of arrays" : "an int or a sequence of ints", o);
    }
    bool list = PyList_Check(items);
    Py_ssize_t n = list ? PyList_Size(items) : PyTuple_Size(items); /* not what a subclass says it is */
    v->tag = NDOLA_LIST;
    v->n = (int32_t)n;
    v->u.list = list_room(f, n);
    int status = v->u.list == NULL ? -1 : 0;
    for (Py_ssize_t i = 0; status == 0 && i < n; i++) {
        /* The hooks of an item may change the list as it is walked. */
        PyObject *item = list ? PyList_GetItem(items, i) : PyTuple_GetItem(items, i);
        Py_XINCREF(item);
        if (item == NULL)
            status = -1;
        else
            status = operands ? ndola_bind_operand(f, item, &v->u.list[i]) : bind_int(f, name, item, &v->u.list[i]);
        Py_XDECREF(item);
    }
    Py_DECREF(items);
    return status;
}

static int bind_ints(ndola_frame *f, const char *name, PyObject *o, ndola_value *v)
{
    if (!PyIndex_Check(o) || (ndola_is_array(o) && ((ndola_object *)o)->a.rank > 0))
        return bind_list(f, name, o, false, v);
    v->tag = NDOLA_LIST;
    v->n = 1;
    v->u.list = list_room(f, 1);
    return v->u.list == NULL ? -1 : bind_int(f, name, o, v->u.list);
}

static int bind_slice(ndola_frame *f, PyObject *o, ndola_value *v)
{
    static const char *const parts[] = {"start", "stop", "step"};
    v->tag = NDOLA_SLICE;
    v->n = 3;
    v->u.list = list_room(f, 3);
    if (v->u.list == NULL)
        return -1;
    Py_ssize_t bounds[3]; /* clipped to what a machine word holds, as Python slices are */
    if (PySlice_Unpack(o, &bounds[0], &bounds[1], &bounds[2]) < 0)
        return -1;
    for (int i = 0; i < 3; i++) {
        PyObject *part = PyObject_GetAttrString(o, parts[i]);
        if (part == NULL)
            return -1;
        if (part == Py_None)
            set_none(&v->u.list[i]);
        else
            v->u.list[i] = (ndola_value){.tag = NDOLA_INT, .u.i = bounds[i]};
        Py_DECREF(part);
    }
    return 0;
}

static int bind_index_item(ndola_frame *f, PyObject *o, ndola_value *v)
{
    if (PySlice_Check(o))
        return bind_slice(f, o, v);
    v->n = 0;
    if (o == Py_None) {
        set_none(v);
        return 0;
    }
    if (o == Py_Ellipsis) {
        v->tag = NDOLA_ELLIPSIS;
        return 0;
    }
    if (PyBool_Check(o)) {
        v->tag = NDOLA_BOOL;
        v->u.i = o == Py_True;
        return 0;
    }
    if (PyLong_Check(o))
        return bind_int(f, "index", o, v);
    if (PyFloat_Check(o) || PyComplex_Check(o) || PyUnicode_Check(o) || PyBytes_Check(o)) {
        PyErr_Format(PyExc_IndexError,
                     "%s: an index is an int, slice, ellipsis, None or an array of ints or bools, not %R", f->function,
                     o);
        return -1;
    }
    /* An empty list selects nothing; as an array of its own it would hold floats. */
    ndola_dtype_object *wanted = PyList_CheckExact(o) && PyList_Size(o) == 0 ? ndola_dtypes[NDOLA_D_INT64] : NULL;
    return bind_array(f, ndola_as_array(o, wanted, NDOLA_COPY_IF_NEEDED, f->function), v);
}

static int bind_index(ndola_frame *f, PyObject *key, ndola_value *v)
{
    bool tuple = PyTuple_Check(key);
    Py_ssize_t n = tuple ? PyTuple_Size(key) : 1;
    v->tag = NDOLA_LIST;
    v->n = (int32_t)n;
    v->u.list = list_room(f, n);
    if (v->u.list == NULL)
        return -1;
    for (Py_ssize_t i = 0; i < n; i++)
        if (bind_index_item(f, tuple ? PyTuple_GetItem(key, i) : key, &v->u.list[i]) < 0)
            return -1;
    return 0;
}

static int bind_number(ndola_frame *f, const char *name, PyObject *o, ndola_value *v)
{
    int scalar = bind_scalar(o, v);
    if (scalar != 0)
        return scalar < 0 ? -1 : 0;
    PyObject *number = PyIndex_Check(o)                        ? PyNumber_Index(o)
                       : PyFloat_Check(o) || PyNumber_Check(o) ? PyNumber_Float(o)
                                                               : NULL;
    if (number == NULL && PyIndex_Check(o) && PyErr_ExceptionMatches(PyExc_TypeError)) { /* a 0-d array of floats */
        PyErr_Clear();
        number = PyNumber_Float(o);
    }
    if (number == NULL) {
        PyErr_Clear();
        return wrong(f, name, "a number", o);
    }
    int status = bind_scalar(number, v) < 0 ? -1 : 0;
    Py_DECREF(number);
    return status;
}

static int bind_string(ndola_frame *f, const char *name, PyObject *o, ndola_value *v)
{
    Py_ssize_t n;
    if (!PyUnicode_Check(o))
        return wrong(f, name, "a string", o);
    v->u.string = PyUnicode_AsUTF8AndSize(o, &n);
    v->tag = NDOLA_STRING;
    v->n = (int32_t)n;
    return v->u.string == NULL ? -1 : 0;
}

int ndola_bind(ndola_frame *f, const ndola_param *p, PyObject *o, ndola_value *v)
{
    if (o == Py_None && p->type != NDOLA_P_INDEX) {
        if (!p->optional)
            return wrong(f, p->name, "given", o);
        set_none(v);
        return 0;
    }
    switch (p->type) {
    case NDOLA_P_OPERAND: return ndola_bind_operand(f, o, v);
    case NDOLA_P_OPERANDS: return bind_list(f, p->name, o, true, v);
    case NDOLA_P_INT: return bind_int(f, p->name, o, v);
    case NDOLA_P_INTS: return bind_ints(f, p->name, o, v);
    case NDOLA_P_NUMBER: return bind_number(f, p->name, o, v);
    case NDOLA_P_STRING: return bind_string(f, p->name, o, v);
    case NDOLA_P_INDEX: return bind_index(f, o, v);
    case NDOLA_P_DEVICE: return ndola_check_device(o, f->function);
    case NDOLA_P_DTYPE:
        v->tag = NDOLA_DTYPE;
        v->n = 0;
        return ndola_dtype_from(o, &v->u.dtype, NULL, f->function);
    }
    int truth = PyObject_IsTrue(o);
    v->tag = NDOLA_BOOL;
    v->n = 0;
    v->u.i = truth;
    return truth < 0 ? -1 : 0;
}
