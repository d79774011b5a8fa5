"""The array interface and the struct: the rows AI and AS that tests/shell/test_interface.py leaves."""

import ctypes

import numpy as np
import pytest
from hypothesis import given, strategies as st
from structures import Struct, api

import ndola as nd


class Exporter:
    """An object that is nothing but its attributes."""

    def __init__(self, **attributes):
        vars(self).update(attributes)


def struct_of(x):
    capsule = x.__array_struct__
    s = Struct.from_address(api.PyCapsule_GetPointer(capsule, None))
    s.capsule = capsule  # frees the struct when it goes
    return s


def test_zero_dimensional_arrays_export_their_storage():
    """AI-02, AI-03, AI-08."""
    x = nd.asarray(2.5)
    interface = x.__array_interface__
    assert (interface["shape"], interface["strides"], interface["version"]) == ((), None, 3)
    assert "__ref" not in interface
    address = interface["data"][0]
    assert ctypes.c_double.from_address(address).value == 2.5
    assert np.asarray(x).ctypes.data == address


def test_scalars_of_numpy_come_in():
    """AI-08: they describe themselves like arrays of no axes."""
    for scalar in (np.float32(1.5), np.int8(3), np.datetime64("2020", "D"), np.str_("ab"), np.bool_(True)):
        x = nd.asarray(scalar)
        assert x.shape == ()
        assert np.asarray(x).dtype == scalar.dtype
        assert np.asarray(x)[()] == scalar


def test_data_none_means_the_object_itself():
    """AI-17."""

    class Own(bytearray):
        __array_interface__ = {"shape": (2,), "typestr": "<i2", "data": None, "version": 3}

    x = nd.asarray(Own(b"\1\0\2\0"))
    assert (x.tolist(), x.dtype, x.readonly) == ([1, 2], nd.int16, False)


def test_read_only_stays_read_only():
    """AI-16, AI-26, ID-15: of an import and of every view of it; nothing switches it off."""
    a = np.arange(4.0)
    for readonly in (True, False, 0, 1, "x", ""):
        x = nd.asarray(Exporter(__array_interface__=a.__array_interface__ | {"data": (a.ctypes.data, readonly)}, a=a))
        assert x.readonly == bool(readonly)
        assert x[1:].readonly == bool(readonly)
        assert np.asarray(x).flags.writeable != bool(readonly)
        with pytest.raises(AttributeError):
            x.readonly = False
    frozen = np.asarray(nd.broadcast_to(nd.asarray(1.0), (3,)))
    with pytest.raises(ValueError, match="cannot set WRITEABLE"):
        frozen.flags.writeable = True


def test_functions_take_exporters():
    """AI-27: both as our operands and as NumPy's."""
    a = np.arange(4.0)
    exporter = Exporter(__array_interface__=a.__array_interface__, owner=a)
    x = nd.asarray([1.0, 1.0, 1.0, 1.0])
    assert nd.add(x, exporter).tolist() == [1, 2, 3, 4]
    assert (x + exporter).tolist() == [1, 2, 3, 4]
    assert nd.concat([x, exporter]).shape == (8,)
    assert nd.exp(exporter).tolist() == nd.exp(nd.asarray(a)).tolist()
    ours = Exporter(__array_interface__=x.__array_interface__)
    assert np.linspace(ours, 2.0, 3).shape == (3, 4)
    assert np.shares_memory(ours, np.asarray(x))
    assert np.add(a, ours).tolist() == [1, 2, 3, 4]


def test_retyping_by_the_dict():
    """AI-28: typestr and descr changed, the memory the same."""
    x = nd.asarray([1.0, -2.0])
    interface = x.__array_interface__ | {"typestr": "<u8", "descr": [("", "<u8")]}
    bits = nd.asarray(Exporter(__array_interface__=interface))
    assert bits.tolist() == [0x3FF0000000000000, 0xC000000000000000]
    first = nd.asarray(Exporter(__array_interface__=x.__array_interface__ | {"typestr": "|u1", "strides": (8,)}))
    assert np.shares_memory(np.asarray(first), np.asarray(x))
    bits[0] = 0
    assert x[0].item() == 0


def test_the_struct_is_looked_at_before_the_dict():
    """AS-10."""
    a, b = np.arange(3), np.arange(3.0)
    both = Exporter(__array_struct__=a.__array_struct__, __array_interface__=b.__array_interface__)
    assert nd.asarray(both).dtype == nd.int64
    assert np.asarray(both).dtype == np.int64


def test_struct_members():
    """AS-01, AS-02, AS-04, AS-07, AS-08, AS-09: read with ctypes."""
    x = nd.asarray([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    s = struct_of(x)
    assert (s.two, s.nd, s.typekind, s.itemsize) == (2, 2, b"f", 8)
    assert (s.shape[:2], s.strides[:2]) == ([2, 3], [24, 8])
    assert s.data == x.__array_interface__["data"][0]
    assert s.flags == 0x1 | 0x100 | 0x200 | 0x400
    assert struct_of(x.T).flags == 0x2 | 0x100 | 0x200 | 0x400
    assert struct_of(nd.broadcast_to(x, (1, 2, 3))).flags & 0x400 == 0
    scalar = struct_of(nd.asarray(1.0))
    assert (bool(scalar.shape), bool(scalar.strides), scalar.nd) == (False, False, 0)
    text = struct_of(nd.asarray(["abcd"]))
    assert (text.typekind, text.itemsize, text.descr) == (b"U", 16, "<U4")
    swapped = struct_of(nd.asarray(np.zeros(2, ">i4")))
    assert swapped.flags & 0x200 == 0
    dates = struct_of(nd.asarray(np.zeros(2, "M8[25s]")))
    assert (dates.descr, dates.flags & 0x800) == ("<M8[25s]", 0x800)
    structure = struct_of(nd.asarray(np.zeros(2, "i4,f8")))
    assert (structure.typekind, structure.itemsize, structure.flags) == (
        b"V",
        12,
        0x1 | 0x2 | 0x100 | 0x200 | 0x400 | 0x800,
    )


@pytest.mark.parametrize(
    "dtype",
    [
        np.dtype("i1,f8", align=True),
        np.dtype([("a", "i1"), ("b", np.dtype("u1,i4", align=True)), ("c", "f4", (2,))], align=True),
        np.dtype([("a", "i4"), ("b", [("x", "S3")])]),
    ],
    ids=str,
)
def test_structures_keep_their_layout_in_numpy(dtype):
    """AI-06, AS-08: padding is no member."""
    a = np.zeros(2, dtype)
    back = np.asarray(nd.asarray(a))
    assert back.dtype == a.dtype
    assert np.shares_memory(back, a)


def capsule(**fields):
    """A capsule of a struct made by hand, with what must outlive it."""
    memory = (ctypes.c_double * 4)(1, 2, 3, 4)
    shape, strides = (ctypes.c_ssize_t * 2)(2, 2), (ctypes.c_ssize_t * 2)(16, 8)
    s = Struct(2, 2, b"f", 8, 0x701, shape, strides, ctypes.addressof(memory))
    for name, value in fields.items():
        setattr(s, name, value)
    return Exporter(
        __array_struct__=api.PyCapsule_New(ctypes.addressof(s), None, None), parts=(memory, shape, strides, s)
    )


def test_struct_of_others():
    """AS-05, AS-06."""
    assert nd.asarray(capsule()).tolist() == [[1, 2], [3, 4]]
    assert nd.asarray(capsule(flags=0x301)).readonly
    assert nd.asarray(capsule(flags=0x501)).dtype == nd.DType(">f8")
    assert nd.asarray(capsule(flags=0xF01, descr=5)).dtype == nd.float64
    assert nd.asarray(capsule(flags=0xF01, descr="<i8")).dtype == nd.int64


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"two": 3}, ValueError),
        ({"nd": -1}, ValueError),
        ({"nd": 65}, ValueError),
        ({"shape": None}, ValueError),
        ({"strides": None}, ValueError),
        ({"itemsize": -8}, ValueError),
        ({"itemsize": 3}, TypeError),
        ({"typekind": b"O"}, TypeError),
        ({"typekind": b"\0"}, TypeError),
        ({"data": None}, ValueError),
        ({"shape": (ctypes.c_ssize_t * 2)(-1, 2)}, ValueError),
        ({"shape": (ctypes.c_ssize_t * 2)(2**62, 2**62)}, ValueError),
        ({"strides": (ctypes.c_ssize_t * 2)(2**63 - 1, 8)}, ValueError),
    ],
    ids=str,
)
def test_hostile_structs(fields, error):
    """AS-05, ID-02: an exception that names the protocol."""
    with pytest.raises(error, match="__array_struct__"):
        nd.asarray(capsule(**fields))
    assert nd.asarray(capsule(data=None, nd=1, shape=(ctypes.c_ssize_t * 2)(0, 0))).shape == (0,)


_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-9, 9),
    st.floats(),
    st.text(max_size=4),
    st.binary(max_size=24),
    st.tuples(st.integers(-3, 9), st.booleans()),
    st.lists(st.integers(-3, 3), max_size=3),
    st.lists(st.integers(-3, 3), max_size=3).map(tuple),
    st.just(object()),
    st.just(bytearray(16)),
    st.lists(st.tuples(st.text(max_size=2), st.sampled_from(["<f8", "|V3", "O", ""])), max_size=3),
)
_typestrs = st.one_of(st.sampled_from(["<f8", "|b1", ">i4", "<U2", "|V8", "|O8", "M8[s]", "<c16"]), _values)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "shape": _values,
            "typestr": _typestrs,
            "data": st.one_of(st.just(bytearray(16)), st.binary(max_size=16)),
            "strides": _values,
            "descr": _values,
            "offset": _values,
            "version": _values,
        },
    )
)
def test_any_dict_is_read_or_refused(interface):
    """ID-02, AI-24: over real buffers, every element of what is accepted can be read."""
    try:
        x = nd.asarray(Exporter(__array_interface__=interface))
        x.tolist() if x.size < 1000 else x.shape
    except (ValueError, TypeError, OverflowError) as error:
        assert str(error), "no message"  # noqa: PT017 - either outcome is right
