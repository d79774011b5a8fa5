"""The notes' experiments against the real libraries: the same claims as the tour, one test each."""

from __future__ import annotations

import math

import numpy as np
import pytest

import ndola as nd

MEAN_EXP = 21.1977562209304


def address(x: object) -> int:
    return x.__array_interface__["data"][0]


def f(x, xp):
    return xp.mean(xp.exp(x))


def test_interface_dict():
    """AI-01: a new, plain dict with the shape, the typestr and the address."""
    x = nd.asarray([[1, 2], [3, 4]])
    d = x.__array_interface__
    assert type(d) is dict and d is not x.__array_interface__
    assert d["shape"] == (2, 2) and d["typestr"] == "<i8" and d["version"] == 3 and d["strides"] is None


def test_reshape_by_editing_the_dict():
    """AI-29: an edited interface on any object is an array over the same memory."""

    class Wrapper:
        pass

    x = nd.asarray([1.0, 2.0, 3.0, 4.0])
    w = Wrapper()
    w.__array_interface__ = {**x.__array_interface__, "shape": (2, 2)}
    for y in (np.array(w, copy=False), nd.asarray(w, copy=False)):
        y[1, 0] = 30.0
        assert float(x[2]) == 30.0
        x[2] = 3.0
        assert float(y[1, 0]) == 3.0
        assert y.shape == (2, 2) and address(y) == address(x)


class DiagonalArray:
    """The notes' array that becomes one on demand."""

    def __init__(self, n: int, value: float) -> None:
        self.n, self.value = n, value

    def __array__(self, dtype=None, copy=None):
        if copy is False:
            raise ValueError("`copy=False` isn't supported. A copy is always created.")
        return self.value * np.eye(self.n, dtype=dtype)


def test_diagonal_on_demand():
    """CO: __array__ makes the array; copy=False is refused."""
    d = DiagonalArray(5, 1)
    x = nd.asarray(d)
    assert x.shape == (5, 5) and float(nd.sum(x)) == 5.0
    with pytest.raises(ValueError, match="copy"):
        nd.asarray(d, copy=False)


def test_tensor_through_dlpack():
    torch = pytest.importorskip("torch")
    t = torch.arange(4)
    x = nd.from_dlpack(t)
    assert address(x) == t.data_ptr()
    x[1] = 10
    assert t[1] == 10
    t[2] = 20
    assert int(x[2]) == 20
    ours = nd.asarray([1.0, 2.0, 3.0])
    back = torch.from_dlpack(ours)
    back[0] = 7.0
    assert float(ours[0]) == 7.0 and back.data_ptr() == address(ours)


@pytest.mark.parametrize("xp", [np, nd], ids=["np", "nd"])
@pytest.mark.parametrize("kind", ["ours", "ndarray", "Series", "tensor"])
def test_one_function(xp, kind):
    data = [1, 2, 3, 4]
    if kind == "ours":
        x = nd.asarray(data)
    elif kind == "ndarray":
        x = np.array(data)
    elif kind == "Series":
        x = pytest.importorskip("pandas").Series(data)
    else:
        if xp is np:
            pytest.skip("np.mean hands a tensor keywords torch does not take; np cannot do this, nd can")
        x = pytest.importorskip("torch").tensor(data)
    assert math.isclose(float(f(x, xp)), MEAN_EXP, rel_tol=1e-14)


def test_exp_of_a_series_is_a_series():
    pd = pytest.importorskip("pandas")
    s = pd.Series([1.0, 2.0], index=["a", "b"], name="n")
    r = nd.exp(s)
    assert isinstance(r, pd.Series) and list(r.index) == ["a", "b"] and r.name == "n"
    np.testing.assert_array_equal(r.values, np.exp(s.values))


def test_series_and_array():
    pd = pytest.importorskip("pandas")
    s = pd.Series([1, 2, 3], index=list("abc"), name="s")
    for other in (np.array([10, 20, 30]), nd.asarray([10, 20, 30])):
        for r in (nd.add(s, other), nd.add(other, s), s + other, other + s):
            assert isinstance(r, pd.Series)
            assert list(r) == [11, 22, 33] and list(r.index) == list("abc")


def test_exp_of_a_tensor_is_a_tensor():
    torch = pytest.importorskip("torch")
    r = nd.exp(torch.tensor([1, 2, 3]))
    assert isinstance(r, torch.Tensor) and r.dtype == torch.float64
    np.testing.assert_allclose(r.numpy(), np.exp([1, 2, 3]))


def test_gradients_survive():
    torch = pytest.importorskip("torch")
    t = torch.tensor([0.0, 1.0], requires_grad=True)
    nd.sum(nd.exp(t)).backward()
    np.testing.assert_allclose(t.grad.numpy(), np.exp([0.0, 1.0]), rtol=1e-6)


def test_array_and_ndarray_operators():
    x, a = nd.asarray([1.0, 2.0]), np.array([10.0, 20.0])
    for r in (x + a, a + x, np.add(x, a), np.add(a, x), nd.add(x, a)):
        assert type(r) is nd.Array
        assert r.tolist() == [11.0, 22.0]


def test_numpy_functions_come_back_ours():
    x = nd.asarray([[3.0, 1.0], [2.0, 4.0]])
    assert type(np.sort(x)) is nd.Array
    assert type(np.linalg.inv(x)) is nd.Array
    assert type(np.median(x, axis=0)) is nd.Array
    assert type(np.concatenate([x, np.ones((1, 2))])) is nd.Array
