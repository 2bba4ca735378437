"""Runs pure functions on foreign bytes where a runaway can be stopped.

One long-lived child process, ``python -m reader.sandbox``, answers one call after another under
limits of CPU and memory.
"""

import asyncio
import contextlib
import gc
import importlib
import math
import re
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

from reader import errors
from reader.child import Child, Parent
from reader.text.clean import display_url

ALLOWED = re.compile(r"reader\.extract(?:\.\w+)+:\w+")
"""The functions that may run: those of the extractors."""
PATIENCE = 3
"""The parent waits so many times the CPU seconds, since the machine has other work to do."""

MUCH = 4 << 20
"""Bytes of a request after which the child is ended, so that its memory is free again."""

Call = tuple[str, tuple[Any, ...], dict[str, Any]]
"""A function and what it is called with."""
Reply = tuple[str, Any, Mapping[str, Any]]
"""What kind of reply it is, the value, and the parameters of an error."""
STOPPED: Reply = ("stopped", "", {})

_GARBAGE = 10_000
"""Objects made between two looks for cycles: a long feed makes a million, and none is in one."""


class Sandbox:
    """The child process, as an async context manager; it starts at the first call.

    *seconds* of CPU are what one call may take, *memory* in bytes what the child may hold.
    """

    def __init__(self, *, seconds: float = 10, memory: int = 400 << 20) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: Child | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def run(self, function: str, *args: Any, **kwargs: Any) -> Any:
        """Call *function*, such as ``reader.extract.feed:parse_feed``, and give what it returns.

        Of a function that yields, a list of all that it yielded; its limit is then for each step.
        Its ZhnewsErrors come back as themselves. raises ParserStopped, named after the first text
        among the arguments (the address, as a rule), where the function went beyond its limits or
        broke; the traceback is then a note of the exception.
        """
        if not ALLOWED.fullmatch(function):
            raise ValueError(f"{function} may not run in the sandbox")
        parts: list[Any] = []
        async with self._turn:
            outcome, result, params = await self._call((function, args, kwargs), parts)
        if outcome == "value":
            return result
        if outcome == "end":
            return parts
        if outcome == "error":
            raise getattr(errors, result)(**params)
        texts = (text for text in (*args, kwargs.get("url")) if isinstance(text, str))
        stopped = errors.ParserStopped(name=display_url(next(texts, "")))
        if result:
            stopped.add_note(result)
        raise stopped

    async def _call(self, call: Call, parts: list[Any]) -> Reply:
        """Send *call* and give the last reply; what was yielded before it goes to *parts*.

        ``stopped`` where the child had to be ended.
        """
        reply, size = STOPPED, 0
        try:
            async with asyncio.timeout(self._seconds * PATIENCE):
                child = await self._running()
                size = await child.send(call)
                while (found := await child.receive())[0] == "part":
                    parts.append(found[1])
                reply = found
        except (TimeoutError, EOFError, ConnectionError):
            pass  # the reply says it
        finally:
            # Also when cancelled, for the child's answer would meet the next call; and where it
            # had much to hold, which Python does not give back.
            if reply is STOPPED or size > MUCH:
                await self.close()
        return reply

    async def _running(self) -> Child:
        if self._child is None or self._child.is_over:
            limits = (str(math.ceil(self._seconds)), str(self._memory))
            self._child = await Child.start("reader.sandbox", *limits)
        return self._child

    async def close(self) -> None:
        """End the child; the next call starts another."""
        child, self._child = self._child, None
        if child is not None:
            await child.end()


def main(seconds: int, memory: int) -> None:
    """Be the child: answer requests until there are no more."""
    gc.set_threshold(_GARBAGE)
    parent = Parent()
    _limit_memory(memory)
    while parent.asks():
        _limit_cpu(seconds)
        for reply in _answers(parent.take()):
            parent.send(reply)
            _limit_cpu(seconds)


def _answers(call: Call) -> Iterator[Reply]:
    try:
        function, args, kwargs = call
        del call
        module, _, name = function.partition(":")
        value = getattr(importlib.import_module(module), name)(*args, **kwargs)
        if not isinstance(value, Iterator):
            yield "value", value, {}
            return
        del args, kwargs  # of much data one copy must do
        for part in value:
            yield "part", part, {}
        yield "end", None, {}
    except errors.ZhnewsError as error:
        yield "error", type(error).__name__, error.params
    except Exception:  # the parent raises it again, as ParserStopped
        yield "broken", traceback.format_exc(), {}


if sys.platform == "win32":

    def _limit_memory(memory: int) -> None:
        """Windows has no such limits; the parent's patience ends a runaway."""

    def _limit_cpu(seconds: int) -> None:
        """As above."""

else:
    import resource

    def _limit_memory(memory: int) -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(ValueError):  # macOS knows the limit but refuses it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    def _limit_cpu(seconds: int) -> None:
        """Let the kernel end this process when it has used *seconds* more."""
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
