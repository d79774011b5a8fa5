"""PyData/Sparse: arrays stay sparse, and the fill value is part of the value."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

sparse = pytest.importorskip("sparse", reason="PyData/Sparse is not installed")

# What the library itself has not, for any caller.
REFUSED = {"cumulative_sum", "cumulative_prod", "take_along_axis", "meshgrid"}


def dense(x):
    return x.todense() if hasattr(x, "todense") else x


# The library compiles each of these for ten seconds; they are its own code, called as they are.
SLOW = {"argmax", "argmax-axis0", "argmin", "argmin-axis0", "take"}


@pytest.mark.parametrize("call", sorted(CALLS.keys() - {"nonzero"} - SLOW))
def test_every_function(call):
    if call in REFUSED:
        with pytest.raises(TypeError, match=call):
            check_call(call, sparse.COO.from_numpy, dense, sparse.SparseArray)
    else:
        check_call(call, sparse.COO.from_numpy, dense, sparse.SparseArray)


def test_the_fill_value_is_computed_too():
    s = sparse.COO.from_numpy(np.diag([1.0, 2.0, 3.0]))
    assert nd.exp(s).fill_value == 1.0 and nd.exp(s).nnz == 3
    assert nd.add(s, 2).fill_value == 2.0
    assert nd.cos(s).fill_value == 1.0
    assert nd.equal(s, 0).fill_value


@pytest.mark.parametrize("op", [operator.mul, operator.truediv, operator.add, operator.lt])
def test_operators_in_both_orders(op):
    s, ours = sparse.COO.from_numpy(np.diag([1.0, 2.0])), nd.asarray([[1.0, 2.0], [3.0, 4.0]])
    plain, other = np.diag([1.0, 2.0]), np.asarray(ours)
    with np.errstate(all="ignore"):
        for result, want in ((op(s, ours), op(plain, other)), (op(ours, s), op(other, plain))):
            # Where the result has no fill value the library gives an ndarray.
            assert isinstance(result, (sparse.SparseArray, np.ndarray)) and result.dtype != object
            np.testing.assert_allclose(dense(result), want)
    assert isinstance(s * ours, sparse.COO) and isinstance(ours * s, sparse.COO)


def test_products():
    s, ours = sparse.COO.from_numpy(X), nd.asarray(Y.T)
    for result in (ours @ s, nd.matmul(ours, s)):
        np.testing.assert_allclose(result, Y.T @ X)
    np.testing.assert_allclose(nd.matmul(s, ours), X @ Y.T)
    for kind in (sparse.COO, sparse.GCXS):
        t = kind.from_numpy(X)
        for result, want in (
            (t @ ours, X @ Y.T),
            (ours @ t, Y.T @ X),
            (np.matmul(t, ours), X @ Y.T),
            (t.dot(ours), X @ Y.T),
            (sparse.tensordot(t, ours, axes=1), X @ Y.T),
            (t @ nd.asarray(Y[0]), X @ Y[0]),
        ):
            assert isinstance(result, np.ndarray)
            np.testing.assert_allclose(result, want)
    assert isinstance(s @ sparse.COO.from_numpy(Y.T), sparse.COO)


OPERATORS = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lt", "le", "eq", "ne", "gt", "ge"]


@pytest.mark.parametrize("kind", ["COO", "GCXS", "DOK"])
@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_answers_as_beside_an_ndarray(kind, name):
    op, plain, other = getattr(operator, name), np.diag([1.0, 2.0]), np.array([[1.0, 2.0], [3.0, 4.0]])
    s = getattr(sparse, kind).from_numpy(plain)
    with np.errstate(all="ignore"):
        pairs = ((op(s, nd.asarray(other)), op(s, other)), (op(nd.asarray(other), s), op(other, s)))
    for got, want in pairs:
        assert type(got) is type(want)
        np.testing.assert_array_equal(dense(got), dense(want))


def test_known_holes():
    s, ours = sparse.COO.from_numpy(np.diag([1.0, 2.0])), nd.asarray([[1.0, 2.0], [3.0, 4.0]])
    # The library's own way with what it does not know, said nowhere.
    assert sparse.where(s > 0, s, ours) is NotImplemented
    with pytest.raises(AttributeError, match="NotImplementedType"):
        s *= ours
    np.testing.assert_array_equal(dense(nd.where(s > 0, s, ours)), [[1.0, 2.0], [3.0, 2.0]])
    # Its @ of a DOK fails beside an ndarray as it does beside ours.
    for dense_operand in (ours, np.asarray(ours)):
        with pytest.raises(Exception, match="nopython"):
            sparse.DOK.from_numpy(np.eye(2)) @ dense_operand
