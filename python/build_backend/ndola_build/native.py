"""The two compilers' command lines: the C shell and the Go core."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import project

# The oldest Python whose stable ABI the shell keeps to; the wheel's tag says the same thing.
LIMITED_API = 0x030B0000

# A free-threaded interpreter has no stable ABI up to CPython 3.14, so the shell is built for that one interpreter.
FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
SHELL = f"_ndola{sysconfig.get_config_var('EXT_SUFFIX')}" if FREE_THREADED else "_ndola.abi3.so"
CORE = "libndola_core.so"

# All that the core exports. By itself Go would add some fifty functions of its runtime, which any other Go library in
# the process has too.
CORE_SYMBOLS = "{ global: ndola_core_open; ndola_core_call; local: *; };\n"

# Warnings are errors. Should a compiler newer than this release find a new one, CFLAGS=-Wno-error lets the build pass.
SHELL_FLAGS = [
    "-std=gnu11",
    "-O2",
    "-fPIC",
    "-fvisibility=hidden",
    "-fno-plt",  # the shell calls Python all the time: through one pointer each, not two
    "-pthread",
    "-Wall",
    "-Wextra",
    "-Werror",
    *([] if FREE_THREADED else [f"-DPy_LIMITED_API={LIMITED_API:#010x}"]),
]

# Undefined behaviour ends the process, as bad addresses do.
SANITIZER_FLAGS = [
    "-O1",
    "-g",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=undefined",
]


class BuildError(Exception):
    """A compiler that is missing or that failed."""


def wheel_tag() -> str:
    """Return the wheel's compatibility tag (PEP 425), such as cp311-abi3-linux_x86_64 or cp313-cp313t-linux_x86_64."""
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    if FREE_THREADED:
        version = sysconfig.get_config_var("py_version_nodot")
        return f"cp{version}-cp{version}t-{platform}"
    return f"cp{LIMITED_API >> 24}{LIMITED_API >> 16 & 0xFF}-abi3-{platform}"


def build_shell(output: Path, *, strip: bool = False, flags: Sequence[str] = ()) -> None:
    """Compile the C extension to the file output, if asked without its symbol table, which only debuggers read.

    CC, CFLAGS and LDFLAGS are honoured; flags come before CFLAGS.
    """
    include = sysconfig.get_path("include")
    if not Path(include, "Python.h").exists():
        raise BuildError(f"ndola: Python.h is not in {include}; install this Python's development files")
    sources = sorted(path.name for path in project.C_SOURCES.glob("*.c"))
    command = [*_c_compiler(), *SHELL_FLAGS, *flags, f"-I{include}", *_words("CFLAGS"), *sources]
    command += ["-shared", *(["-s"] if strip else []), *_words("LDFLAGS"), "-ldl"]
    # Run among the sources and named relatively, so that no directory of this machine gets into the file.
    _produce(output, lambda partial: [*command, "-o", str(partial)], project.C_SOURCES, dict(os.environ))


def build_sanitized(package: Path) -> None:
    """Make the package again in the directory package, its extension compiled with AddressSanitizer and UBSan.

    The other files, the core among them, are links to those in place. .ci/sanitized runs a command with it.
    """
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    for path in project.PACKAGE.iterdir():
        if path.name not in (SHELL, "__pycache__"):
            (package / path.name).symlink_to(path)
    build_shell(package / SHELL, flags=SANITIZER_FLAGS)


def build_core(output: Path) -> None:
    """Compile the Go shared library to the file output."""
    go = shutil.which("go")
    if go is None:
        raise BuildError("ndola: no Go compiler on PATH; the core needs the version named in go.mod or newer")
    command = [go, "build", "-buildmode=c-shared", "-trimpath", "-buildvcs=false"]
    environment = os.environ | {"CGO_ENABLED": "1", "CC": shlex.join(_c_compiler())}
    with tempfile.NamedTemporaryFile("w", suffix=".map") as version_script:
        version_script.write(CORE_SYMBOLS)
        version_script.flush()
        # Quoted twice, for the go command and for its linker, since a temporary directory's name may hold a space.
        linking = f"\"-extldflags='-Wl,--version-script={version_script.name}'\""
        command.append(f"-ldflags=-s -w -buildid= {linking}")
        _produce(output, lambda partial: [*command, "-o", str(partial), "./capi"], project.GO_MODULE, environment)
    # Go writes a header beside the library; the shell has its own, which both sides are compiled against.
    for header in output.parent.glob(f"{CORE}*.h"):
        header.unlink()


def _c_compiler() -> list[str]:
    if "CC" in os.environ:
        return shlex.split(os.environ["CC"])
    for name in ("cc", "gcc", "clang"):
        if shutil.which(name):
            return [name]
    raise BuildError("ndola: no C compiler on PATH (cc, gcc, clang); CC can name another")


def _words(variable: str) -> list[str]:
    return shlex.split(os.environ.get(variable, ""))


def _produce(output: Path, command_for, directory: Path, environment: dict[str, str]) -> None:
    """Run a compiler, moving the result into place whole: a process that has the old file mapped keeps it."""
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(f"{output.name}.{os.getpid()}.partial")
    command = command_for(partial)
    try:
        subprocess.run(command, cwd=directory, env=environment, check=True)
        os.replace(partial, output)
    except subprocess.CalledProcessError as failure:
        raise BuildError(f"ndola: {output.name}: {shlex.join(command)}: exit status {failure.returncode}") from None
    finally:
        partial.unlink(missing_ok=True)
