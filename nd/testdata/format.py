#!/usr/bin/env python
"""Make format.jsonl.gz again: 5,000 arrays with the str and repr that NumPy gives them.

    python nd/testdata/format.py

needs NumPy and ml_dtypes at the versions of requirements.lock. A line is one array, in JSON: d is its
dtype as a descr, b the bytes of its memory in base64 (z: so many zeros more), o the offset of element 0,
s the shape, t the strides, str and repr the texts, p the print
options if they are not the defaults. The last line has the SHA-256 of the texts of all
binary16 and all bfloat16 numbers.
"""

import base64
import gzip
import hashlib
import itertools
import json
import math
import pathlib
import warnings

import ml_dtypes
import numpy as np

COUNT = 5000
BFLOAT16 = np.dtype(ml_dtypes.bfloat16)
warnings.simplefilter("ignore")
rng = np.random.default_rng(20261124)


def choose(items):
    return items[rng.integers(len(items))]


SHAPES = [(), (1,), (2,), (3,), (5,), (8,), (13,), (30,), (2, 2), (3, 4), (1, 1), (4, 1), (1, 7), (2, 3, 2)]
SHAPES += [(2, 1, 2, 2), (0,), (2, 0), (0, 3), (1, 0, 2), (7, 9), (12, 3), (1, 1, 1), (1, 40)]
LARGE = [(1001,), (2000,), (40, 30), (8, 150), (1200, 1), (1, 1200), (11, 10, 12), (5, 6, 7, 8), (2, 600)]
LARGE += [(501, 2), (7, 200)]


def shape():
    if rng.random() < 0.04:
        return choose(LARGE)
    return choose(SHAPES)


def floats(n):
    """Numbers of one of the distributions that decide about digits and exponents."""
    kind = rng.integers(13)
    if kind == 0:
        x = rng.standard_normal(n)
    elif kind == 1:
        x = rng.integers(-50, 50, n).astype("f8")
    elif kind == 2:
        x = rng.integers(-400, 400, n) / 4
    elif kind == 3:
        x = np.round(rng.uniform(-10, 10, n), int(rng.integers(0, 6)))
    elif kind == 4:
        x = 10 ** rng.uniform(-12, 12, n) * rng.choice([-1, 1], n)
    elif kind == 5:
        x = 10 ** rng.uniform(-5, -3, n)
    elif kind == 6:
        x = 10 ** rng.uniform(2, 9, n) * rng.choice([-1, 1], n)
    elif kind == 7:
        x = rng.integers(0, 2**63, n).view("f8").copy()
    elif kind == 8:
        x = 2.0 ** rng.integers(-30, 30, n)
    elif kind == 9:
        x = choose([1, 1e3, 1e5, 1e6, 1e8, 1e16, 1e-4]) * (1 + choose([0, 1e-15, 1e-7, 1e-3]) * rng.integers(-2, 3, n))
    elif kind == 10:
        x = rng.uniform(-1, 1, n) * 10.0 ** rng.integers(-4, 4)
    elif kind == 11:
        x = rng.integers(1, 2 ** rng.integers(1, 25), n) / 2.0**20  # some lie amid two shortest decimals
    else:
        x = np.zeros(n)
    if rng.random() < 0.35 and n:
        special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 5e-324, 1.7976931348623157e308, 0.1, 1 / 3])
        some = rng.random(n) < choose([0.1, 0.5, 1.0])
        x[some] = rng.choice(special[: choose([1, 3, 9])], n)[some]
    return x


def integers(n, dtype):
    info = np.iinfo(dtype)
    kind = rng.integers(4)
    if kind == 0:
        return rng.integers(info.min, info.max, n, dtype=dtype, endpoint=True)
    if kind == 1:
        return rng.choice(np.array([info.min, info.max, 0, 1], dtype), n)
    low, high = choose([-9, 0, -100]), choose([9, 10, 100, 100000])
    return rng.integers(max(info.min, low), min(info.max, high), n).astype(dtype)


ALPHABETS = ["abcXYZ 019", "ab'\"", "a\\\n\t\r\x00\x07\x7f", "éß\xad\x85\xa0ÿ"]
ALPHABETS += ["日本語ж\u200b\u2028", "😀𝒳\U000e0001\ud800"]


def string(length):
    return "".join(choose(choose(ALPHABETS)) for _ in range(rng.integers(length + 1)))


UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "3D", "25s", "7ms", "2M", "100ns"]


def ticks(n):
    span = choose([3, 100, 20000, 2**31, 2**40, 2**62])
    x = rng.integers(-span, span, n)
    if rng.random() < 0.4:
        x[rng.random(n) < choose([0.1, 0.6, 1.0])] = -(2**63)
    return x


def scalar_dtype():
    kind = rng.integers(20)
    if kind < 5:
        return np.dtype("f8")
    if kind < 8:
        return np.dtype(choose(["f4", "f2", "f4", "f2", ">f8", ">f4", ">f2"]))
    if kind < 10:
        return np.dtype(choose(["c16", "c8", "c16", ">c8"]))
    if kind < 13:
        return np.dtype(choose(["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", ">i4", ">u8", "i8"]))
    if kind == 13:
        return np.dtype("?")
    if kind == 14:
        return BFLOAT16
    if kind == 15:
        return np.dtype(choose(["<U%d", ">U%d"]) % rng.integers(1, 9))
    if kind == 16:
        return np.dtype("S%d" % rng.integers(1, 9))
    if kind == 17:
        return np.dtype(choose(["<M8[%s]", ">M8[%s]"]) % choose(UNITS))
    if kind == 18:
        return np.dtype(choose(["<m8[%s]", "m8", ">m8[%s]"]).replace("%s", choose(UNITS)))
    return np.dtype("V%d" % rng.integers(1, 5))


def member_dtype():
    """Inside a structure NumPy cannot describe a bfloat16."""
    while (d := scalar_dtype()) == BFLOAT16:
        pass
    return d


def dtype():
    if rng.random() > 0.1:
        return scalar_dtype()
    return structure(0)


def structure(depth):
    names = rng.permutation(["a", "bb", "x y", "it's", "δ", "f3"])[: rng.integers(0 if depth == 0 else 1, 5)]
    fields = []
    for name in map(str, names):
        d = structure(depth + 1) if depth < 2 and rng.random() < 0.15 else member_dtype()
        fields.append((name, d, choose([(2,), (2, 3), (1,), (3, 1, 2)])) if rng.random() < 0.2 else (name, d))
    packed, aligned = np.dtype(fields), np.dtype(fields, align=True)
    if rng.random() < 0.7 or not fields:
        return packed
    # The holes of an aligned structure without its flag, which nobody else has.
    parts = {"names": aligned.names, "formats": [f[1:] if len(f) > 2 else f[1] for f in fields]}
    parts |= {"offsets": [aligned.fields[name][1] for name in aligned.names], "itemsize": aligned.itemsize}
    return np.dtype(parts)


def values(d, n):
    if d.names is not None:
        x = np.zeros(n, d)
        for name in d.names:
            base, sub = d[name].base, d[name].shape
            x[name] = values(base, n * math.prod(sub)).reshape((n, *sub))
        return x
    if d == BFLOAT16:
        return floats(n).astype(d)
    if d.kind == "f":
        return floats(n).astype(d)
    if d.kind == "c":
        x = np.empty(n, d)
        x.real, x.imag = floats(n), floats(n)
        return x
    if d.kind in "iu":
        return integers(n, d.newbyteorder("=")).astype(d)
    if d.kind == "b":
        return rng.random(n) < choose([0, 0.5, 0.5, 1])
    if d.kind == "U":
        return np.array([string(d.itemsize // 4) for _ in range(n)] or [""], d)[:n]
    if d.kind == "S":
        one = [bytes(rng.integers(0, 256, rng.integers(d.itemsize + 1), dtype="u1")) for _ in range(n)]
        two = [string(d.itemsize).encode("ascii", "ignore") for _ in range(n)]
        return np.array([*choose([one, two]), b""], d)[:n]
    if d.kind in "Mm":
        return ticks(n).astype(d.byteorder.replace("|", "=") + "i8").view(d)
    return np.frombuffer(rng.bytes(n * d.itemsize), d).copy()


def array():
    """Memory and the window on it."""
    d, s = dtype(), shape()
    if d.names is not None and math.prod(s) > 100:
        memory = values(d, 3)
        return memory, np.broadcast_to(memory, (400, 3))
    n = math.prod(s)
    if n > 1000:
        # One period is stored; a large window repeats it along its first axis or is mostly zeros.
        memory = values(d, n)
        keep = int(rng.integers(4, 40))
        memory[keep:] = np.zeros((), d) if rng.random() < 0.6 else memory[0]
        if rng.random() < 0.5:
            memory[-keep:] = memory[:keep]
        x = memory.reshape(s)
    else:
        memory = values(d, n)
        x = memory.reshape(s)
        layout = rng.integers(8)
        if layout == 0:
            x = x.T
        elif layout == 1 and x.ndim:
            x = x[::-1]
        elif layout == 2 and x.ndim:
            x = x[..., ::2]
        elif layout == 3 and x.ndim:
            x = x[..., ::-1]
        elif layout == 4 and x.ndim and n:
            x = np.broadcast_to(x[:1], x.shape)
        elif layout == 5 and x.ndim > 1:
            x = np.swapaxes(x, 0, -1)[1:]
        elif layout == 6 and x.ndim == 1:
            x = np.broadcast_to(x, (3, *x.shape))
    return memory, x


def descr(d):
    return "bfloat16" if d == BFLOAT16 else repr(d.descr) if d.names is not None else d.str


def options():
    """Print options that are not the defaults."""
    o = {}
    if rng.random() < 0.5:
        o["precision"] = int(rng.integers(0, 12))
    if rng.random() < 0.3:
        o |= {"threshold": int(rng.integers(0, 12)), "edgeitems": int(rng.integers(0, 4))}
    if rng.random() < 0.3:
        o["linewidth"] = int(rng.integers(10, 120))
    if rng.random() < 0.3:
        o["suppress"] = True
    if rng.random() < 0.1:
        o["floatmode"] = "unique"
    return o


def row(memory, x):
    o = options() if rng.random() < 0.15 else {}
    with np.printoptions(**o):
        text, text_of_repr = str(x), repr(x)
    raw = memory.tobytes()
    offset = x.__array_interface__["data"][0] - memory.__array_interface__["data"][0] if x.size else 0
    bare = raw.rstrip(b"\0")
    return {
        "d": descr(x.dtype),
        "b": base64.b64encode(bare).decode(),
        "z": len(raw) - len(bare),
        "o": offset,
        "s": x.shape,
        "t": x.strides,
        "str": text,
        "repr": text_of_repr,
    } | ({"p": o} if o else {})


def rows():
    """Arrays that NumPy can print and JSON in UTF-8 can carry: it has no lone surrogates."""
    while True:
        try:
            r = row(*array())
            (r["str"] + r["repr"]).encode()
            yield r
        except (UnicodeEncodeError, OverflowError):
            pass


def every(d):
    """The texts of all numbers of a 16-bit type, alone."""
    x = np.arange(1 << 16, dtype="u2").view(d)
    return hashlib.sha256("\n".join(map(str, x)).encode()).hexdigest()


def main():
    lines = list(itertools.islice(rows(), COUNT))
    lines.append({"float16": every(np.float16), "bfloat16": every(BFLOAT16)})
    text = "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in lines)
    path = pathlib.Path(__file__).with_name("format.jsonl.gz")
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{path.name}: {len(lines) - 1} arrays, {path.stat().st_size} bytes, NumPy {np.__version__}")


if __name__ == "__main__":
    main()
