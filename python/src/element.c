/* One element <-> one Python object, for every element type, byte-swapped or not, aligned or not. */
#include "shell.h"

#include <math.h>
#include <stdlib.h>

static void swap_bytes(unsigned char *p, int n)
{
    for (int i = 0; i < n / 2; i++) {
        unsigned char t = p[i];
        p[i] = p[n - 1 - i];
        p[n - 1 - i] = t;
    }
}

/* A complex number is swapped part by part. */
static void swap_element(const ndola_dtype *d, unsigned char *p)
{
    int parts = ndola_dtype_rows[d->id].kind == 'c' ? 2 : 1;
    for (int i = 0; i < parts; i++)
        swap_bytes(p + i * (d->itemsize / parts), d->itemsize / parts);
}

static double half_to_double(uint16_t h)
{
    int exponent = (h >> 10) & 31, fraction = h & 1023;
    double magnitude;
    if (exponent == 31)
        magnitude = fraction != 0 ? NAN : INFINITY;
    else if (exponent == 0)
        magnitude = ldexp(fraction, -24);
    else
        magnitude = ldexp(1024 + fraction, exponent - 25);
    return (h & 0x8000) != 0 ? -magnitude : magnitude;
}

static double brain_to_double(uint16_t b)
{
    uint32_t bits = (uint32_t)b << 16;
    float f;
    memcpy(&f, &bits, 4);
    return f;
}

/* x rounded, half to even, to a 16-bit float of so many fraction bits and this exponent bias. It rounds
 * once: going by way of float32 would round twice. */
static uint16_t round_to_16_bits(double x, int fraction_bits, int bias)
{
    uint16_t sign = signbit(x) ? 0x8000 : 0;
    int exponent_bits = 15 - fraction_bits;
    uint16_t infinity = (uint16_t)(((1 << exponent_bits) - 1) << fraction_bits);
    if (isnan(x))
        return sign | infinity | (uint16_t)(1 << (fraction_bits - 1));
    x = fabs(x);
    if (isinf(x))
        return sign | infinity;
    if (x == 0)
        return sign;
    int exponent;
    frexp(x, &exponent);
    exponent -= 1; /* x = 1.f * 2^exponent */
    if (exponent > bias)
        return sign | infinity;
    if (exponent < 1 - bias)
        exponent = 1 - bias; /* subnormal: the fraction has no implied bit */
    double scaled = nearbyint(ldexp(x, fraction_bits - exponent));
    /* The implied bit, or a carry out of the fraction, moves the exponent field up by itself. */
    return sign | (uint16_t)(((exponent + bias - 1) << fraction_bits) + (int)scaled);
}

PyObject *ndola_element_read(const ndola_dtype *d, const char *p)
{
    unsigned char raw[16];
    int size = d->itemsize;
    if (d->id == NDOLA_D_BYTES) { /* NumPy's rule for S and U: trailing zeros are padding */
        while (size > 0 && p[size - 1] == '\0')
            size--;
        return PyBytes_FromStringAndSize(p, size);
    }
    if (d->id == NDOLA_D_TEXT) {
        while (size >= 4 && p[size - 1] == 0 && p[size - 2] == 0 && p[size - 3] == 0 && p[size - 4] == 0)
            size -= 4;
        bool little = (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) != d->swapped;
        int order = little ? -1 : 1;
        return PyUnicode_DecodeUTF32(p, size, "surrogatepass", &order);
    }
    if (d->id == NDOLA_D_VOID)
        return PyBytes_FromStringAndSize(p, size);
    memcpy(raw, p, (size_t)size);
    if (d->swapped)
        swap_element(d, raw);
#define READ(type) (*(type *)memcpy(&(type){0}, raw, sizeof(type)))
    switch (d->id) {
    case NDOLA_D_BOOL: return PyBool_FromLong(raw[0] != 0);
    case NDOLA_D_INT8: return PyLong_FromLong(READ(int8_t));
    case NDOLA_D_INT16: return PyLong_FromLong(READ(int16_t));
    case NDOLA_D_INT32: return PyLong_FromLong(READ(int32_t));
    case NDOLA_D_DATETIME:
    case NDOLA_D_TIMEDELTA:
    case NDOLA_D_INT64: return PyLong_FromLongLong(READ(int64_t));
    case NDOLA_D_UINT8: return PyLong_FromLong(READ(uint8_t));
    case NDOLA_D_UINT16: return PyLong_FromLong(READ(uint16_t));
    case NDOLA_D_UINT32: return PyLong_FromUnsignedLong(READ(uint32_t));
    case NDOLA_D_UINT64: return PyLong_FromUnsignedLongLong(READ(uint64_t));
    case NDOLA_D_FLOAT16: return PyFloat_FromDouble(half_to_double(READ(uint16_t)));
    case NDOLA_D_BFLOAT16: return PyFloat_FromDouble(brain_to_double(READ(uint16_t)));
    case NDOLA_D_FLOAT32: return PyFloat_FromDouble((double)READ(float));
    case NDOLA_D_FLOAT64: return PyFloat_FromDouble(READ(double));
    case NDOLA_D_COMPLEX64: {
        float parts[2];
        memcpy(parts, raw, 8);
        return PyComplex_FromDoubles((double)parts[0], (double)parts[1]);
    }
    case NDOLA_D_COMPLEX128: {
        double parts[2];
        memcpy(parts, raw, 16);
        return PyComplex_FromDoubles(parts[0], parts[1]);
    }
    }
#undef READ
    PyErr_SetString(PyExc_SystemError, "ndola: element type out of the table");
    return NULL;
}

/* value as an int object that fits the integer type, into raw. A float is truncated, as NumPy does. */
static int write_int(const ndola_dtype *d, unsigned char *raw, PyObject *value, const char *function)
{
    PyObject *number = PyFloat_Check(value) ? PyNumber_Long(value) : PyNumber_Index(value);
    if (number == NULL)
        return -1;
    int overflow = 0, bits = 8 * d->itemsize;
    bool is_signed = ndola_dtype_rows[d->id].kind != 'u', fits;
    long long i = PyLong_AsLongLongAndOverflow(number, &overflow);
    unsigned long long bytes = (unsigned long long)i;
    if (is_signed) {
        fits = overflow == 0 && (bits == 64 || (i >= -(1LL << (bits - 1)) && i < 1LL << (bits - 1)));
    } else if (overflow > 0 && bits == 64) {
        bytes = PyLong_AsUnsignedLongLong(number);
        fits = PyErr_Occurred() == NULL;
        PyErr_Clear();
    } else {
        fits = overflow == 0 && i >= 0 && (bits == 64 || i < 1LL << bits);
    }
    if (!fits) {
        char text[64];
        PyErr_Format(PyExc_OverflowError, "%s: %S is out of the range of %s", function, number,
                     ndola_dtype_text(d, text));
    } else {
        switch (d->itemsize) { /* by type, so that either byte order comes out right */
        case 1: memcpy(raw, &(uint8_t){(uint8_t)bytes}, 1); break;
        case 2: memcpy(raw, &(uint16_t){(uint16_t)bytes}, 2); break;
        case 4: memcpy(raw, &(uint32_t){(uint32_t)bytes}, 4); break;
        default: memcpy(raw, &(uint64_t){bytes}, 8);
        }
    }
    Py_DECREF(number);
    return fits ? 0 : -1;
}

static int write_float(const ndola_dtype *d, unsigned char *raw, PyObject *value)
{
    double x = PyFloat_AsDouble(value);
    if (x == -1 && PyErr_Occurred())
        return -1;
    switch (d->id) {
    case NDOLA_D_FLOAT16: memcpy(raw, &(uint16_t){round_to_16_bits(x, 10, 15)}, 2); break;
    case NDOLA_D_BFLOAT16: memcpy(raw, &(uint16_t){round_to_16_bits(x, 7, 127)}, 2); break;
    case NDOLA_D_FLOAT32: memcpy(raw, &(float){(float)x}, 4); break;
    default: memcpy(raw, &x, 8);
    }
    return 0;
}

static int write_complex(const ndola_dtype *d, unsigned char *raw, PyObject *value)
{
    double re, im = 0;
    if (PyFloat_Check(value) || PyLong_Check(value)) {
        re = PyFloat_AsDouble(value);
    } else {
        re = PyComplex_RealAsDouble(value);
        im = PyComplex_ImagAsDouble(value);
    }
    if (PyErr_Occurred())
        return -1;
    if (d->id == NDOLA_D_COMPLEX64)
        memcpy(raw, (float[2]){(float)re, (float)im}, 8);
    else
        memcpy(raw, (double[2]){re, im}, 16);
    return 0;
}

/* Text is cut to the room there is and padded with zeros, as NumPy does. */
static int write_bytes(const ndola_dtype *d, char *p, PyObject *value)
{
    PyObject *encoded;
    if (d->id == NDOLA_D_TEXT) {
        PyObject *text = PyUnicode_Check(value) ? Py_NewRef(value) : PyObject_Str(value);
        bool little = (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) != d->swapped;
        encoded =
            text == NULL ? NULL : PyUnicode_AsEncodedString(text, little ? "utf-32-le" : "utf-32-be", "surrogatepass");
        Py_XDECREF(text);
    } else if (PyUnicode_Check(value)) {
        encoded = PyUnicode_AsASCIIString(value);
    } else {
        encoded = PyBytes_FromObject(value);
    }
    if (encoded == NULL)
        return -1;
    char *bytes;
    Py_ssize_t n;
    if (PyBytes_AsStringAndSize(encoded, &bytes, &n) < 0) {
        Py_DECREF(encoded);
        return -1;
    }
    if (n > d->itemsize)
        n = d->itemsize;
    memcpy(p, bytes, (size_t)n);
    memset(p + n, 0, (size_t)(d->itemsize - n));
    Py_DECREF(encoded);
    return 0;
}

int ndola_element_write(const ndola_dtype *d, char *p, PyObject *value, const char *function)
{
    unsigned char raw[16];
    int status = 0;
    switch (ndola_dtype_rows[d->id].kind) {
    case 'b':
        status = PyObject_IsTrue(value);
        raw[0] = status > 0;
        break;
    case 'f': status = write_float(d, raw, value); break;
    case 'c': status = write_complex(d, raw, value); break;
    case 'S':
    case 'U':
    case 'V': return write_bytes(d, p, value);
    default: status = write_int(d, raw, value, function);
    }
    if (status < 0) {
        char text[64];
        if (PyErr_ExceptionMatches(PyExc_TypeError) && (PyComplex_Check(value) || !PyNumber_Check(value)))
            PyErr_Format(PyExc_TypeError, "%s: a value of %R does not convert to %s", function,
                         (PyObject *)Py_TYPE(value), ndola_dtype_text(d, text));
        return -1;
    }
    if (d->swapped)
        swap_element(d, raw);
    memcpy(p, raw, (size_t)d->itemsize);
    return 0;
}
