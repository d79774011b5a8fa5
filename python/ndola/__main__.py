"""python -m ndola: the notes' experiments, live, and what an object offers."""

from __future__ import annotations

import os
import sys

USAGE = """usage: python -m ndola tour
       python -m ndola explain EXPRESSION

  tour      run the interoperability notes' experiments against the libraries installed here; the exit
            status is 0 only if every claim held
  explain   what the value of a Python expression offers, copy or view and why; modules are imported by
            their names: python -m ndola explain "torch.arange(6)[::2]"
"""


def main(arguments: list[str]) -> int:
    if arguments == ["tour"]:
        from ._tour import tour

        return tour()
    if len(arguments) == 2 and arguments[0] == "explain":
        from ._explain import evaluated, explain

        print(explain(evaluated(arguments[1])))
        return 0
    if arguments in ([], ["-h"], ["--help"], ["help"]):
        print(USAGE, end="")
        return 0
    print(f"ndola: unknown command {' '.join(arguments)!r}\n{USAGE}", end="", file=sys.stderr)
    return 2


def run() -> int:
    """main; a reader that has seen enough, such as head, ends it without a message."""
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered is flushed at exit
        return 1
    return status


if __name__ == "__main__":
    sys.exit(run())
