"""What lists leave out where a story is one row: of its articles in one place, all but one.

It is kept how many rows fewer than articles that makes, and which articles no list of all shows.
Those that are muted are no row anywhere, so that they do not count, and stand for no other.

Kept up, as all counts are, in the transaction that changes a story, its articles' places or marks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from reader.store.database import Connection, json_array
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
    SELECT story.lead, article.placement, count(*), count(unread.article)
    FROM json_each(?) AS asked CROSS JOIN story ON story.article = asked.value
    CROSS JOIN article ON article.id = story.article
    {join} JOIN unread ON unread.time = article.time AND unread.article = article.id
    WHERE article.id NOT IN (SELECT article FROM muted)
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
    connection: Connection,
    articles: Iterable[int],
    joining: Iterable[int] = (),
    *,
    reading: bool = False,
) -> Iterator[None]:
    """Keep the counts right while the places or marks of *articles* change.

    *joining*: those whose story changes, or that are muted; they may have none. *reading*: nothing
    changes but whether they are read.
    """
    joining = set(joining)
    kin = {id for (id,) in connection.execute(_KIN, (json_array({*articles, *joining}),))} | joining
    if not kin:
        yield
        return
    before = _folded(connection, kin, reading)
    yield
    after = _folded(connection, kin, reading)
    after.subtract(before)
    _write(connection, after)
    if not reading:
        _hide(connection, kin)


def _hide(connection: Connection, articles: set[int]) -> None:
    """Write which of *articles* the list of all leaves out."""
    given = json_array(articles)
    connection.execute(
        f"UPDATE article SET hidden = state.hidden FROM ({_STATES}) AS state"
        " WHERE article.id = state.id AND article.hidden <> state.hidden",
        (given,),
    )
    connection.execute(f"DELETE FROM hidden WHERE article IN ({_IDS})", (given,))
    connection.execute(
        f"INSERT INTO hidden SELECT id FROM article WHERE id IN ({_IDS}) AND hidden", (given,)
    )


def _folded(connection: Connection, articles: set[int], reading: bool) -> Counter[tuple[str, bool]]:
    """Count what the lists of each place hide of the stories of *articles*, all and unread.

    *reading*: only those that are unread.
    """
    members = _MEMBERS.format(join="CROSS" if reading else "LEFT")
    rows = connection.execute(members, (json_array(articles),)).fetchall()
    places = places_of(connection, {row[1] for row in rows})
    # Most stories are alike: so many articles at one placement, all read or none.
    alike = Counter(
        tuple(row[1:] for row in story) for _, story in groupby(rows, key=itemgetter(0))
    )
    hidden: Counter[tuple[str, bool]] = Counter()
    for story, stories in alike.items():
        shown = defaultdict[str, list[int]](lambda: [0, 0])
        for placement, total, unread in story:
            for place in (EVERYWHERE, *places[placement]):
                counts = shown[place]
                counts[0] += total
                counts[1] += unread
        for place, (total, unread) in shown.items():
            if total > 1 and not reading:
                hidden[place, False] += stories * (total - 1)
            if unread > 1:
                hidden[place, True] += stories * (unread - 1)
    return hidden


def _write(connection: Connection, changes: Counter[tuple[str, bool]]) -> None:
    places = {place for (place, _), change in changes.items() if change}
    connection.executemany(
        "INSERT INTO fold VALUES (?, ?, ?) ON CONFLICT (region) DO UPDATE"
        " SET total = total + excluded.total, unread = unread + excluded.unread",
        [(place, changes[place, False], changes[place, True]) for place in places],
    )
