"""xarray over ours: what it has to be told so that a DataArray of ours survives its operations.

xarray wraps whatever speaks the Array API, and computes with the namespace it finds there. Two of its decisions are
made by type instead, and it offers no registration for them. Which value marks a missing element, and so every
operation that can make one (where, shift, pad, reindex, an outer join), it decides for `numpy.dtype` alone; and
pointwise indexing it refuses for the Array API, which has none, though ours has. So these few functions are replaced
by ones that take our array and hand everything else to xarray's own. Where a later xarray has no such function
nothing is replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import numpy as np

import ndola as nd


def _with_numpys_dtype(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a dtype which is given NumPy's for ours."""

    @wraps(function)
    def call(dtype: Any, *args: Any, **kwargs: Any) -> Any:
        return function(np.dtype(dtype) if isinstance(dtype, nd.DType) else dtype, *args, **kwargs)

    return call


def _by_adapter(name: str, adapter: type) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A method of an indexing adapter which is that of another adapter where the array is ours."""

    def replaced(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: Any, *args: Any) -> Any:
            if isinstance(self.array, nd.Array):
                return getattr(adapter(self.array), name)(*args)
            return method(self, *args)

        return call

    return replaced


def _replace(where: Any, name: str, replaced: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    if hasattr(where, name):
        setattr(where, name, replaced(getattr(where, name)))


@cache
def register() -> None:
    """Make our array welcome in DataArray, Variable and Dataset."""
    from xarray.core import dtypes, indexing

    for name in ("maybe_promote", "isdtype"):
        _replace(dtypes, name, _with_numpys_dtype)
    standard = getattr(indexing, "ArrayApiIndexingAdapter", None)
    like_numpy = getattr(indexing, "NdArrayLikeIndexingAdapter", None)
    if like_numpy is not None:
        for name in ("_vindex_get", "_vindex_set"):
            _replace(standard, name, _by_adapter(name, like_numpy))
