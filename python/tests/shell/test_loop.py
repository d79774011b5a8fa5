"""Small elementwise calls, which run the core's machine code without entering Go, against the long way."""

import itertools
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import ndola as nd

np = pytest.importorskip("numpy")

CORE = Path(nd.__file__).with_name("libndola_core.so")
pytestmark = pytest.mark.skipif(not CORE.exists(), reason="libndola_core.so is not built")

# Signatures tell the ufuncs: they alone take out.
UFUNCS = [
    f for f in (getattr(nd, name) for name in dir(nd)) if "out=None" in (getattr(f, "__text_signature__", "") or "")
]
DTYPES = [nd.bool, nd.int8, nd.int16, nd.int32, nd.int64, nd.uint8, nd.uint16, nd.uint32, nd.uint64]
DTYPES += [nd.float16, nd.float32, nd.float64, nd.complex64, nd.complex128]
# Around the vectors of both instruction sets, and around the longest array that is taken here.
SIZES = [0, 1, 3, 8, 17, 35, 64, 512, 513]


def operands(function):
    return function.__text_signature__.split("/")[0].count(",")


def make(n, dtype, seed=0):
    """n elements that no function refuses, some of them special where the type has any."""
    random.seed(seed)
    values = [random.randrange(1, 6) for _ in range(n)]
    if dtype == nd.bool:
        values = [v > 2 for v in values]
    elif dtype in (nd.float32, nd.float64):
        special = [0.0, -0.0, -1.5, float("inf"), float("-inf"), float("nan"), 1e-310, 710.0]
        values = [random.choice([random.uniform(-3, 3), *special]) for v in values]
    return nd.asarray(values, dtype=dtype)


def strided(x):
    """The same elements apart from each other, which only the long way takes."""
    n = x.shape[0]
    apart = nd.zeros(2 * n, dtype=x.dtype)
    apart[::2] = x
    return apart[::2]


def bits(x):
    return x.dtype, x.shape, x.strides, bytes(x.data)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("function", UFUNCS, ids=lambda f: f.__name__)
def test_arrays(function, dtype, no_leak):
    for n in SIZES:
        args = [make(n, dtype, seed) for seed in range(operands(function))]
        try:
            want = function(*map(strided, args))
        except TypeError:
            with pytest.raises(TypeError):
                function(*args)
            return
        assert bits(function(*args)) == bits(want), n


NUMBERS = [0, 1, -3, 2.5, 1e300, float("nan"), -0.0, 2**63 - 1, 2**63, 2**80, True, 1j]


@pytest.mark.parametrize("dtype", [nd.int32, nd.int64, nd.uint64, nd.float32, nd.float64, nd.complex128], ids=str)
@pytest.mark.parametrize("function", [f for f in UFUNCS if operands(f) == 2], ids=lambda f: f.__name__)
def test_numbers(function, dtype):
    """A number on either side: what the core writes to an array given, or its error."""
    x = make(9, dtype)
    for args in [(x, number) for number in NUMBERS] + [(number, x) for number in NUMBERS]:
        try:
            got = function(*args)
        except (TypeError, ValueError, OverflowError) as error:
            with pytest.raises(type(error)):
                function(*(strided(x) if a is x else a for a in args))
        else:
            assert bits(got) == bits(function(*args, out=nd.empty_like(got))), args


def test_the_shape_of_results():
    for shape in [(), (1,), (2, 3), (1, 4, 1), (2, 1, 2, 3), (1, 2, 1, 2, 1, 2), (0, 3), (3, 0)]:
        x = nd.ones(shape)
        assert bits(x + x) == bits(nd.full(shape, 2.0))
        assert bits(x < 2.0) == bits(nd.ones(shape, dtype=nd.bool))
    x = nd.reshape(nd.arange(6.0), (2, 3))
    for a, b in itertools.product([x, x[:1], x[:, :1], x[1:, :], x[::-1]], repeat=2):
        assert (a + b).tolist() == (np.asarray(a) + np.asarray(b)).tolist()
    transposed = nd.reshape(nd.arange(4.0), (2, 2)).T
    assert (transposed + transposed).tolist() == [[0, 4], [2, 6]]


def test_what_takes_the_long_way():
    class Named(nd.Array):
        pass

    x = nd.arange(4.0)
    assert type(Named(x) + x) is Named and type(x + Named(x)) is Named
    swapped = nd.asarray(np.arange(4.0).astype(">f8"))
    assert (swapped + swapped).tolist() == (x + swapped).tolist() == (swapped + x).tolist() == [0, 2, 4, 6]
    assert (nd.arange(4.0) + nd.arange(4)).dtype == nd.float64
    y = nd.arange(4.0)
    y += y
    assert y.tolist() == [0, 2, 4, 6]


def test_arguments_are_counted():
    with pytest.raises(TypeError):
        nd.add(nd.ones(3))
    with pytest.raises(TypeError):
        nd.exp(nd.ones(3), nd.ones(3))


@pytest.mark.parametrize("kernels", ["portable", "avx2"])
def test_other_kernels(kernels):
    """Where the core has no machine code for a loop, or other code, the answers agree."""
    program = "import ndola as nd; x = nd.arange(8.0); print((x + x).tolist(), (x * 2.0).tolist(), (x < 3).tolist())"
    answers = [
        subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        ).stdout
        for environment in (dict(os.environ), os.environ | {"GONDOLA_KERNELS": kernels})
    ]
    assert answers[0] == answers[1]
