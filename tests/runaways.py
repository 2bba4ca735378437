"""Functions for the sandbox to run: what a parser might do to it."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.errors import NotAFeed
from reader.model import Block


def spin(url: str) -> None:
    while True:
        pass


def sleep(url: str) -> None:
    time.sleep(60)


def swell(url: str) -> None:
    bytearray(1 << 40)


def fall(url: str) -> None:
    raise ZeroDivisionError("broken here")


def die(url: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def chatter() -> str:
    print("a word too many")
    return "heard"


def process(seconds: float = 0) -> int:
    time.sleep(seconds)
    return os.getpid()


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def garble(message: bytes) -> None:
    """Send the parent *message*, as a parser may that somebody took over."""
    data = len(message).to_bytes(8, "big") + message
    for pipe in range(3, 20):
        with suppress(OSError):
            os.write(pipe, data)


def connect() -> None:
    with socket.socket() as client:
        client.connect(("127.0.0.1", 9))


def write(path: str) -> None:
    Path(path).write_text("written")


def fork() -> None:
    if child := os.fork():
        os.waitpid(child, 0)
    else:
        os._exit(0)


def fragments(pieces: list[tuple[str, str]]) -> list[tuple[Block, ...]]:
    for html, url in pieces:
        if html == "d":
            die(url)
    return [(Block("paragraph", html),) for html, _ in pieces]


def count(to: int, then: str = "") -> Iterator[int]:
    yield from range(to)
    if then == "refuse":
        raise NotAFeed(name="x")
    if then == "fall":
        raise ZeroDivisionError("broken here")


def swallow(data: bytes) -> int:
    return os.getpid()
