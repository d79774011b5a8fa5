"""Calls of the core: binding, results, operators, indexing beyond views, errors. Needs the built core."""

import array
import inspect
from pathlib import Path

import pytest

import ndola as nd

CORE = Path(nd.__file__).with_name("libndola_core.so")
pytestmark = pytest.mark.skipif(not CORE.exists(), reason="libndola_core.so is not built")

OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "divmod": divmod,
}
INTEGER_OPERATORS = {
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "<<": lambda a, b: a << b,
    ">>": lambda a, b: a >> b,
}


def check_operator(operator, left, right):
    """operator on arrays is Python's on their elements, whichever side is an array."""
    expected = [operator(a, b) for a, b in zip(left, right, strict=True)]

    def listed(result):
        if isinstance(result, tuple):
            return list(zip(*(part.tolist() for part in result), strict=True))
        return result.tolist()

    assert listed(operator(nd.asarray(left), nd.asarray(right))) == expected
    assert listed(operator(nd.asarray(left), right[0])) == [operator(a, right[0]) for a in left]
    assert listed(operator(left[0], nd.asarray(right))) == [operator(left[0], b) for b in right]
    assert listed(operator(nd.asarray(left), list(right))) == expected


@pytest.mark.parametrize("name", OPERATORS)
def test_operators(name, no_leak):
    check_operator(OPERATORS[name], [3.5, -2.0, 7.0], [2.0, 3.0, -4.0])


@pytest.mark.parametrize("name", INTEGER_OPERATORS)
def test_integer_operators(name, no_leak):
    check_operator(INTEGER_OPERATORS[name], [6, 5, 12], [3, 1, 2])


def test_unary_operators_and_matmul():
    x = nd.asarray([[1, -2], [3, 4]])
    assert (-x).tolist() == [[-1, 2], [-3, -4]]
    assert (+x).tolist() == x.tolist()
    assert abs(x).tolist() == [[1, 2], [3, 4]]
    assert (~x).tolist() == [[-2, 1], [-4, -5]]
    assert (x @ x).tolist() == [[-5, -10], [15, 10]]
    assert -2 in x
    assert 9 not in x
    with pytest.raises(TypeError, match="modulus"):
        pow(x, 2, 3)


def test_in_place_operators_write_where_the_array_is(no_leak):
    x = nd.asarray([1.0, 2.0, 3.0])
    view, same = x[::2], x
    x += 1
    x *= nd.asarray([1.0, 2.0, 3.0])
    x -= [1.0, 1.0, 1.0]
    assert x is same
    assert x.tolist() == [1, 5, 11]
    assert view.tolist() == [1, 11]
    view /= 2
    assert x.tolist() == [0.5, 5, 5.5]
    i = nd.asarray([1, 2])
    with pytest.raises(TypeError):
        i /= 2
    with pytest.raises(ValueError, match="shape"):
        i += nd.asarray([[1, 2], [3, 4]])
    frozen = nd.asarray(memoryview(b"\x01\x02"))
    with pytest.raises(ValueError, match="read-only"):
        frozen += 1


def test_out_and_where():
    x, out = nd.asarray([1.0, 4.0, 9.0]), nd.asarray([-1.0, -1.0, -1.0])
    assert nd.sqrt(x, out=out) is out
    assert out.tolist() == [1, 2, 3]
    nd.add(x, 1, out=out, where=nd.asarray([True, False, True]))
    assert out.tolist() == [2, 2, 10]
    assert nd.add(x, 1, out=None, where=True).tolist() == [2, 5, 10]
    with pytest.raises(ValueError, match="shape"):
        nd.add(x, 1, out=out[:2])
    with pytest.raises(TypeError, match="out"):
        nd.mean(x, out=out)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: nd.exp(), "argument x is missing"),
        (lambda x: nd.exp(x, x), "at most 1 positional"),
        (lambda x: nd.exp(x=x), "unexpected keyword argument 'x'"),
        (lambda x: nd.mean(x, 0), "at most 1 positional"),
        (lambda x: nd.reshape(x, (1, 3), shape=(3,)), "given twice"),
        (lambda x: nd.reshape(x), "argument shape is missing"),
        (lambda x: nd.reshape(x, (1.5,)), "shape must be an int"),
        (lambda x: nd.reshape(x, None), "shape must be given"),
        (lambda x: nd.mean(x, axis="a"), "axis must be an int"),
        (lambda x: nd.astype(x, "no such"), "element type"),
        (lambda x: nd.concat(5), "sequence of arrays"),
        (lambda x: nd.linspace(0, "a", 3), "stop must be a number"),
        (lambda x: nd.meshgrid(x, x, indexing=1), "indexing must be a string"),
    ],
)
def test_bad_calls(call, message):
    with pytest.raises(TypeError, match=message):
        call(nd.asarray([1.0, 2.0, 3.0]))


def test_arguments_that_do_not_fit():
    x = nd.asarray([1, 2])
    with pytest.raises(OverflowError, match="64 bits"):
        nd.mean(x, axis=2**70)
    with pytest.raises(ValueError, match="device"):
        nd.zeros((2,), device="cuda")
    with pytest.raises(ValueError, match="broadcast"):
        nd.add(nd.asarray([[1.0, 2.0, 3.0]]), x)


def test_methods_take_positional_keywords():
    x = nd.asarray([[1.0, 2.0], [3.0, 4.0]])
    assert x.sum(0).tolist() == [4, 6]
    assert x.sum(axis=1, keepdims=True).tolist() == [[3], [7]]
    assert x.mean().item() == 2.5
    assert x.reshape(4).tolist() == x.reshape((4,)).tolist() == x.reshape(-1).tolist() == [1, 2, 3, 4]
    assert x.reshape(2, 1, 2).shape == x.reshape([2, 1, 2]).shape == (2, 1, 2)
    assert x.reshape(1, 4, copy=True).shape == (1, 4)
    assert x.transpose(1, 0).tolist() == x.transpose().tolist() == x.transpose((1, 0)).tolist()
    assert x.astype(nd.int8).dtype is nd.int8
    assert x.astype("int8").dtype is nd.int8
    assert x.max(1).tolist() == [2, 4]
    assert x.copy().tolist() == x.tolist()
    with pytest.raises(TypeError, match="unexpected keyword"):
        x.sum(foo=1)


def test_results_are_views_where_they_can_be(no_leak):
    x = nd.asarray([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    address = x.__array_interface__["data"][0]
    for view in (nd.reshape(x, (3, 2)), nd.permute_dims(x, (1, 0)), nd.unstack(x)[0], nd.broadcast_to(x, (4, 2, 3))):
        assert view.__array_interface__["data"][0] == address
    assert nd.broadcast_to(x, (4, 2, 3)).readonly
    flipped = nd.flip(x, axis=0)
    del x
    assert flipped.tolist() == [[4, 5, 6], [1, 2, 3]]


def test_astype_without_work_is_the_same_object():
    x = nd.asarray([1.0])
    assert nd.astype(x, nd.float64, copy=False) is x
    assert nd.astype(x, nd.float64) is not x


def test_many_arguments_and_results(no_leak):
    rows = [nd.asarray([float(i), i + 1.0]) for i in range(500)]
    assert nd.concat(rows).shape == (1000,)
    stacked = nd.stack(rows)
    parts = nd.unstack(stacked)
    assert isinstance(parts, tuple)
    assert [p.tolist() for p in parts] == [r.tolist() for r in rows]
    assert isinstance(nd.nonzero(stacked), tuple)
    assert nd.asarray(rows).tolist() == stacked.tolist()
    assert nd.asarray([[rows[0], [5, 6]]]).tolist() == [[[0, 1], [5, 6]]]


def test_advanced_indexing_and_assignment(no_leak):
    x = nd.asarray([[1, 2, 3], [4, 5, 6]])
    assert x[x > 2].tolist() == [3, 4, 5, 6]
    assert x[[1, 0], [0, 2]].tolist() == [4, 3]
    assert x[nd.asarray([1, 1]), ::-1].tolist() == [[6, 5, 4], [6, 5, 4]]
    assert x[:, []].shape == (2, 0)
    x[0] = [7, 8, 9]
    x[:, 0] = 0
    x[x == 6] = -1
    x[1, 1:] += 10
    assert x.tolist() == [[0, 8, 9], [0, 15, 9]]
    x[..., -1] = nd.asarray([1, 2])
    assert x.tolist() == [[0, 8, 1], [0, 15, 2]]
    for key in (1.5, "a", (0, 1.5)):
        with pytest.raises(IndexError, match="index"):
            x[key]
    with pytest.raises(IndexError):
        x[[5]]
    with pytest.raises(ValueError, match=r"broadcast|shape"):
        x[0] = [1, 2]


def test_foreign_operands_are_shown_to_the_dispatcher():
    """The rule: any type but ours, Python's scalars, lists and tuples. NotImplemented means compute here."""
    foreign = array.array("d", [1, 2])
    assert nd.add(foreign, nd.asarray([1.0, 1.0])).tolist() == [2, 3]


def test_signatures_and_documentation():
    assert str(inspect.signature(nd.mean)) == "(x, /, *, axis=None, keepdims=False)"
    assert nd.exp.__module__ == "ndola"
    assert nd.exp.__name__ == "exp"
    assert "exponential" in nd.exp.__doc__ or "power" in nd.exp.__doc__
    assert not hasattr(nd, "__getitem__")
    for name in ("asarray", "from_dlpack"):
        assert inspect.signature(getattr(nd, name))


def test_small_and_large_calls_give_the_same(no_leak):
    """Below some size the core writes to a block of the shell's; above, to one of its own."""
    for n in (0, 1, 8, 511, 512, 513, 5000, 200_000):
        x = nd.asarray([1.5] * n)
        total = x + x
        assert total.shape == (n,)
        assert total.__array_interface__["data"][0] % 64 == 0
        assert n == 0 or (total[0].item(), total[-1].item()) == (3, 3)
