"""How many rows fewer than articles lists show: of a story's articles in one place, all but one.

Those that are muted do not count: no list of a place shows them.

Kept up, as all counts are, in the transaction that changes a story, its articles' places or marks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

import msgspec

from reader.store.database import Connection
from reader.store.placements import places_of

EVERYWHERE = ""
"""The place of all articles in the table `fold`."""

_KIN = """
    SELECT DISTINCT kin.article FROM json_each(?) AS asked
    CROSS JOIN story AS own ON own.article = asked.value
    CROSS JOIN story AS kin ON kin.lead = own.lead
"""
_MEMBERS = """
    SELECT story.lead, article.placement, count(*), sum(EXISTS (SELECT 1 FROM unread
        WHERE unread.time = article.time AND unread.article = article.id))
    FROM json_each(?) AS asked CROSS JOIN story ON story.article = asked.value
    CROSS JOIN article ON article.id = story.article
    WHERE NOT EXISTS (SELECT 1 FROM muted WHERE muted.article = article.id)
    GROUP BY 1, 2 ORDER BY 1
"""


@contextmanager
def refolding(
    connection: Connection, articles: Iterable[int], joining: Iterable[int] = ()
) -> Iterator[None]:
    """Keep the counts right while the places or marks of *articles* change.

    *joining*: those whose story changes; they may have had none.
    """
    joining = set(joining)
    kin = {id for (id,) in connection.execute(_KIN, (_json({*articles, *joining}),))} | joining
    if not kin:
        yield
        return
    before = _hidden(connection, kin)
    yield
    after = _hidden(connection, kin)
    after.subtract(before)
    _write(connection, after)


def _hidden(connection: Connection, articles: set[int]) -> Counter[tuple[str, bool]]:
    """Count what the lists of each place hide of the stories of *articles*, all and unread."""
    rows = connection.execute(_MEMBERS, (_json(articles),)).fetchall()
    places = places_of(connection, {row[1] for row in rows})
    # Most stories are alike: so many articles at one placement, all read or none.
    alike = Counter(
        tuple(row[1:] for row in story) for _, story in groupby(rows, key=itemgetter(0))
    )
    hidden: Counter[tuple[str, bool]] = Counter()
    for story, stories in alike.items():
        shown: Counter[tuple[str, bool]] = Counter()
        for placement, total, unread in story:
            for place in (EVERYWHERE, *places[placement]):
                shown[place, False] += total
                shown[place, True] += unread
        for row, count in shown.items():
            hidden[row] += stories * max(0, count - 1)
    return hidden


def _write(connection: Connection, changes: Counter[tuple[str, bool]]) -> None:
    places = {place for (place, _), change in changes.items() if change}
    connection.executemany(
        "INSERT INTO fold VALUES (?, ?, ?) ON CONFLICT (region) DO UPDATE"
        " SET total = total + excluded.total, unread = unread + excluded.unread",
        [(place, changes[place, False], changes[place, True]) for place in places],
    )


def _json(ids: Iterable[int]) -> str:
    return msgspec.json.encode(list(ids)).decode()
