"""Time rules, keeping and bulk marks over a store of invented articles.

    python -m tests.bench.bench_rules [--size 100000] [--keep FOLDER]

Times are in milliseconds, beside each the same per 1,000 articles. ``painted`` is from the key A
in the running screen until no article is shown as unread.
"""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace
from textual.geometry import Size

from reader.model import Rule
from reader.news.library import Library
from reader.news.work import apply_rules, index
from reader.settings.config import Config
from reader.store.queue import PLACE, STORY
from reader.store.store import Store
from reader.tui.app import ZhnewsApp
from reader.view import MUTED, View
from tests.bench.bench_store import NOW, build

SIZE = Size(120, 36)
SETTLED = 0.8
"""Seconds after which the screen has listed everything, and does not yet work on what waits."""
EVER = NOW * 2


def timed(action: Callable[[], object]) -> float:
    """Return the milliseconds that *action* takes."""
    start = perf_counter()
    action()
    return (perf_counter() - start) * 1000


def catch_up(store: Store) -> None:
    """Let every article count as placed and as no reprint, and index all."""
    while jobs := store.queue.next(PLACE, 1000):
        store.placing.settle([(job, None) for job in jobs])
    while jobs := store.queue.next(STORY, 1000):
        store.stories.settle(dict.fromkeys(jobs))
    for _seen in index(store):
        pass


def word(store: Store) -> str:
    """Return two signs that stand in some articles."""
    return store.articles.get(store.articles.ids(View(), limit=1)[0]).draft.blocks[0].text[:2]


def measure(store: Store) -> Iterator[tuple[str, float, int]]:
    """Yield what was measured: a name, milliseconds, how many articles it was about."""
    total = store.articles.count()
    library = Library(store)
    yield "list of all, none muted", timed(lambda: library.ids(View())), total
    for query in (word(store), "-中"):
        id = store.rules.add(Rule("mute", query))
        spent = timed(lambda: list(apply_rules(store)))
        muted = library.totals()["muted"].total
        yield f"rule heard, {muted:,} muted", spent, total
        yield "  list of all", timed(lambda: library.ids(View())), total - muted
        yield "  the first 2,000", timed(lambda: library.ids(View(), 2000)), 2000
        yield "  list of the muted", timed(lambda: library.ids(View((MUTED,)))), muted
        yield "  totals", timed(library.totals), total
        store.rules.remove(id)
        yield "  rule removed", timed(lambda: list(apply_rules(store))), muted
    source = max(store.sources.counts().items(), key=lambda item: item[1].total)[0]
    step: list[int] = []
    yield (
        "64 old articles removed",
        timed(lambda: step.append(store.retention.remove(source, EVER, 64))),
        64,
    )


async def painted(store: Store) -> float:
    """Return the milliseconds from the key A until the screen shows no unread article."""
    path = store.path or Path()
    store.marks.read(store.articles.ids(View()), False)
    for source in store.sources.all():  # none is to be asked
        store.sources.configure(replace(source, region=None, enabled=False))
    app = ZhnewsApp(Library(store), Config(), config_path=path, database=path)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(SETTLED)
        start = perf_counter()
        app.simulate_key("A")
        while "●" in _shown(app):  # noqa: ASYNC110  # nobody tells when a screen is painted
            await asyncio.sleep(0)
        spent = (perf_counter() - start) * 1000
        await app.workers.wait_for_complete()
        return spent


def _shown(app: ZhnewsApp) -> str:
    lines = app.screen._compositor.render_strips()
    return "".join(segment.text for strip in lines for segment in strip)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder to keep the store in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "rules.db"
        shutil.copy(build(options.keep or Path(temporary), options.size), path)
        with Store.open(path) as store:
            ids = store.articles.ids(View(), limit=100_000)
            store.marks.read(ids, False)
            print(f"{'mark up to 100,000 read':32}{timed(lambda: store.marks.read(ids)):>10.1f}")
            catch_up(store)
            for name, spent, count in measure(store):
                print(f"{name:32}{spent:>10.1f}{spent / max(count, 1) * 1000:>10.2f}")
            # The loop waits for its threads before the store is closed.
            spent = min(asyncio.run(painted(store)) for _ in range(3))
            print(f"{'A painted, best of 3':32}{spent:>10.1f}")


if __name__ == "__main__":
    main()
