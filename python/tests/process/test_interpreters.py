"""Sub-interpreters: the first interpreter that imports ndola has it, every other gets ImportError."""

from __future__ import annotations

import sys

import pytest
from processes import run

PRELUDE = f"""
    import sys
    if {sys.version_info >= (3, 13)}:
        import _interpreters as interpreters
        make, run = interpreters.create, interpreters.exec
    else:
        import _xxsubinterpreters as interpreters
        make = lambda kind: interpreters.create(isolated=kind == "isolated")
        run = interpreters.run_string

    CODE = '''if True:
        try:
            import ndola as nd
            print(nd.sum(nd.ones(5)).item(), flush=True)
        except ImportError as error:
            print("in one interpreter" in str(error) or "subinterpreters" in str(error), flush=True)
    '''

    def tried(kind):
        interpreter = make(kind)
        failure = run(interpreter, CODE)
        interpreters.destroy(interpreter)
        assert failure is None, failure
"""


def test_main_interpreter_first():
    """Those that follow are refused, one after another, on threads as well, and the first computes all the while."""
    lines = run(f"""
    {PRELUDE}
    import threading, ndola as nd
    for kind in ("legacy", "isolated", "legacy"):
        tried(kind)
        assert nd.sum(nd.ones(3)).item() == 3
    thread = threading.Thread(target=tried, args=("legacy",))
    thread.start()
    thread.join()
    print(nd.sum(nd.ones(3)).item())
    """)
    assert lines == ["True"] * 4 + ["3.0"]


def test_sub_interpreter_first():
    """It has ndola until it ends; those that follow, which may lie at its address, and the main one are refused."""
    lines = run(f"""
    {PRELUDE}
    tried("legacy")
    for kind in ("legacy", "isolated", "legacy"):
        tried(kind)
    exec(CODE)
    """)
    assert lines == ["5.0"] + ["True"] * 4


@pytest.mark.skipif(sys.version_info < (3, 12), reason="a GIL for each interpreter came with 3.12")
def test_own_gil_first():
    """An interpreter with a GIL of its own is refused and does not become the one that has ndola."""
    lines = run(f"""
    {PRELUDE}
    tried("isolated")
    exec(CODE)
    """)
    assert lines == ["True", "5.0"]
