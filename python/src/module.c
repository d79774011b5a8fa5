/* The module _ndola: once per process, in the main interpreter. */
#include "shell.h"

struct ndola_names ndola_names;
static int64_t home = -1; /* the ID of the interpreter that owns the types; its address may be used again */

/* One C function a row: what Python calls tells which row is meant. */
#define DEFINE_FUNCTION(name) \
    static PyObject *call_##name(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) \
    { \
        (void)module; \
        return ndola_call_row(NDOLA_FN_##name, args, nargs, kwnames); \
    }
NDOLA_FUNCTION_NAMES(DEFINE_FUNCTION)

#define METHOD(function) ((PyCFunction)(void (*)(void))(function))
#define FAST (METH_FASTCALL | METH_KEYWORDS)
#define FUNCTION_METHOD(name) {NULL, METHOD(call_##name), FAST, NULL},

/* Names and docstrings come from the table when the module is made. */
static PyMethodDef functions[] = {NDOLA_FUNCTION_NAMES(FUNCTION_METHOD)};

static PyObject *at_exit(PyObject *module, PyObject *none)
{
    (void)module, (void)none;
    ndola_memory_at_exit();
    return Py_NewRef(Py_None);
}

/* Under the package's name, so that they pickle and read as ndola.exp. */
static PyMethodDef conversions[] = {
    {"asarray", METHOD(ndola_asarray), FAST,
     "asarray(obj, /, *, dtype=None, device=None, copy=None)\n--\n\n"
     "An Array of whatever obj holds, sharing memory where it can.\n\n"
     "An object comes in by the first of these doors that is open: an Array as it is; scalars, lists and tuples by\n"
     "value; DLPack, __array_struct__, __array_interface__, a buffer, Arrow's __arrow_c_array__ or __arrow_c_stream__,\n"
     "__array__; any other sequence by value.\n\n"
     "Parameters\n----------\n"
     "obj : array, scalar, nested sequence, or any object that speaks an array protocol\n"
     "dtype : dtype or None\n    The element type; by default that of obj.\n"
     "device : \"cpu\" or None\n    Where the result lies: \"cpu\" is the only device.\n"
     "copy : bool or None\n"
     "    True always copies; False never does, raising ValueError where it would have to; None copies if needed.\n\n"
     "Returns\n-------\narray\n\n"
     "Examples\n--------\n"
     ">>> nd.asarray([[1, 2], [3, 4]], dtype=nd.float32)\n"
     "array([[1., 2.],\n       [3., 4.]], dtype=float32)\n"},
    {"from_dlpack", METHOD(ndola_from_dlpack), FAST,
     "from_dlpack(x, /, *, device=None, copy=None)\n--\n\n"
     "An Array over the memory of an object with __dlpack__, or of a DLPack capsule.\n\n"
     "Parameters\n----------\n"
     "x : object with __dlpack__, or a capsule\n"
     "device : \"cpu\" or None\n    Where the result lies: \"cpu\" is the only device.\n"
     "copy : bool or None\n    True always copies; False never does; None copies if needed.\n\n"
     "Returns\n-------\narray\n"
     "    Read-only where the producer says so, or cannot say otherwise (before DLPack 1.0).\n\n"
     "Raises\n------\nBufferError\n    Where the memory or its element type is out of reach.\n\n"
     "Examples\n--------\n"
     ">>> x = nd.asarray([1.0, 2.0])\n"
     ">>> y = nd.from_dlpack(x)\n"
     ">>> y[0] = 5\n"
     ">>> x\n"
     "array([5., 2.])\n"},
};

static PyMethodDef private_functions[] = {
    {"_live", ndola_live, METH_NOARGS,
     "_live()\n--\n\n(blocks, bytes) of memory in use, for tests that look for leaks."},
    {"_rebuild", ndola_rebuild, METH_VARARGS, "An array from its pickled parts."},
    {"_at_exit", at_exit, METH_NOARGS, "Called when the interpreter begins to shut down."},
    {NULL, NULL, 0, NULL},
};

static int init_names(void)
{
    const struct {
        PyObject **name;
        const char *text;
    } names[] = {{&ndola_names.dlpack, "__dlpack__"},
                 {&ndola_names.array_struct, "__array_struct__"},
                 {&ndola_names.array_interface, "__array_interface__"},
                 {&ndola_names.array, "__array__"},
                 {&ndola_names.array_ufunc, "__array_ufunc__"},
                 {&ndola_names.array_priority, "__array_priority__"},
                 {&ndola_names.array_finalize, "__array_finalize__"},
                 {&ndola_names.call, "__call__"},
                 {&ndola_names.dtype, "dtype"},
                 {&ndola_names.name, "name"},
                 {&ndola_names.mask, "mask"},
                 {&ndola_names.cuda_interface, "__cuda_array_interface__"},
                 {&ndola_names.exchange, "__dlpack_c_exchange_api__"},
                 {&ndola_names.requires_grad, "requires_grad"},
                 {&ndola_names.is_conj, "is_conj"},
                 {&ndola_names.is_neg, "is_neg"},
                 {&ndola_names.arrow_array, "__arrow_c_array__"},
                 {&ndola_names.arrow_stream, "__arrow_c_stream__"},
                 {&ndola_names.pandas_priority, "__pandas_priority__"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((*names[i].name = PyUnicode_InternFromString(names[i].text)) == NULL)
            return -1;
    PyObject *max_version = PyUnicode_InternFromString("max_version");
    ndola_names.max_version_names = max_version == NULL ? NULL : PyTuple_Pack(1, max_version);
    Py_XDECREF(max_version);
    ndola_names.version_one = Py_BuildValue("(ii)", 1, 0);
    ndola_names.empty_tuple = PyTuple_New(0);
    return ndola_names.max_version_names == NULL || ndola_names.version_one == NULL || ndola_names.empty_tuple == NULL
               ? -1
               : 0;
}

static int add_functions(PyObject *module, PyMethodDef *defs, size_t n, PyObject *package)
{
    for (size_t i = 0; i < n; i++) {
        if (defs[i].ml_name[0] == '_')
            continue;
        PyObject *function = PyCFunction_NewEx(&defs[i], module, package);
        int status = function == NULL ? -1 : PyModule_AddObjectRef(module, defs[i].ml_name, function);
        Py_XDECREF(function);
        if (status < 0)
            return -1;
    }
    return 0;
}

/* Registers _at_exit with Python's atexit, which runs while the interpreter is still whole. */
static int register_exit(PyObject *module)
{
    PyObject *hook = PyObject_GetAttrString(module, "_at_exit");
    PyObject *atexit = hook == NULL ? NULL : PyImport_ImportModule("atexit");
    PyObject *none = atexit == NULL ? NULL : PyObject_CallMethod(atexit, "register", "O", hook);
    Py_XDECREF(hook);
    Py_XDECREF(atexit);
    Py_XDECREF(none);
    return none == NULL ? -1 : 0;
}

static int module_exec(PyObject *module)
{
    if (home < 0) {
        if (init_names() < 0 || ndola_core_init() < 0)
            return -1;
        for (int row = 0; row < NDOLA_NUM_FUNCTIONS; row++) {
            functions[row].ml_name = ndola_functions[row].name;
            functions[row].ml_doc = ndola_functions[row].doc;
        }
        home = PyInterpreterState_GetID(PyInterpreterState_Get());
    } else if (home != PyInterpreterState_GetID(PyInterpreterState_Get())) {
        PyErr_SetString(PyExc_ImportError,
                        "ndola: can be used in one interpreter of a process only, the one that imported it first");
        return -1;
    }
    PyObject *package = PyUnicode_InternFromString("ndola");
    if (package == NULL || ndola_dtype_init(module) < 0 || ndola_array_init(module) < 0 ||
        ndola_buffer_init(module) < 0 || add_functions(module, functions, NDOLA_NUM_FUNCTIONS, package) < 0 ||
        add_functions(module, conversions, sizeof conversions / sizeof *conversions, package) < 0 ||
        register_exit(module) < 0) {
        Py_XDECREF(package);
        return -1;
    }
    Py_DECREF(package);
    return 0;
}

/* Py_mod_multiple_interpreters and its value "not supported": known from Python 3.12 on, where a sub-interpreter
 * with a GIL of its own then refuses the import. 3.11 does not know the slot, so it is left out there. */
#define MULTIPLE_INTERPRETERS_SLOT 3
#define MULTIPLE_INTERPRETERS_NOT_SUPPORTED NULL

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, module_exec},
    {MULTIPLE_INTERPRETERS_SLOT, MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,          .m_name = "ndola._ndola", .m_doc = "The array object and the functions of ndola.",
    .m_methods = private_functions, .m_slots = slots,
};

PyMODINIT_FUNC PyInit__ndola(void)
{
    if (Py_Version < 0x030C0000)
        slots[1] = (PyModuleDef_Slot){0, NULL};
    return PyModuleDef_Init(&definition);
}
