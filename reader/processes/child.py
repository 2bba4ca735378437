"""A child process, as its parent has it and as it has its parent, and what goes between them.

They talk by the child's standard input and output. The child ends at the end of its input, so it
never outlives its parent.

The receiver states the type of a message, and decoding yields nothing else. So what untrusted
bytes made a child send runs nothing in its parent.
"""

import asyncio
import os
import re
import signal
import struct
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, BinaryIO, ParamSpec, Self, TypeVar

from msgspec import Struct, msgpack

from reader import errors
from reader.errors import ZhnewsError

# A child process as its parent has it.

P = ParamSpec("P")
T = TypeVar("T")


class Child:
    """A child, which starts at once.

    Whatever waits for it does so in a thread that is its own. An event loop thus knows nothing of
    the process, and has nothing to say when it dies.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        """Start *module*, whose main function talks by this module too, in a Python of its own."""
        # -P: a module in the folder where the reader stands must not pass for ours.
        command = (sys.executable, "-P", "-m", module, *arguments)
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self._thread = ThreadPoolExecutor(1)

    @property
    def is_over(self) -> bool:
        """Whether the child has ended."""
        return self._process.poll() is not None

    async def in_thread(self, talk: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *talk*, which waits for the child, in the child's thread.

        The child is killed where this is cancelled, and so *talk* ends too.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, lambda: talk(*args, **kwargs))
        except asyncio.CancelledError:
            self.kill()
            raise

    def send(self, request: bytes) -> None:
        """Send an encoded *request*. Raises BrokenPipeError where the child ended."""
        assert self._process.stdin is not None
        write(self._process.stdin, request)

    def receive(self, decoder: msgpack.Decoder[T]) -> T:
        """Wait for the next thing that the child sends.

        Raises EOFError where it ended, ValueError for what it may not send.
        """
        assert self._process.stdout is not None
        return decoder.decode(read(self._process.stdout))

    def kill(self) -> None:
        """Make the child end, and so whatever waits for it."""
        self._process.kill()

    async def end(self) -> None:
        """End the child, whatever it does; nothing can be asked of it any more."""
        self.kill()
        ended = asyncio.get_running_loop().run_in_executor(self._thread, self._process.communicate)
        self._thread.shutdown(wait=False)
        await asyncio.wait([ended])  # which goes on where this is cancelled


# What a child process has of its parent.

NICE = 5
"""The niceness of a child beside the screen (`nice(2)`)."""


class Parent:
    """The parent; standard input and output, by which it talks, are taken from all others."""

    def __init__(self) -> None:
        # Ctrl-C goes to the parent, which then ends us.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if sys.platform != "win32":
            os.nice(NICE)
        self._requests, self._replies = _pipes()

    def receive(self, decoder: msgpack.Decoder[T]) -> T:
        """Wait for a request. Raises EOFError where there are no more."""
        return decoder.decode(read(self._requests))

    def wait(self) -> None:
        """Wait until the parent has ended or has no more to say."""
        os.read(self._requests.fileno(), 1)  # holds no lock, so that Python may end meanwhile

    def send(self, reply: object) -> None:
        """Send *reply* at once."""
        write(self._replies, msgpack.encode(reply))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return pipes


# What goes between a child process and its parent.

LONGEST = 1 << 30
"""Bytes of a message that is believed: more than a child with a limit of memory can hold."""

_LENGTH = struct.Struct(">Q")
_SENTENCE = re.compile(r"(?:[^{}]|\{\w+\}){1,400}")
"""What a message may be: its fields are names and nothing more, for it comes from foreign bytes."""
_ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, ZhnewsError)
}


class FailedReply(Struct, frozen=True, tag=True):
    """One of our errors on its way to the parent."""

    name: str
    kind: str
    message: str
    params: dict[str, str | int]

    @classmethod
    def of(cls, error: ZhnewsError) -> Self:
        """Return *error* as it is sent."""
        return cls(type(error).__name__, error.kind, error.message, error.params)

    def error(self) -> ZhnewsError:
        """Return the error. Raises ValueError for what is none of ours or has wrong parameters."""
        if not _SENTENCE.fullmatch(self.message):
            raise ValueError(self.message)
        try:
            error = _ERRORS[self.name](self.message, kind=self.kind, **self.params)
            str(error)
        except (KeyError, TypeError):
            raise ValueError(self.name) from None
        return error


def write(stream: IO[bytes], message: bytes) -> None:
    """Write *message* at once."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes:
    """Wait for the next message.

    Raises EOFError where there is no more, ValueError for what is no message.
    """
    [length] = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LONGEST:
        raise ValueError(length)
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
