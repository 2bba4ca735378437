"""The reading pane: spelling, links, time and place, long articles, widths, and coming back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import Block, Image
from reader.news.library import Library
from reader.processes import program
from reader.text.spelling import convert
from reader.tui.actions.sharing import links_of
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.trail import Pane
from reader.tui.typeset.article import Style
from reader.tui.typeset.galley import Galley
from reader.view import View, in_region
from tests.tui.conftest import LINKED, MakeApp, Over
from tests.tui.driving import SIZE, screen_of, settle, shown
from tests.tui.typeset.test_article import article, of, set_lines, text_of

PARAGRAPH = "夜间开放以后，读者可以自习，也可以参加读书会；图书馆说，周末 21:30 前能借书还书。"
MIXED = article(
    of(
        *(Block("paragraph", f"第{n}段。{PARAGRAPH * (n % 4 + 1)}") for n in range(6)),
        Block("figure", "读者在自习", image=Image("https://a.example/1.jpg", "", "林小满 摄")),
        Block("list", "借书\n还书\n" + PARAGRAPH),
        *(Block("quote", f"第{n}句。{PARAGRAPH}") for n in range(6)),
    )
)
"""An article of many kinds of blocks."""

# --- spelling ---


async def test_the_spellings_take_turns_in_list_and_article(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "T")
        assert screen_of(app).status.message == "显示为简体"
        assert "开放时间" in shown(app)
        await pilot.press("T")
        text = shown(app)
        assert "澜" not in text
        assert "瀾灣市圖書館延長夜間開放時間" in text and "責編 何靜" in text
        assert "顯示為繁體" in text and "下篇未讀" in text and "約 1 分鐘" in text
        await pilot.press("T")
        assert "澜湾市图书馆延长" in shown(app) and "瀾" not in shown(app)


def test_spans_keep_their_places_in_another_spelling() -> None:
    lines = set_lines(article(of(LINKED)), Style(width=60, spelling="traditional"))
    linked = [text for line in lines for text, role in line if role == "link"]
    assert linked == ["公告", "頭髮"]


# --- links ---


def test_links_are_those_of_the_web_each_once() -> None:
    links = [(link.label, link.note) for link in links_of(of(LINKED))]
    assert links == [("公告", "a.example"), ("头发", "b.example")]


async def test_a_link_is_chosen_by_its_words_and_opened_after_its_host_is_said(
    make_app: MakeApp, over: Over, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    async def open_page(url: str) -> None:
        opened.append(url)

    monkeypatch.setattr(program, "open_page", open_page)
    app = make_app(over=over(of(LINKED)))
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("enter", "fullwidth_semicolon", "头", "enter")
        assert screen.status.message == "在浏览器中打开 b.example"
        await settle(pilot)
        assert opened == ["http://b.example/"]


async def test_an_article_without_links_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", ";")
        assert screen_of(app).status.message == "文中没有链接"


# --- time and place ---


async def test_time_and_place_stand_over_the_article(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 14)) as pilot:
        await pilot.press("enter")
        assert "约 1 分钟 · " in shown(app)
        before = shown(app).partition("分钟 · ")[2][:3]
        await pilot.press("space")
        assert shown(app).partition("分钟 · ")[2][:3] > before
        await pilot.press("G")
        assert "约 1 分钟 · 100%" in shown(app)


async def test_an_article_that_is_all_in_sight_tells_no_place(
    make_app: MakeApp, over: Over
) -> None:
    app = make_app(over=over(of(Block("paragraph", "短"))))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert "约 1 分钟" in shown(app) and "%" not in shown(app)


# --- long and odd articles ---

ODD = {
    "one character": "短",
    "170,000 characters": "澜湾市图书馆，夜间开放。" * 14_000,
    "one unbroken word": "a" * 170_000,
    "emoji": "👨\u200d👩\u200d👧❤️👍🏽" * 2_000,
    "Arabic": "مرحبا بالعالم " * 2_000,
    "Thai": "สวัสดีชาวโลก" * 2_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_an_odd_article_is_set_as_far_as_it_is_wanted(
    make_app: MakeApp, over: Over, text: str
) -> None:
    app = make_app(over=over(of(Block("paragraph", text))))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter", "space")
        reading = screen_of(app).front.reading
        assert reading.has_focus or reading.display
        await pilot.press("G")
        assert reading.scroll_offset.y == max(0, reading.virtual_size.height - reading.size.height)


def test_a_long_article_is_set_in_pieces_and_comes_out_the_same() -> None:
    figures = [Block("figure", f"第{n}张", image=Image(None)) for n in range(700)]
    whole = article(of(*figures, Block("paragraph", ODD["170,000 characters"])))
    style = Style(width=84)
    galley = Galley(whole, style)
    galley.set_to(50)
    assert len(galley.lines) == 50
    guess = galley.height
    assert text_of(galley.line(1_399)).strip() == "〔图〕第698张"
    galley.set_to(None)
    assert galley.is_whole and galley.lines == set_lines(whole, style)
    assert abs(guess - galley.height) < galley.height / 10
    assert galley.line(galley.height) == []


# --- the place ---

WIDTHS = st.integers(10, 120)


@given(st.integers(0, 200), WIDTHS, WIDTHS)
def test_a_place_is_found_again_however_the_article_is_set(
    number: int, width: int, other: int
) -> None:
    first = Galley(MIXED, Style(width))
    anchor = first.anchor(number)
    assert first.line_at(anchor) == min(number, first.height - 1)
    second = Galley(MIXED, Style(other, pictures=True))
    line = second.line_at(anchor)
    assert second.anchor(line) <= anchor
    second.set_to(line + 2)
    assert second.height == line + 1 or second.anchor(line + 1) > anchor


def top_line(pane: ReadingPane) -> str:
    """The first words in sight."""
    lines = ("".join(s.text for s in pane.render_line(y)).strip() for y in range(pane.size.height))
    return next(filter(None, lines))


async def test_what_stands_on_top_stays_there_whatever_changes(
    make_app: MakeApp, over: Over
) -> None:
    app = make_app(over=over(MIXED.draft))
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("enter", *"jjjjjjjjj")
        pane = screen_of(app).front.reading
        top, line, place = top_line(pane), pane.scroll_offset.y, pane.place
        await pilot.press(*"zzzzzzzzzz")
        assert (top_line(pane), pane.scroll_offset.y) == (top, line)
        for key in ("greater_than_sign", "T", "I"):
            await pilot.press(key)
            assert convert(top[0], pane.spelling) in top_line(pane) and pane.place == place
        await pilot.press("less_than_sign", "T", "T", "I")
        for width in (80, 200, 60, 120):
            await pilot.resize_terminal(width, 20)
            await settle(pilot)
            assert top[0] in top_line(pane) and pane.place == place
        assert (top_line(pane), pane.scroll_offset.y) == (top, line)


# --- widths ---


@pytest.mark.parametrize(("width", "at"), [(80, "regions"), (120, "list"), (200, "article")])
async def test_a_pane_is_made_wider_within_bounds(make_app: MakeApp, width: int, at: Pane) -> None:
    app = make_app()
    async with app.run_test(size=(width, 24)) as pilot:
        screen = screen_of(app)
        screen.navigation.to_pane(at)
        await pilot.pause()
        pane = screen.query_one(f"#{at}")
        before = pane.outer_size.width
        await pilot.press(">")
        assert pane.outer_size.width == before + 2
        await pilot.press(*"<" * 30)
        assert before - 20 < pane.outer_size.width < before
        assert sum(p.outer_size.width for p in screen.query("#panes > *") if p.display) == width


async def test_a_divider_is_dragged_and_opens_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        for divider, pane, cells in zip(
            screen.front.panes.dividers,
            (screen.front.sidebar, screen.front.articles),
            (4, -5),
            strict=True,
        ):
            before = pane.outer_size.width
            await pilot.mouse_down(divider, offset=(0, 7))
            await pilot.hover(divider, offset=(cells, 9))
            await pilot.mouse_up(divider, offset=(0, 9))
            await pilot.pause()
            assert pane.outer_size.width == before + cells
        assert screen.pane == "list" and screen.front.articles.position == 0
        assert screen.library.totals()["unread"].unread == 12


async def test_one_pane_alone_has_no_width_to_change(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press("left_double_angle_bracket")
        assert screen_of(app).status.message == "只有一个窗格"


# --- coming back ---


async def test_the_screen_comes_back_as_it_was_left(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 16)) as pilot:
        await pilot.press("c", *"cc", "enter", "j", "enter", ">", "j", "j", "j")
        left = screen_of(app)
        await pilot.pause()
        article, width = left.front.articles.current, left.front.articles.outer_size.width
        assert left.front.reading.scroll_offset.y == 3 and width == 43
    app = make_app()
    async with app.run_test(size=(120, 16)) as pilot:
        screen = screen_of(app)
        assert screen.front.articles.view == View((in_region("220100"),))
        assert screen.front.articles.current == article
        assert screen.front.articles.outer_size.width == width
        assert screen.pane == "article" and screen.front.reading.has_focus
        assert screen.front.reading.scroll_offset.y == 3
        await pilot.press("]")
        assert screen.front.reading.scroll_offset.y == 0


async def test_what_is_gone_is_passed_over(make_app: MakeApp, library: Library) -> None:
    library.memory.remember(
        {"view": ("all", "", "77"), "article": ("9999", "0.5"), "spelling": ("latin",)}
    )
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert screen.front.articles.view == View() and screen.front.articles.position == 0
        assert screen.front.reading.spelling == "original"
