"""What the stubs say: that they agree with the modules, accept a user's program, and reject wrong uses."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PYTHON = HERE.parents[1]
STUBS = ["ndola._ndola", "ndola._delegated", "ndola._info", "ndola.fft", "ndola.linalg", "ndola.typing"]

pytest.importorskip("mypy")


def run(module: str, *arguments: object, cache: Path) -> str:
    """Run a checker's module, mypy's cache being the tests' own, and return what it prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    environment = {"MYPYPATH": str(PYTHON), "PYTHONPATH": str(PYTHON), "MYPY_CACHE_DIR": str(cache), "PATH": ""}
    done = subprocess.run(command, cwd=cache, env=environment, capture_output=True, text=True, timeout=300, check=False)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def errors(tmp_path_factory) -> dict[str, dict[int, str]]:
    """What mypy finds in both programs: by file, the error's code by line."""
    found: dict[str, dict[int, str]] = {"user_code.py": {}, "misuse.py": {}}
    files = [HERE / name for name in found]
    report = run(
        "mypy", "--strict", "--python-version=3.11", "--config-file=", *files, cache=tmp_path_factory.mktemp("mypy")
    )
    for name, line, code in re.findall(r"(?m)^.*?([^/\n]+):(\d+): error: .*\[([\w-]+)\]$", report):
        found.setdefault(name, {})[int(line)] = code
    assert re.search(r"(?m)^Found \d+ errors? in \d files? \(checked 2 source files\)$", report), report
    return found


def marked() -> dict[int, str]:
    """The lines of the wrong uses with the error that is to be found on each."""
    lines = (HERE / "misuse.py").read_text().splitlines()
    return {n: line.rpartition("  # ")[2] for n, line in enumerate(lines, 1) if "  # " in line}


def test_user_code_is_accepted(errors):
    assert errors["user_code.py"] == {}


def test_user_code_runs():
    runpy.run_path(str(HERE / "user_code.py"))


def test_misuse_is_rejected(errors):
    assert len(marked()) > 20
    assert errors["misuse.py"] == marked()


def test_stubs_agree_with_the_modules(tmp_path):
    """Names, parameters, their kinds and defaults; the text signatures of the shell are its side of the comparison."""
    report = run(
        "mypy.stubtest", *STUBS, "--concise",
        f"--allowlist={HERE / 'differences.txt'}", f"--mypy-config-file={PYTHON / 'pyproject.toml'}", cache=tmp_path,
    )  # fmt: skip
    assert report == ""


def test_pyright_agrees(tmp_path):
    """The other checker of the field: it accepts the user's program, and finds an error on every marked line alone."""
    (tmp_path / "pyrightconfig.json").write_text(f'{{"extraPaths": ["{PYTHON}"], "pythonVersion": "3.11"}}')
    files = [str(HERE / name) for name in ("user_code.py", "misuse.py")]
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(tmp_path)]
    done = subprocess.run([*command, *files], capture_output=True, text=True, timeout=300, check=False)
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] == 2
    errors = [d for d in report["generalDiagnostics"] if d["severity"] == "error"]
    assert [d for d in errors if Path(d["file"]).name == "user_code.py"] == []
    assert {d["range"]["start"]["line"] + 1 for d in errors} == set(marked())
