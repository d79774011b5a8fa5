"""The command's output cut short by its reader, as `| head -1` does."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("arguments", [["explain", "[1.0, 2.0]"], []], ids=["explain", "usage"])
def test_reader_that_leaves(arguments):
    """It is gone before the first line comes: no traceback, and a status that says so."""
    with subprocess.Popen(
        [sys.executable, "-m", "ndola", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 1
