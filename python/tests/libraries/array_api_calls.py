"""Calls of a library on NumPy's arrays and on ours, compared: ``array_api_calls.py scipy_calls`` prints the verdicts.

The module named has ``DATA``, NumPy's arrays by name; ``functions(xp)``, what else calls name; ``calls()``; how near
results must be, ``TOLERANCE``; and ``PINNED``. This is a program of its own because libraries read once, when
imported, whether their Array API support is on.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

import ndola as nd


def leaves(value: Any, path: str = "result") -> Iterator[tuple[str, Any]]:
    """Arrays and constants of a result, which may be a tuple, a mapping or an object with attributes."""
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], f"{path}[{key}]")
    elif isinstance(value, (tuple, list)):
        for i, item in enumerate(value):
            yield from leaves(item, f"{path}[{i}]")
    elif hasattr(value, "__dict__") and not isinstance(value, nd.Array) and not callable(value):
        for name, item in vars(value).items():
            if not name.startswith("_"):
                yield from leaves(item, f"{path}.{name}")
    elif not callable(value):
        yield path, value


def difference(got: Any, want: Any, tolerance: float) -> str:
    """How our result differs from NumPy's, empty if it does not."""
    ours, theirs = dict(leaves(got)), dict(leaves(want))
    assert theirs, want
    if ours.keys() != theirs.keys():
        return f"differs: {sorted(ours)} is not {sorted(theirs)}"
    for path, value in theirs.items():
        mine = ours[path]
        if isinstance(mine, (np.ndarray, np.generic)):
            return f"NumPy: {path} is a {type(mine).__name__}"
        both = isinstance(value, (np.ndarray, np.generic)) and isinstance(mine, nd.Array)
        if both and np.asarray(mine).dtype != value.dtype:
            return f"differs: {path} is of {mine.dtype}, not {value.dtype}"
        if np.shape(np.asarray(mine)) != np.shape(value):
            return f"differs: {path} is of shape {np.shape(np.asarray(mine))}, not {np.shape(value)}"
        if not isinstance(value, (np.ndarray, np.generic, int, float, complex)):
            if mine != value:
                return f"differs: {path} is {mine}, not {value}"
            continue
        try:
            np.testing.assert_allclose(np.asarray(mine), value, rtol=tolerance, atol=tolerance / 1000)
        except AssertionError as error:
            return f"differs: {path}: {error}"
    return ""


def verdict(function: Any, call: str, table: Any) -> str:
    """Empty if a call on our arrays gives ours, equal to what it gives on NumPy's."""
    want = eval(call, {"f": function, **{name: a.copy() for name, a in table.DATA.items()}, **table.functions(np)})
    ours = {"f": function, **{name: nd.asarray(a.copy()) for name, a in table.DATA.items()}, **table.functions(nd)}
    try:
        return difference(eval(call, ours), want, table.TOLERANCE)
    except Exception as error:
        return f"raises {type(error).__name__}: {error}"


def main(module: str) -> None:
    """Print the verdicts, and the names the library declares, as JSON."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    table = importlib.import_module(module)
    verdicts = {}
    for name, function, call in table.calls():
        try:
            verdicts[name] = verdict(function, call, table)
        except Exception as error:
            verdicts[name] = f"NumPy raises {type(error).__name__}: {error}"
    json.dump({"verdicts": verdicts, "names": table.public_names(), "pinned": table.PINNED}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
