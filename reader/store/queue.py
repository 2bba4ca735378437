"""The queue of work that can be done after a refresh, article by article.

Ids only grow, so two numbers a task tell most of what is waiting: new articles have ids above the
one, without any row for them; when the rules of a task change, a sweep goes over all older articles
again, those below the other, the newest first. An article that changes gets a ticket for each task.
Work is done outside any transaction; its result is written in the same one that takes it off the
queue, so that a crash loses nothing and the next process goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from reader.errors import StoreDamaged
from reader.store.database import Connection, Database, json_array

PLACE = "place"
"""The task of placing an article by its text."""
INDEX = "index"
"""The task of making an article's words searchable."""
STORY = "story"
"""The task of finding out whether an article is a reprint."""
RULE = "rule"
"""The task of applying the reader's rules to an article; it comes after the others."""
EARLIER = (PLACE, INDEX, STORY)
"""The tasks that come before the rules, whose queries may ask for what these find out."""
TASKS = (*EARLIER, RULE)

TRIES = 100
"""Times that the same jobs may come again: another process may have been faster with them."""


class Job(Struct, frozen=True):
    """One article that is waiting for a task."""

    article: int
    ticket: int | None
    """None: it is new, or the sweep has reached it."""


class Queue:
    """Reads the queue and starts sweeps. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next(self, task: str, limit: int) -> list[Job]:
        """Return the next jobs of *task*: changed articles, new ones, then those of the sweep."""
        jobs = [
            Job(article, ticket)
            for article, ticket in self._database.select(
                "SELECT article, ticket FROM work WHERE task = ? ORDER BY article DESC LIMIT ?",
                task,
                limit,
            )
        ]
        for others in (_NEW, _SWEPT):
            ids = self._database.numbers(others, task, limit - len(jobs))
            jobs += [Job(article, None) for article in ids]
        return jobs

    def batches(self, task: str, limit: int) -> Iterator[list[Job]]:
        """Yield `next` until there is nothing; each batch must be taken off before the next."""
        return batches(self._database, partial(self.next, task, limit))

    def waiting(self, task: str) -> int:
        """Return how many articles are waiting for *task*; one that does so twice counts twice."""
        return self._database.number(
            "SELECT (SELECT count(*) FROM work WHERE task = :task)"
            " + (SELECT count(*) FROM article, sweep WHERE task = :task AND id > above)"
            " + (SELECT count(*) FROM article, sweep WHERE task = :task AND id < below)",
            task=task,
        )

    def renew(self, task: str, version: str) -> None:
        """Start a sweep if *task* was last done by rules of another version."""
        current = self._database.select("SELECT version FROM sweep WHERE task = ?", task)
        if current != [(version,)]:
            with self._database.write() as connection:
                # The first version goes on from wherever the task is.
                connection.execute(
                    "UPDATE sweep SET version = :version, below = CASE version WHEN '' THEN below"
                    " ELSE above + 1 END WHERE task = :task AND version <> :version",
                    {"task": task, "version": version},
                )


def batches(database: Database, ask: Callable[[], list[Job]]) -> Iterator[list[Job]]:
    """Yield what *ask* returns until there is nothing. Raises StoreDamaged if that never ends."""
    before, again = list[Job](), 0
    while jobs := ask():
        again = again + 1 if jobs == before else 0
        if again == TRIES:
            raise StoreDamaged(path=str(database.path), detail="work: cannot be taken off")
        before = jobs
        yield jobs


_NEW = (
    "SELECT id FROM article WHERE id > (SELECT above FROM sweep WHERE task = ?) ORDER BY id LIMIT ?"
)
_SWEPT = (
    "SELECT id FROM article WHERE id < (SELECT below FROM sweep WHERE task = ?)"
    " ORDER BY id DESC LIMIT ?"
)


def enqueue(connection: Connection, articles: Iterable[int], tasks: Sequence[str] = TASKS) -> None:
    """Put articles that changed in the queue for *tasks*, whatever is being done for them."""
    connection.executemany(
        "INSERT OR REPLACE INTO work (task, article) VALUES (?, ?)",
        [(task, article) for article in articles for task in tasks],
    )


def enqueue_for_rules(connection: Connection, articles: Iterable[int]) -> None:
    """Put articles in the queue for the rules, if there are any and these were applied already."""
    connection.execute(_FOR_RULES, (json_array(articles),))


def dequeue(connection: Connection, task: str, jobs: Sequence[Job]) -> list[Job]:
    """Take *jobs* off the queue, and return those that were still in it.

    Those whose articles changed meanwhile stay in it. Where another process was faster with any of
    those without a ticket, none of these is taken.
    """
    ticketed = [job for job in jobs if job.ticket is not None and _drop_ticket(connection, job)]
    others = [job for job in jobs if job.ticket is None]
    if not _advance(connection, task, [job.article for job in others]):
        return ticketed
    changed = "SELECT 1 FROM work WHERE task = ? AND article = ?"
    return ticketed + [
        job for job in others if connection.execute(changed, (task, job.article)).fetchone() is None
    ]


def _drop_ticket(connection: Connection, job: Job) -> bool:
    return connection.execute("DELETE FROM work WHERE ticket = ?", (job.ticket,)).rowcount > 0


def _advance(connection: Connection, task: str, ids: Sequence[int]) -> bool:
    """Move the task past these articles, if they are its next ones."""
    next_ones = [connection.execute(sql, (task, len(ids))).fetchall() for sql in (_NEW, _SWEPT)]
    if ids != [id for rows in next_ones for (id,) in rows][: len(ids)]:
        return False
    if ids:
        connection.execute(
            "UPDATE sweep SET above = max(above, ?), below = min(below, ?) WHERE task = ?",
            (max(ids), min(ids), task),
        )
    return True


def enqueue_source(connection: Connection, source: int) -> None:
    """Put all articles of a source in the queue to be placed."""
    rows = connection.execute("SELECT id FROM article WHERE source = ?", (source,)).fetchall()
    enqueue(connection, (row[0] for row in rows), (PLACE,))


def is_done(task: str) -> str:
    """Return SQL for whether *task*, one of ours, is done for the row ``article``."""
    return (
        f"(EXISTS (SELECT 1 FROM sweep WHERE task = '{task}'"
        " AND article.id BETWEEN below AND above)"
        f" AND NOT EXISTS (SELECT 1 FROM work WHERE task = '{task}' AND article = article.id))"
    )


_FOR_RULES = (
    "INSERT OR REPLACE INTO work (task, article) SELECT 'rule', id FROM article"
    f" WHERE id IN (SELECT value FROM json_each(?)) AND {is_done(RULE)}"
    " AND EXISTS (SELECT 1 FROM rule)"
)


def restart(connection: Connection, task: str) -> None:
    """Put all articles in the queue for *task*, and none of them twice."""
    connection.execute("DELETE FROM work WHERE task = ?", (task,))
    connection.execute("UPDATE sweep SET below = above + 1 WHERE task = ?", (task,))


def sweep_all(connection: Connection, task: str) -> None:
    """Put all articles in the queue for *task*, the newest first, those new to it too."""
    connection.execute(
        "UPDATE sweep SET above = (SELECT coalesce(max(id), 0) FROM article) WHERE task = ?",
        (task,),
    )
    restart(connection, task)
