"""Functions that search and choose against NumPy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from arrays import COMPLEX, DTYPES, FLOATS, INTS, check_same, layouts, mine, outcome, sample

import ndola as nd

SHAPES = ((), (5,), (0,), (3, 4), (1, 4), (2, 3, 4), (0, 3))


@pytest.mark.parametrize("dtype", DTYPES)
def test_nonzero(dtype):
    for shape in SHAPES[1:]:
        for a in layouts(sample(dtype, shape)):
            want, got = np.nonzero(a), nd.nonzero(nd.asarray(a))
            assert len(got) == len(want)
            for g, w in zip(got, want, strict=True):
                check_same(g, w)
    with pytest.raises(ValueError, match="nonzero.*0-d|nonzero.*no axes|nonzero.*shape"):
        nd.nonzero(nd.asarray(1))


@pytest.mark.parametrize("pair", list(itertools.product(DTYPES, DTYPES)), ids="-".join)
def test_where(pair):
    a, b = sample(pair[0], (3, 4)), sample(pair[1], (4,), 1)
    condition = sample("bool", (3, 1), 2)
    for x, y in zip(layouts(a), layouts(b), strict=False):
        check_same(nd.where(*mine((condition, x, y))), np.where(condition, x, y))
        check_same(nd.where(*mine((x, x, y))), np.where(x, x, y))


@pytest.mark.parametrize("dtype", DTYPES)
def test_where_with_numbers(dtype):
    """Python numbers take the array's type where it can hold their kind."""
    a, condition = sample(dtype, (3, 4)), sample("bool", (4,))
    for number in (True, 2, 2.5, 2j):
        check_same(nd.where(nd.asarray(condition), nd.asarray(a), number), np.where(condition, a, number))
        check_same(nd.where(nd.asarray(condition), number, nd.asarray(a)), np.where(condition, number, a))
    check_same(nd.where(nd.asarray(condition), 1, 2), np.where(condition, 1, 2))
    check_same(nd.where(nd.asarray(condition), 1, 2.5), np.where(condition, 1, 2.5))


def test_where_broadcasts():
    for shapes in itertools.product(SHAPES, repeat=3):
        parts = [sample(dtype, shape) for dtype, shape in zip(("bool", "int8", "float32"), shapes, strict=True)]
        want, got = outcome(np.where, *parts), outcome(nd.where, *mine(parts))
        assert want.error is got.error, (shapes, want, got)
        if want.error is None:
            check_same(got.value, want.value)
    with pytest.raises(ValueError, match=r"where.*\(2,\).*\(3,\)"):
        nd.where(nd.asarray([True, False]), nd.zeros(3), 0)


@pytest.mark.parametrize("dtype", [*INTS, *FLOATS])
def test_clip(dtype):
    lower, upper = sample(dtype, (4,), 1), sample(dtype, (3, 1), 2) + 2
    for a in layouts(sample(dtype, (3, 4))):
        x = nd.asarray(a)
        for low, high in (
            (1, 3),
            (None, 2),
            (1, None),
            (None, None),
            (3, 1),
            (lower, upper),
            (lower, 2),
            (None, upper),
        ):
            want = a if low is None and high is None else np.clip(a, low, high)
            check_same(nd.clip(x, *mine((low, high))), want)
            check_same(x.clip(*mine((low, high))), want)


def test_clip_of_nan():
    a = np.array([np.nan, 1, 5, -np.inf, np.inf])
    for low, high in ((0, 2), (np.nan, 2), (0, np.nan)):
        check_same(nd.clip(nd.asarray(a), low, high), np.clip(a, low, high))


def test_clip_refuses():
    with pytest.raises(TypeError, match="clip.*complex128"):
        nd.clip(nd.asarray([1j]), 0, 1)
    with pytest.raises(ValueError, match=r"clip.*\(3,\).*\(2,\)|clip.*\(2,\).*\(3,\)"):
        nd.clip(nd.zeros(3), nd.zeros(2), 1)


@pytest.mark.parametrize("dtype", [*INTS, *FLOATS, *COMPLEX])
def test_count_nonzero_of_special_values(dtype):
    a = sample(dtype, (64,))
    if dtype not in INTS:
        a[:4] = [np.nan, -0.0, np.inf, 0.0]
    for view in layouts(a):
        check_same(nd.count_nonzero(nd.asarray(view)), np.asarray(np.count_nonzero(view)))


@pytest.mark.parametrize("n", [1, 63, 1000, 100_001])
def test_argmax_finds_the_first(n):
    rng = np.random.default_rng(n)
    for dtype in ("int8", "uint16", "float32", "float64", "bool"):
        a = rng.integers(0, 2 if dtype == "bool" else 50, n).astype(dtype)
        for view in (a, a[::-1], a[::2]):
            check_same(nd.argmax(nd.asarray(view)), np.argmax(view))
            check_same(nd.argmin(nd.asarray(view)), np.argmin(view))


@pytest.mark.parametrize("dtype", [*INTS, *FLOATS])
def test_sorting_and_sets(dtype):
    """Functions that NumPy computes for us come back as our arrays."""
    a = sample(dtype, (4, 5))
    x = nd.asarray(a)
    for axis in (0, 1, -1):
        for descending in (False, True):
            got = np.asarray(nd.sort(x, axis=axis, descending=descending))
            want = np.sort(a, axis=axis)
            np.testing.assert_array_equal(got, np.flip(want, axis) if descending else want)
            order = nd.argsort(x, axis=axis, descending=descending, stable=True)
            np.testing.assert_array_equal(np.take_along_axis(a, np.asarray(order), axis), got)
    check_same(nd.unique_values(x), np.unique(a, equal_nan=False))
    ordered = np.sort(a.ravel())
    for side in ("left", "right"):
        check_same(nd.searchsorted(nd.asarray(ordered), x, side=side), np.searchsorted(ordered, a, side=side))
