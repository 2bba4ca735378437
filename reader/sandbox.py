"""Runs pure functions on foreign bytes where a runaway can be stopped.

One long-lived child process, ``python -m reader.sandbox``, answers one call after another under
limits of CPU and memory. Requests and replies are pickles with their length before them, over the
child's standard input and output. The child ends at the end of its input, so it never outlives its
parent.
"""

import asyncio
import contextlib
import importlib
import math
import os
import pickle
import re
import signal
import struct
import sys
import time
import traceback
from asyncio.subprocess import DEVNULL, PIPE, Process
from types import TracebackType
from typing import Any, BinaryIO, Self

from reader import errors
from reader.text.clean import display_url

ALLOWED = re.compile(r"reader\.extract(?:\.\w+)+:\w+")
"""The functions that may run: those of the extractors."""
PATIENCE = 3
"""The parent waits so many times the CPU seconds, since the machine has other work to do."""

_LENGTH = struct.Struct(">Q")
_BUFFER = 1 << 20


class Sandbox:
    """The child process, as an async context manager; it starts at the first call.

    *seconds* of CPU are what one call may take, *memory* in bytes what the child may hold.
    """

    def __init__(self, *, seconds: float = 10, memory: int = 400 << 20) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: Process | None = None
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

        Its ZhnewsErrors come back as themselves. raises ParserStopped, named after the first text
        among the arguments (the address, as a rule), where the function went beyond its limits or
        broke; the traceback is then a note of the exception.
        """
        if not ALLOWED.fullmatch(function):
            raise ValueError(f"{function} may not run in the sandbox")
        async with self._turn:
            reply = await self._call(pickle.dumps((function, args, kwargs)))
        outcome, result, params = pickle.loads(reply) if reply else ("stopped", "", {})
        if outcome == "value":
            return result
        if outcome == "error":
            raise getattr(errors, result)(**params)
        texts = (text for text in (*args, kwargs.get("url")) if isinstance(text, str))
        stopped = errors.ParserStopped(name=display_url(next(texts, "")))
        if result:
            stopped.add_note(result)
        raise stopped

    async def _call(self, request: bytes) -> bytes:
        """Send *request* and give the reply, empty where the child had to be ended."""
        reply = b""
        try:
            async with asyncio.timeout(self._seconds * PATIENCE):
                reply = await _exchange(await self._running(), request)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            pass  # the empty reply says it
        finally:
            if not reply:  # also when cancelled: the child's answer would meet the next call
                await self.close()
        return reply

    async def _running(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            limits = (str(math.ceil(self._seconds)), str(self._memory))
            # -P: a module in the folder where the reader stands must not pass for ours.
            command = (sys.executable, "-P", "-m", "reader.sandbox", *limits)
            self._child = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_BUFFER
            )
        return self._child

    async def close(self) -> None:
        """End the child; the next call starts another."""
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.communicate()


async def _exchange(child: Process, request: bytes) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.writelines((_LENGTH.pack(len(request)), request))
    await child.stdin.drain()
    (length,) = _LENGTH.unpack(await child.stdout.readexactly(_LENGTH.size))
    return await child.stdout.readexactly(length)


def main(seconds: int, memory: int) -> None:
    """Be the child: answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which then ends us
    requests, replies = _pipes()
    _limit_memory(memory)
    while header := requests.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(header)
        request = requests.read(length)
        _limit_cpu(seconds)
        reply = _answer(request)
        replies.write(_LENGTH.pack(len(reply)))
        replies.write(reply)
        replies.flush()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output away from whatever else might use them."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return pipes


def _answer(request: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(request)
        module, _, name = function.partition(":")
        value = getattr(importlib.import_module(module), name)(*args, **kwargs)
        return pickle.dumps(("value", value, {}))
    except errors.ZhnewsError as error:
        return pickle.dumps(("error", type(error).__name__, error.params))
    except Exception:  # the parent raises it again, as ParserStopped
        return pickle.dumps(("broken", traceback.format_exc(), {}))


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
