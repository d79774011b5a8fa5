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


HALF = nd.asarray([[1.0, 2.0], [3.0, 4.0]], dtype="float16")

# Ours where TensorFlow takes an ndarray: what comes of it holds the same numbers.
TAKEN = {
    "convert_to_tensor": lambda x: tf.convert_to_tensor(x),
    "constant": lambda x: tf.constant(x),
    "Variable": lambda x: tf.Variable(x),
    "function": lambda x: tf.identity(x),
    "stack": lambda x: tf.stack([x, x])[1],
    "captured in a graph": lambda x: tf.function(lambda t: t * x)(tf.ones(x.shape, x.dtype.name)),
    "Dataset": lambda x: tf.stack(list(tf.data.Dataset.from_tensor_slices(x))),
    "Dataset of pairs": lambda x: tf.stack([a for a, _ in tf.data.Dataset.from_tensor_slices((x, x))]),
    "numpy_function": lambda x: tf.numpy_function(lambda a: nd.asarray(a), [x], x.dtype.name),
}


@pytest.mark.parametrize(
    "x", [nd.asarray(Y), nd.asarray(Y)[::-1], nd.asarray([[1, 2]], dtype="int8"), HALF, HALF.astype(nd.bfloat16)]
)
@pytest.mark.parametrize("call", TAKEN)
def test_ours_is_taken(call, x):
    result = TAKEN[call](x)
    assert isinstance(result, (tf.Tensor, tf.Variable)) and result.dtype.name == x.dtype.name
    np.testing.assert_array_equal(result.numpy().astype(float), np.asarray(x.astype("float64")))


def test_layers_of_keras_take_ours():
    keras = pytest.importorskip("keras", reason="keras is not installed")
    layer, x = keras.layers.Dense(2), nd.asarray(Y, dtype="float32")
    np.testing.assert_allclose(layer(x).numpy(), layer(np.asarray(x)).numpy())


def test_variables_have_gradients():
    w, x = tf.Variable(X), nd.asarray(Y)
    for call in (
        lambda: nd.sum(w * x),
        lambda: nd.sum(x * w),
        lambda: nd.sum(nd.multiply(x, w)),
        lambda: nd.vecdot(w, x),
    ):
        with tf.GradientTape() as tape:
            y = call()
        assert isinstance(y, tf.Tensor)
        np.testing.assert_allclose(tape.gradient(y, w).numpy(), Y)


@pytest.mark.parametrize(
    "name",
    [
        "exp",
        "log",
        "sqrt",
        "sin",
        "atanh",
        "tanh",
        "square",
        "abs",
        "log1p",
        "mean",
        "std",
        "var",
        "prod",
        "max",
        "cumulative_sum",
        "flip",
        "permute_dims",
        "clip",
        "tril",
    ],
)
def test_gradients_of_every_family(name):
    keywords = {"cumulative_sum": {"axis": 1}, "clip": {"min": 0.0, "max": 2.0}}.get(name, {})
    args = ((1, 0),) if name == "permute_dims" else ()

    def loss(x):
        return nd.sum(getattr(nd, name)(x, *args, **keywords))

    x, step = tf.constant(X), 1e-6
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = loss(x)
    gradient = tape.gradient(y, x).numpy()
    for at in np.ndindex(X.shape):
        moved = np.zeros_like(X)
        moved[at] = step
        slope = (float(loss(tf.constant(X + moved))) - float(loss(tf.constant(X - moved)))) / (2 * step)
        assert gradient[at] == pytest.approx(slope, rel=1e-5, abs=1e-7)


REFUSED = {
    "RaggedTensor": (lambda: tf.ragged.constant([[1.0, 2.0], [3.0]]), r"several lengths.*x\.to_tensor\(\)"),
    "SparseTensor": (lambda: tf.sparse.from_dense([[0.0, 1.0]]), r"dense.*tf\.sparse\.to_dense\(x\)"),
    "IndexedSlices": (lambda: tf.IndexedSlices(tf.constant([1.0]), tf.constant([0])), "dense.*tf.convert_to_tensor"),
    "strings": (lambda: tf.constant(["1", "2"]), r"strings holds no numbers.*tf\.strings\.to_number\(x\)"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_dense_tensor_of_numbers_is_refused(case):
    make, words = REFUSED[case]
    x = make()
    for call in (lambda: nd.exp(x), lambda: nd.sum(x), lambda: nd.add(x, nd.asarray([1.0, 2.0]))):
        with pytest.raises(TypeError, match=words):
            call()
    # TensorFlow ends the process where it is asked for the memory of strings.
    with pytest.raises(TypeError, match="cannot be an element|no numbers"):
        nd.asarray(x)
    assert "refused: TypeError" in str(nd.explain(x))
