/* Pickles: the parts of an array, and an array of its parts. */
#include "shell.h"

/* The __dict__ of an instance, or None: a new reference. */
static PyObject *attributes_of(PyObject *self)
{
    PyObject *dict = PyObject_GetAttrString(self, "__dict__");
    if (dict == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        return Py_NewRef(Py_None);
    }
    return dict;
}

/* (_rebuild, (bytes, dtype, shape)), and of a subclass its type and attributes. From protocol 5 the bytes are a
 * PickleBuffer, which a pickler may carry out of band, without copying. */
PyObject *ndola_reduce(PyObject *self, PyObject *protocol)
{
    long version = PyLong_AsLong(protocol);
    if (version == -1 && PyErr_Occurred())
        return NULL;
    ndola_object *x = (ndola_object *)self;
    ndola_object *packed = ndola_array_is_packed(&x->a) ? (ndola_object *)Py_NewRef(self) : ndola_array_packed(x, "__reduce_ex__");
    PyObject *module = packed == NULL ? NULL : PyImport_ImportModule("ndola._ndola");
    PyObject *rebuild = module == NULL ? NULL : PyObject_GetAttrString(module, "_rebuild");
    PyObject *raw = rebuild == NULL ? NULL : ndola_raw_export(packed);
    PyObject *bytes = NULL;
    if (raw != NULL && version >= 5) {
        PyObject *pickle = PyImport_ImportModule("pickle");
        bytes = pickle == NULL ? NULL : PyObject_CallMethod(pickle, "PickleBuffer", "O", raw);
        Py_XDECREF(pickle);
    } else if (raw != NULL) {
        bytes = PyBytes_FromObject(raw);
    }
    PyObject *shape = bytes == NULL ? NULL : ndola_int_tuple(x->a.shape, x->a.rank);
    PyObject *result = NULL, *type = (PyObject *)Py_TYPE(self), *attributes = NULL;
    if (shape != NULL && Py_TYPE(self) == ndola_array_type)
        result = Py_BuildValue("O(OOO)", rebuild, bytes, (PyObject *)x->dtype, shape);
    else if (shape != NULL && (attributes = attributes_of(self)) != NULL)
        result = Py_BuildValue("O(OOOO)O", rebuild, bytes, (PyObject *)x->dtype, shape, type, attributes);
    Py_XDECREF(attributes);
    Py_XDECREF((PyObject *)packed);
    Py_XDECREF(module);
    Py_XDECREF(rebuild);
    Py_XDECREF(raw);
    Py_XDECREF(bytes);
    Py_XDECREF(shape);
    return result;
}

/* An array from its pickled parts. A writable buffer, which came out of band, is shared; other bytes are copied. */
PyObject *ndola_rebuild(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *bytes, *shape, *type = (PyObject *)ndola_array_type;
    ndola_dtype_object *dtype;
    if (!PyArg_ParseTuple(args, "OO!O!|O!:_rebuild", &bytes, ndola_dtype_type, &dtype, &PyTuple_Type, &shape,
                          &PyType_Type, &type))
        return NULL;
    if (!PyType_IsSubtype((PyTypeObject *)type, ndola_array_type)) {
        PyErr_Format(PyExc_TypeError, "_rebuild: %R is no subclass of Array", type);
        return NULL;
    }
    int64_t dims[NDOLA_MAX_RANK], strides[NDOLA_MAX_RANK];
    Py_ssize_t rank = PyTuple_Size(shape);
    if (rank > NDOLA_MAX_RANK) {
        PyErr_Format(PyExc_ValueError, "_rebuild: an array has at most %d axes, not %zd", NDOLA_MAX_RANK, rank);
        return NULL;
    }
    for (Py_ssize_t i = 0; i < rank; i++) {
        dims[i] = PyLong_AsLongLong(PyTuple_GetItem(shape, i));
        if (dims[i] == -1 && PyErr_Occurred())
            return NULL;
    }
    int64_t nbytes = ndola_c_strides((int)rank, dims, dtype->d.itemsize, strides);
    const Py_buffer *buffer;
    PyObject *held = nbytes < 0 ? NULL : ndola_hold_buffer(bytes, PyBUF_SIMPLE, &buffer);
    if (held == NULL)
        return NULL;
    ndola_object *x = NULL;
    if (buffer->len != nbytes) {
        char text[128];
        PyErr_Format(PyExc_ValueError, "_rebuild: %zd bytes for %S elements of shape %s", buffer->len, (PyObject *)dtype,
                     ndola_shape_text(dims, (int)rank, text));
    } else if (buffer->readonly) {
        x = ndola_array_empty(dtype, (int)rank, dims, "_rebuild");
        if (x != NULL && nbytes > 0)
            memcpy(x->a.data, buffer->buf, (size_t)nbytes);
    } else if ((x = ndola_over_object(held, buffer->buf, dtype, (int)rank, false)) != NULL) {
        memcpy(x->a.shape, dims, sizeof(int64_t) * (size_t)rank);
        memcpy(x->a.strides, strides, sizeof(int64_t) * (size_t)rank);
    }
    Py_DECREF(held);
    if (x == NULL || type == (PyObject *)ndola_array_type)
        return (PyObject *)x;
    return ndola_array_as((PyTypeObject *)type, x, Py_None);
}
