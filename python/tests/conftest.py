"""Fixtures of all tests, which need no library besides pytest."""

import gc

import pytest

import ndola
from ndola import _ndola


@pytest.fixture(scope="module")
def _frozen():
    """The collections of a module's tests pass over what libraries made before them, a million objects after a few."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def no_leak(_frozen):
    """Fail a test after which more blocks of memory are alive than before."""
    ndola.asarray([1.0])  # what is kept for later is kept before the count
    gc.collect()
    before = _ndola._live()[0]
    yield
    gc.collect()
    assert _ndola._live()[0] <= before
