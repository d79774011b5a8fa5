"""asarray: which door, copy modes, sequences. Rows CO of the protocol checklist."""

import collections
import gc
import sys

import pytest

import ndola as nd

np = pytest.importorskip("numpy")

SEQUENCES = [
    1, True, 1.5, 2j, [], [[]], [[], []], [1, 2.5], [True, 2], [1, 2j], [[1, 2], [3, 4]], ((1,), (2,)), range(3),
    [range(2), [5, 6]], 2**63, [2**63], -(2**63), ["a", "bcd"], [b"a", b"bc"], collections.deque([1, 2]),
    [[[1.0]]], "text", b"bytes", [float("nan")],
]  # fmt: skip


@pytest.mark.parametrize("value", SEQUENCES, ids=repr)
def test_sequences_are_numpys(value, no_leak):
    x, a = nd.asarray(value), np.asarray(value)
    assert x.shape == a.shape
    assert np.dtype(x.dtype) == a.dtype
    assert np.array_equal(np.asarray(x), a, equal_nan=a.dtype.kind == "f")


def test_integers_that_only_uint64_holds_stay_exact():
    """NumPy turns these to float64, which rounds the first one."""
    assert nd.asarray([2**63 + 1, 1]).tolist() == [2**63 + 1, 1]


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ([[1], [2, 3]], ValueError, "ragged"),
        ([1, [2]], ValueError, "ragged"),
        ([[1], 2], ValueError, "ragged"),
        ([[], [[]]], ValueError, "ragged"),
        ([[[]], []], ValueError, "ragged"),
        ([1, []], ValueError, "ragged"),
        ([[], 1], ValueError, "ragged"),
        ([2**64], OverflowError, "int64"),
        ([-(2**63) - 1, 2**63], OverflowError, "uint64"),
        (["a", 1], TypeError, "text"),
        ({}, TypeError, "dict"),
        ({1, 2}, TypeError, "set"),
        (object(), TypeError, "object"),
        ([None], TypeError, "NoneType"),
    ],
    ids=repr,
)
def test_bad_sequences(value, error, message, no_leak):
    with pytest.raises(error, match=message):
        nd.asarray(value)


def test_a_list_inside_itself():
    x = []
    x.append(x)
    with pytest.raises(ValueError, match="64 deep"):
        nd.asarray(x)


def test_a_list_that_changes_under_the_walk():
    class Evil:
        def __init__(self, victim):
            self.victim = victim

        def __float__(self):
            self.victim.clear()
            return 1.0

    victim = []
    victim.extend([Evil(victim), 2.0, 3.0])
    with pytest.raises((RuntimeError, IndexError)):
        nd.asarray(victim)


def test_given_dtype():
    assert nd.asarray([1, 2], dtype="float32").dtype is nd.float32
    assert nd.asarray([1.7], dtype=int).tolist() == [1]
    assert nd.asarray(["abc"], dtype="U2").tolist() == ["ab"]
    assert nd.asarray(["abc"], dtype=str).dtype == nd.DType("U3")
    assert nd.asarray([1], dtype=np.dtype(">i4")).tolist() == [1]
    assert nd.asarray([0], dtype="M8[s]").dtype.str == "<M8[s]"


class Doors:
    """Offers chosen protocols and notes which is asked."""

    def __init__(self, *doors):
        self.array = np.arange(3.0)
        self.asked = []
        self.doors = doors

    def __getattr__(self, name):
        if name not in self.doors:
            raise AttributeError(name)
        self.asked.append(name)
        return getattr(self.array, name)


def test_order_of_the_doors():
    """CO-01, CO-02: ours asks DLPack first."""
    doors = ["__dlpack__", "__array_struct__", "__array_interface__", "__array__"]
    while doors:
        source = Doors(*doors)
        assert nd.asarray(source).tolist() == [0, 1, 2]
        assert set(source.asked) == {doors[0]}
        doors.pop(0)


def test_a_door_that_dlpack_shuts_is_followed_by_the_next():
    a = np.array(["2020"], "M8[D]")

    class Both:
        __dlpack__ = a.__dlpack__
        __array_interface__ = a.__array_interface__

    assert nd.asarray(Both()).dtype.str == "<M8[D]"

    class Alone:
        __dlpack__ = a.__dlpack__

    with pytest.raises(BufferError):
        nd.asarray(Alone())


class Hook:
    def __init__(self, result):
        self.result, self.calls = result, []

    def __array__(self, dtype=None, copy=None):
        self.calls.append((dtype, copy))
        return self.result.copy() if copy else self.result


class OldHook:
    def __array__(self, dtype=None):
        return np.arange(3.0)


def test_array_hook():
    """CO-06, CO-07, CO-08, CO-09."""
    a = np.arange(3.0)
    for copy in (None, True, False):
        hook = Hook(a)
        x = nd.asarray(hook, copy=copy)
        assert hook.calls == [(None, copy)]
        assert np.shares_memory(np.asarray(x), a) == (copy is not True)
    assert nd.asarray(OldHook()).tolist() == [0, 1, 2]
    assert nd.asarray(OldHook(), copy=True).tolist() == [0, 1, 2]
    with pytest.raises(ValueError, match="__array__"):
        nd.asarray(OldHook(), copy=False)
    with pytest.raises(ValueError, match="must return an array"):
        nd.asarray(Hook([1, 2]))

    class Raising:
        def __array__(self, dtype=None, copy=None):
            raise TypeError("other")

    with pytest.raises(TypeError, match="other"):
        nd.asarray(Raising(), copy=True)


def test_hooks_that_raise_leak_nothing(no_leak):
    """CO-21."""

    class Raising:
        def __array__(self, dtype=None, copy=None):
            raise ZeroDivisionError

    hook = Raising()
    references = sys.getrefcount(hook)
    for _ in range(10):
        with pytest.raises(ZeroDivisionError):
            nd.asarray(hook)
    assert sys.getrefcount(hook) == references


def test_copy_modes():
    """CO-13, CO-14, CO-15."""
    x = nd.asarray([1, 2, 3])
    assert nd.asarray(x) is x
    assert nd.asarray(x, copy=False) is x
    assert nd.asarray(x, dtype=nd.int64, copy=False) is x
    y = nd.asarray(x, copy=True)
    y[0] = 9
    assert x[0].item() == 1
    a = np.arange(3)
    assert np.shares_memory(np.asarray(nd.asarray(a, copy=False)), a)
    assert not np.shares_memory(np.asarray(nd.asarray(a, copy=True)), a)
    for value in (1, 1.5, [1], (1,), "a", range(3)):
        with pytest.raises(ValueError, match="copy=False"):
            nd.asarray(value, copy=False)
    with pytest.raises(ValueError, match="int64 elements must be converted to float32"):
        nd.asarray(a, dtype=nd.float32, copy=False)
    with pytest.raises(ValueError, match="copy must be"):
        nd.asarray(a, copy="no")
    with pytest.raises(ValueError, match="device"):
        nd.asarray(a, device="cuda")
    with pytest.raises(TypeError, match="keyword argument"):
        nd.asarray(a, order="C")


def test_strides_survive_copies():
    a = np.arange(24).reshape(2, 3, 4)
    for view in (a.T, a[:, ::-1, ::2], np.broadcast_to(a[0], (5, 3, 4)), a[:, :0]):
        copy = nd.asarray(view, copy=True)
        assert copy.tolist() == view.tolist()
        assert copy.size == 0 or copy.strides == np.zeros(view.shape, view.dtype).strides


def test_owner_lives_as_long_as_the_array(no_leak):
    class Owner(np.ndarray):
        alive = 0

        def __new__(cls):
            cls.alive += 1
            return np.arange(3.0).view(cls)

        def __del__(self):
            type(self).alive -= 1

    owner = Owner()
    count = Owner.alive
    x = nd.asarray(owner)[1:]
    y = np.asarray(x)
    del owner
    gc.collect()
    assert Owner.alive == count
    del x
    gc.collect()
    assert y.tolist() == [1, 2]
    del y
    gc.collect()
    assert Owner.alive < count
