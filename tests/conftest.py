"""How hard Hypothesis looks: a little in `make test`, long in `make soak`."""

import os

from hypothesis import HealthCheck, settings

SOAK = bool(os.environ.get("LUS_SOAK"))

settings.register_profile("test", deadline=None, max_examples=35, derandomize=True)
settings.register_profile(
    "soak", deadline=None, max_examples=1_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("soak" if SOAK else "test")
