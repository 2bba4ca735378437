"""Whose pages are parsed: one of a source at a time, and none after one that ran away."""

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from reader.errors import ParserStopped
from reader.model import Source


class Turns:
    """Keeps a source that stops parsers from the other sources of one refresh.

    It takes one child of the sandbox at most, and none any more when a parser was stopped: the
    next page would take as long.
    """

    def __init__(self) -> None:
        self._locks = WeakValueDictionary[str, Lock]()
        self._stopped: dict[str, ParserStopped] = {}

    @asynccontextmanager
    async def turn(self, source: Source) -> AsyncIterator[None]:
        """Wait until a page of *source* may be parsed. Raises ParserStopped where none may."""
        async with self._locks.setdefault(source.url, Lock()):
            self.check(source)
            try:
                yield
            except ParserStopped as error:
                self._stopped[source.url] = error
                raise

    def check(self, source: Source) -> None:
        """Raise ParserStopped where no page of *source* may be parsed any more."""
        if source.url in self._stopped:
            raise ParserStopped(**self._stopped[source.url].params)
