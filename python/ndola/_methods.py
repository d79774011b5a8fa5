"""Methods of the array that are made of functions, under NumPy's names: libraries call them on what they wrap.

The shell imports this module when one of them is first called.
"""

from __future__ import annotations

from . import _ndola
from ._delegated import argsort as _argsort, searchsorted as _searchsorted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Array = _ndola.Array


def argsort(x: Array, axis: int = -1, *, descending: bool = False, stable: bool = True) -> Array:
    return _argsort(x, axis=axis, descending=descending, stable=stable)


def diagonal(x: Array, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    from ._numpy import through

    return through("diagonal", (x, offset, axis1, axis2), {})


def flatten(x: Array) -> Array:
    return _ndola.reshape(x, (x.size,), copy=True)


def ravel(x: Array) -> Array:
    return _ndola.reshape(x, (x.size,))


def rounded(x: Array, decimals: int = 0, *, out: Any = None) -> Any:
    """x rounded to so many decimals, into out if given."""
    from ._numpy import through

    return through("round", (x, decimals), {"out": out})


def searchsorted(x: Array, v: Any, side: Any = "left", sorter: Any = None) -> Any:
    return _searchsorted(x, v, side=side, sorter=sorter)


def swapaxes(x: Array, axis1: int, axis2: int) -> Array:
    axes = list(range(x.ndim))
    axes[axis1], axes[axis2] = axes[axis2], axes[axis1]
    return _ndola.permute_dims(x, axes)
