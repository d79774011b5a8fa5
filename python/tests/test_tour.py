"""The tour: every claim of every experiment holds, and the page tells so."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

from ndola import _tour


def test_every_claim_holds():
    """In a process of its own, since SciPy decides at import whether it takes our arrays."""
    done = subprocess.run(
        [sys.executable, "-m", "ndola", "tour"], env=os.environ | {"SCIPY_ARRAY_API": "1"},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    present = [
        all(importlib.util.find_spec(name) for name in needs) for part in _tour.PARTS for _, needs in part.EXPERIMENTS
    ]
    assert f"\n{sum(present)} experiments, all held" in done.stdout
    assert done.stdout.count("not installed") == present.count(False)


def test_the_page(monkeypatch, capsys):
    """Titles, sentences, code and claims are printed; an experiment that is wrong or breaks is counted."""

    def right():
        """A sentence."""
        x = 1
        yield f"x is {x}", x == 1

    def wrong():
        """Another."""
        yield "held so far", True
        yield "and no further", False

    def broken():
        """A third."""
        yield "before", True
        raise ValueError("why")

    def absent():
        """A fourth."""

    part = type("part", (), {"__doc__": "A part.", "EXPERIMENTS": [(right, ())]})
    monkeypatch.setattr(_tour, "PARTS", [part])
    assert _tour.tour() == 0
    page = capsys.readouterr().out
    for line in ("A part.", "1. right", "A sentence.", "    x = 1", "  ✓ x is 1", "1 experiments, all held"):
        assert line in page.splitlines()
    part.EXPERIMENTS = [(right, ()), (wrong, ()), (broken, ()), (absent, ("no_such_library",))]
    assert _tour.tour() == 1
    page = capsys.readouterr().out
    for line in ("  ✓ held so far", "  ✗ and no further", "  ✓ before", "  ✗ ValueError: why"):
        assert line in page.splitlines()
    assert "2 of 3 experiments did NOT hold; 1 left out" in page
    assert "no_such_library not installed" in page
