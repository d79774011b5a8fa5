"""The shell inside a process: import, threads, fork, signals, sub-interpreters, exit."""

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

import ndola as nd
from ndola import _ndola

CORE = Path(nd.__file__).with_name("libndola_core.so")
needs_core = pytest.mark.skipif(not CORE.exists(), reason="libndola_core.so is not built")


def run(code, timeout=60, **options):
    """Run code in a process of its own; its standard output, which must come with exit status 0."""
    done = subprocess.run(
        [sys.executable, *options.pop("flags", ()), "-c", textwrap.dedent(code)],
        capture_output=True, text=True, timeout=timeout, check=False, **options,
    )  # fmt: skip
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout


def test_import_is_light():
    """No NumPy, no thread, no core, none of the standard library's slow modules."""
    out = run("""
        import sys
        before = set(sys.modules)
        import ndola, os
        new = set(sys.modules) - before
        heavy = {"numpy", "typing", "inspect", "functools", "re", "enum", "ctypes", "threading"}
        core = "libndola_core" in open("/proc/self/maps").read()
        print(sorted(new & heavy), len(os.listdir("/proc/self/task")), core)
    """, flags=["-S"])  # fmt: skip
    assert out.split() == ["[]", "1", "False"]


def test_exchange_opens_no_core():
    """Views, protocols, copies and pickles are answered without the Go library."""
    run("""
        import copy, pickle, ndola as nd
        x = nd.asarray([[1.0, 2.0], [3.0, 4.0]])
        x[0, 0] = 5
        nd.from_dlpack(x[:, ::-1]), nd.asarray(x, copy=True), x.data, x.__array_interface__, x.__array_struct__
        copy.copy(x), pickle.loads(pickle.dumps(x)), x.tolist(), bool(x[0, 0]), x.T, list(x)
        assert "libndola_core" not in open("/proc/self/maps").read()
    """)


def test_missing_core_is_explained(tmp_path):
    package = tmp_path / "ndola"
    package.mkdir()
    for source in Path(nd.__file__).parent.iterdir():
        if source.suffix in (".py", ".so") and source.name != CORE.name:
            (package / source.name).write_bytes(source.read_bytes())
    out = run("""
        import ndola
        try:
            ndola.asarray([1.0]) + 1
        except ImportError as error:
            print(error)
    """, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)})  # fmt: skip
    assert "the Go core cannot be opened" in out


def test_reload_and_second_import():
    run("""
        import sys, ndola
        array = ndola.Array
        for name in [n for n in sys.modules if n.startswith("ndola")]:
            del sys.modules[name]
        import ndola as again
        assert again.Array is array
        assert isinstance(again.asarray([1]), array)
    """)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="isolated sub-interpreters came with Python 3.12")
def test_sub_interpreters_are_refused():
    out = run("""
        import ndola
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        other = interpreters.create()
        code = "try:\\n    import ndola\\nexcept ImportError as e:\\n    print(type(e).__name__, flush=True)"
        error = interpreters.run_string(other, code)
        assert error is None, error
        interpreters.destroy(other)
    """)
    assert out.strip() == "ImportError"


@needs_core
def test_fork_before_the_core_is_opened_works():
    run("""
        import os, ndola as nd
        x = nd.asarray([1.0, 2.0])
        pid = os.fork()
        if pid == 0:
            os._exit(0 if (x + x).tolist() == [2, 4] else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert (x + x).tolist() == [2, 4]
    """)


@needs_core
def test_fork_after_the_core_is_opened_is_refused_at_once():
    run("""
        import os, warnings, ndola as nd
        warnings.simplefilter("ignore", DeprecationWarning)  # Python's own, about forking with threads
        x = nd.asarray([1.0, 2.0])
        x + x
        pid = os.fork()
        if pid == 0:
            try:
                x + x
            except RuntimeError as error:
                os._exit(0 if "spawn" in str(error) and "forkserver" in str(error) and x.tolist() == [1, 2] else 1)
            os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert (x + x).tolist() == [2, 4]
    """)


@needs_core
def test_fork_pool_raises_and_does_not_hang():
    out = run("""
        import multiprocessing, warnings, ndola as nd
        warnings.simplefilter("ignore", DeprecationWarning)
        nd.asarray([1.0]) + 1
        def work(i):
            return (nd.asarray([float(i)]) + 1).tolist()
        with multiprocessing.get_context("fork").Pool(2) as pool:
            try:
                pool.map(work, range(4))
            except RuntimeError as error:
                print("spawn" in str(error))
    """)
    assert out.strip() == "True"


@needs_core
def test_interrupt_ends_a_long_call():
    """The call would take minutes; a KeyboardInterrupt ends it."""
    out = run("""
        import os, signal, threading, time, ndola as nd
        x = nd.asarray(memoryview(bytearray(8 * 40_000_000)).cast("d"))
        y = nd.asarray(memoryview(bytearray(8 * 40_000_000)).cast("d"))
        x + 1
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        start = time.monotonic()
        try:
            for _ in range(10_000):
                nd.sin(x, out=y)
        except KeyboardInterrupt:
            print(time.monotonic() - start < 20)
    """, timeout=120)  # fmt: skip
    assert out.strip() == "True"


@needs_core
def test_threads_compute_together():
    arrays = [nd.asarray([float(i)] * 20_000) for i in range(4)]
    results = [None] * 4

    def work(i):
        total = arrays[i]
        for _ in range(50):
            total = total + arrays[i]
        results[i] = total[-1].item()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [0.0, 51.0, 102.0, 153.0]


def test_threads_share_the_allocator(no_leak):
    def work():
        kept = []
        for n in range(2000):
            kept.append(nd.asarray([0.0] * (n % 300)))
            if n % 7 == 0:
                kept.clear()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@needs_core
def test_large_blocks_are_recycled(no_leak):
    x = nd.asarray(memoryview(bytearray(1 << 22)).cast("d"))
    first = (x + 1).__array_interface__["data"][0]
    assert first % 64 == 0
    assert all((x + 1).__array_interface__["data"][0] == first for _ in range(5))
    held = [x + 1 for _ in range(12)]
    assert len({h.__array_interface__["data"][0] for h in held}) == 12
    assert _ndola._live()[1] >= 12 << 22


def test_round_trips_leave_memory_flat():
    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    x = nd.asarray([1.0] * 100)

    def exchange():
        for _ in range(20_000):
            nd.from_dlpack(x)
            nd.asarray(x.data)
            x[1:], x.__array_struct__, x.__array_interface__, x.__dlpack__()

    exchange()
    before = resident()
    for _ in range(3):
        exchange()
    assert resident() - before < 4 << 20


def test_exit_with_exports_alive():
    """Capsules, views and foreign owners at interpreter exit, some in cycles and on other threads."""
    run("""
        import array, atexit, sys, threading, ndola as nd
        x = nd.asarray(array.array("d", [1, 2]))
        y = nd.asarray([1.0, 2.0])
        class Cycle: pass
        c = Cycle()
        c.self, c.held = c, [x.__dlpack__(), y.__dlpack__(max_version=(1, 0)), x.data, y[1:], y.__array_struct__]
        sys.modules["kept"] = c
        atexit.register(lambda: y.tolist())
        threading.Thread(target=lambda: [nd.asarray([1.0]) for _ in range(10_000_000)], daemon=True).start()
    """)
