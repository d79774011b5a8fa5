"""pandas: our array where it asks for an ndarray, with NumPy's view of it in our place.

pandas tells a mask from positions, and values from objects, by NumPy's types and its own, and offers no registration
for others. Without a word it takes a mask of ours for the positions 0 and 1 (`s.iloc[mask]`), finds nothing of our
values (`s.isin(ours)`, which compares 0-d arrays as objects) and collects 0-d arrays as objects (`s.map(nd.exp)`).
So the few functions in which it decides are replaced by ones that take our array and hand everything else to pandas'
own. Where a later pandas has no such function nothing is replaced.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import Any

import numpy as np

import ndola as nd


def _plain(x: Any) -> Any:
    """NumPy's view of an array of ours, its scalar where that is 0-d; anything else as it is.

    pandas has no bfloat16, whose values float32 has all.
    """
    if not isinstance(x, nd.Array):
        return x
    return np.asarray(nd.astype(x, nd.float32) if x.dtype == nd.bfloat16 else x)[()]


def _scalar(x: Any) -> Any:
    """A 0-d array of ours as NumPy's scalar; anything else, an array with axes too, as it is."""
    return _plain(x) if isinstance(x, nd.Array) and x.ndim == 0 else x


def _holds_ours(objects: Any) -> bool:
    return any(issubclass(kind, nd.Array) for kind in set(map(type, objects)))


def _on_views(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function given NumPy's view where an argument is ours."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if any(isinstance(x, nd.Array) for x in (*args, *kwargs.values())):
            return function(*map(_plain, args), **{key: _plain(x) for key, x in kwargs.items()})
        return function(*args, **kwargs)

    return call


def _among(isin: Callable[..., Any]) -> Callable[..., Any]:
    """A search among values that are ours, or a list of 0-d arrays of ours."""

    @wraps(isin)
    def call(comps: Any, values: Any) -> Any:
        if isinstance(values, (list, tuple)) and _holds_ours(values):
            values = [_scalar(x) for x in values]
        return isin(comps, _plain(values))

    return call


def _of_scalars(convert: Callable[..., Any]) -> Callable[..., Any]:
    """A conversion of objects to the type they share, our 0-d arrays among them being values.

    Objects after a string share no type, so a column of text is not searched.
    """

    @wraps(convert)
    def call(objects: Any, *args: Any, **kwargs: Any) -> Any:
        result = convert(objects, *args, **kwargs)
        if not isinstance(result, np.ndarray) or not result.dtype.hasobject or len(result) == 0:
            return result
        if isinstance(result[0], str) or not _holds_ours(result):
            return result
        values = np.empty(len(result), dtype=object)
        values[:] = [_scalar(x) for x in result]
        return convert(values, *args, **kwargs)

    return call


# The module that defines a function, its name, and how it is replaced.
_REPLACED: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("pandas.core.common", "apply_if_callable", _on_views),  # a key or value of s[...], .loc, .iloc and where
    ("pandas.core.common", "is_bool_indexer", _on_views),  # a mask within a tuple, of an Index
    ("pandas.core.indexers.utils", "check_array_indexer", _on_views),  # of an Index and of pandas' own arrays
    ("pandas.core.algorithms", "isin", _among),
    ("pandas.core.missing", "mask_missing", _on_views),  # what to replace
    ("pandas.core.dtypes.cast", "np_can_hold_element", _on_views),  # values to assign, to fill and to replace
    ("pandas.core.groupby.grouper", "get_grouper", _on_views),
    ("pandas._libs.lib", "item_from_zerodim", _on_views),  # a 0-d array as a label or position
    ("pandas._libs.lib", "maybe_convert_objects", _of_scalars),  # lists, and results of s.map, df.apply, groupby.agg
)


@cache
def register() -> None:
    """Replace each function wherever pandas has imported it by name."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "pandas"]
    for defined, name, replaced in _REPLACED:
        try:
            function = getattr(import_module(defined), name)
        except (ImportError, AttributeError):
            continue
        replacement = replaced(function)
        for module in modules:
            if vars(module).get(name) is function:
                setattr(module, name, replacement)
