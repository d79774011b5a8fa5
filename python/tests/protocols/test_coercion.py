"""Coercion: the rows CO that tests/shell/test_convert.py leaves."""

import collections

import numpy as np
import pytest

import ndola as nd


class Hook:
    """Nothing but __array__, which notes how it is called."""

    def __init__(self, result):
        self.result, self.calls = result, []

    def __array__(self, dtype=None, copy=None):
        self.calls.append((dtype, copy))
        return self.result.copy() if copy else self.result


def test_hooks_on_the_instance():
    """CO-03: as attributes of the object, not of its type."""
    a = np.arange(3.0)
    for name in ("__array__", "__array_interface__", "__array_struct__", "__dlpack__"):

        class Bare:
            pass

        bare = Bare()
        setattr(bare, name, getattr(a, name))
        x = nd.asarray(bare)
        assert x.tolist() == [0, 1, 2]
        assert np.shares_memory(np.asarray(x), a)


def test_arrays_inside_sequences():
    """CO-04, ID-10: whatever protocol they speak, 0-d ones too."""
    a = np.arange(3.0)
    interface = type("Dict", (), {"__array_interface__": a.__array_interface__})()
    for element in (a, nd.asarray(a), Hook(a), interface, memoryview(a)):
        x = nd.asarray([element, [7, 8, 9]])
        assert x.tolist() == [[0, 1, 2], [7, 8, 9]]
        assert x.dtype == nd.float64
    assert nd.asarray([np.float32(1), np.float32(2)]).tolist() == [1, 2]
    assert nd.asarray([nd.asarray(1), 2.5]).tolist() == [1, 2.5]
    assert nd.asarray([[np.arange(2)], [nd.asarray([5, 6])]]).shape == (2, 1, 2)
    for ragged in ([a, a[:2]], [a, 1.0], [[a], a]):
        with pytest.raises(ValueError, match=r"shape|ragged|stack|Stack"):
            nd.asarray(ragged)


class Sequence:
    """A sequence whose length or items may fail."""

    def __init__(self, length=2, item=1.0):
        self.length, self.item = length, item

    def __len__(self):
        if isinstance(self.length, Exception):
            raise self.length
        return self.length

    def __getitem__(self, i):
        if isinstance(self.item, Exception):
            raise self.item
        if i >= 2:
            raise IndexError
        return self.item


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError("full"), ZeroDivisionError("zero")])
def test_sequences_that_fail(error):
    """CO-05: the error reaches the caller."""
    assert nd.asarray(Sequence()).tolist() == [1, 1]
    with pytest.raises(type(error)):
        nd.asarray(Sequence(item=error))
    with pytest.raises(type(error)):
        nd.asarray(Sequence(length=error))


def test_copies_inside_lists_and_assignments():
    """CO-10."""
    hook = Hook(np.arange(3.0))
    assert nd.asarray([hook, hook], copy=True).shape == (2, 3)
    assert all(copy is None for _, copy in hook.calls)
    x = nd.zeros((3,))
    hook.calls.clear()
    x[:] = hook
    assert x.tolist() == [0, 1, 2]
    assert all(copy is None for _, copy in hook.calls)


def test_our_own_array_hook():
    """CO-11, CO-12: of arrays and of 0-d arrays alike."""
    for x in (nd.asarray([1.0, 2.0]), nd.asarray(3.0)):
        same = x.__array__()
        assert type(same) is np.ndarray
        assert np.shares_memory(same, np.asarray(x))
        assert np.shares_memory(x.__array__(None), same)
        assert np.shares_memory(x.__array__(np.dtype("f8"), copy=False), same)
        assert x.__array__(np.dtype("f4")).dtype == np.float32
        assert not np.shares_memory(x.__array__(copy=True), same)
        with pytest.raises(ValueError, match="copy"):
            x.__array__(np.dtype("f4"), copy=False)
        assert np.shares_memory(np.array(x, copy=False), same)
        assert not np.shares_memory(np.array(x), same)
        assert np.array(x, dtype="i2").dtype == np.int16


def test_numpy_asks_for_the_struct():
    """CO-02: NumPy's asarray never asks for DLPack; ours does."""
    asked = []

    class Watching(nd.Array):
        def __getattribute__(self, name):
            asked.append(name)
            return super().__getattribute__(name)

    np.asarray(Watching([1.0, 2.0]))
    assert "__array_struct__" in asked
    assert not {"__dlpack__", "__array_interface__", "__array__"} & set(asked)


def test_layout_is_no_reason_to_copy():
    """CO-14, CO-15, CO-16."""
    a = np.arange(24.0).reshape(2, 3, 4)
    for view in (a.T, a[:, ::-1], a[::2, :, 1], a.swapaxes(0, 1)):
        x = nd.asarray(view, copy=False)
        assert np.shares_memory(np.asarray(x), a)
        assert x.strides == view.strides
    tagged = a.astype(np.dtype("f8", metadata={"unit": "m"}))
    assert np.shares_memory(np.asarray(nd.asarray(tagged, dtype="float64", copy=False)), tagged)
    with pytest.raises(ValueError, match=r">f8.*float64"):
        nd.asarray(np.arange(2, dtype=">f8"), dtype="float64", copy=False)


def test_copy_of_astype_has_two_values():
    """CO-17."""
    x = nd.asarray([1.0])
    assert nd.astype(x, nd.float64, copy=False) is x
    assert nd.astype(x, nd.float64) is not x
    assert nd.astype(x, nd.float32, copy=False).dtype == nd.float32
    for create in (nd.zeros, nd.ones, nd.empty):
        assert create((1,), device="cpu").device == "cpu"
        with pytest.raises(ValueError, match="device"):
            create((1,), device="gpu")


def test_the_same_objects_everywhere():
    """CO-18, AI-27."""
    x, hook = nd.asarray([1.0, 2.0, 3.0]), Hook(np.asarray([0.0, 1.0, 2.0]))
    assert (x + hook).tolist() == [1, 3, 5]
    assert nd.concat([x, hook]).shape == (6,)
    assert nd.where(Hook(np.asarray([True, False, True])), x, hook).tolist() == [1, 1, 3]
    assert x[Hook(np.asarray([2, 0]))].tolist() == [3, 1]
    copying = type("Copying", (), {"__array__": lambda self, dtype=None: np.zeros(3)})()
    with pytest.raises(ValueError, match="copy"):
        nd.exp(x, out=copying)


def test_void_scalars():
    """CO-19."""
    a = np.array([(1, 2.5)], dtype=[("a", "i4"), ("b", "f8")])
    x = nd.asarray(a[0])
    assert x.shape == ()
    assert x.item() == (1, 2.5)
    assert x["b"].item() == 2.5


@pytest.mark.parametrize(
    "dtype", [nd.bool, nd.int8, nd.uint64, nd.float16, nd.complex64, nd.DType(">i4"), nd.DType("U3")]
)
def test_our_element_types_are_numpys(dtype):
    """CO-20."""
    assert isinstance(dtype.__numpy_dtype__, np.dtype)
    assert np.dtype(dtype).str == dtype.str
    assert np.zeros(2, dtype=dtype).dtype == np.dtype(dtype)


class Float(float):
    def __array__(self, dtype=None, copy=None):
        return np.arange(3.0)


def test_order_of_coercion():
    """CO-01, BP-20: scalars and builtin sequences by value, anything with memory by its protocol, then sequences."""
    assert nd.asarray(collections.UserList([1, 2])).tolist() == [1, 2]
    both = type("Both", (collections.UserList,), {"__array__": lambda self, dtype=None, copy=None: np.arange(5)})
    assert nd.asarray(both([1])).shape == (5,)
    assert nd.asarray(b"ab").shape == ()
    assert nd.asarray(Float(2.0)).shape == (3,)  # NumPy takes the number and never asks


class Both:
    """Shut at DLPack, and open nowhere."""

    def __dlpack__(self, **keywords):
        raise BufferError("the device is out of reach")


def test_a_refusal_is_told_where_no_door_opens():
    """ID-06, CO-01."""
    with pytest.raises(BufferError, match="out of reach"):
        nd.asarray(Both())


class Endless:
    """Hooks that answer with themselves."""

    def __array__(self, dtype=None, copy=None):
        return self

    def __len__(self):
        return 1

    def __getitem__(self, i):
        return self


def test_hooks_that_recurse_or_return_junk():
    """CO-05, CO-07, ID-02."""
    with pytest.raises(ValueError, match="__array__ must return an array"):
        nd.asarray(Endless())
    for junk in (5, "x", None, [1]):
        with pytest.raises(ValueError, match="__array__ must return an array"):
            nd.asarray(Hook(type("Junk", (), {"copy": lambda self: self})() if junk is None else junk))

    class Deep:
        def __getitem__(self, i):
            return self

        def __len__(self):
            return 1

    with pytest.raises(ValueError, match="behind its length"):
        nd.asarray(Deep())

    class Recursive:
        @property
        def __array_interface__(self):
            return nd.asarray(self).__array_interface__

    with pytest.raises(RecursionError):
        nd.asarray(Recursive())


def test_sequences_that_lie_about_their_length():
    """CO-05: fewer items are what counts; more would never end."""
    assert nd.asarray(Sequence(length=2**62)).tolist() == [1, 1]
    with pytest.raises(ValueError, match="behind its length"):
        nd.asarray(Sequence(length=1))
