"""Time the extraction of articles, by itself, by size, and beside its peers where they are there.

    python -m tests.bench.bench_extract [LABELS...]
    uv run --with trafilatura --with newspaper4k python -m tests.bench.bench_extract

CPU time of each page is the least of several runs; of all pages the median, and its ratio to the
parse of the page by lexbor alone, below which nothing can come. Then one page grows: its time per
megabyte should stay.
"""

import argparse
import importlib
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from reader.extract.decode import decode
from reader.extract.page import extract_page
from tests.extract.labelled import Labelled, load

OWN = Path(__file__).parent.parent / "extract" / "pages" / "labels.json"
RUNS = 5
SIZES = (100_000, 1_000_000, 10_000_000)
"""Bytes of the page that grows."""
PARAGRAPH = "<div><p>云州今年新建的三条公交线路开通，<a href='/a'>市民</a>出行更方便。</p></div>\n"

Engine = Callable[[bytes, str], object]


def engines() -> dict[str, Engine]:
    """Return the engines that are installed, ours first."""
    found: dict[str, Engine] = {
        "lexbor": lambda data, url: LexborHTMLParser(decode(data, kind="html")),
        "zhnews": extract_page,
    }
    with suppress(ImportError):
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura"] = lambda data, url: trafilatura.bare_extraction(
            data, url=url, with_metadata=True, include_images=True
        )
    with suppress(ImportError):
        newspaper = importlib.import_module("newspaper")

        def read(data: bytes, url: str) -> object:
            config = newspaper.Config()
            config.language, config.fetch_images = "zh", False  # it would ask the network for them
            article = newspaper.Article(url or "http://news.example/", config=config)
            article.download(input_html=decode(data, kind="html"))
            article.parse()
            return article

        found["newspaper4k"] = read
    return found


def cpu(engine: Engine, data: bytes, url: str, runs: int = RUNS) -> float:
    """Return the least CPU seconds of *runs*; what an engine raises counts as its answer."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        with suppress(Exception):
            engine(data, url)
        times.append(time.process_time() - start)
    return min(times)


def compare(pages: list[Labelled]) -> None:
    """Print each engine's median over *pages*."""
    floor = 0.0
    for name, engine in engines().items():
        median = statistics.median(cpu(engine, page.data, page.url) for page in pages)
        floor = floor or median
        print(f"{name:12} {1000 * median:8.2f} ms  {median / floor:6.1f} x lexbor")


def grow() -> None:
    """Print the time per megabyte of pages of growing size."""
    first = 0.0
    for size in SIZES:
        body = PARAGRAPH * (size // len(PARAGRAPH.encode()))
        page = f"<title>云州三条公交新线开通</title><h1>云州三条公交新线开通</h1>{body}".encode()
        per_megabyte = cpu(extract_page, page, "", runs=3) / len(page) * 1e6
        first = first or per_megabyte
        print(f"{size / 1e6:6.1f} MB {1000 * per_megabyte:8.1f} ms/MB {per_megabyte / first:6.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("labels", nargs="*", type=Path)
    pages = [page for labels in parser.parse_args().labels or [OWN] for page in load(labels)]
    compare(pages)
    grow()


if __name__ == "__main__":
    main()
