"""CuPy without a device: a stand-in of its module that refuses to come to the host unasked, as CuPy does."""

from __future__ import annotations

import operator

import numpy as np
import pytest
import scipy.sparse as sp
from grid import X, Y

import ndola as nd
from ndola._tour.device import ndarray, stand_in


@pytest.fixture(autouse=True)
def _module():
    with stand_in():
        yield


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
    with pytest.raises(ValueError, match=r"memory of the .*cupy\.ndarray.* is on a CUDA device"):
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
