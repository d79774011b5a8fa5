"""cupyx.scipy.sparse: sparse matrices on a device, by the methods that keep them there and sparse.

What has no such method would be dense, and is refused.
"""

from __future__ import annotations

from operator import methodcaller
from typing import Any

from .._rows import UFUNCS

_ZERO_STAYS_ZERO = {
    "asin", "asinh", "atan", "atanh", "ceil", "conj", "expm1", "floor", "log1p", "round", "sign", "sin", "sinh", "sqrt",
    "tan", "tanh", "trunc", "multiply", "maximum", "minimum",
}  # fmt: skip
_METHODS = {ours: theirs for theirs, ours in UFUNCS.items() if ours in _ZERO_STAYS_ZERO}
_METHODS |= {name: name for name in ("sum", "mean", "max", "min", "argmax", "argmin", "astype", "copy", "reshape")}
_METHODS |= {"abs": "__abs__", "negative": "__neg__", "matmul": "__matmul__", "matrix_transpose": "transpose"}


def __getattr__(name: str) -> Any:
    """A function of ours as the method of its first operand."""
    method = _METHODS.get(name)
    if method is None:
        raise AttributeError(name)
    return lambda x, *args, **kwargs: methodcaller(method, *args, **kwargs)(x)
