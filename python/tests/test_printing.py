"""str and repr equal NumPy's, byte for byte, for generated arrays."""

from __future__ import annotations

import numpy as np
import pytest
from arrays import DTYPES, FLOATS, layouts, sample
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.extra import numpy as hnp

import ndola as nd

# 200 arrays of every type here, 2000 of any type and memory below; the rest of the 5,000 are Go's golden files.
EVERY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(a: np.ndarray) -> None:
    """Both texts; ours says "array" too. Text compared as lists of lines, which fail readably."""
    x = nd.asarray(a)
    assert str(x).splitlines() == str(a).splitlines()
    assert repr(x).splitlines() == repr(a).splitlines()


def shapes(most: int = 4) -> st.SearchStrategy:
    return hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=most)


@pytest.mark.parametrize("dtype", DTYPES)
def test_any_values(dtype):
    """Every bit pattern of a type: subnormals, extremes, infinities, NaNs."""

    @EVERY
    @given(hnp.arrays(dtype, shapes()))
    def generated(a):
        check(a)

    generated()


SPECIAL = [0.0, -0.0, 0.1, 1.0, -1.5, 1e16, 1e-5, 123456.789, 1e8, 99999999.5, np.inf, -np.inf, np.nan, 2 / 3, 1e-320]


@MANY
@given(st.sampled_from([*FLOATS, "complex64", "complex128"]), shapes(), st.integers(0, 2**32 - 1))
def test_numbers_people_write(dtype, shape, seed):
    """Values of few digits beside one another, where widths, exponents and zeros at the end are decided."""
    rng = np.random.default_rng(seed)
    near = np.round(rng.uniform(-100, 100, 6), rng.integers(0, 4))
    a = rng.choice(np.concatenate([rng.choice(SPECIAL, 3), near, rng.integers(-10000, 10000, 3)]), shape)
    with np.errstate(all="ignore"):
        check(np.asarray(a + 1j * np.roll(a, 1) if dtype.startswith("complex") else a).astype(dtype))


@MANY
@given(st.sampled_from([*FLOATS, "complex64", "complex128"]), shapes(5), st.integers(0, 2**32 - 1))
def test_values_of_one_magnitude(dtype, shape, seed):
    """A scale and a precision for the whole array: where fixed notation ends and exponents begin."""
    rng = np.random.default_rng(seed)
    scale, digits = int(rng.integers(-20, 20)), int(rng.integers(0, 17))
    with np.errstate(all="ignore"):
        a = np.round(rng.normal(size=shape), digits) * 10.0**scale
        if dtype.startswith("complex"):
            a = a + 1j * np.round(rng.normal(size=shape), digits)
        check(np.asarray(a).astype(dtype))


SUMMARIZED = (
    (1001,),
    (1000,),
    (2000,),
    (7, 200),
    (200, 7),
    (11, 10, 10),
    (1, 1001),
    (1001, 1),
    (3, 1, 400),
    (40, 5, 6),
    (0, 2000),
)


@pytest.mark.parametrize("shape", SUMMARIZED, ids=str)
@pytest.mark.parametrize("dtype", DTYPES)
def test_long_arrays_are_summarized(dtype, shape):
    a = np.resize(sample(dtype, (997,)), shape)
    check(a)
    check(np.asarray(a * np.asarray(3.7)).astype(dtype))
    check(a[..., ::-1])


@pytest.mark.parametrize("width", [60, 70, 75, 76, 77, 80, 150])
def test_lines_break_where_numpy_breaks_them(width):
    for dtype in ("int64", "float64", "complex128", "bool"):
        for last in range(1, 24):
            a = np.resize(sample(dtype, (97,)) * np.asarray(10 ** (width % 7)), (2, last * 3)).astype(dtype)
            check(a)


@pytest.mark.parametrize("dtype", DTYPES)
def test_memory_does_not_show(dtype):
    for shape in ((), (5,), (3, 4), (2, 3, 4), (0, 3)):
        a = sample(dtype, shape)
        for view in layouts(a):
            check(view)
        if a.ndim:
            check(np.broadcast_to(a, (2, *a.shape)))


CARRIED = (
    np.array(["a", "bcd", "", "\u20ac\u00e9", "it's", 'say "x"', "line\nbreak"]),
    np.array([b"a", b"bcd", b"", b"\x00\xff'"]),
    np.array(["2024-02-29", "NaT", "1969-12-31"], dtype="M8[D]"),
    np.array(["2024-02-29T12:30:01.5", "NaT"], dtype="M8[ms]"),
    np.array([1, -5, "NaT"], dtype="m8[h]"),
    np.array([10**15, 3], dtype="m8[ns]"),
    np.array([(1, 2.5), (3, -1)], dtype=[("a", "i4"), ("b", "f8")]),
    np.array([(1, "xy")], dtype=[("id", "u1"), ("name", "U3")]),
    np.array([(1, [1, 2])], dtype=[("id", "u1"), ("pair", "i2", (2,))]),
    np.zeros((2, 2), dtype=[("x", "f4"), ("y", [("z", "?")])]),
)  # fmt: skip


@pytest.mark.parametrize("a", CARRIED, ids=lambda a: str(a.dtype))
def test_types_we_only_carry(a):
    for view in (a, a[::-1], a[:1], a[:0], a.reshape(1, *a.shape), a.ravel()[:1].reshape(())):
        check(view)


def test_in_containers_and_formats():
    x, a = nd.asarray([1.5, 2]), np.array([1.5, 2])
    assert f"{x}" == f"{a}" == "[1.5 2. ]"
    assert repr([x, (x,)]) == repr([a, (a,)])
    assert f"{nd.asarray(2.5):.3f}|{nd.asarray(7):>4}" == "2.500|   7"
    with pytest.raises(TypeError, match="__format__"):
        _ = f"{x:.3f}"
