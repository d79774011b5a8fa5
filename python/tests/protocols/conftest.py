"""Fixtures of the protocol tests."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

import ndola
from ndola import _ndola

# `make fuzz` asks for many examples, and for others each time.
EXAMPLES = int(os.environ.get("EXAMPLES", 0))
settings.register_profile(
    "protocols",
    max_examples=EXAMPLES or 150,
    derandomize=EXAMPLES == 0,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
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
