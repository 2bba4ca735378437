"""Counts of articles, of all and of those that folding shows, kept up to date by each change.

Of a place there are two: its articles, and how many rows fewer its list has where a story is one
row (`reader.store.counts`).

Kept up to date, in the transaction that changes a story or the places or marks of its articles, are
how many rows fewer than articles each place's list has, which articles the list of all hides, and
of how many sources each story is.
Muted articles are no row in any list, so that they do not count, and stand for no other.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from reader.model import Count
from reader.store.database import Connection, Database, json_array

# Counts of articles.

EVERYWHERE = ""
"""The place of all articles in the table `fold`."""


class Tally:
    """How a transaction changes the counts, to be written once at its end."""

    def __init__(self) -> None:
        self._sources: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._places: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, source: int, places: Iterable[str], total: int, unread: int) -> None:
        """Add *total* articles of *source* in each of *places*, *unread* of them unread.

        Negative numbers take articles away.
        """
        self.add_to_source(source, total, unread)
        self.add_to_places(places, total, unread)

    def add_to_source(self, source: int, total: int, unread: int) -> None:
        """Do the one half of `add`."""
        change = self._sources[source]
        change[0] += total
        change[1] += unread

    def add_to_places(self, places: Iterable[str], total: int, unread: int) -> None:
        """Do the other half of `add`."""
        for place in places:
            change = self._places[place]
            change[0] += total
            change[1] += unread

    def write(self, connection: Connection) -> None:
        """Write the changes to the tables."""
        _add(connection, "source_count", "source", self._sources)
        _add(connection, "place_count", "region", self._places)


def add_folded(connection: Connection, places: Mapping[str, Sequence[int]]) -> None:
    """Add to the rows that lists have fewer than articles: of each place all, and the unread."""
    _add(connection, "fold", "region", places)


def _add(
    connection: Connection, table: str, key: str, changes: Mapping[Any, Sequence[int]]
) -> None:
    connection.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT ({key}) DO UPDATE"
        " SET total = total + excluded.total, unread = unread + excluded.unread",
        ((key, *change) for key, change in changes.items() if any(change)),
    )


def places_of(connection: Connection, placements: Collection[int]) -> dict[int, list[str]]:
    """Return the places in which articles of each of *placements*, by its id, are listed."""
    rows = connection.execute(
        "SELECT id, places FROM placement WHERE id IN (SELECT value FROM json_each(?))",
        (json_array(placements),),
    )
    return {id: places.split() for id, places in rows}


def of_sources(database: Database, ids: Sequence[int] | None = None) -> dict[int, Count]:
    """Return the counts of sources by their ids, of all or of these."""
    sql, params = "SELECT source, total, unread FROM source_count", []
    if ids is not None:
        sql += " WHERE source IN (SELECT value FROM json_each(?))"
        params = [json_array(ids)]
    rows = database.select(sql, *params)
    return {source: Count(total, unread) for source, total, unread in rows}


def of_places(
    database: Database, among: Collection[str] | None = None, *, folded: bool = False
) -> dict[str, Count]:
    """Return the counts of the places that have articles by their ids, all or those *among* them.

    *folded*: of its rows, where a story is one.
    """
    sql, hidden, params = (
        "SELECT region, total, unread FROM place_count WHERE total > 0",
        _HIDDEN,
        [],
    )
    if among is not None:
        sql, params = f"{sql} AND {_AMONG}", [json_array(among)]
        hidden = f"{hidden} WHERE {_AMONG}"
    counts = {
        region: Count(total, unread) for region, total, unread in database.select(sql, *params)
    }
    for region, total, unread in database.select(hidden, *params) if folded else ():
        if region in counts:
            counts[region] = _less(counts[region], Count(total, unread))
    return counts


def of_all(database: Database, *, folded: bool = False) -> Count:
    """Return the count of all articles; *folded*: of their rows, where a story is one."""
    [(total, unread)] = database.select(
        "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0) FROM source_count"
    )
    count = Count(total, unread)
    hidden = database.select(f"{_HIDDEN} WHERE region = ?", EVERYWHERE) if folded else []
    return _less(count, Count(*hidden[0][1:])) if hidden else count


_HIDDEN = "SELECT region, total, unread FROM fold"
_AMONG = "region IN (SELECT value FROM json_each(?))"


def _less(count: Count, hidden: Count) -> Count:
    return Count(count.total - hidden.total, count.unread - hidden.unread)


# Folded lists, in which a story is one row.

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
    add_folded(
        connection, {place: (changes[place, False], changes[place, True]) for place in places}
    )
