"""Placing stored articles: as their text tells, or as the reader says."""

from collections.abc import Sequence

from msgspec import Struct

from reader.model import Placement
from reader.store import drafts, queue
from reader.store.counts import Tally
from reader.store.database import Connection, Database
from reader.store.placements import Placements
from reader.store.queue import Job
from reader.store.standing import Standing, move


class Placed(Struct, frozen=True):
    """A placement, and every place whose list shows the article: its regions and all above."""

    placement: Placement
    places: tuple[str, ...]


class Placing:
    """Changes where articles stand. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settle(self, jobs: Sequence[tuple[Job, Placed | None]]) -> int:
        """Write what placing by text found, and give how many articles it moved.

        None is for an article that is gone. One that changed while it was looked at waits on; one
        that the reader moved stays where it is. Their bodies are compressed on this occasion: while
        they came in it would have taken too long.
        """
        found = dict(jobs)
        moved = 0
        with self._database.write() as connection:
            tally, settled = Tally(), list[int]()
            for job in queue.take_off(connection, queue.PLACE, list(found)):
                placed = found[job]
                if placed is not None:
                    if _settle(connection, tally, job.article, placed):
                        # One may be for articles of the place to which it came.
                        queue.hear_rules(connection, job.article)
                        moved += 1
                    settled.append(job.article)
            drafts.compress_bodies(connection, settled)
            tally.write(connection)
        return moved

    def correct(self, id: int, placed: Placed | None) -> bool:
        """Put an article where the reader says, or, None, back to where it stands by itself.

        Gives False where it is gone, or was not moved by the reader.
        """
        with self._database.write(durable=True) as connection:
            old = _standing(connection, id)
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
        """Give the region to which the reader moved an article, None if it was not moved."""
        rows = self._database.select(
            "SELECT region FROM moved JOIN article ON article.id = moved.article"
            " JOIN placement ON placement.id = article.placement"
            " WHERE moved.article = ? AND moved.rule IS NULL",
            id,
        )
        return rows[0][0] if rows else None


def _settle(connection: Connection, tally: Tally, id: int, placed: Placed) -> bool:
    old = _standing(connection, id)
    if old is None:
        return False
    placement = Placements(connection).number(placed.placement, placed.places)
    if connection.execute(
        "UPDATE moved SET placement = ? WHERE article = ?", (placement, id)
    ).rowcount:
        return False
    move(connection, tally, old, old.time, placement)
    return placement != old.placement


def _standing(connection: Connection, id: int) -> Standing | None:
    row = connection.execute(
        "SELECT id, time, placement FROM article WHERE id = ?", (id,)
    ).fetchone()
    return row and Standing(*row)


def _pin(connection: Connection, old: Standing, placed: Placed) -> int:
    """Keep where an article stands by itself, and give the placement it is to have instead."""
    connection.execute(
        "INSERT INTO moved (article, placement) VALUES (?, ?)"
        " ON CONFLICT (article) DO UPDATE SET rule = NULL",
        (old.id, old.placement),
    )
    return Placements(connection).number(placed.placement, placed.places)


def _release(connection: Connection, id: int) -> int | None:
    """Give the placement that an article has by itself, None where it has no other."""
    rows = connection.execute(
        "DELETE FROM moved WHERE article = ? AND rule IS NULL RETURNING placement", (id,)
    ).fetchall()
    queue.enqueue(connection, [id for _ in rows], (queue.RULE,))  # a rule may put it elsewhere yet
    return int(rows[0][0]) if rows else None
