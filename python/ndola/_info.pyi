from typing import Any, Literal, NamedTuple, TypeAlias

from ._array import Array, DType
from .typing import ArrayLike, DTypeLike

_KindName: TypeAlias = Literal[
    "bool", "signed integer", "unsigned integer", "integral", "real floating", "complex floating", "numeric"
]
_Kind: TypeAlias = _KindName | tuple[_KindName, ...]

class finfo_object(NamedTuple):
    bits: int
    eps: float
    max: float
    min: float
    smallest_normal: float
    dtype: DType

class iinfo_object(NamedTuple):
    bits: int
    max: int
    min: int
    dtype: DType

class _Info:
    def capabilities(self) -> dict[str, Any]: ...
    def default_device(self) -> str: ...
    def devices(self) -> tuple[str, ...]: ...
    def default_dtypes(self, *, device: Literal["cpu"] | None = None) -> dict[str, DType]: ...
    def dtypes(self, *, device: Literal["cpu"] | None = None, kind: _Kind | None = None) -> dict[str, DType]: ...

def finfo(type: DTypeLike | Array, /) -> finfo_object: ...
def iinfo(type: DTypeLike | Array, /) -> iinfo_object: ...
def isdtype(dtype: DTypeLike, kind: DTypeLike | tuple[DTypeLike, ...]) -> bool: ...
def result_type(*arrays_and_dtypes: ArrayLike | DTypeLike) -> DType: ...
def can_cast(from_: DTypeLike | Array, to: DTypeLike, /) -> bool: ...
def __array_namespace_info__() -> _Info: ...
