"""TensorFlow: our functions as tf.experimental.numpy has them, which promotes as NumPy does.

Every one is made of TensorFlow's operations, so it works on eager tensors and in a graph, and gradients pass. Here
are the names that module lacks or has otherwise.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf
import tensorflow.experimental.numpy as tnp

from . import (
    tensorflow_fft as fft,  # noqa: F401 - where a dotted name is looked up
    tensorflow_linalg as linalg,  # noqa: F401 - likewise
)

_RENAMED = {
    "acos": "arccos",
    "acosh": "arccosh",
    "asin": "arcsin",
    "asinh": "arcsinh",
    "atan": "arctan",
    "atan2": "arctan2",
    "atanh": "arctanh",
    "concat": "concatenate",
    "permute_dims": "transpose",
    "pow": "power",
}


def __getattr__(name: str) -> Any:
    return getattr(tnp, _RENAMED.get(name, name))


def _pair(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Two operands in their common type."""
    dtype = tnp.result_type(x1, x2)
    return tnp.asarray(x1, dtype), tnp.asarray(x2, dtype)


def bitwise_and(x1: Any, x2: Any) -> Any:
    x1, x2 = _pair(x1, x2)
    return tf.logical_and(x1, x2) if x1.dtype == tf.bool else tf.bitwise.bitwise_and(x1, x2)


def bitwise_or(x1: Any, x2: Any) -> Any:
    x1, x2 = _pair(x1, x2)
    return tf.logical_or(x1, x2) if x1.dtype == tf.bool else tf.bitwise.bitwise_or(x1, x2)


def bitwise_xor(x1: Any, x2: Any) -> Any:
    x1, x2 = _pair(x1, x2)
    return tf.math.logical_xor(x1, x2) if x1.dtype == tf.bool else tf.bitwise.bitwise_xor(x1, x2)


def bitwise_invert(x: Any) -> Any:
    return tf.logical_not(x) if x.dtype == tf.bool else tf.bitwise.invert(x)


def bitwise_left_shift(x1: Any, x2: Any) -> Any:
    return tf.bitwise.left_shift(*_pair(x1, x2))


def bitwise_right_shift(x1: Any, x2: Any) -> Any:
    return tf.bitwise.right_shift(*_pair(x1, x2))


def copysign(x1: Any, x2: Any) -> Any:
    size = tnp.abs(x1)
    return tnp.where(tnp.signbit(x2), -size, size)


def trunc(x: Any) -> Any:
    return tnp.fix(x) if x.dtype.is_floating else x


def round(x: Any) -> Any:
    return tf.round(x) if x.dtype.is_floating else x


def floor(x: Any) -> Any:
    return tf.floor(x) if x.dtype.is_floating else x


def ceil(x: Any) -> Any:
    return tf.math.ceil(x) if x.dtype.is_floating else x


def astype(x: Any, dtype: Any, *, copy: bool = True, device: Any = None) -> Any:
    return tf.cast(x, dtype)


def clip(x: Any, min: Any = None, max: Any = None) -> Any:
    return tnp.clip(x, min, max)


def std(x: Any, *, axis: Any = None, correction: float = 0.0, keepdims: bool = False) -> Any:
    return tf.sqrt(var(x, axis=axis, correction=correction, keepdims=keepdims))


def var(x: Any, *, axis: Any = None, correction: float = 0.0, keepdims: bool = False) -> Any:
    mean = tnp.mean(x, axis=axis, keepdims=True)
    squares = tnp.sum(tf.math.abs(x - mean) ** 2, axis=axis, keepdims=keepdims)
    n = tf.size(x) / tf.size(mean)
    return squares / tf.cast(n - correction, squares.dtype)


def _cumulative(function: Any, x: Any, axis: Any, dtype: Any, initial: Any) -> Any:
    if axis is None and len(x.shape) != 1:
        raise ValueError("cumulative: axis must be given where the array is not 1-d")
    x = x if dtype is None else tf.cast(x, dtype)
    result = function(x, axis=axis or 0)
    if initial is None:
        return result
    first = tf.fill(tf.shape(tf.gather(result, [0], axis=axis or 0)), tf.cast(initial, result.dtype))
    return tf.concat([first, result], axis or 0)


def cumulative_sum(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
    return _cumulative(tf.cumsum, x, axis, dtype, 0 if include_initial else None)


def cumulative_prod(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
    return _cumulative(tf.math.cumprod, x, axis, dtype, 1 if include_initial else None)


def count_nonzero(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return tf.math.count_nonzero(x, axis=axis, keepdims=keepdims)


def matrix_transpose(x: Any) -> Any:
    return tf.linalg.matrix_transpose(x)


def unstack(x: Any, *, axis: int = 0) -> Any:
    return tuple(tf.unstack(x, axis=axis))


def copy(x: Any) -> Any:
    return tf.identity(x)


def logaddexp(x1: Any, x2: Any) -> Any:
    return tnp.logaddexp(*_pair(x1, x2))


def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    """By positions, since tf.sort loses the order of equal elements and cannot sort bools."""
    return tnp.take_along_axis(x, argsort(x, axis=axis, descending=descending), axis)


def argsort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    keys = tf.cast(x, tf.int8) if x.dtype.is_bool else x
    direction = "DESCENDING" if descending else "ASCENDING"
    return tf.cast(tf.argsort(keys, axis=axis, direction=direction, stable=True), tf.int64)


def searchsorted(x1: Any, x2: Any, /, *, side: str = "left", sorter: Any = None) -> Any:
    x1, x2 = _pair(x1 if sorter is None else tf.gather(x1, sorter), x2)
    return tf.reshape(tf.searchsorted(x1, tf.reshape(x2, [-1]), side=side, out_type=tf.int64), tf.shape(x2))


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Any:
    x1, x2 = _pair(x1, x2)
    found = tf.reduce_any(x1[..., None] == tf.reshape(x2, [-1]), axis=-1)
    return ~found if invert else found


def unique_all(x: Any, /) -> Any:
    """TensorFlow has the values in the order they occur; here they are sorted, as everywhere else."""
    flat = tf.reshape(x, [-1])
    values, places, counts = tf.unique_with_counts(flat, out_idx=tf.int64)
    order = argsort(values)
    inverse = tf.gather(tf.argsort(order, stable=True), places)
    first = tf.math.unsorted_segment_min(tf.range(tf.size(flat, tf.int64)), places, tf.size(values))
    values, first, counts = (tf.gather(part, order) for part in (values, first, counts))
    return values, first, tf.reshape(tf.cast(inverse, tf.int64), tf.shape(x)), counts


def unique_values(x: Any, /) -> Any:
    return unique_all(x)[0]


def unique_counts(x: Any, /) -> Any:
    values, _, _, counts = unique_all(x)
    return values, counts


def unique_inverse(x: Any, /) -> Any:
    values, _, inverse, _ = unique_all(x)
    return values, inverse


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    x1, x2 = _pair(x1, x2)
    return tf.reduce_sum(tf.math.conj(x1) * x2, axis=axis)
