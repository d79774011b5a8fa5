/* The structs of the Arrow C data interface and C stream interface, as arrow.c and arrow_export.c lay them out. */
#ifndef NDOLA_ARROW_H
#define NDOLA_ARROW_H

#include "shell.h"

#define ARROW_SCHEMA_CAPSULE "arrow_schema"
#define ARROW_ARRAY_CAPSULE "arrow_array"
#define ARROW_STREAM_CAPSULE "arrow_array_stream"

enum { ARROW_FLAG_NULLABLE = 2 };

/* A type. One whose release is NULL has been released or moved away, and so have the others. */
typedef struct arrow_schema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct arrow_schema **children, *dictionary;
    void (*release)(struct arrow_schema *);
    void *private_data;
} arrow_schema;

/* A column of that type: length elements from offset on. The first buffer has a bit an element, 0 where it is null. */
typedef struct arrow_array {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct arrow_array **children, *dictionary;
    void (*release)(struct arrow_array *);
    void *private_data;
} arrow_array;

/* Columns one after another. The callbacks return 0 or an errno; the stream is over at an array without release. */
typedef struct arrow_stream {
    int (*get_schema)(struct arrow_stream *, arrow_schema *out);
    int (*get_next)(struct arrow_stream *, arrow_array *out);
    const char *(*get_last_error)(struct arrow_stream *);
    void (*release)(struct arrow_stream *);
    void *private_data;
} arrow_stream;

_Static_assert(sizeof(arrow_schema) == 72 && sizeof(arrow_array) == 80 && sizeof(arrow_stream) == 40,
               "the structs of the specification");

/* Element types both sides have, a row each: Arrow's format, ours as text, and the bytes Arrow stores an element in,
 * 0 for a bit. Where several formats are one type of ours, the first is the one exported. */
typedef struct {
    const char *format, *dtype;
    int width;
} arrow_type_row;

#define ARROW_NUM_TYPES 28
extern const arrow_type_row ndola_arrow_types[ARROW_NUM_TYPES];

/* The type of a column: lists of fixed sizes, one in the other, around an element type. */
typedef struct {
    int lists;
    int64_t sizes[NDOLA_MAX_RANK];
    ndola_dtype_object *dtype;
    int width; /* bytes of an element in Arrow's memory, 0 for a bit */
} arrow_column_type;

/* 0, or -1 with an exception; in any case type->dtype is NULL or a reference. */
int ndola_arrow_read_type(const arrow_schema *schema, arrow_column_type *type);

#define NDOLA_NAT INT64_MIN /* the tick of a datetime or timedelta that is none */

static inline bool arrow_bit(const uint8_t *bits, int64_t i) { return bits[i / 8] >> (i % 8) & 1; }

#endif
