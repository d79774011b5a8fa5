"""Ours on theirs: a function of ours given somebody else's array defers to their library first.

So laziness, autograd, labels and devices survive: `nd.exp(series)` is a Series, `nd.exp(tensor)` a
tensor that remembers its gradient. One table says how each library is met: a row a library. Nothing
foreign is imported that the caller has not imported already.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import ndola as nd

from ._rows import FLOATING


def _root(x: Any) -> str:
    """The package an object's type comes from."""
    return type(x).__module__.partition(".")[0]


def _numpy_namespace(x: Any) -> Any:
    """NumPy, whose functions ask the operand through __array_ufunc__ and __array_function__."""
    return sys.modules.get("numpy")


def _compat_namespace(name: str) -> Callable[[Any], Any]:
    """The namespace array-api-compat has for a library; the library's own without it."""

    def namespace(x: Any) -> Any:
        try:
            return __import__("array_api_compat." + name, fromlist=["_"])
        except ImportError:
            return sys.modules.get(name)

    return namespace


def _own_namespace(x: Any) -> Any:
    """The namespace the operand itself names."""
    return x.__array_namespace__()


def _torch_in(x: Any) -> Any:
    return sys.modules["torch"].from_dlpack(x)


def _numpy_in(x: Any) -> Any:
    return sys.modules["numpy"].asarray(x)


def _torch_promote(x: Any) -> Any:
    """An integer tensor as float64, NumPy's rule, where torch would give float32 or refuse."""
    torch = sys.modules["torch"]
    if isinstance(x, torch.Tensor) and not x.is_floating_point() and not x.is_complex():
        return x.to(torch.float64)
    return x


def _namespace_in(x: Any) -> Any:
    return x


class _Library:
    """A row: how one library is met."""

    def __init__(
        self,
        namespace: Callable[[Any], Any],
        door: Callable[[Any], Any] = _namespace_in,
        promote: Callable[[Any], Any] | None = None,
    ) -> None:
        self.namespace = namespace  # the functions that take its arrays
        self.door = door  # our array as one of theirs, beside them
        self.promote = promote  # operands of a floating function, where the library needs help


_NUMPY_PROTOCOL = _Library(_numpy_namespace, _namespace_in)

_LIBRARIES: dict[str, _Library] = {
    "numpy": _Library(_numpy_namespace, _numpy_in),
    "torch": _Library(_compat_namespace("torch"), _torch_in, _torch_promote),
    "dask": _Library(_compat_namespace("dask.array"), _numpy_in),
    "cupy": _Library(_compat_namespace("cupy")),
}


def _library(x: Any) -> _Library | None:
    """The row for an operand, or None where its library cannot be asked."""
    row = _LIBRARIES.get(_root(x))
    if row is not None:
        return row
    kind = type(x)
    if hasattr(kind, "__array_namespace__"):
        return _Library(_own_namespace, lambda ours: _own_namespace(x).asarray(ours))
    if hasattr(kind, "__array_ufunc__") or hasattr(kind, "__array_function__"):
        return _NUMPY_PROTOCOL
    return None


_PLAIN = (nd.Array, nd.DType, bool, int, float, complex, str, slice, type(None))


def _is_array(x: Any) -> bool:
    """Whether an argument is somebody's array."""
    kind = type(x)
    return any(hasattr(kind, mark) for mark in ("shape", "__array_ufunc__", "__array_namespace__"))


def _operands(args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
    """The arrays of a call that are not ours, looking into sequences."""
    found: list[Any] = []
    for x in (*args, *kwargs.values()):
        if isinstance(x, (list, tuple)):
            found += _operands(tuple(x), {})
        elif not isinstance(x, _PLAIN) and _is_array(x):
            found.append(x)
    return found


def _has_ours(x: Any) -> bool:
    if isinstance(x, (list, tuple)):
        return any(_has_ours(item) for item in x)
    return isinstance(x, nd.Array)


def _convert(x: Any, row: _Library, promote: bool) -> Any:
    """An argument as the library takes it: our arrays through its door."""
    if isinstance(x, (list, tuple)):
        return type(x)(_convert(item, row, promote) for item in x)
    if isinstance(x, nd.Array):
        x = row.door(x)
    if promote and row.promote is not None:
        x = row.promote(x)
    return x


def foreign(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A call of our function `name` in which some operand is not ours.

    The result is the operand's library's, or NotImplemented where the call is ours to compute: beside
    our arrays plain NumPy arrays are operands like any other, and an object of an unknown library
    is converted by the protocols it speaks.
    """
    others = _operands(args, kwargs)
    if not others:
        return NotImplemented
    foreigners = [x for x in others if _root(x) != "numpy" or hasattr(type(x), "mask")]
    if not foreigners and any(_has_ours(x) for x in (*args, *kwargs.values())):
        return NotImplemented
    x = (foreigners or others)[0]
    row = _library(x)
    if row is None:
        return NotImplemented
    namespace = row.namespace(x)
    function = getattr(namespace, name, None)
    if function is None:
        return NotImplemented
    promote = name in FLOATING
    args = tuple(_convert(a, row, promote) for a in args)
    kwargs = {key: _convert(value, row, False) for key, value in kwargs.items() if value is not None}
    return function(*args, **kwargs)
