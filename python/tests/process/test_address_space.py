"""Life under a limit of 2 GB on address space (RLIMIT_AS), set before anything is imported.

The operands are one element broadcast to 8 GB, so that they take no memory and every copy of them takes too much.
"""

from __future__ import annotations

from processes import run

LIMITED = """
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    import array, numpy as np, ndola as nd
"""

# What does not fit, and in what the message must name it.
TOO_LARGE = {
    "x + 1": "add: no memory",
    "nd.exp(x)": "exp: no memory",
    "nd.where(x > 0, x, 1)": "greater: no memory",
    "nd.astype(x, nd.float32)": "astype: no memory",
    "nd.matmul(tall, nd.matrix_transpose(tall))": "matmul: no memory",
    "nd.linalg.outer(x[:10**5], x[:10**5])": "",
    "nd.zeros(10**9)": "zeros: no memory",
    "nd.asarray(x, copy=True)": "asarray: no memory for float64 of shape (1000000000,), 8000000000 bytes",
    "nd.asarray(a, copy=True)": "",
    "nd.asarray(a, dtype=nd.float32)": "",
    "nd.asarray(a[::-1], copy=True)": "",
    "nd.asarray(x.data, copy=True)": "",
    "nd.from_dlpack(a, copy=True)": "",
    "x.__dlpack__(copy=True)": "",
    "x.tolist()": "",
    "np.exp(x)": "",
    "np.asarray(x, dtype='f4')": "",
}


def test_import_and_compute():
    lines = run(f"""
    {LIMITED}
    x = nd.reshape(nd.arange(4_000_000.0), (2000, 2000))
    print(nd.sum(nd.sqrt(x) * 0 + 1).item(), nd.matmul(x[:100], x)[0, 0].item() == np.matmul(x[0], x[:, 0]))
    print(np.from_dlpack(x).sum() == nd.sum(x).item(), nd.asarray(np.ones(3)).tolist())
    """)
    assert lines == ["4000000.0 True", "True [1.0, 1.0, 1.0]"]


def test_what_does_not_fit_is_a_memory_error():
    """Each time, and the process computes afterwards as if nothing had been, and nothing is left allocated."""
    lines = run(f"""
    {LIMITED}
    x = nd.broadcast_to(nd.asarray(1.0), (10**9,))
    a = np.broadcast_to(1.0, (10**9,))
    tall = nd.ones((20_000, 10))
    usual = nd.ones(1_000_000)
    nd.sum(nd.exp(usual))
    before = nd._ndola._live()
    for call, name in {TOO_LARGE!r}.items():
        try:
            eval(call)
            print("no error from", call)
        except MemoryError as error:
            if name not in str(error):
                print(call, "names", error)
        assert nd.sum(usual + usual).item() == 2_000_000
        assert nd.asarray(np.asarray(usual), copy=True).shape == (1_000_000,)
    print(nd._ndola._live() == before)
    """)
    assert lines == ["True"]


def test_threads_run_out_of_memory_together():
    """Failures and successes side by side; the limit leaves room for the threads' own stacks and heaps."""
    lines = run(f"""
    {LIMITED.replace("2 <<", "4 <<")}
    import threading
    usual = nd.ones(1_000_000)
    nd.sum(usual + usual)
    x = nd.broadcast_to(nd.asarray(1.0), (10**9,))
    outcomes = set()

    def work():
        for _ in range(50):
            try:
                x + 1
            except MemoryError:
                outcomes.add("MemoryError")
            outcomes.add(nd.sum(usual + usual).item())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sorted(map(str, outcomes)))
    """)
    assert lines == ["['2000000.0', 'MemoryError']"]
