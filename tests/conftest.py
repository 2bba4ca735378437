"""Fixtures for every room's tests, and how Hypothesis goes about its own."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.server import Server

# No deadline: how long an example takes says how busy the machine is. On a build server the
# examples are the same at every run, so that what fails is what was changed.
settings.register_profile("zhnews", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if "CI" in os.environ else "zhnews")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running
