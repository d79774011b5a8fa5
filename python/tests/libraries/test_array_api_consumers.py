"""SciPy and scikit-learn, their Array API support switched on: what declares it takes our array and returns it."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

TABLES = {"scipy": "scipy_calls", "sklearn": "sklearn_calls"}


@functools.cache
def outcome(table: str) -> dict[str, Any]:
    """The verdicts on a table of calls, the names the library declares and the pins, from a process of its own."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("array_api_calls.py")), table],
        env={**os.environ, "SCIPY_ARRAY_API": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def skip_without(library: str) -> None:
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")


@pytest.mark.parametrize("library", TABLES)
def test_every_call_gives_ours_and_equal(library):
    skip_without(library)
    outcomes = outcome(TABLES[library])
    pinned = outcomes["pinned"]
    wrong = {}
    for call, verdict in outcomes["verdicts"].items():
        begins, reason = pinned.get(call, ("", ""))
        if (verdict and not begins) or not verdict.startswith(begins):
            wrong[call] = verdict or f"it is mended, though {reason}"
    assert wrong == {}


@pytest.mark.parametrize("library", TABLES)
def test_every_declared_function_has_a_row(library):
    skip_without(library)
    outcomes = outcome(TABLES[library])
    rows = {call.split(":")[0] for call in outcomes["verdicts"]}
    declared = {name for name, supported in outcomes["names"].items() if supported}
    assert len(declared) > 50
    assert declared - rows == set()
    assert outcomes["pinned"].keys() - outcomes["verdicts"].keys() == set()
    counts = Counter(name.split(".")[0] for name in declared)
    print(f"{library}: {len(declared)} declared, {len(rows)} called, {len(outcomes['pinned'])} pinned; {dict(counts)}")
