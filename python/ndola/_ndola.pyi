# The C shell: the array, the element types, the functions.
import builtins
from typing import Any, Final, Literal

from typing_extensions import Buffer, CapsuleType

from ._array import Array as Array, DType as DType
from ._functions import *  # noqa: F403 - the functions are those of the table in internal/spec
from .typing import ArrayLike, DTypeLike, NestedSequence, SupportsDLPack

class ExportError(BufferError, ValueError):
    """An array that a protocol cannot describe, or may not share."""

def asarray(
    obj: ArrayLike | Buffer | str | NestedSequence[complex | str | bytes],
    /,
    *,
    dtype: DTypeLike | None = None,
    device: Literal["cpu"] | None = None,
    copy: builtins.bool | None = None,
) -> Array:
    """An Array of whatever obj holds, sharing memory where it can."""

def from_dlpack(
    x: SupportsDLPack | CapsuleType, /, *, device: Literal["cpu"] | None = None, copy: builtins.bool | None = None
) -> Array:
    """An Array over the memory of an object with __dlpack__, or of a DLPack capsule."""

def _live() -> tuple[int, int]: ...
def _rebuild(buffer: Any, dtype: DType, shape: tuple[int, ...], type: type[Array] = ..., /) -> Array: ...
def _at_exit() -> None: ...

bool: Final[DType]
int8: Final[DType]
int16: Final[DType]
int32: Final[DType]
int64: Final[DType]
uint8: Final[DType]
uint16: Final[DType]
uint32: Final[DType]
uint64: Final[DType]
float16: Final[DType]
bfloat16: Final[DType]
float32: Final[DType]
float64: Final[DType]
complex64: Final[DType]
complex128: Final[DType]
