"""torch.compile: our functions are put into the graph, where torch traces what they do, instead of breaking it.

Left outside are those that make arrays of nothing, and nonzero, whose result has a shape that depends on the values.
"""

from __future__ import annotations

import ndola as nd

from .._rows import FUNCTIONS

_OUTSIDE = {"arange", "empty", "eye", "full", "linspace", "nonzero", "ones", "zeros"}


def register() -> None:
    """Tell the compiler, which has just been imported."""
    import torch

    for name in FUNCTIONS:
        if name not in _OUTSIDE:
            torch.compiler.allow_in_graph(getattr(nd, name))
