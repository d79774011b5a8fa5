"""Told when dask.array is imported, so that our array is a chunk type of Dask whichever was imported first.

Dask has no other door for this: its tables are filled by calls, and ndola imports nothing the caller has not.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Finder:
    """Finds dask.array once, as the other finders do, and registers when it has run."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != "dask.array":
            return None
        sys.meta_path.remove(self)
        specs = (finder.find_spec(name, path, target) for finder in sys.meta_path)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module: Any) -> None:
                execute(module)
                _register()

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def _register() -> None:
    from ._libraries.dask import register

    register()


def watch() -> None:
    """Register now if dask.array is there, else when it comes."""
    if "dask.array" in sys.modules:
        _register()
    else:
        sys.meta_path.insert(0, _Finder())
