/* Element types from text and from the objects other libraries name them by. */
#include "shell.h"

#include <stdio.h>
#include <stdlib.h>

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define NATIVE '<'
#define SWAPPED '>'
#else
#define NATIVE '>'
#define SWAPPED '<'
#endif

/* In the order of Go's dtype.Unit; generic, the first, is written without brackets. */
static const char *const units[] = {"generic", "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"};
#define NUM_UNITS ((int)(sizeof units / sizeof *units))

const char *ndola_typestr(const ndola_dtype *d, char text[64])
{
    const ndola_dtype_row *row = &ndola_dtype_rows[d->id];
    bool ordered = row->kind == 'U' || (row->size > 1);
    char order = !ordered ? '|' : d->swapped ? SWAPPED : NATIVE;
    char kind = d->id == NDOLA_D_BFLOAT16 ? 'V' : row->kind;
    int size = row->kind == 'U' ? d->itemsize / 4 : d->itemsize;
    int n = snprintf(text, 64, "%c%c%d", order, kind, size);
    if ((kind == 'M' || kind == 'm') && d->unit > 0 && d->unit < NUM_UNITS) {
        if (d->count > 1)
            snprintf(text + n, 64 - n, "[%d%s]", (int)d->count, units[d->unit]);
        else
            snprintf(text + n, 64 - n, "[%s]", units[d->unit]);
    }
    return text;
}

/* The tick between brackets, [ns] or [25s], into d. */
static int parse_unit(const char *text, ndola_dtype *d)
{
    d->count = 0;
    if (*text == '\0')
        return 0;
    if (*text != '[')
        return -1;
    char *end;
    long count = strtol(text + 1, &end, 10);
    if (end == text + 1)
        count = 1;
    if (count < 1 || count > INT32_MAX)
        return -1;
    for (int u = 0; u < NUM_UNITS; u++) {
        size_t n = strlen(units[u]);
        if (strncmp(end, units[u], n) == 0 && strcmp(end + n, "]") == 0) {
            d->unit = (uint8_t)u;
            d->count = u == 0 ? 0 : (int32_t)count;
            return 0;
        }
    }
    return -1;
}

/* A typestr behind its byte order: kind, size, unit. */
static int parse_kind(const char *text, ndola_dtype *d)
{
    char kind = *text;
    char *rest;
    if (kind == '\0' || text[1] < '0' || text[1] > '9')
        return -1;
    long size = strtol(text + 1, &rest, 10);
    if (size < 0 || size > NDOLA_MAX_SIZE)
        return -1;
    for (int id = 0; id < NDOLA_NUM_DTYPES; id++) {
        const ndola_dtype_row *row = &ndola_dtype_rows[id];
        if (row->kind != kind || id == NDOLA_D_BFLOAT16 || (row->size != 0 && row->size != size))
            continue;
        *d = ndola_dtype_of(id);
        if (row->size == 0)
            d->itemsize = (int32_t)(kind == 'U' ? size * 4 : size);
        if (kind == 'M' || kind == 'm')
            return parse_unit(rest, d);
        return *rest == '\0' ? 0 : -1;
    }
    return -1;
}

static const struct {
    const char *name;
    int id;
} aliases[] = {
    {"int", NDOLA_D_INT64},      {"float", NDOLA_D_FLOAT64},    {"complex", NDOLA_D_COMPLEX128},
    {"longlong", NDOLA_D_INT64}, {"ulonglong", NDOLA_D_UINT64}, {"half", NDOLA_D_FLOAT16},
    {"single", NDOLA_D_FLOAT32}, {"double", NDOLA_D_FLOAT64},
};

int ndola_dtype_parse(const char *text, ndola_dtype *d)
{
    for (int id = 0; id < NDOLA_NUM_DTYPES; id++) {
        size_t n = strlen(ndola_dtype_rows[id].name);
        if (strncmp(text, ndola_dtype_rows[id].name, n) != 0)
            continue;
        if (id == NDOLA_D_DATETIME || id == NDOLA_D_TIMEDELTA) {
            *d = ndola_dtype_of(id);
            return parse_unit(text + n, d);
        }
        if (text[n] == '\0') {
            *d = ndola_dtype_of(id);
            return 0;
        }
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strcmp(text, aliases[i].name) == 0) {
            *d = ndola_dtype_of(aliases[i].id);
            return 0;
        }
    }
    char order = NATIVE;
    if (*text != '\0' && strchr("<>=|!", *text) != NULL)
        order = *text++;
    if (order == '!')
        order = '>';
    if (parse_kind(text, d) < 0)
        return -1;
    bool single = d->itemsize <= 1 || d->id == NDOLA_D_BYTES || d->id == NDOLA_D_VOID;
    d->swapped = order == SWAPPED && !single;
    return 0;
}

/* The text of an attribute, as a new reference, or NULL without an exception. */
static PyObject *text_attribute(PyObject *object, const char *name)
{
    PyObject *value = PyObject_GetAttrString(object, name);
    if (value == NULL) {
        PyErr_Clear();
        return NULL;
    }
    if (!PyUnicode_Check(value)) {
        Py_DECREF(value);
        return NULL;
    }
    return value;
}

static int parse_object(PyObject *text, ndola_dtype *d)
{
    const char *s = PyUnicode_AsUTF8AndSize(text, NULL);
    if (s == NULL) {
        PyErr_Clear();
        return -1;
    }
    return ndola_dtype_parse(s, d);
}

/* bool, int, float, complex, and the scalar types of NumPy and ml_dtypes by their names. */
static int from_type(PyObject *type, ndola_dtype *d)
{
    static const struct {
        PyTypeObject *type;
        int id;
    } known[] = {{&PyBool_Type, NDOLA_D_BOOL},     {&PyLong_Type, NDOLA_D_INT64},
                 {&PyFloat_Type, NDOLA_D_FLOAT64}, {&PyComplex_Type, NDOLA_D_COMPLEX128},
                 {&PyUnicode_Type, NDOLA_D_TEXT},  {&PyBytes_Type, NDOLA_D_BYTES}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (type == (PyObject *)known[i].type) {
            *d = ndola_dtype_of(known[i].id);
            return 0;
        }
    }
    int status = -1;
    PyObject *module = text_attribute(type, "__module__"), *name = text_attribute(type, "__name__");
    if (module != NULL && name != NULL &&
        (PyUnicode_CompareWithASCIIString(module, "numpy") == 0 ||
         PyUnicode_CompareWithASCIIString(module, "ml_dtypes") == 0)) {
        char text[32];
        const char *s = PyUnicode_AsUTF8AndSize(name, NULL);
        if (s != NULL && strlen(s) < sizeof text) {
            strcpy(text, s);
            size_t n = strlen(text);
            if (n > 0 && text[n - 1] == '_') /* bool_, str_ */
                text[n - 1] = '\0';
            status = ndola_dtype_parse(text, d);
        }
        PyErr_Clear();
    }
    Py_XDECREF(module);
    Py_XDECREF(name);
    return status;
}

/* Whether raw bytes are what a numpy.dtype means: types of other packages spell themselves as void, too. */
static bool is_plain_void(PyObject *name)
{
    const char *text = name == NULL ? NULL : PyUnicode_AsUTF8AndSize(name, NULL);
    PyErr_Clear();
    return text != NULL && (strncmp(text, "void", 4) == 0 || strncmp(text, "record", 6) == 0);
}

/* A numpy.dtype, recognised by what it offers: str, and for bfloat16 and structures name and descr. */
static int from_numpy(PyObject *object, ndola_dtype *d, PyObject **descr)
{
    PyObject *str = text_attribute(object, "str"), *kind = text_attribute(object, "kind");
    int status = -1;
    if (str != NULL && kind != NULL) {
        PyObject *name = text_attribute(object, "name");
        if (name != NULL && PyUnicode_CompareWithASCIIString(name, "bfloat16") == 0) {
            *d = ndola_dtype_of(NDOLA_D_BFLOAT16);
            status = 0;
        } else if (parse_object(str, d) == 0 && (d->id != NDOLA_D_VOID || is_plain_void(name))) {
            status = 0;
            PyObject *fields = d->id == NDOLA_D_VOID ? PyObject_GetAttrString(object, "fields") : NULL;
            if (fields != NULL && fields != Py_None && descr != NULL) {
                PyObject *given = PyObject_GetAttrString(object, "descr");
                *descr = given == NULL ? NULL : ndola_descr_copy(given, d->itemsize);
                status = given != NULL && *descr == NULL ? -1 : 0;
                Py_XDECREF(given);
            }
            Py_XDECREF(fields);
            PyErr_Clear();
        }
        Py_XDECREF(name);
    }
    Py_XDECREF(str);
    Py_XDECREF(kind);
    return status;
}

/* torch.float32: it offers nothing but its text. */
static int from_torch(PyObject *object, ndola_dtype *d)
{
    PyObject *module = text_attribute((PyObject *)Py_TYPE(object), "__module__");
    int status = -1;
    if (module != NULL && PyUnicode_CompareWithASCIIString(module, "torch") == 0) {
        PyObject *text = PyObject_Str(object);
        const char *s = text == NULL ? NULL : PyUnicode_AsUTF8AndSize(text, NULL);
        if (s != NULL && strncmp(s, "torch.", 6) == 0)
            status = ndola_dtype_parse(s + 6, d);
        Py_XDECREF(text);
        PyErr_Clear();
    }
    Py_XDECREF(module);
    return status;
}

/* A type of another library: where it says which of NumPy's it is, as JAX, pandas and TensorFlow do, or torch's. A
 * structure there stands for something NumPy has not, such as TensorFlow's quantized integers. */
static int from_library(PyObject *object, ndola_dtype *d)
{
    static const char *const names[] = {"__numpy_dtype__", "numpy_dtype", "as_numpy_dtype"};
    int status = -1;
    for (size_t i = 0; status < 0 && i < sizeof names / sizeof *names; i++) {
        PyObject *numpy = PyObject_GetAttrString(object, names[i]);
        if (numpy != NULL)
            status = PyType_Check(numpy) ? from_type(numpy, d) : from_numpy(numpy, d, NULL);
        if (status == 0 && d->id == NDOLA_D_VOID)
            status = -1;
        Py_XDECREF(numpy);
        PyErr_Clear();
    }
    return status < 0 ? from_torch(object, d) : status;
}

int ndola_dtype_from(PyObject *object, ndola_dtype *d, PyObject **descr, const char *function)
{
    if (descr != NULL)
        *descr = NULL;
    if (Py_IS_TYPE(object, ndola_dtype_type)) {
        ndola_dtype_object *o = (ndola_dtype_object *)object;
        *d = o->d;
        if (descr != NULL) {
            Py_XINCREF(o->descr);
            *descr = o->descr;
        }
        return 0;
    }
    int status;
    if (PyUnicode_Check(object))
        status = parse_object(object, d);
    else if (PyType_Check(object))
        status = from_type(object, d);
    else
        status = from_numpy(object, d, descr);
    if (status < 0 && !PyUnicode_Check(object))
        status = from_library(object, d);
    if (status < 0)
        PyErr_Format(PyExc_TypeError, "%s: %R is not an element type ndola has", function, object);
    return status;
}
