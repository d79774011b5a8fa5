"""Dask: results stay lazy, and our array is a chunk type that stays in the chunks."""

from __future__ import annotations

import operator
import subprocess
import sys

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

da = pytest.importorskip("dask.array", reason="Dask is not installed")
import dask_calls as calls  # noqa: E402 - it needs Dask

REFUSED = {"take_along_axis": "Dask has no such function", "reshape": "reshape only supports"}


@pytest.mark.parametrize("call", CALLS)
def test_every_function(call):
    def check():
        check_call(call, lambda a: da.from_array(a, chunks=2), lambda d: d.compute(), da.Array)

    if call in REFUSED:
        with pytest.raises((TypeError, NotImplementedError), match=REFUSED[call]):
            check()
    else:
        check()


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt])
def test_operators_in_both_orders(op):
    for result in (op(da.from_array(X, chunks=2), nd.asarray(Y)), op(nd.asarray(X), da.from_array(Y, chunks=2))):
        assert isinstance(result, da.Array)
        np.testing.assert_allclose(result.compute(), op(X, Y))


def test_nothing_is_computed_before_compute():
    def fail(block):
        raise AssertionError("computed")

    lazy = da.from_array(X, chunks=2).map_blocks(fail, dtype=float, meta=np.empty((0, 0)))
    assert isinstance(nd.mean(nd.exp(lazy) * 2 + nd.asarray(Y)), da.Array)


def chunked(values, chunks):
    return da.from_array(values, chunks=chunks)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", calls.CALLS)
def test_our_chunks_stay_ours(name):
    call = calls.CALLS[name]
    with np.errstate(all="ignore"):
        want = call(chunked(calls.VALUES.copy(), 2), lambda v, chunks=2: chunked(v, chunks))
    ours = chunked(nd.asarray(calls.VALUES.copy()), 2), lambda v, chunks=2: chunked(nd.asarray(v.copy()), chunks)
    if name in calls.REFUSED:
        with pytest.raises((TypeError, AttributeError), match=calls.REFUSED[name]):
            call(*ours).compute()
        return
    lazy = call(*ours)
    if not isinstance(want, da.Array):
        assert lazy == want
        return
    assert isinstance(lazy, da.Array)
    got, want = lazy.compute(), want.compute()
    if name in calls.NOT_KEPT:
        assert isinstance(got, (np.ndarray, np.generic)), f"kept now, though {calls.NOT_KEPT[name]}"
    else:
        assert isinstance(got, nd.Array), type(got)
        assert isinstance(lazy._meta, nd.Array) != (name in calls.UNKNOWN_BEFORE)
    values = np.asarray(got)
    assert values.dtype == want.dtype and values.shape == want.shape
    np.testing.assert_allclose(values, want, rtol=1e-10, atol=1e-12)


def test_every_function_of_dask_has_a_row():
    names = {name for name in dir(da) if callable(getattr(da, name)) and not isinstance(getattr(da, name), type)}
    public = {name for name in names if not name.startswith("_")}
    rows = {name.split()[0] for name in calls.CALLS}
    assert public - rows - calls.NO_CHUNKS == set()


def test_blocks_of_our_methods_are_views():
    x = nd.asarray(np.arange(6).reshape(2, 3))
    for view in (x.ravel(), x.swapaxes(0, 1), x.diagonal()):
        assert np.shares_memory(np.asarray(view), np.asarray(x))
    assert not np.shares_memory(np.asarray(x.flatten()), np.asarray(x))


@pytest.mark.parametrize("first", ["ndola", "dask.array"])
def test_registered_whichever_is_imported_first(first):
    second = {"ndola": "dask.array", "dask.array": "ndola"}[first]
    code = (
        f"import {first}, {second}\n"
        "from dask.array.chunk_types import is_valid_chunk_type\n"
        "assert is_valid_chunk_type(ndola.Array)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_equal_chunks_have_equal_tokens():
    from dask.base import tokenize

    assert tokenize(nd.asarray(X)) == tokenize(nd.asarray(X.copy())) != tokenize(nd.asarray(Y))
