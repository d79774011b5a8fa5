"""numpy.ma: functions that keep the mask where NumPy's drop it.

NumPy's own functions see a masked array as an ndarray and many forget its mask: where, concat, tril, broadcast_to.
Those that only move elements move the mask in the same way; the reductions are the masked array's methods.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import numpy as standard


def _data(x: Any) -> Any:
    if isinstance(x, (list, tuple)):
        return type(x)(_data(item) for item in x)
    return np.ma.getdata(x) if isinstance(x, np.ma.MaskedArray) else x


def _mask(x: Any) -> Any:
    if isinstance(x, (list, tuple)):
        return type(x)(_mask(item) for item in x)
    return np.ma.getmaskarray(x) if isinstance(x, (np.ma.MaskedArray, np.ndarray)) else x


def _moves(name: str, sequence: bool = False) -> Callable[..., Any]:
    """A function that only moves elements: done to the data and again to the mask."""
    function = getattr(np, name)

    def move(x: Any, *args: Any, **kwargs: Any) -> Any:
        rest, keywords = _data(args), {key: _data(value) for key, value in kwargs.items()}
        data, mask = function(_data(x), *rest, **keywords), function(_mask(x), *rest, **keywords)
        if isinstance(data, (list, tuple)):
            return tuple(np.ma.MaskedArray(d, m) for d, m in zip(data, mask, strict=True))
        return np.ma.MaskedArray(data, mask)

    return move


broadcast_to = _moves("broadcast_to")
concat = _moves("concatenate")
expand_dims = _moves("expand_dims")
flip = _moves("flip")
matrix_transpose = _moves("matrix_transpose")
moveaxis = _moves("moveaxis")
permute_dims = _moves("permute_dims")
repeat = _moves("repeat")
reshape = _moves("reshape")
roll = _moves("roll")
squeeze = _moves("squeeze")
stack = _moves("stack")
take = _moves("take")
take_along_axis = _moves("take_along_axis")
tile = _moves("tile")
tril = _moves("tril")
triu = _moves("triu")
unstack = _moves("unstack")


def argsort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    """The positions as an ndarray; the masked elements come last either way."""
    order = standard.argsort(_data(x), axis=axis, descending=descending, stable=stable)
    last = np.argsort(np.take_along_axis(_mask(x), order, axis=axis), axis=axis, stable=True)
    return np.take_along_axis(order, last, axis=axis)


def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    return take_along_axis(x, argsort(x, axis=axis, descending=descending, stable=stable), axis=axis)


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Any:
    """Masked where the element is."""
    return np.ma.MaskedArray(np.isin(_data(x1), np.ma.compressed(x2), invert=invert), _mask(x1))


def unique_values(x: Any, /) -> Any:
    """The distinct values, and one masked element where there is any."""
    return np.ma.unique(x)


def broadcast_arrays(*arrays: Any) -> tuple[Any, ...]:
    shape = np.broadcast_shapes(*(np.shape(x) for x in arrays))
    return tuple(broadcast_to(x, shape) for x in arrays)


def where(condition: Any, x1: Any, x2: Any) -> Any:
    """Masked where the chosen element is, and where the condition is."""
    return np.ma.where(condition, x1, x2)


def clip(x: Any, min: Any = None, max: Any = None) -> Any:
    if min is not None:
        x = np.maximum(x, min)
    return x if max is None else np.minimum(x, max)


def matmul(x1: Any, x2: Any) -> Any:
    """The product with masked elements counted as zero; an element is masked where all its terms are."""
    if np.ndim(x1) > 2 or np.ndim(x2) > 2:
        raise TypeError("matmul: masked arrays multiply in 2-D only; give the masked elements a value: x.filled(0)")
    return np.ma.dot(x1, x2)


def diff(x: Any, *, axis: int = -1, n: int = 1, prepend: Any = None, append: Any = None) -> Any:
    ends = {key: value for key, value in (("prepend", prepend), ("append", append)) if value is not None}
    return np.ma.diff(x, n, axis, **ends)


def count_nonzero(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    """The masked elements do not count."""
    return np.sum((x != 0).filled(False), axis=axis, keepdims=keepdims)


def cumulative_sum(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
    return _cumulative(np.ma.cumsum, x, axis, dtype, 0 if include_initial else None)


def cumulative_prod(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
    return _cumulative(np.ma.cumprod, x, axis, dtype, 1 if include_initial else None)


def _cumulative(function: Callable[..., Any], x: Any, axis: Any, dtype: Any, initial: Any) -> Any:
    axis = 0 if axis is None and x.ndim == 1 else axis
    if axis is None:
        raise ValueError("cumulative: axis must be given where the array is not 1-d")
    result = function(x, axis=axis, dtype=dtype)
    if initial is None:
        return result
    first = np.full_like(np.take(_data(result), [0], axis=axis), initial)
    return concat([np.ma.asarray(first), result], axis=axis)


def full_like(x: Any, fill_value: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return np.ma.MaskedArray(np.full_like(_data(x), fill_value, dtype=dtype), np.ma.getmask(x))


def zeros_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return full_like(x, 0, dtype=dtype)


def ones_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return full_like(x, 1, dtype=dtype)


empty_like = zeros_like


def round(x: Any) -> Any:
    return np.rint(x)


def copy(x: Any) -> Any:
    return x.copy()
