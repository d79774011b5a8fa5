"""PyData/Sparse: its products of our array, with NumPy's view of it in our place.

Its `@` compiles a kernel for the types of both operands before anybody is asked, and fails for ours. So the products
its operators come to are replaced by ones that take our array and hand everything to the library's own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import Any

import numpy as np

import ndola as nd

PRODUCTS = ("dot", "matmul", "tensordot")


def _on_views(product: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(product)
    def call(*args: Any, **kwargs: Any) -> Any:
        return product(*(np.asarray(x) if isinstance(x, nd.Array) else x for x in args), **kwargs)

    return call


@cache
def register() -> None:
    """Replace the products wherever they are looked up; a version without one of the modules is left as it is."""
    for module in ("sparse.numba_backend._common", "sparse.numba_backend", "sparse"):
        try:
            where = import_module(module)
        except ImportError:
            continue
        for name in PRODUCTS:
            if hasattr(where, name):
                setattr(where, name, _on_views(getattr(where, name)))
