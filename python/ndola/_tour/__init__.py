"""The tour: experiments run live. Each says a sentence, shows its code, the result, and whose memory it is.

An experiment is a function whose docstring is the sentence and whose body is the code that is shown; it
yields claims, each a text and whether it holds. Nothing is printed that was not just computed.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import os
import sys
import textwrap
from collections.abc import Callable

from . import libraries, notes
from .claims import Claims

# Decided at import: whether SciPy takes other libraries' arrays, and whether TensorFlow talks about itself.
os.environ.setdefault("SCIPY_ARRAY_API", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")


def shown(experiment: Callable[[], Claims]) -> str:
    """The code of an experiment: its body without docstring, imports and claims."""
    source = textwrap.dedent(inspect.getsource(experiment))
    lines = source.splitlines()
    (function,) = ast.parse(source).body
    for node in ast.walk(function):
        if not isinstance(node, ast.stmt):
            continue
        claim = isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.Constant))
        only_claims = isinstance(node, ast.For) and all(isinstance(s, ast.Expr) for s in node.body)
        if claim or only_claims or isinstance(node, (ast.Import, ast.ImportFrom)):
            for n in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[n] = ""
    return textwrap.dedent("\n".join(line for line in lines[1:] if line))


def paint(text: str, code: str) -> str:
    """text in a colour, on a terminal that wants colours."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return text
    return f"\033[{code}m{text}\033[0m"


PARTS = (notes, libraries)


def held(experiment: Callable[[], Claims]) -> bool:
    """Run an experiment and print its claims as they come; whether all of them hold."""
    outcome = True
    try:
        for text, holds in experiment():
            print(paint("  ✓ ", "32") + text if holds else paint("  ✗ ", "31") + text)
            outcome &= holds
    except Exception as error:  # an experiment that breaks is a claim that does not hold
        print(paint("  ✗ ", "31") + f"{type(error).__name__}: {error}")
        return False
    return outcome


def tour() -> int:
    """Run every experiment; 0 if every claim held."""
    outcomes = []
    left_out = number = 0
    for part in PARTS:
        print("\n" + (inspect.getdoc(part) or ""))
        for experiment, needs in part.EXPERIMENTS:
            number += 1
            print(paint(f"\n{number}. {experiment.__name__.replace('_', ' ')}", "1"))
            print(textwrap.fill(inspect.getdoc(experiment) or "", 96))
            missing = [name for name in needs if importlib.util.find_spec(name) is None]
            if missing:
                left_out += 1
                print(paint(f"   left out: {', '.join(missing)} not installed", "33"))
                continue
            print(paint(textwrap.indent(shown(experiment), "    "), "36"))
            outcomes.append(held(experiment))
    failed = outcomes.count(False)
    outcome = (
        f"{failed} of {len(outcomes)} experiments did NOT hold" if failed else f"{len(outcomes)} experiments, all held"
    )
    print(paint(f"\n{outcome}", "1") + (f"; {left_out} left out" if left_out else ""))
    return 1 if failed else 0
