"""The linear algebra extension of the standard.

matmul, matrix_transpose, tensordot and vecdot are those of the package. The rest, declared here and dispatched as
_delegated says, is computed by NumPy's LAPACK over views of our memory; another library's arrays go to that library.
Square matrices may be stacked: the last two axes are theirs. float16 and bfloat16 have no factorisations.
"""

from __future__ import annotations

from . import _ndola
from ._delegated import delegated, delegated_tuple, tensordot, vecdot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

matmul = _ndola.matmul
matrix_transpose = _ndola.matrix_transpose


@delegated
def cholesky(x: Any, /, *, upper: Any = False) -> Any:
    """The lower triangular L of L @ L^H = x, for Hermitian positive definite matrices; upper gives L^H."""


@delegated
def cross(x1: Any, x2: Any, /, *, axis: Any = -1) -> Any:
    """The cross product of vectors of three elements along an axis."""


@delegated
def det(x: Any, /) -> Any:
    """The determinant of square matrices."""


@delegated
def diagonal(x: Any, /, *, offset: Any = 0) -> Any:
    """The diagonal of matrices, offset above the main one where positive; a read-only view."""


@delegated_tuple("EigResult", "eigenvalues eigenvectors")
def eig(x: Any, /) -> Any:
    """Eigenvalues and right eigenvectors, the columns, of square matrices; complex of x's precision, in no order."""


@delegated
def eigvals(x: Any, /) -> Any:
    """Eigenvalues of square matrices; complex of x's precision, in no order."""


@delegated_tuple("EighResult", "eigenvalues eigenvectors")
def eigh(x: Any, /) -> Any:
    """Eigenvalues, real and ascending, and eigenvectors, the columns, of Hermitian x; its lower half is read."""


@delegated
def eigvalsh(x: Any, /) -> Any:
    """Eigenvalues, real and ascending, of Hermitian x; its lower half is read."""


@delegated
def inv(x: Any, /) -> Any:
    """The inverse of square matrices; LinAlgError where one is singular."""


@delegated
def matrix_norm(x: Any, /, *, keepdims: Any = False, ord: Any = "fro") -> Any:
    """A norm of matrices: "fro", "nuc", or 1, -1, 2, -2, inf, -inf."""


@delegated
def matrix_power(x: Any, n: Any, /) -> Any:
    """The n-th power of square matrices; n may be negative or 0."""


@delegated
def matrix_rank(x: Any, /, *, rtol: Any = None) -> Any:
    """How many singular values are above rtol times the largest; rtol is max(M, N) * eps if not given."""


@delegated
def outer(x1: Any, x2: Any, /) -> Any:
    """The outer product of two vectors."""


@delegated
def pinv(x: Any, /, *, rtol: Any = None) -> Any:
    """The Moore-Penrose inverse; singular values below rtol times the largest count as zero."""


@delegated_tuple("QRResult", "Q R")
def qr(x: Any, /, *, mode: Any = "reduced") -> Any:
    """x = Q @ R with orthonormal columns in Q and R upper triangular; "complete" gives a square Q."""


@delegated_tuple("SlogdetResult", "sign logabsdet")
def slogdet(x: Any, /) -> Any:
    """The sign of the determinant and the logarithm of its absolute value, which do not overflow."""


@delegated
def solve(x1: Any, x2: Any, /) -> Any:
    """The x of x1 @ x = x2, x1 square; x2 is a vector where it has one axis, else matrices. LinAlgError if singular."""


@delegated_tuple("SVDResult", "U S Vh")
def svd(x: Any, /, *, full_matrices: Any = True) -> Any:
    """The singular value decomposition x = U @ diag(S) @ Vh, S descending; full_matrices makes U and Vh square."""


@delegated
def svdvals(x: Any, /) -> Any:
    """The singular values, descending."""


@delegated
def trace(x: Any, /, *, offset: Any = 0, dtype: Any = None) -> Any:
    """The sum along the diagonal, in dtype where given; small integers are summed in 64 bits."""


@delegated
def vector_norm(x: Any, /, *, axis: Any = None, keepdims: Any = False, ord: Any = 2) -> Any:
    """The norm of vectors along an axis or several, of all elements for None; ord is any number, inf or -inf."""


__all__ = [
    "cholesky", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh", "inv", "matmul", "matrix_norm",
    "matrix_power", "matrix_rank", "matrix_transpose", "outer", "pinv", "qr", "slogdet", "solve", "svd", "svdvals",
    "tensordot", "trace", "vecdot", "vector_norm",
]  # fmt: skip
