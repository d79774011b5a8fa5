"""docs/interop.md: every snippet is run, a library at a time."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[3] / "docs" / "interop.md").read_text()
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S))


@pytest.mark.parametrize("library", [name for name, text in SECTIONS.items() if ">>>" in text])
def test_snippets(library, capsys):
    code = SECTIONS[library]
    for name in re.findall(r">>> import (\w+)", code):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
    import numpy as np

    examples = doctest.DocTestParser().get_doctest(code, {"np": np}, library, "docs/interop.md", 0)
    assert examples.examples
    outcome = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples)
    assert outcome.failed == 0, capsys.readouterr().out
