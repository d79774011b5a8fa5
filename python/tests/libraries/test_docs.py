"""docs/interop.md: every snippet is run, a library at a time."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[3] / "docs" / "interop.md").read_text()
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S))


@pytest.mark.parametrize("library", [name for name, text in SECTIONS.items() if ">>>" in text])
def test_snippets(library, capsys, tmp_path):
    code = SECTIONS[library]
    for name in re.findall(r">>> import (\w+)", code):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    if "os.environ[" in code:  # read once in a process, when a library is imported
        section = tmp_path / "section.md"
        section.write_text(code)
        options = ["-o", "NORMALIZE_WHITESPACE", "-o", "ELLIPSIS"]
        done = subprocess.run(
            [sys.executable, "-m", "doctest", *options, section], capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return
    import numpy as np

    examples = doctest.DocTestParser().get_doctest(code, {"np": np}, library, "docs/interop.md", 0)
    assert examples.examples
    outcome = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples)
    assert outcome.failed == 0, capsys.readouterr().out
