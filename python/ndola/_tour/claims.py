"""What an experiment claims: a text, and whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Claims = Iterator[tuple[str, bool]]

# An experiment and the modules it needs.
Experiment = tuple[Callable[[], Claims], tuple[str, ...]]


def address(x: Any) -> int:
    """The address of an array's first element."""
    if hasattr(x, "data_ptr"):
        return int(x.data_ptr())
    return int(x.__array_interface__["data"][0])


def shared(a: Any, b: Any) -> tuple[str, bool]:
    """The claim that two arrays are over the same memory."""
    x, y = address(a), address(b)
    return (f"shared {x:#x} = {y:#x}" if x == y else f"NOT shared: {x:#x}, {y:#x}"), x == y


def close(x: Any, want: float) -> bool:
    return abs(float(x) - want) <= 1e-13 * abs(want)


def kind(x: Any) -> str:
    """The type of x, with the library it is of."""
    return f"{type(x).__module__.partition('.')[0]}.{type(x).__name__}"


def kept(what: str, x: Any, of: type) -> tuple[str, bool]:
    """The claim that a result is of a kind."""
    return f"{what} is {kind(x)}", isinstance(x, of)


def refused(what: str, call: Callable[[], Any]) -> tuple[str, bool]:
    """The claim that a call is refused, and what it says."""
    try:
        return f"{what} was not refused: {call()}", False
    except (TypeError, ValueError, RuntimeError, BufferError) as error:
        return f"{what}: {type(error).__name__}: {error}", True
