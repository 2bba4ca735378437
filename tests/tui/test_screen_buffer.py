"""What is written to the terminal: less than Textual writes, and the same to see."""

import random

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from reader.extract.sixels import Sixels
from reader.news.library import Library
from reader.store.store import Store
from reader.tui.app import ZhnewsApp
from reader.tui.composing import PartUpdate, Piece
from reader.tui.drawing import SixelLines
from reader.tui.screen_buffer import ScreenBuffer
from reader.tui.sgr import change
from tests.store.making import add_source
from tests.tui.conftest import NOW, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle

HEADLINES = (
    "澜湾市图书馆延长夜间开放时间",
    "“夜读”一年：读者说……",
    "江心岛渡轮ＡＢ两线 2026 年 12 月起并线",
    "Café Zürich 的第 3 家店 · 开业",
    "雨",
    "Re\u0301sume\u0301 与 한국어 新闻",
)
KEYS = (
    *("j", "k", "enter", "escape", "space", "n", "right_square_bracket", "J", "K"),
    *("pagedown", "pageup", "G", "home", "m", "s", "v", "tab", "h", "l", "z", "U", "V", "S"),
    *("T", "d", "question_mark", "colon", "less_than_sign", "greater_than_sign", "A", "u", "f"),
)


def cells(screen: pyte.Screen) -> list[list[pyte.screens.Char]]:
    """Every cell of a terminal, with its colours."""
    return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def assert_alike(shown: pyte.Screen, wanted: pyte.Screen, keys: object = "") -> None:
    """The same in every cell; AssertionError says of the lines that are not what differs."""
    lines = zip(cells(shown), cells(wanted), shown.display, wanted.display, strict=True)
    for y, (one, other, text, anew) in enumerate(lines):
        differing = [(x, a, b) for x, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        assert not differing, (keys, y, text, anew, differing)


class Terminal:
    """A terminal, fed with what an application displays."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(1, 1)
        self.written = 0
        self._stream = pyte.Stream(self.screen)

    def feed(self, sequence: str, size: Size) -> None:
        """Show *sequence* on a screen of *size*."""
        if (size.height, size.width) != (self.screen.lines, self.screen.columns):
            self.screen.resize(size.height, size.width)
        self.written += len(sequence.encode())
        self._stream.feed(sequence.replace("\n", "\r\n"))


@pytest.fixture
def glass(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal that shows what applications without one would write to it."""
    shown = Terminal()

    def display(app: App[None], screen: Screen[object], update: object) -> None:
        if isinstance(update, CompositorUpdate):
            shown.feed(update.render_segments(app.console), app.size)

    monkeypatch.setattr(App, "_display", display)
    return shown


def painted_anew(app: ZhnewsApp) -> pyte.Screen:
    """What an empty terminal shows of all that Textual writes for the whole screen."""
    anew = Terminal()
    strips = app.screen._compositor.render_strips()
    update = LayoutUpdate([[strip] for strip in strips], app.size.region)
    anew.feed(update.render_segments(app.console), app.size)
    return anew.screen


@pytest.fixture
def mixed(library: Library) -> Library:
    """Sixty articles with headlines of many kinds."""
    drafts = [draft(n + 20, HEADLINES[n % len(HEADLINES)] + f" {n}") for n in range(60)]
    store: Store = library.store
    store.articles.commit(
        add_source(store, checked=int(NOW.timestamp())), [put(each, "220100") for each in drafts]
    )
    return library


async def settled(pilot: Pilot[None]) -> None:
    """Wait until all is painted."""
    await pilot.pause()
    screen = pilot.app.screen
    while screen._dirty_widgets or screen._layout_required or screen._repaint_required:
        await pilot.pause()
        screen = pilot.app.screen


async def walk(app: ZhnewsApp, pilot: Pilot[None], glass: Terminal, seed: int) -> None:
    """Press keys at random; after each the terminal shows what it would if all were painted."""
    choose = random.Random(seed)
    keys: list[str] = []
    for _step in range(60):
        keys.append(choose.choice(KEYS))
        await pilot.press(keys[-1])
        await settled(pilot)
        assert_alike(glass.screen, painted_anew(app), keys)


@pytest.mark.parametrize("size", [SIZE, (80, 24), (60, 20)])
async def test_nothing_stale_is_left_by_keys(
    make_app: MakeApp, mixed: Library, glass: Terminal, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await walk(app, pilot, glass, seed=size[0])


async def test_another_size_is_painted_whole(
    make_app: MakeApp, mixed: Library, glass: Terminal
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for size in ((90, 30), (120, 36), (60, 20)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert cells(glass.screen) == cells(painted_anew(app))
        glass.screen.reset()  # as when it was put to sleep and waked
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert cells(glass.screen) == cells(painted_anew(app))


async def test_a_key_redraws_what_others_wrote_over(make_app: MakeApp, glass: Terminal) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        glass.screen.erase_in_display(2)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert_alike(glass.screen, painted_anew(app))


async def test_a_move_writes_less_than_the_rows(make_app: MakeApp, glass: Terminal) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        before = glass.written
        await pilot.press("j")
        await pilot.pause()
        assert 0 < glass.written - before < 600


async def test_keys_down_a_long_list_write_little(
    make_app: MakeApp, mixed: Library, glass: Terminal
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        before, tops = glass.written, set[float]()
        for _key in range(60):
            await pilot.press("j")
            await settled(pilot)
            tops.add(screen_of(app).articles.scroll_offset.y)
        assert 5 < len(tops) < 15  # it stands still for most of them
        assert glass.written - before < 60 * 1500


def strip(*parts: tuple[str, str]) -> Strip:
    return Strip([Segment(text, Style.parse(style)) for text, style in parts])


def written(buffer: ScreenBuffer, *strips: Strip, x: int = 0) -> str:
    update = PartUpdate([Piece(x, y, each) for y, each in enumerate(strips)], Size(40, 4))
    return buffer.sequence(update, ColorSystem.TRUECOLOR)


@pytest.mark.parametrize(
    ("before", "after", "sequence"),
    [
        ("图书馆开放", "图书馆开放", ""),
        ("图书馆开放", "图书馆关放", "\x1b[1;7H关"),
        ("12:30", "12:31", "\x1b[1;5H1"),
        ("新闻   甲        乙", "新闻   丙        丁", "\x1b[1;8H丙\x1b[18G丁"),
        ("甲“乙”丙丁", "甲“乙”丙戊", "\x1b[1;3H“乙”丙戊"),  # a terminal may hold “ for wide
        ("甲乙丙丁戊", "己乙丙丁“", "\x1b[1;1H己\x1b[9G“"),
        ("甲 ", "ab ", "\x1b[1;1Hab"),
        ("ab ", "甲 ", "\x1b[1;1H甲"),
        ("e\u0301a", "e\u0301b", "\x1b[1;1He\u0301b"),
    ],
)
def test_only_what_differs_is_written(before: str, after: str, sequence: str) -> None:
    buffer = ScreenBuffer()
    written(buffer, strip((before, "")))
    assert written(buffer, strip((after, ""))) == sequence


def test_a_style_is_told_once() -> None:
    parts = (("甲", "bold red"), ("乙", "bold red"), ("丙", "red"), ("丁", ""))
    assert written(ScreenBuffer(), strip(*parts)) == "\x1b[1;1H\x1b[1;31m甲乙\x1b[22m丙\x1b[m丁"


def test_half_a_wide_character_is_written_again() -> None:
    buffer = ScreenBuffer()
    written(buffer, strip(("图书", "")))
    written(buffer, strip(("x", "")), x=1)  # of 图 no terminal keeps a half
    assert written(buffer, strip(("图书", ""))) == "\x1b[1;1H图"


def test_a_line_of_which_a_part_is_known_is_written() -> None:
    buffer = ScreenBuffer()
    written(buffer, strip(("“图”", "")), x=2)
    assert written(buffer, strip(("新“图书”", ""))) == "\x1b[1;1H新“图书”"


def test_a_picture_is_drawn_again_when_something_lay_on_it() -> None:
    sixels = Sixels(6, ("\x1bPq~\x1b\\",))
    picture = Strip(SixelLines(sixels).segments(0, Style()))
    buffer = ScreenBuffer()
    assert "\x1bPq~" in written(buffer, picture)
    assert written(buffer, picture) == ""
    written(buffer, strip(("x", "")), x=3)
    assert "\x1bPq~" in written(buffer, picture)
    assert written(buffer, strip((" " * 6, ""))) == "\x1b[1;1H      "


STYLES = st.lists(
    st.sampled_from(("bold", "dim", "italic", "underline", "reverse", "strike")), unique=True
).flatmap(
    lambda names: st.builds(
        lambda fore, back: " ".join([*names, fore, back]),
        st.sampled_from(("", "red", "bright_blue", "color(200)", "#102030")),
        st.sampled_from(("", "on red", "on bright_blue", "on color(200)", "on #102030")),
    )
)


@given(STYLES, STYLES)
def test_a_change_of_style_ends_where_a_fresh_start_would(old: str, new: str) -> None:
    before, after = (
        Strip.render_ansi(Style.parse(style), ColorSystem.TRUECOLOR) for style in (old, new)
    )
    changed, fresh = pyte.Screen(2, 1), pyte.Screen(2, 1)
    pyte.Stream(changed).feed(f"\x1b[{before}m{change(before, after)}x")
    pyte.Stream(fresh).feed(f"\x1b[0;{after}mx")
    assert cells(changed) == cells(fresh)
