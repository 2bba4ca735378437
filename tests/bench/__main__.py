"""What a reader waits for, by the number of articles stored, as one table.

    python -m tests.bench [--sizes 1000,100000,1000000] [--keep FOLDER] [--peers]

Each size has its own store, made first, in FOLDER if it is given, where it stays. The programs run
in a pty of 120x36, beside the least that a Textual list costs (`tests.bench.floor`), in turns:
machines differ, and so do the hours of one that is shared, so look at the ratios. With ``--peers``
newsboat and lemon24's reader do what they can of the same, where they are installed.
"""

import argparse
import compileall
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from reader.news.library import Library
from reader.store import maintenance
from reader.store.store import Store
from reader.view import View, in_region, since
from tests.bench import peers, starting
from tests.bench.bench_keys import DOWN, UP, Screen, p95, there_and_back
from tests.bench.bench_store import PROVINCE, best
from tests.bench.news_text import COMMON, RARE
from tests.bench.stores import ready

RUNS = 7
KEYS = 60
SHOWN = 17
"""Hits that a screen shows, each with its line of text."""
MARKED = (10_000, 100_000)
SEARCHES = {
    "2 characters, rare": RARE[0],
    "2 characters, common": COMMON[0],
    "4 characters, rare": RARE[1],
    "4 characters, common": COMMON[1],
}
Table = dict[str, float]


def listed(library: Library) -> Iterator[tuple[str, float]]:
    """Measure the lists, as the screen asks for them."""
    yield "list, the first 2,000, ms", best(lambda: library.listing(View(), 2000))
    yield "list of all, ids, ms", best(lambda: library.ids(View()))
    yield "list of all, ids and days, ms", best(lambda: library.listing(View()))
    yield (
        "list of a province (10%), ms",
        best(lambda: library.listing(View((in_region(PROVINCE),)))),
    )


def searched(library: Library) -> Iterator[tuple[str, float]]:
    """Measure searches until their first screen could be painted, and the exact count."""
    for name, words in SEARCHES.items():
        view = View(search=words)
        yield f"search, {name}, ms", best(partial(_first_hits, library, view), 3)
    common = View(search=COMMON[0])
    yield "count of the common 2 characters, ms", best(lambda: library.search.count(common), 3)


def _first_hits(library: Library, view: View) -> None:
    for page in library.search.pages(view):
        if page.ids:
            library.heads(page.ids[:SHOWN])
            library.search.snippets(view, page.ids[:SHOWN])
            return


def marked(library: Library) -> Iterator[tuple[str, float]]:
    """Measure marking the newest articles read and taking it back; leaves them as they were."""
    for count in MARKED:
        newest = library.listing(View(), count)
        if len(newest.ids) < count:
            continue
        view = View((since(newest.times[-1]),))
        unread = library.store.marks.read(library.ids(view), False)
        there, back = [], []
        for _ in range(3):
            there.append(best(partial(library.mark_view_read, view), 1))
            back.append(best(library.undo, 1))
        yield f"mark {count:,} read, ms", min(there)
        yield f"take {count:,} back, ms", min(back)
        library.store.marks.read(unread)


def stored(path: Path, count: int) -> Iterator[tuple[str, float]]:
    """Measure the file, as it is and after a vacuum of a copy."""
    yield "bytes an article, all work done", path.stat().st_size / count
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(shutil.copy(path, folder))
        maintenance.vacuum(copy)
        yield "the same after a vacuum", copy.stat().st_size / count


def keys(command: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Measure j and k in the list of *command*."""
    screen = Screen(command)
    try:
        screen.settle(2.0)
        yield "j, 95th percentile, ms", p95(there_and_back(screen, DOWN, UP, KEYS))
    finally:
        screen.end()


def measure(paths: Mapping[int, Path]) -> dict[str, Table]:
    """Measure everything; a column for the floor and one for each size."""
    package = Path(maintenance.__file__).parents[1]
    compileall.compile_dir(package, quiet=1)  # as where it is installed
    commands = {"floor": [sys.executable, "-m", "tests.bench.floor", "100000"]}
    for size, path in paths.items():
        zhnews = str(Path(sys.executable).with_name("zhnews"))
        commands[f"{size:,}"] = [zhnews, "--db", str(path)]
    texts = {"floor": "澜湾"} | {f"{size:,}": _newest(path) for size, path in paths.items()}
    table = {name: dict(keys(command)) for name, command in commands.items()}
    for name, figures in starting.measure(commands, texts, RUNS).items():
        table[name] = figures | table[name]
    for size, path in paths.items():
        with Store.open(path) as store:
            library = Library(store, folds=True)
            for part in (listed, searched, marked):
                table[f"{size:,}"] |= dict(part(library))
        table[f"{size:,}"] |= dict(stored(path, size))
    return table


def _newest(path: Path) -> str:
    with Store.open(path) as store:
        [head] = store.articles.heads(store.articles.ids(View(), limit=1))
    return head.headline[:4]


def write(table: Mapping[str, Table]) -> None:
    """Print *table* as Markdown, the floor first; a figure that is not there is left out."""
    names = list(dict.fromkeys(name for column in table.values() for name in column))
    print(f"| | {' | '.join(table)} |\n| --- |{' ---: |' * len(table)}")
    for name in names:
        cells = (f"{column[name]:,.4g}" if name in column else "" for column in table.values())
        print(f"| {name} | {' | '.join(cells)} |")


def machine() -> str:
    """Name the machine and the versions."""
    models = [
        line.partition(": ")[2]
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return (
        f"{len(models)} cores of {models[0]}, Python {platform.python_version()},"
        f" textual {version('textual')}, SQLite {sqlite3.sqlite_version},"
        f" {time.strftime('%Y-%m-%d', time.gmtime())}"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--keep", type=Path, help="a folder to keep the stores in")
    parser.add_argument("--peers", action="store_true", help="newsboat and lemon24/reader too")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        table = measure({size: ready(folder, size) for size in sizes})
        print(machine(), end="\n\n")
        write(table)
        if options.peers:
            print()
            peers.run(sizes, folder)


if __name__ == "__main__":
    main()
