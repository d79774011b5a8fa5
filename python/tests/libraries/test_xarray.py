"""xarray: dimensions, coordinates, names and attributes stay; it wraps our array and keeps it."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

xr = pytest.importorskip("xarray", reason="xarray is not installed")

REFUSED = {
    "matmul", "matrix_transpose", "take_along_axis", "repeat", "tile", "reshape", "expand_dims", "moveaxis", "stack",
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


WRAPPED = {
    "slice": (lambda a: a[1:], lambda v: v[1:]),
    "isel": (lambda a: a.isel(y=[2, 0]), lambda v: v[:, [2, 0]]),
    "sel": (lambda a: a.sel(x=20), lambda v: v[1]),
    "add": (lambda a: a + 1, lambda v: v + 1),
    "add-arrays": (lambda a: a + a, lambda v: v + v),
    "np.exp": (lambda a: np.exp(a), np.exp),
    "nd.exp": (lambda a: nd.exp(a), np.exp),
    "sum": (lambda a: a.sum("x"), lambda v: v.sum(0)),
    "mean": (lambda a: a.mean("y"), lambda v: v.mean(1)),
    "std": (lambda a: a.std("y"), lambda v: v.std(1)),
    "max": (lambda a: a.max("y"), lambda v: v.max(1)),
    "transpose": (lambda a: a.transpose("y", "x"), lambda v: v.T),
    "where": (lambda a: a.where(a > 0.3, 0.0), lambda v: np.where(v > 0.3, v, 0.0)),
    "clip": (lambda a: a.clip(0.2, 0.6), lambda v: v.clip(0.2, 0.6)),
    "astype": (lambda a: a.astype("float32"), lambda v: v.astype("float32")),
    "concat": (lambda a: xr.concat([a, a], "x"), lambda v: np.concatenate([v, v])),
    "roll": (lambda a: a.roll(y=1), lambda v: np.roll(v, 1, axis=1)),
    "stack": (lambda a: a.stack(z=("x", "y")), np.ravel),
    "cumsum": (lambda a: a.cumsum("y"), lambda v: v.cumsum(1)),
    "fillna": (lambda a: a.fillna(0.0), lambda v: v),
    "copy": (lambda a: a.copy(), lambda v: v),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_ours_inside_stays_ours(name):
    call, want = WRAPPED[name]
    result = call(labelled(nd.asarray(X)))
    assert isinstance(result.data, nd.Array), type(result.data)
    np.testing.assert_allclose(np.asarray(result.data), want(X))


def test_one_line_in_the_repr():
    text = repr(xr.Dataset({"load": labelled(nd.asarray(X))}))
    assert "load" in text and "0.25" in text
