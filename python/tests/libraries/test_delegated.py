"""The functions that NumPy computes for ours, given other libraries' arrays: sorting, sets, products, linalg and fft.

Every one is called on every library's arrays. Their own kind comes back with NumPy's numbers, or a TypeError that
names the function and what to do.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

import ndola as nd

dask = pytest.importorskip("dask.array", reason="dask is not installed")
jax = pytest.importorskip("jax", reason="JAX is not installed")
pd = pytest.importorskip("pandas", reason="pandas is not installed")
sp = pytest.importorskip("scipy.sparse", reason="SciPy is not installed")
sparse = pytest.importorskip("sparse", reason="PyData/Sparse is not installed")
tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
torch = pytest.importorskip("torch", reason="PyTorch is not installed")
xr = pytest.importorskip("xarray", reason="xarray is not installed")

V = np.array([3.0, 1.0, 2.0, 1.0])
W = np.array([1.0, 4.0, 1.0, 0.5])
SORTED = np.array([1.0, 2.0, 3.0])
M = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]])
B = np.array([[1.0, 2.0], [0.5, 1.5], [2.0, 0.25]])
U = np.array([1.0, 2.0, 3.0])
Z = V + 1j * W

# name -> arguments, keywords
CALLS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "sort": ((V,), {}),
    "sort-descending": ((V,), {"descending": True}),
    "argsort": ((V,), {}),
    "argsort-descending": ((V,), {"descending": True}),
    "searchsorted": ((SORTED, W), {}),
    "searchsorted-right": ((SORTED, W), {"side": "right"}),
    "isin": ((V, SORTED[:2]), {}),
    "isin-invert": ((V, SORTED[:2]), {"invert": True}),
    "unique_values": ((V,), {}),
    "unique_counts": ((V,), {}),
    "unique_inverse": ((V,), {}),
    "unique_all": ((V,), {}),
    "tensordot": ((M, B), {"axes": 1}),
    "vecdot": ((V, W), {}),
    "linalg.cholesky": ((M,), {}),
    "linalg.cholesky-upper": ((M,), {"upper": True}),
    "linalg.cross": ((U, SORTED[::-1].copy()), {}),
    "linalg.det": ((M,), {}),
    "linalg.diagonal": ((M,), {"offset": 1}),
    "linalg.eig": ((M,), {}),
    "linalg.eigvals": ((M,), {}),
    "linalg.eigh": ((M,), {}),
    "linalg.eigvalsh": ((M,), {}),
    "linalg.inv": ((M,), {}),
    "linalg.matmul": ((M, B), {}),
    "linalg.matrix_norm": ((M,), {}),
    "linalg.matrix_norm-keepdims": ((M,), {"keepdims": True, "ord": 1}),
    "linalg.matrix_power": ((M, 3), {}),
    "linalg.matrix_rank": ((M,), {}),
    "linalg.matrix_transpose": ((B,), {}),
    "linalg.outer": ((U, V), {}),
    "linalg.pinv": ((M,), {}),
    "linalg.qr": ((M,), {}),
    "linalg.slogdet": ((M,), {}),
    "linalg.solve": ((M, B), {}),
    "linalg.solve-vector": ((M, U), {}),
    "linalg.svd": ((B,), {"full_matrices": False}),
    "linalg.svdvals": ((B,), {}),
    "linalg.tensordot": ((M, B), {"axes": 1}),
    "linalg.trace": ((M,), {"offset": 1}),
    "linalg.vecdot": ((V, W), {}),
    "linalg.vector_norm": ((V,), {}),
    "linalg.vector_norm-axis": ((B,), {"axis": 0, "keepdims": True, "ord": 1}),
    "fft.fft": ((Z,), {}),
    "fft.fft-padded": ((Z,), {"n": 6, "norm": "ortho"}),
    "fft.ifft": ((Z,), {}),
    "fft.rfft": ((V,), {}),
    "fft.irfft": ((Z,), {}),
    "fft.hfft": ((Z,), {"norm": "forward"}),
    "fft.ihfft": ((V,), {}),
    "fft.fftn": ((B + 1j,), {}),
    "fft.ifftn": ((B + 1j,), {"axes": (0,)}),
    "fft.rfftn": ((B,), {}),
    "fft.irfftn": ((B + 1j,), {}),
    "fft.fftshift": ((V,), {}),
    "fft.ifftshift": ((V,), {}),
}  # fmt: skip

# Unique up to sign: compared by absolute value.
UP_TO_SIGN = {"linalg.eig", "linalg.eigh", "linalg.qr", "linalg.svd"}

assert {f"linalg.{name}" for name in nd.linalg.__all__} <= {call.partition("-")[0] for call in CALLS}
assert {f"fft.{name}" for name in nd.fft.__all__ if "freq" not in name} <= {call.partition("-")[0] for call in CALLS}


class Kind(NamedTuple):
    """A library: its array of an ndarray, an ndarray of its array, the types its results have, and the calls it
    computes, where it does not compute all; the others it refuses."""

    theirs: Callable[[np.ndarray], Any]
    back: Callable[[Any], Any]
    types: Any
    computes: set[str] = {*CALLS}


def _xarray(a: np.ndarray) -> Any:
    return xr.DataArray(a, dims=[f"d{n}" for n in a.shape])


def _pandas(a: np.ndarray) -> Any:
    return pd.Series(a) if a.ndim == 1 else pd.DataFrame(a)


_SORTED = {"sort", "sort-descending"}
_FOUND = {"isin", "isin-invert"}
_VECDOT = {"vecdot", "linalg.vecdot"}
_TENSORDOT = {"tensordot", "linalg.tensordot"}
_MOVED = {"linalg.matmul", "linalg.matrix_transpose"}

KINDS = {
    "NumPy": Kind(np.asarray, np.asarray, (np.ndarray, np.generic)),
    "numpy.ma": Kind(
        np.ma.asarray, np.ma.getdata, np.ma.MaskedArray, {*_SORTED, *_FOUND, *_MOVED, "unique_values"},
    ),
    "torch": Kind(torch.tensor, lambda t: t.resolve_conj().numpy(), torch.Tensor),
    "JAX": Kind(jax.numpy.asarray, np.asarray, jax.Array),
    "dask": Kind(dask.from_array, np.asarray, dask.Array),
    "TensorFlow": Kind(tf.constant, np.asarray, tf.Tensor),
    "pandas": Kind(
        _pandas, np.asarray, (pd.Series, pd.DataFrame, np.generic),
        {*_SORTED, *_FOUND, *_VECDOT, *_MOVED, "searchsorted", "searchsorted-right", "unique_values"},
    ),
    "xarray": Kind(_xarray, np.asarray, xr.DataArray, {*_FOUND, *_VECDOT, "linalg.matrix_transpose"}),
    "sparse": Kind(
        sparse.COO.from_numpy, lambda x: x.todense() if hasattr(x, "todense") else x, (sparse.SparseArray, np.ndarray),
        {*_SORTED, *_VECDOT, *_TENSORDOT, *_MOVED, "unique_values", "unique_counts"},
    ),
    "scipy.sparse": Kind(
        sp.csr_array, lambda x: x.toarray() if sp.issparse(x) else x, (sp.sparray, np.ndarray, np.generic),
        {
            *_MOVED, "linalg.diagonal", "linalg.inv", "linalg.matrix_norm", "linalg.matrix_norm-keepdims",
            "linalg.matrix_power", "linalg.solve", "linalg.solve-vector", "linalg.trace", "linalg.vector_norm",
            "linalg.vector_norm-axis",
        },
    ),
}  # fmt: skip


def function(module: Any, call: str) -> Callable[..., Any]:
    return operator.attrgetter(call.partition("-")[0])(module)


def mapped(convert: Callable[[np.ndarray], Any], args: tuple[Any, ...]) -> list[Any]:
    return [convert(a) if isinstance(a, np.ndarray) else a for a in args]


def expected(call: str) -> Any:
    """What ours gives, which is NumPy's."""
    args, kwargs = CALLS[call]
    return function(nd, call)(*mapped(nd.asarray, args), **kwargs)


@pytest.fixture(autouse=True)
def _doubles():
    with jax.enable_x64(True):
        yield


def check(call: str, got: Any, kind: Kind) -> None:
    want = expected(call)
    if isinstance(want, tuple):
        assert type(got) is type(want), f"{call}: {type(got)}"
    pairs = list(zip(got, want, strict=True)) if isinstance(want, tuple) else [(got, want)]
    for result, w in pairs:
        assert isinstance(result, kind.types), f"{call}: {type(result)}"
        values, numbers = np.asarray(kind.back(result)), np.asarray(w)
        if call in UP_TO_SIGN:
            values, numbers = abs(values), abs(numbers)
        if call == "unique_values":  # the order is unspecified
            values = np.sort(values)
        np.testing.assert_allclose(values, numbers, rtol=1e-10, atol=1e-12, strict=values.dtype.kind in "fc")


@pytest.mark.parametrize("library", KINDS)
@pytest.mark.parametrize("call", CALLS)
def test_every_function(call, library):
    args, kwargs = CALLS[call]
    kind = KINDS[library]
    theirs = mapped(kind.theirs, args)
    if call in kind.computes:
        check(call, function(nd, call)(*theirs, **kwargs), kind)
    elif call.startswith("argsort") and library == "numpy.ma":
        # Positions are plain data.
        np.testing.assert_array_equal(function(nd, call)(*theirs, **kwargs), np.asarray(expected(call)))
    else:
        name = call.partition("-")[0]
        with pytest.raises(TypeError, match=rf"{name}: .*[;:] |{name.rpartition('.')[2]}: .*[;:] "):
            function(nd, call)(*theirs, **kwargs)


@pytest.mark.parametrize("call", ["sort", "linalg.inv", "linalg.qr", "fft.fft"])
def test_matrices_stay(call):
    """numpy.matrix: what NumPy's function gives, which keeps the kind but for Fourier transforms."""
    m = np.asmatrix(M)
    got, want = function(nd, call)(m), function(np, call)(m)
    for a, b in zip(got, want, strict=True) if isinstance(want, tuple) else [(got, want)]:
        assert type(a) is type(b)
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("library", ["torch", "JAX", "dask", "TensorFlow"])
@pytest.mark.parametrize("call", [c for c, (args, _) in CALLS.items() if isinstance(args[-1], np.ndarray) and args[1:]])
def test_ours_beside_theirs(call, library):
    """In both orders: ours enters as theirs."""
    (a, b), kwargs = CALLS[call]
    kind = KINDS[library]
    check(call, function(nd, call)(kind.theirs(a), nd.asarray(b), **kwargs), kind)
    check(call, function(nd, call)(nd.asarray(a), kind.theirs(b), **kwargs), kind)


@pytest.mark.parametrize("call", ["linalg.solve", "linalg.cross", "vecdot", "isin", "searchsorted", "tensordot"])
def test_data_of_numpy_beside_ours_is_data(call):
    (a, b), kwargs = CALLS[call]
    for result in (function(nd, call)(a, nd.asarray(b), **kwargs), function(nd, call)(nd.asarray(a), b, **kwargs)):
        assert type(result) is nd.Array
        np.testing.assert_array_equal(np.asarray(result), np.asarray(expected(call)))


@pytest.mark.parametrize("call", ["linalg.inv", "linalg.det", "linalg.svdvals", "fft.rfft", "linalg.vector_norm"])
def test_gradients_and_tracing(call):
    """torch and TensorFlow remember the gradient, JAX traces; all three have the same one."""
    args, kwargs = CALLS[call]

    def loss(x, total):
        result = function(nd, call)(x, **kwargs)
        return total(nd.real(result * nd.conj(result)))

    t = torch.tensor(args[0], requires_grad=True)
    loss(t, torch.sum).backward()
    x = jax.numpy.asarray(args[0])
    slope = jax.jit(jax.grad(lambda x: loss(x, jax.numpy.sum)))(x)
    v = tf.Variable(args[0])
    with tf.GradientTape() as tape:
        y = loss(v.value(), tf.reduce_sum)
    np.testing.assert_allclose(t.grad.numpy(), slope, rtol=1e-8)
    np.testing.assert_allclose(np.asarray(tape.gradient(y, v)), slope, rtol=1e-8)


def test_vmap_and_graph():
    stack = np.stack([M, 2 * M])
    want = np.linalg.inv(stack)
    np.testing.assert_allclose(jax.vmap(nd.linalg.inv)(jax.numpy.asarray(stack)), want)
    np.testing.assert_allclose(torch.func.vmap(nd.linalg.inv)(torch.tensor(stack)).numpy(), want)
    np.testing.assert_allclose(tf.function(nd.linalg.inv)(tf.constant(stack)), want)
    np.testing.assert_allclose(tf.function(nd.fft.fftn)(tf.constant(stack)), np.fft.fftn(stack))


def test_dask_stays_lazy_in_stacks():
    stack = np.stack([M, 2 * M, 3 * M, 4 * M])
    x = dask.from_array(stack, chunks=(2, 2, 3))
    for name in ("cholesky", "det", "inv", "eigvalsh", "pinv", "matrix_rank"):
        result = getattr(nd.linalg, name)(x)
        assert isinstance(result, dask.Array)
        np.testing.assert_allclose(result.compute(), getattr(np.linalg, name)(stack), rtol=1e-10)


def test_integers_promote_as_in_numpy():
    ints = np.array([[2, 1], [1, 3]])
    for theirs in (torch.tensor, jax.numpy.asarray, tf.constant):
        for name in ("linalg.inv", "linalg.det", "fft.rfft"):
            result = np.asarray(function(nd, name)(theirs(ints)))
            np.testing.assert_allclose(result, function(np, name)(ints), strict=True)
        assert "int" in str(nd.linalg.trace(theirs(ints)).dtype)


def test_masks_are_never_lost():
    x = np.ma.array([3.0, 1.0, 2.0, 9.0], mask=[0, 1, 0, 0])
    for descending, want in ((False, [2.0, 3.0, 9.0]), (True, [9.0, 3.0, 2.0])):
        result = nd.sort(x, descending=descending)
        assert list(result.mask) == [False, False, False, True]
        assert list(result[:3]) == want
    assert list(nd.isin(x, [1.0, 9.0]).mask) == [False, True, False, False]
    with pytest.raises(TypeError, match=r"linalg.vector_norm: numpy.ma has no such function.*x.filled"):
        nd.linalg.vector_norm(x)


def test_labels_stay():
    s = pd.Series([3.0, 1.0, 2.0], index=["a", "b", "c"], name="s")
    pd.testing.assert_series_equal(nd.sort(s), s.sort_values())
    pd.testing.assert_series_equal(nd.isin(s, nd.asarray([1.0])), s.isin([1.0]))
    assert nd.vecdot(s, s[::-1]) == 14.0
    d = xr.DataArray(B, dims=("x", "y"), coords={"x": [10, 20, 30]})
    xr.testing.assert_identical(nd.vecdot(d, d), xr.dot(d, d, dim="y"))
    xr.testing.assert_identical(nd.isin(d, [1.0]), d.isin([1.0]))


# What is refused among ours: the function, the operands and NumPy's reason in one line.
REFUSED = {
    "axis": (lambda: nd.sort(nd.ones(3), axis=5), IndexError, r"^sort of float64 \(3,\): axis 5 is out of bounds"),
    "descending": (lambda: nd.argsort(nd.ones(3), axis=5, descending=True), IndexError, "^argsort of .*axis 5"),
    "a 0-d array": (lambda: nd.sort(nd.asarray(1.0)), IndexError, "^sort of float64"),
    "keyword": (lambda: nd.sort(nd.ones(3), kind="heap"), TypeError, r"sort\(\) got an unexpected keyword argument"),
    "side": (lambda: nd.searchsorted(nd.ones(3), 1.0, side="up"), ValueError, "^searchsorted of .*'up'"),
    "length": (lambda: nd.fft.fft(nd.ones(3), n=-1), ValueError, r"^fft.fft of .*\(-1\)"),
    "norm": (lambda: nd.fft.fft(nd.ones(3), norm="x"), ValueError, "^fft.fft of .*ortho"),
    "no samples": (lambda: nd.fft.fftfreq(0), ValueError, "^fft.fftfreq: n must be positive, not 0"),
    "complex": (lambda: nd.fft.rfft(nd.ones(3) * 1j), TypeError, "^fft.rfft of complex128"),
    "singular": (lambda: nd.linalg.inv(nd.zeros((2, 2))), np.linalg.LinAlgError, "^linalg.inv of .*Singular"),
    "not square": (lambda: nd.linalg.det(nd.zeros((2, 3))), np.linalg.LinAlgError, r"^linalg.det of float64 \(2, 3\)"),
    "shapes": (lambda: nd.vecdot(nd.ones(3), nd.ones(2)), ValueError, r"^vecdot of float64 \(3,\) and float64 \(2,\)"),
    "half": (lambda: nd.linalg.det(nd.ones((2, 2), dtype="float16")), TypeError, r"widen it: ndola.astype\(x"),
    "ragged": (lambda: nd.sort([[1], [2, 3]]), ValueError, "^sort: "),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(case):
    call, error, message = REFUSED[case]
    with pytest.raises(error, match=message):
        call()


def test_element_types_of_the_standard():
    """Precision is kept; eigenvalues of a real matrix are complex."""
    for real, complex_ in (("float32", "complex64"), ("float64", "complex128")):
        x, z = nd.eye(3, dtype=real), nd.eye(3, dtype=complex_)
        for name in ("fft", "ifft", "fftn", "ifftn"):
            assert getattr(nd.fft, name)(z).dtype.name == complex_
        for name in ("rfft", "ihfft", "rfftn"):
            assert getattr(nd.fft, name)(x).dtype.name == complex_
        for name in ("irfft", "hfft", "irfftn"):
            assert getattr(nd.fft, name)(z).dtype.name == real
        for name in ("eigvalsh", "svdvals", "matrix_norm", "vector_norm"):
            assert getattr(nd.linalg, name)(x).dtype.name == getattr(nd.linalg, name)(z).dtype.name == real
        for name in ("det", "inv", "pinv", "cholesky", "trace"):
            assert getattr(nd.linalg, name)(x).dtype.name == real
        assert nd.linalg.eigvals(x).dtype.name == complex_
        assert [part.dtype.name for part in nd.linalg.eig(x)] == [complex_, complex_]
        assert nd.fft.fftfreq(4, dtype=real).dtype.name == nd.fft.rfftfreq(4, dtype=real).dtype.name == real


def test_bfloat16_is_sorted_as_numbers():
    x = nd.asarray([1.0, -2.0, 3.0], dtype="bfloat16")
    result = nd.sort(x, descending=True)
    assert result.dtype is nd.bfloat16 and nd.astype(result, "float32").tolist() == [3.0, 1.0, -2.0]
