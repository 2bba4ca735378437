"""A newspaper in the list: by page, in the order of the paper, the newest day first."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.extract.lists.issue import assemble
from reader.model import Draft, Listing, Source
from reader.news.library import Library
from reader.news.refresh.recorder import Recorder
from reader.settings.config import Config
from reader.store.store import Store
from reader.tui.app import ZhnewsApp
from reader.view import View, from_source
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown

TODAY, YESTERDAY = NOW.date(), NOW.date() - timedelta(days=1)
PAGES = [
    ("01版 要闻", ["新港今起靠泊货轮", "旧街修好了路灯"]),
    ("02版 民生", ["菜场里的修伞人"]),
    ("03版 文化", ["江堤上的合唱团"]),
]
NAMES = [page for page, _ in PAGES]
HEADLINES = [headline for _, headlines in PAGES for headline in headlines]


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Library]:
    """A paper of two days; the last page of the first day came late."""
    with Store.open(tmp_path / "paper.db") as store:
        url = "http://paper.example.cn/{%Y-%m}/{%d}/node_1.htm"
        source = Source(url=url, kind="paper", title="松岸日报", region="220100")
        source = store.sources.add(source)
        recorder = Recorder(store, lambda: NOW)
        for day in (YESTERDAY, TODAY):
            pages = [
                (page, [Draft(headline=each, url=f"http://p.example/{day}/{each}") for each in of])
                for page, of in PAGES
            ]
            for some in (pages[:2], pages):
                drafts = [_dated(entry, f"{day}") for entry in assemble(some)]
                asyncio.run(recorder.success(source, drafts))
        yield Library(store, now=lambda: NOW)


def _dated(entry: Draft, day: str) -> Draft:
    return replace(entry, published=day, extent="head")


def of_paper(library: Library) -> View:
    [source] = library.sources.all()
    return View((from_source(source.id),))


def headlines(library: Library, listing: Listing) -> list[str]:
    return [head.headline for head in library.heads(listing.ids)]


def test_a_paper_is_listed_by_page_the_newest_day_first(paper: Library) -> None:
    listing = paper.listing(of_paper(paper))
    assert headlines(paper, listing) == HEADLINES * 2
    firsts = [(0, NAMES[0]), (2, NAMES[1]), (3, NAMES[2])]
    assert listing.sections == [*firsts, *((first + 4, page) for first, page in firsts)]


def test_its_pages_are_of_its_own_list_alone(paper: Library) -> None:
    assert paper.listing(View()).sections == []
    ranked = View(of_paper(paper).conditions, order="reprinted")
    assert paper.listing(ranked).sections == []


def test_an_article_that_is_held_stays_on_its_page(paper: Library) -> None:
    listing = paper.listing(of_paper(paper))
    listing.insert(1, 99, listing.times[0])
    assert [first for first, _ in listing.sections][:3] == [0, 3, 4]


async def test_each_page_has_a_heading_with_its_day(paper: Library, make_app: MakeApp) -> None:
    app: ZhnewsApp = make_app(Config(), over=paper)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen_of(app).front.lister.show(of_paper(paper))
        await settle(pilot)
        lines = [line for line in shown(app).splitlines() if "天 · 0" in line]
        assert [name for line in lines for name in NAMES if name in line] == NAMES * 2
        assert "今天 · 01版 要闻" in lines[0]
        assert "昨天 · 01版 要闻" in lines[3]
