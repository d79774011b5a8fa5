"""TensorFlow: linear algebra, made of tf.linalg."""

from __future__ import annotations

from typing import Any

import tensorflow as tf
import tensorflow.experimental.numpy as tnp


def __getattr__(name: str) -> Any:
    """det, eigh, eigvalsh, inv, pinv and slogdet are as TensorFlow has them."""
    return getattr(tf.linalg, name)


def cholesky(x: Any, /, *, upper: bool = False) -> Any:
    lower = tf.linalg.cholesky(x)
    return tf.linalg.adjoint(lower) if upper else lower


def cross(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    return tnp.cross(x1, x2, axis=axis)


def diagonal(x: Any, /, *, offset: int = 0) -> Any:
    return tnp.diagonal(x, offset, -2, -1)


def matrix_norm(x: Any, /, *, keepdims: bool = False, ord: Any = "fro") -> Any:
    values = {2: tf.reduce_max, -2: tf.reduce_min, "nuc": tf.reduce_sum}
    sums: dict[float, Any] = {
        1: (-2, tf.reduce_max), -1: (-2, tf.reduce_min),
        float("inf"): (-1, tf.reduce_max), float("-inf"): (-1, tf.reduce_min),
    }  # fmt: skip
    if ord == "fro":
        return tf.sqrt(tf.reduce_sum(tf.abs(x) ** 2, axis=(-2, -1), keepdims=keepdims))
    if ord in values:
        result = values[ord](svdvals(x), axis=-1)
    else:
        axis, reduce = sums[ord]
        result = reduce(tf.reduce_sum(tf.abs(x), axis=axis), axis=-1)
    return result[..., None, None] if keepdims else result


def matrix_power(x: Any, n: int, /) -> Any:
    x = tf.linalg.inv(x) if n < 0 else x
    result = tf.eye(x.shape[-1], batch_shape=x.shape[:-2], dtype=x.dtype)
    for bit in f"{abs(n):b}":
        result = result @ result
        result = result @ x if bit == "1" else result
    return result


def matrix_rank(x: Any, /, *, rtol: Any = None) -> Any:
    values = svdvals(x)
    rtol = max(x.shape[-2:]) * tnp.finfo(values.dtype.as_numpy_dtype).eps if rtol is None else rtol
    smallest = tf.reduce_max(values, axis=-1, keepdims=True) * tf.cast(rtol, values.dtype)[..., None]
    return tf.math.count_nonzero(values > smallest, axis=-1)


def outer(x1: Any, x2: Any, /) -> Any:
    return x1[:, None] * x2[None, :]


def qr(x: Any, /, *, mode: str = "reduced") -> Any:
    return tf.linalg.qr(x, full_matrices=mode == "complete")


def solve(x1: Any, x2: Any, /) -> Any:
    dtype = tnp.result_type(x1, x2)
    x1, x2 = tf.cast(x1, dtype), tf.cast(x2, dtype)
    if len(x2.shape) == 1:
        return tf.linalg.solve(x1, tf.broadcast_to(x2[:, None], [*x1.shape[:-1], 1]))[..., 0]
    batch = tf.broadcast_static_shape(x1.shape[:-2], x2.shape[:-2])
    x1, x2 = (tf.broadcast_to(x, [*batch, *x.shape[-2:]]) for x in (x1, x2))
    return tf.linalg.solve(x1, x2)


def svd(x: Any, /, *, full_matrices: bool = True) -> Any:
    values, left, right = tf.linalg.svd(x, full_matrices=full_matrices)
    return left, values, tf.linalg.adjoint(right)


def svdvals(x: Any, /) -> Any:
    return tf.linalg.svd(x, compute_uv=False)


def trace(x: Any, /, *, offset: int = 0, dtype: Any = None) -> Any:
    values = diagonal(x, offset=offset)
    return tnp.sum(values if dtype is None else tf.cast(values, dtype), axis=-1)


def vector_norm(x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    size = tf.abs(x)
    if ord == 0:
        return tf.reduce_sum(tf.cast(size != 0, size.dtype), axis=axis, keepdims=keepdims)
    if ord in (float("inf"), float("-inf")):
        return (tf.reduce_max if ord > 0 else tf.reduce_min)(size, axis=axis, keepdims=keepdims)
    return tf.reduce_sum(size**ord, axis=axis, keepdims=keepdims) ** (1 / ord)
