"""Writes index.txt.gz: what NumPy gives for index expressions, for TestIndexGolden and TestSetIndexGolden.

Run with any Python that has NumPy 2: python nd/testdata/gen_index.py

A line is one expression on arange(n).reshape(shape), int64, in C order:

    shape | items | result | assignments

Shapes are dimensions joined by x; that of no axes is empty. Items are i3 (an int), s1:5:2 (a slice), e
(Ellipsis), n (newaxis), T and F (bools), p2x1:0,-1 (an array of positions and its shape) and m2x2:0110
(a mask). A result is E and the class of the exception; V, shape, byte offset and strides of a view; or C,
shape and CRC-32 of the elements of a copy. Assignments are the CRC-32 of the whole array after writing
-1, after writing 100, 101, … of the result's shape, and after writing 100, 101, … along the last axis
only; - where NumPy refuses or positions occur twice.
"""

import gzip
import itertools
import os
import random
import zlib

import numpy as np

random.seed(20)

# How many random expressions are tried on arrays of a shape, beside all pairs of a pool of items.
TUPLES = {(): 40, (5,): 1500, (3, 4): 4000, (2, 3, 4): 6000, (2, 0, 3): 1500, (1, 2, 1, 3): 4000}


def dims(shape):
    return "x".join(map(str, shape))


def crc(a):
    return format(zlib.crc32(np.ascontiguousarray(a, dtype="<i8").tobytes()), "08x")


def text(item):
    if item is Ellipsis:
        return "e"
    if item is None:
        return "n"
    if isinstance(item, bool):
        return "T" if item else "F"
    if isinstance(item, int):
        return f"i{item}"
    if isinstance(item, slice):
        parts = (item.start, item.stop, item.step)
        return "s" + ":".join("" if part is None else str(part) for part in parts)
    if item.dtype == bool:
        return f"m{dims(item.shape)}:" + "".join("01"[int(b)] for b in item.flat)
    return f"p{dims(item.shape)}:" + ",".join(map(str, item.flat))


def mask(*shape):
    size = int(np.prod(shape))
    return np.array([random.random() < 0.5 for _ in range(size)], dtype=bool).reshape(shape)


def pool(shape):
    """Items worth trying on an array of the shape; most of them suit some axis."""
    dim = random.choice(shape or (1,))
    last = max(dim - 1, 0)
    items = [0, -1, last, slice(None), slice(1, None), slice(None, None, -1), slice(None, None, 2)]
    items += [slice(-2, None), slice(5, 0, -2), slice(0, 0), slice(-9, 9, 3), Ellipsis, None, True, False]
    items += [np.array([0, -1]), np.array([[last], [0]]), np.array([last, 0, last]), np.array([0]), np.array(last)]
    items += [np.zeros((0,), int), np.array([[0, -1, 0], [last, 0, -1]]), np.array(True), mask(dim), mask(dim)]
    if len(shape) > 1:
        axis = random.randrange(len(shape) - 1)
        items += [mask(*shape[axis : axis + 2]), mask(*shape)]
    bad = [dim, -dim - 1, np.array([0, dim]), np.array([-dim - 1]), mask(dim + 1), slice(None, None, 0), mask(2, 2)]
    return items + random.sample(bad, 2)


def lenient(key, elements):
    """Whether nd may differ.

    It is stricter: NumPy forgives positions out of bounds where they broadcast to nothing, and a mask without
    elements along an axis that has some. And of two mistakes it may report the other.
    """
    arrays = [i for i in key if isinstance(i, np.ndarray)]
    if elements is None:
        return slice(None, None, 0) in [i for i in key if isinstance(i, slice)] and len(key) > 1
    if elements.size == 0 and any(i.dtype != bool and i.size for i in arrays):
        return True
    return any(i.dtype == bool and i.shape == (0,) for i in arrays)


def outcome(base, key):
    try:
        result = base[key]
    except (IndexError, ValueError) as error:
        return f"E {type(error).__name__}", None
    if not isinstance(result, np.ndarray) and not any(isinstance(i, np.ndarray) for i in key):
        result = base[(*key, Ellipsis)]
    if np.shares_memory(result, base):
        offset = result.__array_interface__["data"][0] - base.__array_interface__["data"][0]
        return f"V {dims(result.shape)} {offset} {dims(result.strides)}", result
    return f"C {dims(np.shape(result))} {crc(result)}", np.asarray(result)


def assigned(base, key, value):
    target = base.copy()
    try:
        target[key] = value
    except (IndexError, ValueError, TypeError):
        return "-"
    return crc(target)


def assignments(base, key, result):
    full = 100 + np.arange(result.size).reshape(result.shape)
    yield assigned(base, key, -1)
    if len(np.unique(result)) != result.size:
        yield from "--"
        return
    yield assigned(base, key, full)
    yield assigned(base, key, 100 + np.arange(result.shape[-1])) if result.ndim else "-"


def cases():
    for shape, count in TUPLES.items():
        base = np.arange(int(np.prod(shape))).reshape(shape)
        for item in pool(shape):
            yield base, (item,)
        for first, second in itertools.product(pool(shape), repeat=2):
            yield base, (first, second)
        for _ in range(count):
            length = random.randint(0, len(shape) + 2)
            yield base, tuple(random.choice(pool(shape)) for _ in range(length))


def main():
    lines = {}
    for base, key in cases():
        result, elements = outcome(base, key)
        if elements is None and random.random() < 0.85:
            continue  # most random tuples are wrong, in few ways
        if lenient(key, elements):
            continue
        written = "" if elements is None else " ".join(assignments(base, key, elements))
        lines[f"{dims(base.shape)}|{' '.join(map(text, key))}|{result}|{written}\n"] = None
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "index.txt.gz")
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        packed.write("".join(lines).encode())
    print(len(lines), "cases")


if __name__ == "__main__":
    main()
