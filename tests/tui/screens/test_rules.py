"""Rules made, listed and removed on the screen."""

from reader.model import Rule
from reader.tui.widgets.prompt import Prompt
from reader.view import MUTED, View, in_region
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown
from tests.tui.test_filtering import write


async def test_what_is_filtered_is_muted_and_comes_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.work.go_on()
        await settle(pilot)
        screen.navigation.visit(View((in_region("330100"),), filter="图书馆"))
        await pilot.press("X")
        await settle(pilot)
        assert "规则： region:浙江/杭州 图书馆" in shown(app)
        assert "“region:浙江/杭州 图书馆”找到 3 篇" in shown(app)
        await pilot.press("enter")
        assert "屏蔽：不再列出" in shown(app)
        await pilot.press("enter")
        assert screen.status.message == "规则：屏蔽“region:浙江/杭州 图书馆”，u 撤销"
        await settle(pilot)
        assert list(screen.front.articles.ids) == []
        screen.navigation.visit(View())
        await pilot.pause()
        assert "已屏蔽" in shown(app)
        assert len(screen.front.articles.ids) == 9
        screen.navigation.visit(View((MUTED,)))
        assert len(screen.front.articles.ids) == 3
        await pilot.press("u")
        await settle(pilot)
        assert "已撤销：规则又没有了" in screen.status.message
        assert len(screen.library.ids(View())) == 12
        assert list(screen.front.articles.ids) == []


async def test_hits_that_a_rule_mutes_go_at_once_and_come_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.work.go_on()
        await settle(pilot)
        await pilot.press("/")
        await write(pilot, "图书馆")
        await pilot.press("enter", "j", "j", "X")
        await settle(pilot)
        kept = screen.front.articles.current
        await write(pilot, "region:浙江/杭州")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert "搜索 图书馆 · 9 篇" in shown(app)
        assert (len(screen.front.articles.ids), screen.front.articles.current) == (9, kept)
        await pilot.press("u")
        await settle(pilot)
        assert "搜索 图书馆 · 12 篇" in shown(app)
        assert (len(screen.front.articles.ids), screen.front.articles.current) == (12, kept)
        await pilot.press("ctrl+r", "escape")
        await settle(pilot)
        assert screen.front.articles.view == View() and len(screen.front.articles.ids) == 9


async def test_a_rule_stars_and_moves_by_what_is_typed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("X")
        await write(pilot, "title:（3）")
        await pilot.press("enter", "down", "enter")
        await settle(pilot)
        assert screen.library.totals()["starred"].total == 1
        await pilot.press("X")
        await write(pilot, "title:（4）")
        await pilot.press("enter", "down", "down", "enter", *"yanbian", "enter")
        await settle(pilot)
        assert screen.library.counts()["222400"].total == 4
        await pilot.press("u")
        await settle(pilot)
        assert screen.library.counts()["222400"].total == 3
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert screen.library.counts()["222400"].total == 4


async def test_rules_are_listed_and_removed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("L")
        assert "还没有规则" in screen.status.message
        screen.library.rules.add(Rule("mute", "图书馆"))
        screen.library.rules.add(Rule("star", "夜间"))
        screen.work.go_on()
        await settle(pilot)
        assert list(screen.front.articles.ids) == []
        await pilot.press("L")
        assert "屏蔽“图书馆”" in shown(app) and "12 篇" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.status.message == "删除了规则：屏蔽“图书馆”，u 撤销"
        assert len(screen.front.articles.ids) == 12
        await pilot.press("L", *"zzz", "enter", "escape")
        assert [rule.action for rule, _found in screen.library.rules.all()] == ["star"]


async def test_a_query_that_means_nothing_makes_no_rule(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("X")
        await write(pilot, "colour:red")
        assert isinstance(app.screen, Prompt)
        assert "没有“colour:”这种条件" in shown(app)
        await pilot.press("enter", "enter")
        assert "没有“colour:”这种条件" in screen.status.message
        await pilot.press("X", "escape")
        assert screen.library.rules.all() == []


async def test_a_rule_begins_with_what_is_sought(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.navigation.visit(View(search="图书馆", filter="is:unread"))
        await settle(pilot)
        await pilot.press("X")
        await settle(pilot)
        assert "规则： 图书馆 is:unread" in shown(app)
