"""Objects that work against who reads them: each of these once reached memory that was not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from buffers import Slot
from processes import run

import ndola as nd


class Saboteur:
    """An object that runs some code wherever it is looked at, and answers that it is 1."""

    def __init__(self, sabotage: Callable[[], object]) -> None:
        self.sabotage = sabotage

    def answer(self, *args: Any, **keywords: Any) -> int:
        self.sabotage()
        return 1

    __index__ = answer

    def __bool__(self) -> bool:
        return bool(self.answer())

    def __float__(self) -> float:
        return float(self.answer())

    def __array__(self, *args: Any, **keywords: Any) -> np.ndarray:
        self.answer()
        return np.ones(2)


class Exporter:
    """An object with an interface dict, which empties it wherever its dtype is asked for."""

    def __init__(self, **keys: Any) -> None:
        self.__array_interface__ = {"version": 3, "typestr": "<f8", "shape": (1,), "data": bytearray(8)} | keys

    @property
    def dtype(self) -> object:
        self.__array_interface__.clear()
        raise AttributeError


class Long(list):
    """A list that says it has more items than it has, or cannot say."""

    def __init__(self, items: list, length: int | Exception) -> None:
        super().__init__(items)
        self.length = length

    def __len__(self) -> int:
        if isinstance(self.length, Exception):
            raise self.length
        return self.length


def emptied(make: Callable[[Saboteur], Any]) -> Any:
    """A container with a saboteur inside who empties it; fresh objects, that nothing else holds."""
    container = make(Saboteur(lambda: container.clear()))
    return container


def with_dict(make: Callable[[Saboteur], dict]) -> Exporter:
    exporter = Exporter()
    exporter.__array_interface__.update(make(Saboteur(exporter.__array_interface__.clear)))
    return exporter


def slot(**parts: Any) -> Slot:
    return Slot(bytes(16), itemsize=8, format=b"d", **parts)


def read_then_emptied(descr: list) -> list:
    dtype = nd.DType("|V8", descr)
    descr[0][1].clear()
    descr.clear()
    dtype.descr[0][1].clear()
    return dtype.descr


# A call, and the class of what it raises or the elements of what it returns.
CALLS: dict[str, tuple[Callable[[], Any], Any]] = {
    "a list emptied while its ints are read": (lambda: nd.zeros(emptied(lambda s: [s, 2, 3])), IndexError),
    "a list emptied while its elements are read": (lambda: nd.asarray(emptied(lambda s: [s, 2, 3])), ValueError),
    "a list that says it is long": (lambda: nd.concat(Long([[1.0], [2.0]], 10**9)), [1.0, 2.0]),
    "a list whose length fails": (lambda: nd.zeros(Long([2], ZeroDivisionError())), [0.0, 0.0]),
    "nested lists whose length fails": (lambda: nd.asarray([Long([1, 2], ZeroDivisionError())]), [[1, 2]]),
    "a dict emptied while its shape is read": (
        lambda: nd.asarray(with_dict(lambda s: {"shape": (s, 1), "strides": (s, 8)})),
        [[0.0]],
    ),
    "a dict emptied while its address is read": (lambda: nd.asarray(with_dict(lambda s: {"data": (0, s)})), ValueError),
    "a dict emptied while its type is read": (
        lambda: nd.asarray(Exporter(typestr="|V2", descr=[("x" * 40, "|V2")], data=bytearray(2))),
        [(b"\0\0",)],
    ),
    "a descr emptied while it is read": (
        lambda: nd.DType("|V24", emptied(lambda s: [("x" * 40, "<f8", (s, 2)), ("y" * 40, "<f8")])).descr,
        [("x" * 40, "<f8", (1, 2)), ("y" * 40, "<f8")],
    ),
    "a descr emptied after it was read": (lambda: read_then_emptied([("a", [("b", "<f8")])]), [("a", [("b", "<f8")])]),
    "a method's name that is no text": (lambda: nd.ones(2).__array_ufunc__(np.add, 5, nd.ones(2)), TypeError),
    "a buffer shorter than its shape": (lambda: nd.asarray(slot(shape=(9,))), ValueError),
    "a buffer of negative length": (lambda: nd.asarray(slot(shape=(-1,), strides=(8,))), ValueError),
    "a buffer of elements beyond 64 bits, each of no bytes": (
        lambda: nd.asarray(Slot(b"", itemsize=0, format=None, shape=(2**62, 2**62))),
        ValueError,
    ),
    "a dict of elements beyond 64 bits, each of no bytes": (
        lambda: nd.asarray(with_dict(lambda s: {"typestr": "|V0", "shape": (2**62, 2**62)})),
        ValueError,
    ),
    "a buffer of a product beyond 64 bits": (lambda: nd.asarray(slot(shape=(2**62, 2**62))), ValueError),
    "a buffer beyond the end of memory": (lambda: nd.asarray(slot(shape=(2,), strides=(2**63 - 8,))), ValueError),
}


def test_a_name_makes_no_ndarray():
    """A class of that name does not take the place of the real one."""
    lines = run("""
    import ndola as nd
    class ndarray:
        __module__ = "numpy"
        __array_struct__ = 5
        def __dlpack__(self, **keywords):
            return nd.ones(2).__dlpack__()
    print(nd.asarray(ndarray()).tolist())
    import numpy as np
    a = np.ones(2)
    a.flags.writeable = False
    print(nd.asarray(a).readonly, nd.asarray(np.array(["2020"], "M8[Y]")).tolist())
    """)
    assert lines == ["[1.0, 1.0]", "True [50]"]


@pytest.mark.parametrize("name", CALLS)
def test_survives(name):
    call, want = CALLS[name]
    if isinstance(want, type):
        with pytest.raises(want):
            call()
        return
    got = call()
    assert (got.tolist() if isinstance(got, nd.Array) else got) == want
