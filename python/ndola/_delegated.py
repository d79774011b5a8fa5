"""Functions that NumPy computes over views of our memory until the core has them.

Of the standard sorting, sets and the products; beyond it those that libraries which wrap arrays look for in a
namespace, xarray above all.

A declaration under `@delegated` is the whole of a function: its name, parameters and docstring. The body is empty,
and calling it is how arguments are checked, so that Python's own errors name what does not fit. The call then takes
one of two ways, which are the same for all of them, here, in linalg and in fft:

    an operand is another library's    _dispatch asks that library, and its own kind comes back
    all are ours or plain data         _numpy computes over views, and the results are our arrays

What NumPy has otherwise than the standard is in _libraries/numpy.py. NumPy is imported at the first call.
"""

from __future__ import annotations

from . import _ndola

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Array = _ndola.Array

# What no library need be asked about.
_NATIVE = frozenset({Array, bool, int, float, complex, str, type(None)})

_kinds: dict[str, type] = {}


def named(name: str, fields: str, values: Any) -> Any:
    """A named tuple of results. Its class is made at the first call: making one takes longer than importing
    this module."""
    kind = _kinds.get(name)
    if kind is None:
        from collections import namedtuple

        kind = _kinds[name] = namedtuple(name, fields)
    return kind(*values)


def delegated(declaration: Callable[..., Any], /, name: str = "", fields: str = "") -> Callable[..., Any]:
    """The function of a declaration; one with several results names their tuple and its fields."""
    # ndola.linalg's inv is "linalg.inv", which is where NumPy and the other libraries have it.
    room = declaration.__module__.partition(".")[2]
    function = declaration.__qualname__ if room.startswith("_") else f"{room}.{declaration.__qualname__}"

    def call(*args: Any, **kwargs: Any) -> Any:
        declaration(*args, **kwargs)
        result = NotImplemented
        if not _NATIVE.issuperset(map(type, (*args, *kwargs.values()))):
            from ._dispatch import foreign

            result = foreign(function, args, kwargs)
        if result is NotImplemented:
            from ._numpy import through

            result = through(function, args, kwargs)
        return named(name, fields, result) if fields else result

    call.__name__, call.__qualname__ = declaration.__name__, declaration.__qualname__
    call.__module__, call.__doc__ = declaration.__module__, declaration.__doc__
    call.__wrapped__ = declaration  # type: ignore[attr-defined] # where inspect finds the signature
    return call


def delegated_tuple(name: str, fields: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same for a declaration with several results, which come as a named tuple."""
    return lambda declaration: delegated(declaration, name, fields)


@delegated
def sort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    """A sorted copy of x along an axis; NaN comes last, first when descending."""


@delegated
def argsort(x: Any, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Any:
    """The positions that sort x along an axis; equal elements keep their order."""


@delegated
def searchsorted(x1: Any, x2: Any, /, *, side: str = "left", sorter: Any = None) -> Any:
    """The positions at which the elements of x2 would go into sorted x1."""


@delegated
def isin(x1: Any, x2: Any, /, *, invert: bool = False) -> Any:
    """Whether each element of x1 occurs in x2."""


@delegated
def unique_values(x: Any, /) -> Any:
    """The distinct elements of x in ascending order; every NaN is its own."""


@delegated_tuple("UniqueCounts", "values counts")
def unique_counts(x: Any, /) -> Any:
    """The distinct elements of x and how often each occurs."""


@delegated_tuple("UniqueInverse", "values inverse_indices")
def unique_inverse(x: Any, /) -> Any:
    """The distinct elements of x and, for each element, the position of its value among them."""


@delegated_tuple("UniqueAll", "values indices inverse_indices counts")
def unique_all(x: Any, /) -> Any:
    """The distinct elements of x, where each occurs first, the inverse and the counts."""


@delegated
def tensordot(x1: Any, x2: Any, /, *, axes: Any = 2) -> Any:
    """The sum of products over pairs of axes."""


@delegated
def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    """The dot product of vectors along an axis; x1 is conjugated."""


def broadcast_shapes(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that arrays of these shapes broadcast to."""
    if not shapes:
        return ()
    return _ndola.broadcast_arrays(*(_ndola.broadcast_to(_ndola.zeros(()), s) for s in shapes))[0].shape


def transpose(x: Any, /, axes: Any = None) -> Any:
    """x with its axes in the order of axes, by default reversed; a view. The standard's name is permute_dims."""
    return _ndola.permute_dims(x, tuple(range(x.ndim))[::-1] if axes is None else axes)


@delegated
def cumsum(x: Any, /, axis: Any = None, *, dtype: Any = None, out: Any = None) -> Any:
    """The running sum along an axis, of all elements in order for None. The standard's name is cumulative_sum."""


@delegated
def cumprod(x: Any, /, axis: Any = None, *, dtype: Any = None, out: Any = None) -> Any:
    """The running product along an axis, of all elements in order for None. The standard's name is cumulative_prod."""


@delegated
def pad(x: Any, /, pad_width: Any, mode: Any = "constant", **kwargs: Any) -> Any:
    """x with elements added before and after each axis, as numpy.pad adds them."""


@delegated
def einsum(*operands: Any, **kwargs: Any) -> Any:
    """The sum of products that subscripts describe, numpy.einsum's."""


@delegated
def gradient(x: Any, /, *spacing: Any, axis: Any = None, edge_order: int = 1) -> Any:
    """The slope of x along each axis, central differences inside, as numpy.gradient has it."""


@delegated
def median(x: Any, /, axis: Any = None, **kwargs: Any) -> Any:
    """The median along an axis; NaN where there is one among the elements."""


@delegated
def quantile(x: Any, /, q: Any, axis: Any = None, **kwargs: Any) -> Any:
    """The quantiles q, between 0 and 1, along an axis; the first axes of the result are those of q."""


class lib:
    """Where sliding_window_view is in NumPy, and so looked for in any namespace."""

    class stride_tricks:
        @staticmethod
        @delegated
        def sliding_window_view(x: Any, /, window_shape: Any, axis: Any = None, **kwargs: Any) -> Any:
            """Every window of a shape, as further axes of a read-only view."""
