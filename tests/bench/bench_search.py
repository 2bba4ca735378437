"""Build stores of several sizes from invented news, index them, and time searching.

    python -m tests.bench.bench_search [--sizes 100000,1000000] [--keep FOLDER]

Each size has its own file. Times are the best of several runs, in milliseconds: of the ids of the
first page of hits, of all hits with their exact count, and of the count alone.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reader.store.store import Store
from reader.view import Condition, View
from tests.bench.bench_store import PROVINCE, best
from tests.bench.news_text import COMMON, RARE
from tests.bench.stores import ready

PAGE = 50
QUERIES = {
    "2 characters, common": COMMON[0],
    "4 characters, common": COMMON[1],
    "2 characters, rare": RARE[0],
    "4 characters, rare": RARE[1],
    "1 character, common": COMMON[0][:1],
    "1 character, rare": RARE[0][:1],
    "nowhere": "寥寥无几",
}


def measure(path: Path, count: int) -> Iterator[tuple[str, float]]:
    """Yield what was measured on the store of *path*, a name and a figure each."""
    with Store.open(path) as store:
        used = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count,"
        pages = store._database.number(used + " pragma_freelist_count, pragma_page_size")
        yield "bytes an article, all", pages / count
        size = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'tokens%'"
        yield "bytes an article, index", store._database.number(size) / count
        for name, run in QUERIES.items():
            yield from _searched(store, name, View((Condition("text", (run,)),)))
        region = Condition("region", (PROVINCE,))
        words = Condition("text", (COMMON[1],))
        yield from _searched(store, "common, in a province", View((words, region)))


def _searched(store: Store, name: str, view: View) -> Iterator[tuple[str, float]]:
    yield f"{name}: first page", best(lambda: _first(store, view))
    runs = 1 if "4" in name else 3
    yield (
        f"{name}: all",
        best(lambda: [len(page.ids) for page in store.search.pages(view, PAGE)], runs),
    )
    yield f"{name}: count", best(lambda: store.search.count(view))
    yield f"{name}: hits", sum(len(page.ids) for page in store.search.pages(view, PAGE))


def _first(store: Store, view: View) -> int:
    """Search until a page is full, or else to the end."""
    found = 0
    for page in store.search.pages(view, PAGE):
        found += len(page.ids)
        if found:
            break
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--keep", type=Path, help="a folder to keep the stores in")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        tables = [dict(measure(ready(folder, size), size)) for size in sizes]
    print(f"{'':40}" + "".join(f"{size:>14,}" for size in sizes))
    for name in tables[0]:
        print(f"{name:40}" + "".join(f"{table[name]:>14.2f}" for table in tables))


if __name__ == "__main__":
    main()
