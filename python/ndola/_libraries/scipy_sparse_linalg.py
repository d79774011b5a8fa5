"""scipy.sparse: the linear algebra that has a sparse algorithm; the rest is refused, never densified unasked."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as spla


def solve(x1: Any, x2: Any, /) -> Any:
    """By sparse LU; dense where x2 is, or is a vector."""
    if not sp.issparse(x1):
        raise TypeError(
            "linalg.solve: a dense matrix with a sparse right-hand side: make that dense first: x.toarray()"
        )
    if not sp.issparse(x2):
        return spla.spsolve(x1.tocsc(), np.asarray(x2))
    return spla.spsolve(x1.tocsc(), x2.tocsc() if x2.ndim == 2 else x2.toarray())


def inv(x: Any, /) -> Any:
    return spla.inv(x.tocsc()).asformat(x.format)


def matrix_power(x: Any, n: int, /) -> Any:
    return spla.matrix_power(inv(x) if n < 0 else x, abs(n))


def matrix_transpose(x: Any, /) -> Any:
    return x.T


def diagonal(x: Any, /, *, offset: int = 0) -> Any:
    """Dense, as scipy.sparse has it."""
    return x.diagonal(offset)


def trace(x: Any, /, *, offset: int = 0, dtype: Any = None) -> Any:
    return x.diagonal(offset).sum(dtype=dtype)


def matrix_norm(x: Any, /, *, keepdims: bool = False, ord: Any = "fro") -> Any:
    return np.reshape(spla.norm(x, ord), (1, 1)) if keepdims else spla.norm(x, ord)


def vector_norm(x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    """The norm of all elements, or of rows or columns; zeros that are not stored count for every order above 0."""
    if axis is None and ord > 0:
        norm = np.linalg.vector_norm(_stored(x), ord=ord)
        return np.reshape(norm, (1,) * x.ndim) if keepdims else norm
    if axis is None or ord <= 0:
        raise TypeError(f"linalg.vector_norm: no sparse algorithm for axis {axis}, ord {ord}; use x.toarray()")
    norms = spla.norm(x, ord, axis=axis)
    return np.expand_dims(norms, axis) if keepdims else norms


def _stored(x: Any) -> Any:
    x = x.tocoo(copy=True)
    x.sum_duplicates()
    return x.data
