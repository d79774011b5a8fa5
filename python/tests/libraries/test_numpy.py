"""NumPy's kinds: ndarray and memmap are data, masked arrays keep their mask, matrices stay matrices."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import CALLS, X, Y, check_call

import ndola as nd

OPERATORS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow]


@pytest.mark.parametrize("call", CALLS)
def test_ndarray(call):
    check_call(call, lambda a: a, lambda r: r, np.ndarray, scalars=np.generic)


def test_beside_ours_an_ndarray_is_data(tmp_path):
    mapped = np.memmap(tmp_path / "x", np.float64, "w+", shape=(2, 3))
    mapped[:] = X
    for theirs in (X, mapped):
        for result in (nd.add(theirs, nd.asarray(Y)), theirs + nd.asarray(Y), nd.asarray(Y) + theirs):
            assert type(result) is nd.Array
            np.testing.assert_array_equal(result, X + Y)
    assert isinstance(nd.exp(mapped), np.ndarray)


# Positions and counts have nothing to mask.
UNMASKED = {"argmax-axis0", "argmin-axis0", "count_nonzero-axis0", "nonzero"}


@pytest.mark.parametrize("call", CALLS)
def test_masked(call):
    kinds = np.ndarray if call in UNMASKED else np.ma.MaskedArray
    check_call(call, lambda a: np.ma.array(a, mask=np.zeros(a.shape, bool)), lambda r: r, kinds, scalars=np.generic)


MASK = np.array([[True, False, False], [False, False, True]])


@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("concat", ([X, Y],), {"axis": 0}),
        ("stack", ([X, Y],), {"axis": 0}),
        ("broadcast_to", (X, (2, 2, 3)), {}),
        ("tril", (X,), {}),
        ("tile", (X, (2, 1)), {}),
        ("roll", (X, 1), {"axis": 1}),
        ("flip", (X,), {"axis": 0}),
        ("permute_dims", (X, (1, 0)), {}),
        ("reshape", (X, (3, 2)), {}),
        ("take", (X, np.array([1, 0])), {"axis": 0}),
        ("repeat", (X, 2), {"axis": 1}),
        ("exp", (X,), {}),
        ("round", (X,), {}),
        ("clip", (X, 0.2, 0.6), {}),
        ("astype", (X, nd.float32), {}),
    ],
)
def test_the_mask_moves_with_the_elements(name, args, kwargs):
    """Where an element is masked by hand as NaN and carried along, the mask is there too."""
    masked = getattr(nd, name)(*_with(args, lambda a: np.ma.array(a, mask=MASK)), **kwargs)
    marked = getattr(nd, name)(*_with(args, lambda a: np.where(MASK, np.nan, a)), **kwargs)
    np.testing.assert_array_equal(np.ma.getmaskarray(masked), np.isnan(marked))


def _with(args, make):
    return tuple(
        [make(a) for a in arg] if isinstance(arg, list) else make(arg) if arg is X or arg is Y else arg for arg in args
    )


def test_where_masks_what_it_chose_and_what_it_could_not_choose():
    masked = np.ma.array(X, mask=MASK)
    result = nd.where(np.ma.array(X > 0.3, mask=~MASK & (X == 0.5)), masked, 0.0)
    np.testing.assert_array_equal(np.ma.getmaskarray(result), (MASK & (X > 0.3)) | (X == 0.5))


def test_reductions_skip_the_masked():
    masked = np.ma.array(X, mask=MASK)
    seen = X[~MASK]
    for name in ("sum", "mean", "max", "min", "prod", "std", "var"):
        np.testing.assert_allclose(getattr(nd, name)(masked), getattr(np, name)(seen))
    assert nd.count_nonzero(masked) == seen.size


@pytest.mark.parametrize("op", [*OPERATORS, operator.eq, operator.lt])
def test_ours_and_masked_keep_the_mask(op):
    masked, ours = np.ma.array(X, mask=MASK), nd.asarray(Y)
    for result, want in ((op(masked, ours), op(X, Y)), (op(ours, masked), op(Y, X))):
        assert isinstance(result, np.ma.MaskedArray)
        np.testing.assert_array_equal(np.ma.getmaskarray(result), MASK)
        np.testing.assert_allclose(result.data[~MASK], want[~MASK])


def test_ufuncs_of_numpy_beside_ours_keep_the_mask():
    masked, ours = np.ma.array(X, mask=MASK), nd.asarray(Y)
    for result in (np.add(masked, ours), np.add(ours, masked), np.concatenate([masked, ours])[:2]):
        np.testing.assert_array_equal(np.ma.getmaskarray(result), MASK)
    product = ours @ masked.T
    assert isinstance(product, np.ma.MaskedArray) and isinstance(masked.T @ ours, np.ma.MaskedArray)


NO_MATRIX = {"expand_dims", "stack", "broadcast_to", "broadcast_arrays", "nonzero", "squeeze", "unstack"}


@pytest.mark.parametrize("call", sorted(CALLS.keys() - NO_MATRIX))
def test_matrix(call):
    result = check_call_matrix(call)
    assert isinstance(result, (np.matrix, np.generic, tuple)), type(result)


def check_call_matrix(call):
    """A matrix keeps both axes where NumPy's reduction drops one."""
    if call.endswith("-axis0"):
        name = call.removesuffix("-axis0")
        result = getattr(nd, name)(np.asmatrix(X), axis=0)
        np.testing.assert_allclose(np.asarray(result)[0], getattr(np, name)(X, axis=0))
        return result
    return check_call(call, np.asmatrix, lambda r: r, np.matrix, scalars=np.generic)


def test_a_matrix_has_two_axes():
    for name, args in (("expand_dims", (np.asmatrix(X), 0)), ("stack", ([np.asmatrix(X), np.asmatrix(X)],))):
        with pytest.raises(TypeError, match="a matrix has two axes"):
            getattr(nd, name)(*args)


@pytest.mark.parametrize(
    "op", [operator.add, operator.sub, operator.mul, operator.matmul, operator.truediv, operator.eq]
)
def test_ours_and_matrix(op):
    """`*` is the matrix product in both orders, as it is beside an ndarray."""
    square, other = X[:, :2], Y[:, :2]
    for result, want in (
        (op(nd.asarray(square), np.asmatrix(other)), op(square, np.asmatrix(other))),
        (op(np.asmatrix(square), nd.asarray(other)), op(np.asmatrix(square), other)),
    ):
        assert isinstance(result, np.matrix)
        np.testing.assert_allclose(result, want)
