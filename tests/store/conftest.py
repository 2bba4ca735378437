from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.store import schema
from reader.store.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "zhnews.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def add_migration(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let there be one more version, of which *script* makes the tables."""

    def add(script: str) -> None:
        monkeypatch.setattr(schema, "MIGRATIONS", {**schema.MIGRATIONS, schema.NEWEST: script})
        monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)

    return add
