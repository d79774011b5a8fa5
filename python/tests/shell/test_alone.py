"""The exchange paths without NumPy: what runs on every interpreter, with nothing but pytest installed."""

import array
import pickle
import sys

import pytest

import ndola as nd


class Exporter:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


def test_through_every_door():
    """One array goes out and comes back through each protocol, sharing memory."""
    x = nd.asarray([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    address = x.__array_interface__["data"][0]
    for back in (
        nd.from_dlpack(x),
        nd.from_dlpack(x.__dlpack__(max_version=(1, 0))),
        nd.asarray(Exporter(__array_interface__=x.__array_interface__)),
        nd.asarray(Exporter(__array_struct__=x.__array_struct__)),
        nd.asarray(x.data),
    ):
        assert back.__array_interface__["data"] == (address, False)
        assert (back.shape, back.dtype) == (x.shape, x.dtype)
    assert nd.from_dlpack(x.__dlpack__()).readonly


@pytest.mark.parametrize("letter", "bBhHiIlLqQfd")
def test_buffers(letter):
    source = array.array(letter, [1, 2, 3])
    x = nd.asarray(source)
    assert x.tolist() == [1, 2, 3]
    assert x.itemsize == source.itemsize
    x[0] = 7
    assert source[0] == 7


def test_views_and_elements():
    x = nd.asarray([[1, 2, 3], [4, 5, 6]])
    assert x[1].tolist() == [4, 5, 6]
    assert x[:, ::-1].tolist() == [[3, 2, 1], [6, 5, 4]]
    assert x[..., None].shape == (2, 3, 1)
    assert x.T[2, 1].item() == 6
    assert pickle.loads(pickle.dumps(x.T)).tolist() == x.T.tolist()
    with pytest.raises(IndexError):
        x[2]


def test_no_reference_is_lost_or_kept(no_leak):
    source = array.array("d", [1, 2, 3])
    before = sys.getrefcount(source)
    for _ in range(100):
        x = nd.asarray(source)
        nd.from_dlpack(x[::2]).tolist()
        pickle.loads(pickle.dumps(x))
        del x
    assert sys.getrefcount(source) == before


def test_operators_defer():
    """BO-01: __array_ufunc__ = None and a higher priority both win; an unknown type gets its chance too."""

    class Opted:
        __array_ufunc__ = None

        def __radd__(self, other):
            return "opted out"

    class Prior:
        __array_priority__ = 5

        def __radd__(self, other):
            return "prior"

    class Unknown:
        def __radd__(self, other):
            return "unknown"

    x = nd.asarray([1])
    assert x + Opted() == "opted out"
    assert x + Prior() == "prior"
    assert x + Unknown() == "unknown"
    assert (x == None) is False  # noqa: E711
    with pytest.raises(TypeError, match="unsupported operand"):
        x + None
