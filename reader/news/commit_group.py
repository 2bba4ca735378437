"""Commits of several sources as one transaction, which costs little more than that of one."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from reader.errors import StoreError
from reader.model import Source
from reader.store.articles import Put, Taken
from reader.store.store import Store

MOST = 8
"""Sources that are stored at once. For these 20 ms nobody else can write."""
PASSES = 4
"""Passes of the event loop that a commit waits for others: none of them takes time where nothing
else is going on."""


class _Visit(NamedTuple):
    source: Source
    puts: Sequence[Put]
    taken: asyncio.Future[Taken]


class CommitGroup:
    """Gathers what is to be committed to *store* at about the same time, and commits it together.

    A crash may lose a whole group. Its sources are asked again, as if they had not been.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Visit] = []

    async def commit(self, source: Source, puts: Sequence[Put]) -> Taken:
        """Do what `reader.store.articles.Articles.commit` does. Raises StoreError."""
        loop = asyncio.get_running_loop()
        visit = _Visit(source, puts, loop.create_future())
        self._waiting.append(visit)
        if len(self._waiting) == MOST:
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


def _settle(visit: _Visit, result: Taken | Exception) -> None:
    if visit.taken.done():  # whoever waited for it was cancelled
        return
    if isinstance(result, Exception):
        visit.taken.set_exception(result)
    else:
        visit.taken.set_result(result)
