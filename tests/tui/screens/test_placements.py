"""Why an article stands where it does, and moving it."""

from msgspec.structs import replace

from reader.model import Link, Masthead
from reader.view import View, in_region
from tests.tui.conftest import TOLD, MakeApp, Over, draft
from tests.tui.driving import SIZE, screen_of, settle, shown

CITIES = tuple(Link(name, f"https://news.example.cn/{name}/") for name in ("长春", "四平", "延边"))
LINKING = replace(draft(0), masthead=Masthead("吉林频道", CITIES, "0431-1234567"))


async def test_w_says_why_an_article_is_here(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        source = screen.library.sources.all()[0]
        screen.library.store.sources.rule(source.id, "", "222400")
        await pilot.press("w")
        assert "吉林 › 长春" in screen.status.message
        edited = replace(draft(0), blocks=(*draft(0).blocks, *TOLD))
        screen.library.store.articles.complete(screen.front.articles.ids[0], edited)
        screen.work.go_on()
        await settle(pilot)
        await pilot.press("w")
        assert screen.status.message == "来源规则：延边 · 吉林 › 延边"


async def test_an_article_without_a_place_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        screen.library.store.queue.renew("place", "other rules")
        screen.library.store.queue.renew("place", "yet other rules")
        screen.work.go_on()
        await settle(pilot)
        await pilot.press("w")
        assert "看不出" in screen.status.message


async def test_an_article_is_moved_and_brought_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("M", *"yanbian")
        assert "Enter 只移这一篇  Tab 此来源今后没有地区的也放这里" in shown(app)
        await pilot.press("enter")
        assert screen.status.message == "已移到 吉林 › 延边，u 撤销"
        assert screen.library.counts()["222400"].total == 4
        await pilot.press("w")
        assert screen.status.message == "你的更正：延边 · 吉林 › 延边"
        await pilot.press("u")
        assert screen.library.counts()["222400"].total == 3
        assert "已撤销" in screen.status.message
        await pilot.press("ctrl+r")
        assert screen.library.counts()["222400"].total == 4


async def test_a_moved_article_leaves_the_list_of_its_place(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.navigation.visit(View((in_region("220100"),)))
        await pilot.press("M", *"quanguo", "enter")
        assert len(screen.front.articles.ids) == 5


async def test_tab_makes_a_move_a_rule_of_the_source(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        source = screen.library.sources.all()[0]
        await pilot.press("M", *"yanbian", "tab")
        assert "此来源今后的也一样" in screen.status.message
        assert screen.library.store.sources.rules(source.id) == {"": "222400"}
        await pilot.press("u")
        assert screen.library.store.sources.rules(source.id) == {}


async def test_nothing_moves_to_where_it_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("M", *"changchun", "enter")
        assert screen_of(app).status.message == "它已经在吉林 › 长春"
        await pilot.press("M", "escape")
        assert screen_of(app).library.undo() is None


async def test_the_pages_that_a_masthead_links_are_added_by_asking_again(
    make_app: MakeApp, over: Over
) -> None:
    app = make_app(over=over(LINKING))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("w")
        assert "版头链接了 3 个地方的频道页，再按 w 添加" in screen.status.message
        await pilot.press("w")
        await settle(pilot)
        added = [(source.label, source.region) for source in screen.library.sources.all()[1:]]
        assert added == [
            ("吉林频道 长春", "220100"),
            ("吉林频道 四平", "220300"),
            ("吉林频道 延边", "222400"),
        ]
        await pilot.press("w")
        assert "版头" not in screen.status.message
        await pilot.press("u")
        await settle(pilot)
        assert len(screen.library.sources.all()) == 1


async def test_the_source_page_adds_what_the_mastheads_of_a_source_link(
    make_app: MakeApp, over: Over
) -> None:
    app = make_app(over=over(LINKING))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        library = screen_of(app).library
        await pilot.press("E", "w")
        await settle(pilot)
        assert len(library.sources.all()) == 4
        await pilot.press("w")
        await settle(pilot)
        assert "没有链接别的地方的频道页" in shown(app)
