"""How the entries of one source come into the tables, inside a transaction."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from reader.model import Draft, Extent, Placement
from reader.store import bodies, codec, drafts, indexing
from reader.store.counts import Tally
from reader.store.database import Connection
from reader.store.placements import Placements
from reader.store.standing import Standing, move


class Put(Struct, frozen=True, kw_only=True):
    """What was decided about one entry: the article to store, or to bring up to date."""

    draft: Draft
    time: int
    placement: Placement
    """Where a new article stands until it is placed by its text; a stored one stays."""
    places: tuple[str, ...]
    """The regions of the placement and all above them: where lists show the article."""
    key: str
    """Identity within its source."""
    url_key: str = ""
    """The canonical link, by which an article is found; empty where it has none."""
    id: int | None = None
    """The stored article that this is; None: a new one."""


class _Stored(Standing, frozen=True):
    extent: Extent
    digest: str


_INSERT = (
    f"INSERT INTO article (id, source, time, placement, key, url_key, digest,"
    f" {', '.join(drafts.COLUMNS)}) VALUES ({', '.join('?' * (7 + len(drafts.COLUMNS)))})"
)
AT_ONCE = 2_000
"""Entries that are looked up and stored by one statement each: more only take more memory."""
ORDER: tuple[Extent, ...] = ("head", "summary", "full")
"""From the least of an article to all of it."""


class Intake:
    """Takes the entries of one source in; `finish` writes the counts.

    *fresh*: there is no time to compress their bodies (`reader.store.bodies`).
    """

    def __init__(self, connection: Connection, source: int, *, fresh: bool) -> None:
        self._fresh = fresh
        self._connection = connection
        self._source = source
        self._tally = Tally()
        self._placements = Placements(connection)

    def take(self, puts: Sequence[Put]) -> tuple[int, int]:
        """Store entries and give how many were new and how many updated.

        An entry decided to be new that is there by now, for another process was faster, is an
        update, or nothing if it is the same. One to be updated that is gone is new.
        """
        taken = [self._take(puts[at : at + AT_ONCE]) for at in range(0, len(puts), AT_ONCE)]
        return sum(new for new, _updated in taken), sum(updated for _new, updated in taken)

    def _take(self, puts: Sequence[Put]) -> tuple[int, int]:
        new: dict[str, Put] = {}
        updated = 0
        by_id, by_key = self._find(puts)
        for put in puts:
            stored = by_id.get(put.id or 0) or by_key.get(put.key)
            if stored is None:
                new.setdefault(put.key, put)
            elif put.id is not None or stored.digest != codec.digest(put.draft):
                self._update(stored, put)
                updated += 1
        self._insert(list(new.values()))
        return len(new), updated

    def finish(self) -> None:
        """Write what the entries changed about the counts."""
        self._tally.write(self._connection)

    def _find(self, puts: Sequence[Put]) -> tuple[dict[int, _Stored], dict[str, _Stored]]:
        """Give the stored articles that *puts* may mean, by their ids and by their keys."""
        rows = self._connection.execute(
            "SELECT key, id, time, placement, extent, digest FROM article"
            " WHERE source = ?1 AND key IN (SELECT value FROM json_each(?2))"
            " UNION SELECT key, id, time, placement, extent, digest FROM article"
            " WHERE source = ?1 AND id IN (SELECT value FROM json_each(?3))",
            (
                self._source,
                msgspec.json.encode([put.key for put in puts]).decode(),
                msgspec.json.encode([put.id for put in puts if put.id]).decode(),
            ),
        )
        by_key = {key: _Stored(*rest) for key, *rest in rows}
        return {stored.id: stored for stored in by_key.values()}, by_key

    def _insert(self, puts: Sequence[Put]) -> None:
        first = self._next_id()
        ids = range(first, first + len(puts))
        numbered = list(zip(ids, puts, strict=True))
        connection = self._connection
        connection.executemany(_INSERT, (self._row(id, put) for id, put in numbered))
        bodies.add(
            connection, ((id, codec.pack(put.draft)) for id, put in numbered), fresh=self._fresh
        )
        connection.executemany(
            "INSERT INTO unread VALUES (?, ?)", ((put.time, id) for id, put in numbered)
        )
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?)",
            ((place, put.time, id) for id, put in numbered for place in put.places),
        )
        for put in puts:
            self._tally.add(self._source, put.places, 1, 1)

    def _row(self, id: int, put: Put) -> tuple[object, ...]:
        placement = self._placements.number(put.placement, put.places)
        digest = codec.digest(put.draft)
        identity = (id, self._source, put.time, placement, put.key, put.url_key, digest)
        return identity + drafts.row(put.draft)

    def _next_id(self) -> int:
        """Give the first free id: known beforehand, many articles go in with one statement."""
        sql = "SELECT seq FROM sqlite_sequence WHERE name = 'article'"
        last = self._connection.execute(sql).fetchone()
        return last[0] + 1 if last else 1

    def _update(self, stored: _Stored, put: Put) -> None:
        draft = put.draft
        if ORDER.index(draft.extent) < ORDER.index(stored.extent):
            draft = drafts.completed(draft, drafts.load(self._connection, stored.id))
        indexing.replace(self._connection, stored.id, draft)
        self._connection.execute(
            "UPDATE article SET digest = ?, url_key = ? WHERE id = ?",
            (codec.digest(put.draft), put.url_key, stored.id),
        )
        # A key that another article of the source holds is left to that one.
        self._connection.execute(
            "UPDATE OR IGNORE article SET key = ? WHERE id = ?", (put.key, stored.id)
        )
        move(self._connection, self._tally, stored, put.time, stored.placement)
