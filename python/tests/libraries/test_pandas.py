"""pandas: labels, names and missing values stay; categories are refused."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import CALLS, ELEMENTWISE, X, Y, check_call

import ndola as nd

pd = pytest.importorskip("pandas", reason="pandas is not installed")

SCALARS = (np.generic, float, int, bool)

# A function that has no meaning for labelled data says what to use instead.
REFUSED = {
    "roll", "take_along_axis", "tile", "reshape", "squeeze", "expand_dims", "moveaxis", "stack", "unstack",
    "broadcast_to", "broadcast_arrays", "tril", "triu", "diff", "meshgrid",
}  # fmt: skip
FRAME_REFUSED = {*REFUSED, "argmax", "argmin", "argmax-axis0", "argmin-axis0", "repeat"}


@pytest.mark.parametrize("call", sorted(CALLS.keys() - {"nonzero"}))
def test_frames(call):
    def check():
        return check_call(call, pd.DataFrame, lambda r: np.asarray(r), (pd.DataFrame, pd.Series), scalars=SCALARS)

    if call in FRAME_REFUSED:
        with pytest.raises(TypeError, match="use "):
            check()
    else:
        check()


LABELS = list("abcdef")


def series(values):
    return pd.Series(np.ravel(values), index=LABELS, name="load")


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise_of_series_and_index(name):
    args = ELEMENTWISE[name]
    want = getattr(np, name)(*(np.ravel(a) for a in args))
    result = getattr(nd, name)(*(series(a) for a in args))
    assert isinstance(result, pd.Series) and list(result.index) == LABELS and result.name == "load"
    np.testing.assert_allclose(result, want)
    mixed = getattr(nd, name)(series(args[0]), *(nd.asarray(np.ravel(a)) for a in args[1:]))
    assert isinstance(mixed, pd.Series) and list(mixed.index) == LABELS
    np.testing.assert_allclose(mixed, want)
    # A comparison of an Index is an ndarray, pandas' rule.
    index = getattr(nd, name)(*(pd.Index(np.ravel(a)) for a in args))
    assert isinstance(index, (pd.Index, np.ndarray))
    np.testing.assert_allclose(np.asarray(index), want)


@pytest.mark.parametrize("kind", [series, lambda a: pd.Index(np.ravel(a))], ids=["Series", "Index"])
def test_reductions(kind):
    x, flat = kind(X), X.ravel()
    for name in ("sum", "mean", "max", "min", "prod", "std", "var", "argmax", "argmin", "count_nonzero", "all", "any"):
        np.testing.assert_allclose(getattr(nd, name)(x), getattr(np, name)(flat))
    assert nd.std(x, correction=1) == pytest.approx(np.std(flat, ddof=1))
    with pytest.raises(TypeError, match="sum: pandas reductions drop their axis"):
        nd.sum(x, keepdims=True)


def test_missing_values_are_skipped_and_stay_missing():
    assert nd.mean(pd.Series([1.0, np.nan, 3.0])) == 2.0
    nullable = pd.Series([1, None, 3], dtype="Int64", index=list("abc"))
    result = nd.exp(nullable)
    assert result.dtype == "Float64" and list(result.isna()) == [False, True, False]
    for mixed in (
        nullable + nd.asarray([1, 2, 3]),
        nd.asarray([1, 2, 3]) + nullable,
        nd.add(nullable, nd.asarray([1, 2, 3])),
    ):
        assert (
            mixed.dtype == "Int64" and list(mixed.isna()) == [False, True, False] and list(mixed.index) == list("abc")
        )
    assert nd.exp(pd.array([1, None])).isna().tolist() == [False, True]


OPERATORS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt, operator.eq]


@pytest.mark.parametrize("op", OPERATORS)
@pytest.mark.parametrize(
    "kind", [series, pd.DataFrame, lambda a: pd.Index(np.ravel(a))], ids=["Series", "DataFrame", "Index"]
)
def test_operators_in_both_orders(op, kind):
    theirs = kind(X)
    ours, plain = nd.asarray(Y.reshape(theirs.shape)), Y.reshape(theirs.shape)
    for result, want in ((op(theirs, ours), op(theirs, plain)), (op(ours, theirs), op(plain, theirs))):
        assert type(result) is type(want)
        np.testing.assert_array_equal(np.asarray(result), np.asarray(want))
    if kind is series:
        assert list((theirs + ours).index) == LABELS


def test_series_align_on_labels():
    a, b = pd.Series([1.0, 2.0], index=["x", "y"]), pd.Series([10.0, 20.0], index=["y", "z"])
    pd.testing.assert_series_equal(nd.add(a, b), a + b)


def test_functions_that_keep_labels():
    s = series(X)
    chosen = nd.where(s > 0.3, s, 0.0)
    pd.testing.assert_series_equal(chosen, s.where(s > 0.3, 0.0))
    pd.testing.assert_series_equal(nd.where(nd.asarray(X.ravel() > 0.3), 1.0, s), s.mask(s > 0.3, 1.0))
    pd.testing.assert_series_equal(nd.clip(s, 0.2, 0.6), s.clip(0.2, 0.6))
    pd.testing.assert_series_equal(nd.astype(s, nd.float32), s.astype("float32"))
    pd.testing.assert_series_equal(nd.concat([s, s]), pd.concat([s, s]))
    pd.testing.assert_series_equal(nd.take(s, [2, 0]), s.iloc[[2, 0]])
    assert nd.matmul(s, s) == pytest.approx(X.ravel() @ X.ravel())
    with pytest.raises(TypeError, match="concat: beside labelled data an array needs labels"):
        nd.concat([s, nd.asarray([1.0])])


@pytest.mark.parametrize("x", [pd.Series([1, 2], dtype="category"), pd.DataFrame({"a": pd.Categorical([1, 2])})])
def test_categories_are_refused(x):
    ours = nd.asarray([1, 2]) if x.ndim == 1 else nd.asarray([[1], [2]])
    for call in (lambda: nd.exp(x), lambda: nd.add(x, ours), lambda: ours + x, lambda: x + ours, lambda: x == ours):
        with pytest.raises(TypeError, match=r"categories are labels, not numbers.*x\.cat\.codes"):
            call()


def test_ours_as_columns_and_values():
    ours = nd.asarray([1.0, 2.0, 3.0])
    frame = pd.DataFrame({"a": ours}).assign(b=ours)
    frame["c"] = ours
    assert [dtype.kind for dtype in frame.dtypes] == ["f", "f", "f"]
    assert pd.Series(ours).dtype == pd.Index(ours).dtype == np.float64
    s = pd.Series([1.0, 4.0, 9.0])
    assert s.isin(np.asarray(ours)).tolist() == [True, False, False]
    assert s.where(nd.asarray([True, False, True]), 0.0).tolist() == [1.0, 0.0, 9.0]
    assert s.pipe(nd.sqrt).tolist() == frame.apply(nd.positive)["a"].tolist() == [1.0, 2.0, 3.0]
    assert s.groupby([0, 0, 1]).agg(nd.sum).tolist() == [5.0, 9.0]


def test_known_holes_of_pandas():
    """It takes masks and values to assign by NumPy's types, and says so in its own words."""
    s, ours = pd.Series([1.0, 4.0, 9.0], index=list("abc")), nd.asarray([1.0, 2.0, 3.0])
    mask = nd.asarray([True, False, True])
    with pytest.raises(KeyError):
        s[mask]
    with pytest.raises(AttributeError, match="_hasna"):
        s[:] = ours
    # It makes a list of 0-d arrays and compares objects, silently.
    assert s.isin(ours).tolist() == [False, False, False]
    s[:] = np.asarray(ours)
    assert s[np.asarray(mask)].tolist() == [1.0, 3.0]
