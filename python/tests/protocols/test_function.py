"""__array_function__ and like=: rows AF."""

import inspect
import io
import pickle
import warnings

import numpy as np
import pytest
from numpy_calls import FUNCTIONS, LIKE, arguments, split

import ndola as nd

DISPATCHED = [name for name in FUNCTIONS if name.rpartition(".")[2] not in LIKE or "." in name[6:]]


def ours(x):
    """x with our arrays over the same memory in place of ndarrays; masked arrays stay."""
    if type(x) is np.ndarray:
        return nd.asarray(x)
    if type(x) in (tuple, list):
        return type(x)(ours(item) for item in x)
    return x


def written(x):
    """The arrays among arguments, by value, to compare what was written to them."""
    if isinstance(x, (np.ndarray, nd.Array)):
        return [np.asarray(x)]
    if isinstance(x, (tuple, list)):
        return [array for item in x for array in written(item)]
    return []


def check_equal(got, want, path="result"):
    """Same values, in the same structure, and arrays are ours where we have their element type."""
    if isinstance(want, np.ma.MaskedArray) or (isinstance(want, np.ndarray) and want.dtype.hasobject):
        np.testing.assert_array_equal(np.asarray(got), np.asarray(want))
    elif isinstance(want, (np.ndarray, np.generic)):
        assert isinstance(got, nd.Array) or type(got) is type(want), f"{path} is {type(got)}"
        assert not isinstance(want, np.ndarray) or isinstance(got, nd.Array), f"{path} is {type(got)}"
        got = np.asarray(got)
        assert got.shape == want.shape, path
        assert got.dtype.newbyteorder("=") == want.dtype.newbyteorder("="), path
        if want.dtype.kind in "fc":
            np.testing.assert_allclose(got, want, rtol=1e-12, atol=1e-12, equal_nan=True)
        else:
            np.testing.assert_array_equal(got, want)
    elif isinstance(want, (tuple, list)):
        assert type(got) is type(want)
        assert len(got) == len(want)
        for i, (g, w) in enumerate(zip(got, want, strict=True)):
            check_equal(g, w, f"{path}[{i}]")
    elif isinstance(want, float):
        assert got == pytest.approx(want, nan_ok=True)
    elif isinstance(want, (str, bytes, int, bool, type(None), np.dtype)):
        assert got == want


@pytest.mark.parametrize("name", DISPATCHED)
def test_every_dispatched_function(name):
    """AF-14, AF-03, AF-09, AF-10: NumPy's value, our array, no endless recursion, and the same written to operands."""
    function = FUNCTIONS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        found = arguments(name)
        assert found is not None, f"no call of {name} is known; give it one in numpy_calls.py"
        (args, keywords), (again, _) = found, arguments(name)
        want = function(*args, **keywords)
        mine = ours(again)
        got = function(*mine, **keywords)
    if function is np.empty_like:
        assert (type(got), got.shape) == (nd.Array, want.shape)
        return
    check_equal(got, want)
    for g, w in zip(written(mine), written(args), strict=True):
        np.testing.assert_array_equal(g, w)


def test_how_many_functions(capsys):
    """AF-14: the functions are enumerated by NumPy itself, so that a new one is noticed."""
    with capsys.disabled():
        print(f"\n{len(DISPATCHED)} dispatched functions, {len(LIKE)} more by like=")
    assert len(DISPATCHED) > 250
    assert {name.rpartition(".")[2] for name in FUNCTIONS if name not in DISPATCHED} == LIKE.keys()


@pytest.mark.parametrize("name", sorted(LIKE))
def test_like(name):
    """AF-12, AF-13: like our array makes ours; like None or an ndarray makes NumPy's."""
    function = getattr(np, name)
    args, keywords = split(LIKE[name])
    want = function(*args, **keywords)
    # Named, since in a call with a star the keywords alone hold it, and NumPy 2.5's frombuffer, fromfile, fromiter and
    # fromstring take it out of them before they call its hook: an unnamed one, of whatever type, is freed by then.
    mine = nd.asarray([1.0])
    got = function(*args, **keywords, like=mine)
    assert type(got) is nd.Array
    assert np.asarray(got).dtype == want.dtype
    assert got.tolist() == want.tolist()
    for like in (None, np.zeros(1)):
        assert type(function(*args, **keywords, like=like)) is np.ndarray
    with pytest.raises(TypeError, match="array_function"):
        function(*args, **keywords, like=object())


class Noting(nd.Array):
    """Notes how NumPy calls it."""

    calls = []

    def __array_function__(self, function, types, args, kwargs):
        self.calls.append((function, types, args, kwargs))
        return super().__array_function__(function, types, args, kwargs)


@pytest.fixture
def noting():
    Noting.calls.clear()
    return Noting([3.0, 1.0, 2.0])


def test_what_is_called(noting):
    """AF-01, AF-02: the public function, arguments as given, the types that take part."""
    np.concatenate([np.zeros(2), noting], axis=0)
    (function, types, args, kwargs), *_ = Noting.calls
    assert function is np.concatenate
    assert set(types) == {np.ndarray, Noting}
    assert len(args) == 1
    assert kwargs == {"axis": 0}
    plain = nd.asarray([1.0])
    with pytest.raises(AttributeError):
        plain.__array_function__ = None


def test_where_our_array_counts(noting):
    """AF-03, AF-11: inside sequences, as out and as where; NumPy's fast path for ndarrays does not pass by."""
    a = np.asarray([1.0, 2.0, 3.0])
    out = nd.zeros((3,))
    assert np.cumsum(a, out=out) is out
    assert out.tolist() == [1, 3, 6]
    total = nd.asarray(0.0)
    assert np.sum(a, out=total) is total
    assert total.item() == 6
    assert np.sum(noting, where=[True, False, True]).item() == 5
    result = np.sum(a, where=nd.asarray([True, False, True]))
    assert (type(result), result.item()) == (nd.Array, 4)
    assert type(np.stack([a, nd.asarray(a)])) is nd.Array
    for function in (np.sum, np.prod, np.min, np.max, np.any, np.all):
        assert type(function(nd.asarray(a))) is nd.Array


def test_subclasses_are_asked_first(noting):
    """AF-04."""
    assert type(np.concatenate([nd.asarray([1.0]), noting])) is Noting
    assert len(Noting.calls) == 1


class Stranger:
    """Answers NumPy, but knows nobody."""

    def __array_function__(self, function, types, args, kwargs):
        return NotImplemented


class Greedy:
    """Answers everything."""

    def __array_function__(self, function, types, args, kwargs):
        return "greedy"


def test_strangers():
    """AF-02, AF-06, ID-12: one that declines beside ours is a TypeError; one that answers is asked."""
    x = nd.asarray([1.0])
    for operands in ([x, Stranger()], [Stranger(), x]):
        with pytest.raises(TypeError, match="no implementation found"):
            np.concatenate(operands)
    assert np.concatenate([x, Greedy()]) == "greedy"


def test_more_than_64_kinds():
    """AF-05."""
    kinds = [
        type(f"K{i}", (nd.Array,), {"__array_function__": lambda self, f, t, a, k: NotImplemented}) for i in range(65)
    ]
    with pytest.raises(TypeError, match="maximum number"):
        np.concatenate([kind([1.0]) for kind in kinds])
    assert np.concatenate([kind([1.0]) for kind in kinds[:3]] + [Greedy()]) == "greedy"


def test_ndarray_declines_beside_ours():
    """AF-07."""
    x = nd.asarray([1.0])
    assert np.ndarray.__array_function__(np.zeros(1), np.sum, (np.ndarray, nd.Array), (x,), {}) is NotImplemented


def test_direct_calls():
    """AF-01, AF-07: of our own method."""
    x = nd.asarray([1.0, 2.0])
    assert x.__array_function__(np.sum, (nd.Array,), (x,), {}).item() == 3
    assert x.__array_function__(np.sum, (nd.Array, Stranger), (x,), {}) is NotImplemented
    for arguments_ in ((), (np.sum,), (np.sum, (nd.Array,), x, {}), (np.sum, (nd.Array,), (x,), None)):
        with pytest.raises(TypeError):
            x.__array_function__(*arguments_)


def test_functions_stay_what_they_are():
    """AF-08."""
    assert pickle.loads(pickle.dumps(np.sum)) is np.sum
    assert "axis" in inspect.signature(np.sum).parameters
    with pytest.raises(TypeError, match=r"sum\(\)"):
        np.sum(nd.asarray([1.0]), nothing=1)


def test_printing():
    """AF-09."""
    x = nd.asarray([1.0, 2.0])
    assert np.array_repr(x) == repr(np.asarray([1.0, 2.0]))
    assert np.array_str(x) == "[1. 2.]"
    assert np.array2string(x) == "[1. 2.]"
    file = io.StringIO()
    np.savetxt(file, x)
    assert file.getvalue().startswith("1.0")


def test_keywords_of_numpys():
    """AF-10: they go to NumPy, and what ours would not know is not lost."""
    x = nd.asarray([[3.0, 1.0], [2.0, 5.0]])
    assert np.max(x, initial=9.0).item() == 9
    assert np.mean(x, dtype="f4").dtype == nd.float32
    assert np.sum(x, 0, initial=1.0).tolist() == [6, 7]
    assert np.std(x, mean=nd.asarray([[0.0, 0.0]])).shape == ()
    assert np.sort(x, kind="stable", axis=0).tolist() == [[2, 1], [3, 5]]
    assert np.argmax(x, axis=1, keepdims=True).shape == (2, 1)
    assert np.where(x > 2)[0].tolist() == [0, 1]
    assert np.zeros_like(x, shape=(3,)).shape == (3,)
    assert np.reshape(x, (4,), order="F").tolist() == [3, 2, 1, 5]


UNDISPATCHED = {
    "asarray_chkfinite": lambda x: np.asarray_chkfinite(x),
    "asarray": lambda x: np.asarray(x),
    "isfortran": lambda x: np.isfortran(np.asarray(x)),
    "iterable": lambda x: np.iterable(x),
    "vectorize": lambda x: np.vectorize(lambda v: v + 1)(x),
    "poly1d": lambda x: np.poly1d(np.asarray(x)).coeffs,
    "r_": lambda x: np.r_[np.asarray(x), 1.0],
    "nditer": lambda x: [v.item() for v in np.nditer(x)],
    "random": lambda x: np.random.default_rng(0).permutation(x),
    "ma": lambda x: np.ma.masked_greater(x, 2),
    "polynomial": lambda x: np.polynomial.polynomial.polyval(2.0, x),
    "testing": lambda x: np.testing.assert_allclose(x, x),
    "broadcast": lambda x: np.broadcast(x, x).shape,
    "from_dlpack": lambda x: np.from_dlpack(x),
    "promote_types": lambda x: np.promote_types(np.asarray(x).dtype, "f4"),
    "ndindex": lambda x: list(np.ndindex(x.shape)),
}


@pytest.mark.parametrize("name", UNDISPATCHED)
def test_functions_that_do_not_dispatch(name):
    """AF-15: they convert our array, and their values are right."""
    a = np.array([1.0, 2.0, 3.0])
    want, got = UNDISPATCHED[name](a), UNDISPATCHED[name](nd.asarray(a))
    np.testing.assert_array_equal(np.asarray(got), np.asarray(want))
