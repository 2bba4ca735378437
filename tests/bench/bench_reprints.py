"""Time the finding of reprints, and what folding them costs the lists.

    python -m tests.bench.bench_reprints [--articles 20000]

An invented store, a tenth of whose articles another source prints again. Times are milliseconds
of CPU; of the lists the ratio to the list that shows every article is what to look at.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

from msgspec.structs import replace

from reader.model import Source
from reader.news.work import ReprintFinder
from reader.store.marks import mark
from reader.store.queue import STORY
from reader.store.store import Store
from reader.text.likeness import anchors, same_story, wording
from reader.view import UNREAD, View, in_region
from tests.bench.bench_store import PROVINCE, Writer
from tests.text.test_likeness import PAIRS, pairs

LENGTH = 800
"""Characters of an article."""
SOURCES = 50


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Return the least milliseconds of CPU of several runs."""
    took = []
    for _ in range(runs):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took) * 1000


def texts() -> list[tuple[str, str]]:
    """Return articles of `LENGTH` characters out of the labelled set."""
    lines = PAIRS.read_text("utf-8").splitlines()
    whole = "\n".join(each["body"] for line in lines for each in json.loads(line)["articles"])
    starts = range(0, len(whole) - LENGTH, LENGTH)
    return [("城区三条道路今起封闭施工", whole[start : start + LENGTH]) for start in starts]


def fill(store: Store, count: int) -> None:
    """Store *count* articles, a tenth of them again under another source."""
    writer = Writer()
    sources = [
        store.sources.add(Source(url=f"https://{n}.example/feed", title=f"第{n}报"))
        for n in range(SOURCES)
    ]
    for n, source in enumerate(sources):
        puts = [writer.put(number, count) for number in range(n, count, SOURCES)]
        store.articles.commit(source, puts)
        again = [replace(put, key=f"{put.key} again") for put in puts[: len(puts) // 10]]
        store.articles.commit(sources[(n + 1) % SOURCES], again)


def join_all(store: Store) -> tuple[int, float]:
    """Find all stories; give how many articles were looked at and the CPU of one."""
    finder = ReprintFinder(store, folds=True)
    start, seen = time.process_time(), 0
    while jobs := store.queue.next(STORY, 32):
        finder.join(jobs)
        seen += len(jobs)
    return seen, (time.process_time() - start) * 1000 / seen


def compare_lists(store: Store) -> None:
    """Print what folded lists take, and their ratios to the lists that show every article."""
    views = {
        "all": View(),
        "region": View((in_region(PROVINCE),)),
        "unread": View((UNREAD,)),
    }
    for (name, view), limit in product(views.items(), (2000, None)):
        plain, folded = (
            best(partial(store.articles.ids, shown, limit=limit))
            for shown in (view, replace(view, folded=True))
        )
        print(f"{name}, {limit or 'whole'}: {folded:.1f}, ratio {folded / plain:.2f}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    count = parser.parse_args().articles
    articles, known = texts(), list(pairs())
    read = best(lambda: [anchors(wording(*article)) for article in articles]) / len(articles)
    verdict = best(lambda: [same_story(pair.one, pair.other) for pair in known]) / len(known)
    print(f"anchors of {LENGTH} characters  {read:.3f}")
    print(f"verdict on a pair         {verdict:.3f}")
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "bench.db") as store,
    ):
        fill(store, count)
        seen, each = join_all(store)
        print(f"joining, an article       {each:.3f} ({seen} articles)")
        size = store._database.number("SELECT sum(pgsize) FROM dbstat WHERE name = 'anchor'")
        print(f"anchors, bytes an article {size / seen:.0f}")
        compare_lists(store)
        with store._database.write() as connection:
            mark(connection, "muted", True, list(store.articles.ids(View())[::100]))
        print("with a hundredth of all muted:")
        compare_lists(store)


if __name__ == "__main__":
    main()
