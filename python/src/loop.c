/* Small elementwise calls without entering Go.
 *
 * To enter a Go runtime from C takes longer than the arithmetic of a small array: 70 ns where the code is warm, twice that
 * from the depths of NumPy, where it is not. The core's loops over packed memory, though, are assembly that needs no
 * runtime: leaves without a frame, which look at no goroutine. So when it is opened the core lends their addresses,
 * and a call of plain arrays of one layout, or of one and a Python number, is made here: the same loop over the same
 * memory as the core would have run. Everything else, and every error, takes the long way.
 */
#include "shell.h"

const ndola_loop (*ndola_lent)[NDOLA_NUM_COMPUTING];

enum { MOST_ELEMENTS = 512 }; /* beyond, entering Go is a small part of the time, and others want the GIL */

#ifdef __x86_64__

/* Calls machine code as Go's assembly has it: the arguments lie above the return address, no register is kept. */
__attribute__((naked, noinline)) static void run(__attribute__((unused)) const void *code,
                                                 __attribute__((unused)) int64_t n, __attribute__((unused)) void *dst,
                                                 __attribute__((unused)) const void *a,
                                                 __attribute__((unused)) const void *b)
{
    __asm__("push %rbp; push %rbx; push %r12; push %r13; push %r14; push %r15\n\t"
            "push %r8; push %rcx; push %rdx; push %rsi\n\t" /* b, a, dst, n */
            "call *%rdi\n\t"
            "add $32, %rsp\n\t"
            "pop %r15; pop %r14; pop %r13; pop %r12; pop %rbx; pop %rbp\n\t"
            "ret");
}

#else

/* The core lends none. */
static void run(const void *code, int64_t n, void *dst, const void *a, const void *b)
{
    (void)code, (void)n, (void)dst, (void)a, (void)b;
}

#endif

/* The elements of a small packed native array, or -1. */
static int64_t small_size(const ndola_array *a)
{
    int64_t n = 1;
    if (a->dtype.id >= NDOLA_NUM_COMPUTING || a->dtype.swapped)
        return -1;
    for (int i = a->rank - 1; i >= 0; i--) {
        if (a->shape[i] != 1 && a->strides[i] != n * a->dtype.itemsize)
            return -1;
        n *= a->shape[i];
        if (n > MOST_ELEMENTS)
            return -1;
    }
    return n;
}

static bool same_layout(const ndola_array *a, const ndola_array *b)
{
    if (a->dtype.id != b->dtype.id || b->dtype.swapped || a->rank != b->rank)
        return false;
    for (int i = 0; i < a->rank; i++)
        if (a->shape[i] != b->shape[i] || a->strides[i] != b->strides[i])
            return false;
    return true;
}

/* A Python number as an element of a type, where it is one without further rules. */
static bool number_as(PyObject *number, int id, void *element)
{
    double value;
    if (PyFloat_CheckExact(number)) {
        value = PyFloat_AsDouble(number);
    } else if (PyLong_CheckExact(number)) {
        int overflow;
        int64_t integer = PyLong_AsLongLongAndOverflow(number, &overflow);
        if (overflow != 0)
            return false;
        if (id == NDOLA_D_INT64) {
            memcpy(element, &integer, sizeof integer);
            return true;
        }
        value = (double)integer;
    } else {
        return false;
    }
    float narrow = (float)value;
    if (id == NDOLA_D_FLOAT64)
        memcpy(element, &value, sizeof value);
    else if (id == NDOLA_D_FLOAT32)
        memcpy(element, &narrow, sizeof narrow);
    return id == NDOLA_D_FLOAT64 || id == NDOLA_D_FLOAT32;
}

/* A new array of x's shape in C order, over memory already taken. */
static PyObject *result_over(void *data, const ndola_array *like, int id)
{
    ndola_object *x = ndola_array_over(ndola_block_of(data), data, ndola_dtypes[id], like->rank, false);
    if (x == NULL)
        return NULL;
    int64_t stride = x->a.dtype.itemsize;
    for (int i = like->rank - 1; i >= 0; i--) {
        x->a.shape[i] = like->shape[i];
        x->a.strides[i] = stride;
        stride *= like->shape[i] > 0 ? like->shape[i] : 1;
    }
    return (PyObject *)x;
}

bool ndola_run_loop(int row, PyObject *const *operands, Py_ssize_t n, PyObject **result)
{
    enum { NONE, FIRST }; /* the place of a number */
    const ndola_array *like = NULL;
    const void *data[2] = {NULL, NULL};
    int64_t size = 0, element;
    int place = NONE;
    if (ndola_lent == NULL || n < 1 || n > 2 || n != ndola_functions[row].noperands)
        return false;
    for (int i = 0; i < n; i++) {
        if (Py_TYPE(operands[i]) != ndola_array_type) {
            place = FIRST + i;
            continue;
        }
        const ndola_array *a = &((ndola_object *)operands[i])->a;
        if (like == NULL ? (size = small_size(a)) < 0 : !same_layout(like, a))
            return false;
        like = like == NULL ? a : like;
        data[i] = a->data;
    }
    if (like == NULL)
        return false;
    const ndola_loop *loop = &ndola_lent[row][like->dtype.id];
    if (loop->code[place] == NULL)
        return false;
    if (place != NONE) {
        if (!number_as(operands[place - FIRST], like->dtype.id, &element))
            return false;
        data[place - FIRST] = &element;
    }
    void *out = ndola_alloc_locked((size_t)(size * ndola_dtypes[loop->out]->d.itemsize));
    if (out == NULL)
        return false;
    bool swapped = loop->swapped[place];
    run(loop->code[place], size, out, data[swapped], data[!swapped]);
    *result = result_over(out, like, loop->out);
    return true;
}
