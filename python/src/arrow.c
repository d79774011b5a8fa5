/* Arrow columns as arrays: what __arrow_c_array__ and __arrow_c_stream__ lend.
 *
 * A column is a view where an element of it looks in memory as one of ours does: numbers, 64-bit times, bytes of one
 * size, and lists of one size of these, which are further axes. It is read-only, since Arrow's memory never changes. The
 * struct is moved out of its capsule into the block of the view, whose last user runs the producer's release, on any
 * thread. Copied are bools, of which Arrow packs eight into a byte, times of 32 bits, and the chunks of a stream that
 * has several. Nulls become NaT where the element type has it. All else that an array cannot say is refused.
 *
 * The interface does not say how long a buffer is. What can be checked against something else is checked: counts, the
 * lengths of children, overflow, buffers that are not there.
 */
#include "arrow.h"

#include <stdlib.h>

const arrow_type_row ndola_arrow_types[ARROW_NUM_TYPES] = {
    {"b", "bool", 0},      {"c", "int8", 1},      {"C", "uint8", 1},     {"s", "int16", 2},     {"S", "uint16", 2},
    {"i", "int32", 4},     {"I", "uint32", 4},    {"l", "int64", 8},     {"L", "uint64", 8},    {"e", "float16", 2},
    {"f", "float32", 4},   {"g", "float64", 8},   {"tss:", "M8[s]", 8},  {"tsm:", "M8[ms]", 8}, {"tsu:", "M8[us]", 8},
    {"tsn:", "M8[ns]", 8}, {"tDs", "m8[s]", 8},   {"tDm", "m8[ms]", 8},  {"tDu", "m8[us]", 8},  {"tDn", "m8[ns]", 8},
    {"tdD", "M8[D]", 4},   {"tdm", "M8[ms]", 8},  {"tts", "m8[s]", 4},   {"ttm", "m8[ms]", 4},  {"ttu", "m8[us]", 8},
    {"ttn", "m8[ns]", 8},  {"tiM", "m8[M]", 4},   {"w:", "V", -1},
};

/* What an array cannot hold, by the beginning of the format, and the way out. */
static const struct {
    const char *prefix, *what, *remedy;
} refused[] = {
    {"n", "nothing but nulls", "there is no element to take"},
    {"u", "text", "ndola.asarray(x.to_pylist()) copies it"},
    {"U", "text", "ndola.asarray(x.to_pylist()) copies it"},
    {"vu", "text", "ndola.asarray(x.to_pylist()) copies it"},
    {"z", "bytes of varying length", "ndola.asarray(x.to_pylist()) copies them"},
    {"Z", "bytes of varying length", "ndola.asarray(x.to_pylist()) copies them"},
    {"vz", "bytes of varying length", "ndola.asarray(x.to_pylist()) copies them"},
    {"d:", "decimals", "cast them to float64"},
    {"ts", "timestamps with a time zone", "cast them to timestamps without one, which are then in UTC"},
    {"ti", "intervals of mixed units", "take their parts one by one"},
    {"+l", "lists of varying length", "flatten them, or cast them to lists of a fixed size"},
    {"+L", "lists of varying length", "flatten them, or cast them to lists of a fixed size"},
    {"+v", "lists of varying length", "flatten them, or cast them to lists of a fixed size"},
    {"+s", "structures", "take their fields one by one"},
    {"+m", "maps", "take their keys and items one by one"},
    {"+u", "unions", "take their fields one by one"},
    {"+r", "runs", "decode them first: pyarrow.compute.run_end_decode(x)"},
};

/* ---- types ---- */

static int refuse_type(const char *format, const char *what, const char *remedy)
{
    PyErr_Format(PyExc_TypeError, "asarray: an Arrow column of %s (format '%.60s') has no element type ndola has; %s",
                 what, format, remedy);
    return -1;
}

/* The number behind a format's colon, with nothing after it; -1 where there is none. */
static int64_t format_size(const char *digits)
{
    char *end;
    if (*digits < '0' || *digits > '9')
        return -1;
    long long size = strtoll(digits, &end, 10);
    return *end == '\0' && size <= INT32_MAX / 4 ? size : -1;
}

static int element_type(const arrow_schema *schema, arrow_column_type *type)
{
    const char *format = schema->format;
    ndola_dtype d;
    if (schema->dictionary != NULL)
        return refuse_type(format, "codes of a dictionary", "decode it first: x.dictionary_decode()");
    for (int i = 0; i < ARROW_NUM_TYPES; i++) {
        const arrow_type_row *row = &ndola_arrow_types[i];
        if (row->width < 0 || strcmp(format, row->format) != 0)
            continue;
        ndola_dtype_parse(row->dtype, &d);
        type->width = row->width;
        type->dtype = (ndola_dtype_object *)ndola_dtype_new(&d, NULL);
        return type->dtype == NULL ? -1 : 0;
    }
    int64_t size = strncmp(format, "w:", 2) == 0 ? format_size(format + 2) : -1;
    if (size >= 0) {
        d = ndola_dtype_of(NDOLA_D_VOID); /* not S, which would lose zeros at the end */
        type->width = d.itemsize = (int32_t)size;
        type->dtype = (ndola_dtype_object *)ndola_dtype_new(&d, NULL);
        return type->dtype == NULL ? -1 : 0;
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strncmp(format, refused[i].prefix, strlen(refused[i].prefix)) == 0)
            return refuse_type(format, refused[i].what, refused[i].remedy);
    return refuse_type(format, "a type unknown to ndola", "cast it to a numeric one");
}

static int refuse(const char *what)
{
    PyErr_Format(PyExc_ValueError, "asarray: %s", what);
    return -1;
}

int ndola_arrow_read_type(const arrow_schema *schema, arrow_column_type *type)
{
    *type = (arrow_column_type){0};
    for (;;) {
        if (schema == NULL || schema->release == NULL || schema->format == NULL)
            return refuse("the Arrow schema has been released or has no format");
        if (schema->dictionary != NULL || strncmp(schema->format, "+w:", 3) != 0)
            return element_type(schema, type);
        int64_t size = format_size(schema->format + 3);
        if (size < 0 || schema->n_children != 1 || schema->children == NULL)
            return refuse("the Arrow schema of a list of fixed size has no size or not one child");
        if (type->lists + 1 == NDOLA_MAX_RANK)
            return refuse("the Arrow column has more lists in lists than an array has axes");
        type->sizes[type->lists++] = size;
        schema = schema->children[0];
    }
}

/* ---- columns ---- */

static int bad_array(const arrow_array *a, const char *what)
{
    PyErr_Format(PyExc_ValueError, "asarray: the Arrow array of length %lld, offset %lld, null_count %lld %s",
                 (long long)a->length, (long long)a->offset, (long long)a->null_count, what);
    return -1;
}

/* 0, or -1 with ValueError where the numbers of an array cannot be right. */
static int check_array(const arrow_array *a, int64_t num_buffers, int64_t num_children)
{
    int64_t end;
    if (a->length < 0 || a->offset < 0 || a->null_count < -1 || a->null_count > a->length ||
        __builtin_add_overflow(a->length, a->offset, &end))
        return bad_array(a, "is none there can be");
    if (a->n_buffers != num_buffers || a->n_children != num_children)
        return bad_array(a, "does not have the buffers and children of its type");
    if ((num_buffers > 0 && a->buffers == NULL) || (num_children > 0 && a->children == NULL))
        return bad_array(a, "has a null address for its buffers or children");
    if (a->null_count > 0 && (num_buffers == 0 || a->buffers[0] == NULL))
        return bad_array(a, "has nulls but no bitmap of them");
    return 0;
}

/* Nulls among count elements from start on. */
static int64_t count_nulls(const arrow_array *a, int64_t start, int64_t count)
{
    const uint8_t *valid = a->null_count == 0 || a->n_buffers == 0 ? NULL : a->buffers[0];
    int64_t nulls = 0, end = start + count;
    if (valid == NULL)
        return 0;
    for (int64_t i = start; i < end;) {
        if (i % 8 == 0 && end - i >= 8) {
            nulls += 8 - __builtin_popcount(valid[i / 8]);
            i += 8;
        } else {
            nulls += !arrow_bit(valid, i++);
        }
    }
    return nulls;
}

static int refuse_nulls(int64_t nulls, int64_t count)
{
    PyErr_Format(PyExc_ValueError,
                 "asarray: %lld of the %lld elements of the Arrow column are null, which an Array cannot say; fill or "
                 "drop them first: x.fill_null(value), x.drop_null()",
                 (long long)nulls, (long long)count);
    return -1;
}

/* Where the elements of a column are: count of them in values, from start on. */
typedef struct {
    const arrow_array *values;
    int64_t start, count, nulls;
} column;

/* Down through the lists to the values. 0, or -1 with an exception. */
static int find_values(const arrow_column_type *type, const arrow_array *a, column *c)
{
    *c = (column){.values = a, .count = a->length};
    for (int level = 0;; level++) {
        bool list = level < type->lists;
        if (c->values == NULL || c->values->release == NULL)
            return refuse("the Arrow array has been released");
        if (check_array(c->values, list ? 1 : 2, list ? 1 : 0) < 0)
            return -1;
        if (c->start + c->count > c->values->length)
            return bad_array(c->values, "is shorter than the lists over it");
        c->start += c->values->offset;
        c->nulls = count_nulls(c->values, c->start, c->count);
        if (!list)
            break;
        if (c->nulls > 0)
            return refuse_nulls(c->nulls, c->count);
        int64_t size = type->sizes[level], end;
        if (__builtin_mul_overflow(c->start + c->count, size, &end))
            return bad_array(c->values, "holds more elements than there can be");
        c->start *= size;
        c->count *= size;
        c->values = c->values->children[0];
    }
    int64_t end;
    if (__builtin_mul_overflow(c->start + c->count, type->dtype->d.itemsize, &end))
        return bad_array(c->values, "takes more bytes than there can be");
    if (c->count > 0 && type->dtype->d.itemsize > 0 && c->values->buffers[1] == NULL)
        return bad_array(c->values, "has elements but no buffer of them");
    char kind = ndola_dtype_rows[type->dtype->d.id].kind;
    return c->nulls > 0 && kind != 'M' && kind != 'm' ? refuse_nulls(c->nulls, c->count) : 0;
}

/* The shape of a column of some length. */
static int column_shape(const arrow_column_type *type, int64_t length, int64_t *shape)
{
    shape[0] = length;
    memcpy(shape + 1, type->sizes, sizeof *shape * (size_t)type->lists);
    return type->lists + 1;
}

static void release_array(void *context)
{
    arrow_array *a = context;
    if (a->release != NULL)
        a->release(a);
}

static void release_moved(void *context)
{
    release_array(context);
    free(context);
}

static void release_schema(void *context)
{
    arrow_schema *s = context;
    if (s->release != NULL)
        s->release(s);
}

/* A view of the elements as dtype, for which a is moved away. */
static ndola_object *view_of(const arrow_column_type *type, arrow_array *a, const column *c, ndola_dtype_object *dtype)
{
    int64_t shape[NDOLA_MAX_RANK], strides[NDOLA_MAX_RANK];
    int rank = column_shape(type, a->length, shape);
    char *data = (char *)c->values->buffers[1];
    if (ndola_c_strides(rank, shape, dtype->d.itemsize, strides) < 0)
        return NULL;
    arrow_array *moved = malloc(sizeof *moved);
    ndola_block *block = moved == NULL ? NULL : ndola_block_foreign(release_moved, moved);
    if (block == NULL) {
        free(moved);
        return (ndola_object *)PyErr_NoMemory();
    }
    *moved = *a;
    a->release = NULL;
    ndola_object *x =
        ndola_array_over(block, data == NULL ? NULL : data + c->start * type->width, dtype, rank, true);
    if (x != NULL) {
        memcpy(x->a.shape, shape, sizeof *shape * (size_t)rank);
        memcpy(x->a.strides, strides, sizeof *strides * (size_t)rank);
    }
    return x;
}

/* A byte a bit: another layout of the same elements. */
static ndola_object *unpacked(const arrow_column_type *type, const arrow_array *a, const column *c)
{
    int64_t shape[NDOLA_MAX_RANK];
    ndola_object *x = ndola_array_empty(type->dtype, column_shape(type, a->length, shape), shape, "asarray");
    if (x != NULL)
        for (int64_t i = 0; i < c->count; i++)
            ((uint8_t *)x->a.data)[i] = arrow_bit(c->values->buffers[1], c->start + i);
    return x;
}

/* Times of 32 bits, viewed as such, in 64: the core makes the integers, and those are the ticks. */
static ndola_object *widened(ndola_object *narrow, ndola_dtype_object *dtype)
{
    PyObject *operands[] = {(PyObject *)narrow, (PyObject *)ndola_dtypes[NDOLA_D_INT64]};
    ndola_object *wide = (ndola_object *)ndola_call_operands(NDOLA_FN_astype, operands, 2, NULL);
    ndola_object *x = wide == NULL ? NULL : ndola_array_view(wide, wide->a.data, dtype, wide->a.rank);
    if (x != NULL) {
        memcpy(x->a.shape, wide->a.shape, sizeof *x->a.shape * (size_t)x->a.rank);
        memcpy(x->a.strides, wide->a.strides, sizeof *x->a.strides * (size_t)x->a.rank);
    }
    Py_XDECREF((PyObject *)wide);
    return x;
}

/* Times in memory of our own, NaT where they are null. */
static ndola_object *own_times(const arrow_column_type *type, arrow_array *a, const column *c)
{
    bool narrow = type->width < type->dtype->d.itemsize;
    const uint8_t *valid = c->values->buffers[0]; /* lives as long as the view */
    ndola_object *view = view_of(type, a, c, narrow ? ndola_dtypes[NDOLA_D_INT32] : type->dtype);
    ndola_object *x = view == NULL ? NULL : narrow ? widened(view, type->dtype) : ndola_array_packed(view, "asarray");
    if (x != NULL && c->nulls > 0)
        for (int64_t i = 0; i < c->count; i++)
            if (!arrow_bit(valid, c->start + i))
                ((int64_t *)x->a.data)[i] = NDOLA_NAT;
    Py_XDECREF((PyObject *)view);
    return x;
}

/* The array of a column, which is moved away where the array is a view of it. */
static ndola_object *take(const arrow_column_type *type, arrow_array *a, int copy, bool *fresh)
{
    column c;
    if (find_values(type, a, &c) < 0)
        return NULL;
    bool bits = type->dtype->d.id == NDOLA_D_BOOL;
    const char *obstacle = bits                                           ? "Arrow packs eight bools into a byte"
                           : type->width < type->dtype->d.itemsize ? "Arrow stores these times in 32 bits"
                           : c.nulls > 0                                  ? "nulls must become NaT"
                                                                          : NULL;
    if (obstacle == NULL)
        return view_of(type, a, &c, type->dtype);
    if (copy == NDOLA_COPY_NEVER) {
        PyErr_Format(PyExc_ValueError, "asarray: copy=False, but %s; use copy=None", obstacle);
        return NULL;
    }
    *fresh = true;
    return bits ? unpacked(type, a, &c) : own_times(type, a, &c);
}

/* ---- tables ---- */

/* A table is a structure to Arrow, and an array to its library, which lays its columns side by side in __array__; so
 * is a labelled array of any number of axes, whose coordinates are columns beside its values. All that is asked of Arrow is whether something is null, which __array__ would turn into NaN. */
static bool is_table(PyObject *object, const arrow_schema *schema)
{
    PyObject *method, *shape;
    if (schema->release == NULL || schema->format == NULL || strcmp(schema->format, "+s") != 0 ||
        ndola_lookup((PyObject *)Py_TYPE(object), ndola_names.array, &method) <= 0)
        return false;
    Py_DECREF(method);
    shape = PyObject_GetAttrString(object, "shape");
    bool shaped = shape != NULL && PyTuple_Check(shape);
    Py_XDECREF(shape);
    PyErr_Clear();
    return shaped;
}

static int check_table(const arrow_array *a)
{
    if (a->release == NULL || check_array(a, 1, a->n_children) < 0)
        return PyErr_Occurred() ? -1 : refuse("the Arrow array has been released");
    for (int64_t i = 0; i < a->n_children; i++) {
        const arrow_array *child = a->children[i];
        if (child == NULL || child->release == NULL)
            return refuse("the Arrow array has been released");
        if (check_array(child, child->n_buffers, child->n_children) < 0)
            return -1;
        if (a->offset + a->length > child->length)
            return bad_array(child, "is shorter than the structure over it");
        int64_t nulls = child->n_buffers == 0 ? child->null_count : count_nulls(child, child->offset + a->offset, a->length);
        if (nulls > 0)
            return refuse_nulls(nulls, a->length);
    }
    return 0;
}

/* ---- objects ---- */

static void *capsule_pointer(PyObject *capsule, const char *name, const char *method)
{
    if (capsule != NULL && PyCapsule_IsValid(capsule, name))
        return PyCapsule_GetPointer(capsule, name);
    PyErr_Format(PyExc_ValueError, "asarray: %s must give a capsule named %s, not %R", method, name,
                 capsule == NULL ? Py_None : capsule);
    return NULL;
}

static ndola_object *from_array(PyObject *object, PyObject *pair, int copy, bool *fresh)
{
    static const char method[] = "__arrow_c_array__";
    if (!PyTuple_Check(pair) || PyTuple_Size(pair) != 2) {
        PyErr_Format(PyExc_ValueError, "asarray: %s must give two capsules, not %R", method, pair);
        return NULL;
    }
    arrow_schema *schema = capsule_pointer(PyTuple_GetItem(pair, 0), ARROW_SCHEMA_CAPSULE, method);
    arrow_array *a = schema == NULL ? NULL : capsule_pointer(PyTuple_GetItem(pair, 1), ARROW_ARRAY_CAPSULE, method);
    if (a == NULL)
        return NULL;
    if (is_table(object, schema)) {
        check_table(a);
        return NULL;
    }
    arrow_column_type type;
    ndola_object *x = ndola_arrow_read_type(schema, &type) < 0 ? NULL : take(&type, a, copy, fresh);
    Py_XDECREF((PyObject *)type.dtype);
    return x;
}

/* 0, or -1 with the error the producer tells. */
static int check_status(arrow_stream *stream, int status)
{
    if (status == 0)
        return 0;
    const char *message = stream->get_last_error == NULL ? NULL : stream->get_last_error(stream);
    PyErr_Format(PyExc_ValueError, "asarray: the Arrow stream failed with errno %d: %.400s", status,
                 message == NULL ? "no reason given" : message);
    return -1;
}

/* The next column, without release at the end. The producer may compute, or wait for a thread that needs the GIL. */
static int next_column(arrow_stream *stream, arrow_array *a)
{
    int status;
    *a = (arrow_array){0};
    Py_BEGIN_ALLOW_THREADS
    status = stream->get_next(stream, a);
    Py_END_ALLOW_THREADS
    return check_status(stream, status);
}

static int check_tables(arrow_stream *stream)
{
    for (;;) {
        arrow_array a;
        if (next_column(stream, &a) < 0)
            return -1;
        if (a.release == NULL)
            return 0;
        int status = check_table(&a);
        ndola_release_locked(release_array, &a);
        if (status < 0)
            return -1;
    }
}

/* The columns that hold anything, as a list of arrays. */
static PyObject *take_all(arrow_stream *stream, const arrow_column_type *type, int copy, bool *fresh)
{
    PyObject *list = PyList_New(0);
    while (list != NULL) {
        arrow_array a;
        if (next_column(stream, &a) < 0) {
            Py_CLEAR(list);
            break;
        }
        if (a.release == NULL)
            break;
        bool empty = a.length == 0;
        ndola_object *x = take(type, &a, copy, fresh);
        ndola_release_locked(release_array, &a); /* unless it was moved */
        if (x == NULL || (!empty && PyList_Append(list, (PyObject *)x) < 0))
            Py_CLEAR(list);
        Py_XDECREF((PyObject *)x);
        if (list != NULL && copy == NDOLA_COPY_NEVER && PyList_Size(list) > 1) {
            refuse("copy=False, but the Arrow column lies in several chunks; use copy=None");
            Py_CLEAR(list);
        }
    }
    return list;
}

static ndola_object *join(PyObject *list, const arrow_column_type *type, bool *fresh)
{
    Py_ssize_t n = PyList_Size(list);
    if (n == 1)
        return (ndola_object *)Py_NewRef(PyList_GetItem(list, 0));
    *fresh = true;
    if (n == 0) {
        int64_t shape[NDOLA_MAX_RANK];
        return ndola_array_empty(type->dtype, column_shape(type, 0, shape), shape, "asarray");
    }
    return (ndola_object *)ndola_call_operands(NDOLA_FN_concat, &list, 1, NULL);
}

static ndola_object *from_stream(PyObject *object, PyObject *capsule, int copy, bool *fresh)
{
    arrow_stream *stream = capsule_pointer(capsule, ARROW_STREAM_CAPSULE, "__arrow_c_stream__");
    arrow_schema schema = {0};
    arrow_column_type type = {0};
    ndola_object *x = NULL;
    PyObject *list = NULL;
    if (stream == NULL)
        return NULL;
    if (stream->release == NULL || stream->get_schema == NULL || stream->get_next == NULL) {
        refuse("the Arrow stream has been released or lacks a callback");
        return NULL;
    }
    int status;
    Py_BEGIN_ALLOW_THREADS
    status = stream->get_schema(stream, &schema);
    Py_END_ALLOW_THREADS
    if (check_status(stream, status) < 0)
        return NULL;
    if (is_table(object, &schema))
        check_tables(stream);
    else if (ndola_arrow_read_type(&schema, &type) == 0 && (list = take_all(stream, &type, copy, fresh)) != NULL)
        x = join(list, &type, fresh);
    Py_XDECREF(list);
    Py_XDECREF((PyObject *)type.dtype);
    ndola_release_locked(release_schema, &schema);
    return x;
}

/* Whether the object's type has an attribute; -1 with an exception. */
static int type_has(PyObject *object, PyObject *name)
{
    PyObject *value;
    int found = ndola_lookup((PyObject *)Py_TYPE(object), name, &value);
    if (found > 0)
        Py_DECREF(value);
    return found;
}

/* The name of the method that lends a column, or NULL. A device's memory would be moved to the host to be lent. To pandas
 * NaN is data in memory and null in Arrow, so its own __array__ is the better door. */
static PyObject *lending_method(PyObject *object)
{
    PyObject *method = ndola_names.arrow_array;
    int found = type_has(object, method);
    if (found == 0) {
        method = ndola_names.arrow_stream;
        found = type_has(object, method);
        if (found > 0 && (found = type_has(object, ndola_names.pandas_priority)) >= 0)
            found = !found;
    }
    if (found > 0 && (found = type_has(object, ndola_names.cuda_interface)) >= 0)
        found = !found;
    return found > 0 ? method : NULL;
}

ndola_object *ndola_from_arrow(PyObject *object, int copy, bool *fresh)
{
    PyObject *method = lending_method(object);
    PyObject *lent = method == NULL ? NULL : PyObject_VectorcallMethod(method, &object, 1, NULL);
    if (lent == NULL)
        return NULL;
    ndola_object *x = method == ndola_names.arrow_stream ? from_stream(object, lent, copy, fresh)
                                                         : from_array(object, lent, copy, fresh);
    ndola_drop_capsule(lent);
    return x;
}

bool ndola_lends_arrow(PyObject *object)
{
    PyObject *method = lending_method(object);
    PyErr_Clear();
    return method != NULL;
}
