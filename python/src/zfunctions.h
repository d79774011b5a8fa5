/* Generated from internal/spec by `make generate`; do not edit. */
#define NDOLA_TABLE 0x9fa58fadu
#define NDOLA_FUNCTION_NAMES(ROW) \
    ROW(abs) \
    ROW(acos) \
    ROW(acosh) \
    ROW(add) \
    ROW(asin) \
    ROW(asinh) \
    ROW(atan) \
    ROW(atan2) \
    ROW(atanh) \
    ROW(bitwise_and) \
    ROW(bitwise_invert) \
    ROW(bitwise_left_shift) \
    ROW(bitwise_or) \
    ROW(bitwise_right_shift) \
    ROW(bitwise_xor) \
    ROW(cbrt) \
    ROW(ceil) \
    ROW(conj) \
    ROW(copysign) \
    ROW(cos) \
    ROW(cosh) \
    ROW(divide) \
    ROW(equal) \
    ROW(exp) \
    ROW(expm1) \
    ROW(floor) \
    ROW(floor_divide) \
    ROW(greater) \
    ROW(greater_equal) \
    ROW(hypot) \
    ROW(imag) \
    ROW(isfinite) \
    ROW(isinf) \
    ROW(isnan) \
    ROW(less) \
    ROW(less_equal) \
    ROW(log) \
    ROW(log10) \
    ROW(log1p) \
    ROW(log2) \
    ROW(logaddexp) \
    ROW(logical_and) \
    ROW(logical_not) \
    ROW(logical_or) \
    ROW(logical_xor) \
    ROW(maximum) \
    ROW(minimum) \
    ROW(multiply) \
    ROW(negative) \
    ROW(nextafter) \
    ROW(not_equal) \
    ROW(positive) \
    ROW(pow) \
    ROW(real) \
    ROW(reciprocal) \
    ROW(remainder) \
    ROW(round) \
    ROW(sign) \
    ROW(signbit) \
    ROW(sin) \
    ROW(sinh) \
    ROW(sqrt) \
    ROW(square) \
    ROW(subtract) \
    ROW(tan) \
    ROW(tanh) \
    ROW(trunc) \
    ROW(clip) \
    ROW(cumulative_prod) \
    ROW(cumulative_sum) \
    ROW(max) \
    ROW(mean) \
    ROW(min) \
    ROW(prod) \
    ROW(std) \
    ROW(sum) \
    ROW(var) \
    ROW(arange) \
    ROW(empty) \
    ROW(empty_like) \
    ROW(eye) \
    ROW(full) \
    ROW(full_like) \
    ROW(linspace) \
    ROW(meshgrid) \
    ROW(ones) \
    ROW(ones_like) \
    ROW(tril) \
    ROW(triu) \
    ROW(zeros) \
    ROW(zeros_like) \
    ROW(astype) \
    ROW(take) \
    ROW(take_along_axis) \
    ROW(broadcast_arrays) \
    ROW(broadcast_to) \
    ROW(concat) \
    ROW(expand_dims) \
    ROW(flip) \
    ROW(moveaxis) \
    ROW(permute_dims) \
    ROW(repeat) \
    ROW(reshape) \
    ROW(roll) \
    ROW(squeeze) \
    ROW(stack) \
    ROW(tile) \
    ROW(unstack) \
    ROW(argmax) \
    ROW(argmin) \
    ROW(count_nonzero) \
    ROW(nonzero) \
    ROW(where) \
    ROW(all) \
    ROW(any) \
    ROW(diff) \
    ROW(matmul) \
    ROW(matrix_transpose) \
    ROW(__getitem__) \
    ROW(__setitem__) \
    ROW(__repr__) \
    ROW(__str__) \
    ROW(copy)

#ifdef NDOLA_FUNCTION_TABLE
static const ndola_param params_abs[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_acos[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_acosh[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_add[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_asin[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_asinh[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_atan[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_atan2[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_atanh[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_bitwise_and[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_bitwise_invert[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_bitwise_left_shift[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_bitwise_or[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_bitwise_right_shift[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_bitwise_xor[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_cbrt[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_ceil[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_conj[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_copysign[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_cos[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_cosh[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_divide[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_equal[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_exp[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_expm1[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_floor[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_floor_divide[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_greater[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_greater_equal[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_hypot[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_imag[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_isfinite[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_isinf[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_isnan[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_less[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_less_equal[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_log[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_log10[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_log1p[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_log2[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_logaddexp[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_logical_and[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_logical_not[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_logical_or[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_logical_xor[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_maximum[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_minimum[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_multiply[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_negative[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_nextafter[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_not_equal[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_positive[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_pow[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_real[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_reciprocal[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_remainder[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_round[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_sign[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_signbit[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_sin[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_sinh[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_sqrt[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_square[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_subtract[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_tan[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_tanh[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_trunc[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_clip[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"min", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_OPERAND, 0, 1}, {"max", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_OPERAND, 0, 1}};
static const ndola_param params_cumulative_prod[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"include_initial", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_cumulative_sum[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"include_initial", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_max[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_mean[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_min[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_prod[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_std[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"correction", NDOLA_KEYWORD_ONLY, NDOLA_P_NUMBER, 0, 0}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_sum[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_var[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"correction", NDOLA_KEYWORD_ONLY, NDOLA_P_NUMBER, 0, 0}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_arange[] = {{"start", NDOLA_POSITIONAL_ONLY, NDOLA_P_NUMBER, 1, 0}, {"stop", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_NUMBER, 0, 1}, {"step", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_NUMBER, 0, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_empty[] = {{"shape", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_empty_like[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_eye[] = {{"n_rows", NDOLA_POSITIONAL_ONLY, NDOLA_P_INT, 1, 0}, {"n_cols", NDOLA_POSITIONAL_ONLY, NDOLA_P_INT, 0, 1}, {"k", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_full[] = {{"shape", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}, {"fill_value", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_OPERAND, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_full_like[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"fill_value", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_OPERAND, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_linspace[] = {{"start", NDOLA_POSITIONAL_ONLY, NDOLA_P_NUMBER, 1, 0}, {"stop", NDOLA_POSITIONAL_ONLY, NDOLA_P_NUMBER, 1, 0}, {"num", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INT, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}, {"endpoint", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_meshgrid[] = {{"arrays", NDOLA_VARIADIC, NDOLA_P_OPERANDS, 0, 0}, {"indexing", NDOLA_KEYWORD_ONLY, NDOLA_P_STRING, 0, 0}};
static const ndola_param params_ones[] = {{"shape", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_ones_like[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_tril[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"k", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}};
static const ndola_param params_triu[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"k", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}};
static const ndola_param params_zeros[] = {{"shape", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_zeros_like[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"dtype", NDOLA_KEYWORD_ONLY, NDOLA_P_DTYPE, 0, 1}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_astype[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"dtype", NDOLA_POSITIONAL_ONLY, NDOLA_P_DTYPE, 1, 0}, {"copy", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}, {"device", NDOLA_KEYWORD_ONLY, NDOLA_P_DEVICE, 0, 1}};
static const ndola_param params_take[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"indices", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}};
static const ndola_param params_take_along_axis[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"indices", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}};
static const ndola_param params_broadcast_arrays[] = {{"arrays", NDOLA_VARIADIC, NDOLA_P_OPERANDS, 0, 0}};
static const ndola_param params_broadcast_to[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"shape", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}};
static const ndola_param params_concat[] = {{"arrays", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERANDS, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}};
static const ndola_param params_expand_dims[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}};
static const ndola_param params_flip[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}};
static const ndola_param params_moveaxis[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"source", NDOLA_POSITIONAL_ONLY, NDOLA_P_INTS, 1, 0}, {"destination", NDOLA_POSITIONAL_ONLY, NDOLA_P_INTS, 1, 0}};
static const ndola_param params_permute_dims[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axes", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}};
static const ndola_param params_repeat[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"repeats", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}};
static const ndola_param params_reshape[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"shape", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}, {"copy", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 1}};
static const ndola_param params_roll[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"shift", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}};
static const ndola_param params_squeeze[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_INTS, 1, 0}};
static const ndola_param params_stack[] = {{"arrays", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERANDS, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}};
static const ndola_param params_tile[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"repetitions", NDOLA_POSITIONAL_ONLY, NDOLA_P_INTS, 1, 0}};
static const ndola_param params_unstack[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}};
static const ndola_param params_argmax[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_argmin[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_count_nonzero[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_nonzero[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_where[] = {{"condition", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_all[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_any[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INTS, 0, 1}, {"keepdims", NDOLA_KEYWORD_ONLY, NDOLA_P_BOOL, 0, 0}};
static const ndola_param params_diff[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"axis", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}, {"n", NDOLA_KEYWORD_ONLY, NDOLA_P_INT, 0, 0}, {"prepend", NDOLA_KEYWORD_ONLY, NDOLA_P_OPERAND, 0, 1}, {"append", NDOLA_KEYWORD_ONLY, NDOLA_P_OPERAND, 0, 1}};
static const ndola_param params_matmul[] = {{"x1", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"x2", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_matrix_transpose[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params___getitem__[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"key", NDOLA_POSITIONAL_ONLY, NDOLA_P_INDEX, 1, 0}};
static const ndola_param params___setitem__[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"key", NDOLA_POSITIONAL_ONLY, NDOLA_P_INDEX, 1, 0}, {"value", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params___repr__[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}, {"prefix", NDOLA_POSITIONAL_OR_KEYWORD, NDOLA_P_STRING, 0, 0}};
static const ndola_param params___str__[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};
static const ndola_param params_copy[] = {{"x", NDOLA_POSITIONAL_ONLY, NDOLA_P_OPERAND, 1, 0}};

#define NDOLA_FUNCTION_ROWS \
    {"abs", "abs(x, /, *, out=None, where=True)\n--\n\nThe absolute value of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nOf a complex number it is the modulus, a real number of the same precision. The most negative integer has no absolute value and stays as it is.\n", params_abs, 1, 1, NDOLA_UFUNC}, \
    {"acos", "acos(x, /, *, out=None, where=True)\n--\n\nThe inverse cosine of x, in radians from 0 to \317\200.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nReal x outside [-1, 1] gives NaN.\n", params_acos, 1, 1, NDOLA_UFUNC}, \
    {"acosh", "acosh(x, /, *, out=None, where=True)\n--\n\nThe inverse hyperbolic cosine of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nReal x below 1 gives NaN.\n", params_acosh, 1, 1, NDOLA_UFUNC}, \
    {"add", "add(x1, x2, /, *, out=None, where=True)\n--\n\nThe sum of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIntegers wrap around; bools are or-ed.\n", params_add, 2, 2, NDOLA_UFUNC}, \
    {"asin", "asin(x, /, *, out=None, where=True)\n--\n\nThe inverse sine of x, in radians from -\317\200/2 to \317\200/2.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nReal x outside [-1, 1] gives NaN.\n", params_asin, 1, 1, NDOLA_UFUNC}, \
    {"asinh", "asinh(x, /, *, out=None, where=True)\n--\n\nThe inverse hyperbolic sine of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_asinh, 1, 1, NDOLA_UFUNC}, \
    {"atan", "atan(x, /, *, out=None, where=True)\n--\n\nThe inverse tangent of x, in radians from -\317\200/2 to \317\200/2.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_atan, 1, 1, NDOLA_UFUNC}, \
    {"atan2", "atan2(x1, x2, /, *, out=None, where=True)\n--\n\nThe angle in radians, from -\317\200 to \317\200, of the point whose ordinate is x1 and whose abscissa is x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_atan2, 2, 2, NDOLA_UFUNC}, \
    {"atanh", "atanh(x, /, *, out=None, where=True)\n--\n\nThe inverse hyperbolic tangent of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\n\302\2611 gives \302\261infinity, real x outside [-1, 1] NaN.\n", params_atanh, 1, 1, NDOLA_UFUNC}, \
    {"bitwise_and", "bitwise_and(x1, x2, /, *, out=None, where=True)\n--\n\nThe bits set in both x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_bitwise_and, 2, 2, NDOLA_UFUNC}, \
    {"bitwise_invert", "bitwise_invert(x, /, *, out=None, where=True)\n--\n\nThe bits not set in x; of bools, their negation.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_bitwise_invert, 1, 1, NDOLA_UFUNC}, \
    {"bitwise_left_shift", "bitwise_left_shift(x1, x2, /, *, out=None, where=True)\n--\n\nThe bits of x1 shifted left by x2 places.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nZeros enter from the right. A shift by the width of the type or more gives 0.\n", params_bitwise_left_shift, 2, 2, NDOLA_UFUNC}, \
    {"bitwise_or", "bitwise_or(x1, x2, /, *, out=None, where=True)\n--\n\nThe bits set in x1 or x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_bitwise_or, 2, 2, NDOLA_UFUNC}, \
    {"bitwise_right_shift", "bitwise_right_shift(x1, x2, /, *, out=None, where=True)\n--\n\nThe bits of x1 shifted right by x2 places.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nThe sign enters from the left of a signed type.\n", params_bitwise_right_shift, 2, 2, NDOLA_UFUNC}, \
    {"bitwise_xor", "bitwise_xor(x1, x2, /, *, out=None, where=True)\n--\n\nThe bits set in exactly one of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_bitwise_xor, 2, 2, NDOLA_UFUNC}, \
    {"cbrt", "cbrt(x, /, *, out=None, where=True)\n--\n\nThe cube root of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nA negative number has a negative cube root. Beyond the standard; NumPy has it.\n", params_cbrt, 1, 1, NDOLA_UFUNC}, \
    {"ceil", "ceil(x, /, *, out=None, where=True)\n--\n\nThe smallest integral number not below x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_ceil, 1, 1, NDOLA_UFUNC}, \
    {"conj", "conj(x, /, *, out=None, where=True)\n--\n\nThe complex conjugate of x; a real number is its own.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_conj, 1, 1, NDOLA_UFUNC}, \
    {"copysign", "copysign(x1, x2, /, *, out=None, where=True)\n--\n\nThe magnitude of x1 with the sign of x2, signs of zero and NaN included.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_copysign, 2, 2, NDOLA_UFUNC}, \
    {"cos", "cos(x, /, *, out=None, where=True)\n--\n\nThe cosine of x, in radians.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nInfinities give NaN.\n", params_cos, 1, 1, NDOLA_UFUNC}, \
    {"cosh", "cosh(x, /, *, out=None, where=True)\n--\n\nThe hyperbolic cosine of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_cosh, 1, 1, NDOLA_UFUNC}, \
    {"divide", "divide(x1, x2, /, *, out=None, where=True)\n--\n\nThe quotient of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIntegers are divided as float64. Division by zero gives an infinity, 0/0 NaN.\n", params_divide, 2, 2, NDOLA_UFUNC}, \
    {"equal", "equal(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 and x2 are equal.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nNaN equals nothing; -0 equals +0.\n", params_equal, 2, 2, NDOLA_UFUNC}, \
    {"exp", "exp(x, /, *, out=None, where=True)\n--\n\nE to the power x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nexp(-infinity) is 0, exp(+infinity) is +infinity.\n", params_exp, 1, 1, NDOLA_UFUNC}, \
    {"expm1", "expm1(x, /, *, out=None, where=True)\n--\n\nE to the power x, minus 1, accurate where x is near 0.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_expm1, 1, 1, NDOLA_UFUNC}, \
    {"floor", "floor(x, /, *, out=None, where=True)\n--\n\nThe largest integral number not above x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_floor, 1, 1, NDOLA_UFUNC}, \
    {"floor_divide", "floor_divide(x1, x2, /, *, out=None, where=True)\n--\n\nThe quotient of x1 and x2 rounded toward -infinity.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIt is the floor of the true quotient: 1 // infinity is 0, -1 // infinity is -1, infinity // 1 is infinity. Integer division by zero gives 0.\n", params_floor_divide, 2, 2, NDOLA_UFUNC}, \
    {"greater", "greater(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 is greater than x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_greater, 2, 2, NDOLA_UFUNC}, \
    {"greater_equal", "greater_equal(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 is greater than or equal to x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_greater_equal, 2, 2, NDOLA_UFUNC}, \
    {"hypot", "hypot(x1, x2, /, *, out=None, where=True)\n--\n\nThe hypotenuse of a right triangle with legs x1 and x2, without overflow on the way.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nAn infinite leg gives +infinity, whatever the other is.\n", params_hypot, 2, 2, NDOLA_UFUNC}, \
    {"imag", "imag(x, /, *, out=None, where=True)\n--\n\nThe imaginary part of x; of a real number, 0.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_imag, 1, 1, NDOLA_UFUNC}, \
    {"isfinite", "isfinite(x, /, *, out=None, where=True)\n--\n\nWhether x is neither infinite nor NaN.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_isfinite, 1, 1, NDOLA_UFUNC}, \
    {"isinf", "isinf(x, /, *, out=None, where=True)\n--\n\nWhether x is an infinity; of a complex number, whether a part is.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_isinf, 1, 1, NDOLA_UFUNC}, \
    {"isnan", "isnan(x, /, *, out=None, where=True)\n--\n\nWhether x is NaN; of a complex number, whether a part is.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_isnan, 1, 1, NDOLA_UFUNC}, \
    {"less", "less(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 is less than x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_less, 2, 2, NDOLA_UFUNC}, \
    {"less_equal", "less_equal(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 is less than or equal to x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_less_equal, 2, 2, NDOLA_UFUNC}, \
    {"log", "log(x, /, *, out=None, where=True)\n--\n\nThe natural logarithm of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nlog(0) is -infinity, real x below 0 gives NaN.\n", params_log, 1, 1, NDOLA_UFUNC}, \
    {"log10", "log10(x, /, *, out=None, where=True)\n--\n\nThe logarithm of x to base 10.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_log10, 1, 1, NDOLA_UFUNC}, \
    {"log1p", "log1p(x, /, *, out=None, where=True)\n--\n\nThe natural logarithm of 1 + x, accurate where x is near 0.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_log1p, 1, 1, NDOLA_UFUNC}, \
    {"log2", "log2(x, /, *, out=None, where=True)\n--\n\nThe logarithm of x to base 2.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_log2, 1, 1, NDOLA_UFUNC}, \
    {"logaddexp", "logaddexp(x1, x2, /, *, out=None, where=True)\n--\n\nThe logarithm of the sum of the exponentials of x1 and x2, without overflow on the way.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_logaddexp, 2, 2, NDOLA_UFUNC}, \
    {"logical_and", "logical_and(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 and x2 are both true, that is not zero.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_logical_and, 2, 2, NDOLA_UFUNC}, \
    {"logical_not", "logical_not(x, /, *, out=None, where=True)\n--\n\nWhether x is false, that is zero.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_logical_not, 1, 1, NDOLA_UFUNC}, \
    {"logical_or", "logical_or(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 or x2 is true, that is not zero.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_logical_or, 2, 2, NDOLA_UFUNC}, \
    {"logical_xor", "logical_xor(x1, x2, /, *, out=None, where=True)\n--\n\nWhether exactly one of x1 and x2 is true, that is not zero.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_logical_xor, 2, 2, NDOLA_UFUNC}, \
    {"maximum", "maximum(x1, x2, /, *, out=None, where=True)\n--\n\nThe greater of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nNaN wins.\n", params_maximum, 2, 2, NDOLA_UFUNC}, \
    {"minimum", "minimum(x1, x2, /, *, out=None, where=True)\n--\n\nThe lesser of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nNaN wins.\n", params_minimum, 2, 2, NDOLA_UFUNC}, \
    {"multiply", "multiply(x1, x2, /, *, out=None, where=True)\n--\n\nThe product of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIntegers wrap around; bools are and-ed.\n", params_multiply, 2, 2, NDOLA_UFUNC}, \
    {"negative", "negative(x, /, *, out=None, where=True)\n--\n\nX with its sign changed.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nUnsigned integers wrap around.\n", params_negative, 1, 1, NDOLA_UFUNC}, \
    {"nextafter", "nextafter(x1, x2, /, *, out=None, where=True)\n--\n\nThe next representable number after x1 towards x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_nextafter, 2, 2, NDOLA_UFUNC}, \
    {"not_equal", "not_equal(x1, x2, /, *, out=None, where=True)\n--\n\nWhether x1 and x2 differ.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nNaN differs from everything, itself included.\n", params_not_equal, 2, 2, NDOLA_UFUNC}, \
    {"positive", "positive(x, /, *, out=None, where=True)\n--\n\nX itself, as a new array.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_positive, 1, 1, NDOLA_UFUNC}, \
    {"pow", "pow(x1, x2, /, *, out=None, where=True)\n--\n\nX1 to the power x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIntegers wrap around; an integer to a negative integer power is an error.\n", params_pow, 2, 2, NDOLA_UFUNC}, \
    {"real", "real(x, /, *, out=None, where=True)\n--\n\nThe real part of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_real, 1, 1, NDOLA_UFUNC}, \
    {"reciprocal", "reciprocal(x, /, *, out=None, where=True)\n--\n\n1 divided by x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIntegers are divided as integers.\n", params_reciprocal, 1, 1, NDOLA_UFUNC}, \
    {"remainder", "remainder(x1, x2, /, *, out=None, where=True)\n--\n\nThe remainder of x1 divided by x2, with the sign of x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nThe integer remainder by zero is 0, the floating one NaN.\n", params_remainder, 2, 2, NDOLA_UFUNC}, \
    {"round", "round(x, /, *, out=None, where=True)\n--\n\nThe nearest integral number to x, halves to the even one.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_round, 1, 1, NDOLA_UFUNC}, \
    {"sign", "sign(x, /, *, out=None, where=True)\n--\n\n-1, 0 or 1 by the sign of x; of a complex number, x divided by its modulus.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nNaN stays NaN.\n", params_sign, 1, 1, NDOLA_UFUNC}, \
    {"signbit", "signbit(x, /, *, out=None, where=True)\n--\n\nWhether the sign bit of x is set, which tells -0 from +0.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_signbit, 1, 1, NDOLA_UFUNC}, \
    {"sin", "sin(x, /, *, out=None, where=True)\n--\n\nThe sine of x, in radians.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nInfinities give NaN.\n", params_sin, 1, 1, NDOLA_UFUNC}, \
    {"sinh", "sinh(x, /, *, out=None, where=True)\n--\n\nThe hyperbolic sine of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_sinh, 1, 1, NDOLA_UFUNC}, \
    {"sqrt", "sqrt(x, /, *, out=None, where=True)\n--\n\nThe square root of x, correctly rounded where x is real.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nReal x below 0 gives NaN.\n", params_sqrt, 1, 1, NDOLA_UFUNC}, \
    {"square", "square(x, /, *, out=None, where=True)\n--\n\nX times x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_square, 1, 1, NDOLA_UFUNC}, \
    {"subtract", "subtract(x1, x2, /, *, out=None, where=True)\n--\n\nThe difference of x1 and x2.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nIntegers wrap around; bools are refused: use logical_xor.\n", params_subtract, 2, 2, NDOLA_UFUNC}, \
    {"tan", "tan(x, /, *, out=None, where=True)\n--\n\nThe tangent of x, in radians.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n\nNotes\n-----\nInfinities give NaN.\n", params_tan, 1, 1, NDOLA_UFUNC}, \
    {"tanh", "tanh(x, /, *, out=None, where=True)\n--\n\nThe hyperbolic tangent of x.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_tanh, 1, 1, NDOLA_UFUNC}, \
    {"trunc", "trunc(x, /, *, out=None, where=True)\n--\n\nX rounded toward 0.\n\nParameters\n----------\nx : array or scalar\nout : array or None\n    Where the result is written, if given.\nwhere : array of bool\n    Only these elements are computed; out keeps the others.\n", params_trunc, 1, 1, NDOLA_UFUNC}, \
    {"clip", "clip(x, /, min=None, max=None)\n--\n\nX limited to the range from min to max, each an array or a number that broadcasts with x, or None for no limit.\n\nParameters\n----------\nx : array or scalar\nmin : array or scalar or None, default None\nmax : array or scalar or None, default None\n\nNotes\n-----\nThe result has x's dtype. NaN anywhere gives NaN; where min exceeds max the result is max.\n", params_clip, 3, 3, 0}, \
    {"cumulative_prod", "cumulative_prod(x, /, *, axis=None, dtype=None, include_initial=False)\n--\n\nThe running product along an axis.\n\nParameters\n----------\nx : array or scalar\naxis : int or None, default None\ndtype : dtype or None, default None\ninclude_initial : bool, default False\n\nNotes\n-----\nThe axis may be left out of one-dimensional arrays only. Small integers accumulate in int64 or uint64.\n", params_cumulative_prod, 4, 1, 0}, \
    {"cumulative_sum", "cumulative_sum(x, /, *, axis=None, dtype=None, include_initial=False)\n--\n\nThe running sum along an axis.\n\nParameters\n----------\nx : array or scalar\naxis : int or None, default None\ndtype : dtype or None, default None\ninclude_initial : bool, default False\n\nNotes\n-----\nThe axis may be left out of one-dimensional arrays only. Small integers accumulate in int64 or uint64.\n", params_cumulative_sum, 4, 1, 0}, \
    {"max", "max(x, /, *, axis=None, keepdims=False)\n--\n\nThe greatest element, of the whole array or along axes.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nNaN wins. An empty array has none: that is an error.\n", params_max, 3, 1, 0}, \
    {"mean", "mean(x, /, *, axis=None, keepdims=False)\n--\n\nThe arithmetic mean, of the whole array or along axes.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nIntegers and bools are averaged as float64. The mean of nothing is NaN.\n", params_mean, 3, 1, 0}, \
    {"min", "min(x, /, *, axis=None, keepdims=False)\n--\n\nThe least element, of the whole array or along axes.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nNaN wins. An empty array has none: that is an error.\n", params_min, 3, 1, 0}, \
    {"prod", "prod(x, /, *, axis=None, dtype=None, keepdims=False)\n--\n\nThe product of the elements, of the whole array or along axes.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\ndtype : dtype or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nIntegers smaller than 64 bits are multiplied as int64 or uint64. The product of nothing is 1.\n", params_prod, 4, 1, 0}, \
    {"std", "std(x, /, *, axis=None, correction=0.0, keepdims=False)\n--\n\nThe standard deviation, the square root of var.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\ncorrection : number, default 0.0\nkeepdims : bool, default False\n", params_std, 4, 1, 0}, \
    {"sum", "sum(x, /, *, axis=None, dtype=None, keepdims=False)\n--\n\nThe sum of the elements, of the whole array or along axes.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\ndtype : dtype or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nIntegers smaller than 64 bits are summed as int64 or uint64; floating sums are pairwise along contiguous runs. The sum of nothing is 0.\n", params_sum, 4, 1, 0}, \
    {"var", "var(x, /, *, axis=None, correction=0.0, keepdims=False)\n--\n\nThe variance: the mean of the squared distances from the mean.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\ncorrection : number, default 0.0\nkeepdims : bool, default False\n\nNotes\n-----\nThe divisor is N - correction, N being the number of elements; it gives NaN when it is not positive.\n", params_var, 4, 1, 0}, \
    {"arange", "arange(start, /, stop=None, step=1, *, dtype=None, device=None)\n--\n\nThe numbers from start up to but without stop, a step apart.\n\nParameters\n----------\nstart : number\nstop : number or None, default None\nstep : number, default 1\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n\nNotes\n-----\nWith one argument they run from 0 to it.\n", params_arange, 5, 0, 0}, \
    {"empty", "empty(shape, *, dtype=None, device=None)\n--\n\nA new array whose elements are not set.\n\nParameters\n----------\nshape : int or tuple of ints\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_empty, 3, 0, 0}, \
    {"empty_like", "empty_like(x, /, *, dtype=None, device=None)\n--\n\nA new array of x's shape and dtype whose elements are not set.\n\nParameters\n----------\nx : array or scalar\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_empty_like, 3, 1, 0}, \
    {"eye", "eye(n_rows, n_cols=None, /, *, k=0, dtype=None, device=None)\n--\n\nA matrix with ones on its k-th diagonal and zeros elsewhere.\n\nParameters\n----------\nn_rows : int\nn_cols : int or None, default None\nk : int, default 0\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_eye, 5, 0, 0}, \
    {"full", "full(shape, fill_value, *, dtype=None, device=None)\n--\n\nA new array filled with fill_value.\n\nParameters\n----------\nshape : int or tuple of ints\nfill_value : array or scalar\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_full, 4, 0, 0}, \
    {"full_like", "full_like(x, /, fill_value, *, dtype=None, device=None)\n--\n\nA new array of x's shape and dtype filled with fill_value.\n\nParameters\n----------\nx : array or scalar\nfill_value : array or scalar\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_full_like, 4, 2, 0}, \
    {"linspace", "linspace(start, stop, /, num, *, dtype=None, device=None, endpoint=True)\n--\n\nNum evenly spaced numbers from start to stop, stop included unless endpoint is false.\n\nParameters\n----------\nstart : number\nstop : number\nnum : int\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\nendpoint : bool, default True\n", params_linspace, 6, 0, 0}, \
    {"meshgrid", "meshgrid(*arrays, indexing='xy')\n--\n\nThe coordinate arrays of a grid, one an input vector.\n\nParameters\n----------\narrays : sequence of arrays\nindexing : str, default 'xy'\n\nNotes\n-----\nindexing is 'xy' (Cartesian) or 'ij' (matrix).\n", params_meshgrid, 2, 1, 0}, \
    {"ones", "ones(shape, *, dtype=None, device=None)\n--\n\nA new array filled with 1.\n\nParameters\n----------\nshape : int or tuple of ints\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_ones, 3, 0, 0}, \
    {"ones_like", "ones_like(x, /, *, dtype=None, device=None)\n--\n\nA new array of x's shape and dtype filled with 1.\n\nParameters\n----------\nx : array or scalar\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_ones_like, 3, 1, 0}, \
    {"tril", "tril(x, /, *, k=0)\n--\n\nThe lower triangle of the matrices in x: elements above the k-th diagonal are 0.\n\nParameters\n----------\nx : array or scalar\nk : int, default 0\n", params_tril, 2, 1, 0}, \
    {"triu", "triu(x, /, *, k=0)\n--\n\nThe upper triangle of the matrices in x: elements below the k-th diagonal are 0.\n\nParameters\n----------\nx : array or scalar\nk : int, default 0\n", params_triu, 2, 1, 0}, \
    {"zeros", "zeros(shape, *, dtype=None, device=None)\n--\n\nA new array filled with 0.\n\nParameters\n----------\nshape : int or tuple of ints\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_zeros, 3, 0, 0}, \
    {"zeros_like", "zeros_like(x, /, *, dtype=None, device=None)\n--\n\nA new array of x's shape and dtype filled with 0.\n\nParameters\n----------\nx : array or scalar\ndtype : dtype or None, default None\ndevice : \"cpu\" or None, default None\n", params_zeros_like, 3, 1, 0}, \
    {"astype", "astype(x, dtype, /, *, copy=True, device=None)\n--\n\nX with its elements converted to dtype.\n\nParameters\n----------\nx : array or scalar\ndtype : dtype\ncopy : bool, default True\ndevice : \"cpu\" or None, default None\n\nNotes\n-----\nFloats are truncated toward 0 to integers. With copy false and nothing to convert x itself comes back.\n", params_astype, 4, 1, 0}, \
    {"take", "take(x, indices, /, *, axis=None)\n--\n\nThe elements of x at the given positions along an axis.\n\nParameters\n----------\nx : array or scalar\nindices : array or scalar\naxis : int or None, default None\n\nNotes\n-----\nNegative positions count from the end.\n", params_take, 3, 2, 0}, \
    {"take_along_axis", "take_along_axis(x, indices, /, *, axis=-1)\n--\n\nThe elements of x at positions that differ from lane to lane along an axis.\n\nParameters\n----------\nx : array or scalar\nindices : array or scalar\naxis : int, default -1\n\nNotes\n-----\nx and indices broadcast but for the axis.\n", params_take_along_axis, 3, 2, 0}, \
    {"broadcast_arrays", "broadcast_arrays(*arrays)\n--\n\nRead-only views of the arrays in their common shape.\n\nParameters\n----------\narrays : sequence of arrays\n", params_broadcast_arrays, 1, 1, 0}, \
    {"broadcast_to", "broadcast_to(x, /, shape)\n--\n\nA read-only view of x in another shape, axes of length 1 and missing ones repeated.\n\nParameters\n----------\nx : array or scalar\nshape : int or tuple of ints\n", params_broadcast_to, 2, 1, 0}, \
    {"concat", "concat(arrays, /, *, axis=0)\n--\n\nThe arrays joined along an axis they have.\n\nParameters\n----------\narrays : sequence of arrays\naxis : int or None, default 0\n\nNotes\n-----\naxis None joins them flattened.\n", params_concat, 2, 1, 0}, \
    {"expand_dims", "expand_dims(x, /, axis)\n--\n\nA view of x with new axes of length 1 at the given positions.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints\n", params_expand_dims, 2, 1, 0}, \
    {"flip", "flip(x, /, *, axis=None)\n--\n\nA view of x that runs backwards along axes, all of them by default.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\n", params_flip, 2, 1, 0}, \
    {"moveaxis", "moveaxis(x, source, destination, /)\n--\n\nA view of x with some axes moved to other positions.\n\nParameters\n----------\nx : array or scalar\nsource : int or tuple of ints\ndestination : int or tuple of ints\n", params_moveaxis, 3, 1, 0}, \
    {"permute_dims", "permute_dims(x, /, axes)\n--\n\nA view of x with its axes in another order.\n\nParameters\n----------\nx : array or scalar\naxes : int or tuple of ints\n", params_permute_dims, 2, 1, 0}, \
    {"repeat", "repeat(x, repeats, /, *, axis=None)\n--\n\nEach element of x repeated along an axis, of the flattened array by default.\n\nParameters\n----------\nx : array or scalar\nrepeats : array or scalar\naxis : int or None, default None\n", params_repeat, 3, 2, 0}, \
    {"reshape", "reshape(x, /, shape, *, copy=None)\n--\n\nX in another shape of the same size, in C order; one dimension may be -1.\n\nParameters\n----------\nx : array or scalar\nshape : int or tuple of ints\ncopy : bool or None, default None\n\nNotes\n-----\nA view where strides can express it, else a copy; copy=False refuses the copy, copy=True always makes one.\n", params_reshape, 3, 1, 0}, \
    {"roll", "roll(x, /, shift, *, axis=None)\n--\n\nX with its elements moved along axes, those falling off the end coming back at the start.\n\nParameters\n----------\nx : array or scalar\nshift : int or tuple of ints\naxis : int or tuple of ints or None, default None\n", params_roll, 3, 1, 0}, \
    {"squeeze", "squeeze(x, /, axis)\n--\n\nA view of x without the given axes, which must have length 1.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints\n", params_squeeze, 2, 1, 0}, \
    {"stack", "stack(arrays, /, *, axis=0)\n--\n\nArrays of one shape joined along a new axis.\n\nParameters\n----------\narrays : sequence of arrays\naxis : int, default 0\n", params_stack, 2, 1, 0}, \
    {"tile", "tile(x, repetitions, /)\n--\n\nX repeated as a whole, so many times along each axis.\n\nParameters\n----------\nx : array or scalar\nrepetitions : int or tuple of ints\n", params_tile, 2, 1, 0}, \
    {"unstack", "unstack(x, /, *, axis=0)\n--\n\nThe views of x along an axis, one a position.\n\nParameters\n----------\nx : array or scalar\naxis : int, default 0\n", params_unstack, 2, 1, 0}, \
    {"argmax", "argmax(x, /, *, axis=None, keepdims=False)\n--\n\nThe position of the greatest element, the first of equals.\n\nParameters\n----------\nx : array or scalar\naxis : int or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nNaN counts as the greatest.\n", params_argmax, 3, 1, 0}, \
    {"argmin", "argmin(x, /, *, axis=None, keepdims=False)\n--\n\nThe position of the least element, the first of equals.\n\nParameters\n----------\nx : array or scalar\naxis : int or None, default None\nkeepdims : bool, default False\n\nNotes\n-----\nNaN counts as the least.\n", params_argmin, 3, 1, 0}, \
    {"count_nonzero", "count_nonzero(x, /, *, axis=None, keepdims=False)\n--\n\nThe number of elements that are not zero, of the whole array or along axes.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\nkeepdims : bool, default False\n", params_count_nonzero, 3, 1, 0}, \
    {"nonzero", "nonzero(x, /)\n--\n\nThe positions of the elements that are not zero, one index array an axis.\n\nParameters\n----------\nx : array or scalar\n", params_nonzero, 1, 1, 0}, \
    {"where", "where(condition, x1, x2, /)\n--\n\nThe elements of x1 where condition is true, of x2 elsewhere; the three broadcast.\n\nParameters\n----------\ncondition : array or scalar\nx1 : array or scalar\nx2 : array or scalar\n", params_where, 3, 3, 0}, \
    {"all", "all(x, /, *, axis=None, keepdims=False)\n--\n\nWhether every element is true, that is not zero; of nothing, true.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\nkeepdims : bool, default False\n", params_all, 3, 1, 0}, \
    {"any", "any(x, /, *, axis=None, keepdims=False)\n--\n\nWhether some element is true, that is not zero; of nothing, false.\n\nParameters\n----------\nx : array or scalar\naxis : int or tuple of ints or None, default None\nkeepdims : bool, default False\n", params_any, 3, 1, 0}, \
    {"diff", "diff(x, /, *, axis=-1, n=1, prepend=None, append=None)\n--\n\nThe n-th difference of neighbours along an axis.\n\nParameters\n----------\nx : array or scalar\naxis : int, default -1\nn : int, default 1\nprepend : array or scalar or None, default None\nappend : array or scalar or None, default None\n", params_diff, 5, 1, 0}, \
    {"matmul", "matmul(x1, x2, /)\n--\n\nThe matrix product of x1 and x2, over stacks of matrices that broadcast.\n\nParameters\n----------\nx1 : array or scalar\nx2 : array or scalar\n\nNotes\n-----\nA vector counts as a row on the left and as a column on the right.\n", params_matmul, 2, 2, 0}, \
    {"matrix_transpose", "matrix_transpose(x, /)\n--\n\nA view of x with its last two axes exchanged.\n\nParameters\n----------\nx : array or scalar\n", params_matrix_transpose, 1, 1, 0}, \
    {"__getitem__", "__getitem__(x, key, /)\n--\n\nThe elements of x that an index selects.\n\nParameters\n----------\nx : array or scalar\nkey : index\n", params___getitem__, 2, 1, 0}, \
    {"__setitem__", "__setitem__(x, key, value, /)\n--\n\nWrites value to the elements of x that an index selects.\n\nParameters\n----------\nx : array or scalar\nkey : index\nvalue : array or scalar\n", params___setitem__, 3, 1, 0}, \
    {"__repr__", "__repr__(x, /, prefix='array')\n--\n\nX as text that tells its dtype.\n\nParameters\n----------\nx : array or scalar\nprefix : str, default 'array'\n", params___repr__, 2, 1, 0}, \
    {"__str__", "__str__(x, /)\n--\n\nX as text.\n\nParameters\n----------\nx : array or scalar\n", params___str__, 1, 1, 0}, \
    {"copy", "copy(x, /)\n--\n\nA new packed array with x's elements.\n\nParameters\n----------\nx : array or scalar\n", params_copy, 1, 1, 0},
#endif
