"""Write golden.bin: arguments and exact results, for the accuracy test of this package.

Run with a Python that has mpmath:  python testdata/golden.py

The file is a sequence of blocks, all numbers little-endian:

    name length (uint8), name
    arguments per point and results per point (uint8 each), number of points (uint16)
    for each point: its arguments (float64 each), then per result the nearest float64
    for each result: a signed byte, what is left of the exact result in 1/254 of that float64's ulp

A complex argument or result is two numbers. Results beyond the range of float64 are infinities with nothing left.
"""

import math
import pathlib
import random
import struct

import mpmath as mp

mp.mp.prec = 320
rng = random.Random(1)


def uniform(low, high):
    return lambda: rng.uniform(low, high)


def spread(low, high):
    """Either sign, exponents uniform in [low, high]."""
    return lambda: rng.choice((-1, 1)) * magnitude(low, high)()


def magnitude(low, high):
    return lambda: math.ldexp(rng.uniform(1, 2), rng.randint(low, high - 1))


def beside_half_pi():
    """The float64 nearest to a multiple of pi/2, where a sine or cosine is smallest."""
    mp.mp.prec = 1400
    x = float(rng.randint(1, 2 ** rng.randint(1, 900)) * mp.pi / 2)
    mp.mp.prec = 320
    return x


def circle(centre=0.0):
    """A point next to a unit circle."""

    def draw():
        turn = rng.uniform(0, 2 * math.pi)
        return complex(centre + math.cos(turn), math.sin(turn))

    return draw


def pair(x, y=None):
    y = y or x
    return lambda: complex(x(), y())


def ulp_exponent(x):
    """The exponent of the last bit of a float64 next to x."""
    return max(mp.frexp(x)[1] - 53, -1074)


def nearest(x):
    """The float64 next to x and the remainder in ulps of it."""
    if x == 0:
        return 0.0, 0
    head = float(x) if abs(x) < mp.mpf(2) ** 1024 else math.copysign(math.inf, x)
    if math.isinf(head):
        return head, 0
    e = ulp_exponent(x)
    if e == -1074:  # mpmath does not round to subnormals
        head = math.ldexp(int(mp.nint(mp.ldexp(x, 1074))), -1074)
    return head, int(mp.nint(254 * mp.ldexp(x - mp.mpf(head), -e)))


def deep(f):
    """f with digits enough for arguments of any size."""

    def g(*args):
        mp.mp.prec = 1500
        try:
            return f(*args)
        finally:
            mp.mp.prec = 320

    return g


REAL = [
    ("Exp", mp.exp, [uniform(-745, 709.78), uniform(-1, 1)]),
    ("Exp2", lambda x: mp.mpf(2) ** x, [uniform(-1074, 1023.9), uniform(-1, 1)]),
    ("Expm1", mp.expm1, [uniform(-40, 709), spread(-53, 2), uniform(-0.01, 0.01)]),
    ("Log", mp.log, [magnitude(-1074, 1024), uniform(0.5, 2), uniform(0.98, 1.02)]),
    ("Log2", lambda x: mp.log(x) / mp.log(2), [magnitude(-1074, 1024), uniform(0.5, 2)]),
    ("Log10", mp.log10, [magnitude(-1074, 1024), uniform(0.5, 2)]),
    ("Log1p", mp.log1p, [magnitude(-53, 1024), uniform(-1, 1), uniform(-0.01, 0.01)]),
    ("Sin", deep(mp.sin), [uniform(-100, 100), spread(-30, 1024), beside_half_pi]),
    ("Cos", deep(mp.cos), [uniform(-100, 100), spread(-30, 1024), beside_half_pi]),
    ("Tan", deep(mp.tan), [uniform(-100, 100), spread(-30, 1024), beside_half_pi]),
    ("Asin", mp.asin, [uniform(-1, 1), spread(-30, 0)]),
    ("Acos", mp.acos, [uniform(-1, 1), uniform(0.999, 1), spread(-40, 0)]),
    ("Atan", mp.atan, [uniform(-4, 4), spread(-30, 60)]),
    ("Sinh", mp.sinh, [uniform(-710.4, 710.4), spread(-30, 2)]),
    ("Cosh", mp.cosh, [uniform(-710.4, 710.4), spread(-30, 2)]),
    ("Tanh", mp.tanh, [uniform(-22, 22), spread(-40, 0)]),
    ("Asinh", mp.asinh, [spread(-30, 1024), uniform(-10, 10)]),
    ("Acosh", mp.acosh, [uniform(1, 2), magnitude(0, 1024)]),
    ("Atanh", mp.atanh, [uniform(-1, 1), spread(-30, 0)]),
    ("Cbrt", lambda x: mp.sign(x) * mp.cbrt(abs(x)), [spread(-1074, 1024), uniform(-10, 10)]),
]

REAL2 = [
    (
        "Pow",
        mp.power,
        [
            (uniform(0, 10), uniform(-300, 300)),
            (magnitude(-1000, 1000), uniform(-2, 2)),
            (uniform(0.99, 1.01), uniform(-7e4, 7e4)),
        ],
    ),
    (
        "Atan2",
        mp.atan2,
        [
            (uniform(-1, 1), uniform(-1, 1)),
            (spread(-1074, 1024), spread(-1074, 1024)),
            (spread(-30, 30), spread(-30, 30)),
        ],
    ),
    (
        "Hypot",
        mp.hypot,
        [
            (uniform(-1, 1), uniform(-1, 1)),
            (spread(-1074, -1000), spread(-1074, -1000)),
            (spread(1000, 1023), spread(1000, 1023)),
            (spread(-400, -300), spread(-400, -300)),
        ],
    ),
    (
        "Logaddexp",
        lambda x, y: mp.log(mp.exp(x) + mp.exp(y)),
        [(uniform(-30, 30), uniform(-30, 30)), (uniform(-800, 800), uniform(-800, 800))],
    ),
]

WIDE = pair(spread(-1000, 1000))
PLANE = [pair(uniform(-3, 3)), pair(spread(-30, 8)), circle(), pair(spread(-300, 4), spread(-4, 4))]
COMPLEX = [
    ("CExp", mp.exp, PLANE + [pair(uniform(-700, 720))]),
    (
        "CExpm1",
        lambda z: (
            mp.expm1(z.real) * mp.cos(z.imag) - 2 * mp.sin(z.imag / 2) ** 2 + 1j * mp.exp(z.real) * mp.sin(z.imag)
        ),
        PLANE,
    ),
    ("CLog", mp.log, PLANE + [WIDE]),
    ("CLog2", lambda z: mp.log(z) / mp.log(2), PLANE + [WIDE]),
    ("CLog10", lambda z: mp.log(z) / mp.log(10), PLANE + [WIDE]),
    ("CLog1p", deep(lambda z: mp.log(1 + z)), PLANE + [circle(-1.0), WIDE]),
    ("CSqrt", mp.sqrt, PLANE + [WIDE]),
    ("CSin", mp.sin, PLANE),
    ("CCos", mp.cos, PLANE),
    ("CTan", mp.tan, PLANE),
    ("CSinh", mp.sinh, PLANE + [pair(uniform(-712, 712))]),
    ("CCosh", mp.cosh, PLANE + [pair(uniform(-712, 712))]),
    ("CTanh", mp.tanh, PLANE + [pair(uniform(-30, 30))]),
    ("CAsin", deep(mp.asin), PLANE),
    ("CAcos", deep(mp.acos), PLANE),
    ("CAtan", deep(mp.atan), PLANE),
    ("CAsinh", deep(mp.asinh), PLANE),
    ("CAcosh", deep(mp.acosh), PLANE),
    ("CAtanh", deep(mp.atanh), PLANE),
    ("CReciprocal", lambda z: 1 / z, PLANE + [WIDE]),
    ("CSign", lambda z: z / abs(z), PLANE + [pair(spread(-400, 400))]),
]

COMPLEX2 = [
    ("CDivide", lambda z, w: z / w, [(d, d) for d in PLANE[:3] + [pair(spread(-500, 500))]]),
    (
        "CPow",
        lambda z, w: mp.exp(w * mp.log(z)),
        [(pair(uniform(-3, 3)), pair(uniform(-5, 5))), (pair(spread(-8, 8)), lambda: complex(rng.randint(-9, 9)))],
    ),
]


def parts(x):
    return [x.real, x.imag] if isinstance(x, (complex, mp.mpc)) else [x]


def block(name, f, draws, points, arity):
    rows = []
    while len(rows) < points:
        for draw in draws:
            args = [d() for d in draw] if arity == 2 else [draw()]
            flat = [p for a in args for p in parts(a)]
            is_complex = isinstance(args[0], complex)
            exact = f(*[mp.mpmathify(a) for a in args])
            values = parts(mp.mpmathify(exact)) if is_complex else [exact]
            if is_complex and len(values) == 1:
                values.append(mp.mpf(0))
            near = [nearest(v) for v in values]
            row = struct.pack(f"<{len(flat)}d", *flat) + struct.pack(f"<{len(near)}d", *[n for n, _ in near])
            rows.append(row + struct.pack(f"<{len(near)}b", *[r for _, r in near]))
    encoded = name.encode()
    head = struct.pack("<B", len(encoded)) + encoded + struct.pack("<BBH", len(flat), len(near), len(rows))
    return head + b"".join(rows)


out = b""
for name, f, draws in REAL:
    out += block(name, f, draws, 270, 1)
for name, f, draws in REAL2:
    out += block(name, f, draws, 240, 2)
for name, f, draws in COMPLEX:
    out += block(name, f, draws, 200, 1)
for name, f, draws in COMPLEX2:
    out += block(name, f, draws, 160, 2)
(pathlib.Path(__file__).resolve().parent / "golden.bin").write_bytes(out)
print(len(out), "bytes")
