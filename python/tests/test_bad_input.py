"""Malformed calls: the class of the exception, and a message of one line that names what is wrong with what."""

from __future__ import annotations

import operator
import re

import numpy as np
import pytest

import ndola as nd

# What the calls below speak of.
NAMES = {
    "nd": nd,
    "np": np,
    "operator": operator,
    "x": nd.zeros((2, 3)),
    "i": nd.asarray([1, 2, 3]),
    "b": nd.asarray([True, False]),
    "c": nd.asarray([1j]),
    "e": nd.zeros(0),
    "u": nd.asarray([1, 2], dtype=nd.uint8),
    "fixed": nd.broadcast_to(nd.zeros(3), (2, 3)),
    "dates": nd.asarray(np.array(["2020-01-01"], dtype="M8[D]")),
    "words": nd.asarray(np.array(["a"])),
}

TYPE, VALUE, INDEX, OVERFLOW = TypeError, ValueError, IndexError, OverflowError

# A call, the class, and what the message must have, in this order.
ELEMENTWISE = [
    ("nd.add(x, nd.zeros(4))", VALUE, "add: shapes (2, 3) and (4,) do not broadcast: axis -1 has 3 and 4"),
    ("x + nd.zeros((3, 3))", VALUE, "add: shapes (2, 3) and (3, 3) ... axis -2 has 2 and 3"),
    ("nd.add(x)", TYPE, "add: argument x2 is missing"),
    ("nd.add(x, x, x)", TYPE, "add: ... at most 2 ... 3 given"),
    ("nd.add(x, x, foo=1)", TYPE, "add: ... 'foo'"),
    ("nd.add(x, x, out=nd.zeros(3))", VALUE, "add: the output has shape (3,), the result (2, 3)"),
    ("nd.add(x, x, out=nd.zeros((2, 3), dtype=nd.int8))", TYPE, "add: ... float64 does not cast to int8 ... same_kind"),
    ("nd.add(x, x, out=3)", TYPE, "add: out must be an array, not 3"),
    ("nd.add(x, x, out=fixed)", VALUE, "add: out is read-only"),
    ("nd.add(x, 1, where=nd.asarray([True] * 4))", VALUE, "add: shapes (2, 3), (), (4,) do not broadcast"),
    ("nd.add(x, 1, where=nd.ones(3))", TYPE, "add: the mask must be boolean, not (3,) float64"),
    ("nd.add(x, 1, where=np.ones(3, dtype='i1'))", TYPE, "add: the mask must be boolean, not (3,) int8"),
    ("nd.add(x, None)", TYPE, "add: x2 ... None"),
    ("nd.add(x, object())", TYPE, "add: ... 'object'"),
    ("nd.add(x, {})", TYPE, "add: ... 'dict'> is no array"),
    ("nd.add(x, 'a')", TYPE, "add: dtypes float64 and <U1"),
    ("x + 'a'", TYPE, "+: 'ndola.Array' and 'str'"),
    ("None * x", TYPE, "*: 'NoneType' and 'ndola.Array'"),
    ("dates + dates", TYPE, "add: has no loop for dtypes datetime64[D] and datetime64[D]"),
    ("nd.exp(words)", TYPE, "exp: has no loop for dtype <U1"),
    ("x & x", TYPE, "bitwise_and: has no loop for dtypes float64 and float64"),
    ("~x", TYPE, "bitwise_invert: ... float64"),
    ("-b", TYPE, "negative: has no loop for dtype bool"),
    ("b - b", TYPE, "subtract: ... bool"),
    ("nd.floor(c)", TYPE, "floor: ... complex128"),
    ("i ** -1", VALUE, "pow: integers to negative integer powers"),
    ("u + 300", OVERFLOW, "add: integer 300 is out of bounds for uint8"),
    ("u * -1", OVERFLOW, "multiply: integer -1 is out of bounds for uint8"),
    ("i + 2**70", OVERFLOW, "add: an integer of about 1.181e+21 does not fit 64 bits"),
    ("x @ x", VALUE, "matmul: shapes (2, 3) and (2, 3) do not chain"),
    ("x @ 2", VALUE, "matmul: ... (2, 3) float64 ... multiplied"),
]

REDUCTIONS = [
    ("nd.sum()", TYPE, "sum: argument x is missing"),
    ("nd.sum(x, 0)", TYPE, "sum: ... positional"),
    ("nd.sum(x, axis=2)", INDEX, "sum: axis 2 is out of bounds for array of dimension 2"),
    ("x.sum(axis=-3)", INDEX, "sum: axis -3 ... dimension 2"),
    ("nd.sum(x, axis=(0, -2))", VALUE, "sum: axis -2 is repeated"),
    ("nd.sum(x, axis=1.5)", TYPE, "sum: axis must be an int or a sequence of ints, not 1.5"),
    ("nd.sum(words)", TYPE, "sum: ... <U1"),
    ("nd.mean(x, axis=5)", INDEX, "mean: axis 5 ... dimension 2"),
    ("nd.mean(words)", TYPE, "mean: ... <U1"),
    ("nd.std(x, axis=5)", INDEX, "std: axis 5"),
    ("nd.var(x, correction='a')", TYPE, "var: correction must be a number, not 'a'"),
    ("nd.max(e)", VALUE, "max: ... shape (0,) has no elements"),
    ("nd.argmax(e)", VALUE, "argmax: ... shape (0,) has no elements"),
    ("nd.argmin(x, axis=(0, 1))", TYPE, "argmin: axis must be an int, not (0, 1)"),
    ("nd.count_nonzero(x, axis=3)", INDEX, "count_nonzero: axis 3 ... dimension 2"),
    ("nd.cumulative_sum(x)", VALUE, "cumulative_sum: needs one axis ... (2, 3)"),
    ("nd.cumulative_prod(x, axis=5)", INDEX, "cumulative_prod: axis 5 ... dimension 2"),
    ("nd.cumulative_sum(c, dtype=nd.int8)", TYPE, "complex128 ... int8"),
    ("nd.diff(x, n=-1)", VALUE, "diff: n must not be negative, got -1"),
]

MANIPULATION = [
    ("nd.reshape(x, (4,))", VALUE, "reshape: ... size 6 into shape (4,)"),
    ("x.reshape(-1, -1)", VALUE, "reshape: ... (-1, -1): only one"),
    ("nd.reshape(x, (2.0, 3))", TYPE, "reshape: shape must be an int, not 2.0"),
    ("nd.reshape(x, 'ab')", TYPE, "reshape: shape ... 'a'"),
    (
        "nd.broadcast_to(x, (3, 2))",
        VALUE,
        "broadcast_to: shape (2, 3) ... (3, 2): axis -2 has 2 and 3",
    ),
    ("nd.broadcast_arrays(x, nd.zeros(4))", VALUE, "broadcast_arrays: shapes (2, 3) and (4,)"),
    ("nd.concat([])", VALUE, "concat: needs at least one array"),
    ("nd.concat(3)", TYPE, "concat: arrays must be a sequence of arrays, not 3"),
    ("nd.concat([x, nd.zeros((3, 2))])", VALUE, "concat: shapes (2, 3) and (3, 2) ... axis 1"),
    ("nd.concat([x, nd.zeros(3)])", VALUE, "concat: ... (2, 3) ... (3,)"),
    ("nd.concat([x, words])", (TYPE, VALUE), "concat: ... (1,)"),
    ("nd.stack([x, nd.zeros(3)])", VALUE, "stack: array 0 has shape (2, 3), array 1 (3,)"),
    ("nd.expand_dims(x, 7)", INDEX, "expand_dims: axis 7"),
    ("nd.squeeze(x, 0)", VALUE, "squeeze: axis 0 has 2 elements"),
    ("nd.permute_dims(x, (0,))", VALUE, "permute_dims: 1 axes given for an array of dimension 2"),
    ("nd.permute_dims(x, (0, 0))", VALUE, "permute_dims: axis 0 is repeated"),
    ("nd.moveaxis(x, 0, 5)", INDEX, "moveaxis: axis 5"),
    ("nd.moveaxis(x, (0, 1), (0,))", VALUE, "moveaxis: 2 source axes and 1 destination"),
    ("nd.flip(x, axis=2)", INDEX, "flip: axis 2"),
    ("nd.roll(x, 1, axis=2)", INDEX, "roll: axis 2"),
    ("nd.roll(x, 1, axis=())", VALUE, "roll: 1 shifts do not go with 0 axes"),
    ("nd.roll(x, 1.5)", TYPE, "roll: shift ... 1.5"),
    ("nd.repeat(x, -1)", VALUE, "repeat: ... -1"),
    ("nd.repeat(x, nd.asarray([1, 2]), axis=1)", VALUE, "repeat: repeats has 2 counts, axis 1 of shape (2, 3) has 3"),
    ("nd.tile(x, (-1,))", VALUE, "tile: ... -1"),
    ("nd.unstack(x, axis=3)", INDEX, "unstack: axis 3"),
    ("nd.take(x, i, axis=3)", INDEX, "take: axis 3"),
    ("nd.take(x, nd.asarray([9]), axis=1)", INDEX, "take: index 9 is out of bounds for axis 1 with size 3"),
    ("nd.astype(c, nd.float64)", TYPE, "astype: complex128 ... float64: take its real part"),
    ("nd.astype(x, 'nope')", TYPE, "astype: 'nope'"),
    ("nd.where(b, x, x)", VALUE, "where: shapes (2,), (2, 3), (2, 3) do not broadcast"),
    ("nd.clip(x, nd.zeros(4))", VALUE, "clip: shapes (2, 3) and (4,)"),
    ("nd.clip(x, 'a')", TYPE, "clip: dtypes float64 and <U1"),
    ("nd.tril(i)", VALUE, "tril: ... (3,)"),
    ("i.T", VALUE, "T: needs a 2-d array, not a 1-d one; use mT"),
    ("i.mT", VALUE, "mT: ... 1-d"),
    ("nd.nonzero(nd.asarray(1))", VALUE, "nonzero: ... no axes"),
]

CREATION = [
    ("nd.zeros(-1)", VALUE, "zeros: negative dimensions ... (-1,)"),
    ("nd.zeros(2.5)", TYPE, "zeros: shape ... 2.5"),
    ("nd.zeros((2, None))", TYPE, "zeros: shape ... None"),
    ("nd.zeros(2, dtype='nope')", TYPE, "zeros: 'nope' is not an element type"),
    ("nd.zeros(2, device='gpu')", VALUE, "zeros: device must be \"cpu\" or None, not 'gpu'"),
    ("nd.zeros([1] * 65)", VALUE, "zeros: an array has at most 64 axes, not 65"),
    ("nd.full(2, 300, dtype=nd.uint8)", OVERFLOW, "full: integer 300 ... uint8"),
    ("nd.arange(0, 1, 0)", VALUE, "arange: step must not be 0"),
    ("nd.arange('a')", TYPE, "arange: start must be a number, not 'a'"),
    ("nd.linspace(0, 1, -1)", VALUE, "linspace: num must not be negative, got -1"),
    ("nd.eye(2.5)", TYPE, "eye: n_rows must be an int, not 2.5"),
    ("nd.meshgrid(x)", VALUE, "meshgrid: argument 0 ... (2, 3)"),
    ("nd.asarray([[1, 2], [3]])", VALUE, "asarray: ... ragged: lengths differ along axis 1"),
    ("nd.asarray([1, None])", TYPE, "asarray: ... 'NoneType'"),
    ("nd.asarray(object())", TYPE, "asarray: ... 'object'"),
    ("nd.asarray([300], dtype=nd.uint8)", OVERFLOW, "300 ... uint8"),
    ("nd.asarray([2**64])", OVERFLOW, "asarray: 18446744073709551616 is out of the range of uint64"),
    ("nd.asarray([-(2**63) - 1])", OVERFLOW, "asarray: -9223372036854775809 is out of the range of int64"),
    ("nd.asarray([1, 2], copy=False)", VALUE, "asarray: copy=False ... 'list'"),
    ("nd.asarray(x, dtype=nd.int8, copy=False)", VALUE, "asarray: copy=False ... float64 ... int8"),
    ("nd.asarray(np.zeros(3, dtype=object))", TYPE, "asarray: ... 'O'"),
    ("nd.from_dlpack(x, device='gpu')", VALUE, "from_dlpack: device ... 'gpu'"),
    ("nd.from_dlpack(3)", AttributeError, "__dlpack__"),
    ("nd.DType('nope')", TYPE, "DType: 'nope'"),
]

INDEXING = [
    ("x[5]", INDEX, "__getitem__: index 5 is out of bounds for axis 0 with size 2"),
    ("x[0, -4]", INDEX, "__getitem__: index -4 is out of bounds for axis 1 with size 3"),
    ("x[0, 0, 0]", INDEX, "3 indices for an array of 2 axes"),
    ("x[..., ...]", INDEX, "one ellipsis"),
    ("x[1.5]", INDEX, "1.5"),
    ("x['a']", INDEX, "'a'"),
    ("x[[0, 5]]", INDEX, "__getitem__: index 5 is out of bounds for axis 0 with size 2"),
    ("x[[0, 1], [0, 1, 2]]", INDEX, "shapes (2,) and (3,) do not broadcast"),
    ("x[nd.asarray([True, False, True])]", INDEX, "axis 0; size of axis is 2 ... boolean axis is 3"),
    ("x[::0]", VALUE, "step cannot be zero"),
    ("operator.setitem(x, 0, [1, 2])", VALUE, "shape (2,) does not broadcast to (3,)"),
    ("operator.setitem(x, 0, 1j)", TYPE, "complex128 ... float64"),
    ("operator.setitem(u, 0, 256)", OVERFLOW, "256 ... uint8"),
    ("operator.setitem(u, slice(None), -1)", OVERFLOW, "-1 ... uint8"),
    ("operator.setitem(x, (0, 0), None)", TYPE, "'NoneType'"),
    ("operator.setitem(x, (0, 0), 1j)", TYPE, "__setitem__: a value of <class 'complex'> does not convert to float64"),
    ("operator.setitem(x, 5, 1)", INDEX, "__setitem__: index 5 is out of bounds for axis 0 with size 2"),
    ("operator.setitem(x, [5], 1)", INDEX, "__setitem__: index 5 is out of bounds for axis 0 with size 2"),
    ("operator.setitem(x, (0, 0, 0), 1)", INDEX, "__setitem__: 3 indices for an array of 2 axes"),
    ("operator.setitem(fixed, 0, 1)", VALUE, "read-only"),
    ("operator.delitem(x, 0)", TYPE, "cannot be deleted"),
]

CONVERSIONS = [
    ("float(x)", TYPE, "float: only a 0-d array converts, not one of shape (2, 3)"),
    ("int(x)", TYPE, "int: ... (2, 3)"),
    ("bool(x)", VALUE, "bool: the truth of an array of shape (2, 3) is ambiguous"),
    ("len(nd.zeros(()))", TYPE, "len: a 0-d array has no length"),
    ("list(nd.zeros(()))", TYPE, "0-d array"),
    ("hash(x)", TYPE, "unhashable"),
    ("operator.index(nd.asarray(1.5))", TYPE, "index: ... float64"),
    ("x.item()", VALUE, "item: an array of shape (2, 3)"),
    ("x.item(0)", INDEX, "item: needs 2 indices, 1 given"),
    ("format(x, '.2f')", TYPE, "__format__: '.2f' ... 2-d"),
    ("x.foo", AttributeError, "'foo'"),
    ("nd.foo", AttributeError, "'foo'"),
    ("setattr(x, 'shape', (3, 2))", AttributeError, "'shape'"),
    ("x.__dlpack__(dl_device=(2, 0))", BufferError, "__dlpack__: ... (2, 0)"),
    ("x.__dlpack__(max_version=3)", TYPE, "__dlpack__: max_version ... 3"),
    ("x.__array_namespace__(api_version='1999')", VALUE, "'1999'"),
    ("x.to_device('gpu')", VALUE, "to_device: ... 'gpu'"),
    ("nd.finfo(nd.int8)", TYPE, "finfo: int8 is not a floating dtype"),
    ("nd.iinfo(nd.float32)", TYPE, "iinfo: float32 is not an integer dtype"),
    ("nd.isdtype(nd.int8, 'nope')", VALUE, "isdtype: 'nope'"),
    ("nd.result_type(dates, x)", TYPE, "result_type: dtypes datetime64[D] and float64 have no common type"),
    ("nd.result_type()", VALUE, "result_type: needs at least one"),
]

CALLS = [*ELEMENTWISE, *REDUCTIONS, *MANIPULATION, *CREATION, *INDEXING, *CONVERSIONS]


@pytest.mark.parametrize(("call", "kind", "message"), CALLS, ids=[call for call, _, _ in CALLS])
def test_malformed_call(call, kind, message):
    """An ellipsis between blanks in a message stands for anything."""
    with pytest.raises(kind) as caught:
        eval(call, dict(NAMES))
    text = str(caught.value)
    assert re.search(".*".join(map(re.escape, message.split(" ... "))), text), text
    assert "\n" not in text


def test_operands_are_as_they_were():
    """The calls above changed nothing."""
    assert not nd.any(NAMES["x"]).item() and NAMES["x"].shape == (2, 3)
    assert NAMES["u"].tolist() == [1, 2] and NAMES["i"].tolist() == [1, 2, 3]
    assert not nd.any(NAMES["fixed"]).item()


INTS = ("int8", "uint8", "int32", "uint32", "int64", "uint64", "bool")
NUMBERS = (-(2**63), -129, -1, 0, 1, 5, 127, 128, 255, 256, 2**31, 2**32, 2**63 - 1, 2**63, 2**64 - 1)


@pytest.mark.parametrize("dtype", INTS)
@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne])
def test_numbers_beyond_the_type_compare(compare, dtype):
    """No error: an element of 8 bits is simply less than 256."""
    limits = [0, 1] if dtype == "bool" else [0, 1, 5, np.iinfo(dtype).max, np.iinfo(dtype).min]
    a = np.array(limits, dtype=dtype)
    for number in NUMBERS:
        if dtype == "bool" and number >= 2**63:
            continue  # NumPy overflows
        np.testing.assert_array_equal(np.asarray(compare(nd.asarray(a), number)), compare(a, number))
        np.testing.assert_array_equal(np.asarray(compare(number, nd.asarray(a))), compare(number, a))


def test_large_integers_keep_every_bit():
    x = nd.asarray([1, 2**63], dtype=nd.uint64)
    assert (x + (2**63 - 2)).tolist() == [2**63 - 1, 2**64 - 2]
    assert nd.full(2, 2**64 - 1, dtype=nd.uint64).tolist() == [2**64 - 1] * 2
    assert nd.where(x > 2**62, x, 2**64 - 1).tolist() == [2**64 - 1, 2**63]
    assert nd.clip(x, 2, 2**63 - 1).tolist() == [2, 2**63 - 1]
    x[...] = 2**64 - 1
    assert x.tolist() == [2**64 - 1] * 2
    assert (nd.asarray([0.5]) + 2**70).tolist() == [2.0**70]


@pytest.mark.parametrize(
    "values",
    [
        [2**63],
        [-1, 2**63],
        [2**63, -1],
        [True, 2**63],
        [2**63, 1.5],
        [2**63, 1j],
        [[-1], [2**64 - 1]],
        [-(2**63), 2**63 - 1],
    ],
    ids=repr,
)
def test_integers_of_64_bits_become_what_numpy_makes_of_them(values):
    want, got = np.asarray(values), nd.asarray(values)
    assert got.dtype.name == want.dtype.name
    np.testing.assert_array_equal(np.asarray(got), want)


@pytest.mark.parametrize("value", [2**63, 2**64 - 1, -(2**63), -1])
def test_full_takes_integers_of_64_bits(value):
    want, got = np.full(2, value), nd.full(2, value)
    assert got.dtype.name == want.dtype.name and got.tolist() == want.tolist()
