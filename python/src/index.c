/* Indexing. Integers, slices, ellipsis and newaxis make views, which is layout and done here, as is one
 * element set by one scalar. Everything else goes to the core as a list of index items. */
#include "shell.h"

/* The rank of an array that may stand for an integer: a 0-d one of integers. Our type has an index slot
 * whatever it holds, so PyIndex_Check says yes too often. */
static bool is_integer(PyObject *item)
{
    if (PyLong_Check(item))
        return !PyBool_Check(item);
    if (ndola_is_array(item)) {
        const ndola_array *a = &((ndola_object *)item)->a;
        char kind = ndola_dtype_rows[a->dtype.id].kind;
        return a->rank == 0 && (kind == 'i' || kind == 'u');
    }
    if (!PyIndex_Check(item))
        return false;
    /* A foreign array has an index slot too, and may have axes or hold bools. */
    PyObject *ndim = PyObject_GetAttrString(item, "ndim");
    if (ndim == NULL) {
        PyErr_Clear();
        return true;
    }
    Py_DECREF(ndim);
    PyObject *number = PyNumber_Index(item);
    PyErr_Clear();
    Py_XDECREF(number);
    return number != NULL;
}

static int index_error(const char *function, Py_ssize_t i, int axis, int64_t length)
{
    PyErr_Format(PyExc_IndexError, "%s: index %zd is out of bounds for axis %d with size %lld", function, i, axis,
                 (long long)length);
    return -1;
}

/* The layout a basic index leads to: grows an axis at a time. */
typedef struct {
    const char *function; /* __getitem__ or __setitem__ */
    const ndola_array *from;
    char *data;
    int used, rank; /* axes of from consumed, axes made */
    int64_t shape[NDOLA_MAX_RANK], strides[NDOLA_MAX_RANK];
} window;

static int append_axis(window *w, int64_t length, int64_t stride)
{
    if (w->rank == NDOLA_MAX_RANK) {
        PyErr_Format(PyExc_IndexError, "%s: the result has more than %d axes", w->function, NDOLA_MAX_RANK);
        return -1;
    }
    w->shape[w->rank] = length;
    w->strides[w->rank++] = stride;
    return 0;
}

static int apply_integer(window *w, PyObject *item)
{
    Py_ssize_t i = PyNumber_AsSsize_t(item, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred())
        return -1;
    int64_t n = w->from->shape[w->used];
    int64_t at = i < 0 ? i + n : i;
    if (at < 0 || at >= n)
        return index_error(w->function, i, w->used, n);
    w->data += at * w->from->strides[w->used++];
    return 0;
}

static int apply_slice(window *w, PyObject *item)
{
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(item, &start, &stop, &step) < 0)
        return -1;
    int64_t stride = w->from->strides[w->used];
    Py_ssize_t length = PySlice_AdjustIndices((Py_ssize_t)w->from->shape[w->used], &start, &stop, step);
    w->used++;
    if (length > 0)
        w->data += start * stride;
    /* A step beyond any array leaves one element, whose stride counts for nothing. */
    int64_t product;
    if (length <= 1 || __builtin_mul_overflow(stride, (int64_t)step, &product))
        product = stride;
    return append_axis(w, length, product);
}

static int apply_ellipsis(window *w, int axes)
{
    for (int i = 0; i < axes; i++, w->used++)
        if (append_axis(w, w->from->shape[w->used], w->from->strides[w->used]) < 0)
            return -1;
    return 0;
}

/* Items of a key, which is one item or a tuple of them. */
static Py_ssize_t key_length(PyObject *key) { return PyTuple_Check(key) ? PyTuple_Size(key) : 1; }
static PyObject *key_item(PyObject *key, Py_ssize_t i) { return PyTuple_Check(key) ? PyTuple_GetItem(key, i) : key; }

/* Walks a key. 1: basic, w is the result. 0: advanced. -1: an exception. */
static int basic_window(window *w, const ndola_array *a, PyObject *key, const char *function)
{
    Py_ssize_t n = key_length(key);
    int axes = 0, ellipses = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = key_item(key, i);
        if (item == Py_Ellipsis)
            ellipses++;
        else if (PySlice_Check(item) || is_integer(item))
            axes++;
        else if (item != Py_None)
            return 0;
    }
    if (ellipses > 1) {
        PyErr_Format(PyExc_IndexError, "%s: an index can only have one ellipsis ('...')", function);
        return -1;
    }
    if (axes > a->rank) {
        PyErr_Format(PyExc_IndexError, "%s: %d indices for an array of %d axes", function, axes, a->rank);
        return -1;
    }
    *w = (window){.function = function, .from = a, .data = a->data};
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = key_item(key, i);
        int status;
        if (item == Py_None)
            status = append_axis(w, 1, 0);
        else if (item == Py_Ellipsis)
            status = apply_ellipsis(w, a->rank - axes);
        else if (PySlice_Check(item))
            status = apply_slice(w, item);
        else
            status = apply_integer(w, item);
        if (status < 0)
            return -1;
    }
    return apply_ellipsis(w, a->rank - w->used) < 0 ? -1 : 1;
}

PyObject *ndola_item(PyObject *self, Py_ssize_t i)
{
    ndola_object *x = (ndola_object *)self;
    if (x->a.rank == 0) {
        PyErr_SetString(PyExc_IndexError, "__getitem__: 1 indices for an array of 0 axes");
        return NULL;
    }
    if (i < 0 || i >= x->a.shape[0]) {
        index_error("__getitem__", i, 0, x->a.shape[0]);
        return NULL;
    }
    int rank = x->a.rank - 1;
    ndola_object *view = ndola_array_view(x, (char *)x->a.data + i * x->a.strides[0], x->dtype, rank);
    if (view != NULL) {
        memcpy(view->a.shape, x->a.shape + 1, sizeof(int64_t) * (size_t)rank);
        memcpy(view->a.strides, x->a.strides + 1, sizeof(int64_t) * (size_t)rank);
    }
    return ndola_like((PyObject *)view, self);
}

PyObject *ndola_getitem(PyObject *self, PyObject *key)
{
    ndola_object *x = (ndola_object *)self;
    if (PyLong_CheckExact(key) && x->a.rank > 0) {
        Py_ssize_t i = PyLong_AsSsize_t(key);
        if (i == -1 && PyErr_Occurred())
            PyErr_Clear(); /* too big for any axis: reported below with its value */
        else if (i >= -x->a.shape[0] && i < x->a.shape[0])
            return ndola_item(self, i < 0 ? i + x->a.shape[0] : i);
    }
    if (PyUnicode_Check(key) && x->dtype->descr != NULL)
        return ndola_member(x, key);
    window w;
    int basic = basic_window(&w, &x->a, key, "__getitem__");
    if (basic < 0)
        return NULL;
    if (basic == 0)
        return ndola_call_operands(NDOLA_FN___getitem__, (PyObject *[]){self, key}, 2, NULL);
    ndola_object *view = ndola_array_view(x, w.data, x->dtype, w.rank);
    if (view != NULL) {
        memcpy(view->a.shape, w.shape, sizeof(int64_t) * (size_t)w.rank);
        memcpy(view->a.strides, w.strides, sizeof(int64_t) * (size_t)w.rank);
    }
    return ndola_like((PyObject *)view, self);
}

int ndola_setitem(PyObject *self, PyObject *key, PyObject *value)
{
    ndola_object *x = (ndola_object *)self;
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "__delitem__: elements of an array cannot be deleted");
        return -1;
    }
    if (x->a.readonly) {
        PyErr_SetString(PyExc_ValueError, "__setitem__: the array is read-only; copy it first");
        return -1;
    }
    if (PyUnicode_Check(key) && x->dtype->descr != NULL) {
        PyObject *member = ndola_member(x, key);
        int status = member == NULL ? -1 : ndola_setitem(member, Py_Ellipsis, value);
        Py_XDECREF(member);
        return status;
    }
    bool computes = x->a.dtype.id < NDOLA_NUM_COMPUTING;
    if (ndola_is_scalar(value) || (!computes && !ndola_is_array(value))) {
        window w;
        int basic = basic_window(&w, &x->a, key, "__setitem__");
        if (basic < 0)
            return -1;
        if (basic > 0 && w.rank == 0)
            return ndola_element_write(&x->a.dtype, w.data, value, "__setitem__");
    }
    PyObject *none = ndola_call_operands(NDOLA_FN___setitem__, (PyObject *[]){self, key, value}, 3, NULL);
    Py_XDECREF(none);
    return none == NULL ? -1 : 0;
}
