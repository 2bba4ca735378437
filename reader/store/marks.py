"""The reader's own marks: read and starred."""

from array import array
from collections import Counter
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from reader.model import Count, Scope
from reader.store import counts, views
from reader.store.counts import Tally, places_of
from reader.store.database import Connection, Database, json_array
from reader.store.folding import refolding
from reader.store.outbox import note_articles
from reader.view import STARRED, UNREAD, View, since

Mark = Literal["unread", "starred", "muted"]


class Marks:
    """Reads and changes the marks. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(
        self, ids: Collection[int], read: bool = True, *, stories: bool = False
    ) -> "array[int]":
        """Mark articles read, or unread, and return the ids of those that were not so before.

        *stories*: with all articles that are one story with them. Not durable: the next article
        must not wait for the disk, and after a power cut one is soon read again.
        """
        with self._database.write() as connection:
            return mark(connection, "unread", not read, ids, stories=stories)

    def star(self, ids: Collection[int], starred: bool = True) -> "array[int]":
        """Star articles, or unstar them, and return the ids of those that were not so before."""
        with self._database.write(durable=True) as connection:
            return mark(connection, "starred", starred, ids)

    def read_view(self, view: View) -> "array[int]":
        """Mark a whole list read, and return the ids of those that were unread.

        If it is folded, with all articles of each story.
        """
        sql, params = views.query(view.having(UNREAD), self._database.number)
        chosen = _STORIES.format(chosen=sql) if view.folded else sql
        with self._database.write(durable=True) as connection:
            return _mark(connection, "unread", False, chosen, params)

    def counts(self, *, folded: bool = False) -> dict[str, Count]:
        """Return the count of every place that has articles by its region id.

        *folded*: of its rows, where a story is one.
        """
        return counts.of_places(self._database, folded=folded)

    def totals(self, midnight: int, *, folded: bool = False) -> dict[Scope, Count]:
        """Return the counts of the scopes; today begins at *midnight*.

        *folded*: of their rows, where a story is one.
        """
        everything = counts.of_all(self._database, folded=folded)
        return {
            "all": everything,
            "today": self._counted(View((since(midnight),), folded=folded)),
            "unread": Count(everything.unread, everything.unread),
            "starred": self._counted(View((STARRED,), folded=folded)),
            "muted": Count(
                self._database.number("SELECT count(*) FROM muted"),
                self._database.number(
                    "SELECT count(*) FROM muted CROSS JOIN unread USING (time, article)"
                ),
            ),
        }

    def _counted(self, view: View) -> Count:
        """Count the articles of a view, which should be a short one, and the unread among them."""
        number = self._database.number
        both = (views.query(each, number) for each in (view, view.having(UNREAD)))
        return Count(*(number(f"SELECT count(*) FROM ({sql})", *params) for sql, params in both))


_STORIES = (
    "WITH listed AS MATERIALIZED ({chosen})"
    " SELECT id FROM listed UNION ALL SELECT DISTINCT kin.article"
    " FROM listed CROSS JOIN story AS own ON own.article = listed.id"
    " CROSS JOIN story AS kin ON kin.lead = own.lead WHERE kin.article NOT IN listed"
)
"""The articles that a query selects, and all that are one story with them."""


def mark(
    connection: Connection,
    name: Mark,
    present: bool,
    ids: Collection[int],
    *,
    stories: bool = False,
    by_rule: bool = False,
    told: Collection[str] = (),
) -> "array[int]":
    """Insert articles into the set *name*, or delete them; return those that this changed.

    *stories*: with all articles that are one story with them. *by_rule*: a star is not the
    reader's own, so that rules may remove it again. *told*: the server's items that say so.
    """
    given = json_array(dict.fromkeys(ids))
    chosen = "SELECT value AS id FROM json_each(?)"
    if stories:
        chosen = _STORIES.format(chosen=chosen)
    changed = _mark(connection, name, present, chosen, [given], told)
    if name == "starred" and not by_rule:
        connection.executemany(
            "INSERT OR IGNORE INTO own_star VALUES (?)", ((id,) for id in changed)
        )
    return changed


def _mark(
    connection: Connection,
    mark: Mark,
    present: bool,
    chosen: str,
    params: list[object],
    told: Collection[str] = (),
) -> "array[int]":
    """Insert the articles that the query *chosen* selects into the set *mark*, or delete them."""
    [(any_muted,)] = connection.execute("SELECT EXISTS (SELECT 1 FROM muted)")
    changed = connection.execute(
        "SELECT article.time, article.id, article.source, article.placement,"
        f" {'article.id IN (SELECT article FROM muted)' if any_muted else '0'}"
        f" FROM ({chosen}) AS chosen CROSS JOIN article ON article.id = chosen.id"
        f" WHERE {'NOT' if present else ''} EXISTS (SELECT 1 FROM {mark}"
        f" WHERE {mark}.time = article.time AND {mark}.article = article.id)",
        params,
    ).fetchall()
    with _refolding(connection, mark, [row[1] for row in changed]):
        if present:
            connection.executemany(
                f"INSERT INTO {mark} (time, article) VALUES (?, ?)", (row[:2] for row in changed)
            )
        else:
            _delete(connection, mark, [row[:2] for row in changed])
    if mark == "unread":
        _count(connection, [row for row in changed if not row[4]], 0, 1 if present else -1)
    elif mark == "muted":
        sign = -1 if present else 1
        unread = _unread(connection, [row[1] for row in changed])
        _count(connection, changed, sign, 0)
        _count(connection, [row for row in changed if row[1] in unread], 0, sign)
    ids = array("q", (row[1] for row in changed))
    if mark != "muted":
        note_articles(connection, mark, present, ids, told=told)
    return ids


def _refolding(
    connection: Connection, mark: Mark, ids: list[int]
) -> AbstractContextManager[object]:
    match mark:
        case "unread":
            return refolding(connection, ids, reading=True)
        case "muted":
            return refolding(connection, joining=ids)
        case "starred":
            return nullcontext()


def _delete(connection: Connection, mark: Mark, rows: list[tuple[int, ...]]) -> None:
    """Delete articles, each a time and an id, from the set *mark*.

    Where they are all between two times, as a whole list most often is, at a third of the cost.
    """
    between = f"FROM {mark} WHERE time BETWEEN ? AND ?"
    times = [time for time, _ in rows] or [0]
    first, last = min(times), max(times)
    [(count,)] = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 {between} LIMIT ?)", (first, last, len(rows) + 1)
    )
    if count == len(rows):
        connection.execute(f"DELETE {between}", (first, last))
    else:
        connection.executemany(f"DELETE FROM {mark} WHERE time = ? AND article = ?", rows)


def _unread(connection: Connection, ids: list[int]) -> set[int]:
    rows = connection.execute(
        "SELECT article.id FROM json_each(?) CROSS JOIN article ON article.id = value"
        " JOIN unread ON unread.time = article.time AND unread.article = article.id",
        (json_array(ids),),
    )
    return {id for (id,) in rows}


def _count(connection: Connection, changed: list[tuple[int, ...]], total: int, unread: int) -> None:
    """Count each of *changed*, as `_mark` reads them, *total* times, and *unread* times unread."""
    tally = Tally()
    for source, articles in Counter(row[2] for row in changed).items():
        tally.add_to_source(source, total * articles, unread * articles)
    placements = Counter(row[3] for row in changed)
    for placement, places in places_of(connection, placements).items():
        articles = placements[placement]
        tally.add_to_places(places, total * articles, unread * articles)
    tally.write(connection)
