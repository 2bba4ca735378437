"""Bulk import and export: whole articles, with the reader's marks."""

from array import array
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import StoreDamaged
from reader.model import Draft
from reader.store import drafts, indexing
from reader.store.database import Connection, Database, json_array
from reader.store.ingestion import ORDER, Ingestion, Put
from reader.store.marks import mark
from reader.store.placement import Placed, PlacementIds

PAGE = 500
"""Ids of a page."""


class Kept(Struct, frozen=True, kw_only=True):
    """An article as another database stored it."""

    put: Put
    other_key: str
    """Its identity where another article has that of `put`."""
    home: Placed | None
    """Where it would be placed by itself, if the reader moved it."""
    read: bool = False
    starred: bool = False


class Archive:
    """Imports articles, and lists those to export. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(self) -> Iterator["array[int]"]:
        """Yield the ids of all articles, page by page, in the order in which they came."""
        last = 0
        while page := self._database.numbers(
            f"SELECT id FROM article WHERE id > ? ORDER BY id LIMIT {PAGE}", last
        ):
            yield page
            if page[-1] <= last:
                raise StoreDamaged(path=str(self._database.path), detail="article: out of order")
            last = page[-1]

    def take(self, articles: Mapping[int, Sequence[Kept]]) -> int:
        """Store articles by their sources in one transaction, and return how many were new.

        One that its source already has, by its identity and its headline, stays as it is, but gets
        the marks, and a text that is longer than its own.
        """
        with self._database.write(durable=True) as connection:
            ingestion = Ingestion(connection, compressed=True)
            new: list[tuple[int, Kept]] = []
            known: list[tuple[int, Kept]] = []
            for source, kept in articles.items():
                for id, one, is_new in _take(connection, ingestion, source, kept):
                    (new if is_new else known).append((id, one))
            ingestion.finish()
            for id, one in known:
                _complete(connection, id, one.put.draft)
            mark(connection, "unread", False, [id for id, one in new + known if one.read])
            mark(connection, "starred", True, [id for id, one in new + known if one.starred])
            _pin(connection, {id: one.home for id, one in new if one.home})
        return len(new)


def _take(
    connection: Connection, ingestion: Ingestion, source: int, articles: Sequence[Kept]
) -> Iterator[tuple[int, Kept, bool]]:
    """Store what is new of *articles*; yield each with its id, and whether it was new."""
    ids, taken = _stored(connection, source, articles)
    keys: list[str] = []
    new: dict[str, Kept] = {}
    for kept in articles:
        key = _key(kept, taken)
        if key not in taken:
            taken[key] = kept.put.draft.headline
            new[key] = kept
        keys.append(key)
    added, _ = ingestion.take(source, [_under(key, kept.put) for key, kept in new.items()])
    ids |= added
    for key, kept in zip(keys, articles, strict=True):
        yield ids[key], kept, new.get(key) is kept


def _under(key: str, put: Put) -> Put:
    return put if put.key == key else replace(put, key=key)


def _key(kept: Kept, taken: Mapping[str, str]) -> str:
    """Return the key of an article: that of the same one, else one that is not *taken*."""
    own = (kept.put.key, kept.other_key)
    same = [key for key in own if taken.get(key) == kept.put.draft.headline]
    free = [key for key in own if key not in taken]
    return [*same, *free, kept.other_key][0]


def _stored(
    connection: Connection, source: int, articles: Sequence[Kept]
) -> tuple[dict[str, int], dict[str, str]]:
    """Return the ids and headlines, by their keys, of what *articles* may be in the source."""
    keys = [key for kept in articles for key in (kept.put.key, kept.other_key)]
    rows = connection.execute(
        "SELECT key, id, headline FROM article"
        " WHERE source = ? AND key IN (SELECT value FROM json_each(?))",
        (source, json_array(keys)),
    ).fetchall()
    return {key: id for key, id, _ in rows}, {key: headline for key, _, headline in rows}


def _complete(connection: Connection, id: int, draft: Draft) -> None:
    entry = drafts.load(connection, id)
    if ORDER.index(entry.extent) < ORDER.index(draft.extent):
        indexing.replace(connection, id, drafts.completed(entry, draft))


def _pin(connection: Connection, homes: Mapping[int, Placed]) -> None:
    """Store which articles the reader moved, and where they would be by themselves."""
    placements = PlacementIds(connection)
    connection.executemany(
        "INSERT INTO moved (article, placement) VALUES (?, ?)",
        [(id, placements.of(home.placement, home.places)) for id, home in homes.items()],
    )
