"""Fixtures of the protocol tests."""

import gc

import pytest
from hypothesis import HealthCheck, settings

import ndola
from ndola import _ndola

settings.register_profile(
    "protocols", max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("protocols")


@pytest.fixture
def no_leak():
    """Fail a test after which more blocks of memory are alive than before."""
    ndola.asarray([1.0])  # what is kept for later is kept before the count
    gc.collect()
    before = _ndola._live()[0]
    yield
    gc.collect()
    assert _ndola._live()[0] <= before
