"""Articles of several sources that are one story."""

from msgspec.structs import replace

from reader.model import Block, Draft, Source
from reader.news.placements import place_at_first
from reader.news.refresh.identity import decide, identify
from reader.news.work import catch_up, waiting, work
from reader.store.queue import STORY
from reader.store.store import Store
from reader.store.stories import WINDOW
from reader.view import View
from tests.news.test_identity import NOW

TEXT = """查干湖冬捕昨日开网，第一网出鱼十五万斤，头鱼以九十九万元成交。
渔把头石宝柱说，冰层比往年厚，网眼放大了两指，小鱼全都留在湖里。
景区加开六条摆渡线路，住宿价格由物价所每日公布，游客可以拨打热线查询。"""
HOUR = 3600
VIEW = View()


def story(headline: str = "查干湖冬捕开网", text: str = TEXT, source: str | None = None) -> Draft:
    blocks = tuple(Block("paragraph", line) for line in text.split("\n"))
    return Draft(headline=headline, guid=headline, blocks=blocks, source=source)


def add(store: Store, name: str, draft: Draft, ago: int = 0) -> int:
    """Store *draft* from the source *name*, *ago* seconds before now, and give its id."""
    url = f"https://{name}.example/feed"
    known = {source.url: source for source in store.sources.all()}
    source = known.get(url) or store.sources.add(Source(url=url, title=name, region="220000"))
    puts = decide(identify([draft]), [], now=NOW, place=lambda d: place_at_first(source, d))
    store.articles.commit(source, [replace(put, time=int(NOW.timestamp()) - ago) for put in puts])
    return max(store.articles.ids(VIEW))


def told(store: Store, *ids: int) -> list[int]:
    """Return the story of each of *ids*, after all work is done."""
    list(work(store))
    assert waiting(store) == 0
    return [store.stories.of(ids)[id] for id in ids]


def test_a_reprint_is_one_story_with_its_original() -> None:
    with Store.open(None) as store:
        first = add(store, "松江晚报", story(), ago=HOUR)
        other = add(store, "江城日报", story("【图】查干湖冬捕头网出鱼15万斤"))
        alone = add(store, "松江晚报", story("冰雪节开幕", "冰雪节今晚在江边开幕。" * 6))
        assert told(store, first, other, alone) == [first, first, alone]
        [head] = store.articles.heads([other])
        assert (head.story, head.reprints) == (first, 1)
        assert store.stories.members(other) == [first, other]
        assert store.stories.members(alone) == [alone]


def test_reports_alike_but_for_a_number_are_two_stories() -> None:
    with Store.open(None) as store:
        ids = [
            add(store, "甲报", story()),
            add(store, "乙报", story(text=TEXT.replace("十五万", "十六万"))),
        ]
        assert told(store, *ids) == ids


def test_the_same_text_after_more_than_a_week_is_another_story() -> None:
    with Store.open(None) as store:
        ids = [add(store, "甲报", story(), ago=WINDOW + 1), add(store, "乙报", story())]
        assert told(store, *ids) == ids
        third = add(store, "丙报", story(), ago=WINDOW)
        assert told(store, *ids, third) == [ids[0], ids[1], ids[0]]


def test_an_earlier_article_that_comes_later_leads() -> None:
    with Store.open(None) as store:
        late = add(store, "甲报", story())
        later = add(store, "乙报", story())
        assert told(store, late, later) == [late, late]
        early = add(store, "丙报", story(), ago=HOUR)
        assert told(store, late, later, early) == [early] * 3


def test_the_source_that_the_others_name_leads() -> None:
    with Store.open(None) as store:
        early = add(store, "甲报", story(source="松江晚报"), ago=HOUR)
        named = add(store, "松江晚报 城市新闻", story())
        assert told(store, early, named) == [named, named]


def test_an_article_that_changes_leaves_its_story() -> None:
    with Store.open(None) as store:
        ids = [
            add(store, name, story(), ago) for name, ago in (("甲报", 2), ("乙报", 1), ("丙报", 0))
        ]
        assert told(store, *ids) == [ids[0]] * 3
        store.articles.complete(ids[0], story(text=TEXT.replace("十五万", "十八万")))
        assert told(store, *ids) == [ids[0], ids[1], ids[1]]
        store.articles.complete(ids[2], story(text=TEXT.replace("十五万", "十九万")))
        assert told(store, *ids) == ids
        assert store._database.number("SELECT count(*) FROM story") == 0


def test_a_text_that_comes_later_joins() -> None:
    with Store.open(None) as store:
        first = add(store, "甲报", story(), ago=HOUR)
        head = add(store, "乙报", replace(story(), blocks=(), extent="head"))
        assert told(store, first, head) == [first, head]
        store.articles.complete(head, story())
        assert told(store, first, head) == [first, first]


def test_a_removed_source_leaves_its_stories_and_comes_back_to_them() -> None:
    with Store.open(None) as store:
        ids = [
            add(store, name, story(), ago) for name, ago in (("甲报", 2), ("乙报", 1), ("丙报", 0))
        ]
        assert told(store, *ids) == [ids[0]] * 3
        [head] = store.articles.heads([ids[0]])
        store.sources.remove(head.source_id)
        assert told(store, *ids[1:]) == [ids[1], ids[1]]
        store.sources.bring_back(head.source_id)
        assert told(store, *ids) == [ids[0]] * 3


def test_the_same_source_may_print_a_story_twice() -> None:
    with Store.open(None) as store:
        ids = [
            add(store, "甲报", story(), ago=9),
            add(store, "甲报", story("查干湖冬捕开网（组图）")),
        ]
        assert told(store, *ids) == [ids[0], ids[0]]


def test_what_a_site_says_on_all_pages_is_no_story() -> None:
    with Store.open(None) as store:
        ids = [add(store, "甲报", story(), ago=9), add(store, "甲报", story("双阳梅花鹿节开幕"))]
        assert told(store, *ids) == ids


def test_a_list_catches_up_with_stories_too() -> None:
    with Store.open(None) as store:
        ids = [add(store, "甲报", story(), ago=9), add(store, "乙报", story())]
        catch_up(store, STORY)
        assert store.stories.of(ids) == {ids[0]: ids[0], ids[1]: ids[0]}


def test_what_is_removed_leaves_nothing_to_be_compared_with() -> None:
    with Store.open(None) as store:
        first, second = add(store, "松江晚报", story(), 60), add(store, "江城日报", story())
        told(store, first, second)
        count = "SELECT count(*) FROM anchor WHERE article = ?"
        assert store._database.number(count, first) == store._database.number(count, second) > 0
        [source] = {head.source_id for head in store.articles.heads([first])}
        assert store.retention.remove(source, int(NOW.timestamp()), 9) == 1
        assert store._database.number(count, first) == 0
        assert store._database.number(count, second) > 0
