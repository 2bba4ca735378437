"""What the screens look like. After a wanted change: pytest --snapshot-update, and look at them."""

import pytest
from msgspec.structs import replace

from reader.model import Draft, Source
from reader.news.library import Library
from reader.settings.config import Config, Ui
from reader.tui.appearance import THEMES
from tests.tui.conftest import LINKED, NOW, LooksRight, MakeApp, Over


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_list(make_app: MakeApp, looks_right: LooksRight, width: int) -> None:
    assert looks_right(make_app(), size=(width, 24))


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_an_article(make_app: MakeApp, looks_right: LooksRight, width: int) -> None:
    assert looks_right(make_app(), "j", "enter", size=(width, 24))


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "dark"])
def test_a_theme(make_app: MakeApp, looks_right: LooksRight, theme: str) -> None:
    app = make_app(Config(ui=Ui(theme=theme)))
    press = ["s", "enter", "ctrl+s", "读", "enter", "tab", "j"]
    assert looks_right(app, *press, size=(120, 24))


def test_no_colours(
    make_app: MakeApp, looks_right: LooksRight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(Config(ui=Ui(theme="light")))
    assert looks_right(app, "s", "j")


def test_signs_in_ascii(make_app: MakeApp, looks_right: LooksRight) -> None:
    app = make_app(Config(ui=Ui(ascii=True)))
    assert looks_right(app, "s", "v")


def test_choosing_a_theme(make_app: MakeApp, looks_right: LooksRight) -> None:
    press = ["colon", *"配色", "enter", "down"]
    assert looks_right(make_app(), *press)


def test_the_region_picker(make_app: MakeApp, looks_right: LooksRight) -> None:
    assert looks_right(make_app(), "c", "c", "c")


def test_the_palette(make_app: MakeApp, looks_right: LooksRight) -> None:
    assert looks_right(make_app(), "ctrl+p")


def test_the_help(make_app: MakeApp, looks_right: LooksRight) -> None:
    assert looks_right(make_app(), "?")


def test_zen(make_app: MakeApp, looks_right: LooksRight) -> None:
    assert looks_right(make_app(), "z", size=(120, 24))


def test_traditional_characters(make_app: MakeApp, looks_right: LooksRight) -> None:
    assert looks_right(make_app(), "enter", "T", "T", size=(120, 24))


def test_finding_in_an_article(make_app: MakeApp, looks_right: LooksRight) -> None:
    press = ["enter", "ctrl+s", "读", "者"]
    assert looks_right(make_app(), *press)


def test_the_links_of_an_article(make_app: MakeApp, over: Over, looks_right: LooksRight) -> None:
    app = make_app(over=over(Draft(headline="题", blocks=(LINKED,))))
    assert looks_right(app, "enter", ";")


def test_selected_articles_the_oldest_first(make_app: MakeApp, looks_right: LooksRight) -> None:
    press = ["S", "home", "v", "v", "j", "v"]
    assert looks_right(make_app(), *press)


def test_a_list_marked_read(make_app: MakeApp, looks_right: LooksRight) -> None:
    assert looks_right(make_app(), "s", "A")


@pytest.mark.parametrize("width", [80, 120])
def test_the_source_page(
    make_app: MakeApp, library: Library, looks_right: LooksRight, width: int
) -> None:
    moment = int(NOW.timestamp())
    page = Source(url="https://yanji.example.cn/", kind="page", name="延边要闻", region="222400")
    sources = [
        replace(page, checked=moment, succeeded=moment - 7200),
        Source(url="https://siping.example.cn/feed", name="四平新闻", kind="feed", enabled=False),
    ]
    library.store.sources.add_all(sources)
    assert looks_right(make_app(), "E", "j", size=(width, 24), showing="有 12 篇")
