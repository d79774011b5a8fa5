"""Building the distributions and installing them in fresh environments, in processes of their own."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
BACK_END = REPOSITORY / "python" / "build_backend"


def clean_environment(**variables):
    """The environment without what leads Python to a checkout or to other packages."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | variables


def succeed(*command, **options):
    """Run a command that must succeed, and return its standard output."""
    options = {"env": clean_environment(), "timeout": 300} | options
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, (done.stdout[-1000:], done.stderr[-3000:])
    return done.stdout


def pip(*arguments):
    """Run this interpreter's pip without an index: nothing here needs one."""
    return succeed(sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments)


def build(kind, directory):
    code = f"import sys, ndola_build; print(ndola_build.build_{kind}(sys.argv[1]))"
    environment = clean_environment(PYTHONPATH=str(BACK_END))
    return directory / succeed(sys.executable, "-c", code, directory, env=environment).strip()


@functools.cache
def interpreters():
    """Every CPython here that can run the wheel, by its minor version."""
    return dict(line.split() for line in succeed(REPOSITORY / ".ci" / "pythons").splitlines())


class Environment:
    """A fresh virtual environment that holds the wheel and nothing else, not even pip."""

    def __init__(self, minor, directory):
        self.minor, self.directory = minor, directory
        self.python = directory / "bin" / "python"
        self.packages = directory / "lib" / f"python{minor}" / "site-packages"
        succeed(interpreters()[minor], "-m", "venv", "--without-pip", directory)

    def run(self, program, **variables):
        """Run a program away from the checkout."""
        return succeed(self.python, program, cwd=self.directory, env=clean_environment(**variables))

    def pip(self, *arguments):
        return pip("--python", self.python, *arguments)
