// Code generated from internal/spec by `make generate`; DO NOT EDIT.

package xp

import (
	"gondola/dtype"
	"gondola/nd"
	"gondola/protocol"
)

// Abs is the absolute value of x. Of a complex number it is the modulus, a real number of the same
// precision. The most negative integer has no absolute value and stays as it is.
func Abs(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Abs(x, opts...) }, "abs", protocol.Map, nd.MapParams(opts), x)
}

// Acos is the inverse cosine of x, in radians from 0 to π. Real x outside [-1, 1] gives NaN.
func Acos(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Acos(x, opts...) }, "acos", protocol.Map, nd.MapParams(opts), x)
}

// Acosh is the inverse hyperbolic cosine of x. Real x below 1 gives NaN.
func Acosh(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Acosh(x, opts...) }, "acosh", protocol.Map, nd.MapParams(opts), x)
}

// Add is the sum of x1 and x2. Integers wrap around; bools are or-ed.
func Add(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Add(x1, x2, opts...) }, "add", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Asin is the inverse sine of x, in radians from -π/2 to π/2. Real x outside [-1, 1] gives NaN.
func Asin(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Asin(x, opts...) }, "asin", protocol.Map, nd.MapParams(opts), x)
}

// Asinh is the inverse hyperbolic sine of x.
func Asinh(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Asinh(x, opts...) }, "asinh", protocol.Map, nd.MapParams(opts), x)
}

// Atan is the inverse tangent of x, in radians from -π/2 to π/2.
func Atan(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Atan(x, opts...) }, "atan", protocol.Map, nd.MapParams(opts), x)
}

// Atan2 is the angle in radians, from -π to π, of the point whose ordinate is x1 and whose
// abscissa is x2.
func Atan2(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Atan2(x1, x2, opts...) }, "atan2", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Atanh is the inverse hyperbolic tangent of x. ±1 gives ±infinity, real x outside [-1, 1] NaN.
func Atanh(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Atanh(x, opts...) }, "atanh", protocol.Map, nd.MapParams(opts), x)
}

// BitwiseAnd is the bits set in both x1 and x2.
func BitwiseAnd(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.BitwiseAnd(x1, x2, opts...) }, "bitwise_and", protocol.Map, nd.MapParams(opts), x1, x2)
}

// BitwiseInvert is the bits not set in x; of bools, their negation.
func BitwiseInvert(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.BitwiseInvert(x, opts...) }, "bitwise_invert", protocol.Map, nd.MapParams(opts), x)
}

// BitwiseLeftShift is the bits of x1 shifted left by x2 places. Zeros enter from the right. A shift
// by the width of the type or more gives 0.
func BitwiseLeftShift(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.BitwiseLeftShift(x1, x2, opts...) }, "bitwise_left_shift", protocol.Map, nd.MapParams(opts), x1, x2)
}

// BitwiseOr is the bits set in x1 or x2.
func BitwiseOr(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.BitwiseOr(x1, x2, opts...) }, "bitwise_or", protocol.Map, nd.MapParams(opts), x1, x2)
}

// BitwiseRightShift is the bits of x1 shifted right by x2 places. The sign enters from the left of
// a signed type.
func BitwiseRightShift(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.BitwiseRightShift(x1, x2, opts...) }, "bitwise_right_shift", protocol.Map, nd.MapParams(opts), x1, x2)
}

// BitwiseXor is the bits set in exactly one of x1 and x2.
func BitwiseXor(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.BitwiseXor(x1, x2, opts...) }, "bitwise_xor", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Cbrt is the cube root of x. A negative number has a negative cube root. Beyond the standard;
// NumPy has it.
func Cbrt(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Cbrt(x, opts...) }, "cbrt", protocol.Map, nd.MapParams(opts), x)
}

// Ceil is the smallest integral number not below x.
func Ceil(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Ceil(x, opts...) }, "ceil", protocol.Map, nd.MapParams(opts), x)
}

// Conj is the complex conjugate of x; a real number is its own.
func Conj(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Conj(x, opts...) }, "conj", protocol.Map, nd.MapParams(opts), x)
}

// CopySign is the magnitude of x1 with the sign of x2, signs of zero and NaN included.
func CopySign(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.CopySign(x1, x2, opts...) }, "copysign", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Cos is the cosine of x, in radians. Infinities give NaN.
func Cos(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Cos(x, opts...) }, "cos", protocol.Map, nd.MapParams(opts), x)
}

// Cosh is the hyperbolic cosine of x.
func Cosh(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Cosh(x, opts...) }, "cosh", protocol.Map, nd.MapParams(opts), x)
}

// Divide is the quotient of x1 and x2. Integers are divided as float64. Division by zero gives an
// infinity, 0/0 NaN.
func Divide(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Divide(x1, x2, opts...) }, "divide", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Equal is whether x1 and x2 are equal. NaN equals nothing; -0 equals +0.
func Equal(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Equal(x1, x2, opts...) }, "equal", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Exp is the exponential of x, e to the power x. exp(-infinity) is 0, exp(+infinity) is +infinity.
func Exp(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Exp(x, opts...) }, "exp", protocol.Map, nd.MapParams(opts), x)
}

// Expm1 is the exponential of x less 1, accurate where x is near 0.
func Expm1(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Expm1(x, opts...) }, "expm1", protocol.Map, nd.MapParams(opts), x)
}

// Floor is the largest integral number not above x.
func Floor(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Floor(x, opts...) }, "floor", protocol.Map, nd.MapParams(opts), x)
}

// FloorDivide is the quotient of x1 and x2 rounded toward -infinity. It is the floor of the true
// quotient: 1 // infinity is 0, -1 // infinity is -1, infinity // 1 is infinity. Integer division
// by zero gives 0.
func FloorDivide(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.FloorDivide(x1, x2, opts...) }, "floor_divide", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Greater is whether x1 is greater than x2.
func Greater(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Greater(x1, x2, opts...) }, "greater", protocol.Map, nd.MapParams(opts), x1, x2)
}

// GreaterEqual is whether x1 is greater than or equal to x2.
func GreaterEqual(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.GreaterEqual(x1, x2, opts...) }, "greater_equal", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Hypot is the hypotenuse of a right triangle with legs x1 and x2, without overflow on the way. An
// infinite leg gives +infinity, whatever the other is.
func Hypot(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Hypot(x1, x2, opts...) }, "hypot", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Imag is the imaginary part of x; of a real number, 0.
func Imag(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Imag(x, opts...) }, "imag", protocol.Map, nd.MapParams(opts), x)
}

// IsFinite is whether x is neither infinite nor NaN.
func IsFinite(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.IsFinite(x, opts...) }, "isfinite", protocol.Map, nd.MapParams(opts), x)
}

// IsInf is whether x is an infinity; of a complex number, whether a part is.
func IsInf(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.IsInf(x, opts...) }, "isinf", protocol.Map, nd.MapParams(opts), x)
}

// IsNaN is whether x is NaN; of a complex number, whether a part is.
func IsNaN(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.IsNaN(x, opts...) }, "isnan", protocol.Map, nd.MapParams(opts), x)
}

// Less is whether x1 is less than x2.
func Less(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Less(x1, x2, opts...) }, "less", protocol.Map, nd.MapParams(opts), x1, x2)
}

// LessEqual is whether x1 is less than or equal to x2.
func LessEqual(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.LessEqual(x1, x2, opts...) }, "less_equal", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Log is the natural logarithm of x. log(0) is -infinity, real x below 0 gives NaN.
func Log(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Log(x, opts...) }, "log", protocol.Map, nd.MapParams(opts), x)
}

// Log10 is the logarithm of x to base 10.
func Log10(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Log10(x, opts...) }, "log10", protocol.Map, nd.MapParams(opts), x)
}

// Log1p is the natural logarithm of 1 + x, accurate where x is near 0.
func Log1p(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Log1p(x, opts...) }, "log1p", protocol.Map, nd.MapParams(opts), x)
}

// Log2 is the logarithm of x to base 2.
func Log2(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Log2(x, opts...) }, "log2", protocol.Map, nd.MapParams(opts), x)
}

// LogAddExp is the logarithm of the sum of the exponentials of x1 and x2, without overflow on the
// way.
func LogAddExp(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.LogAddExp(x1, x2, opts...) }, "logaddexp", protocol.Map, nd.MapParams(opts), x1, x2)
}

// LogicalAnd is whether x1 and x2 are both true, that is not zero.
func LogicalAnd(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.LogicalAnd(x1, x2, opts...) }, "logical_and", protocol.Map, nd.MapParams(opts), x1, x2)
}

// LogicalNot is whether x is false, that is zero.
func LogicalNot(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.LogicalNot(x, opts...) }, "logical_not", protocol.Map, nd.MapParams(opts), x)
}

// LogicalOr is whether x1 or x2 is true, that is not zero.
func LogicalOr(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.LogicalOr(x1, x2, opts...) }, "logical_or", protocol.Map, nd.MapParams(opts), x1, x2)
}

// LogicalXor is whether exactly one of x1 and x2 is true, that is not zero.
func LogicalXor(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.LogicalXor(x1, x2, opts...) }, "logical_xor", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Maximum is the greater of x1 and x2. NaN wins.
func Maximum(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Maximum(x1, x2, opts...) }, "maximum", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Minimum is the lesser of x1 and x2. NaN wins.
func Minimum(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Minimum(x1, x2, opts...) }, "minimum", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Multiply is the product of x1 and x2. Integers wrap around; bools are and-ed.
func Multiply(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Multiply(x1, x2, opts...) }, "multiply", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Negative is x with its sign changed. Unsigned integers wrap around.
func Negative(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Negative(x, opts...) }, "negative", protocol.Map, nd.MapParams(opts), x)
}

// NextAfter is the next representable number after x1 towards x2.
func NextAfter(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.NextAfter(x1, x2, opts...) }, "nextafter", protocol.Map, nd.MapParams(opts), x1, x2)
}

// NotEqual is whether x1 and x2 differ. NaN differs from everything, itself included.
func NotEqual(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.NotEqual(x1, x2, opts...) }, "not_equal", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Positive is x itself, as a new array.
func Positive(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Positive(x, opts...) }, "positive", protocol.Map, nd.MapParams(opts), x)
}

// Pow is x1 to the power x2. Integers wrap around; an integer to a negative integer power is an
// error.
func Pow(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Pow(x1, x2, opts...) }, "pow", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Real is the real part of x.
func Real(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Real(x, opts...) }, "real", protocol.Map, nd.MapParams(opts), x)
}

// Reciprocal is 1 divided by x. Integers are divided as integers.
func Reciprocal(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Reciprocal(x, opts...) }, "reciprocal", protocol.Map, nd.MapParams(opts), x)
}

// Remainder is the remainder of x1 divided by x2, with the sign of x2. The integer remainder by
// zero is 0, the floating one NaN.
func Remainder(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Remainder(x1, x2, opts...) }, "remainder", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Round is the nearest integral number to x, halves to the even one.
func Round(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Round(x, opts...) }, "round", protocol.Map, nd.MapParams(opts), x)
}

// Sign is -1, 0 or 1 by the sign of x; of a complex number, x divided by its modulus. NaN stays
// NaN.
func Sign(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Sign(x, opts...) }, "sign", protocol.Map, nd.MapParams(opts), x)
}

// SignBit is whether the sign bit of x is set, which tells -0 from +0.
func SignBit(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.SignBit(x, opts...) }, "signbit", protocol.Map, nd.MapParams(opts), x)
}

// Sin is the sine of x, in radians. Infinities give NaN.
func Sin(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Sin(x, opts...) }, "sin", protocol.Map, nd.MapParams(opts), x)
}

// Sinh is the hyperbolic sine of x.
func Sinh(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Sinh(x, opts...) }, "sinh", protocol.Map, nd.MapParams(opts), x)
}

// Sqrt is the square root of x, correctly rounded where x is real. Real x below 0 gives NaN.
func Sqrt(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Sqrt(x, opts...) }, "sqrt", protocol.Map, nd.MapParams(opts), x)
}

// Square is x times x.
func Square(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Square(x, opts...) }, "square", protocol.Map, nd.MapParams(opts), x)
}

// Subtract is the difference of x1 and x2. Integers wrap around; bools are refused: use
// logical_xor.
func Subtract(x1, x2 any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Subtract(x1, x2, opts...) }, "subtract", protocol.Map, nd.MapParams(opts), x1, x2)
}

// Tan is the tangent of x, in radians. Infinities give NaN.
func Tan(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Tan(x, opts...) }, "tan", protocol.Map, nd.MapParams(opts), x)
}

// Tanh is the hyperbolic tangent of x.
func Tanh(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Tanh(x, opts...) }, "tanh", protocol.Map, nd.MapParams(opts), x)
}

// Trunc is x rounded toward 0.
func Trunc(x any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Trunc(x, opts...) }, "trunc", protocol.Map, nd.MapParams(opts), x)
}

// Clip is x limited to the range from min to max, each an array or a number that broadcasts with x,
// or None for no limit. The result has x's dtype. NaN anywhere gives NaN; where min exceeds max the
// result is max.
func Clip(x, min, max any, opts ...nd.MapOption) any {
	return call(func() any { return nd.Clip(x, min, max, opts...) }, "clip", protocol.Func, nd.MapParams(opts), x, min, max)
}

// CumulativeProd is the running product along an axis. The axis may be left out of one-dimensional
// arrays only. Small integers accumulate in int64 or uint64.
func CumulativeProd(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.CumulativeProd(x, opts...) }, "cumulative_prod", protocol.Func, nd.ReduceParams(opts), x)
}

// CumulativeSum is the running sum along an axis. The axis may be left out of one-dimensional
// arrays only. Small integers accumulate in int64 or uint64.
func CumulativeSum(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.CumulativeSum(x, opts...) }, "cumulative_sum", protocol.Func, nd.ReduceParams(opts), x)
}

// Max is the greatest element, of the whole array or along axes. NaN wins. An empty array has none:
// that is an error.
func Max(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Max(x, opts...) }, "max", protocol.Reduce, nd.ReduceParams(opts), x)
}

// Mean is the arithmetic mean, of the whole array or along axes. Integers and bools are averaged as
// float64. The mean of nothing is NaN.
func Mean(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Mean(x, opts...) }, "mean", protocol.Func, nd.ReduceParams(opts), x)
}

// Min is the least element, of the whole array or along axes. NaN wins. An empty array has none:
// that is an error.
func Min(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Min(x, opts...) }, "min", protocol.Reduce, nd.ReduceParams(opts), x)
}

// Prod is the product of the elements, of the whole array or along axes. Integers smaller than 64
// bits are multiplied as int64 or uint64. The product of nothing is 1.
func Prod(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Prod(x, opts...) }, "prod", protocol.Reduce, nd.ReduceParams(opts), x)
}

// Std is the standard deviation, the square root of var.
func Std(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Std(x, opts...) }, "std", protocol.Func, nd.ReduceParams(opts), x)
}

// Sum is the sum of the elements, of the whole array or along axes. Integers smaller than 64 bits
// are summed as int64 or uint64; floating sums are pairwise along contiguous runs. The sum of
// nothing is 0.
func Sum(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Sum(x, opts...) }, "sum", protocol.Reduce, nd.ReduceParams(opts), x)
}

// Var is the variance: the mean of the squared distances from the mean. The divisor is N -
// correction, N being the number of elements; it gives NaN when it is not positive.
func Var(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Var(x, opts...) }, "var", protocol.Func, nd.ReduceParams(opts), x)
}

// Arange is the numbers from start up to but without stop, a step apart. With one argument they run
// from 0 to it.
func Arange(start, stop, step any, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Arange(start, stop, step, opts...) }, "arange", protocol.Func, nd.CreateParams(opts), start, stop, step)
}

// Empty is a new array whose elements are not set.
func Empty(shape []int, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Empty(shape, opts...) }, "empty", protocol.Func, nd.CreateParams(opts), shape)
}

// EmptyLike is a new array of x's shape and dtype whose elements are not set.
func EmptyLike(x any, opts ...nd.CreateOption) any {
	return call(func() any { return nd.EmptyLike(x, opts...) }, "empty_like", protocol.Func, nd.CreateParams(opts), x)
}

// Eye is a matrix with ones on its k-th diagonal and zeros elsewhere.
func Eye(n int, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Eye(n, opts...) }, "eye", protocol.Func, nd.CreateParams(opts), n)
}

// Full is a new array filled with fill_value.
func Full(shape []int, value any, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Full(shape, value, opts...) }, "full", protocol.Func, nd.CreateParams(opts), shape, value)
}

// FullLike is a new array of x's shape and dtype filled with fill_value.
func FullLike(x, value any, opts ...nd.CreateOption) any {
	return call(func() any { return nd.FullLike(x, value, opts...) }, "full_like", protocol.Func, nd.CreateParams(opts), x, value)
}

// Linspace is num evenly spaced numbers from start to stop, stop included unless endpoint is false.
func Linspace(start, stop any, num int, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Linspace(start, stop, num, opts...) }, "linspace", protocol.Func, nd.CreateParams(opts), start, stop, num)
}

// Meshgrid is the coordinate arrays of a grid, one an input vector. indexing is 'xy' (Cartesian) or
// 'ij' (matrix).
func Meshgrid(arrays ...any) any {
	return call(func() any { return nd.Meshgrid(arrays...) }, "meshgrid", protocol.Func, nil, arrays...)
}

// Ones is a new array filled with 1.
func Ones(shape []int, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Ones(shape, opts...) }, "ones", protocol.Func, nd.CreateParams(opts), shape)
}

// OnesLike is a new array of x's shape and dtype filled with 1.
func OnesLike(x any, opts ...nd.CreateOption) any {
	return call(func() any { return nd.OnesLike(x, opts...) }, "ones_like", protocol.Func, nd.CreateParams(opts), x)
}

// Tril is the lower triangle of the matrices in x: elements above the k-th diagonal are 0.
func Tril(x any, k int) any {
	return call(func() any { return nd.Tril(x, k) }, "tril", protocol.Func, keywords(nil, "k", k), x)
}

// Triu is the upper triangle of the matrices in x: elements below the k-th diagonal are 0.
func Triu(x any, k int) any {
	return call(func() any { return nd.Triu(x, k) }, "triu", protocol.Func, keywords(nil, "k", k), x)
}

// Zeros is a new array filled with 0.
func Zeros(shape []int, opts ...nd.CreateOption) any {
	return call(func() any { return nd.Zeros(shape, opts...) }, "zeros", protocol.Func, nd.CreateParams(opts), shape)
}

// ZerosLike is a new array of x's shape and dtype filled with 0.
func ZerosLike(x any, opts ...nd.CreateOption) any {
	return call(func() any { return nd.ZerosLike(x, opts...) }, "zeros_like", protocol.Func, nd.CreateParams(opts), x)
}

// Astype is x with its elements converted to dtype. Floats are truncated toward 0 to integers. With
// copy false and nothing to convert x itself comes back.
func Astype(x any, d dtype.DType, opts ...nd.MapOption) any {
	return call(func() any { return nd.Astype(x, d, opts...) }, "astype", protocol.Func, nd.MapParams(opts), x, d)
}

// Take is the elements of x at the given positions along an axis. Negative positions count from the
// end.
func Take(x, indices any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Take(x, indices, opts...) }, "take", protocol.Func, nd.AxisParams(opts), x, indices)
}

// TakeAlongAxis is the elements of x at positions that differ from lane to lane along an axis. x
// and indices broadcast but for the axis.
func TakeAlongAxis(x, indices any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.TakeAlongAxis(x, indices, opts...) }, "take_along_axis", protocol.Func, nd.AxisParams(opts), x, indices)
}

// BroadcastArrays is read-only views of the arrays in their common shape.
func BroadcastArrays(arrays ...any) any {
	return call(func() any { return nd.BroadcastArrays(arrays...) }, "broadcast_arrays", protocol.Func, nil, arrays...)
}

// BroadcastTo is a read-only view of x in another shape, axes of length 1 and missing ones
// repeated.
func BroadcastTo(x any, shape ...int) any {
	return call(func() any { return nd.BroadcastTo(x, shape...) }, "broadcast_to", protocol.Func, nil, x, shape)
}

// Concat is the arrays joined along an axis they have. axis None joins them flattened.
func Concat(arrays []any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Concat(arrays, opts...) }, "concat", protocol.Func, nd.AxisParams(opts), arrays)
}

// ExpandDims is a view of x with new axes of length 1 at the given positions.
func ExpandDims(x any, axis ...int) any {
	return call(func() any { return nd.ExpandDims(x, axis...) }, "expand_dims", protocol.Func, nil, x, axis)
}

// Flip is a view of x that runs backwards along axes, all of them by default.
func Flip(x any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Flip(x, opts...) }, "flip", protocol.Func, nd.AxisParams(opts), x)
}

// MoveAxis is a view of x with some axes moved to other positions.
func MoveAxis(x any, source, destination []int) any {
	return call(func() any { return nd.MoveAxis(x, source, destination) }, "moveaxis", protocol.Func, nil, x, source, destination)
}

// PermuteDims is a view of x with its axes in another order.
func PermuteDims(x any, axes ...int) any {
	return call(func() any { return nd.PermuteDims(x, axes...) }, "permute_dims", protocol.Func, nil, x, axes)
}

// Repeat is each element of x repeated along an axis, of the flattened array by default.
func Repeat(x, repeats any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Repeat(x, repeats, opts...) }, "repeat", protocol.Func, nd.AxisParams(opts), x, repeats)
}

// Reshape is x in another shape of the same size, in C order; one dimension may be -1. A view where
// strides can express it, else a copy; copy=False refuses the copy, copy=True always makes one.
func Reshape(x any, shape ...int) any {
	return call(func() any { return nd.Reshape(x, shape...) }, "reshape", protocol.Func, nil, x, shape)
}

// Roll is x with its elements moved along axes, those falling off the end coming back at the start.
func Roll(x any, shift []int, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Roll(x, shift, opts...) }, "roll", protocol.Func, nd.AxisParams(opts), x, shift)
}

// Squeeze is a view of x without the given axes, which must have length 1.
func Squeeze(x any, axis ...int) any {
	return call(func() any { return nd.Squeeze(x, axis...) }, "squeeze", protocol.Func, nil, x, axis)
}

// Stack is arrays of one shape joined along a new axis.
func Stack(arrays []any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Stack(arrays, opts...) }, "stack", protocol.Func, nd.AxisParams(opts), arrays)
}

// Tile is x repeated as a whole, so many times along each axis.
func Tile(x any, repetitions ...int) any {
	return call(func() any { return nd.Tile(x, repetitions...) }, "tile", protocol.Func, nil, x, repetitions)
}

// Unstack is the views of x along an axis, one a position.
func Unstack(x any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Unstack(x, opts...) }, "unstack", protocol.Func, nd.AxisParams(opts), x)
}

// ArgMax is the position of the greatest element, the first of equals. NaN counts as the greatest.
func ArgMax(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.ArgMax(x, opts...) }, "argmax", protocol.Func, nd.ReduceParams(opts), x)
}

// ArgMin is the position of the least element, the first of equals. NaN counts as the least.
func ArgMin(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.ArgMin(x, opts...) }, "argmin", protocol.Func, nd.ReduceParams(opts), x)
}

// CountNonzero is the number of elements that are not zero, of the whole array or along axes.
func CountNonzero(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.CountNonzero(x, opts...) }, "count_nonzero", protocol.Func, nd.ReduceParams(opts), x)
}

// Nonzero is the positions of the elements that are not zero, one index array an axis.
func Nonzero(x any) any {
	return call(func() any { return nd.Nonzero(x) }, "nonzero", protocol.Func, nil, x)
}

// Where is the elements of x1 where condition is true, of x2 elsewhere; the three broadcast.
func Where(condition, x1, x2 any) any {
	return call(func() any { return nd.Where(condition, x1, x2) }, "where", protocol.Func, nil, condition, x1, x2)
}

// All is whether every element is true, that is not zero; of nothing, true.
func All(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.All(x, opts...) }, "all", protocol.Reduce, nd.ReduceParams(opts), x)
}

// Any is whether some element is true, that is not zero; of nothing, false.
func Any(x any, opts ...nd.ReduceOption) any {
	return call(func() any { return nd.Any(x, opts...) }, "any", protocol.Reduce, nd.ReduceParams(opts), x)
}

// Diff is the n-th difference of neighbours along an axis.
func Diff(x any, n int, prepend, appendix any, opts ...nd.AxisOption) any {
	return call(func() any { return nd.Diff(x, n, prepend, appendix, opts...) }, "diff", protocol.Func, keywords(nd.AxisParams(opts), "n", n, "prepend", prepend, "append", appendix), x)
}

// MatMul is the matrix product of x1 and x2, over stacks of matrices that broadcast. A vector
// counts as a row on the left and as a column on the right.
func MatMul(x1, x2 any) any {
	return call(func() any { return nd.MatMul(x1, x2) }, "matmul", protocol.Func, nil, x1, x2)
}

// MatrixTranspose is a view of x with its last two axes exchanged.
func MatrixTranspose(x any) any {
	return call(func() any { return nd.MatrixTranspose(x) }, "matrix_transpose", protocol.Func, nil, x)
}

// Copy is a new packed array with x's elements.
func Copy(x any) any {
	return call(func() any { return nd.Copy(x) }, "copy", protocol.Func, nil, x)
}
