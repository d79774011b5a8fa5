"""Functions that NumPy computes over views of our memory until the core has them.

Of the standard sorting, sets and the products; beyond it those that libraries which wrap arrays look for in a
namespace, xarray above all. The results are our arrays. NumPy is imported at the first call.
"""

from __future__ import annotations

from . import _ndola

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Array = _ndola.Array

_kinds: dict[str, type] = {}


def named(name: str, fields: str, values: Any) -> Any:
    """A named tuple of results. Its class is made at the first call: making one takes longer than importing
    this module."""
    kind = _kinds.get(name)
    if kind is None:
        from collections import namedtuple

        kind = _kinds[name] = namedtuple(name, fields)
    return kind(*values)


def _call(name: str, *args: Any, **kwargs: Any) -> Any:
    """numpy.<name> over views; results as our arrays."""
    from ._numpy import through

    return through(name, args, kwargs)


def sort(x: Array, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Array:
    """A sorted copy of x along an axis; NaN comes last, first when descending."""
    if not descending:
        return _call("sort", x, axis=axis, stable=stable)
    return _ndola.take_along_axis(x, argsort(x, axis=axis, descending=True, stable=stable), axis=axis)


def argsort(x: Array, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Array:
    """The positions that sort x along an axis; equal elements keep their order."""
    if not descending:
        return _call("argsort", x, axis=axis, stable=stable)
    # Sorting the reversed lanes and reversing back keeps equal elements in order.
    n = x.shape[axis]
    back = _call("argsort", _ndola.flip(x, axis=axis), axis=axis, stable=stable)
    return _ndola.subtract(n - 1, _ndola.flip(back, axis=axis))


def searchsorted(x1: Array, x2: Any, /, *, side: str = "left", sorter: Array | None = None) -> Array:
    """The positions at which the elements of x2 would go into sorted x1."""
    return _call("searchsorted", x1, x2, side=side, sorter=sorter)


def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Array:
    """Whether each element of x1 occurs in x2."""
    return _call("isin", x1, x2, invert=invert)


def unique_values(x: Array, /) -> Array:
    """The distinct elements of x; every NaN is its own."""
    return _call("unique_values", x)


def unique_counts(x: Array, /) -> tuple[Array, ...]:
    """The distinct elements of x and how often each occurs."""
    return named("UniqueCounts", "values counts", _call("unique_counts", x))


def unique_inverse(x: Array, /) -> tuple[Array, ...]:
    """The distinct elements of x and, for each element, the position of its value among them."""
    return named("UniqueInverse", "values inverse_indices", _call("unique_inverse", x))


def unique_all(x: Array, /) -> tuple[Array, ...]:
    """The distinct elements of x, where each occurs first, the inverse and the counts."""
    return named("UniqueAll", "values indices inverse_indices counts", _call("unique_all", x))


def tensordot(x1: Array, x2: Array, /, *, axes: Any = 2) -> Array:
    """The sum of products over pairs of axes."""
    return _call("tensordot", x1, x2, axes=axes)


def vecdot(x1: Array, x2: Array, /, *, axis: int = -1) -> Array:
    """The dot product of vectors along an axis; x1 is conjugated."""
    return _call("vecdot", x1, x2, axis=axis)


def broadcast_shapes(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that arrays of these shapes broadcast to."""
    if not shapes:
        return ()
    return _ndola.broadcast_arrays(*(_ndola.broadcast_to(_ndola.zeros(()), s) for s in shapes))[0].shape


def transpose(x: Array, /, axes: Any = None) -> Array:
    """x with its axes in the order of axes, by default reversed; a view. The standard's name is permute_dims."""
    return _ndola.permute_dims(x, tuple(range(x.ndim))[::-1] if axes is None else axes)


def cumsum(x: Array, /, axis: Any = None, *, dtype: Any = None, out: Any = None) -> Array:
    """The running sum along an axis, of all elements in order for None. The standard's name is cumulative_sum."""
    return _call("cumsum", x, axis=axis, dtype=dtype, out=out)


def cumprod(x: Array, /, axis: Any = None, *, dtype: Any = None, out: Any = None) -> Array:
    """The running product along an axis, of all elements in order for None. The standard's name is cumulative_prod."""
    return _call("cumprod", x, axis=axis, dtype=dtype, out=out)


def pad(x: Array, /, pad_width: Any, mode: Any = "constant", **kwargs: Any) -> Array:
    """x with elements added before and after each axis, as numpy.pad adds them."""
    return _call("pad", x, pad_width, mode, **kwargs)


def einsum(*operands: Any, **kwargs: Any) -> Array:
    """The sum of products that subscripts describe, numpy.einsum's."""
    return _call("einsum", *operands, **kwargs)


def gradient(x: Array, /, *spacing: Any, axis: Any = None, edge_order: int = 1) -> Any:
    """The slope of x along each axis, central differences inside, as numpy.gradient has it."""
    return _call("gradient", x, *spacing, axis=axis, edge_order=edge_order)


def median(x: Array, /, axis: Any = None, **kwargs: Any) -> Array:
    """The median along an axis; NaN where there is one among the elements."""
    return _call("median", x, axis=axis, **kwargs)


def quantile(x: Array, /, q: Any, axis: Any = None, **kwargs: Any) -> Array:
    """The quantiles q, between 0 and 1, along an axis; the first axes of the result are those of q."""
    return _call("quantile", x, q, axis=axis, **kwargs)


def sliding_window_view(x: Array, /, window_shape: Any, axis: Any = None, **kwargs: Any) -> Array:
    """Every window of a shape, as further axes of a read-only view."""
    return _call("lib.stride_tricks.sliding_window_view", x, window_shape, axis, **kwargs)


class lib:
    """Where sliding_window_view is in NumPy, and so looked for in any namespace."""

    class stride_tricks:
        sliding_window_view = staticmethod(sliding_window_view)
