"""Every operation of xarray on an array it wraps, a row each: a name that begins with the method's, and the call.

The same call is made on a DataArray of NumPy's and on one of ours.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

import ndola as nd

VALUES = np.arange(1.0, 13.0).reshape(3, 4) / 8
VALUES[1, 2] = np.nan
TIMES = pd.date_range("2000-01-01", periods=4, freq="12h")


def labelled(values: Any) -> Any:
    """A DataArray of 3 by 4 values with numbers along x, times along t, a name and an attribute."""
    return xr.DataArray(values, dims=["x", "t"], coords={"x": [10, 20, 30], "t": TIMES}, name="load", attrs={"u": "kN"})


def column(a: Any) -> Any:
    """The first column, without its time."""
    return a.isel(t=0, drop=True)


def assigned(a: Any, key: Any, value: Any) -> Any:
    a[key] = value
    return a


def hours(a: Any) -> Any:
    return a.t.dt.hour


POINTS = {"x": xr.DataArray([0, 2, 0], dims="p"), "t": xr.DataArray([1, 2, 3], dims="p")}
GRID = {"x": xr.DataArray([[0, 1], [2, 0]], dims=("p", "q"))}

Call = Callable[[Any], Any]

# The result's data, or that of each variable of a Dataset, stays ours.
KEPT: dict[str, Call] = {
    # choosing
    "isel": lambda a: a.isel(x=slice(1, None), t=[2, 0]),
    "isel points": lambda a: a.isel(POINTS),
    "isel grid": lambda a: a.isel(GRID),
    "isel mask": lambda a: a.isel(x=np.array([True, False, True])),
    "isel scalar": lambda a: a.isel(x=0, t=0),
    "sel": lambda a: a.sel(x=[10, 30]),
    "sel nearest": lambda a: a.sel(x=[12], method="nearest"),
    "sel slice": lambda a: a.sel(x=slice(10, 20)),
    "sel day": lambda a: a.sel(t="2000-01-01"),
    "loc": lambda a: a.loc[{"x": 20}],
    "head": lambda a: a.head(2),
    "tail": lambda a: a.tail(2),
    "thin": lambda a: a.thin(2),
    "query": lambda a: a.query(x="x > 10"),
    "drop_sel": lambda a: a.drop_sel(x=20),
    "drop_isel": lambda a: a.drop_isel(x=1),
    "drop_duplicates": lambda a: a.drop_duplicates("x"),
    "dropna": lambda a: a.dropna("x"),
    "squeeze": lambda a: a.isel(x=[0]).squeeze("x"),
    # filling and aligning
    "where": lambda a: a.where(a > 0.5),
    "where other": lambda a: a.where(a > 0.5, -1.0),
    "where drop": lambda a: a.where(a.x > 10, drop=True),
    "fillna": lambda a: a.fillna(0.0),
    "combine_first": lambda a: a.combine_first(a * 0 + 7),
    "shift": lambda a: a.shift(x=1),
    "shift filled": lambda a: a.shift(x=-1, fill_value=0.0),
    "roll": lambda a: a.roll(x=1, roll_coords=True),
    "pad": lambda a: a.pad(x=1),
    "pad constant": lambda a: a.pad(x=(1, 2), constant_values=0.5),
    "pad edge": lambda a: a.pad(t=1, mode="edge"),
    "pad reflect": lambda a: a.pad(t=2, mode="reflect"),
    "reindex": lambda a: a.reindex(x=[10, 15, 20]),
    "reindex filled": lambda a: a.reindex(x=[10, 15], fill_value=0.0),
    "reindex ffill": lambda a: a.reindex(x=[10, 15, 20], method="ffill"),
    "reindex_like": lambda a: a.reindex_like(a.isel(x=[0])),
    "broadcast_like": lambda a: column(a).broadcast_like(a),
    "sortby": lambda a: a.sortby("x", ascending=False),
    "isnull": lambda a: a.isnull(),
    "notnull": lambda a: a.notnull(),
    "isin": lambda a: a.isin([0.125, 0.25]),
    "clip": lambda a: a.clip(0.2, 0.6),
    # shape
    "T": lambda a: a.transpose("x", "t").T if isinstance(a, xr.DataArray) else a.transpose(),
    "transpose": lambda a: a.transpose("t", "x"),
    "stack": lambda a: a.stack(z=("x", "t")),
    "unstack": lambda a: a.stack(z=("x", "t")).unstack("z"),
    "unstack with holes": lambda a: a.stack(z=("x", "t")).isel(z=[0, 3, 5]).unstack("z"),
    "expand_dims": lambda a: a.expand_dims(z=3),
    "swap_dims": lambda a: a.swap_dims(x="q"),
    "set_index": lambda a: a.assign_coords(q=("x", [1, 2, 3])).set_index(x="q"),
    "reset_index": lambda a: a.reset_index("x"),
    "set_xindex": lambda a: a.assign_coords(q=("x", [1, 2, 3])).set_xindex("q"),
    "reorder_levels": lambda a: a.stack(z=("x", "t")).reorder_levels(z=["t", "x"]),
    "assign_coords": lambda a: a.assign_coords(q=("x", nd.asarray([1.0, 2.0, 3.0]))),
    "rename": lambda a: a.rename(x="q"),
    "drop_vars": lambda a: a.drop_vars("x"),
    "drop_indexes": lambda a: a.drop_indexes("x"),
    "drop_attrs": lambda a: a.drop_attrs(),
    "assign_attrs": lambda a: a.assign_attrs(u="N"),
    "drop_encoding": lambda a: a.drop_encoding(),
    "reset_encoding": lambda a: a.reset_encoding(),
    "reset_coords": lambda a: a.reset_coords(drop=True),
    "copy": lambda a: a.copy(),
    "copy deep": lambda a: a.copy(deep=True),
    "pipe": lambda a: a.pipe(lambda b: b + 1),
    # reductions
    "sum": lambda a: a.sum("x"),
    "sum all": lambda a: a.sum(),
    "sum min_count": lambda a: a.sum("x", min_count=3),
    "sum skipna": lambda a: a.sum("x", skipna=False),
    "prod": lambda a: a.prod("x"),
    "mean": lambda a: a.mean("x"),
    "mean skipna": lambda a: a.mean(skipna=False),
    "std": lambda a: a.std("x", ddof=1),
    "var": lambda a: a.var("t"),
    "min": lambda a: a.min("x"),
    "max": lambda a: a.max(),
    "max skipna": lambda a: a.max("x", skipna=False),
    "median": lambda a: a.median("x"),
    "median skipna": lambda a: a.median("x", skipna=False),
    "quantile": lambda a: a.quantile([0.2, 0.5], "x"),
    "quantile skipna": lambda a: a.quantile(0.5, "x", skipna=False),
    "count": lambda a: a.count("x"),
    "any": lambda a: (a > 1).any("x"),
    "all": lambda a: (a > 1).all(),
    "argmax": lambda a: a.argmax("x"),
    "argmin": lambda a: a.argmin("t"),
    "idxmax": lambda a: a.idxmax("x"),
    "idxmin": lambda a: a.idxmin("x"),
    "cumsum": lambda a: a.cumsum("t"),
    "cumsum skipna": lambda a: a.cumsum("t", skipna=False),
    "cumprod": lambda a: a.cumprod("t"),
    "cumulative": lambda a: a.cumulative("t").sum(),
    "diff": lambda a: a.diff("x"),
    "differentiate": lambda a: a.differentiate("x"),
    "integrate": lambda a: a.integrate("x"),
    "cumulative_integrate": lambda a: a.cumulative_integrate("x"),
    "reduce": lambda a: a.reduce(np.sum, "x"),
    "reduce ours": lambda a: a.fillna(0.0).reduce(nd.mean, "x"),
    "weighted": lambda a: a.weighted(xr.DataArray([1.0, 2.0, 3.0], dims="x")).sum("x"),
    "weighted std": lambda a: a.weighted(xr.DataArray([1.0, 2.0, 3.0], dims="x")).std("x"),
    "polyfit": lambda a: a.fillna(0.0).polyfit("x", 1, skipna=False),
    # windows and groups
    "rolling": lambda a: a.rolling(t=2).mean(),
    "rolling sum": lambda a: a.rolling(t=3, min_periods=1, center=True).sum(),
    "rolling max": lambda a: a.rolling(t=2).max(),
    "rolling std": lambda a: a.rolling(t=2).std(),
    "rolling median": lambda a: a.rolling(t=2).median(),
    "rolling count": lambda a: a.rolling(t=2).count(),
    "rolling construct": lambda a: a.rolling(t=2).construct("w"),
    "rolling reduce": lambda a: a.rolling(t=2).reduce(np.nanmean),
    "coarsen": lambda a: a.coarsen(t=2).mean(),
    "coarsen pad": lambda a: a.coarsen(x=2, boundary="pad").sum(),
    "coarsen trim": lambda a: a.coarsen(x=2, boundary="trim").max(),
    "coarsen construct": lambda a: a.coarsen(t=2).construct(t=("p", "q")),
    "groupby": lambda a: a.groupby("x").mean(),
    "groupby hour": lambda a: a.groupby(hours(a)).sum(),
    "groupby median": lambda a: a.groupby(hours(a)).median(),
    "groupby first": lambda a: a.groupby(hours(a)).first(),
    "groupby quantile": lambda a: a.groupby(hours(a)).quantile(0.5),
    "groupby map": lambda a: a.groupby(hours(a)).map(lambda g: g - g.mean()),
    "groupby arithmetic": lambda a: a.groupby(hours(a)) - a.groupby(hours(a)).mean(),
    "groupby_bins": lambda a: a.groupby_bins("x", [0, 15, 35]).max(),
    "resample": lambda a: a.resample(t="1D").mean(),
    "resample ffill": lambda a: a.resample(t="6h").ffill(),
    "resample asfreq": lambda a: a.resample(t="6h").asfreq(),
    # numbers
    "astype": lambda a: a.astype("float32"),
    "round": lambda a: a.round(),
    "round decimals": lambda a: a.round(1),
    "real": lambda a: a.real,
    "imag": lambda a: (a + 1j).imag,
    "conj": lambda a: (a + 1j).conj(),
    "conjugate": lambda a: (a + 1j).conjugate(),
    "arithmetic": lambda a: (2 - a) * a / 3 + a**2 - a // 0.3 + a % 0.3,
    "comparison": lambda a: (a > 0.5) & ~(a == 1) | (a <= 0.1),
    "unary": lambda a: abs(-a),
    # whole arrays
    "compute": lambda a: a.compute(),
    "load": lambda a: a.load(),
    "persist": lambda a: a.persist(),
    "chunk": lambda a: (a.chunk(x=1) + 1).compute(),
    "chunk sum": lambda a: a.chunk(x=1).sum("x").compute(),
    "chunk pad": lambda a: a.chunk(x=1).pad(x=1).compute(),
    "chunk rolling": lambda a: a.chunk(t=2).rolling(t=2).mean().compute(),
    "unify_chunks": lambda a: a.unify_chunks(),
    "map_blocks": lambda a: a.map_blocks(lambda b: b + 1),
    "pickle": lambda a: pickle.loads(pickle.dumps(a)),
}

# Functions and methods that a DataArray has and a Dataset has not, or has otherwise.
KEPT_OF_DATAARRAYS: dict[str, Call] = {
    "getitem": lambda a: a[::-1, [1, 3]],
    "getitem mask": lambda a: a[a.x > 10],
    "argsort": lambda a: column(a).argsort(),
    "setitem": lambda a: assigned(a, (0, slice(None)), 9.0),
    "setitem array": lambda a: assigned(a, {"x": [0, 2]}, a.isel(x=[0, 2]) * 2),
    "setitem points": lambda a: assigned(a, POINTS, 7.0),
    "setitem mask": lambda a: assigned(a, a.x > 10, 7.0),
    "sortby array": lambda a: a.sortby(column(a), ascending=False),
    "argmax of two": lambda a: a.argmax(["x", "t"])["x"],
    "argmax of all": lambda a: a.argmax(...)["t"],
    "weighted by ours": lambda a: a.weighted(column(a)).mean("x"),
    "to_dataset": lambda a: a.to_dataset(),
    "to_dataset of a dimension": lambda a: a.to_dataset("x"),
    "to_unstacked_dataset": lambda a: a.to_dataset(name="q").to_stacked_array("z", ["t"]).to_unstacked_dataset("z"),
    "variable": lambda a: a.variable,
    "data": lambda a: a.copy(data=a.data),
    "dot": lambda a: a.dot(column(a)),
    "dot by name": lambda a: a @ a.rename(x="z"),
    "numpy ufunc": lambda a: np.exp(a),
    "ours": lambda a: nd.exp(a),
    "in place": lambda a: a.__iadd__(1),
    "np.any": lambda a: np.any(a > 1),
    "np.mean": lambda a: np.mean(a),
    "xr.where": lambda a: xr.where(a > 0.5, a, 0.0),
    "xr.concat": lambda a: xr.concat([a, a], "x"),
    "xr.concat new": lambda a: xr.concat([a, a], "z"),
    "xr.merge": lambda a: xr.merge([a.isel(x=[0, 1]), a.rename("b").isel(x=[1, 2])], join="outer", compat="equals"),
    "xr.align": lambda a: xr.align(a, a.isel(x=[0, 2]), join="outer")[1],
    "xr.broadcast": lambda a: xr.broadcast(a, column(a).rename(x="z"))[1],
    "xr.dot": lambda a: xr.dot(a, a, dim="t"),
    "xr.cov": lambda a: xr.cov(a, a * 2, "t"),
    "xr.corr": lambda a: xr.corr(a, a * 2, "t"),
    "xr.polyval": lambda a: xr.polyval(a.x, column(a).rename(x="degree").assign_coords(degree=[0, 1, 2])),
    "xr.zeros_like": lambda a: xr.zeros_like(a),
    "xr.full_like": lambda a: xr.full_like(a, 3.0, dtype=int),
    "xr.apply_ufunc": lambda a: xr.apply_ufunc(nd.exp, a),
    "xr.apply_ufunc core": lambda a: xr.apply_ufunc(lambda v: nd.mean(v, axis=-1), a, input_core_dims=[["t"]]),
    "xr.combine_by_coords": lambda a: xr.combine_by_coords([a.isel(x=[0]).to_dataset(), a.isel(x=[1, 2]).to_dataset()]),
    "xr.combine_nested": lambda a: xr.combine_nested([a, a], "x"),
}

_SCIPY = "SciPy's interpolators compute ndarrays"
_OUT = "the way out of xarray, or of our array"

# The result is right and is not ours, with the reason.
NOT_KEPT: dict[str, tuple[Call, str]] = {
    "interp": (lambda a: a.interp(x=[12.0, 15.0]), _SCIPY),
    "interp nearest": (lambda a: a.interp(x=[12.0, 15.0], method="nearest"), _SCIPY),
    "interp two": (lambda a: a.fillna(0.0).interp(x=[12.0, 15.0], t=TIMES[:2]), _SCIPY),
    "interp_like": (lambda a: a.interp_like(a.isel(x=[0, 2])), _SCIPY),
    "interpolate_na": (lambda a: a.interpolate_na("x"), _SCIPY),
    "resample interpolate": (lambda a: a.resample(t="6h").interpolate(), _SCIPY),
    "curvefit": (
        lambda a: a.fillna(0.0).curvefit("x", lambda x, k: k * x)["curvefit_coefficients"],
        "SciPy's fits compute ndarrays",
    ),
    "xr.apply_ufunc vectorize": (
        lambda a: xr.apply_ufunc(np.mean, a, input_core_dims=[["t"]], vectorize=True),
        "np.vectorize makes an ndarray, an element at a time",
    ),
    "as_numpy": (lambda a: a.as_numpy(), _OUT),
    "to_netcdf": (lambda a: xr.load_dataset(a.to_netcdf(), engine="scipy"), _OUT),
}

# The way out: the result is no xarray object, and equal to that of NumPy's data.
OUT: dict[str, Call] = {
    "to_numpy": lambda a: a.to_numpy(),
    "values": lambda a: a.values,
    "to_dict": lambda a: a.to_dict(),
    "to_dataframe": lambda a: a.to_dataframe(),
    "to_series": lambda a: a.to_series(),
    "to_pandas": lambda a: a.to_pandas(),
    "to_index": lambda a: column(a).to_index(),
    "to_masked_array": lambda a: a.to_masked_array(),
    "searchsorted": lambda a: np.asarray(column(a).searchsorted(np.array([0.2, 1.0]))),
    "item": lambda a: a[0, 0].item(),
    "float": lambda a: float(a[0, 0]),
    "equals": lambda a: (a.equals(labelled(VALUES)), labelled(VALUES).equals(a), a.equals(a + 1)),
    "identical": lambda a: a.identical(labelled(VALUES)),
    "broadcast_equals": lambda a: a.broadcast_equals(a.copy()),
    "name": lambda a: (a.name, a.attrs, a.dims, a.shape, a.size, a.ndim, a.nbytes),
}

# What xarray cannot do with ours, with the error and the reason.
REFUSED: dict[str, tuple[Call, str, str]] = {
    "xr.cross": (lambda a: xr.cross(a, a, dim="x"), "to a NumPy dtype", "NumPy takes only its own from a.dtype"),
}

# Methods that want another package, for NumPy's data too: bottleneck, numbagg, zarr, iris, cftime.
WANTS_PACKAGE = {
    *("ffill", "bfill", "rank", "rolling_exp", "to_zarr", "to_iris", "from_iris"),
    *("convert_calendar", "interp_calendar"),
}  # fmt: skip

# Public names that are no operations on the data.
NO_OPERATION = {
    *("attrs", "chunks", "chunksizes", "coords", "dims", "dtype", "encoding", "indexes", "nbytes", "ndim", "shape"),
    *("size", "sizes", "xindexes", "close", "set_close", "get_axis_num", "get_index", "from_dict", "from_series"),
    *("dt", "str", "plot", "load_async", "to_dask_dataframe", "drop"),
}  # fmt: skip
