"""scipy.sparse: our functions computed on the stored elements, where the others stay zero.

f of a sparse array is sparse where f(0) is 0, f of two where f(0, 0) is 0, f of a sparse and a dense one where f(0, d)
is 0 for every element d. So f is asked: its value at zero decides, and no list of functions is kept. Where the
result would be dense the call is refused, never densified unasked. The elements are computed by our functions, and
the result has the format and the class of the first sparse operand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.sparse as sp

import ndola as nd

from .._rows import UFUNCS
from . import scipy_sparse_linalg as linalg  # noqa: F401 - where a dotted name is looked up

_ELEMENTWISE = {*UFUNCS.values(), "where"}


def __getattr__(name: str) -> Any:
    """An elementwise function of ours over sparse operands."""
    if name not in _ELEMENTWISE:
        raise AttributeError(name)
    return lambda *operands: _elementwise(name, getattr(nd, name), operands)


def _elementwise(name: str, function: Callable[..., Any], operands: tuple[Any, ...]) -> Any:
    sparse = [x for x in operands if sp.issparse(x)]
    shape = sparse[0].shape
    if not _fit(operands, shape):
        shapes = " and ".join(str(np.shape(x)) for x in operands if not np.isscalar(x))
        raise ValueError(f"{name}: shapes {shapes}: a sparse operand is not broadcast")
    _refuse_dense(name, function, operands)
    places = np.unique(np.concatenate([_places(x) for x in sparse]))
    at = np.unravel_index(places, shape)
    values = function(*(_values(x, places, at, shape) for x in operands))
    return _build(sparse[0], np.asarray(values), at)


def _fit(operands: tuple[Any, ...], shape: Any) -> bool:
    """Whether every sparse operand has a shape and every dense one broadcasts to it."""
    try:
        fits = np.broadcast_shapes(shape, *(np.shape(x) for x in operands if not sp.issparse(x))) == shape
    except ValueError:
        return False
    return fits and {x.shape for x in operands if sp.issparse(x)} == {shape}


def _refuse_dense(name: str, function: Callable[..., Any], operands: tuple[Any, ...]) -> None:
    """TypeError unless the function is zero wherever all sparse operands are."""
    zeros = [x.dtype.type(0) if sp.issparse(x) else x for x in operands]
    with np.errstate(all="ignore"):
        at_zero = np.asarray(function(*(nd.asarray(x) if isinstance(x, np.generic) else x for x in zeros)))
    wrong = at_zero.ravel()[np.flatnonzero(at_zero != 0)[:1]]
    if wrong.size:
        kind = next(type(x).__name__ for x in operands if sp.issparse(x))
        raise TypeError(
            f"{name}: the result for a {kind} would be dense, since it is {wrong[0]} where nothing is stored; "
            "ask for it: x.toarray()"
        )


def _canonical(x: Any) -> Any:
    """x in coordinates, each place once."""
    x = x.tocoo(copy=True)
    x.sum_duplicates()
    return x


def _places(x: Any) -> Any:
    """The flat positions of the stored elements."""
    return np.ravel_multi_index(_canonical(x).coords, x.shape)


def _values(x: Any, places: Any, at: Any, shape: Any) -> Any:
    """The elements of an operand at flat places."""
    if np.isscalar(x):
        return x
    if not sp.issparse(x):
        return nd.asarray(np.broadcast_to(x, shape)[at])
    stored = _canonical(x)
    values = np.zeros(places.shape, x.dtype)
    values[np.searchsorted(places, np.ravel_multi_index(stored.coords, shape))] = stored.data
    return nd.asarray(values)


def _build(like: Any, values: Any, at: Any, shape: Any = None) -> Any:
    """Elements at coordinates, in the format and the class of another."""
    kind = sp.coo_array if isinstance(like, sp.sparray) else sp.coo_matrix
    return kind((values, at), shape=shape or like.shape).asformat(like.format)


def clip(x: Any, min: Any = None, max: Any = None) -> Any:
    return _elementwise("clip", lambda v: nd.clip(v, min, max), (x,))


def astype(x: Any, dtype: Any, *, copy: bool = True, device: Any = None) -> Any:
    return x.astype(dtype, copy=copy)


def matmul(x1: Any, x2: Any) -> Any:
    """Sparse where both are; with a dense one the product is dense, and ours where that one is."""
    return x1 @ x2


def _reduction(name: str) -> Callable[..., Any]:
    """A reduction that scipy.sparse has as a method: a scalar, or a dense row or column of sums."""

    def reduce(x: Any, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Any:
        if keepdims:
            raise TypeError(f"{name}: scipy.sparse drops the axis it reduces; use x.toarray()")
        options = {} if dtype is None else {"dtype": dtype}
        return getattr(x, name)(axis=axis, **options)

    return reduce


sum = _reduction("sum")
mean = _reduction("mean")
max = _reduction("max")
min = _reduction("min")
argmax = _reduction("argmax")
argmin = _reduction("argmin")
count_nonzero = _reduction("count_nonzero")


def any(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    return count_nonzero(x, axis=axis, keepdims=keepdims) > 0


def all(x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    length = np.prod(x.shape) if axis is None else x.shape[axis]
    return count_nonzero(x, axis=axis, keepdims=keepdims) == length


def nonzero(x: Any) -> Any:
    return x.nonzero()


def concat(arrays: Any, *, axis: int = 0) -> Any:
    """Sparse in the first one's format; a dense one among them is refused."""
    dense = [type(x).__name__ for x in arrays if not sp.issparse(x)]
    if dense:
        raise TypeError(
            f"concat: sparse arrays with a dense {dense[0]}: make it sparse first, scipy.sparse.coo_array(x)"
        )
    join = {0: sp.vstack, 1: sp.hstack}[axis % arrays[0].ndim]
    return join(list(arrays), format=arrays[0].format)


def permute_dims(x: Any, axes: Any) -> Any:
    return x.transpose(axes) if x.ndim > 2 else x.T if tuple(axes) == (1, 0) else x.copy()


def matrix_transpose(x: Any) -> Any:
    return x.T


def reshape(x: Any, shape: Any, *, copy: Any = None) -> Any:
    return x.reshape(shape).asformat(x.format)


def tril(x: Any, *, k: int = 0) -> Any:
    return sp.tril(x, k, format=x.format)


def triu(x: Any, *, k: int = 0) -> Any:
    return sp.triu(x, k, format=x.format)


def zeros_like(x: Any, *, dtype: Any = None, device: Any = None) -> Any:
    empty = np.empty(0, np.int64)
    return _build(x, np.empty(0, dtype or x.dtype), (empty,) * x.ndim)


empty_like = zeros_like


def copy(x: Any) -> Any:
    return x.copy()
