"""xarray: dimensions, coordinates, names and attributes stay; it wraps our array and keeps it."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

xr = pytest.importorskip("xarray", reason="xarray is not installed")

REFUSED = {
    "matmul", "take_along_axis", "repeat", "tile", "reshape", "expand_dims", "moveaxis", "stack",
    "unstack", "broadcast_to", "broadcast_arrays", "tril", "triu", "diff", "nonzero", "meshgrid",
}  # fmt: skip
DIMS = ["x", "y"]


@pytest.mark.parametrize("kind", ["DataArray", "Variable"])
@pytest.mark.parametrize("call", CALLS)
def test_every_function(kind, call):
    make = {
        "DataArray": lambda a: xr.DataArray(a, dims=DIMS[-a.ndim :]),
        "Variable": lambda a: xr.Variable(DIMS[-a.ndim :], a),
    }[kind]

    def check():
        scalars = np.generic if call in ("argmax", "argmin") else ()
        check_call(call, make, lambda r: getattr(r, "data", r), getattr(xr, kind), scalars=scalars)

    if call in REFUSED:
        with pytest.raises(TypeError, match=r"xarray has no such function|xarray multiplies by name"):
            check()
    else:
        check()


def labelled(values):
    return xr.DataArray(values, dims=DIMS, coords={"x": [10, 20]}, name="load", attrs={"units": "kN"})


def test_labels_stay():
    a = labelled(X)
    for result in (nd.exp(a), nd.add(a, 1), nd.clip(a, 0, 1), nd.where(a > 0.3, a, 0), nd.astype(a, nd.float32)):
        assert result.dims == ("x", "y") and list(result.x) == [10, 20]
    total = nd.sum(a, axis=1)
    assert total.dims == ("x",) and total.name == "load" and list(total.x) == [10, 20]
    assert nd.sum(a, axis=1, keepdims=True).shape == (2, 1)
    assert list(nd.concat([a, a], axis=0).x) == [10, 20, 10, 20]
    other = labelled(Y.T.reshape(2, 3)).rename(x="z")
    assert nd.matmul(a, other.transpose("y", "z")).dims == ("x", "z")


def test_datasets():
    ds = labelled(X).to_dataset()
    np.testing.assert_allclose(nd.exp(ds)["load"], np.exp(X))
    assert float(nd.sum(ds)["load"]) == X.sum()
    np.testing.assert_allclose(nd.clip(ds, 0.2, 0.6)["load"], X.clip(0.2, 0.6))
    np.testing.assert_allclose(nd.where(ds > 0.3, ds, 0)["load"], np.where(X > 0.3, X, 0))
    with pytest.raises(TypeError, match=r"sum: a Dataset's variables share no axis 0; name the dimension"):
        nd.sum(ds, axis=0)


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt])
@pytest.mark.parametrize("make", [labelled, lambda a: xr.Variable(DIMS, a), lambda a: xr.Dataset({"v": (DIMS, a)})])
def test_operators_in_both_orders(op, make):
    theirs, ours = make(X), nd.asarray(Y)
    for result, want in ((op(theirs, ours), op(X, Y)), (op(ours, theirs), op(Y, X))):
        assert type(result) is type(theirs)
        np.testing.assert_allclose(result.v if isinstance(result, xr.Dataset) else result, want)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 1), (2, 1, 3)])
def test_asarray_takes_the_values(shape):
    """Arrow has a DataArray as a table of its coordinates and values, which is not what it is an array of."""
    values = np.arange(6.0)[: np.prod(shape)].reshape(shape)
    values.flat[-1] = np.nan
    np.testing.assert_array_equal(nd.asarray(xr.DataArray(values)), values)
