"""Writes manipulation.jsonl.gz: what NumPy gives for creation and manipulation, for TestManipulationGolden.

Run with any Python that has NumPy 2: python nd/testdata/gen_manipulation.py

A line is a call by name: {"f", "args", "kw", "want"}. An array among the arguments is {"shape", "dtype"}, the
numbers from 0 on in C order; null is None. The result, or each of a list of results, is {"shape", "dtype",
"crc"} with the CRC-32 of the packed elements; an exception is "error". Calls are left out where NumPy
forgives what the standard does not allow: an axis of an array without axes, a dimension of -2, negative
repetitions of nothing.
"""

import gzip
import itertools
import json
import os
import random
import zlib

import numpy as np

random.seed(4)

SHAPES = [(), (0,), (1,), (5,), (3, 4), (2, 0, 3), (2, 3, 4), (1, 2, 1, 3)]
AXES = [None, 0, 1, 2, -1, -2, -4]
lines = {}


def array(spec):
    if isinstance(spec, dict):
        size = int(np.prod(spec["shape"]))
        return np.arange(size).reshape(spec["shape"]).astype(spec["dtype"])
    if isinstance(spec, list):
        return [array(item) for item in spec]
    return spec


def described(result):
    if isinstance(result, (list, tuple)):
        return [described(item) for item in result]
    result = np.ascontiguousarray(result).reshape(np.shape(result))
    return {"shape": list(result.shape), "dtype": result.dtype.name, "crc": zlib.crc32(result.tobytes())}


def call(name, *args, **keywords):
    function = getattr(np, name)
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in keywords.items()}
    try:
        with np.errstate(all="ignore"):
            want = described(function(*[array(arg) for arg in args], **given))
    except (ValueError, IndexError, TypeError, ZeroDivisionError):
        want = "error"
    lines[json.dumps({"f": name, "args": args, "kw": keywords, "want": want})] = None


def of(*shape, dtype="int64"):
    return {"shape": list(shape), "dtype": dtype}


def creation():
    numbers = [0, 1, -3, 7, 0.5, -2.25, 1e-3, 1 / 3]
    for start, stop in itertools.product(numbers, repeat=2):
        for step in [1, 2, -1, 0.3, -0.7, 1 / 7]:
            call("arange", start, stop, step)
        for num in [0, 1, 2, 7, 50]:
            call("linspace", start, stop, num)
            call("linspace", start, stop, num, endpoint=False)
    call("arange", 5)
    call("arange", 0, 10, 0)
    call("linspace", 0, 1, -1)
    call("linspace", 0, 5e-324, 4)
    call("linspace", 3, 9, 5, dtype="int64")
    for dtype in ["int8", "uint16", "float32", "complex64", "bool"]:
        call("zeros", [2, 3], dtype=dtype)
        call("ones", [2, 3], dtype=dtype)
        call("full", [2, 3], 1, dtype=dtype)
        call("arange", 0, 2, 1, dtype=dtype)
        call("zeros_like", of(2, 3, dtype=dtype))
        call("ones_like", of(0, 3, dtype=dtype))
        call("full_like", of(2, 3, dtype=dtype), 1)
    for value in [True, 3, 1.5]:
        call("full", [3], value)
    for n, m, k in itertools.product([0, 1, 3, 4], [None, 0, 2, 5], [-7, -1, 0, 1, 2, 9]):
        call("eye", n, m, k=k)
    for shape, k in itertools.product(SHAPES, [-9, -2, -1, 0, 1, 2, 9]):
        if len(shape) > 1:
            call("tril", of(*shape), k=k)
            call("triu", of(*shape, dtype="float32"), k=k)
    for shapes in [[], [(3,)], [(3,), (2,)], [(3,), (0,), (2,)], [(), (2,)], [(2,), (1,), (3,), (4,)]]:
        for indexing in ["xy", "ij"]:
            call("meshgrid", *[of(*shape) for shape in shapes], indexing=indexing)


def manipulation():
    for shape, axis in itertools.product(SHAPES, AXES):
        x = of(*shape)
        call("flip", x, axis=axis)
        if not shape and axis is not None:
            continue
        call("roll", x, 3, axis=axis)
        call("roll", x, -1, axis=axis)
        call("roll", x, [1, -2], axis=[axis or 0, -1])
        call("roll", x, [5, 2], axis=axis or 0)
        if shape:
            call("squeeze", x, axis or 0)
            call("take", x, [0, -1, 0], axis=axis or 0)
            call("take", x, of(2, 0), axis=axis or 0)
        call("repeat", x, 0, axis=axis)
        call("repeat", x, 3, axis=axis)
        call("repeat", x, [2, 0, 1], axis=axis)
        if x["shape"] not in ([0], [2, 0, 3]):
            call("repeat", x, -1, axis=axis)
        call("expand_dims", x, axis or 0)
        call("expand_dims", x, [axis or 0, 1])
        call("unstack", x, axis=axis or 0)
        for other, dtype in itertools.product(SHAPES, ["int64", "float32", "uint8"]):
            if len(other) == len(shape) or random.random() < 0.1:
                call("concat", [x, of(*other, dtype=dtype), x], axis=axis or 0)
                call("stack", [x, of(*other, dtype=dtype)], axis=axis or 0)
    for shape, repetitions in itertools.product(SHAPES, [[], [2], [2, 1], [0, 2], [1, 2, 3], [2, 1, 1, 2, 1]]):
        call("tile", of(*shape), repetitions)
    for shape in SHAPES:
        for axes in itertools.chain(itertools.permutations(range(len(shape))), [[0], [0, 0], [-1, 0], [2, 0, 1]]):
            call("permute_dims", of(*shape), list(axes))
        for source, destination in itertools.product([[0], [0, 1], [-1, 0], [0, 0], [5]], repeat=2):
            call("moveaxis", of(*shape), source, destination)
        for new in [[], [-1], [0], [1, -1], [4, 3], [2, -1, 2], [6, 4], [24, 1], [3, 2, 4], [-1, -1], [0, 3]]:
            call("reshape", of(*shape), new)
        for new in [[], [5], [3, 4], [2, 3, 4], [7, 5], [2, 0, 3], [1], [2, 2, 5, 3], [-1]]:
            call("broadcast_to", of(*shape), new)
        for other in SHAPES:
            call("broadcast_arrays", of(*shape), of(*other))


creation()
manipulation()
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "manipulation.jsonl.gz")
with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
    packed.write("\n".join(lines).encode())
print(len(lines), "calls,", sum('"want": "' in line for line in lines), "of them errors")
