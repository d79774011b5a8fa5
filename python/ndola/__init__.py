"""Arrays that cross: a Python Array API namespace over a core written in Go.

Every number is computed by the core; memory is shared with NumPy, PyTorch, pandas and the rest through every
protocol they speak. `Array` is the array, `asarray` the way in.
"""

from ._ndola import *  # noqa: F403 - the functions are those of the table in src/zfunctions.h

__array_api_version__ = "2025.12"

e = 2.718281828459045
pi = 3.141592653589793
inf = float("inf")
nan = float("nan")
newaxis = None
