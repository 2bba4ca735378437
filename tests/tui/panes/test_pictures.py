"""Pictures in the article: room is kept, they come when in sight, and failures are said."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.model import Article, Block, Draft, Image, Source
from reader.news.library import Library
from reader.news.pictures import PictureCache
from reader.settings.config import Config, Fetch, Ui
from reader.store.store import Store
from reader.tui.actions.sharing import links_of
from reader.tui.app import ZhnewsApp
from reader.tui.panes.reading_pane import AHEAD
from reader.tui.typeset.article import Style
from reader.tui.typeset.lines import LEAST, MOST_ROWS, PictureLine, frame_of
from tests.picturing import halves, saved
from tests.server import Reply, Server
from tests.terminal import Terminal
from tests.tui.conftest import NOW, LooksRight, MakeApp, Over, put
from tests.tui.driving import SIZE, screen_of, settle, shown
from tests.tui.typeset.test_article import article, lines_of, of, set_lines

SHOWN = Config(ui=Ui(images=True))
PNG = saved(halves(600, 400))
PAINTED = 44 * 14
"""The cells of that picture in a pane of a terminal of `SIZE`."""


def figure(url: str, caption: str = "夜景", width: int = 600, height: int = 400) -> Block:
    return Block("figure", caption, image=Image(url, caption, "", width, height))


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.settings.paths.picture_folder", lambda: tmp_path / "pictures")


class Site:
    """A source on *server* whose only article has the figures that a test gives it."""

    def __init__(self, server: Server, store: Store) -> None:
        self.server = server
        self.url = server.at("/feed")
        self._store = store

    def library(self, *figures: Block) -> Library:
        source = self._store.sources.add(
            Source(url=self.url, kind="feed", name="澜湾日报", checked=int(NOW.timestamp()))
        )
        whole = Draft(
            headline="灯光亮起来了",
            url=self.server.at("/1"),
            guid="1",
            published=NOW.isoformat(),
            blocks=(*figures, Block("paragraph", "澜湾市江边的灯光昨晚亮起来了。")),
        )
        self._store.articles.commit(source, [put(whole, "220100")])
        return Library(self._store, now=lambda: NOW)


@pytest.fixture
def site(server: Server, tmp_path: Path) -> Iterator[Site]:
    with Store.open(tmp_path / "site.db") as store:
        yield Site(server, store)


def painted(app: ZhnewsApp) -> int:
    """How many cells of the reading pane are not on its own ground."""
    pane = screen_of(app).front.reading
    segments = (segment for y in range(pane.size.height) for segment in pane.render_line(y))
    grounds = [(s.cell_length, s.style.bgcolor) for s in segments if s.style and s.style.bgcolor]
    return sum(cells for cells, ground in grounds if ground.get_truecolor() != pane.ground)


# --- room ---


@pytest.mark.parametrize(
    ("size", "column", "room"),
    [
        ((600, 400), 80, (54, 18)),
        ((0, 0), 80, (54, 18)),
        ((0, 0), 40, (40, 13)),
        ((400, 600), 80, (24, 18)),
        ((160, 120), 80, (20, 8)),
        ((40, 40), 80, (12, 6)),
        ((2000, 60), 80, (80, 3)),
        ((10, 90000), 80, (12, 18)),
        ((600, 400), 6, (6, 3)),
    ],
)
def test_the_room_has_the_shape_of_the_picture(
    size: tuple[int, int], column: int, room: tuple[int, int]
) -> None:
    frame = frame_of(Image("https://a.example/1", "", "", *size), column)
    assert (frame.columns, frame.rows) == room
    assert LEAST[1] <= frame.rows <= MOST_ROWS


def test_without_pictures_a_line_tells_caption_and_size_and_once_the_keys() -> None:
    url = "https://a.example/1.jpg"
    figures = of(figure(url), figure(url, "", 0, 0), figure(url))
    lines = [line.strip() for line in lines_of(figures, Style(80))]
    start = lines.index("〔图〕夜景")
    assert lines[start + 1 : start + 7] == [
        "600×400 · I 显示 · ; 打开",
        "",
        "〔图〕",
        "",
        "〔图〕夜景",
        "600×400",
    ]


def test_a_figure_without_an_address_keeps_no_room() -> None:
    figures = of(Block("figure", "夜景", image=Image(None)))
    lines = set_lines(article(figures), Style(80, pictures=True))
    assert not any(isinstance(line, PictureLine) for line in lines)


def test_pictures_are_among_the_links() -> None:
    draft = of(figure("https://a.example/1.jpg"), figure("https://b.example/2.jpg", ""))
    links = [(link.label, link.note) for link in links_of(draft)]
    assert links == [("〔图〕夜景", "a.example"), ("〔图〕2", "b.example")]


# --- coming ---


@pytest.mark.parametrize("width", [80, 120])
def test_pictures_among_the_text(
    make_app: MakeApp,
    over: Over,
    looks_right: LooksRight,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    width: int,
) -> None:
    cache = PictureCache(tmp_path / "pictures")
    urls = [f"https://news.example.cn/{name}" for name in ("there.png", "bad.png")]
    for url, data in zip(urls, (PNG, b"no picture"), strict=True):
        cache.put(url, data)

    figures = (figure(urls[0], "江边的灯光", 240, 160), figure(urls[1], "坏了的图片", 240, 60))
    app = make_app(SHOWN, over(Draft(headline="灯光亮起来了", url=urls[0], blocks=figures)))
    assert looks_right(app, "enter", size=(width, 30))


async def test_a_picture_comes_and_nothing_moves(make_app: MakeApp, site: Site) -> None:
    url = site.server.route("/1.png", Reply(PNG, content_type="image/png"))
    app = make_app(SHOWN, site.library(figure(url)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        reading = screen_of(app).front.reading
        lines = reading.virtual_size
        before = [line for line in shown(app).splitlines() if "澜湾市江边" in line]
        await settle(pilot)
        assert painted(app) == PAINTED
        assert reading.virtual_size == lines
        assert [line for line in shown(app).splitlines() if "澜湾市江边" in line] == before
        assert site.server.paths() == ["/1.png"]


async def test_nothing_is_fetched_unless_it_was_asked_for(make_app: MakeApp, site: Site) -> None:
    url = site.server.route("/1.png", Reply(PNG))
    app = make_app(over=site.library(figure(url)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert painted(app) == 0 and site.server.paths() == []
        await pilot.press("I")
        await settle(pilot)
        assert screen_of(app).status.message == "显示图片"
        assert painted(app) > 0
        await pilot.press("I")
        assert screen_of(app).status.message == "不显示图片"
        assert painted(app) == 0 and "I 显示" in shown(app)


async def test_what_does_not_come_is_said_in_its_room(make_app: MakeApp, site: Site) -> None:
    page = site.server.route("/page.png", Reply("<p>请登录</p>"))
    figures = [figure(site.server.at("/gone.png"), "一"), figure(page, "二")]
    app = make_app(SHOWN, site.library(*figures))
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert painted(app) == 0
        assert "404" in shown(app) and "这不是能显示的图片" in shown(app)
        assert site.server.paths().count("/gone.png") == 1


async def test_a_picture_that_never_comes_is_said(make_app: MakeApp, site: Site) -> None:
    never = site.server.route("/never.png", Reply(PNG, drip=60.0))
    config = Config(ui=Ui(images=True), fetch=Fetch(timeout=1))
    app = make_app(config, site.library(figure(never)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert "127.0.0.1 在 1 秒内没有答复" in shown(app) and "; 打开" in shown(app)


async def test_a_page_outside_gets_no_picture_from_inside(make_app: MakeApp, site: Site) -> None:
    site.url = "https://news.example.cn/feed"
    url = site.server.route("/1.png", Reply(PNG))
    app = make_app(SHOWN, site.library(figure(url)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert "127.0.0.1 指向内部网络" in shown(app) and site.server.paths() == []


async def test_only_what_is_in_sight_or_soon_will_be_is_fetched(
    make_app: MakeApp, site: Site
) -> None:
    urls = [site.server.route(f"/{n}.png", Reply(PNG)) for n in range(2_000)]
    app = make_app(SHOWN, site.library(*(figure(url, f"第{n}张") for n, url in enumerate(urls))))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        seen = len(site.server.paths())
        assert 1 <= seen <= 2 + (SIZE[1] + AHEAD) // MOST_ROWS
        await pilot.press("end")
        await settle(pilot)
        assert "/1999.png" in site.server.paths()
        assert len(site.server.paths()) <= 2 * seen + 1


async def test_the_pictures_of_an_article_that_was_left_are_given_up(
    make_app: MakeApp, site: Site
) -> None:
    never = site.server.route("/never.png", Reply(PNG, drip=60.0))
    app = make_app(SHOWN, site.library(figure(never)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "正在取图片" in shown(app) and "600×400" in shown(app) and loading(pilot)
        screen_of(app).front.reading.show(another(of(Block("paragraph", "另一篇"))))
        await settle(pilot)
        assert not loading(pilot)


def another(draft: Draft) -> Article:
    """Return another article than the one of the list."""
    whole = article(draft)
    return replace(whole, head=replace(whole.head, id=99))


def loading(pilot: Pilot[None]) -> bool:
    return any(w.group == "pictures" and not w.is_finished for w in pilot.app.workers)


def sixel_widths(app: ZhnewsApp) -> set[str]:
    """The widths in pixels of the lines of pictures that are shown."""
    segments = (segment for strip in app.screen._compositor.render_strips() for segment in strip)
    found = (re.search(r"\x1bP0;1q\"1;1;(\d+);", f"{segment.text}") for segment in segments)
    return {width[1] for width in found if width}


async def test_pictures_are_drawn_anew_when_the_cells_change(
    make_app: MakeApp, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.server.route("/1.png", Reply(PNG))
    figures = (figure(url), figure(url, "又一张"), figure(url, "第三张"))
    app = make_app(Config(ui=Ui(images=True, graphics="sixel")), site.library(*figures))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert sixel_widths(app) == {"440"}
        monkeypatch.setattr("reader.tui.panes.pictures.cell_of", lambda _graphics: (20, 40))
        await pilot.press("j")
        await settle(pilot)
        assert sixel_widths(app) == {"880"}


async def test_without_the_library_it_is_said_how_to_get_it(
    make_app: MakeApp, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.news.pictures.find_spec", lambda _name: None)
    app = make_app(SHOWN, site.library(figure(site.server.at("/1.png"))))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        message = '要看图片，请先安装：pip install "zhnews[images]"'
        assert screen_of(app).status.message == message
        assert "600×400 · I 显示 · ; 打开" in shown(app)
        await pilot.press("m", "I")
        assert screen_of(app).status.message == message


async def test_pictures_lie_on_the_theme_that_is_chosen(make_app: MakeApp, site: Site) -> None:
    url = site.server.route("/1.png", Reply(PNG))
    app = make_app(SHOWN, site.library(figure(url)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        app.theme = "light"
        await settle(pilot)
        assert painted(app) == PAINTED


@pytest.mark.parametrize(
    ("graphics", "sequence"), [("sixel", b"\x1bP0;1q"), ("kitty", b"\x1b_Ga=T")]
)
def test_the_terminal_gets_the_picture_as_it_is_set(
    site: Site, tmp_path: Path, graphics: str, sequence: bytes
) -> None:
    url = site.server.route("/1.png", Reply(PNG))
    site.library(figure(url)).store.close()
    config = tmp_path / "config.toml"
    config.write_text(f'[ui]\nimages = true\ngraphics = "{graphics}"\n')
    options = ("--db", str(tmp_path / "site.db"), "--config", str(config))
    env = {"XDG_CACHE_HOME": str(tmp_path), "COLORTERM": "truecolor"}
    terminal = Terminal([sys.executable, "-m", "reader", *options], rows=30, env=env)
    try:
        terminal.wait_for("灯光亮起来了")
        terminal.send("\r")
        terminal.wait_until(lambda: sequence in terminal.raw)
        terminal.send("qq")
        assert terminal.wait_for_end() == 0
        assert (b"a=d,d=I" in terminal.raw) == (graphics == "kitty")
    finally:
        terminal.close()
