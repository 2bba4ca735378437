"""The sources: their settings, their state, and statistics of their articles."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.model import Count, Problem, Source
from reader.store import counts, removal
from reader.store.database import Connection, Database, json_array
from reader.store.marks import note_source
from reader.store.queue import enqueue_source

_SETTINGS = (
    "kind",
    "login",
    "name",
    "region",
    "folder",
    "every",
    "full_text",
    "charset",
    "part",
    "keep",
    "declared",
    "enabled",
)
_STATE = (
    "title",
    "site_url",
    "charset_declared",
    "charset_used",
    "edition",
    "etag",
    "last_modified",
    "quiet",
    "failures",
    "checked",
    "succeeded",
    "retry_after",
    "problem",
)
_COLUMNS = ("url", *_SETTINGS, *_STATE)
_SYNCED = "EXISTS (SELECT 1 FROM synced_source WHERE synced_source.source = source.id)"
_SELECT = f"SELECT id, {_SYNCED}, {', '.join(_COLUMNS)} FROM source"
_FIND = (
    f"{_SELECT} WHERE url = :url UNION ALL"
    f" {_SELECT} WHERE id = (SELECT source FROM former WHERE url = :url) LIMIT 1"
)

_LABELS = "SELECT id, url, name, title FROM source WHERE id IN (SELECT value FROM json_each(?))"
_REGIONS = "SELECT DISTINCT region FROM source WHERE region IS NOT NULL AND enabled"
_MAKEUP = "count(*), sum(extent = 'head'), sum(published IS NULL), sum(press IS NULL)"

_problems = msgspec.json.Decoder(tuple[str, str, dict[str, str | int]])


class SourceSpan(Struct, frozen=True):
    """The times of a source's oldest and newest article."""

    oldest: int
    newest: int


class Makeup(Struct, frozen=True):
    """How many articles a source has, and how many of them lack something."""

    total: int
    empty: int
    """Without any text."""
    undated: int
    """Whose page or entry states no time."""
    unsigned: int
    """That name no press (来源)."""


class StoredSources:
    """Reads and changes the sources. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Source]:
        """Return the sources in the order in which they were added."""
        return [_source(row) for row in self._database.select(f"{_SELECT} ORDER BY id")]

    def get(self, id: int) -> Source:
        """Return one source. Raises KeyError."""
        for row in self._database.select(f"{_SELECT} WHERE id = ?", id):
            return _source(row)
        raise KeyError(id)

    def has(self, id: int) -> bool:
        """Return whether there is such a source."""
        return bool(self._database.number("SELECT count(*) FROM source WHERE id = ?", id))

    def find(self, url: str) -> Source | None:
        """Return the source of this address, or else the one that moved away from it."""
        rows = self._database.select(_FIND, url=url)
        return _source(rows[0]) if rows else None

    def count(self) -> int:
        """Return how many there are."""
        return self._database.number("SELECT count(*) FROM source")

    def labels(self, ids: Sequence[int]) -> dict[int, str]:
        """Return what sources are called, by their ids."""
        rows = self._database.select(_LABELS, json_array(ids))
        return {id: Source(url=url, name=name, title=title).label for id, url, name, title in rows}

    def regions(self) -> set[str]:
        """Return the regions that enabled sources have."""
        return {region for (region,) in self._database.select(_REGIONS)}

    def counts(self, ids: Sequence[int] | None = None) -> dict[int, Count]:
        """Return the counts of the sources' articles by their ids, of all or of these."""
        return counts.of_sources(self._database, ids)

    def spans(self) -> dict[int, SourceSpan]:
        """Return the span of each source that has articles; two look-ups a source."""
        rows = self._database.select(
            "SELECT id, (SELECT min(time) FROM article WHERE article.source = source.id),"
            " (SELECT max(time) FROM article WHERE article.source = source.id) FROM source"
        )
        return {id: SourceSpan(oldest, newest) for id, oldest, newest in rows if newest is not None}

    def makeups(self) -> dict[int, Makeup]:
        """Return the make-up of each source that has articles; reads all articles."""
        rows = self._database.select(f"SELECT source, {_MAKEUP} FROM article GROUP BY source")
        return {source: Makeup(*counts) for source, *counts in rows}

    def makeup(self, id: int) -> Makeup:
        """Return the make-up of one source; reads all its articles."""
        rows = self._database.select(f"SELECT {_MAKEUP} FROM article WHERE source = ?", id)
        return Makeup(*(count or 0 for count in rows[0]))

    def add(self, source: Source) -> Source:
        """Store a source and return it as stored; one of a known address stays as it is."""
        with self._database.write(durable=True) as connection:
            known = connection.execute(_FIND, {"url": source.url}).fetchone()
            return _source(known) if known else _insert(connection, source)

    def add_all(self, sources: Sequence[Source]) -> list[Source]:
        """Store the sources whose addresses are not known yet, and return them as stored."""
        with self._database.write(durable=True) as connection:
            return [
                _insert(connection, source)
                for source in sources
                if connection.execute(_FIND, {"url": source.url}).fetchone() is None
            ]

    def declare(self, sources: Sequence[Source]) -> None:
        """Store the settings of the sources that the config declares, by their addresses.

        A source that the config no longer declares is disabled, keeps its articles, and can be
        changed by the reader. Nothing is written where nothing changed.
        """
        rows = self._database.select(f"{_SELECT} WHERE declared")
        before = {source.url: source for source in map(_source, rows)}
        declared = {source.url: replace(source, declared=True) for source in sources}
        retired = [s.id for url, s in before.items() if url not in declared]
        changed = [
            s for url, s in declared.items() if url not in before or not _agree(s, before[url])
        ]
        if retired or changed:
            with self._database.write() as connection:
                for source in changed:
                    _declare(connection, source)
                connection.executemany(
                    "UPDATE source SET enabled = 0, declared = 0 WHERE id = ?",
                    [(id,) for id in retired],
                )

    def update(self, source: Source) -> None:
        """Store settings and state by id.

        The address stays where the config declares the source, by that address, and where another
        source has the new one. Raises KeyError.
        """
        with self._database.write() as connection:
            if not _save(connection, source, (*_SETTINGS, *_STATE)):
                raise KeyError(source.id)

    def configure(self, source: Source, *, told: bool = False) -> None:
        """Store what the reader may change of a source that the config does not declare.

        That are its name, region, folder and being enabled. Where the region changes, its articles
        are queued to be placed again. A source that is gone stays gone. *told*: the server says so
        itself, and the title as well.
        """
        with self._database.write(durable=True) as connection:
            rows = connection.execute(f"{_SELECT} WHERE id = ?", (source.id,)).fetchall()
            for before in map(_source, rows):
                title = source.title if told else before.title
                connection.execute(
                    "UPDATE source SET name = ?, region = ?, folder = ?, enabled = ?, title = ?"
                    " WHERE id = ?",
                    (source.name, source.region, source.folder, source.enabled, title, source.id),
                )
                if source.region != before.region:
                    enqueue_source(connection, source.id)
                if source.name != before.name and not told:
                    note_source(connection, "named", True, source.id)
                if source.folder != before.folder and not told:
                    note_source(connection, "filed", True, source.id)

    def join(self, id: int, other: int) -> bool:
        """Make a source that has no articles one more address of the source *other*.

        Return False where it has some, or where the config declares it: then it stays.
        """
        with self._database.write(durable=True) as connection:
            found = connection.execute(
                "SELECT url FROM source WHERE id = ? AND NOT declared"
                " AND NOT EXISTS (SELECT 1 FROM article WHERE article.source = source.id)",
                (id,),
            ).fetchone()
            if found is not None:
                connection.execute("UPDATE former SET source = ? WHERE source = ?", (other, id))
                removal.remove_source(connection, id)
                connection.execute("INSERT OR REPLACE INTO former VALUES (?, ?)", (*found, other))
            return found is not None

    def remove(self, id: int) -> None:
        """Remove a source with its articles. Raises KeyError."""
        with self._database.write(durable=True) as connection:
            if not removal.remove_source(connection, id):
                raise KeyError(id)

    def bring_back(self, id: int) -> bool:
        """Restore a source that this store removed, with its articles and their marks.

        Return False where another source has its address by now, or another store removed it.
        """
        with self._database.write(durable=True) as connection:
            return removal.restore_source(connection, id)

    def rules(self, id: int) -> dict[str, str]:
        """Return where articles of a source are placed, by where they would be by themselves.

        Both are region ids; an empty one is for articles without a region.
        """
        sql = "SELECT found, region FROM source_rule WHERE source = ?"
        return dict(self._database.select(sql, id))

    def rule(self, id: int, found: str, region: str | None) -> None:
        """Store the rule for articles that would be placed at *found*; None removes it."""
        with self._database.write(durable=True) as connection:
            connection.execute(
                "DELETE FROM source_rule WHERE source = ? AND found = ?", (id, found)
            )
            if region is not None:
                connection.execute("INSERT INTO source_rule VALUES (?, ?, ?)", (id, found, region))


def save_visit(connection: Connection, source: Source) -> bool:
    """Store what a visit to *source* finds out: its state, its address and its kind.

    Its settings may have been changed meanwhile. Return False if it is no longer there.
    """
    return _save(connection, source, ("kind", *_STATE))


def _save(connection: Connection, source: Source, columns: Sequence[str]) -> bool:
    values = _values(source)
    updated = connection.execute(
        f"UPDATE source SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
        (*(values[name] for name in columns), source.id),
    )
    _move(connection, source)
    return bool(updated.rowcount)


def _move(connection: Connection, source: Source) -> None:
    """Store the new address of *source*, if it has one, and the former one."""
    values = {"id": source.id, "url": source.url, "login": source.login}
    moving = "id = :id AND url <> :url AND NOT declared"
    connection.execute(
        f"INSERT OR REPLACE INTO former SELECT url, id FROM source WHERE {moving}"
        " AND NOT EXISTS (SELECT 1 FROM source WHERE url = :url)",
        values,
    )
    connection.execute(
        f"UPDATE OR IGNORE source SET url = :url, login = :login WHERE {moving}", values
    )


def _insert(connection: Connection, source: Source) -> Source:
    added = connection.execute(
        f"INSERT INTO source ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",
        list(_values(source).values()),
    )
    connection.execute("INSERT INTO source_count VALUES (?, 0, 0)", (added.lastrowid,))
    return replace(source, id=added.lastrowid or 0)


def _declare(connection: Connection, source: Source) -> None:
    updated = connection.execute(
        f"UPDATE source SET {', '.join(f'{name} = ?' for name in _SETTINGS)} WHERE url = ?",
        (*(getattr(source, name) for name in _SETTINGS), source.url),
    )
    if not updated.rowcount:
        _insert(connection, source)


def _agree(one: Source, other: Source) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SETTINGS)


def _values(source: Source) -> dict[str, Any]:
    problem = source.problem
    values = {name: getattr(source, name) for name in _COLUMNS}
    values["problem"] = (
        problem and msgspec.json.encode((problem.kind, problem.message, problem.params)).decode()
    )
    return values


def _source(row: Sequence[Any]) -> Source:
    values = dict(zip(("id", "synced", *_COLUMNS), row, strict=True))
    for name in ("synced", "declared", "enabled"):
        values[name] = bool(values[name])
    if values["problem"] is not None:
        values["problem"] = Problem(*_problems.decode(values["problem"]))
    return Source(**values)
