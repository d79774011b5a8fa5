/* A call of a function of the table: arguments bound, foreign operands asked first, results taken back. */
#include "shell.h"

static PyObject *foreign_hook, *operator_hook;

PyObject *ndola_hook(PyObject **cache, const char *module, const char *name)
{
    if (*cache == NULL) {
        PyObject *m = PyImport_ImportModule(module);
        if (m != NULL) {
            *cache = PyObject_GetAttrString(m, name);
            Py_DECREF(m);
        }
    }
    return *cache;
}

/* ---- results ---- */

/* The members of a structure, which the core knows as raw bytes: those of the operands of its size, where they agree. A
 * conversion has members of its own. Borrowed, NULL for none. */
static PyObject *members(const ndola_frame *f, const ndola_dtype *d)
{
    PyObject *descr = NULL;
    if (d->id != NDOLA_D_VOID || f->call.function == NDOLA_FN_astype)
        return NULL;
    for (int i = 0; i < f->narrays; i++) {
        const ndola_dtype_object *dtype = f->arrays[i]->dtype;
        if (!ndola_dtype_same(&dtype->d, d))
            continue;
        if (dtype->descr == NULL ||
            (descr != NULL && descr != dtype->descr && PyObject_RichCompareBool(descr, dtype->descr, Py_EQ) != 1)) {
            PyErr_Clear();
            return NULL;
        }
        descr = dtype->descr;
    }
    return descr;
}

/* The layout of a result is the core's; a wrong one must not become an array. */
static PyObject *array_result(ndola_frame *f, ndola_result *r)
{
    ndola_array *a = &r->array;
    ndola_object *source = NULL;
    if (r->owner >= 0) {
        if (r->owner >= f->narrays) {
            PyErr_Format(PyExc_SystemError, "%s: the core returned a view of argument %d of %d", f->function,
                         (int)r->owner, f->narrays);
            return NULL;
        }
        source = f->arrays[r->owner];
    }
    ndola_dtype_object *dtype;
    if (source != NULL && ndola_dtype_same(&source->a.dtype, &a->dtype))
        dtype = (ndola_dtype_object *)Py_NewRef((PyObject *)source->dtype);
    else
        dtype = (ndola_dtype_object *)ndola_dtype_new(&a->dtype, members(f, &a->dtype));
    ndola_block *block = source != NULL ? source->block : ndola_block_of(a->data);
    if (dtype == NULL) {
        if (source == NULL)
            ndola_block_drop_locked(block);
        return NULL;
    }
    if (source != NULL)
        ndola_block_use(block);
    ndola_object *x = ndola_array_over(block, a->data, dtype, a->rank, a->readonly);
    Py_DECREF((PyObject *)dtype);
    for (int i = 0; x != NULL && i < a->rank; i++) {
        x->a.shape[i] = a->shape[i];
        x->a.strides[i] = a->strides[i];
    }
    return (PyObject *)x;
}

/* The first operand of a subclass, else any: results are made like it. */
static PyObject *model(ndola_frame *f)
{
    for (int i = 0; i < f->narrays; i++)
        if (Py_TYPE((PyObject *)f->arrays[i]) != ndola_array_type)
            return (PyObject *)f->arrays[i];
    return NULL;
}

static PyObject *one_result(ndola_frame *f, ndola_result *r)
{
    switch (r->tag) {
    case NDOLA_ARRAY: {
        if (r->owner == NDOLA_OWNED && r->array.data == f->call.room)
            f->call.room = NULL; /* the array's now */
        PyObject *like = model(f);
        return like == NULL ? array_result(f, r) : ndola_like(array_result(f, r), like);
    }
    case NDOLA_BOOL: return PyBool_FromLong(r->i != 0);
    case NDOLA_INT: return PyLong_FromLongLong(r->i);
    case NDOLA_FLOAT: return PyFloat_FromDouble(r->f[0]);
    case NDOLA_COMPLEX: return PyComplex_FromDoubles(r->f[0], r->f[1]);
    case NDOLA_DTYPE: return ndola_dtype_new(&r->array.dtype, NULL);
    case NDOLA_STRING: {
        PyObject *text = PyUnicode_DecodeUTF8(r->string, (Py_ssize_t)r->nbytes, "surrogatepass");
        ndola_free(r->string, (size_t)r->nbytes);
        return text;
    }
    }
    return Py_NewRef(Py_None);
}

static PyObject *results(ndola_frame *f)
{
    int n = f->call.nresults;
    if (n == 1 && !f->call.tuple)
        return one_result(f, f->call.results);
    if (n == 0 && !f->call.tuple)
        return Py_NewRef(Py_None);
    /* Every result is taken over even when one fails: each owns memory. */
    PyObject *tuple = PyTuple_New(n);
    for (int i = 0; i < n; i++) {
        PyObject *item = one_result(f, &f->call.results[i]);
        if (tuple != NULL && item != NULL)
            PyTuple_SetItem(tuple, i, item);
        else {
            Py_XDECREF(item);
            Py_CLEAR(tuple);
        }
    }
    return tuple;
}

/* A block ready for a small elementwise result, so that the core need not call back for it. */
static void offer_room(ndola_frame *f)
{
    enum { SMALL = 4096 };
    int64_t elements = 1, widest = 1;
    for (int i = 0; i < f->narrays; i++) {
        int64_t size = ndola_array_size(&f->arrays[i]->a);
        if (size > elements)
            elements = size;
        if (f->arrays[i]->a.dtype.itemsize > widest)
            widest = f->arrays[i]->a.dtype.itemsize;
    }
    if (elements > SMALL / 8 || widest > 16)
        return;
    f->call.room_bytes = elements * (widest < 8 ? 8 : widest);
    f->call.room = ndola_alloc_locked((size_t)f->call.room_bytes);
}

static bool same_array(const ndola_array *a, const ndola_array *b)
{
    size_t bytes = sizeof(int64_t) * (size_t)a->rank;
    return a->data == b->data && a->rank == b->rank && a->readonly == b->readonly &&
           ndola_dtype_same(&a->dtype, &b->dtype) && memcmp(a->shape, b->shape, bytes) == 0 &&
           memcmp(a->strides, b->strides, bytes) == 0;
}

/* Computes a bound frame. out is the array to return when it was written to. */
static PyObject *compute(ndola_frame *f, ndola_object *out)
{
    if (out != NULL) {
        if (out->a.readonly) {
            PyErr_Format(PyExc_ValueError, "%s: out is read-only", f->function);
            return NULL;
        }
        f->call.out = &out->a;
    } else if (ndola_functions[f->call.function].flags & NDOLA_UFUNC) {
        offer_room(f);
    }
    if (ndola_core_compute(&f->call) < 0)
        return NULL;
    if (out != NULL)
        return Py_NewRef((PyObject *)out);
    const ndola_result *r = f->call.results;
    /* The standard: astype(copy=False) with nothing to convert is the same object. */
    if (f->call.function == NDOLA_FN_astype && f->call.nresults == 1 && r->tag == NDOLA_ARRAY && r->owner == 0 &&
        same_array(&r->array, &f->arrays[0]->a))
        return Py_NewRef((PyObject *)f->arrays[0]);
    return results(f);
}

PyObject *ndola_call_operands(int row, PyObject *const *operands, int n, ndola_object *out)
{
    ndola_frame f;
    PyObject *result = NULL;
    if (out == NULL && ndola_run_loop(row, operands, n, &result))
        return result;
    ndola_frame_begin(&f, row);
    const ndola_param *params = ndola_functions[row].params;
    int i = 0;
    for (; i < n; i++) {
        int status = params[i].type == NDOLA_P_OPERAND ? ndola_bind_operand(&f, operands[i], &f.call.args[i])
                                                       : ndola_bind(&f, &params[i], operands[i], &f.call.args[i]);
        if (status < 0)
            break;
    }
    if (i == n)
        result = compute(&f, out);
    ndola_frame_end(&f);
    return result;
}

/* ---- binding ---- */

enum { OUT = NDOLA_MAX_ARGS, WHERE, NUM_BOUND };

static int too_many(const ndola_function *fn, int most, Py_ssize_t given)
{
    PyErr_Format(PyExc_TypeError, "%s: takes at most %d positional arguments, %zd given", fn->name, most, given);
    return -1;
}

/* The slot of a keyword, or -1 with TypeError. A method takes all parameters by keyword but for the array itself. */
static int keyword_slot(const ndola_function *fn, bool method, PyObject *name)
{
    for (int i = method ? 1 : 0; i < fn->nparams; i++)
        if ((method || fn->params[i].kind != NDOLA_POSITIONAL_ONLY) && fn->params[i].kind != NDOLA_VARIADIC &&
            PyUnicode_CompareWithASCIIString(name, fn->params[i].name) == 0)
            return i;
    if (fn->flags & NDOLA_UFUNC) {
        if (PyUnicode_CompareWithASCIIString(name, "out") == 0)
            return OUT;
        if (PyUnicode_CompareWithASCIIString(name, "where") == 0)
            return WHERE;
    }
    PyErr_Format(PyExc_TypeError, "%s: unexpected keyword argument %R", fn->name, name);
    return -1;
}

/* Arguments by parameter, borrowed; *packed receives the tuple made for *arrays, to be dropped by the caller. */
static int bind_slots(const ndola_function *fn, bool method, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                      PyObject **bound, PyObject **packed)
{
    int positional = 0;
    while (positional < fn->nparams && (method || fn->params[positional].kind != NDOLA_KEYWORD_ONLY))
        positional++;
    if (fn->nparams > 0 && fn->params[0].kind == NDOLA_VARIADIC) {
        *packed = PyTuple_New(nargs);
        if (*packed == NULL)
            return -1;
        for (Py_ssize_t i = 0; i < nargs; i++)
            PyTuple_SetItem(*packed, i, Py_NewRef(args[i]));
        bound[0] = *packed;
    } else {
        if (nargs > positional)
            return too_many(fn, positional, nargs);
        for (Py_ssize_t i = 0; i < nargs; i++)
            bound[i] = args[i];
    }
    Py_ssize_t given = kwnames == NULL ? 0 : PyTuple_Size(kwnames);
    for (Py_ssize_t k = 0; k < given; k++) {
        PyObject *name = PyTuple_GetItem(kwnames, k);
        /* NumPy's reductions hand on out=None, which asks for nothing. */
        if (args[nargs + k] == Py_None && PyUnicode_CompareWithASCIIString(name, "out") == 0)
            continue;
        int slot = keyword_slot(fn, method, name);
        if (slot < 0)
            return -1;
        if (bound[slot] != NULL) {
            PyErr_Format(PyExc_TypeError, "%s: argument %R given twice", fn->name, name);
            return -1;
        }
        bound[slot] = args[nargs + k];
    }
    for (int i = 0; i < fn->nparams; i++) {
        if (fn->params[i].required && bound[i] == NULL) {
            PyErr_Format(PyExc_TypeError, "%s: argument %s is missing", fn->name, fn->params[i].name);
            return -1;
        }
    }
    return 0;
}

/* ---- dispatch ---- */

/* Whether an operand's library should be asked before us. */
static bool is_foreign(PyObject *o)
{
    PyTypeObject *type = Py_TYPE(o);
    return type != ndola_array_type && type != &PyFloat_Type && type != &PyLong_Type && type != &PyBool_Type &&
           type != &PyComplex_Type && type != &PyList_Type && type != &PyTuple_Type && o != Py_None &&
           !ndola_is_array(o);
}

static bool any_foreign(PyObject *sequence)
{
    bool list = PyList_CheckExact(sequence);
    if (!list && !PyTuple_CheckExact(sequence))
        return is_foreign(sequence);
    Py_ssize_t n = PySequence_Size(sequence);
    for (Py_ssize_t i = 0; i < n; i++)
        if (is_foreign(list ? PyList_GetItem(sequence, i) : PyTuple_GetItem(sequence, i)))
            return true;
    return false;
}

static bool has_foreign(const ndola_function *fn, PyObject *const *bound)
{
    for (int i = 0; i < fn->nparams; i++) {
        if (bound[i] == NULL)
            continue;
        if ((fn->params[i].type == NDOLA_P_OPERAND && is_foreign(bound[i])) ||
            (fn->params[i].type == NDOLA_P_OPERANDS && any_foreign(bound[i])))
            return true;
    }
    return (bound[OUT] != NULL && is_foreign(bound[OUT])) || (bound[WHERE] != NULL && is_foreign(bound[WHERE]));
}

/* Asks ndola._dispatch.foreign(name, args, kwargs), the arguments just as the caller gave them. */
static PyObject *ask_foreign(const char *name, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *hook = ndola_hook(&foreign_hook, "ndola._dispatch", "foreign");
    PyObject *positional = hook == NULL ? NULL : PyTuple_New(nargs),
             *keywords = positional == NULL ? NULL : PyDict_New();
    PyObject *result = NULL;
    if (keywords != NULL) {
        for (Py_ssize_t i = 0; i < nargs; i++)
            PyTuple_SetItem(positional, i, Py_NewRef(args[i]));
        Py_ssize_t k = 0, n = kwnames == NULL ? 0 : PyTuple_Size(kwnames);
        while (k < n && PyDict_SetItem(keywords, PyTuple_GetItem(kwnames, k), args[nargs + k]) == 0)
            k++;
        if (k == n)
            result = PyObject_CallFunction(hook, "sOO", name, positional, keywords);
    }
    Py_XDECREF(positional);
    Py_XDECREF(keywords);
    return result;
}

PyObject *ndola_ask_operator(const char *name, PyObject *a, PyObject *b)
{
    PyObject *hook = ndola_hook(&operator_hook, "ndola._dispatch", "operator");
    return hook == NULL ? NULL : PyObject_CallFunction(hook, "sOO", name, a, b);
}

/* out and where of a ufunc. *out is borrowed. */
static int bind_ufunc(ndola_frame *f, PyObject *const *bound, ndola_object **out)
{
    *out = NULL;
    if (bound[OUT] != NULL && bound[OUT] != Py_None) {
        if (ndola_is_scalar(bound[OUT]) || PyList_Check(bound[OUT]) || PyTuple_Check(bound[OUT])) {
            PyErr_Format(PyExc_TypeError, "%s: out must be an array, not %R", f->function, bound[OUT]);
            return -1;
        }
        ndola_object *x = ndola_is_array(bound[OUT]) ? (ndola_object *)Py_NewRef(bound[OUT])
                                                     : ndola_as_array(bound[OUT], NULL, NDOLA_COPY_NEVER, f->function);
        if (x == NULL || (*out = ndola_frame_array(f, x)) == NULL)
            return -1;
    }
    if (bound[WHERE] != NULL && bound[WHERE] != Py_True) {
        /* NumPy's rule: an array must be boolean, and what is not yet an array becomes one. */
        bool converts = ndola_is_scalar(bound[WHERE]) || PyList_Check(bound[WHERE]) || PyTuple_Check(bound[WHERE]);
        ndola_object *x = ndola_as_array(bound[WHERE], converts ? ndola_dtypes[NDOLA_D_BOOL] : NULL,
                                         NDOLA_COPY_IF_NEEDED, f->function);
        if (x == NULL || ndola_frame_array(f, x) == NULL)
            return -1;
        f->call.where = &x->a;
    }
    return 0;
}

static PyObject *call_bound(int row, PyObject *const *bound)
{
    const ndola_function *fn = &ndola_functions[row];
    ndola_frame f;
    ndola_object *out;
    ndola_frame_begin(&f, row);
    PyObject *result = NULL;
    int i = 0;
    while (i < fn->nparams && (bound[i] == NULL || ndola_bind(&f, &fn->params[i], bound[i], &f.call.args[i]) == 0))
        i++;
    if (i == fn->nparams && bind_ufunc(&f, bound, &out) == 0)
        result = compute(&f, out);
    /* A foreign out was written through a view; the caller gets back what it gave. */
    if (result != NULL && f.call.out != NULL && result != bound[OUT]) {
        Py_DECREF(result);
        result = Py_NewRef(bound[OUT]);
    }
    ndola_frame_end(&f);
    return result;
}

PyObject *ndola_call_row(int row, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    const ndola_function *fn = &ndola_functions[row];
    PyObject *result = NULL;
    if (kwnames == NULL && ndola_run_loop(row, args, nargs, &result))
        return result;
    PyObject *bound[NUM_BOUND] = {NULL}, *packed = NULL;
    if (bind_slots(fn, false, args, nargs, kwnames, bound, &packed) == 0) {
        if (has_foreign(fn, bound))
            result = ask_foreign(fn->name, args, nargs, kwnames);
        else
            result = Py_NewRef(Py_NotImplemented);
        if (result == Py_NotImplemented) {
            Py_DECREF(result);
            result = call_bound(row, bound);
        }
    }
    Py_XDECREF(packed);
    return result;
}

PyObject *ndola_call_method(int row, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *bound[NUM_BOUND] = {NULL}, *packed = NULL, *result = NULL;
    if (bind_slots(&ndola_functions[row], true, args, nargs, kwnames, bound, &packed) == 0)
        result = call_bound(row, bound);
    Py_XDECREF(packed);
    return result;
}
