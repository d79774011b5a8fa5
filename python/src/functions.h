/* The table of functions: what the shell knows of every row of internal/spec.
 *
 * zfunctions.h is generated and holds rows only. It defines
 *
 *   NDOLA_FUNCTION_NAMES(ROW)  ROW(abs) ROW(acos) ... in the order of the table, which is the order of
 *                              the core's table: ndola_call.function is an index into both
 *   NDOLA_FUNCTION_ROWS        the initialisers of ndola_functions[]
 *
 * and, where NDOLA_FUNCTION_TABLE is defined (functions.c only), the parameter lists the rows point to.
 * Rows whose names begin with an underscore are for the shell: they are not in the Python module.
 */
#ifndef NDOLA_FUNCTIONS_H
#define NDOLA_FUNCTIONS_H

#include <stdint.h>

/* How an argument is given. NDOLA_VARIADIC is *arrays: every positional argument, one list. */
enum { NDOLA_POSITIONAL_ONLY, NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_KEYWORD_ONLY, NDOLA_VARIADIC };

/* What an argument is, and the tag it has in an ndola_value. */
enum {
    NDOLA_P_OPERAND,  /* array or scalar: ARRAY, BOOL, INT, UINT, BIGINT, FLOAT or COMPLEX (a weak scalar) */
    NDOLA_P_OPERANDS, /* sequence of operands: LIST */
    NDOLA_P_INT,      /* INT; axis, count */
    NDOLA_P_INTS,     /* int or sequence of ints, one int making a list of one: LIST of INT; axes, shape */
    NDOLA_P_BOOL,     /* BOOL */
    NDOLA_P_NUMBER,   /* BOOL, INT, UINT, BIGINT, FLOAT or COMPLEX */
    NDOLA_P_DTYPE,    /* DTYPE */
    NDOLA_P_DEVICE,   /* checked by the shell ("cpu" or None), always NONE */
    NDOLA_P_STRING,   /* STRING */
    NDOLA_P_INDEX     /* what stands between the brackets: LIST of INT, SLICE, ELLIPSIS, NONE, BOOL, ARRAY */
};

typedef struct {
    const char *name;
    uint8_t kind, type;
    uint8_t required; /* has no default: leaving it out is a TypeError */
    uint8_t optional; /* None may be given */
} ndola_param;

/* Flags of a row. */
enum {
    NDOLA_UFUNC = 1 /* elementwise: takes the keywords out and where besides its parameters */
};

typedef struct {
    const char *name;
    const char *doc; /* "name(signature)\n--\n\ntext", from which inspect reads the signature */
    const ndola_param *params;
    uint8_t nparams;
    uint8_t noperands; /* the first parameters that are operands and decide the dispatch */
    uint8_t flags;
} ndola_function;

#include "zfunctions.h"

#define NDOLA_ENUMERATE(name) NDOLA_FN_##name,
enum { NDOLA_FUNCTION_NAMES(NDOLA_ENUMERATE) NDOLA_NUM_FUNCTIONS };
#undef NDOLA_ENUMERATE

extern const ndola_function ndola_functions[];

#endif
