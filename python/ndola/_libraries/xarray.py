"""xarray: our functions on DataArray, Variable and Dataset; dimensions, coordinates, names and attributes stay.

Elementwise functions are NumPy's, which ask xarray and so broadcast by name. An axis becomes the dimension of that
position; a Dataset's variables have no common positions, so there an axis is refused. Reductions skip missing values,
xarray's rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import xarray as xr

from .._rows import UFUNCS

_ELEMENTWISE = {ours: numpy_name for numpy_name, ours in UFUNCS.items()}


def __getattr__(name: str) -> Any:
    """NumPy's function for an elementwise function of ours: it asks xarray."""
    if name in _ELEMENTWISE:
        return getattr(np, _ELEMENTWISE[name])
    raise AttributeError(name)


def _dims(name: str, x: Any, axis: Any) -> Any:
    """The dimensions at positions; None for all."""
    if axis is None:
        return None
    if isinstance(x, xr.Dataset):
        raise TypeError(f"{name}: a Dataset's variables share no axis {axis}; name the dimension: x.{name}(dim=...)")
    return [x.dims[a] for a in (axis if isinstance(axis, tuple) else (axis,))]


def _reduced(name: str, x: Any, axis: Any, keepdims: bool, **options: Any) -> Any:
    dims = _dims(name, x, axis)
    result = getattr(x, name)(dim=dims, **options)
    if not keepdims:
        return result
    if isinstance(x, xr.Dataset):
        raise TypeError(f"{name}: a Dataset keeps no reduced dimension; expand it after: x.{name}().expand_dims(...)")
    gone = list(x.dims) if dims is None else dims
    if isinstance(x, xr.Variable):
        return result.set_dims({d: x.sizes[d] if d not in gone else 1 for d in x.dims})
    return result.expand_dims(gone).transpose(*x.dims)


def _reduction(name: str) -> Callable[..., Any]:
    def reduce(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
        return _reduced(name, x, axis, keepdims)

    return reduce


def _typed_reduction(name: str) -> Callable[..., Any]:
    def reduce(x: Any, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Any:
        return _reduced(name, x if dtype is None else x.astype(dtype), axis, keepdims)

    return reduce


def _spread(name: str) -> Callable[..., Any]:
    def reduce(x: Any, *, axis: Any = None, correction: float = 0.0, keepdims: bool = False) -> Any:
        return _reduced(name, x, axis, keepdims, ddof=correction)

    return reduce


max = _reduction("max")
min = _reduction("min")
mean = _reduction("mean")
all = _reduction("all")
any = _reduction("any")
sum = _typed_reduction("sum")
prod = _typed_reduction("prod")
std = _spread("std")
var = _spread("var")


def _position(name: str) -> Callable[..., Any]:
    def find(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
        if axis is None and not isinstance(x, xr.Dataset):
            # Without a dimension xarray answers with a dict of positions; the standard counts flattened elements.
            return getattr(x, name)(axis=None) if x.ndim == 1 else getattr(np, name)(x.data)
        dims = _dims(name, x, axis)
        if keepdims or dims is None:
            raise TypeError(f"{name}: name one dimension: x.{name}(dim=...)")
        return getattr(x, name)(dim=dims[0])

    return find


argmax = _position("argmax")
argmin = _position("argmin")


def count_nonzero(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return sum(x != 0, axis=axis, keepdims=keepdims)


def _cumulative(ours: str, name: str) -> Callable[..., Any]:
    def accumulate(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
        if include_initial:
            raise TypeError(f"{ours}: include_initial would add an element without a coordinate")
        if axis is None and len(x.dims) != 1:
            raise ValueError(f"{ours}: axis must be given where the array is not 1-d")
        dims = list(x.dims) if axis is None else _dims(name, x, axis)
        return getattr(x if dtype is None else x.astype(dtype), name)(dim=dims)

    return accumulate


cumulative_sum = _cumulative("cumulative_sum", "cumsum")
cumulative_prod = _cumulative("cumulative_prod", "cumprod")


def where(condition: Any, x1: Any, x2: Any) -> Any:
    return xr.where(condition, x1, x2)


def clip(x: Any, min: Any = None, max: Any = None) -> Any:
    return x.clip(min, max)


def astype(x: Any, dtype: Any, *, copy: bool = True, device: Any = None) -> Any:
    return x.astype(dtype)


def matmul(x1: Any, x2: Any) -> Any:
    """The sum over the one dimension that both share, which is what @ of xarray means too."""
    if not isinstance(x1, (xr.DataArray, xr.Variable)) or not isinstance(x2, (xr.DataArray, xr.Variable)):
        raise TypeError(
            "matmul: xarray multiplies by name, and one operand has none; wrap it: xarray.DataArray(x, dims=...)"
        )
    shared = [d for d in x1.dims if d in x2.dims]
    if len(shared) != 1:
        raise TypeError(
            f"matmul: xarray multiplies by name, and dimensions {x1.dims} and {x2.dims} share {len(shared)}; "
            "say which to sum over: xarray.dot(x1, x2, dim=...)"
        )
    return xr.dot(x1, x2, dim=shared)


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    """The sum of products over the dimension at a position of x1, which is conjugated."""
    if not isinstance(x1, (xr.DataArray, xr.Variable)) or not isinstance(x2, (xr.DataArray, xr.Variable)):
        raise TypeError("vecdot: xarray multiplies by name; wrap the other operand: xarray.DataArray(x, dims=...)")
    return xr.dot(np.conjugate(x1), x2, dim=_dims("vecdot", x1, axis))


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Any:
    found = xr.apply_ufunc(np.isin, x1, kwargs={"test_elements": np.asarray(x2)}, dask="parallelized")
    return ~found if invert else found


def matrix_transpose(x: Any) -> Any:
    """The last two dimensions exchanged."""
    if isinstance(x, xr.Dataset):
        raise TypeError("matrix_transpose: a Dataset's variables share no axes; name the dimensions: x.transpose(...)")
    return x.transpose(*x.dims[:-2], *x.dims[:-3:-1])


def concat(arrays: Any, *, axis: int = 0) -> Any:
    """One after another along the dimension at a position, coordinates and all."""
    unnamed = [x for x in arrays if not isinstance(x, (xr.DataArray, xr.Variable))]
    if unnamed:
        raise TypeError("concat: beside xarray's an array needs names for its axes: xarray.DataArray(x, dims=...)")
    dim = arrays[0].dims[axis]
    return xr.Variable.concat(arrays, dim) if isinstance(arrays[0], xr.Variable) else xr.concat(arrays, dim)


def permute_dims(x: Any, axes: Any) -> Any:
    return x.transpose(*_dims("permute_dims", x, tuple(axes)))


def flip(x: Any, *, axis: Any = None) -> Any:
    dims = x.dims if axis is None else _dims("flip", x, axis)
    return x.isel(dict.fromkeys(dims, slice(None, None, -1)))


def take(x: Any, indices: Any, *, axis: Any = None) -> Any:
    dims = list(x.dims) if axis is None else _dims("take", x, axis)
    if len(dims) != 1:
        raise ValueError("take: axis must be given where the array is not 1-d")
    return x.isel({dims[0]: np.asarray(indices)})


def squeeze(x: Any, axis: Any) -> Any:
    return x.squeeze(_dims("squeeze", x, axis))


def roll(x: Any, shift: Any, *, axis: Any = None) -> Any:
    """The elements move and the coordinates stay."""
    dims = _dims("roll", x, axis)
    if dims is None:
        raise TypeError("roll: name the dimension: x.roll(dim=shift)")
    return x.roll(dict(zip(dims, shift if isinstance(shift, tuple) else (shift,) * len(dims), strict=True)))


def full_like(x: Any, fill_value: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return xr.full_like(x, fill_value, dtype=dtype)


def zeros_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return xr.zeros_like(x, dtype=dtype)


def ones_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return xr.ones_like(x, dtype=dtype)


empty_like = zeros_like


def copy(x: Any) -> Any:
    return x.copy()
