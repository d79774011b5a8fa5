"""__array_interface__ and __array_struct__: rows AI and AS of the protocol checklist."""

import ctypes
import gc

import pytest

import ndola as nd

np = pytest.importorskip("numpy")


class Exporter:
    def __init__(self, interface=None, struct=None):
        if interface is not None:
            self.__array_interface__ = interface
        if struct is not None:
            self.__array_struct__ = struct


ARRAYS = {
    "float64": np.arange(6.0).reshape(2, 3),
    "reversed": np.arange(6)[::-2],
    "transposed": np.arange(6, dtype="i2").reshape(2, 3).T,
    "broadcast": np.broadcast_to(np.float32(1), (2, 3)),
    "0-d": np.array(5),
    "empty": np.zeros((0, 3)),
    "swapped": np.arange(3, dtype=">u4"),
    "bool": np.array([True, False]),
    "text": np.array(["ab", "c"]),
    "bytes": np.array([b"ab", b"c"]),
    "datetime": np.array(["2020", "2021"], "M8[Y]"),
    "timedelta": np.arange(3).astype("m8[25s]"),
    "structure": np.array([(1, 2.0)], dtype=[("a", "i1"), ("b", "<f8")]),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_export_equals_numpys(name):
    """AI-01 to AI-06."""
    a = ARRAYS[name]
    exported = nd.asarray(a).__array_interface__
    for key, value in a.__array_interface__.items():
        assert exported[key] == value, key


@pytest.mark.parametrize("name", ARRAYS)
def test_numpy_reads_both_exports(name):
    """AI-03, AS-02, AS-04, AS-07, AS-08, AS-09: the data come back whole through either door."""
    a = ARRAYS[name]
    x = nd.asarray(a)
    for back in (
        np.asarray(Exporter(interface=x.__array_interface__)),
        np.asarray(Exporter(struct=x.__array_struct__)),
        np.asarray(x),
    ):
        assert back.dtype == a.dtype
        assert np.array_equal(back, a)
        assert back.size == 0 or back.ctypes.data == a.ctypes.data


@pytest.mark.parametrize("name", ARRAYS)
def test_import_through_either_door(name):
    a = ARRAYS[name]
    for exporter in (Exporter(interface=a.__array_interface__), Exporter(struct=a.__array_struct__)):
        x = nd.asarray(exporter)
        back = np.asarray(x)
        if name in ("text", "datetime", "timedelta", "structure") and hasattr(exporter, "__array_struct__"):
            continue  # NumPy's struct does not carry these (AS-07 to AS-09)
        assert (x.shape, x.readonly, back.dtype) == (a.shape, not a.flags.writeable, a.dtype)
        assert np.array_equal(back, a)


def test_text_through_numpys_struct_is_not_read_beyond_its_end():
    """AS-07."""
    a = np.array(["abcd"])
    x = nd.asarray(Exporter(struct=a.__array_struct__))
    assert x.itemsize == 16
    assert x.tolist() == ["abcd"]


def test_dict_is_new_and_mutable():
    """AI-01."""
    x = nd.asarray([1, 2])
    assert x.__array_interface__ is not x.__array_interface__
    x.__array_interface__["shape"] = (1, 2)
    assert x.__array_interface__["shape"] == (2,)


def test_reshape_by_editing_the_dict():
    """AI-29, AI-07: memory is shared both ways, and lives as long as the wrapper alone."""
    x = nd.asarray([1.0, 2.0, 3.0, 4.0])
    interface = x.__array_interface__
    interface["shape"] = (2, 2)
    wrapper = Exporter(interface=interface)
    y = nd.asarray(wrapper, copy=False)
    z = np.array(wrapper, copy=False)
    y[1, 1] = 9
    assert x[3].item() == 9 and z[1, 1] == 9
    x[0] = 5
    assert y[0, 0].item() == 5
    del x, interface, wrapper, z
    gc.collect()
    assert y.tolist() == [[5, 2], [3, 9]]


def test_instance_and_class_lookup():
    """AI-10, AI-11."""

    class Property:
        @property
        def __array_interface__(self):
            return np.arange(3).__array_interface__ | {"owner": self}

    assert nd.asarray(Property()).shape == (3,)
    with pytest.raises(TypeError):
        nd.asarray(Property)

    class Attribute:
        a = np.arange(4)
        __array_interface__ = a.__array_interface__

    assert nd.asarray(Attribute).tolist() == [0, 1, 2, 3]

    class Raising:
        @property
        def __array_interface__(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        nd.asarray(Raising())


GOOD = {"shape": (2,), "typestr": "<f8", "data": b"", "version": 3}
BUFFER = bytearray(16)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"typestr": None}, TypeError, "typestr"),
        ({"typestr": 5}, TypeError, "typestr"),
        ({"typestr": "ü8"}, TypeError, "typestr"),
        ({"typestr": "<f3"}, TypeError, "typestr"),
        ({"shape": [2]}, TypeError, "must be a tuple"),
        ({"shape": (1,) * 65}, ValueError, "0 to 64"),
        ({"shape": (-1,)}, ValueError, "shape"),
        ({"shape": (2**62, 2**62)}, ValueError, "shape"),
        ({"shape": (3,)}, ValueError, "of a buffer of 16"),
        ({"shape": (1000,)}, ValueError, "of a buffer of 16"),
        ({"strides": [8]}, TypeError, "must be a tuple"),
        ({"strides": (8, 8)}, ValueError, "2 strides for 1 axes"),
        ({"strides": (-8,)}, ValueError, "of a buffer of 16"),
        ({"strides": (2**62,), "shape": (4,)}, ValueError, "more memory than there can be"),
        ({"offset": 8}, ValueError, "of a buffer of 16"),
        ({"offset": -8}, ValueError, "outside a buffer"),
        ({"offset": 17}, ValueError, "outside a buffer"),
        ({"offset": "x"}, TypeError, "offset"),
        ({"data": (1, 2, 3)}, TypeError, "data"),
        ({"data": ("0x10", False)}, TypeError, "data"),
        ({"data": (0, False)}, ValueError, "null address"),
        ({"mask": np.array([True, False])}, ValueError, "mask"),
    ],
    ids=lambda v: str(v) if isinstance(v, dict) else None,
)
def test_bad_dicts(change, error, message):
    """AI-12, AI-15 to AI-18, AI-20 to AI-22, AI-24."""
    interface = GOOD | {"data": BUFFER} | change
    with pytest.raises(error, match=message):
        nd.asarray(Exporter(interface=interface))


@pytest.mark.parametrize("key", ["typestr", "shape"])
def test_missing_keys(key):
    """AI-12, AI-15."""
    interface = GOOD | {"data": BUFFER}
    del interface[key]
    with pytest.raises(ValueError, match=key):
        nd.asarray(Exporter(interface=interface))
    with pytest.raises(ValueError, match="dict"):
        nd.asarray(Exporter(interface=[1]))


@pytest.mark.parametrize(
    "change",
    [
        {"typestr": b"<f8"},
        {"typestr": "f8"},
        {"typestr": "=f8"},
        {"typestr": "float64"},
        {"version": 9},
        {"mask": None},
        {"unknown": 1},
        {"descr": [("", "<i4")]},
        {"strides": None},
        {"shape": (), "offset": 8},
        {"strides": (-8,), "offset": 8},
        {"strides": (0,), "shape": (10**9,)},
        {"shape": (0,), "data": (0, False)},
    ],
    ids=str,
)
def test_lenient_dicts(change):
    """AI-13, AI-14, AI-15, AI-20, AI-21, AI-23."""
    x = nd.asarray(Exporter(interface=GOOD | {"data": BUFFER} | change))
    assert x.dtype is nd.float64


def test_missing_data_means_a_scalar():
    """AI-19."""

    class Scalar:
        __array_interface__ = {"typestr": "<f8", "version": 3}

        def __float__(self):
            return 2.5

    scalar = Scalar()
    assert nd.asarray(scalar).tolist() == 2.5


def test_buffers_stay_exported():
    """AI-17, AI-25: the exporter cannot free or move what an array looks at."""
    memory = bytearray(16)
    x = nd.asarray(Exporter(interface=GOOD | {"data": memory}))
    with pytest.raises(BufferError):
        memory.extend(b"x")
    x[0] = 1.0
    assert memory[:8] != bytes(8)
    del x
    memory.extend(b"x")
    assert nd.asarray(Exporter(interface=GOOD | {"data": bytes(16)})).readonly


def test_struct_owner_and_capsule(no_leak):
    """AS-03, AS-05, AS-06."""
    x = nd.asarray([1.0, 2.0])
    capsule = x.__array_struct__
    address = ctypes.pythonapi.PyCapsule_GetPointer
    address.restype, address.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    assert address(capsule, None)
    wrapper = Exporter(struct=capsule)
    del x
    y = nd.asarray(wrapper)
    del wrapper, capsule
    gc.collect()
    assert y.tolist() == [1, 2]
    with pytest.raises(ValueError, match="capsule"):
        nd.asarray(Exporter(struct=5))


def test_bfloat16_of_numpy():
    ml_dtypes = pytest.importorskip("ml_dtypes")
    a = np.array([1.5, 2.5], dtype=ml_dtypes.bfloat16)
    x = nd.asarray(a)
    assert (x.dtype, x.tolist()) == (nd.bfloat16, [1.5, 2.5])
    assert x.__array_interface__["typestr"] == "<V2"
    x[0] = 3
    assert a[0] == 3
    assert np.asarray(x).dtype == a.dtype


def test_structures():
    """AI-06: members are views, elements are tuples, whatever the nesting."""
    dtype = np.dtype(
        [("a", "i1"), (("title", "b"), ">f8", (2,)), ("c", [("x", "u2"), ("y", "S3")]), ("d", "i4", (2, 1))], align=True
    )
    a = np.zeros(3, dtype)
    a["a"], a["b"], a["c"]["y"], a["d"] = [1, 2, 3], [[1, 2], [3, 4], [5, 6]], b"hi", 7
    x = nd.asarray(a)
    assert x.tolist() == [(m, b.tolist(), c, d.tolist()) for m, b, c, d in a.tolist()]
    assert x[1].item() == x.tolist()[1]
    for name in ("a", "b", "d"):
        assert x[name].tolist() == a[name].tolist()
        assert np.shares_memory(np.asarray(x[name]), a)
    assert x[::-1]["c"]["y"].tolist() == [b"hi"] * 3
    x["a"][0] = 9
    assert a["a"][0] == 9
    assert np.array_equal(np.asarray(x)["b"], a["b"])
    for name in ("nothing", ""):
        with pytest.raises(IndexError, match="no member"):
            x[name]


@pytest.mark.parametrize(
    "descr",
    [
        [("a", "<f8"), ("b", "<f8", (2**40,))],
        [("a", "<f8"), ("b", "<f8")],
        [("a",)],
        [("a", "<f8", 1, 2)],
        [(5, "<f8"), ("b", "<i1")],
        [("a", "<f99"), ("b", "<i1")],
        [("a", "<f8", (-1,)), ("b", "<i1")],
        ["a", "b"],
    ],
    ids=str,
)
def test_hostile_descriptions_are_refused(descr):
    with pytest.raises((ValueError, TypeError), match="descr"):
        nd.asarray(Exporter(interface=GOOD | {"data": BUFFER, "typestr": "|V8", "descr": descr}))
    with pytest.raises((ValueError, TypeError), match="descr"):
        nd.DType("|V8", descr)
