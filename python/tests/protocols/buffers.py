"""A buffer of which every part can be chosen: what a hostile or a strange exporter may answer."""

from __future__ import annotations

import ctypes
from typing import Any


class _Buffer(ctypes.Structure):
    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    ]


_get = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(_Buffer), ctypes.c_int)
_type_from_spec = ctypes.pythonapi.PyType_FromSpec
_type_from_spec.restype, _type_from_spec.argtypes = ctypes.py_object, [ctypes.c_void_p]
_GETBUFFER = 1  # Py_bf_getbuffer


class _Slot(ctypes.Structure):
    _fields_ = [("slot", ctypes.c_int), ("function", ctypes.c_void_p)]


class _Spec(ctypes.Structure):
    _fields_ = [
        ("name", ctypes.c_char_p),
        ("basicsize", ctypes.c_int),
        ("itemsize", ctypes.c_int),
        ("flags", ctypes.c_uint),
        ("slots", ctypes.POINTER(_Slot)),
    ]


@_get
def _answer(self: Any, view: Any, flags: int) -> int:
    b, parts = view.contents, self.parts
    b.obj = None
    ctypes.memset(ctypes.byref(b), 0, ctypes.sizeof(b))
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(self))
    b.obj = id(self)
    b.buf = ctypes.addressof(self.memory) + self.start
    b.len, b.itemsize, b.readonly = self.length, self.itemsize, 1
    b.format = self.format
    b.ndim = len(self.shape) if self.shape is not None else 1
    b.shape, b.strides, b.suboffsets = (ctypes.cast(p, ctypes.c_void_p).value if p else None for p in parts)
    return 0


_slots = (_Slot * 2)(_Slot(_GETBUFFER, ctypes.cast(_answer, ctypes.c_void_p).value), _Slot(0, None))
_BASETYPE, _DEFAULT = 1 << 10, 1 << 18
_spec = _Spec(b"buffers._Base", object.__basicsize__, 0, _DEFAULT | _BASETYPE, _slots)
_Base = _type_from_spec(ctypes.byref(_spec))


class Slot(_Base):  # type: ignore[misc, valid-type]
    """An exporter over a copy of memory whose answer to every request is the same given parts."""

    def __init__(
        self,
        memory: bytes,
        *,
        itemsize: int,
        format: bytes | None,
        shape: tuple[int, ...] | None = None,
        strides: tuple[int, ...] | None = None,
        suboffsets: tuple[int, ...] | None = None,
        start: int = 0,
    ) -> None:
        self.memory = ctypes.create_string_buffer(memory, max(1, len(memory)))
        self.length, self.itemsize, self.format, self.shape = len(memory), itemsize, format, shape
        self.start = start
        self.parts = [
            None if values is None else (ctypes.c_ssize_t * max(1, len(values)))(*values)
            for values in (shape, strides, suboffsets)
        ]
