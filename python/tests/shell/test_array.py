"""The array object: attributes, views, elements, printing of itself, copies."""

import copy
import pickle
import sys
import weakref

import pytest

import ndola as nd
from ndola import _ndola

np = pytest.importorskip("numpy")

COMPUTING = [
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip


def ndarray_of(dtype, shape=(2, 3)):
    size = int(np.prod(shape))
    return (np.arange(size) % 3 if dtype == "bool" else np.arange(size)).astype(dtype).reshape(shape)


@pytest.mark.parametrize("dtype", COMPUTING)
def test_attributes_are_numpys(dtype):
    a = ndarray_of(dtype)
    x = nd.asarray(a)
    for name in ("ndim", "shape", "size", "strides", "itemsize", "nbytes"):
        assert getattr(x, name) == getattr(a, name)
    assert x.dtype is getattr(nd, dtype)
    assert x.dtype.str == a.dtype.str
    assert np.dtype(x.dtype) == a.dtype
    assert x.device == "cpu"
    assert not x.readonly


def test_transposes():
    a = np.arange(24).reshape(2, 3, 4)
    x = nd.asarray(a)
    assert x.mT.tolist() == a.mT.tolist()
    assert x[0].T.tolist() == a[0].T.tolist()
    assert x.transpose().tolist() == a.transpose().tolist()
    with pytest.raises(ValueError, match="T: needs a 2-d array"):
        x.T  # noqa: B018
    with pytest.raises(ValueError, match="mT: needs"):
        x[0, 0].mT  # noqa: B018


@pytest.mark.parametrize("dtype", ["complex64", "complex128", ">c8"])
def test_parts_of_complex_are_views(dtype):
    a = np.array([1 + 2j, 3 - 4j], dtype=dtype)
    x = nd.asarray(a)
    assert x.real.tolist() == [1, 3]
    assert x.imag.tolist() == [2, -4]
    x.imag[0] = 9
    assert a[0] == 1 + 9j


INDICES = [
    0, -1, np.int64(1), True is None, slice(None), slice(None, None, -1), slice(5, 0, -2), slice(-100, 100),
    slice(2, 2), slice(None, None, sys.maxsize), ..., None, (), (0,), (1, 2), (0, ..., 1), (..., 0), (None, ..., None),
    (slice(1, None), 0), (slice(None), None, slice(None, None, 2)), (1, 2, 3), (..., -1, None),
]  # fmt: skip


@pytest.mark.parametrize("index", [i for i in INDICES if i is not False], ids=repr)
def test_basic_indexing_is_numpys_and_a_view(index):
    a = np.arange(24).reshape(2, 3, 4)
    x = nd.asarray(a)
    view = x[index]
    expected = np.asarray(a[index])
    assert view.shape == expected.shape
    assert view.tolist() == expected.tolist()
    assert np.shares_memory(np.asarray(view), a) or view.size == 0
    assert isinstance(view, nd.Array)


def test_indexing_agrees_with_numpy_on_generated_keys():
    rng = np.random.default_rng(1)
    a = np.arange(60).reshape(3, 4, 5)[:, ::-1]
    x = nd.asarray(a)

    def piece():
        match rng.integers(4):
            case 0:
                return int(rng.integers(-5, 5))
            case 1:
                ends = [None if rng.integers(3) == 0 else int(rng.integers(-7, 7)) for _ in range(2)]
                return slice(*ends, [None, 1, 2, -1, -3][rng.integers(5)])
            case 2:
                return None
            case _:
                return ...

    for _ in range(2000):
        key = tuple(piece() for _ in range(rng.integers(0, 6)))
        try:
            expected = a[key]
        except IndexError:
            with pytest.raises(IndexError):
                x[key]
            continue
        assert x[key].tolist() == expected.tolist(), key
        assert x[key].shape == np.shape(expected), key


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (5, "index 5 is out of bounds for axis 0 with size 2"),
        ((0, -4), "index -4 is out of bounds for axis 1 with size 3"),
        ((0, 0, 0), "3 indices for an array of 2 axes"),
        ((..., ...), "one ellipsis"),
        (10**30, "cannot fit"),
    ],
)
def test_bad_indices(key, message):
    with pytest.raises(IndexError, match=message):
        nd.asarray([[1, 2, 3], [4, 5, 6]])[key]


def test_integer_array_of_rank_zero_is_an_integer():
    x = nd.asarray([10, 20, 30])
    assert x[nd.asarray(1)].item() == 20
    assert x[nd.asarray(1)].shape == ()


@pytest.mark.parametrize("dtype", [*COMPUTING, ">i2", ">u8", ">f2", ">f8", ">c8"])
def test_elements_round_trip(dtype):
    a = ndarray_of(dtype)
    x = nd.asarray(a)
    assert x.tolist() == a.tolist()
    target = nd.asarray(np.zeros_like(a))
    for i in range(2):
        for j in range(3):
            target[i, j] = a[i, j].item()
    assert np.array_equal(np.asarray(target), a)


def test_every_float16_is_read_and_written_as_numpy_does():
    bits = np.arange(65536, dtype=np.uint16)
    halves = bits.view(np.float16)
    read = np.array(nd.asarray(halves).tolist())
    assert np.array_equal(read, halves.astype(np.float64), equal_nan=True)
    with np.errstate(over="ignore"):
        values = np.concatenate(
            [read[np.isfinite(read)], [65519.999, 65520.0, 2.0**-25, 2.0**-25 * 1.0001, 1e300, 5.96e-8]]
        )
        expected = values.astype(np.float16)
    written = np.asarray(nd.asarray(values.tolist(), dtype=nd.float16))
    assert np.array_equal(written.view(np.uint16), expected.view(np.uint16))


def test_bfloat16_is_written_as_ml_dtypes_does():
    ml_dtypes = pytest.importorskip("ml_dtypes")
    rng = np.random.default_rng(2)
    # float32 values, since ml_dtypes rounds a float64 twice
    values = rng.standard_normal(5000).astype(np.float32) * np.float32(10) ** rng.integers(-38, 38, 5000).astype(
        np.float32
    )
    values = np.concatenate([values, np.float32([0.0, -0.0, np.inf, -np.inf, 3.4e38, 1e-40, 9.2e-41])])
    written = nd.asarray(values.tolist(), dtype=nd.bfloat16)
    expected = values.astype(ml_dtypes.bfloat16)
    assert written.tolist() == expected.astype(np.float64).tolist()
    assert np.asarray(written.__array__()).dtype == expected.dtype


@pytest.mark.parametrize(
    ("dtype", "value", "error"),
    [
        ("int8", 128, OverflowError),
        ("uint8", -1, OverflowError),
        ("uint64", 2**64, OverflowError),
        ("int64", 2**63, OverflowError),
        ("int64", float("nan"), ValueError),
        ("float64", 1j, TypeError),
    ],
)
def test_elements_out_of_range(dtype, value, error):
    x = nd.asarray([0], dtype=dtype)
    with pytest.raises(error):
        x[0] = value
    assert x.tolist() == [0]


def test_extreme_integers_fit():
    for dtype in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"):
        info = np.iinfo(dtype)
        x = nd.asarray([0, 0], dtype=dtype)
        x[0], x[1] = info.min, info.max
        assert x.tolist() == [info.min, info.max]


def test_carried_types():
    text = np.array(["grüße", "a", ""])
    assert nd.asarray(text).tolist() == text.tolist()
    assert nd.asarray(np.array(["é"], dtype=">U3")).tolist() == ["é"]
    assert nd.asarray(np.array([b"ab", b"c"])).tolist() == [b"ab", b"c"]
    days = np.array(["2026-01-01", "NaT"], dtype="M8[25s]")
    x = nd.asarray(days)
    assert x.dtype == nd.DType("M8[25s]")
    assert x.tolist() == days.view("i8").tolist()
    x = nd.asarray(["abc", "d"])
    x[1] = "wxyz"  # cut to the room there is, as NumPy does
    assert x.tolist() == ["abc", "wxy"]


def test_python_conversions():
    assert bool(nd.asarray([[2]]))
    assert int(nd.asarray(True)) == 1
    assert float(nd.asarray(2)) == 2.0
    assert complex(nd.asarray(2.5)) == 2.5
    assert [10, 20][nd.asarray(1)] == 20
    with pytest.raises(ValueError, match="ambiguous"):
        bool(nd.asarray([1, 2]))
    with pytest.raises(OverflowError):
        int(nd.asarray(float("inf")))
    with pytest.raises(ValueError, match="NaN"):
        int(nd.asarray(float("nan")))
    for convert in (int, float):
        with pytest.raises(TypeError):
            convert(nd.asarray(1j))
        with pytest.raises(TypeError, match="0-d"):
            convert(nd.asarray([1]))
    with pytest.raises(TypeError, match="index"):
        [10, 20][nd.asarray(1.0)]
    with pytest.raises(TypeError, match="unhashable"):
        hash(nd.asarray(1))


def test_iteration_gives_rank_zero_arrays():
    x = nd.asarray([1, 2, 3])
    assert [i.shape for i in x] == [(), (), ()]
    assert [i.item() for i in x] == [1, 2, 3]
    assert len(x) == 3
    for f in (len, iter):
        with pytest.raises(TypeError, match="0-d"):
            f(x[0])


def test_item():
    x = nd.asarray([[1, 2], [3, 4]])
    assert x.item(1, 0) == 3
    with pytest.raises(ValueError, match="exactly one element"):
        x.item()
    with pytest.raises(IndexError, match="needs 2 indices"):
        x.item(1)


@pytest.mark.parametrize("dtype", [*COMPUTING, ">f4", "M8[ns]", "U3", "S2"])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(dtype, protocol):
    a = np.arange(6).astype(dtype).reshape(2, 3)
    for view in (a, a.T, a[:, ::-2], a[0, 0], a[:0]):
        x = nd.asarray(np.asarray(view))
        y = pickle.loads(pickle.dumps(x, protocol))
        assert (y.shape, y.dtype, y.tolist()) == (x.shape, x.dtype, x.tolist())


def test_pickle_out_of_band_shares():
    x = nd.asarray(np.arange(1000.0))
    buffers = []
    data = pickle.dumps(x, 5, buffer_callback=buffers.append)
    assert len(data) < 300
    y = pickle.loads(data, buffers=buffers)
    y[0] = 7
    assert x[0].item() == 7


def test_bfloat16_and_functions_pickle():
    x = nd.asarray([1.5], dtype=nd.bfloat16)
    y = pickle.loads(pickle.dumps(x))
    assert (y.dtype, y.tolist()) == (nd.bfloat16, [1.5])
    assert pickle.loads(pickle.dumps(nd.exp)) is nd.exp
    assert pickle.loads(pickle.dumps(nd.float32)) is nd.float32


def test_hostile_pickles_are_refused():
    with pytest.raises(ValueError, match="bytes"):
        _ndola._rebuild(b"12345678", nd.float64, (2,))
    with pytest.raises(ValueError, match="shape"):
        _ndola._rebuild(b"", nd.float64, (-1,))
    with pytest.raises(ValueError, match="shape"):
        _ndola._rebuild(b"", nd.float64, (2**62, 2**62))


def test_copies_are_independent():
    x = nd.asarray([[1, 2], [3, 4]])
    for y in (copy.copy(x.T), copy.deepcopy(x.T)):
        y[0, 0] = 9
        assert y.tolist() == [[9, 3], [2, 4]]
        assert y.strides == (16, 8)
    assert x[0, 0].item() == 1


def test_many_axes(no_leak):
    a = np.zeros((1,) * 63 + (2,))
    x = nd.asarray(a)
    assert x.shape == a.shape
    assert x[(0,) * 62].shape == (1, 2)
    with pytest.raises(IndexError, match="more than 64 axes"):
        x[None]


def test_subclasses_and_weak_references(no_leak):
    class Named(nd.Array):
        pass

    x = Named([[1, 2], [3, 4]])
    x.name = "n"
    assert isinstance(x, nd.Array)
    assert x.tolist() == [[1, 2], [3, 4]]
    many = Named(np.zeros((1,) * 9))
    assert many.ndim == 9
    r = weakref.ref(x)
    assert r() is x
    del x
    assert r() is None
    y = nd.asarray([1])
    r = weakref.ref(y)
    del y
    assert r() is None


def test_format():
    x = nd.asarray([3.14159])
    assert f"{x[0]:.2f}" == "3.14"
    with pytest.raises(TypeError, match="0-d"):
        format(x, ".2f")


def test_dtype_objects():
    assert nd.DType("float64") is nd.float64
    assert nd.DType(">f8") == nd.DType(np.dtype(">f8"))
    assert nd.DType(">f8") != nd.float64
    assert hash(nd.DType(">f8")) == hash(nd.DType(">f8"))
    assert nd.float64 != "float64"
    assert repr(nd.DType(">f8")) == "ndola.DType('>f8')"
    assert repr(nd.int8) == "ndola.int8"
    assert (nd.DType(int), nd.DType(float), nd.DType(bool)) == (nd.int64, nd.float64, nd.bool)
    assert nd.DType(np.float32) is nd.float32
    assert nd.DType("datetime64[25s]").str == "<M8[25s]"
    for bad in ("float128", "f3", "M8[parsec]", "", "<", 5, object, np.dtype(object), "i8junk"):
        with pytest.raises(TypeError, match="element type"):
            nd.DType(bad)


def test_namespace_and_device():
    x = nd.asarray([1])
    assert x.__array_namespace__() is nd
    assert x.__array_namespace__(api_version="2025.12") is nd
    for bad in ("2020.01", 2021):
        with pytest.raises(ValueError, match="2025.12"):
            x.__array_namespace__(api_version=bad)
    assert x.to_device("cpu") is x
    for device in ("cuda", None):
        with pytest.raises(ValueError, match="device"):
            x.to_device(device)
    with pytest.raises(ValueError, match="stream"):
        x.to_device("cpu", stream=1)


def test_read_only_arrays_refuse_writes():
    a = np.arange(3)
    a.flags.writeable = False
    x = nd.asarray(a)
    for view in (x, x[1:], x[::-1]):
        assert view.readonly
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 1
    assert not nd.asarray(a, copy=True).readonly
    with pytest.raises(TypeError, match="cannot be deleted"):
        del x[0]


@pytest.mark.parametrize("same", [float, np.float64, np.dtype("f8"), nd.float64])
def test_a_dtype_equals_what_stands_for_it(same):
    assert nd.float64 == same and same == nd.float64
    assert nd.float32 != same and nd.float64 not in (list, None)


STRUCTURES = np.array([(1.5, 1), (2.5, 2), (3.5, 3)], dtype=[("load", "f8"), ("node", "i8")])


@pytest.mark.parametrize(
    "call",
    [
        lambda x: x.copy(),
        lambda x: x[[2, 0]],
        lambda x: x[nd.asarray([True, False, True])],
        lambda x: nd.take(x, nd.asarray([1]), axis=0),
        lambda x: nd.concat([x, x]),
        lambda x: nd.stack([x, x]),
        lambda x: nd.roll(x, 1),
        lambda x: nd.zeros_like(x),
    ],
)
def test_copies_of_structures_keep_their_members(call):
    x = nd.asarray(STRUCTURES)
    assert call(x)["node"].dtype == nd.int64 and call(x).dtype == x.dtype


def test_members_that_differ_are_bytes():
    other = nd.asarray(STRUCTURES.astype([("a", "f8"), ("b", "i8")]))
    assert nd.concat([nd.asarray(STRUCTURES), other]).dtype.descr == [("", "|V16")]


def test_methods_made_of_functions():
    a = np.array([[3.25, 1.5], [2.75, 9.0]])
    x = nd.asarray(a)
    for got, want in (
        (x.argsort(0), a.argsort(0)),
        (x.argsort(axis=1, descending=True), np.array([[0, 1], [1, 0]])),
        (x.diagonal(), a.diagonal()),
        (x.flatten(), a.flatten()),
        (x.T.ravel(), a.T.ravel()),
        (x.swapaxes(0, -1), a.swapaxes(0, -1)),
        (x.round(1), a.round(1)),
        (x.round(), a.round()),
        (nd.asarray([1.0, 2.0]).searchsorted(1.5, side="right"), np.array(1)),
    ):
        assert type(got) is nd.Array
        np.testing.assert_array_equal(np.asarray(got), want)
    assert nd.any(x, out=None)
    with pytest.raises(TypeError, match="unexpected keyword argument 'out'"):
        nd.any(x, out=x)
