"""The list's filter: typed, shown in the title, lifted by Esc."""

from textual.pilot import Pilot

from reader.tui.widgets.prompt import LineInput, Prompt
from reader.view import View, in_region
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown


async def write(pilot: Pilot[None], text: str) -> None:
    """Type *text*, whatever characters are in it."""
    prompt = pilot.app.screen
    assert isinstance(prompt, Prompt)
    prompt.query_one(LineInput).value = text
    await settle(pilot)


async def test_the_list_is_narrowed_while_one_types(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("f")
        await write(pilot, "region:杭州")
        assert "全部 · 3 篇 · 筛选 region:杭州" in shown(app)
        await write(pilot, "-region：吉林 图书馆")
        assert len(screen.front.articles.ids) == 3
        await pilot.press("enter")
        assert screen_of(app) is screen
        assert "3 篇 · 筛选 -region：吉林 图书馆" in shown(app)
        await pilot.press("escape")
        assert screen.front.articles.view == View()
        assert "全部 · 12 篇" in shown(app)


async def test_escape_while_typing_lifts_the_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await write(pilot, "没有的词")
        assert "没有找到" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert len(screen_of(app).front.articles.ids) == 12


async def test_a_filter_can_be_changed_and_emptied(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("f")
        await write(pilot, "region:杭州")
        await pilot.press("enter", "f")
        assert "筛选：" in shown(app) and "region:杭州" in shown(app)
        await write(pilot, "")
        await pilot.press("enter")
        await settle(pilot)
        assert screen.front.articles.view == View()


async def test_what_means_nothing_is_said_and_the_list_stays(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("f")
        await write(pilot, "region:杭州")
        await write(pilot, "region:抗州")
        assert "没有叫“抗州”的地区，相近的有：" in shown(app)
        assert len(screen.front.articles.ids) == 3
        await write(pilot, "is:new")
        assert "is:unread" in shown(app)
        await write(pilot, "is:unread")
        assert "不能是" not in shown(app)
        assert len(screen.front.articles.ids) == 12
        await write(pilot, "is:new")
        await pilot.press("enter")
        await settle(pilot)
        assert screen_of(app) is screen
        assert "“is:”后面不能是“new”" in shown(app)


async def test_a_filter_stays_within_the_view(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.navigation.visit(View((in_region("220000"),)))
        await pilot.press("f")
        await write(pilot, "-region:长春")
        assert "吉林 · 3 篇 · 筛选 -region:长春" in shown(app)
        await pilot.press("enter", "U")
        assert "只看未读 · 3 篇 · 筛选 -region:" in shown(app)
        await pilot.press("escape", "escape")
        assert screen.front.articles.view == View((in_region("220000"),))


async def test_in_the_sidebar_the_key_chooses_a_region(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "f", "h", "z", "enter")
        assert screen_of(app).front.articles.view == View((in_region("330100"),))


async def test_initials_find_headline_source_and_region(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("f")
        for typed, count in (("lwstsg", 12), ("lwrb", 12), ("hz", 3), ("杭州", 3), ("xyz", 0)):
            await write(pilot, typed)
            assert len(screen.front.articles.ids) == count, typed
        await write(pilot, "-hz")
        assert len(screen.front.articles.ids) == 9


async def test_initials_find_a_command(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"zyd")
        assert "专注阅读" in shown(app)
        await pilot.press("enter")
        assert screen_of(app).front.trail.here.zen
