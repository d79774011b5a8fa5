"""The types of arguments, for annotations: `from ndola.typing import ArrayLike, DTypeLike`.

A function of ndola takes two kinds of operand. A `Native` one is ours or Python's own, and gives an `ndola.Array`. A
`Foreign` one belongs to another library, which is asked first and gives its own kind back, so that the result of a
call with one is `Any` to a type checker. `ArrayLike` is either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol, TypeAlias, TypeVar, runtime_checkable

from ._ndola import Array, DType

__all__ = [
    "ArrayLike", "DTypeLike", "Foreign", "Native", "NestedSequence", "SupportsArray", "SupportsArrayInterface",
    "SupportsDLPack",
]  # fmt: skip

_T_co = TypeVar("_T_co", covariant=True)


class NestedSequence(Protocol[_T_co]):
    """A sequence of elements, or of such sequences, to any depth.

    Text is none: it holds nothing but text. Nor are arrays of other libraries: they lack index or __reversed__.
    """

    def __len__(self, /) -> int: ...
    def __contains__(self, item: object, /) -> bool: ...
    def __getitem__(self, index: int, /) -> _T_co | NestedSequence[_T_co]: ...
    def __iter__(self, /) -> Iterator[_T_co | NestedSequence[_T_co]]: ...
    def __reversed__(self, /) -> Iterator[_T_co | NestedSequence[_T_co]]: ...
    @property
    def index(self) -> object: ...


@runtime_checkable
class SupportsArray(Protocol):
    """What NumPy makes an ndarray of."""

    def __array__(self) -> Any: ...


@runtime_checkable
class SupportsArrayInterface(Protocol):
    """What describes its memory by a dict."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...


@runtime_checkable
class SupportsDLPack(Protocol):
    """What lends its memory through DLPack."""

    def __dlpack__(self) -> Any: ...


class _ForeignDType(Protocol):
    """numpy.dtype, by what is read of it."""

    @property
    def str(self) -> str: ...
    @property
    def itemsize(self) -> int: ...


class _ForeignScalar(Protocol):
    """A scalar type of NumPy, such as numpy.float32, by what its instances have."""

    @property
    def dtype(self) -> Any: ...


Native: TypeAlias = Array | complex | NestedSequence[Array | complex]
Foreign: TypeAlias = SupportsArray | SupportsArrayInterface | SupportsDLPack
ArrayLike: TypeAlias = Native | Foreign

DTypeLike: TypeAlias = DType | str | type[complex] | type[float] | type[int] | type[_ForeignScalar] | _ForeignDType
