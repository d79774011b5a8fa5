"""Arrow's C data interface in both directions, by structs laid out by hand: no library of Arrow's takes part."""

import ctypes
import gc
import random
import struct as packing
import threading

import pytest
from arrow_producers import GET, RELEASE, Chunks, Column, Producer, Schema, api, struct

import ndola as nd

NUMBERS = {
    b"c": ("int8", "b"), b"C": ("uint8", "B"), b"s": ("int16", "h"), b"S": ("uint16", "H"), b"i": ("int32", "i"),
    b"I": ("uint32", "I"), b"l": ("int64", "q"), b"L": ("uint64", "Q"), b"e": ("float16", "e"), b"f": ("float32", "f"),
    b"g": ("float64", "d"), b"tdm": ("M8[ms]", "q"), b"tss:": ("M8[s]", "q"), b"tsm:": ("M8[ms]", "q"),
    b"tsu:": ("M8[us]", "q"), b"tsn:": ("M8[ns]", "q"), b"ttu": ("m8[us]", "q"), b"ttn": ("m8[ns]", "q"),
    b"tDs": ("m8[s]", "q"), b"tDm": ("m8[ms]", "q"), b"tDu": ("m8[us]", "q"), b"tDn": ("m8[ns]", "q"),
}  # fmt: skip


def address(x):
    return x.__array_interface__["data"][0]


@pytest.mark.parametrize("format", NUMBERS, ids=str)
@pytest.mark.parametrize("offset", [0, 1, 3])
def test_numbers_are_viewed(format, offset):
    """The values from the offset on, read-only, at the producer's address; released once, with the last view."""
    name, code = NUMBERS[format]
    values = [1, 2, 3, 4, 5, 6]
    producer = Producer(format, packing.pack(f"6{code}", *values), offset=offset, length=6 - offset)
    x = nd.asarray(producer, copy=False)
    assert (x.dtype, x.shape, x.readonly) == (nd.DType(name), (6 - offset,), True)
    assert x.tolist() == values[offset:]
    assert address(x) == producer.address + offset * x.itemsize
    assert not producer.column.release  # moved out of the capsule
    y = x[1:]
    del x
    assert producer.released == 0
    del y
    assert producer.released == 1


def test_a_copy_can_be_written_and_keeps_nothing(no_leak):
    producer = Producer()
    x = nd.asarray(producer, copy=True)
    assert producer.released == 1
    x[0] = 5
    assert x.tolist() == [5, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("offset", [0, 1, 5, 8, 11])
def test_bools_are_unpacked(offset):
    bits = [random.Random(offset).random() < 0.5 for _ in range(40)]
    packed = bytes(sum(b << i for i, b in enumerate(bits[k : k + 8])) for k in range(0, 40, 8))
    producer = Producer(b"b", packed, offset=offset, length=29)
    with pytest.raises(ValueError, match="copy=False, but Arrow packs eight bools into a byte"):
        nd.asarray(producer, copy=False)
    x = nd.asarray(producer)
    assert (x.dtype, x.tolist(), x.readonly) == (nd.bool, bits[offset : offset + 29], False)
    assert nd.asarray(Producer(b"b", packed, length=3, sizes=(4,), leaf_offset=2)).tolist() == [
        bits[2 + i : 6 + i] for i in (0, 4, 8)
    ]


@pytest.mark.parametrize(
    ("format", "dtype"), [(b"tdD", "M8[D]"), (b"tts", "m8[s]"), (b"ttm", "m8[ms]"), (b"tiM", "m8[M]")], ids=str
)
def test_times_of_32_bits_are_widened(format, dtype, no_leak):
    ticks = [0, -1, 19723, 2**31 - 1, -(2**31)]
    producer = Producer(format, packing.pack("5i", *ticks), length=4, offset=1)
    with pytest.raises(ValueError, match="copy=False, but Arrow stores these times in 32 bits"):
        nd.asarray(producer, copy=False)
    x = nd.asarray(producer)
    assert (x.dtype, x.tolist(), x.readonly) == (nd.DType(dtype), ticks[1:], False)
    assert producer.released == 1


def test_bytes_of_one_size(no_leak):
    x = nd.asarray(Producer(b"w:3", b"abcd\0\0", length=2), copy=False)
    assert (x.dtype, x.tolist()) == (nd.DType("V3"), [b"abc", b"d\0\0"])
    assert nd.asarray(Producer(b"w:0", b"", length=2)).shape == (2,)


def test_lists_of_one_size_are_axes(no_leak):
    """Offsets of each level count: those of a list in lists."""
    producer = Producer(length=2, sizes=(3,))
    x = nd.asarray(producer, copy=False)
    assert (x.tolist(), address(x)) == ([[0, 1, 2], [3, 4, 5]], producer.address)
    second = Producer(length=2, sizes=(3,), offset=1)
    second.column.length = 1
    assert nd.asarray(second).tolist() == [[3, 4, 5]]
    nested = Producer(b"C", bytes(range(24)), length=2, sizes=(3, 4))
    assert nd.asarray(nested).tolist() == nd.reshape(nd.arange(24), (2, 3, 4)).tolist()
    nested = Producer(b"C", bytes(range(25)), length=2, sizes=(3, 4), leaf_offset=1)
    nested.column.offset, nested.column.length = 1, 1
    assert nd.asarray(nested).tolist() == nd.reshape(nd.arange(13, 25), (1, 3, 4)).tolist()
    assert nd.asarray(Producer(length=2, sizes=(0,))).shape == (2, 0)
    assert nd.asarray(Producer(length=0, sizes=(3,), values=b"")).shape == (0, 3)


@pytest.mark.parametrize("nulls", [1, -1])
def test_nulls_are_refused_and_times_become_nat(nulls, no_leak):
    valid = b"\xfd\xff"  # element 1 is null
    with pytest.raises(ValueError, match=r"1 of the 6 elements .* null.*fill_null"):
        nd.asarray(Producer(valid=valid, nulls=nulls))
    with pytest.raises(ValueError, match="null"):
        nd.asarray(Producer(valid=valid, nulls=nulls, length=2, sizes=(3,)))
    assert nd.asarray(Producer(valid=valid, nulls=-1, offset=2, length=4), copy=False).tolist() == [2, 3, 4, 5]
    ticks = Producer(b"tsn:", packing.pack("4q", 1, 2, 3, 4), valid, length=3, nulls=nulls)
    with pytest.raises(ValueError, match="copy=False, but nulls must become NaT"):
        nd.asarray(ticks, copy=False)
    assert nd.asarray(ticks).tolist() == [1, -(2**63), 3]
    days = Producer(b"tdD", packing.pack("4i", 1, 2, 3, 4), valid, length=3, nulls=nulls)
    assert nd.asarray(days).tolist() == [1, -(2**63), 3]


@pytest.mark.parametrize("start", range(11))
@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 40])
def test_nulls_are_counted_where_the_column_lies(start, length):
    bits = [random.Random(7).random() < 0.9 for _ in range(64)]
    valid = bytes(sum(b << i for i, b in enumerate(bits[k : k + 8])) for k in range(0, 64, 8))
    nulls = length - sum(bits[start : start + length])
    producer = Producer(b"C", bytes(64), valid, length=length, offset=start, nulls=-1)
    if nulls == 0:
        assert nd.asarray(producer).shape == (length,)
    else:
        with pytest.raises(ValueError, match=f"{nulls} of the {length} elements"):
            nd.asarray(producer)


@pytest.mark.parametrize(
    ("format", "remedy"),
    [
        (b"u", "text"), (b"U", "text"), (b"vu", "to_pylist"), (b"z", "varying length"), (b"Z", "varying length"),
        (b"vz", "to_pylist"), (b"n", "nulls"), (b"d:5,2", "float64"), (b"d:5,2,256", "decimals"),
        (b"tsn:UTC", "time zone"), (b"tiD", "interval"), (b"tin", "interval"), (b"+l", "flatten"), (b"+L", "flatten"),
        (b"+vl", "flatten"), (b"+vL", "flatten"), (b"+s", "fields"), (b"+m", "maps"), (b"+ud:0", "unions"),
        (b"+us:0", "unions"), (b"+r", "run_end_decode"), (b"w:", "unknown"), (b"w:-1", "unknown"), (b"w:9x", "unknown"),
        (b"w:99999999999999999999", "unknown"), (b"gg", "unknown"), (b"", "unknown"), (b"?", "unknown"),
        (b"\xff\xfe", "unknown"), (b"x" * 9999, "unknown"),
    ],
    ids=lambda v: str(v)[:20],
)  # fmt: skip
def test_refused_types_stay_the_producers(format, remedy):
    producer = Producer(format)
    with pytest.raises(TypeError, match=remedy):
        nd.asarray(producer)
    assert producer.released == 0 and producer.column.release


def test_dictionaries(no_leak):
    other = Producer()
    with pytest.raises(TypeError, match="dictionary_decode"):
        nd.asarray(Producer(b"i", schema_dictionary=ctypes.pointer(other.schema)))


@pytest.mark.parametrize(
    "arguments",
    [
        {"length": -1},
        {"offset": -1},
        {"nulls": -2},
        {"nulls": 7},
        {"nulls": 1},
        {"offset": 2**63 - 1},
        {"length": 2**62, "offset": 2**61},
        {"n_buffers": 0},
        {"n_buffers": 1},
        {"n_buffers": 3},
        {"n_buffers": -1},
        {"n_children": 1},
        {"buffers": None},
        {"length": 2, "sizes": (3,), "n_children": 0},
        {"length": 2, "sizes": (3,), "n_children": 2},
        {"length": 2, "sizes": (3,), "children": None},
        {"length": 2, "sizes": (3,), "offset": 1},
        {"length": 2, "sizes": (3,), "leaf_length": 5},
        {"length": 2, "sizes": (3,), "leaf_offset": -1},
        {"length": 2, "sizes": (3,), "leaf_release": RELEASE()},
        {"length": 1, "sizes": (2**29, 2**29, 2**29)},
        {"length": 2, "sizes": (3,), "schema_n_children": 0},
        {"length": 2, "sizes": (3,), "schema_children": None},
        {"length": 2, "sizes": (3,), "schema_format": b"+w:x"},
        {"length": 2, "sizes": (3,), "schema_format": b"+w:-3"},
        {"length": 1, "sizes": (1,) * 64},
        {"schema_format": None},
        {"schema_release": RELEASE()},
        {"release": RELEASE()},
        {"names": (b"arrow_array", b"arrow_array")},
        {"names": (b"arrow_schema", b"arrow_schema")},
        {"names": (None, None)},
    ],
    ids=str,
)
def test_hostile_structs(arguments):
    """Refused with an exception, and the producer's still: neither moved nor released."""
    producer = Producer(**arguments)
    before = bool(producer.column.release)
    with pytest.raises(ValueError, match="Arrow|capsule"):
        nd.asarray(producer)
    assert producer.released == 0 and bool(producer.column.release) == before


EXTREMES = (-(2**63), -2, -1, 0, 1, 2, 3, 6, 7, 2**31, 2**32 + 1, 2**61, 2**62, 2**63 - 1)
LIES = ("length", "offset", "null_count", "n_buffers", "n_children", "schema_n_children", "leaf_length", "leaf_offset",
        "leaf_null_count", "leaf_n_buffers", "leaf_n_children")  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_any_numbers_are_taken_or_refused(seed, no_leak):
    """A view of the shape described, or an exception; whatever of the two, the memory is not touched."""
    choose = random.Random(seed)
    for _ in range(1000):
        sizes = choose.choice([(), (3,), (1, 3), (0,)])
        producer = Producer(choose.choice([b"g", b"c", b"w:7", b"tsn:"]), length=2, sizes=sizes)
        for name in choose.sample(LIES, choose.randrange(1, 4)):
            target = producer.schema if name.startswith("schema_") else producer.column
            if name.startswith("leaf_"):
                for _ in sizes:
                    target = target.children[0].contents
            setattr(target, name.removeprefix("schema_").removeprefix("leaf_"), choose.choice(EXTREMES))
        try:
            x = nd.asarray(producer, copy=False)
        except ValueError:
            assert producer.released == 0
            continue
        assert (x.shape, x.readonly) == ((producer.column.length, *sizes), True)
        del x
        assert producer.released == 1


def test_null_addresses(no_leak):
    producer = Producer(length=0)
    producer.column.buffers[1] = None
    assert nd.asarray(producer).shape == (0,)
    for length in (1, 6):
        producer = Producer(length=length)
        producer.column.buffers[1] = None
        with pytest.raises(ValueError, match="no buffer"):
            nd.asarray(producer)
    producer = Producer(length=2, sizes=(3,))
    producer.column.children[0] = None
    with pytest.raises(ValueError, match="released"):
        nd.asarray(producer)
    producer = Producer(length=2, sizes=(3,))
    producer.schema.children[0] = None
    with pytest.raises(ValueError, match="released"):
        nd.asarray(producer)


@pytest.mark.parametrize("answer", [None, 5, (), (1, 2), (None, None), (1, 2, 3), []], ids=str)
def test_methods_that_give_no_capsules(answer):
    wrong = type("Wrong", (), {"__arrow_c_array__": lambda self: answer, "__arrow_c_stream__": lambda self: answer})
    with pytest.raises(ValueError, match="__arrow_c_array__ must give"):
        nd.asarray(wrong())
    del wrong.__arrow_c_array__
    with pytest.raises(ValueError, match="__arrow_c_stream__ must give a capsule"):
        nd.asarray(wrong())

    def fail(self):
        raise KeyError("mine")

    wrong.__arrow_c_array__ = fail
    with pytest.raises(KeyError, match="mine"):
        nd.asarray(wrong())


def test_memory_of_a_device_stays_there():
    device = type("Device", (Producer,), {"__cuda_array_interface__": {"version": 3}})()
    with pytest.raises(nd.ExportError, match="CUDA"):
        nd.asarray(device)
    assert device.released == 0


# Streams.


def test_streams(no_leak):
    """One chunk is viewed; several are joined, or refused; empty ones count for nothing."""
    producer = Producer()
    chunks = Chunks(Producer(length=0), producer)
    x = nd.asarray(chunks, copy=False)
    assert (x.tolist(), address(x), x.readonly) == ([0, 1, 2, 3, 4, 5], producer.address, True)
    del x
    assert producer.released == 1
    several = [Producer(length=2), Producer(length=3)]
    assert nd.asarray(Chunks(*several)).tolist() == [0, 1, 0, 1, 2]
    assert [p.released for p in several] == [1, 1]
    several = [Producer(length=2), Producer(length=3), Producer(length=1)]
    with pytest.raises(ValueError, match="copy=False, but the Arrow column lies in several chunks"):
        nd.asarray(Chunks(*several), copy=False)
    assert [p.released for p in several] == [1, 1, 0]
    lists = [Producer(length=1, sizes=(3,)), Producer(length=2, sizes=(3,))]
    assert nd.asarray(Chunks(*lists)).tolist() == [[0, 1, 2], [0, 1, 2], [3, 4, 5]]
    empty = nd.asarray(Chunks(schema=Producer(sizes=(2,), length=3).schema), copy=False)
    assert (empty.shape, empty.dtype, empty.readonly) == ((0, 2), nd.float64, False)
    x = nd.asarray(Chunks(Producer(b"b", b"\x01", length=2)), copy=True)
    assert x.tolist() == [True, False] and not x.readonly


def test_streams_that_fail(no_leak):
    first, second = Producer(), Producer(length=-1)
    with pytest.raises(ValueError, match="none there can be"):
        nd.asarray(Chunks(first, second))
    assert (first.released, second.released) == (1, 1)
    first = Producer()
    with pytest.raises(ValueError, match="errno 5: the well is dry"):
        nd.asarray(Chunks(first, next_status=5))
    assert first.released == 1
    with pytest.raises(ValueError, match="errno 22: no reason given"):
        nd.asarray(Chunks(Producer(), schema_status=22, message=None))
    with pytest.raises(ValueError, match="no format"):
        nd.asarray(Chunks(schema=Schema()))
    text = Producer(b"u")
    with pytest.raises(TypeError, match="text"):
        nd.asarray(Chunks(text))
    assert text.released == 0
    for field, nothing in (("release", RELEASE()), ("get_schema", GET()), ("get_next", GET())):
        with pytest.raises(ValueError, match="released or lacks a callback"):
            nd.asarray(Chunks(Producer(), **{field: nothing}))


# Export.


def exported(x):
    """The schema, the column, and the capsules that keep them."""
    capsules = x.__arrow_c_array__()
    return struct(capsules[0], Schema, b"arrow_schema"), struct(capsules[1], Column, b"arrow_array"), capsules


@pytest.mark.parametrize("format", NUMBERS, ids=str)
def test_exported_numbers_share(format):
    name, _ = NUMBERS[format]
    if format in (b"tdm", b"ttu", b"ttn"):
        return  # of two formats for one type the other is exported
    dtype = nd.DType(name)
    whole = nd.asarray(Producer(format, bytes(48)))
    for x in (whole, whole[2:], whole[:0]):
        schema, column, _kept = exported(x)
        assert (schema.format, schema.name, schema.flags, schema.n_children) == (format, b"", 2, 0)
        assert (column.length, column.null_count, column.offset) == (x.shape[0], 0, 0)
        assert (column.n_buffers, column.n_children, column.buffers[0]) == (2, 0, None)
        assert column.buffers[1] == address(x)
        assert struct(x.__arrow_c_schema__(), Schema, b"arrow_schema").format == format
        back = nd.asarray(x)
        assert back.dtype == dtype


class Lent:
    """Gives an array's capsules and nothing else."""

    def __init__(self, x):
        self.x = x

    def __arrow_c_array__(self):
        return self.x.__arrow_c_array__()


ROUND = {
    "matrix": (lambda: nd.reshape(nd.arange(6.0), (2, 3)), True),
    "cube": (lambda: nd.reshape(nd.arange(24), (2, 3, 4)), True),
    "row of a matrix": (lambda: nd.reshape(nd.arange(6.0), (2, 3))[1], True),
    "no rows": (lambda: nd.zeros((0, 3)), False),
    "no columns": (lambda: nd.zeros((3, 0)), False),
    "strided": (lambda: nd.arange(6)[::2], False),
    "reversed": (lambda: nd.arange(6.0)[::-1], False),
    "repeated": (lambda: nd.broadcast_to(nd.asarray([1.0]), (3,)), False),
    "transposed": (lambda: nd.reshape(nd.arange(6.0), (2, 3)).T, False),
    "bools": (lambda: nd.asarray([True, False, True] * 7), False),
    "matrix of bools": (lambda: nd.asarray([[True, False, True]] * 5), False),
    "no bools": (lambda: nd.asarray([], dtype=nd.bool), False),
    "64 axes": (lambda: nd.ones((1,) * 64), True),
}


@pytest.mark.parametrize("name", ROUND)
def test_round_trips(name, no_leak):
    """What we lend we take: the same shape, type and elements, in the same memory where that is possible."""
    make, shared = ROUND[name]
    x = make()
    y = nd.asarray(Lent(x))
    assert (y.shape, y.dtype, y.tolist()) == (x.shape, x.dtype, x.tolist())
    if shared:
        assert address(y) == address(x)
        assert nd.asarray(Lent(x), copy=False).readonly


@pytest.mark.parametrize(
    ("make", "remedy"),
    [
        (lambda: nd.asarray(1.0), "reshape"),
        (lambda: nd.asarray([1j]), "imaginary part"),
        (lambda: nd.asarray([1.0], dtype=nd.bfloat16), "float32"),
        (lambda: nd.asarray(["a"]), "tolist"),
    ],
)
def test_refused_exports(make, remedy):
    x = make()
    for call in (x.__arrow_c_array__, x.__arrow_c_schema__):
        with pytest.raises(nd.ExportError, match=remedy):
            call()


def test_requests(no_leak):
    """A type that holds every value is given; another request is passed over; no capsule is an error."""
    x = nd.asarray([1, 2], dtype=nd.int32)
    for wanted, given in ((nd.int64, b"l"), (nd.float64, b"g"), (nd.int8, b"i"), (nd.int32, b"i"), (nd.bool, b"i")):
        request = nd.zeros(1, dtype=wanted).__arrow_c_schema__()
        assert struct(x.__arrow_c_array__(requested_schema=request)[0], Schema, b"arrow_schema").format == given
    floats = nd.asarray([1.5])
    request = nd.zeros(1, dtype=nd.float32).__arrow_c_schema__()
    assert struct(floats.__arrow_c_array__(request)[0], Schema, b"arrow_schema").format == b"f"
    request = nd.zeros((1, 3), dtype=nd.float32).__arrow_c_schema__()
    assert struct(floats.__arrow_c_array__(request)[0], Schema, b"arrow_schema").format == b"g"
    text = Producer(b"u").__arrow_c_array__()[0]
    assert struct(floats.__arrow_c_array__(text)[0], Schema, b"arrow_schema").format == b"g"
    for junk in (5, nd.zeros(1).__dlpack__(), floats.__arrow_c_array__()[1]):
        with pytest.raises(TypeError, match="requested_schema"):
            floats.__arrow_c_array__(junk)


def moved(capsule):
    """The struct of an array capsule, taken away as a consumer does, and its release by hand."""
    original = struct(capsule, Column, b"arrow_array")
    mine = Column.from_buffer_copy(original)
    release = RELEASE(ctypes.cast(original.release, ctypes.c_void_p).value)
    original.release = RELEASE()
    return mine, lambda: release(ctypes.addressof(mine))


def test_release_on_another_thread_without_the_gil(no_leak):
    """Called by a foreign function interface that lets go of the GIL; the array and the capsules died before."""
    for make in (lambda: nd.asarray([1.0, 2.0]), lambda: nd.asarray(bytearray(16)), lambda: nd.zeros((2, 3))):
        x = make()
        capsules = x.__arrow_c_array__()
        column, release = moved(capsules[1])
        del x, capsules
        gc.collect()
        thread = threading.Thread(target=release)
        thread.start()
        thread.join()
        assert not column.release


def test_a_child_outlives_its_parent(no_leak):
    """A consumer may move a child away and release the parent first."""
    x = nd.reshape(nd.arange(6.0), (2, 3))
    parent, release_parent = moved(x.__arrow_c_array__()[1])
    original = parent.children[0].contents
    child = Column.from_buffer_copy(original)
    release_child = RELEASE(ctypes.cast(original.release, ctypes.c_void_p).value)
    original.release = RELEASE()
    del x, original
    release_parent()
    values = (ctypes.c_double * 6).from_address(child.buffers[1])
    assert list(values) == [0, 1, 2, 3, 4, 5]
    release_child(ctypes.addressof(child))


def test_an_import_released_on_another_thread(no_leak):
    producer = Producer()
    box = [nd.asarray(producer)]
    thread = threading.Thread(target=box.clear)
    thread.start()
    thread.join()
    assert producer.released == 1


def test_many_rounds_leave_nothing(no_leak):
    x, bools = nd.arange(10.0), nd.asarray([True, False])
    for _ in range(10_000):
        assert address(nd.asarray(Lent(x))) == address(x)
        nd.asarray(Lent(bools))


def test_capsules_nobody_took(no_leak):
    for x in (nd.zeros(3), nd.zeros((2, 3)), nd.asarray([True])):
        x.__arrow_c_array__()
        x.__arrow_c_schema__()
    assert api.PyCapsule_GetPointer(nd.zeros(3).__arrow_c_schema__(), b"arrow_schema")
