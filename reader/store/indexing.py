"""The search index: which words occur in which article.

An article is in the index once, or waits for it in the queue (`reader.store.queue`), never both.
The index has no text, so an article that changes is removed from it by the tokens of its old text,
while these are known. Of articles that are removed with their source only the ids are stored: no
search finds them, they can be restored at once, and when there are many the index is rebuilt.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from reader.errors import IndexDamaged, StoreDamaged, StoreError
from reader.model import Draft
from reader.store import drafts, queue
from reader.store.database import Connection, Database, json_array
from reader.store.files import Garbled
from reader.store.queue import INDEX, Job
from reader.text.searchable import VERSION, fold_case, text_of, tokens

FEW = 1000
"""Removed articles for which the index is not rebuilt, however few the others are."""

_DELETE_ALL = "INSERT INTO tokens (tokens) VALUES ('delete-all')"
_AS_NEW = (
    "DELETE FROM tokens_data",
    "DELETE FROM tokens_idx",
    "INSERT INTO tokens_data VALUES (1, x''), (10, x'00000000000000')",
)
"""What FTS5 stores of an empty table; without it, it refuses to delete anything."""
_INDEXED = queue.is_done(INDEX)
"""SQL for whether the row ``article`` is in the index."""


class Index:
    """Writes the index. Every method raises StoreError, and IndexDamaged where it is not whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def renew(self) -> None:
        """Rebuild the index where it was made by other rules, or has too much that is gone."""
        [(version,)] = self._database.select("SELECT version FROM sweep WHERE task = ?", INDEX)
        if version == "":  # none has been made yet
            with self._database.write() as connection:
                _set_version(connection)
        elif version != VERSION or self._is_stale():
            self.rebuild()

    def _is_stale(self) -> bool:
        count = self._database.number("SELECT count(*) FROM stale")
        return count > FEW and 4 * count > self._database.number(
            "SELECT sum(total) FROM source_count"
        )

    def rebuild(self) -> None:
        """Empty the index, in whatever state it is, and put all articles in the queue for it."""
        try:
            self._empty(_DELETE_ALL)
        except IndexDamaged:
            self._empty(*_AS_NEW, _DELETE_ALL)

    def _empty(self, *statements: str) -> None:
        with guarded(self._database), self._database.write() as connection:
            for statement in statements:
                connection.execute(statement)
            connection.execute("DELETE FROM stale")
            queue.restart(connection, INDEX)
            _set_version(connection)

    def read(self, jobs: Sequence[Job]) -> dict[int, str]:
        """Return the tokens of the articles of *jobs*, without those that are gone."""
        ids = json_array(job.article for job in jobs)
        return {row[0]: _tokens(row[1:]) for row in self._database.select(drafts.BY_IDS, ids)}

    def write(self, jobs: Sequence[Job], found: Mapping[int, str]) -> None:
        """Add to the index what `read` found, and take *jobs* off the queue.

        Those that changed meanwhile stay in the queue, and what another process did is left alone.
        """
        with guarded(self._database), self._database.write() as connection:
            # Sorted by row, FTS5 need not write each article by itself.
            due = sorted(_due(connection, jobs))
            connection.executemany(
                "INSERT INTO tokens (rowid, words) VALUES (?, ?)",
                [(id, found[id]) for id in due if id in found],
            )


@contextmanager
def guarded(database: Database) -> Iterator[None]:
    """Raise faults of the index as IndexDamaged, for which there is a remedy.

    Where tables of its own are gone, SQLite raises an error of no kind.
    """
    try:
        yield
    except StoreError as error:
        if type(error) in (StoreDamaged, StoreError):
            raise IndexDamaged(path=str(database.path), detail=str(error)) from error
        raise


def replace(connection: Connection, id: int, draft: Draft) -> None:
    """Replace the draft of an article, which is put in the queue for every task again."""
    remove(connection, [id])
    drafts.save(connection, id, draft)
    queue.enqueue(connection, [id])
    # Its pictures may be others now.
    connection.execute("DELETE FROM taken WHERE article = ?", (id,))


def remove(connection: Connection, ids: Sequence[int]) -> None:
    """Remove articles from the index while their words are still known."""
    given = json_array(ids)
    sql = f"SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?)) AND {_INDEXED}"
    indexed = [id for (id,) in connection.execute(sql, (given,))]
    rows = connection.execute(drafts.BY_IDS, (json_array(indexed),)).fetchall()
    connection.executemany(
        "INSERT INTO tokens (tokens, rowid, words) VALUES ('delete', ?, ?)",
        [(row[0], _tokens(row[1:])) for row in rows],
    )


def hide_source(connection: Connection, source: int) -> None:
    """Hide the articles of a source that are in the index from searches."""
    connection.execute(
        f"INSERT INTO stale SELECT id FROM article WHERE source = ? AND {_INDEXED}", (source,)
    )


def unhide_source(connection: Connection, source: int) -> None:
    """Undo `hide_source`; articles that are no longer in the index are put in the queue for it."""
    connection.execute(
        f"INSERT INTO work (task, article) SELECT 'index', id FROM article"
        f" WHERE source = ? AND {_INDEXED} AND id NOT IN (SELECT article FROM stale)",
        (source,),
    )
    connection.execute(
        "DELETE FROM stale WHERE article IN (SELECT id FROM article WHERE source = ?)", (source,)
    )


def _set_version(connection: Connection) -> None:
    connection.execute("UPDATE sweep SET version = ? WHERE task = ?", (VERSION, INDEX))


def _tokens(row: Sequence[Any]) -> str:
    try:
        return tokens(fold_case(text_of(drafts.restore(*row))))
    except Garbled:
        return ""  # what cannot be read cannot be found, and need not stop the others


def _due(connection: Connection, jobs: Sequence[Job]) -> Iterator[int]:
    """Take *jobs* off the queue, and yield the articles that are in it but once."""
    sql = "SELECT below, above FROM sweep WHERE task = ?"
    below, above = connection.execute(sql, (INDEX,)).fetchone()
    for job in queue.dequeue(connection, INDEX, jobs):
        if job.ticket is None or below <= job.article <= above:
            yield job.article
