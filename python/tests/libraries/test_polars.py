"""Polars: Series and expressions; names stay, missing stays missing."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import ELEMENTWISE, OTHER, TRUTH, X, Y

import ndola as nd

pl = pytest.importorskip("polars", reason="polars is not installed")


def series(values, name="load"):
    return pl.Series(name, np.ravel(values))


@pytest.mark.parametrize("name", sorted(ELEMENTWISE.keys() - {"real", "imag", "conj"}))
def test_elementwise(name):
    args = [np.ravel(a) for a in ELEMENTWISE[name]]
    want = getattr(np, name)(*args)
    first, *rest = args
    for others in ([series(a) for a in rest], [nd.asarray(a) for a in rest], rest):
        result = getattr(nd, name)(series(first), *others)
        assert isinstance(result, pl.Series) and result.name == "load"
        np.testing.assert_allclose(result.to_numpy(), want, rtol=1e-14)
    missing = getattr(nd, name)(*(series(a).scatter(1, None) if i == 0 else series(a) for i, a in enumerate(args)))
    assert missing.is_null().to_list() == [False, True, False, False, False, False]
    np.testing.assert_allclose(missing.drop_nulls().to_numpy(), np.delete(want, 1), rtol=1e-14)


def test_expressions_stay_lazy():
    frame = pl.LazyFrame({"a": [0.0, 1.0]})
    query = frame.select(nd.exp(pl.col("a")), mean=nd.mean(nd.exp(pl.col("a"))))
    assert isinstance(query, pl.LazyFrame)
    got = query.collect()
    np.testing.assert_allclose(got["a"], np.exp([0.0, 1.0]))
    np.testing.assert_allclose(got["mean"], [np.exp([0.0, 1.0]).mean()] * 2)


def test_reductions():
    x, flat = series(X), X.ravel()
    for name in ("sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "count_nonzero", "all", "any"):
        np.testing.assert_allclose(getattr(nd, name)(x), getattr(np, name)(flat), err_msg=name)
        np.testing.assert_allclose(getattr(nd, name)(x, axis=0), getattr(np, name)(flat), err_msg=name)
    assert nd.std(x, correction=1) == pytest.approx(np.std(flat, ddof=1))
    assert nd.any(series(TRUTH)) is True and nd.all(series(TRUTH)) is False
    assert nd.sum(pl.Series([1, None, 3])) == 4
    with pytest.raises(TypeError, match="sum: a reduction of a column is a number"):
        nd.sum(x, keepdims=True)
    with pytest.raises(IndexError, match="sum: axis 1 is out of range for a column"):
        nd.sum(x, axis=1)


def test_the_rest():
    x, y, truth = series(X), series(Y), series(TRUTH)
    a, b, t = X.ravel(), Y.ravel(), TRUTH.ravel()
    for result, want in (
        (nd.where(truth, x, y), np.where(t, a, b)),
        (nd.where(truth, x, 0.0), np.where(t, a, 0.0)),
        (nd.clip(x, 0.2, 0.6), np.clip(a, 0.2, 0.6)),
        (nd.concat([x, y]), np.concatenate([a, b])),
        (nd.cumulative_sum(x), np.cumsum(a)),
        (nd.cumulative_prod(x), np.cumprod(a)),
        (nd.sort(x), np.sort(a)),
        (nd.sort(x, descending=True), np.sort(a)[::-1]),
        (nd.isin(x, y), np.isin(a, b)),
        (nd.isin(x, y, invert=True), ~np.isin(a, b)),
        (nd.take(x, [2, 0]), a[[2, 0]]),
        (nd.flip(x), a[::-1]),
        (nd.copy(x), a),
        (nd.unique_values(series(OTHER)), [True, False]),
    ):
        assert isinstance(result, pl.Series)
        np.testing.assert_array_equal(result.to_numpy(), want)
    assert nd.astype(x, nd.float32).dtype == pl.Float32
    with pytest.raises(TypeError, match="include_initial would lengthen"):
        nd.cumulative_sum(x, include_initial=True)
    with pytest.raises(TypeError, match="reshape: Polars has no such function for Series; use its values"):
        nd.reshape(x, (2, 3))


def test_operators():
    ours, x = nd.asarray(Y.ravel()), series(X)
    for op in (operator.add, operator.sub, operator.mul, operator.truediv, operator.lt, operator.eq):
        result = op(ours, x)
        assert isinstance(result, pl.Series)
        np.testing.assert_allclose(result.to_numpy(), op(Y.ravel(), X.ravel()))
    # Polars answers for what it does not know with an error of its own, so we are not asked.
    with pytest.raises(TypeError):
        x + ours


def test_frames_and_text_are_refused():
    frame = pl.DataFrame({"a": [1.0]})
    with pytest.raises(TypeError, match=r"exp: takes a column of a DataFrame, not all of them: x\['a'\]"):
        nd.exp(frame)
    with pytest.raises(TypeError, match="LazyFrame.* cannot be an element of an array"):
        nd.exp(frame.lazy())
    with pytest.raises(TypeError, match="text"):
        nd.exp(pl.Series(["a"]))
    with pytest.raises(TypeError, match="dictionary|Arrow column"):
        nd.exp(pl.Series(["a"], dtype=pl.Categorical))


def test_memory():
    """In and out by Arrow: the same addresses."""
    x = pl.Series([1.0, 2.0, 3.0])
    view = nd.asarray(x, copy=False)
    assert view.readonly and view.__array_interface__["data"][0] == x.to_numpy().ctypes.data
    ours = nd.asarray([1.0, 2.0, 3.0])
    back = pl.Series(ours)
    assert back.to_numpy().ctypes.data == ours.__array_interface__["data"][0]
    with pytest.raises(ValueError, match=r"1 of the 2 elements .* null"):
        nd.asarray(pl.Series([1, None]))


def test_nanoarrow():
    na = pytest.importorskip("nanoarrow", reason="nanoarrow is not installed")
    x = nd.asarray(na.Array([1, 2, 3], na.int32()), copy=False)
    assert x.readonly and x.dtype == nd.int32 and x.tolist() == [1, 2, 3]
    ours = nd.arange(3)
    column = na.array(ours)
    assert column.to_pylist() == [0, 1, 2]
    assert np.asarray(column.buffer(1)).ctypes.data == ours.__array_interface__["data"][0]
