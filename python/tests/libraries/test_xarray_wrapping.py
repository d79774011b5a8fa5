"""xarray over ours: every public operation of DataArray, Dataset and Variable on our array, compared with NumPy's."""

from __future__ import annotations

import operator
import subprocess
import sys
import warnings

import numpy as np
import pytest

import ndola as nd

xr = pytest.importorskip("xarray", reason="xarray is not installed")
import xarray_calls as calls  # noqa: E402 - it needs xarray

pytestmark = pytest.mark.filterwarnings("ignore")


def variables(result):
    """The variables whose data are computed, by name."""
    if isinstance(result, xr.Dataset):
        return dict(result.data_vars)
    return {"": result}


def check_equal(got, want):
    """The same kind, labels, types and numbers as xarray makes of NumPy's data."""
    assert type(got) is type(want)
    for name, variable in variables(want).items():
        assert np.dtype(variables(got)[name].dtype) == variable.dtype, name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = got.copy(data=np.asarray(got.data)) if isinstance(got, xr.Variable) else got.as_numpy()
    if isinstance(want, xr.Variable):
        assert plain.dims == want.dims and plain.attrs == want.attrs
        np.testing.assert_allclose(plain, want, rtol=1e-12)
    else:
        xr.testing.assert_allclose(plain, want, rtol=1e-12)
        assert plain.attrs == want.attrs and getattr(plain, "name", None) == getattr(want, "name", None)


def check_kept(call, make):
    want, got = call(make(calls.VALUES.copy())), call(make(nd.asarray(calls.VALUES.copy())))
    for name, variable in variables(got).items():
        assert isinstance(variable.data, nd.Array), f"{name}: {type(variable.data)}"
    check_equal(got, want)


@pytest.mark.parametrize("name", [*calls.KEPT, *calls.KEPT_OF_DATAARRAYS])
def test_ours_inside_a_data_array_stays_ours(name):
    check_kept({**calls.KEPT, **calls.KEPT_OF_DATAARRAYS}[name], calls.labelled)


@pytest.mark.parametrize("name", calls.KEPT)
def test_ours_inside_a_dataset_stays_ours(name):
    def dataset(values):
        return xr.Dataset({"load": calls.labelled(values), "twice": calls.labelled(values) * 2})

    check_kept(calls.KEPT[name], dataset)


@pytest.mark.parametrize("name", calls.NOT_KEPT)
def test_right_but_not_ours(name):
    call, reason = calls.NOT_KEPT[name]
    got, want = call(calls.labelled(nd.asarray(calls.VALUES.copy()))), call(calls.labelled(calls.VALUES))
    for variable in variables(got).values():
        assert not isinstance(variable.data, nd.Array), f"kept now, though {reason}"
    check_equal(got, want)


@pytest.mark.parametrize("name", calls.OUT)
def test_the_way_out(name):
    got, want = (
        calls.OUT[name](calls.labelled(nd.asarray(calls.VALUES.copy()))),
        calls.OUT[name](calls.labelled(calls.VALUES)),
    )
    assert type(got) is type(want)
    if hasattr(want, "equals"):
        assert got.equals(want)
    elif isinstance(want, np.ndarray):
        np.testing.assert_array_equal(got, want)
        assert got.dtype == want.dtype
    else:
        assert str(got) == str(want)


@pytest.mark.parametrize("name", calls.REFUSED)
def test_refused(name):
    call, message, _reason = calls.REFUSED[name]
    call(calls.labelled(calls.VALUES))
    with pytest.raises((TypeError, AttributeError, ValueError), match=message):
        call(calls.labelled(nd.asarray(calls.VALUES.copy())))


def test_every_public_name_has_a_row():
    rows = {*calls.KEPT, *calls.KEPT_OF_DATAARRAYS, *calls.NOT_KEPT, *calls.OUT, *calls.REFUSED}
    known = {row.split()[0] for row in rows} | calls.WANTS_PACKAGE | calls.NO_OPERATION
    missing = {name for name in dir(xr.DataArray) if not name.startswith("_")} - known
    assert not missing


# name -> a call of a Variable's; the names it shares with DataArray go through it anyway.
OF_VARIABLES = {
    "getitem": lambda v: v[1:, [2, 0]],
    "points": lambda v: v[xr.Variable("p", [0, 2]), xr.Variable("p", [1, 3])],
    "isel": lambda v: v.isel(x=[2, 0]),
    "transpose": lambda v: v.transpose("t", "x"),
    "permute_dims": lambda v: v.permute_dims("t", "x"),
    "set_dims": lambda v: v.set_dims({"z": 2, "x": 3, "t": 4}),
    "broadcast_to": lambda v: v.broadcast_to(x=3, t=4),
    "stack": lambda v: v.stack(z=("x", "t")),
    "unstack": lambda v: v.unstack(t={"p": 2, "q": 2}),
    "shift": lambda v: v.shift(x=1),
    "roll": lambda v: v.roll(t=1),
    "pad": lambda v: v.pad(x=(1, 2)),
    "rolling_window": lambda v: v.rolling_window("t", 2, "w"),
    "coarsen": lambda v: v.coarsen({"t": 2}, "mean"),
    "where": lambda v: v.where(v > 0.5),
    "fillna": lambda v: v.fillna(0.0),
    "clip": lambda v: v.clip(0.2, 0.6),
    "concat": lambda v: xr.Variable.concat([v, v], "x"),
    "quantile": lambda v: v.quantile(0.5, "x"),
    "mean": lambda v: v.mean("x"),
    "std": lambda v: v.std("t"),
    "cumsum": lambda v: v.cumsum("x"),
    "reduce": lambda v: v.reduce(np.nansum, "x"),
    "isnull": lambda v: v.isnull(),
    "round": lambda v: v.round(1),
    "astype": lambda v: v.astype("float32"),
    "add": lambda v: 1 + v * 2,
    "np.exp": lambda v: np.exp(v),
    "nd.exp": lambda v: nd.exp(v),
    "copy": lambda v: v.copy(),
    "compute": lambda v: v.compute(),
    "to_base_variable": lambda v: v.to_base_variable(),
}


@pytest.mark.parametrize("name", OF_VARIABLES)
def test_ours_inside_a_variable_stays_ours(name):
    check_kept(OF_VARIABLES[name], lambda values: xr.Variable(["x", "t"], values, {"u": "kN"}))


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "int64", "float32", "complex64", "datetime64[ns]"])
def test_missing_elements_of_every_kind(dtype):
    """What marks a missing element, and the dtype that can hold it, are xarray's choice for NumPy's dtype."""

    def shifted(values):
        return xr.DataArray(values, dims="x").shift(x=1)

    values = np.arange(3).astype(dtype)
    if dtype == "bool":
        # xarray makes an object array of shifted bools, which ours is not.
        with pytest.raises(TypeError, match=r"dtype\('O'\) is not an element type"):
            shifted(nd.asarray(values))
        values = values.astype("int8")
    got, want = shifted(nd.asarray(values)), shifted(values)
    assert isinstance(got.data, nd.Array) and np.dtype(got.dtype) == want.dtype
    np.testing.assert_array_equal(got.to_numpy(), want.to_numpy())


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt])
def test_data_of_ours_beside_numpys(op):
    a, b = np.array([1.0, 2.0]), np.array([3.0, 5.0])
    ours, theirs = xr.DataArray(nd.asarray(a), dims="x"), xr.DataArray(b, dims="x")
    for result, want in (
        (op(ours, theirs), op(a, b)),
        (op(theirs, ours), op(b, a)),
        (op(ours, b), op(a, b)),
        (op(b, ours), op(b, a)),
        (op(ours, nd.asarray(b)), op(a, b)),
        (op(nd.asarray(b), ours), op(b, a)),
    ):
        assert isinstance(result, xr.DataArray) and isinstance(result.data, nd.Array)
        np.testing.assert_array_equal(result, want)
    for result, want in ((op(theirs, nd.asarray(a)), op(b, a)), (op(nd.asarray(a), theirs), op(a, b))):
        assert isinstance(result, xr.DataArray)
        np.testing.assert_array_equal(result, want)


def test_printed():
    ours, theirs = calls.labelled(nd.asarray(calls.VALUES.copy())), calls.labelled(calls.VALUES)
    assert repr(ours) == repr(theirs)
    for values in (
        calls.VALUES,
        np.arange(7.0),
        np.arange(3) * 10**6,
        np.array(True),
        np.linspace(0, 1e-9, 100),
        np.zeros((0, 2)),
    ):
        kinds = [xr.Dataset({"load": xr.Variable(list("xyz")[: values.ndim], v)}) for v in (nd.asarray(values), values)]
        assert repr(kinds[0]) == repr(kinds[1])
    assert nd.asarray([1 + 2j, 3.5])._repr_inline_(9) == "(1+2j) ..."
    assert "0.125" in ours._repr_html_() and "0.125 0.25" in ours.to_dataset()._repr_html_()


@pytest.mark.parametrize("first", ["ndola", "xarray"])
def test_welcome_whichever_is_imported_first(first):
    second = {"ndola": "xarray", "xarray": "ndola"}[first]
    code = (
        f"import {first}, importlib.util\n"
        f"assert importlib.util.find_spec('{second}')\n"  # looked for and not imported
        f"import {second}\n"
        "a = xarray.DataArray(ndola.asarray([1.0, 2.0]), dims='x')\n"
        "assert type(a.shift(x=1).data) is ndola.Array\n"
        "assert type(xarray.DataArray([1.0, 2.0], dims='x').shift(x=1).data).__name__ == 'ndarray'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
