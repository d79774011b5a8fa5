"""Writes golden.json: what Python and NumPy make of expressions. Run it with the repository's interpreter.

    .venv/bin/python cmd/gondola/internal/expr/testdata/golden.py

Each row is an expression over x, y and n, and the str of its value.
"""

import json
import pathlib
import random
import warnings

import numpy as np

warnings.simplefilter("ignore")

X = np.arange(12.0).reshape(3, 4)
Y = np.array([1, -2, 3, -4])
N = 3

OPERATORS = ["+", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "**"]

WRITTEN = """
x + y
x - y * 2
-y ** 2
(-y) ** 2
2 ** -1
2 ** 3 ** 2
-2 ** -2
+y
~y
~5 + 1
x @ y
x * 2 @ y
7 // 2
-7 // 2
7 % -3
-7 % 3
7 / 2
1 / 3
7.5 // 2
7.5 % -2
2 ** 63
-9223372036854775808
18446744073709551615
10 ** 18
1 << 40
-5 >> 1
5 & 3 | 8 ^ 1
True + True
True & False
True | 2
3j * 3j
(1 + 2j) / 2
1e3
1.5e-3
.5
5.
1_000
0x1f
0b101
0o17
y == 3
y != 3
y > 0
(y > 0) & (y < 3)
(y > 0) | (y < -3)
y > 0 & 1
x[1]
x[-1, 2]
x[1:, ::2]
x[::-1]
x[..., 1]
x[None]
x[:, newaxis, 0]
x[[2, 0]]
x[[2, 0], [1, 3]]
x[x > 5]
x[(1, 2)]
x[1][2]
x[n - 1, 1:n]
y[::-1][0]
exp(y)
absolute(y)
arctan2(y, 2)
power(y, 2)
add(x, y) * multiply(y, n)
sum(x)
sum(x, axis=0)
sum(x, axis=(0, 1))
mean(exp(x), axis=0)
max(x, axis=-1, keepdims=True)
std(x)
var(x, axis=1)
any(x > 10)
all(x >= 0, axis=1)
where(y > 0, y, 0)
clip(y, -1, 2)
clip(y, min=0)
reshape(x, (2, -1))
reshape(x, [4, 3])[1]
zeros((2, 3))
ones(3, dtype=int32) * 2.5
arange(5)
arange(2, 10, 3)
linspace(0, 1, 5)
eye(2)
full((2,), 7)
concat([y, y])
concat((y, [10, 11]))
stack([y, y], axis=1)
unstack(x)[1]
nonzero(y > 0)[0]
astype(x, int32) // 3
astype(y, float32) * (1 / 3)
astype(y, float32) * 2
astype(x, 'int8')
cos(pi) + e
isnan(nan) | (inf > 0)
matrix_transpose(x) @ x
cumulative_sum(y)
roll(y, 1)
argmax(x, axis=1)
take(y, [0, 2])
expand_dims(y, axis=0)
squeeze(x[:1], axis=0)
broadcast_to(y, (2, 4))
permute_dims(x, (1, 0))
diff(y)
count_nonzero(x > 3)
tile(y, (2,))
[1, 2.5, 0, 0] + y
(1, 2, 3, 4) * y
"""


def written():
    lines = WRITTEN.strip().splitlines()
    # What is not NumPy's name, or not its signature.
    names = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
    names |= {"bool": np.bool_, "int": np.int64, "float": np.float64, "e": np.e}
    for line in lines:
        yield line, eval(line, {"__builtins__": {}}, names | {"x": X, "y": Y, "n": N})


def generated(rng, count):
    """Operators between small ints, whose grouping Python decides."""
    made = 0
    while made < count:
        text = term(rng)
        for _ in range(rng.randint(1, 5)):
            text += " " + rng.choice(OPERATORS) + " " + term(rng)
        try:
            value = eval(text)
        except (ZeroDivisionError, ValueError, TypeError, OverflowError):
            continue
        # Every step must fit in 64 bits too; those of small ints with at most one power and shift do.
        few = text.count("**") <= 1 and text.count("<<") <= 1
        if few and type(value) is int and abs(value) < 2**62:
            made += 1
            yield text, value


def term(rng):
    text = str(rng.randint(0, 4))
    if rng.random() < 0.4:
        text = rng.choice("+-~") + text
    if rng.random() < 0.2:
        text = f"({text} {rng.choice('+-*')} {rng.randint(1, 3)})"
    return text


def main():
    rows = [{"source": source, "text": str(value)} for source, value in [*written(), *generated(random.Random(3), 400)]]
    path = pathlib.Path(__file__).with_name("golden.json")
    path.write_text(json.dumps({"numpy": np.__version__, "rows": rows}, indent=0) + "\n")


main()
