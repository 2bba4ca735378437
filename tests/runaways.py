"""Functions for the sandbox to run: what a parser might do to it."""

import os
import signal
import time
from collections.abc import Iterator

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


def process() -> int:
    return os.getpid()


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
