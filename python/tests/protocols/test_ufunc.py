"""__array_ufunc__ and operators: rows UO and BO."""

import operator

import numpy as np
import pytest
from numpy.lib.mixins import NDArrayOperatorsMixin

import ndola as nd

A = np.array([4.0, 1.0, 2.0, 3.0])
I = np.array([4, 1, 2, 3])  # noqa: E741 - integers


def mine(x):
    return nd.asarray(x) if isinstance(x, np.ndarray) else x


CALLS = {
    "call": lambda x: np.exp(x),
    "two": lambda x: np.add(x, 1.5),
    "reflected": lambda x: np.subtract(1.5, x),
    "beside ndarray": lambda x: np.add(A, x),
    "dtype": lambda x: np.exp(x, dtype="f4"),
    "casting": lambda x: np.add(x, 1, casting="unsafe", dtype="i4"),
    "where": lambda x: np.add(x, 1, where=np.array([True, True, True, True])),
    "order": lambda x: np.exp(x, order="F"),
    "subok": lambda x: np.exp(x, subok=False),
    "signature": lambda x: np.add(x, x, signature="dd->d"),
    "two results": lambda x: np.modf(x),
    "divmod": lambda x: np.divmod(x, 3),
    "frexp": lambda x: np.frexp(x),
    "reduce": lambda x: np.add.reduce(x),
    "reduce axis None": lambda x: np.multiply.reduce(x, axis=None),
    "reduce keepdims": lambda x: np.maximum.reduce(x, keepdims=True),
    "reduce initial": lambda x: np.add.reduce(x, initial=10.0),
    "reduce where": lambda x: np.add.reduce(x, where=np.array([True, False, True, False])),
    "reduce dtype": lambda x: np.add.reduce(x, dtype="f4"),
    "reduce other": lambda x: np.hypot.reduce(x),
    "accumulate": lambda x: np.multiply.accumulate(x),
    "reduceat": lambda x: np.add.reduceat(x, [0, 2]),
    "outer": lambda x: np.subtract.outer(x, x),
    "outer beside ndarray": lambda x: np.add.outer(A, x),
    "gufunc": lambda x: np.matmul(x, x),
    "gufunc axes": lambda x: np.vecdot(x, x, axis=0),
    "not ours": lambda x: np.logaddexp2(x, x),
    "of Python": lambda x: np.frompyfunc(lambda v: v + 1, 1, 1)(x).astype(float),
    "list": lambda x: np.add(x, [1, 2, 3, 4]),
    "scalar of NumPy": lambda x: np.float64(2) * x,
}


@pytest.mark.parametrize("name", CALLS)
def test_calls(name):
    """UO-01, UO-02, UO-11: values and element types are NumPy's, arrays ours."""
    want, got = CALLS[name](A), CALLS[name](nd.asarray(A))
    for g, w in zip(*((r if isinstance(r, tuple) else (r,)) for r in (got, want)), strict=True):
        assert isinstance(g, nd.Array) or w.dtype.hasobject or name == "of Python"
        assert np.asarray(g).dtype == w.dtype
        np.testing.assert_allclose(np.asarray(g), w, rtol=1e-6 if w.dtype == "f4" else 1e-14)


UFUNCS = sorted(
    {u for u in vars(np).values() if isinstance(u, np.ufunc) and u.signature is None and u not in (np.isnat,)},
    key=lambda u: u.__name__,
)


@pytest.mark.parametrize("ufunc", UFUNCS, ids=lambda u: u.__name__)
@pytest.mark.parametrize("values", [A, I, A > 2, A.astype("f4"), I.astype("i2")], ids=lambda a: a.dtype.name)
def test_every_ufunc(ufunc, values):
    """UO-01: of one element type each, against NumPy, errors too."""
    operands = (values,) * ufunc.nin
    try:
        with np.errstate(all="ignore"):
            want = ufunc(*operands)
    except TypeError:
        with pytest.raises(TypeError):
            ufunc(*map(nd.asarray, operands))
        return
    with np.errstate(all="ignore"):
        got = ufunc(*map(nd.asarray, operands))
    for g, w in zip(*((r if isinstance(r, tuple) else (r,)) for r in (got, want)), strict=True):
        assert isinstance(g, nd.Array)
        assert np.asarray(g).dtype == w.dtype
        np.testing.assert_allclose(np.asarray(g), w, rtol=1e-2 if w.dtype == "f2" else 1e-5)


def test_at():
    """UO-11."""
    x = nd.asarray(A.copy())
    assert np.add.at(x, [0, 0, 2], 1) is None
    assert x.tolist() == [6, 1, 3, 3]
    np.negative.at(x, nd.asarray([1]))
    assert x.tolist() == [6, -1, 3, 3]


@pytest.mark.parametrize("positional", [False, True])
def test_out(positional):
    """UO-07, SW-13: written to and returned, ours or NumPy's, positional or not."""
    for operand, out in ((nd.asarray(A), nd.zeros((4,))), (A, nd.zeros((4,))), (nd.asarray(A), np.zeros(4))):
        result = np.square(operand, out) if positional else np.square(operand, out=out)
        assert result is out
        assert np.asarray(out).tolist() == [16, 1, 4, 9]
    parts = (nd.zeros((4,)), None)
    first, second = np.modf(nd.asarray(A + 0.5), out=parts)
    assert first is parts[0]
    assert first.tolist() == [0.5] * 4
    assert isinstance(second, nd.Array)
    total = nd.asarray(0.0)
    assert np.add.reduce(nd.asarray(A), out=total) is total
    assert total.item() == 10
    view = nd.zeros((8,))
    np.exp(nd.asarray(A) * 0, out=view[::2])
    assert view.tolist() == [1, 0] * 4
    frozen = nd.broadcast_to(nd.asarray(0.0), (4,))
    for operand in (nd.asarray(A), A):
        with pytest.raises(ValueError, match="read-only"):
            np.square(operand, out=frozen)


def test_where():
    """UO-10: our array as where, beside operands of either kind."""
    mask, out = nd.asarray([True, False, True, False]), np.zeros(4)
    for operand in (A, nd.asarray(A)):
        np.add(operand, 1, out=out, where=mask)
        assert out.tolist() == [5, 0, 3, 0]
    assert np.add.reduce(A, where=mask).item() == 6


def test_ellipsis_as_out():
    """UO-08: the 0-d array that it asks for is what ours always are."""
    result = np.add(nd.asarray(1.0), 1, out=...)
    assert (type(result), result.shape, result.item()) == (nd.Array, (), 2)
    assert np.add.reduce(nd.asarray(A), out=...).shape == ()


class Stranger:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return NotImplemented


class Greedy:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return "greedy"


class Refusing:
    __array_ufunc__ = None


def test_strangers():
    """UO-05, UO-06, ID-12, NS-05: declined, answered or refused by the other side."""
    x = nd.asarray(A)
    for operands in ((x, Stranger()), (Stranger(), x)):
        with pytest.raises(TypeError, match="returned NotImplemented"):
            np.add(*operands)
    assert np.add(x, Greedy()) == np.add(Greedy(), x) == "greedy"
    for operands in ((x, Refusing()), (Refusing(), x)):
        with pytest.raises(TypeError, match="does not support ufuncs"):
            np.add(*operands)
    with pytest.raises(TypeError):
        x + Refusing()
    with pytest.raises(TypeError):
        np.add(x, object())


def test_subclass_before_base():
    """UO-03, UO-13: the strict subclass first, and the caller's keywords unchanged."""
    asked = []

    class Noting(nd.Array):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            asked.append(kwargs)
            return super().__array_ufunc__(ufunc, method, *inputs, **kwargs)

    keywords = {"dtype": "f4"}
    assert type(np.add(nd.asarray(A), Noting(A), **keywords)) is Noting
    assert keywords == {"dtype": "f4"}
    assert asked == [{"dtype": "f4"}]


def test_errors():
    """UO-04, UO-09: ours reach the caller; NumPy's checks come first."""
    x = nd.asarray(A)
    with pytest.raises(ValueError, match="broadcast"):
        np.add(x, nd.asarray([1.0, 2.0]))
    for call in (
        lambda: np.add(x),
        lambda: np.add(x, x, x, x),
        lambda: np.exp(x, nothing=1),
        lambda: np.add(x, x, out=(x, x)),
        lambda: np.exp(x, out=(x,), sig="d", signature="d"),
    ):
        with pytest.raises((TypeError, ValueError)):
            call()


def test_direct_calls():
    """UO-12: ndarray's own method declines beside ours; ours may be called by hand."""
    x = nd.asarray(A)
    assert np.ndarray.__array_ufunc__(A, np.add, "__call__", A, x) is NotImplemented
    assert x.__array_ufunc__(np.exp, "__call__", x).tolist() == nd.exp(x).tolist()
    assert x.__array_ufunc__(np.add, "__call__", x, Stranger()) is NotImplemented
    for arguments in ((), (np.exp,), (5, "__call__", x), (np.exp, "no such method", x)):
        with pytest.raises((TypeError, AttributeError)):
            x.__array_ufunc__(*arguments)


def test_endless_subclasses():
    """UO-04: a method that calls the ufunc again ends as Python ends it."""

    class Endless(nd.Array):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return getattr(ufunc, method)(*inputs, **kwargs)

    with pytest.raises(RecursionError):
        np.exp(Endless(A))


# Operators.


class Mixed(NDArrayOperatorsMixin):
    """A container of NumPy's mixin kind that knows our arrays."""

    def __init__(self, value):
        self.value = np.asarray(value)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        inputs = [x.value if isinstance(x, Mixed) else np.asarray(x) for x in inputs]
        return Mixed(getattr(ufunc, method)(*inputs, **kwargs))


OPERATORS = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    operator.pow,
    operator.lt,
    operator.le,
    operator.eq,
    operator.ne,
    operator.gt,
    operator.ge,
    operator.matmul,
]


@pytest.mark.parametrize("op", OPERATORS, ids=lambda op: op.__name__)
def test_operators_beside_others(op):
    """BO-01, BO-03, BO-06, BO-07: ours beside ndarray is ours; a container that knows us answers on either side."""
    x, b = nd.asarray(A), A[::-1].copy()
    for left, right in ((x, b), (b, x)):
        result = op(left, right)
        assert type(result) is nd.Array
        np.testing.assert_allclose(np.asarray(result), op(np.asarray(left), np.asarray(right)))
    for left, right in ((x, Mixed(b)), (Mixed(b), x)):
        result = op(left, right)
        assert type(result) is Mixed
        values = [v.value if isinstance(v, Mixed) else np.asarray(v) for v in (left, right)]
        np.testing.assert_allclose(result.value, op(*values))


class Priority:
    """No __array_ufunc__, but a priority."""

    def __init__(self, priority):
        self.__array_priority__ = priority

    def __radd__(self, other):
        return "reflected"

    def __array__(self, dtype=None, copy=None):
        return np.ones(4)


def test_priorities():
    """BO-02, BO-05, SW-19: counted only where there is no __array_ufunc__; a bad one is none."""
    x = nd.asarray(A)
    assert isinstance(x.__array_priority__, float)
    assert 0 < x.__array_priority__ < 10
    assert (x + Priority("bad")).tolist() == [5, 2, 3, 4]
    assert (x + Priority(-5.0)).tolist() == [5, 2, 3, 4]

    class Both(Greedy):
        __array_priority__ = -1000.0

        def __radd__(self, other):
            return "reflected"

    assert x + Both() == "greedy"


def test_in_place():
    """BO-04: in place or an exception."""
    x = nd.asarray(A.copy())
    same = x
    x += A
    assert x is same
    assert x.tolist() == (A + A).tolist()
    x -= nd.asarray(A)
    assert x.tolist() == A.tolist()
    a = A.copy()
    with pytest.raises(TypeError):
        x += Refusing()
    a += nd.asarray(A)
    assert np.asarray(a).tolist() == (A + A).tolist()


def test_mixed_libraries():
    """NS-05, BO-07: a library that neither knows is a TypeError."""

    class Foreign:
        shape = (4,)

        def __add__(self, other):
            return NotImplemented

        __radd__ = __add__

    for call in (lambda: nd.asarray(A) + Foreign(), lambda: Foreign() + nd.asarray(A)):
        with pytest.raises(TypeError, match="unsupported operand"):
            call()
