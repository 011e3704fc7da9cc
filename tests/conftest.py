"""Hypothesis profiles: `dev` for every run, `ci` for landing, `nightly` for long hunts."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("dev", max_examples=50, **_QUIET)
settings.register_profile("ci", max_examples=200, derandomize=True, **_QUIET)
settings.register_profile("nightly", max_examples=5000, **_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tests on data that is no part of the project run when told where it lies."""
    parser.addoption("--data", type=Path, help="folder with content-lines.jsonl: lines that no phrase may take")


@pytest.fixture
def data(request: pytest.FixtureRequest) -> Path:
    """The folder given with `--data`."""
    folder: Path | None = request.config.getoption("--data")
    if folder is None:
        pytest.skip("needs --data DIR")
    return folder
