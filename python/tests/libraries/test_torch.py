"""PyTorch: tensors come back, gradients pass."""

from __future__ import annotations

import operator
import subprocess
import sys

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

torch = pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.mark.parametrize("call", CALLS)
def test_every_function(call):
    check_call(call, torch.tensor, lambda t: t.numpy(), torch.Tensor)


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt])
def test_operators_in_both_orders(op):
    for result, want in (
        (op(torch.tensor(X), nd.asarray(Y)), op(X, Y)),
        (op(nd.asarray(X), torch.tensor(Y)), op(X, Y)),
    ):
        assert isinstance(result, torch.Tensor)
        np.testing.assert_allclose(result.numpy(), want)


@pytest.mark.parametrize("name", ["exp", "sin", "sqrt", "tanh", "log", "square", "cbrt"])
def test_gradients(name):
    t = torch.tensor(X, requires_grad=True)
    nd.sum(getattr(nd, name)(t) * nd.asarray(Y)).backward()
    step = 1e-6
    slope = (getattr(np, name)(X + step) - getattr(np, name)(X - step)) / (2 * step)
    np.testing.assert_allclose(t.grad.numpy(), slope * Y, rtol=1e-6)


def test_integers_promote_as_in_numpy():
    assert nd.exp(torch.tensor([1, 2])).dtype is torch.float64
    assert nd.mean(torch.tensor([1, 2])).dtype is torch.float64
    assert nd.exp(torch.tensor([1.0])).dtype is torch.float32


def test_readonly_and_reversed_arrays_enter_as_copies():
    ours = nd.asarray(X)[::-1]
    np.testing.assert_array_equal(nd.add(torch.tensor(Y), ours).numpy(), X[::-1] + Y)
    frozen = X.copy()
    frozen.flags.writeable = False
    result = nd.positive(torch.tensor(Y) + nd.asarray(frozen))
    result[0, 0] = 9.0
    assert frozen[0, 0] == X[0, 0]


def test_compile_does_not_break():
    """In a process of its own: the compiler's import crashes in one that has TensorFlow loaded."""
    code = (
        "import ndola as nd, torch\n"
        "t = torch.tensor([0.5, 1.0])\n"
        "compiled = torch.compile(lambda t: nd.exp(t) + 1, backend='eager')\n"
        "assert torch.equal(compiled(t), torch.exp(t) + 1)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_vmap():
    result = torch.func.vmap(lambda row: nd.sum(nd.exp(row)))(torch.tensor(X))
    np.testing.assert_allclose(result.numpy(), np.exp(X).sum(axis=1))
