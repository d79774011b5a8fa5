"""Worker processes of the standard library and of joblib, by every start method.

A core lives in the process that opened it. Workers that are started afresh open one of their own; so do workers forked
from a parent that never computed. Workers forked from a parent that did are refused when they compute, and exchange all
the same, since views, copies, pickles and protocols need no core.
"""

from __future__ import annotations

import pytest
from processes import run

METHODS = ("fork", "spawn", "forkserver")
PARENTS = ("idle", "computed")
REFUSED = "RuntimeError with advice"


def expected(method, parent):
    return REFUSED if method == "fork" and parent == "computed" else 12.0


@pytest.mark.parametrize("parent", PARENTS)
@pytest.mark.parametrize("method", METHODS)
def test_multiprocessing(method, parent):
    """A pool, and a process with a queue: arrays go both ways as pickles."""
    lines = run(f"""
    import multiprocessing, os, workers, ndola as nd
    context = multiprocessing.get_context({method!r})
    if {parent == "computed"}:
        workers.use_core()
    x = nd.asarray([1.0, 2.0, 3.0])

    with context.Pool(2) as pool:
        outcomes = pool.map(workers.outcome, [x] * 6, chunksize=1)
        assert os.getpid() not in {{pid for pid, _ in outcomes}}
        print(sorted({{value for _, value in outcomes}}))
        print(pool.apply(workers.exchange, (x,)), pool.apply(workers.answer, (x,)).tolist())
    queue = context.SimpleQueue()
    process = context.Process(target=queue.put, args=(workers.answer(x),))
    process.start()
    print(queue.get().tolist())
    process.join()
    print(process.exitcode, workers.compute(x))
    """)
    assert lines == [
        str([expected(method, parent)]),
        "[3.0, 2.0, 1.0] [2.0, 3.0]",
        "[2.0, 3.0]",
        "0 12.0",
    ]


@pytest.mark.parametrize("parent", PARENTS)
@pytest.mark.parametrize("method", METHODS)
def test_concurrent_futures(method, parent):
    """The refusal reaches the caller as the future's exception, and the pool is not broken by it."""
    lines = run(f"""
    import concurrent.futures, multiprocessing, workers, ndola as nd
    if {parent == "computed"}:
        workers.use_core()
    x = nd.asarray([1.0, 2.0, 3.0])
    context = multiprocessing.get_context({method!r})
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
        future = pool.submit(workers.compute, x)
        error = future.exception()
        if error is None:
            print(future.result())
        else:
            print(type(error).__name__, "spawn" in str(error))
        print(list(pool.map(workers.exchange, [x, x[1:]])))
    print(workers.compute(x))
    """)
    first = "RuntimeError True" if expected(method, parent) == REFUSED else "12.0"
    assert lines == [first, "[[3.0, 2.0, 1.0], [3.0, 2.0]]", "12.0"]


def test_forkserver_that_has_imported_us():
    """The server imports and never computes: its children are as good as fresh ones."""
    lines = run("""
    import multiprocessing, workers, ndola as nd
    workers.use_core()
    multiprocessing.set_forkserver_preload(["workers", "ndola"])
    with multiprocessing.get_context("forkserver").Pool(2) as pool:
        print({value for _, value in pool.map(workers.outcome, [nd.asarray([1.0, 2.0, 3.0])] * 4)})
    """)
    assert lines == ["{12.0}"]


def test_grandchildren():
    """A refused child still starts children that compute, if they start afresh."""
    lines = run("""
    import multiprocessing, os, workers, ndola as nd
    workers.use_core()
    x = nd.asarray([1.0, 2.0, 3.0])
    pid = os.fork()
    if pid == 0:
        print(workers.outcome(x)[1], flush=True)
        again = os.fork()
        if again == 0:
            print(workers.outcome(x)[1], flush=True)
            os._exit(0)
        os.waitpid(again, 0)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(workers.outcome, (x,))[1], flush=True)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    """)
    assert lines == [REFUSED, REFUSED, "12.0"]


def test_shared_memory():
    """One block of shared memory, computed in by the parent and read by a worker through a view."""
    lines = run("""
    import workers, ndola as nd
    from multiprocessing import get_context, shared_memory

    block = shared_memory.SharedMemory(create=True, size=8000)
    x = nd.asarray(block.buf.cast("d"))
    x[:] = nd.arange(1000.0)
    with get_context("spawn").Pool(1) as pool:
        print(pool.apply(workers.double_shared, (block.name,)), x[999].item())
    del x
    block.close()
    block.unlink()
    """)
    assert lines == ["999000.0 1998.0"]


@pytest.mark.parametrize("parent", PARENTS)
def test_joblib(parent):
    """loky starts its workers afresh; joblib's threads share our core; its multiprocessing backend forks."""
    lines = run(f"""
    import joblib, workers, ndola as nd
    if {parent == "computed"}:
        workers.use_core()
    x = nd.asarray([1.0, 2.0, 3.0])
    backends = ["multiprocessing", "loky", "threading"]  # the last has the parent compute
    for backend in backends:
        jobs = (joblib.delayed(workers.outcome)(x) for _ in range(4))
        print(backend, {{value for _, value in joblib.Parallel(2, backend=backend)(jobs)}})
    """)
    forked = repr(REFUSED) if parent == "computed" else "12.0"
    assert lines == [f"multiprocessing {{{forked}}}", "loky {12.0}", "threading {12.0}"]
