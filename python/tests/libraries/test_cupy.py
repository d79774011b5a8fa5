"""CuPy without a device: a stand-in of its module that refuses to come to the host unasked, as CuPy does."""

from __future__ import annotations

import ctypes
import operator
import sys
import types

import numpy as np
import pytest
import scipy.sparse as sp
from grid import X, Y

import ndola as nd


class ndarray:
    """An array "on the device": every implicit way to the host raises, with CuPy's own TypeError."""

    __array_priority__ = 100

    def __init__(self, values):
        self._device_memory = np.array(values)
        self.shape = self._device_memory.shape
        self.dtype = self._device_memory.dtype

    def __array__(self, dtype=None):
        raise TypeError(
            "Implicit conversion to a NumPy array is not allowed. "
            "Please use `.get()` to construct a NumPy array explicitly."
        )

    def get(self):
        return self._device_memory.copy()

    @property
    def __cuda_array_interface__(self):
        return {"shape": self.shape, "typestr": self.dtype.str, "descr": [("", self.dtype.str)],
                "stream": 1, "version": 3, "strides": None, "data": (1 << 40, False)}  # fmt: skip

    def __dlpack_device__(self):
        return (2, 0)

    def __dlpack__(self, *, stream=None, max_version=None, dl_device=None, copy=None):
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

    def _on_its_device(self):
        """A capsule whose tensor says that it lies on the first CUDA device."""
        capsule = self._device_memory.__dlpack__()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
        ctypes.c_int32.from_address(pointer(capsule, b"dltensor") + 8).value = 2
        return capsule

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        function = getattr(sys.modules["cupy"], ufunc.__name__, None)
        if method != "__call__" or function is None:
            return NotImplemented
        if not all(isinstance(x, (ndarray, np.ndarray, int, float)) for x in inputs):
            return NotImplemented
        return function(*inputs, **kwargs)

    def __array_function__(self, func, types, args, kwargs):
        function = getattr(sys.modules["cupy"], func.__name__, None)
        if function is None or not all(issubclass(t, (ndarray, np.ndarray)) for t in types):
            return NotImplemented
        return function(*args, **kwargs)

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
    for copy in (None, True):
        with pytest.raises(TypeError, match=r"Implicit conversion to a NumPy array is not allowed.*\.get\(\)"):
            nd.asarray(ndarray(X), copy=copy)
    with pytest.raises(ValueError, match="copy=False"):
        nd.asarray(ndarray(X), copy=False)
    np.testing.assert_array_equal(nd.asarray(ndarray(X).get()), X)


def test_from_dlpack():
    """On its device it is refused with the remedy, and the remedy works: CuPy copies to the host when asked."""
    with pytest.raises(BufferError, match=r'device type 2, which the CPU cannot read.*device="cpu"'):
        nd.from_dlpack(ndarray(X))
    np.testing.assert_array_equal(nd.from_dlpack(ndarray(X), device="cpu"), X)
    with pytest.raises(ValueError, match="without copy"):
        nd.from_dlpack(ndarray(X), device="cpu", copy=False)


@pytest.mark.parametrize("function", [np.add, lambda x, y: np.concatenate([x, y])])
def test_numpys_functions_refuse_both(function):
    for pair in ((ndarray(X), nd.asarray(Y)), (nd.asarray(Y), ndarray(X))):
        with pytest.raises(TypeError):
            function(*pair)


@pytest.mark.parametrize("name", ["sort", "linalg.inv", "fft.fft"])
def test_delegated_functions(name):
    call = operator.attrgetter(name)(nd)
    with pytest.raises(TypeError, match=rf"{name}: CuPy has no such function.*x\.get\(\)"):
        call(ndarray(X))


def test_explain():
    text = str(nd.explain(ndarray(X)))
    assert "cuda:0" in text and "refused" in text and "x.get() in CuPy" in text


class csr_matrix(sp.csr_matrix):
    """A sparse matrix "on the device": SciPy's, by the module that cupyx's has."""

    __module__ = "cupyx.scipy.sparse._csr"


def test_sparse_matrices():
    s = csr_matrix(np.diag([0.25, 0.5]))
    for name in ("sin", "asin", "sqrt", "abs", "expm1"):
        result = getattr(nd, name)(s)
        assert sp.issparse(result)
        np.testing.assert_array_equal(result.toarray(), getattr(np, name)(np.diag([0.25, 0.5])))
    assert nd.sum(s) == 0.75 and sp.issparse(nd.matmul(s, s))
    with pytest.raises(TypeError, match=r"exp: cupyx.scipy.sparse has no such function.*x\.get\(\)"):
        nd.exp(s)
    with pytest.raises(TypeError, match="our array is in host memory and cupyx"):
        nd.multiply(s, nd.asarray(Y))
