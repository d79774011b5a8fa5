"""Reading and writing through an index, against NumPy: every tuple of a few items, and generated ones."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from arrays import DTYPES, FLOATS, INTS, address, check_same, layouts, mine, outcome, sample
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

import ndola as nd

SHAPES = ((), (3,), (2, 3), (2, 3, 2), (0, 3), (1, 2, 1))

# An index of an axis of 2 or 3, of each kind there is, some of them wrong.
ITEMS = (
    0,
    -1,
    2,
    np.int64(1),
    True,
    False,
    slice(None),
    slice(1, None),
    slice(None, None, -1),
    slice(5, None, -2),
    ...,
    None,
    np.array([0, 1]),
    np.array([1, 1, -2], dtype=np.int8),
    np.array([[0], [1]], dtype=np.uint8),
    np.array([], dtype=np.int64),
    np.array(True),
    np.array([True, False]),
    np.array([True, False, True]),
    np.array([[True, False, True], [False, True, True]]),
    np.array([0, 7]),
    np.array([0.0]),
    [1, 0],
    [True, False, True],
    [],
    2.0,
    "name",
)  # fmt: skip

# What assignments assign, of shapes that fit some selections.
VALUES = (
    7,
    2.5,
    True,
    np.float32(3),
    np.arange(2.0),
    np.arange(3),
    np.arange(6, dtype=np.int8).reshape(2, 3),
    np.array([[1], [2]]),
    [9, 8],
    np.array([]),
)  # fmt: skip


def numbered(shape: tuple[int, ...], dtype: str = "float64") -> np.ndarray:
    return np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)


def keys(shape: tuple[int, ...], most: int) -> Any:
    """The items by themselves, and every tuple of them of up to one index more than there are axes."""
    yield from ITEMS
    for n in range(min(most, len(shape) + 1) + 1):
        yield from itertools.product(ITEMS, repeat=n)


def strict(message: str) -> bool:
    """We refuse an index out of bounds even where the selection is empty, which NumPy lets pass."""
    return "out of bounds" in message


def check_read(a: np.ndarray, key: Any) -> bool:
    """a[key] on both sides: the same values or the same class of error, and the same memory. Whether it worked."""
    x = nd.asarray(a)
    want, got = outcome(lambda: a[key]), outcome(lambda: x[mine(key)])
    if want.error is not got.error:
        assert want.error is None and want.value.size == 0 and strict(got.message), (a.shape, key, want, got)
    if want.error is not None or got.error is not None:
        return False
    check_same(got.value, want.value)
    if not isinstance(want.value, np.ndarray):
        return True  # a NumPy scalar, which is a copy; ours is an array of no axes
    if want.value.size > 0 and np.may_share_memory(want.value, a):
        assert address(got.value) == address(want.value)
        lengths = [n for n, length in enumerate(want.value.shape) if length > 1]
        assert [got.value.strides[n] for n in lengths] == [want.value.strides[n] for n in lengths]
    else:
        assert got.value.size == 0 or not np.may_share_memory(np.asarray(got.value), a)
    return True


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_tuple_of_items_reads(shape):
    a = numbered(shape)
    read = [check_read(a, key) for key in keys(shape, 3)]
    assert len(read) > 20 and any(read) and not all(read)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_and_layout_reads(dtype):
    for a in layouts(sample(dtype, (3, 4, 5))):
        for key in (
            np.s_[1:, ::-2],
            np.s_[..., 3],
            np.s_[[0, 2], 1:, [[1], [-1]]],
            np.s_[a != 0],
            np.s_[:, [0, 0, 3]],
            np.s_[:, a[0] == 0],
            np.s_[None, 1, ..., np.arange(4) % 2],
        ):  # fmt: skip
            check_read(a, key)


def test_zero_d_integer_array_stands_for_an_int():
    """A view, where NumPy copies: what an int gives."""
    a = numbered((2, 3))
    for index in (nd.asarray(1), nd.asarray(1, dtype=nd.uint8), np.array(1), np.int8(1)):
        row = nd.asarray(a)[index]
        check_same(row, a[1])
        assert address(row) == address(a[1])


def written(a: np.ndarray, x: Any, key: Any, value: Any) -> tuple[Any, Any]:
    def theirs() -> None:
        a[key] = value

    def ours() -> None:
        x[mine(key)] = mine(value)

    return outcome(theirs), outcome(ours)


def check_write(a: np.ndarray, key: Any, value: Any) -> bool:
    """a[key] = value on both sides: the same elements afterwards, or an error on both. Whether it worked.

    Where several things are wrong we may find another one first. Values with leading axes of length 1 fit an element
    or a mask, as they fit any other selection. And a list is never an element, as NumPy has it for bools.
    """
    a = a.copy()
    before, x = a.copy(), nd.asarray(a.copy())
    want, got = written(a, x, key, value)
    if got.error is not None:
        np.testing.assert_array_equal(np.asarray(x), before)
        lenient = want.error is None and (strict(got.message) or (a.dtype == bool and isinstance(value, list)))
        assert want.error is not None or lenient, (a.shape, a.dtype, key, value, got)
        return False
    if want.error is not None:
        assert np.ndim(value) > 0 and np.size(value) == 1, (a.shape, a.dtype, key, value, want)
        return False
    np.testing.assert_array_equal(np.asarray(x), a, err_msg=repr((before, key, value)))
    return True


@pytest.mark.parametrize("dtype", ["float64", "int32", "bool"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_tuple_of_items_writes(shape, dtype):
    a = numbered(shape, dtype)
    wrote = [check_write(a, key, value) for key in keys(shape, 2) for value in VALUES]
    assert len(wrote) > 100 and any(wrote) and not all(wrote)


@pytest.mark.parametrize("target", DTYPES)
@pytest.mark.parametrize("source", DTYPES)
def test_assignment_casts(source, target):
    """As astype does; a complex value to real elements is refused, where NumPy warns and drops a part."""
    value = sample(source, (5, 4))
    if target.startswith("u") and not source.startswith("complex"):
        value = np.abs(value)  # C leaves negative floats to unsigned open
    for a in layouts(sample(target, (5, 4), seed=1)):
        for key in (np.s_[1:, ::-1], np.s_[[0, 3, 3]], np.s_[...], np.s_[a != 0]):
            x, part = nd.asarray(a.copy(order="K")), value[np.s_[key]]
            if source.startswith("complex") and target in (*INTS, *FLOATS):
                with pytest.raises(TypeError, match=f"{source} does not convert to"):
                    x[mine(key)] = nd.asarray(part)
                continue
            want = a.copy()
            want[key] = part
            x[mine(key)] = nd.asarray(part)
            np.testing.assert_array_equal(np.asarray(x), want)


@pytest.mark.parametrize("dtype", ["int8", "float64", "complex128"])
@pytest.mark.parametrize(
    ("target", "source"),
    [
        (np.s_[1:], np.s_[:-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[::-1], np.s_[:]),
        (np.s_[:], np.s_[::-1]),
        (np.s_[::2], np.s_[:500]),
        (np.s_[:500], np.s_[::2]),
        (np.s_[np.arange(999)], np.s_[1:]),
        (np.s_[np.arange(999)], np.s_[999:0:-1]),
        (np.s_[np.arange(1000) % 2 == 0], np.s_[499::-1]),
    ],
    ids=str,
)
def test_overlapping_assignment(target, source, dtype):
    """What a copy of the value would give."""
    a = (np.arange(1000) % 101).astype(dtype)
    x = nd.asarray(a.copy())
    x[mine(target)] = x[source]
    a[target] = a[source].copy()
    np.testing.assert_array_equal(np.asarray(x), a)


def test_overlapping_transpose():
    a = numbered((40, 40))
    x = nd.asarray(a.copy())
    x[...] = x.T
    np.testing.assert_array_equal(np.asarray(x), a.T)


def test_an_index_array_that_is_written_through():
    """The index is read before the first element is written."""
    for n in (5, 5000):
        a = np.arange(n)[::-1].copy()
        x = nd.asarray(a.copy())
        x[x] = x
        want = a.copy()
        want[a.copy()] = a.copy()
        np.testing.assert_array_equal(np.asarray(x), want)


@pytest.mark.parametrize("n", [10, 10_000, 200_000])
def test_the_last_of_duplicates_stays(n):
    rng = np.random.default_rng(n)
    index, value = rng.integers(0, n // 3, n), rng.random(n)
    a = np.zeros(n)
    x = nd.asarray(a.copy())
    a[index], x[nd.asarray(index)] = value, nd.asarray(value)
    np.testing.assert_array_equal(np.asarray(x), a)


def test_read_only_and_deletion():
    a = np.arange(3.0)
    a.flags.writeable = False
    x = nd.asarray(a)
    for key in (0, slice(None), [0, 1], ...):
        with pytest.raises(ValueError, match="read-only"):
            x[key] = 1
        with pytest.raises(TypeError, match="deleted"):
            del x[key]
    assert a.tolist() == [0, 1, 2]


@pytest.mark.parametrize("value", [256, -1, 2**64 - 1])
def test_integers_out_of_range_do_not_wrap(value):
    x = nd.zeros(3, dtype=nd.uint8)
    for key in (0, slice(None), [0, 1]):
        with pytest.raises(OverflowError, match=f"{value}.*int"):
            x[key] = value
    assert x.tolist() == [0, 0, 0]


# Generated cases: up to 4 axes, any basic index and any broadcasting set of index arrays.


@st.composite
def indexed(draw):
    """An array and an index of it: NumPy's own generators, with the parts mixed."""
    shape = draw(hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
    basic = draw(hnp.basic_indices(shape, allow_newaxis=True, allow_ellipsis=True))
    key = list(basic if isinstance(basic, tuple) else (basic,))
    form = draw(hnp.broadcastable_shapes((2, 3), min_dims=1, max_dims=2, max_side=3))
    axis = 0
    for i, item in enumerate(key):
        if item is Ellipsis:
            axis = len(shape) - sum(isinstance(k, int | slice) for k in key[i + 1 :])
        if not isinstance(item, int | slice):
            continue
        if shape[axis] > 0 and draw(st.booleans()):
            places = st.integers(-shape[axis], shape[axis] - 1)
            key[i] = draw(hnp.arrays(np.int64, form, elements=places))
        elif draw(st.integers(0, 5)) == 0:
            key[i] = draw(hnp.arrays(bool, shape[axis]))
        axis += 1
    return numbered(shape, draw(st.sampled_from(DTYPES[1:]))), tuple(key)


@settings(max_examples=300, deadline=None)
@given(indexed())
def test_generated_reads(case):
    check_read(*case)


@settings(max_examples=300, deadline=None)
@given(indexed(), st.data())
def test_generated_writes(case, data):
    a, key = case
    selection = outcome(lambda: a[key])
    shape = () if selection.error else np.shape(selection.value)
    form = data.draw(hnp.broadcastable_shapes(shape, max_dims=len(shape), max_side=3))
    value = sample(data.draw(st.sampled_from(DTYPES[:-2])), form)
    check_write(a, key, value)
