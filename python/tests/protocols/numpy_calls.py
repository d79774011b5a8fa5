"""A plausible call of every function that NumPy dispatches, for running it on our arrays and on ndarrays.

A call is a tuple of arguments, with keywords in a dict at its end where there are any. Those in CALLS are chosen by
hand; for the others the first of TEMPLATES that NumPy itself accepts is taken.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.char
import numpy.lib.recfunctions
import numpy.ma
import numpy.strings  # a function is listed once its module has been imported
from numpy.testing.overrides import get_overridable_numpy_array_functions

F = np.array([[4.0, 1.0, 2.0], [1.0, 5.0, 3.0], [2.0, 3.0, 6.0]])
V = np.array([3.0, 1.0, 2.0, 1.0])
I = np.array([3, 0, 2, 1])  # noqa: E741 - integers
B = np.array([True, False, True, False])
W = np.array(["ab", "Cd", " e "])
S = np.array([b"ab", b"Cd", b" e "])
R = np.array([(1, 2.0), (3, 4.0)], dtype=[("a", "i4"), ("b", "f8")])
Q = np.array([(1, 7.0), (3, 8.0)], dtype=[("a", "i4"), ("c", "f8")])
DAYS = np.array(["2024-01-01", "2024-01-06"], "M8[D]")


def name_of(function: Callable[..., Any]) -> str:
    """numpy.linalg.norm and its like, unique among the functions."""
    return f"{function.__module__}.{function.__name__}"


FUNCTIONS = {name_of(f): f for f in sorted(get_overridable_numpy_array_functions(), key=name_of)}

# Functions that dispatch by like= alone, and a call of each.
LIKE: dict[str, tuple[Any, ...]] = {
    "arange": (3,),
    "array": ([1, 2],),
    "asarray": ([1, 2],),
    "asanyarray": ([1, 2],),
    "ascontiguousarray": ([1, 2],),
    "asfortranarray": ([1, 2],),
    "empty": (0,),
    "eye": (2,),
    "frombuffer": (b"12345678",),
    "fromfile": (__file__, "u1", 4),
    "fromfunction": (lambda i: i, (3,)),
    "fromiter": ([1, 2], "i8"),
    "fromstring": ("1 2", {"sep": " "}),
    "full": ((2,), 7.0),
    "genfromtxt": (["1 2"],),
    "identity": (2,),
    "loadtxt": (["1 2"],),
    "ones": (2,),
    "require": ([1, 2],),
    "tri": (3,),
    "zeros": (2,),
}

TEMPLATES: list[tuple[Any, ...]] = [
    (F,),
    (V,),
    (I,),
    (F, F),
    (V, V),
    (I, I),
    (V, 2),
    (V, 0),
    (F, 0),
    ([V, V],),
    (F, (3, 3)),
    (W,),
    (W, W),
    (S,),
    (V, I, V),
    (I, I, I),
    (F, 0, 1),
    (V, V, 2),
    (W, "b"),
    (V, lambda v: v),
    (F, I, 0),
]


CALLS: dict[str, tuple[Any, ...]] = {
    "numpy.apply_along_axis": (lambda v: v.sum(), 0, F),
    "numpy.apply_over_axes": (np.sum, F, [0]),
    "numpy.array2string": (F,),
    "numpy.array_split": (V, 3),
    "numpy.astype": (V, np.float32),
    "numpy.bincount": (I,),
    "numpy.block": ([[F, F], [F, F]],),
    "numpy.busday_count": (DAYS[:1], DAYS[1:]),
    "numpy.busday_offset": (DAYS, 1, {"roll": "forward"}),
    "numpy.can_cast": ("i4", "f8"),
    "numpy.choose": (I % 2, [V, V + 1]),
    "numpy.compress": (B, V),
    "numpy.copyto": (V.copy(), I),
    "numpy.cross": (V[:3], V[1:]),
    "numpy.datetime_as_string": (DAYS,),
    "numpy.delete": (V, 1),
    "numpy.digitize": (V, np.array([0.0, 2.0])),
    "numpy.einsum": ("ij,jk", F, F),
    "numpy.einsum_path": ("ij,jk", F, F),
    "numpy.extract": (B, V),
    "numpy.fill_diagonal": (F.copy(), 7.0),
    "numpy.fix": (V,),
    "numpy.full_like": (V, 7.0),
    "numpy.geomspace": (np.array(1.0), np.array(8.0), 4),
    "numpy.histogram_bin_edges": (V, 3),
    "numpy.histogram": (V, 3),
    "numpy.histogram2d": (V, V, 2),
    "numpy.histogramdd": (F, 2),
    "numpy.insert": (V, 1, 9.0),
    "numpy.interp": (V, np.array([0.0, 4.0]), np.array([0.0, 8.0])),
    "numpy.is_busday": (DAYS,),
    "numpy.isin": (I, np.array([1, 2])),
    "numpy.ix_": (I, I),
    "numpy.lexsort": ((I, I),),
    "numpy.linspace": (np.array(1.0), np.array(8.0), 4),
    "numpy.logspace": (np.array(0.0), np.array(2.0), 3),
    "numpy.moveaxis": (F, 0, 1),
    "numpy.nan_to_num": (V,),
    "numpy.packbits": (B,),
    "numpy.pad": (V, 1),
    "numpy.partition": (V, 1),
    "numpy.argpartition": (V, 1),
    "numpy.percentile": (V, 30.0),
    "numpy.nanpercentile": (V, 30.0),
    "numpy.quantile": (V, 0.3),
    "numpy.nanquantile": (V, 0.3),
    "numpy.piecewise": (V, [V < 2, V >= 2], [lambda v: v, lambda v: -v]),
    "numpy.place": (V.copy(), B, [9.0]),
    "numpy.poly": (V,),
    "numpy.polyfit": (V, V, 1),
    "numpy.put": (V.copy(), [0], [9.0]),
    "numpy.put_along_axis": (F.copy(), np.array([[0], [1], [2]]), 9.0, 1),
    "numpy.putmask": (V.copy(), B, V),
    "numpy.ravel_multi_index": ((I, I), (4, 4)),
    "numpy.unravel_index": (I, (2, 2)),
    "numpy.repeat": (V, 2),
    "numpy.reshape": (V, (2, 2)),
    "numpy.resize": (V, (3, 3)),
    "numpy.result_type": (V, I),
    "numpy.roll": (V, 1),
    "numpy.rollaxis": (F, 1),
    "numpy.rot90": (F,),
    "numpy.save": (io.BytesIO(), V),
    "numpy.savetxt": (io.BytesIO(), V),
    "numpy.savez": (io.BytesIO(), V),
    "numpy.savez_compressed": (io.BytesIO(), V),
    "numpy.searchsorted": (np.sort(V), V),
    "numpy.select": ([V < 2, V >= 2], [V, -V]),
    "numpy.setdiff1d": (V, V[:1]),
    "numpy.split": (V, 2),
    "numpy.squeeze": (F[:1],),
    "numpy.swapaxes": (F, 0, 1),
    "numpy.take": (V, I),
    "numpy.take_along_axis": (V, I, 0),
    "numpy.tensordot": (F, F, 1),
    "numpy.tile": (V, 2),
    "numpy.trim_zeros": (np.array([0.0, 1.0, 2.0, 0.0]),),
    "numpy.unpackbits": (np.array([5], "u1"),),
    "numpy.vander": (V,),
    "numpy.where": (B, V, -V),
    "numpy.linalg.matrix_power": (F, 3),
    "numpy.linalg.multi_dot": ([F, F, F],),
    "numpy.linalg.lstsq": (F, V[:3]),
    "numpy.linalg.solve": (F, V[:3]),
    "numpy.linalg.tensorinv": (F.reshape(3, 3), {"ind": 1}),
    "numpy.linalg.tensorsolve": (F, V[:3]),
    "numpy.lib.stride_tricks.sliding_window_view": (V, 2),
    "numpy.strings.center": (W, 5),
    "numpy.strings.ljust": (W, 5),
    "numpy.strings.rjust": (W, 5),
    "numpy.strings.zfill": (W, 5),
    "numpy.strings.mod": (np.array(["%d", "%i"]), I[:2]),
    "numpy.strings.multiply": (W, 2),
    "numpy.strings.replace": (W, "b", "x"),
    "numpy.dsplit": (F.reshape(1, 3, 3), 3),
    "numpy.lib.recfunctions.append_fields": (R, "c", V[:2], {"usemask": False}),
    "numpy.lib.recfunctions.apply_along_fields": (np.mean, R),
    "numpy.lib.recfunctions.drop_fields": (R, "a", {"usemask": False}),
    "numpy.lib.recfunctions.find_duplicates": (np.ma.array([(1, 2.0), (1, 2.0)], dtype=R.dtype),),
    "numpy.lib.recfunctions.join_by": ("a", R, Q, {"usemask": False}),
    "numpy.lib.recfunctions.rec_append_fields": (R, "c", V[:2]),
    "numpy.lib.recfunctions.rec_drop_fields": (R, "a"),
    "numpy.lib.recfunctions.rec_join": ("a", R, Q),
    "numpy.lib.recfunctions.recursive_fill_fields": (R, np.zeros(2, R.dtype)),
    "numpy.lib.recfunctions.rename_fields": (R, {"a": "z"}),
    "numpy.lib.recfunctions.require_fields": (R, np.dtype([("b", "f8")])),
    "numpy.lib.recfunctions.structured_to_unstructured": (R,),
}


def arguments(name: str) -> tuple[tuple[Any, ...], dict[str, Any]] | None:
    """Arguments that NumPy accepts, or None where none of the templates is one."""
    chosen = CALLS.get(name)
    candidates = [chosen] if chosen is not None else TEMPLATES
    for call in candidates:
        args, keywords = split(call)
        try:
            FUNCTIONS[name](*_fresh(args), **keywords)
        except Exception:
            if chosen is not None:
                raise
            continue
        return _fresh(args), keywords
    return None


def split(call: tuple[Any, ...]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """A call's arguments and keywords. A dict that is an argument stands for itself where NumPy's name says so."""
    if isinstance(call[-1], dict) and "a" not in call[-1]:
        return call[:-1], call[-1]
    return call, {}


def _fresh(x: Any) -> Any:
    """x with copies of its arrays, since some functions write to them."""
    if isinstance(x, np.ndarray):
        return x.copy()
    if isinstance(x, io.BytesIO):
        return io.BytesIO()
    if isinstance(x, (tuple, list)):
        return type(x)(_fresh(item) for item in x)
    return x
