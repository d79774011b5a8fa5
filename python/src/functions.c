/* The one copy of the table of functions. */
#define NDOLA_FUNCTION_TABLE
#include "functions.h"

const ndola_function ndola_functions[] = {NDOLA_FUNCTION_ROWS};
