/* The format strings of buffers (PEP 3118): the struct module's letters, with Z for complex, w for UCS-4 text,
 * T{...} for structures, (2,3) for sub-arrays and :name: behind a member.
 *
 * A byte order holds until the next one. In native order, @, members are aligned as in C, in the others they follow
 * one another. NumPy writes @ and means both: it says every padding byte but the last ones. So what is written here
 * is in the order =, and what is read and comes to another size than the buffer's is read again as packed.
 */
#include "shell.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define LITTLE (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

/* ---- writing ---- */

typedef struct {
    const ndola_array *a;
    PyObject *text; /* so far; NULL after an error */
    char order;
    bool structure;
} writer;

static int append(writer *w, PyObject *more)
{
    PyObject *joined = w->text == NULL || more == NULL ? NULL : PyUnicode_Concat(w->text, more);
    Py_XDECREF(more);
    Py_XDECREF(w->text);
    w->text = joined;
    return joined == NULL ? -1 : 0;
}

static int append_order(writer *w, char order)
{
    if (w->order == order)
        return 0;
    w->order = order;
    return append(w, PyUnicode_FromFormat("%c", order));
}

/* One element: BP-06, BP-07. */
static int write_element(writer *w, const ndola_dtype *d)
{
    const ndola_dtype_row *row = &ndola_dtype_rows[d->id];
    if (*row->format == '\0') { /* BP-09 */
        char text[64];
        PyErr_Format(ndola_export_error, "data: buffers have no format for %s", ndola_dtype_text(d, text));
        return -1;
    }
    int alignment = ndola_dtype_alignment(d);
    bool native = !w->structure && ndola_array_is_aligned(w->a);
    char order = d->swapped ? (LITTLE ? '>' : '<') : native ? '@' : '=';
    if (alignment > 1 && append_order(w, order) < 0)
        return -1;
    if (row->size != 0)
        return append(w, PyUnicode_FromString(row->format));
    int count = d->id == NDOLA_D_TEXT ? d->itemsize / 4 : d->itemsize;
    return append(w, PyUnicode_FromFormat("%d%s", count, row->format));
}

static int write_dtype(writer *w, const ndola_dtype_object *dtype);

static int write_shape(writer *w, const ndola_member_info *m)
{
    for (int i = 0; i < m->rank; i++)
        if (append(w, PyUnicode_FromFormat(i == 0 ? "(%lld" : ",%lld", (long long)m->shape[i])) < 0)
            return -1;
    return m->rank == 0 ? 0 : append(w, PyUnicode_FromString(")"));
}

/* A structure: BP-08. */
static int write_members(writer *w, PyObject *descr)
{
    if (append(w, PyUnicode_FromString("T{")) < 0)
        return -1;
    for (Py_ssize_t i = 0; i < PyList_Size(descr); i++) {
        ndola_member_info m;
        if (ndola_member_read(PyList_GetItem(descr, i), &m) < 0)
            return -1;
        int status;
        bool named = PyUnicode_GetLength(m.name) > 0;
        if (named && PyUnicode_FindChar(m.name, ':', 0, PyUnicode_GetLength(m.name), 1) >= 0) {
            PyErr_Format(ndola_export_error, "data: the member name %R has a colon, which a format cannot say", m.name);
            status = -1;
        } else if (!named) {
            status = append(w, PyUnicode_FromFormat("%lldx", (long long)m.size));
        } else {
            status = write_shape(w, &m);
            if (status == 0)
                status = write_dtype(w, m.dtype);
            if (status == 0)
                status = append(w, PyUnicode_FromFormat(":%U:", m.name));
        }
        Py_DECREF((PyObject *)m.dtype);
        if (status < 0)
            return -1;
    }
    return append(w, PyUnicode_FromString("}"));
}

static int write_dtype(writer *w, const ndola_dtype_object *dtype)
{
    if (dtype->descr == NULL || !PyList_Check(dtype->descr))
        return write_element(w, &dtype->d);
    if (Py_EnterRecursiveCall(" in a structure's format"))
        return -1;
    int status = write_members(w, dtype->descr);
    Py_LeaveRecursiveCall();
    return status;
}

PyObject *ndola_format_write(const ndola_object *x)
{
    writer w = {&x->a, PyUnicode_FromString(""), '@', x->dtype->descr != NULL};
    if (write_dtype(&w, x->dtype) < 0)
        Py_CLEAR(w.text);
    return w.text;
}

/* ---- reading ---- */

typedef struct {
    const char *whole, *p;
    char order;
    bool packed; /* members are never aligned */
} reader;

/* What an item turned out to be. */
typedef struct {
    ndola_dtype d;
    PyObject *descr; /* of a structure: a new list, else NULL */
    PyObject *shape; /* of a sub-array: a new tuple, else NULL */
    PyObject *name;  /* text, or NULL */
    int64_t size;
    int alignment;
    bool padding;
} item;

static int unreadable(const reader *r, const char *why)
{
    if (PyErr_Occurred() == NULL)
        PyErr_Format(PyExc_ValueError, "asarray: the buffer's format %.200s is not of a type ndola has: %s", r->whole,
                     why);
    return -1;
}

static void drop(item *m)
{
    Py_CLEAR(m->descr);
    Py_CLEAR(m->shape);
    Py_CLEAR(m->name);
}

static void skip_space_and_order(reader *r)
{
    for (; *r->p != '\0' && (isspace((unsigned char)*r->p) || strchr("@^=<>!", *r->p) != NULL); r->p++)
        if (!isspace((unsigned char)*r->p))
            r->order = *r->p;
}

/* (2,3) as a tuple; *count is the product. */
static PyObject *read_shape(reader *r, int64_t *count)
{
    PyObject *lengths = PyList_New(0);
    do {
        char *end;
        long long n = strtoll(r->p + 1, &end, 10);
        PyObject *length = PyLong_FromLongLong(n);
        bool bad = end == r->p + 1 || n < 0 || (*end != ',' && *end != ')') || lengths == NULL || length == NULL ||
                   __builtin_mul_overflow(*count, (int64_t)n, count) || PyList_Append(lengths, length) < 0;
        Py_XDECREF(length);
        if (bad) {
            unreadable(r, "a sub-array's shape");
            Py_XDECREF(lengths);
            return NULL;
        }
        r->p = end;
    } while (*r->p == ',');
    r->p++;
    PyObject *shape = PyList_AsTuple(lengths);
    Py_DECREF(lengths);
    return shape;
}

/* The bytes of a letter: native where the order is, else the standard's. 0 where there is no such letter here. */
static int letter_size(const reader *r, char letter)
{
    bool native = r->order == '@' || r->order == '^';
    switch (letter) {
    case '?': case 'b': case 'B': case 'c': case 's': case 'x': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': case 'w': return 4;
    case 'l': case 'L': return native ? (int)sizeof(long) : 4;
    case 'n': case 'N': return native ? (int)sizeof(size_t) : 0;
    case 'q': case 'Q': case 'd': return 8;
    }
    return 0;
}

static char letter_kind(char letter)
{
    static const struct {
        const char *letters;
        char kind;
    } kinds[] = {{"?", 'b'}, {"bhilqn", 'i'}, {"BHILQN", 'u'}, {"efd", 'f'}, {"sc", 'S'}, {"w", 'U'}, {"x", 'V'}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strchr(kinds[i].letters, letter) != NULL)
            return kinds[i].kind;
    return 0;
}

/* A letter behind its count, which is a length for s, w and x and given back in *repeat for the others. */
static int read_letter(reader *r, int64_t count, item *m, int64_t *repeat)
{
    bool complex_ = *r->p == 'Z';
    char letter = *(r->p += complex_);
    int size = letter == '\0' ? 0 : letter_size(r, letter);
    char kind = size == 0 ? 0 : complex_ ? (letter == 'f' || letter == 'd' ? 'c' : 0) : letter_kind(letter);
    if (kind == 0) {
        char why[48];
        snprintf(why, sizeof why, "no element for '%s%.1s'", complex_ ? "Z" : "", r->p);
        return unreadable(r, why);
    }
    r->p++;
    m->alignment = size;
    m->padding = letter == 'x';
    bool sized = letter == 's' || letter == 'w' || letter == 'x';
    *repeat = sized ? 1 : count;
    int64_t length = sized ? count : 1;
    if (length > INT32_MAX / 8)
        return unreadable(r, "an element that long");
    char text[32];
    snprintf(text, sizeof text, "%c%lld", kind, (long long)(kind == 'U' ? length : size * length * (complex_ + 1)));
    if (ndola_dtype_parse(text, &m->d) < 0)
        return unreadable(r, text);
    m->size = m->d.itemsize;
    if (size > 1)
        m->d.swapped = (r->order == '<' && !LITTLE) || ((r->order == '>' || r->order == '!') && LITTLE);
    return 0;
}

static PyObject *read_members(reader *r, char end, int64_t *size, int *alignment, item *only, Py_ssize_t *count);

static int read_item(reader *r, item *m)
{
    int64_t in_shape = 1, repeat = 1, total;
    *m = (item){.alignment = 1};
    if (*r->p == '(' && (m->shape = read_shape(r, &in_shape)) == NULL)
        return -1;
    skip_space_and_order(r);
    char *behind;
    long long count = strtoll(r->p, &behind, 10);
    if (behind == r->p)
        count = 1;
    r->p = behind;
    if (count < 0)
        return unreadable(r, "a negative count");
    if (r->p[0] == 'T' && r->p[1] == '{') {
        r->p += 2;
        repeat = count;
        m->d = ndola_dtype_of(NDOLA_D_VOID);
        m->descr = read_members(r, '}', &m->size, &m->alignment, NULL, NULL);
        if (m->descr == NULL)
            return -1;
        m->d.itemsize = (int32_t)m->size;
    } else if (read_letter(r, count, m, &repeat) < 0) {
        return -1;
    }
    if (repeat != 1) {
        if (m->shape != NULL)
            return unreadable(r, "a count inside a sub-array");
        if ((m->shape = Py_BuildValue("(L)", (long long)repeat)) == NULL)
            return -1;
        in_shape = repeat;
    }
    if (__builtin_mul_overflow(m->size, in_shape, &total) || total > INT32_MAX)
        return unreadable(r, "a member that long");
    m->size = total;
    if (*r->p == ':') {
        const char *end = strchr(r->p + 1, ':');
        if (end == NULL)
            return unreadable(r, "a name without its end");
        m->name = PyUnicode_DecodeUTF8(r->p + 1, end - r->p - 1, "strict");
        if (m->name == NULL)
            return -1;
        r->p = end + 1;
    }
    return 0;
}

/* An entry of a descr: padding, or (name, type[, shape]). */
static int append_padding(PyObject *descr, int64_t n)
{
    PyObject *entry = n == 0 ? NULL : PyUnicode_FromFormat("|V%lld", (long long)n);
    PyObject *pair = entry == NULL ? NULL : Py_BuildValue("(sN)", "", entry);
    int status = n == 0 ? 0 : pair == NULL ? -1 : PyList_Append(descr, pair);
    Py_XDECREF(pair);
    return status;
}

static int append_member(PyObject *descr, const item *m, PyObject *name)
{
    char text[64];
    PyObject *type = m->descr != NULL ? Py_NewRef(m->descr) : PyUnicode_FromString(ndola_typestr(&m->d, text));
    PyObject *entry = m->shape != NULL ? Py_BuildValue("(ONO)", name, type, m->shape) : Py_BuildValue("(ON)", name, type);
    int status = entry == NULL ? -1 : PyList_Append(descr, entry);
    Py_XDECREF(entry);
    return status;
}

/* A member's name: its own, which must be the first of that name, or the first free one of f0, f1, ... */
static PyObject *name_of(const reader *r, const item *m, PyObject *names)
{
    PyObject *name = m->name != NULL ? Py_NewRef(m->name) : NULL;
    for (Py_ssize_t i = 0; name == NULL; i++) {
        name = PyUnicode_FromFormat("f%zd", i);
        int taken = name == NULL ? -1 : PySet_Contains(names, name);
        if (taken < 0)
            return NULL;
        if (taken)
            Py_CLEAR(name);
    }
    int taken = PySet_Contains(names, name);
    if (taken > 0)
        unreadable(r, "two members of one name");
    if (taken != 0 || PySet_Add(names, name) < 0)
        Py_CLEAR(name);
    return name;
}

static int read_member_into(reader *r, PyObject *descr, PyObject *names, int64_t *size, int *alignment, item *m)
{
    if (read_item(r, m) < 0)
        return -1;
    int64_t gap = r->order == '@' && !r->packed ? -*size & (m->alignment - 1) : 0;
    bool padding = m->padding && m->name == NULL;
    PyObject *name = padding ? NULL : name_of(r, m, names);
    int status = append_padding(descr, gap + (padding ? m->size : 0));
    if (status == 0 && !padding)
        status = name == NULL ? -1 : append_member(descr, m, name);
    Py_XDECREF(name);
    *size += gap + m->size;
    if (m->alignment > *alignment)
        *alignment = m->alignment;
    return status < 0 || *size > INT32_MAX ? unreadable(r, "a structure that long") : 0;
}

/* Members up to end, as a descr. only and count, where not NULL, receive the last item and their number. */
static PyObject *read_members(reader *r, char end, int64_t *size, int *alignment, item *only, Py_ssize_t *count)
{
    PyObject *descr = PyList_New(0), *names = PySet_New(NULL);
    int status = descr == NULL || names == NULL || Py_EnterRecursiveCall(" in a buffer's format") ? -1 : 1;
    bool entered = status > 0;
    *size = 0;
    *alignment = 1;
    for (Py_ssize_t n = 0; status > 0; n++) {
        skip_space_and_order(r);
        if (*r->p == end) {
            r->p += end != '\0';
            status = 0;
            if (count != NULL)
                *count = n;
        } else if (*r->p == '\0') {
            status = unreadable(r, "a structure without its end");
        } else {
            item m;
            status = read_member_into(r, descr, names, size, alignment, &m) < 0 ? -1 : 1;
            if (only == NULL || n > 0 || status < 0)
                drop(&m);
            else
                *only = m;
        }
    }
    int64_t tail = r->order == '@' && !r->packed ? -*size & (*alignment - 1) : 0;
    if (status == 0)
        status = append_padding(descr, tail);
    *size += tail;
    if (entered)
        Py_LeaveRecursiveCall();
    Py_XDECREF(names);
    if (status < 0)
        Py_CLEAR(descr);
    return descr;
}

/* The type an empty format or none stands for: raw bytes. BP-24. */
static ndola_dtype_object *raw(Py_ssize_t itemsize)
{
    ndola_dtype d = ndola_dtype_of(NDOLA_D_BYTES);
    d.itemsize = (int32_t)itemsize;
    return (ndola_dtype_object *)ndola_dtype_new(&d, NULL);
}

static ndola_dtype_object *read_whole(const char *format, Py_ssize_t itemsize, bool packed)
{
    reader r = {format, format, '@', packed};
    item first = {0};
    Py_ssize_t count = 0;
    int64_t size;
    int alignment;
    PyObject *descr = read_members(&r, '\0', &size, &alignment, &first, &count);
    if (descr == NULL) {
        drop(&first);
        return NULL;
    }
    bool single = count == 1 && first.name == NULL && first.shape == NULL;
    bool element = single && first.descr == NULL;
    PyObject *members = single && !element ? first.descr : descr;
    ndola_dtype_object *dtype = NULL;
    ndola_dtype d = ndola_dtype_of(NDOLA_D_VOID);
    d.itemsize = (int32_t)itemsize;
    if (count > 0 && size == itemsize) {
        dtype = (ndola_dtype_object *)ndola_dtype_new(element ? &first.d : &d, element ? NULL : members);
    } else if (!element && !packed) {
        dtype = read_whole(format, itemsize, true);
    } else if (!element && count > 0 && size < itemsize) {
        if (append_padding(members, itemsize - size) == 0)
            dtype = (ndola_dtype_object *)ndola_dtype_new(&d, members);
    } else {
        PyErr_Format(PyExc_ValueError, "asarray: the buffer's format %.200s says %lld bytes, its itemsize %zd", format,
                     (long long)size, itemsize);
    }
    drop(&first);
    Py_DECREF(descr);
    return dtype;
}

ndola_dtype_object *ndola_format_read(const char *format, Py_ssize_t itemsize)
{
    if (itemsize < 0 || itemsize > NDOLA_MAX_SIZE) {
        PyErr_Format(PyExc_ValueError, "asarray: the buffer's elements have %zd bytes", itemsize);
        return NULL;
    }
    /* A memoryview calls bytes of any size B where its exporter gave no format. */
    if (format == NULL || (itemsize > 1 && strcmp(format, "B") == 0))
        return raw(itemsize);
    return read_whole(format, itemsize, false);
}
