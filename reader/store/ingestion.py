"""How articles get into the tables: as the entries of sources, or whole, in bulk."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import StoreDamaged
from reader.model import Draft, Extent, Placement
from reader.store import drafts, indexing
from reader.store.counts import Tally
from reader.store.database import Connection, Database, json_array
from reader.store.marks import mark
from reader.store.placement import Placed, PlacementIds, Position, move

# Ingestion: how the entries of sources get into the tables, within a transaction.


class Put(Struct, frozen=True, kw_only=True):
    """What was decided about one entry: the article to insert or to update."""

    draft: Draft
    time: int
    placement: Placement
    """That of a new article, until it is placed by its text; a stored one keeps its own."""
    places: tuple[str, ...]
    """The regions of the placement and all above them, whose lists show the article."""
    key: str
    """Identity within its source."""
    url_key: str = ""
    """The canonical link, by which an article is found; empty where it has none."""
    id: int | None = None
    """The stored article that this is; None: a new one."""


class _Stored(Position, frozen=True):
    extent: Extent
    digest: str


class Ingested(NamedTuple):
    """What became of the entries of one source."""

    new: int
    updated: int
    held: tuple[int, ...] = ()
    """The articles of which more is stored than their edited entries have: they stay as they are
    until their pages have been read again."""


class _New(NamedTuple):
    id: int
    source: int
    put: Put


_INSERT = (
    f"INSERT INTO article (id, source, time, placement, key, url_key, digest,"
    f" {', '.join(drafts.COLUMNS)}) VALUES ({', '.join('?' * (7 + len(drafts.COLUMNS)))})"
)
ANY = "SELECT EXISTS (SELECT 1 FROM article WHERE source = ?)"
"""Whether a source has any article: the first time that it is read it has none to look up."""
AT_ONCE = 2_000
"""Entries that are looked up and inserted at once: more only take more memory."""
ORDER: tuple[Extent, ...] = ("head", "summary", "full")
"""From the least of an article to all of it."""


class Ingestion:
    """Inserts and updates articles; what is new is in the tables once it is finished.

    *compressed*: their bodies are compressed at once (`reader.store.drafts`).
    """

    def __init__(self, connection: Connection, *, compressed: bool) -> None:
        self._compressed = compressed
        self._connection = connection
        self._tally = Tally()
        self._placements = PlacementIds(connection)
        self._waiting: list[_New] = []
        self._sources = set[int]()
        self._next_id = _first_free_id(connection)

    def take(self, source: int, puts: Sequence[Put]) -> tuple[dict[str, int], Ingested]:
        """Take entries of one source; return the ids of new ones by key, and what became of all.

        An entry to insert that is there by now, for another process was faster, is an update, or
        nothing if it is the same. One to update that is gone is inserted.
        """
        new, held = dict[str, int](), list[int]()
        updated = 0
        for at in range(0, len(puts), AT_ONCE):
            added, changed, waiting = self._take(source, puts[at : at + AT_ONCE])
            new |= added
            updated += changed
            held += waiting
        return new, Ingested(len(new), updated, tuple(held))

    def _take(self, source: int, puts: Sequence[Put]) -> tuple[dict[str, int], int, list[int]]:
        new: dict[str, Put] = {}
        updated, held = 0, list[int]()
        if len(self._waiting) >= AT_ONCE or source in self._sources:
            self._insert()  # so that they are found
        by_id, by_key = self._find(source, puts)
        for put in puts:
            stored = by_id.get(put.id or 0) or by_key.get(put.key)
            if stored is None:
                new.setdefault(put.key, put)
            elif put.id is not None or stored.digest != drafts.digest(put.draft):
                if self._update(stored, put):
                    updated += 1
                else:
                    held.append(stored.id)
        added = [self._add(source, put) for put in new.values()]
        return dict(zip(new, added, strict=True)), updated, held

    def finish(self) -> None:
        """Insert what is still to be inserted, and write the counts."""
        self._insert()
        self._tally.write(self._connection)

    def _find(
        self, source: int, puts: Sequence[Put]
    ) -> tuple[dict[int, _Stored], dict[str, _Stored]]:
        """Return the stored articles that *puts* may mean, by their ids and by their keys."""
        if not puts or self._connection.execute(ANY, (source,)).fetchone() == (0,):
            return {}, {}
        rows = self._connection.execute(
            "SELECT key, id, time, placement, extent, digest FROM article"
            " WHERE source = :source AND key IN (SELECT value FROM json_each(:keys))"
            " UNION SELECT key, id, time, placement, extent, digest FROM article"
            " WHERE source = :source AND id IN (SELECT value FROM json_each(:ids))",
            {
                "source": source,
                "keys": json_array(put.key for put in puts),
                "ids": json_array(put.id for put in puts if put.id),
            },
        )
        by_key = {key: _Stored(*rest) for key, *rest in rows}
        return {stored.id: stored for stored in by_key.values()}, by_key

    def _add(self, source: int, put: Put) -> int:
        """Return the id of a new article, which is inserted together with others."""
        id = self._next_id
        self._next_id += 1
        self._waiting.append(_New(id, source, put))
        self._sources.add(source)
        self._tally.add(source, put.places, 1, 1)
        return id

    def _insert(self) -> None:
        connection, new = self._connection, self._waiting
        connection.executemany(_INSERT, (self._row(*each) for each in new))
        bodies = ((id, put.draft) for id, _, put in new)
        drafts.add_bodies(connection, bodies, compressed=self._compressed)
        connection.executemany(
            "INSERT INTO unread VALUES (?, ?)", ((put.time, id) for id, _, put in new)
        )
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?)",
            ((place, put.time, id) for id, _, put in new for place in put.places),
        )
        new.clear()
        self._sources.clear()

    def _row(self, id: int, source: int, put: Put) -> tuple[object, ...]:
        placement = self._placements.of(put.placement, put.places)
        digest = drafts.digest(put.draft)
        identity = (id, source, put.time, placement, put.key, put.url_key, digest)
        return identity + drafts.column_values(put.draft)

    def _update(self, stored: _Stored, put: Put) -> bool:
        """Update an article; return False where it has to stay as it is for now."""
        draft = put.draft
        if stored.extent == "full":
            whole = drafts.load(self._connection, stored.id)
            if draft.extent != "full" or drafts.says_less_than(draft, whole, draft.headline):
                if drafts.completed(draft, whole) != whole:
                    return False
                draft = whole
        indexing.replace(self._connection, stored.id, draft)
        note(self._connection, stored.id, put)
        time = drafts.listed_at(draft, put.time)
        move(self._connection, self._tally, stored, time, stored.placement)
        return True


def note(connection: Connection, id: int, put: Put) -> None:
    """Store that an article is what its source lists as *put*."""
    connection.execute(
        "UPDATE article SET digest = ?, url_key = ? WHERE id = ?",
        (drafts.digest(put.draft), put.url_key, id),
    )
    # A key that another article of the source holds is left to that one.
    connection.execute("UPDATE OR IGNORE article SET key = ? WHERE id = ?", (put.key, id))


def _first_free_id(connection: Connection) -> int:
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
    return last[0] + 1 if last else 1


# Bulk import and export.

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
