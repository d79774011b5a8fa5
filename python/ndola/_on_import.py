"""Told when a library that wraps or traces arrays is imported, so that ours is welcome whichever was imported first.

Dask's table of chunk types and the compiler's of functions are filled by calls; pandas, xarray and PyData/Sparse decide
by type what they do not know, so some of their functions are replaced by ones that know ours, unless the environment
variable NDOLA_REPLACE is 0. ndola imports none of them unless the caller has.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The module whose import is awaited, and the module of _libraries whose register makes our array welcome there.
_HOSTS = {
    "dask.array": "dask",
    "pandas": "pandas_host",
    "sparse": "sparse_host",
    "torch._dynamo": "torch_host",
    "xarray": "xarray_host",
}

# Those whose register replaces functions; the others have a registration for arrays of others.
_REPLACING = ("pandas", "sparse", "xarray")


class _Finder:
    """Finds one module as the other finders do, and registers when it has run; being looked for is not yet running."""

    def __init__(self, host: str) -> None:
        self.host = host

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.host:
            return None
        specs = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module: Any) -> None:
                execute(module)
                if self in sys.meta_path:
                    sys.meta_path.remove(self)
                _register(name)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _register(host: str) -> None:
    import_module(f"._libraries.{_HOSTS[host]}", __package__).register()


def watch() -> None:
    """Register with the libraries that are there, and with the others when they come."""
    for host in _HOSTS:
        if host in _REPLACING and os.environ.get("NDOLA_REPLACE") == "0":
            continue
        if host in sys.modules:
            _register(host)
        else:
            sys.meta_path.insert(0, _Finder(host))
