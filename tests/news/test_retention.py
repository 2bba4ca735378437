"""How long articles are kept, and that those that went do not come back."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ConfigError
from reader.model import Source
from reader.news.config_sources import declare
from reader.news.due import Limit, limit, limit_of, prune
from reader.news.work import KEEP, WorkStep, work
from reader.settings import config
from reader.settings.config import Keep
from reader.store.store import Store
from reader.view import View
from tests.news.pages import Item
from tests.news.refresh.test_run import NOW, feed, headlines, refreshed, store
from tests.server import Server

__all__ = ["store"]

numbers = st.none() | st.integers(1, 9999)


@given(numbers, numbers)
def test_a_limit_is_read_as_it_is_written(days: int | None, number: int | None) -> None:
    words = [f"{days}d"] if days else []
    words += [str(number)] if number else []
    assert limit(" ".join(words) or "all") == Limit(days, number)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (Source(url="a"), Limit(number=100)),
        (Source(url="a", region="220100"), Limit(30)),
        (Source(url="a", region="220112"), Limit(30)),
        (Source(url="a", region="220200"), Limit(90)),
        (Source(url="a", region="330100"), Limit(number=100)),
        (Source(url="a", region="220100", keep="all"), Limit()),
        (Source(url="a", region="220100", keep="5d 10"), Limit(5, 10)),
        (Source(url="a", region="220100", kind="folder"), Limit()),
        (Source(url="a", kind="folder", keep="5d"), Limit(5)),
    ],
)
def test_the_source_counts_before_its_region_and_that_before_all(
    source: Source, kept: Limit
) -> None:
    settings = Keep(articles="100")
    assert limit_of(source, settings, {"220000": "90d", "220100": "30d"}) == kept


async def test_what_went_does_not_come_back_while_it_is_listed(
    store: Store, server: Server
) -> None:
    link = "https://news.example/2026/2.html"
    old = Item("早市今天开张", link, guid="2", date="Mon, 18 May 2026 09:30:00 +0800")
    starred = Item("河口村的书店", guid="3", date="Sun, 17 May 2026 09:30:00 +0800")
    moved = Item("早市今天开张", guid="new", link=link, date=old.date)
    new = Item("江边来了候鸟", guid="1", date="Wed, 20 May 2026 09:30:00 +0800")
    url = server.route("/feed", feed(new, old, starred))
    store.sources.add(Source(url=url, kind="feed", keep="1d"))
    await refreshed(store)
    store.marks.star(store.articles.ids(View())[2:])
    assert [*work(store, keep=Keep(), now=lambda: NOW)][-1] == WorkStep(KEEP, 1, 1)
    assert headlines(store) == ["江边来了候鸟", "河口村的书店"]
    renamed = Item(old.title, f"{link}?again", guid="x", date=old.date)
    for listed in (old, moved, renamed):
        server.route("/feed", feed(listed, new, starred))
        [outcome] = await refreshed(store, NOW + timedelta(hours=1))
        assert (outcome.status, outcome.new) == ("ok", 0)
    assert headlines(store) == ["江边来了候鸟", "河口村的书店"]
    assert list(prune(store, Keep(), NOW)) == []


async def test_the_newest_are_kept_by_number(store: Store, server: Server) -> None:
    dates = [f"Mon, 18 May 2026 09:{n:02}:00 +0800" for n in range(5)]
    items = [Item(f"第{n}条新闻来了", guid=str(n), date=date) for n, date in enumerate(dates)]
    store.sources.add(Source(url=server.route("/feed", feed(*items)), kind="feed"))
    await refreshed(store)
    assert list(prune(store, Keep(articles="3"), NOW)) == [2]
    assert headlines(store) == ["第4条新闻来了", "第3条新闻来了", "第2条新闻来了"]


def test_a_region_that_means_nothing_is_said_with_its_line(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keep]\n[keep.regions]\n"火星" = "9d"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"第 2 行.*火星"):
        declare(store, config.load(file), file)


def test_a_declared_source_keeps_what_the_config_says(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[[source]]\nurl = "https://a.example/"\nkeep = "9d 100"\n', encoding="utf-8")
    declare(store, config.load(file), file)
    assert store.sources.all()[0].keep == "9d 100"
