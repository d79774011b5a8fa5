"""Functions that rearrange, join and convert arrays against NumPy: values, errors, and what shares memory."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from arrays import COMPLEX, DTYPES, FLOATS, INTS, address, check_same, layouts, mine, outcome, sample

import ndola as nd

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

SHAPES = ((), (1,), (4,), (0,), (3, 4), (0, 3), (1, 3, 1), (2, 3, 4))
NUMPY_NAMES = {"permute_dims": "transpose", "concat": "concatenate"}


def test_methods_take_their_parameters_by_keyword():
    """NumPy's methods do, and what is written for them; the functions of the standard do not."""
    a = np.arange(6.0)
    x = mine(a)
    check_same(x.astype(dtype="int8"), a.astype(dtype="int8"))
    check_same(x.take(indices=[1, 0], axis=0), a.take(indices=[1, 0], axis=0))
    check_same(x.repeat(repeats=2), a.repeat(repeats=2))
    for call in (lambda: x.astype(x="int8"), lambda: x.take([0], indices=[0]), lambda: nd.astype(x, dtype="int8")):
        with pytest.raises(TypeError, match="astype: unexpected keyword|take: argument 'indices' given twice"):
            call()


def shares(got: Any, a: np.ndarray) -> bool:
    return np.may_share_memory(np.asarray(got), a)


def compare(name: str, *args: Any, lenient: bool = False, **options: Any) -> bool:
    """The function on both sides; whether it gave a value. Lenient: an error of NumPy's must be one of ours, and
    what we refuse need not be."""
    theirs = getattr(np, NUMPY_NAMES.get(name, name))
    want = outcome(theirs, *args, **options)
    got = outcome(getattr(nd, name), *mine(args), **options)
    assert want.error is got.error or (lenient and got.error), (name, args, options, want, got)
    if got.error is not None:
        return False
    if isinstance(want.value, tuple | list):
        assert len(got.value) == len(want.value)
        for g, w in zip(got.value, want.value, strict=True):
            check_same(g, w)
    else:
        check_same(got.value, want.value)
        if isinstance(args[0], np.ndarray) and args[0].size and isinstance(want.value, np.ndarray):
            assert not shares(want.value, args[0]) or shares(got.value, args[0]), (name, args, "a view in NumPy")
    return True


def arrays(shapes: Any = SHAPES, dtypes: Any = ("int16", "float64")) -> Any:
    for shape in shapes:
        for dtype in dtypes:
            yield from layouts(sample(dtype, shape))


def axis_choices(rank: int) -> list[int]:
    return list(range(-rank - 1, rank + 1))


def test_expand_dims_and_squeeze():
    for a in arrays():
        done = [compare("expand_dims", a, axis) for axis in range(-a.ndim - 2, a.ndim + 2)]
        done += [
            compare("expand_dims", a, axis) for axis in itertools.product(range(-a.ndim - 2, a.ndim + 2), repeat=2)
        ]
        assert any(done) and not all(done)
        for axis in (*axis_choices(a.ndim), (), (0, -1), (0, 2), (0, 0)):
            if a.ndim == 0 and axis in (0, -1):
                continue  # NumPy ignores these axes of an array that has none
            compare("squeeze", a, axis)


def test_flip_and_roll():
    for a in arrays():
        for axis in (None, *axis_choices(a.ndim), (), (0, -1), (1, 0)):
            compare("flip", a, axis=axis)
            for shift in (0, 1, -1, 7, -(2**40), (1, 2), (1, 2, 3)):
                if isinstance(shift, tuple) and axis is None:
                    continue  # NumPy adds the shifts up
                compare("roll", a, shift, axis=axis, lenient=a.size == 0 or axis == () or isinstance(shift, tuple))


def test_moveaxis_and_permute_dims():
    for a in arrays():
        for source, destination in itertools.product(axis_choices(a.ndim), repeat=2):
            compare("moveaxis", a, source, destination)
        for axes in itertools.permutations(range(a.ndim)):
            assert compare("permute_dims", a, axes)
            assert compare("permute_dims", a, tuple(axis - a.ndim for axis in axes))
            compare("moveaxis", a, axes, tuple(reversed(axes)))
        for wrong in ((0,) * a.ndim, (0,) * (a.ndim + 1), tuple(range(1, a.ndim + 1))):
            if a.ndim:
                compare("permute_dims", a, wrong, lenient=True)
        if a.ndim >= 2:
            compare("matrix_transpose", a)
            check_same(nd.asarray(a).mT, np.swapaxes(a, -1, -2))
        if a.ndim == 2:
            check_same(nd.asarray(a).T, a.T)
            continue
        with pytest.raises(ValueError, match=f"2-d.*{a.ndim}-d"):
            _ = nd.asarray(a).T


TARGETS = (
    (), (1,), (4,), (12,), (-1,), (3, 4), (4, 3), (2, -1), (-1, 5), (-1, -1), (2, 3, 2), (0,), (0, 3), (3, 0), (0, -1),
    (-2, 6), (24,), (4, 6), (2, 2, 6), (3, 8), (1, 3), (3, 1, 1),
)  # fmt: skip


def test_reshape():
    """A view wherever NumPy makes one; a copy when it must be, or when it is asked for."""
    reshaped = []
    for a in arrays():
        for target in TARGETS:
            for copy in (None, True, False):
                done = compare("reshape", a, target, copy=copy, lenient=-2 in target)
                reshaped.append(done)
                if done and a.size:
                    got = nd.reshape(nd.asarray(a), target, copy=copy)
                    assert shares(got, a) == np.may_share_memory(np.reshape(a, target, copy=copy), a)
    assert any(reshaped) and not all(reshaped)


def test_reshape_says_why_not():
    x = nd.asarray(np.arange(12.0).reshape(3, 4).T)
    with pytest.raises(ValueError, match=r"reshape.*\(4, 3\).*\(12,\)"):
        nd.reshape(x, (12,), copy=False)
    with pytest.raises(ValueError, match=r"reshape.*size 12.*\(5,\)"):
        nd.reshape(x, (5,))


def test_broadcast():
    targets = ((), (1,), (4,), (3, 4), (2, 3, 4), (0,), (3, 0), (2, 1, 3, 1), (3,), (5, 4))
    for a in arrays():
        for target in targets:
            if compare("broadcast_to", a, target):
                got = nd.broadcast_to(nd.asarray(a), target)
                with pytest.raises(ValueError, match="read-only"):
                    got[...] = 0
    for shapes in itertools.product(SHAPES, repeat=2):
        parts = [sample("int8", shape) for shape in shapes]
        want, got = outcome(np.broadcast_arrays, *parts), outcome(nd.broadcast_arrays, *mine(parts))
        assert want.error is got.error
        for w, g in zip(want.value or (), got.value or (), strict=True):
            check_same(g, w)
    with pytest.raises(ValueError, match=r"broadcast_to.*\(4,\).*\(3,\)"):
        nd.broadcast_to(nd.zeros(4), (3,))


def test_repeat_and_tile():
    for a in arrays(dtypes=("int16",)):
        for axis in (None, *axis_choices(a.ndim)):
            for repeats in (
                0,
                1,
                3,
                -1,
                np.array([2]),
                np.array([1, 0, 2]),
                np.array([1, 2, 0, 1]),
                np.array([1, -1, 1, 1]),
            ):
                if a.ndim == 0 and axis in (0, -1):
                    continue
                compare("repeat", a, repeats, axis=axis, lenient=a.size == 0)
        for repetitions in ((), (2,), (0,), (2, 3), (1, 1, 2), (2, 1, 1, 1)):
            compare("tile", a, repetitions)


def test_concat_and_stack():
    shapes = ((3, 4), (1, 4), (3, 1), (0, 4), (4,), ())
    for a, b in itertools.product(shapes, repeat=2):
        parts = [sample("int16", a), sample("float32", b, 1)]
        for axis in (None, *range(-3, 3)):
            compare("concat", parts, axis=axis, lenient=True)
        for axis in range(-4, 4):
            compare("stack", [parts[0], parts[0]], axis=axis)
            compare("stack", parts, axis=axis, lenient=True)
    for name in ("concat", "stack"):
        compare(name, [])


@pytest.mark.parametrize("pair", list(itertools.product(DTYPES, DTYPES)), ids="-".join)
def test_concat_promotes(pair):
    for a, b in zip(*(layouts(sample(dtype, (2, 3))) for dtype in pair), strict=False):
        for axis in (0, 1, None):
            assert compare("concat", [a, b, a], axis=axis)
        assert compare("stack", [a, b])


def test_unstack():
    for a in arrays():
        for axis in axis_choices(a.ndim):
            want, got = outcome(np.unstack, a, axis=axis), outcome(nd.unstack, nd.asarray(a), axis=axis)
            assert want.error is got.error or (a.ndim == 0 and got.error)
            for w, g in zip(want.value or (), got.value or (), strict=True):
                check_same(g, w)
                assert shares(g, a) or w.size == 0


@pytest.mark.parametrize("name", ["tril", "triu"])
def test_triangles(name):
    for a in arrays(((3, 3), (2, 4), (4, 2), (2, 3, 4), (0, 3)), ("int16", "complex64", "bool")):
        for k in (-5, -1, 0, 1, 2, 9):
            assert compare(name, a, k=k)
    with pytest.raises(ValueError, match="tri"):
        getattr(nd, name)(nd.zeros(3))


@pytest.mark.parametrize("target", DTYPES)
@pytest.mark.parametrize("source", DTYPES)
def test_astype(source, target):
    """A copy unless told otherwise; complex to real is refused."""
    dtype = getattr(nd, target)
    for a in layouts(sample(source, (3, 4))):
        if target[0] == "u" and a.dtype.kind in "if":
            a = np.abs(a)  # C leaves negative floats to unsigned open
        x = nd.asarray(a)
        if source in COMPLEX and target in (*INTS, *FLOATS):
            with pytest.raises(
                TypeError, match=f"astype: .* does not become {target}: take its real part or its absolute value first"
            ):
                nd.astype(x, dtype)
            continue
        got = nd.astype(x, dtype)
        check_same(got, a.astype(target))
        assert not shares(got, a)
        same = nd.astype(x, dtype, copy=False)
        assert (same is x) == (a.dtype == np.dtype(target))
        check_same(x.astype(dtype), a.astype(target))


def test_astype_of_values_that_do_not_fit():
    """Integers wrap, floats overflow to infinity, halves round to even: as NumPy does."""
    ints = np.array([0, 1, -1, 127, 128, 255, 256, 2**31, 2**32 - 1, -(2**63), 2**63 - 1])
    for target in (*INTS, *FLOATS, "bool"):
        check_same(nd.astype(nd.asarray(ints), getattr(nd, target)), ints.astype(target))
    floats = np.array([0.1, 65519.99, 65520, 1e30, -1e300, np.inf, -np.inf, np.nan, 5e-324, 2.0**-25, -0.0])
    for target in (*FLOATS, "bool"):
        with np.errstate(over="ignore"):
            check_same(nd.astype(nd.asarray(floats), getattr(nd, target)), floats.astype(target))


def test_take():
    indices = [np.array(index, dtype=np.int64) for index in ([0, 1, -1], [], [[0, 0], [1, -2]], 0, [0, 9])]
    indices.append(np.array([1], dtype=np.uint8))
    for a in arrays():
        for index in indices:
            for axis in (None, *axis_choices(a.ndim)):
                if axis is None and a.ndim != 1:
                    continue  # the standard wants an axis, NumPy flattens
                compare("take", a, index, axis=axis, lenient=a.size < 2 or index.ndim != 1)
    with pytest.raises(IndexError, match="take.*9.*size 3|take.*9.*axis 0"):
        nd.take(nd.zeros(3), nd.asarray([9]))
    with pytest.raises((TypeError, IndexError), match="take.*float64"):
        nd.take(nd.zeros(3), nd.asarray([0.0]))


def test_take_along_axis():
    for a in arrays(((3, 4), (2, 3, 4), (4,))):
        for axis in axis_choices(a.ndim):
            order = np.argsort(a, axis=axis) if -a.ndim <= axis < a.ndim else np.zeros(a.shape, np.int64)
            for index in (order, order[:1], order[..., :2], order.astype(np.uint16), order[0], order - a.shape[0] * 9):
                want = outcome(np.take_along_axis, a, index, axis=axis)
                got = outcome(nd.take_along_axis, nd.asarray(a), nd.asarray(index), axis=axis)
                assert (want.error is None) == (got.error is None), (a, index, axis, want, got)
                if want.error is None:
                    check_same(got.value, want.value)


def test_copies_and_views_are_what_they_say():
    a = np.arange(12.0).reshape(3, 4)
    x = nd.asarray(a)
    views = {
        "reshape": nd.reshape(x, (4, 3)),
        "permute_dims": nd.permute_dims(x, (1, 0)),
        "flip": nd.flip(x),
        "expand_dims": nd.expand_dims(x, 0),
        "squeeze": nd.squeeze(nd.expand_dims(x, 0), 0),
        "moveaxis": nd.moveaxis(x, 0, 1),
        "broadcast_to": nd.broadcast_to(x, (2, 3, 4)),
    }
    copies = {
        "roll": nd.roll(x, 0),
        "repeat": nd.repeat(x, 1, axis=0),
        "tile": nd.tile(x, (1, 1)),
        "concat": nd.concat([x]),
        "stack": nd.stack([x]),
        "astype": nd.astype(x, nd.float64),
        "copy": nd.copy(x),
        "take": nd.take(x, nd.asarray([0, 1, 2]), axis=0),
        "tril": nd.tril(x, k=9),
        "asarray": nd.asarray(x, copy=True),
    }
    assert [name for name, view in views.items() if not shares(view, a)] == []
    assert [name for name, copy in copies.items() if shares(copy, a)] == []
    assert nd.asarray(x) is x and address(nd.asarray(a)) == address(a)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (1, 3, 1), (1, 1), (0, 1, 2), (2, 1, 3, 1)], ids=str)
def test_the_method_squeeze_needs_no_axis(shape):
    a = np.arange(math.prod(shape)).reshape(shape)
    x = nd.asarray(a)
    for got in (x.squeeze(), x.squeeze(None), x.squeeze(axis=None)):
        assert got.tolist() == a.squeeze().tolist() and got.shape == a.squeeze().shape
        assert got.__array_interface__["data"] == x.__array_interface__["data"]
    with pytest.raises(TypeError, match="squeeze: .*'foo'"):
        x.squeeze(foo=None)
