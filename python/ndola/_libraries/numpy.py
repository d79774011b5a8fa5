"""NumPy: the functions of the standard that it has otherwise.

Both ways meet here: ndarrays handed to our functions, and ours computed by NumPy over views.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np


def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    if not descending:
        return np.sort(x, axis=axis, stable=stable)
    x = np.asanyarray(x)
    return np.take_along_axis(x, argsort(x, axis=axis, descending=True, stable=stable), axis=axis)


def argsort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    if not descending:
        return np.argsort(x, axis=axis, stable=stable)
    # Sorting the reversed lanes and reversing back keeps equal elements in order.
    back = np.argsort(np.flip(x, axis), axis=axis, stable=stable)
    return np.shape(x)[axis] - 1 - np.flip(back, axis)


def unique_values(x: Any, /) -> Any:
    # The standard leaves the order open and NumPy's is that of a hash, but scikit-learn searches what it is given.
    return np.unique(x, equal_nan=False)


def _complex(x: Any) -> Any:
    """NumPy makes eigenvalues and eigenvectors real where they happen to be; the standard never does."""
    return x.astype(np.result_type(x, np.complex64), copy=False)


def _eig(x: Any, /) -> Any:
    return tuple(map(_complex, np.linalg.eig(x)))


def _eigvals(x: Any, /) -> Any:
    return _complex(np.linalg.eigvals(x))


linalg = SimpleNamespace(eig=_eig, eigvals=_eigvals)
