"""Subclasses of Array written in Python: what is made from one is one."""

import copy
import pickle

import pytest

import ndola as nd

np = pytest.importorskip("numpy")


class Plain(nd.Array):
    pass


class Unit(nd.Array):
    """Carries a unit, handed on by __array_finalize__."""

    unit = "none"

    def __new__(cls, values, unit):
        self = super().__new__(cls, values)
        self.unit = unit
        return self

    def __array_finalize__(self, source):
        super().__array_finalize__(source)
        self.unit = getattr(source, "unit", "none")


MAKERS = {
    "slice": lambda x: x[1:],
    "item": lambda x: x[0],
    "iteration": lambda x: next(iter(x)),
    "list index": lambda x: x[[0, 1]],
    "transpose": lambda x: x.T,
    "mT": lambda x: x.mT,
    "method transpose": lambda x: x.transpose(),
    "real": lambda x: nd.asarray(x).real,
    "copy": lambda x: copy.copy(x),
    "deepcopy": lambda x: copy.deepcopy(x),
    "operator": lambda x: x + 1,
    "reflected": lambda x: 1 - x,
    "with base": lambda x: nd.asarray([[1.0, 2.0], [3.0, 4.0]]) * x,
    "comparison": lambda x: x < 2,
    "function": lambda x: nd.exp(x),
    "reduction": lambda x: nd.sum(x, axis=0),
    "method": lambda x: x.sum(),
    "view": lambda x: nd.reshape(x, (4,)),
    "sequence": lambda x: nd.concat([x, x]),
    "ufunc": lambda x: np.exp(x),
    "ufunc of NumPy's": lambda x: np.arctanh(x),
    "reduce": lambda x: np.add.reduce(x),
    "accumulate": lambda x: np.add.accumulate(x),
    "several results": lambda x: np.modf(x)[1],
    "function of NumPy's": lambda x: np.sort(x),
    "wrap": lambda x: x.__array_wrap__(np.ones(3)),
    "beside ndarray": lambda x: np.ones((2, 2)) + x,
    "pickle": lambda x: pickle.loads(pickle.dumps(x)),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_results_are_of_the_subclass(maker):
    """SW-01, SW-15, SW-16, SW-18: on NumPy's side and on ours."""
    values = [[0.25, 0.5], [0.75, 0.0]]
    made = MAKERS[maker](Plain(values))
    assert type(made) is Plain
    expected = MAKERS[maker](nd.asarray(values))
    assert type(expected) is nd.Array
    assert nd.all(made == expected)


@pytest.mark.parametrize("maker", MAKERS)
def test_finalize_hands_attributes_on(maker):
    """SW-01, SW-03: called for every new instance, with what it was made from and the array whole."""
    made = MAKERS[maker](Unit([[0.25, 0.5], [0.75, 0.0]], "m"))
    assert type(made) is Unit
    assert made.unit == "m"


def test_finalize_sees_the_array_whole():
    """SW-03."""
    seen = []

    class Looking(nd.Array):
        def __array_finalize__(self, source):
            seen.append((self.shape, self.tolist(), source))

    x = Looking([1, 2, 3])
    assert seen.pop() == ((3,), [1, 2, 3], None)
    x[1:]
    shape, values, source = seen.pop()
    assert (shape, values) == ((2,), [2, 3])
    assert source is x


def test_finalize_that_raises_or_is_none(no_leak):
    """SW-01, SW-02: the exception is the caller's, and nothing is left behind."""

    class Raising(nd.Array):
        def __array_finalize__(self, source):
            if source is not None:
                raise ZeroDivisionError

    x = Raising([1.0, 2.0])
    for make in (lambda: x[1:], lambda: x + 1, lambda: np.exp(x), lambda: nd.exp(x)):
        with pytest.raises(ZeroDivisionError):
            make()

    class Without(nd.Array):
        __array_finalize__ = None

    with pytest.raises(TypeError, match="__array_finalize__"):
        Without([1.0])


def test_out_stays_what_it_is():
    """SW-13."""
    x, out = Plain([1.0, 2.0]), nd.asarray([0.0, 0.0])
    assert np.add(x, 1, out=out) is out
    assert type(out) is nd.Array
    assert nd.add(x, 1, out=out) is out
    kept = Plain([0.0, 0.0])
    assert np.add(nd.asarray([1.0, 2.0]), 1, out=kept) is kept
    y = x
    y += 1
    assert y is x


def test_leftmost_subclass_wins():
    """SW-12: of two subclasses the leftmost operand's."""
    a, b = Plain([1.0]), Unit([1.0], "m")
    assert type(a + b) is Plain
    assert type(b + a) is Unit


def test_asarray_of_numpy_strips_subclasses():
    """SW-20: element access keeps ours, NumPy's asarray gives its base class."""
    x = Plain([1.0, 2.0])
    assert type(np.asarray(x)) is np.ndarray
    assert type(np.asanyarray(x)) is np.ndarray
    assert nd.asarray(x) is x
    assert type(nd.asarray(x)[0]) is Plain


def test_slots_of_subclasses(no_leak):
    class Slotted(nd.Array):
        __slots__ = ("note",)

    x = Slotted([1, 2])
    x.note = "a"
    assert type(x[1:]) is Slotted
    assert not hasattr(x[1:], "note")
    many_axes = Slotted(nd.zeros((1,) * 6))
    assert type(many_axes[0]) is Slotted
