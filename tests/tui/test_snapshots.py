"""What the screens look like. After a wanted change: pytest --snapshot-update, and look at them."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.config import Config, Ui
from reader.model import Draft, Source
from reader.news.library import Library
from reader.tui.themes import THEMES
from tests.tui.conftest import LINKED, NOW, MakeApp, Over

Compare = Callable[..., bool]


async def rest(pilot: Pilot[None]) -> None:
    """Wait until the cursor has rested on an article and no worker is left."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.2)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_list(make_app: MakeApp, snap_compare: Compare, width: int) -> None:
    assert snap_compare(make_app(), terminal_size=(width, 24), run_before=rest)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_an_article(make_app: MakeApp, snap_compare: Compare, width: int) -> None:
    assert snap_compare(make_app(), terminal_size=(width, 24), press=["j", "enter"])


@pytest.mark.parametrize("theme", [name for name in THEMES if name != "dark"])
def test_a_theme(make_app: MakeApp, snap_compare: Compare, theme: str) -> None:
    app = make_app(Config(ui=Ui(theme=theme)))
    press = ["s", "enter", "ctrl+s", "读", "enter", "tab", "j"]
    assert snap_compare(app, terminal_size=(120, 24), press=press)


def test_no_colours(
    make_app: MakeApp, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(Config(ui=Ui(theme="light")))
    assert snap_compare(app, terminal_size=(80, 24), press=["s", "j"], run_before=rest)


def test_signs_in_ascii(make_app: MakeApp, snap_compare: Compare) -> None:
    app = make_app(Config(ui=Ui(ascii=True)))
    assert snap_compare(app, terminal_size=(80, 24), press=["s", "v"], run_before=rest)


def test_choosing_a_theme(make_app: MakeApp, snap_compare: Compare) -> None:
    press = ["colon", *"配色", "enter", "down"]
    assert snap_compare(make_app(), terminal_size=(80, 24), press=press)


def test_the_region_picker(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), press=["c", "c", "c"])


def test_the_palette(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), press=["ctrl+p"])


def test_the_help(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), press=["?"])


def test_zen(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=(120, 24), press=["z"])


def test_traditional_characters(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=(120, 24), press=["enter", "T", "T"])


def test_finding_in_an_article(make_app: MakeApp, snap_compare: Compare) -> None:
    press = ["enter", "ctrl+s", "读", "者"]
    assert snap_compare(make_app(), terminal_size=(80, 24), press=press)


def test_the_links_of_an_article(make_app: MakeApp, over: Over, snap_compare: Compare) -> None:
    app = make_app(over=over(Draft(headline="题", blocks=(LINKED,))))
    assert snap_compare(app, terminal_size=(80, 24), press=["enter", ";"])


def test_selected_articles_the_oldest_first(make_app: MakeApp, snap_compare: Compare) -> None:
    press = ["S", "home", "v", "v", "j", "v"]
    assert snap_compare(make_app(), terminal_size=(80, 24), press=press, run_before=rest)


def test_a_list_marked_read(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=(80, 24), press=["s", "A"], run_before=rest)


@pytest.mark.parametrize("width", [80, 120])
def test_the_source_page(
    make_app: MakeApp, library: Library, snap_compare: Compare, width: int
) -> None:
    moment = int(NOW.timestamp())
    page = Source(url="https://yanji.example.cn/", kind="page", name="延边要闻", region="222400")
    sources = [
        replace(page, checked=moment, succeeded=moment - 7200),
        Source(url="https://siping.example.cn/feed", name="四平新闻", kind="feed", enabled=False),
    ]
    library.store.sources.add_all(sources)
    assert snap_compare(make_app(), terminal_size=(width, 24), press=["E", "j"])
