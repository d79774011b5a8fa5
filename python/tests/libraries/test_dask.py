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


CHUNKED = {
    "slice": (lambda d: d[1:, ::2], lambda a: a[1:, ::2]),
    "add": (lambda d: d + 1, lambda a: a + 1),
    "exp": (lambda d: np.exp(d), np.exp),
    "ours": (lambda d: nd.exp(d), np.exp),
    "sum": (lambda d: d.sum(axis=0), lambda a: a.sum(axis=0)),
    "mean": (lambda d: d.mean(axis=1), lambda a: a.mean(axis=1)),
    "std": (lambda d: d.std(axis=1), lambda a: a.std(axis=1)),
    "max": (lambda d: d.max(axis=0), lambda a: a.max(axis=0)),
    "cumsum": (lambda d: d.cumsum(axis=1), lambda a: a.cumsum(axis=1)),
    "map_blocks": (lambda d: d.map_blocks(nd.sqrt), np.sqrt),
    "rechunk": (lambda d: d.rechunk((1, 3)), lambda a: a),
    "transpose": (lambda d: d.T, lambda a: a.T),
    "matmul": (lambda d: d @ d.T, lambda a: a @ a.T),
    "tensordot": (lambda d: da.tensordot(d, d, axes=((1,), (1,))), lambda a: a @ a.T),
    "concatenate": (lambda d: da.concatenate([d, d]), lambda a: np.concatenate([a, a])),
    "stack": (lambda d: da.stack([d, d]), lambda a: np.stack([a, a])),
    "where": (lambda d: da.where(d > 0.4, d, 0.0), lambda a: np.where(a > 0.4, a, 0.0)),
    "reshape": (lambda d: d.reshape(-1), lambda a: a.reshape(-1)),
    "take": (lambda d: da.take(d, [1, 0], axis=0), lambda a: np.take(a, [1, 0], axis=0)),
    "einsum": (lambda d: da.einsum("ij->i", d), lambda a: a.sum(axis=1)),
    "mixed": (lambda d: d + da.from_array(Y, chunks=2), lambda a: a + Y),
}


@pytest.mark.parametrize("name", CHUNKED)
def test_our_chunks_stay_ours(name):
    lazy, want = CHUNKED[name]
    result = lazy(da.from_array(nd.asarray(X), chunks=(1, 2)))
    assert isinstance(result, da.Array) and isinstance(result._meta, nd.Array)
    computed = result.compute()
    assert isinstance(computed, nd.Array), type(computed)
    np.testing.assert_allclose(computed, want(X))


def test_percentile_of_our_chunks():
    values = np.arange(101.0)
    result = da.percentile(da.from_array(nd.asarray(values), chunks=101), [25, 50])
    np.testing.assert_allclose(result.compute(), [25, 50])


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
