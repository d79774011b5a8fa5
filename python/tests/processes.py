"""Programs in processes of their own, with a deadline."""

from __future__ import annotations

import subprocess
import sys
import textwrap


def run(code: str, timeout: float = 60) -> list[str]:
    """The lines a program prints; it must end by itself, with exit status 0."""
    program = "import warnings; warnings.simplefilter('ignore', DeprecationWarning)\n" + textwrap.dedent(code)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, (done.returncode, done.stdout[-500:], done.stderr[-2000:])
    return done.stdout.splitlines()
