"""What our array answers when NumPy asks: NEP 13 (ufuncs), NEP 18 (functions) and wrapping.

What ndola has is computed by ndola. Everything else is computed by NumPy over views of the same memory
and comes back as our array, so every NumPy function works on it. This module is imported the first
time NumPy asks, never at import of the package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

try:
    import numpy as np
except ModuleNotFoundError as error:
    if error.name != "numpy":
        raise
    raise ModuleNotFoundError(
        "ndola: this function is computed by NumPy over the arrays' memory, and NumPy is not installed; "
        "pip install numpy",
        name="numpy",
    ) from None

import ndola as nd

from ._libraries import LIBRARIES
from ._rows import FUNCTIONS, UFUNCS

# Ours keeps integers where NumPy's rint makes floats of them.
_SAME = {numpy_name: name for numpy_name, name in UFUNCS.items() if numpy_name != "rint"}

# NumPy's ufuncs as objects, so that a user's ufunc of the same name is not mistaken for one.
OURS: dict[np.ufunc, Callable[..., Any]] = {
    getattr(np, numpy_name): getattr(nd, name) for numpy_name, name in _SAME.items()
}

# The same by row of the function table, which is what the shell calls by.
ROWS: dict[np.ufunc, int] = {getattr(np, numpy_name): FUNCTIONS.index(name) for numpy_name, name in _SAME.items()}

# The reduction that a ufunc's reduce method is.
_REDUCTIONS: dict[np.ufunc, Callable[..., Any]] = {
    np.add: nd.sum,
    np.multiply: nd.prod,
    np.maximum: nd.max,
    np.minimum: nd.min,
    np.logical_and: nd.all,
    np.logical_or: nd.any,
}


def _known(kind: type) -> bool:
    """Whether operands of a type may be converted: ours, NumPy's own and what neither protocol claims."""
    if issubclass(kind, (nd.Array, np.ndarray, np.generic)):
        return kind.__dict__.get("__array_ufunc__", True) is not None
    return not hasattr(kind, "__array_ufunc__") and not hasattr(kind, "__array_function__")


def _view(x: Any) -> Any:
    """x with every array of ours replaced by a NumPy view of the same memory."""
    if isinstance(x, nd.Array):
        return np.asarray(x if x.dtype != nd.bfloat16 else _known_to_numpy(x))
    if isinstance(x, (list, tuple)):
        items = [_view(item) for item in x]
        return items if isinstance(x, list) else _rebuild(x, items)
    if isinstance(x, dict):
        return {key: _view(value) for key, value in x.items()}
    if isinstance(x, nd.DType):
        return np.dtype(x.name)
    return x


def _known_to_numpy(x: nd.Array) -> nd.Array:
    """x of bfloat16, once ml_dtypes has told NumPy what that is: two raw bytes would sort as text does."""
    try:
        import ml_dtypes  # noqa: F401
    except ImportError:
        raise TypeError(
            'NumPy has no bfloat16: import ml_dtypes, which adds it, or widen: ndola.astype(x, "float32")'
        ) from None
    return x


def _rebuild(template: tuple[Any, ...], items: list[Any]) -> Any:
    """A tuple of the template's kind, named tuples included."""
    kind = type(template)
    return kind(*items) if hasattr(kind, "_fields") else tuple(items)


def _back(x: Any) -> Any:
    """x with NumPy's arrays and scalars replaced by ours where we have their element type."""
    if isinstance(x, (np.ndarray, np.generic)):
        if x.dtype.hasobject or isinstance(x, np.ma.MaskedArray):
            return x
        return nd.asarray(x)
    if isinstance(x, tuple):
        return _rebuild(x, [_back(item) for item in x])
    if isinstance(x, list):
        return [_back(item) for item in x]
    return x


def array_ufunc(self: Any, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
    """NEP 13: compute a ufunc, or NotImplemented where an operand's library should be asked."""
    out = kwargs.get("out", ())
    for x in (*inputs, *out):
        if not _known(type(x)):
            return _declined(ufunc, method, inputs, kwargs)
    if ufunc is np.matmul and method == "__call__" and not kwargs:
        return nd.matmul(*inputs)  # which asks a masked array or a matrix among the operands
    if method == "__call__":
        ours = OURS.get(ufunc)
        ours_out = all(o is None or isinstance(o, nd.Array) for o in out)
        if ours is not None and ours_out and kwargs.keys() <= {"out", "where"}:
            if out:
                kwargs["out"] = out[0]
            return ours(*inputs, **kwargs)
    elif method == "reduce" and ufunc in _REDUCTIONS and len(inputs) == 1:
        fitted = _fitted_reduce(ufunc, kwargs)
        if fitted is not None:
            return _REDUCTIONS[ufunc](inputs[0], **fitted)
    return _through(getattr(ufunc, method), inputs, kwargs)


def _declined(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A ufunc beside another library's arrays is theirs to answer, unless that library is known to decline ours."""
    if method != "__call__" or kwargs or (ufunc not in OURS and ufunc is not np.matmul):
        return NotImplemented
    from ._dispatch import declined

    return declined(nd.matmul.__name__ if ufunc is np.matmul else OURS[ufunc].__name__, inputs)


def _fitted_reduce(ufunc: np.ufunc, kwargs: dict[str, Any]) -> dict[str, Any] | None:
    """The keywords of a reduce as our reduction takes them, or None where it does not."""
    given = {key: value for key, value in kwargs.items() if value is not None or key == "axis"}
    allowed = {"axis", "keepdims", "dtype"} if ufunc in (np.add, np.multiply) else {"axis", "keepdims"}
    if not given.keys() <= allowed:
        return None
    return {"axis": 0, **given}


def _through(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """NumPy's function over views; what it wrote to our out comes back as that very array."""
    out = kwargs.get("out")
    result = function(*_view(args), **_view(kwargs))
    if out is None or (isinstance(out, tuple) and not any(o is not None for o in out)):
        return _back(result)
    if not isinstance(out, tuple):
        return out
    results = result if isinstance(result, tuple) else (result,)
    finished = tuple(_back(r) if o is None else o for o, r in zip(out, results, strict=True))
    return finished if isinstance(result, tuple) else finished[0]


def through(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Our delegated function `name`, computed by NumPy over views of our arrays, its result as ours.

    What NumPy refuses is refused with the function and the operands in the message.
    """
    function = _NUMPY.function(name, None)
    try:
        return _through(function, args, kwargs)
    except (TypeError, ValueError, IndexError) as error:
        kind = next(k for k in _REFUSALS if isinstance(error, k))
        raise kind(_refusal(name, args, error)) from None


_NUMPY = next(row for row in LIBRARIES if row.is_data)

# Errors of NumPy's that a message makes, the most telling first.
_REFUSALS = (np.exceptions.AxisError, np.linalg.LinAlgError, IndexError, ValueError, TypeError)


def _refusal(name: str, args: tuple[Any, ...], error: Exception) -> str:
    """One line: the function, the operands, NumPy's words, and for narrow types the remedy."""
    arrays = [x for x in args if hasattr(x, "shape")]
    operands = " and ".join(f"{x.dtype} {tuple(x.shape)}" for x in arrays)
    words = " ".join(str(error).split()).removeprefix(name + ": ").rstrip(".")
    if "not supported for the input types" in words:
        words = "NumPy computes it for no such element types"
    narrow = isinstance(error, TypeError) and any("float16" in str(x.dtype) for x in arrays)
    remedy = '; widen it: ndola.astype(x, "float32")' if narrow and "astype" not in words else ""
    return f"{name}{' of ' + operands if operands else ''}: {words}{remedy}"


def _axes(axes: Any) -> Any:
    """Axes as our functions take them; NumPy's take any sequence, an ndarray too."""
    return axes if isinstance(axes, int) else tuple(int(axis) for axis in np.atleast_1d(axes))


def _reduction(ours: Callable[..., Any]) -> Callable[..., Any]:
    """NumPy's signature of a reduction over ours; other keywords go to NumPy."""

    def reduce(a: Any, axis: Any = None, **kwargs: Any) -> Any:
        return ours(a, axis=axis, **kwargs)

    return reduce


def _spread(ours: Callable[..., Any]) -> Callable[..., Any]:
    """NumPy's signature of std and var: ddof is the standard's correction."""

    def reduce(a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
        return ours(a, axis=axis, correction=float(ddof), keepdims=keepdims)

    return reduce


# NumPy functions computed by ours, with NumPy's signature cut to what ours takes: a call that does not
# fit raises TypeError in binding and goes to NumPy.
_FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {
    np.sum: _reduction(nd.sum),
    np.prod: _reduction(nd.prod),
    np.mean: _reduction(nd.mean),
    np.max: _reduction(nd.max),
    np.min: _reduction(nd.min),
    np.all: _reduction(nd.all),
    np.any: _reduction(nd.any),
    np.argmax: _reduction(nd.argmax),
    np.argmin: _reduction(nd.argmin),
    np.count_nonzero: _reduction(nd.count_nonzero),
    np.std: _spread(nd.std),
    np.var: _spread(nd.var),
    np.where: lambda condition, x, y: nd.where(condition, x, y),
    np.concatenate: lambda arrays, axis=0: nd.concat(list(arrays), axis=axis),
    np.stack: lambda arrays, axis=0: nd.stack(list(arrays), axis=axis),
    np.reshape: lambda a, shape: nd.reshape(a, shape),
    np.squeeze: lambda a, axis: nd.squeeze(a, axis),
    np.expand_dims: lambda a, axis: nd.expand_dims(a, axis),
    np.moveaxis: lambda a, source, destination: nd.moveaxis(a, _axes(source), _axes(destination)),
    np.broadcast_to: lambda array, shape: nd.broadcast_to(array, shape),
    np.flip: lambda m, axis=None: nd.flip(m, axis=axis),
    np.roll: lambda a, shift, axis=None: nd.roll(a, shift, axis=axis),
    np.copy: lambda a: nd.copy(a),
    np.zeros_like: lambda a, dtype=None: nd.zeros_like(a, dtype=dtype),
    np.ones_like: lambda a, dtype=None: nd.ones_like(a, dtype=dtype),
    np.empty_like: lambda a, dtype=None: nd.empty_like(a, dtype=dtype),
    np.full_like: lambda a, fill_value, dtype=None: nd.full_like(a, fill_value, dtype=dtype),
    np.tril: lambda m, k=0: nd.tril(m, k=k),
    np.triu: lambda m, k=0: nd.triu(m, k=k),
    np.nonzero: lambda a: nd.nonzero(a),
}

# Functions that only report about an array; their results stay as NumPy gives them.
_REPORTS = {np.array_repr, np.array_str, np.array2string, np.shape, np.ndim, np.size, np.iscomplexobj, np.isrealobj}


def array_function(
    self: Any, func: Callable[..., Any], types: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """NEP 18: compute a NumPy function, or NotImplemented where an operand's library should be asked."""
    if not isinstance(args, tuple) or not isinstance(kwargs, dict):
        raise TypeError("__array_function__: args must be a tuple and kwargs a dict")
    for kind in types:
        if not issubclass(kind, (nd.Array, np.ndarray, np.generic)):
            return NotImplemented
    ours = _FUNCTIONS.get(func)
    if ours is not None and _fits(ours, args, kwargs):
        return ours(*args, **kwargs)
    if func in _REPORTS:
        return func(*_view(args), **_view(kwargs))
    return _through(func, args, kwargs)


def _fits(ours: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether a call of NumPy's function can be put to ours: known keywords, our element types."""
    code = ours.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    allowed = set(names) | ({"keepdims"} if code.co_flags & 0x08 else set())
    if len(args) > code.co_argcount or not kwargs.keys() <= allowed:
        return False
    # The core knows no members of structures.
    dtype = kwargs.get("dtype")
    if isinstance(dtype, (list, dict)) or getattr(dtype, "fields", None) is not None:
        return False
    required = code.co_argcount - len(ours.__defaults__ or ())
    return all(name in kwargs for name in names[len(args) : required])


def array_wrap(self: Any, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
    """A NumPy result as our array."""
    return nd.asarray(array)
