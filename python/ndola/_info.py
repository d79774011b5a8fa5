"""Inspection and type functions of the standard: finfo, iinfo, isdtype, result_type, can_cast."""

from __future__ import annotations

from . import _ndola
from ._delegated import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_dtype = _ndola.DType

_BOOL = ("bool",)
_SIGNED = ("int8", "int16", "int32", "int64")
_UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
_FLOATING = ("float32", "float64")
_COMPLEX = ("complex64", "complex128")
_KINDS = {
    "bool": _BOOL,
    "signed integer": _SIGNED,
    "unsigned integer": _UNSIGNED,
    "integral": _SIGNED + _UNSIGNED,
    "real floating": _FLOATING,
    "complex floating": _COMPLEX,
    "numeric": _SIGNED + _UNSIGNED + _FLOATING + _COMPLEX,
}
# Beyond the standard: the halves count as real floating where a dtype is asked about.
_HALVES = ("float16", "bfloat16")
_PARTS = {"complex64": "float32", "complex128": "float64"}

# bits, eps, max, smallest normal
_FLOATS = {
    "float16": (16, 2.0**-10, 65504.0, 2.0**-14),
    "bfloat16": (16, 2.0**-7, (2 - 2.0**-7) * 2.0**127, 2.0**-126),
    "float32": (32, 2.0**-23, (2 - 2.0**-23) * 2.0**127, 2.0**-126),
    "float64": (64, 2.0**-52, (2 - 2.0**-52) * 2.0**1023, 2.0**-1022),
}


def _type_of(x: Any) -> Any:
    """The dtype x is or has, in native byte order."""
    d = getattr(x, "dtype", x)
    return _dtype(_dtype(d).name)


def finfo(type: Any, /) -> Any:
    """The limits of a floating type, of the parts of a complex one; takes a dtype or an array."""
    d = _type_of(type)
    name = _PARTS.get(d.name, d.name)
    if name not in _FLOATS:
        raise TypeError(f"finfo: {d.name} is not a floating dtype")
    bits, eps, top, tiny = _FLOATS[name]
    return named("finfo_object", "bits eps max min smallest_normal dtype", (bits, eps, top, -top, tiny, _dtype(name)))


def iinfo(type: Any, /) -> Any:
    """The limits of an integer type; takes a dtype or an array."""
    d = _type_of(type)
    bits = 8 * d.itemsize
    if d.kind == "i":
        return named("iinfo_object", "bits max min dtype", (bits, 2 ** (bits - 1) - 1, -(2 ** (bits - 1)), d))
    if d.kind == "u":
        return named("iinfo_object", "bits max min dtype", (bits, 2**bits - 1, 0, d))
    raise TypeError(f"iinfo: {d.name} is not an integer dtype")


def isdtype(dtype: Any, kind: Any) -> bool:
    """Whether a dtype is of a kind: a dtype, one of the standard's names, or a tuple of these."""
    d = _type_of(dtype)
    if isinstance(kind, tuple):
        return any(isdtype(d, k) for k in kind)
    if isinstance(kind, str) and kind in _KINDS:
        names = _KINDS[kind]
        return d.name in names or (d.name in _HALVES and "float32" in names)
    if isinstance(kind, str):
        raise ValueError(f"isdtype: {kind!r} is not one of {', '.join(map(repr, _KINDS))}")
    return bool(d == _dtype(kind))


def _probe(x: Any) -> Any:
    """An array of no elements with x's dtype, or the scalar x itself."""
    if isinstance(x, (bool, int, float, complex)):
        return x
    return _ndola.empty((0,), dtype=_type_of(x))


def result_type(*arrays_and_dtypes: Any) -> Any:
    """The dtype an operation between the arguments has: arrays, dtypes and Python scalars, which are weak."""
    if not arrays_and_dtypes:
        raise ValueError("result_type: needs at least one array, dtype or scalar")
    # Strong types first: scalars are weak against their common type.
    probes = sorted(map(_probe, arrays_and_dtypes), key=lambda x: isinstance(x, (bool, int, float, complex)))
    total = probes[0]
    for x in probes[1:]:
        condition = _ndola.empty((0,), dtype="bool")
        try:
            total = _ndola.where(condition, total, 0 if isinstance(x, int) and not isinstance(x, bool) else x)
        except TypeError as refusal:
            raise TypeError("result_type" + str(refusal).removeprefix("where")) from None
    if isinstance(total, (bool, int, float, complex)):
        return _dtype(type(total))
    return total.dtype


def can_cast(from_: Any, to: Any, /) -> bool:
    """Whether from_, a dtype or an array, converts to the dtype to without loss, by promotion."""
    to = _type_of(to)
    return bool(result_type(_type_of(from_), to) == to)


class _Info:
    """What __array_namespace_info__ returns."""

    def capabilities(self) -> dict[str, Any]:
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> str:
        return "cpu"

    def devices(self) -> tuple[str, ...]:
        return ("cpu",)

    def _check(self, device: Any) -> None:
        if device not in (None, "cpu"):
            raise ValueError(f"device {device!r} is not one of ['cpu']")

    def default_dtypes(self, *, device: Any = None) -> dict[str, Any]:
        self._check(device)
        return {
            "real floating": _dtype("float64"),
            "complex floating": _dtype("complex128"),
            "integral": _dtype("int64"),
            "indexing": _dtype("int64"),
        }

    def dtypes(self, *, device: Any = None, kind: Any = None) -> dict[str, Any]:
        self._check(device)
        kinds = ("bool", "numeric") if kind is None else kind if isinstance(kind, tuple) else (kind,)
        names: list[str] = []
        for k in kinds:
            if k not in _KINDS:
                raise ValueError(f"dtypes: {k!r} is not one of {', '.join(map(repr, _KINDS))}")
            names += [name for name in _KINDS[k] if name not in names]
        return {name: _dtype(name) for name in names}


def __array_namespace_info__() -> _Info:
    """The inspection object of the standard."""
    return _Info()
