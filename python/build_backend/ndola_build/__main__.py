"""Builds the native files in place: `python -m ndola_build [shell] [core]`, both when none is named.

`python -m ndola_build sanitized` makes build/sanitized/ndola, the package with a shell that AddressSanitizer watches.
"""

from __future__ import annotations

import sys

from . import native, project

BUILDERS = {
    "shell": (native.build_shell, project.PACKAGE / native.SHELL),
    "core": (native.build_core, project.PACKAGE / native.CORE),
    "sanitized": (native.build_sanitized, project.GO_MODULE / "build" / "sanitized" / "ndola"),
}


def main(names: list[str]) -> str | None:
    """Build the named files, and return a message for the exit status where that fails."""
    if unknown := set(names) - BUILDERS.keys():
        return f"ndola_build: {', '.join(sorted(unknown))}: expected shell, core or sanitized"
    try:
        for name in names or ("shell", "core"):
            build, output = BUILDERS[name]
            build(output)
    except native.BuildError as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
