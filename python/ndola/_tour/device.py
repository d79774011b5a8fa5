"""CuPy, or where there is no device a stand-in that refuses to come to the host unasked, as CuPy does."""

from __future__ import annotations

import ctypes
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np


class ndarray:
    """An array "on the device": every implicit way to the host raises, with CuPy's own TypeError."""

    __module__ = "cupy"
    __array_priority__ = 100

    def __init__(self, values: Any) -> None:
        self._device_memory = np.array(values)
        self.shape = self._device_memory.shape
        self.dtype = self._device_memory.dtype

    def __array__(self, dtype: Any = None) -> Any:
        raise TypeError(
            "Implicit conversion to a NumPy array is not allowed. "
            "Please use `.get()` to construct a NumPy array explicitly."
        )

    def get(self) -> Any:
        return self._device_memory.copy()

    @property
    def __cuda_array_interface__(self) -> dict[str, Any]:
        return {"shape": self.shape, "typestr": self.dtype.str, "descr": [("", self.dtype.str)],
                "stream": 1, "version": 3, "strides": None, "data": (1 << 40, False)}  # fmt: skip

    def __dlpack_device__(self) -> tuple[int, int]:
        return (2, 0)

    def __dlpack__(
        self, *, stream: Any = None, max_version: Any = None, dl_device: Any = None, copy: bool | None = None
    ) -> Any:
        """Asked for the host CuPy copies there; otherwise the memory stays on the device, where no reader here is."""
        if dl_device is None or dl_device == self.__dlpack_device__():
            if copy is True:
                raise BufferError("copy=True only supported for copy to CPU.")
            return self._on_its_device()
        if dl_device != (1, 0):
            raise BufferError("unsupported device requested.")
        if copy is False:
            raise ValueError("GPU memory cannot be exported to CPU without copy.")
        return self.get().__dlpack__(max_version=max_version)

    def _on_its_device(self) -> Any:
        """A capsule whose tensor says that it lies on the first CUDA device."""
        capsule = self._device_memory.__dlpack__()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
        ctypes.c_int32.from_address(pointer(capsule, b"dltensor") + 8).value = 2
        return capsule

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        function = getattr(sys.modules["cupy"], ufunc.__name__, None)
        if method != "__call__" or function is None:
            return NotImplemented
        if not all(isinstance(x, (ndarray, np.ndarray, int, float)) for x in inputs):
            return NotImplemented
        return function(*inputs, **kwargs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        function = getattr(sys.modules["cupy"], func.__name__, None)
        if function is None or not all(issubclass(t, (ndarray, np.ndarray)) for t in types):
            return NotImplemented
        return function(*args, **kwargs)

    def __add__(self, other: Any) -> Any:
        return sys.modules["cupy"].add(self, other) if isinstance(other, (ndarray, int, float)) else NotImplemented


def _on_device(name: str) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        for x in args:
            if isinstance(x, np.ndarray):
                raise TypeError(f"Unsupported type {type(x)}")
        return ndarray(getattr(np, name)(*(a._device_memory if isinstance(a, ndarray) else a for a in args), **kwargs))

    return call


FUNCTIONS = ("exp", "add", "sum", "mean", "where")


@contextmanager
def stand_in() -> Iterator[types.ModuleType]:
    """The stand-in as the module cupy, for a while."""
    module = types.ModuleType("cupy")
    module.ndarray = module.asarray = ndarray  # type: ignore[attr-defined]
    for name in FUNCTIONS:
        setattr(module, name, _on_device(name))
    before = sys.modules.get("cupy")
    sys.modules["cupy"] = module
    try:
        yield module
    finally:
        if before is None:
            del sys.modules["cupy"]
        else:
            sys.modules["cupy"] = before


@contextmanager
def cupy() -> Iterator[types.ModuleType]:
    """CuPy where it is installed and has a device, else the stand-in."""
    try:
        import cupy as module

        module.zeros(1)
    except Exception:  # not installed, or one of the many ways in which a device is not there
        with stand_in() as module:
            yield module
    else:
        yield module
