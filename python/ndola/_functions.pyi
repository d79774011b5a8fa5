# Generated from internal/spec by `make generate`; do not edit.
from collections.abc import Sequence
from typing import Any, Literal, overload

from ._array import Array
from .typing import ArrayLike, DTypeLike, Foreign, Native

@overload
def abs(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The absolute value of x."""
@overload
def abs(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def acos(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The inverse cosine of x, in radians from 0 to π."""
@overload
def acos(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def acosh(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The inverse hyperbolic cosine of x."""
@overload
def acosh(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def add(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The sum of x1 and x2."""
@overload
def add(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def asin(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The inverse sine of x, in radians from -π/2 to π/2."""
@overload
def asin(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def asinh(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The inverse hyperbolic sine of x."""
@overload
def asinh(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def atan(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The inverse tangent of x, in radians from -π/2 to π/2."""
@overload
def atan(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def atan2(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The angle in radians, from -π to π, of the point whose ordinate is x1 and whose abscissa is x2."""
@overload
def atan2(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def atanh(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The inverse hyperbolic tangent of x."""
@overload
def atanh(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def bitwise_and(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The bits set in both x1 and x2."""
@overload
def bitwise_and(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def bitwise_invert(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The bits not set in x; of bools, their negation."""
@overload
def bitwise_invert(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def bitwise_left_shift(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The bits of x1 shifted left by x2 places."""
@overload
def bitwise_left_shift(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def bitwise_or(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The bits set in x1 or x2."""
@overload
def bitwise_or(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def bitwise_right_shift(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The bits of x1 shifted right by x2 places."""
@overload
def bitwise_right_shift(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def bitwise_xor(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The bits set in exactly one of x1 and x2."""
@overload
def bitwise_xor(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def cbrt(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The cube root of x."""
@overload
def cbrt(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def ceil(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The smallest integral number not below x."""
@overload
def ceil(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def conj(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The complex conjugate of x; a real number is its own."""
@overload
def conj(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def copysign(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The magnitude of x1 with the sign of x2, signs of zero and NaN included."""
@overload
def copysign(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def cos(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The cosine of x, in radians."""
@overload
def cos(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def cosh(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The hyperbolic cosine of x."""
@overload
def cosh(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def divide(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The quotient of x1 and x2."""
@overload
def divide(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def equal(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 and x2 are equal."""
@overload
def equal(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def exp(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The exponential of x, e to the power x."""
@overload
def exp(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def expm1(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The exponential of x less 1, accurate where x is near 0."""
@overload
def expm1(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def floor(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The largest integral number not above x."""
@overload
def floor(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def floor_divide(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The quotient of x1 and x2 rounded toward -infinity."""
@overload
def floor_divide(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def greater(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 is greater than x2."""
@overload
def greater(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def greater_equal(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 is greater than or equal to x2."""
@overload
def greater_equal(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def hypot(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The hypotenuse of a right triangle with legs x1 and x2, without overflow on the way."""
@overload
def hypot(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def imag(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The imaginary part of x; of a real number, 0."""
@overload
def imag(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def isfinite(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x is neither infinite nor NaN."""
@overload
def isfinite(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def isinf(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x is an infinity; of a complex number, whether a part is."""
@overload
def isinf(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def isnan(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x is NaN; of a complex number, whether a part is."""
@overload
def isnan(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def less(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 is less than x2."""
@overload
def less(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def less_equal(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 is less than or equal to x2."""
@overload
def less_equal(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def log(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The natural logarithm of x."""
@overload
def log(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def log10(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The logarithm of x to base 10."""
@overload
def log10(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def log1p(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The natural logarithm of 1 + x, accurate where x is near 0."""
@overload
def log1p(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def log2(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The logarithm of x to base 2."""
@overload
def log2(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def logaddexp(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The logarithm of the sum of the exponentials of x1 and x2, without overflow on the way."""
@overload
def logaddexp(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def logical_and(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 and x2 are both true, that is not zero."""
@overload
def logical_and(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def logical_not(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x is false, that is zero."""
@overload
def logical_not(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def logical_or(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 or x2 is true, that is not zero."""
@overload
def logical_or(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def logical_xor(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether exactly one of x1 and x2 is true, that is not zero."""
@overload
def logical_xor(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def maximum(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The greater of x1 and x2."""
@overload
def maximum(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def minimum(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The lesser of x1 and x2."""
@overload
def minimum(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def multiply(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The product of x1 and x2."""
@overload
def multiply(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def negative(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """x with its sign changed."""
@overload
def negative(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def nextafter(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The next representable number after x1 towards x2."""
@overload
def nextafter(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def not_equal(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether x1 and x2 differ."""
@overload
def not_equal(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def positive(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """x itself, as a new array."""
@overload
def positive(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def pow(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """x1 to the power x2."""
@overload
def pow(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def real(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The real part of x."""
@overload
def real(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def reciprocal(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """1 divided by x."""
@overload
def reciprocal(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def remainder(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The remainder of x1 divided by x2, with the sign of x2."""
@overload
def remainder(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def round(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The nearest integral number to x, halves to the even one."""
@overload
def round(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def sign(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """-1, 0 or 1 by the sign of x; of a complex number, x divided by its modulus."""
@overload
def sign(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def signbit(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """Whether the sign bit of x is set, which tells -0 from +0."""
@overload
def signbit(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def sin(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The sine of x, in radians."""
@overload
def sin(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def sinh(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The hyperbolic sine of x."""
@overload
def sinh(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def sqrt(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The square root of x, correctly rounded where x is real."""
@overload
def sqrt(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def square(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """x times x."""
@overload
def square(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def subtract(x1: Native, x2: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The difference of x1 and x2."""
@overload
def subtract(x1: ArrayLike, x2: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def tan(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The tangent of x, in radians."""
@overload
def tan(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def tanh(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """The hyperbolic tangent of x."""
@overload
def tanh(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def trunc(x: Native, /, *, out: Array | None = None, where: Native = True) -> Array:
    """x rounded toward 0."""
@overload
def trunc(x: ArrayLike, /, *, out: Foreign | None = None, where: ArrayLike = True) -> Any: ...

@overload
def clip(x: Native, /, min: Native | None = None, max: Native | None = None) -> Array:
    """x limited to the range from min to max, each an array or a number that broadcasts with x, or None for no limit."""
@overload
def clip(x: ArrayLike, /, min: ArrayLike | None = None, max: ArrayLike | None = None) -> Any: ...

@overload
def cumulative_prod(x: Native, /, *, axis: int | None = None, dtype: DTypeLike | None = None, include_initial: bool = False) -> Array:
    """The running product along an axis."""
@overload
def cumulative_prod(x: ArrayLike, /, *, axis: int | None = None, dtype: DTypeLike | None = None, include_initial: bool = False) -> Any: ...

@overload
def cumulative_sum(x: Native, /, *, axis: int | None = None, dtype: DTypeLike | None = None, include_initial: bool = False) -> Array:
    """The running sum along an axis."""
@overload
def cumulative_sum(x: ArrayLike, /, *, axis: int | None = None, dtype: DTypeLike | None = None, include_initial: bool = False) -> Any: ...

@overload
def max(x: Native, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Array:
    """The greatest element, of the whole array or along axes."""
@overload
def max(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any: ...

@overload
def mean(x: Native, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Array:
    """The arithmetic mean, of the whole array or along axes."""
@overload
def mean(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any: ...

@overload
def min(x: Native, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Array:
    """The least element, of the whole array or along axes."""
@overload
def min(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any: ...

@overload
def prod(x: Native, /, *, axis: int | Sequence[int] | None = None, dtype: DTypeLike | None = None, keepdims: bool = False) -> Array:
    """The product of the elements, of the whole array or along axes."""
@overload
def prod(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, dtype: DTypeLike | None = None, keepdims: bool = False) -> Any: ...

@overload
def std(x: Native, /, *, axis: int | Sequence[int] | None = None, correction: complex = 0.0, keepdims: bool = False) -> Array:
    """The standard deviation, the square root of var."""
@overload
def std(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, correction: complex = 0.0, keepdims: bool = False) -> Any: ...

@overload
def sum(x: Native, /, *, axis: int | Sequence[int] | None = None, dtype: DTypeLike | None = None, keepdims: bool = False) -> Array:
    """The sum of the elements, of the whole array or along axes."""
@overload
def sum(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, dtype: DTypeLike | None = None, keepdims: bool = False) -> Any: ...

@overload
def var(x: Native, /, *, axis: int | Sequence[int] | None = None, correction: complex = 0.0, keepdims: bool = False) -> Array:
    """The variance: the mean of the squared distances from the mean."""
@overload
def var(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, correction: complex = 0.0, keepdims: bool = False) -> Any: ...

def arange(start: complex, /, stop: complex | None = None, step: complex = 1, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """The numbers from start up to but without stop, a step apart."""

def empty(shape: int | Sequence[int], *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array whose elements are not set."""

@overload
def empty_like(x: Native, /, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array of x's shape and dtype whose elements are not set."""
@overload
def empty_like(x: ArrayLike, /, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Any: ...

def eye(n_rows: int, n_cols: int | None = None, /, *, k: int = 0, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A matrix with ones on its k-th diagonal and zeros elsewhere."""

def full(shape: int | Sequence[int], fill_value: ArrayLike, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array filled with fill_value."""

@overload
def full_like(x: Native, /, fill_value: Native, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array of x's shape and dtype filled with fill_value."""
@overload
def full_like(x: ArrayLike, /, fill_value: ArrayLike, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Any: ...

def linspace(start: complex, stop: complex, /, num: int, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None, endpoint: bool = True) -> Array:
    """num evenly spaced numbers from start to stop, stop included unless endpoint is false."""

@overload
def meshgrid(*arrays: Native, indexing: str = "xy") -> tuple[Array, ...]:
    """The coordinate arrays of a grid, one an input vector."""
@overload
def meshgrid(*arrays: ArrayLike, indexing: str = "xy") -> Any: ...

def ones(shape: int | Sequence[int], *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array filled with 1."""

@overload
def ones_like(x: Native, /, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array of x's shape and dtype filled with 1."""
@overload
def ones_like(x: ArrayLike, /, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Any: ...

@overload
def tril(x: Native, /, *, k: int = 0) -> Array:
    """The lower triangle of the matrices in x: elements above the k-th diagonal are 0."""
@overload
def tril(x: ArrayLike, /, *, k: int = 0) -> Any: ...

@overload
def triu(x: Native, /, *, k: int = 0) -> Array:
    """The upper triangle of the matrices in x: elements below the k-th diagonal are 0."""
@overload
def triu(x: ArrayLike, /, *, k: int = 0) -> Any: ...

def zeros(shape: int | Sequence[int], *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array filled with 0."""

@overload
def zeros_like(x: Native, /, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Array:
    """A new array of x's shape and dtype filled with 0."""
@overload
def zeros_like(x: ArrayLike, /, *, dtype: DTypeLike | None = None, device: Literal["cpu"] | None = None) -> Any: ...

@overload
def astype(x: Native, dtype: DTypeLike, /, *, copy: bool = True, device: Literal["cpu"] | None = None) -> Array:
    """x with its elements converted to dtype."""
@overload
def astype(x: ArrayLike, dtype: DTypeLike, /, *, copy: bool = True, device: Literal["cpu"] | None = None) -> Any: ...

@overload
def take(x: Native, indices: Native, /, *, axis: int | None = None) -> Array:
    """The elements of x at the given positions along an axis."""
@overload
def take(x: ArrayLike, indices: ArrayLike, /, *, axis: int | None = None) -> Any: ...

@overload
def take_along_axis(x: Native, indices: Native, /, *, axis: int = -1) -> Array:
    """The elements of x at positions that differ from lane to lane along an axis."""
@overload
def take_along_axis(x: ArrayLike, indices: ArrayLike, /, *, axis: int = -1) -> Any: ...

@overload
def broadcast_arrays(*arrays: Native) -> tuple[Array, ...]:
    """Read-only views of the arrays in their common shape."""
@overload
def broadcast_arrays(*arrays: ArrayLike) -> Any: ...

@overload
def broadcast_to(x: Native, /, shape: int | Sequence[int]) -> Array:
    """A read-only view of x in another shape, axes of length 1 and missing ones repeated."""
@overload
def broadcast_to(x: ArrayLike, /, shape: int | Sequence[int]) -> Any: ...

@overload
def concat(arrays: Sequence[Native], /, *, axis: int | None = 0) -> Array:
    """The arrays joined along an axis they have."""
@overload
def concat(arrays: Sequence[ArrayLike], /, *, axis: int | None = 0) -> Any: ...

@overload
def expand_dims(x: Native, /, axis: int | Sequence[int]) -> Array:
    """A view of x with new axes of length 1 at the given positions."""
@overload
def expand_dims(x: ArrayLike, /, axis: int | Sequence[int]) -> Any: ...

@overload
def flip(x: Native, /, *, axis: int | Sequence[int] | None = None) -> Array:
    """A view of x that runs backwards along axes, all of them by default."""
@overload
def flip(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None) -> Any: ...

@overload
def moveaxis(x: Native, source: int | Sequence[int], destination: int | Sequence[int], /) -> Array:
    """A view of x with some axes moved to other positions."""
@overload
def moveaxis(x: ArrayLike, source: int | Sequence[int], destination: int | Sequence[int], /) -> Any: ...

@overload
def permute_dims(x: Native, /, axes: int | Sequence[int]) -> Array:
    """A view of x with its axes in another order."""
@overload
def permute_dims(x: ArrayLike, /, axes: int | Sequence[int]) -> Any: ...

@overload
def repeat(x: Native, repeats: Native, /, *, axis: int | None = None) -> Array:
    """Each element of x repeated along an axis, of the flattened array by default."""
@overload
def repeat(x: ArrayLike, repeats: ArrayLike, /, *, axis: int | None = None) -> Any: ...

@overload
def reshape(x: Native, /, shape: int | Sequence[int], *, copy: bool | None = None) -> Array:
    """x in another shape of the same size, in C order; one dimension may be -1."""
@overload
def reshape(x: ArrayLike, /, shape: int | Sequence[int], *, copy: bool | None = None) -> Any: ...

@overload
def roll(x: Native, /, shift: int | Sequence[int], *, axis: int | Sequence[int] | None = None) -> Array:
    """x with its elements moved along axes, those falling off the end coming back at the start."""
@overload
def roll(x: ArrayLike, /, shift: int | Sequence[int], *, axis: int | Sequence[int] | None = None) -> Any: ...

@overload
def squeeze(x: Native, /, axis: int | Sequence[int]) -> Array:
    """A view of x without the given axes, which must have length 1."""
@overload
def squeeze(x: ArrayLike, /, axis: int | Sequence[int]) -> Any: ...

@overload
def stack(arrays: Sequence[Native], /, *, axis: int = 0) -> Array:
    """arrays of one shape joined along a new axis."""
@overload
def stack(arrays: Sequence[ArrayLike], /, *, axis: int = 0) -> Any: ...

@overload
def tile(x: Native, repetitions: int | Sequence[int], /) -> Array:
    """x repeated as a whole, so many times along each axis."""
@overload
def tile(x: ArrayLike, repetitions: int | Sequence[int], /) -> Any: ...

@overload
def unstack(x: Native, /, *, axis: int = 0) -> tuple[Array, ...]:
    """The views of x along an axis, one a position."""
@overload
def unstack(x: ArrayLike, /, *, axis: int = 0) -> Any: ...

@overload
def argmax(x: Native, /, *, axis: int | None = None, keepdims: bool = False) -> Array:
    """The position of the greatest element, the first of equals."""
@overload
def argmax(x: ArrayLike, /, *, axis: int | None = None, keepdims: bool = False) -> Any: ...

@overload
def argmin(x: Native, /, *, axis: int | None = None, keepdims: bool = False) -> Array:
    """The position of the least element, the first of equals."""
@overload
def argmin(x: ArrayLike, /, *, axis: int | None = None, keepdims: bool = False) -> Any: ...

@overload
def count_nonzero(x: Native, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Array:
    """The number of elements that are not zero, of the whole array or along axes."""
@overload
def count_nonzero(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any: ...

@overload
def nonzero(x: Native, /) -> tuple[Array, ...]:
    """The positions of the elements that are not zero, one index array an axis."""
@overload
def nonzero(x: ArrayLike, /) -> Any: ...

@overload
def where(condition: Native, x1: Native, x2: Native, /) -> Array:
    """The elements of x1 where condition is true, of x2 elsewhere; the three broadcast."""
@overload
def where(condition: ArrayLike, x1: ArrayLike, x2: ArrayLike, /) -> Any: ...

@overload
def all(x: Native, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Array:
    """Whether every element is true, that is not zero; of nothing, true."""
@overload
def all(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any: ...

@overload
def any(x: Native, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Array:
    """Whether some element is true, that is not zero; of nothing, false."""
@overload
def any(x: ArrayLike, /, *, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any: ...

@overload
def diff(x: Native, /, n: int = 1, axis: int = -1, *, prepend: Native | None = None, append: Native | None = None) -> Array:
    """The n-th difference of neighbours along an axis."""
@overload
def diff(x: ArrayLike, /, n: int = 1, axis: int = -1, *, prepend: ArrayLike | None = None, append: ArrayLike | None = None) -> Any: ...

@overload
def matmul(x1: Native, x2: Native, /) -> Array:
    """The matrix product of x1 and x2, over stacks of matrices that broadcast."""
@overload
def matmul(x1: ArrayLike, x2: ArrayLike, /) -> Any: ...

@overload
def matrix_transpose(x: Native, /) -> Array:
    """A view of x with its last two axes exchanged."""
@overload
def matrix_transpose(x: ArrayLike, /) -> Any: ...

@overload
def copy(x: Native, /) -> Array:
    """A new packed array with x's elements."""
@overload
def copy(x: ArrayLike, /) -> Any: ...
