"""Dask: the linear algebra its namespace lacks or has otherwise, matrix by matrix and lazily.

NumPy's function runs on every block, in which the axes it needs are whole: they are rechunked where they are not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dask.array as da
import numpy as np

from .numpy import linalg as standard


def _blockwise(name: str, signature: str) -> Callable[..., Any]:
    """NumPy's function over core dimensions, in the notation of NumPy's generalized ufuncs."""
    function = getattr(standard, name, None) or getattr(np.linalg, name)

    def call(*args: Any, axis: int | None = None, **kwargs: Any) -> Any:
        # What comes out is asked of a matrix that every one of these functions takes.
        results = function(*(np.eye(3, dtype=x.dtype) for x in args), **kwargs)
        dtypes = [r.dtype for r in results] if isinstance(results, tuple) else results.dtype
        return da.apply_gufunc(
            function, signature, *args, axis=axis, output_dtypes=dtypes, allow_rechunk=True, **kwargs
        )

    return call


cholesky = _blockwise("cholesky", "(i,i)->(i,i)")
cross = _blockwise("cross", "(i),(i)->(i)")
det = _blockwise("det", "(i,i)->()")
eig = _blockwise("eig", "(i,i)->(i),(i,i)")
eigh = _blockwise("eigh", "(i,i)->(i),(i,i)")
eigvals = _blockwise("eigvals", "(i,i)->(i)")
eigvalsh = _blockwise("eigvalsh", "(i,i)->(i)")
matrix_rank = _blockwise("matrix_rank", "(i,j)->()")
pinv = _blockwise("pinv", "(i,j)->(j,i)")
slogdet = _blockwise("slogdet", "(i,i)->(),()")


def matrix_power(x: Any, n: int, /) -> Any:
    power = np.linalg.matrix_power
    return da.apply_gufunc(
        lambda block: power(block, n), "(i,i)->(i,i)", x, output_dtypes=power(np.eye(1, dtype=x.dtype), n).dtype,
        allow_rechunk=True,
    )  # fmt: skip


def svd(x: Any, /, *, full_matrices: bool = True) -> Any:
    if full_matrices:
        raise TypeError("linalg.svd: Dask has the reduced one only: full_matrices=False")
    return da.linalg.svd(x, coerce_signs=False)


def svdvals(x: Any, /) -> Any:
    return da.linalg.svd(x, coerce_signs=False)[1]


def inv(x: Any, /) -> Any:
    """Dask's algorithm, which needs no whole matrix in a block, for one; stacks go matrix by matrix."""
    return da.linalg.inv(x) if x.ndim == 2 else _blockwise("inv", "(i,i)->(i,i)")(x)


def solve(x1: Any, x2: Any, /) -> Any:
    x1, x2 = da.asarray(x1), da.asarray(x2)
    if x1.ndim == 2 and x2.ndim <= 2:
        return da.linalg.solve(x1, x2.rechunk({0: x1.chunks[0]}))
    return _blockwise("solve", "(i,i),(i,j)->(i,j)" if x2.ndim > 1 else "(i,i),(i)->(i)")(x1, x2)
