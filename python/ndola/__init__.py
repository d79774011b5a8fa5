"""Arrays that cross: a Python Array API namespace over a core written in Go.

Numbers are computed by the core, but for sorting, sets, factorisations and Fourier transforms, which go to NumPy.
Memory is shared with NumPy, PyTorch, pandas and the rest through every protocol they speak. `Array` is the array,
`asarray` the way in, `ndola.typing` has the types for annotations.
"""

from . import fft as fft
from . import linalg as linalg
from ._delegated import (
    argsort as argsort,
)
from ._delegated import (
    broadcast_shapes as broadcast_shapes,
)
from ._delegated import (
    isin as isin,
)
from ._delegated import (
    searchsorted as searchsorted,
)
from ._delegated import (
    sort as sort,
)
from ._delegated import (
    tensordot as tensordot,
)
from ._delegated import (
    unique_all as unique_all,
)
from ._delegated import (
    unique_counts as unique_counts,
)
from ._delegated import (
    unique_inverse as unique_inverse,
)
from ._delegated import (
    unique_values as unique_values,
)
from ._delegated import (
    vecdot as vecdot,
)
from ._explain import explain as explain
from ._info import (
    __array_namespace_info__ as __array_namespace_info__,
)
from ._info import (
    can_cast as can_cast,
)
from ._info import (
    finfo as finfo,
)
from ._info import (
    iinfo as iinfo,
)
from ._info import (
    isdtype as isdtype,
)
from ._info import (
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
