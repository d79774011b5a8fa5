"""Ours on theirs: a function of ours given somebody else's array defers to their library first.

So laziness, autograd, labels and devices survive: `nd.exp(series)` is a Series, `nd.exp(tensor)` a tensor that
remembers its gradient. _libraries holds the table that says how each library is met, a row a kind of array;
this file reads it. Nothing foreign is imported that the caller has not imported already.

A call goes through four questions. Which operands are not ours, and which of their libraries speaks for all? What
is our function called there? How do our arrays enter? And if the function is missing there: may we compute it over
a view and hand the result back as theirs? Where the last answer is no, a TypeError says what to do instead.
"""

from __future__ import annotations

import operator as operators
from typing import Any

import ndola as nd

from ._libraries import Library, library_of
from ._rows import FLOATING

_PLAIN = (nd.Array, nd.DType, bool, int, float, complex, str, bytes, slice, type(None))

# What marks a type as somebody's array.
_MARKS = ("shape", "__array_ufunc__", "__array_namespace__")

# The operators behind the rows that have one; pow, say, is pow(a, b).
_OPERATORS = {
    "add": operators.add,
    "subtract": operators.sub,
    "multiply": operators.mul,
    "divide": operators.truediv,
    "floor_divide": operators.floordiv,
    "remainder": operators.mod,
    "pow": operators.pow,
    "matmul": operators.matmul,
    "bitwise_and": operators.and_,
    "bitwise_or": operators.or_,
    "bitwise_xor": operators.xor,
    "bitwise_left_shift": operators.lshift,
    "bitwise_right_shift": operators.rshift,
    "less": operators.lt,
    "less_equal": operators.le,
    "equal": operators.eq,
    "not_equal": operators.ne,
    "greater": operators.gt,
    "greater_equal": operators.ge,
}


def _operands(args: Any) -> list[Any]:
    """The arrays among arguments that are not ours, looking into sequences."""
    found: list[Any] = []
    for x in args:
        if isinstance(x, (list, tuple)):
            found += _operands(x)
        elif not isinstance(x, _PLAIN) and any(hasattr(type(x), mark) for mark in _MARKS):
            found.append(x)
    return found


def _has_ours(args: Any) -> bool:
    return any(_has_ours(x) if isinstance(x, (list, tuple)) else isinstance(x, nd.Array) for x in args)


def _spokesman(others: list[Any]) -> tuple[Any, Library] | None:
    """The operand whose library answers the call: the outermost kind, the first among equals."""
    best = None
    for x in others:
        row = library_of(type(x))
        if row is not None and (best is None or row.rank > best[1].rank):
            best = (x, row)
    return best


def _enter(x: Any, row: Library, like: Any) -> Any:
    """An argument as the library takes it: our arrays and NumPy's through its door, sequences item by item."""
    if isinstance(x, (list, tuple)):
        return type(x)(_enter(item, row, like) for item in x)
    if isinstance(x, nd.Array):
        return row.door(x, like)
    if isinstance(x, nd.DType):
        return row.dtype(x)
    if row.takes_ndarray or not _is_numpy_data(x):
        return x
    return row.door(nd.asarray(x), like)


def _is_numpy_data(x: Any) -> bool:
    """Whether x is an ndarray or a scalar of NumPy's: data beside another library's arrays."""
    return type(x).__module__ == "numpy" and hasattr(x, "__array_struct__")


def _called_with(args: tuple[Any, ...], kwargs: dict[str, Any], convert: Any) -> tuple[list[Any], dict[str, Any]]:
    return [convert(x) for x in args], {key: convert(x) for key, x in kwargs.items() if x is not None}


def foreign(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A call of our function `name` in which some operand is not ours.

    The result is the operand's library's, or NotImplemented where the call is ours to compute: beside our arrays
    plain NumPy arrays are operands like any other, and an object of an unknown library is converted by the
    protocols it speaks. TypeError where the library cannot and we may not.
    """
    arguments = (*args, *kwargs.values())
    found = _spokesman(_operands(arguments))
    if found is None:
        return NotImplemented
    if name == "diff":  # NumPy takes what follows x by position, and so do we, but the standard by keyword only
        args, kwargs = args[:1], {**dict(zip(("n", "axis"), args[1:], strict=False)), **kwargs}
    like, row = found
    mixed = _has_ours(arguments)
    # Data that is only data: beside an array of ours, or as the value to fill one with.
    if row.is_data and (mixed or name == "full"):
        return NotImplemented
    row.check(name, like, mixed)
    function = row.function(name, like)
    if function is None:
        return _on_views(name, args, kwargs, row, like)
    promote = row.promote if _is_floating(name) else None

    def convert(x: Any) -> Any:
        x = _enter(x, row, like)
        return x if promote is None else promote(x)

    entered, keywords = _called_with(args, kwargs, convert)
    return function(*entered, **keywords)


# Of the extensions, the functions that keep integers.
_EXACT = {"linalg.cross", "linalg.diagonal", "linalg.outer", "linalg.trace", "fft.fftshift", "fft.ifftshift"}


def _is_floating(name: str) -> bool:
    """Whether a function of integers has a floating result."""
    return name in FLOATING or (name.startswith(("linalg.", "fft.")) and name not in _EXACT)


def _on_views(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], row: Library, like: Any) -> Any:
    """A function the library lacks, computed by us over views of its memory; the result is the library's again."""

    def convert(x: Any) -> Any:
        if isinstance(x, (list, tuple)):
            return type(x)(convert(item) for item in x)
        if isinstance(x, _PLAIN) or library_of(type(x)) is not row:
            return x
        viewed = row.view(x)
        if viewed is None:
            raise TypeError(f"{name}: {row.name} has no such function for {type(x).__name__}; {row.remedy}")
        return viewed

    entered, keywords = _called_with(args, kwargs, convert)
    return _leave(operators.attrgetter(name)(nd)(*entered, **keywords), row, like)


def _leave(x: Any, row: Library, like: Any) -> Any:
    """A result of ours as the library's kind."""
    if isinstance(x, (list, tuple)):
        return type(x)(_leave(item, row, like) for item in x)
    return row.door(x, like) if isinstance(x, nd.Array) else x


def declined(name: str, operands: tuple[Any, ...]) -> Any:
    """A ufunc of NumPy's, ours by name, that a foreign operand's library does not take our array in.

    NotImplemented where our array does not become one of theirs, since the ufunc would only come back to us.
    """
    found = _spokesman(_operands(operands))
    if found is None or not found[1].declines_us:
        return NotImplemented
    return foreign(name, operands, {})


def operator(name: str, a: Any, b: Any) -> Any:
    """The operator of our function `name` between an array of ours and one of another library, in either order.

    It is the library's own operator, our array having entered through its door: `*` between matrices of
    scipy.sparse stays the matrix product. NotImplemented where the library is unknown.
    """
    other = b if isinstance(a, nd.Array) else a
    row = library_of(type(other))
    if row is None or row.is_data or name not in _OPERATORS:
        return NotImplemented
    row.check(name, other, True)
    if row.operator_is_function:
        return foreign(row.operator_name(name, other), (a, b), {})
    a, b = _enter(a, row, other), _enter(b, row, other)
    # A library whose door leaves our array as it is would only ask us again.
    if isinstance(a, nd.Array) or isinstance(b, nd.Array):
        return foreign(name, (a, b), {})
    return _OPERATORS[name](a, b)
