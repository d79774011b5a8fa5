"""Polars: our functions on Series and on lazy expressions; names stay, missing stays missing.

Polars takes NumPy's ufuncs, but not those whose result is a truth value, so elementwise functions of a Series are
computed by us over its memory, and the result is a Series that is missing where an operand was. Expressions have no
memory yet: they get NumPy's ufunc, which Polars calls when it has values. The rest are methods, under Polars' own
rules: reductions skip what is missing. std and var divide as ours do, by n unless a correction is given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce
from operator import and_
from typing import Any

import numpy as np
import polars as pl

import ndola as nd

from .._rows import UFUNCS

_ELEMENTWISE = {ours: numpy_name for numpy_name, ours in UFUNCS.items()}


def __getattr__(name: str) -> Any:
    if name in _ELEMENTWISE:
        return partial(_elementwise, name)
    raise AttributeError(name)


def column_needed(name: str, x: Any, mixed: bool) -> None:
    """TypeError for a frame, whose columns may be of any type."""
    if isinstance(x, pl.DataFrame):
        raise TypeError(
            f"{name}: takes a column of a DataFrame, not all of them: x['a'], or in a query "
            f"x.select(ndola.{name}(polars.col('a')))"
        )


def dtype(d: Any) -> Any:
    """Our element type as Polars'."""
    return pl.Series(nd.zeros(0, dtype=d)).dtype if isinstance(d, nd.DType) else d


def _elementwise(name: str, *operands: Any, **options: Any) -> Any:
    if [x for x in operands if isinstance(x, pl.Expr)]:
        return getattr(np, _ELEMENTWISE[name])(*operands, **options)
    series = [x for x in operands if isinstance(x, pl.Series)]
    values = [_values(x) if isinstance(x, pl.Series) else x for x in operands]
    named = next((x.name for x in series if x.name), "")
    result = pl.Series(getattr(nd, name)(*values, **options)).alias(named)
    if not [x for x in series if x.null_count()]:
        return result
    present = reduce(and_, (x.is_not_null() for x in series))
    return result.zip_with(present, pl.Series([None], dtype=result.dtype))


def _values(x: pl.Series) -> nd.Array:
    """The memory of a column; where an element is missing, something stands that is not looked at."""
    return nd.asarray(x.fill_null(strategy="zero") if x.null_count() else x)


def _reduction(ours: str, method: str, default: float | None = None) -> Callable[..., Any]:
    """A reduction by Polars' method of that name, with the correction that is ours by default where it takes one."""

    def reduced(
        x: Any, *, axis: Any = None, dtype: Any = None, correction: float | None = default, keepdims: bool = False
    ) -> Any:
        if keepdims:
            raise TypeError(f"{ours}: a reduction of a column is a number; keepdims would need the values: asarray(x)")
        if axis not in (None, 0, -1, (0,), (-1,)):
            raise IndexError(f"{ours}: axis {axis} is out of range for a column")
        x = x if dtype is None else x.cast(dtype)
        return getattr(x, method)() if correction is None else getattr(x, method)(ddof=int(correction))

    return reduced


max = _reduction("max", "max")
min = _reduction("min", "min")
mean = _reduction("mean", "mean")
sum = _reduction("sum", "sum")
prod = _reduction("prod", "product")
argmax = _reduction("argmax", "arg_max")
argmin = _reduction("argmin", "arg_min")
std = _reduction("std", "std", 0.0)
var = _reduction("var", "var", 0.0)
_all = _reduction("all", "all")
_any = _reduction("any", "any")


def _truth(x: Any) -> Any:
    """A column as truth values."""
    return x if isinstance(x, pl.Series) and x.dtype == pl.Boolean else x != 0


def all(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return _all(_truth(x), axis=axis, keepdims=keepdims)


def any(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return _any(_truth(x), axis=axis, keepdims=keepdims)


def count_nonzero(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return sum(_truth(x), axis=axis, keepdims=keepdims)


def where(condition: Any, x1: Any, x2: Any) -> Any:
    """x1 where the condition holds, else x2, also where the condition is missing."""
    chosen = pl.when(condition).then(x1).otherwise(x2)
    return chosen if isinstance(condition, pl.Expr) else pl.select(chosen).to_series()


def clip(x: Any, min: Any = None, max: Any = None) -> Any:
    return x.clip(min, max)


def astype(x: Any, dtype: Any, *, copy: bool = True, device: Any = None) -> Any:
    return x.cast(dtype)


def concat(arrays: Any, *, axis: int | None = 0) -> Any:
    return pl.concat(arrays, rechunk=True)


def _cumulative(ours: str, method: str) -> Callable[..., Any]:
    def accumulate(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
        if include_initial:
            raise TypeError(f"{ours}: include_initial would lengthen the column")
        return getattr(x if dtype is None else x.cast(dtype), method)()

    return accumulate


cumulative_sum = _cumulative("cumulative_sum", "cum_sum")
cumulative_prod = _cumulative("cumulative_prod", "cum_prod")


def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    return x.sort(descending=descending, nulls_last=True)


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Any:
    found = x1.is_in(x2)
    return ~found if invert else found


def unique_values(x: Any, /) -> Any:
    return x.unique(maintain_order=True)


def take(x: Any, indices: Any, *, axis: Any = None) -> Any:
    return x.gather(indices)


def flip(x: Any, *, axis: Any = None) -> Any:
    return x.reverse()


def copy(x: Any) -> Any:
    return x.clone()
