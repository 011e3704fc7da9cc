"""Hypothesis profiles: `dev` for every run, `ci` for landing, `nightly` for long hunts."""

import os

from hypothesis import HealthCheck, settings

_QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("dev", max_examples=50, **_QUIET)
settings.register_profile("ci", max_examples=200, derandomize=True, **_QUIET)
settings.register_profile("nightly", max_examples=5000, **_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
