"""What the tests against NumPy share: sample values, hostile layouts, and comparing one outcome with another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

import ndola as nd

INTS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
FLOATS = ("float16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
DTYPES = ("bool", *INTS, *FLOATS, *COMPLEX)


def sample(dtype: str, shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    """Small numbers of a type, negative ones, zeros and repeats among them; exact in every type."""
    values = np.asarray(np.random.default_rng(seed).integers(-4, 5, shape))
    kind = np.dtype(dtype).kind
    if kind == "b":
        return np.asarray(values > 0)
    if kind == "u":
        return np.asarray(np.abs(values), dtype)
    if kind == "c":
        return np.asarray(values + 1j * np.roll(values, 1), dtype)
    return np.asarray(values / 2 if kind == "f" else values, dtype)


def layouts(a: np.ndarray) -> Iterator[np.ndarray]:
    """The same values in other memory: packed, in Fortran order, reversed, strided, byte-swapped."""
    yield a.copy()
    yield a.copy(order="F")
    backwards = (..., *(slice(None, None, -1),) * a.ndim)
    yield a[backwards].copy()[backwards]
    wide = np.zeros(tuple(2 * n for n in a.shape), a.dtype)
    every = wide[(..., *(slice(None, None, 2),) * a.ndim)]
    every[...] = a
    yield every
    if a.dtype.itemsize > 1:
        yield a.astype(a.dtype.newbyteorder())


def mine(a: Any) -> Any:
    """Ours over the memory of an ndarray; in tuples and lists too. Anything else as it is."""
    if isinstance(a, np.ndarray):
        return nd.asarray(a)
    if isinstance(a, tuple | list):
        return type(a)(mine(item) for item in a)
    return a


class Outcome(NamedTuple):
    """What a call came to: a value, or the class of the exception and its message."""

    value: Any = None
    error: type[Exception] | None = None
    message: str = ""


def outcome(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Outcome:
    """The outcome of a call; the exceptions caught are those a caller is meant to catch."""
    try:
        return Outcome(call(*args, **kwargs))
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        # NumPy's AxisError is an IndexError and a ValueError, and some of its TypeErrors have classes of their own.
        kinds = (IndexError, OverflowError, TypeError, ValueError)
        return Outcome(error=next(kind for kind in kinds if isinstance(error, kind)), message=str(error))


def address(a: Any) -> int:
    """Where an array's first element lies."""
    return a.__array_interface__["data"][0]


def check_same(got: Any, want: Any, exact: bool = True) -> None:
    """Our array has the dtype, shape and values of NumPy's; byte order and the bits of NaN apart."""
    assert isinstance(got, nd.Array), type(got)
    got, want = np.asarray(got), np.asarray(want)
    assert got.dtype.newbyteorder("=") == want.dtype.newbyteorder("="), f"dtype {got.dtype}, NumPy's {want.dtype}"
    assert got.shape == want.shape, f"shape {got.shape}, NumPy's {want.shape}"
    if exact:
        np.testing.assert_array_equal(got, want)
