"""The queue of work that may come after a refresh, article by article.

An article that comes or changes is given a ticket for every task. When the rules of a task change,
a sweep brings the task to all older articles, the newest first, and takes no ticket for it. Work is
done outside any transaction; what it found is written in the same one that takes it off the queue,
so that a crash loses nothing and whoever comes next goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.store.database import Connection, Database

PLACE = "place"
"""The task of placing an article by its text."""
TASKS = (PLACE,)


@dataclass(frozen=True, slots=True)
class Job:
    """One article that waits for a task."""

    article: int
    ticket: int | None
    """None: the sweep has come to it."""


class Queue:
    """Reads the queue and begins sweeps. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next(self, task: str, limit: int) -> list[Job]:
        """Give what *task* should be done for next: what has just come, then the sweep's."""
        jobs = [
            Job(article, ticket)
            for article, ticket in self._database.select(
                "SELECT article, ticket FROM work WHERE task = ? ORDER BY article DESC LIMIT ?",
                task,
                limit,
            )
        ]
        swept = self._database.numbers(
            "SELECT id FROM article WHERE id < (SELECT below FROM sweep WHERE task = ?)"
            " ORDER BY id DESC LIMIT ?",
            task,
            limit - len(jobs),
        )
        return jobs + [Job(article, None) for article in swept]

    def waiting(self, task: str) -> int:
        """Give for how many articles *task* waits; one that waits twice counts twice."""
        return self._database.number(
            "SELECT (SELECT count(*) FROM work WHERE task = ?1) + (SELECT count(*) FROM article"
            " WHERE id < (SELECT below FROM sweep WHERE task = ?1))",
            task,
        )

    def renew(self, task: str, version: str) -> None:
        """Begin a sweep if *task* was last done by rules of another version."""
        current = self._database.select("SELECT version FROM sweep WHERE task = ?", task)
        if current != [(version,)]:
            with self._database.write() as connection:
                # The first version goes on from where the migration stands.
                connection.execute(
                    "UPDATE sweep SET version = ?2, below = CASE version WHEN '' THEN below"
                    " ELSE (SELECT coalesce(max(id), 0) + 1 FROM article) END"
                    " WHERE task = ?1 AND version <> ?2",
                    (task, version),
                )


def enqueue(connection: Connection, articles: Iterable[int]) -> None:
    """Let articles that came or changed wait for every task, whatever is being done for them."""
    connection.executemany(
        "INSERT OR REPLACE INTO work (task, article) VALUES (?, ?)",
        [(task, article) for article in articles for task in TASKS],
    )


def take_off(connection: Connection, task: str, jobs: Sequence[Job]) -> list[Job]:
    """Take *jobs* off the queue and give those that were on it as they are here."""
    standing = [
        job
        for job in jobs
        if job.ticket is None
        or connection.execute("DELETE FROM work WHERE ticket = ?", (job.ticket,)).rowcount
    ]
    swept = [job.article for job in jobs if job.ticket is None]
    if swept:
        connection.execute(
            "UPDATE sweep SET below = min(below, ?) WHERE task = ?", (min(swept), task)
        )
    return standing


def enqueue_source(connection: Connection, source: int) -> None:
    """Let all articles of a source wait for every task."""
    rows = connection.execute("SELECT id FROM article WHERE source = ?", (source,)).fetchall()
    enqueue(connection, (row[0] for row in rows))
