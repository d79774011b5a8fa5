"""Arrays that cross: a Python Array API namespace over a core written in Go.

Numbers are computed by the core, but for sorting, sets, factorisations and Fourier transforms, which go to NumPy.
Memory is shared with NumPy, PyTorch, pandas and the rest through every protocol they speak. `Array` is the array,
`asarray` the way in, `ndola.typing` has the types for annotations.
"""

from . import fft as fft, linalg as linalg
from ._delegated import (
    argsort as argsort,
    broadcast_shapes as broadcast_shapes,
    cumprod as cumprod,
    cumsum as cumsum,
    einsum as einsum,
    gradient as gradient,
    isin as isin,
    lib as lib,
    median as median,
    pad as pad,
    quantile as quantile,
    searchsorted as searchsorted,
    sort as sort,
    tensordot as tensordot,
    transpose as transpose,
    unique_all as unique_all,
    unique_counts as unique_counts,
    unique_inverse as unique_inverse,
    unique_values as unique_values,
    vecdot as vecdot,
)
from ._explain import explain as explain
from ._info import (
    __array_namespace_info__ as __array_namespace_info__,
    can_cast as can_cast,
    finfo as finfo,
    iinfo as iinfo,
    isdtype as isdtype,
    result_type as result_type,
)
from ._ndola import *  # noqa: F403 - the functions are those of the table in src/zfunctions.h
from ._on_import import watch as _watch

_watch()

__array_api_version__ = "2025.12"

e = 2.718281828459045
pi = 3.141592653589793
inf = float("inf")
nan = float("nan")
newaxis = None

__version__ = "0.1.0"
