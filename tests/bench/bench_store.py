"""Build stores of several sizes from invented articles and time what the reader waits for.

    python -m tests.bench.bench_store [--sizes 1000,100000,1000000] [--keep FOLDER]

Each size has its own file. Times are the best of several runs, in milliseconds; beside each stands
its ratio to the smallest size, which is what to look at: machines differ, ratios less.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace

from reader.model import Block, Draft, Placement, Reason, Source
from reader.regions import gazetteer
from reader.store.articles import Put
from reader.store.store import Store
from reader.view import UNREAD, View, in_region, since

NOW = 1_790_000_000
NEVER = 10**9
"""Seconds between two visits to a source, of which there is no second."""
TEXT = 800
"""Characters of an article."""
PROVINCE, SHARE = "220000", 0.1
"""The one province that is timed, and how much of all articles is there."""


class Writer:
    """Invents articles whose text deflates about as well as news does."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        han = [chr(0x4E00 + n) for n in range(0, 20_000, 7)]
        self.words = ["".join(self.random.choices(han, k=2)) for _ in range(12_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        places = [id for id in gazetteer.load() if gazetteer.load()[id].level == "county"]
        self.at_home = [id for id in places if gazetteer.load().within(id, PROVINCE)]
        self.elsewhere = [id for id in places if not gazetteer.load().within(id, PROVINCE)]

    def text(self, length: int) -> str:
        """Return *length* characters, a comma or a full stop here and there."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=length // 2)
        return "".join(word + ("，" if n % 9 == 8 else "") for n, word in enumerate(words))[:length]

    def draft(self, number: int) -> Draft:
        """Return the article of this number."""
        paragraphs = [Block("paragraph", self.text(TEXT // 8)) for _ in range(8)]
        return self.draft_of(number, tuple(paragraphs))

    def draft_of(self, number: int, blocks: tuple[Block, ...]) -> Draft:
        """Return the article of this number with these *blocks*."""
        return Draft(
            headline=self.text(22),
            url=f"http://news{number % 500}.example/2026/09/{number % 28 + 1:02}/c{number}.html",
            guid=f"http://news{number % 500}.example/c{number}.html",
            published="2026-09-20T15:56:19+08:00",
            source=self.text(5),
            author=self.text(3),
            editor=self.text(3),
            responsible_editor=self.text(2),
            blocks=blocks,
        )

    def source(self, number: int) -> Source:
        """Return the source of this number, which no reader asks by itself."""
        return Source(
            url=f"http://news{number}.example/rss.xml",
            title=f"第{number}频道",
            region=self.random.choice(self.elsewhere),
            every=NEVER,
            checked=NOW,
        )

    def put(self, number: int, count: int) -> Put:
        """Return the article of this number among *count*, in one of 3,000 places."""
        home = self.random.random() < SHARE
        county = self.random.choice(self.at_home if home else self.elsewhere)
        draft = self.draft(number)
        return Put(
            draft=draft,
            time=NOW - (count - number) * 60 + self.random.randrange(-86_400, 86_400),
            placement=Placement(county, (county,), Reason("来源：{name}", {"name": county})),
            places=gazetteer.load().lineage(county),
            key=draft.guid,
            url_key=draft.url.removeprefix("http://"),
        )


def fill(store: Store, count: int, writer: Writer | None = None) -> float:
    """Store *count* articles in at most 5,000 sources, 50 a transaction, as refreshes bring them.

    The older 60% of them are then read. Gives the seconds of CPU that storing took.
    """
    writer = writer or Writer()
    spent = 0.0
    sources = [store.sources.add(writer.source(n)) for n in range(min(5_000, count // 50))]
    for start in range(0, count, 50):
        puts = [writer.put(number, count) for number in range(start, start + 50)]
        begun = time.process_time()
        store.articles.commit(sources[start // 50 % len(sources)], puts)
        spent += time.process_time() - begun
    ids = store.articles.ids(View())
    store.marks.read(ids[int(len(ids) * 0.4) :])
    return spent


def best(action: Callable[[], object], runs: int = 5) -> float:
    """Return the milliseconds of the fastest of several runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def measure(path: Path, count: int) -> Iterator[tuple[str, float]]:
    """Yield what was measured on the store of *path*, a name and a figure each."""
    size = path.stat().st_size
    yield "bytes an article", size / count
    yield "open and close", best(lambda: Store.open(path).close(), 20)
    with Store.open(path) as store:
        articles, marks = store.articles, store.marks
        yield "ids: all", best(lambda: articles.ids(View()))
        yield "ids: the first 2,000", best(lambda: articles.ids(View(), limit=2000))
        yield "ids: a province of 10%", best(lambda: articles.ids(View((in_region(PROVINCE),))))
        yield "ids: unread", best(lambda: articles.ids(View((UNREAD,))))
        unread = View((in_region(PROVINCE), UNREAD))
        yield "ids: the province's unread", best(lambda: articles.ids(unread))
        first = articles.ids(View(), limit=100)
        yield "heads: 100", best(lambda: articles.heads(first))
        yield "get", best(lambda: articles.get(first[0]), 20)
        yield "counts of places", best(marks.counts)
        yield "counts of sources", best(store.sources.counts)
        yield "totals", best(lambda: marks.totals(NOW - 86_400))
        yield (
            "mark one read, unread",
            best(lambda: [marks.read(first[:1], r) for r in (True, False)]),
        )
        yield from _marked(store)
        yield from _committed(store, count)


def _marked(store: Store) -> Iterator[tuple[str, float]]:
    ids = store.articles.ids(View(), limit=100_000)
    store.marks.read(ids, False)
    newest = View((since(store.articles.heads(ids[-1:])[0].time),))
    changed = store.marks.read_view(newest)
    there, back = [], []
    for _ in range(3):
        back.append(best(lambda: store.marks.read(changed, False), 1))
        there.append(best(lambda: store.marks.read_view(newest), 1))
    yield "mark up to 100,000 read", min(there)
    yield "take that back", min(back)


def _committed(store: Store, count: int) -> Iterator[tuple[str, float]]:
    writer = Writer(seed=count)
    source = store.sources.all()[0]
    batches = iter(
        [
            [writer.put(number, count) for number in range(start, start + 50)]
            for start in range(count, count + 500, 50)
        ]
    )
    yield "commit of 50 new", best(lambda: store.articles.commit(source, next(batches)), 10)
    puts = [writer.put(number, count) for number in range(count, count + 50)]
    known = store.articles.known(source.id, [put.key for put in puts], [])
    by_key = {each.key: each.id for each in known}
    edited = [replace(put, id=by_key[put.key]) for put in puts]
    yield "commit of 50 edited", best(lambda: store.articles.commit(source, edited), 5)
    keys, links = [put.key for put in puts], [put.url_key for put in puts]
    yield "known: 50", best(lambda: store.articles.known(source.id, keys, links))
    yield "remove a source", best(lambda: store.sources.remove(source.id), 1)


def build(folder: Path, count: int) -> Path:
    """Return the store of *count* articles in *folder*, made unless it is there."""
    path = folder / f"{count}.db"
    if not path.exists():
        with Store.open(path) as store:
            spent = fill(store, count)
        print(f"{count:,} articles stored: {spent / count * 1e6:.0f} µs of CPU each")
    return path


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--keep", type=Path, help="a folder to keep the stores in")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        tables = [dict(measure(build(folder, size), size)) for size in sizes]
    print(f"{'':32}" + "".join(f"{size:>20,}" for size in sizes))
    for name, first in tables[0].items():
        cells = "".join(
            f"{table.get(name, 0):>13.2f} {table.get(name, 0) / first:>5.1f}x" for table in tables
        )
        print(f"{name:32}{cells}")


if __name__ == "__main__":
    main()
