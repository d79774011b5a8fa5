"""Whatever a foreign object hands over, it is taken or refused: an Array, or an exception of Python's with a message.

Each test is a property, tried on a few hundred examples here and on many thousands by `make fuzz`, under
AddressSanitizer. Where the bounds of the memory described are known, every element of what was taken is read and every
way out of it is tried. Where a foreign description is only an address it can be checked for sense, not for truth, and
only the layout is looked at.
"""

from __future__ import annotations

import array
import contextlib
import copy
import ctypes
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
from buffers import Slot
from hypothesis import given, strategies as st
from structures import DELETER, Managed, Struct, Tensor, Versioned, api

import ndola as nd
from ndola import _ndola

# ---- values ----

# Of lengths between these a machine may well make an array, and take long over it.
SMALL = st.integers(-3, 9)
HUGE = st.sampled_from([2**50, 2**62, 2**63 - 1, 2**63, 2**64, 2**200, -(2**50), -(2**63), -(2**63) - 1])
INTS = st.one_of(SMALL, SMALL, HUGE)
WORDS = st.sampled_from([2**31 - 1, 2**31, 2**32, 2**62, 2**63 - 1, -(2**31), -(2**63)])
INT64 = st.one_of(SMALL, SMALL, WORDS)

MEMORY = 64  # bytes


class Refused(Exception):
    """What a saboteur raises."""


class Saboteur:
    """An object whose every hook does what it was told: raise, recurse, return junk, empty a container."""

    def __init__(self, deed: str, junk: Any) -> None:
        self.deed, self.junk, self.depth = deed, junk, 0
        self.containers: list[Any] = []

    def answer(self, *args: Any, **keywords: Any) -> Any:
        if self.deed == "raise":
            raise Refused
        if self.deed == "recurse" and self.depth < 40:
            self.depth += 1
            try:
                return nd.asarray(self)
            finally:
                self.depth -= 1
        if self.deed == "empty":
            for container in self.containers:
                container.clear()
        return self.junk

    __index__ = __int__ = __float__ = __complex__ = __bool__ = __len__ = __iter__ = __getitem__ = answer
    __array__ = __dlpack__ = __dlpack_device__ = __buffer__ = __str__ = __repr__ = __hash__ = __eq__ = answer
    __add__ = __radd__ = __array_ufunc__ = __array_function__ = __array_wrap__ = __array_namespace__ = answer
    __array_interface__ = __array_struct__ = dtype = shape = ndim = mask = property(answer)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    INTS,
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=4),
    st.binary(max_size=16),
    st.builds(object),
    st.just(int),
    st.just(nd.Array),
    st.builds(dict),
    st.builds(lambda: np.ones(2)),
    st.builds(lambda: nd.ones(2)),
    st.builds(lambda: nd.float32),
    st.just(slice(None, None, -1)),
    st.just(...),
)
SABOTEURS = st.builds(Saboteur, st.sampled_from(["raise", "recurse", "junk", "empty"]), JUNK)
ANYTHING = st.one_of(JUNK, SABOTEURS, st.lists(JUNK, max_size=3), st.lists(JUNK, max_size=3).map(tuple))


def saboteurs_in(value: Any) -> list[Saboteur]:
    if isinstance(value, Saboteur):
        return [value]
    if isinstance(value, dict):
        return saboteurs_in(list(value.values()))
    return [s for item in value for s in saboteurs_in(item)] if isinstance(value, (list, tuple)) else []


def lists_in(value: Any) -> list[Any]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [value] * isinstance(value, (list, dict)) + [found for item in inside for found in lists_in(item)]


def armed(value: Any) -> Any:
    """The value, its saboteurs told of the lists and dicts around them."""
    for saboteur in saboteurs_in(value):
        saboteur.containers = lists_in(value)
    return value


# ---- outcomes ----


def outcome(call: Callable[..., Any], *args: Any, **keywords: Any) -> Any:
    """What a call returns, or None where it raised; a SystemError is a mistake in C."""
    try:
        return call(*args, **keywords)
    except SystemError:
        raise
    except Exception:
        return None


def look_at(x: Any) -> None:
    """Everything that reads the layout and no element."""
    if not isinstance(x, nd.Array):
        return
    assert x.ndim == len(x.shape) == len(x.strides) <= 64
    assert all(n >= 0 for n in x.shape)
    for name in ("dtype", "size", "nbytes", "T", "mT", "real", "__array_interface__", "__array_struct__", "data"):
        outcome(getattr, x, name)
    for version in (None, (1, 0)):
        outcome(x.__dlpack__, max_version=version)
    outcome(lambda: x[..., None][:0])
    outcome(lambda: nd.reshape(x, (-1,), copy=False))
    outcome(lambda: nd.flip(x))


def use(x: Any) -> None:
    """Everything that reads the elements, too."""
    look_at(x)
    if not isinstance(x, nd.Array) or x.size > 1000:
        return
    for function in (repr, str, nd.sum, nd.sin, np.asarray, copy.copy, lambda x: x.tolist(), lambda x: x == x):
        outcome(function, x)
    back = outcome(lambda: pickle.loads(pickle.dumps(x, 5)))
    assert back is None or (back.shape, back.dtype) == (x.shape, x.dtype)
    for name in [entry[0] for entry in x.dtype.descr if isinstance(entry[0], str)]:
        outcome(lambda name=name: x[name].tolist())
    if not x.readonly:
        outcome(x.__setitem__, ..., 1)


# ---- element types ----

TYPESTRS = st.one_of(
    st.sampled_from(["<f8", ">f8", "|b1", "<i4", ">u2", "<f2", "<c16", "<U2", ">U1", "|S3", "|V8", "|V0", "<M8[ns]"]),
    st.text("<>=|!@biufcSUVMmOt?0123456789[]nsYD", max_size=8),
    st.builds("{}{}{}".format, st.sampled_from("<>|"), st.sampled_from("biufcSUVMm"), st.integers(-1, 2**34)),
)


def descrs(depth: int = 2) -> st.SearchStrategy[Any]:
    kind = TYPESTRS if depth == 0 else st.one_of(TYPESTRS, TYPESTRS, ANYTHING, st.deferred(lambda: descrs(depth - 1)))
    name = st.one_of(st.sampled_from(["a", "b", "", "f0"]), st.tuples(st.text(max_size=2), st.text(max_size=2)), JUNK)
    shape = st.one_of(INTS, st.lists(st.one_of(INTS, SABOTEURS), max_size=3).map(tuple), ANYTHING)
    entry = st.one_of(st.tuples(name, kind), st.tuples(name, kind, shape), ANYTHING)
    return st.lists(entry, max_size=4)


@given(st.one_of(TYPESTRS, ANYTHING), st.one_of(st.none(), descrs(), ANYTHING))
def test_types(spec, descr):
    dtype = outcome(nd.DType, armed(spec), armed(descr))
    if dtype is None:
        return
    for name in ("name", "str", "kind", "itemsize", "isnative", "descr", "type", "__numpy_dtype__"):
        outcome(getattr, dtype, name)
    if dtype.itemsize < 1 << 20:
        use(outcome(nd.asarray, [1, 2], dtype=dtype))
    again = pickle.loads(pickle.dumps(dtype))
    assert again == dtype
    assert repr(again) == repr(dtype)


# ---- the array interface ----


class Exporter:
    """An object that is nothing but its attributes."""

    def __init__(self, **attributes: Any) -> None:
        vars(self).update(attributes)


BUFFERS = st.one_of(
    st.builds(bytearray, st.integers(0, MEMORY)),
    st.binary(max_size=MEMORY),
    st.builds(lambda: array.array("d", range(4))),
    st.builds(lambda: memoryview(bytearray(MEMORY))[::2]),
    st.builds(lambda: memoryview(bytearray(MEMORY))[8:16].cast("d")),
    st.builds(lambda: (ctypes.c_int16 * 5)()),
    st.builds(lambda: np.ones((2, 3))),
    SABOTEURS,
)
DIMS = st.one_of(
    st.lists(INTS, max_size=3).map(tuple),
    st.lists(st.one_of(INTS, SABOTEURS), max_size=3).map(tuple),
    st.lists(st.sampled_from([0, 1]), min_size=60, max_size=70).map(tuple),
    ANYTHING,
)
KEYS = {
    "shape": DIMS,
    "strides": DIMS,
    "typestr": st.one_of(TYPESTRS, TYPESTRS.map(str.encode), ANYTHING),
    "descr": st.one_of(descrs(), ANYTHING),
    "offset": st.one_of(INTS, ANYTHING),
    "version": ANYTHING,
    "mask": ANYTHING,
}
GOOD = {"version": 3, "typestr": "<i2", "shape": (2,), "strides": None}


@given(st.fixed_dictionaries({}, optional=KEYS), BUFFERS, st.one_of(st.none(), ANYTHING))
def test_interfaces_over_buffers(keys, data, dtype):
    interface = armed(GOOD | {"data": data} | keys)
    use(outcome(nd.asarray, Exporter(__array_interface__=interface, dtype=dtype)))


@given(
    st.fixed_dictionaries({}, optional=KEYS),
    st.one_of(st.tuples(INTS, ANYTHING), st.lists(ANYTHING, max_size=3).map(tuple), ANYTHING),
)
def test_interfaces_over_addresses(keys, data):
    look_at(outcome(nd.asarray, Exporter(__array_interface__=armed(GOOD | {"data": data} | keys))))


NAMES = st.sampled_from([None, None, None, b"dltensor", b"dltensor_versioned", b"used_dltensor", b"x"])
LENGTHS = st.lists(INT64, min_size=4, max_size=4).map(lambda four: four + [1] * 66)


@given(
    st.sampled_from([2, 2, 2, 0, 3]),
    st.one_of(st.integers(-2, 4), st.sampled_from([64, 65, 2**31 - 1])),
    st.sampled_from([b"f", b"i", b"c", b"V", b"U", b"S", b"M", b"b", b"O", b"\0", b"\xff", b"%"]),
    st.one_of(st.sampled_from([8, 4, 2, 1, 16]), st.integers(-(2**31), 2**31 - 1)),
    st.integers(0, 0xFFF),
    LENGTHS,
    LENGTHS,
    st.sampled_from(["memory", "null"]),
    st.one_of(descrs(), ANYTHING),
    NAMES,
    ANYTHING,
)
def test_structs(two, rank, kind, itemsize, flags, shape, strides, data, descr, name, dtype):
    memory = (ctypes.c_double * 8)()
    dims = [(ctypes.c_ssize_t * len(values))(*values) for values in (shape, strides)]
    struct = Struct(two, rank, kind, itemsize, flags, *dims)
    struct.data, struct.descr = ctypes.addressof(memory) if data == "memory" else None, armed(descr)
    exporter = Exporter(__array_struct__=api.PyCapsule_New(ctypes.addressof(struct), name, None), dtype=dtype)
    exporter.parts = (memory, dims, struct)
    look_at(outcome(nd.asarray, exporter))


# ---- DLPack ----


@given(
    st.booleans(),
    st.sampled_from([1, 1, 1, 0, 2, 2**32 - 1]),
    st.one_of(st.integers(-2, 4), st.sampled_from([64, 65, 2**31 - 1, -(2**31)])),
    st.sampled_from([2, 0, 1, 4, 5, 6, 3, 7, 17, 255]),
    st.sampled_from([64, 32, 8, 16, 128, 0, 1, 4, 255]),
    st.sampled_from([1, 1, 1, 0, 2, 65535]),
    st.sampled_from([1, 1, 1, 0, 2, 13, -1]),
    st.one_of(st.none(), LENGTHS),
    st.one_of(st.none(), LENGTHS),
    st.one_of(st.just(0), st.integers(0, 2**64 - 1)),
    st.one_of(st.just(0), st.integers(0, 2**64 - 1)),
    st.booleans(),
    st.sampled_from(["dltensor", "dltensor_versioned"] * 3 + ["used_dltensor", "", None]),
    st.sampled_from([None, True, False]),
)
def test_tensors(versioned, major, rank, code, bits, lanes, device, shape, strides, offset, flags, null, name, copied):
    """The deleter runs once for a tensor that was taken and not at all for one that was refused."""
    memory, deleted = (ctypes.c_double * 8)(), []
    managed = Versioned(major=major, flags=flags) if versioned else Managed()
    managed.deleter = DELETER(deleted.append)
    dims = [None if values is None else (ctypes.c_int64 * len(values))(*values) for values in (shape, strides)]
    address = None if null else ctypes.addressof(memory)
    managed.tensor = Tensor(address, device, 0, rank, code, bits, lanes, *dims, offset)
    wanted = "dltensor_versioned" if versioned else "dltensor"
    kept = (wanted if name in ("dltensor", "dltensor_versioned") else name or "").encode() if name is not None else None
    capsule = api.PyCapsule_New(ctypes.addressof(managed), kept, None)
    producer = Exporter(__dlpack__=lambda **keywords: capsule, __dlpack_device__=lambda: (1, 0))
    if copied is True and not small(rank, shape):
        copied = None
    x = outcome(nd.from_dlpack, producer, copy=copied) if copied is not True else None
    look_at(x)
    assert not deleted
    taken = x is not None
    del x
    assert len(deleted) == taken
    outcome(nd.from_dlpack, capsule)


def small(rank: int, shape: list[int] | None) -> bool:
    return shape is not None and 0 <= rank <= 64 and all(0 <= n <= 8 for n in shape[:rank])


@given(
    st.one_of(ANYTHING, NAMES.map(lambda name: api.PyCapsule_New(1, name, None) if name == b"x" else None)), SABOTEURS
)
def test_producers(answer, hook):
    use(outcome(nd.from_dlpack, Exporter(__dlpack__=lambda **keywords: answer)))
    use(outcome(nd.from_dlpack, Exporter(__dlpack__=hook.answer, __dlpack_device__=hook.answer), copy=True))
    use(outcome(nd.asarray, Exporter(__dlpack__=hook.answer, __array__=hook.answer)))
    use(outcome(nd.from_dlpack, answer))


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_requests(stream, version, device, copied):
    x = nd.asarray([[1.0, 2.0]])
    for keywords in ({"max_version": version}, {"dl_device": device}, {"copy": copied}, {"stream": stream}):
        outcome(x.__dlpack__, **keywords)
    outcome(x.__dlpack__, stream=stream, max_version=version, dl_device=device, copy=copied)
    outcome(x.__array__, stream, copy=copied)
    outcome(nd.from_dlpack, x, device=device, copy=copied)


# ---- buffers ----

FORMATS = st.one_of(
    st.none(),
    st.sampled_from([b"d", b"<i", b"B", b"T{i:a:d:b:}", b"3s", b"Zd", b"(2,2)d", b"2w", b"4x"]),
    st.text("@=<>!^?bBhHiIlLqQnNefdgZswxcPpuOT{}():,&t 0123456789a", max_size=14).map(str.encode),
    st.binary(max_size=6).map(lambda b: b.replace(b"\0", b"")),
)
PARTS = st.one_of(st.none(), st.lists(st.one_of(SMALL, st.just(8), INT64), max_size=3).map(tuple))


def reach(shape: tuple[int, ...], strides: tuple[int, ...], itemsize: int) -> tuple[int, int]:
    """The bytes from and to which elements lie, relative to the first."""
    ends = [(n - 1) * s for n, s in zip(shape, strides, strict=True)]
    empty = any(n == 0 for n in shape)
    return (0, 0) if empty else (sum(e for e in ends if e < 0), sum(e for e in ends if e > 0) + itemsize)


@given(FORMATS, st.one_of(st.sampled_from([1, 2, 4, 8, 16]), INT64), PARTS, PARTS, PARTS, st.integers(0, MEMORY))
def test_buffers(format, itemsize, shape, strides, suboffsets, start):
    rank = 1 if shape is None else len(shape)
    parts = [None if p is None else (p * 3 + (0,) * 3)[:rank] for p in (strides, suboffsets)]
    exporter = Slot(
        bytes(MEMORY),
        itemsize=itemsize,
        format=format,
        shape=shape,
        strides=parts[0],
        suboffsets=parts[1],
        start=start,
    )
    x = outcome(nd.asarray, exporter)
    look_at(x)
    if isinstance(x, nd.Array):
        low, high = reach(x.shape, x.strides, x.itemsize)
        if start + low >= 0 and start + high <= MEMORY:
            use(x)


@given(BUFFERS)
def test_true_buffers(buffer):
    use(outcome(nd.asarray, buffer))
    use(outcome(nd.asarray, [buffer, buffer]))


# ---- values ----

NESTED = st.recursive(
    st.one_of(JUNK, SABOTEURS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=8,
)


class Sequence:
    """A sequence by its slots alone, of a length that may be a lie."""

    def __init__(self, items: list[Any], length: int) -> None:
        self.items, self.length = items, length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, i: int) -> Any:
        return self.items[i]


class Liar(list):
    """A list whose length is a lie."""

    length = 0

    def __len__(self) -> int:
        return self.length


@given(NESTED, st.one_of(st.none(), TYPESTRS), st.sampled_from([None, True, False]))
def test_values(value, dtype, copied):
    use(outcome(nd.asarray, armed(value), dtype=dtype, copy=copied))


@given(st.lists(JUNK, max_size=4), INTS)
def test_lengths(items, length):
    liar = Liar(items)
    liar.length = length
    for sequence in (Sequence(items, length), liar):
        use(outcome(nd.asarray, sequence))
        use(outcome(nd.asarray, [sequence, sequence]))
        if abs(length) < 10:
            use(outcome(nd.concat, sequence))
            use(outcome(nd.reshape, nd.ones(4), sequence))


@given(SABOTEURS, SABOTEURS)
def test_hooks(a, b):
    x = nd.ones(2)
    for call in (
        lambda: nd.asarray(a),
        lambda: nd.asarray(a, dtype="f4", copy=True),
        lambda: nd.asarray(a, copy=False),
        lambda: nd.asarray([a, b, a]),
        lambda: x + a,
        lambda: a + x,
        lambda: x == a,
        lambda: a in x,
        lambda: nd.add(a, b),
        lambda: nd.add(x, x, out=a),
        lambda: nd.add(x, x, where=a),
        lambda: nd.exp(a),
        lambda: np.add(x, a),
        lambda: np.concatenate([x, a]),
        lambda: nd.concat([x, a]),
        lambda: nd.explain(a),
        lambda: x.__array_wrap__(a, b, a),
    ):
        use(outcome(call))


# ---- pickles ----


@given(
    st.one_of(BUFFERS, ANYTHING),
    st.one_of(TYPESTRS, ANYTHING),
    DIMS,
    st.one_of(st.just(nd.Array), ANYTHING, st.builds(lambda: type("Sub", (nd.Array,), {}))),
)
def test_pickles(data, dtype, shape, kind):
    dtype = outcome(nd.DType, dtype) or nd.float64
    use(outcome(_ndola._rebuild, data, dtype, armed(shape), kind))
    use(outcome(_ndola._rebuild, data, armed(shape), dtype))
    outcome(nd.ones(2).__reduce_ex__, armed(shape))


# ---- indices ----

ITEMS = st.one_of(
    INTS,
    st.builds(slice, st.one_of(st.none(), INTS, ANYTHING), st.one_of(st.none(), INTS), st.one_of(st.none(), INTS)),
    st.just(...),
    st.none(),
    st.lists(st.one_of(SMALL, JUNK), max_size=3),
    st.builds(lambda v: nd.asarray(v), st.lists(SMALL, min_size=1, max_size=3)),
    st.builds(lambda v: nd.asarray(v), st.lists(st.booleans(), min_size=1, max_size=3)),
    ANYTHING,
)
ARRAYS = st.sampled_from(
    [
        np.arange(6.0).reshape(2, 3),
        np.arange(6).reshape(1, 2, 3)[..., ::-1].T,
        np.array(5, "u1"),
        np.zeros((0, 3), ">f4"),
        np.array(["ab", "c"]),
        np.array([(1, 2.0)], [("a", "i4"), ("b", "f8", (2,))]),
        np.zeros(3, "M8[s]"),
        np.array([True, False]),
        np.array([1j, 2]),
    ]
)


@given(ARRAYS, st.one_of(ITEMS, st.lists(ITEMS, max_size=4).map(tuple)), st.one_of(NESTED, ARRAYS))
def test_indices(a, key, value):
    x = nd.asarray(a.copy())
    use(outcome(lambda: x[armed(key)]))
    outcome(x.__setitem__, key, armed(value))
    outcome(x.__setitem__, (key, 0), value)
    outcome(x.__delitem__, key)
    outcome(x.item, key)
    use(x)


# ---- every function ----

FUNCTIONS = {
    f"{space.__name__}.{name}": getattr(space, name)
    for space in (nd, nd.linalg, nd.fft)
    for name in dir(space)
    if not name.startswith("_") and callable(getattr(space, name)) and not isinstance(getattr(space, name), type)
}
METHODS = sorted(
    name
    for name in dir(nd.Array)
    if callable(getattr(nd.Array, name))
    and name not in ("__class__", "__init_subclass__", "__subclasshook__", "__new__")
)
KEYWORDS = ("axis", "dtype", "out", "where", "keepdims", "shape", "copy", "device", "n", "k", "indexing", "correction")
OPERANDS = st.one_of(ARRAYS.map(nd.asarray), ARRAYS, ANYTHING, NESTED)


@given(
    st.sampled_from(sorted(FUNCTIONS)),
    st.lists(OPERANDS, max_size=3),
    st.dictionaries(st.sampled_from(KEYWORDS), OPERANDS, max_size=2),
)
def test_functions(name, args, keywords):
    use(outcome(FUNCTIONS[name], *armed(args), **armed(keywords)))


@given(
    ARRAYS,
    st.sampled_from(METHODS),
    st.lists(OPERANDS, max_size=3),
    st.dictionaries(st.sampled_from(KEYWORDS), OPERANDS, max_size=1),
)
def test_methods(a, name, args, keywords):
    x = nd.asarray(a.copy())
    with contextlib.suppress(StopIteration):
        use(outcome(getattr(x, name), *armed(args), **armed(keywords)))
    use(x)
