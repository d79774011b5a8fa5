"""Write golden.json: what NumPy and ml_dtypes say of the questions that golden_test.go asks.

Run by hand when a question is added: python golden.py. It needs NumPy 2 and ml_dtypes.
"""

import itertools
import json
import pathlib
import warnings
import zlib

import ml_dtypes
import numpy as np
from numpy._core._internal import _dtype_from_pep3118

warnings.simplefilter("ignore")

BF16 = np.dtype(ml_dtypes.bfloat16)
COMPUTING = [
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "bfloat16",
    "float32",
    "float64",
    "complex64",
    "complex128",
]
CARRIED = ["S0", "S3", "S8", ">U2", "<U5", "V3", "M8", "m8"] + [
    f"{kind}[{count}{unit}]"
    for kind in ("M8", "m8")
    for unit in ("Y", "M", "W", "D", "h", "s", "ms", "ns", "as")
    for count in (1, 7, 24)
]

WORDS = """
bool bool_ ? b1 |b1 int8 byte b i1 int16 short h <i2 >i2 int32 intc i =i4 |i4 int64 int int_ intp long longlong l q p
uint8 ubyte B u1 uint16 H uint32 uintc I uint64 uint uintp ulong ulonglong L Q P float16 half e f2 float32 single f f4
float64 double float d f8 >f8 <f8 =f8 f08 complex64 csingle F c8 complex128 cdouble complex D c16 >c16 n N
bytes bytes_ S S0 |S3 S12 c str str_ U U0 <U5 >U5 U3 void V V0 V7 |V7 >V3 =V2
datetime64 M M8 <M8 >M8[ns] M8[25s] datetime64[D] M8[generic] M8[us/4] M8[h/60] M8[as] M8[1s] M8[μs] M[s] M8[W]
timedelta64 m8 m8[2W] timedelta64[ms] <m8[Y] m8[D/5] m8[Y/4] m8[3M/2]
>d <i >? >M =U4 >S4 i004 <c
O object T g longdouble f16 c32 b8 i3 u16 x4 p8 a5 int0 string !i4 <float64 >int8 <bfloat16 U-1 S-1 S99999999999
<datetime64[s] >complex M8[s M8[] M8[0s] M8[3] M8[x] M8[s]] i4[s] M8[ns/7] [s] < > = | <> i4i4 <<i4 str5 S3x 4
"""
NAMES = WORDS.split() + ["", " f4", "f4 "]

FORMATS = [
    "d",
    "<d",
    ">d",
    "=d",
    "@d",
    "^d",
    "!d",
    "b",
    "B",
    "?",
    "h",
    "H",
    "i",
    "I",
    "l",
    "L",
    "q",
    "Q",
    "e",
    "f",
    "Zf",
    "Zd",
    "<l",
    ">L",
    "=q",
    "c",
    "5s",
    "s",
    "3w",
    ">3w",
    "4x",
    "n",
    "N",
    "3d",
    "(2,3)f",
    "(2)3f",
    "(4)f",
    "0d",
    "0s",
    "T{d:a:}",
    "T{b:a:i:b:}",
    "T{b:a:=i:b:}",
    "T{b:a:^i:b:}",
    "T{=b:a:i:b:}",
    "T{<b:a:>i:b:d:c:}",
    "T{b:a:xxxi:b:}",
    "T{b:a:3xi:b:}",
    "bi",
    "ib",
    "dx",
    "d7x",
    "T{ib}",
    "T{i:f1:b}",
    "T{b b:f0: b}",
    "T{T{b:x:h:y:}:p:i:q:}",
    "T{T{=h:x:b:y:}:p:@i:q:}",
    "T{(3)T{b:x:i:y:}:p:b:q:}",
    "T{(2,3)i:a:4s:b:}",
    "2T{ib}",
    "T{}",
    "T{3x:a:b:c:}",
    " d ",
    "T{ i : a b: }",
    "T{i:a:}i",
    "T{i:a:i:a:}",
    "T{i:a",
    "T{i",
    "i}",
    "(2i",
    "()i",
    "(x)i",
    "P",
    "&i",
    "t",
    "O",
    "u",
    "X{}",
    "Zi",
    "Z",
    "y",
    "",
    "3",
    "<n",
    "<N",
    "99999999999d",
    "T{h:a:b:b:}",
    "T{h:a:T{d:c:b:d:}:b:}",
    "=T{b:a:d:b:}b",
    "hT{ib}",
]


def struct(names, formats, offsets=None, itemsize=None, titles=None):
    spec = {"names": names, "formats": formats}
    if offsets is not None:
        spec["offsets"] = offsets
    if itemsize is not None:
        spec["itemsize"] = itemsize
    if titles is not None:
        spec["titles"] = titles
    return np.dtype(spec)


POINT = np.dtype([("x", "<f4"), ("y", ">i2")])
STRUCTS = [
    np.dtype([("a", "<f4"), ("b", "<i2", (2,))]),
    np.dtype([("a", "u1"), ("b", "<i4")]),
    np.dtype([("a", "u1"), ("b", "<i4")], align=False),
    struct(["a", "b"], ["u1", "<i4"], [0, 4], 8),
    struct(["a", "b"], ["<i4", "u1"], [0, 4], 8),
    struct(["a", "b"], ["<i4", "u1"], [0, 4], 40),
    struct(["a", "b"], ["<i4", "<i4"], [4, 0], 8),
    struct(["a", "b"], ["<i4", "<i4"], [0, 2], 8),
    struct(["a"], ["<f8"], [8], 24),
    struct(["a", "b"], ["<f4", "S3"], titles=["first", "second"]),
    struct(["a", "b"], ["<f4", ">U3"], [0, 8], 24, ["first", None]),
    np.dtype([("p", POINT), ("q", POINT, (2, 3)), ("n", "?")]),
    np.dtype([("a", "i1"), ("p", struct(["x", "y"], ["u1", "<f8"], [0, 8], 16))]),
    np.dtype([("b", "?"), ("c", "<c16"), ("d", "<c8"), ("e", "<f2"), ("s", "S4"), ("u", "<U2"), ("v", "V3")]),
    np.dtype([("a", "<f8"), (">", ">f8"), ("b", "<f8")]),
    np.dtype([("t", "<M8[ns]"), ("d", ">m8[25s]")]),
    np.dtype([("it's", "<i2"), ('say "x"', "<i2"), ("é☃", "i1"), ("tab\t", "i1"), ("back\\", "i1")]),
    np.dtype([("a:b", "<i2")]),
    np.dtype([("s", "S0"), ("u", "U0"), ("v", "V0")]),
    np.dtype([("h", "<i2"), ("i", "<i4"), ("x", "q"), ("y", "Q"), ("z", "q")]),
    np.dtype([]),
]


def dtype_of(name):
    return BF16 if name == "bfloat16" else np.dtype(name)


def neutral(d):
    """A dtype in terms that need no parser of structures."""
    if d.names is None:
        return {"type": "bfloat16" if d == BF16 else d.str}
    fields = []
    for name in d.names:
        field, offset, *title = d.fields[name]
        base, shape = field.subdtype or (field, None)
        fields.append(
            {
                "name": name,
                "title": title[0] if title and title[0] else "",
                "offset": offset,
                "shape": shape and list(shape),
                "of": neutral(base),
            }
        )
    return {"itemsize": d.itemsize, "fields": fields}


def attempt(f, *args):
    try:
        return f(*args)
    except Exception:
        return None


def parsed(text):
    d = np.dtype(text)
    return [d.str, str(d), d.name, d.itemsize]


def promoted(a, b):
    d = np.promote_types(dtype_of(a), dtype_of(b))
    return "bfloat16" if d == BF16 else d.str


def weak(name, value):
    d = np.result_type(dtype_of(name), value)
    return "bfloat16" if d == BF16 else d.str


def format_of(d):
    return memoryview(np.zeros(2, d)).format


def from_format(text):
    d = _dtype_from_pep3118(text)
    base, shape = d.subdtype or (d, None)
    # A sub-array of sub-arrays is one of their joint shape.
    while base.subdtype:
        base, inner = base.subdtype
        shape += inner
    return {"of": neutral(base), "shape": shape and list(shape), "itemsize": d.itemsize}


def casts(names, casting):
    return [[int(np.can_cast(dtype_of(a), dtype_of(b), casting)) for b in names] for a in names]


def finfo(name):
    i = ml_dtypes.finfo(name) if name == "bfloat16" else np.finfo(name)
    return [float(x) for x in (i.bits, i.eps, i.max, i.min, i.smallest_normal, i.smallest_subnormal)]


def random_bits(block, n=1 << 16):
    """The numbers that randomBits in float16_test.go draws: splitmix64."""
    with np.errstate(over="ignore"):
        z = (np.arange(n, dtype=np.uint64) + np.uint64(block * n)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def checksum(values):
    """CRC-32 of 16-bit or 32-bit floats, every NaN counted as the same one."""
    bits = values.view(f"u{values.dtype.itemsize}").copy()
    bits[np.isnan(values.astype(np.float32))] = 0x7FFF if values.dtype.itemsize == 2 else 0x7FC00000
    return zlib.crc32(bits.tobytes())


def exponents(bits, source, width, keep, low, count):
    """bits with exponents from low to low + count, drawn from source."""
    chosen = np.uint64(low) + (source >> np.uint64(3)) % np.uint64(count)
    return (bits & np.uint64(keep)) | (chosen << np.uint64(width))


def ties(bits, low):
    """Three quarters of the numbers get low bits on, just above or just below half of the last kept bit."""
    which = bits & np.uint64(3)
    half = np.uint64(1 << (low - 1))
    mask = np.uint64((1 << low) - 1)
    tail = np.select([which == k for k in range(4)], [bits & mask, half, half + np.uint64(1), half - np.uint64(1)])
    return (bits & ~mask) | tail


def narrowed():
    sums = {"f16 from f32": [], "bf16 from f32": [], "f16 from f64": [], "bf16 from f64": []}
    for block in range(16):
        bits = random_bits(block)
        # Exponents around the range of float16, or all that float32 has.
        b32wide = bits >> np.uint64(32)
        b32near = exponents(b32wide, bits, 23, 0x807FFFFF, 98, 50)
        b64near = exponents(bits, bits, 52, 0x800FFFFFFFFFFFFF, 994, 50)
        b64wide = exponents(bits, bits, 52, 0x800FFFFFFFFFFFFF, 880, 290)
        f32near = ties(b32near, 13).astype(np.uint32).view(np.float32)
        f32wide = ties(b32wide, 16).astype(np.uint32).view(np.float32)
        f64near, f64wide = ties(b64near, 42).view(np.float64), ties(b64wide, 45).view(np.float64)
        sums["f16 from f32"].append(checksum(f32near.astype(np.float16)))
        sums["bf16 from f32"].append(checksum(f32wide.astype(BF16)))
        sums["f16 from f64"].append(checksum(f64near.astype(np.float16)))
        # ml_dtypes rounds float64 twice, so round to odd first: then the second rounding is exact.
        f32 = f64wide.astype(np.float32)
        f32bits = f32.view(np.uint32)
        inexact = (f32.astype(np.float64) != f64wide) & np.isfinite(f32)
        truncated = f32bits - (np.abs(f32.astype(np.float64)) > np.abs(f64wide))
        odd = np.where(inexact, truncated | 1, f32bits).astype(np.uint32).view(np.float32)
        sums["bf16 from f64"].append(checksum(odd.astype(BF16)))
    every = np.arange(1 << 16, dtype=np.uint16)
    sums["f32 from f16"] = [checksum(every.view(np.float16).astype(np.float32))]
    sums["f32 from bf16"] = [checksum(every.view(BF16).astype(np.float32))]
    return sums


everything = COMPUTING + CARRIED
golden = {
    "versions": {"numpy": np.__version__, "ml_dtypes": ml_dtypes.__version__},
    "parse": {name: attempt(parsed, name) for name in NAMES},
    "computing": COMPUTING,
    "carried": CARRIED,
    "promote": {f"{a} {b}": attempt(promoted, a, b) for a, b in itertools.product(COMPUTING, COMPUTING)}
    | {f"{a} {b}": attempt(promoted, a, b) for a, b in itertools.product(CARRIED, everything)},
    "weak": {name: [attempt(weak, name, v) for v in (True, 1, 1.0, 1j)] for name in COMPUTING},
    "safe": casts(everything, "safe"),
    "same_kind": casts(everything, "same_kind"),
    "structs": [
        {
            "dtype": neutral(d),
            "descr": attempt(lambda d=d: repr(d.descr)),
            "str": str(d),
            "format": attempt(format_of, d),
        }
        for d in STRUCTS
    ],
    "formats": {text: attempt(from_format, text) for text in FORMATS},
    "simple formats": {
        name: format_of(dtype_of(name))
        for name in (
            "?",
            "i1",
            "i2",
            "i4",
            "q",
            "u1",
            "u2",
            "u4",
            "Q",
            "f2",
            "f4",
            "f8",
            "c8",
            "c16",
            ">f8",
            ">i2",
            "S3",
            "<U4",
            ">U4",
            "V5",
        )
    },
    "isdtype": {
        name: [
            kind
            for kind in (
                "bool",
                "signed integer",
                "unsigned integer",
                "integral",
                "real floating",
                "complex floating",
                "numeric",
            )
            if np.isdtype(np.dtype(name), kind)
        ]
        for name in COMPUTING
        if name != "bfloat16"
    },
    "finfo": {name: finfo(name) for name in ("float16", "bfloat16", "float32", "float64", "complex64", "complex128")},
    "iinfo": {name: [str(np.iinfo(name).min), str(np.iinfo(name).max)] for name in COMPUTING if "int" in name},
    "narrowed": narrowed(),
}

path = pathlib.Path(__file__).with_name("golden.json")
lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in golden.items()]
path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
