/* The structs of DLPack 1.x, as dlpack.c and exchange.c lay them out. */
#ifndef NDOLA_DLPACK_H
#define NDOLA_DLPACK_H

#include "shell.h"

typedef struct {
    uint8_t code, bits;
    uint16_t lanes;
} dl_type;

typedef struct {
    int32_t type, id;
} dl_device;

typedef struct {
    void *data;
    dl_device device;
    int32_t ndim;
    dl_type dtype;
    int64_t *shape, *strides; /* in elements; strides NULL means C order */
    uint64_t byte_offset;
} dl_tensor;

typedef struct dl_managed {
    dl_tensor tensor;
    void *context;
    void (*deleter)(struct dl_managed *);
} dl_managed;

typedef struct {
    uint32_t major, minor;
} dl_version;

typedef struct dl_versioned {
    dl_version version;
    void *context;
    void (*deleter)(struct dl_versioned *);
    uint64_t flags;
    dl_tensor tensor;
} dl_versioned;

_Static_assert(sizeof(dl_tensor) == 48 && sizeof(dl_managed) == 64 && sizeof(dl_versioned) == 80, "DL-02");

enum { DL_READ_ONLY = 1, DL_IS_COPIED = 2 };
enum { DL_CPU = 1, DL_CUDA_HOST = 3, DL_ROCM_HOST = 11, DL_CUDA_MANAGED = 13 };
enum { DL_MAJOR = 1, DL_MINOR = 3 };

/* 0, or -1 with BufferError naming what DLPack cannot say. */
int ndola_dl_check(const ndola_array *a);
/* The tensor of an array; dims has room for shape and strides. */
void ndola_dl_fill(dl_tensor *t, const ndola_array *a, int64_t *dims);
/* A managed tensor that keeps the array's block; NULL without memory, and without an exception. */
dl_versioned *ndola_dl_managed(ndola_object *x, bool copied);
/* The array over a managed tensor, which is taken over unless NULL is returned, with an exception. */
ndola_object *ndola_dl_adopt(dl_versioned *m);
/* Gives a managed tensor back to its producer, an exception on its way left alone: the release may run Python. */
void ndola_dl_release(dl_versioned *m);
/* The array over an object's memory by its type's exchange table: 1; 0 where its __dlpack__ is to be asked; -1 with an
 * exception where the object is not to be had by either. */
int ndola_dl_exchange(PyObject *object, bool by_table, ndola_object **x);

#endif
