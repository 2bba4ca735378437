"""What lists leave out where a story is one row: of its articles in one place, all but one.

It is kept how many rows fewer than articles that makes, and which articles no list of all shows.
Those that are muted are no row anywhere, so that they do not count, and stand for no other.

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
_IDS = "SELECT value FROM json_each(?)"
_MEMBERS = """
    SELECT story.lead, article.placement, count(*), sum(EXISTS (SELECT 1 FROM unread
        WHERE unread.time = article.time AND unread.article = article.id))
    FROM json_each(?) AS asked CROSS JOIN story ON story.article = asked.value
    CROSS JOIN article ON article.id = story.article
    WHERE NOT EXISTS (SELECT 1 FROM muted WHERE muted.article = article.id)
    GROUP BY 1, 2 ORDER BY 1
"""


ELDERS = """
    SELECT 1 FROM story AS own CROSS JOIN story AS elder ON elder.lead = own.lead
    WHERE own.article = {id} AND own.lead <> own.article
    AND (elder.article = elder.lead OR (elder.time, elder.article) < (own.time, own.article))
"""
"""Gives a row for each article that stands for the article *id*, if it is where that one is."""
_STATES = f"""
    SELECT value AS id, value IN (SELECT article FROM muted) OR EXISTS ({ELDERS.format(id="value")}
        AND elder.article NOT IN (SELECT article FROM muted)) AS hidden
    FROM json_each(?)
"""


@contextmanager
def refolding(
    connection: Connection, articles: Iterable[int], joining: Iterable[int] = ()
) -> Iterator[None]:
    """Keep the counts right while the places or marks of *articles* change.

    *joining*: those whose story changes, or that are muted; they may have none.
    """
    joining = set(joining)
    kin = {id for (id,) in connection.execute(_KIN, (_json({*articles, *joining}),))} | joining
    if not kin:
        yield
        return
    before = _folded(connection, kin)
    yield
    after = _folded(connection, kin)
    after.subtract(before)
    _write(connection, after)
    _hide(connection, kin)


def _hide(connection: Connection, articles: set[int]) -> None:
    """Write which of *articles* the list of all leaves out."""
    given = _json(articles)
    connection.execute(
        f"UPDATE article SET hidden = state.hidden FROM ({_STATES}) AS state"
        " WHERE article.id = state.id AND article.hidden <> state.hidden",
        (given,),
    )
    connection.execute(f"DELETE FROM hidden WHERE article IN ({_IDS})", (given,))
    connection.execute(
        f"INSERT INTO hidden SELECT id FROM article WHERE id IN ({_IDS}) AND hidden", (given,)
    )


def _folded(connection: Connection, articles: set[int]) -> Counter[tuple[str, bool]]:
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
