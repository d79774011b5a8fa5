/* asarray: which door an object comes in by.
 *
 * In this order: an Array as it is; Python scalars and builtin sequences by value; then, sharing memory,
 * DLPack, __array_struct__, __array_interface__, a buffer, __arrow_c_array__ or __arrow_c_stream__, __array__;
 * then any other sequence, by value.
 * An object's BufferError through DLPack (a type or a device it cannot say) means try the next door, and
 * is what the caller is told when no other opens. For an ndarray __array_struct__ comes first: it is
 * faster and says all that DLPack would, byte order and datetimes too. Arrow comes before __array__, by
 * which its libraries copy, and make NaN of what is null.
 */
#include "shell.h"

int ndola_lookup(PyObject *object, PyObject *name, PyObject **value)
{
    *value = PyObject_GetAttr(object, name);
    if (*value != NULL)
        return 1;
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        return -1;
    PyErr_Clear();
    return 0;
}

bool ndola_is_scalar(PyObject *object)
{
    return PyFloat_CheckExact(object) || PyLong_CheckExact(object) || PyBool_Check(object) ||
           PyComplex_CheckExact(object);
}

int ndola_copy_mode(PyObject *copy, int *mode, const char *function)
{
    if (copy == Py_None) {
        *mode = NDOLA_COPY_IF_NEEDED;
        return 0;
    }
    int truth = PyUnicode_Check(copy) ? -1 : PyObject_IsTrue(copy);
    if (truth < 0) {
        if (PyErr_Occurred() == NULL)
            PyErr_Format(PyExc_ValueError, "%s: copy must be True, False or None, not %R", function, copy);
        return -1;
    }
    *mode = truth ? NDOLA_COPY_ALWAYS : NDOLA_COPY_NEVER;
    return 0;
}

int ndola_check_device(PyObject *device, const char *function)
{
    if (device == Py_None || (PyUnicode_Check(device) && PyUnicode_CompareWithASCIIString(device, "cpu") == 0))
        return 0;
    PyErr_Format(PyExc_ValueError, "%s: device must be \"cpu\" or None, not %R", function, device);
    return -1;
}

/* numpy.ndarray, once one has been seen. */
static PyTypeObject *ndarray_type;

/* Whether a type is the one that the module numpy has now: a name alone anybody may take. */
static bool is_numpys_ndarray(PyTypeObject *type)
{
    PyObject *name = PyUnicode_InternFromString("numpy");
    PyObject *numpy = name == NULL ? NULL : PyImport_GetModule(name);
    PyObject *ndarray = numpy == NULL ? NULL : PyObject_GetAttrString(numpy, "ndarray");
    bool is = ndarray == (PyObject *)type;
    Py_XDECREF(name);
    Py_XDECREF(numpy);
    Py_XDECREF(ndarray);
    return is;
}

bool ndola_is_ndarray(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    if (type == ndarray_type)
        return true;
    if (ndarray_type != NULL)
        return false;
    PyObject *module = PyObject_GetAttrString((PyObject *)type, "__module__");
    PyObject *name = PyType_GetName(type);
    bool is = module != NULL && name != NULL && PyUnicode_Check(module) &&
              PyUnicode_CompareWithASCIIString(module, "numpy") == 0 &&
              PyUnicode_CompareWithASCIIString(name, "ndarray") == 0 && is_numpys_ndarray(type);
    Py_XDECREF(module);
    Py_XDECREF(name);
    PyErr_Clear();
    if (is)
        ndarray_type = (PyTypeObject *)Py_NewRef((PyObject *)type);
    return is;
}

/* An attribute that describes memory. Found on a class it may be the descriptor meant for instances,
 * which says nothing of the class itself: AI-11. */
static int find_description(PyObject *object, PyObject *name, PyObject **value)
{
    int found = ndola_lookup(object, name, value);
    if (found > 0 && PyType_Check(object) && !PyDict_Check(*value) && !PyCapsule_CheckExact(*value)) {
        Py_CLEAR(*value);
        return 0;
    }
    return found;
}

/* AI-22: 0, or -1 with ValueError where some elements of a masked array are no data. Of other subclasses of ndarray
 * only the type is looked at, and that once. */
static int check_mask(PyObject *object)
{
    static PyTypeObject *maskless; /* the type seen last that has no masks */
    PyTypeObject *type = Py_TYPE(object);
    PyObject *found, *any = NULL;
    if (type == maskless)
        return 0;
    int masked = ndola_lookup((PyObject *)type, ndola_names.array_finalize, &found); /* a subclass of ndarray */
    if (masked > 0) {
        Py_DECREF(found);
        masked = ndola_lookup((PyObject *)type, ndola_names.mask, &found);
        if (masked > 0)
            Py_DECREF(found);
    }
    if (masked == 0) {
        PyTypeObject *before = maskless;
        maskless = (PyTypeObject *)Py_NewRef((PyObject *)type);
        Py_XDECREF((PyObject *)before); /* last, since it may run code that comes here */
    }
    if (masked <= 0)
        return masked;
    if (ndola_lookup(object, ndola_names.mask, &found) <= 0)
        return PyErr_Occurred() ? -1 : 0;
    any = PyObject_CallMethod(found, "any", NULL);
    masked = any == NULL ? -1 : PyObject_IsTrue(any);
    Py_DECREF(found);
    Py_XDECREF(any);
    if (masked > 0)
        PyErr_Format(PyExc_ValueError,
                     "asarray: elements of the %S are masked, which an Array cannot say; use x.filled(value) or "
                     "x.compressed()",
                     (PyObject *)type);
    return masked == 0 ? 0 : -1;
}

/* Whether DLPack's refusal means try the next door: a BufferError, and of a column of Arrow, which knows more types than
 * DLPack does, a TypeError too. */
static bool is_shut(PyObject *object)
{
    if (PyErr_ExceptionMatches(PyExc_BufferError))
        return true;
    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return false;
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    bool lends = ndola_lends_arrow(object);
    PyErr_Restore(type, value, traceback);
    return lends;
}

/* The doors that describe memory. NULL without an exception: none of them. *refusal is DLPack's exception,
 * a new reference, when that door was there and shut. */
static ndola_object *through_memory(PyObject *object, PyObject **refusal)
{
    PyObject *value;
    ndola_object *x;
    int found;
    if (!ndola_is_ndarray(object) && !PyType_Check(object)) {
        if (check_mask(object) < 0)
            return NULL;
        if ((found = ndola_lookup(object, ndola_names.dlpack, &value)) < 0)
            return NULL;
        if (found > 0) {
            Py_DECREF(value);
            x = ndola_take_dlpack(object);
            if (x != NULL || !is_shut(object))
                return x;
            PyObject *type, *traceback;
            PyErr_Fetch(&type, refusal, &traceback);
            PyErr_NormalizeException(&type, refusal, &traceback);
            Py_XDECREF(type);
            Py_XDECREF(traceback);
        }
    }
    if ((found = find_description(object, ndola_names.array_struct, &value)) != 0) {
        x = found < 0 ? NULL : ndola_from_struct(object, value);
        Py_XDECREF(value);
        /* AS-08: NumPy's struct of a structured array has lost its flags; its dict has not. */
        if (x == NULL || x->a.dtype.id != NDOLA_D_VOID)
            return x;
        found = find_description(object, ndola_names.array_interface, &value);
        if (found == 0)
            return x;
        Py_DECREF((PyObject *)x);
    } else {
        found = find_description(object, ndola_names.array_interface, &value);
    }
    if (found != 0) {
        x = found < 0 ? NULL : ndola_from_interface(object, value);
        Py_XDECREF(value);
        return x;
    }
    if (PyObject_CheckBuffer(object) && !PyBytes_Check(object)) /* BP-20: bytes are a scalar */
        return ndola_from_buffer(object);
    return NULL;
}

/* Calls __array__ with copy, or without where the method is from before that keyword (CO-08). *fresh says that
 * the copy asked for was made. */
static PyObject *call_array(PyObject *method, int copy, bool *fresh)
{
    *fresh = false;
    if (copy == NDOLA_COPY_IF_NEEDED)
        return PyObject_CallNoArgs(method);
    PyObject *keywords = Py_BuildValue("{sO}", "copy", copy == NDOLA_COPY_ALWAYS ? Py_True : Py_False);
    PyObject *result = keywords == NULL ? NULL : PyObject_Call(method, ndola_names.empty_tuple, keywords);
    Py_XDECREF(keywords);
    if (result != NULL) {
        *fresh = copy == NDOLA_COPY_ALWAYS;
        return result;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return NULL;
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyErr_NormalizeException(&type, &error, &traceback);
    PyObject *text = error == NULL ? NULL : PyObject_Str(error);
    const char *message = text == NULL ? NULL : PyUnicode_AsUTF8AndSize(text, NULL);
    bool old = message != NULL && strstr(message, "unexpected keyword argument 'copy'") != NULL;
    Py_XDECREF(text);
    if (!old) {
        PyErr_Restore(type, error, traceback);
        return NULL;
    }
    Py_XDECREF(type);
    Py_XDECREF(error);
    Py_XDECREF(traceback);
    if (copy == NDOLA_COPY_NEVER) {
        PyErr_SetString(PyExc_ValueError,
                        "asarray: copy=False, but the object's __array__ cannot say whether it copies");
        return NULL;
    }
    return PyObject_CallNoArgs(method);
}

/* CU-05: sets the exception where an object describes memory of a device, and no copy of it can be had. */
static void refuse_device(PyObject *object)
{
    PyObject *interface;
    if (ndola_lookup(object, ndola_names.cuda_interface, &interface) <= 0)
        return;
    Py_DECREF(interface);
    PyErr_Format(ndola_export_error,
                 "asarray: the memory of the %S is on a CUDA device (__cuda_array_interface__); copy it to the host first",
                 (PyObject *)Py_TYPE(object));
}

static ndola_object *through_array(PyObject *object, int copy, bool *fresh)
{
    PyObject *method;
    if (PyType_Check(object))
        return NULL;
    int found = ndola_lookup(object, ndola_names.array, &method);
    if (found == 0 || (found > 0 && copy == NDOLA_COPY_NEVER))
        refuse_device(object);
    PyObject *result = found <= 0 || PyErr_Occurred() != NULL ? NULL : call_array(method, copy, fresh);
    if (found > 0)
        Py_DECREF(method);
    if (result == NULL)
        return NULL;
    PyObject *refusal = NULL;
    ndola_object *x = ndola_is_array(result) ? (ndola_object *)Py_NewRef(result) : through_memory(result, &refusal);
    if (x == NULL && PyErr_Occurred() == NULL)
        PyErr_Format(PyExc_ValueError, "asarray: __array__ must return an array, not %R", (PyObject *)Py_TYPE(result));
    Py_XDECREF(refusal);
    Py_DECREF(result);
    return x;
}

static ndola_object *through_protocol(PyObject *object, int copy, bool *fresh)
{
    PyObject *refusal = NULL;
    *fresh = false;
    ndola_object *x = through_memory(object, &refusal);
    if (x == NULL && PyErr_Occurred() == NULL)
        x = ndola_from_arrow(object, copy, fresh);
    if (x == NULL && PyErr_Occurred() == NULL)
        x = through_array(object, copy, fresh);
    if (x == NULL && refusal != NULL && PyErr_Occurred() == NULL)
        PyErr_SetObject((PyObject *)Py_TYPE(refusal), refusal);
    Py_XDECREF(refusal);
    return x;
}

ndola_object *ndola_through_protocol(PyObject *object)
{
    bool fresh;
    return through_protocol(object, NDOLA_COPY_IF_NEEDED, &fresh);
}

/* By value: what holds no memory an array could share. */
static bool is_value(PyObject *object)
{
    return ndola_is_scalar(object) || PyList_CheckExact(object) || PyTuple_CheckExact(object) ||
           PyUnicode_CheckExact(object) || PyBytes_CheckExact(object);
}

static ndola_object *by_value(PyObject *object, ndola_dtype_object *wanted, int copy, const char *function)
{
    if (copy == NDOLA_COPY_NEVER) {
        PyErr_Format(PyExc_ValueError, "%s: copy=False, but an object of %R holds no memory to share; use copy=None",
                     function, (PyObject *)Py_TYPE(object));
        return NULL;
    }
    return ndola_from_sequence(object, wanted, function);
}

/* x in the wanted type: the core's astype. Steals x. */
static ndola_object *cast(ndola_object *x, ndola_dtype_object *wanted, int copy, const char *function)
{
    if (copy == NDOLA_COPY_NEVER) {
        PyErr_Format(PyExc_ValueError, "%s: copy=False, but %S elements must be converted to %S; use copy=None",
                     function, (PyObject *)x->dtype, (PyObject *)wanted);
        Py_DECREF((PyObject *)x);
        return NULL;
    }
    PyObject *result = ndola_call_operands(NDOLA_FN_astype, (PyObject *[]){(PyObject *)x, (PyObject *)wanted}, 2, NULL);
    Py_DECREF((PyObject *)x);
    return (ndola_object *)result;
}

static bool satisfies(const ndola_object *x, const ndola_dtype_object *wanted)
{
    if (wanted == NULL || wanted == x->dtype || ndola_dtype_same(&x->a.dtype, &wanted->d))
        return true;
    return ndola_dtype_is_sizeless(&wanted->d) && wanted->d.id == x->a.dtype.id;
}

ndola_object *ndola_as_array(PyObject *object, ndola_dtype_object *wanted, int copy, const char *function)
{
    bool fresh = false;
    ndola_object *x;
    if (ndola_is_array(object)) {
        x = (ndola_object *)Py_NewRef(object);
    } else if (is_value(object)) {
        return by_value(object, wanted, copy, function);
    } else {
        x = through_protocol(object, copy, &fresh);
        if (x == NULL && PyErr_Occurred() == NULL)
            return by_value(object, wanted, copy, function);
    }
    if (x == NULL)
        return NULL;
    if (!satisfies(x, wanted))
        return cast(x, wanted, copy, function);
    if (copy == NDOLA_COPY_ALWAYS && !fresh) {
        ndola_object *packed = ndola_array_packed(x, function);
        Py_DECREF((PyObject *)x);
        return packed;
    }
    return x;
}

static const char *const keywords[] = {"dtype", "device", "copy"};

PyObject *ndola_asarray(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    (void)module;
    PyObject *bound[3] = {Py_None, Py_None, Py_None};
    if (nargs != 1) {
        PyErr_Format(PyExc_TypeError, "asarray: takes 1 positional argument, %zd given", nargs);
        return NULL;
    }
    if (kwnames == NULL)
        return (PyObject *)ndola_as_array(args[0], NULL, NDOLA_COPY_IF_NEEDED, "asarray");
    for (Py_ssize_t k = 0; k < PyTuple_Size(kwnames); k++) {
        PyObject *name = PyTuple_GetItem(kwnames, k);
        int i = 0;
        while (i < 3 && PyUnicode_CompareWithASCIIString(name, keywords[i]) != 0)
            i++;
        if (i == 3) {
            PyErr_Format(PyExc_TypeError, "asarray: unexpected keyword argument %R", name);
            return NULL;
        }
        bound[i] = args[1 + k];
    }
    int copy;
    ndola_dtype_object *wanted = NULL;
    if (ndola_check_device(bound[1], "asarray") < 0 || ndola_copy_mode(bound[2], &copy, "asarray") < 0 ||
        (bound[0] != Py_None && (wanted = ndola_dtype_object_from(bound[0], "asarray")) == NULL))
        return NULL;
    ndola_object *x = ndola_as_array(args[0], wanted, copy, "asarray");
    Py_XDECREF((PyObject *)wanted);
    return (PyObject *)x;
}
