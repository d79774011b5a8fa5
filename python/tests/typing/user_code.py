"""A user's program, which a type checker accepts and Python runs."""

from __future__ import annotations

from typing import Any, assert_type

import numpy as np

import ndola as nd
from ndola.typing import ArrayLike, DTypeLike


def mean_exp(x: ArrayLike) -> Any:
    """One function, any array."""
    return nd.mean(nd.exp(x))


def normalized(x: nd.Array, dtype: DTypeLike = nd.float64) -> nd.Array:
    x = nd.astype(x, dtype)
    return (x - x.mean(axis=0, keepdims=True)) / nd.std(x, axis=0, correction=1, keepdims=True)


# Our operands and Python's give our arrays.
x = nd.asarray([[1.0, 2.0], [3.0, 4.0]])
assert_type(x, nd.Array)
assert_type(nd.exp(x), nd.Array)
assert_type(nd.exp([[0.0, 1], [2, 3j]]), nd.Array)
assert_type(nd.add(1, 2.5), nd.Array)
assert_type(nd.concat([x, [[5, 6]]], axis=0), nd.Array)
assert_type(nd.where(x > 2, x, 0), nd.Array)
assert_type(nd.exp(x, out=x, where=[True, False]), nd.Array)
assert_type(nd.sum(x, axis=(0, 1), dtype="float32"), nd.Array)
assert_type(nd.nonzero(x), tuple[nd.Array, ...])
assert_type(normalized(nd.arange(6).reshape(3, 2)), nd.Array)

# Another library's array gives that library's kind, which a checker cannot know.
assert_type(nd.exp(np.ones(3)), Any)
assert_type(nd.add(x, np.ones((2, 2))), Any)
assert_type(x * np.ones((2, 2)), Any)
assert_type(mean_exp(np.ones(3)), Any)

# Operators, in both orders and in place.
assert_type(x + 1, nd.Array)
assert_type(1 - x, nd.Array)
assert_type([[1, 2]] - x, nd.Array)
assert_type(x**2 @ x.mT, nd.Array)
assert_type(-abs(x), nd.Array)
assert_type(x == 0, nd.Array)
assert_type((x < 1) | ~(x >= 2), nd.Array)
assert_type(divmod(x, 2), tuple[nd.Array, nd.Array])
x += 1
x *= np.ones((2, 2))
assert_type(x, nd.Array)

# Indexing and iteration.
assert_type(x[0], nd.Array)
assert_type(x[..., None, ::-1], nd.Array)
assert_type(x[x > 2], nd.Array)
assert_type(x[[0, 1], 0], nd.Array)
x[0, :] = [1, 2]
for row in x:
    assert_type(row, nd.Array)

# Attributes and methods.
assert_type(x.shape, tuple[int, ...])
assert_type(x.dtype, nd.DType)
assert_type(x.dtype.itemsize, int)
assert_type(x.dtype == nd.float64, bool)
assert_type(x.data, memoryview)
assert_type(x.T.reshape(4).reshape((2, -1)), nd.Array)
assert_type(x.sum(0), nd.Array)
assert_type(x.transpose(1, 0), nd.Array)
assert_type(float(x[0, 0]), float)
assert_type(len(x), int)

# Element types, however they are named.
for dtype in (nd.float32, "float32", "<f4", float, bool, np.float32, np.dtype("f4")):
    assert_type(nd.zeros(3, dtype=dtype), nd.Array)
assert_type(nd.DType("int8"), nd.DType)
assert_type(nd.result_type(x, nd.float32, 1), nd.DType)
assert_type(nd.finfo(nd.float32).eps, float)
assert_type(nd.iinfo(nd.int8).max, int)

# Results with names.
assert_type(nd.linalg.svd(x).S, nd.Array)
assert_type(nd.linalg.inv(np.eye(2)), Any)
q, r = nd.linalg.qr(x)
assert_type(q, nd.Array)
assert_type(nd.unique_counts(nd.asarray([1, 1, 2])).counts, nd.Array)
assert_type(nd.fft.fft(x, norm="ortho"), nd.Array)

# The ways in.
assert_type(nd.asarray(np.ones(3), copy=False), nd.Array)
assert_type(nd.asarray(bytearray(8)), nd.Array)
assert_type(nd.asarray(["text", "too"]), nd.Array)
assert_type(nd.from_dlpack(np.ones(3)), nd.Array)


class Measured(nd.Array):
    """A subclass keeps its kind."""


m = Measured([1.0, 2.0])
assert_type(m.sum(), Measured)
assert_type(m + 1, Measured)
assert_type(m[0], Measured)
