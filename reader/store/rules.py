"""The reader's rules, and what they do to the articles.

Which articles a rule has found is stored, and holds for as long as there is the rule, even if the
articles change. What follows from it is applied to a few articles at a time, off the queue: an
article is muted while any rule mutes it, starred while any stars it, unless the reader starred or
unstarred it, and placed where the last rule that moves it says, unless the reader moved it. So the
removal of a rule undoes just what it did. Of what a rule that notifies has found, `notices` tells.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile

from reader.model import Rule, RuleAction
from reader.store import queue
from reader.store.counts import Tally
from reader.store.database import Connection, Database, json_array
from reader.store.marks import Mark, mark
from reader.store.placement import Placed, PlacementIds, Position, move
from reader.store.queue import EARLIER, RULE, Job

_COLUMNS = "action, query, region, id"
_LAST = "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'article')"
_THERE = "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
_LATE = f"{_THERE} AND NOT ({' AND '.join(map(queue.is_done, EARLIER))})"
_GIVEN = "article IN (SELECT value FROM json_each(?))"
_MOVES = f"""
    SELECT ruled.article, max(rule.id) FROM ruled JOIN rule ON rule.id = ruled.rule
    WHERE ruled.{_GIVEN} AND rule.action = 'move' GROUP BY ruled.article
"""
_MOVED = """
    SELECT article.id, time, article.placement, moved.placement, rule, moved.article IS NOT NULL
    FROM article LEFT JOIN moved ON moved.article = article.id
    WHERE article.id IN (SELECT value FROM json_each(?))
"""


class StoredRules:
    """Stores and applies rules. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Rule]:
        """Return the rules in the order in which they were made."""
        rows = self._database.select(f"SELECT {_COLUMNS} FROM rule ORDER BY id")
        return [Rule(*row) for row in rows]

    def add(self, rule: Rule) -> int:
        """Store a rule, under its id if it has one, and return its id; all articles are queued."""
        with self._database.write(durable=True) as connection:
            added = connection.execute(
                f"INSERT INTO rule ({_COLUMNS}, since) VALUES (?, ?, ?, ?, {_LAST})",
                (rule.action, rule.query, rule.region, rule.id or None),
            )
            queue.sweep_all(connection, RULE)
        return added.lastrowid or 0

    def remove(self, id: int) -> bool:
        """Remove a rule and queue the articles that it found; return False where there is none."""
        with self._database.write(durable=True) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO work (task, article)"
                " SELECT 'rule', article FROM ruled WHERE rule = ?",
                (id,),
            )
            return connection.execute("DELETE FROM rule WHERE id = ?", (id,)).rowcount > 0

    def found(self) -> dict[int, int]:
        """Return how many articles each rule has found so far."""
        return dict(self._database.select("SELECT rule, count(*) FROM ruled GROUP BY rule"))

    def waiting(self) -> int:
        """Return how many articles are waiting for the rules, or for the removal of some."""
        if self._database.number("SELECT EXISTS (SELECT 1 FROM rule)"):
            return queue.Queue(self._database).waiting(RULE)
        return self._database.number("SELECT count(*) FROM work WHERE task = ?", RULE)

    def batches(self, limit: int) -> Iterator[list[Job]]:
        """Yield `next` until there is nothing (`reader.store.queue.batches`)."""
        return queue.batches(self._database, partial(self.next, limit))

    def next(self, limit: int) -> list[Job]:
        """Return the next jobs, as far as all other tasks are done for their articles.

        Where there are no rules, only articles that may still show what one did.
        """
        jobs = queue.Queue(self._database).next(RULE, limit)
        if not self._database.number("SELECT EXISTS (SELECT 1 FROM rule)"):
            return [job for job in jobs if job.ticket is not None]
        given = json_array([job.article for job in jobs])
        late = set(self._database.numbers(_LATE, given))
        changed = [job for job in jobs if job.ticket is not None and job.article not in late]
        others = [job for job in jobs if job.ticket is None]
        # In their order: none can be skipped.
        return changed + list(takewhile(lambda job: job.article not in late, others))

    def write(
        self,
        jobs: Sequence[Job],
        hits: Mapping[int, Collection[int]],
        placed: Mapping[int, Placed],
    ) -> int:
        """Write what the rules found among *jobs*, and return how many articles this changed.

        *hits* has the articles that each rule found, by its id, and *placed* where it moves them,
        if it does. Nothing is done where a rule was made meanwhile.
        """
        with self._database.write() as connection:
            known = {id for (id,) in connection.execute("SELECT id FROM rule")}
            if not known <= hits.keys():
                return 0
            taken = json_array([job.article for job in queue.dequeue(connection, RULE, jobs)])
            due = _ids(connection, _THERE, taken)
            connection.executemany(
                "INSERT OR IGNORE INTO ruled (article, rule) VALUES (?, ?)",
                [(id, rule) for rule in known for id in hits[rule] if id in due],
            )
            return _apply(connection, sorted(due), placed)


def _apply(connection: Connection, due: Collection[int], placed: Mapping[int, Placed]) -> int:
    """Apply the rules that found them to articles; return how many changed."""
    given = json_array(due)
    connection.execute(
        f"DELETE FROM ruled WHERE {_GIVEN} AND rule NOT IN (SELECT id FROM rule)", (given,)
    )
    own = _ids(connection, f"SELECT article FROM own_star WHERE {_GIVEN}", given)
    changed = _apply_mark(connection, "muted", due, _ruled(connection, "mute", given))
    changed |= _apply_mark(connection, "starred", set(due) - own, _ruled(connection, "star", given))
    return len(changed | _apply_moves(connection, given, placed))


def _apply_mark(
    connection: Connection, name: Mark, due: Collection[int], wanted: set[int]
) -> set[int]:
    there = [id for id in due if id in wanted]
    others = [id for id in due if id not in wanted]
    return {
        *mark(connection, name, True, there, by_rule=True),
        *mark(connection, name, False, others, by_rule=True),
    }


def _apply_moves(connection: Connection, given: str, placed: Mapping[int, Placed]) -> set[int]:
    wanted = dict(connection.execute(_MOVES, (given,)))
    tally, placements = Tally(), PlacementIds(connection)
    changed = set()
    for id, time, placement, own, rule, is_moved in connection.execute(_MOVED, (given,)).fetchall():
        to = wanted.get(id)
        if (is_moved and rule is None) or to == rule:
            continue
        changed.add(id)
        if to is None:
            connection.execute("DELETE FROM moved WHERE article = ?", (id,))
            target = own
        else:
            connection.execute(
                "INSERT INTO moved (article, placement, rule) VALUES (?, ?, ?)"
                " ON CONFLICT (article) DO UPDATE SET rule = excluded.rule",
                (id, placement, to),
            )
            target = placements.of(placed[to].placement, placed[to].places)
        move(connection, tally, Position(id, time, placement), time, target)
    tally.write(connection)
    return changed


def _ruled(connection: Connection, action: RuleAction, given: str) -> set[int]:
    sql = (
        "SELECT ruled.article FROM ruled JOIN rule ON rule.id = ruled.rule"
        f" WHERE ruled.{_GIVEN} AND rule.action = ?"
    )
    return _ids(connection, sql, given, action)


def _ids(connection: Connection, sql: str, *params: str) -> set[int]:
    return {id for (id,) in connection.execute(sql, params)}
