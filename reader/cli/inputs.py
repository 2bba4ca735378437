"""What an engine works on: a file, standard input, or a page of the network."""

import asyncio
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from reader.cli.context import Context
from reader.disk import read_stream, translated
from reader.errors import InputError
from reader.extract.inputs import PAGE_MB, Input
from reader.i18n import _
from reader.news.clock import now_in_china

STDIO = "-"
LIMIT_MB = PAGE_MB
"""Of what is read as a whole."""


class Stream:
    """Bytes that come by and by, whose beginning can be looked at."""

    def __init__(self, name: str, data: BinaryIO, size: int = 0) -> None:
        """Take *data*, of *size* bytes; 0 where that is not known."""
        self.name = name
        self.data = io.BufferedReader(cast(io.RawIOBase, data))
        self.size = size

    def peek(self) -> bytes:
        """Return what comes next, without taking it."""
        return self.data.peek()

    def read(self, limit: int) -> bytes:
        """Return all of it, if that is at most *limit* MB. Raises InputTooLarge."""
        return read_stream(self.data, limit, self.name)


def is_address(name: str) -> bool:
    """Tell whether *name* is an http or https address."""
    return name.startswith(("http://", "https://"))


@contextmanager
def named(name: str) -> Iterator[None]:
    """Let the errors of what reads an input call it *name*, as the command line did."""
    try:
        yield
    except InputError as error:
        raise type(error)(**{**error.params, "name": name}) from error


def read_input(name: str, context: Context, url: str = "") -> Input:
    """Read a file, ``-`` or an address; *url* is where the bytes are said to come from.

    Raises FileMissing, FileUnreadable, InputTooLarge, FetchError.
    """
    if is_address(name):
        return asyncio.run(_fetch(name, context, url))
    with open_input(name, context) as found, translated(Path(found.name)):
        return Input(found.read(LIMIT_MB), found.name, url)


@contextmanager
def open_input(name: str, context: Context) -> Iterator[Stream]:
    """Open what `read_input` reads, for inputs of any size. Raises what that raises."""
    if name == STDIO:
        yield Stream(_("标准输入"), sys.stdin.buffer)
    elif is_address(name):
        yield Stream(name, io.BytesIO(read_input(name, context).data))
    else:
        path = Path(name)
        with translated(path):
            file = path.open("rb")
        with file:
            yield Stream(path.name, file, os.fstat(file.fileno()).st_size)


async def _fetch(address: str, context: Context, url: str) -> Input:
    from reader.fetch.client import Client

    settings = context.config.fetch
    async with Client(settings.timeout, proxy=settings.proxy) as client:
        response = await client.get(address)
    return Input(response.body, address, url or response.url, response.charset, now_in_china())
