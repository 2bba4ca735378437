"""The queue of work that may come after a refresh, article by article.

Ids only grow, so two numbers a task tell most of what waits: new articles have ids above the one,
which storing them need not note; when the rules of a task change, a sweep brings it to all older
articles, those below the other, the newest first. An article that changes is given a ticket for
every task. Work is done outside any transaction; what it found is written in the same one that
takes it off the queue, so that a crash loses nothing and whoever comes next goes on.
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
"""The task of doing with an article what the reader's rules say; it comes after the others."""
EARLIER = (PLACE, INDEX, STORY)
"""What the rules of the reader wait for, which may ask for all that these tell."""
TASKS = (*EARLIER, RULE)

TRIES = 100
"""Times that the same work may come again: another process was faster with what it depends on."""


class Job(Struct, frozen=True):
    """One article that waits for a task."""

    article: int
    ticket: int | None
    """None: it is new, or the sweep has come to it."""


class Queue:
    """Reads the queue and begins sweeps. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next(self, task: str, limit: int) -> list[Job]:
        """Give what *task* should be done for next: what changed, what is new, then the sweep's."""
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
        """Yield what `next` gives until there is nothing, each to be taken off before the next."""
        return batches(self._database, partial(self.next, task, limit))

    def waiting(self, task: str) -> int:
        """Give for how many articles *task* waits; one that waits twice counts twice."""
        return self._database.number(
            "SELECT (SELECT count(*) FROM work WHERE task = :task)"
            " + (SELECT count(*) FROM article, sweep WHERE task = :task AND id > above)"
            " + (SELECT count(*) FROM article, sweep WHERE task = :task AND id < below)",
            task=task,
        )

    def renew(self, task: str, version: str) -> None:
        """Begin a sweep if *task* was last done by rules of another version."""
        current = self._database.select("SELECT version FROM sweep WHERE task = ?", task)
        if current != [(version,)]:
            with self._database.write() as connection:
                # The first version goes on from where the migration stands.
                connection.execute(
                    "UPDATE sweep SET version = :version, below = CASE version WHEN '' THEN below"
                    " ELSE above + 1 END WHERE task = :task AND version <> :version",
                    {"task": task, "version": version},
                )


def batches(database: Database, ask: Callable[[], list[Job]]) -> Iterator[list[Job]]:
    """Yield what *ask* gives until there is nothing. Raises StoreDamaged where that never ends."""
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
    """Let articles that changed wait for *tasks*, whatever is being done for them."""
    connection.executemany(
        "INSERT OR REPLACE INTO work (task, article) VALUES (?, ?)",
        [(task, article) for article in articles for task in tasks],
    )


def hear_rules(connection: Connection, articles: Iterable[int]) -> None:
    """Let the rules, if there are any, be applied again to articles that they were applied to."""
    connection.execute(_HEAR_RULES, (json_array(articles),))


def take_off(connection: Connection, task: str, jobs: Sequence[Job]) -> list[Job]:
    """Take *jobs* off the queue and give those that were still on it.

    Not those whose articles changed meanwhile: they wait on. Where another process was faster with
    any of those without a ticket, none of these is taken.
    """
    ticketed = [job for job in jobs if job.ticket is not None and _tear(connection, job)]
    others = [job for job in jobs if job.ticket is None]
    if not _pass(connection, task, [job.article for job in others]):
        return ticketed
    changed = "SELECT 1 FROM work WHERE task = ? AND article = ?"
    return ticketed + [
        job for job in others if connection.execute(changed, (task, job.article)).fetchone() is None
    ]


def _tear(connection: Connection, job: Job) -> bool:
    return connection.execute("DELETE FROM work WHERE ticket = ?", (job.ticket,)).rowcount > 0


def _pass(connection: Connection, task: str, ids: Sequence[int]) -> bool:
    """Let the task have come past these articles, if they are the next it comes to."""
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
    """Let all articles of a source wait to be placed."""
    rows = connection.execute("SELECT id FROM article WHERE source = ?", (source,)).fetchall()
    enqueue(connection, (row[0] for row in rows), (PLACE,))


def is_done(task: str) -> str:
    """Give the SQL for whether *task* is done for the row ``article``; *task* is one of ours."""
    return (
        f"(EXISTS (SELECT 1 FROM sweep WHERE task = '{task}'"
        " AND article.id BETWEEN below AND above)"
        f" AND NOT EXISTS (SELECT 1 FROM work WHERE task = '{task}' AND article = article.id))"
    )


_HEAR_RULES = (
    "INSERT OR REPLACE INTO work (task, article) SELECT 'rule', id FROM article"
    f" WHERE id IN (SELECT value FROM json_each(?)) AND {is_done(RULE)}"
    " AND EXISTS (SELECT 1 FROM rule)"
)


def start_over(connection: Connection, task: str) -> None:
    """Let all articles wait for *task*, and none of them twice."""
    connection.execute("DELETE FROM work WHERE task = ?", (task,))
    connection.execute("UPDATE sweep SET below = above + 1 WHERE task = ?", (task,))


def sweep_all(connection: Connection, task: str) -> None:
    """Let *task* be done for all articles, the newest first, those too that are new to it."""
    connection.execute(
        "UPDATE sweep SET above = (SELECT coalesce(max(id), 0) FROM article) WHERE task = ?",
        (task,),
    )
    start_over(connection, task)
