"""The table of protocol rows, docs/protocols.md: what each row says, our verdict, and the tests that cite it.

A test cites a row by its ID in its docstring (Python) or in a comment on or inside it (Go): `AI-29`, or a span,
`AI-01 to AI-06`. Run this file to write the table anew:

    python python/tests/protocols/table.py
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
ROWS = Path(__file__).with_name("rows.toml")
TABLE = ROOT / "docs" / "protocols.md"

VERDICTS = {
    "same": "as NumPy does it",
    "better": "NumPy does it worse, or not at all; what we do instead",
    "refused": "an error that names the remedy",
    "numpy": "NumPy's own machinery, shown by what our array does inside it",
    "absent": "deliberately not there, which a test pins",
}

_ID = re.compile(r"\b([A-Z]{2})-(\d{2})(?:\s+to\s+(?:([A-Z]{2})-)?(\d{2}))?\b")
_GO_TEST = re.compile(r"^func ((?:Test|Fuzz|Example)\w*)\(")


class Row(NamedTuple):
    """One behaviour of a protocol."""

    section: str
    verdict: str
    text: str


def rows() -> dict[str, Row]:
    """Every row by its ID, in the order of the data file."""
    sections = tomllib.loads(ROWS.read_text())
    return {row: Row(section, *value) for section, entries in sections.items() for row, value in entries.items()}


def cited(text: str, known: dict[str, Row]) -> set[str]:
    """The known IDs that a text names, spans written out."""
    found = set()
    for letters, first, other, last in _ID.findall(text):
        if other and other != letters:
            raise ValueError(f"{letters}-{first} to {other}-{last} spans two protocols")
        for number in range(int(first), int(last or first) + 1):
            found.add(f"{letters}-{number:02d}")
    return found & known.keys()


def _python_citations(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of a test's name and its docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, ast.get_docstring(node) or ""


def _go_citations(path: Path) -> Iterator[tuple[str, str]]:
    """Pairs of a test's name and a comment: above a function it is that one's, else that of the one it is in."""
    pending: list[str] = []
    current = ""
    for line in path.read_text().splitlines():
        start = _GO_TEST.match(line)
        if start:
            current = start[1]
            yield from ((current, comment) for comment in pending)
        _, slashes, comment = line.partition("//")
        if not slashes:
            pending = []
        elif line.startswith("//"):
            pending.append(comment)
        elif current:
            yield current, comment


def citations(known: dict[str, Row]) -> dict[str, list[str]]:
    """The tests that cite each row, as `file::test`."""
    found: dict[str, list[str]] = {row: [] for row in known}
    python = ((p, _python_citations) for p in sorted((ROOT / "python" / "tests").rglob("test_*.py")))
    go = (
        (p, _go_citations) for p in sorted(ROOT.rglob("*_test.go")) if not p.relative_to(ROOT).parts[0].startswith(".")
    )
    for path, read in (*python, *go):
        for name, text in read(path):
            for row in cited(text, known):
                test = f"{path.relative_to(ROOT)}::{name}"
                if test not in found[row]:
                    found[row].append(test)
    return found


def render() -> str:
    """The whole table as Markdown."""
    known = rows()
    tests = citations(known)
    proven = sum(bool(tests[row]) for row in known)
    lines = [
        "# Protocols, row by row",
        "",
        "Written by `python/tests/protocols/table.py` from `rows.toml` beside it and from the rows that tests cite;",
        "a test fails where a row has none, or where this file is stale.",
        "",
        f"{proven} of {len(known)} rows are proven.",
        "",
        *(f"* **{verdict}**: {meaning}" for verdict, meaning in VERDICTS.items()),
    ]
    section = None
    for row, (heading, verdict, text) in known.items():
        if heading != section:
            lines += ["", f"## {heading}", "", "| row | behaviour | verdict | tests |", "|---|---|---|---|"]
            section = heading
        text = re.sub(r"__\w+__", r"`\g<0>`", text)  # else Markdown's bold
        lines.append(f"| {row} | {text} | {verdict} | {_listed(tests[row])} |")
    return "\n".join(lines) + "\n"


def _listed(tests: list[str], most: int = 3) -> str:
    """The first tests by name, with their files, and how many more there are."""
    names = [f"`{name}` ({path.rpartition('/')[2]})" for path, _, name in (t.partition("::") for t in tests[:most])]
    more = len(tests) - most
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


if __name__ == "__main__":
    TABLE.write_text(render())
    print(f"{TABLE.relative_to(ROOT)}: {len(rows())} rows")
