"""The store: one database, as the other rooms see it, and what it remembers.

They are told once, and so is a story: a reprint of what was told is not. That is noted before it
is done, so that of two processes one does it, and taken back where it failed.

    with Store.open(path) as store:
        ids = store.articles.ids(View((UNREAD,)))
        store.marks.read(ids[:1])

Every method of its parts raises StoreError where the database cannot do what is asked.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from reader.store import files, schema
from reader.store.articles import Articles
from reader.store.database import LOCK_TIMEOUT, Database, json_array
from reader.store.files import Garbled
from reader.store.indexing import Index
from reader.store.ingestion import Archive
from reader.store.marks import StoredMarks
from reader.store.placement import Placing
from reader.store.queue import Queue
from reader.store.removal import Retention
from reader.store.rules import StoredRules
from reader.store.search import Search
from reader.store.sources import StoredSources
from reader.store.stories import Stories
from reader.store.sync import StoredSync

# What is remembered.

# What the screen remembers from one time to the next.


class StoredLists:
    """Reads and writes what is remembered. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> list[str] | None:
        """Return what was stored under *name*, None where nothing ever was."""
        rows = self._database.select("SELECT value FROM memory WHERE name = ?", name)
        if not rows:
            return None
        with self._database.guard():
            try:
                return msgspec.json.decode(rows[0][0], type=list[str])
            except msgspec.DecodeError as error:
                raise Garbled(str(error)) from error

    def keep(self, name: str, value: Iterable[str]) -> None:
        """Store *value* under *name*."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO memory VALUES (?, ?)",
                (name, msgspec.json.encode(list(value)).decode()),
            )


# Which articles the reader is to be notified of.

_UNTOLD = """
    SELECT min(ruled.article) AS id
    FROM rule CROSS JOIN ruled ON ruled.rule = rule.id AND ruled.article > rule.since
    LEFT JOIN story ON story.article = ruled.article
    WHERE rule.action = 'notify'
        AND ruled.article NOT IN (SELECT article FROM told)
        AND ruled.article NOT IN (SELECT article FROM muted)
        AND NOT EXISTS (SELECT 1 FROM story AS kin JOIN told ON told.article = kin.article
            WHERE kin.lead = story.lead)
    GROUP BY coalesce(story.lead, ruled.article)
"""
"""Of each story the article that came first."""
_IN_ORDER = """
    SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?)) ORDER BY time DESC, id DESC
"""


class Notices:
    """Reads and changes what was told. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self) -> list[int]:
        """Note all that is to be told as told, and return it in the order of lists."""
        if not self._database.numbers(f"{_UNTOLD} LIMIT 1"):
            return []  # nearly always: no other writer need wait
        with self._database.write(durable=True) as connection:
            rows = connection.execute(f"INSERT INTO told {_UNTOLD} RETURNING article").fetchall()
        return list(self._database.numbers(_IN_ORDER, json_array(id for (id,) in rows)))

    def release(self, ids: Collection[int]) -> None:
        """Note that articles were not told after all: they are to be told the next time."""
        with self._database.write(durable=True) as connection:
            connection.executemany("DELETE FROM told WHERE article = ?", ((id,) for id in ids))


# The articles that were taken along.


class OfflineArticles:
    """Reads and changes which articles were taken along. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def taken(self, ids: Sequence[int]) -> set[int]:
        """Return those of *ids* that were taken along."""
        sql = "SELECT article FROM taken WHERE article IN (SELECT value FROM json_each(?))"
        return set(self._database.numbers(sql, json_array(ids)))

    def take(self, ids: Collection[int]) -> None:
        """Note that articles were taken along, but for those that are gone."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO taken"
                " SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))",
                (json_array(ids),),
            )


# The store: one database, as the other rooms see it.


class Store:
    """Opened by `open`; a context manager that closes.

    Any thread may use it. Several stores, in any number of processes, may have one file open.
    """

    sources: StoredSources
    """Subscriptions, with their settings, state and statistics: ``sources.add(Source(...))``."""
    articles: Articles
    """``articles.commit`` stores the entries of a source, ``articles.ids`` lists a view,
    ``articles.heads`` and ``articles.get`` return what is in it."""
    marks: StoredMarks
    """Read and starred articles, and the counts of both."""
    search: Search
    """The articles in which words occur."""
    rules: StoredRules
    """The reader's rules: what is done by itself with what a query finds."""
    notices: Notices
    """The articles that the reader is yet to be notified of."""
    offline: OfflineArticles
    """The articles that were taken along, to be read offline."""
    memory: StoredLists
    """What the screen remembers."""
    queue: Queue
    """Articles that are waiting for a task: the text places them (`placing`), makes them searchable
    (`index`), joins them to stories (`stories`), and then come the rules (`rules`)."""
    placing: Placing
    """Where articles are listed, by their text or by the reader's correction."""
    index: Index
    """The search index."""
    stories: Stories
    """Which articles are reprints of one another."""
    retention: Retention
    """The removal of old articles."""
    sync: StoredSync
    """What a server has too, and what it is yet to be told."""
    archive: Archive
    """Bulk import and export."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self._database = database
        self.path = database.path
        self.read_only = read_only
        """Whether nothing is stored: the file cannot be written."""
        self.sources = StoredSources(database)
        self.articles = Articles(database)
        self.marks = StoredMarks(database)
        self.search = Search(database)
        self.rules = StoredRules(database)
        self.notices = Notices(database)
        self.offline = OfflineArticles(database)
        self.memory = StoredLists(database)
        self.queue = Queue(database)
        self.placing = Placing(database)
        self.index = Index(database)
        self.stories = Stories(database)
        self.retention = Retention(database)
        self.sync = StoredSync(database)
        self.archive = Archive(database)

    @classmethod
    def open(cls, path: Path | None, *, patience: float = LOCK_TIMEOUT) -> Self:
        """Open the database *path*, created with its folder if need be; None is one in memory.

        *patience* is how many seconds a write waits for another process. A file that cannot be
        written is read; if its tables are not up to date, from memory. Raises StoreError,
        StoreForeign, StoreError, StoreDamaged, StoreReadOnly, StoreBusy, StoreError.
        """
        if path is not None:
            files.make(path)
        database = Database(path, patience=patience)
        read_only = database.read_only
        try:
            if read_only and not schema.is_current(database):
                database = database.in_memory()
            schema.prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database, read_only=read_only)

    def version(self) -> int:
        """Return a number that differs after any write, by this store or another.

        In memory only a change counts as a write.
        """
        return self._database.version()

    def transaction(self) -> AbstractContextManager[None]:
        """Run all that this thread reads and writes meanwhile as one transaction.

        Any exception rolls it back. Raises StoreError.
        """
        return self._database.transaction()

    def patient_since(self, moment: float) -> AbstractContextManager[None]:
        """Let the patience of this thread's writes start at *moment*, a `time.monotonic`."""
        return self._database.patient_since(moment)

    def trim(self) -> bool:
        """Cut a little of its unused space off the file; return False where there is none."""
        return self._database.trim()

    def close(self) -> None:
        """Close the file; the store cannot be used any more."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
