"""x.data and incoming buffers: rows BP of the protocol checklist."""

import array
import ctypes
import mmap

import pytest

import ndola as nd

np = pytest.importorskip("numpy")


def test_the_array_itself_fills_no_buffer_slot():
    with pytest.raises(TypeError, match="bytes-like"):
        memoryview(nd.asarray([1]))


@pytest.mark.parametrize(
    "dtype", ["?", "b", "h", "i", "q", "B", "H", "I", "Q", "e", "f", "d", "F", "D", "S3", ">f8", ">i2", "<i4"]
)
def test_export_is_numpys(dtype):
    """BP-03 to BP-06."""
    a = np.arange(6).astype(dtype).reshape(2, 3)
    for view in (a, a.T, a[:, ::-2], a[:0], a[0, 0:1]):
        ours, theirs = nd.asarray(view).data, memoryview(view)
        for name in ("shape", "strides", "ndim", "itemsize", "nbytes", "readonly", "c_contiguous", "f_contiguous"):
            assert getattr(ours, name) == getattr(theirs, name), name
        assert ours.tobytes() == theirs.tobytes()
        assert ours.format.replace("q", "l").replace("Q", "L") == theirs.format.replace("q", "l").replace("Q", "L")
        assert ours.suboffsets == ()


def test_canonical_strides():
    """BP-05: axes of length 1."""
    a = np.lib.stride_tricks.as_strided(np.zeros(4), (4, 1), (8, 12345))
    assert nd.asarray(a).data.strides == (8, 8)


class Buffer(ctypes.Structure):
    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.py_object),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(ctypes.c_ssize_t)),
        ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    ]


def request(x, flags):
    """What the slot answers to given flags: the memoryview's exporter is asked directly."""
    view = Buffer()
    ctypes.pythonapi.PyObject_GetBuffer.argtypes = [ctypes.py_object, ctypes.POINTER(Buffer), ctypes.c_int]
    ctypes.pythonapi.PyObject_GetBuffer(x.data.obj, ctypes.byref(view), flags)
    answer = (view.ndim, view.format, bool(view.shape), bool(view.strides), bool(view.readonly))
    ctypes.pythonapi.PyBuffer_Release(ctypes.byref(view))
    return answer


SIMPLE, WRITABLE, FORMAT, ND, STRIDES, C, F, ANY = 0, 1, 4, 8, 0x18, 0x38, 0x58, 0x98


def test_requests():
    """BP-01, BP-02, BP-04: refusals are BufferErrors, as CPython has it, and ValueErrors, as NumPy has it."""
    x = nd.asarray(np.zeros((2, 3)))
    assert request(x, SIMPLE) == (0, None, False, False, False)
    assert request(x, ND | FORMAT) == (2, b"d", True, False, False)
    assert request(x, STRIDES) == (2, None, True, True, False)
    for array_, flags in ((x.T, C), (x, F), (x[:, ::2], ANY), (x.T, ND), (x.T, SIMPLE)):
        for error in (BufferError, ValueError):
            with pytest.raises(error):
                request(array_, flags)
    a = np.zeros(3)
    a.flags.writeable = False
    with pytest.raises(BufferError, match="read-only"):
        request(nd.asarray(a), WRITABLE)


def test_types_without_a_format():
    """BP-09."""
    for x in (nd.asarray([1.0], dtype=nd.bfloat16), nd.asarray(np.array(["2020"], "M8[Y]"))):
        with pytest.raises(BufferError, match="no format"):
            x.data  # noqa: B018


def test_buffer_outlives_the_array(no_leak):
    """BP-11."""
    view = nd.asarray([1.0, 2.0]).data
    assert view.tolist() == [1, 2]
    view.release()


@pytest.mark.parametrize(
    "source",
    [
        bytearray(b"abc"),
        array.array("d", [1, 2]),
        memoryview(b"abcd").cast("B", (2, 2)),
        (ctypes.c_int * 3)(1, 2, 3),
        ((ctypes.c_float * 2) * 3)(),
        memoryview(np.arange(6).reshape(2, 3).T),
    ],
    ids=lambda s: type(s).__name__,
)
def test_imports(source, no_leak):
    """BP-20, BP-22."""
    x, a = nd.asarray(source), np.asarray(source)
    assert (x.shape, x.strides, x.tolist()) == (a.shape, a.strides, a.tolist())
    assert np.dtype(x.dtype) == a.dtype
    assert x.readonly == (not a.flags.writeable)
    assert np.shares_memory(np.asarray(x), a)


def test_import_holds_the_export():
    memory = bytearray(8)
    x = nd.asarray(memory)
    with pytest.raises(BufferError):
        memory.append(1)
    del x
    memory.append(1)
    with mmap.mmap(-1, 16) as m:
        x = nd.asarray(m)
        with pytest.raises(BufferError):
            m.close()
        del x


def test_bytes_and_text_are_scalars():
    """BP-20."""
    assert nd.asarray(b"abc").shape == ()
    assert nd.asarray("abc").tolist() == "abc"


def test_unreadable_formats():
    """BP-25, BP-26: pointers have no element type."""
    with pytest.raises(ValueError, match="no element for '&'"):
        nd.asarray((ctypes.POINTER(ctypes.c_int) * 2)())
    with pytest.raises(ValueError, match="no element for 'P'"):
        nd.asarray((ctypes.c_void_p * 2)())
