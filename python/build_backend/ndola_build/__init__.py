"""The PEP 517 and PEP 660 back end that builds ndola.

The package is three things in one wheel: the Python files of ndola/, a stable-ABI C extension (the shell) and a Go
shared library (the core). No general back end knows the last two, and what is needed of one is short, so it lives in
the tree and requires nothing but Python, Go and a C compiler.

    project.py  where the sources are, in a checkout and in an sdist; the version and the metadata
    native.py   the two compilers' command lines
    archive.py  wheels and sdists whose bytes depend on their contents only

`python -m ndola_build shell core` builds the native files in place, for work in a checkout.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from . import archive, native, project

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def get_requires_for_build_wheel(config_settings=None) -> list[str]:
    """Return the packages a wheel build needs: none."""
    return []


def get_requires_for_build_sdist(config_settings=None) -> list[str]:
    """Return the packages an sdist build needs: none."""
    return []


def get_requires_for_build_editable(config_settings=None) -> list[str]:
    """Return the packages an editable build needs: none."""
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None) -> str:
    """Write the .dist-info directory that a wheel would contain, without RECORD, and return its name."""
    entries = project.dist_info(native.wheel_tag())
    for name, data in entries.items():
        path = Path(metadata_directory, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return project.DIST_INFO


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None) -> str:
    """Compile the shell and the core, write the wheel and return its file name."""
    entries = project.package_files()
    with tempfile.TemporaryDirectory() as work:
        native.build_shell(Path(work, native.SHELL), strip=True)
        native.build_core(Path(work, native.CORE))
        for name in (native.SHELL, native.CORE):
            entries[f"ndola/{name}"] = Path(work, name).read_bytes()
    return _write_wheel(wheel_directory, entries)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None) -> str:
    """Compile the shell and the core in place and write a wheel that only points at the checkout."""
    native.build_shell(project.PACKAGE / native.SHELL)
    native.build_core(project.PACKAGE / native.CORE)
    pointer = f"{project.HERE}\n".encode()
    return _write_wheel(wheel_directory, {"__editable__.ndola.pth": pointer})


def build_sdist(sdist_directory, config_settings=None) -> str:
    """Write the sdist, the Go module inside it, and return its file name."""
    name = f"{project.NAME}-{project.VERSION}"
    archive.write_sdist(Path(sdist_directory, f"{name}.tar.gz"), name, project.sdist_files())
    return f"{name}.tar.gz"


def _write_wheel(directory: str, entries: dict[str, bytes]) -> str:
    tag = native.wheel_tag()
    name = f"{project.NAME}-{project.VERSION}-{tag}.whl"
    archive.write_wheel(Path(directory, name), entries | project.dist_info(tag), project.DIST_INFO)
    return name
