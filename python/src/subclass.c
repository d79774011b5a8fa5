/* Subclasses of Array written in Python: what is made from one is one.
 *
 * A view, a copy or a result of a function with an operand of a subclass becomes an array of that subclass; of
 * several, the leftmost operand's. __init__ does not run for it: as NumPy has it, __array_finalize__(self, source)
 * is called instead, if the subclass has one, and is the place to hand attributes on.
 */
#include "shell.h"

/* An instance of a subclass over x's memory. */
static ndola_object *instance_over(PyTypeObject *type, ndola_object *x)
{
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    ndola_object *o = (ndola_object *)allocate(type, 0);
    if (o == NULL)
        return NULL;
    int rank = x->a.rank;
    int64_t *dims = rank > NDOLA_INLINE_RANK ? PyMem_Malloc(NDOLA_DIMS * sizeof(int64_t) * (size_t)rank) : o->dims;
    if (dims == NULL) {
        o->a.shape = o->dims;
        Py_DECREF((PyObject *)o);
        PyErr_NoMemory();
        return NULL;
    }
    o->a = x->a;
    o->a.shape = dims;
    o->a.strides = dims + (rank > NDOLA_INLINE_RANK ? rank : NDOLA_INLINE_RANK);
    memcpy(o->a.shape, x->a.shape, sizeof(int64_t) * (size_t)rank);
    memcpy(o->a.strides, x->a.strides, sizeof(int64_t) * (size_t)rank);
    ndola_block_use(x->block);
    o->block = x->block;
    o->dtype = (ndola_dtype_object *)Py_NewRef((PyObject *)x->dtype);
    return o;
}

PyObject *ndola_array_as(PyTypeObject *type, ndola_object *x, PyObject *source)
{
    PyObject *o = (PyObject *)instance_over(type, x);
    Py_DECREF((PyObject *)x);
    if (o == NULL)
        return NULL;
    PyObject *finalize;
    int found = ndola_lookup(o, ndola_names.array_finalize, &finalize);
    PyObject *done = NULL;
    if (found > 0 && finalize != Py_None)
        done = PyObject_CallFunctionObjArgs(finalize, source, NULL);
    else if (found > 0)
        PyErr_Format(PyExc_TypeError, "%R: __array_finalize__ must be a method, not None", (PyObject *)type);
    if (found > 0)
        Py_DECREF(finalize);
    if (done == NULL && found != 0)
        Py_CLEAR(o);
    Py_XDECREF(done);
    return o;
}

PyObject *ndola_like(PyObject *result, PyObject *source)
{
    if (result == NULL || Py_TYPE(source) == ndola_array_type || Py_TYPE(result) != ndola_array_type ||
        !ndola_is_array(source))
        return result;
    return ndola_array_as(Py_TYPE(source), (ndola_object *)result, source);
}

PyObject *ndola_all_like(PyObject *result, PyObject *source)
{
    if (result == NULL || Py_TYPE(source) == ndola_array_type || !PyTuple_CheckExact(result))
        return ndola_like(result, source);
    Py_ssize_t n = PyTuple_Size(result);
    PyObject *tuple = PyTuple_New(n);
    for (Py_ssize_t i = 0; tuple != NULL && i < n; i++) {
        PyObject *item = ndola_like(Py_NewRef(PyTuple_GetItem(result, i)), source);
        if (item == NULL || PyTuple_SetItem(tuple, i, item) < 0)
            Py_CLEAR(tuple);
    }
    Py_DECREF(result);
    return tuple;
}
