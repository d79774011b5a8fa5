"""python -m ndola tour: the notes' experiments, live."""

from __future__ import annotations

import sys

USAGE = """usage: python -m ndola tour

  tour    run the interoperability notes' experiments against the libraries installed here; the exit
          status is 0 only if every claim held
"""


def main(arguments: list[str]) -> int:
    if arguments == ["tour"]:
        from ._tour import tour

        return tour()
    if arguments in ([], ["-h"], ["--help"], ["help"]):
        print(USAGE, end="")
        return 0
    print(f"ndola: unknown command {' '.join(arguments)!r}\n{USAGE}", end="", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
