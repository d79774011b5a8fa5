"""Functions that fold an axis against NumPy: types, shapes, axes and layouts, then values that round."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from arrays import COMPLEX, DTYPES, FLOATS, INTS, check_same, layouts, outcome, sample

import ndola as nd

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

SHAPES = ((), (1,), (5,), (0,), (3, 4), (0, 3), (3, 0), (2, 3, 4), (2, 1, 3, 2))
FOLDS = ("sum", "prod", "max", "min", "mean", "std", "var", "all", "any", "count_nonzero")
SEARCHES = ("argmax", "argmin")
ALONG = ("cumulative_sum", "cumulative_prod")

# Sums of halves are exact in any order; these round.
ROUND = ("mean", "std", "var", "prod", "cumulative_prod")


def axes(rank: int) -> Any:
    """Every axis and pair of axes, none, all, some twice, and the nearest that do not exist."""
    yield None
    yield ()
    yield from range(-rank - 1, rank + 1)
    yield from itertools.permutations(range(rank), 2)
    if rank:
        yield from ((0, -1), (0, 0), tuple(range(rank)), (-rank - 1, 0), (0, rank))


def check_close(got: Any, want: Any, ulps: float, scale: Any = None) -> None:
    """Same type and shape; values within so many units in the last place of NumPy's, or of a scale given."""
    check_same(got, want, exact=False)
    got, want = np.asarray(got), np.asarray(want)
    size = np.abs(want if scale is None else scale).astype(want.real.dtype)
    with np.errstate(invalid="ignore"):
        near = np.abs(got - want) <= ulps * np.spacing(size)
    same = (got == want) | (np.isnan(got) & np.isnan(want))
    assert np.all(near | same), (got[~(near | same)][:3], want[~(near | same)][:3])


def compare(name: str, a: np.ndarray, **options: Any) -> bool:
    """The function on both sides; whether it gave a value.

    NumPy takes 0 and -1 for axes of an array that has none, in some functions, and scans such an array as if it had
    one; we never do.
    """
    want, got = outcome(getattr(np, name), a, **options), outcome(getattr(nd, name), nd.asarray(a), **options)
    if a.ndim == 0 and (options.get("axis") in (0, -1) or name in ALONG):
        assert got.error is (ValueError if options["axis"] is None else IndexError), (name, got)
        return False
    assert want.error is got.error, (name, a.dtype, a.shape, options, want, got)
    if want.error is not None:
        return False
    if name in ROUND and a.dtype.kind in "fc":
        check_close(got.value, want.value, 4 if a.dtype.kind == "f" else 16)
    elif name in ("mean", "std", "var"):
        check_close(got.value, want.value, 4)
    else:
        check_same(got.value, want.value)
    return True


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", FOLDS)
def test_folds(name, dtype):
    folded = [
        compare(name, a, axis=axis, keepdims=keepdims)
        for shape in SHAPES
        for a in layouts(sample(dtype, shape))
        for axis in axes(len(shape))
        for keepdims in (False, True)
    ]
    assert any(folded) and not all(folded)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SEARCHES)
def test_searches(name, dtype):
    """The first of equals, and of NaNs."""
    for shape in SHAPES:
        for a in layouts(sample(dtype, shape)):
            for axis in (None, *range(-len(shape) - 1, len(shape) + 1)):
                for keepdims in (False, True):
                    compare(name, a, axis=axis, keepdims=keepdims)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ALONG)
def test_cumulative(name, dtype):
    for shape in SHAPES:
        for a in layouts(sample(dtype, shape)):
            for axis in (None, *range(-len(shape) - 1, len(shape) + 1)):
                for initial in (False, True):
                    compare(name, a, axis=axis, include_initial=initial)


@pytest.mark.parametrize("dtype", DTYPES)
def test_diff(dtype):
    for shape in SHAPES:
        for a in layouts(sample(dtype, shape)):
            for axis in range(-len(shape) - 1, len(shape) + 1):
                for n in (1, 2, 5):
                    compare("diff", a, axis=axis, n=n)
            for axis in range(len(shape)):
                compare("diff", a, axis=axis, n=0)


def test_diff_of_negative_order():
    with pytest.raises(ValueError, match="diff.*-1"):
        nd.diff(nd.asarray([1, 2]), n=-1)


@pytest.mark.parametrize("module", ["ndola", "numpy", "torch", "jax.numpy"])
def test_diff_takes_the_order_by_position(module):
    """NumPy's way, which scikit-learn uses; the libraries of the standard take it by keyword only."""
    xp = pytest.importorskip(module)
    result = nd.diff(xp.asarray([[1.0, 4.0, 9.0], [2.0, 3.0, 4.0]]), 2, 1)
    assert type(result).__module__.partition(".")[0] in (module, "jaxlib")
    assert np.asarray(result).tolist() == [[2.0], [0.0]]


def test_diff_with_ends():
    a = sample("int16", (3, 4))
    for axis, end in ((0, (1, 4)), (1, (3, 1)), (-1, (3, 2))):
        before, after = sample("int16", end, 1), sample("float32", end, 2)
        got = nd.diff(nd.asarray(a), axis=axis, prepend=nd.asarray(before), append=nd.asarray(after))
        check_same(got, np.diff(a, axis=axis, prepend=before, append=after))
    with pytest.raises(ValueError, match=r"\(2, 4\)|shape"):
        nd.diff(nd.asarray(a), axis=1, prepend=nd.zeros((2, 4)))


@pytest.mark.parametrize("dtype", [*INTS, *FLOATS, *COMPLEX])
@pytest.mark.parametrize("source", DTYPES)
@pytest.mark.parametrize("name", ["sum", "prod", *ALONG])
def test_dtype_of_the_sum(name, source, dtype):
    """Elements are converted first, then added; complex ones to real types not at all."""
    a = sample(source, (3, 4))
    if dtype[0] == "u" and a.dtype.kind in "if":
        a = np.abs(a)  # C leaves negative floats to unsigned open
    x, options = nd.asarray(a), {} if name in ("sum", "prod") else {"axis": 1}
    if source in COMPLEX and dtype not in COMPLEX:
        # a cast drops a part, so it must be asked for by astype
        with pytest.raises(TypeError, match=f"{source}.*{dtype}|{dtype}.*{source}"):
            getattr(nd, name)(x, dtype=getattr(nd, dtype), **options)
        return
    got, want = getattr(nd, name)(x, dtype=getattr(nd, dtype), **options), getattr(np, name)(a, dtype=dtype, **options)
    check_close(got, want, 8) if "prod" in name and np.dtype(dtype).kind in "fc" else check_same(got, want)


@pytest.mark.parametrize("correction", [0, 1, 0.5, 2, 7])
@pytest.mark.parametrize("dtype", [*INTS, *FLOATS, *COMPLEX])
def test_correction(dtype, correction):
    for a in layouts(sample(dtype, (3, 4))):
        for name in ("var", "std"):
            for axis in (None, 0, (0, 1)):
                compare(name, a, axis=axis, correction=correction)


@pytest.mark.parametrize("n", [1, 7, 8, 100, 1000, 33_333])
@pytest.mark.parametrize("dtype", [*FLOATS, *COMPLEX])
def test_sums_round_little(dtype, n):
    """Against sums in higher precision: a few units in the last place of Σ|x| where elements are added in pairs; rows
    are added in turn, by us and by NumPy."""
    rng = np.random.default_rng(n)
    a = rng.normal(size=(n, 3)) * 10.0 ** rng.integers(-2, 3, (n, 3))
    a = (a + 1j * a[::-1] if dtype in COMPLEX else a).astype(dtype)
    wide = a.astype("complex256" if dtype in COMPLEX else "longdouble")
    real = a.real.dtype
    for view, exact in ((a, wide), (a[::-2], wide[::-2]), (a.T.copy().T, wide)):
        x = nd.asarray(view)
        for axis, ulps in ((None, 8), (0, 8 + n / 64), (1, 8)):
            size, count = np.abs(exact).sum(axis), exact.size // exact.sum(axis).size
            check_close(nd.sum(x, axis=axis), exact.sum(axis).astype(dtype), ulps, size)
            check_close(nd.mean(x, axis=axis), exact.mean(axis).astype(dtype), ulps, size / count)
            squares = np.abs(exact - exact.mean(axis, keepdims=True)) ** 2
            check_close(nd.var(x, axis=axis), squares.mean(axis).astype(real), 2 * ulps)


@pytest.mark.parametrize("dtype", [*FLOATS, *COMPLEX])
def test_nan_spreads(dtype):
    a = sample(dtype, (3, 40))
    a[1, 37] = np.nan
    a[2, 0] = np.inf
    for view in layouts(a):
        for name in (*FOLDS, *SEARCHES, *ALONG):
            for axis in (0, 1) if name in ALONG else (None, 0, 1):
                if dtype in COMPLEX and name in ("prod", "cumulative_prod", "max", "min", "argmax", "argmin"):
                    continue  # inf times a complex number is NaN or inf by the order of factors
                compare(name, view, axis=axis)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64", "uint64"])
def test_integers_wrap(dtype):
    """Sums of small types are 64 bits wide and wrap there; extremes stay what they are."""
    info = np.iinfo(dtype)
    a = np.array([info.max, info.max, info.min, 3, info.max, info.min], dtype=dtype)
    for name in (*FOLDS[:4], *SEARCHES, *ALONG, "diff"):
        compare(name, a)


@pytest.mark.parametrize("n", [100_000, 1_000_003])
def test_long_arrays(n):
    """Sizes that are split between cores."""
    a = np.random.default_rng(n).integers(-1000, 1000, n)
    for view in (a, a[::-1], a[::3], a.astype(np.float64), a.astype(np.float32), a[: n // 8 * 8].reshape(8, -1).T):
        for name in ("sum", "max", "min", "argmax", "argmin", "count_nonzero", "any", "all"):
            compare(name, view)
        compare("sum", view, axis=0)
        compare("max", view, axis=-1)
        compare("cumulative_sum", view, axis=0)


def test_operators_reduce_alike():
    """The methods are the functions, and take NumPy's positional axis."""
    a = sample("float32", (3, 4))
    x = nd.asarray(a)
    for name in (*FOLDS[:-1], *SEARCHES):
        check_same(getattr(x, name)(), getattr(nd, name)(x))
        check_same(getattr(x, name)(1), getattr(nd, name)(x, axis=1))
        check_same(getattr(x, name)(axis=0, keepdims=True), getattr(nd, name)(x, axis=0, keepdims=True))
