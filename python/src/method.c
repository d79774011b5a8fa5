/* Named methods: those of the function table under NumPy's names, and those about the object itself. */
#include "shell.h"

/* ---- functions as methods ---- */

/* Method, row, signature, docstring. Parameters after the array may be given by position and by keyword, whatever the
 * function asks, so that x.sum(0) and x.astype(dtype=t) mean what they always did. */
#define ROW_METHODS(M) \
    M(all, all, "($self, /, axis=None, keepdims=False)", "Whether every element is true, that is not zero.") \
    M(any, any, "($self, /, axis=None, keepdims=False)", "Whether some element is true, that is not zero.") \
    M(argmax, argmax, "($self, /, axis=None, keepdims=False)", \
      "The position of the greatest element, the first of equals.") \
    M(argmin, argmin, "($self, /, axis=None, keepdims=False)", \
      "The position of the least element, the first of equals.") \
    M(astype, astype, "($self, /, dtype, copy=True, device=None)", "The elements converted to dtype.") \
    M(clip, clip, "($self, /, min=None, max=None)", "The elements limited to the range from min to max.") \
    M(conj, conj, "($self, /, *, out=None, where=True)", "The complex conjugates.") \
    M(conjugate, conj, "($self, /, *, out=None, where=True)", "The complex conjugates.") \
    M(copy, copy, "($self, /)", "A new packed array with the same elements.") \
    M(cumprod, cumulative_prod, "($self, /, axis=None, dtype=None, include_initial=False)", \
      "The running product along an axis.") \
    M(cumsum, cumulative_sum, "($self, /, axis=None, dtype=None, include_initial=False)", \
      "The running sum along an axis.") \
    M(max, max, "($self, /, axis=None, keepdims=False)", "The greatest element.") \
    M(mean, mean, "($self, /, axis=None, keepdims=False)", "The arithmetic mean.") \
    M(min, min, "($self, /, axis=None, keepdims=False)", "The least element.") \
    M(nonzero, nonzero, "($self, /)", "The positions of the elements that are not zero, one index array an axis.") \
    M(prod, prod, "($self, /, axis=None, dtype=None, keepdims=False)", "The product of the elements.") \
    M(repeat, repeat, "($self, /, repeats, axis=None)", \
      "Each element repeated along an axis, of the flattened array by default.") \
    M(std, std, "($self, /, axis=None, correction=0.0, keepdims=False)", "The standard deviation.") \
    M(sum, sum, "($self, /, axis=None, dtype=None, keepdims=False)", "The sum of the elements.") \
    M(take, take, "($self, /, indices, axis=None)", "The elements at the given positions along an axis.") \
    M(var, var, "($self, /, axis=None, correction=0.0, keepdims=False)", "The variance.")

static PyObject *row_method(int row, PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *with_self[NDOLA_MAX_ARGS + 3];
    Py_ssize_t n = nargs + (kwnames == NULL ? 0 : PyTuple_Size(kwnames));
    if (n > NDOLA_MAX_ARGS + 2) {
        PyErr_Format(PyExc_TypeError, "%s: too many arguments", ndola_functions[row].name);
        return NULL;
    }
    with_self[0] = self;
    memcpy(with_self + 1, args, sizeof *args * (size_t)n);
    return ndola_call_method(row, with_self, nargs + 1, kwnames);
}

#define DEFINE_METHOD(name, row, signature, doc) \
    static PyObject *method_##name(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) \
    { \
        return row_method(NDOLA_FN_##row, self, args, nargs, kwnames); \
    }
ROW_METHODS(DEFINE_METHOD)

/* x.reshape(2, 3) beside x.reshape((2, 3)): several positional arguments are one tuple. */
static PyObject *packed_method(int row, PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    if (nargs < 2)
        return row_method(row, self, args, nargs, kwnames);
    PyObject *tuple = PyTuple_New(nargs);
    if (tuple == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < nargs; i++)
        PyTuple_SetItem(tuple, i, Py_NewRef(args[i]));
    PyObject *shifted[NDOLA_MAX_ARGS + 2] = {tuple};
    Py_ssize_t keywords = kwnames == NULL ? 0 : PyTuple_Size(kwnames);
    PyObject *result = NULL;
    if (keywords > NDOLA_MAX_ARGS) {
        PyErr_Format(PyExc_TypeError, "%s: too many arguments", ndola_functions[row].name);
    } else {
        memcpy(shifted + 1, args + nargs, sizeof *args * (size_t)keywords);
        result = row_method(row, self, shifted, 1, kwnames);
    }
    Py_DECREF(tuple);
    return result;
}

static PyObject *method_reshape(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    return packed_method(NDOLA_FN_reshape, self, args, nargs, kwnames);
}

/* Without axes it drops every one of length 1, which is a view made here. */
static PyObject *method_squeeze(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    Py_ssize_t keywords = kwnames == NULL ? 0 : PyTuple_Size(kwnames);
    bool named = keywords == 0 || PyUnicode_CompareWithASCIIString(PyTuple_GetItem(kwnames, 0), "axis") == 0;
    if (nargs + keywords > 0 && !(nargs + keywords == 1 && named && args[0] == Py_None))
        return row_method(NDOLA_FN_squeeze, self, args, nargs, kwnames);
    ndola_object *x = (ndola_object *)self;
    int rank = 0;
    for (int i = 0; i < x->a.rank; i++)
        rank += x->a.shape[i] != 1;
    ndola_object *view = ndola_array_view(x, x->a.data, x->dtype, rank);
    for (int i = 0, to = 0; view != NULL && i < x->a.rank; i++) {
        if (x->a.shape[i] != 1) {
            view->a.shape[to] = x->a.shape[i];
            view->a.strides[to++] = x->a.strides[i];
        }
    }
    return ndola_like((PyObject *)view, self);
}

/* Without axes it reverses them all, which is a view made here. */
static PyObject *method_transpose(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    if (nargs > 0 && !(nargs == 1 && args[0] == Py_None))
        return packed_method(NDOLA_FN_permute_dims, self, args, nargs, kwnames);
    ndola_object *x = (ndola_object *)self, *view = ndola_array_same_view(x);
    for (int i = 0; view != NULL && i < x->a.rank; i++) {
        view->a.shape[i] = x->a.shape[x->a.rank - 1 - i];
        view->a.strides[i] = x->a.strides[x->a.rank - 1 - i];
    }
    return ndola_like((PyObject *)view, self);
}

/* Methods whose body is Python, in a module loaded when first asked. */
static PyObject *python_method(PyObject **cache, const char *module, const char *name, PyObject *self,
                               PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *hook = ndola_hook(cache, module, name);
    PyObject *few[12], **all = few, *result = NULL;
    Py_ssize_t n = nargs + (kwnames == NULL ? 0 : PyTuple_Size(kwnames));
    if (hook != NULL && n + 1 > (Py_ssize_t)(sizeof few / sizeof *few) &&
        (all = PyMem_Malloc(sizeof *all * (size_t)(n + 1))) == NULL)
        return PyErr_NoMemory();
    if (hook != NULL) {
        all[0] = self;
        memcpy(all + 1, args, sizeof *args * (size_t)n);
        result = PyObject_Vectorcall(hook, all, (size_t)nargs + 1, kwnames);
    }
    if (all != few)
        PyMem_Free(all);
    return result;
}

/* Method, signature, docstring. */
#define PYTHON_METHODS(M) \
    M(argsort, "($self, /, axis=-1, *, descending=False, stable=True)", \
      "The positions that sort the elements along an axis. See ndola.argsort.") \
    M(diagonal, "($self, /, offset=0, axis1=0, axis2=1)", "The elements of a diagonal, numpy.diagonal's.") \
    M(flatten, "($self, /)", "A packed copy of the elements in one axis.") \
    M(ravel, "($self, /)", "The elements in one axis, a view where that can be.") \
    M(searchsorted, "($self, v, /, side=\"left\", sorter=None)", \
      "The positions at which v would go into sorted elements. See ndola.searchsorted.") \
    M(swapaxes, "($self, axis1, axis2, /)", "A view with two axes interchanged.")

#define DEFINE_PYTHON_METHOD(name, signature, doc) \
    static PyObject *method_##name(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) \
    { \
        static PyObject *hook; \
        return ndola_like(python_method(&hook, "ndola._methods", #name, self, args, nargs, kwnames), self); \
    }
PYTHON_METHODS(DEFINE_PYTHON_METHOD)

/* To whole numbers it is the function of the table; to decimals it is NumPy's. */
static PyObject *method_round(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static PyObject *hook;
    bool decimals = nargs > 0;
    for (Py_ssize_t i = 0; kwnames != NULL && i < PyTuple_Size(kwnames); i++)
        decimals |= PyUnicode_CompareWithASCIIString(PyTuple_GetItem(kwnames, i), "decimals") == 0;
    if (!decimals)
        return row_method(NDOLA_FN_round, self, args, nargs, kwnames);
    return ndola_like(python_method(&hook, "ndola._methods", "rounded", self, args, nargs, kwnames), self);
}

/* ---- printing ---- */

/* The core knows a structure as raw bytes, so it is told the members. Those that no format describes, dates, are
 * printed as bytes. */
static PyObject *text_of(int row, PyObject *self)
{
    ndola_object *x = (ndola_object *)self;
    if (x->dtype->descr == NULL)
        return ndola_call_operands(row, &self, 1, NULL);
    PyObject *format = ndola_format_write(x);
    if (format == NULL && !PyErr_ExceptionMatches(ndola_export_error))
        return NULL;
    PyErr_Clear();
    PyObject *text = ndola_call_operands(row, (PyObject *[]){self, format}, format == NULL ? 1 : 2, NULL);
    Py_XDECREF(format);
    return text;
}

PyObject *ndola_repr(PyObject *self) { return text_of(NDOLA_FN___repr__, self); }
PyObject *ndola_str(PyObject *self) { return text_of(NDOLA_FN___str__, self); }

static PyObject *format(PyObject *self, PyObject *spec)
{
    if (!PyUnicode_Check(spec)) {
        PyErr_Format(PyExc_TypeError, "__format__: the format must be text, not %R", spec);
        return NULL;
    }
    if (PyUnicode_GetLength(spec) == 0)
        return ndola_str(self);
    const ndola_array *a = &((ndola_object *)self)->a;
    if (a->rank != 0) {
        PyErr_Format(PyExc_TypeError, "__format__: %R applies to 0-d arrays only, not to a %d-d one", spec, a->rank);
        return NULL;
    }
    PyObject *element = ndola_element_read(&a->dtype, a->data);
    PyObject *text = element == NULL ? NULL : PyObject_Format(element, spec);
    Py_XDECREF(element);
    return text;
}

static PyObject *repr_html(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static PyObject *hook;
    return python_method(&hook, "ndola._notebook", "html", self, args, nargs, kwnames);
}

static PyObject *repr_inline(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static PyObject *hook;
    return python_method(&hook, "ndola._inline", "inline", self, args, nargs, kwnames);
}

/* ---- elements ---- */

static PyObject *list_of(const ndola_object *x, int axis, const char *p)
{
    const ndola_array *a = &x->a;
    if (axis == a->rank)
        return ndola_element_object(x->dtype, p);
    PyObject *list = PyList_New((Py_ssize_t)a->shape[axis]);
    for (int64_t i = 0; list != NULL && i < a->shape[axis]; i++) {
        PyObject *item = list_of(x, axis + 1, p + i * a->strides[axis]);
        if (item == NULL || PyList_SetItem(list, (Py_ssize_t)i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *tolist(PyObject *self, PyObject *none)
{
    (void)none;
    const ndola_object *x = (ndola_object *)self;
    return list_of(x, 0, x->a.data);
}

static PyObject *item(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    ndola_object *x = (ndola_object *)self;
    if (nargs == 0) {
        if (ndola_array_size(&x->a) == 1)
            return ndola_element_object(x->dtype, x->a.data);
        char text[128];
        PyErr_Format(PyExc_ValueError, "item: an array of shape %s has not exactly one element; give an index",
                     ndola_shape_text(x->a.shape, x->a.rank, text));
        return NULL;
    }
    PyObject *key = PyTuple_New(nargs);
    for (Py_ssize_t i = 0; key != NULL && i < nargs; i++)
        PyTuple_SetItem(key, i, Py_NewRef(args[i]));
    PyObject *element = key == NULL ? NULL : ndola_getitem(self, key);
    Py_XDECREF(key);
    if (element != NULL && ((ndola_object *)element)->a.rank > 0) {
        PyErr_Format(PyExc_IndexError, "item: needs %d indices, %zd given", x->a.rank, nargs);
        Py_CLEAR(element);
    }
    PyObject *value = element == NULL ? NULL : ndola_element_object(x->dtype, ((ndola_object *)element)->a.data);
    Py_XDECREF(element);
    return value;
}

static PyObject *to_complex(PyObject *self, PyObject *none)
{
    (void)none;
    PyObject *element = item(self, NULL, 0);
    PyObject *number = element == NULL ? NULL : PyObject_CallFunction((PyObject *)&PyComplex_Type, "O", element);
    Py_XDECREF(element);
    return number;
}

/* ---- copies ---- */

static PyObject *copy(PyObject *self, PyObject *none)
{
    (void)none;
    return ndola_like((PyObject *)ndola_array_packed((ndola_object *)self, "copy"), self);
}

/* Elements hold no references, so a deep copy is a copy. */
static PyObject *deepcopy(PyObject *self, PyObject *memo)
{
    (void)memo;
    return copy(self, NULL);
}

static PyObject *sizeof_(PyObject *self, PyObject *none)
{
    (void)none;
    ndola_object *x = (ndola_object *)self;
    size_t bytes = sizeof *x + x->block->nbytes + sizeof *x->block;
    if (x->a.shape != x->dims)
        bytes += 2 * sizeof(int64_t) * (size_t)x->a.rank;
    return PyLong_FromSize_t(bytes);
}

/* ---- the standard and NumPy's protocols ---- */

static PyObject *namespace(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)self;
    static char *names[] = {"api_version", NULL};
    static const char *const versions[] = {"2021.12", "2022.12", "2023.12", "2024.12", "2025.12"};
    PyObject *version = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|$O:__array_namespace__", names, &version))
        return NULL;
    bool known = version == Py_None;
    for (size_t i = 0; i < sizeof versions / sizeof *versions && PyUnicode_Check(version); i++)
        known |= PyUnicode_CompareWithASCIIString(version, versions[i]) == 0;
    if (!known) {
        PyErr_Format(PyExc_ValueError,
                     "__array_namespace__: version %R of the standard is not one of 2021.12 to 2025.12", version);
        return NULL;
    }
    return PyImport_ImportModule("ndola");
}

static PyObject *to_device(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "stream", NULL};
    PyObject *device, *stream = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$O:to_device", names, &device, &stream))
        return NULL;
    if (device == Py_None || stream != Py_None) {
        PyErr_SetString(PyExc_ValueError, "to_device: the only device is \"cpu\", and it has no streams");
        return NULL;
    }
    return ndola_check_device(device, "to_device") < 0 ? NULL : Py_NewRef(self);
}

/* A hook's result, like self, but an array the caller gave to be written to stays what it is. */
static PyObject *like_self(PyObject *result, PyObject *self, PyObject *kwnames)
{
    for (Py_ssize_t i = 0; kwnames != NULL && i < PyTuple_Size(kwnames); i++)
        if (PyUnicode_CompareWithASCIIString(PyTuple_GetItem(kwnames, i), "out") == 0)
            return result;
    return ndola_all_like(result, self);
}

enum { NO_ROW = -1, ROW_ERROR = -2 };

/* The row that computes a ufunc, or NO_ROW, or ROW_ERROR with an exception. Those seen last are known by their
 * address, and held, since what equals a key of the table need not be one that the table keeps alive. */
static int row_of_ufunc(PyObject *ufunc)
{
    enum { KEPT = 64 };
    static struct {
        PyObject *ufunc;
        int row;
    } kept[KEPT];
    static PyObject *rows;
    size_t i = (uintptr_t)ufunc / 64 % KEPT;
    if (kept[i].ufunc == ufunc)
        return kept[i].row;
    PyObject *table = ndola_hook(&rows, "ndola._numpy", "ROWS");
    PyObject *row = table == NULL ? NULL : PyDict_GetItemWithError(table, ufunc);
    if (row == NULL)
        return PyErr_Occurred() ? ROW_ERROR : NO_ROW;
    PyObject *before = kept[i].ufunc;
    kept[i].ufunc = Py_NewRef(ufunc);
    int number = kept[i].row = (int)PyLong_AsLong(row);
    Py_XDECREF(before); /* last, since it may run code that comes here */
    return number;
}

/* The row of the commonest call of a ufunc: ours to compute, of our arrays and numbers alone, without keywords. */
static int row_of_plain_call(PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    if (nargs < 3 || nargs > 4 || (kwnames != NULL && PyTuple_Size(kwnames) > 0) || !PyUnicode_Check(args[1]) ||
        PyUnicode_Compare(args[1], ndola_names.call) != 0)
        return NO_ROW;
    for (Py_ssize_t i = 2; i < nargs; i++)
        if (Py_TYPE(args[i]) != ndola_array_type && !ndola_is_scalar(args[i]))
            return NO_ROW;
    int row = row_of_ufunc(args[0]);
    return row >= 0 && ndola_functions[row].noperands != nargs - 2 ? NO_ROW : row;
}

static PyObject *array_ufunc(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static PyObject *hook;
    int row = row_of_plain_call(args, nargs, kwnames);
    if (row >= 0)
        return ndola_call_operands(row, args + 2, (int)nargs - 2, NULL);
    if (row == ROW_ERROR)
        return NULL;
    return like_self(python_method(&hook, "ndola._numpy", "array_ufunc", self, args, nargs, kwnames), self, kwnames);
}

static PyObject *array_function(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static PyObject *hook;
    return like_self(python_method(&hook, "ndola._numpy", "array_function", self, args, nargs, kwnames), self, NULL);
}

static PyObject *array_wrap(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static PyObject *hook;
    return ndola_like(python_method(&hook, "ndola._numpy", "array_wrap", self, args, nargs, kwnames), self);
}

static PyObject *array_finalize(PyObject *self, PyObject *source)
{
    (void)self, (void)source;
    return Py_NewRef(Py_None);
}

/* An ndarray over the same memory, by NumPy's own reading of __array_struct__. */
static PyObject *array(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"dtype", "copy", NULL};
    PyObject *dtype = Py_None, *copy_mode = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO:__array__", names, &dtype, &copy_mode))
        return NULL;
    PyObject *numpy = PyImport_ImportModule("numpy");
    PyObject *asarray = numpy == NULL ? NULL : PyObject_GetAttrString(numpy, "asarray");
    PyObject *keywords = asarray == NULL        ? NULL
                         : copy_mode == Py_None ? PyDict_New()
                                                : Py_BuildValue("{sO}", "copy", copy_mode);
    PyObject *result = NULL;
    if (keywords != NULL && ((ndola_object *)self)->a.dtype.id == NDOLA_D_BFLOAT16) {
        /* NumPy sees two raw bytes; only the type from ml_dtypes says what they are. */
        PyObject *raw = PyObject_CallFunction(asarray, "O", self);
        PyObject *brain =
            raw == NULL ? NULL : PyObject_GetAttrString((PyObject *)((ndola_object *)self)->dtype, "__numpy_dtype__");
        PyObject *typed = brain == NULL ? NULL : PyObject_CallMethod(raw, "view", "O", brain);
        PyObject *positional = typed == NULL ? NULL : PyTuple_Pack(2, typed, dtype);
        result = positional == NULL ? NULL : PyObject_Call(asarray, positional, keywords);
        Py_XDECREF(positional);
        Py_XDECREF(raw);
        Py_XDECREF(brain);
        Py_XDECREF(typed);
    } else if (keywords != NULL) {
        PyObject *positional = PyTuple_Pack(2, self, dtype);
        result = positional == NULL ? NULL : PyObject_Call(asarray, positional, keywords);
        Py_XDECREF(positional);
    }
    Py_XDECREF(numpy);
    Py_XDECREF(asarray);
    Py_XDECREF(keywords);
    return result;
}

#define FAST (METH_FASTCALL | METH_KEYWORDS)
#define METHOD(function) ((PyCFunction)(void (*)(void))(function))
#define METHOD_ROW(name, row, signature, doc) \
    {#name, METHOD(method_##name), FAST, #name signature "\n--\n\n" doc "\n\nSee ndola." #row "."},

#define PYTHON_ROW(name, signature, doc) {#name, METHOD(method_##name), FAST, #name signature "\n--\n\n" doc},

PyMethodDef ndola_array_methods[] = {
    ROW_METHODS(METHOD_ROW) PYTHON_METHODS(PYTHON_ROW)
    {"reshape", METHOD(method_reshape), FAST,
     "reshape($self, /, *shape, copy=None)\n--\n\nThe elements in another shape, given as one tuple or as several "
     "ints.\n\nSee ndola.reshape."},
    {"round", METHOD(method_round), FAST,
     "round($self, /, decimals=0, *, out=None, where=True)\n--\n\nThe elements rounded to the nearest integral number "
     "or to so many decimals, ties to even.\n\nSee ndola.round."},
    {"squeeze", METHOD(method_squeeze), FAST,
     "squeeze($self, /, axis=None)\n--\n\nA view without the given axes, which must have length 1, or without all "
     "such axes.\n\nSee ndola.squeeze."},
    {"transpose", METHOD(method_transpose), FAST,
     "transpose($self, /, *axes)\n--\n\nA view with its axes in another order, all reversed by default.\n\n"
     "See ndola.permute_dims."},
    {"tolist", tolist, METH_NOARGS, "tolist($self, /)\n--\n\nThe elements as nested lists of Python scalars."},
    {"item", METHOD(item), METH_FASTCALL, "item($self, /, *index)\n--\n\nOne element as a Python scalar."},
    {"to_device", METHOD(to_device), METH_VARARGS | METH_KEYWORDS,
     "to_device($self, device, /, *, stream=None)\n--\n\nThis array: \"cpu\" is the only device."},
    {"__array_namespace__", METHOD(namespace), METH_VARARGS | METH_KEYWORDS,
     "__array_namespace__($self, /, *, api_version=None)\n--\n\nThe module ndola."},
    {"__dlpack__", METHOD(ndola_dlpack), FAST,
     "__dlpack__($self, /, *, stream=None, max_version=None, dl_device=None, copy=None)\n--\n\nThe memory in a DLPack "
     "capsule."},
    {"__dlpack_device__", ndola_dlpack_device, METH_NOARGS, "__dlpack_device__($self, /)\n--\n\n(1, 0): the CPU."},
    {"__arrow_c_schema__", ndola_arrow_schema, METH_NOARGS,
     "__arrow_c_schema__($self, /)\n--\n\nThe element type in a capsule of Arrow's C data interface."},
    {"__arrow_c_array__", METHOD(ndola_arrow_array), METH_VARARGS | METH_KEYWORDS,
     "__arrow_c_array__($self, /, requested_schema=None)\n--\n\nThe elements as an Arrow column, in two capsules: of "
     "several axes as lists of a\nfixed size. Memory is shared where it is packed, aligned and no bools. "
     "requested_schema is met where nothing is lost by it."},
    {"__array__", METHOD(array), METH_VARARGS | METH_KEYWORDS,
     "__array__($self, /, dtype=None, copy=None)\n--\n\nA numpy.ndarray over the same memory."},
    {"__array_ufunc__", METHOD(array_ufunc), FAST,
     "__array_ufunc__($self, ufunc, method, /, *inputs, **kwargs)\n--\n\nAnswers a NumPy ufunc (NEP 13)."},
    {"__array_function__", METHOD(array_function), FAST,
     "__array_function__($self, func, types, args, kwargs, /)\n--\n\nAnswers a NumPy function (NEP 18)."},
    {"__array_wrap__", METHOD(array_wrap), FAST,
     "__array_wrap__($self, array, context=None, return_scalar=False, /)\n--\n\nMakes an Array of a NumPy result."},
    {"__array_finalize__", array_finalize, METH_O,
     "__array_finalize__($self, source, /)\n--\n\nCalled for a new instance of a subclass. Does nothing."},
    {"__complex__", to_complex, METH_NOARGS, "__complex__($self, /)\n--\n\nThe only element as a complex."},
    {"__copy__", copy, METH_NOARGS, "__copy__($self, /)\n--\n\nA new packed array with the same elements."},
    {"__deepcopy__", deepcopy, METH_O,
     "__deepcopy__($self, memo, /)\n--\n\nA new packed array with the same elements."},
    {"__reduce_ex__", ndola_reduce, METH_O, "__reduce_ex__($self, protocol, /)\n--\n\nThe parts a pickle holds."},
    {"__format__", format, METH_O,
     "__format__($self, format_spec, /)\n--\n\nThe text of an array; with a format, that of the element of a 0-d one."},
    {"_repr_html_", METHOD(repr_html), FAST,
     "_repr_html_($self, /)\n--\n\nA table for a notebook, or None where text does better."},
    {"_repr_inline_", METHOD(repr_inline), FAST,
     "_repr_inline_($self, max_width, /)\n--\n\nThe elements in one line of max_width characters, for xarray."},
    {"__sizeof__", sizeof_, METH_NOARGS, "__sizeof__($self, /)\n--\n\nThe bytes of memory held, elements included."},
    {NULL, NULL, 0, NULL},
};
