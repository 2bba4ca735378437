"""A day with a million articles: 500 keys, one by one, while 200 sources bring what is new.

    python -m tests.bench.day [--db STORE] [--size 1000000] [--keep FOLDER] [--keys 500]

The store is made by `tests.bench.stores` (with ``--keep`` only the first time) or given, and copied
first, for a day changes it. Its new sources are on a server on loopback and have never been asked,
so that they are asked as soon as the program starts; what they bring is then placed, indexed and
looked at beside the screen, and in each round of the script they are asked again.

Of each kind of key: how many, milliseconds from the key to the last byte of its paint (median, 95th
percentile, worst), the same percentile on a processor, and how many were over the kind's limit.
*hits* and *filtered* are from the last sign typed to the list, with the pause that the screen waits
for the next sign. Linux only.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from reader.model import Source
from reader.store.queue import TASKS
from reader.store.store import Store
from tests.bench import starting
from tests.bench.bench_keys import BETWEEN, DOWN, PAGE, UP, Paint, Screen, p95
from tests.bench.bench_refresh import addresses, serving
from tests.bench.news_text import COMMON, RARE
from tests.bench.stores import ready

FEEDS, HOSTS, LATENCY = 200, 50, 0.5
HOME = "220100"
"""Where the new sources are: in a province that has none else."""
MOST = 5.0
"""Seconds after which a key has painted nothing."""
IDLE = 10.0
"""Milliseconds on a processor in which no key is answered: what then comes late is another's."""
STORED = 4.0
"""Seconds in which the marks of all articles are stored: until then the next change waits."""
WORST = 12
"""Keys that are named in the end."""
ENTER, ESCAPE = "\r", "\x1b"


@dataclass(frozen=True)
class Key:
    """A key of the script: what is sent, its kind, and in how many milliseconds it is to paint.

    *brings*: what the screen says when that is painted which the key is for, after a pause.
    """

    sent: str
    kind: str
    limit: float = 100.0
    brings: str = ""
    rest: float = BETWEEN
    """Seconds until the next key."""


def _each(kind: str, sent: Sequence[str], limit: float = 100.0) -> Iterator[Key]:
    # A terminal's other keys begin with that of Esc: it is known for it a tenth of a second later.
    return (Key(each, kind, limit + 100 * (each == ESCAPE)) for each in sent)


def _typed(words: str, kind: str, pause: float, brings: str) -> Iterator[Key]:
    """Type *words*, of which the last sign brings a list after *pause* milliseconds."""
    yield from _each("a sign typed", words[:-1])
    yield Key(words[-1], kind, 100.0 + pause, f"{brings} {words}")


def _reading() -> Iterator[Key]:
    """Go down the list and read."""
    yield from _each("j", DOWN * 10, 8)
    yield from _each("k", UP * 3, 8)
    yield from _each("page down, up in the list", (PAGE, PAGE, "\x1b[5~"))
    yield from _each("J, K", "JJJK")
    yield from _each("s", "ss")
    yield from _each("m", "mm")
    yield from _each("Enter: open", ENTER)
    yield from _each("Space: read on", " " * 6)
    yield from _each("page down in the article", (PAGE,))
    yield from _each("n, p: next unread", "nnp")
    yield from _each("], [: next article", "]][")
    yield from _each("T", "TTT")
    yield from _each("I", "II")
    yield from _each("Esc", ESCAPE)
    yield from _each("d", "dd")
    yield from _each("v", "vvv")
    yield from _each("s of a selection", "s")
    yield from _each("u", "u")
    yield from _each("Esc", ESCAPE)


def _finding() -> Iterator[Key]:
    """Search, go through the hits, filter."""
    for words in (COMMON[0], RARE[1], COMMON[1]):
        yield from _each("/", "/")
        yield from _typed(words, "hits", 80, "搜索")
        yield from _each("Enter: to the hits", ENTER)
        yield from _each("j among hits", DOWN * 3, 8)
        yield from _each("Enter: open a hit", ENTER)
        yield from _each("n, N: next place", "nnN")
        yield from _each("Esc", ESCAPE)
        yield from _each("Esc: back from the hits", ESCAPE)
    yield from _each("f", "f")
    yield from _typed(RARE[0], "filtered", 150, "筛选")
    yield from _each("Esc: back from the filter", ESCAPE)


def _places() -> Iterator[Key]:
    """Choose places, refresh them, mark their lists read, go through the sidebar."""
    yield from _each("c", "c")
    yield from _each("a letter in a chooser", "jl")
    yield from _each("Enter: list a place", ENTER)
    yield from _each("r", "r")
    yield from _each("j", DOWN * 4, 8)
    yield from _each("F", "FF")
    yield from _each("A of a province", "A", 20)
    yield from _each("u of a province", "u")
    yield from _each("U", "UU")
    yield from _each("h, l: to the sidebar and back", "h")
    yield from _each("j, k in the sidebar", "jjjk", 8)
    yield from _each("Enter: list a place", ENTER)
    yield from _each("M", "M")
    yield from _each("a letter in a chooser", "cc")
    yield from _each("Esc", (ESCAPE, ESCAPE))


def _rest() -> Iterator[Key]:
    """What one does now and then."""
    yield from _each("G", "G")
    yield from _each("gg", ("g", "g"))
    yield from _each("S", "SS")
    yield from _each("V", "VV")
    yield from _each("w", "w")
    for kind in ("i", "E", "?", ":"):
        yield from _each(kind, kind)
        yield from _each("Esc", ESCAPE)
    yield Key("A", "A of all", 20, rest=STORED)
    yield Key("u", "u of all", rest=STORED)


ROUND = (*_reading(), *_finding(), *_places(), *_rest())


class Day(Screen):
    """The program, of which no paint is missed, however late it comes."""

    def press(self, key: str) -> Paint:
        """Send *key* and wait for its paint; that of a key that paints nothing has no size."""
        work, began = self.work, time.perf_counter()
        paint = super().press(key)
        if paint.size or not (size := len(self._read(MOST))) or self.work - work < IDLE:
            return paint
        return Paint((time.perf_counter() - began) * 1000, self.work - work, size)

    def press_for(self, key: str, text: str) -> Paint:
        """Send *key* and wait until *text* is painted."""
        work, began = self.work, time.perf_counter()
        self._child.send(key)
        seen = b""
        while text.encode() not in seen and time.perf_counter() - began < MOST:
            seen += self._read(MOST)
        return Paint((time.perf_counter() - began) * 1000, self.work - work, len(seen))


def prepared(store: Path) -> None:
    """Add the sources of the server, none of them fetched yet, to *store*."""
    with Store.open(store) as opened:
        opened.sources.add_all([Source(url=url, region=HOME) for url in addresses(FEEDS, HOSTS)])


def spend(screen: Day, keys: int) -> list[tuple[Key, Paint]]:
    """Press *keys* of the script."""
    done = []
    for key in islice(cycle(ROUND), keys):
        done.append(
            (key, screen.press_for(key.sent, key.brings) if key.brings else screen.press(key.sent))
        )
        screen.pause(key.rest)
    return done


def report(done: Sequence[tuple[Key, Paint]]) -> None:
    """Print a line of each kind, and the keys that were furthest over their limits."""
    kinds: Mapping[str, list[tuple[Key, Paint]]] = defaultdict(list)
    for key, paint in done:
        if paint.size:
            kinds[key.kind].append((key, paint))
        else:
            print(f"{key.kind} painted nothing")
    print(
        f"{'':32}{'keys':>6}{'p50':>9}{'p95':>9}{'worst':>9}{'cpu p95':>9}{'limit':>7}{'over':>6}"
    )
    for kind, pressed in kinds.items():
        paints = [paint for _, paint in pressed]
        works = sorted(paint.work for paint in paints)
        times = [paint.time for paint in paints]
        limit = pressed[0][0].limit
        print(
            f"{kind:32}{len(paints):6}{statistics.median(times):9.1f}{p95(paints):9.1f}"
            f"{max(times):9.1f}{works[round(0.95 * (len(works) - 1))]:9.1f}{limit:7.0f}"
            f"{sum(time > limit for time in times):6}"
        )
    print()
    late = [
        (paint.time / key.limit, number, key, paint)
        for number, (key, paint) in enumerate(done, 1)
        if paint.time > key.limit
    ]
    for _, number, key, paint in sorted(late, key=lambda each: -each[0])[:WORST]:
        print(f"key {number}, {key.kind}: {paint.time:.0f} ms, {paint.work:.0f} on a processor")


def tell(store: Path, screen: Day) -> None:
    """Print what came meanwhile, and the memory."""
    memory = starting.memory(screen.process)
    print(f"memory: RSS {memory['Rss']:.0f} MiB, PSS {memory['Pss']:.0f} MiB")
    with Store.open(store) as opened:
        asked = sum(s.checked is not None for s in opened.sources.all()[-FEEDS:])
        waiting = {task: opened.queue.waiting(task) for task in TASKS}
        print(f"{asked} of {FEEDS} sources asked, {opened.articles.count():,} articles;", end=" ")
        print("waiting: " + ", ".join(f"{task} {count:,}" for task, count in waiting.items()))


def main() -> None:
    """Spend the day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path, help="a store, which is copied")
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder to keep the store in")
    parser.add_argument("--keys", type=int, default=500)
    args = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = args.db or ready(args.keep or folder, args.size)
        store = Path(shutil.copy(made, folder / "day.db"))
        prepared(store)
        stack.enter_context(serving(FEEDS, HOSTS, LATENCY))
        screen = Day([str(Path(sys.executable).with_name("zhnews")), "--db", str(store)])
        try:
            screen.settle(0.5, 5)
            done = spend(screen, args.keys)
            report(done)
            tell(store, screen)
        finally:
            screen.end()


if __name__ == "__main__":
    main()
