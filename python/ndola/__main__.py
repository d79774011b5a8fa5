"""python -m ndola: the notes' experiments, live, and what an object offers."""

from __future__ import annotations

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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
