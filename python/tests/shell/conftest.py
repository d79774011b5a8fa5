"""Fixtures of the shell's tests, which need no library besides NumPy and pytest."""

import gc

import pytest

import ndola
from ndola import _ndola


@pytest.fixture
def no_leak():
    """Fail a test after which more blocks of memory are alive than before."""
    ndola.asarray([1.0])  # what is kept for later is kept before the count
    gc.collect()
    before = _ndola._live()[0]
    yield
    gc.collect()
    assert _ndola._live()[0] <= before
