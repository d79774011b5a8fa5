"""Checks of the array protocols, for anybody's arrays.

`check_protocols(obj)` looks at one object: which protocols it offers, and whether each keeps its word.
`check_container(factory)` builds objects from ndarrays of many layouts and element types and asks that they
come through every protocol unchanged. Both return a `Report`; its rows are those of docs/protocols.md.

    >>> import ndola as nd, ndola.testing
    >>> ndola.testing.check_protocols(nd.asarray([1.0, 2.0])).missed
    ()

NumPy is needed here, as the independent reader of what is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

try:
    import numpy as np
except ModuleNotFoundError as error:
    if error.name != "numpy":
        raise
    raise ModuleNotFoundError(
        "ndola.testing: NumPy is the independent reader of what is offered, and it is not installed; pip install numpy",
        name="numpy",
    ) from None

__all__ = ["Finding", "Report", "check_container", "check_protocols"]


class Finding(NamedTuple):
    """One check: its row, what was asked, why it was missed, None where it holds, and what to do about it."""

    row: str
    check: str
    reason: str | None = None
    remedy: str = ""


class Report(NamedTuple):
    """What was found. Printing it lists the protocols, then the rows held and missed."""

    subject: str
    offered: tuple[str, ...]
    absent: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def held(self) -> tuple[str, ...]:
        """The rows of which every check holds."""
        missed = set(self.missed)
        return tuple(dict.fromkeys(f.row for f in self.findings if f.row not in missed))

    @property
    def missed(self) -> tuple[str, ...]:
        """The rows of which some check does not hold."""
        return tuple(dict.fromkeys(f.row for f in self.findings if f.reason is not None))

    def __str__(self) -> str:
        lines = [
            self.subject,
            f"  offers  {', '.join(self.offered) or 'nothing'}",
            f"  lacks   {', '.join(self.absent) or 'nothing'}",
            f"  {len(self.held)} rows held, {len(self.missed)} missed",
        ]
        for f in self.findings:
            if f.reason is not None:
                lines.append(f"  {f.row}  {f.check}: {f.reason}")
                lines += [f"         do: {f.remedy}"] if f.remedy else []
        return "\n".join(lines)


PROTOCOLS = (
    "__dlpack__", "__array_struct__", "__array_interface__", "__array__", "__array_ufunc__", "__array_function__",
    "__array_wrap__", "__array_priority__", "__array_namespace__", "__dlpack_c_exchange_api__",
)  # fmt: skip


class _Missed(Exception):
    """A check does not hold; the message says why."""


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise _Missed(reason)


# A check takes the object, and what numpy.asarray makes of it.
_Check = Callable[[Any, np.ndarray], None]


def _dict_is_whole(x: Any, a: np.ndarray) -> None:
    interface = x.__array_interface__
    _require(type(interface) is dict, f"a {type(interface).__name__} instead of a dict")
    needed = {"data", "shape", "typestr", "version"} - interface.keys()
    _require(not needed, f"no {', '.join(sorted(needed))}")
    _require(x.__array_interface__ is not interface, "one dict is handed out again and again")


def _dict_describes(x: Any, a: np.ndarray) -> None:
    interface = x.__array_interface__
    _require(interface["version"] == 3, f"version {interface['version']}")
    _require(tuple(interface["shape"]) == a.shape, f"shape {interface['shape']} where NumPy sees {a.shape}")
    _require(np.dtype(interface["typestr"]).itemsize == a.dtype.itemsize, f"typestr {interface['typestr']}")


def _strides_are_none(x: Any, a: np.ndarray) -> None:
    strides = x.__array_interface__.get("strides")
    _require((strides is None) == a.flags.c_contiguous, f"strides {strides}, so the dict cannot be reshaped")


class _Wrapper:
    """An object that is nothing but an interface dict."""

    def __init__(self, interface: dict[str, Any]) -> None:
        self.__array_interface__ = interface


def _reshape_by_dict(x: Any, a: np.ndarray) -> None:
    if not a.flags.c_contiguous or a.size == 0:
        return
    interface = dict(x.__array_interface__)
    interface["shape"] = (a.size,)
    flat = np.array(_Wrapper(interface), copy=False)
    _require(bool(np.array_equal(flat.view(a.dtype), a.ravel())), "another shape in the dict gives other values")


def _owner_in_dict(x: Any, a: np.ndarray) -> None:
    interface = x.__array_interface__
    known = {"data", "shape", "typestr", "version", "strides", "descr", "mask", "offset"}
    keeps = any(key not in known for key in interface) or not isinstance(interface.get("data"), tuple)
    _require(keeps, "the dict does not keep the memory alive")


def _struct_is_a_capsule(x: Any, a: np.ndarray) -> None:
    capsule = x.__array_struct__
    _require(type(capsule).__name__ == "PyCapsule", f"a {type(capsule).__name__} instead of a capsule")


def _struct_describes(x: Any, a: np.ndarray) -> None:
    class Struct:
        __array_struct__ = x.__array_struct__

    b = np.asarray(Struct())
    _require(b.shape == a.shape and b.dtype == a.dtype, f"{b.dtype} {b.shape} where NumPy sees {a.dtype} {a.shape}")


def _dlpack_signature(x: Any, a: np.ndarray) -> None:
    try:
        x.__dlpack__(max_version=(1, 0))
    except TypeError as error:
        raise _Missed(f"takes no max_version: {error}") from error
    except (BufferError, ValueError):
        return


def _dlpack_streams(x: Any, a: np.ndarray) -> None:
    if tuple(x.__dlpack_device__()) != (1, 0):
        return
    try:
        x.__dlpack__(stream=1)
    except (ValueError, BufferError, AssertionError, RuntimeError):
        return
    raise _Missed("a stream is accepted for memory of the CPU")


def _dlpack_device(x: Any, a: np.ndarray) -> None:
    kind, number = x.__dlpack_device__()
    _require(int(kind) > 0 and int(number) >= 0, f"device {kind}, {number}")


def _dlpack_values(x: Any, a: np.ndarray) -> None:
    try:
        b = np.from_dlpack(x)
    except BufferError:
        return  # the refusal that the protocol has for what it cannot say
    _require(b.shape == a.shape and bool(np.array_equal(b, a, equal_nan=a.dtype.kind in "fc")), "other values")


def _dlpack_refusals(x: Any, a: np.ndarray) -> None:
    if a.dtype.isnative and a.dtype.kind in "biufc":
        return
    try:
        x.__dlpack__()
    except BufferError:
        return
    except Exception as error:
        raise _Missed(f"{type(error).__name__} instead of BufferError for {a.dtype}") from error
    raise _Missed(f"{a.dtype} is exported, which DLPack cannot say")


def _dlpack_copies(x: Any, a: np.ndarray) -> None:
    try:
        b = np.from_dlpack(x, copy=True)
    except BufferError:
        return
    except TypeError as error:
        raise _Missed(f"takes no copy: {error}") from error
    _require(b.size == 0 or not np.shares_memory(b, a), "copy=True shares memory")


def _dlpack_exports_are_independent(x: Any, a: np.ndarray) -> None:
    try:
        first, second = x.__dlpack__(), x.__dlpack__()
    except (BufferError, ValueError):
        return
    _require(first is not second, "one capsule is handed out twice")


def _table_on_type(x: Any, a: np.ndarray) -> None:
    capsule = type(x).__dlpack_c_exchange_api__
    _require("dlpack_exchange_api" in repr(capsule), f"{capsule!r} is not the capsule")


def _array_signature(x: Any, a: np.ndarray) -> None:
    try:
        result = x.__array__(None, copy=None)
    except TypeError as error:
        raise _Missed(f"takes no copy: {error}") from error
    _require(isinstance(result, np.ndarray), f"a {type(result).__name__} instead of an ndarray")


def _array_copies(x: Any, a: np.ndarray) -> None:
    b = np.array(x, copy=True)
    _require(b.size == 0 or not np.shares_memory(b, np.asarray(x)), "copy=True shares memory")


def _wrap_is_modern(x: Any, a: np.ndarray) -> None:
    try:
        x.__array_wrap__(np.ones(3), None, False)
    except TypeError as error:
        raise _Missed(f"takes no context and return_scalar: {error}") from error


def _ufuncs_keep_kind(x: Any, a: np.ndarray) -> None:
    if a.dtype.kind not in "iuf":
        return
    result = np.add(x, x)
    _require(isinstance(result, type(x)), f"numpy.add gives {type(result).__name__}")


def _functions_keep_kind(x: Any, a: np.ndarray) -> None:
    if a.ndim == 0:
        return
    result = np.concatenate([x, x])
    _require(isinstance(result, type(x)), f"numpy.concatenate gives {type(result).__name__}")


def _namespace_versions(x: Any, a: np.ndarray) -> None:
    namespace = x.__array_namespace__()
    claimed = getattr(namespace, "__array_api_version__", None)
    try:
        x.__array_namespace__(api_version=claimed)
    except ValueError as error:
        raise _Missed(f"claims {claimed} and refuses it") from error


def _mask_survives(x: Any, a: np.ndarray) -> None:
    mask = getattr(x, "mask", None)
    if mask is None or callable(mask) or not np.any(mask):
        return
    interface = x.__array_interface__
    _require(interface.get("mask") is not None, "masked elements are exported as if they were data")


# Attribute, row, what is asked, check, what to do where it is missed.
_CHECKS: tuple[tuple[str, str, str, _Check, str], ...] = (
    ("__array_interface__", "AI-01", "a new dict with the keys needed", _dict_is_whole,
     "build the dict anew at every access, with shape, typestr, data and version"),
    ("__array_interface__", "AI-02", "version, shape and element size", _dict_describes,
     "take shape and typestr from the memory described, and version 3"),
    ("__array_interface__", "AI-03", "strides None exactly for C order", _strides_are_none,
     "give strides only where the elements are not in C order"),
    ("__array_interface__", "AI-07", "the dict holds its owner", _owner_in_dict,
     'put the array itself under a key of its own, "_owner" say; readers pass over it'),
    ("__array_interface__", "AI-22", "a mask is told", _mask_survives,
     "give the mask an interface of its own under the key mask, or refuse"),
    ("__array_interface__", "AI-29", "the dict can be reshaped", _reshape_by_dict,
     "the dict alone must describe the memory: no state may be needed beside it"),
    ("__array_struct__", "AS-03", "a capsule", _struct_is_a_capsule,
     "return PyCapsule_New over a PyArrayInterface"),
    ("__array_struct__", "AS-08", "the type and shape of the array", _struct_describes,
     "fill itemsize and descr for structures, text and dates as the dict does"),
    ("__dlpack_device__", "DL-38", "a device", _dlpack_device,
     "return (device type, number), (1, 0) for the CPU"),
    ("__dlpack__", "DL-30", "max_version is taken", _dlpack_signature,
     "take max_version=None among the keywords, and give a versioned capsule from (1, 0) on"),
    ("__dlpack__", "DL-31", "no stream on the CPU", _dlpack_streams,
     "raise where a stream is given for memory of the CPU"),
    ("__dlpack__", "DL-24", "independent exports", _dlpack_exports_are_independent,
     "make a new capsule at every call"),
    ("__dlpack__", "DL-34", "copy=True copies", _dlpack_copies,
     "take copy=None among the keywords, and copy where it is True"),
    ("__dlpack__", "DL-36", "what DLPack cannot say is a BufferError", _dlpack_refusals,
     "raise BufferError for types and layouts that DLPack has no word for"),
    ("__dlpack__", "DL-37", "the same values", _dlpack_values,
     "strides count elements and byte_offset counts bytes: compare both"),
    ("__dlpack_c_exchange_api__", "DL-70", "the table on the type", _table_on_type,
     'put a PyCapsule named "dlpack_exchange_api" on the type'),
    ("__array__", "CO-06", "dtype and copy are taken", _array_signature,
     "def __array__(self, dtype=None, copy=None)"),
    ("__array__", "CO-09", "copy=True copies", _array_copies,
     "copy where copy is True; None leaves it to you"),
    ("__array_wrap__", "SW-10", "context and return_scalar are taken", _wrap_is_modern,
     "def __array_wrap__(self, array, context=None, return_scalar=False)"),
    ("__array_ufunc__", "UO-01", "ufuncs keep the kind", _ufuncs_keep_kind,
     "wrap what the ufunc gives on your values"),
    ("__array_function__", "AF-01", "functions keep the kind", _functions_keep_kind,
     "wrap what the function gives on your values"),
    ("__array_namespace__", "NS-02", "the version claimed is accepted", _namespace_versions,
     "accept the version that __array_api_version__ names"),
)  # fmt: skip


def _offers(x: Any, name: str) -> bool:
    """Whether an attribute is there; one that raises is a protocol that fails, not one that lacks."""
    try:
        getattr(x, name)
    except AttributeError:
        return False
    except Exception:
        return True
    return True


def _findings(x: Any, a: np.ndarray) -> Iterator[Finding]:
    for attribute, row, asked, check, remedy in _CHECKS:
        if not _offers(x, attribute):
            continue
        try:
            check(x, a)
        except _Missed as missed:
            yield Finding(row, asked, str(missed), remedy)
        except Exception as error:
            yield Finding(row, asked, f"{type(error).__name__}: {error}".splitlines()[0], remedy)
        else:
            yield Finding(row, asked)


def check_protocols(obj: Any) -> Report:
    """Ask one object for every array protocol and check what it gives.

    Parameters
    ----------
    obj : anything
        The object must be one that `numpy.asarray` converts; its values are not changed.

    Returns
    -------
    Report
        The protocols offered and absent, and a finding a check.
    """
    offered = tuple(name for name in PROTOCOLS if _offers(obj, name))
    absent = tuple(name for name in PROTOCOLS if name not in offered)
    kind = type(obj)
    try:
        a = np.asarray(obj)
    except Exception as error:
        refusal = Finding("CO-01", "numpy.asarray takes it", f"{type(error).__name__}: {error}".splitlines()[0])
        return Report(f"{kind.__module__}.{kind.__qualname__}", offered, absent, (refusal,))
    return Report(f"{kind.__module__}.{kind.__qualname__}", offered, absent, tuple(_findings(obj, a)))


def _samples() -> Iterator[tuple[str, np.ndarray]]:
    """Arrays of every layout and common element type, by what is special about them."""
    base = np.arange(6.0).reshape(2, 3)
    yield "C order", base.copy()
    yield "Fortran order", np.asfortranarray(base)
    yield "strided", base.copy()[:, ::2]
    yield "negative strides", base.copy()[::-1]
    yield "0-d", np.array(2.5)
    yield "empty", np.zeros((0, 3))
    yield "axes of length 1", base.copy().reshape(1, 2, 1, 3)
    for dtype in ("bool", "i1", "i8", "u2", "u8", "f2", "f4", "c8", "c16"):
        yield dtype, np.array([1, 0, 1]).astype(dtype)


def check_container(factory: Callable[[np.ndarray], Any]) -> Report:
    """Check a kind of array through many of its arrays.

    Parameters
    ----------
    factory : callable
        Makes the array from an ndarray: `torch.from_numpy`, `pandas.Series`, a class of one's own. One that raises
        TypeError or ValueError, say for more than one axis or for negative strides, is not asked about that array.

    Returns
    -------
    Report
        The findings of all of them; a check says which array it was missed for.
    """
    offered: dict[str, None] = {}
    findings: dict[tuple[str, str], Finding] = {}
    subject = getattr(factory, "__qualname__", repr(factory))
    for name, a in _samples():
        try:
            obj = factory(a)
        except (TypeError, ValueError):
            continue
        subject = f"{type(obj).__module__}.{type(obj).__qualname__}"
        report = check_protocols(obj)
        offered.update(dict.fromkeys(report.offered))
        for finding in (*report.findings, _values(obj, a)):
            key = (finding.row, finding.check)
            if key not in findings or (findings[key].reason is None and finding.reason is not None):
                reason = None if finding.reason is None else f"{name}: {finding.reason}"
                findings[key] = finding._replace(reason=reason)
    absent = tuple(name for name in PROTOCOLS if name not in offered)
    return Report(subject, tuple(offered), absent, tuple(findings.values()))


def _values(obj: Any, a: np.ndarray) -> Finding:
    """Whether NumPy reads back what went in."""
    asked = "the values come back"
    try:
        b = np.asarray(obj)
    except Exception as error:
        return Finding("CO-01", asked, f"{type(error).__name__}: {error}".splitlines()[0])
    same = b.shape == a.shape and b.dtype == a.dtype and bool(np.array_equal(a, b))
    return Finding("CO-01", asked, None if same else f"{b.dtype} {b.shape} instead of {a.dtype} {a.shape}")
