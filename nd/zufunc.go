// Code generated from internal/spec by `make generate`; DO NOT EDIT.

package nd

var (
	absUfunc               = newUfunc("abs", "Abs", 1, false)
	acosUfunc              = newUfunc("acos", "Acos", 1, false)
	acoshUfunc             = newUfunc("acosh", "Acosh", 1, false)
	addUfunc               = newUfunc("add", "Add", 2, false)
	asinUfunc              = newUfunc("asin", "Asin", 1, false)
	asinhUfunc             = newUfunc("asinh", "Asinh", 1, false)
	atanUfunc              = newUfunc("atan", "Atan", 1, false)
	atan2Ufunc             = newUfunc("atan2", "Atan2", 2, false)
	atanhUfunc             = newUfunc("atanh", "Atanh", 1, false)
	bitwiseAndUfunc        = newUfunc("bitwise_and", "BitwiseAnd", 2, false)
	bitwiseInvertUfunc     = newUfunc("bitwise_invert", "BitwiseInvert", 1, false)
	bitwiseLeftShiftUfunc  = newUfunc("bitwise_left_shift", "BitwiseLeftShift", 2, false)
	bitwiseOrUfunc         = newUfunc("bitwise_or", "BitwiseOr", 2, false)
	bitwiseRightShiftUfunc = newUfunc("bitwise_right_shift", "BitwiseRightShift", 2, false)
	bitwiseXorUfunc        = newUfunc("bitwise_xor", "BitwiseXor", 2, false)
	cbrtUfunc              = newUfunc("cbrt", "Cbrt", 1, false)
	ceilUfunc              = newUfunc("ceil", "Ceil", 1, false)
	conjUfunc              = newUfunc("conj", "Conj", 1, false)
	copySignUfunc          = newUfunc("copysign", "CopySign", 2, false)
	cosUfunc               = newUfunc("cos", "Cos", 1, false)
	coshUfunc              = newUfunc("cosh", "Cosh", 1, false)
	divideUfunc            = newUfunc("divide", "Divide", 2, false)
	equalUfunc             = newUfunc("equal", "Equal", 2, false)
	expUfunc               = newUfunc("exp", "Exp", 1, false)
	expm1Ufunc             = newUfunc("expm1", "Expm1", 1, false)
	floorUfunc             = newUfunc("floor", "Floor", 1, false)
	floorDivideUfunc       = newUfunc("floor_divide", "FloorDivide", 2, false)
	greaterUfunc           = newUfunc("greater", "Greater", 2, false)
	greaterEqualUfunc      = newUfunc("greater_equal", "GreaterEqual", 2, false)
	hypotUfunc             = newUfunc("hypot", "Hypot", 2, false)
	imagUfunc              = newUfunc("imag", "Imag", 1, false)
	isFiniteUfunc          = newUfunc("isfinite", "IsFinite", 1, false)
	isInfUfunc             = newUfunc("isinf", "IsInf", 1, false)
	isNaNUfunc             = newUfunc("isnan", "IsNaN", 1, false)
	lessUfunc              = newUfunc("less", "Less", 2, false)
	lessEqualUfunc         = newUfunc("less_equal", "LessEqual", 2, false)
	logUfunc               = newUfunc("log", "Log", 1, false)
	log10Ufunc             = newUfunc("log10", "Log10", 1, false)
	log1pUfunc             = newUfunc("log1p", "Log1p", 1, false)
	log2Ufunc              = newUfunc("log2", "Log2", 1, false)
	logAddExpUfunc         = newUfunc("logaddexp", "LogAddExp", 2, false)
	logicalAndUfunc        = newUfunc("logical_and", "LogicalAnd", 2, false)
	logicalNotUfunc        = newUfunc("logical_not", "LogicalNot", 1, false)
	logicalOrUfunc         = newUfunc("logical_or", "LogicalOr", 2, false)
	logicalXorUfunc        = newUfunc("logical_xor", "LogicalXor", 2, false)
	maximumUfunc           = newUfunc("maximum", "Maximum", 2, false)
	minimumUfunc           = newUfunc("minimum", "Minimum", 2, false)
	multiplyUfunc          = newUfunc("multiply", "Multiply", 2, false)
	negativeUfunc          = newUfunc("negative", "Negative", 1, true)
	nextAfterUfunc         = newUfunc("nextafter", "NextAfter", 2, false)
	notEqualUfunc          = newUfunc("not_equal", "NotEqual", 2, false)
	positiveUfunc          = newUfunc("positive", "Positive", 1, true)
	powUfunc               = newUfunc("pow", "Pow", 2, false)
	realUfunc              = newUfunc("real", "Real", 1, false)
	reciprocalUfunc        = newUfunc("reciprocal", "Reciprocal", 1, false)
	remainderUfunc         = newUfunc("remainder", "Remainder", 2, false)
	roundUfunc             = newUfunc("round", "Round", 1, false)
	signUfunc              = newUfunc("sign", "Sign", 1, true)
	signBitUfunc           = newUfunc("signbit", "SignBit", 1, false)
	sinUfunc               = newUfunc("sin", "Sin", 1, false)
	sinhUfunc              = newUfunc("sinh", "Sinh", 1, false)
	sqrtUfunc              = newUfunc("sqrt", "Sqrt", 1, false)
	squareUfunc            = newUfunc("square", "Square", 1, false)
	subtractUfunc          = newUfunc("subtract", "Subtract", 2, true)
	tanUfunc               = newUfunc("tan", "Tan", 1, false)
	tanhUfunc              = newUfunc("tanh", "Tanh", 1, false)
	truncUfunc             = newUfunc("trunc", "Trunc", 1, false)
	maxReduction           = newReduction("max", "Max", maximumUfunc, "")
	minReduction           = newReduction("min", "Min", minimumUfunc, "")
	prodReduction          = newReduction("prod", "Prod", multiplyUfunc, "1")
	sumReduction           = newReduction("sum", "Sum", addUfunc, "0")
	allReduction           = newReduction("all", "All", logicalAndUfunc, "1")
	anyReduction           = newReduction("any", "Any", logicalOrUfunc, "0")
)

// Abs is the absolute value of x. Of a complex number it is the modulus, a real number of the same
// precision. The most negative integer has no absolute value and stays as it is.
func Abs(x any, opts ...MapOption) *Array { return absUfunc.call1(x, opts) }

// Acos is the inverse cosine of x, in radians from 0 to π. Real x outside [-1, 1] gives NaN.
func Acos(x any, opts ...MapOption) *Array { return acosUfunc.call1(x, opts) }

// Acosh is the inverse hyperbolic cosine of x. Real x below 1 gives NaN.
func Acosh(x any, opts ...MapOption) *Array { return acoshUfunc.call1(x, opts) }

// Add is the sum of x1 and x2. Integers wrap around; bools are or-ed.
func Add(x1, x2 any, opts ...MapOption) *Array { return addUfunc.call2(x1, x2, opts) }

// Asin is the inverse sine of x, in radians from -π/2 to π/2. Real x outside [-1, 1] gives NaN.
func Asin(x any, opts ...MapOption) *Array { return asinUfunc.call1(x, opts) }

// Asinh is the inverse hyperbolic sine of x.
func Asinh(x any, opts ...MapOption) *Array { return asinhUfunc.call1(x, opts) }

// Atan is the inverse tangent of x, in radians from -π/2 to π/2.
func Atan(x any, opts ...MapOption) *Array { return atanUfunc.call1(x, opts) }

// Atan2 is the angle in radians, from -π to π, of the point whose ordinate is x1 and whose
// abscissa is x2.
func Atan2(x1, x2 any, opts ...MapOption) *Array { return atan2Ufunc.call2(x1, x2, opts) }

// Atanh is the inverse hyperbolic tangent of x. ±1 gives ±infinity, real x outside [-1, 1] NaN.
func Atanh(x any, opts ...MapOption) *Array { return atanhUfunc.call1(x, opts) }

// BitwiseAnd is the bits set in both x1 and x2.
func BitwiseAnd(x1, x2 any, opts ...MapOption) *Array { return bitwiseAndUfunc.call2(x1, x2, opts) }

// BitwiseInvert is the bits not set in x; of bools, their negation.
func BitwiseInvert(x any, opts ...MapOption) *Array { return bitwiseInvertUfunc.call1(x, opts) }

// BitwiseLeftShift is the bits of x1 shifted left by x2 places. Zeros enter from the right. A shift
// by the width of the type or more gives 0.
func BitwiseLeftShift(x1, x2 any, opts ...MapOption) *Array {
	return bitwiseLeftShiftUfunc.call2(x1, x2, opts)
}

// BitwiseOr is the bits set in x1 or x2.
func BitwiseOr(x1, x2 any, opts ...MapOption) *Array { return bitwiseOrUfunc.call2(x1, x2, opts) }

// BitwiseRightShift is the bits of x1 shifted right by x2 places. The sign enters from the left of
// a signed type.
func BitwiseRightShift(x1, x2 any, opts ...MapOption) *Array {
	return bitwiseRightShiftUfunc.call2(x1, x2, opts)
}

// BitwiseXor is the bits set in exactly one of x1 and x2.
func BitwiseXor(x1, x2 any, opts ...MapOption) *Array { return bitwiseXorUfunc.call2(x1, x2, opts) }

// Cbrt is the cube root of x. A negative number has a negative cube root. Beyond the standard;
// NumPy has it.
func Cbrt(x any, opts ...MapOption) *Array { return cbrtUfunc.call1(x, opts) }

// Ceil is the smallest integral number not below x.
func Ceil(x any, opts ...MapOption) *Array { return ceilUfunc.call1(x, opts) }

// Conj is the complex conjugate of x; a real number is its own.
func Conj(x any, opts ...MapOption) *Array { return conjUfunc.call1(x, opts) }

// CopySign is the magnitude of x1 with the sign of x2, signs of zero and NaN included.
func CopySign(x1, x2 any, opts ...MapOption) *Array { return copySignUfunc.call2(x1, x2, opts) }

// Cos is the cosine of x, in radians. Infinities give NaN.
func Cos(x any, opts ...MapOption) *Array { return cosUfunc.call1(x, opts) }

// Cosh is the hyperbolic cosine of x.
func Cosh(x any, opts ...MapOption) *Array { return coshUfunc.call1(x, opts) }

// Divide is the quotient of x1 and x2. Integers are divided as float64. Division by zero gives an
// infinity, 0/0 NaN.
func Divide(x1, x2 any, opts ...MapOption) *Array { return divideUfunc.call2(x1, x2, opts) }

// Equal is whether x1 and x2 are equal. NaN equals nothing; -0 equals +0.
func Equal(x1, x2 any, opts ...MapOption) *Array { return equalUfunc.call2(x1, x2, opts) }

// Exp is the exponential of x, e to the power x. exp(-infinity) is 0, exp(+infinity) is +infinity.
func Exp(x any, opts ...MapOption) *Array { return expUfunc.call1(x, opts) }

// Expm1 is the exponential of x less 1, accurate where x is near 0.
func Expm1(x any, opts ...MapOption) *Array { return expm1Ufunc.call1(x, opts) }

// Floor is the largest integral number not above x.
func Floor(x any, opts ...MapOption) *Array { return floorUfunc.call1(x, opts) }

// FloorDivide is the quotient of x1 and x2 rounded toward -infinity. It is the floor of the true
// quotient: 1 // infinity is 0, -1 // infinity is -1, infinity // 1 is infinity. Integer division
// by zero gives 0.
func FloorDivide(x1, x2 any, opts ...MapOption) *Array { return floorDivideUfunc.call2(x1, x2, opts) }

// Greater is whether x1 is greater than x2.
func Greater(x1, x2 any, opts ...MapOption) *Array { return greaterUfunc.call2(x1, x2, opts) }

// GreaterEqual is whether x1 is greater than or equal to x2.
func GreaterEqual(x1, x2 any, opts ...MapOption) *Array { return greaterEqualUfunc.call2(x1, x2, opts) }

// Hypot is the hypotenuse of a right triangle with legs x1 and x2, without overflow on the way. An
// infinite leg gives +infinity, whatever the other is.
func Hypot(x1, x2 any, opts ...MapOption) *Array { return hypotUfunc.call2(x1, x2, opts) }

// Imag is the imaginary part of x; of a real number, 0.
func Imag(x any, opts ...MapOption) *Array { return imagUfunc.call1(x, opts) }

// IsFinite is whether x is neither infinite nor NaN.
func IsFinite(x any, opts ...MapOption) *Array { return isFiniteUfunc.call1(x, opts) }

// IsInf is whether x is an infinity; of a complex number, whether a part is.
func IsInf(x any, opts ...MapOption) *Array { return isInfUfunc.call1(x, opts) }

// IsNaN is whether x is NaN; of a complex number, whether a part is.
func IsNaN(x any, opts ...MapOption) *Array { return isNaNUfunc.call1(x, opts) }

// Less is whether x1 is less than x2.
func Less(x1, x2 any, opts ...MapOption) *Array { return lessUfunc.call2(x1, x2, opts) }

// LessEqual is whether x1 is less than or equal to x2.
func LessEqual(x1, x2 any, opts ...MapOption) *Array { return lessEqualUfunc.call2(x1, x2, opts) }

// Log is the natural logarithm of x. log(0) is -infinity, real x below 0 gives NaN.
func Log(x any, opts ...MapOption) *Array { return logUfunc.call1(x, opts) }

// Log10 is the logarithm of x to base 10.
func Log10(x any, opts ...MapOption) *Array { return log10Ufunc.call1(x, opts) }

// Log1p is the natural logarithm of 1 + x, accurate where x is near 0.
func Log1p(x any, opts ...MapOption) *Array { return log1pUfunc.call1(x, opts) }

// Log2 is the logarithm of x to base 2.
func Log2(x any, opts ...MapOption) *Array { return log2Ufunc.call1(x, opts) }

// LogAddExp is the logarithm of the sum of the exponentials of x1 and x2, without overflow on the
// way.
func LogAddExp(x1, x2 any, opts ...MapOption) *Array { return logAddExpUfunc.call2(x1, x2, opts) }

// LogicalAnd is whether x1 and x2 are both true, that is not zero.
func LogicalAnd(x1, x2 any, opts ...MapOption) *Array { return logicalAndUfunc.call2(x1, x2, opts) }

// LogicalNot is whether x is false, that is zero.
func LogicalNot(x any, opts ...MapOption) *Array { return logicalNotUfunc.call1(x, opts) }

// LogicalOr is whether x1 or x2 is true, that is not zero.
func LogicalOr(x1, x2 any, opts ...MapOption) *Array { return logicalOrUfunc.call2(x1, x2, opts) }

// LogicalXor is whether exactly one of x1 and x2 is true, that is not zero.
func LogicalXor(x1, x2 any, opts ...MapOption) *Array { return logicalXorUfunc.call2(x1, x2, opts) }

// Maximum is the greater of x1 and x2. NaN wins.
func Maximum(x1, x2 any, opts ...MapOption) *Array { return maximumUfunc.call2(x1, x2, opts) }

// Minimum is the lesser of x1 and x2. NaN wins.
func Minimum(x1, x2 any, opts ...MapOption) *Array { return minimumUfunc.call2(x1, x2, opts) }

// Multiply is the product of x1 and x2. Integers wrap around; bools are and-ed.
func Multiply(x1, x2 any, opts ...MapOption) *Array { return multiplyUfunc.call2(x1, x2, opts) }

// Negative is x with its sign changed. Unsigned integers wrap around.
func Negative(x any, opts ...MapOption) *Array { return negativeUfunc.call1(x, opts) }

// NextAfter is the next representable number after x1 towards x2.
func NextAfter(x1, x2 any, opts ...MapOption) *Array { return nextAfterUfunc.call2(x1, x2, opts) }

// NotEqual is whether x1 and x2 differ. NaN differs from everything, itself included.
func NotEqual(x1, x2 any, opts ...MapOption) *Array { return notEqualUfunc.call2(x1, x2, opts) }

// Positive is x itself, as a new array.
func Positive(x any, opts ...MapOption) *Array { return positiveUfunc.call1(x, opts) }

// Pow is x1 to the power x2. Integers wrap around; an integer to a negative integer power is an
// error.
func Pow(x1, x2 any, opts ...MapOption) *Array { return powUfunc.call2(x1, x2, opts) }

// Real is the real part of x.
func Real(x any, opts ...MapOption) *Array { return realUfunc.call1(x, opts) }

// Reciprocal is 1 divided by x. Integers are divided as integers.
func Reciprocal(x any, opts ...MapOption) *Array { return reciprocalUfunc.call1(x, opts) }

// Remainder is the remainder of x1 divided by x2, with the sign of x2. The integer remainder by
// zero is 0, the floating one NaN.
func Remainder(x1, x2 any, opts ...MapOption) *Array { return remainderUfunc.call2(x1, x2, opts) }

// Round is the nearest integral number to x, halves to the even one.
func Round(x any, opts ...MapOption) *Array { return roundUfunc.call1(x, opts) }

// Sign is -1, 0 or 1 by the sign of x; of a complex number, x divided by its modulus. NaN stays
// NaN.
func Sign(x any, opts ...MapOption) *Array { return signUfunc.call1(x, opts) }

// SignBit is whether the sign bit of x is set, which tells -0 from +0.
func SignBit(x any, opts ...MapOption) *Array { return signBitUfunc.call1(x, opts) }

// Sin is the sine of x, in radians. Infinities give NaN.
func Sin(x any, opts ...MapOption) *Array { return sinUfunc.call1(x, opts) }

// Sinh is the hyperbolic sine of x.
func Sinh(x any, opts ...MapOption) *Array { return sinhUfunc.call1(x, opts) }

// Sqrt is the square root of x, correctly rounded where x is real. Real x below 0 gives NaN.
func Sqrt(x any, opts ...MapOption) *Array { return sqrtUfunc.call1(x, opts) }

// Square is x times x.
func Square(x any, opts ...MapOption) *Array { return squareUfunc.call1(x, opts) }

// Subtract is the difference of x1 and x2. Integers wrap around; bools are refused: use
// logical_xor.
func Subtract(x1, x2 any, opts ...MapOption) *Array { return subtractUfunc.call2(x1, x2, opts) }

// Tan is the tangent of x, in radians. Infinities give NaN.
func Tan(x any, opts ...MapOption) *Array { return tanUfunc.call1(x, opts) }

// Tanh is the hyperbolic tangent of x.
func Tanh(x any, opts ...MapOption) *Array { return tanhUfunc.call1(x, opts) }

// Trunc is x rounded toward 0.
func Trunc(x any, opts ...MapOption) *Array { return truncUfunc.call1(x, opts) }

// Max is the greatest element, of the whole array or along axes. NaN wins. An empty array has none:
// that is an error.
func Max(x any, opts ...ReduceOption) *Array { return maxReduction.call(x, opts) }

// Min is the least element, of the whole array or along axes. NaN wins. An empty array has none:
// that is an error.
func Min(x any, opts ...ReduceOption) *Array { return minReduction.call(x, opts) }

// Prod is the product of the elements, of the whole array or along axes. Integers smaller than 64
// bits are multiplied as int64 or uint64. The product of nothing is 1.
func Prod(x any, opts ...ReduceOption) *Array { return prodReduction.call(x, opts) }

// Sum is the sum of the elements, of the whole array or along axes. Integers smaller than 64 bits
// are summed as int64 or uint64; floating sums are pairwise along contiguous runs. The sum of
// nothing is 0.
func Sum(x any, opts ...ReduceOption) *Array { return sumReduction.call(x, opts) }

// All is whether every element is true, that is not zero; of nothing, true.
func All(x any, opts ...ReduceOption) *Array { return allReduction.call(x, opts) }

// Any is whether some element is true, that is not zero; of nothing, false.
func Any(x any, opts ...ReduceOption) *Array { return anyReduction.call(x, opts) }
