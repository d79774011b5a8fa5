"""The linear algebra extension of the standard.

matmul, matrix_transpose, tensordot and vecdot are those of the package; the factorisations are computed
by NumPy's LAPACK over views of our memory, and their results are our arrays.
"""

from __future__ import annotations

from . import _ndola
from ._delegated import named, tensordot, vecdot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Array = _ndola.Array
matmul = _ndola.matmul
matrix_transpose = _ndola.matrix_transpose


def _call(name: str, *args: Any, **kwargs: Any) -> Any:
    from ._numpy import through

    return through("linalg." + name, args, kwargs)


def cholesky(x: Any, /, *, upper: Any = False) -> Array:
    """The Cholesky factor of Hermitian positive definite matrices."""
    return _call("cholesky", x, upper=upper)


def cross(x1: Any, x2: Any, /, *, axis: Any = -1) -> Array:
    """The cross product of vectors of three elements."""
    return _call("cross", x1, x2, axis=axis)


def det(x: Any, /) -> Array:
    """The determinant."""
    return _call("det", x)


def diagonal(x: Any, /, *, offset: Any = 0) -> Array:
    """The diagonal of matrices."""
    return _call("diagonal", x, offset=offset)


def eig(x: Any, /) -> tuple[Array, ...]:
    """Eigenvalues and eigenvectors."""
    return named("EigResult", "eigenvalues eigenvectors", _call("eig", x))


def eigvals(x: Any, /) -> Array:
    """Eigenvalues."""
    return _call("eigvals", x)


def eigh(x: Any, /) -> tuple[Array, ...]:
    """Eigenvalues and eigenvectors of Hermitian matrices."""
    return named("EighResult", "eigenvalues eigenvectors", _call("eigh", x))


def eigvalsh(x: Any, /) -> Array:
    """Eigenvalues of Hermitian matrices."""
    return _call("eigvalsh", x)


def inv(x: Any, /) -> Array:
    """The inverse."""
    return _call("inv", x)


def matrix_norm(x: Any, /, *, keepdims: Any = False, ord: Any = "fro") -> Array:
    """The norm of matrices."""
    return _call("matrix_norm", x, keepdims=keepdims, ord=ord)


def matrix_power(x: Any, n: Any, /) -> Array:
    """The n-th power of square matrices."""
    return _call("matrix_power", x, n)


def matrix_rank(x: Any, /, *, rtol: Any = None) -> Array:
    """The rank of matrices."""
    return _call("matrix_rank", x, rtol=rtol)


def outer(x1: Any, x2: Any, /) -> Array:
    """The outer product of two vectors."""
    return _call("outer", x1, x2)


def pinv(x: Any, /, *, rtol: Any = None) -> Array:
    """The pseudo-inverse."""
    return _call("pinv", x, rtol=rtol)


def qr(x: Any, /, *, mode: Any = "reduced") -> tuple[Array, ...]:
    """The factors Q and R."""
    return named("QRResult", "Q R", _call("qr", x, mode=mode))


def slogdet(x: Any, /) -> tuple[Array, ...]:
    """The sign of the determinant and the logarithm of its absolute value."""
    return named("SlogdetResult", "sign logabsdet", _call("slogdet", x))


def solve(x1: Any, x2: Any, /) -> Array:
    """The solution x of x1 @ x = x2."""
    return _call("solve", x1, x2)


def svd(x: Any, /, *, full_matrices: Any = True) -> tuple[Array, ...]:
    """The singular value decomposition U, S, Vh."""
    return named("SVDResult", "U S Vh", _call("svd", x, full_matrices=full_matrices))


def svdvals(x: Any, /) -> Array:
    """The singular values."""
    return _call("svdvals", x)


def trace(x: Any, /, *, offset: Any = 0, dtype: Any = None) -> Array:
    """The sum along the diagonal."""
    return _call("trace", x, offset=offset, dtype=dtype)


def vector_norm(x: Any, /, *, axis: Any = None, keepdims: Any = False, ord: Any = 2) -> Array:
    """The norm of vectors."""
    return _call("vector_norm", x, axis=axis, keepdims=keepdims, ord=ord)


__all__ = [
    "cholesky", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh", "inv", "matmul", "matrix_norm",
    "matrix_power", "matrix_rank", "matrix_transpose", "outer", "pinv", "qr", "slogdet", "solve", "svd", "svdvals",
    "tensordot", "trace", "vecdot", "vector_norm",
]  # fmt: skip
