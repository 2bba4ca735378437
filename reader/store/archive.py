"""Whole articles with the reader's marks, in bulk: taken in from a file and given out to one."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.model import Draft
from reader.store import drafts, indexing
from reader.store.database import Connection, Database
from reader.store.intake import ORDER, Intake, Put
from reader.store.marks import mark
from reader.store.placements import Placements
from reader.store.placing import Placed

PAGE = 500
"""Ids that are given out at once."""


class Kept(Struct, frozen=True, kw_only=True):
    """An article as another database kept it."""

    put: Put
    other_key: str
    """Its identity where another article has that of `put`."""
    home: Placed | None
    """Where it would stand by itself, if it stands elsewhere for good."""
    read: bool = False
    starred: bool = False


class Archive:
    """Takes articles in and gives them out. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self) -> Iterator["array[int]"]:
        """Give the ids of all articles, a page after the other, in the order of their coming."""
        last = 0
        while page := self._database.numbers(
            f"SELECT id FROM article WHERE id > ? ORDER BY id LIMIT {PAGE}", last
        ):
            yield page
            last = page[-1]

    def take(self, articles: Mapping[int, Sequence[Kept]]) -> int:
        """Store articles by their sources in one transaction, and give how many were new.

        One that its source has already, by its identity and its headline, stays as it stands, but
        takes up the marks, and a text that is longer than its own.
        """
        with self._database.write(durable=True) as connection:
            taken = [_take(connection, source, kept) for source, kept in articles.items()]
            read = [id for each in taken for id, kept in each.articles if kept.read]
            starred = [id for each in taken for id, kept in each.articles if kept.starred]
            mark(connection, "unread", False, read)
            mark(connection, "starred", True, starred)
            _pin(connection, {id: home for each in taken for id, home in each.homes})
        return sum(each.added for each in taken)


class _Taken(Struct, frozen=True):
    """What came of the articles of one source: their ids, and how many were new."""

    added: int
    articles: list[tuple[int, Kept]]
    homes: list[tuple[int, Placed]]
    """Where the new ones would stand by themselves that stand elsewhere."""


def _take(connection: Connection, source: int, articles: Sequence[Kept]) -> _Taken:
    taken = _headlines(connection, source, articles)
    keys: list[str] = []
    new: dict[str, Kept] = {}
    for kept in articles:
        key = _key(kept, taken)
        if key not in taken:
            taken[key] = kept.put.draft.headline
            new[key] = kept
        keys.append(key)
    intake = Intake(connection, source, fresh=False)
    intake.take([_under(key, kept.put) for key, kept in new.items()])
    intake.finish()
    ids = _ids(connection, source, keys)
    for key, kept in zip(keys, articles, strict=True):
        if new.get(key) is not kept:
            _complete(connection, ids[key], kept.put.draft)
    return _Taken(
        added=len(new),
        articles=[(ids[key], kept) for key, kept in zip(keys, articles, strict=True)],
        homes=[(ids[key], kept.home) for key, kept in new.items() if kept.home],
    )


def _under(key: str, put: Put) -> Put:
    return put if put.key == key else replace(put, key=key)


def _key(kept: Kept, taken: Mapping[str, str]) -> str:
    """Give the key of an article: that of the same one, else one that is not *taken*."""
    own = (kept.put.key, kept.other_key)
    same = [key for key in own if taken.get(key) == kept.put.draft.headline]
    free = [key for key in own if key not in taken]
    return [*same, *free, kept.other_key][0]


def _headlines(connection: Connection, source: int, articles: Sequence[Kept]) -> dict[str, str]:
    """Give the keys that the source's articles have of those that *articles* might have."""
    keys = [key for kept in articles for key in (kept.put.key, kept.other_key)]
    return dict(_rows(connection, "key, headline", source, keys))


def _ids(connection: Connection, source: int, keys: Sequence[str]) -> dict[str, int]:
    return dict(_rows(connection, "key, id", source, keys))


def _rows(
    connection: Connection, columns: str, source: int, keys: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    return connection.execute(
        f"SELECT {columns} FROM article"
        " WHERE source = ? AND key IN (SELECT value FROM json_each(?))",
        (source, msgspec.json.encode(keys).decode()),
    )


def _complete(connection: Connection, id: int, draft: Draft) -> None:
    entry = drafts.load(connection, id)
    if ORDER.index(entry.extent) < ORDER.index(draft.extent):
        indexing.replace(connection, id, drafts.completed(entry, draft))


def _pin(connection: Connection, homes: Mapping[int, Placed]) -> None:
    """Keep articles where they were put, and where they would stand by themselves."""
    placements = Placements(connection)
    connection.executemany(
        "INSERT INTO moved (article, placement) VALUES (?, ?)",
        [(id, placements.number(home.placement, home.places)) for id, home in homes.items()],
    )
