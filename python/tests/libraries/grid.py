"""What the tests of all libraries share: every function once with arguments that suit it, and a check of one call.

The oracle is NumPy on the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import ndola as nd
from ndola._rows import FUNCTIONS, UFUNCS

X = np.array([[0.25, 0.5, 0.75], [0.125, 0.625, 0.375]])
Y = np.array([[0.5, 0.25, 0.75], [0.875, 0.625, 0.5]])
SQUARE = np.array([[1.0, 2.0], [3.0, 5.0]])
INTS = np.array([[1, 2, 3], [6, 5, 4]])
MORE = np.array([[2, 1, 3], [3, 1, 2]])
TRUTH = np.array([[True, False, True], [False, False, True]])
OTHER = np.array([[True, True, False], [False, True, True]])

_BINARY = {
    "add", "atan2", "copysign", "divide", "equal", "floor_divide", "greater", "greater_equal", "hypot", "less",
    "less_equal", "logaddexp", "maximum", "minimum", "multiply", "nextafter", "not_equal", "pow", "remainder",
    "subtract",
}  # fmt: skip

ELEMENTWISE: dict[str, tuple[Any, ...]] = {}
for _name in UFUNCS.values():
    if _name.startswith("bitwise") and _name != "bitwise_invert":
        ELEMENTWISE[_name] = (INTS, MORE)
    elif _name.startswith("logical") and _name != "logical_not":
        ELEMENTWISE[_name] = (TRUTH, OTHER)
    elif _name in _BINARY:
        ELEMENTWISE[_name] = (X, Y)
    else:
        ELEMENTWISE[_name] = ({"acosh": X + 1, "bitwise_invert": INTS, "logical_not": TRUTH}.get(_name, X),)

REDUCTIONS: dict[str, tuple[Any, ...]] = {
    name: (TRUTH if name in ("all", "any") else X,)
    for name in ("max", "min", "mean", "sum", "prod", "std", "var", "all", "any", "argmax", "argmin", "count_nonzero")
}  # fmt: skip

# name -> arguments, keywords; the rest of the table
OTHERS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "clip": ((X, 0.2, 0.6), {}),
    "where": ((TRUTH, X, Y), {}),
    "matmul": ((SQUARE, SQUARE), {}),
    "concat": (([X, Y],), {"axis": 0}),
    "astype": ((X, nd.float32), {}),
    "cumulative_sum": ((X,), {"axis": 1}),
    "cumulative_prod": ((X,), {"axis": 1}),
    "matrix_transpose": ((X,), {}),
    "permute_dims": ((X, (1, 0)), {}),
    "flip": ((X,), {"axis": 1}),
    "roll": ((X, 1), {"axis": 1}),
    "take": ((X, np.array([1, 0])), {"axis": 0}),
    "take_along_axis": ((X, np.array([[1, 0, 2], [0, 0, 1]])), {"axis": 1}),
    "repeat": ((X, 2), {"axis": 0}),
    "tile": ((X, (2, 1)), {}),
    "reshape": ((X, (3, 2)), {}),
    "squeeze": ((X[:1], 0), {}),
    "expand_dims": ((X, 0), {}),
    "moveaxis": ((X, 0, 1), {}),
    "stack": (([X, Y],), {"axis": 0}),
    "unstack": ((X,), {"axis": 0}),
    "broadcast_to": ((X, (2, 2, 3)), {}),
    "broadcast_arrays": ((X, Y), {}),
    "tril": ((X,), {}),
    "triu": ((X,), {}),
    "diff": ((X,), {"axis": 1}),
    "nonzero": ((X,), {}),
    "copy": ((X,), {}),
    "zeros_like": ((X,), {}),
    "ones_like": ((X,), {}),
    "full_like": ((X, 3.0), {}),
    "empty_like": ((X,), {}),
    "meshgrid": ((X[0], Y[0]), {}),
}

CREATION = {"arange", "empty", "eye", "full", "linspace", "ones", "zeros"}

assert {*ELEMENTWISE, *REDUCTIONS, *OTHERS, *CREATION} >= set(FUNCTIONS), "a function without arguments here"

CALLS: dict[str, tuple[str, tuple[Any, ...], dict[str, Any]]] = {
    **{name: (name, args, {}) for name, args in ELEMENTWISE.items()},
    **{name: (name, args, {}) for name, args in REDUCTIONS.items()},
    **{f"{name}-axis0": (name, args, {"axis": 0}) for name, args in REDUCTIONS.items()},
    **{name: (name, args, kwargs) for name, (args, kwargs) in OTHERS.items()},
}


def numpys(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """NumPy's answer."""
    args = tuple(np.dtype(a.name) if isinstance(a, nd.DType) else a for a in args)
    return getattr(np, name)(*args, **kwargs)


def mapped(function: Callable[[Any], Any], x: Any) -> Any:
    """function of every ndarray among arguments, lists included."""
    if isinstance(x, (list, tuple)):
        return type(x)(mapped(function, item) for item in x) if not _is_ints(x) else x
    return function(x) if (isinstance(x, np.ndarray) and x.dtype.kind in "fcb") or x is INTS or x is MORE else x


def _is_ints(x: Any) -> bool:
    return len([i for i in x if not isinstance(i, int)]) == 0


def check_call(
    call: str,
    theirs: Callable[[np.ndarray], Any],
    back: Callable[[Any], Any],
    kind: Any,
    rtol: float = 1e-12,
    scalars: Any = (),
) -> Any:
    """A call of ours on their arrays: their kind, NumPy's numbers. scalars are the kinds a full reduction may have."""
    name, args, kwargs = CALLS[call]
    result = getattr(nd, name)(*mapped(theirs, args), **kwargs)
    want = numpys(name, args, kwargs)
    if isinstance(want, (tuple, list)):
        assert isinstance(result, (tuple, list)) and len(result) == len(want)
        pairs = list(zip(result, want, strict=True))
    else:
        pairs = [(result, want)]
    for got, expected in pairs:
        allowed = (kind, scalars) if np.ndim(expected) == 0 and scalars != () else kind
        assert isinstance(got, allowed), f"{call}: {type(got)}"
        if name == "empty_like":
            continue
        values = np.asarray(back(got))
        assert values.shape == np.shape(expected), f"{call}: shape {values.shape}, NumPy's {np.shape(expected)}"
        assert values.dtype != object
        np.testing.assert_allclose(values, expected, rtol=rtol, atol=rtol)
    return result
