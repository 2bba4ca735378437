"""The store: one database, as the other rooms see it.

    with Store.open(path) as store:
        ids = store.articles.ids(View((UNREAD,)))
        store.marks.read(ids[:1])

Every method of its parts raises StoreError where the database cannot do what is asked.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.store import files, schema
from reader.store.articles import Articles
from reader.store.database import PATIENCE, Database
from reader.store.indexing import Index
from reader.store.ingestion import Archive
from reader.store.marks import Marks
from reader.store.memory import Memory, Notices, Offline
from reader.store.placement import Placing
from reader.store.queue import Queue
from reader.store.removal import Retention
from reader.store.rules import Rules
from reader.store.search import Search
from reader.store.sources import Sources
from reader.store.stories import Stories
from reader.store.sync import Sync


class Store:
    """Opened by `open`; a context manager that closes.

    Any thread may use it. Several stores, in any number of processes, may have one file open.
    """

    sources: Sources
    """Subscriptions, with their settings, state and statistics: ``sources.add(Source(...))``."""
    articles: Articles
    """``articles.commit`` stores the entries of a source, ``articles.ids`` lists a view,
    ``articles.heads`` and ``articles.get`` return what is in it."""
    marks: Marks
    """Read and starred articles, and the counts of both."""
    search: Search
    """The articles in which words occur."""
    rules: Rules
    """The reader's rules: what is done by itself with what a query finds."""
    notices: Notices
    """The articles that the reader is yet to be notified of."""
    offline: Offline
    """The articles that were taken along, to be read offline."""
    memory: Memory
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
    sync: Sync
    """What a server has too, and what it is yet to be told."""
    archive: Archive
    """Bulk import and export."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self._database = database
        self.path = database.path
        self.read_only = read_only
        """Whether nothing is stored: the file cannot be written."""
        self.sources = Sources(database)
        self.articles = Articles(database)
        self.marks = Marks(database)
        self.search = Search(database)
        self.rules = Rules(database)
        self.notices = Notices(database)
        self.offline = Offline(database)
        self.memory = Memory(database)
        self.queue = Queue(database)
        self.placing = Placing(database)
        self.index = Index(database)
        self.stories = Stories(database)
        self.retention = Retention(database)
        self.sync = Sync(database)
        self.archive = Archive(database)

    @classmethod
    def open(cls, path: Path | None, *, patience: float = PATIENCE) -> Self:
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
