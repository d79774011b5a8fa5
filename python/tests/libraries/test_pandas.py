"""pandas: labels, names and missing values stay; categories are refused."""

from __future__ import annotations

import operator
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from grid import CALLS, ELEMENTWISE, X, Y, check_call

import ndola as nd

pd = pytest.importorskip("pandas", reason="pandas is not installed")

# pandas warns of arrays it will cease to take.
pytestmark = pytest.mark.filterwarnings("error")

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
    assert s.where(nd.asarray([True, False, True]), 0.0).tolist() == [1.0, 0.0, 9.0]
    assert s.pipe(nd.sqrt).tolist() == frame.apply(nd.positive)["a"].tolist() == [1.0, 2.0, 3.0]
    assert s.groupby([0, 0, 1]).agg(nd.sum).tolist() == [5.0, 9.0]


def frame():
    return pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [4.0, 5.0, 6.0]}, index=list("xyz"))


def column():
    return pd.Series([1.0, 4.0, 9.0], index=list("xyz"))


def assigned(x, key, value, by=lambda x: x):
    by(x)[key] = value
    return x


LOC, ILOC = operator.attrgetter("loc"), operator.attrgetter("iloc")

# What pandas does with an array by its type: each row is given ours and an ndarray of the same values, as `of`.
BY_TYPE = {
    "s[mask]": lambda of: column()[of([True, False, True])],
    "s.loc[mask]": lambda of: column().loc[of([True, False, True])],
    "s.iloc[mask]": lambda of: column().iloc[of([True, False, True])],
    "s.iloc[ints]": lambda of: column().iloc[of([2, 0])],
    "s.iloc[0-d]": lambda of: column().iloc[of(2)],
    "s.loc[0-d]": lambda of: pd.Series([1.0, 4.0]).loc[of(1)],
    "s.take": lambda of: column().take(of([2, -3])),
    "df[mask]": lambda of: frame()[of([True, False, True])],
    "df.loc[mask]": lambda of: frame().loc[of([True, False, True])],
    "df.loc[mask, label]": lambda of: frame().loc[of([True, False, True]), "b"],
    "df.loc[:, mask]": lambda of: frame().loc[:, of([False, True])],
    "df.iloc[mask, 0]": lambda of: frame().iloc[of([True, False, True]), 0],
    "df.iloc[ints, ints]": lambda of: frame().iloc[of([2, 0]), of([1])],
    "df.query": lambda of: frame().query("a in @x", local_dict={"x": of([1.0, 3.0])}),
    "index[mask]": lambda of: pd.Index([1.0, 4.0, 9.0])[of([True, False, True])],
    "range[mask]": lambda of: pd.RangeIndex(3)[of([True, False, True])],
    "times[mask]": lambda of: pd.date_range("2020", periods=3, tz="UTC")[of([True, False, True])],
    "MultiIndex[mask]": lambda of: pd.MultiIndex.from_product([[1], [1, 2, 3]])[of([True, False, True])],
    "df.loc[(mask, :), :]": lambda of: pd.DataFrame(
        {"v": [1.0, 2.0]}, index=pd.MultiIndex.from_product([[1], ["a", "b"]])
    ).loc[(of([True, False]), slice(None)), :],
    "index[0-d]": lambda of: pd.Index([1.0, 4.0])[of(1)],
    "range[0-d]": lambda of: pd.RangeIndex(3)[of(1)],
    "MultiIndex[0-d]": lambda of: pd.MultiIndex.from_product([[1], [1, 2, 3]])[of(1)],
    "Int64[mask]": lambda of: pd.array([1, None, 3])[of([True, True, False])],
    "text[mask]": lambda of: pd.array(["a", "b", "c"])[of([True, False, True])],
    "category[mask]": lambda of: pd.Categorical(["a", "b", "c"])[of([True, False, True])],
    "pyarrow[mask]": lambda of: pd.array([1, 2, 3], dtype="int64[pyarrow]")[of([True, False, True])],
    "sparse[mask]": lambda of: pd.arrays.SparseArray([0, 1, 2])[of([True, False, True])],
    "period[mask]": lambda of: pd.period_range("2020", periods=3)[of([True, False, True])],
    "s[:] = values": lambda of: assigned(column(), slice(None), of([1.0, 2.0, 3.0])),
    "s[mask] = 0": lambda of: assigned(column(), of([True, False, True]), 0.0),
    "s[mask] = values": lambda of: assigned(column(), of([True, False, True]), of([7.0, 8.0])),
    "s[label] = 0-d": lambda of: assigned(column(), "x", of(2.5)),
    "s.loc[mask] = values": lambda of: assigned(column(), of([True, False, True]), of([7.0, 8.0]), LOC),
    "s.iloc[ints] = values": lambda of: assigned(column(), of([2, 0]), of([7.0, 8.0]), ILOC),
    "integers[:] = floats": lambda of: assigned(pd.Series([1, 2]), slice(None), of([7.0, 8.0])),
    "Int64[mask] = values": lambda of: assigned(
        pd.Series([1, None, 3], dtype="Int64"), of([True, True, False]), of([5, 6])
    ),
    "pyarrow[mask] = values": lambda of: assigned(
        pd.Series([1, None, 3], dtype="int64[pyarrow]"), of([True, True, False]), of([5, 6])
    ),
    "df[mask] = 0": lambda of: assigned(frame(), of([True, False, True]), 0.0),
    "df[label] = values": lambda of: assigned(frame(), "c", of([7, 8, 9])),
    "df.loc[mask, label] = values": lambda of: assigned(frame(), (of([True, False, True]), "a"), of([7.0, 8.0]), LOC),
    "df.loc[:, label] = values": lambda of: assigned(frame(), (slice(None), "a"), of([7.0, 8.0, 9.0]), LOC),
    "s.where": lambda of: column().where(of([True, False, True]), of([7.0, 8.0, 9.0])),
    "s.mask": lambda of: column().mask(cond=of([True, False, True]), other=of([7.0, 8.0, 9.0])),
    "df.where": lambda of: frame().where(of([[True, False]] * 3), 0.0),
    "s.fillna": lambda of: pd.Series([1.0, None]).fillna(of(2.0)),
    "s.replace": lambda of: column().replace(of(4.0), 5.0),
    "s.isin": lambda of: column().isin(of([1.0, 2.0, 9.0])),
    "s.isin(narrower)": lambda of: column().isin(of([1.0, 2.0, 9.0]).astype("float32")),
    "Int64.isin": lambda of: pd.Series([1, None], dtype="Int64").isin(of([1, 2])),
    "pyarrow.isin": lambda of: pd.Series([1, None], dtype="int64[pyarrow]").isin(of([1, 2])),
    "category.isin": lambda of: pd.Series([1, 2], dtype="category").isin(of([1, 3])),
    "index.isin": lambda of: pd.Index([1, 4]).isin(of([1, 2])),
    "df.isin": lambda of: frame().isin(of([1.0, 6.0])),
    "df.isin of columns": lambda of: frame().isin({"b": of([1.0, 6.0])}),
    "s.groupby": lambda of: column().groupby(of([0, 0, 1])).sum(),
    "df.groupby": lambda of: frame().groupby(by=of([0, 0, 1])).mean(),
    "categories": lambda of: pd.Series(pd.Categorical(of([1.0, 2.0, 1.0]))),
    "pd.cut": lambda of: pd.Series(pd.cut(column(), of([0.0, 4.0, 9.0]))),
    "s.searchsorted": lambda of: column().searchsorted(of([2.0, 10.0])),
    "s.reindex": lambda of: pd.Series([1.0, 4.0]).reindex(of([1, 0, 2])),
}  # fmt: skip


@pytest.mark.parametrize("call", BY_TYPE)
def test_ours_is_taken_as_numpys(call):
    result, want = BY_TYPE[call](nd.asarray), BY_TYPE[call](np.asarray)
    assert type(result) is type(want)
    if isinstance(want, (pd.DataFrame, pd.Series)):
        assert_equal = pd.testing.assert_frame_equal if want.ndim == 2 else pd.testing.assert_series_equal
        assert_equal(result, want)
    elif np.ndim(want) == 0 or isinstance(want, tuple):
        assert result == want
    else:
        pd.testing.assert_index_equal(pd.Index(result), pd.Index(want))


# Columns out of our 0-d arrays: values, never objects.
OF_SCALARS = {
    "Series": lambda: pd.Series(list(nd.asarray([1.0, 2.0]))),
    "Series of a dict": lambda: pd.Series({"a": nd.asarray(1.0), "b": nd.asarray(2.0)}),
    "after a missing value": lambda: pd.Series([None, nd.asarray(2.0)]),
    "records": lambda: pd.DataFrame([{"a": nd.asarray(1.0)}, {"a": nd.asarray(2.0)}])["a"],
    "lists": lambda: pd.DataFrame({"a": list(nd.asarray([1.0, 2.0]))})["a"],
    "s.map": lambda: column().map(nd.exp),
    "s.map of a dict": lambda: column().map({1.0: nd.asarray(2.0)}),
    "s.apply": lambda: column().apply(nd.exp),
    "s.transform": lambda: column().transform(nd.exp),
    "index.map": lambda: pd.Index([1.0]).map(nd.exp),
    "df.map": lambda: frame().map(nd.exp)["a"],
    "df.apply": lambda: frame().apply(lambda c: nd.sum(nd.asarray(c))),
    "df.agg": lambda: frame().agg(lambda c: nd.sum(nd.asarray(c))),
    "df.apply of rows": lambda: frame().apply(lambda row: nd.sum(nd.asarray(row)), axis=1),
    "groupby.agg": lambda: column().groupby([0, 0, 1]).agg(lambda c: nd.sum(nd.asarray(c))),
    "groupby.apply": lambda: column().groupby([0, 0, 1]).apply(lambda c: nd.sum(nd.asarray(c))),
    "rolling": lambda: column().rolling(2).apply(lambda c: nd.sum(nd.asarray(c))),
}


@pytest.mark.parametrize("call", OF_SCALARS)
def test_our_scalars_become_values(call):
    assert OF_SCALARS[call]().dtype == np.float64


def test_our_scalars_keep_their_type():
    for x in (
        nd.asarray([True, False]), nd.asarray([1, 2]), nd.asarray([1j, 2.0]), nd.asarray([1.5], dtype="float32"),
        nd.asarray(np.asarray(["2020-01-01", "NaT"], "M8[ns]")), nd.asarray(np.asarray([1, 2], "m8[s]")),
    ):  # fmt: skip
        pd.testing.assert_series_equal(pd.Series(list(x)), pd.Series(list(np.asarray(x))))
    # float32 has every value of bfloat16, and pandas has no bfloat16.
    assert pd.Series(list(nd.asarray([1.5, 2.0], dtype=nd.bfloat16))).dtype == np.float32
    assert column().isin(nd.asarray([1.0, 9.0], dtype=nd.bfloat16)).tolist() == [True, False, True]
    # What is asked for, or shares no type, stays: arrays as elements, text, an object column by name.
    x = nd.asarray([1.0, 2.0])
    assert pd.Series([x, x])[0] is x
    assert pd.Series([x[0]], dtype=object).dtype == object
    assert pd.Series(["a", x[0]]).dtype == object
    assert column().isin(list(nd.asarray([1.0, 9.0]))).tolist() == [True, False, True]


def test_masks_of_another_length_are_refused():
    mask = nd.asarray([True, False])
    for call in (lambda: column()[mask], lambda: column().iloc[mask], lambda: frame().loc[mask]):
        with pytest.raises(IndexError, match="wrong length"):
            call()


@pytest.mark.parametrize("first", ["pandas", "ndola"])
def test_whichever_is_imported_first(first):
    second = {"pandas": "ndola", "ndola": "pandas"}[first]
    code = f"""
        import {first}
        import {second}
        s = pandas.Series([1.0, 4.0])
        assert s.isin(ndola.asarray([4.0])).tolist() == s.iloc[ndola.asarray([1, 0])].eq(4.0).tolist()[::-1]
        assert s.iloc[ndola.asarray([False, True])].tolist() == [4.0]
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_known_holes_of_pandas():
    """It names the types it takes, or says that ours has no hash; a view of ours is what it wants."""
    s, ours = column(), nd.asarray([0, 0, 1])
    for function in (pd.unique, pd.factorize):
        with pytest.raises(TypeError, match=r"requires a Series, Index, ExtensionArray, np\.ndarray"):
            function(ours)
    with pytest.raises(TypeError, match="only Series and DataFrame objs are valid"):
        pd.concat([s, ours])
    with pytest.raises(TypeError, match="not callable"):
        s.groupby([ours, ours])
    with pytest.raises(TypeError, match="one-dimensional array"):
        frame().set_index(ours)
    with pytest.raises(TypeError, match="unhashable"):
        ours[0] in pd.Index([0])  # noqa: B015
    with pytest.raises(KeyError):
        s[list(nd.asarray([True, False, True]))]
