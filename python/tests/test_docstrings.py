"""What help() shows: every public function and method tells its parameters and result, and examples are true."""

from __future__ import annotations

import doctest
import inspect
import re

import pytest

import ndola as nd

FUNCTIONS = [name for name in dir(nd) if name[0] != "_" and inspect.isbuiltin(getattr(nd, name))]
METHODS = [name for name in dir(nd.Array) if name[0] != "_"]
EXAMPLES = [name for name in FUNCTIONS if ">>>" in getattr(nd, name).__doc__]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_describe_themselves(name):
    function = getattr(nd, name)
    summary, _, rest = function.__doc__.partition("\n\n")
    assert summary.endswith(".") and "\n" not in summary
    described = re.findall(r"^\*?(\w+) : ", rest, re.MULTILINE)
    assert described == list(inspect.signature(function).parameters)
    assert "\nReturns\n-------\n" in rest


@pytest.mark.parametrize("name", METHODS)
def test_methods_describe_themselves(name):
    method = getattr(nd.Array, name)
    assert method.__doc__
    if inspect.isroutine(method):
        assert next(iter(inspect.signature(method).parameters)) == "self"


def test_there_are_examples():
    assert len(EXAMPLES) >= 20


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_true(name):
    test = doctest.DocTestParser().get_doctest(getattr(nd, name).__doc__, {"nd": nd}, name, None, None)
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.attempted > 0 and result.failed == 0
