"""`make bench-quick`: our figures beside NumPy's in one run, a table and a JSON.

Both sides run in this process and their samples alternate, so that a busy neighbour slows both. A figure
is the median of its samples; a ratio is the median of the ratios of neighbouring samples. One thread by
default; --threads 2 sets both libraries' pools. Nothing here asserts: figures are for reading. A call
that has a target has it printed beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from timeit import Timer
from typing import Any, NamedTuple

THREADS = next((sys.argv[i + 1] for i, a in enumerate(sys.argv[:-1]) if a == "--threads"), "1")
POOLS = ("GONDOLA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# These may hold OpenBLAS to an older processor, which would flatter us.
HELD = [name for name in os.environ if name.startswith("OPENBLAS_") and "THREADS" not in name]
if HELD or any(os.environ.get(name) != THREADS for name in POOLS):
    # Libraries read their variables when they are loaded: start over with the right ones.
    environment = {name: value for name, value in os.environ.items() if name not in HELD}
    os.execve(sys.executable, [sys.executable, *sys.argv], environment | dict.fromkeys(POOLS, THREADS))

import numpy as np  # noqa: E402

import ndola as nd  # noqa: E402

try:
    import torch
except ImportError:
    torch = None
else:
    torch.set_num_threads(int(THREADS))


class Case(NamedTuple):
    """One row: what is timed, per how many elements, and each side's seconds for so many calls."""

    name: str
    size: int  # elements a call handles; 0 where the call itself is the unit
    ours: Callable[[int], float]
    numpy: Callable[[int], float]
    torch: Callable[[int], float] | None = None
    target: str = ""


class EmptyOverride:
    """The least that NumPy's ufuncs can be answered with from Python."""

    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> None:
        pass


def cases(quick: bool) -> list[Case]:
    rng = np.random.default_rng(0)
    rows: list[Case] = []

    def pair(n: int, dtype: str = "float64") -> tuple[Any, Any, Any]:
        a = rng.random(n).astype(dtype) + 0.5
        return a, nd.asarray(a), None if torch is None else torch.from_numpy(a)

    a8, x8, t8 = pair(8)
    names = {"np": np, "nd": nd, "torch": torch, "a": a8, "x": x8, "t": t8, "empty": EmptyOverride()}

    def call(name: str, ours: str, numpy: str, by_torch: str | None = None, target: str = "") -> Case:
        def timed(text: str | None) -> Callable[[int], float] | None:
            return None if text is None or (torch is None and text == by_torch) else Timer(text, globals=names).timeit

        return Case(name, 0, timed(ours), timed(numpy), timed(by_torch), target)

    rows += [
        call("a + b, 8 elements", "x + x", "a + a", "t + t", target="ours <= 200"),
        call("a * 2.0, 8 elements", "x * 2.0", "a * 2.0", "t * 2.0"),
        call("exp(a), 8 elements", "nd.exp(x)", "np.exp(a)", "torch.exp(t)"),
        call("sum(a), 8 elements", "nd.sum(x)", "np.sum(a)", "torch.sum(t)"),
        call("a[3]", "x[3]", "a[3]"),
        call("a[2:5]", "x[2:5]", "a[2:5]"),
        call("a.shape", "x.shape", "a.shape"),
        call("from_dlpack(ndarray)", "nd.from_dlpack(a)", "np.from_dlpack(a)", target="ours <= 250, ratio >= 1.8"),
        call("asarray(ndarray); NumPy's of a memoryview", "nd.asarray(a)", "np.asarray(a.data)", target="ours <= 200"),
        call("np.asarray(ours); of a memoryview", "np.asarray(x)", "np.asarray(a.data)", target="ratio >= 0.67"),
        call("np.exp(ours); np.exp(ndarray)", "np.exp(x)", "np.exp(a)", target="ratio >= 0.77"),
        call("np.exp(ours); of an empty override", "np.exp(x)", "np.exp(empty)"),
    ]
    if torch is not None:
        rows.append(call("from_dlpack(tensor)", "nd.from_dlpack(t)", "np.from_dlpack(t)", "torch.from_dlpack(t)"))
    small, large = 10_000, 10_000_000
    for n, where in ((small, "in cache"), (large, "1e7")):
        rows += sized(n, where, *pair(n))
    b, y, _ = pair(small, "float32")
    m = rng.random((1000, 1000))
    w = nd.asarray(m)
    f32: list[tuple[str, int, Any, Any]] = [
        ("exp f32, in cache", small, lambda: nd.exp(y), lambda: np.exp(b)),
        ("sum f32, in cache", small, lambda: nd.sum(y), lambda: b.sum()),
    ]
    layouts: list[tuple[str, int, Any, Any]] = [
        ("sum axis 0, 1000x1000", m.size, lambda: nd.sum(w, axis=0), lambda: m.sum(0)),
        ("sum axis 1, 1000x1000", m.size, lambda: nd.sum(w, axis=1), lambda: m.sum(1)),
        ("std, 1000x1000", m.size, lambda: nd.std(w), lambda: m.std()),
        ("M + row", m.size, lambda: nd.add(w, w[0]), lambda: m + m[0]),
        ("A + A.T", m.size, lambda: nd.add(w, w.T), lambda: m + m.T),
        ("x[mask]", m.size, lambda: w[w > 0.5], lambda: m[m > 0.5]),
        ("where", m.size, lambda: nd.where(w > 0.5, w, 0.0), lambda: np.where(m > 0.5, m, 0.0)),
        ("cumulative sum", m.size, lambda: nd.cumulative_sum(nd.reshape(w, -1)), lambda: m.reshape(-1).cumsum()),
    ]
    chosen = f32 if quick else f32 + layouts
    rows += [Case(name, size, Timer(ours).timeit, Timer(numpy).timeit) for name, size, ours, numpy in chosen]
    return rows


def sized(n: int, where: str, a: Any, x: Any, t: Any) -> list[Case]:
    """The rows over n elements: a is NumPy's array, x ours, t torch's or None."""
    o, p = np.empty_like(a), nd.empty_like(x)

    def by_torch(call: Callable[[], Any]) -> Callable[[], Any] | None:
        return None if t is None else call

    def mean_exp() -> Any:
        return torch.mean(torch.exp(t))

    named: list[tuple[Any, ...]] = [
        ("add f64, out given", lambda: nd.add(x, x, out=p), lambda: np.add(a, a, out=o)),
        ("add f64, fresh", lambda: x + x, lambda: a + a, by_torch(lambda: t + t)),
        ("exp f64", lambda: nd.exp(x, out=p), lambda: np.exp(a, out=o), by_torch(lambda: torch.exp(t))),
        ("log f64", lambda: nd.log(x, out=p), lambda: np.log(a, out=o)),
        ("sqrt f64", lambda: nd.sqrt(x, out=p), lambda: np.sqrt(a, out=o)),
        ("less f64", lambda: x < x, lambda: a < a),
        ("sum f64", lambda: nd.sum(x), lambda: a.sum(), by_torch(lambda: t.sum())),
        ("max f64", lambda: nd.max(x), lambda: a.max()),
        ("mean(exp(x)) f64", lambda: nd.mean(nd.exp(x)), lambda: np.mean(np.exp(a)), by_torch(mean_exp)),
        ("astype f64 to f32", lambda: nd.astype(x, nd.float32), lambda: a.astype("f4")),
    ]
    return [Case(f"{name}, {where}", n, *(c and Timer(c).timeit for c in calls)) for name, *calls in named]


def loops_for(timed: Callable[[int], float], budget: float) -> int:
    """The calls that fill a sample of `budget` seconds."""
    timed(1)
    return max(1, int(budget / max(timed(3) / 3, 1e-9)))


def measure(case: Case, rounds: int, budget: float) -> dict[str, Any]:
    """Both sides' medians and the median of the ratios, samples alternating."""
    sides = {"ours": case.ours, "numpy": case.numpy}
    if case.torch:
        sides["torch"] = case.torch
    loops = {side: loops_for(call, budget) for side, call in sides.items()}
    samples: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(rounds):
        for side, call in sides.items():
            samples[side].append(call(loops[side]) / loops[side] * 1e9)
    unit = max(case.size, 1)
    row: dict[str, Any] = {"case": case.name, "unit": "ns/element" if case.size else "ns/call"}
    if case.target:
        row["target"] = case.target
    for side, values in samples.items():
        row[side] = statistics.median(values) / unit
        if side != "ours":
            ratios = [theirs / ours for theirs, ours in zip(values, samples["ours"], strict=True)]
            row[side + " / ours"] = statistics.median(ratios)
    return row


def import_times() -> dict[str, float]:
    """Milliseconds that importing takes in a fresh interpreter, the interpreter's own start taken off."""
    code = "import time; t = time.perf_counter(); import {}; print((time.perf_counter() - t) * 1e3)"
    times = {}
    for module in ("ndola", "numpy"):
        runs = [float(subprocess.check_output([sys.executable, "-c", code.format(module)])) for _ in range(7)]
        times[module] = statistics.median(runs)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rows and rounds: about a minute")
    parser.add_argument("--threads", default="1", help="threads of every library")
    parser.add_argument("--json", help="where to write the figures as JSON")
    options = parser.parse_args()
    rounds, budget = (9, 0.012) if options.quick else (15, 0.04)
    print(f"ndola {nd.__version__}, NumPy {np.__version__}, Python {platform.python_version()}, {THREADS} thread(s)")
    print(f"{'case':46} {'unit':>10} {'ours':>9} {'numpy':>9} {'ratio':>6} {'torch':>9} {'ratio':>6} target")
    rows = []
    for case in cases(options.quick):
        row = measure(case, rounds, budget)
        rows.append(row)
        torch_columns = f"{row['torch']:9.3f} {row['torch / ours']:6.2f}" if "torch" in row else " " * 16
        columns = f"{row['ours']:9.3f} {row['numpy']:9.3f} {row['numpy / ours']:6.2f} {torch_columns}"
        print(f"{row['case']:46} {row['unit']:>10} {columns} {case.target}".rstrip(), flush=True)
    times = import_times()
    ours, theirs = times["ndola"], times["numpy"]
    print(f"import: ndola {ours:.1f} ms, numpy {theirs:.1f} ms, ratio {theirs / ours:.1f}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"threads": THREADS, "rows": rows, "import_ms": times}, file, indent=1)


if __name__ == "__main__":
    main()
