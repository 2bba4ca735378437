"""What goes between a child process and its parent: MessagePack, each message after its length.

The receiver states the type of a message, and decoding yields nothing else. So what untrusted
bytes made a child send runs nothing in its parent.
"""

import struct
from typing import IO, Self

from msgspec import Struct

from reader import errors
from reader.errors import ZhnewsError

LONGEST = 1 << 30
"""Bytes of a message that is believed: more than a child with a limit of memory can hold."""

_LENGTH = struct.Struct(">Q")
_ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, ZhnewsError)
}


class Failed(Struct, frozen=True, tag=True):
    """One of our errors on its way to the parent."""

    name: str
    params: dict[str, str | int]

    @classmethod
    def of(cls, error: ZhnewsError) -> Self:
        """Return *error* as it is sent."""
        return cls(type(error).__name__, error.params)

    def error(self) -> ZhnewsError:
        """Return the error. Raises ValueError for what is none of ours or has wrong parameters."""
        try:
            error = _ERRORS[self.name](**self.params)
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
