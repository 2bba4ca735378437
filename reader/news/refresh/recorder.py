"""Recording what sources answer, each all of it or not at all, several in one transaction."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from reader import log
from reader.errors import StoreError, ZhnewsError
from reader.model import Draft, Outcome, Problem, Source
from reader.news.placements import place_at_first
from reader.news.refresh.identity import Entry, decide, identify, unfound
from reader.news.threads import in_thread
from reader.store.articles import Ingested, Known, Put
from reader.store.drafts import digest
from reader.store.store import Store
from reader.text.clean import host_of

# Commits of several sources as one transaction, which costs little more than that of one.

GROUP_LIMIT = 8
"""Sources that are stored at once. For these 20 ms nobody else can write."""
PASSES = 4
"""Passes of the event loop that a commit waits for others: none of them takes time where nothing
else is going on."""


class _Visit(NamedTuple):
    source: Source
    puts: Sequence[Put]
    taken: asyncio.Future[Ingested]


class CommitGroup:
    """Gathers what is to be committed to *store* at about the same time, and commits it together.

    A crash may lose a whole group. Its sources are asked again, as if they had not been.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Visit] = []

    async def commit(self, source: Source, puts: Sequence[Put]) -> Ingested:
        """Do what `reader.store.articles.Articles.commit` does. Raises StoreError."""
        loop = asyncio.get_running_loop()
        visit = _Visit(source, puts, loop.create_future())
        self._waiting.append(visit)
        if len(self._waiting) == GROUP_LIMIT:
            self._commit()
        elif len(self._waiting) == 1:
            loop.call_soon(self._wait, visit, PASSES)
        return await visit.taken

    def _wait(self, first: _Visit, passes: int) -> None:
        """Commit the group that *first* began, unless that is done, after some *passes*."""
        if not self._waiting or self._waiting[0] is not first:
            return
        if passes:
            asyncio.get_running_loop().call_soon(self._wait, first, passes - 1)
        else:
            self._commit()

    def _commit(self) -> None:
        group, self._waiting = self._waiting, []
        try:
            found = self._store.articles.commit_all([(visit.source, visit.puts) for visit in group])
        except StoreError as error:
            for visit in group:
                _settle(visit, error)
        except Exception:  # a fault of ours, which is that of one of them
            for visit in group:
                self._commit_alone(visit)
        else:
            for visit, taken in zip(group, found, strict=True):
                _settle(visit, taken)

    def _commit_alone(self, visit: _Visit) -> None:
        try:
            _settle(visit, self._store.articles.commit(visit.source, visit.puts))
        except Exception as error:
            _settle(visit, error)


def _settle(visit: _Visit, result: Ingested | Exception) -> None:
    if visit.taken.done():  # whoever waited for it was cancelled
        return
    if isinstance(result, Exception):
        visit.taken.set_exception(result)
    else:
        visit.taken.set_result(result)


# Recording what sources answer, each all of it or not at all.

AT_ONCE = 200
"""Entries that are stored in the event loop, which takes a few milliseconds. A thread would take
half as long again: SQLite lets the other threads run at each row."""


def problem_of(error: ZhnewsError) -> Problem:
    """Return *error* as a problem that is stored with a source."""
    return Problem(error.kind, error.message, error.params)


class Record(Struct, frozen=True):
    """The result of an answer: the source as stored, and how many articles are new or updated."""

    source: Source
    new: int
    updated: int
    puts: list[Put]
    held: Collection[int] = ()
    """The edited articles that stay as they are until their pages have been read again."""


class Recorder:
    """Stores what one refresh learns in *store*; *now* returns the present moment."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._group = CommitGroup(store)

    def moment(self) -> int:
        """Return the present moment in epoch seconds."""
        return int(self.now().timestamp())

    async def success(
        self,
        source: Source,
        drafts: Sequence[Draft],
        *,
        problem: Problem | None = None,
    ) -> Record:
        """Store an answer: the source's state and what is new or edited among *drafts*.

        *problem* is what was wrong with a part of it.
        """
        answered = replace(self._answered(source), problem=problem)
        # A file is known by its path, and a new source has no articles to compare with.
        thorough = source.kind != "folder" and source.succeeded is not None
        if len(drafts) <= AT_ONCE:
            source, puts = self._decide(answered, drafts, thorough)
            taken = await self._group.commit(source, puts)
        else:
            source, puts = await in_thread(self._decide, answered, drafts, thorough)
            taken = await in_thread(self.store.articles.commit, source, puts)
        return Record(source, taken.new, taken.updated, puts, taken.held)

    async def unchanged(self, source: Source) -> Source:
        """Store that the source has nothing new."""
        answered = replace(self._answered(source), quiet=source.quiet + 1)
        await self._group.commit(answered, ())
        return answered

    async def failure(self, source: Source, fault: Exception) -> Outcome:
        """Store why *source* did not answer; its articles and validators stay as they are.

        A *fault* of our own goes to the log.
        """
        error = log.as_ours(fault, host_of(source.url) or source.url)
        moment = self.moment()
        pause = int(error.params.get("retry_after", 0))
        failed = replace(
            source,
            checked=moment,
            failures=source.failures + 1,
            retry_after=moment + pause if pause else None,
            problem=problem_of(error),
        )
        await self._group.commit(failed, ())
        return Outcome(source=failed, status="error", problem=failed.problem)

    def _answered(self, source: Source) -> Source:
        moment = self.moment()
        return replace(
            source, checked=moment, succeeded=moment, retry_after=None, problem=None, failures=0
        )

    def _decide(
        self, source: Source, drafts: Sequence[Draft], thorough: bool
    ) -> tuple[Source, list[Put]]:
        """Return the state of *source* and what to write of its *drafts*."""
        entries = identify(drafts)
        known = self._known(source.id, entries, thorough)
        kept = self._without_dropped(source, entries, known)
        place = partial(place_at_first, source)
        puts = decide(kept, known, now=self.now(), place=place)
        return replace(source, quiet=0 if puts else source.quiet + 1), puts

    def _without_dropped(
        self, source: Source, entries: Sequence[Entry], known: Sequence[Known]
    ) -> Sequence[Entry]:
        """Return *entries* without those that were pruned, but are still listed."""
        if not self.store.retention.has_dropped(source.id):
            return entries
        names = [{*entry.keys, entry.url_key, digest(entry.draft)} - {""} for entry in entries]
        stored = {name for each in known for name in (each.key, each.url_key)}
        gone = self.store.retention.dropped(source.id, set().union(*names) - stored)
        return [
            entry
            for entry, own in zip(entries, names, strict=True)
            if gone.isdisjoint(own) or not stored.isdisjoint(own)
        ]

    def _known(self, source: int, entries: Sequence[Entry], thorough: bool) -> list[Known]:
        """Return the stored articles that *entries* may be; *thorough*: also by content."""
        keys = {key for entry in entries for key in entry.keys}
        links = {entry.url_key for entry in entries if entry.url_key}
        known = self.store.articles.known(source, keys, links)
        times, newest = unfound(entries, known) if thorough else ((), 0)
        if times or newest:
            more = self.store.articles.alike(source, times, newest)
            known = list({item.id: item for item in (*known, *more)}.values())
        return known
