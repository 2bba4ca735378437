"""Fixtures for every room's tests, and how Hypothesis goes about its own."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reader.processes import sandbox
from reader.settings import paths
from tests import sharing
from tests.server import Server

# Tests write files with Chinese names, which the workers and their child processes can do in any
# locale once they speak UTF-8 (PEP 540).
os.environ["PYTHONUTF8"] = "1"

# No deadline: how long an example takes, or to make it, says how busy the machine is. On a build
# server the examples are the same at every run, so that what fails is what was changed.
settings.register_profile("zhnews", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("zhnews"), derandomize=True)
settings.load_profile("ci" if "CI" in os.environ else "zhnews")


@pytest.fixture(scope="session", autouse=True)
def _children() -> Iterator[None]:
    """Let all sandboxes of the session share their children."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "Child", sharing.start)
        yield
    asyncio.run(sharing.end_all())


@pytest.fixture
def log_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of a test that has something broken."""
    file = tmp_path / "state" / "zhnews.log"
    monkeypatch.setattr(paths, "log_file", lambda: file)
    return file


@pytest.fixture
def logged(log_file: Path) -> Callable[[], str]:
    return lambda: log_file.read_text("utf-8") if log_file.exists() else ""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running
