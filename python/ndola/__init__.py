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

__version__ = "0.1.0"

# Names that live in modules which are imported when first asked for, so that `import ndola` stays a few
# milliseconds.
_LATE = {
    "_info": ("__array_namespace_info__", "can_cast", "finfo", "iinfo", "isdtype", "result_type"),
    "_delegated": (
        "argsort",
        "broadcast_shapes",
        "isin",
        "searchsorted",
        "sort",
        "tensordot",
        "unique_all",
        "unique_counts",
        "unique_inverse",
        "unique_values",
        "vecdot",
    ),
}
_HOMES = {name: module for module, names in _LATE.items() for name in names}
_MODULES = ("fft", "linalg")


def __getattr__(name: str):
    import importlib

    if name in _MODULES:
        return importlib.import_module("." + name, __name__)
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'ndola' has no attribute {name!r}")
    value = getattr(importlib.import_module("." + home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, *_MODULES} - {"_HOMES", "_LATE", "_MODULES"})
