"""Functions that make arrays against NumPy: shapes, types and values."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from arrays import DTYPES, FLOATS, INTS, check_same, layouts, mine, outcome, sample

import ndola as nd

SHAPES = ((), (0,), (3,), 3, [2, 3], (2, 0, 4), (1, 2, 3), np.int64(2), (np.int8(2), 3))
WRONG_SHAPES = ((-1,), (2, -3), (2.0,), "22", None, (None,), (2**62, 2**62), ((1, 2), 3))


def compare(name: str, *args: Any, exact: bool = True, **options: Any) -> bool:
    """The function on both sides; whether it gave a value."""
    ours = {key: getattr(nd, value) if key == "dtype" and value else value for key, value in options.items()}
    want, got = outcome(getattr(np, name), *args, **options), outcome(getattr(nd, name), *mine(args), **ours)
    assert (want.error is None) == (got.error is None), (name, args, options, want, got)
    if want.error is not None:
        return False
    check_same(got.value, want.value, exact)
    return True


@pytest.mark.parametrize("dtype", [None, *DTYPES])
def test_filled_arrays(dtype):
    for shape in SHAPES:
        for name in ("zeros", "ones"):
            assert compare(name, shape, dtype=dtype)
        assert compare("empty", shape, dtype=dtype, exact=False)
        for value in (0, 1, True, 2.5, 3 + 4j):
            if isinstance(value, complex) and dtype not in (None, "complex64", "complex128"):
                continue
            assert compare("full", shape, value, dtype=dtype)


@pytest.mark.parametrize("name", ["zeros", "ones", "empty", "full"])
def test_wrong_shapes(name):
    for shape in WRONG_SHAPES:
        args = (shape, 1) if name == "full" else (shape,)
        with pytest.raises((TypeError, ValueError, MemoryError, OverflowError)) as caught:
            getattr(nd, name)(*args)
        assert name in str(caught.value).lower(), (shape, caught.value)


@pytest.mark.parametrize("dtype", [None, *DTYPES])
def test_likes(dtype):
    for source, shape in itertools.product(("int16", "float64", "bool"), ((), (0,), (3, 4))):
        for a in layouts(sample(source, shape)):
            for name in ("zeros_like", "ones_like"):
                assert compare(name, a, dtype=dtype)
            assert compare("empty_like", a, dtype=dtype, exact=False)
            for value in (0, 1, 2.5, True):
                assert compare("full_like", a, value, dtype=dtype)


@pytest.mark.parametrize("value", [300, -1, 2**64])
def test_full_of_what_does_not_fit(value):
    with pytest.raises(OverflowError, match="full.*" if abs(value) < 2**63 else "full"):
        nd.full(3, value, dtype=nd.uint8)
    with pytest.raises(OverflowError, match="full"):
        nd.full_like(nd.zeros(3, dtype=nd.uint8), value)


@pytest.mark.parametrize("dtype", [None, *INTS, *FLOATS])
def test_arange(dtype):
    for args in ((5,), (0,), (-3,), (2, 7), (7, 2), (0, 10, 3), (10, 0, -3), (5, 5, 1), (0, 9, 9), (1, 2, 100)):
        if dtype and dtype[0] == "u" and min(args) < 0:
            continue
        assert compare("arange", *args, dtype=dtype)
    for args in ((2.5,), (0, 1, 0.25), (1, -1, -0.5), (0.5, 5.5), (-2.0, 2), (0, 3, 1.5)):
        if dtype not in INTS:
            assert compare("arange", *args, dtype=dtype)


def test_arange_counts_as_numpy_does():
    """The length is the quotient rounded up, whatever the rounding of the steps."""
    rng = np.random.default_rng(3)
    for start, stop, step in rng.normal(size=(2000, 3)):
        if abs((stop - start) / step) < 1000:
            want, got = np.arange(start, stop, step), nd.arange(start, stop, step)
            assert got.shape == want.shape
            np.testing.assert_allclose(np.asarray(got), want, rtol=1e-13, atol=1e-13)


def test_arange_refuses():
    with pytest.raises((ValueError, ZeroDivisionError), match=r"(?i)arange.*step"):
        nd.arange(0, 3, 0)
    for args in ((float("nan"),), (0, float("inf")), (0, 1, float("nan"))):
        with pytest.raises((ValueError, OverflowError), match="arange"):
            nd.arange(*args)
    for args in ((2**62,), (0, 1e30)):
        with pytest.raises((ValueError, MemoryError, OverflowError), match="arange"):
            nd.arange(*args)
    with pytest.raises(TypeError, match="arange"):
        nd.arange("3")


@pytest.mark.parametrize("dtype", [None, *FLOATS, "complex64", "complex128"])
@pytest.mark.parametrize("endpoint", [True, False])
def test_linspace(dtype, endpoint):
    for start, stop in ((0, 1), (0.1, 0.7), (5, -5), (3, 3), (-1e300, 1e300), (0, 1e-320), (2, 2**53)):
        for num in (0, 1, 2, 3, 10, 50, 101):
            options = {"num": num, "endpoint": endpoint, "dtype": dtype}
            ours = options | {"dtype": getattr(nd, dtype) if dtype else None}
            with np.errstate(over="ignore"):
                want = np.linspace(start, stop, **options)
            got = nd.linspace(start, stop, **ours)
            check_same(got, want, exact=False)
            if num and want.dtype == np.float64:
                assert got[0].item() == start
                assert num == 1 or not endpoint or got[-1].item() == stop
            with np.errstate(all="ignore"):
                np.testing.assert_allclose(np.asarray(got), want, rtol=2e-3 if dtype == "float16" else 1e-6, atol=1e-7)


def test_linspace_refuses():
    with pytest.raises(ValueError, match="linspace.*-1"):
        nd.linspace(0, 1, num=-1)
    with pytest.raises(TypeError, match="linspace.*num"):
        nd.linspace(0, 1, num=2.5)
    check_same(nd.linspace(0, 1 + 1j, num=3), np.linspace(0, 1 + 1j, num=3))


@pytest.mark.parametrize("dtype", [None, *DTYPES])
def test_eye(dtype):
    ours = getattr(nd, dtype) if dtype else None
    for rows, cols in ((0, None), (1, None), (3, None), (2, 4), (4, 2), (0, 3)):
        for k in (-9, -1, 0, 1, 2, 9):
            check_same(nd.eye(rows, cols, k=k, dtype=ours), np.eye(rows, cols, k=k, dtype=dtype or float))
    with pytest.raises(ValueError, match="eye.*-1"):
        nd.eye(-1)


@pytest.mark.parametrize("indexing", ["xy", "ij"])
def test_meshgrid(indexing):
    for parts in ((), ((3,),), ((3,), (4,)), ((2,), (3,), (4,)), ((0,), (2,)), ((), (2,))):
        for dtype in ("int16", "float32"):
            axes = [sample(dtype, shape, seed) for seed, shape in enumerate(parts)]
            want, got = np.meshgrid(*axes, indexing=indexing), nd.meshgrid(*mine(axes), indexing=indexing)
            assert len(got) == len(want)
            for g, w in zip(got, want, strict=True):
                check_same(g, w)
    with pytest.raises(ValueError, match="meshgrid.*zz"):
        nd.meshgrid(nd.zeros(2), indexing="zz")


NESTED = (
    1, 2.5, True, 1 + 2j, [], [[]], [[], []], [1, 2], [1, 2.0], [True, 2], [1, 2j], [[1, 2], [3, 4]], [[[1]], [[2]]],
    (1, 2), [2**40, -5], [2**63], [0.0, True, 3], [[True, False]], ((1, 2), [3, 4]), range(4), [range(2), range(2)],
    np.arange(3), [np.arange(3), np.arange(3)], [np.float32(1), np.float32(2)], [np.int8(1), 2], np.float16(1.5),
    [[1, 2], [3]], [1, [2]], [[1], 2], memoryview(b"abc"),
)  # fmt: skip


@pytest.mark.parametrize("nested", NESTED, ids=repr)
def test_asarray_of_nested_sequences(nested):
    """The type NumPy finds, and its refusal of ragged ones."""
    want, got = (
        outcome(np.asarray, memoryview(nested) if isinstance(nested, bytearray) else nested),
        outcome(nd.asarray, nested),
    )
    assert want.error is got.error, (want, got)
    if want.error is None:
        check_same(got.value, want.value)


@pytest.mark.parametrize("dtype", DTYPES)
def test_asarray_with_a_dtype(dtype):
    for nested in ([], [0, 1], [[True], [False]], 1, range(3)):
        check_same(nd.asarray(nested, dtype=getattr(nd, dtype)), np.asarray(nested, dtype=dtype))
    if dtype in INTS:
        for value in (np.iinfo(dtype).max + 1, np.iinfo(dtype).min - 1):
            with pytest.raises(OverflowError, match=dtype):
                nd.asarray([value], dtype=getattr(nd, dtype))


def test_asarray_refuses_objects():
    for thing in (object(), None, [None], {"a": 1}, {1, 2}, [object()], lambda: 0):
        with pytest.raises((TypeError, ValueError), match="asarray"):
            nd.asarray(thing)


def test_devices():
    for name, args in (("zeros", (2,)), ("arange", (3,)), ("asarray", ([1],)), ("linspace", (0, 1, 3))):
        check_same(getattr(nd, name)(*args, device="cpu"), np.asarray(getattr(nd, name)(*args)))
        with pytest.raises((ValueError, TypeError), match="cpu"):
            getattr(nd, name)(*args, device="gpu")


def test_filled_with_a_numpy_scalar():
    """The value is data: the array is ours, of the scalar's type."""
    x = nd.full(3, np.float32(2))
    assert type(x) is nd.Array and x.dtype == nd.float32 and x.tolist() == [2.0, 2.0, 2.0]
