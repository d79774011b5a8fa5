"""The Python programs of the READMEs print what they say."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKS = re.compile(r"```python\n(.*?)```(?:\n\n```\n(.*?)```)?", re.DOTALL)


@pytest.mark.parametrize("readme", ["README.md", "python/README.md"])
def test_readme(readme):
    blocks = BLOCKS.findall((ROOT / readme).read_text())
    assert blocks
    for program, output in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(program, readme, "exec"), {})
        assert printed.getvalue() == output
