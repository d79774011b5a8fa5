"""The end of the interpreter with computations under way, and interpreters beside the main one."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from processes import run


def test_a_thread_finishes_its_work_before_exit():
    """Python waits for threads that are not daemons, whose last results are right."""
    lines = run("""
    import threading, ndola as nd
    x = nd.ones(2_000_000)

    def work():
        started.set()
        for _ in range(5):
            y = nd.sin(x)
        print(nd.all(nd.equal(y, nd.sin(x[0]))).item())

    started = threading.Event()
    threading.Thread(target=work).start()
    started.wait()
    print("the main thread ends")
    """)
    assert lines == ["the main thread ends", "True"]


ENDINGS = {
    "falls off the end": ("pass", 0),
    "exit": ("sys.exit(5)", 5),
    "exception": ("raise ValueError('the end')", 1),
    "_exit": ("os._exit(6)", 6),
    "atexit": ("atexit.register(lambda: print(nd.sum(x[:10]).item(), flush=True))", 0),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_daemon_threads_in_the_middle_of_a_call(ending):
    """Threads that compute, allocate and exchange when the interpreter goes: the process ends, with its own status."""
    statement, status = ENDINGS[ending]
    program = f"""
    import array, atexit, os, sys, threading, time, ndola as nd
    x, small = nd.ones(3_000_000), nd.asarray([1.0, 2.0])
    y = nd.zeros(3_000_000)

    def forever(work):
        while True:
            work()

    for work in (
        lambda: nd.sin(x, out=y),
        lambda: nd.exp(x),
        lambda: small + small,
        lambda: nd.asarray(array.array("d", [1.0])).__dlpack__(),
        lambda: nd.from_dlpack(nd.asarray([1.0] * 1000)),
    ):
        threading.Thread(target=forever, args=(work,), daemon=True).start()
    time.sleep(0.1)
    {statement}
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    for _ in range(3):
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == status, done.stderr[-2000:]
        assert done.stderr == "" or ending == "exception"
        assert done.stdout == ("10.0\n" if ending == "atexit" else "")


def test_computing_in_destructors_at_exit():
    """Objects that die with the modules compute once more, or raise; they do not crash."""
    lines = run("""
    import sys, ndola as nd

    class Last:
        def __init__(self):
            self.x = nd.ones(1000)

        def __del__(self):
            print((self.x + self.x)[0].item(), self.x.tolist()[:2], flush=True)

    kept = Last()
    kept.itself = kept
    sys.modules["kept"] = Last()
    """)
    assert lines == ["2.0 [1.0, 1.0]"] * 2


def test_exit_while_another_library_holds_our_memory():
    """NumPy and a capsule own the last references, and drop them when the interpreter is all but gone."""
    run("""
    import builtins, numpy as np, ndola as nd
    x = nd.ones(1_000_000) + 1
    builtins.kept = [np.from_dlpack(x), np.asarray(x), x.__dlpack__(), nd.asarray(np.ones(5)), x.data]
    del x
    """)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="the module _interpreters came with Python 3.13")
def test_sub_interpreters():
    """One interpreter of a process has us, the first that imports: the main one, or another that shares its GIL."""
    lines = run("""
    import _interpreters as interpreters

    program = "\\n".join((
        "try:",
        "    import ndola",
        "    print(ndola.sum(ndola.ones(1000)).item(), flush=True)",
        "except ImportError as error:",
        "    print('ImportError', flush=True)",
    ))

    def attempt(kind):
        other = interpreters.create(kind)
        error = interpreters.exec(other, program)
        assert error is None, error
        interpreters.destroy(other)

    attempt("isolated")
    attempt("legacy")
    attempt("legacy")
    attempt("isolated")
    try:
        import ndola
    except ImportError as error:
        print("one interpreter" in str(error))
    """)
    assert lines == ["ImportError", "1000.0", "ImportError", "ImportError", "True"]
