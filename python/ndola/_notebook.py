"""An array in a notebook: one or two axes as an HTML table, its ends where it is long."""

from __future__ import annotations

from html import escape

import ndola as nd

# An axis of more than LIMIT positions shows its first and last EDGE.
LIMIT, EDGE = 20, 5
GAP = "…"


def html(x: nd.Array) -> str | None:
    """The table of x, or None where text does better: no axes or more than two, no elements, structures."""
    if x.ndim not in (1, 2) or x.size == 0 or x.dtype.kind == "V":
        return None
    positions = [_shown(n) for n in x.shape]
    *rows, columns = positions
    header = "".join(f"<th>{GAP if j is None else j}</th>" for j in columns)
    body = ""
    for i in rows[0] if rows else [0]:
        label = f"<th>{GAP if i is None else i}</th>" if rows else ""
        cells = [GAP] * len(columns) if i is None else _cells(x[i] if rows else x, columns)
        body += f"<tr>{label}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    corner = "<th></th>" if rows else ""
    caption = f"{type(x).__name__} of shape {x.shape}, {x.dtype}"
    return (
        f"<table><caption style='caption-side:bottom;text-align:left'>{escape(caption)}</caption>"
        f"<thead><tr>{corner}{header}</tr></thead><tbody>{body}</tbody></table>"
    )


def _shown(n: int) -> list[int | None]:
    """The positions of an axis that are shown; None is the gap between its ends."""
    return list(range(n)) if n <= LIMIT else [*range(EDGE), None, *range(n - EDGE, n)]


def _cells(row: nd.Array, columns: list[int | None]) -> list[str]:
    return [GAP if j is None else escape(str(row[j])) for j in columns]
