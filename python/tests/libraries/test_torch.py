"""PyTorch: tensors come back, gradients pass."""

from __future__ import annotations

import importlib.util
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


COMPILED = """
import warnings
import numpy as np, torch, ndola as nd

warnings.simplefilter("error", UserWarning)  # the compiler warns of what it cannot trace
x = torch.tensor([[0.25, 0.5, 0.75], [0.125, 0.625, 0.375]], dtype=torch.float64)
ours = nd.asarray([1.0, 2.0, 3.0])

whole = {  # in one graph
    "elementwise": lambda t: nd.add(nd.exp(t), nd.cbrt(t)),
    "reduction": lambda t: nd.std(nd.exp(t), axis=0, correction=1),
    "mean": lambda t: nd.mean(nd.exp(t)),
    "where": lambda t: nd.where(nd.greater(t, 0.4), t, 0.0),
    "matmul": lambda t: nd.matmul(t, nd.matrix_transpose(t)),
    "concat": lambda t: nd.concat([t, t], axis=1),
    "unstack": lambda t: nd.unstack(nd.stack([t, t]))[1],
    "clip": lambda t: nd.clip(t, 0.2, 0.6),
    "integers": lambda t: nd.sin(t.to(torch.int64)),
    "gradient": lambda t: torch.func.grad(lambda u: nd.sum(nd.exp(u)))(t),
}
broken = {  # with a break, and right
    "ours captured": lambda t: nd.sum(nd.multiply(t, ours)),
    "operator": lambda t: (t * ours).sum(),
    "ours alone": lambda t: t * float(nd.sum(nd.exp(ours))),
    "dtype": lambda t: nd.astype(t, nd.float32),
}
for name, f in whole.items():
    for backend in ("eager", "aot_eager"):
        torch._dynamo.reset()
        got = torch.compile(f, backend=backend, fullgraph=True)(x)
        assert torch.allclose(got, f(x)), name
for name, f in broken.items():
    torch._dynamo.reset()
    got = torch.compile(f, backend="aot_eager")(x)
    assert got.dtype == f(x).dtype and torch.allclose(got, f(x)), name
torch._dynamo.reset()
w = x.clone().requires_grad_()
torch.compile(whole["mean"], backend="aot_eager", fullgraph=True)(w).backward()
assert torch.allclose(w.grad, torch.exp(x) / 6)


class Model(torch.nn.Module):
    def forward(self, t):
        return nd.mean(nd.exp(t))


exported = torch.export.export(Model(), (x,))
assert torch.allclose(exported.module()(x + 1), torch.exp(x + 1).mean())
"""


def in_a_process(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_compile_traces_our_functions():
    """In a process of its own: see the next test."""
    done = in_a_process(COMPILED)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed")
def test_compile_beside_tensorflow():
    """Known hole: torch's compiler and TensorFlow bring an LLVM each, and the process aborts, with or without us."""
    done = in_a_process("import tensorflow, torch; torch.compile(lambda t: t + 1, backend='eager')(torch.ones(2))")
    assert done.returncode != 0 and "registered more than once" in done.stderr


def test_vmap():
    result = torch.func.vmap(lambda row: nd.sum(nd.exp(row)))(torch.tensor(X))
    np.testing.assert_allclose(result.numpy(), np.exp(X).sum(axis=1))


# Functions that have no gradient: their results are integers or truths, or constant in steps.
STEPS = {"sign", "floor", "ceil", "trunc", "round", "nextafter", "floor_divide", "remainder", "copysign", "signbit"}


SLOPED = [
    call
    for call, (name, args, _) in CALLS.items()
    if any(a is X or a is Y for a in args) and name not in STEPS and "like" not in name and name != "imag"
]


@pytest.mark.parametrize("call", SLOPED)
def test_autograd_passes_every_function(call):
    """Where a result floats it has a gradient, which is that of a difference quotient."""
    name, args, kwargs = CALLS[call]
    tensors = [torch.tensor(a, requires_grad=True) if a is X or a is Y else a for a in args]
    result = getattr(nd, name)(*(torch.tensor(a) if isinstance(a, np.ndarray) else a for a in tensors), **kwargs)
    for part in result if isinstance(result, (tuple, list)) else [result]:
        assert part.requires_grad == part.is_floating_point()
    first = result[0] if isinstance(result, (tuple, list)) else result
    if not first.is_floating_point():
        return
    weights = torch.arange(1.0, first.numel() + 1, dtype=torch.float64).reshape(first.shape)

    def total(*values):
        out = getattr(nd, name)(*values, **kwargs)
        out = out[0] if isinstance(out, (tuple, list)) else out
        return (out.to(torch.float64) * weights).sum()

    place = next(i for i, t in enumerate(tensors) if isinstance(t, torch.Tensor) and t.requires_grad)
    slope = torch.autograd.grad((first.to(torch.float64) * weights).sum(), tensors[place])[0]
    with torch.no_grad():
        plain = [torch.tensor(a) if isinstance(a, np.ndarray) else a for a in args]
        shifted = [[*plain], [*plain]]
        step = torch.zeros(plain[place].shape, dtype=torch.float64)
        step[0, 0] = 1e-6
        if plain[place].shape[0] > 1:
            step[-1, -1] = -2e-6
        shifted[0][place], shifted[1][place] = plain[place] + step, plain[place] - step
        quotient = (total(*shifted[0]) - total(*shifted[1])) / 2
    rtol = 1e-2 if name == "astype" else 1e-5
    np.testing.assert_allclose((slope * step).sum().item(), quotient.item(), rtol=rtol, atol=1e-12)
