"""DLPack: the rows DL that tests/shell/test_dlpack.py leaves, and the table of C functions."""

import ctypes
import threading

import ml_dtypes
import numpy as np
import pytest
import torch
from hypothesis import given, strategies as st
from structures import Tensor, Versioned, api

import ndola as nd

SET_ERROR = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
ALLOCATE = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(Tensor), ctypes.POINTER(ctypes.POINTER(Versioned)), ctypes.c_void_p, SET_ERROR
)
FROM_OBJECT = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(ctypes.POINTER(Versioned)))
TO_OBJECT = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.POINTER(Versioned), ctypes.POINTER(ctypes.c_void_p))
BORROW = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(Tensor))
STREAM = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int32, ctypes.c_int32, ctypes.POINTER(ctypes.c_void_p))


class Table(ctypes.Structure):
    _fields_ = [
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("previous", ctypes.c_void_p),
        ("allocate", ALLOCATE),
        ("managed_from_object", FROM_OBJECT),
        ("managed_to_object", TO_OBJECT),
        ("borrow", BORROW),
        ("stream", STREAM),
    ]


def table_of(kind):
    return Table.from_address(api.PyCapsule_GetPointer(kind.__dlpack_c_exchange_api__, b"dlpack_exchange_api"))


@pytest.fixture
def table():
    return table_of(nd.Array)


def test_sizes_of_the_structs():
    """DL-02."""
    assert (ctypes.sizeof(Tensor), ctypes.sizeof(Versioned), ctypes.sizeof(Table)) == (48, 80, 56)
    assert (Tensor.ndim.offset, Tensor.code.offset, Tensor.byte_offset.offset) == (16, 20, 40)
    assert (Versioned.flags.offset, Versioned.tensor.offset) == (24, 32)


def test_table_is_on_the_type(table):
    """DL-70, DL-71, DL-76, ID-05."""
    assert nd.Array.__dlpack_c_exchange_api__ is nd.Array.__dlpack_c_exchange_api__
    assert (table.major, table.minor, table.previous) == (1, 3, None)
    for function in (table.allocate, table.managed_from_object, table.managed_to_object, table.borrow, table.stream):
        assert ctypes.cast(function, ctypes.c_void_p).value
    # Torch's table has the same form, so ours is read as a caller of both would.
    theirs = table_of(torch.Tensor)
    assert theirs.major == 1
    borrowed = Tensor()
    assert theirs.borrow(torch.zeros(2, 3), ctypes.byref(borrowed)) == 0
    assert borrowed.shape[:2] == [2, 3]


class Counted(torch.Tensor):
    """A subclass inherits the table, but may have more to say."""

    def __dlpack__(self, **keywords):
        asked.append(keywords)
        return super().__dlpack__(**keywords)


asked = []


def test_tables_of_others_are_used(no_leak):
    """DL-70, DL-73, ID-05: over the same memory, which lives as long as the array; a subclass's method is asked."""
    tensor = torch.arange(6, dtype=torch.float32).reshape(2, 3).T
    for door in (nd.from_dlpack, nd.asarray):
        x = door(tensor)
        assert (x.tolist(), x.shape, x.strides) == (tensor.tolist(), (3, 2), (4, 12))
        assert x.__array_interface__["data"] == (tensor.data_ptr(), False)
    held = nd.from_dlpack(torch.full((1000,), 3.0))
    assert nd.sum(held).item() == 3000
    assert nd.from_dlpack(nd.from_dlpack(held)).data == held.data
    assert nd.from_dlpack(tensor.as_subclass(Counted)).tolist() == tensor.tolist() and len(asked) == 1
    assert nd.from_dlpack(torch.nn.Parameter(tensor, requires_grad=False)).tolist() == tensor.tolist()


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.ones(2, requires_grad=True),
        lambda: torch.ones(2, dtype=torch.complex64).conj(),
        lambda: torch.ones(2)._neg_view(),
        lambda: torch.ones(2).to_sparse(),
        lambda: torch.empty(2, device="meta"),
        lambda: torch._efficientzerotensor(2),
        lambda: torch.ones(2).to(torch.float8_e4m3fn),
    ],
    ids=["gradient", "conjugate bit", "negative bit", "sparse", "meta", "zeros without memory", "float8"],
)
def test_tables_say_less_than_methods(make, no_leak):
    """DL-73: what torch's method refuses, and its table mostly does not, is refused here."""
    for copy in (None, False):
        with pytest.raises(BufferError):
            nd.from_dlpack(make(), copy=copy)


class Described:
    """A type with a table given to it, and a method beside it."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, **keywords):
        return self.array.__dlpack__(**keywords)


def own_table(kind, table, name=b"dlpack_exchange_api"):
    kind.kept = table, name
    kind.__dlpack_c_exchange_api__ = api.PyCapsule_New(ctypes.addressof(table), name, None)


def lend(answer):
    """A table whose export is answer(object), a managed tensor's address or None for a failure."""

    def export(object, out):
        address = answer(object)
        if address is None:
            return -1
        out[0] = ctypes.cast(address, ctypes.POINTER(Versioned))
        return 0

    return Table(1, 3, None, managed_from_object=FROM_OBJECT(export))


def export_of(table, array, **changes):
    """A managed tensor of our own, changed."""
    out = ctypes.POINTER(Versioned)()
    assert table.managed_from_object(array, ctypes.byref(out)) == 0
    for name, value in changes.items():
        setattr(out.contents.tensor, name, value)
    return out


def test_versions_of_tables(table, no_leak):
    """DL-71: the table of a version to come is left alone, and the one chained behind it used."""
    used = []

    def answer(described):
        used.append(described)
        return export_of(table, described.array)

    ours = lend(answer)
    newer = Table(2, 0, None)
    chained = Table(2, 0, ctypes.cast(ctypes.pointer(ours), ctypes.c_void_p))
    older = Table(0, 9, None)
    cases = [
        (ours, b"dlpack_exchange_api", 1),
        (chained, b"dlpack_exchange_api", 1),
        (newer, b"dlpack_exchange_api", 0),
    ]
    cases += [(older, b"dlpack_exchange_api", 0), (ours, b"another", 0), (Table(1, 3, None), b"dlpack_exchange_api", 0)]
    for exchange, name, calls in cases:
        kind = type("Kind", (Described,), {})
        own_table(kind, exchange, name)
        used.clear()
        assert nd.from_dlpack(kind(nd.asarray([1.0, 2.0]))).tolist() == [1, 2]
        assert len(used) == calls, name
    used.clear()


def test_tables_that_fail(table, no_leak):
    """DL-73, DL-53: on an error, or memory elsewhere, the method is asked; a tensor that cannot be is given back."""
    for answer in (lambda _: None, lambda described: export_of(table, described.array, device_type=2)):
        kind = type("Kind", (Described,), {})
        own_table(kind, lend(answer))
        assert nd.from_dlpack(kind(nd.asarray([1.0, 2.0]))).tolist() == [1, 2]
    for change in ({"bits": 7}, {"ndim": 65}, {"data": None}):
        kind = type("Kind", (Described,), {})
        own_table(kind, lend(lambda described, change=change: export_of(table, described.array, **change)))
        with pytest.raises(BufferError):
            nd.from_dlpack(kind(nd.asarray([1.0, 2.0])))


def prototype(shape=(2, 3), code=2, bits=64, device=1):
    dims = (ctypes.c_int64 * max(1, len(shape)))(*shape)
    tensor = Tensor(None, device, 0, len(shape), code, bits, 1, dims, None, 0)
    tensor.dims = dims
    return tensor


def allocate(table, like):
    errors, out = [], ctypes.POINTER(Versioned)()
    status = table.allocate(
        ctypes.byref(like), ctypes.byref(out), None, SET_ERROR(lambda _, *text: errors.append(text))
    )
    return status, out, errors


def test_allocator(table, no_leak):
    """DL-72, DL-73, DL-76."""
    for shape in ((), (0, 3), (2, 3), (4,) * 8):
        status, out, errors = allocate(table, prototype(shape))
        assert (status, errors) == (0, [])
        tensor = out.contents.tensor
        assert (tensor.ndim, tensor.code, tensor.bits) == (len(shape), 2, 64)
        assert tuple(tensor.shape[: len(shape)]) == shape
        assert tensor.data % 64 == 0
        made = ctypes.c_void_p()
        assert table.managed_to_object(out, ctypes.byref(made)) == 0
        x = ctypes.cast(made, ctypes.py_object).value
        assert (type(x), x.shape, x.dtype, x.readonly) == (nd.Array, shape, nd.float64, False)
        assert np.asarray(x).strides == np.zeros(shape).strides or x.size == 0
        api.Py_DecRef(ctypes.py_object(x))
        del x


@pytest.mark.parametrize(
    ("like", "kind"),
    [
        (prototype((-1,)), b"ValueError"),
        (prototype((2**62, 2**62)), b"ValueError"),
        (prototype((2**45,)), b"MemoryError"),
        (prototype(device=2), b"BufferError"),
        (Tensor(None, 1, 0, 65, 2, 64, 1, None, None, 0), b"ValueError"),
        (Tensor(None, 1, 0, 2, 2, 64, 1, None, None, 0), b"ValueError"),
    ],
    ids=lambda value: value.decode() if isinstance(value, bytes) else "",
)
def test_allocator_reports_once(table, like, kind, no_leak):
    """DL-72."""
    status, _, errors = allocate(table, like)
    assert status == -1
    assert [error[0] for error in errors] == [kind]


def test_managed_tensors(table, no_leak):
    """DL-73, DL-76, DL-22: made from an array, and an array made from it over the same memory."""
    x = nd.asarray([[1.0, 2.0], [3.0, 4.0]])
    out = ctypes.POINTER(Versioned)()
    assert table.managed_from_object(x.T, ctypes.byref(out)) == 0
    assert out.contents.tensor.strides[:2] == [1, 2]
    made = ctypes.c_void_p()
    assert table.managed_to_object(out, ctypes.byref(made)) == 0
    y = ctypes.cast(made, ctypes.py_object).value
    api.Py_DecRef(ctypes.py_object(y))
    y[0, 1] = 9
    assert x[1, 0].item() == 9
    assert table.managed_from_object(nd.broadcast_to(x, (1, 2, 2)), ctypes.byref(out)) == 0
    assert out.contents.flags == 1
    out.contents.deleter(ctypes.cast(out, ctypes.c_void_p))
    with pytest.raises(BufferError, match=">f8"):
        table.managed_from_object(nd.asarray(np.zeros(2, ">f8")), ctypes.byref(out))
    with pytest.raises(TypeError, match=r"needs an ndola\.Array"):
        table.managed_from_object([1.0], ctypes.byref(out))


def test_borrowed_tensors(table):
    """DL-74, DL-76, ID-14: strides in elements, and nothing is counted or kept."""
    for shape in ((), (3,), (2, 3), (1, 2, 1, 3, 1, 2)):
        x = nd.asarray(np.zeros(shape, "i4"))
        tensor = Tensor()
        assert table.borrow(x, ctypes.byref(tensor)) == 0
        assert (tensor.data, tensor.ndim) == (x.__array_interface__["data"][0], len(shape))
        assert (tensor.code, tensor.bits, tensor.device_type) == (0, 32, 1)
        assert tuple(tensor.shape[: len(shape)]) == shape
        assert tuple(tensor.strides[: len(shape)]) == tuple(s // 4 for s in np.zeros(shape, "i4").strides)
        assert x.strides == np.zeros(shape, "i4").strides
    with pytest.raises(BufferError):
        table.borrow(nd.asarray(["text"]), ctypes.byref(Tensor()))


def test_current_stream(table):
    """DL-75, DL-40, DL-76: the CPU has none."""
    stream = ctypes.c_void_p(5)
    assert table.stream(1, 0, ctypes.byref(stream)) == 0
    assert stream.value is None


@pytest.mark.parametrize("stream", [0, 1, 2, -1, 12345, "x"])
def test_streams(stream):
    """DL-31, DL-40."""
    with pytest.raises(ValueError, match="stream"):
        nd.asarray([1]).__dlpack__(stream=stream)


def test_scalars():
    """DL-39."""
    x = nd.asarray(2.5)
    assert np.from_dlpack(x).shape == ()
    assert torch.from_dlpack(x).item() == 2.5
    assert nd.from_dlpack(np.array(2.5)).item() == 2.5
    assert nd.from_dlpack(torch.tensor(2.5)).item() == 2.5
    assert nd.asarray(np.float64(2.5)).item() == 2.5


@pytest.mark.parametrize("dtype", ["bool", "int32", "uint8", "float32", "float64", "complex64"])
def test_conformance_suite(dtype):
    """DL-58, DL-38, DL-34: what the standard's own suite asks of the three functions."""
    x = nd.asarray([[1, 0], [0, 1]], dtype=dtype)
    device = x.__dlpack_device__()
    assert (int(device[0]), int(device[1])) == (1, 0)
    for version in ((0, 5), (1, 0), (2, 0)):
        for copy in (True, False, None):
            capsule = x.__dlpack__(dl_device=(1, 0), copy=copy, max_version=version, stream=None)
            assert type(capsule).__name__ == "PyCapsule"
    for copy in (True, False, None):
        y = nd.from_dlpack(x, device="cpu", copy=copy)
        assert (y.shape, y.dtype, y.device) == (x.shape, x.dtype, x.device)
        before = y[0, 0].item()
        x[0, 0] = 0 if before else 1
        assert (y[0, 0].item() == before) == (copy is True)


def test_threads_import_at_once(no_leak):
    """DL-59, DL-24."""
    a, sums = np.arange(6.0), []

    def work():
        sums.extend(nd.sum(nd.from_dlpack(a)).item() for _ in range(200))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sums == [15.0] * 1600


def test_one_capsule_for_many_threads(no_leak):
    """DL-22, DL-59: exactly one takes it."""
    for _ in range(50):
        capsule, outcomes = nd.asarray([1.0]).__dlpack__(max_version=(1, 0)), []

        def take(capsule=capsule, outcomes=outcomes):
            try:
                outcomes.append(nd.from_dlpack(capsule))
            except BufferError as error:
                outcomes.append(str(error))

        threads = [threading.Thread(target=take) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(isinstance(outcome, nd.Array) for outcome in outcomes) == 1


def test_bfloat16_and_guests():
    """DL-65, DL-66: bfloat16 is at home; other types of ml_dtypes are refused by their number."""
    x = nd.asarray([1.5, -2.0], dtype=nd.bfloat16)
    assert torch.from_dlpack(x).tolist() == [1.5, -2]
    assert nd.asarray(np.array([1.5], ml_dtypes.bfloat16)).dtype == nd.bfloat16
    assert np.asarray(x).dtype == ml_dtypes.bfloat16
    for dtype in (torch.float8_e4m3fn, torch.float8_e5m2):
        with pytest.raises(BufferError, match=r"type code \d+, 8 bits"):
            nd.from_dlpack(torch.zeros(2).to(dtype))
    assert not hasattr(nd, "register_dlpack_dtype")


class Hostile:
    """A tensor of which every field is chosen, over real memory."""

    def __init__(self, **fields):
        self.memory = (ctypes.c_double * 8)()
        self.managed = Versioned(major=1, minor=0)
        tensor = self.managed.tensor
        tensor.data, tensor.device_type, tensor.code, tensor.bits, tensor.lanes = (
            ctypes.addressof(self.memory),
            1,
            2,
            64,
            1,
        )
        for name in ("shape", "strides"):
            values = fields.pop(name, None)
            if values is not None:
                dims = (ctypes.c_int64 * max(1, len(values)))(*values)
                setattr(self, name, dims)
                setattr(tensor, name, dims)
        for name, value in fields.items():
            setattr(self.managed if name in ("major", "minor", "flags") else tensor, name, value)

    def __dlpack__(self, **keywords):
        return api.PyCapsule_New(ctypes.addressof(self.managed), b"dltensor_versioned", None)


_int64 = st.one_of(st.integers(-3, 9), st.sampled_from([2**31, 2**62, 2**63 - 1, -(2**63)]))


@given(
    st.integers(-2, 4),
    st.lists(_int64, min_size=4, max_size=4),
    st.none() | st.lists(_int64, min_size=4, max_size=4),
    st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 10, 17, 255]),
    st.sampled_from([0, 1, 4, 6, 8, 16, 32, 64, 128, 255]),
    st.sampled_from([0, 1, 2, 65535]),
    st.sampled_from([0, 1, 2, 8, -1]),
    st.sampled_from([0, 1, 2, 2**32 - 1]),
    st.integers(0, 2**64 - 1),
    st.booleans(),
)
def test_any_tensor_is_taken_or_refused(ndim, shape, strides, code, bits, lanes, device, major, flags, null):
    """DL-01, DL-03, DL-04, DL-07, DL-12, DL-53, ID-02, ID-13: a Python exception or an array, never a crash."""
    fields = {"data": None} if null else {}
    producer = Hostile(
        ndim=ndim,
        shape=shape,
        strides=strides,
        code=code,
        bits=bits,
        lanes=lanes,
        device_type=device,
        major=major,
        flags=flags,
        **fields,
    )
    try:
        x = nd.from_dlpack(producer)
    except (BufferError, ValueError) as error:
        assert str(error), "no message"  # noqa: PT017 - either outcome is right
        return
    assert (code, bits) in {
        (0, 8),
        (0, 16),
        (0, 32),
        (0, 64),
        (1, 8),
        (1, 16),
        (1, 32),
        (1, 64),
        (2, 16),
        (2, 32),
        (2, 64),
        (4, 16),
        (5, 64),
        (5, 128),
        (6, 8),
    }
    assert (lanes, device, x.readonly) == (1, 1, bool(flags & 1))
    assert x.shape == tuple(shape[:ndim])


def test_less_than_a_byte():
    """DL-07, ID-13."""
    for code, bits in ((0, 4), (1, 1), (15, 6), (17, 4)):
        with pytest.raises(BufferError, match=f"{bits} bits"):
            nd.from_dlpack(Hostile(ndim=1, shape=(2,), code=code, bits=bits))


@pytest.mark.parametrize("answer", [None, 5, "capsule", object(), (1, 2)])
def test_producers_that_return_junk(answer):
    """DL-53, DL-50."""
    junk = type("Junk", (), {"__dlpack__": lambda self, **keywords: answer})()
    with pytest.raises(BufferError, match="DLPack capsule"):
        nd.from_dlpack(junk)
    foreign = api.PyCapsule_New(ctypes.addressof(ctypes.c_int(1)), b"something_else", None)
    with pytest.raises(BufferError, match="DLPack capsule"):
        nd.from_dlpack(foreign)


def test_producers_that_raise_and_recurse():
    """DL-53, DL-25, DL-51: their errors pass."""
    for error in (KeyError("k"), RuntimeError("r"), KeyboardInterrupt()):

        class Raising:
            def __dlpack__(self, error=error, **keywords):
                raise error

        with pytest.raises(type(error)):
            nd.from_dlpack(Raising())

    class Recursive:
        def __dlpack__(self, **keywords):
            return nd.from_dlpack(self).__dlpack__(**keywords)

    with pytest.raises(RecursionError):
        nd.from_dlpack(Recursive())
