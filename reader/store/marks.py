"""The reader's own marks, read and starred, and what of them a server is yet to be told.

A row is written in the transaction that makes the change. Undoing a mark withdraws the row, unless
it has been sent: then the server may have heard of it, and the opposite is to be sent as well. That
a subscription was renamed or filed elsewhere says but that: as what and where stands in its source.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from reader.model import Count, Scope
from reader.store import counts, views
from reader.store.counts import Tally, places_of, refolding
from reader.store.database import Connection, Database, json_array, numbers_of
from reader.view import STARRED, UNREAD, View, since

# The outbox: what was changed here and the server has not confirmed yet.

_ITEMS = """
    SELECT id FROM item WHERE article IN (SELECT value FROM json_each(?))
    AND id NOT IN (SELECT value FROM json_each(?))
"""
_WITHDRAW = """
    DELETE FROM outbox WHERE mark = ? AND present <> ? AND NOT sent
    AND id IN (SELECT value FROM json_each(?)) RETURNING id
"""
_PUT = """
    INSERT INTO outbox (id, mark, present, sent) VALUES (?, ?, ?, 0)
    ON CONFLICT (id, mark) DO UPDATE SET present = excluded.present
"""


def note_articles(
    connection: Connection,
    mark: str,
    present: bool,
    articles: Iterable[int],
    *,
    told: Collection[str] = (),
) -> None:
    """Note that articles were given *mark*, or lost it, for those of them that the server has.

    *told* are items of which the server says so itself.
    """
    if connection.execute("SELECT EXISTS (SELECT 1 FROM item)").fetchone() == (0,):
        return
    rows = connection.execute(_ITEMS, (json_array(articles), json_array(told))).fetchall()
    note(connection, mark, present, [id for (id,) in rows])


def note_source(connection: Connection, mark: str, present: bool, source: int) -> None:
    """Note that a source was given *mark*, or lost it, if the server asks it."""
    rows = connection.execute("SELECT feed FROM synced_source WHERE source = ?", (source,))
    note(connection, mark, present, [feed for (feed,) in rows])


def note(connection: Connection, mark: str, present: bool, ids: Collection[str]) -> None:
    """Note that items, or subscriptions, were given *mark*, or lost it."""
    undone = connection.execute(_WITHDRAW, (mark, present, json_array(ids))).fetchall()
    withdrawn = {id for (id,) in undone}
    connection.executemany(_PUT, [(id, mark, present) for id in ids if id not in withdrawn])


# The reader's own marks: read and starred.

Mark = Literal["unread", "starred", "muted"]


class StoredMarks:
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

    def counts(
        self, among: Collection[str] | None = None, *, folded: bool = False
    ) -> dict[str, Count]:
        """Return the counts of the places that have articles, all or those *among* them.

        *folded*: of its rows, where a story is one.
        """
        return counts.of_places(self._database, among, folded=folded)

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
    """Insert the articles that the query *chosen* selects into the set *mark*, or delete them.

    They may be hundreds of thousands, so that they are gathered in a table, and not here.
    """
    [(any_muted,)] = connection.execute("SELECT EXISTS (SELECT 1 FROM muted)")
    connection.execute(_CHANGED)
    connection.execute("DELETE FROM changed")
    connection.execute(
        "INSERT INTO changed SELECT article.time, article.id, article.source, article.placement,"
        f" {'article.id IN (SELECT article FROM muted)' if any_muted else '0'}"
        f" FROM ({chosen}) AS chosen CROSS JOIN article ON article.id = chosen.id"
        f" WHERE {'NOT' if present else ''} EXISTS (SELECT 1 FROM {mark}"
        f" WHERE {mark}.time = article.time AND {mark}.article = article.id)",
        params,
    )
    [(listed,)] = connection.execute("SELECT json_group_array(article) FROM changed")
    ids = numbers_of(listed)
    with _refolding(connection, mark, ids):
        if present:
            rows = "SELECT time, article FROM changed ORDER BY 1, 2"
            connection.execute(f"INSERT INTO {mark} (time, article) {rows}")
        else:
            _delete(connection, mark)
    if mark == "unread":
        _count(connection, "NOT muted", 0, 1 if present else -1)
    elif mark == "muted":
        sign = -1 if present else 1
        _count(connection, "TRUE", sign, 0)
        _count(connection, _IS_UNREAD, 0, sign)
    if mark != "muted":
        note_articles(connection, mark, present, ids, told=told)
    return ids


_CHANGED = (
    "CREATE TEMP TABLE IF NOT EXISTS changed"
    " (time INTEGER, article INTEGER, source INTEGER, placement INTEGER, muted INTEGER)"
)
_IS_UNREAD = "EXISTS (SELECT 1 FROM unread WHERE (time, article) = (changed.time, changed.article))"


def _refolding(
    connection: Connection, mark: Mark, ids: "array[int]"
) -> AbstractContextManager[object]:
    match mark:
        case "unread":
            return refolding(connection, ids, reading=True)
        case "muted":
            return refolding(connection, joining=ids)
        case "starred":
            return nullcontext()


def _delete(connection: Connection, mark: Mark) -> None:
    """Delete the articles in ``changed`` from the set *mark*.

    Where they are all between two times, as a whole list most often is, at a third of the cost.
    """
    [(first, last, count)] = connection.execute(
        "SELECT min(time), max(time), count(*) FROM changed"
    )
    between = f"FROM {mark} WHERE time BETWEEN ? AND ?"
    [(there,)] = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 {between} LIMIT ?)", (first, last, count + 1)
    )
    if there == count:
        connection.execute(f"DELETE {between}", (first, last))
    else:
        connection.execute(
            f"DELETE FROM {mark} WHERE (time, article) IN (SELECT time, article FROM changed)"
        )


def _count(connection: Connection, which: str, total: int, unread: int) -> None:
    """Count each article in ``changed`` *which* holds for *total* times, *unread* times unread."""

    def by(column: str) -> Counter[int]:  # which SQLite would sort for, at thrice the cost
        rows = connection.execute(f"SELECT json_group_array({column}) FROM changed WHERE {which}")
        [(listed,)] = rows
        return Counter(numbers_of(listed))

    tally = Tally()
    for source, articles in by("source").items():
        tally.add_to_source(source, total * articles, unread * articles)
    placements = by("placement")
    for placement, places in places_of(connection, placements).items():
        articles = placements[placement]
        tally.add_to_places(places, total * articles, unread * articles)
    tally.write(connection)
