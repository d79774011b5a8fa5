"""JAX: arrays come back, and our functions can be traced: jit, grad, vmap."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

jax = pytest.importorskip("jax", reason="JAX is not installed")
jnp = jax.numpy


@pytest.fixture(autouse=True)
def _doubles():
    with jax.enable_x64(True):
        yield


@pytest.mark.parametrize("call", CALLS)
def test_every_function(call):
    check_call(call, jnp.asarray, np.asarray, jax.Array)


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt])
def test_operators_in_both_orders(op):
    for result in (op(jnp.asarray(X), nd.asarray(Y)), op(nd.asarray(X), jnp.asarray(Y))):
        assert isinstance(result, jax.Array)
        np.testing.assert_allclose(result, op(X, Y))


def mean_exp(x):
    return nd.mean(nd.exp(x) * nd.asarray(Y))


def test_traced():
    x = jnp.asarray(X)
    np.testing.assert_allclose(jax.jit(mean_exp)(x), np.mean(np.exp(X) * Y))
    np.testing.assert_allclose(jax.grad(mean_exp)(x), np.exp(X) * Y / X.size)
    np.testing.assert_allclose(jax.vmap(lambda row: nd.sum(nd.exp(row)))(x), np.exp(X).sum(axis=1))
    np.testing.assert_allclose(jax.jit(jax.grad(mean_exp))(x), np.exp(X) * Y / X.size)


def test_a_tracer_becomes_no_array_of_ours():
    with pytest.raises(jax.errors.ConcretizationTypeError):
        jax.jit(nd.asarray)(jnp.asarray(X))
