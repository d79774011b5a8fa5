"""Memory over many calls, and memory that runs out; each test is a process of its own."""

from __future__ import annotations

import pytest
from processes import run

EXCHANGES = {
    "__array_interface__": "nd.asarray(Only('__array_interface__'))",
    "__array_struct__": "nd.asarray(Only('__array_struct__'))",
    "buffer": "nd.asarray(memoryview(a)); memoryview(x.data)",
    "dlpack legacy": "nd.from_dlpack(Only('legacy')); x.__dlpack__()",
    "dlpack versioned": "nd.from_dlpack(x); np.from_dlpack(x); x.__dlpack__(max_version=(1, 3))",
    "__array__": "x.__array__(); np.asarray(x); nd.asarray(a)",
    "computing": "x + x; nd.exp(x); x[x > 1]; x[[0, 1]]; nd.sum(x, axis=0); x.tolist()",
    "numpy functions": "np.add(x, 1); np.sum(x)",
    "errors": "refuse(x)",
    "repr": "repr(x)",
    "large results": "big + 1",
}


@pytest.mark.parametrize("exchange", EXCHANGES, ids=str)
def test_round_trips_leave_memory_flat(exchange):
    """10^5 times there and back, fewer where a call makes Go allocate, whose heap takes a while to find its size."""
    times = {"numpy functions": 30_000, "repr": 30_000, "errors": 30_000, "large results": 1000}.get(exchange, 100_000)
    before = {30_000: 60_000, 1000: 8000}.get(times, times // 5)
    lines = run(f"""
    import gc, os, numpy as np, ndola as nd
    x, a, big = nd.asarray([1.0, 2.0, 3.0]), np.arange(3.0), nd.zeros(10**6)
    three = nd.zeros((3, 2))

    class Only:
        def __init__(self, protocol):
            self.protocol = protocol
        def __getattr__(self, name):
            if name == "__dlpack__" and self.protocol == "legacy":
                return lambda **options: x.__dlpack__()
            if name == "__dlpack_device__" and self.protocol == "legacy":
                return x.__dlpack_device__
            if name == self.protocol:
                return getattr(x, name)
            raise AttributeError(name)

    def refuse(x):
        try:
            x + three
        except ValueError:
            return
        raise AssertionError

    def exchange():
        {EXCHANGES[exchange]}

    def resident():
        gc.collect()
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    for _ in range({before}):
        exchange()
    blocks, bytes = nd._ndola._live()[0], resident()
    for _ in range({times}):
        exchange()
    print(nd._ndola._live()[0] - blocks, resident() - bytes)
    """)
    blocks, grown = map(int, lines[0].split())
    assert blocks <= 0
    assert grown < 3 << 20


OUT_OF_MEMORY = (
    "nd.zeros(10**9)", "nd.full(10**9, 1.5)", "nd.arange(10**9)", "nd.linspace(0, 1, 10**9)", "nd.eye(30_000)",
    "nd.exp(x)", "nd.add(x, x)", "nd.copy(x)", "nd.concat([x, x])", "nd.stack([x, x])", "nd.repeat(x, 3)",
    "nd.tile(x, (4,))", "nd.where(b, x, 1)", "nd.cumulative_sum(x)", "nd.nonzero(x)", "nd.roll(x, 1)",
    "nd.diff(x)", "nd.meshgrid(x, x)", "nd.astype(x, nd.complex64)", "x[b]", "x.__setitem__(slice(1, None), x[:-1])",
    "nd.asarray(x, copy=True)",
)  # fmt: skip


def test_memory_that_runs_out():
    """MemoryError each time, naming the function, and the process goes on."""
    lines = run(f"""
    import resource, ndola as nd
    x = nd.ones(25_000_000)
    b = x > 0
    nd.sum(x), repr(x), nd.var(x[:100_000])
    with open("/proc/self/statm") as file:
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + (260 << 20),) * 2)
    for call in {OUT_OF_MEMORY!r}:
        try:
            eval(call)
            print("no error from", call)
        except MemoryError as error:
            if call.startswith("nd.") and call[3:6] not in str(error).lower() and "asarray" not in call:
                print(call, error)
        assert nd.sum(nd.exp(nd.zeros(1000))).item() == 1000
    print(nd.sum(x).item())
    """)
    assert lines == ["25000000.0"]
