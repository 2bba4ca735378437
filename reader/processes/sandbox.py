"""Runs pure functions on untrusted bytes where a runaway can be stopped.

They run in child processes, ``python -m reader.processes.sandboxed``, which answer one call after
another. What these cannot do is said there.
"""

import asyncio
import math
import os
import re
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from msgspec import msgpack

from reader import log
from reader.errors import InputError, NoPictureLibrary, ParserStopped, ZhnewsError
from reader.processes.child import Child
from reader.processes.sandboxed import Broken, Call, End, Reply, ReplyPart
from reader.text.clean import display_url

T = TypeVar("T")

ALLOWED = re.compile(
    r"reader\.(?:extract|pictures)(?:\.\w+)+:\w+|reader\.processes\.sandboxed:confinement"
)
"""The functions that may run: those that read foreign bytes, and what `zhnews doctor` asks."""
WALL_FACTOR = 12
"""The parent waits so many times the CPU seconds, since the machine has other work to do. A runaway
ends by its CPU seconds; only one that waits for something needs the parent's patience to end."""
LARGE = 4 << 20
"""Bytes of a request after which the child is ended, so that its memory is free again."""
CONCURRENCY = 2
"""Children at once, where there are as many cores."""

Result = list[T] | ZhnewsError | Broken
"""What a function yielded, or how it failed."""

_REPLIES: msgpack.Decoder[Reply] = msgpack.Decoder(Reply)


class Sandbox:
    """The children, as an async context manager; one starts where a call finds none free.

    *seconds* of CPU are what one call may take, *memory* in bytes what a child may hold.
    """

    def __init__(self, *, seconds: float = 10, memory: int = 400 << 20) -> None:
        self._patience = seconds * WALL_FACTOR
        self._limits = str(math.ceil(seconds)), str(memory)
        self._room = asyncio.Semaphore(min(CONCURRENCY, _cores()))
        self._free = list[Child]()
        self._busy = set[Child]()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def run(self, returns: type[T], function: str, *args: Any, **kwargs: Any) -> T:
        """Call *function*, such as ``reader.extract.feed:parse_feed``, which *returns* that type.

        Arguments are what MessagePack knows; tuples become lists and times those of UTC. Errors are
        those of `run_in_parts`.
        """
        parts = await self.run_in_parts(returns, function, *args, **kwargs)
        if len(parts) != 1:
            raise ParserStopped(name=_name(args, kwargs))
        return parts[0]

    async def run_in_parts(
        self, yields: type[T], function: str, *args: Any, **kwargs: Any
    ) -> list[T]:
        """Call *function*, which *yields* things of that type; its limit is for each of them.

        Its ZhnewsErrors come back as themselves. Raises ParserStopped where it went beyond its
        limits, and Unparsable where it broke; the traceback is then in the log. Both are named
        after the first text among the arguments (the address, as a rule).
        """
        if not ALLOWED.fullmatch(function):
            raise ValueError(f"{function} may not run in the sandbox")
        request = msgpack.encode(Call(function, [*args], kwargs))
        result = await self._ask(request, yields)
        if isinstance(result, list):
            return result
        if isinstance(result, ZhnewsError):
            raise result
        name = _name(args, kwargs)
        if result is None:
            raise ParserStopped(name=name)
        raise log.fault(result.error, result.trace, name)

    async def close(self) -> None:
        """End the children; the next call starts another."""
        for child in self._busy:
            child.kill()  # its waiting caller then ends it
        free, self._free = self._free, []
        for child in free:
            await child.end()

    async def _ask(self, request: bytes, yields: type[T]) -> Result[T] | None:
        """Hand *request* to a child that is free; None where that had to be ended."""
        async with self._room:
            try:
                child = await self._take()
            except OSError:
                return None  # the machine has no room for a process
            result = None
            try:
                async with asyncio.timeout(self._patience):
                    result = await child.in_thread(_converse, child, request, yields)
            except (EOFError, OSError, ValueError):
                pass  # the result says it
            finally:
                # Also when cancelled, for the child's answer would meet the next call; and where it
                # had much to hold, which Python does not release.
                await self._put_back(child, keep=result is not None and len(request) <= LARGE)
        return result

    async def _take(self) -> Child:
        while self._free and self._free[-1].is_over:
            await self._free.pop().end()
        child = (
            self._free.pop() if self._free else Child("reader.processes.sandboxed", *self._limits)
        )
        self._busy.add(child)
        return child

    async def _put_back(self, child: Child, *, keep: bool) -> None:
        self._busy.remove(child)
        if keep:
            self._free.append(child)
        else:
            await child.end()


def _converse(child: Child, request: bytes, yields: type[T]) -> Result[T]:
    child.send(request)
    parts: list[T] = []
    while isinstance(reply := child.receive(_REPLIES), ReplyPart):
        parts.append(msgpack.decode(reply.data, type=yields))
    if isinstance(reply, End):
        return parts
    if isinstance(reply, Broken):
        return reply
    error = reply.error()
    if not isinstance(error, InputError | NoPictureLibrary):
        raise ValueError(reply.name)  # no function here raises that
    return error


def _name(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    texts = (text for text in (*args, kwargs.get("url")) if isinstance(text, str))
    return display_url(next(texts, ""))


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
