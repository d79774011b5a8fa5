"""Set the SIMD kernels against NumPy on this machine: ns per element and the ratio of the times.

    python measure.py [--avx2] [--sizes 1000,100000] [--only REGEX]

NumPy writes to an output that exists. With --avx2 both sides are held to AVX2. For every case the Go benchmark and
NumPy run in turn, three times each, so that both see the same neighbours on the machine; the least times count.
"""

import argparse
import os
import re
import subprocess
import sys
import timeit
from pathlib import Path

# A line of the Go benchmark: operation, types, kind of loop, time.
RESULT = r"(BenchmarkRows/\w+/(\w+)/(\w+)/(\w+)/(\w+)/\d+)\S*\s+\d+\s+([\d.e-]+) ns/element"


def hold_to_avx2():
    """Start again with NumPy's AVX-512 loops disabled; the names of its features differ between versions."""
    if "NPY_DISABLE_CPU_FEATURES" in os.environ:
        return
    for names in (
        "X86_V4 AVX512_ICL AVX512_SPR",
        "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR",
    ):
        environment = dict(os.environ, NPY_DISABLE_CPU_FEATURES=names)
        probe = subprocess.run(
            [sys.executable, "-W", "error", "-c", "import numpy"], env=environment, capture_output=True
        )
        if probe.returncode == 0:
            os.execve(sys.executable, [sys.executable, *sys.argv], environment)
    sys.exit("cannot hold NumPy to AVX2")


def numpy_call(op, source, target, kind, n):
    """The NumPy call that does what the kernel does, or None."""
    import numpy as np

    rng = np.random.default_rng(1)
    small = np.dtype(source).kind in "iu"
    x, y = ((rng.integers(50, 100, n) if small else rng.uniform(1, 2, n)).astype(source) for _ in "xy")
    out = np.empty(n, target)
    if kind == "ScalarA":
        x = x[0]
    if kind == "ScalarB":
        y = y[0]
    if op == "astype":
        return lambda: np.copyto(out, x, casting="unsafe")
    if kind == "Reduce":
        return getattr(x, op)
    function = getattr(np, op)
    if function.nin == 1:
        return lambda: function(x, out=out)
    return lambda: function(x, y, out=out)


def time_numpy(call, n):
    number = max(1, 1_000_000 // n)
    return min(timeit.repeat(call, number=number, repeat=5)) / number / n * 1e9


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--avx2", action="store_true")
    parser.add_argument("--sizes", default="100000")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    os.environ.pop("OPENBLAS_CORETYPE", None)
    if arguments.avx2:
        hold_to_avx2()
    variant = "avx2" if arguments.avx2 else "avx512"
    binary = Path("/tmp") / f"kernel-{os.getpid()}.test"
    package = Path(__file__).resolve().parent.parent
    subprocess.run(["go", "test", "-c", "-o", binary, "."], cwd=package, check=True)
    try:
        compare(binary, package, variant, arguments.sizes.split(","), arguments.only)
    finally:
        binary.unlink()


def compare(binary, package, variant, sizes, only):
    print(f"{'case':46} {'n':>9} {'go':>8} {'numpy':>8} {'ratio':>6}")
    listing = [binary, "-test.run", "none", "-test.benchtime", "1x", "-test.bench"]
    for size in sizes:
        cases = f"Rows/{variant}/{only}.*/.*/.*/.*/{size}$"
        text = subprocess.run([*listing, cases], cwd=package, capture_output=True, text=True, check=True).stdout
        for match in re.finditer(RESULT, text):
            name, op, source, target, kind, _ = match.groups()
            call, ours, theirs = numpy_call(op, source, target, kind, int(size)), [], []
            for _ in range(3):
                theirs.append(time_numpy(call, int(size)))
                ours.append(time_go(binary, package, name))
            label = f"{op} {source}" + (f" {target}" if source != target else "") + f" {kind}"
            go, numpy = min(ours), min(theirs)
            print(f"{label:46} {int(size):9} {go:8.3f} {numpy:8.3f} {numpy / go:6.2f}", flush=True)


def time_go(binary, package, name):
    run = [
        binary,
        "-test.run",
        "none",
        "-test.benchtime",
        "20ms",
        "-test.bench",
        "/".join(f"^{x}$" for x in name.split("/")),
    ]
    text = subprocess.run(run, cwd=package, capture_output=True, text=True, check=True).stdout
    return float(re.search(RESULT, text)[6])


if __name__ == "__main__":
    main()
