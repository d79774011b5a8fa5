/* Operators, comparisons, and conversions to Python's numbers. */
#include "shell.h"

static bool is_known(PyObject *o) { return ndola_is_array(o) || ndola_is_scalar(o); }

/* Whether the module of an object's type begins with a name. */
static bool comes_from(PyObject *o, const char *prefix)
{
    PyObject *module = PyObject_GetAttrString((PyObject *)Py_TYPE(o), "__module__");
    const char *name = module != NULL && PyUnicode_Check(module) ? PyUnicode_AsUTF8AndSize(module, NULL) : NULL;
    bool is = name != NULL && strncmp(name, prefix, strlen(prefix)) == 0;
    Py_XDECREF(module);
    PyErr_Clear();
    return is;
}

/* NumPy's arrays and scalars are data, with no say of their own; its masked arrays and matrices mean more. */
static bool is_numpy_data(PyObject *o)
{
    if (!comes_from(o, "numpy"))
        return false;
    PyObject *name = PyType_GetName(Py_TYPE(o));
    bool more = comes_from(o, "numpy.ma") ||
                (name != NULL && PyUnicode_CompareWithASCIIString(name, "matrix") == 0);
    Py_XDECREF(name);
    PyErr_Clear();
    return !more;
}

/* What speaks for an operand's library in an operator. */
enum { SPEAKS_NOT, SPEAKS_BY_PRIORITY, SPEAKS_BY_UFUNC, REFUSES };

/* NEP 13: __array_ufunc__ is looked up on the type, and the priority counts only where there is none (BO-05).
 * NumPy's own arrays and scalars are data here. */
static int voice_of(PyObject *other)
{
    PyObject *hook, *priority;
    if (ndola_is_ndarray(other))
        return SPEAKS_NOT;
    if (ndola_lookup((PyObject *)Py_TYPE(other), ndola_names.array_ufunc, &hook) > 0) {
        bool none = hook == Py_None;
        Py_DECREF(hook);
        if (none)
            return REFUSES;
        /* Masked arrays and matrices answer by ndarray's own hook, which would ask us. */
        return is_numpy_data(other) ? SPEAKS_NOT : comes_from(other, "numpy") ? SPEAKS_BY_PRIORITY : SPEAKS_BY_UFUNC;
    }
    PyErr_Clear();
    if (is_numpy_data(other) || ndola_lookup(other, ndola_names.array_priority, &priority) <= 0) {
        PyErr_Clear();
        return SPEAKS_NOT;
    }
    double value = PyFloat_AsDouble(priority);
    Py_DECREF(priority);
    if (PyErr_Occurred()) { /* BO-02: a bad value is none */
        PyErr_Clear();
        return SPEAKS_NOT;
    }
    return value > 1.0 ? SPEAKS_BY_PRIORITY : SPEAKS_NOT;
}

/* A foreign operand as an array, or NULL: without an exception when it is none at all. */
static PyObject *foreign_operand(PyObject *o)
{
    if (PyList_Check(o) || PyTuple_Check(o) || PyFloat_Check(o) || PyLong_Check(o) || PyComplex_Check(o))
        return (PyObject *)ndola_as_array(o, NULL, NDOLA_COPY_IF_NEEDED, "operator");
    return (PyObject *)ndola_through_protocol(o);
}

/* An operator with an operand that is neither ours nor a scalar of Python's. A library we know is asked for its own
 * operator with our array as one of theirs: it may not know our type, or decline it. One we do not know answers by its
 * own operator where it has __array_ufunc__. The reflected operator is the last to be asked, so there all but a
 * refusal is computed (BO-03). */
static PyObject *with_foreign(int row, PyObject *a, PyObject *b, ndola_object *out)
{
    bool forward = ndola_is_array(a);
    PyObject *other = forward ? b : a;
    int voice = voice_of(other);
    if (voice == REFUSES)
        return Py_NewRef(Py_NotImplemented);
    if (voice != SPEAKS_NOT && out == NULL) {
        PyObject *result = ndola_ask_operator(ndola_functions[row].name, a, b);
        if (result != Py_NotImplemented || forward)
            return result;
        Py_DECREF(result);
    } else if (voice == SPEAKS_BY_UFUNC && forward) {
        return Py_NewRef(Py_NotImplemented);
    }
    PyObject *x = foreign_operand(other);
    if (x == NULL)
        return PyErr_Occurred() ? NULL : Py_NewRef(Py_NotImplemented);
    PyObject *result = ndola_call_operands(row, (PyObject *[]){forward ? a : x, forward ? x : b}, 2, out);
    Py_DECREF(x);
    return result;
}

static PyObject *binary(int row, PyObject *a, PyObject *b)
{
    if (is_known(a) && is_known(b))
        return ndola_call_operands(row, (PyObject *[]){a, b}, 2, NULL);
    return with_foreign(row, a, b, NULL);
}

static PyObject *inplace(int row, PyObject *a, PyObject *b)
{
    if (is_known(b))
        return ndola_call_operands(row, (PyObject *[]){a, b}, 2, (ndola_object *)a);
    return with_foreign(row, a, b, (ndola_object *)a);
}

/* The rows behind the operators: slot, row. */
#define BINARY_OPERATORS(OP) \
    OP(add, add) OP(subtract, subtract) OP(multiply, multiply) OP(true_divide, divide) \
    OP(floor_divide, floor_divide) OP(remainder, remainder) OP(matrix_multiply, matmul) \
    OP(and, bitwise_and) OP(or, bitwise_or) OP(xor, bitwise_xor) \
    OP(lshift, bitwise_left_shift) OP(rshift, bitwise_right_shift)

#define DEFINE_BINARY(slot, row) \
    static PyObject *nb_##slot(PyObject *a, PyObject *b) { return binary(NDOLA_FN_##row, a, b); } \
    static PyObject *nb_inplace_##slot(PyObject *a, PyObject *b) { return inplace(NDOLA_FN_##row, a, b); }
BINARY_OPERATORS(DEFINE_BINARY)

static PyObject *nb_power(PyObject *a, PyObject *b, PyObject *modulus)
{
    if (modulus != Py_None) {
        PyErr_SetString(PyExc_TypeError, "pow: arrays take no modulus");
        return NULL;
    }
    return binary(NDOLA_FN_pow, a, b);
}

static PyObject *nb_inplace_power(PyObject *a, PyObject *b, PyObject *modulus)
{
    (void)modulus;
    return inplace(NDOLA_FN_pow, a, b);
}

static PyObject *nb_divmod(PyObject *a, PyObject *b)
{
    PyObject *quotient = binary(NDOLA_FN_floor_divide, a, b);
    if (quotient == NULL || quotient == Py_NotImplemented)
        return quotient;
    PyObject *remainder = binary(NDOLA_FN_remainder, a, b);
    PyObject *both = remainder == NULL ? NULL : PyTuple_Pack(2, quotient, remainder);
    Py_DECREF(quotient);
    Py_XDECREF(remainder);
    return both;
}

static PyObject *nb_negative(PyObject *x) { return ndola_call_operands(NDOLA_FN_negative, &x, 1, NULL); }
static PyObject *nb_positive(PyObject *x) { return ndola_call_operands(NDOLA_FN_positive, &x, 1, NULL); }
static PyObject *nb_absolute(PyObject *x) { return ndola_call_operands(NDOLA_FN_abs, &x, 1, NULL); }
static PyObject *nb_invert(PyObject *x) { return ndola_call_operands(NDOLA_FN_bitwise_invert, &x, 1, NULL); }

static PyObject *richcompare(PyObject *a, PyObject *b, int op)
{
    static const int rows[] = {[Py_LT] = NDOLA_FN_less,    [Py_LE] = NDOLA_FN_less_equal,
                               [Py_EQ] = NDOLA_FN_equal,   [Py_NE] = NDOLA_FN_not_equal,
                               [Py_GT] = NDOLA_FN_greater, [Py_GE] = NDOLA_FN_greater_equal};
    return binary(rows[op], a, b);
}

/* ---- one element as a Python number ---- */

static PyObject *only_element(PyObject *self, const char *what)
{
    const ndola_array *a = &((ndola_object *)self)->a;
    if (a->rank != 0) {
        char text[128];
        PyErr_Format(PyExc_TypeError, "%s: only a 0-d array converts, not one of shape %s; index it or use item()",
                     what, ndola_shape_text(a->shape, a->rank, text));
        return NULL;
    }
    return ndola_element_read(&a->dtype, a->data);
}

static int nb_bool(PyObject *self)
{
    const ndola_array *a = &((ndola_object *)self)->a;
    if (ndola_array_size(a) != 1) {
        char text[128];
        PyErr_Format(PyExc_ValueError, "bool: the truth of an array of shape %s is ambiguous; use all(x) or any(x)",
                     ndola_shape_text(a->shape, a->rank, text));
        return -1;
    }
    PyObject *element = ndola_element_read(&a->dtype, a->data);
    int truth = element == NULL ? -1 : PyObject_IsTrue(element);
    Py_XDECREF(element);
    return truth;
}

/* The element by a function of Python's; complex is refused by that function, as the standard wants. */
static PyObject *element_as(PyObject *self, const char *what, PyObject *(*convert)(PyObject *))
{
    PyObject *element = only_element(self, what);
    PyObject *number = element == NULL ? NULL : convert(element);
    Py_XDECREF(element);
    return number;
}

static PyObject *nb_int(PyObject *self) { return element_as(self, "int", PyNumber_Long); }
static PyObject *nb_float(PyObject *self) { return element_as(self, "float", PyNumber_Float); }

static PyObject *nb_index(PyObject *self)
{
    const ndola_array *a = &((ndola_object *)self)->a;
    char kind = ndola_dtype_rows[a->dtype.id].kind, text[64];
    if (a->rank != 0 || (kind != 'i' && kind != 'u')) {
        PyErr_Format(PyExc_TypeError, "index: only a 0-d array of integers is an index, not a %d-d one of %s", a->rank,
                     ndola_dtype_text(&a->dtype, text));
        return NULL;
    }
    return ndola_element_read(&a->dtype, a->data);
}

/* value in x: whether any element equals it. */
static int sq_contains(PyObject *self, PyObject *value)
{
    PyObject *equal = binary(NDOLA_FN_equal, self, value);
    if (equal == NULL || !ndola_is_array(equal)) {
        Py_XDECREF(equal);
        return equal == NULL ? -1 : 0;
    }
    PyObject *any = ndola_call_operands(NDOLA_FN_any, &equal, 1, NULL);
    int truth = any == NULL ? -1 : PyObject_IsTrue(any);
    Py_DECREF(equal);
    Py_XDECREF(any);
    return truth;
}

#define BINARY_SLOTS(slot, row) {Py_nb_##slot, nb_##slot}, {Py_nb_inplace_##slot, nb_inplace_##slot},

PyType_Slot ndola_number_slots[] = {
    BINARY_OPERATORS(BINARY_SLOTS)
    {Py_nb_power, nb_power},
    {Py_nb_inplace_power, nb_inplace_power},
    {Py_nb_divmod, nb_divmod},
    {Py_nb_negative, nb_negative},
    {Py_nb_positive, nb_positive},
    {Py_nb_absolute, nb_absolute},
    {Py_nb_invert, nb_invert},
    {Py_nb_bool, nb_bool},
    {Py_nb_int, nb_int},
    {Py_nb_float, nb_float},
    {Py_nb_index, nb_index},
    {Py_sq_contains, sq_contains},
    {Py_tp_richcompare, richcompare},
    {0, NULL},
};
