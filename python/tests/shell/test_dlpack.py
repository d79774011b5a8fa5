"""DLPack, both directions: rows DL of the protocol checklist."""

import ctypes
import gc
import threading

import pytest
from structures import DELETER, Managed, Versioned, api

import ndola as nd

np = pytest.importorskip("numpy")


def name_of(capsule):
    return api.PyCapsule_GetName(capsule)


def struct_of(capsule):
    name = name_of(capsule)
    kind = Versioned if name == b"dltensor_versioned" else Managed
    return kind.from_address(api.PyCapsule_GetPointer(capsule, name))


class Producer:
    """Hands out one hand-made tensor, and counts the calls of its deleter."""

    def __init__(self, version=(1, 0), flags=0, shape=(2, 3), strides=None, old_signature=False, **fields):
        self.memory = (ctypes.c_double * 6)(*range(6))
        self.deleted = 0
        self.old_signature = old_signature
        self.managed = Versioned() if version else Managed()
        tensor = self.managed.tensor
        tensor.data = ctypes.addressof(self.memory)
        tensor.device_type, tensor.code, tensor.bits, tensor.lanes = 1, 2, 64, 1
        tensor.ndim = len(shape)
        self.dims = (ctypes.c_int64 * max(1, len(shape)))(*shape)
        tensor.shape = self.dims
        if strides is not None:
            self.steps = (ctypes.c_int64 * max(1, len(strides)))(*strides)
            tensor.strides = self.steps
        for field, value in fields.items():
            setattr(tensor, field, value)
        self.managed.deleter = DELETER(self.delete)
        self.name = b"dltensor"
        if version:
            self.managed.major, self.managed.minor = version
            self.managed.flags = flags
            self.name = b"dltensor_versioned"

    def delete(self, _pointer):
        self.deleted += 1

    def __dlpack__(self, **keywords):
        if self.old_signature and keywords:
            raise TypeError("unexpected keyword")
        self.keywords = keywords
        self.capsule = api.PyCapsule_New(ctypes.addressof(self.managed), self.name, None)
        return self.capsule

    def __dlpack_device__(self):
        return (1, 0)


CODES = {
    "bool": (6, 8), "int8": (0, 8), "int16": (0, 16), "int32": (0, 32), "int64": (0, 64),
    "uint8": (1, 8), "uint16": (1, 16), "uint32": (1, 32), "uint64": (1, 64), "float16": (2, 16),
    "bfloat16": (4, 16), "float32": (2, 32), "float64": (2, 64), "complex64": (5, 64), "complex128": (5, 128),
}  # fmt: skip


@pytest.mark.parametrize("dtype", CODES)
@pytest.mark.parametrize("version", [None, (0, 8), (1, 0), (1, 3), (100, 3)])
def test_exported_struct(dtype, version, no_leak):
    """DL-05, DL-06, DL-09, DL-10, DL-20, DL-32, DL-37."""
    x = nd.asarray([[1, 0, 1], [0, 1, 0]], dtype=dtype)[:, ::-1]
    capsule = x.__dlpack__(max_version=version)
    versioned = version is not None and version[0] >= 1
    assert name_of(capsule) == (b"dltensor_versioned" if versioned else b"dltensor")
    managed = struct_of(capsule)
    if versioned:
        assert (managed.major, managed.minor, managed.flags) == (1, 3, 0)
    tensor = managed.tensor
    assert (tensor.code, tensor.bits, tensor.lanes) == CODES[dtype] + (1,)
    assert (tensor.device_type, tensor.device_id, tensor.ndim, tensor.byte_offset) == (1, 0, 2, 0)
    assert tensor.shape[:2] == [2, 3]
    assert tensor.strides[:2] == [3, -1]
    assert tensor.data == x.__array_interface__["data"][0]


@pytest.mark.parametrize("dtype", [d for d in CODES if d != "bfloat16"])
@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (4,), (2, 3), (1,) * 64])
def test_round_trips_with_numpy_share(dtype, shape, no_leak):
    """DL-11, DL-24, DL-37."""
    a = np.ones(shape, dtype)
    x = nd.from_dlpack(a)
    b = np.from_dlpack(x)
    assert (x.shape, b.dtype, x.readonly) == (a.shape, a.dtype, False)
    if a.size:
        b[...] = 0
        assert not a.any()
        assert b.ctypes.data == a.ctypes.data


def test_two_exports_are_independent(no_leak):
    """DL-24, DL-21: an unconsumed capsule cleans up after itself."""
    x = nd.asarray([1.0])
    first, second = x.__dlpack__(), x.__dlpack__(max_version=(1, 0))
    del first, x
    assert struct_of(second).tensor.shape[0] == 1
    del second


def test_deleter_runs_on_any_thread_without_the_gil(no_leak):
    """DL-23: called through a foreign function interface that lets go of the GIL."""
    for version in (None, (1, 0)):
        x = nd.asarray([1.0, 2.0])
        capsule = x.__dlpack__(max_version=version)
        managed = struct_of(capsule)
        pointer = ctypes.cast(managed.deleter, ctypes.c_void_p).value
        address = ctypes.addressof(managed)
        name = b"used_" + name_of(capsule)
        api.PyCapsule_SetName(capsule, name)
        del x, capsule, managed
        release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(pointer)
        thread = threading.Thread(target=release, args=(address,))
        thread.start()
        thread.join()


def test_deleter_of_memory_that_python_owns(no_leak):
    """DL-23: the deleter takes the GIL by itself where the memory belongs to a Python object."""
    a = np.arange(3.0)
    import sys

    references = sys.getrefcount(a)
    capsule = nd.asarray(a).__dlpack__()
    managed = struct_of(capsule)
    assert sys.getrefcount(a) > references
    pointer, address = ctypes.cast(managed.deleter, ctypes.c_void_p).value, ctypes.addressof(managed)
    api.PyCapsule_SetName(capsule, b"used_dltensor")
    thread = threading.Thread(target=ctypes.CFUNCTYPE(None, ctypes.c_void_p)(pointer), args=(address,))
    thread.start()
    thread.join()
    del capsule, managed
    assert sys.getrefcount(a) == references


@pytest.mark.parametrize(
    ("keywords", "error", "message"),
    [
        ({"stream": 1}, ValueError, "stream"),
        ({"max_version": 1}, TypeError, "max_version"),
        ({"max_version": (1,)}, TypeError, "max_version"),
        ({"max_version": ("1", "0")}, TypeError, None),
        ({"dl_device": 1}, TypeError, "dl_device"),
        ({"dl_device": (2, 0)}, BufferError, "device"),
        ({"copy": "yes"}, ValueError, "copy"),
        ({"foo": 1}, TypeError, "foo"),
    ],
)
def test_bad_requests(keywords, error, message):
    """DL-30 to DL-34."""
    with pytest.raises(error, match=message):
        nd.asarray([1]).__dlpack__(**keywords)
    with pytest.raises(TypeError, match="keyword arguments only"):
        nd.asarray([1]).__dlpack__(None)


def test_device():
    """DL-33, DL-38."""
    x = nd.asarray([1])
    assert x.__dlpack_device__() == (1, 0)
    assert name_of(x.__dlpack__(dl_device=(1, 0))) == b"dltensor"


def test_copy_request(no_leak):
    """DL-34."""
    x = nd.asarray([1.0, 2.0, 3.0])[::2]
    capsule = x.__dlpack__(max_version=(1, 0), copy=True)
    assert struct_of(capsule).flags == 2
    assert struct_of(capsule).tensor.strides[0] == 1
    assert struct_of(capsule).tensor.data != x.__array_interface__["data"][0]
    assert struct_of(x.__dlpack__(max_version=(1, 0), copy=False)).flags == 0


def test_read_only_export():
    """DL-35."""
    a = np.arange(3.0)
    a.flags.writeable = False
    x = nd.asarray(a)
    assert struct_of(x.__dlpack__(max_version=(1, 0))).flags == 1
    with pytest.raises(BufferError, match="max_version"):
        x.__dlpack__()
    assert struct_of(x.__dlpack__(copy=True)).tensor.ndim == 1


@pytest.mark.parametrize("array", [np.array(["a"]), np.array(["2020"], "M8[D]"), np.arange(3, dtype=">f8")], ids=str)
def test_inexpressible_types(array):
    """DL-08, DL-36; DL-56: the refusal is a ValueError too."""
    x = nd.asarray(array)
    for keywords in ({}, {"copy": True}):
        with pytest.raises(BufferError, match="__dlpack__"):
            x.__dlpack__(**keywords)
    with pytest.raises(ValueError, match="__dlpack__"):
        x.__dlpack__()


def test_strides_that_are_no_multiples():
    """DL-36, with the exceptions for axes of length 1."""
    a = np.zeros(3, dtype=[("x", "i1"), ("y", "f8")])["y"]
    x = nd.asarray(a)
    with pytest.raises(BufferError, match="stride 9 of axis 0"):
        x.__dlpack__()
    assert struct_of(x[:1].__dlpack__()).tensor.strides[0] == 1
    assert struct_of(x.__dlpack__(copy=True)).tensor.strides[0] == 1


def test_consumed_once_and_deleted_once(no_leak):
    """DL-20, DL-22."""
    for version in ((1, 0), (1, 9), None):
        producer = Producer(version)
        x = nd.from_dlpack(producer)
        assert x.tolist() == [[0, 1, 2], [3, 4, 5]]
        assert name_of(producer.capsule) == b"used_" + producer.name
        with pytest.raises(BufferError, match="unconsumed"):
            nd.from_dlpack(producer.capsule)
        view = x[1]
        del x
        assert producer.deleted == 0
        del view
        assert producer.deleted == 1
    producer = Producer()
    producer.managed.deleter = DELETER()
    assert nd.from_dlpack(producer).shape == (2, 3)


def test_writeability():
    """DL-54, DL-57."""
    assert not nd.from_dlpack(Producer((1, 0))).readonly
    assert nd.from_dlpack(Producer((1, 0), flags=1)).readonly
    assert nd.from_dlpack(Producer(None)).readonly


def test_layouts():
    """DL-09, DL-10, DL-11."""
    assert nd.from_dlpack(Producer(strides=(1, 2))).tolist() == [[0, 2, 4], [1, 3, 5]]
    assert nd.from_dlpack(Producer(strides=(3, 1), shape=(1, 3), byte_offset=24)).tolist() == [[3, 4, 5]]
    assert nd.from_dlpack(Producer(shape=(0, 3), data=None)).tolist() == []
    producer = Producer(shape=())
    producer.managed.tensor.shape = None
    assert nd.from_dlpack(producer).tolist() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        {"version": (2, 0)},
        {"device_type": 2},
        {"device_type": 8},
        {"lanes": 2},
        {"code": 10, "bits": 8},
        {"bits": 128},
        {"ndim": -1},
        {"ndim": 65},
        {"shape": (-1, 3)},
        {"shape": (2**62, 2**62)},
        {"strides": (2**62, 1)},
        {"shape": (4, 4), "strides": (2**60, 2**60)},
    ],
    ids=str,
)
def test_refused_tensors_remain_the_producers(arguments, no_leak):
    """DL-01, DL-12, DL-22, DL-25, DL-53: the capsule is not consumed and the deleter not called."""
    producer = Producer(**arguments)
    with pytest.raises((BufferError, ValueError)):
        nd.from_dlpack(producer)
    assert producer.deleted == 0
    assert name_of(producer.capsule) == producer.name


def test_requests_made_of_the_producer():
    """DL-50, DL-51, DL-52."""
    producer = Producer()
    nd.from_dlpack(producer)
    assert producer.keywords == {"max_version": (1, 0)}
    nd.from_dlpack(producer, device="cpu", copy=False)
    assert producer.keywords == {"max_version": (1, 0), "dl_device": (1, 0), "copy": False}
    assert nd.from_dlpack(Producer(None, old_signature=True)).shape == (2, 3)
    with pytest.raises(TypeError):
        nd.from_dlpack(Producer(old_signature=True), copy=True)
    with pytest.raises(AttributeError):
        nd.from_dlpack([1.0])
    with pytest.raises(ValueError, match="device"):
        nd.from_dlpack(producer, device="cuda")
    with pytest.raises(BufferError, match="capsule"):

        class Wrong:
            def __dlpack__(self, **keywords):
                return 5

        nd.from_dlpack(Wrong())


def test_copy_is_made_by_us_where_the_producer_does_not():
    """DL-55."""
    producer = Producer(flags=0)
    x = nd.from_dlpack(producer, copy=True)
    producer.memory[0] = 99
    assert x[0, 0].item() == 0
    assert producer.deleted == 1
    assert nd.from_dlpack(Producer(flags=2), copy=True).shape == (2, 3)


def test_capsule_destructor_leaves_exceptions_alone():
    """DL-26."""

    def raising():
        capsule = nd.asarray([1]).__dlpack__()  # noqa: F841 - dropped while the exception passes
        raise KeyError("k")

    with pytest.raises(KeyError):
        raising()


def test_torch_both_ways(no_leak):
    torch = pytest.importorskip("torch")
    x = nd.asarray([[1.0, 2.0], [3.0, 4.0]])
    for tensor in (torch.from_dlpack(x), torch.asarray(x)):
        assert tensor.shape == (2, 2)
        tensor[0, 0] += 1
    assert x[0, 0].item() == 3
    tensor = torch.arange(4, dtype=torch.bfloat16)
    y = nd.asarray(tensor)
    assert (y.dtype, y.tolist()) == (nd.bfloat16, [0, 1, 2, 3])
    tensor[1] = 8
    assert y[1].item() == 8
    assert torch.from_dlpack(y).dtype is torch.bfloat16
    with pytest.raises((BufferError, RuntimeError), match="grad"):
        nd.from_dlpack(torch.ones(2, requires_grad=True))
    assert torch.equal(x + torch.ones(2), torch.ones(2) + x)
    assert isinstance(x + torch.ones(2), torch.Tensor)
    del tensor, y
    gc.collect()
