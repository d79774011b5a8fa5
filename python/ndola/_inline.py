"""An array in part of a line, as xarray asks for it (`_repr_inline_`) to print variables one under another."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

GAP = "..."


def _text(value: Any) -> str:
    """One element, a number to four digits."""
    if isinstance(value, float):
        short = f"{value:.4}"
        return short if "." in short or "e" in short or not short.lstrip("-").isdigit() else short + ".0"
    return f"{value:.4}" if isinstance(value, complex) else repr(value)


def _element(x: Any, position: int) -> Any:
    """The element at a position of the flattened array."""
    index: tuple[int, ...] = ()
    for length in reversed(x.shape):
        position, i = divmod(position, length)
        index = (i, *index)
    return x[index].item()


def inline(x: Any, max_width: int) -> str:
    """The elements of x from both ends, as many as fit into max_width characters."""
    ends: tuple[list[str], list[str]] = ([], [])
    for taken in range(x.size):
        back = taken % 2
        word = _text(_element(x, x.size - 1 - taken // 2 if back else taken // 2))
        rest = 0 if taken == x.size - 1 else len(GAP) + 1
        if taken and sum(len(w) + 1 for end in ends for w in end) + len(word) + rest > max_width:
            return " ".join([*ends[0], GAP, *reversed(ends[1])])
        ends[back].append(word)
    return " ".join([*ends[0], *reversed(ends[1])])
