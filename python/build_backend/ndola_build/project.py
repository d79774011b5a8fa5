"""Where the sources are, what the version is, and the metadata made of pyproject.toml.

The Python project is a subdirectory of the Go module it needs. In a checkout the module is the parent directory; an
sdist must start at the Python project, so there the module lies inside it, as go/. The C sources are found through the
module in both, since the C face of the core has a link to their header beside it, capi/core.h: the Go build cache
looks for changes in a package's own directory only.

    checkout                     sdist
    go.mod                       pyproject.toml
    nd/ ... capi/                ndola/
    python/pyproject.toml        build_backend/
    python/ndola/                go/go.mod
    python/build_backend/        go/nd/ ... go/capi/
    python/src/                  go/python/src/
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
PACKAGE = HERE / "ndola"


def _go_module() -> Path:
    for directory in (HERE / "go", HERE.parent):
        if (directory / "go.mod").is_file() and (directory / "capi").is_dir():
            return directory
    raise FileNotFoundError(
        f"ndola: the Go module is neither in {HERE / 'go'} nor in {HERE.parent}; build from a checkout or an sdist"
    )


GO_MODULE = _go_module()
C_SOURCES = GO_MODULE / "python" / "src"

_pyproject = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))
_project = _pyproject["project"]
NAME = _project["name"]
VERSION = _project["version"]
DIST_INFO = f"{NAME}-{VERSION}.dist-info"


def license_file() -> Path:
    """Return the licence, which a checkout keeps at the root of the repository."""
    inside = HERE / "LICENSE"
    return inside if inside.exists() else GO_MODULE / "LICENSE"


def metadata() -> bytes:
    """Return the core metadata, METADATA in a wheel and PKG-INFO in an sdist."""
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {NAME}",
        f"Version: {VERSION}",
        f"Summary: {_project['description']}",
        f"Author: {', '.join(author['name'] for author in _project['authors'])}",
        f"License-Expression: {_project['license']}",
        *(f"License-File: {name}" for name in _project["license-files"]),
        f"Keywords: {','.join(_project['keywords'])}",
        *(f"Classifier: {classifier}" for classifier in _project["classifiers"]),
        f"Requires-Python: {_project['requires-python']}",
        "Description-Content-Type: text/markdown",
        "",
        (HERE / _project["readme"]).read_text("utf-8"),
    ]
    return "\n".join(lines).encode()


def dist_info(tag: str) -> dict[str, bytes]:
    """Return the files of a wheel's .dist-info directory except RECORD."""
    wheel = f"Wheel-Version: 1.0\nGenerator: ndola_build {VERSION}\nRoot-Is-Purelib: false\nTag: {tag}\n"
    return {
        f"{DIST_INFO}/METADATA": metadata(),
        f"{DIST_INFO}/WHEEL": wheel.encode(),
        f"{DIST_INFO}/licenses/LICENSE": license_file().read_bytes(),
    }


def package_files() -> dict[str, bytes]:
    """Return the Python files of the package, by their path in a wheel."""
    return _read(HERE, _walk(PACKAGE, {".py", ".pyi", ".typed"}))


def sdist_files() -> dict[str, bytes]:
    """Return every file that building from an sdist needs, by its path below the sdist's root."""
    files = package_files()
    files |= _read(HERE, _walk(HERE / "build_backend", {".py"}))
    files |= _read(HERE, [HERE / "pyproject.toml", HERE / "README.md"])
    files |= {f"go/{name}": data for name, data in _read(GO_MODULE, _go_files()).items()}
    files["LICENSE"] = license_file().read_bytes()
    files["PKG-INFO"] = metadata()
    return files


def _go_files() -> Iterator[Path]:
    """Yield the Go module's sources: no tests, no nested module, nothing built, and of python/ only the C sources."""
    yield GO_MODULE / "go.mod"
    yield GO_MODULE / "go.sum"
    yield from _walk(C_SOURCES, {".c", ".h"})
    for directory in sorted(GO_MODULE.iterdir()):
        if directory.is_dir() and directory.name not in ("build", "python"):
            for path in _walk(directory, {".go", ".s", ".c", ".h"}):
                if not path.name.endswith("_test.go"):
                    yield path


def _walk(root: Path, suffixes: set[str]) -> Iterator[Path]:
    """Yield the files under root with one of the suffixes, past hidden, test data and nested module directories."""
    if root.name.startswith(".") or root.name in ("__pycache__", "testdata") or (root / "go.mod").exists():
        return
    for path in sorted(root.iterdir()):
        if path.is_dir():
            yield from _walk(path, suffixes)
        elif path.suffix in suffixes:
            yield path


def _read(root: Path, paths) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def source_date() -> int:
    """Return the time stamp of everything archived: SOURCE_DATE_EPOCH, or else the first a zip file can express."""
    earliest = 315532800  # 1980-01-01
    return max(earliest, int(os.environ.get("SOURCE_DATE_EPOCH", earliest)))
