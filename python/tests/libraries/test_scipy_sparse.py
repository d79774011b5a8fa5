"""scipy.sparse: sparse where the function is zero at zero, else refused, never densified unasked."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from grid import ELEMENTWISE

import ndola as nd

sp = pytest.importorskip("scipy.sparse", reason="SciPy is not installed")

KINDS = [f"{format}_{kind}" for format in ("csr", "csc", "coo") for kind in ("array", "matrix")]
DENSE = np.array([[0.0, 0.5, 0.0], [0.25, 0.0, 0.0], [0.0, 0.75, 0.125]])
OTHER = np.array([[0.0, 0.25, 0.5], [0.0, 0.0, 0.0], [0.0, 0.5, 0.0]])


def values(name: str, n: int) -> list[np.ndarray]:
    kind = ELEMENTWISE[name][0].dtype
    scale = 8 if kind.kind == "i" else 1
    return [(x * scale).astype(kind) for x in (DENSE, OTHER)[:n]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ELEMENTWISE)
def test_elementwise(kind, name):
    """Sparse exactly where NumPy's result is zero wherever nothing is stored in any operand."""
    operands = values(name, len(ELEMENTWISE[name]))
    with np.errstate(all="ignore"):
        want = getattr(np, name)(*operands)
        preserving = not np.any(getattr(np, name)(*(np.zeros(1, x.dtype) for x in operands)))
    theirs = [getattr(sp, kind)(x) for x in operands]
    if not preserving:
        with pytest.raises(TypeError, match=rf"{name}: the result for a {kind} would be dense.*toarray"):
            getattr(nd, name)(*theirs)
        return
    result = getattr(nd, name)(*theirs)
    assert type(result) is type(theirs[0]) and result.dtype == want.dtype
    np.testing.assert_allclose(result.toarray(), want, rtol=1e-13)


@pytest.mark.parametrize("kind", KINDS)
def test_scaling_and_products(kind):
    s = getattr(sp, kind)(DENSE)
    for result in (nd.multiply(s, 3.0), nd.multiply(3.0, s), nd.multiply(s, np.float64(3.0)), nd.divide(s, 1 / 3)):
        assert type(result) is type(s)
        np.testing.assert_allclose(result.toarray(), DENSE * 3)
    row = nd.asarray([1.0, 2.0, 3.0])
    scaled = nd.multiply(s, row)
    assert type(scaled) is type(s)
    np.testing.assert_allclose(scaled.toarray(), DENSE * np.asarray(row))
    assert sp.issparse(nd.matmul(s, s))
    np.testing.assert_allclose(nd.matmul(s, s).toarray(), DENSE @ DENSE)
    for result in (nd.matmul(s, nd.asarray(OTHER)), s @ nd.asarray(OTHER)):
        assert isinstance(result, np.ndarray)
        np.testing.assert_allclose(result, DENSE @ OTHER)
    np.testing.assert_allclose(nd.asarray(OTHER) @ s, OTHER @ DENSE)


def test_duplicates_are_summed_first():
    s = sp.coo_array(([1.0, 2.0], ([0, 0], [1, 1])), shape=(2, 2))
    assert nd.square(s).toarray()[0, 1] == 9.0


@pytest.mark.parametrize("op", [operator.add, operator.sub, operator.truediv])
def test_a_dense_result_of_an_operator_is_refused(op):
    s = sp.csr_array(DENSE)
    with pytest.raises(TypeError, match="would be dense"):
        op(nd.asarray(OTHER + 1), s)


@pytest.mark.parametrize("kind", ["csr_array", "csr_matrix"])
def test_the_star(kind):
    """Elementwise for arrays, the product for matrices, whichever comes first."""
    s, ours = getattr(sp, kind)(DENSE), nd.asarray(OTHER)
    for result, beside in ((ours * s, OTHER * s), (s * ours, s * OTHER)):
        np.testing.assert_allclose(result.toarray() if sp.issparse(result) else result,
                                   beside.toarray() if sp.issparse(beside) else beside)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_reductions(kind):
    s = getattr(sp, kind)(DENSE)
    for name in ("sum", "mean", "max", "min", "argmax", "count_nonzero"):
        np.testing.assert_allclose(getattr(nd, name)(s), getattr(np, name)(DENSE))
        along = getattr(nd, name)(s, axis=0)
        along = along.toarray() if sp.issparse(along) else np.asarray(along)
        np.testing.assert_allclose(along.ravel(), getattr(np, name)(DENSE, axis=0))
    assert nd.any(s) and not nd.all(s)
    for name in ("prod", "std", "var"):
        with pytest.raises(TypeError, match="scipy.sparse has no such function"):
            getattr(nd, name)(s)


@pytest.mark.parametrize("kind", KINDS)
def test_the_rest(kind):
    s = getattr(sp, kind)(DENSE)
    mask = getattr(sp, kind)(DENSE > 0.3)
    chosen = nd.where(mask, s, 0)
    assert type(chosen) is type(s)
    np.testing.assert_allclose(chosen.toarray(), np.where(DENSE > 0.3, DENSE, 0))
    np.testing.assert_allclose(nd.clip(s, 0, 0.5).toarray(), np.clip(DENSE, 0, 0.5))
    assert nd.astype(s, nd.float32).dtype == np.float32
    for axis in (0, 1):
        joined = nd.concat([s, s], axis=axis)
        assert type(joined) is type(s)
        np.testing.assert_allclose(joined.toarray(), np.concatenate([DENSE, DENSE], axis=axis))
    np.testing.assert_allclose(nd.permute_dims(s, (1, 0)).toarray(), DENSE.T)
    np.testing.assert_allclose(nd.tril(s).toarray(), np.tril(DENSE))
    with pytest.raises(TypeError, match="would be dense"):
        nd.clip(s, 0.1, 0.5)
    with pytest.raises(TypeError, match="make it sparse first"):
        nd.concat([s, nd.asarray(DENSE)])


def test_shapes_must_agree():
    with pytest.raises(ValueError, match=r"add: shapes \(3, 3\) and \(2, 3\)"):
        nd.add(sp.csr_array(DENSE), sp.csr_array(DENSE[:2]))


def test_numpy_ufuncs_beside_ours():
    """No object array, whichever operand comes first."""
    s, ours = sp.csr_array(DENSE), nd.asarray(OTHER)
    for result in (np.multiply(s, ours), np.multiply(ours, s)):
        np.testing.assert_allclose(result.toarray(), DENSE * OTHER)
