"""pandas: our functions on Series, DataFrame and Index; labels stay and align, missing values stay missing.

Elementwise functions are NumPy's, which ask pandas. The rest are methods, under pandas' own rules: reductions skip
missing values, `where` and `concat` keep labels. std and var divide as ours do, by n unless a correction is given.
A function that has no meaning for labelled data is not here, and the caller is told to use the values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from .._rows import UFUNCS

_ELEMENTWISE = {ours: numpy_name for numpy_name, ours in UFUNCS.items()}


def __getattr__(name: str) -> Any:
    """NumPy's ufunc for an elementwise function of ours."""
    ufunc = getattr(np, _ELEMENTWISE.get(name, ""), None)
    if isinstance(ufunc, np.ufunc):
        return ufunc
    raise AttributeError(name)


def refuse_categories(name: str, x: Any, mixed: bool) -> None:
    """TypeError for categories: their codes would be taken for values."""
    dtypes = x.dtypes if isinstance(x, pd.DataFrame) else [getattr(x, "dtype", None)]
    if [dtype for dtype in dtypes if isinstance(dtype, pd.CategoricalDtype)]:  # `any` is a reduction in this module
        raise TypeError(
            f"{name}: pandas categories are labels, not numbers; mean their values, x.astype(float) say, or their "
            "codes: x.cat.codes"
        )


def _like(x: Any, values: Any) -> Any:
    """Values under the labels of x."""
    if isinstance(x, pd.DataFrame):
        return pd.DataFrame(values, index=x.index, columns=x.columns)
    if isinstance(x, pd.Series):
        return pd.Series(values, index=x.index, name=x.name)
    if isinstance(x, pd.Index):
        return pd.Index(values, name=x.name)
    return pd.array(values)


def _by_columns(function: Callable[..., Any]) -> Callable[..., Any]:
    """An elementwise function that NumPy would answer with an ndarray."""

    def apply(x: Any) -> Any:
        if isinstance(x, pd.DataFrame):
            return x.apply(apply)
        return _like(x, function(x.to_numpy()))

    return apply


real = _by_columns(np.real)
imag = _by_columns(np.imag)


def round(x: Any) -> Any:
    return np.rint(x)


def _no_keepdims(name: str, keepdims: bool) -> None:
    if keepdims:
        raise TypeError(f"{name}: pandas reductions drop their axis; use the values: x.to_numpy()")


def _reduced(name: str, x: Any, axis: Any, **options: Any) -> Any:
    """A reduction by pandas' method; an Index has few, so its values go as a Series."""
    if not isinstance(x, pd.DataFrame):
        if axis not in (None, 0, -1, (0,), (-1,)):
            raise IndexError(f"{name}: axis {axis} is out of range for 1-d labelled data")
        # pandas takes no axis of arrays without labels.
        x = x if isinstance(x, pd.Series) else pd.Series(x)
        return getattr(x, name)(**options)
    return getattr(x, name)(axis=axis[0] if isinstance(axis, tuple) and len(axis) == 1 else axis, **options)


def _reduction(name: str) -> Callable[..., Any]:
    def reduce(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
        _no_keepdims(name, keepdims)
        return _reduced(name, x, axis)

    return reduce


def _typed_reduction(name: str) -> Callable[..., Any]:
    def reduce(x: Any, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Any:
        _no_keepdims(name, keepdims)
        return _reduced(name, x if dtype is None else x.astype(dtype), axis)

    return reduce


def _spread(name: str) -> Callable[..., Any]:
    def reduce(x: Any, *, axis: Any = None, correction: float = 0.0, keepdims: bool = False) -> Any:
        _no_keepdims(name, keepdims)
        if correction != int(correction):
            raise TypeError(f"{name}: pandas takes a whole number for the correction, not {correction}")
        return _reduced(name, x, axis, ddof=int(correction))

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
        if isinstance(x, pd.DataFrame):
            raise TypeError(f"{name}: a DataFrame has labels, not positions; use x.idx{name[3:]}()")
        _no_keepdims(name, keepdims)
        return _reduced(name, x, axis)

    return find


argmax = _position("argmax")
argmin = _position("argmin")


def count_nonzero(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return sum(x != 0, axis=axis, keepdims=keepdims)


def nonzero(x: Any) -> Any:
    return np.nonzero(x.to_numpy())


def _cumulative(ours: str, name: str) -> Callable[..., Any]:
    def accumulate(x: Any, *, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
        if include_initial:
            raise TypeError(f"{ours}: include_initial would add an element without a label")
        if isinstance(x, pd.DataFrame) and axis is None:
            raise ValueError(f"{ours}: axis must be given where the array is not 1-d")
        x = x if dtype is None else x.astype(dtype)
        if isinstance(x, pd.DataFrame):
            return getattr(x, name)(axis=axis)
        return getattr(x, name)() if isinstance(x, pd.Series) else _like(x, getattr(pd.Series(x), name)().array)

    return accumulate


cumulative_sum = _cumulative("cumulative_sum", "cumsum")
cumulative_prod = _cumulative("cumulative_prod", "cumprod")


def where(condition: Any, x1: Any, x2: Any) -> Any:
    """x1 where the condition holds, else x2: the labels are those of the first labelled argument."""
    like = next(x for x in (x1, condition, x2) if isinstance(x, (pd.Series, pd.DataFrame, pd.Index)))
    if not isinstance(condition, type(like)):
        condition = _like(like, np.broadcast_to(condition, like.shape).astype(bool))
    if not isinstance(x1, type(like)):
        # The other way round: x2 where the condition does not hold, so that labels align as pandas aligns them.
        if isinstance(x2, type(like)):
            return x2.where(~condition, x1)
        x1 = _like(like, np.broadcast_to(x1, like.shape))
    return x1.where(condition, x2)


def clip(x: Any, min: Any = None, max: Any = None) -> Any:
    if hasattr(x, "clip"):
        return x.clip(min, max)
    if min is not None:
        x = np.maximum(x, min)
    return x if max is None else np.minimum(x, max)


def astype(x: Any, dtype: Any, *, copy: bool = True, device: Any = None) -> Any:
    return x.astype(dtype)


def matmul(x1: Any, x2: Any) -> Any:
    """The product along the labels pandas aligns."""
    if isinstance(x1, pd.Index) or isinstance(x2, pd.Index):
        raise TypeError("matmul: an Index has no product; use its values: x.to_numpy()")
    return x1 @ x2


def concat(arrays: Any, *, axis: int = 0) -> Any:
    """One after another, labels and all."""
    first = arrays[0]
    if isinstance(first, pd.Index) and all_of(arrays, pd.Index):
        return first.append(list(arrays[1:]))
    if not all_of(arrays, (pd.Series, pd.DataFrame)):
        raise TypeError("concat: beside labelled data an array needs labels: pandas.Series(x, index=...)")
    return pd.concat(arrays, axis=axis)


def all_of(arrays: Any, kinds: Any) -> bool:
    return len([x for x in arrays if not isinstance(x, kinds)]) == 0


def take(x: Any, indices: Any, *, axis: Any = None) -> Any:
    indices = np.asarray(indices)
    return x.take(indices, axis=axis or 0) if isinstance(x, pd.DataFrame) else x.take(indices)


def flip(x: Any, *, axis: Any = None) -> Any:
    if not isinstance(x, pd.DataFrame):
        return x[::-1]
    axes = (0, 1) if axis is None else np.atleast_1d(axis) % 2
    return x.iloc[:: -1 if 0 in axes else 1, :: -1 if 1 in axes else 1]


def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    """Sorted values, each with its label; missing ones come last."""
    if isinstance(x, pd.DataFrame):
        raise TypeError("sort: a DataFrame sorts its rows by a column: x.sort_values(by)")
    if isinstance(x, pd.Index):
        return x.sort_values(ascending=not descending)
    return x.sort_values(ascending=not descending, kind="stable")


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Any:
    """Whether each element occurs in x2, whose labels do not matter."""
    if not isinstance(x1, (pd.Series, pd.DataFrame, pd.Index)):
        return np.isin(x1, x2, invert=invert)
    found = _like(x1, x1.isin(np.ravel(x2)))
    return ~found if invert else found


def searchsorted(x1: Any, x2: Any, /, *, side: str = "left", sorter: Any = None) -> Any:
    """The positions, under the labels of x2 where it has any."""
    found = np.searchsorted(np.asarray(x1), np.asarray(x2), side=side, sorter=sorter)
    return _like(x2, found) if isinstance(x2, (pd.Series, pd.DataFrame, pd.Index)) else found


def unique_values(x: Any, /) -> Any:
    """The distinct values in the order they occur, each with the label of its first."""
    if isinstance(x, pd.DataFrame):
        raise TypeError("unique_values: a DataFrame has distinct rows: x.drop_duplicates()")
    return x.drop_duplicates()


def unique_counts(x: Any, /) -> Any:
    raise TypeError("unique_counts: pandas counts under the values as labels: x.value_counts()")


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    """The sum of products, labels aligned; x1 is conjugated."""
    return sum(np.conjugate(x1) * x2, axis=axis)


def repeat(x: Any, repeats: Any, *, axis: Any = None) -> Any:
    if isinstance(x, pd.DataFrame):
        raise TypeError("repeat: a DataFrame repeats by label; use x.loc[x.index.repeat(n)]")
    return x.repeat(repeats)


def permute_dims(x: Any, axes: Any) -> Any:
    return x.T if tuple(axes) == (1, 0) else x


def matrix_transpose(x: Any) -> Any:
    if not isinstance(x, pd.DataFrame):
        raise ValueError("matrix_transpose: needs two axes, and labelled 1-d data has one")
    return x.T


def full_like(x: Any, fill_value: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return _like(x, np.full(x.shape, fill_value, dtype or getattr(x, "dtype", None)))


def zeros_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return full_like(x, 0, dtype=dtype)


def ones_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    return full_like(x, 1, dtype=dtype)


empty_like = zeros_like


def copy(x: Any) -> Any:
    return x.copy()
