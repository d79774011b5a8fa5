"""Every function of dask.array on chunks, a row each: a name that begins with the function's, and the call.

A call is given the array, and a function that makes another of values and chunks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dask.array as da
import numpy as np

import ndola as nd

VALUES = np.array([[0.25, 0.5, 0.75, 1.5], [0.125, 0.625, 0.375, -1.0], [2.0, 0.3, 0.1, 4.0]])
SQUARE = VALUES[:, :3] + np.eye(3) * 3
INTS = np.array([[3, 1, 2, 2], [5, 4, 4, 0], [1, 1, 9, 7]])
TRUTH = VALUES > 0.3

Call = Callable[..., Any]


def _assigned(d: Any, key: Any, value: Any) -> Any:
    d[key] = value
    return d


def _reduced(name: str, **options: Any) -> Call:
    return lambda d, f: getattr(da, name)(d, **options)


def _padded(mode: str) -> Call:
    return lambda d, f: da.pad(d, 1, mode=mode)


def _ufunc(name: str) -> Call:
    """A ufunc of dask.array on arguments of a kind it takes."""
    if "shift" in name or name.startswith("bitwise"):
        values = INTS
    elif name == "invert" or name.startswith("logical"):
        values = TRUTH
    else:
        values = {"arccosh": VALUES + 2, "matmul": SQUARE}.get(name, np.abs(VALUES) / 5)

    def call(d: Any, f: Any) -> Any:
        x = f(values, 2)
        second = f(INTS, 2) if name == "ldexp" else x
        result = getattr(da, name)(*[x, second][: getattr(np, name).nin])
        return result[0] if isinstance(result, tuple) else result

    return call


CALLS: dict[str, Call] = {
    **{name: _ufunc(name) for name in dir(da) if isinstance(getattr(np, name, None), np.ufunc)},
    **{
        f"pad {mode}": _padded(mode)
        for mode in (
            "constant",
            "edge",
            "reflect",
            "symmetric",
            "wrap",
            "linear_ramp",
            "maximum",
            "minimum",
            "mean",
        )
    },
    **{
        f"{name} of an axis": _reduced(name, axis=1)
        for name in (
            "sum",
            "prod",
            "mean",
            "std",
            "var",
            "min",
            "max",
            "any",
            "all",
            "argmin",
            "argmax",
            "nansum",
            "nanprod",
            "nanmean",
            "nanstd",
            "nanvar",
            "nanmin",
            "nanmax",
            "nanargmin",
            "nanargmax",
            "cumsum",
            "cumprod",
            "nancumsum",
            "nancumprod",
        )
    },
    **{f"{name} of all": _reduced(name) for name in ("sum", "mean", "std", "max", "argmin", "nansum", "nanmax")},
    "percentile": lambda d, f: da.percentile(f(VALUES.ravel(), 12), [25, 50]),
    "quantile": lambda d, f: da.quantile(d, [0.25, 0.5], axis=1),
    "nanquantile": lambda d, f: da.nanquantile(d, 0.5, axis=1),
    "nanpercentile": lambda d, f: da.nanpercentile(d, 50, axis=1),
    "histogram": lambda d, f: da.histogram(d, bins=4, range=(0, 2))[0],
    "histogram edges": lambda d, f: da.histogram(d, bins=np.array([0.0, 1, 2]))[0],
    "histogram weights": lambda d, f: da.histogram(d, bins=4, range=(0, 2), weights=d)[0],
    "histogram2d": lambda d, f: da.histogram2d(f(VALUES[0], 2), f(VALUES[1], 2), bins=3, range=((0, 2), (0, 2)))[0],
    "histogramdd": lambda d, f: da.histogramdd(f(VALUES.T.copy(), (2, 3)), bins=3, range=((0, 2),) * 3)[0],
    "tensordot": lambda d, f: da.tensordot(d, d, axes=((1,), (1,))),
    "einsum": lambda d, f: da.einsum("ij,ij->i", d, d),
    "dot": lambda d, f: da.dot(d, d.T),
    "vdot": lambda d, f: da.vdot(d, d),
    "matmul": lambda d, f: d @ d.T,
    "outer": lambda d, f: da.outer(d[0], d[1]),
    "topk": lambda d, f: da.topk(d, 2, axis=1),
    "argtopk": lambda d, f: da.argtopk(d, 2, axis=1),
    "unique": lambda d, f: da.unique(f(INTS, 2)),
    "unique counts": lambda d, f: da.unique(f(INTS, 2), return_counts=True)[1],
    "unique inverse": lambda d, f: da.unique(f(INTS, 2), return_inverse=True)[1],
    "searchsorted": lambda d, f: da.searchsorted(f(np.arange(6.0), 2), d),
    "digitize": lambda d, f: da.digitize(d, np.array([0.0, 0.5, 1.0])),
    "where": lambda d, f: da.where(d > 0.4, d, 0.0),
    "where alone": lambda d, f: da.where(d > 0.4)[0],
    "nonzero": lambda d, f: da.nonzero(d > 0.4)[1],
    "flatnonzero": lambda d, f: da.flatnonzero(d > 0.4),
    "argwhere": lambda d, f: da.argwhere(d > 0.4),
    "extract": lambda d, f: da.extract(d > 0.4, d),
    "compress": lambda d, f: da.compress([True, False, True], d, axis=0),
    "select": lambda d, f: da.select([d > 0.4, d > 0.2], [d, -d], 0.0),
    "choose": lambda d, f: da.choose(f(INTS % 2, 2), [d, -d]),
    "piecewise": lambda d, f: da.piecewise(d, [d < 0.3, d >= 0.3], [-1.0, 1.0]),
    "isin": lambda d, f: da.isin(f(INTS, 2), [1, 2]),
    "bincount": lambda d, f: da.bincount(f(INTS.ravel(), 4), minlength=10),
    "count_nonzero": lambda d, f: da.count_nonzero(d > 0.4),
    "overlap": lambda d, f: da.overlap.overlap(d, depth=1, boundary="reflect"),
    "overlap periodic": lambda d, f: da.overlap.overlap(d, depth=1, boundary="periodic"),
    "overlap const": lambda d, f: da.overlap.overlap(d, depth=1, boundary=0.0),
    "map_overlap": lambda d, f: d.map_overlap(lambda b: b * 2, depth=1, boundary="nearest"),
    "sliding": lambda d, f: da.lib.stride_tricks.sliding_window_view(d, 2, axis=1),
    "map_blocks": lambda d, f: d.map_blocks(nd.sqrt),
    "map_blocks info": lambda d, f: d.map_blocks(lambda b, block_info=None: b + 1.0, dtype=float),
    "blockwise": lambda d, f: da.blockwise(nd.exp, "ij", d, "ij", dtype=float),
    "reduction": lambda d, f: da.reduction(
        d,
        lambda x, axis, keepdims: nd.sum(x, axis=axis, keepdims=keepdims),
        lambda x, axis, keepdims: nd.sum(x, axis=axis, keepdims=keepdims),
        dtype=float,
    ),
    "apply_along_axis": lambda d, f: da.apply_along_axis(np.sum, 1, d),
    "apply_over_axes": lambda d, f: da.apply_over_axes(da.sum, d, [0]),
    "apply_gufunc": lambda d, f: da.apply_gufunc(
        lambda x: nd.mean(x, axis=-1), "(i)->()", d.rechunk((2, -1)), output_dtypes=float
    ),
    "gufunc": lambda d, f: da.gufunc(lambda x: nd.mean(x, axis=-1), signature="(i)->()", output_dtypes=float)(
        d.rechunk((2, -1))
    ),
    "frompyfunc": lambda d, f: da.frompyfunc(lambda x: x + 1, 1, 1)(d).astype(float),
    "linalg.norm": lambda d, f: da.linalg.norm(d),
    "linalg.qr": lambda d, f: da.fabs(da.linalg.qr(d.T.rechunk((2, 3)))[1]),
    "linalg.tsqr": lambda d, f: da.fabs(da.linalg.tsqr(d.T.rechunk((2, 3)))[1]),
    "linalg.svd": lambda d, f: da.linalg.svd(d.T.rechunk((2, 3)))[1],
    "linalg.svd_compressed": lambda d, f: da.linalg.svd_compressed(d, 2, seed=0)[1],
    "linalg.inv": lambda d, f: da.linalg.inv(f(SQUARE, 3)),
    "linalg.solve": lambda d, f: da.linalg.solve(f(SQUARE, 3), f(VALUES[:, 0], 3)),
    "linalg.solve_triangular": lambda d, f: da.linalg.solve_triangular(
        f(np.tril(SQUARE), 3), f(VALUES[:, 0], 3), lower=True
    ),
    "linalg.cholesky": lambda d, f: da.linalg.cholesky(f(SQUARE @ SQUARE.T, 3), lower=True),
    "linalg.lu": lambda d, f: da.linalg.lu(f(SQUARE, 3))[2],
    "linalg.lstsq": lambda d, f: da.linalg.lstsq(d.T.rechunk((2, 3)), f(VALUES[0], 2))[0],
    "fft.fft": lambda d, f: da.fft.fft(d.rechunk((2, -1))),
    "fft.rfft": lambda d, f: da.fft.rfft(d.rechunk((2, -1))),
    "fft.ifft": lambda d, f: da.fft.ifft(d.rechunk((2, -1))),
    "fft.fft2": lambda d, f: da.fft.fft2(d.rechunk(-1)),
    "fft.fftshift": lambda d, f: da.fft.fftshift(d),
    "fft_wrap": lambda d, f: da.fft.fft_wrap(np.fft.rfft)(d.rechunk((2, -1))),
    "ma.masked_where": lambda d, f: da.ma.filled(da.ma.masked_where(d > 0.5, d), 0.0),
    "cov": lambda d, f: da.cov(d),
    "corrcoef": lambda d, f: da.corrcoef(d),
    "average": lambda d, f: da.average(d, axis=0),
    "average weights": lambda d, f: da.average(d, axis=1, weights=d),
    "median": lambda d, f: da.median(d, axis=1),
    "nanmedian": lambda d, f: da.nanmedian(d, axis=1),
    "gradient": lambda d, f: da.gradient(d, axis=1),
    "diff": lambda d, f: da.diff(d, axis=1),
    "ediff1d": lambda d, f: da.ediff1d(d),
    "ptp": lambda d, f: da.ptp(d, axis=0),
    "moment": lambda d, f: d.moment(3),
    "cumsum blelloch": lambda d, f: da.cumsum(d, axis=1, method="blelloch"),
    "reshape": lambda d, f: d.reshape(-1),
    "ravel": lambda d, f: da.ravel(d),
    "flatten": lambda d, f: d.flatten(),
    "transpose": lambda d, f: d.T,
    "swapaxes": lambda d, f: d.swapaxes(0, 1),
    "moveaxis": lambda d, f: da.moveaxis(d, 0, 1),
    "rollaxis": lambda d, f: da.rollaxis(d, 1),
    "roll": lambda d, f: da.roll(d, 1, axis=1),
    "flip": lambda d, f: da.flip(d, 0),
    "fliplr": lambda d, f: da.fliplr(d),
    "flipud": lambda d, f: da.flipud(d),
    "rot90": lambda d, f: da.rot90(d),
    "squeeze": lambda d, f: da.squeeze(d[:1], 0),
    "expand_dims": lambda d, f: da.expand_dims(d, 0),
    "broadcast_to": lambda d, f: da.broadcast_to(d, (2, 3, 4)),
    "broadcast_arrays": lambda d, f: da.broadcast_arrays(d, d[0])[1],
    "repeat": lambda d, f: da.repeat(d, 2, axis=0),
    "tile": lambda d, f: da.tile(d, (2, 1)),
    "tril": lambda d, f: da.tril(d),
    "triu": lambda d, f: da.triu(d),
    "diag": lambda d, f: da.diag(f(VALUES[0], 2)),
    "diag of a matrix": lambda d, f: da.diag(f(SQUARE, 3)),
    "diagonal": lambda d, f: da.diagonal(d),
    "take": lambda d, f: da.take(d, [1, 0], axis=0),
    "delete": lambda d, f: da.delete(d, 1, axis=1),
    "insert": lambda d, f: da.insert(d, 1, 9.0, axis=1),
    "append": lambda d, f: da.append(d, d, axis=0),
    "concatenate": lambda d, f: da.concatenate([d, d]),
    "stack": lambda d, f: da.stack([d, d]),
    "block": lambda d, f: da.block([[d, d], [d, d]]),
    "hstack": lambda d, f: da.hstack([d, d]),
    "vstack": lambda d, f: da.vstack([d, d]),
    "dstack": lambda d, f: da.dstack([d, d]),
    "union1d": lambda d, f: da.union1d(f(INTS, 2), f(INTS + 1, 2)),
    "coarsen": lambda d, f: da.coarsen(np.sum, d, {1: 2}),
    "coarsen ours": lambda d, f: da.coarsen(nd.sum, d, {1: 2}),
    "shuffle": lambda d, f: da.shuffle(d, [[1, 0], [2]], axis=0),
    "unravel_index": lambda d, f: da.unravel_index(f(INTS, 2), (4, 4))[0],
    "ravel_multi_index": lambda d, f: da.ravel_multi_index(f(INTS[:2] % 3, 2), (3, 3)),
    "rechunk": lambda d, f: d.rechunk((1, 3)),
    "blocks": lambda d, f: d.blocks[0],
    "partitions": lambda d, f: d.partitions[0],
    "slice": lambda d, f: d[1:, ::2],
    "negslice": lambda d, f: d[::-1],
    "fancy": lambda d, f: d[[2, 0]],
    "mask": lambda d, f: d[d > 0.4],
    "vindex": lambda d, f: d.vindex[[0, 2], [1, 3]],
    "newaxis": lambda d, f: d[None],
    "index": lambda d, f: d[1],
    "setitem": lambda d, f: _assigned(d, (0,), 9.0),
    "setitem mask": lambda d, f: _assigned(d, d > 0.4, 9.0),
    "ones_like": lambda d, f: da.ones_like(d),
    "zeros_like": lambda d, f: da.zeros_like(d),
    "full_like": lambda d, f: da.full_like(d, 2.0),
    "astype": lambda d, f: d.astype("f4"),
    "clip": lambda d, f: da.clip(d, 0.2, 0.6),
    "round": lambda d, f: da.round(d, 1),
    "around": lambda d, f: da.around(d),
    "real": lambda d, f: da.real(d),
    "imag": lambda d, f: da.imag(d + 1j),
    "angle": lambda d, f: da.angle(d + 1j),
    "isclose": lambda d, f: da.isclose(d, d),
    "allclose": lambda d, f: da.allclose(d, d),
    "array_equal": lambda d, f: da.equal(d, d).all(),
    "isnull": lambda d, f: da.isnull(d),
    "notnull": lambda d, f: da.notnull(d),
    "nan_to_num": lambda d, f: da.nan_to_num(d),
    "i0": lambda d, f: da.i0(d),
    "sinc": lambda d, f: da.sinc(d),
    "frexp": lambda d, f: da.frexp(d)[0],
    "modf": lambda d, f: da.modf(d)[0],
    "divmod": lambda d, f: da.divmod(d, 0.3)[0],
    "nd.exp": lambda d, f: nd.exp(d),
    "add": lambda d, f: d + 1,
    "arithmetic": lambda d, f: (2 - d) / (d + 3) ** 2 - d // 0.3 + d % 0.3,
    "comparison": lambda d, f: (d > 0.3) & (d < 0.6),
    "invert": lambda d, f: ~(d > 0.3),
    "beside numpy chunks": lambda d, f: d + da.from_array(VALUES, chunks=2),
    "numpy chunks beside": lambda d, f: da.from_array(VALUES, chunks=2) + d,
    "beside an ndarray": lambda d, f: d + VALUES,
    "an ndarray beside": lambda d, f: VALUES + d,
    "ldexp": lambda d, f: da.ldexp(d, 2),
    "float_power": lambda d, f: da.float_power(d, 2),
    "logaddexp2": lambda d, f: da.logaddexp2(d, d),
    "spacing": lambda d, f: da.spacing(d),
    "maximum": lambda d, f: da.maximum(d, 0.5),
    "persist": lambda d, f: d.persist(),
    "from_delayed": lambda d, f: da.from_delayed(d.rechunk(-1).to_delayed()[0, 0], (3, 4), float),
    "view": lambda d, f: d.view("i8"),
    "fix": lambda d, f: da.fix(d),
    "isreal": lambda d, f: da.isreal(d),
    "iscomplex": lambda d, f: da.iscomplex(d),
    "signbit": lambda d, f: da.signbit(d),
    "atleast_2d": lambda d, f: da.atleast_2d(d[0]),
    "atleast_3d": lambda d, f: da.atleast_3d(d),
    "meshgrid": lambda d, f: da.meshgrid(d[0], d[1])[0],
    "atleast_1d": lambda d, f: da.atleast_1d(d),
    "isposinf": lambda d, f: da.isposinf(d),
    "empty_like": lambda d, f: da.empty_like(d) * 0,
    "unify_chunks": lambda d, f: da.unify_chunks(d, "ij", d.rechunk(1), "ij")[1][0],
    "asarray": lambda d, f: da.asarray(d),
    "asanyarray": lambda d, f: da.asanyarray(d),
    "as_gufunc": lambda d, f: da.as_gufunc(signature="()->()", output_dtypes=float)(nd.exp)(d),
    "compute": lambda d, f: da.from_array(da.compute(d)[0], chunks=2),
    "result_type": lambda d, f: d.astype(da.result_type(d, np.float32)),
    "isneginf": lambda d, f: da.isneginf(d),
    "trace": lambda d, f: da.trace(f(SQUARE, 3)),
}

# Right, and not ours, with the reason.
NOT_KEPT = {
    **dict.fromkeys(
        ["linalg.inv", "linalg.solve", "linalg.solve_triangular", "linalg.lu", "linalg.lstsq"],
        "scipy.linalg computes the blocks",
    ),
    **dict.fromkeys(["isnull", "notnull"], "pandas decides what is missing, in ndarrays"),
    **dict.fromkeys(
        ["where alone", "nonzero", "flatnonzero", "argwhere"], "Dask counts positions in ndarrays of its own"
    ),
    **dict.fromkeys(["histogram2d", "histogramdd"], "Dask sums ndarrays of zeros"),
    **dict.fromkeys(
        ["unique", "unique counts", "union1d"],
        "Dask gathers values and counts in ndarrays",
    ),
    "frompyfunc": "np.frompyfunc makes object arrays",
    "ma.masked_where": "a masked array is NumPy's",
}

# Ours when computed, though Dask does not know before: it tries the call on an empty array, for which it has no answer.
UNKNOWN_BEFORE = {
    "quantile", "nanquantile", "nanpercentile", "histogram", "histogram edges", "histogram weights", "extract",
    "apply_along_axis", "apply_over_axes", "fft.fft", "fft.rfft", "fft.ifft", "fft.fft2", "fft_wrap", "nanmedian",
    "gradient", "cumsum blelloch", "coarsen", "coarsen ours", "ravel_multi_index", "mask", "from_delayed",
}  # fmt: skip

# name -> message: what our chunks cannot.
REFUSED = {"view": "no attribute 'view'"}

# Makers of arrays, files and settings, which take no chunks; push wants bottleneck.
NO_CHUNKS = {
    "arange", "array", "array_expr_enabled", "assert_eq", "atop", "empty", "eye", "from_array", "from_npy_stack",
    "from_tiledb", "from_zarr", "fromfunction", "full", "indices", "linspace", "ndim", "ones", "optimize", "push",
    "register_chunk_type", "store", "to_hdf5", "to_npy_stack", "to_tiledb", "to_zarr", "tri", "tril_indices",
    "tril_indices_from", "triu_indices", "triu_indices_from", "zeros", "shape", "reshape_blockwise",
}  # fmt: skip
