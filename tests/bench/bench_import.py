"""Import invented articles from JSON Lines and export them again, and tell how long that took.

    python -m tests.bench.bench_import [--count 20000] [--feeds 50] [--profile]

Three files, since their lines cost differently: paragraphs as text, HTML as others write it, and
what an export wrote. The articles of the feeds take turns, which is the worst case: an export has
those of one visit together. Look at the ratios to the first.
"""

import argparse
import asyncio
import cProfile
import json
import os
import pstats
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reader.news.transfer import export_articles, import_articles
from reader.store.store import Store
from tests.bench.bench_store import Writer


def lines(count: int, form: str, feeds: int) -> Iterator[bytes]:
    """Yield *count* lines of so many *feeds*, their texts as ``body`` or as ``html``."""
    writer = Writer()
    for number in range(count):
        draft = writer.draft(number)
        html = "".join(f"<p>{text}</p>\n" for text in draft.body)
        html += f'<img src="/{number}.jpg"><p style="text-align:center">江边的候鸟 林禾 摄</p>'
        text = {"body": draft.body} if form == "body" else {"html": f"<div>{html}</div>"}
        line = {
            "feed": f"https://news{number % feeds}.example/feed",
            "guid": draft.guid,
            "url": draft.url,
            "title": draft.headline,
            "published": draft.published,
            "author": draft.author,
            "source": draft.source,
            **text,
        }
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


async def imported(file: Path, database: Path) -> int:
    """Import *file* and give how many articles came."""
    with Store.open(database) as store, file.open("rb") as stream:
        return sum([step.added async for step in import_articles(store, stream, file.name)])


def timed(name: str, file: Path, database: Path, whole: float) -> float:
    """Import *file*, print what it took, and give the seconds."""
    start, used = time.perf_counter(), sum(os.times()[:4])
    added = asyncio.run(imported(file, database))
    seconds, cpu = time.perf_counter() - start, sum(os.times()[:4]) - used
    ratio = seconds / (whole or seconds)
    print(
        f"import {name:6} {added:7} articles {seconds:6.1f} s, CPU {cpu:6.1f} s, {ratio:4.1f} times"
    )
    return seconds


def main() -> None:
    """Time the three imports and the exports between them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--feeds", type=int, default=50)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as name:
        folder, whole = Path(name), 0.0
        for form in ("body", "html"):
            with (folder / form).open("wb") as file:
                file.writelines(lines(args.count, form, args.feeds))
        for form in ("body", "html", "ours"):
            if args.profile:
                profile.enable()
            seconds = timed(form, folder / form, folder / f"{form}.db", whole)
            profile.disable()
            whole = whole or seconds
            if form == "html":
                start = time.perf_counter()
                with Store.open(folder / "html.db") as store, (folder / "ours").open("wb") as file:
                    for some in export_articles(store):
                        file.writelines(some)
                print(f"export {time.perf_counter() - start:29.1f} s")
        print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MiB")
        if args.profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(28)


if __name__ == "__main__":
    main()
