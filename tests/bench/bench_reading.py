"""Opening an article: time until its first lines are painted, and the whole that is set later.

Usage: python -m tests.bench.bench_reading

Articles of 500,000 characters and other odd ones are opened on a screen of 120x36, without a
terminal. Times are the best of several runs, and ratios to an article of 2,000 characters.
"""

import asyncio
import tempfile
import time
from datetime import datetime
from pathlib import Path

from reader.model import Article, ArticleHead, Block, Draft, Image, Placement
from reader.news.library import Library
from reader.settings.config import Config
from reader.store.store import Store
from reader.text.dates import CST
from reader.tui.app import ZhnewsApp
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.screen import ReaderScreen
from reader.tui.typeset.article import Style
from reader.tui.typeset.galley import Galley

RUNS = 7
LENGTH = 500_000
SENTENCE = "澜湾市今天（20日）发布：夜间开放延长5.3%，共￥1,234.5万元——“这是第一次。”"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=CST)


def long(text: str, length: int = LENGTH) -> tuple[Block, ...]:
    """Return one paragraph of *length* characters."""
    return (Block("paragraph", text * (length // len(text))),)


ARTICLES = {
    "2,000 characters": long(SENTENCE, 2_000),
    "1 character": (Block("paragraph", "短"),),
    "500,000 characters": long(SENTENCE),
    "in 10,000 paragraphs": long(SENTENCE, 50) * 10_000,
    "2,000 pictures": (Block("figure", "夜景", image=Image(None)),) * 2_000,
    "one unbroken word": long("a"),
    "emoji": long("👨\u200d👩\u200d👧❤️👍🏽"),
    "Arabic": long("مرحبا بالعالم "),
    "Thai": long("สวัสดีชาวโลก"),
}


def article(id: int, blocks: tuple[Block, ...]) -> Article:
    """Return an article of *blocks*."""
    head = ArticleHead(
        id=id,
        headline="题",
        url="",
        source_id=1,
        source="澜湾日报",
        region=None,
        time=0,
        published=None,
    )
    return Article(head=head, draft=Draft(headline="题", blocks=blocks), placement=Placement(None))


def opening(pane: ReadingPane, shown: Article) -> float:
    """Milliseconds until the lines in sight of *shown* are there."""
    best = float("inf")
    for _run in range(RUNS):
        pane.show(None)
        began = time.perf_counter()
        pane.show(shown)
        for y in range(pane.size.height):
            pane.render_line(y)
        best = min(best, time.perf_counter() - began)
    return best * 1000


def setting(shown: Article, width: int) -> tuple[float, int]:
    """Milliseconds to set all lines of *shown*, and their number."""
    galley = Galley(shown, Style(width))
    began = time.perf_counter()
    galley.set_to(None)
    return (time.perf_counter() - began) * 1000, len(galley.lines)


async def measure(store: Store, folder: Path) -> None:
    """Open each article and print its times."""
    app = ZhnewsApp(
        Library(store),
        Config(),
        config_path=folder / "config.toml",
        database=folder / "zhnews.db",
        now=lambda: NOW,
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        pane = app.screen.front.reading
        floor = 0.0
        for id, (name, blocks) in enumerate(ARTICLES.items()):
            shown = article(id, blocks)
            first = opening(pane, shown)
            floor = floor or first
            whole, lines = setting(shown, pane.text_width)
            print(
                f"{name:22}{first:6.1f} ms to the first lines  {first / floor:5.2f}"
                f"   {whole:7.0f} ms for all {lines:6}"
            )


def main() -> None:
    """Measure over an empty store, which outlives the application's threads."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        with Store.open(folder / "zhnews.db") as store:
            asyncio.run(measure(store, folder))


if __name__ == "__main__":
    main()
