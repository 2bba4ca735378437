"""Finding in the article: marked while typed, from one to the next, and back."""

from textual.pilot import Pilot

from reader.model import Block, Draft
from reader.tui.app import ZhnewsApp
from reader.tui.typeset.galley import Finder
from reader.tui.typeset.lines import Line
from reader.tui.widgets.prompt import LineInput, Prompt
from tests.tui.conftest import MakeApp, Over
from tests.tui.driving import screen_of, shown

SMALL = (80, 14)


def marked(finder: Finder, lines: list[Line]) -> list[tuple[str, str]]:
    return [
        run
        for number, line in enumerate(lines)
        for run in finder.marked(number, line)
        if run[1] in ("found", "here")
    ]


def test_breaks_blanks_case_width_and_spelling_make_no_difference() -> None:
    lines: list[Line] = [
        [("  ", ""), ("　　", ""), ("长春的ＧＤ", "")],
        [("  ", ""), ("p 与臺灣", "strong"), ("的 gdp", "link")],
        [],
        [("│ ", "rule"), ("台湾", "quote")],
    ]
    finder = Finder(lines)
    finder.find(0, "Gdp")
    assert marked(finder, lines) == [("ＧＤ", "here"), ("p", "here"), ("gdp", "found")]
    finder.find(2, "台灣")
    assert marked(finder, lines) == [("臺灣", "found"), ("台湾", "here")]
    assert finder.line == 3
    finder.find(0, "的gdp台")
    assert finder.found == []


def test_several_are_found_and_the_longest_counts_where_they_begin_alike() -> None:
    lines: list[Line] = [[("长春市长春花", "")]]
    finder = Finder(lines)
    finder.find(0, "长春", "长春市", "花", "")
    assert marked(finder, lines) == [("长春市", "here"), ("长春花", "found")]
    assert len(finder.found) == 3


def test_marking_changes_no_text() -> None:
    lines: list[Line] = [[("• ", "rule"), ("甲乙", ""), ("甲İ甲", "link")]]
    finder = Finder(lines)
    finder.find(0, "甲")
    [line] = [finder.marked(0, line) for line in lines]
    assert "".join(text for text, _role in line) == "• 甲乙甲İ甲"
    assert [role for _text, role in line] == ["rule", "here", "", "found", "link", "found"]


async def write(pilot: Pilot[None], text: str) -> None:
    prompt = pilot.app.screen
    assert isinstance(prompt, Prompt)
    prompt.query_one(LineInput).value = text
    await pilot.pause()


def count(app: ZhnewsApp) -> str:
    return shown(app).partition("找到 ")[2].partition("\n")[0].strip(" ─━")


async def test_one_goes_from_match_to_match_and_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        screen = screen_of(app)
        await pilot.press("enter", "j", "ctrl+s")
        await write(pilot, "圖書館")
        total = int(count(app).partition("/")[2])
        assert count(app) == f"2/{total}"  # the first is in the headline, above the window
        await pilot.press("enter")
        assert screen_of(app) is screen
        await pilot.press("n", "enter")
        assert count(app) == f"4/{total}"
        await pilot.press("N", "N", "N", "N")
        assert count(app) == f"{total}/{total}"
        await pilot.press("escape")
        assert screen.pane == "article" and screen.front.reading.scroll_offset.y == 1
        assert "找到" not in shown(app)
        await pilot.press("escape")
        assert screen.pane == "list"


async def test_escape_while_typing_goes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        screen = screen_of(app)
        await pilot.press("enter", "ctrl+s")
        await write(pilot, "何静")
        assert count(app) == "1/1"
        await pilot.press("escape")
        assert screen.front.reading.scroll_offset.y == 0
        assert "找到" not in shown(app)


async def test_what_is_not_there_is_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        screen = screen_of(app)
        await pilot.press("enter", "ctrl+s")
        await write(pilot, "没有的词")
        assert count(app) == "0/0"
        await pilot.press("enter")
        assert screen.status.message == "文中没有“没有的词”"
        before = screen.front.articles.position
        await pilot.press("n")
        assert screen.front.articles.position != before


async def test_below_a_short_article_nothing_is_marked(make_app: MakeApp, over: Over) -> None:
    app = make_app(over=over(Draft(headline="题", blocks=(Block("paragraph", "短"),))))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("enter", "ctrl+s")
        await write(pilot, "短")
        assert count(app) == "1/1"


async def test_what_was_found_stays_marked_in_another_width(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter", "ctrl+s")
        await write(pilot, "图书馆")
        await pilot.press("enter", "n")
        before = count(app)
        await pilot.press(">", "T", "T")
        await pilot.pause()
        assert count(app) == before
