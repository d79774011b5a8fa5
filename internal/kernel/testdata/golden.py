"""Writes golden.json.gz: what NumPy makes of awkward values, for kernel tests.

    python internal/kernel/testdata/golden.py

It holds, all as hexadecimal bytes in little-endian order:

    inputs  type -> elements; both operands of binary functions are drawn from them, see pairs
    casts   from -> to -> the elements of from converted, one at a time, since NumPy's own loops
            disagree with one another on floats out of range
    ops     name -> type -> results
"""

import gzip
import json
import warnings
from fractions import Fraction
from pathlib import Path

import ml_dtypes
import numpy as np

warnings.simplefilter("ignore")
np.seterr(all="ignore")

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float32", "float64"]
COMPLEXES = ["complex64", "complex128"]
HALVES = {"float16": np.float16, "bfloat16": ml_dtypes.bfloat16}
TYPES = ["bool", *INTEGERS, *HALVES, *FLOATS, *COMPLEXES]

REALS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -1.5, 2.5, 3.0, -7.0, 100.25, 127.0, 128.0, -129.0, 255.5, 256.0, 300.0, -32769.0,
    65504.0, 65519.99, 65520.0, 70000.0, 16777217.0, 2147483646.5, 2147483648.0, -2147483648.5, -2147483649.0,
    4294967296.0, 1e10, -1e10, 9007199254740993.0, 9.2e18, 9.3e18, -9.3e18, 1.8446744073709552e19, 1e19, 1e30,
    3.5e38, -1e300, 1.00048828125, 1.000488281251, 1.00390625, 1.003906250001, 6e-8, 2.9802322387695312e-08,
    2.98023223876953125e-08 * (1 + 2**-40), 1e-40, 5e-324, float("inf"), float("-inf"), float("nan"),
]  # fmt: skip

UNARY = """
    abs acos acosh asin asinh atan atanh bitwise_invert ceil conj cos cosh exp expm1 floor imag isfinite isinf isnan
    log log10 log1p log2 logical_not negative positive real reciprocal round sign signbit sin sinh sqrt square tan tanh
    trunc
"""

BINARY = """
    add atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor copysign divide equal
    floor_divide greater greater_equal hypot less less_equal logaddexp logical_and logical_or logical_xor maximum
    minimum multiply nextafter not_equal pow remainder subtract
"""


def dtype(name):
    return np.dtype(HALVES.get(name, name))


def inputs(name):
    d = dtype(name)
    if name == "bool":
        return np.array([False, True, True, False, True])
    if name in INTEGERS:
        info = np.iinfo(d)
        bits = info.bits
        values = [0, 1, 2, 3, 5, 7, 100, bits - 1, bits, bits + 1]
        values += [info.max, info.max - 1, info.max // 2 + 1, info.max // 3]
        if info.min < 0:
            values += [-1, -2, -3, -bits, -100, info.min, info.min + 1]
        if bits == 64:
            values += [2**53 + 1, 2**60 + 2**52 + 1, 2**60 + 2**52, 2**60 + 3 * 2**52, 2**60 + 2**52 - 1]
        return np.array(values, d)
    reals = np.array(REALS).astype(d)
    if name not in COMPLEXES:
        return reals
    picked = np.array(REALS[:16] + REALS[-3:]).astype(d.char.lower())
    out = np.empty(len(REALS) + 3 * len(picked), d)
    out.real[: len(REALS)] = np.array(REALS).astype(d.char.lower())
    out.imag[: len(REALS)] = 0
    for i in range(3):
        at = slice(len(REALS) + i * len(picked), len(REALS) + (i + 1) * len(picked))
        out.real[at], out.imag[at] = picked, np.roll(picked, 3 * i + 1)
    return out


def pairs(x):
    """The operands of binary functions: x three times, against x turned by 0, 1 and 5 places."""
    return np.concatenate([x, x, x]), np.concatenate([x, np.roll(x, 1), np.roll(x, 5)])


def nearest_bfloat16(x):
    """x to bfloat16, rounded once; ml_dtypes rounds to float32 first."""
    near = ml_dtypes.bfloat16(np.float32(x))
    if not np.isfinite(np.float64(near)) or not np.isfinite(np.float64(x)):
        return near
    exact = Fraction(int(x)) if isinstance(x, np.integer) else Fraction(float(x))
    around = [near, np.nextafter(near, ml_dtypes.bfloat16(-np.inf)), np.nextafter(near, ml_dtypes.bfloat16(np.inf))]
    around = [y for y in around if np.isfinite(np.float64(y))]
    return min(around, key=lambda y: (abs(Fraction(float(y)) - exact), y.view(np.uint16) & 1, y != near))


def cast(x, to):
    if to == "bfloat16" and x.dtype.kind != "V" and x.dtype.kind != "b":
        return np.array([nearest_bfloat16(v) for v in x.real], HALVES[to])
    if x.dtype == HALVES["bfloat16"] and to != "bfloat16":
        x = x.astype(np.float32)
    return np.concatenate([x[i : i + 1].astype(dtype(to)) for i in range(len(x))])


def hexadecimal(x):
    return np.ascontiguousarray(x).tobytes().hex()


def results(names, arrange):
    found = {}
    for name in names.split():
        for t in ["bool", *INTEGERS, "float16", *FLOATS, *COMPLEXES]:
            x = inputs(t)
            try:
                y = getattr(np, {"round": "rint"}.get(name, name))(*arrange(x))
            except (TypeError, ValueError):
                continue
            found.setdefault(name, {})[t] = str(y.dtype) + " " + hexadecimal(y)
    return found


def main():
    golden = {
        "inputs": {t: hexadecimal(inputs(t)) for t in TYPES},
        "casts": {t: {to: hexadecimal(cast(inputs(t), to)) for to in TYPES} for t in TYPES},
        "ops": results(UNARY, lambda x: (x,)) | results(BINARY, pairs),
    }
    text = json.dumps(golden, separators=(",", ":"), sort_keys=True).encode()
    path = Path(__file__).with_name("golden.json.gz")
    path.write_bytes(gzip.compress(text, mtime=0))
    print(path.name, len(text), path.stat().st_size)


if __name__ == "__main__":
    main()
