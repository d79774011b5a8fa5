/* Element types as Python objects: one shared object a computing type, others made where they occur. */
#include "shell.h"

PyTypeObject *ndola_dtype_type;
ndola_dtype_object *ndola_dtypes[NDOLA_NUM_COMPUTING];

const ndola_dtype_row ndola_dtype_rows[NDOLA_NUM_DTYPES] = {
    {"bool", 'b', 1, "?", 6, 8},       {"int8", 'i', 1, "b", 0, 8},        {"int16", 'i', 2, "h", 0, 16},
    {"int32", 'i', 4, "i", 0, 32},     {"int64", 'i', 8, "q", 0, 64},      {"uint8", 'u', 1, "B", 1, 8},
    {"uint16", 'u', 2, "H", 1, 16},    {"uint32", 'u', 4, "I", 1, 32},     {"uint64", 'u', 8, "Q", 1, 64},
    {"float16", 'f', 2, "e", 2, 16},   {"bfloat16", 'f', 2, "", 4, 16},    {"float32", 'f', 4, "f", 2, 32},
    {"float64", 'f', 8, "d", 2, 64},   {"complex64", 'c', 8, "Zf", 5, 64}, {"complex128", 'c', 16, "Zd", 5, 128},
    {"bytes", 'S', 0, "s", 0, 0},      {"str", 'U', 0, "w", 0, 0},         {"datetime64", 'M', 8, "", 0, 0},
    {"timedelta64", 'm', 8, "", 0, 0}, {"void", 'V', 0, "x", 0, 0},
};

ndola_dtype ndola_dtype_of(int id) { return (ndola_dtype){.id = (uint8_t)id, .itemsize = ndola_dtype_rows[id].size}; }

bool ndola_dtype_same(const ndola_dtype *a, const ndola_dtype *b)
{
    return a->id == b->id && a->swapped == b->swapped && a->itemsize == b->itemsize && a->unit == b->unit &&
           a->count == b->count;
}

int ndola_dtype_alignment(const ndola_dtype *d)
{
    int size = d->id == NDOLA_D_TEXT ? 4 : ndola_dtype_rows[d->id].size;
    return size == 0 ? 1 : ndola_dtype_rows[d->id].kind == 'c' ? size / 2 : size;
}

bool ndola_dtype_is_sizeless(const ndola_dtype *d)
{
    return d->itemsize == 0 && (d->id == NDOLA_D_BYTES || d->id == NDOLA_D_TEXT || d->id == NDOLA_D_VOID);
}

const char *ndola_dtype_text(const ndola_dtype *d, char text[64])
{
    if (d->id < NDOLA_NUM_COMPUTING && !d->swapped)
        return ndola_dtype_rows[d->id].name;
    return ndola_typestr(d, text);
}

PyObject *ndola_dtype_new(const ndola_dtype *d, PyObject *descr)
{
    if (d->id < NDOLA_NUM_COMPUTING && !d->swapped && ndola_dtypes[d->id] != NULL)
        return Py_NewRef((PyObject *)ndola_dtypes[d->id]);
    ndola_dtype_object *o = PyObject_New(ndola_dtype_object, ndola_dtype_type);
    if (o == NULL)
        return NULL;
    o->d = *d;
    Py_XINCREF(descr);
    o->descr = descr;
    return (PyObject *)o;
}

ndola_dtype_object *ndola_dtype_object_from(PyObject *object, const char *function)
{
    ndola_dtype d;
    PyObject *descr;
    if (ndola_dtype_from(object, &d, &descr, function) < 0)
        return NULL;
    PyObject *dtype = ndola_dtype_new(&d, descr);
    Py_XDECREF(descr);
    return (ndola_dtype_object *)dtype;
}

static void dtype_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(((ndola_dtype_object *)self)->descr);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *dtype_construct(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)type;
    PyObject *spec, *descr = NULL;
    if (kwargs != NULL && PyDict_Size(kwargs) > 0) {
        PyErr_SetString(PyExc_TypeError, "DType: takes one positional argument, and a descr list of a structure");
        return NULL;
    }
    if (!PyArg_ParseTuple(args, "O|O:DType", &spec, &descr))
        return NULL;
    ndola_dtype d;
    PyObject *found = NULL;
    if (ndola_dtype_from(spec, &d, &found, "DType") < 0)
        return NULL;
    if (descr != NULL && descr != Py_None && d.id == NDOLA_D_VOID) {
        Py_XDECREF(found);
        if ((found = ndola_descr_copy(descr, d.itemsize)) == NULL)
            return NULL;
    }
    PyObject *result = ndola_dtype_new(&d, found);
    Py_XDECREF(found);
    return result;
}

/* A type equals the dtype it stands for, as with NumPy's: x.dtype == float. One that stands for none is left to the other
 * side. */
static PyObject *compare_type(PyObject *self, PyObject *other, int op);

static PyObject *dtype_richcompare(PyObject *self, PyObject *other, int op)
{
    if (op != Py_EQ && op != Py_NE)
        return Py_NewRef(Py_NotImplemented);
    if (PyType_Check(other))
        return compare_type(self, other, op);
    if (!Py_IS_TYPE(other, ndola_dtype_type))
        return Py_NewRef(Py_NotImplemented);
    ndola_dtype_object *a = (ndola_dtype_object *)self, *b = (ndola_dtype_object *)other;
    bool same = ndola_dtype_same(&a->d, &b->d) && (a->descr == NULL) == (b->descr == NULL);
    if (same && a->descr != NULL && a->descr != b->descr) {
        int equal = PyObject_RichCompareBool(a->descr, b->descr, Py_EQ);
        if (equal < 0)
            return NULL;
        same = equal;
    }
    return PyBool_FromLong(same == (op == Py_EQ));
}

static PyObject *compare_type(PyObject *self, PyObject *other, int op)
{
    PyObject *dtype = (PyObject *)ndola_dtype_object_from(other, "DType");
    if (dtype == NULL) {
        PyErr_Clear();
        return Py_NewRef(Py_NotImplemented);
    }
    PyObject *result = dtype_richcompare(self, dtype, op);
    Py_DECREF(dtype);
    return result;
}

static Py_hash_t dtype_hash(PyObject *self)
{
    const ndola_dtype *d = &((ndola_dtype_object *)self)->d;
    return ((Py_hash_t)d->id << 40) ^ ((Py_hash_t)d->swapped << 50) ^ ((Py_hash_t)d->unit << 32) ^
           ((Py_hash_t)d->count << 16) ^ d->itemsize;
}

static PyObject *dtype_repr(PyObject *self)
{
    ndola_dtype_object *o = (ndola_dtype_object *)self;
    char text[64];
    if (o->descr != NULL)
        return PyUnicode_FromFormat("ndola.DType('%s', %R)", ndola_typestr(&o->d, text), o->descr);
    if (o->d.id < NDOLA_NUM_COMPUTING && !o->d.swapped)
        return PyUnicode_FromFormat("ndola.%s", ndola_dtype_rows[o->d.id].name);
    return PyUnicode_FromFormat("ndola.DType('%s')", ndola_typestr(&o->d, text));
}

static PyObject *dtype_str(PyObject *self)
{
    char text[64];
    return PyUnicode_FromString(ndola_dtype_text(&((ndola_dtype_object *)self)->d, text));
}

static PyObject *get_name(PyObject *self, void *closure)
{
    (void)closure;
    const ndola_dtype *d = &((ndola_dtype_object *)self)->d;
    char text[64];
    if (d->id == NDOLA_D_DATETIME || d->id == NDOLA_D_TIMEDELTA) {
        const char *unit = strchr(ndola_typestr(d, text), '[');
        return PyUnicode_FromFormat("%s%s", ndola_dtype_rows[d->id].name, unit == NULL ? "" : unit);
    }
    return PyUnicode_FromString(ndola_dtype_rows[d->id].name);
}

static PyObject *get_str(PyObject *self, void *closure)
{
    (void)closure;
    char text[64];
    return PyUnicode_FromString(ndola_typestr(&((ndola_dtype_object *)self)->d, text));
}

static PyObject *get_kind(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromFormat("%c", ndola_dtype_rows[((ndola_dtype_object *)self)->d.id].kind);
}

static PyObject *get_itemsize(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(((ndola_dtype_object *)self)->d.itemsize);
}

static PyObject *get_isnative(PyObject *self, void *closure)
{
    (void)closure;
    return PyBool_FromLong(!((ndola_dtype_object *)self)->d.swapped);
}

static PyObject *get_descr(PyObject *self, void *closure)
{
    (void)closure;
    ndola_dtype_object *o = (ndola_dtype_object *)self;
    if (o->descr != NULL)
        return ndola_descr_copy(o->descr, o->d.itemsize);
    char text[64];
    return Py_BuildValue("[(ss)]", "", ndola_typestr(&o->d, text));
}

/* CO-20: lets numpy.dtype take our types; NumPy is imported only by who asks. */
static PyObject *get_numpy_dtype(PyObject *self, void *closure)
{
    (void)closure;
    ndola_dtype_object *o = (ndola_dtype_object *)self;
    if (o->d.id == NDOLA_D_BFLOAT16) {
        PyObject *module = PyImport_ImportModule("ml_dtypes");
        PyObject *scalar = module == NULL ? NULL : PyObject_GetAttrString(module, "bfloat16");
        Py_XDECREF(module);
        PyObject *numpy = scalar == NULL ? NULL : PyImport_ImportModule("numpy");
        PyObject *result = numpy == NULL ? NULL : PyObject_CallMethod(numpy, "dtype", "O", scalar);
        Py_XDECREF(scalar);
        Py_XDECREF(numpy);
        return result;
    }
    PyObject *numpy = PyImport_ImportModule("numpy");
    if (numpy == NULL)
        return NULL;
    char text[64];
    PyObject *result = o->descr != NULL ? PyObject_CallMethod(numpy, "dtype", "O", o->descr)
                                        : PyObject_CallMethod(numpy, "dtype", "s", ndola_typestr(&o->d, text));
    Py_DECREF(numpy);
    return result;
}

static PyObject *dtype_reduce(PyObject *self, PyObject *none)
{
    (void)none;
    ndola_dtype_object *o = (ndola_dtype_object *)self;
    char text[64];
    if (o->descr != NULL)
        return Py_BuildValue("O(sN)", ndola_dtype_type, ndola_typestr(&o->d, text), ndola_descr_copy(o->descr, o->d.itemsize));
    return Py_BuildValue("O(s)", ndola_dtype_type,
                         o->d.id == NDOLA_D_BFLOAT16 && !o->d.swapped ? "bfloat16" : ndola_typestr(&o->d, text));
}

/* Dask and xarray ask a dtype for it, ndarray's or not. */
static PyObject *get_type(PyObject *self, void *closure)
{
    PyObject *dtype = get_numpy_dtype(self, closure);
    PyObject *type = dtype == NULL ? NULL : PyObject_GetAttrString(dtype, "type");
    Py_XDECREF(dtype);
    return type;
}

static PyGetSetDef dtype_getset[] = {
    {"name", get_name, NULL, "the standard's and NumPy's name, such as float64", NULL},
    {"str", get_str, NULL, "the typestr of __array_interface__, such as <f8", NULL},
    {"kind", get_kind, NULL, "one letter: b bool, i int, u uint, f float, c complex, S bytes, U text, M, m, V", NULL},
    {"itemsize", get_itemsize, NULL, "the bytes one element takes", NULL},
    {"isnative", get_isnative, NULL, "whether elements lie in the machine's byte order", NULL},
    {"descr", get_descr, NULL, "the list __array_interface__ describes the type by", NULL},
    {"type", get_type, NULL, "NumPy's class of one element, such as numpy.float64", NULL},
    {"__numpy_dtype__", get_numpy_dtype, NULL, "the same type as a numpy.dtype", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef dtype_methods[] = {
    {"__reduce__", dtype_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot dtype_slots[] = {
    {Py_tp_doc, "DType(spec, descr=None)\n--\n\nAn element type, from a name, a typestr, a Python or a NumPy type."},
    {Py_tp_new, dtype_construct},
    {Py_tp_dealloc, dtype_dealloc},
    {Py_tp_richcompare, dtype_richcompare},
    {Py_tp_hash, dtype_hash},
    {Py_tp_repr, dtype_repr},
    {Py_tp_str, dtype_str},
    {Py_tp_getset, dtype_getset},
    {Py_tp_methods, dtype_methods},
    {0, NULL},
};

static PyType_Spec dtype_spec = {
    .name = "ndola.DType",
    .basicsize = sizeof(ndola_dtype_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = dtype_slots,
};

int ndola_dtype_init(PyObject *module)
{
    if (ndola_dtype_type == NULL) {
        ndola_dtype_type = (PyTypeObject *)PyType_FromSpec(&dtype_spec);
        if (ndola_dtype_type == NULL)
            return -1;
        for (int id = 0; id < NDOLA_NUM_COMPUTING; id++) {
            ndola_dtype d = ndola_dtype_of(id);
            PyObject *o = ndola_dtype_new(&d, NULL);
            if (o == NULL)
                return -1;
            ndola_dtypes[id] = (ndola_dtype_object *)o;
        }
    }
    for (int id = 0; id < NDOLA_NUM_COMPUTING; id++)
        if (PyModule_AddObjectRef(module, ndola_dtype_rows[id].name, (PyObject *)ndola_dtypes[id]) < 0)
            return -1;
    return PyModule_AddType(module, ndola_dtype_type);
}
