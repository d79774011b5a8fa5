"""How many examples the properties of the protocol tests are tried on."""

import os

from hypothesis import HealthCheck, settings

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
