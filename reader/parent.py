"""What a child process has of its parent: the other end of `reader.child`."""

import os
import signal
import sys
from typing import BinaryIO, TypeVar

from msgspec import msgpack

from reader import wire

T = TypeVar("T")

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
        return decoder.decode(wire.read(self._requests))

    def wait(self) -> None:
        """Wait until the parent has ended or has no more to say."""
        os.read(self._requests.fileno(), 1)  # holds no lock, so that Python may end meanwhile

    def send(self, reply: object) -> None:
        """Send *reply* at once."""
        wire.write(self._replies, msgpack.encode(reply))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return pipes
