"""Placements: each combination of places and reason is stored once and shared by its articles."""

from collections.abc import Collection, Sequence

import msgspec

from reader.model import Placement, Reason
from reader.store.database import Connection, json_array

_reasons = msgspec.json.Decoder(tuple[str, dict[str, str | int]])


class Placements:
    """Numbers placements for one transaction, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, placement: Placement, places: Sequence[str]) -> int:
        """Give the number of *placement* in *places*, which hold its regions and all above."""
        value = (
            " ".join(places),
            " ".join(placement.regions),
            placement.primary or "",
            msgspec.json.encode((placement.reason.message, placement.reason.params)).decode(),
        )
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = self._intern(value)
        return number

    def _intern(self, value: tuple[str, ...]) -> int:
        found = self._connection.execute(
            "SELECT id FROM placement"
            " WHERE places = ? AND regions = ? AND region = ? AND reason = ?",
            value,
        ).fetchone()
        if found:
            return int(found[0])
        added = self._connection.execute(
            "INSERT INTO placement (places, regions, region, reason) VALUES (?, ?, ?, ?)", value
        )
        return int(added.lastrowid or 0)


def restore(region: str, regions: str, reason: str) -> Placement:
    """Give the placement of the columns of these names."""
    return Placement(region or None, tuple(regions.split()), Reason(*_reasons.decode(reason)))


def places_of(connection: Connection, placements: Collection[int]) -> dict[int, list[str]]:
    """Give the places of each of *placements*."""
    rows = connection.execute(
        "SELECT id, places FROM placement WHERE id IN (SELECT value FROM json_each(?))",
        (json_array(placements),),
    )
    return {id: places.split() for id, places in rows}
