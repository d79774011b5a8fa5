"""Buffers: the rows BP that tests/shell/test_buffer.py leaves."""

import ctypes
import mmap
import threading

import numpy as np
import pytest
from buffers import Slot
from hypothesis import given, strategies as st

import ndola as nd

STRUCTURES = {
    "two": [("a", "i4"), ("b", "f8")],
    "padded": {"names": ["a", "b"], "formats": ["i1", "f8"], "offsets": [0, 8], "itemsize": 24},
    "nested": [("a", [("x", "u2"), ("y", "S3")]), ("b", "?")],
    "sub-array": [("a", "f4", (2, 3)), ("b", "c16", 2)],
    "swapped": [("a", ">i2"), ("b", "<f4"), ("c", ">U3")],
    "void": [("a", "V5"), ("b", "i8")],
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_structures_go_out_as_numpys(name):
    """BP-06, BP-07, BP-08: NumPy reads our format as it reads its own."""
    a = np.zeros(3, STRUCTURES[name])
    a.view("u1")[:] = np.arange(a.nbytes) % 2
    ours = nd.asarray(a).data
    theirs = memoryview(a)
    assert (ours.itemsize, ours.nbytes, ours.shape) == (theirs.itemsize, theirs.nbytes, theirs.shape)
    read = np.asarray(ours)
    assert read.dtype == a.dtype
    assert read.tobytes() == a.tobytes()


@pytest.mark.parametrize("name", STRUCTURES)
def test_structures_come_in(name):
    """BP-25: through a memoryview, which says no more than the format. NumPy itself fails at two of these."""
    a = np.zeros(3, STRUCTURES[name])
    a.view("u1")[:] = np.arange(a.nbytes) % 2
    x = nd.asarray(memoryview(a))
    assert x.itemsize == a.itemsize
    assert np.asarray(x).dtype == a.dtype
    assert np.shares_memory(np.asarray(x), a)
    assert nd.asarray(nd.asarray(a).data).tolist() == x.tolist()


def test_formats_by_alignment():
    """BP-07: a byte order is written where the elements are not native and aligned."""
    memory = np.zeros(17, "u1")
    assert nd.asarray(memory[:16].view("f8")).data.format == "d"
    assert nd.asarray(memory[1:].view("f8")).data.format == "=d"
    assert nd.asarray(np.zeros(2, ">i4")).data.format == ">i"
    assert nd.asarray(np.zeros(2, ">U2")).data.format == ">2w"
    assert nd.asarray(np.zeros(2, "S2")).data.format == "2s"


def test_names_that_a_format_cannot_say():
    """BP-08."""
    with pytest.raises(BufferError, match="colon"):
        nd.asarray(np.zeros(1, [("a:b", "i4")])).data  # noqa: B018


def test_zero_axes_and_many():
    """BP-10, BP-13."""
    view = nd.asarray(5.5).data
    assert (view.shape, view.format, view.readonly, view.tolist()) == ((), "d", False, 5.5)
    x = nd.zeros((1,) * 64)
    assert x.data.ndim == 64
    assert nd.asarray(x.data).shape == (1,) * 64


def test_threads_export_at_once(no_leak):
    """BP-12."""
    x, seen = nd.asarray(np.zeros((2, 3), "i4,f8")), []

    def export():
        seen.extend(x.data.format for _ in range(200))

    threads = [threading.Thread(target=export) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1600
    assert set(seen) == {x.data.format}


class Failing(mmap.mmap):
    """A buffer slot that raises once the mapping is closed, in an object with another door."""

    def __array__(self, dtype=None, copy=None):
        return np.arange(3.0)


def test_a_failing_buffer_is_passed_over():
    """BP-21."""
    failing = Failing(-1, 8)
    assert nd.asarray(failing).shape == (8,)
    failing.close()
    with pytest.raises(ValueError, match="closed"):
        memoryview(failing)
    assert nd.asarray(failing).tolist() == [0, 1, 2]


def slot(**fields):
    return Slot(bytes(range(16)), **({"itemsize": 8, "format": b"d", "shape": (2,)} | fields))


def test_suboffsets_are_refused():
    """BP-23."""
    with pytest.raises(BufferError, match="suboffsets"):
        nd.asarray(slot(suboffsets=(0,)))
    assert nd.asarray(slot(suboffsets=(-1,))).shape == (2,)


def test_missing_parts():
    """BP-24, BP-28."""
    assert nd.asarray(slot(format=None)).dtype == nd.DType("S8")
    assert nd.asarray(slot(format=None, itemsize=1, shape=None)).shape == (16,)
    assert nd.asarray(slot(shape=None)).shape == (2,)
    assert nd.asarray(slot(itemsize=4, format=b"i", shape=(2, 2))).strides == (8, 4)
    assert nd.asarray(slot(strides=(-8,), start=8)).strides == (-8,)


@pytest.mark.parametrize("format", [b"i", b"T{d:a:i:b:}", b"dd", b"", b"16s"])
def test_formats_that_contradict_the_itemsize(format):
    """BP-27."""
    with pytest.raises(ValueError, match=r"bytes, its itemsize 8|is not of a type"):
        nd.asarray(slot(format=format))


@pytest.mark.parametrize("letter", ["u", "&d", "4t", "X{}", "P", "O", "g", "Zg", "Z", "Zi"])
def test_letters_without_an_element(letter):
    """BP-26."""
    with pytest.raises(ValueError, match="no element for"):
        nd.asarray(slot(format=letter.encode()))


FORMATS = {
    "@ b d": (16, [("f0", "|i1"), ("", "|V7"), ("f1", "<f8")]),
    "d b": (16, [("f0", "<f8"), ("f1", "|i1"), ("", "|V7")]),
    "=bd": (9, [("f0", "|i1"), ("f1", "<f8")]),
    "^bd": (9, [("f0", "|i1"), ("f1", "<f8")]),
    "!hh": (4, [("f0", ">i2"), ("f1", ">i2")]),
    "T{<h:f0:h}": (4, [("f0", "<i2"), ("f1", "<i2")]),
    "T{(2,3)f:a:3x2i:b:}": (36, [("a", "<f4", (2, 3)), ("", "|V3"), ("", "|V1"), ("b", "<i4", (2,))]),
    "T{c:a:T{2w:u:}:b:}": (12, [("a", "|S1"), ("", "|V3"), ("b", [("u", "<U2")])]),
    "<l": (4, None),
    "l": (8, None),
    "n": (8, None),
    "Zf": (8, None),
}


@pytest.mark.parametrize("format", FORMATS)
def test_parser(format):
    """BP-25: byte orders, white space, counts, alignment, sub-arrays, names."""
    itemsize, descr = FORMATS[format]
    x = nd.asarray(Slot(bytes(itemsize), itemsize=itemsize, format=format.encode(), shape=(1,)))
    if descr is None:
        assert x.dtype == nd.DType(
            np.asarray(Slot(bytes(itemsize), itemsize=itemsize, format=format.encode())).dtype.str
        )
    else:
        assert x.__array_interface__["descr"] == descr


@pytest.mark.parametrize(
    "format",
    [
        "T{",
        "}",
        "T{d",
        "T{d:a",
        "T{d:a:d:a:}",
        "(2",
        "(2,d",
        "(-1)d",
        "(2)3d",
        "=n",
        "9999999999s",
        "99999999999999999999d",
        "(99999,99999,99999)d",
        "-1d",
        "T{" * 5000,
        ":a:",
        "\xff",
    ],
)
def test_bad_formats(format):
    """BP-25: a Python exception, whatever is wrong."""
    with pytest.raises((ValueError, RecursionError)):
        nd.asarray(slot(format=format.encode()))


@given(st.text(alphabet="T{}():,@^=<>!0123456789 abcdefxwsZidlqnN", max_size=30), st.integers(0, 32))
def test_any_format_is_read_or_refused(format, itemsize):
    """BP-25, ID-02."""
    try:
        x = nd.asarray(Slot(bytes(64), itemsize=itemsize, format=format.encode(), shape=(1,)))
    except ValueError:
        return
    assert x.itemsize == itemsize
    np.asarray(x)


def test_zero_dimensional_memoryview():
    """BP-29."""
    view = memoryview(np.array(2.5))
    assert nd.asarray(view).tolist() == 2.5
    assert nd.asarray([np.array(1.5), view]).tolist() == [1.5, 2.5]


def test_frombuffer():
    """BP-30."""
    x = nd.asarray([1.0, 2.0])
    a = np.frombuffer(x.data)
    assert np.shares_memory(a, np.asarray(x))
    assert a.flags.writeable
    assert not np.frombuffer(nd.broadcast_to(x, (1, 2)).data).flags.writeable
    assert np.frombuffer(x.data, "u1", count=3, offset=8).size == 3


def test_ctypes_arrays():
    """BP-20, BP-27: structures of ctypes as they are."""

    class Pair(ctypes.Structure):
        _fields_ = [("a", ctypes.c_int), ("b", ctypes.c_double)]

    pairs = (Pair * 2)((1, 2.5), (3, 4.5))
    x = nd.asarray(pairs)
    assert x.tolist() == [(1, 2.5), (3, 4.5)]
    x["a"][0] = 9
    assert pairs[0].a == 9
