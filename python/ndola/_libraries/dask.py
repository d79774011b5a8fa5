"""Dask: our array as a chunk of its arrays, and the functions its namespace lacks."""

from __future__ import annotations

from functools import cache
from typing import Any

import ndola as nd

from . import dask_linalg as linalg  # noqa: F401 - where a dotted name is looked up


def copy(x: Any) -> Any:
    return x.copy()


def searchsorted(x1: Any, x2: Any, /, *, side: str = "left", sorter: Any = None) -> Any:
    import dask.array as da

    x1 = da.asarray(x1)
    return da.searchsorted(x1 if sorter is None else x1[sorter], da.asarray(x2), side=side)


@cache
def register() -> None:
    """Make our array a chunk type: dask keeps it in its chunks, and finds what it looks up by type."""
    import dask.array as da
    import numpy as np
    from dask.array import dispatch
    from dask.base import normalize_token
    from dask.sizeof import sizeof

    da.register_chunk_type(nd.Array)
    dispatch.concatenate_lookup.register(nd.Array, np.concatenate)
    dispatch.tensordot_lookup.register(nd.Array, np.tensordot)
    dispatch.einsum_lookup.register(nd.Array, np.einsum)
    dispatch.take_lookup.register(nd.Array, np.take)
    dispatch.percentile_lookup.register(nd.Array, dispatch.percentile_lookup.dispatch(np.ndarray))
    dispatch.numel_lookup.register(nd.Array, dispatch.numel_lookup.dispatch(np.ndarray))
    sizeof.register(nd.Array, lambda x: x.nbytes)
    normalize_token.register(nd.Array, lambda x: ("ndola.Array", normalize_token(np.asarray(x))))
