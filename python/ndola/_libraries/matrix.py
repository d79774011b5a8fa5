"""numpy.matrix: the functions whose result NumPy gives as an ndarray; a matrix has two axes, so more is refused."""

from __future__ import annotations

from typing import Any

import numpy as np


def where(condition: Any, x1: Any, x2: Any) -> Any:
    return np.asmatrix(np.where(condition, x1, x2))


def tril(x: Any, *, k: int = 0) -> Any:
    return np.asmatrix(np.tril(x, k))


def triu(x: Any, *, k: int = 0) -> Any:
    return np.asmatrix(np.triu(x, k))


def count_nonzero(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return np.sum(x != 0, axis=axis)


def copy(x: Any) -> Any:
    return x.copy()


def expand_dims(x: Any, axis: Any) -> Any:
    raise TypeError("expand_dims: a matrix has two axes; convert it first: numpy.asarray(x)")


def stack(arrays: Any, *, axis: int = 0) -> Any:
    raise TypeError("stack: a matrix has two axes; convert it first: numpy.asarray(x)")
