"""Signals: Python's handlers run during a call, defaults stay defaults, and faulthandler still tells where we were.

The core's runtime installs handlers of its own for faults; they must hand on what is not theirs.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap

import pytest
from processes import run


def end_of(code):
    """The exit status of a program and what it wrote to standard error."""
    program = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


def test_an_alarm_is_handled_in_the_middle_of_a_call():
    """The handler runs while one call computes, which then goes on to the right result."""
    lines = run("""
    import signal, time, ndola as nd
    x = nd.ones(30_000_000)
    y = nd.zeros(30_000_000)
    ticks = []
    signal.signal(signal.SIGALRM, lambda *_: ticks.append(nd.sum(nd.asarray([1.0, 2.0])).item()))
    signal.setitimer(signal.ITIMER_REAL, 0.005, 0.005)
    nd.sin(x, out=y)
    within = len(ticks)
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(within > 0, set(ticks), nd.all(nd.equal(y, y[0])).item(), y[0].item())
    """)
    assert lines == ["True {3.0} True 0.8414709848078965"]


def test_a_handler_that_raises_ends_the_call():
    lines = run("""
    import signal, ndola as nd
    x, y = nd.ones(20_000_000), nd.zeros(20_000_000)

    class Late(Exception):
        pass

    def late(*_):
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise Late("enough")

    signal.signal(signal.SIGALRM, late)
    for function in (lambda: nd.sin(x, out=y), lambda: nd.sum(nd.exp(x)), lambda: nd.matmul(x[:10**6], x[:10**6])):
        signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
        try:
            while True:
                function()
        except Late as error:
            print(error)
    print(nd.sum(x).item())
    """)
    assert lines == ["enough"] * 3 + ["20000000.0"]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGKILL"])
def test_the_default_ends_the_process(name):
    """In the middle of a call, in the main thread and in another."""
    status, _ = end_of(f"""
    import os, signal, threading, ndola as nd
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    x, y = nd.ones(5_000_000), nd.zeros(5_000_000)
    nd.sum(x)
    threading.Timer(0.1, os.kill, (os.getpid(), signal.{name})).start()
    threading.Thread(target=lambda: [nd.cos(x) for _ in range(10_000)], daemon=True).start()
    for _ in range(10_000):
        nd.sin(x, out=y)
    """)
    assert status == -getattr(signal, name)


def test_sigpipe_stays_ignored():
    """Python ignores it, so that writing to a closed pipe raises; opening the core must not undo that."""
    lines = run("""
    import os, signal, workers
    handlers = {s: signal.getsignal(s) for s in signal.valid_signals()}
    read, write = os.pipe()
    os.close(read)
    workers.use_core()
    assert handlers == {s: signal.getsignal(s) for s in signal.valid_signals()}
    try:
        os.write(write, b"x")
    except BrokenPipeError:
        print("raised")
    """)
    assert lines == ["raised"]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_interrupt_of_a_worker(method):
    """SIGINT raises KeyboardInterrupt in the worker that computes, and the pool's parent is not touched."""
    lines = run(f"""
    import multiprocessing, os, signal, workers
    context = multiprocessing.get_context({method!r})
    started = context.Event()
    process = context.Process(target=workers.compute_until_interrupted, args=(started,))
    process.start()
    assert started.wait(50)
    os.kill(process.pid, signal.SIGINT)
    process.join(50)
    print(process.exitcode)
    workers.use_core()
    """)
    assert lines == ["7"]


def test_asyncio_timeout_and_threads():
    """An event loop stays responsive while a thread of its computes, since calls let go of the GIL."""
    lines = run("""
    import asyncio, ndola as nd
    x, y = nd.ones(5_000_000), nd.zeros(5_000_000)

    async def main():
        work = asyncio.create_task(asyncio.to_thread(lambda: [nd.sin(x, out=y) for _ in range(5)]))
        ticks = 0
        while not work.done():
            await asyncio.sleep(0.001)
            ticks += 1
        print(ticks > 1)

    asyncio.run(main())
    """)
    assert lines == ["True"]


FAULTS = {
    "enabled before": ("faulthandler.enable(); workers.use_core()", "faulthandler._sigsegv()", "Segmentation fault"),
    "enabled after": ("workers.use_core(); faulthandler.enable()", "faulthandler._sigsegv()", "Segmentation fault"),
    "sent": ("faulthandler.enable(); workers.use_core()", "os.kill(os.getpid(), signal.SIGSEGV)", "Segmentation fault"),
    "abort": ("faulthandler.enable(); workers.use_core()", "os.abort()", "Aborted"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faulthandler(case):
    """It prints Python's traceback, and the process dies of the signal, whichever of the two came first."""
    prepare, die, name = FAULTS[case]
    status, errors = end_of(f"""
    import faulthandler, os, signal, workers
    import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    {prepare}
    def the_culprit():
        {die}
    the_culprit()
    """)
    assert status == -{"Segmentation fault": signal.SIGSEGV, "Aborted": signal.SIGABRT}[name]
    assert f"Fatal Python error: {name}" in errors
    assert "in the_culprit" in errors
    assert "goroutine" not in errors


def test_faulthandler_watches_a_call():
    """Its watchdog thread shows the Python line of a call that computes, which then ends as if unwatched."""
    status, errors = end_of("""
    import faulthandler, ndola as nd
    x, y = nd.ones(20_000_000), nd.zeros(20_000_000)
    def long_work():
        for _ in range(5):
            nd.sin(x, out=y)
    faulthandler.dump_traceback_later(0.02)
    long_work()
    faulthandler.cancel_dump_traceback_later()
    assert y[-1].item() == y[0].item() != 0
    """)
    assert status == 0
    assert "Timeout" in errors
    assert "in long_work" in errors
