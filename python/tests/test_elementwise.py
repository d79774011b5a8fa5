"""Every elementwise function, element type and layout against NumPy.

Arithmetic, comparison and bits must agree to the bit; elementary functions within the sum of both
sides' errors. Where the standard and NumPy differ the row says so.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import ndola as nd
from ndola._rows import UFUNCS

OURS_TO_NUMPY = {ours: numpy for numpy, ours in UFUNCS.items()}
INTS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
FLOATS = ("float16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
DTYPES = ("bool", *INTS, *FLOATS, *COMPLEX)

# Results agree to the bit but for these, which NumPy computes with errors of up to 4 ulp.
EXACT = {
    "abs",
    "add",
    "bitwise_and",
    "bitwise_invert",
    "bitwise_left_shift",
    "bitwise_or",
    "bitwise_right_shift",
    "bitwise_xor",
    "ceil",
    "conj",
    "copysign",
    "equal",
    "floor",
    "greater",
    "greater_equal",
    "imag",
    "isfinite",
    "isinf",
    "isnan",
    "less",
    "less_equal",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "multiply",
    "negative",
    "nextafter",
    "not_equal",
    "positive",
    "real",
    "round",
    "sign",
    "signbit",
    "sqrt",
    "square",
    "subtract",
    "trunc",
}
COMPLEX_ROUNDS = {"abs", "multiply", "square", "sqrt", "sign"}
ULPS = {"float16": 2, "float32": 8, "float64": 16, "complex64": 64, "complex128": 64}


def sample(dtype: str, n: int = 257) -> np.ndarray:
    """Values of every size and sign of a type, special ones among the floats."""
    rng = np.random.default_rng(7)
    if dtype == "bool":
        return rng.random(n) < 0.5
    if dtype in INTS:
        info = np.iinfo(dtype)
        edge = np.array([0, 1, 2, 3, info.min, info.max, info.max - 1], dtype=dtype)
        return np.concatenate([edge, rng.integers(info.min, info.max, n - len(edge), dtype=dtype, endpoint=True)])
    if dtype in FLOATS:
        values = rng.normal(size=n) * 10.0 ** rng.integers(-3, 3, n)
        values[:6] = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0]
        return values.astype(dtype)
    part = sample("float32" if dtype == "complex64" else "float64", n)[6:]
    return (part + 1j * np.roll(part, 5)).astype(dtype)


def ulps(a: np.ndarray, b: np.ndarray) -> float:
    """The largest distance in units of the last place of b; NaN matches NaN."""
    if a.dtype.kind == "c":
        scale = np.spacing(np.abs(b)).astype(a.real.dtype)
    else:
        scale = np.spacing(np.abs(b))
    with np.errstate(all="ignore"):
        off = np.abs(a - b) / scale
    same = (a == b) | ((a != a) & (b != b))
    return float(np.max(np.where(same, 0, np.where(np.isnan(off), np.inf, off)), initial=0))


def rounded(name: str, result: np.ndarray) -> bool:
    """Whether a function of EXACT rounds: arithmetic on complex numbers, and the modulus."""
    return name in COMPLEX_ROUNDS and (result.dtype.kind == "c" or name == "abs")


def compare(name: str, got: nd.Array, want: np.ndarray) -> None:
    got = np.asarray(got)
    assert got.dtype == want.dtype, f"{name}: {got.dtype}, NumPy {want.dtype}"
    assert got.shape == want.shape
    if want.dtype.kind not in "fc" or (name in EXACT and not rounded(name, got)):
        np.testing.assert_array_equal(got, want)
        return
    assert ulps(got, want) <= ULPS[want.dtype.name]


# Where we follow the standard and NumPy does not, or NumPy is wrong: why, per function and dtype kinds.
DIFFERS = {
    ("round", "biu"): "np.rint of integers is floating, the standard's round keeps them",
    ("real", "biufc"): "NumPy has no ufunc of the name",
    ("imag", "biufc"): "NumPy has no ufunc of the name",
    ("floor_divide", "f"): "the standard's rules for infinities",
    ("sign", "c"): "subnormal moduli",
    ("log1p", "c"): "NumPy loses digits near 0; ours is tested against mpmath",
    ("pow", "c"): "NumPy's error grows with the logarithm; ours is tested against mpmath",
    ("reciprocal", "iu"): "the reciprocal of integer 0 is 0, as the quotient is",
}


def differs(name: str, kind: str) -> bool:
    return any(name == n and kind in kinds for n, kinds in DIFFERS)


def numpy_function(name: str):
    return getattr(np, OURS_TO_NUMPY.get(name, name))


UNARY = sorted(n for n, f in ((n, numpy_function(n)) for n in UFUNCS.values()) if getattr(f, "nin", 1) == 1)
BINARY = sorted(n for n, f in ((n, numpy_function(n)) for n in UFUNCS.values()) if getattr(f, "nin", 1) == 2)


def layouts(a: np.ndarray):
    """The same values in memory that is strided, reversed, swapped, two-dimensional."""
    yield "packed", a
    yield "reversed", a[::-1].copy()[::-1]
    wide = np.empty(3 * a.size, a.dtype)
    wide[::3] = a
    yield "strided", wide[::3]
    if a.dtype.itemsize > 1:
        yield "swapped", a.astype(a.dtype.newbyteorder())
    n = a.size // 4 * 4
    yield "transposed", a[:n].reshape(4, -1).T


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", UNARY)
def test_unary(name: str, dtype: str) -> None:
    a = sample(dtype)
    if differs(name, a.dtype.kind):
        pytest.skip(next(why for (n, kinds), why in DIFFERS.items() if n == name and a.dtype.kind in kinds))
    ours, theirs = getattr(nd, name), numpy_function(name)
    try:
        want = theirs(a)
    except TypeError:
        with pytest.raises(TypeError, match=dtype):
            ours(nd.asarray(a))
        return
    for _, view in layouts(a):
        compare(name, ours(nd.asarray(view)), theirs(view))
    assert want.shape == a.shape


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", BINARY)
def test_binary(name: str, dtype: str) -> None:
    a = sample(dtype)
    if differs(name, a.dtype.kind):
        pytest.skip(next(why for (n, kinds), why in DIFFERS.items() if n == name and a.dtype.kind in kinds))
    b = np.roll(a, 3)
    if name == "pow" and dtype in INTS:
        b = (np.abs(b) % 5).astype(dtype)
    if name.endswith("shift") and dtype != "bool":
        b = (np.abs(b) % 8).astype(dtype)
    ours, theirs = getattr(nd, name), numpy_function(name)
    try:
        theirs(a, b)
    except TypeError:
        with pytest.raises(TypeError):
            ours(nd.asarray(a), nd.asarray(b))
        return
    for (_, x), (_, y) in zip(layouts(a), layouts(b), strict=True):
        compare(name, ours(nd.asarray(x), nd.asarray(y)), theirs(x, y))
    compare(name, ours(nd.asarray(a), nd.asarray(b[0:1])), theirs(a, b[0:1]))


@pytest.mark.parametrize("pair", list(itertools.product(DTYPES, DTYPES)), ids="-".join)
def test_promotion_of_arrays(pair: tuple[str, str]) -> None:
    """Every pair of types: every function of two operands has the dtype NumPy gives, or refuses as it does."""
    x, y = (np.ones(2, d) for d in pair)
    for name in BINARY:
        try:
            want = numpy_function(name)(x, y).dtype.name
        except TypeError:
            with pytest.raises(TypeError):
                getattr(nd, name)(nd.asarray(x), nd.asarray(y))
        else:
            assert getattr(nd, name)(nd.asarray(x), nd.asarray(y)).dtype.name == want, name
    assert nd.result_type(nd.asarray(x), nd.asarray(y)).name == str(np.result_type(x, y))


@pytest.mark.parametrize("scalar", [True, 2, 2.5, 2.5j], ids=["bool", "int", "float", "complex"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_promotion_of_scalars(dtype: str, scalar: complex) -> None:
    """NEP 50: Python scalars are weak, on both sides."""
    a = np.ones(2, dtype)
    for got, want in ((nd.asarray(a) + scalar, a + scalar), (scalar + nd.asarray(a), scalar + a)):
        assert str(np.asarray(got).dtype) == str(want.dtype)
        np.testing.assert_array_equal(np.asarray(got), want)


@pytest.mark.parametrize("scalar", [300, -1, 2**40])
def test_scalars_out_of_range(scalar: int) -> None:
    with pytest.raises(OverflowError, match="uint8"):
        nd.asarray([1], dtype=nd.uint8) + scalar


def test_out_and_where() -> None:
    a = np.arange(12.0).reshape(3, 4)
    x, out = nd.asarray(a), nd.zeros((3, 4))
    assert nd.exp(x, out=out) is out
    np.testing.assert_array_equal(np.asarray(out), np.asarray(nd.exp(x)))
    out = nd.full((3, 4), -1.0)
    nd.add(x, 1, out=out, where=x > 5)
    np.testing.assert_array_equal(np.asarray(out), np.where(a > 5, a + 1, -1))
    with pytest.raises(ValueError, match=r"\(3, 4\)"):
        nd.add(x, 1, out=nd.zeros((4, 3)))
    with pytest.raises(TypeError, match="int8"):
        nd.add(x, 1, out=nd.zeros((3, 4), dtype=nd.int8))


def test_overlapping_output() -> None:
    """What a copy of the operand would give."""
    for source, target in ((slice(None, -1), slice(1, None)), (slice(1, None), slice(None, -1))):
        a = np.arange(50_000.0)
        x = nd.asarray(a.copy())
        nd.add(x[source], 1, out=x[target])
        want = a.copy()
        want[target] = a[source] + 1
        np.testing.assert_array_equal(np.asarray(x), want)


def test_errors_name_function_shapes_and_dtypes() -> None:
    with pytest.raises(ValueError, match=r"add: shapes \(2, 3\) and \(4,\) do not broadcast: axis -1 has 3 and 4"):
        nd.add(nd.zeros((2, 3)), nd.zeros(4))
    with pytest.raises(TypeError, match="negative.*bool"):
        nd.negative(nd.asarray([True]))
    with pytest.raises(ValueError, match="pow.*negative"):
        nd.pow(nd.asarray([2]), nd.asarray([-1]))
