"""__array_wrap__ and priorities, namespaces, the CUDA interface: rows SW, NS and CU."""

import warnings

import numpy as np
import pytest

import ndola as nd


def test_array_wrap():
    """SW-10, SW-11, SW-14: the modern form, called once and without a warning."""
    x = nd.asarray([1.0, 2.0])
    for arguments in ((), (None,), (None, False), ((np.exp, (x,), 0), True)):
        wrapped = x.__array_wrap__(np.ones(2), *arguments)
        assert type(wrapped) is nd.Array
        assert wrapped.tolist() == [1, 1]
    a = np.ones(3)
    assert np.shares_memory(np.asarray(x.__array_wrap__(a)), a)
    assert x.__array_wrap__(np.array(2.0), None, True).item() == 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for function in (np.exp, np.sort, np.linalg.norm, np.ediff1d, np.unique, np.diagflat):
            assert type(function(x)) is nd.Array


class Wrapping:
    """Neither hook but __array_wrap__ and a priority."""

    def __init__(self, priority):
        self.__array_priority__ = priority

    def __array__(self, dtype=None, copy=None):
        return np.ones(2)

    def __array_wrap__(self, array, context=None, return_scalar=False):
        return ("wrapped", array.tolist())


def test_priority_among_wraps():
    """SW-12, SW-19: ours answers by __array_ufunc__, so another's priority decides nothing beside it."""
    assert np.add(np.ones(2), Wrapping(5.0)) == ("wrapped", [2, 2])
    assert np.add(nd.asarray([1.0, 2.0]), Wrapping(50.0)).tolist() == [2, 3]
    assert np.memmap.__array_priority__ < 0 < nd.asarray([1]).__array_priority__
    assert nd.asarray([1]).__array_priority__ < np.matrix.__array_priority__ < np.ma.MaskedArray.__array_priority__


def test_reductions_keep_the_kind():
    """SW-16: a full reduction is a 0-d array."""
    for function in (np.sum, np.max, np.mean, np.std, np.median, np.any):
        result = function(nd.asarray([1.0, 2.0]))
        assert (type(result), result.shape) == (nd.Array, ())


def test_what_joins_and_wraps():
    """SW-18: our kind everywhere, with an ndarray first."""
    x, a = nd.asarray([1.0, 2.0]), np.ones(2)
    for result in (
        np.concatenate([a, x]),
        np.stack([a, x]),
        np.where([True, False], a, x),
        np.insert(x, 0, 5.0),
        np.delete(x, 0),
        np.dot(a, x),
        np.apply_along_axis(np.sort, 0, x),
        np.linalg.inv(x * np.eye(2)),
    ):
        assert type(result) is nd.Array


def test_absent_hooks():
    """SW-17, CU-05, ID-11: what is not there."""
    x = nd.asarray([1.0])
    for name in ("__array_prepare__", "__cuda_array_interface__", "__array_wraps__"):
        assert not hasattr(x, name)


@pytest.mark.parametrize("version", [None, "2021.12", "2022.12", "2023.12", "2024.12", "2025.12"])
def test_namespace(version):
    """NS-01, NS-02: every version up to the one claimed."""
    assert nd.asarray([1]).__array_namespace__(api_version=version) is nd
    assert nd.__array_api_version__ == "2025.12"


@pytest.mark.parametrize("version", ["2020.12", "2026.12", "", 2024, 2024.12, ()])
def test_unknown_versions(version):
    """NS-01."""
    with pytest.raises(ValueError, match="version"):
        nd.asarray([1]).__array_namespace__(api_version=version)


def test_namespace_info():
    """NS-03."""
    info = nd.__array_namespace_info__()
    capabilities = info.capabilities()
    assert capabilities["boolean indexing"] is True
    assert capabilities["data-dependent shapes"] is True
    assert capabilities["max dimensions"] == 64
    assert info.default_device() == "cpu"
    assert "cpu" in tuple(info.devices())
    assert info.default_dtypes()["real floating"] == nd.float64
    assert info.default_dtypes(device="cpu")["indexing"] == nd.int64
    assert set(info.dtypes(kind="bool")) == {"bool"}
    assert set(info.dtypes(kind="unsigned integer")) == {"uint8", "uint16", "uint32", "uint64"}
    assert set(info.dtypes(kind=("bool", "complex floating"))) == {"bool", "complex64", "complex128"}
    for call in (
        lambda: info.dtypes(kind="text"),
        lambda: info.dtypes(device="gpu"),
        lambda: info.default_dtypes(device="gpu"),
    ):
        with pytest.raises(ValueError, match=r"text|gpu"):
            call()


def test_device():
    """NS-04."""
    x = nd.asarray([1.0])
    assert x.device == "cpu"
    assert x.to_device("cpu") is x
    for call in (lambda: x.to_device("gpu"), lambda: x.to_device("cpu", stream=1), lambda: x.to_device(None)):
        with pytest.raises(ValueError, match="cpu"):
            call()
    with pytest.raises(AttributeError):
        x.device = "gpu"


class OnDevice:
    """Memory of a CUDA device, at an address that must not be read."""

    def __init__(self, **changes):
        self.__cuda_array_interface__ = {
            "shape": (2,),
            "typestr": "<f8",
            "data": (0xDEAD0000, False),
            "version": 3,
            "strides": None,
            "stream": 1,
        } | changes


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"stream": 0},
        {"stream": None},
        {"stream": 2},
        {"mask": OnDevice()},
        {"shape": (0,), "data": (0, False)},
        {"data": (1, True)},
    ],
    ids=lambda c: "-".join(c) or "plain",
)
def test_device_memory_is_refused(changes):
    """CU-01, CU-02, CU-03, CU-04, CU-05: by name, and with the way out."""
    for error in (BufferError, ValueError):
        with pytest.raises(error, match=r"CUDA device.*copy it to the host"):
            nd.asarray(OnDevice(**changes))
