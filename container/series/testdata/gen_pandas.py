"""Writes pandas.json: what pandas gives for the cases of TestPandas. Run it where pandas is installed."""

import json
import random
from pathlib import Path

import numpy as np
import pandas as pd

UNARY = ["negative", "abs", "sqrt", "square", "floor", "isnan"]
BINARY = ["add", "subtract", "multiply", "divide", "maximum", "minimum", "hypot", "less", "equal"]
REDUCTIONS = ["sum", "prod", "mean", "max", "min", "std", "var", "any", "all"]


def make(values, labels=None, name=None, dtype=None):
    if labels is not None:
        labels = pd.Index(labels, dtype=object if len({type(label) for label in labels}) > 1 else None)
    return pd.Series(values, index=labels, name=name, dtype=dtype)


def number(x):
    x = complex(x)
    return [repr(float(part)) for part in (x.real, x.imag)]


def encode(x):
    """A series, an array or a number in JSON."""
    if not isinstance(x, pd.Series):
        values = np.atleast_1d(np.asarray(x))
        return {"values": [number(v) for v in values], "dtype": values.dtype.name}
    labels = [label if isinstance(label, str) else int(label) for label in x.index]
    values = [number(v) for v in x.to_numpy()]
    return {"values": values, "labels": labels, "name": x.name or "", "dtype": x.dtype.name, "text": str(x)}


def call(operation, *args, **keywords):
    """A case: the operands, and the result or that there is none."""
    case = {"op": operation, "args": [encode(arg) for arg in args], "keepnan": not keywords.get("skipna", True)}
    function = {"abs": np.absolute}.get(operation) or getattr(np, operation)
    with np.errstate(all="ignore"):
        try:
            if operation in [*REDUCTIONS, "argmax", "argmin", "cumsum", "cumprod"]:
                if operation in ("std", "var"):
                    keywords["ddof"] = 0
                case["result"] = encode(getattr(args[0], operation)(**keywords))
            else:
                case["result"] = encode(function(*args))
        except (ValueError, TypeError):
            case["result"] = None
    return case


def values_of(rng, dtype, n):
    if dtype.startswith(("float", "complex")):
        return [rng.choice([rng.randint(-9, 9) / 4, rng.randint(1, 99), float("nan")]) for _ in range(n)]
    return [rng.randint(1, 9) for _ in range(n)]


def labels_of(rng, n, unique):
    pool = rng.choice([list(range(8)), list("abcdefgh"), [0, 1, 2, 3, "a", "b", "ä", "日本"]])
    return rng.sample(pool, n) if unique else rng.choices(pool, k=n)


def arithmetic(rng):
    names = [None, "x", "y"]
    dtypes = ["int8", "int64", "int32", "float32", "float64", "complex64", "complex128"]
    for i in range(150):
        unique = i % 3 != 0  # pandas itself fails to join repeated labels with none
        left, right = (
            make(values_of(rng, dtype, n), labels_of(rng, n, unique), rng.choice(names), dtype)
            for dtype, n in ((rng.choice(dtypes), rng.randint(0 if unique else 1, 6)) for _ in range(2))
        )
        if i % 5 == 0:
            right = pd.Series(right.iloc[: len(left)].to_numpy())
            left = left.iloc[: len(right)]
            right.index = left.index
        complexes = any(np.iscomplexobj(s) for s in (left, right))
        operation = rng.choice(BINARY[:3] if complexes else BINARY)
        yield call(operation, left, right)
        plain = np.asarray(right)[: len(left)]
        if len(plain) == len(left) and operation != "divide":
            yield call(operation, left, plain)
            yield call(operation, plain, left)


def single(rng):
    for _ in range(20):
        s = make(values_of(rng, rng.choice(["float64", "float32", "int64"]), rng.randint(1, 6)), name="x")
        for operation in UNARY:
            yield call(operation, s)
        for operation in [*REDUCTIONS, "argmax", "argmin", "cumsum", "cumprod"]:
            yield call(operation, s)
            if operation not in ("argmax", "argmin"):
                yield call(operation, s, skipna=False)
    nothing = make([float("nan")] * 2)
    for operation in [*REDUCTIONS, "argmax", "cumsum"]:
        yield call(operation, nothing)
        if operation != "argmax":
            yield call(operation, make([], [], dtype="float64"))


def printed(rng):
    inf, nan = float("inf"), float("nan")
    columns = [
        [1.0, 2.5, -3.125], [1e-7, 1.0], [1e7, 2.0], [1234567.891, 0.1234567], [123456789.123456, nan],
        [1e10, 1.0, nan], [0.1 + 0.2, 1 / 3], [inf, -inf, 1.5], [nan, nan], [0.0, -0.0], [1e300, 1e-300],
        [999999.9999999, 1.0], [1e6, 0.25], [5e-7, -5e-7], [1e-6, 2e-6], [100.0, 2000.0, 1e15], [1e16, inf],
        [True, False], [1, -20, 300], [1 + 2j, -3.5 - 0.25j], [complex(nan, 1), complex(1, nan)], [1e9 + 1e-9j, 1j],
        [complex(nan, nan), complex(inf, 0)],
    ]  # fmt: skip
    for column in columns:
        yield encode(make(column, name=rng.choice([None, "x", "a name"])))
        yield encode(make(column, [f"label {i}" for i in range(len(column))]))
        yield encode(make(column, ["é", 7, "tab\tin\nit"][: len(column)]))
    for dtype in ["int8", "uint64", "float16", "float32", "complex64"]:
        yield encode(make([1, 2, 30], dtype=dtype))
    for n in [60, 61, 1000]:
        yield encode(make(np.arange(n), name="n"))
        yield encode(make(np.arange(n) / 4))
        yield encode(make(np.arange(n) % 7 == 0))
    yield encode(make([], [], dtype="float64"))
    yield encode(make([], [], "x", dtype="int64"))


def main():
    rng = random.Random(3)
    data = {
        "pandas": pd.__version__,
        "calls": [*arithmetic(rng), *single(rng)],
        "printed": list(printed(rng)),
    }
    Path(__file__).with_name("pandas.json").write_text(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    )


if __name__ == "__main__":
    main()
