"""How each library is met: one table, a row a foreign kind of array.

A row says how the kind is recognised without importing its library, where our functions are found there, how our
array enters, and what stands in the way. A library that speaks the Array API needs one line; one that does not has
a module here with the functions it lacks, imported when its arrays are first met.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import ndola as nd

from .._rows import FLOATING, UFUNCS


class Library:
    """A row of the table.

    name        for messages
    prefix      of the module of a type that belongs here; the longest prefix in the table wins
    namespaces  where functions are looked up, in order: names of modules that are imported already or belong to
                this package or array-api-compat, or a function of an operand
    door        our array as one of theirs, sharing memory where it can, beside an operand of theirs
    dtype       our dtype as theirs
    promote     an operand of a function whose result is floating, where the library needs help
    view        an operand as our array, sharing memory; None where that would lose something
    check       raises TypeError for an operand that a function cannot take, alone or mixed with ours
    remedy      ends the message about a missing function
    lacks       functions, and rooms such as linalg, that its namespaces have in name only: they would drop the mask,
                or know nothing of its arrays
    rank        of several libraries in a call the highest answers
    """

    def __init__(
        self,
        name: str,
        prefix: str,
        namespaces: tuple[str | Callable[[Any], Any], ...],
        door: Callable[[nd.Array, Any], Any],
        *,
        dtype: Callable[[Any], Any] = lambda d: d,
        promote: Callable[[Any], Any] | None = None,
        view: Callable[[Any], nd.Array | None] = lambda x: None,
        check: Callable[[str, Any, bool], None] = lambda name, x, mixed: None,
        remedy: str = "convert it first: ndola.asarray(x)",
        lacks: frozenset[str] = frozenset(),
        rank: int = 1,
        is_data: bool = False,
        takes_ndarray: bool = False,
        operator_is_function: bool = False,
        operator_name: Callable[[str, Any], str] = lambda name, x: name,
        declines_us: bool = False,
    ) -> None:
        self.name = name
        self.prefix = prefix
        self.namespaces = namespaces
        self.door = door
        self.dtype = dtype
        self.promote = promote
        self.view = view
        self.check = check
        self.remedy = remedy
        self.lacks = lacks
        self.rank = rank
        self.is_data = is_data  # plain data beside our arrays, as ndarray is
        self.takes_ndarray = takes_ndarray  # its functions take NumPy's arrays as they are
        self.operator_is_function = operator_is_function  # its operators are best done by its functions
        self.operator_name = operator_name  # what an operator between its arrays means
        self.declines_us = declines_us  # its __array_ufunc__ refuses our array

    def function(self, name: str, x: Any) -> Any:
        """Our function `name`, "linalg.inv" say, as this library has it, or None."""
        path = name.split(".")
        if name in self.lacks or path[0] in self.lacks:
            return None
        for where in self.namespaces:
            found = where(x) if callable(where) else _module(where)
            for part in path:
                found = getattr(found, part, None)
            if found is not None:
                return found
        return None


def _module(name: str) -> Any:
    """A module that may be used: one of ours or of array-api-compat, or one the caller has imported."""
    if name.startswith("."):
        return import_module(name, __name__)
    if name.startswith("array_api_compat."):
        try:
            return import_module(name)
        except ImportError:
            return None
    return sys.modules.get(name)


# Doors: our array among theirs.


def _numpy_door(x: nd.Array, like: Any) -> Any:
    import numpy

    return numpy.asarray(x)


def _torch_door(x: nd.Array, like: Any) -> Any:
    torch = sys.modules["torch"]
    try:
        return torch.from_dlpack(x)
    except (BufferError, RuntimeError, ValueError):  # read-only, reversed or byte-swapped: torch has no such tensors
        return torch.from_dlpack(nd.copy(x))


def _jax_door(x: nd.Array, like: Any) -> Any:
    return sys.modules["jax"].numpy.asarray(_numpy_door(x, like))


def _tensorflow_door(x: nd.Array, like: Any) -> Any:
    return sys.modules["tensorflow"].convert_to_tensor(_numpy_door(x, like))


def _xarray_door(x: nd.Array, like: Any) -> Any:
    """A DataArray that wraps ours goes on with ours, one that wraps NumPy's with a view."""
    return x if isinstance(getattr(like, "data", None), nd.Array) else _numpy_door(x, like)


def _standard_door(x: nd.Array, like: Any) -> Any:
    return like.__array_namespace__().asarray(x)


# Element types.


def _numpy_dtype(d: Any) -> Any:
    import numpy

    return numpy.dtype(getattr(d, "name", d))


def _dtype_of(module: str) -> Callable[[Any], Any]:
    return lambda d: getattr(sys.modules[module], d.name, d)


# What a library needs besides.


def _of(module: str, name: str) -> Callable[..., Any]:
    """A function of a module here, which imports its library and so is imported when the function is first called."""
    return lambda *args: getattr(import_module(module, __name__), name)(*args)


def _torch_promote(x: Any) -> Any:
    """An integer tensor as float64, NumPy's rule, where torch would give float32 or refuse."""
    torch = sys.modules["torch"]
    if isinstance(x, torch.Tensor) and not x.is_floating_point() and not x.is_complex():
        return x.to(torch.float64)
    return x


def _tensorflow_promote(x: Any) -> Any:
    """The same for TensorFlow, whose floating functions take no integers."""
    tensorflow = sys.modules["tensorflow"]
    if tensorflow.is_tensor(x) and (x.dtype.is_integer or x.dtype.is_bool):
        return tensorflow.cast(x, tensorflow.float64)
    return x


def _torch_view(x: Any) -> nd.Array | None:
    torch = sys.modules["torch"]
    plain = type(x) is torch.Tensor and x.layout is torch.strided and x.device.type == "cpu"
    return nd.from_dlpack(x) if plain and not x.requires_grad else None


def _jax_view(x: Any) -> nd.Array | None:
    tracer = isinstance(x, sys.modules["jax"].core.Tracer)
    return None if tracer else nd.asarray(_numpy_door(x, x))


def _tensorflow_check(name: str, x: Any, mixed: bool) -> None:
    tensorflow = sys.modules["tensorflow"]
    refused = {
        tensorflow.RaggedTensor: "has rows of several lengths; x.to_tensor() pads them, x.flat_values has none",
        tensorflow.SparseTensor: "is refused, as the result might be dense; ask for that: tf.sparse.to_dense(x)",
        tensorflow.IndexedSlices: "is refused, as the result might be dense; ask for that: tf.convert_to_tensor(x)",
    }
    for kind, why in refused.items():
        if isinstance(x, kind):
            raise TypeError(f"{name}: a {kind.__name__} {why}")
    if x.dtype == tensorflow.string and name in {*UFUNCS.values(), *FLOATING, "matmul", "sum", "prod"}:
        raise TypeError(f"{name}: a tensor of strings holds no numbers; where it spells them: tf.strings.to_number(x)")


def _polars_door(x: nd.Array, like: Any) -> Any:
    return sys.modules["polars"].Series(x)


def _cupy_check(name: str, x: Any, mixed: bool) -> None:
    if mixed:
        raise TypeError(
            f"{name}: our array is in host memory and {type(x).__module__}.{type(x).__name__} on a device, and neither "
            "moves unasked: use cupy.asarray(ours), or ndola.asarray(theirs.get())"
        )


def _dask_door(x: nd.Array, like: Any) -> Any:
    from .dask import register

    register()
    return _numpy_door(x, like)


def _scipy_operator(name: str, x: Any) -> str:
    """`*` between matrices of scipy.sparse is their product; between its arrays it is not."""
    matrix = isinstance(x, sys.modules["scipy.sparse"].spmatrix)
    return "matmul" if matrix and name == "multiply" else name


def _own_namespace(x: Any) -> Any:
    return x.__array_namespace__()


_FORGET_THE_MASK = frozenset({
    "linalg", "fft", "searchsorted", "tensordot", "vecdot", "unique_counts", "unique_inverse", "unique_all",
})  # fmt: skip
_DENSE_ONLY = frozenset({"linalg", "fft", "argsort", "searchsorted", "isin", "unique_inverse", "unique_all"})

LIBRARIES = (
    Library(
        "NumPy", "numpy", (".numpy", "numpy"), _numpy_door,
        dtype=_numpy_dtype, view=lambda x: nd.asarray(x), rank=0, is_data=True, takes_ndarray=True,
    ),
    Library(
        "numpy.ma", "numpy.ma", (".masked", "numpy"), _numpy_door,
        dtype=_numpy_dtype, remedy="give the masked elements a value first: x.filled(value)", takes_ndarray=True,
        operator_is_function=True, lacks=_FORGET_THE_MASK,
    ),
    Library(
        "numpy.matrix", "numpy.matrix", (".matrix", ".numpy", "numpy"), _numpy_door,
        dtype=_numpy_dtype, takes_ndarray=True,
    ),
    Library(
        "CuPy", "cupy", ("array_api_compat.cupy", "cupy"), _numpy_door,
        dtype=_numpy_dtype, check=_cupy_check, remedy="bring it to the host first: ndola.asarray(x.get())",
        takes_ndarray=True,
    ),
    Library(
        "cupyx.scipy.sparse", "cupyx", (".cupyx_sparse",), _numpy_door,
        dtype=_numpy_dtype, check=_cupy_check, rank=2,
        remedy="x.toarray() is a dense array on the device, x.get() a sparse one on the host",
    ),
    Library(
        "scipy.sparse", "scipy.sparse", (".scipy_sparse",), _numpy_door,
        dtype=_numpy_dtype, remedy="make it dense first: x.toarray()", takes_ndarray=True, operator_is_function=True,
        operator_name=_scipy_operator, rank=2,
    ),
    Library(
        "sparse", "sparse", (".pydata_sparse", "sparse", "numpy"), _numpy_door,
        dtype=_numpy_dtype, remedy="make it dense first: x.todense()", takes_ndarray=True, declines_us=True,
        rank=2, lacks=_DENSE_ONLY,
    ),
    Library(
        "Dask", "dask", (".dask", "array_api_compat.dask.array", "dask.array"), _dask_door,
        dtype=_numpy_dtype, remedy="compute it first: x.compute(), or block by block: x.map_blocks(function)",
        takes_ndarray=True, rank=3,
    ),
    Library(
        "TensorFlow", "tensorflow", (".tensorflow",), _tensorflow_door,
        dtype=_dtype_of("tensorflow"), promote=_tensorflow_promote, check=_tensorflow_check, operator_is_function=True,
        remedy="outside a graph ndola.asarray(x.numpy()) is an array without gradients",
    ),
    Library(
        "PyTorch", "torch", (".torch", "array_api_compat.torch", "torch"), _torch_door,
        dtype=_dtype_of("torch"), promote=_torch_promote, view=_torch_view, lacks=frozenset({"median"}),
        remedy="x.detach().cpu() is a tensor it can be computed on, without gradients",
    ),
    Library(
        "JAX", "jax", ("jax.numpy",), _jax_door,
        dtype=_numpy_dtype, view=_jax_view, remedy="under a transformation only functions of jax.numpy can be traced",
    ),
    Library(
        "pandas", "pandas", (".pandas",), _numpy_door,
        dtype=_numpy_dtype, check=_of(".pandas", "refuse_categories"), remedy="use its values: x.to_numpy()",
        takes_ndarray=True, rank=4,
    ),
    Library(
        "Polars", "polars", (".polars",), _polars_door,
        dtype=_of(".polars", "dtype"), check=_of(".polars", "column_needed"),
        remedy="use its values: ndola.asarray(x)", rank=4,
    ),
    Library(
        "xarray", "xarray", (".xarray",), _xarray_door,
        dtype=_numpy_dtype, remedy="use its data: x.data", takes_ndarray=True, operator_is_function=True, rank=5,
    ),
)  # fmt: skip

# Libraries we know nothing of, by what their arrays speak.
_STANDARD = Library("its namespace", "", (_own_namespace,), _standard_door)
_NUMPY_PROTOCOL = Library("NumPy's protocols", "", ("numpy",), lambda x, like: x, takes_ndarray=True)

_rows: dict[type, Library | None] = {}


def library_of(kind: type) -> Library | None:
    """The row for arrays of a type, or None where no library can be asked."""
    try:
        return _rows[kind]
    except KeyError:
        row = _rows[kind] = _find(kind)
        return row


def _find(kind: type) -> Library | None:
    """The row of the nearest ancestor whose module the table knows; then what the type speaks."""
    for ancestor in kind.__mro__:
        where = f"{ancestor.__module__}.{ancestor.__name__}."
        rows = [row for row in LIBRARIES if where.startswith(row.prefix + ".")]
        if rows:
            # A subclass of ndarray by somebody else, a quantity with a unit say, is more than data.
            if rows[0].is_data and ancestor is not kind:
                return _NUMPY_PROTOCOL
            return max(rows, key=lambda row: len(row.prefix))
    if hasattr(kind, "__array_namespace__"):
        return _STANDARD
    if hasattr(kind, "__array_ufunc__") or hasattr(kind, "__array_function__"):
        return _NUMPY_PROTOCOL
    return None
