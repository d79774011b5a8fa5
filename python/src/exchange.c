/* The C exchange table of DLPack 1.3: __dlpack_c_exchange_api__ on an array type, ours and others'.
 *
 * A caller in C takes the table from the type once and from then on exchanges tensors by plain calls. The first half of
 * this file is our table. The second half uses other libraries', with care, since what goes past __dlpack__ also goes
 * past what that refuses: torch's table hands out tensors with a gradient or a conjugate bit without a word. So only a
 * type that has the table itself is served by it, not a subclass, whose __dlpack__ may say more; an object with such a
 * property, memory elsewhere than on the CPU and every error go to __dlpack__, which has the right words for them.
 */
#include "dlpack.h"

#include <stdlib.h>

typedef struct exchange_header {
    dl_version version;
    struct exchange_header *previous; /* the table of an older major version, or NULL */
} exchange_header;

static const char capsule_name[] = "dlpack_exchange_api";

typedef void (*set_error)(void *context, const char *kind, const char *message);

typedef struct {
    exchange_header header;
    int (*allocate)(dl_tensor *prototype, dl_versioned **out, void *error_context, set_error error);
    int (*managed_from_object)(void *object, dl_versioned **out);
    int (*managed_to_object)(dl_versioned *tensor, void **out);
    int (*borrow_from_object)(void *object, dl_tensor *out);
    int (*current_stream)(int32_t device_type, int32_t device_id, void **out);
} exchange_table;

_Static_assert(sizeof(exchange_table) == 56, "DL-02, DL-71: a header of 16 bytes and five functions");

/* ---- a new tensor ---- */

typedef struct {
    dl_versioned managed;
    void *data;
    size_t nbytes;
    int64_t dims[];
} allocated;

static void delete_allocated(dl_versioned *m)
{
    allocated *t = m->context;
    ndola_free(t->data, t->nbytes);
    free(t);
}

/* The bytes a prototype asks for, and its strides in elements; -1 where it cannot be. */
static int64_t measure(const dl_tensor *prototype, int64_t *strides)
{
    int64_t itemsize = ((int64_t)prototype->dtype.bits * prototype->dtype.lanes + 7) / 8, step = 1, nbytes;
    bool empty = false;
    for (int i = prototype->ndim - 1; i >= 0; i--) {
        int64_t length = prototype->shape[i];
        strides[i] = step;
        empty |= length == 0;
        if (length < 0 || __builtin_mul_overflow(step, length > 0 ? length : 1, &step))
            return -1;
    }
    return __builtin_mul_overflow(step, itemsize, &nbytes) ? -1 : empty ? 0 : nbytes;
}

/* DL-72: of the prototype only dtype, ndim, shape and device count. Runs without the GIL, so no Python here. */
static int allocate(dl_tensor *prototype, dl_versioned **out, void *error_context, set_error error)
{
    int rank = prototype->ndim;
    if (prototype->device.type != DL_CPU) {
        error(error_context, "BufferError", "allocator: the only device is the CPU");
        return -1;
    }
    if (rank < 0 || rank > NDOLA_MAX_RANK || (rank > 0 && prototype->shape == NULL)) {
        error(error_context, "ValueError", "allocator: a tensor has 0 to 64 axes");
        return -1;
    }
    allocated *t = malloc(sizeof *t + 2 * sizeof(int64_t) * (size_t)rank);
    int64_t nbytes = t == NULL ? 0 : measure(prototype, t->dims + rank);
    void *data = t == NULL || nbytes < 0 ? NULL : ndola_alloc((size_t)nbytes);
    if (data == NULL) {
        free(t);
        error(error_context, nbytes < 0 ? "ValueError" : "MemoryError",
              nbytes < 0 ? "allocator: the shape is not one a tensor can have" : "allocator: out of memory");
        return -1;
    }
    if (rank > 0)
        memcpy(t->dims, prototype->shape, sizeof(int64_t) * (size_t)rank);
    t->data = data;
    t->nbytes = (size_t)nbytes;
    t->managed = (dl_versioned){
        .version = {DL_MAJOR, DL_MINOR},
        .context = t,
        .deleter = delete_allocated,
        .tensor = {data, {DL_CPU, 0}, rank, prototype->dtype, t->dims, t->dims + rank, 0},
    };
    *out = &t->managed;
    return 0;
}

/* ---- objects and tensors ---- */

static ndola_object *exportable(void *object)
{
    if (!ndola_is_array(object)) {
        PyErr_Format(PyExc_TypeError, "__dlpack_c_exchange_api__: needs an ndola.Array, not %R",
                     (PyObject *)Py_TYPE((PyObject *)object));
        return NULL;
    }
    ndola_object *x = object;
    return ndola_dl_check(&x->a) < 0 ? NULL : x;
}

/* DL-73. */
static int managed_from_object(void *object, dl_versioned **out)
{
    ndola_object *x = exportable(object);
    if (x == NULL)
        return -1;
    *out = ndola_dl_managed(x, false);
    if (*out == NULL)
        PyErr_NoMemory();
    return *out == NULL ? -1 : 0;
}

/* DL-73: the tensor is taken over, unless this fails. */
static int managed_to_object(dl_versioned *tensor, void **out)
{
    *out = ndola_dl_adopt(tensor);
    return *out == NULL ? -1 : 0;
}

/* DL-74: nothing is allocated or kept; shape and strides lie in the array. */
static int borrow_from_object(void *object, dl_tensor *out)
{
    ndola_object *x = exportable(object);
    if (x == NULL)
        return -1;
    ndola_dl_fill(out, &x->a, ndola_array_elements(x));
    return 0;
}

/* DL-75. */
static int current_stream(int32_t device_type, int32_t device_id, void **out)
{
    (void)device_type, (void)device_id;
    *out = NULL;
    return 0;
}

static exchange_table table = {
    .header = {{DL_MAJOR, DL_MINOR}, NULL},
    .allocate = allocate,
    .managed_from_object = managed_from_object,
    .managed_to_object = managed_to_object,
    .borrow_from_object = borrow_from_object,
    .current_stream = current_stream,
};

/* The capsule itself must be what the type answers, so it is set on the type, which therefore cannot be an immutable one:
 * the stable ABI of 3.11 has no way to put an object into a type's dict before the type is ready. */
int ndola_exchange_init(PyObject *type)
{
    PyObject *capsule = PyCapsule_New(&table, capsule_name, NULL);
    int status = capsule == NULL ? -1 : PyObject_SetAttrString(type, "__dlpack_c_exchange_api__", capsule);
    Py_XDECREF(capsule);
    return status;
}

/* ---- other libraries' tables ---- */

/* What is known of a type that offers DLPack. */
typedef struct {
    PyTypeObject *type; /* a reference, so that the address is not used again */
    int (*managed_from_object)(void *object, dl_versioned **out); /* of its table; NULL where it has none that serves */
    bool has_gradient, has_conjugate_bit, has_negative_bit;
    bool ends_process; /* its __dlpack__, of what is no number, as TensorFlow's, where others raise */
} producer;

/* DL-71: the table of the major version we know, among those chained. */
static const exchange_table *known_version(const exchange_table *t)
{
    while (t != NULL && t->header.version.major > DL_MAJOR)
        t = (const exchange_table *)t->header.previous;
    return t != NULL && t->header.version.major == DL_MAJOR ? t : NULL;
}

/* DL-70: 0, or -1 with an exception. */
static int find_table(producer *p)
{
    PyObject *attributes = PyObject_GetAttrString((PyObject *)p->type, "__dict__");
    PyObject *capsule = attributes == NULL ? NULL : PyObject_GetItem(attributes, ndola_names.exchange);
    Py_XDECREF(attributes);
    if (capsule == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_KeyError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    if (PyCapsule_IsValid(capsule, capsule_name)) {
        const exchange_table *t = known_version(PyCapsule_GetPointer(capsule, capsule_name));
        p->managed_from_object = t == NULL ? NULL : t->managed_from_object;
    }
    Py_DECREF(capsule);
    return 0;
}

/* Whether a type has an attribute: 0, or -1 with an exception. */
static int find_attribute(PyTypeObject *type, PyObject *name, bool *has)
{
    PyObject *value;
    int found = ndola_lookup((PyObject *)type, name, &value);
    *has = found > 0;
    if (found > 0)
        Py_DECREF(value);
    return found < 0 ? -1 : 0;
}

/* 0, or -1 with an exception. */
static int find_library(producer *p)
{
    PyObject *module = PyObject_GetAttrString((PyObject *)p->type, "__module__");
    const char *name = module != NULL && PyUnicode_Check(module) ? PyUnicode_AsUTF8AndSize(module, NULL) : NULL;
    p->ends_process = name != NULL && strncmp(name, "tensorflow", strlen("tensorflow")) == 0;
    Py_XDECREF(module);
    return name == NULL && PyErr_Occurred() != NULL ? -1 : 0;
}

/* What is known of an object's type, a few types seen last being remembered: 0, or -1 with an exception. */
static int producer_of(PyObject *object, producer *p)
{
    enum { KEPT = 4 };
    static producer kept[KEPT];
    static int next;
    PyTypeObject *type = Py_TYPE(object);
    for (int i = 0; i < KEPT; i++)
        if (kept[i].type == type) {
            *p = kept[i];
            return 0;
        }
    *p = (producer){.type = type};
    if (find_table(p) < 0 || find_library(p) < 0 || find_attribute(type, ndola_names.requires_grad, &p->has_gradient) < 0 ||
        find_attribute(type, ndola_names.is_conj, &p->has_conjugate_bit) < 0 ||
        find_attribute(type, ndola_names.is_neg, &p->has_negative_bit) < 0)
        return -1;
    PyObject *before = (PyObject *)kept[next].type;
    Py_INCREF((PyObject *)type);
    kept[next] = *p;
    next = (next + 1) % KEPT;
    Py_XDECREF(before); /* last, since it may run code that comes here */
    return 0;
}

/* Takes a new reference's truth: 1, 0, or -1 with an exception. */
static int truth_of(PyObject *value)
{
    int truth = value == NULL ? -1 : PyObject_IsTrue(value);
    Py_XDECREF(value);
    return truth;
}

static int answer(PyObject *object, PyObject *method)
{
    return truth_of(PyObject_VectorcallMethod(method, (PyObject *[]){object}, 1, NULL));
}

/* Whether an object is more than its memory says: 1, 0, or -1 with an exception. */
static int is_more_than_memory(const producer *p, PyObject *object)
{
    int more = p->has_gradient ? truth_of(PyObject_GetAttr(object, ndola_names.requires_grad)) : 0;
    return more == 0 && p->has_conjugate_bit ? answer(object, ndola_names.is_conj) : more;
}

/* 0, or -1 with TypeError where the elements are no numbers by the name of their type. */
static int check_numbers(PyObject *object)
{
    static const char *const refused[] = {"string", "variant", "resource"};
    PyObject *dtype, *name = NULL;
    int status = ndola_lookup(object, ndola_names.dtype, &dtype);
    if (status <= 0)
        return status;
    status = ndola_lookup(dtype, ndola_names.name, &name);
    Py_DECREF(dtype);
    if (status <= 0)
        return status;
    for (size_t i = 0; PyUnicode_Check(name) && i < sizeof refused / sizeof *refused; i++)
        if (PyUnicode_CompareWithASCIIString(name, refused[i]) == 0) {
            PyErr_Format(PyExc_TypeError,
                         "from_dlpack: elements of type %s are no numbers, which DLPack has only; where strings spell "
                         "them: tf.strings.to_number(x)",
                         refused[i]);
            Py_DECREF(name);
            return -1;
        }
    Py_DECREF(name);
    return 0;
}

int ndola_dl_exchange(PyObject *object, bool by_table, ndola_object **x)
{
    *x = NULL;
    producer p; /* a copy: what is asked below may run Python, and so look at other types */
    if (producer_of(object, &p) < 0)
        return -1;
    /* A tensor of torch may stand for the negative of what its memory holds, which its __dlpack__ does not mention. */
    int negative = p.has_negative_bit ? answer(object, ndola_names.is_neg) : 0;
    if (negative > 0)
        PyErr_SetString(ndola_export_error, "from_dlpack: the tensor's negative bit is set, which DLPack cannot say; use "
                                            "x.resolve_neg()");
    if (negative != 0 || (p.ends_process && check_numbers(object) < 0))
        return -1;
    if (!by_table || p.managed_from_object == NULL)
        return 0;
    int more = is_more_than_memory(&p, object);
    if (more != 0)
        return more < 0 ? -1 : 0;
    dl_versioned *m = NULL;
    if (p.managed_from_object(object, &m) < 0 || m == NULL) {
        PyErr_Clear();
        return 0;
    }
    if (m->tensor.device.type == DL_CPU)
        *x = ndola_dl_adopt(m);
    if (*x != NULL)
        return 1;
    ndola_dl_release(m); /* the exception of a tensor that cannot be had stays */
    return PyErr_Occurred() ? -1 : 0;
}
