"""TensorFlow: tensors come back, eagerly and in a graph, and gradients pass."""

from __future__ import annotations

import operator
import os

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
tf = pytest.importorskip("tensorflow", reason="TensorFlow has no wheel for this Python or machine")


@pytest.mark.parametrize("call", CALLS)
def test_every_function(call):
    check_call(call, tf.constant, lambda t: t.numpy(), tf.Tensor)


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt])
def test_operators_in_both_orders(op):
    for theirs in (tf.constant, tf.Variable):
        for result in (op(theirs(X), nd.asarray(Y)), op(nd.asarray(X), theirs(Y))):
            assert isinstance(result, tf.Tensor)
            np.testing.assert_allclose(result.numpy(), op(X, Y))


def mean_exp(x):
    return nd.mean(nd.exp(x) * nd.asarray(Y))


def test_gradients_and_graphs():
    x = tf.constant(X)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = mean_exp(x)
    np.testing.assert_allclose(tape.gradient(y, x).numpy(), np.exp(X) * Y / X.size)
    np.testing.assert_allclose(tf.function(mean_exp)(x).numpy(), np.mean(np.exp(X) * Y))
    traced = tf.function(mean_exp).get_concrete_function(tf.TensorSpec((2, None), tf.float64))
    np.testing.assert_allclose(traced(x).numpy(), np.mean(np.exp(X) * Y))


def test_promotion_is_numpys():
    assert nd.exp(tf.constant([1, 2])).dtype == tf.float64
    assert nd.add(tf.constant([1, 2]), nd.asarray([0.5, 1.5])).dtype == tf.float64
    assert nd.std(tf.constant(X), correction=1).numpy() == pytest.approx(np.std(X, ddof=1))
