/* Arrays as Arrow columns: __arrow_c_schema__ and __arrow_c_array__.
 *
 * An array of one axis is a column, one of more is a column of lists of a fixed size, as many deep as there are further
 * axes. Where the elements lie packed, aligned and in native order their memory is shared. Arrow has no strides and no
 * way to ask whether to copy, so other layouts are packed into new memory, bools into bits, days into 32 bits. A NaT is a
 * null, of which the column then has a bitmap.
 *
 * Each struct holds a use of its own of the block its buffer lies in, so that a child may be moved away from its parent,
 * and its release needs no GIL: it may run on any thread, and at interpreter exit.
 */
#include "arrow.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the type ---- */

/* What a schema points to. */
typedef struct {
    char format[32];
    arrow_schema child, *children[1];
} schema_parts;

static void release_schema(arrow_schema *s)
{
    schema_parts *parts = s->private_data;
    if (s->n_children > 0 && parts->child.release != NULL)
        parts->child.release(&parts->child);
    free(parts);
    s->release = NULL;
}

static void schema_destructor(PyObject *capsule)
{
    arrow_schema *s = PyCapsule_GetPointer(capsule, ARROW_SCHEMA_CAPSULE);
    if (s->release != NULL)
        s->release(s);
    free(s);
}

static int no_type(const ndola_object *x, const char *remedy)
{
    char text[64];
    PyErr_Format(ndola_export_error, "__arrow_c_array__: Arrow has no type for %s; %s",
                 ndola_dtype_text(&x->a.dtype, text), remedy);
    return -1;
}

/* The format of x's elements, and the bytes of each, 0 for a bit. 0, or -1 with ExportError. */
static int element_format(const ndola_object *x, char format[32], int *width)
{
    const ndola_dtype *d = &x->a.dtype;
    char kind = ndola_dtype_rows[d->id].kind;
    for (int i = 0; i < ARROW_NUM_TYPES; i++) {
        ndola_dtype known;
        ndola_dtype_parse(ndola_arrow_types[i].dtype, &known);
        known.swapped = d->swapped;
        if (!ndola_dtype_same(d, &known) || d->id == NDOLA_D_VOID)
            continue;
        strcpy(format, ndola_arrow_types[i].format);
        *width = ndola_arrow_types[i].width;
        return 0;
    }
    if (d->id == NDOLA_D_BYTES || (d->id == NDOLA_D_VOID && x->dtype->descr == NULL)) {
        snprintf(format, 32, "w:%d", (int)d->itemsize);
        *width = d->itemsize;
        return 0;
    }
    return no_type(x, kind == 'c'                         ? "give its real and its imaginary part"
                      : kind == 'U'                       ? "give x.tolist()"
                      : kind == 'V'                       ? "give its members one by one: x['name']"
                      : d->id == NDOLA_D_BFLOAT16         ? "use x.astype(ndola.float32)"
                                                          : "its units are s, ms, us, ns, and days of datetimes");
}

/* The schema of an array from an axis on. -1 without memory; what was made so far hangs on s. */
static int fill_schema(arrow_schema *s, const ndola_array *a, int axis, const char *format)
{
    schema_parts *parts = calloc(1, sizeof *parts);
    if (parts == NULL)
        return -1;
    *s = (arrow_schema){.format = parts->format,
                        .name = axis == 0 ? "" : "item",
                        .flags = ARROW_FLAG_NULLABLE,
                        .release = release_schema,
                        .private_data = parts};
    if (axis + 1 == a->rank) {
        strcpy(parts->format, format);
        return 0;
    }
    snprintf(parts->format, sizeof parts->format, "+w:%lld", (long long)a->shape[axis + 1]);
    s->n_children = 1;
    s->children = parts->children;
    parts->children[0] = &parts->child;
    return fill_schema(&parts->child, a, axis + 1, format);
}

/* 0, or -1 with ExportError where Arrow has no such column. */
static int check_export(const ndola_object *x, char format[32], int *width)
{
    if (x->a.rank == 0) {
        PyErr_SetString(ndola_export_error, "__arrow_c_array__: a 0-d array is no column; use x.reshape(1)");
        return -1;
    }
    for (int i = 1; i < x->a.rank; i++) {
        if (x->a.shape[i] > INT32_MAX) {
            PyErr_Format(ndola_export_error, "__arrow_c_array__: axis %d has length %lld, more than Arrow's lists can",
                         i, (long long)x->a.shape[i]);
            return -1;
        }
    }
    return element_format(x, format, width);
}

static PyObject *schema_capsule(const ndola_object *x, const char *format)
{
    arrow_schema *s = calloc(1, sizeof *s);
    PyObject *capsule = s == NULL ? PyErr_NoMemory() : PyCapsule_New(s, ARROW_SCHEMA_CAPSULE, schema_destructor);
    if (capsule == NULL) {
        free(s);
        return NULL;
    }
    if (fill_schema(s, &x->a, 0, format) < 0) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    return capsule;
}

PyObject *ndola_arrow_schema(PyObject *self, PyObject *none)
{
    (void)none;
    char format[32];
    int width;
    return check_export((ndola_object *)self, format, &width) < 0 ? NULL : schema_capsule((ndola_object *)self, format);
}

/* ---- the elements ---- */

/* The buffers of a column, with a use of the block each lies in. */
typedef struct {
    ndola_block *valid, *values; /* valid is NULL where nothing is null */
    const void *data[2];
    int64_t nulls;
} elements;

static void drop_elements(elements *e)
{
    if (e->valid != NULL)
        ndola_block_drop(e->valid);
    if (e->values != NULL)
        ndola_block_drop(e->values);
}

/* New memory as one of the buffers, or NULL with MemoryError. */
static void *new_buffer(elements *e, int i, int64_t nbytes)
{
    void *data = ndola_alloc((size_t)nbytes);
    if (data == NULL)
        return PyErr_NoMemory();
    *(i == 0 ? &e->valid : &e->values) = ndola_block_of(data);
    e->data[i] = data;
    return data;
}

/* Bits of n bytes, a set bit for each that is not zero. */
static int pack_bits(elements *e, const uint8_t *bools, int64_t n)
{
    uint8_t *bits = new_buffer(e, 1, (n + 7) / 8);
    if (bits == NULL)
        return -1;
    memset(bits, 0, (size_t)((n + 7) / 8));
    for (int64_t i = 0; i < n; i++)
        bits[i / 8] |= (uint8_t)((bools[i] != 0) << (i % 8));
    return 0;
}

/* The bitmap of times, where one of them is NaT. */
static int mark_nulls(elements *e, const int64_t *ticks, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        e->nulls += ticks[i] == NDOLA_NAT;
    if (e->nulls == 0)
        return 0;
    uint8_t *valid = new_buffer(e, 0, (n + 7) / 8);
    if (valid == NULL)
        return -1;
    memset(valid, 0, (size_t)((n + 7) / 8));
    for (int64_t i = 0; i < n; i++)
        valid[i / 8] |= (uint8_t)((ticks[i] != NDOLA_NAT) << (i % 8));
    return 0;
}

/* Ticks in 32 bits; what stands where one is null does not matter. */
static int narrow(elements *e, const ndola_object *x, const int64_t *ticks, int64_t n)
{
    char text[64];
    int32_t *out = new_buffer(e, 1, n * (int64_t)sizeof *out);
    for (int64_t i = 0; out != NULL && i < n; i++) {
        bool null = ticks[i] == NDOLA_NAT;
        if (!null && (ticks[i] < INT32_MIN || ticks[i] > INT32_MAX)) {
            PyErr_Format(ndola_export_error,
                         "__arrow_c_array__: element %lld of type %s, tick %lld, does not fit Arrow's 32 bits",
                         (long long)i, ndola_dtype_text(&x->a.dtype, text), (long long)ticks[i]);
            return -1;
        }
        out[i] = null ? 0 : (int32_t)ticks[i];
    }
    return out == NULL ? -1 : 0;
}

/* x with its elements packed, aligned and in native order: itself where they are, else a copy. */
static ndola_object *in_order(ndola_object *x)
{
    if (x->a.dtype.swapped) {
        ndola_dtype native = x->a.dtype;
        native.swapped = 0;
        PyObject *dtype = ndola_dtype_new(&native, NULL), *operands[] = {(PyObject *)x, dtype};
        PyObject *y = dtype == NULL ? NULL : ndola_call_operands(NDOLA_FN_astype, operands, 2, NULL);
        Py_XDECREF(dtype);
        return (ndola_object *)y;
    }
    if (ndola_array_is_packed(&x->a) && ndola_array_is_aligned(&x->a))
        return (ndola_object *)Py_NewRef((PyObject *)x);
    return ndola_array_packed(x, "__arrow_c_array__");
}

/* The buffers of x, in e, to be dropped in any case. 0, or -1 with an exception. */
static int find_elements(elements *e, ndola_object *x, int width)
{
    *e = (elements){0};
    ndola_object *y = in_order(x);
    if (y == NULL)
        return -1;
    int64_t n = ndola_array_size(&y->a);
    char kind = ndola_dtype_rows[y->a.dtype.id].kind;
    int status = 0;
    if (y->a.dtype.id == NDOLA_D_BOOL) {
        status = pack_bits(e, y->a.data, n);
    } else if (width < y->a.dtype.itemsize) {
        status = narrow(e, x, y->a.data, n);
    } else {
        ndola_block_use(y->block);
        e->values = y->block;
        e->data[1] = y->a.data;
    }
    if (status == 0 && (kind == 'M' || kind == 'm'))
        status = mark_nulls(e, y->a.data, n);
    Py_DECREF((PyObject *)y);
    return status;
}

/* ---- the array ---- */

/* What an array points to. */
typedef struct {
    const void *buffers[2];
    elements held;
    arrow_array child, *children[1];
} array_parts;

static void release_array(arrow_array *a)
{
    array_parts *parts = a->private_data;
    if (a->n_children > 0 && parts->child.release != NULL)
        parts->child.release(&parts->child);
    drop_elements(&parts->held);
    free(parts);
    a->release = NULL;
}

static void array_destructor(PyObject *capsule)
{
    arrow_array *a = PyCapsule_GetPointer(capsule, ARROW_ARRAY_CAPSULE);
    if (a->release != NULL)
        a->release(a);
    free(a);
}

/* The column of x from an axis on, length long there. -1 without memory; what was made so far hangs on a. */
static int fill_array(arrow_array *a, const ndola_array *x, int axis, int64_t length, const elements *e)
{
    array_parts *parts = calloc(1, sizeof *parts);
    if (parts == NULL)
        return -1;
    bool list = axis + 1 < x->rank;
    *a = (arrow_array){.length = length,
                       .n_buffers = list ? 1 : 2,
                       .buffers = parts->buffers,
                       .release = release_array,
                       .private_data = parts};
    if (list) {
        a->n_children = 1;
        a->children = parts->children;
        parts->children[0] = &parts->child;
        return fill_array(&parts->child, x, axis + 1, length * x->shape[axis + 1], e);
    }
    a->null_count = e->nulls;
    memcpy(parts->buffers, e->data, sizeof e->data);
    parts->held = *e;
    if (e->valid != NULL)
        ndola_block_use(e->valid);
    ndola_block_use(e->values);
    return 0;
}

static PyObject *array_capsule(const ndola_object *x, const elements *e)
{
    arrow_array *a = calloc(1, sizeof *a);
    PyObject *capsule = a == NULL ? PyErr_NoMemory() : PyCapsule_New(a, ARROW_ARRAY_CAPSULE, array_destructor);
    if (capsule == NULL) {
        free(a);
        return NULL;
    }
    if (fill_array(a, &x->a, 0, x->a.shape[0], e) < 0) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    return capsule;
}

/* ---- the request ---- */

/* Whether a cast loses nothing a caller would be told of elsewhere: to a type that holds every value, or between floats. */
static int is_safe(ndola_dtype_object *from, ndola_dtype_object *to)
{
    if (ndola_dtype_rows[from->d.id].kind == 'f' && ndola_dtype_rows[to->d.id].kind == 'f')
        return 1;
    static PyObject *hook;
    PyObject *can_cast = ndola_hook(&hook, "ndola._info", "can_cast");
    PyObject *answer = can_cast == NULL ? NULL : PyObject_CallFunctionObjArgs(can_cast, from, to, NULL);
    int safe = answer == NULL ? -1 : PyObject_IsTrue(answer);
    Py_XDECREF(answer);
    return safe;
}

/* x in the element type a consumer asks for, or as it is: the specification leaves a request to be met where it can,
 * and a consumer to look at what it got. A new reference. */
static ndola_object *as_requested(ndola_object *x, PyObject *capsule)
{
    arrow_column_type type;
    PyObject *result = NULL;
    if (capsule == Py_None || x->a.dtype.id >= NDOLA_NUM_COMPUTING)
        return (ndola_object *)Py_NewRef((PyObject *)x);
    if (ndola_arrow_read_type(PyCapsule_GetPointer(capsule, ARROW_SCHEMA_CAPSULE), &type) < 0)
        PyErr_Clear();
    bool same_shape = type.lists + 1 == x->a.rank;
    for (int i = 0; same_shape && i < type.lists; i++)
        same_shape = type.sizes[i] == x->a.shape[i + 1];
    int safe = 0;
    if (same_shape && type.dtype != NULL && type.dtype != x->dtype && type.dtype->d.id < NDOLA_NUM_COMPUTING)
        safe = is_safe(x->dtype, type.dtype);
    if (safe == 0)
        result = Py_NewRef((PyObject *)x);
    else if (safe > 0)
        result = ndola_call_operands(NDOLA_FN_astype, (PyObject *[]){(PyObject *)x, (PyObject *)type.dtype}, 2, NULL);
    Py_XDECREF((PyObject *)type.dtype);
    return (ndola_object *)result;
}

/* The two capsules of x. */
static PyObject *export(ndola_object *x)
{
    char format[32];
    int width;
    elements e;
    if (check_export(x, format, &width) < 0)
        return NULL;
    PyObject *array = find_elements(&e, x, width) < 0 ? NULL : array_capsule(x, &e);
    drop_elements(&e);
    PyObject *schema = array == NULL ? NULL : schema_capsule(x, format);
    PyObject *pair = schema == NULL ? NULL : PyTuple_Pack(2, schema, array);
    Py_XDECREF(schema);
    Py_XDECREF(array);
    return pair;
}

PyObject *ndola_arrow_array(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"requested_schema", NULL};
    PyObject *requested = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:__arrow_c_array__", names, &requested))
        return NULL;
    if (requested != Py_None && !PyCapsule_IsValid(requested, ARROW_SCHEMA_CAPSULE)) {
        PyErr_Format(PyExc_TypeError, "__arrow_c_array__: requested_schema must be None or a capsule named %s, not %R",
                     ARROW_SCHEMA_CAPSULE, requested);
        return NULL;
    }
    ndola_object *x = as_requested((ndola_object *)self, requested);
    PyObject *pair = x == NULL ? NULL : export(x);
    Py_XDECREF((PyObject *)x);
    return pair;
}
