"""Key to paint: milliseconds from a key to the last byte of what it paints, and those bytes.

Usage: python -m tests.bench.bench_keys [--keys 60] [--keep FOLDER] [--only NAME]

Each program runs in a pty of 120x36. A key is sent when the screen has been still; its paint is
over when nothing has come for a moment. The same keys go to a bare list (`tests.bench.floor`), in
the same run: where the machine is shared, look at the ratios and at the time on the processor
(Linux; until the screen is still again). *held* are keys at 30 a second: how long
after the last of them the last byte came. The last part is done while a refresh of many feeds from
a server on loopback runs. Stores are made first, in FOLDER if it is given, where they stay.
"""

import argparse
import os
import re
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pexpect

from reader.model import Source
from reader.store.store import Store
from tests.bench.bench_refresh import addresses, serving
from tests.bench.bench_store import fill
from tests.bench.stores import ready

SIZES = (1_000, 100_000)
FEEDS, HOSTS, LATENCY = 3_000, 100, 0.05
STILL = 0.03
"""Seconds without a byte after which a paint is over."""
BETWEEN = 0.12
"""Seconds between two keys, so that the article on which the cursor rests is painted apart."""
HELD = 1 / 30
LINES = 36
POSITION = re.compile(rb"\x1b\[(\d+);\d+H")
DOWN, UP, PAGE = "j", "k", "\x1b[6~"


@dataclass(frozen=True)
class Paint:
    """What one key came to: milliseconds, those on a processor, and bytes."""

    time: float
    work: float
    size: int


class Screen:
    """A program in a pty, of which the bytes are counted and not looked at."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._child = pexpect.spawn(
            command[0], list(command[1:]), dimensions=(LINES, 120), env=environment, timeout=None
        )
        self._child.delaybeforesend = None

    @property
    def process(self) -> Path:
        """The folder in which the kernel tells of the program (Linux)."""
        return Path(f"/proc/{self._child.pid}")

    @property
    def work(self) -> float:
        """The milliseconds that the program spent on a processor."""
        return int((self.process / "schedstat").read_text().split()[0]) / 1e6

    def wait_for(self, text: str, most: float = 120.0) -> None:
        """Read until *text* was written. Raises AssertionError where it never is."""
        end, written = time.perf_counter() + most, b""
        while text.encode() not in written:
            written += self._read(1.0)
            if time.perf_counter() > end:
                raise AssertionError(f"{text} never came: {written!r}")

    def settle(self, still: float = 0.3, most: float = 20.0) -> None:
        """Read until the screen has been still."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and self._read(still):
            pass

    def press(self, key: str) -> Paint:
        """Send *key* and wait for its paint."""
        work = self.work
        began = last = time.perf_counter()
        self._child.send(key)
        size, wait = 0, 1.0
        while (now := time.perf_counter()) - began < 1.0 and now - last < wait:
            data = self._read(wait - (now - last))
            if _beyond_status(data):
                last, wait = time.perf_counter(), STILL
                size += len(data)
        return Paint((last - began) * 1000, self.work - work, size)

    def pause(self, seconds: float) -> None:
        """Read for so long."""
        end = time.perf_counter() + seconds
        while (rest := end - time.perf_counter()) > 0:
            self._read(rest)

    def hold(self, key: str, count: int) -> float:
        """Send *key* 30 times a second; give the milliseconds from the last to the last byte."""
        for _ in range(count):
            sent = time.perf_counter()
            self._child.send(key)
            self.pause(HELD - (time.perf_counter() - sent))
        return self.press(key).time

    def end(self, key: str = "\x11") -> None:
        """Quit the program by *key*."""
        self._child.send(key)
        self.settle(0.5, 3)
        self._child.close(force=True)

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._child.child_fd], [], [], max(0, seconds))
        try:
            return os.read(self._child.child_fd, 65536) if ready else b""
        except OSError:
            return b""


def _beyond_status(data: bytes) -> bool:
    """Whether *data* paints anything above the last line, where progress is told by itself.

    Each paint begins where the cursor is kept, in the first line.
    """
    return bool(data) and not set(POSITION.findall(data)) <= {b"1", b"%d" % LINES}


def there_and_back(screen: Screen, one: str, other: str, count: int) -> list[Paint]:
    """Press *one* and *other* in turns of five, so that the list need not scroll."""
    return [press(screen, key) for _ in range(count // 10) for key in (one,) * 5 + (other,) * 5]


def press(screen: Screen, key: str) -> Paint:
    """Press *key* and wait a little."""
    paint = screen.press(key)
    screen.pause(BETWEEN)
    return paint


def p95(paints: Sequence[Paint]) -> float:
    """Return the 95th percentile of the times."""
    times = sorted(paint.time for paint in paints)
    return times[min(len(times) - 1, round(0.95 * len(times)))]


def report(name: str, paints: Sequence[Paint]) -> None:
    """Print a line of the table: medians, the 95th percentile, and the mean of the bytes."""
    middle = statistics.median(paint.time for paint in paints)
    work = statistics.median(paint.work for paint in paints)
    size = statistics.mean(paint.size for paint in paints)
    print(f"  {name:28}{middle:8.1f}{p95(paints):8.1f}{work:8.1f}{size:9.0f}", flush=True)


def moving(screen: Screen, count: int) -> None:
    """Measure the keys of a list."""
    for key in ("\x1b", "\x1b[H"):  # a store of before may come back elsewhere
        press(screen, key)
    still = there_and_back(screen, DOWN, UP, count)
    report("j, k", still)
    for _ in range(40):
        screen.press(DOWN)
    down = [press(screen, DOWN) for _ in range(count // 2)]
    report("j down a long list", down)
    least = 2 * statistics.median(paint.size for paint in still)
    report("  those of them that scroll", [paint for paint in down if paint.size > least])
    report("page down in the list", [press(screen, PAGE) for _ in range(count // 4)])
    alone = press(screen, DOWN).time
    print(f"  {'j held, lag':28}{screen.hold(DOWN, 90) - alone:8.1f}")


def reading(screen: Screen, count: int) -> None:
    """Measure opening articles, those unread and those read, and turning pages in them."""
    opened, read, pages = list[Paint](), list[Paint](), list[Paint]()
    for _ in range(count // 4):
        press(screen, DOWN)
        opened.append(press(screen, "\r"))
        press(screen, "\x1b")
        read.append(press(screen, "\r"))
        pages += [press(screen, PAGE), press(screen, "\x1b[5~")]
        press(screen, "\x1b")
    report("open an unread article", opened)
    report("open it again", read)
    report("page down in an article", pages)
    report("next article while reading", [press(screen, "]") for _ in range(count // 4)])


def while_refreshing(screen: Screen, database: Path, count: int) -> None:
    """Measure the same while a refresh runs, which is started as often as it ends."""
    screen._child.send("R")
    screen.pause(1.0)
    report("j, k", there_and_back(screen, DOWN, UP, count))
    reading(screen, count // 3)
    with Store.open(database) as store:
        checked = sum(source.checked is not None for source in store.sources.all())
    print(f"  ({checked} of {FEEDS} feeds had been asked by then)")


def program(name: str, command: Sequence[str], *measures: Callable[[Screen], None]) -> None:
    """Run one program and measure it."""
    print(f"{name:30}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'bytes':>9}")
    screen = Screen(command)
    try:
        screen.settle(1.0)
        for measure in measures:
            measure(screen)
    finally:
        screen.end()


def with_feeds(path: Path) -> None:
    """Make a store with articles, and with the feeds of the server."""
    with Store.open(path) as store:
        fill(store, 1_000)
        store.sources.add_all([Source(url=url) for url in addresses(FEEDS, HOSTS)])


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    zhnews = str(Path(sys.executable).with_name("zhnews"))
    with ExitStack() as stack:
        folder = args.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def moves(screen: Screen) -> None:
            moving(screen, args.keys)

        def reads(screen: Screen) -> None:
            reading(screen, args.keys)

        if args.only in "floor":
            program("floor", [sys.executable, "-m", "tests.bench.floor", "100000"], moves)
        for size in SIZES:
            if args.only in ("", str(size)):
                command = [zhnews, "--db", str(ready(folder, size))]
                program(f"zhnews, {size:,} articles", command, moves, reads)
        if args.only in "refresh":
            refreshing = Path(stack.enter_context(tempfile.TemporaryDirectory()), "feeds.db")
            with_feeds(refreshing)
            stack.enter_context(serving(FEEDS, HOSTS, LATENCY))
            program(
                f"zhnews, {FEEDS} feeds being asked",
                [zhnews, "--db", str(refreshing)],
                lambda screen: while_refreshing(screen, refreshing, args.keys),
            )


if __name__ == "__main__":
    main()
