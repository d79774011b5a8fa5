"""Minimax coefficients of the polynomials in the Go files beside this one.

Each polynomial q is the Remez solution for the weighted error w(x)·(q(x) − f(x)), computed with 200 bits and then
rounded to the working precision. The printed bound is the largest weighted error of the rounded polynomial.

    python coefficients.py
"""

import struct

from mpmath import (
    asin,
    atan,
    atanh,
    cbrt,
    cos,
    cosh,
    exp,
    expm1,
    log,
    log1p,
    lu_solve,
    matrix,
    mp,
    mpf,
    pi,
    sin,
    sinh,
    tan,
)

mp.prec = 200
LN2 = log(2)


def remez(f, weight, degrees, a, b, rounds=12):
    """Coefficients c minimising max |weight(x)·(Σ c[i]·x**degrees[i] − f(x))| over [a, b]."""
    count = len(degrees) + 1
    # An odd number of steps keeps the grid clear of 0, where the weights vanish.
    grid = [(a + b) / 2 + (b - a) / 2 * mp.cos(mp.pi * i / 1501) for i in range(1501, -1, -1)]
    values = [(x, f(x), weight(x)) for x in grid]
    nodes = [values[(len(values) - 1) * i // (count - 1)] for i in range(count)]
    for _ in range(rounds):
        system = matrix(count, count)
        right = matrix(count, 1)
        for row, (x, fx, wx) in enumerate(nodes):
            for column, degree in enumerate(degrees):
                system[row, column] = x**degree
            system[row, count - 1] = (-1) ** row / wx
            right[row] = fx
        solution = lu_solve(system, right)
        c = [solution[i] for i in range(count - 1)]
        errors = [
            (wx * (sum(ci * x**d for ci, d in zip(c, degrees, strict=True)) - fx), (x, fx, wx)) for x, fx, wx in values
        ]
        extrema = []
        for error, node in errors:
            if extrema and (error > 0) == (extrema[-1][0] > 0):
                if abs(error) > abs(extrema[-1][0]):
                    extrema[-1] = (error, node)
            else:
                extrema.append((error, node))
        while len(extrema) > count:
            extrema.pop(0 if abs(extrema[0][0]) < abs(extrema[-1][0]) else -1)
        if len(extrema) < count:
            break
        nodes = [node for _, node in extrema]
    return c


def to_float(x, bits):
    """x rounded to binary64 or binary32."""
    return float(x) if bits == 64 else struct.unpack("f", struct.pack("f", float(x)))[0]


def show(name, f, weight, degree, a, b, bits, step=1):
    """Print the rounded coefficients of the polynomial in x**step of the given degree, and its error."""
    a, b = mpf(a), mpf(b)
    degrees = [step * i for i in range(degree + 1)]
    fixed = [mpf(to_float(c, bits)) for c in remez(f, weight, degrees, a, b)]
    points = [a + (b - a) * i / 3001 for i in range(3002)]
    error = max(
        abs(weight(x) * (sum(c * x**d for c, d in zip(fixed, degrees, strict=True)) - f(x))) for x in points if x
    )
    print(f"{name}: degree {degree}, error 2**{float(log(error, 2)):.1f}")
    for c in fixed:
        print(f"\t{float(c).hex()}, // {mp.nstr(c, 18)}")


def exp_rest(x):
    return (expm1(x) - x) / x**2


def exp_weight(x):
    return x**2 / exp(x)


def log_rest(x):
    return (log1p(x) - x) / x**2


def log_weight(x):
    """Relative to log(1+x) near 1, where it is the result; absolute where a table entry is added to it."""
    return x**2 / max(abs(log1p(x)), mpf(1) / 54)


def sin_rest(x):
    return (sin(x) - x) / x**3


def cos_rest(x):
    return (cos(x) - 1 + x**2 / 2) / x**4


def odd_rest(f):
    """The q of f(x) = x + x**3·q(x**2), and its weight."""
    return lambda x: (f(x) - x) / x**3, lambda x: x**3 / f(x)


def split(name, x, bits, low_zeros):
    """Print x as high + low, the high part with the given number of trailing zero bits."""
    digits = (53 if bits == 64 else 24) - low_zeros
    scale = mpf(2) ** (digits - 1 - mp.floor(log(abs(x), 2)))
    high = mp.nint(x * scale) / scale
    print(f"{name}: {float(high).hex()} + {to_float(x - high, bits).hex()}")


def powers():
    """Print 2**(j/16) as a double and what the double misses."""
    print("2**(j/16):")
    for j in range(16):
        x = mpf(2) ** (mpf(j) / 16)
        print(f"\t{{{float(x).hex()}, {float(x - mpf(float(x))).hex()}}},")


def scaled_powers(count):
    """A scale C and the doubles next to 2**(j/count)/C, printed.

    Of the candidates just below 1, C is the one for which no quotient is far from a double. 1 - C is short, so C - 1
    is exact as the constant term of a polynomial.
    """
    wide, narrow, spare = 160, 28, 24
    one = 1 << narrow
    exact = [int(mp.floor(mpf(2) ** (mpf(j) / count) * mpf(2) ** wide)) << narrow for j in range(count)]

    def miss(m):
        """The largest distance to a double, in units of 2**-spare ulp."""
        worst = 0
        for x in exact:
            rest = (x // (one - m) >> wide - 52 - spare) % (1 << spare)
            worst = max(worst, min(rest, (1 << spare) - rest))
            if worst >= least:
                break
        return worst

    least, best = 1 << spare, 0
    for m in range(1, 1 << 19):
        if (found := miss(m)) < least:
            least, best = found, m
    scale = 1 - mpf(best) / one
    print(f"2**(j/{count})/C, C = 1 - {best}/2**{narrow}, at most {least / (1 << spare):.3f} ulp off:")
    for j in range(count):
        print(f"\t{float(mpf(2) ** (mpf(j) / count) / scale).hex()},")
    return scale


def scaled_exp(count, degree):
    """Print the scaled powers, and a polynomial for C*exp(r) - 1 with |r| <= ln2/2/count."""
    scale = scaled_powers(count)
    half = LN2 / 2 / count * (1 + mpf(2) ** -20)
    q = remez(exp_rest, exp_weight, list(range(degree - 1)), -half, half)
    p = [float(c) for c in [scale - 1, scale] + [scale * c for c in q]]
    points = [half * i / 1500 for i in range(-1500, 1501)]
    error = max(abs(sum(mpf(c) * x**d for d, c in enumerate(p)) + 1 - scale * exp(x)) / exp(x) for x in points)
    print(f"C*exp(r) - 1 for a table of {count}: degree {degree}, error 2**{float(log(error, 2)):.1f}")
    for c in p:
        print(f"\t{c.hex()},")


def log_table():
    """Print c and -log(c) for sixteen intervals that cover [1-45/2048, 2-45/1024).

    The intervals are equal steps of the binary pattern, so their width doubles at 1. c is the multiple of 1/128 that
    keeps |m*c - 1| least in the interval; the intervals next to 1, where the result may be as small as that, have a
    multiple of 1/64, which makes m*c - 1 exact. The high part of the logarithm is a multiple of 2**-42, like ln2's.
    """
    print("c, -log(c):")
    for j in range(16):
        ends = [mpf(j + i) / 16 - mpf(45) / 1024 for i in (0, 1)]
        ends = [1 + u / 2 if u < 0 else 1 + u for u in ends]
        step = 2 if j < 2 or j > 13 else 1
        c = min((mpf(i) / 128 for i in range(64, 132, step)), key=lambda c: max(abs(c * m - 1) for m in ends))
        high = mp.nint(-log(c) * 2**42) / 2**42
        print(f"\t{{{float(c)}, pair{{{float(high).hex()}, {float(-log(c) - high).hex()}}}}},")


def main():
    powers()
    scaled_exp(8, 7)
    log_table()
    half = LN2 / 2 * (1 + mpf(2) ** -20)
    show("exp f64, table of 16", exp_rest, exp_weight, 4, -half / 16, half / 16, 64)
    show("exp f32", exp_rest, exp_weight, 4, -half, half, 32)
    show("log f64, table of 16", log_rest, log_weight, 7, -mpf(1) / 32, mpf(1) / 32, 64)
    bound = (mp.sqrt(2) - 1) / (mp.sqrt(2) + 1) * (1 + mpf(2) ** -20)
    show(
        "log f64: (2 atanh(s) - 2s) / s**3",
        lambda s: (2 * atanh(s) - 2 * s) / s**3,
        lambda s: s**2 / 2,
        6,
        mpf(2) ** -30,
        bound,
        64,
        step=2,
    )
    show(
        "pow: (2 atanh(s) - 2s - 2/3 s**3) / s**5",
        lambda s: (2 * atanh(s) - 2 * s - 2 * s**3 / 3) / s**5,
        lambda s: s**5 / (2 * atanh(s)),
        7,
        mpf(2) ** -12,
        bound,
        64,
        step=2,
    )
    root = mp.sqrt(mpf(1) / 2)
    show(
        "log f32: (log1p(x) - x + x**2/2) / x**3",
        lambda x: (log1p(x) - x + x**2 / 2) / x**3,
        lambda x: x**3 / log1p(x),
        7,
        (root - 1) * (1 + mpf(2) ** -20),
        (2 * root - 1) * (1 + mpf(2) ** -20),
        32,
    )
    for degree, name in ((10, "f64"), (6, "f32")):
        show(f"expm1 {name}", exp_rest, lambda x: x**2 / abs(expm1(x)), degree, -half, half, 64)
    show(
        "log2, log10, log1p f32: (log1p(x) - x + x**2/2) / x**3",
        lambda x: (log1p(x) - x + x**2 / 2) / x**3,
        lambda x: x**3 / log1p(x),
        11,
        (root - 1) * (1 + mpf(2) ** -20),
        (2 * root - 1) * (1 + mpf(2) ** -20),
        64,
    )
    quarter = pi / 4 * (1 + mpf(2) ** -20)
    for degree, name in ((5, "f64"), (3, "f32")):
        show(f"sin {name}", sin_rest, lambda x: x**2, degree, mpf(2) ** -20, quarter, 64, step=2)
        show(f"cos {name}", cos_rest, lambda x: x**4 / cos(x), degree, mpf(2) ** -10, quarter, 64, step=2)
    near, eighth = mpf(2) ** -20, tan(pi / 8) * (1 + mpf(2) ** -20)
    for name, f, degrees, bound in (
        ("atan", atan, (11, 6), eighth),
        ("asin", asin, (12, 7), (1 + near) / 2),
        ("sinh", sinh, (4, 2), half),
    ):
        for degree, size in zip(degrees, ("f64", "f32"), strict=True):
            show(f"{name} {size}", *odd_rest(f), degree, near, bound, 64, step=2)
    show("1/cbrt", lambda x: 1 / cbrt(x), cbrt, 5, 1, 2, 64)
    for degree, size in ((3, "f64"), (2, "f32")):
        show(
            f"cosh {size}",
            lambda x: (cosh(x) - 1 - x**2 / 2) / x**4,
            lambda x: x**4 / cosh(x),
            degree,
            mpf(2) ** -10,
            half,
            64,
            step=2,
        )
    for name, x, zeros in (
        ("pi/2", pi / 2, 0),
        ("1/ln2", 1 / LN2, 0),
        ("1/ln10", 1 / log(10), 0),
        ("log10(2)", log(2, 10), 11),
    ):
        split(name, x, 64, zeros)
    split("ln2 f64", LN2, 64, 11)
    split("ln2 f64, for fractions", LN2, 64, 15)
    split("ln2 f32", LN2, 32, 9)
    print("1/ln2:", float(1 / LN2).hex(), to_float(1 / LN2, 32).hex())


if __name__ == "__main__":
    main()
