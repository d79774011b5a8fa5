"""Python threads that compute and exchange at once, and arrays that outlive the thread that made them."""

from __future__ import annotations

import random
import threading

import numpy as np
import pytest
from processes import run

import ndola as nd

NUM_THREADS = 8


def in_threads(work):
    """Run work(i) in as many threads at once, and return what each returned; the first exception is raised here."""
    results, errors = [None] * NUM_THREADS, []
    start = threading.Barrier(NUM_THREADS)

    def body(i):
        start.wait()
        try:
            results[i] = work(i)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=body, args=(i,)) for i in range(NUM_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "a thread hangs"
    if errors:
        raise errors[0]
    return results


def test_each_thread_gets_its_own_answers():
    """Small and large operands, functions and exchange mixed, each result compared with NumPy's."""

    def work(i):
        random_state = random.Random(i)
        for _ in range(60):
            n = random_state.choice([3, 100, 5_000, 40_000])
            a = np.arange(n, dtype=np.float64) + i
            x = nd.asarray(a)
            assert nd.sum(x).item() == a.sum()
            assert np.array_equal(np.asarray(nd.sqrt(x)[::-1]), np.sqrt(a)[::-1])
            assert np.array_equal(np.from_dlpack(x * x), a * a)
            assert nd.from_dlpack(a)[n // 2].item() == a[n // 2]
            assert nd.asarray(x > i, copy=True).data.nbytes == n
        return i

    assert in_threads(work) == list(range(NUM_THREADS))


def test_one_array_in_every_thread():
    """Readers of one array, with as many owners, views and exports of it coming and going."""
    a = np.arange(200_000, dtype=np.float64)
    x = nd.asarray(a, copy=True)

    def work(i):
        for _ in range(30):
            view = np.from_dlpack(x[i::NUM_THREADS])
            assert nd.sum(nd.asarray(view)).item() == a[i::NUM_THREADS].sum()
            assert nd.max(x + i).item() == 199_999 + i

    in_threads(work)
    assert np.array_equal(np.asarray(x), a)


def test_threads_fill_parts_of_one_array():
    out = nd.zeros((NUM_THREADS, 50_000))

    def work(i):
        row = out[i]
        for _ in range(10):
            nd.add(row, i, out=row)

    in_threads(work)
    assert [nd.unique_values(out[i]).tolist() for i in range(NUM_THREADS)] == [[10.0 * i] for i in range(NUM_THREADS)]


def test_errors_stay_in_their_thread():
    """Half of the threads raise all the time; the message is the thread's own, and the others do not notice."""

    def work(i):
        x, y = nd.zeros((i + 2, 3)), nd.zeros((i + 3, 3))
        for _ in range(200):
            if i % 2:
                with pytest.raises(ValueError, match=rf"\({i + 2}, 3\) and \({i + 3}, 3\)"):
                    x + y
            else:
                assert (x + x).shape == (i + 2, 3)

    in_threads(work)


def test_arrays_outlive_their_thread():
    """Made, computed and exported in a thread that has ended; freed in another, and by the collector."""
    before = nd._ndola._live()[0]
    kept = []

    def make():
        x = nd.asarray([1.0, 2.0, 3.0])
        large = nd.ones(300_000) + 1
        kept.append((x, x[::-1], np.from_dlpack(x), x.data, large, large.__dlpack__(max_version=(1, 0))))

    threads = [threading.Thread(target=make) for _ in range(NUM_THREADS)]
    for thread in threads:
        thread.start()
        thread.join()
    for x, view, array, data, large, capsule in kept:
        assert x.tolist() == array.tolist() == data.tolist() == view[::-1].tolist() == [1, 2, 3]
        assert nd.sum(large).item() == 600_000 == nd.sum(nd.from_dlpack(capsule)).item()
    del x, view, array, data, large, capsule
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()
    assert nd._ndola._live()[0] == before


def test_thread_local_arrays_die_with_their_thread():
    local = threading.local()
    before = nd._ndola._live()[0]

    def work(i):
        local.x = nd.ones(1000) + i
        local.exported = np.asarray(local.x)
        return local.exported[0].item()

    assert in_threads(work) == [1.0 + i for i in range(NUM_THREADS)]
    assert nd._ndola._live()[0] == before


def test_the_core_is_opened_once_by_many_threads():
    """The first call that computes may be eight at once."""
    lines = run("""
    import threading, ndola as nd
    assert "libndola_core" not in open("/proc/self/maps").read()
    x, start, results = nd.asarray([1.0] * 1000), threading.Barrier(8), []

    def work():
        start.wait()
        results.append(nd.sum(x + x).item())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(results)
    """)
    assert lines == [str([2000.0] * 8)]


def test_fork_while_threads_compute():
    """A thread of the parent is in the core, and others hold our allocator's lock at times, whenever a fork comes."""
    lines = run("""
    import os, threading, workers, ndola as nd
    x, stop = nd.asarray([1.0] * 100_000), threading.Event()

    def work():
        while not stop.is_set():
            [nd.asarray([0.0] * n) for n in (1, 10, 100)], nd.sum(x + x)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    workers.use_core()
    statuses = set()
    for _ in range(30):
        pid = os.fork()
        if pid == 0:
            value = workers.outcome(x)[1]
            os._exit(0 if value == "RuntimeError with advice" and workers.exchange(x[:2]) == [1, 1] else 1)
        statuses.add(os.waitpid(pid, 0)[1])
    stop.set()
    for thread in threads:
        thread.join()
    print(statuses, workers.compute(x))
    """)
    assert lines == ["{0} 200000.0"]
