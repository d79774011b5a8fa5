/* The attributes of an array, answered without entering the core. */
#include "shell.h"

static PyObject *get_dtype(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef((PyObject *)((ndola_object *)self)->dtype);
}

static PyObject *get_device(PyObject *self, void *closure)
{
    (void)self, (void)closure;
    return PyUnicode_InternFromString("cpu");
}

static PyObject *get_ndim(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(((ndola_object *)self)->a.rank);
}

static PyObject *get_shape(PyObject *self, void *closure)
{
    (void)closure;
    const ndola_array *a = &((ndola_object *)self)->a;
    return ndola_int_tuple(a->shape, a->rank);
}

static PyObject *get_strides(PyObject *self, void *closure)
{
    (void)closure;
    const ndola_array *a = &((ndola_object *)self)->a;
    return ndola_int_tuple(a->strides, a->rank);
}

static PyObject *get_size(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLongLong(ndola_array_size(&((ndola_object *)self)->a));
}

static PyObject *get_itemsize(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(((ndola_object *)self)->a.dtype.itemsize);
}

static PyObject *get_nbytes(PyObject *self, void *closure)
{
    (void)closure;
    const ndola_array *a = &((ndola_object *)self)->a;
    return PyLong_FromLongLong(ndola_array_size(a) * a->dtype.itemsize);
}

static PyObject *get_readonly(PyObject *self, void *closure)
{
    (void)closure;
    return PyBool_FromLong(((ndola_object *)self)->a.readonly);
}

/* A view whose last two axes are exchanged. */
static PyObject *swap_last_axes(ndola_object *x)
{
    ndola_object *view = ndola_array_same_view(x);
    if (view == NULL)
        return NULL;
    int n = x->a.rank;
    view->a.shape[n - 1] = x->a.shape[n - 2];
    view->a.shape[n - 2] = x->a.shape[n - 1];
    view->a.strides[n - 1] = x->a.strides[n - 2];
    view->a.strides[n - 2] = x->a.strides[n - 1];
    return ndola_like((PyObject *)view, (PyObject *)x);
}

static PyObject *get_T(PyObject *self, void *closure)
{
    (void)closure;
    ndola_object *x = (ndola_object *)self;
    if (x->a.rank != 2) {
        PyErr_Format(PyExc_ValueError,
                     "T: needs a 2-d array, not a %d-d one; use mT for stacks of matrices or permute_dims", x->a.rank);
        return NULL;
    }
    return swap_last_axes(x);
}

static PyObject *get_mT(PyObject *self, void *closure)
{
    (void)closure;
    ndola_object *x = (ndola_object *)self;
    if (x->a.rank < 2) {
        PyErr_Format(PyExc_ValueError, "mT: needs an array of at least 2 axes, not a %d-d one", x->a.rank);
        return NULL;
    }
    return swap_last_axes(x);
}

/* One part of a complex array is a view of floats; closure is the part's number. */
static PyObject *get_part(PyObject *self, void *closure)
{
    ndola_object *x = (ndola_object *)self;
    bool imaginary = closure != NULL;
    if (ndola_dtype_rows[x->a.dtype.id].kind != 'c') {
        if (!imaginary)
            return Py_NewRef(self);
        return ndola_call_operands(NDOLA_FN_imag, &self, 1, NULL);
    }
    ndola_dtype d = ndola_dtype_of(x->a.dtype.id == NDOLA_D_COMPLEX64 ? NDOLA_D_FLOAT32 : NDOLA_D_FLOAT64);
    d.swapped = x->a.dtype.swapped;
    ndola_dtype_object *dtype = (ndola_dtype_object *)ndola_dtype_new(&d, NULL);
    if (dtype == NULL)
        return NULL;
    ndola_object *view = ndola_array_view(x, (char *)x->a.data + (imaginary ? d.itemsize : 0), dtype, x->a.rank);
    Py_DECREF((PyObject *)dtype);
    if (view != NULL) {
        memcpy(view->a.shape, x->a.shape, sizeof(int64_t) * (size_t)x->a.rank);
        memcpy(view->a.strides, x->a.strides, sizeof(int64_t) * (size_t)x->a.rank);
    }
    return ndola_like((PyObject *)view, self);
}

/* Ahead of ndarray (0), behind everything that asks for precedence. */
static PyObject *get_priority(PyObject *self, void *closure)
{
    (void)self, (void)closure;
    return PyFloat_FromDouble(1.0);
}

/* Ahead of a DataFrame's 4000: pandas knows ndarray and not us, so its operators leave the call to ours, which hand
 * it a view. */
static PyObject *get_pandas_priority(PyObject *self, void *closure)
{
    (void)self, (void)closure;
    return PyLong_FromLong(5000);
}

PyGetSetDef ndola_array_getset[] = {
    {"dtype", get_dtype, NULL, "the element type", NULL},
    {"device", get_device, NULL, "where the memory lies: \"cpu\"", NULL},
    {"ndim", get_ndim, NULL, "the number of axes", NULL},
    {"shape", get_shape, NULL, "the length of each axis", NULL},
    {"strides", get_strides, NULL, "the bytes from one element to the next, along each axis", NULL},
    {"size", get_size, NULL, "the number of elements", NULL},
    {"itemsize", get_itemsize, NULL, "the bytes one element takes", NULL},
    {"nbytes", get_nbytes, NULL, "the bytes all elements take together", NULL},
    {"readonly", get_readonly, NULL, "whether the elements may only be read", NULL},
    {"T", get_T, NULL, "the transpose of a matrix, as a view", NULL},
    {"mT", get_mT, NULL, "a view with the last two axes exchanged", NULL},
    {"real", get_part, NULL, "the real parts, as a view", NULL},
    {"imag", get_part, NULL, "the imaginary parts, as a view of a complex array", (void *)1},
    {"data", ndola_get_data, NULL, "the memory, as a memoryview", NULL},
    {"__array_interface__", ndola_get_interface, NULL, "the memory described by a dict (array interface, version 3)",
     NULL},
    {"__array_struct__", ndola_get_struct, NULL, "the memory described by a C struct in a capsule", NULL},
    {"__array_priority__", get_priority, NULL, "precedence among libraries that know no __array_ufunc__", NULL},
    {"__pandas_priority__", get_pandas_priority, NULL, "precedence in operators of pandas", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
