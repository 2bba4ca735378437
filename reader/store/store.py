"""The store: one database, and what the other rooms may do with it."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.store import files, schema
from reader.store.archive import Archive
from reader.store.articles import Articles
from reader.store.database import PATIENCE, Database
from reader.store.indexing import Index
from reader.store.marks import Marks
from reader.store.memory import Memory
from reader.store.placement import Placing
from reader.store.queue import Queue
from reader.store.removal import Retention
from reader.store.rules import Rules
from reader.store.search import Search
from reader.store.sources import Sources
from reader.store.stories import Stories


class Store:
    """Opened by `open`; a context manager that closes.

    Any thread may use it. Several stores, in any number of processes, may have one file open.
    """

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self._database = database
        self.path = database.path
        self.read_only = read_only
        """Whether nothing is kept: the file cannot be written."""
        self.sources = Sources(database)
        self.articles = Articles(database)
        self.archive = Archive(database)
        self.retention = Retention(database)
        self.marks = Marks(database)
        self.queue = Queue(database)
        self.placing = Placing(database)
        self.stories = Stories(database)
        self.index = Index(database)
        self.rules = Rules(database)
        self.search = Search(database)
        self.memory = Memory(database)

    @classmethod
    def open(cls, path: Path | None, *, patience: float = PATIENCE) -> Self:
        """Open the database *path*, made with its folder if need be; None is one in memory.

        *patience* is how many seconds a write waits for another process. Where the file cannot be
        written it is read; tables that are not up to date are, in memory. Raises StoreUnreachable,
        StoreForeign, StoreNewer, StoreOlder, StoreDamaged, StoreReadOnly, StoreBusy, DiskFull.
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
        """Give a number that is another one after any write, by this store or another.

        In memory only a change counts as a write.
        """
        return self._database.version()

    def transaction(self) -> AbstractContextManager[None]:
        """Do all that this thread reads and writes meanwhile at once, or nothing of it.

        It is undone by any exception. Raises StoreError.
        """
        return self._database.transaction()

    def patient_since(self, moment: float) -> AbstractContextManager[None]:
        """Count the patience of this thread's writes from *moment*, a `time.monotonic`."""
        return self._database.patient_since(moment)

    def trim(self) -> bool:
        """Give back a little of the room that the file does not need; False: there is none."""
        return self._database.trim()

    def close(self) -> None:
        """Close the file. The store cannot be used any more."""
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
