"""The files of the wheel and the sdist: what is in them, what they say of themselves, what the libraries show."""

from __future__ import annotations

import base64
import csv
import email
import hashlib
import re
import sys
import sysconfig
import tarfile
import zipfile

import pytest
from installation import BACK_END, REPOSITORY, clean_environment, pip, succeed

import ndola as nd

DIST_INFO = f"ndola-{nd.__version__}.dist-info"
PLATFORM = re.sub("[-.]", "_", sysconfig.get_platform())
LIBRARIES = {
    "ndola/_ndola.abi3.so": {"PyInit__ndola"},
    "ndola/libndola_core.so": {"ndola_core_open", "ndola_core_call"},
}


@pytest.fixture(scope="module")
def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(params=LIBRARIES)
def library(request, contents, tmp_path):
    path = tmp_path / request.param.rpartition("/")[2]
    path.write_bytes(contents[request.param])
    return request.param, path


def test_tag(wheel, contents):
    """One binary for every CPython from 3.11 up."""
    tag = f"cp311-abi3-{PLATFORM}"
    assert wheel.name == f"ndola-{nd.__version__}-{tag}.whl"
    said = email.message_from_bytes(contents[f"{DIST_INFO}/WHEEL"])
    assert (said["Wheel-Version"], said["Root-Is-Purelib"], said.get_all("Tag")) == ("1.0", "false", [tag])


def test_record(contents):
    """Each file once with its digest and size, and itself without."""
    rows = list(csv.reader(contents[f"{DIST_INFO}/RECORD"].decode().splitlines()))
    assert sorted(row[0] for row in rows) == sorted(contents)
    for name, digest, size in rows:
        if name == f"{DIST_INFO}/RECORD":
            assert (digest, size) == ("", "")
            continue
        data = contents[name]
        sha256 = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        assert (digest, size) == (f"sha256={sha256}", str(len(data)))


def test_files(contents):
    """The whole package as in the checkout, its stubs and subpackages included, and nothing besides."""
    package = REPOSITORY / "python" / "ndola"
    sources = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.suffix in (".py", ".pyi", ".typed") and "__pycache__" not in path.parts
    }
    licence = f"{DIST_INFO}/licenses/LICENSE"
    about = {f"{DIST_INFO}/{name}" for name in ("METADATA", "WHEEL", "RECORD")} | {licence}
    assert set(contents) == sources | set(LIBRARIES) | about
    assert contents[licence] == (REPOSITORY / "LICENSE").read_bytes()
    assert "ndola/py.typed" in contents


def test_metadata(contents, tmp_path):
    """Needs nothing; and what a front end asks for before it builds is what it then gets."""
    said = email.message_from_bytes(contents[f"{DIST_INFO}/METADATA"])
    assert (said["Name"], said["Version"], said["Requires-Python"]) == ("ndola", nd.__version__, ">=3.11")
    assert said["Requires-Dist"] is None
    code = "import sys, ndola_build; print(ndola_build.prepare_metadata_for_build_wheel(sys.argv[1]))"
    prepared = succeed(sys.executable, "-c", code, tmp_path, env=clean_environment(PYTHONPATH=str(BACK_END))).strip()
    assert (tmp_path / prepared / "METADATA").read_bytes() == contents[f"{DIST_INFO}/METADATA"]


def test_exports(library):
    """Nothing by which two libraries in a process could be taken for each other, such as those of Go's runtime."""
    name, path = library
    lines = succeed("nm", "--dynamic", "--defined-only", path).splitlines()
    assert {line.split()[-1] for line in lines} == LIBRARIES[name]


def test_dependencies(library):
    """The C library alone, and never libpython, so that statically linked interpreters will do."""
    _, path = library
    needed = set(re.findall(r"NEEDED.*\[(.*)\]", succeed("readelf", "--dynamic", path)))
    assert "libc.so.6" in needed
    # Those besides are parts of it, in files of their own before glibc 2.34.
    assert needed <= {"libc.so.6", "libdl.so.2", "libpthread.so.0", "libm.so.6"}


def test_libraries_are_lean(library):
    """Stripped, without an executable stack, and without a trace of where they were built."""
    _, path = library
    sections = succeed("readelf", "--wide", "--sections", path)
    assert ".symtab" not in sections
    assert ".debug" not in sections
    assert re.search(r"GNU_STACK.* RW ", succeed("readelf", "--wide", "--segments", path))
    assert str(REPOSITORY).encode() not in path.read_bytes()


def test_sdist(sdist):
    """All that building needs under one directory: both languages, no tests, no binaries."""
    top = f"ndola-{nd.__version__}"
    assert sdist.name == f"{top}.tar.gz"
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
        assert all(member.isfile() and member.name.startswith(f"{top}/") for member in archive)
    names = {name.removeprefix(f"{top}/") for name in names}
    assert {"PKG-INFO", "pyproject.toml", "LICENSE", "README.md", "go/go.mod", "go/capi/core.h"} <= names
    assert not {"build", "dist", "bin"} & {name.split("/")[1] for name in names if name.startswith("go/")}
    assert not [name for name in names if name.endswith(("_test.go", ".so", ".pyc")) or "testdata" in name]


def test_sdist_makes_the_same_wheel(sdist, wheel, tmp_path):
    """Byte for byte, through a front end's isolated build."""
    pip("wheel", "--no-index", "--no-deps", "--wheel-dir", tmp_path, sdist)
    built = tmp_path / wheel.name
    with zipfile.ZipFile(built) as ours, zipfile.ZipFile(wheel) as theirs:
        assert {i.filename: i.CRC for i in ours.infolist()} == {i.filename: i.CRC for i in theirs.infolist()}
    assert built.read_bytes() == wheel.read_bytes()
