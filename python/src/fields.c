/* Structures: elements with named members, described by the list of __array_interface__['descr'].
 *
 * An entry of the list is (name, type) or (name, type, shape). name may be (title, name); a type is a typestr or
 * another list; unnamed entries are padding. Members follow one another, so an offset is a sum of sizes.
 */
#include "shell.h"

typedef ndola_member_info member;

static int malformed(PyObject *descr)
{
    PyErr_Format(PyExc_ValueError, "descr %R is not a list of (name, type) or (name, type, shape)", descr);
    return -1;
}

static int missized(PyObject *descr)
{
    PyErr_Format(PyExc_ValueError, "descr %R is not of a size that an element can have", descr);
    return -1;
}

static int64_t size_of(PyObject *descr);

static ndola_dtype_object *member_dtype(PyObject *type)
{
    if (!PyList_Check(type))
        return ndola_dtype_object_from(type, "descr");
    ndola_dtype d = ndola_dtype_of(NDOLA_D_VOID);
    int64_t size = size_of(type);
    if (size < 0)
        return NULL;
    d.itemsize = (int32_t)size;
    return (ndola_dtype_object *)ndola_dtype_new(&d, type);
}

static int read_shape(PyObject *shape, member *m)
{
    PyObject *dims = PyTuple_Check(shape) ? Py_NewRef(shape) : PyTuple_Pack(1, shape);
    if (dims == NULL)
        return -1;
    m->rank = (int)PyTuple_Size(dims);
    if (m->rank > NDOLA_MAX_RANK)
        PyErr_Format(PyExc_ValueError, "descr: a sub-array has at most %d axes", NDOLA_MAX_RANK);
    for (int i = 0; i < m->rank && PyErr_Occurred() == NULL; i++)
        m->shape[i] = PyNumber_AsSsize_t(PyTuple_GetItem(dims, i), PyExc_OverflowError);
    Py_DECREF(dims);
    return PyErr_Occurred() == NULL ? 0 : -1;
}

int ndola_member_read(PyObject *entry, ndola_member_info *m)
{
    Py_ssize_t n = PyTuple_Check(entry) ? PyTuple_Size(entry) : 0;
    if (n < 2 || n > 3)
        return malformed(entry);
    m->name = PyTuple_GetItem(entry, 0);
    if (PyTuple_Check(m->name) && PyTuple_Size(m->name) == 2)
        m->name = PyTuple_GetItem(m->name, 1);
    if (!PyUnicode_Check(m->name))
        return malformed(entry);
    m->rank = 0;
    if (n == 3 && read_shape(PyTuple_GetItem(entry, 2), m) < 0)
        return -1;
    m->dtype = member_dtype(PyTuple_GetItem(entry, 1));
    if (m->dtype == NULL)
        return -1;
    int64_t strides[NDOLA_MAX_RANK];
    m->size = ndola_c_strides(m->rank, m->shape, m->dtype->d.itemsize, strides);
    if (m->size >= 0 && m->size <= INT32_MAX)
        return 0;
    Py_DECREF((PyObject *)m->dtype);
    PyErr_Clear(); /* it spoke of an array */
    return missized(entry);
}

static PyObject *copy_name(PyObject *name)
{
    if (PyUnicode_Check(name))
        return PyUnicode_FromObject(name);
    PyObject *title = PyTuple_Check(name) && PyTuple_Size(name) == 2 ? PyTuple_GetItem(name, 0) : NULL;
    name = title == NULL ? NULL : PyTuple_GetItem(name, 1);
    if (name == NULL || !PyUnicode_Check(name))
        return NULL;
    if (!PyUnicode_Check(title))
        return PyUnicode_FromObject(name);
    return Py_BuildValue("(NN)", PyUnicode_FromObject(title), PyUnicode_FromObject(name));
}

static PyObject *copy_type(PyObject *type)
{
    if (PyList_Check(type))
        return ndola_descr_copy(type, INT32_MAX);
    if (PyUnicode_Check(type))
        return PyUnicode_FromObject(type);
    ndola_dtype_object *dtype = ndola_dtype_object_from(type, "descr");
    if (dtype == NULL)
        return NULL;
    char text[64];
    PyObject *copy = dtype->descr != NULL ? ndola_descr_copy(dtype->descr, INT32_MAX)
                                          : PyUnicode_FromString(ndola_typestr(&dtype->d, text));
    Py_DECREF((PyObject *)dtype);
    return copy;
}

static PyObject *copy_entry(PyObject *entry)
{
    Py_ssize_t n = PyTuple_Check(entry) ? PyTuple_Size(entry) : 0;
    PyObject *name = n < 2 || n > 3 ? NULL : copy_name(PyTuple_GetItem(entry, 0));
    if (name == NULL) {
        if (PyErr_Occurred() == NULL)
            malformed(entry);
        return NULL;
    }
    member m;
    PyObject *type = copy_type(PyTuple_GetItem(entry, 1)), *copy = NULL;
    if (type != NULL && n == 2)
        copy = PyTuple_Pack(2, name, type);
    else if (type != NULL && read_shape(PyTuple_GetItem(entry, 2), &m) == 0)
        copy = Py_BuildValue("(OON)", name, type, ndola_int_tuple(m.shape, m.rank));
    Py_DECREF(name);
    Py_XDECREF(type);
    if (copy != NULL && ndola_member_read(copy, &m) < 0)
        Py_CLEAR(copy);
    else if (copy != NULL)
        Py_DECREF((PyObject *)m.dtype);
    return copy;
}

PyObject *ndola_descr_copy(PyObject *descr, int32_t itemsize)
{
    PyObject *entries = PyList_Check(descr) ? PyList_GetSlice(descr, 0, PyList_Size(descr)) : NULL;
    if (entries == NULL) {
        if (PyErr_Occurred() == NULL)
            malformed(descr);
        return NULL;
    }
    int status = Py_EnterRecursiveCall(" in a structure's descr") ? -1 : 0;
    if (status < 0) {
        Py_DECREF(entries);
        return NULL;
    }
    for (Py_ssize_t i = 0; status == 0 && i < PyList_Size(entries); i++) {
        PyObject *entry = copy_entry(PyList_GetItem(entries, i));
        status = entry == NULL ? -1 : PyList_SetItem(entries, i, entry);
    }
    Py_LeaveRecursiveCall();
    int64_t size = status < 0 ? -1 : size_of(entries);
    if (size > itemsize)
        PyErr_Format(PyExc_ValueError, "descr %R takes %lld bytes of elements of %d", entries, (long long)size,
                     (int)itemsize);
    if (size < 0 || size > itemsize)
        Py_CLEAR(entries);
    return entries;
}

/* The bytes of a structure, or -1 with an exception. */
static int64_t size_of(PyObject *descr)
{
    if (Py_EnterRecursiveCall(" in a structure's descr"))
        return -1;
    int64_t size = 0;
    for (Py_ssize_t i = 0; size >= 0 && i < PyList_Size(descr); i++) {
        member m;
        if (ndola_member_read(PyList_GetItem(descr, i), &m) < 0) {
            size = -1;
            break;
        }
        Py_DECREF((PyObject *)m.dtype);
        size = size + m.size > INT32_MAX ? missized(descr) : size + m.size;
    }
    Py_LeaveRecursiveCall();
    return size;
}

/* Whether a descr has padding, at any depth. -1 with an exception. */
static int has_padding(PyObject *descr)
{
    int found = 0;
    for (Py_ssize_t i = 0; found == 0 && i < PyList_Size(descr); i++) {
        member m;
        if (ndola_member_read(PyList_GetItem(descr, i), &m) < 0)
            return -1;
        found = PyUnicode_GetLength(m.name) == 0;
        if (!found && m.dtype->descr != NULL)
            found = has_padding(m.dtype->descr);
        Py_DECREF((PyObject *)m.dtype);
    }
    return found;
}

/* The type of a member as numpy.dtype takes it: text or a structure's, in a pair with the shape of a sub-array. */
static PyObject *format_of(const member *m)
{
    char text[64];
    PyObject *type = m->dtype->descr != NULL ? ndola_descr_without_padding(m->dtype->descr)
                                             : PyUnicode_FromString(ndola_typestr(&m->dtype->d, text));
    if (type == NULL || m->rank == 0)
        return type;
    PyObject *shape = ndola_int_tuple(m->shape, m->rank);
    return shape == NULL ? (Py_DECREF(type), NULL) : Py_BuildValue("(NN)", type, shape);
}

PyObject *ndola_descr_without_padding(PyObject *descr)
{
    int padded = has_padding(descr);
    if (padded <= 0)
        return padded < 0 ? NULL : Py_NewRef(descr);
    PyObject *names = PyList_New(0), *formats = PyList_New(0), *offsets = PyList_New(0);
    int64_t offset = 0;
    int status = names == NULL || formats == NULL || offsets == NULL ? -1 : 0;
    for (Py_ssize_t i = 0; status == 0 && i < PyList_Size(descr); i++) {
        member m;
        if ((status = ndola_member_read(PyList_GetItem(descr, i), &m)) < 0)
            break;
        if (PyUnicode_GetLength(m.name) > 0) {
            PyObject *format = format_of(&m), *at = PyLong_FromLongLong(offset);
            if (format == NULL || at == NULL || PyList_Append(names, m.name) < 0 ||
                PyList_Append(formats, format) < 0 || PyList_Append(offsets, at) < 0)
                status = -1;
            Py_XDECREF(format);
            Py_XDECREF(at);
        }
        offset += m.size;
        Py_DECREF((PyObject *)m.dtype);
    }
    PyObject *dict = status < 0 ? NULL
                                : Py_BuildValue("{sOsOsOsL}", "names", names, "formats", formats, "offsets", offsets,
                                                "itemsize", (long long)offset);
    Py_XDECREF(names);
    Py_XDECREF(formats);
    Py_XDECREF(offsets);
    return dict;
}

/* A view of one member of x's elements. */
static PyObject *view_of(ndola_object *x, const member *m, int64_t offset)
{
    ndola_object *view = ndola_array_view(x, (char *)x->a.data + offset, m->dtype, x->a.rank + m->rank);
    if (view == NULL)
        return NULL;
    int rank = x->a.rank;
    memcpy(view->a.shape, x->a.shape, sizeof(int64_t) * (size_t)rank);
    memcpy(view->a.strides, x->a.strides, sizeof(int64_t) * (size_t)rank);
    memcpy(view->a.shape + rank, m->shape, sizeof(int64_t) * (size_t)m->rank);
    ndola_c_strides(m->rank, m->shape, m->dtype->d.itemsize, view->a.strides + rank);
    return (PyObject *)view;
}

PyObject *ndola_member(ndola_object *x, PyObject *name)
{
    PyObject *descr = x->dtype->descr;
    int64_t offset = 0;
    for (Py_ssize_t i = 0; descr != NULL && PyList_Check(descr) && i < PyList_Size(descr); i++) {
        member m;
        if (ndola_member_read(PyList_GetItem(descr, i), &m) < 0)
            return NULL;
        bool found = PyUnicode_GetLength(name) > 0 && PyUnicode_Compare(m.name, name) == 0;
        PyObject *view = found ? view_of(x, &m, offset) : NULL;
        Py_DECREF((PyObject *)m.dtype);
        if (found)
            return view;
        offset += m.size;
    }
    PyErr_Format(PyExc_IndexError, "__getitem__: elements of %S have no member %R", (PyObject *)x->dtype, name);
    return NULL;
}

/* The elements of a sub-array as nested lists. */
static PyObject *list_of(const member *m, int axis, const char **p)
{
    if (axis == m->rank) {
        PyObject *element = ndola_element_object(m->dtype, *p);
        *p += m->dtype->d.itemsize;
        return element;
    }
    PyObject *list = PyList_New((Py_ssize_t)m->shape[axis]);
    for (int64_t i = 0; list != NULL && i < m->shape[axis]; i++) {
        PyObject *item = list_of(m, axis + 1, p);
        if (item == NULL || PyList_SetItem(list, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

PyObject *ndola_element_object(const ndola_dtype_object *dtype, const char *p)
{
    if (dtype->descr == NULL || !PyList_Check(dtype->descr))
        return ndola_element_read(&dtype->d, p);
    PyObject *values = PyList_New(0);
    for (Py_ssize_t i = 0; values != NULL && i < PyList_Size(dtype->descr); i++) {
        member m;
        int status = ndola_member_read(PyList_GetItem(dtype->descr, i), &m);
        if (status == 0) {
            const char *q = p;
            p += m.size;
            PyObject *value = PyUnicode_GetLength(m.name) > 0 ? list_of(&m, 0, &q) : NULL;
            if (value != NULL)
                status = PyList_Append(values, value);
            else if (PyErr_Occurred())
                status = -1;
            Py_XDECREF(value);
            Py_DECREF((PyObject *)m.dtype);
        }
        if (status < 0)
            Py_CLEAR(values);
    }
    PyObject *tuple = values == NULL ? NULL : PyList_AsTuple(values);
    Py_XDECREF(values);
    return tuple;
}
