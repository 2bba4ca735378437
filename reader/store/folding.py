"""Folded lists, in which a story is one row: of its articles in one place, all but one are hidden.

Kept up to date, in the transaction that changes a story or the places or marks of its articles, are
how many rows fewer than articles each place's list has, which articles the list of all hides, and
of how many sources each story is.
Muted articles are no row in any list, so that they do not count, and stand for no other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, groupby
from operator import itemgetter

from reader.store import counts
from reader.store.counts import EVERYWHERE, places_of
from reader.store.database import Connection, json_array

_STORIES = """
    SELECT DISTINCT kin.article FROM json_each(?) AS asked
    CROSS JOIN story AS own ON own.article = asked.value
    CROSS JOIN story AS kin ON kin.lead = own.lead
"""
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
"""Selects a row for each article that the article *id* is hidden by, in lists that show it: the
lead of the story, and those that are earlier."""
_HIDE = f"""
    UPDATE article SET hidden = state.hidden FROM (
        SELECT value AS id, value IN (SELECT article FROM muted)
            OR EXISTS ({ELDERS.format(id="value")}
                AND elder.article NOT IN (SELECT article FROM muted)) AS hidden
        FROM json_each(?)
    ) AS state
    WHERE article.id = state.id AND article.hidden <> state.hidden
"""

_COUNT_SOURCES = """
    UPDATE story SET sources = told.sources FROM (
        SELECT own.lead, count(DISTINCT article.source) AS sources
        FROM json_each(?) AS asked CROSS JOIN story AS own ON own.article = asked.value
        CROSS JOIN story AS kin ON kin.lead = own.lead
        LEFT JOIN article ON article.id = kin.article
            AND article.id NOT IN (SELECT article FROM muted)
        GROUP BY own.lead
    ) AS told
    WHERE story.lead = told.lead AND story.sources <> told.sources
"""


@contextmanager
def refolding(
    connection: Connection,
    articles: Iterable[int] = (),
    joining: Iterable[int] = (),
    *,
    reading: bool = False,
) -> Iterator[set[int]]:
    """Keep folded lists right while the places or marks of *articles* change.

    *joining*: those that join or leave a story, or are muted or no longer; they may have no story.
    *reading*: nothing changes but whether they are read. Yield all articles that may be concerned:
    those that are joining, and all of the stories that the others have.
    """
    joining = set(joining)
    given = json_array(chain(articles, joining))
    concerned = {id for (id,) in connection.execute(_STORIES, (given,))} | joining
    before = _folded(connection, concerned, reading)
    yield concerned
    if concerned:
        after = _folded(connection, concerned, reading)
        after.subtract(before)
        _write(connection, after)
        if not reading:
            connection.execute(_HIDE, (json_array(concerned),))
            connection.execute(_COUNT_SOURCES, (json_array(concerned),))


def _folded(connection: Connection, articles: set[int], reading: bool) -> Counter[tuple[str, bool]]:
    """Count what the lists of each place hide of the stories of *articles*, all and unread.

    *reading*: only those that are unread.
    """
    members = _MEMBERS.format(join="CROSS" if reading else "LEFT")
    rows = connection.execute(members, (json_array(articles),)).fetchall() if articles else []
    places = places_of(connection, {row[1] for row in rows}) if rows else {}
    # Most stories are alike: so many articles at one placement, all read or none.
    alike = Counter(
        tuple(row[1:] for row in story) for _, story in groupby(rows, key=itemgetter(0))
    )
    hidden: Counter[tuple[str, bool]] = Counter()
    for story, stories in alike.items():
        shown = defaultdict[str, list[int]](lambda: [0, 0])
        for placement, total, unread in story:
            for place in (EVERYWHERE, *places[placement]):
                shown[place][0] += total
                shown[place][1] += unread
        for place, (total, unread) in shown.items():
            if total > 1 and not reading:
                hidden[place, False] += stories * (total - 1)
            if unread > 1:
                hidden[place, True] += stories * (unread - 1)
    return hidden


def _write(connection: Connection, changes: Counter[tuple[str, bool]]) -> None:
    places = {place for place, _ in changes}
    counts.add_folded(
        connection, {place: (changes[place, False], changes[place, True]) for place in places}
    )
