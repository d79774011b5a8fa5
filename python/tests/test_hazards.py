"""What a long-lived process meets: forks, Ctrl-C, threads, an exit in mid-computation.

Each test runs a process of its own with a deadline, since what must not happen is a hang.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from processes import run

FORKED = ("RuntimeError", "worked")  # how a call may end in a child forked after ndola had computed


# Fork. Every door to the core must say no in a child, at once.

CALLS = """
    calls = {
        "add": lambda: x + 1,
        "exp": lambda: nd.exp(x),
        "large": lambda: nd.sin(nd.zeros(10**6)),
        "sum": lambda: x.sum(),
        "item": lambda: x[0].item(),
        "mask": lambda: x[x > 1],
        "assign": lambda: x.__setitem__([0, 1], 5),
        "repr": lambda: repr(x),
        "str": lambda: str(x),
        "compare": lambda: bool((x == x).all()),
        "zeros": lambda: nd.zeros(3),
        "numpy": lambda: np.sin(np.asarray(x)),
        "ufunc": lambda: np.add(x, 1),
        "dlpack": lambda: np.from_dlpack(x),
        "pickle": lambda: pickle.loads(pickle.dumps(x)),
    }
    def outcome(call):
        try:
            call()
        except RuntimeError as error:
            return "RuntimeError" if "spawn" in str(error) else repr(error)
        return "worked"
"""


def test_fork_after_use():
    lines = run(
        """
    import os, pickle, numpy as np, ndola as nd
    x = nd.asarray([1.0, 2.0, 3.0])"""
        + CALLS
        + """
    for call in calls.values():
        call()
    nd.sin(nd.zeros(3_000_000))  # helpers are running
    pid = os.fork()
    if pid == 0:
        for name, call in calls.items():
            print(name, outcome(call), flush=True)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    print(nd.exp(x).shape)
    """
    )
    told = dict(line.split() for line in lines[:-1])
    assert len(told) == 15 and set(told.values()) == set(FORKED)
    assert told["add"] == told["large"] == told["mask"] == told["repr"] == "RuntimeError"
    assert told["item"] == told["numpy"] == told["dlpack"] == told["pickle"] == "worked"
    assert lines[-1] == "(3,)"


def test_fork_before_first_use():
    """Parent and children compute, each with a core of its own; grandchildren of a child that computed are refused."""
    lines = run("""
    import os, ndola as nd
    x = nd.asarray([1.0, 2.0])
    for _ in range(3):
        if (pid := os.fork()) == 0:
            assert nd.sum(nd.sin(nd.zeros(10**6)) + 1).item() == 10**6
            if os.fork() == 0:
                try:
                    x + x
                except RuntimeError:
                    print("refused", flush=True)
                os._exit(0)
            os.wait()
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    print((x + x).tolist())
    """)
    assert lines == ["refused"] * 3 + ["[2.0, 4.0]"]


def test_fork_while_threads_compute_and_allocate():
    """The child must not inherit a held lock."""
    run("""
    import os, threading, time, ndola as nd
    stop = False
    def churn():
        kept = []
        while not stop:
            kept = [nd.sin(nd.zeros(n)) for n in (3, 300, 30_000, 300_000)]
    threads = [threading.Thread(target=churn) for _ in range(3)]
    [t.start() for t in threads]
    for _ in range(20):
        if (pid := os.fork()) == 0:
            kept = [nd.asarray([0.0] * n) for n in (1, 10, 1000, 200_000)]
            try:
                kept[0] + 1
            except RuntimeError:
                os._exit(7)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    stop = True
    """)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_pools(method, tmp_path):
    """Pools that are spawned work after use, forked ones raise; and forked ones work before."""
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent("""
        import concurrent.futures, multiprocessing, sys, warnings
        import ndola as nd
        warnings.simplefilter("ignore", DeprecationWarning)

        def work(n):
            return float(nd.sum(nd.exp(nd.zeros(n))))

        def both(method):
            context = multiprocessing.get_context(method)
            with context.Pool(2) as pool:
                yield lambda: pool.map(work, [1, 10, 100_000])
            with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
                yield lambda: list(pool.map(work, [1, 10, 100_000]))

        if __name__ == "__main__":
            for use in (False, True):
                if use:
                    work(10**6)
                for call in both(sys.argv[1]):
                    try:
                        print(call())
                    except RuntimeError as error:
                        print("spawn" in str(error))
        """)
    )
    done = subprocess.run([sys.executable, program, method], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    works = "[1.0, 10.0, 100000.0]"
    after = "True" if method == "fork" else works
    assert done.stdout.splitlines() == [works, works, after, after]


# Ctrl-C.

LONG = {
    "a sum": "nd.sum(nd.broadcast_to(nd.asarray(1.0), (2**35,)))",
    "a maximum": "nd.max(nd.broadcast_to(nd.asarray(1), (2**35,)))",
    "a search": "nd.any(nd.broadcast_to(nd.asarray(0.0), (2**35,)))",
    "functions into an output": "nd.sin(nd.broadcast_to(nd.asarray(1.0), (2**20, 50)), out=z)",
    "a function a user repeats": "[nd.exp(y) for _ in range(10**6)]",
}


@pytest.mark.parametrize("call", LONG.values(), ids=LONG)
def test_interrupt(call):
    """A KeyboardInterrupt ends one long call before its end, and the next call works."""
    lines = run(
        f"""
    import os, signal, threading, ndola as nd
    y, z = nd.zeros(100_000), nd.zeros((2**20, 50))
    nd.exp(y)
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        while True:
            {call}
    except KeyboardInterrupt:
        print("interrupted")
    print(nd.sum(nd.exp(nd.zeros(1000))).item())
    """,
        timeout=30,
    )
    assert lines == ["interrupted", "1000.0"]


def test_interrupted_call_stops_halfway():
    """The one call that is running, not the one after it; a third of the time that the call takes is waited for."""
    lines = run("""
    import os, signal, threading, time, ndola as nd
    x = nd.broadcast_to(nd.asarray(1.5 + 1j), (10_000_000,))  # complex: the kernels are scalar, so it takes long
    y = nd.zeros(x.shape, dtype=x.dtype)
    nd.cosh(x, out=y)
    start = time.perf_counter()
    nd.cosh(x, out=y)
    span = time.perf_counter() - start
    y[...] = 0
    threading.Timer(span / 3, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        nd.cosh(x, out=y)
        nd.cosh(x, out=y)
        nd.cosh(x, out=y)
    except KeyboardInterrupt:
        print("interrupted")
    done = int(nd.count_nonzero(y))
    print(0 <= done < 10_000_000)
    """)
    assert lines == ["interrupted", "True"]


def test_signal_handlers_run_and_may_raise():
    lines = run("""
    import os, signal, threading, ndola as nd
    x = nd.broadcast_to(nd.asarray(1.0), (2**32,))
    seen = []
    signal.signal(signal.SIGUSR1, lambda *_: seen.append(1))
    def fail(*_):
        raise LookupError("from the handler")
    signal.signal(signal.SIGUSR2, fail)
    nd.sum(x[:10])
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR1)).start()
    total = nd.sum(x).item()
    print(total == 2**32)
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR2)).start()
    try:
        while True:
            nd.sum(x)
    except LookupError as error:
        print(error, len(seen))
    """)
    assert lines == ["True", "from the handler 1"]


def test_interrupt_while_another_thread_computes():
    lines = run("""
    import os, signal, threading, time, ndola as nd
    totals = []
    def work():
        totals.append(nd.sum(nd.broadcast_to(nd.asarray(1.0), (2**31,))).item())
    thread = threading.Thread(target=work)
    thread.start()
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        time.sleep(30)
    except KeyboardInterrupt:
        print("interrupted")
    thread.join()
    print(totals == [2.0**31])
    """)
    assert lines == ["interrupted", "True"]


# Threads and the end of the process.


def test_threads_hammer_shared_arrays():
    lines = run("""
    import threading, numpy as np, ndola as nd
    x = nd.asarray(np.arange(200_000.0))
    small = nd.asarray([1.0, 2.0, 3.0])
    failures = []
    def work(seed):
        try:
            for i in range(60):
                assert nd.sum(x).item() == 19999900000.0
                assert (small + seed).tolist() == [1.0 + seed, 2.0 + seed, 3.0 + seed]
                assert x[x < 5].shape == (5,)
                assert nd.from_dlpack(x)[seed].item() == seed
                assert np.asarray(nd.sin(x[:1000]))[0] == 0
                assert repr(small) == "array([1., 2., 3.])"
                try:
                    small + x
                except ValueError as error:
                    assert "(3,)" in str(error)
                kept = [nd.zeros(n) for n in (1, 100, 10_000, 1_000_000)]
        except BaseException as error:
            failures.append(error)
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    print(failures)
    """)
    assert lines == ["[]"]


ENDINGS = {
    "arrays alive": "kept = [nd.zeros(n) for n in range(100)] + [nd.exp(nd.zeros(10**6))]; sys.modules['kept'] = kept",
    "exports alive": "sys.modules['kept'] = [x.__dlpack__(), memoryview(x.data), np.asarray(x), np.from_dlpack(x)]",
    "a computation in a daemon thread": "threading.Thread(target=long, daemon=True).start(); time.sleep(0.2)",
    "small computations in daemon threads": "[threading.Thread(target=short, daemon=True).start() for _ in range(4)]",
    "computing at exit": "atexit.register(lambda: nd.exp(nd.zeros(10**6)))",
    "computing in a finalizer": "weakref.finalize(x, lambda: nd.exp(nd.zeros(10)))",
    "arrays in a cycle": "cycle = [x]; cycle.append(cycle); del x, cycle",
    "sys.exit in the middle": "threading.Thread(target=long, daemon=True).start(); sys.exit(0)",
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_exit(ending):
    lines = run(f"""
    import atexit, sys, threading, time, weakref, numpy as np, ndola as nd
    x = nd.asarray([1.0, 2.0]) + 1
    def long():
        nd.sum(nd.broadcast_to(nd.asarray(1.0), (2**40,)))
    def short():
        while True:
            nd.exp(nd.asarray([1.0] * 100)) + 1
    print("ran", flush=True)
    {ending}
    """)
    assert lines == ["ran"]


def test_import_brings_no_numpy():
    """Nor does computing, printing or an error."""
    lines = run("""
    import sys, ndola as nd
    x = nd.asarray([[1.0, 2.0], [3.0, 4.0]])
    text = str(nd.mean(nd.exp(x))) + repr(x[x > 1]) + str(nd.linalg.matrix_transpose(x).shape)
    try:
        x + nd.zeros(3)
    except ValueError:
        pass
    print("numpy" in sys.modules)
    """)
    assert lines == ["False"]
