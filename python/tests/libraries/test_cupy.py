"""CuPy without a device: a stand-in of its module that refuses to come to the host unasked, as CuPy does."""

from __future__ import annotations

import operator
import sys
import types

import numpy as np
import pytest
from grid import X, Y

import ndola as nd


class ndarray:
    """An array "on the device": every implicit way to the host raises, with CuPy's own TypeError."""

    __array_priority__ = 100

    def __init__(self, values):
        self._device_memory = np.array(values)
        self.shape = self._device_memory.shape
        self.dtype = self._device_memory.dtype

    def __array__(self, dtype=None, copy=None):
        raise TypeError(
            "Implicit conversion to a NumPy array is not allowed. "
            "Please use `.get()` to construct a NumPy array explicitly."
        )

    def get(self):
        return self._device_memory.copy()

    @property
    def __cuda_array_interface__(self):
        return {"shape": self.shape, "typestr": self.dtype.str, "data": (1 << 40, False), "version": 3, "strides": None}

    def __dlpack_device__(self):
        return (2, 0)

    def __dlpack__(self, *, stream=None, max_version=None, dl_device=None, copy=None):
        raise BufferError("the array is on a CUDA device")

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return NotImplemented

    def __add__(self, other):
        return add(self, other) if isinstance(other, (ndarray, int, float)) else NotImplemented


def _on_device(name):
    def call(*args, **kwargs):
        for x in args:
            if isinstance(x, np.ndarray):
                raise TypeError(f"Unsupported type {type(x)}")
        return ndarray(getattr(np, name)(*(a._device_memory if isinstance(a, ndarray) else a for a in args), **kwargs))

    return call


exp, add, sum_, where = (_on_device(name) for name in ("exp", "add", "sum", "where"))


@pytest.fixture(autouse=True)
def _module(monkeypatch):
    module = types.ModuleType("cupy")
    module.ndarray, module.exp, module.add, module.sum, module.where = ndarray, exp, add, sum_, where
    monkeypatch.setattr(ndarray, "__module__", "cupy")
    monkeypatch.setitem(sys.modules, "cupy", module)


def test_its_functions_are_called():
    for result, want in ((nd.exp(ndarray(X)), np.exp(X)), (nd.sum(nd.exp(ndarray(X))), np.sum(np.exp(X)))):
        assert isinstance(result, ndarray)
        np.testing.assert_array_equal(result.get(), want)


@pytest.mark.parametrize(
    "call",
    [
        lambda x, y: nd.add(x, y),
        lambda x, y: nd.add(y, x),
        lambda x, y: nd.where(y > 0.5, x, x),
        operator.add,
        lambda x, y: operator.add(y, x),
    ],
)
def test_neither_side_moves_unasked(call):
    with pytest.raises(TypeError, match=r"our array is in host memory and cupy\.ndarray on a device.*theirs\.get\(\)"):
        call(ndarray(X), nd.asarray(Y))


def test_a_function_it_lacks():
    with pytest.raises(TypeError, match=r"hypot: CuPy has no such function for ndarray; bring it to the host first"):
        nd.hypot(ndarray(X), ndarray(Y))


def test_asarray_refuses():
    with pytest.raises((TypeError, ValueError, BufferError)):
        nd.asarray(ndarray(X))
    np.testing.assert_array_equal(nd.asarray(ndarray(X).get()), X)
