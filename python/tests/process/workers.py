"""What the workers of the process tests do; a module, since spawned workers import by name what they are to call."""

from __future__ import annotations

import os
import warnings
from multiprocessing.synchronize import Event

import ndola as nd

# Python's own, about forking with threads, which is what many of these tests are about.
warnings.simplefilter("ignore", DeprecationWarning)

START_METHODS = ("fork", "spawn", "forkserver")


def use_core() -> None:
    """Open the core in this process, with an array too large for the way of small results."""
    assert compute(nd.asarray([1.0] * 1000)) == 2000


def compute(x: nd.Array) -> float:
    """Twice the sum of x, which only the core can tell."""
    return nd.sum(x + x).item()


def exchange(x: nd.Array) -> list[float]:
    """The elements of x reversed, through protocols alone, which are answered without the core."""
    view = nd.from_dlpack(nd.asarray(x.data)[::-1])
    return nd.asarray(view, copy=True).tolist()


def answer(x: nd.Array) -> nd.Array:
    """An array made of x without computing."""
    return nd.asarray(x[1:], copy=True)


def outcome(x: nd.Array) -> tuple[int, float | str]:
    """The process, and what computing came to in it: a value, or the name of the error and the advice it gives."""
    try:
        return os.getpid(), compute(x)
    except RuntimeError as error:
        advice = "spawn" in str(error) and "forkserver" in str(error)
        return os.getpid(), f"RuntimeError{' with advice' if advice else ''}"


def double_shared(name: str) -> float:
    """Double the numbers in a block of shared memory in place; their sum afterwards."""
    from multiprocessing import shared_memory

    block = shared_memory.SharedMemory(name)
    x = nd.asarray(block.buf.cast("d"))
    nd.add(x, x, out=x)
    total = nd.sum(x).item()
    del x
    block.close()
    return total


def compute_until_interrupted(started: Event) -> None:
    """Tell that computing has begun and compute for minutes; KeyboardInterrupt ends the process with status 7."""
    x = nd.ones(1_000_000)
    out = nd.sin(x)
    try:
        started.set()
        for _ in range(100_000):
            nd.sin(x, out=out)
    except KeyboardInterrupt:
        raise SystemExit(7) from None
