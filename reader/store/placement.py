"""Where articles are listed: the regions that the text, a rule or the reader gives them.

Placements are shared: each combination of regions and reason is one row, which articles refer to.
Whoever changes an article's placement or its time does so here, for the lists and the counts must
follow; the marks are changed in `reader.store.marks`.
"""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from reader.model import Placement, Reason
from reader.store import drafts, queue
from reader.store.counts import Tally, places_of, refolding
from reader.store.database import Connection, Database
from reader.store.queue import Job

_reasons = msgspec.json.Decoder(tuple[str, dict[str, str | int]])


class Placed(Struct, frozen=True):
    """A placement, and every place whose list shows the article: its regions and all above."""

    placement: Placement
    places: tuple[str, ...]


class Position(Struct, frozen=True):
    """The columns of an article by which it is listed."""

    id: int
    time: int
    placement: int


class Placing:
    """Changes the placements of articles. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settle(self, jobs: Sequence[tuple[Job, Placed | None]]) -> int:
        """Write the placements that were found, and return how many articles they moved.

        None: the article is gone. One that changed meanwhile stays in the queue; one that the
        reader moved stays where it is. Bodies are compressed on this occasion, for which there was
        no time when they came in.
        """
        found = dict(jobs)
        with self._database.write() as connection:
            done = queue.dequeue(connection, queue.PLACE, list(found))
            placed = {job.article: at for job in done if (at := found[job]) is not None}
            tally = Tally()
            moved = [id for id, at in placed.items() if _settle(connection, tally, id, at)]
            tally.write(connection)
            queue.enqueue_for_rules(connection, moved)  # one may be for the place of an article
            drafts.compress_bodies(connection, list(placed))
        return len(moved)

    def correct(self, id: int, placed: Placed | None) -> bool:
        """Move an article where the reader says or, None, back where it would be by itself.

        Return False where it is gone, or was not moved by the reader.
        """
        with self._database.write(durable=True) as connection:
            old = _position(connection, id)
            if old is None:
                return False
            target = _release(connection, id) if placed is None else _pin(connection, old, placed)
            if target is None:
                return False
            tally = Tally()
            move(connection, tally, old, old.time, target)
            tally.write(connection)
        return True

    def corrected(self, id: int) -> str | None:
        """Return the region to which the reader moved an article, None if it was not moved."""
        rows = self._database.select(
            "SELECT region FROM moved JOIN article ON article.id = moved.article"
            " JOIN placement ON placement.id = article.placement"
            " WHERE moved.article = ? AND moved.rule IS NULL",
            id,
        )
        return rows[0][0] if rows else None


class PlacementIds:
    """Finds or stores placements in one transaction; each is looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[tuple[str, ...], int] = {}

    def of(self, placement: Placement, places: Sequence[str]) -> int:
        """Return the id of *placement*; *places* are its regions and all above."""
        row = (
            " ".join(places),
            " ".join(placement.regions),
            placement.primary or "",
            msgspec.json.encode((placement.reason.message, placement.reason.params)).decode(),
        )
        id = self._ids.get(row)
        if id is None:
            id = self._ids[row] = self._find(row) or self._insert(row)
        return id

    def _find(self, row: tuple[str, ...]) -> int | None:
        found = self._connection.execute(
            "SELECT id FROM placement"
            " WHERE places = ? AND regions = ? AND region = ? AND reason = ?",
            row,
        ).fetchone()
        return found and int(found[0])

    def _insert(self, row: tuple[str, ...]) -> int:
        added = self._connection.execute(
            "INSERT INTO placement (places, regions, region, reason) VALUES (?, ?, ?, ?)", row
        )
        return int(added.lastrowid or 0)


def restore(region: str, regions: str, reason: str) -> Placement:
    """Return the placement of the columns of these names."""
    return Placement(region or None, tuple(regions.split()), Reason(*_reasons.decode(reason)))


def enter(connection: Connection, places: Sequence[str], time: int, id: int) -> None:
    """Insert an article into the lists of *places*."""
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?)", [(place, time, id) for place in places]
    )


def leave(connection: Connection, places: Sequence[str], time: int, id: int) -> None:
    """Delete an article from the lists of *places*."""
    connection.executemany(
        "DELETE FROM place WHERE region = ? AND time = ? AND article = ?",
        [(place, time, id) for place in places],
    )


def move(connection: Connection, tally: Tally, old: Position, time: int, placement: int) -> None:
    """Change an article's time and placement, in all lists and, once it is written, the *tally*."""
    if (time, placement) == (old.time, old.placement):
        return
    with refolding(connection, [old.id]):
        _move(connection, tally, old, time, placement)


def move_in_time(connection: Connection, id: int, listed_at: Callable[[int], int]) -> None:
    """Change an article's time to what *listed_at* makes of it."""
    old = _position(connection, id)
    if old is not None:
        tally = Tally()
        move(connection, tally, old, listed_at(old.time), old.placement)
        tally.write(connection)


def _move(connection: Connection, tally: Tally, old: Position, time: int, placement: int) -> None:
    places = places_of(connection, {old.placement, placement})
    leave(connection, places[old.placement], old.time, old.id)
    enter(connection, places[placement], time, old.id)
    connection.execute(
        "UPDATE article SET time = ?, placement = ? WHERE id = ?", (time, placement, old.id)
    )
    unread, _, muted = (
        connection.execute(
            f"UPDATE {mark} SET time = ? WHERE time = ? AND article = ?", (time, old.time, old.id)
        ).rowcount
        for mark in ("unread", "starred", "muted")
    )
    connection.execute("UPDATE story SET time = ? WHERE article = ?", (time, old.id))
    if muted:
        return  # it is not counted
    tally.add_to_places(places[old.placement], -1, -unread)
    tally.add_to_places(places[placement], 1, unread)


def _settle(connection: Connection, tally: Tally, id: int, placed: Placed) -> bool:
    old = _position(connection, id)
    if old is None:
        return False
    placement = PlacementIds(connection).of(placed.placement, placed.places)
    if connection.execute(
        "UPDATE moved SET placement = ? WHERE article = ?", (placement, id)
    ).rowcount:
        return False
    move(connection, tally, old, old.time, placement)
    return placement != old.placement


def _position(connection: Connection, id: int) -> Position | None:
    row = connection.execute(
        "SELECT id, time, placement FROM article WHERE id = ?", (id,)
    ).fetchone()
    return row and Position(*row)


def _pin(connection: Connection, old: Position, placed: Placed) -> int:
    """Store where an article would be by itself; return the placement that it gets instead."""
    connection.execute(
        "INSERT INTO moved (article, placement) VALUES (?, ?)"
        " ON CONFLICT (article) DO UPDATE SET rule = NULL",
        (old.id, old.placement),
    )
    return PlacementIds(connection).of(placed.placement, placed.places)


def _release(connection: Connection, id: int) -> int | None:
    """Return the placement that an article has by itself, None where the reader did not move it."""
    rows = connection.execute(
        "DELETE FROM moved WHERE article = ? AND rule IS NULL RETURNING placement", (id,)
    ).fetchall()
    queue.enqueue(connection, [id for _ in rows], (queue.RULE,))  # a rule may move it yet
    return int(rows[0][0]) if rows else None
