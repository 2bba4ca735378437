"""Where an article stands: its time and its placement, and what the lists and counts make of them.

Whoever changes either does it here; the marks are changed in `reader.store.marks`.
"""

from collections.abc import Sequence

from msgspec import Struct

from reader.store.counts import Tally
from reader.store.database import Connection
from reader.store.folds import refolding
from reader.store.placements import places_of


class Standing(Struct, frozen=True):
    """An article's own columns that say where it stands."""

    id: int
    time: int
    placement: int


def enter(connection: Connection, places: Sequence[str], time: int, id: int) -> None:
    """Put an article into the lists of *places*."""
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?)", [(place, time, id) for place in places]
    )


def leave(connection: Connection, places: Sequence[str], time: int, id: int) -> None:
    """Take an article out of the lists of *places*."""
    connection.executemany(
        "DELETE FROM place WHERE region = ? AND time = ? AND article = ?",
        [(place, time, id) for place in places],
    )


def move(connection: Connection, tally: Tally, old: Standing, time: int, placement: int) -> None:
    """Let an article stand at *time* and *placement*, in all lists and counts."""
    if (time, placement) == (old.time, old.placement):
        return
    with refolding(connection, [old.id]):
        _move(connection, tally, old, time, placement)


def _move(connection: Connection, tally: Tally, old: Standing, time: int, placement: int) -> None:
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
