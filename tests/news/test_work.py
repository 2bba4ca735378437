"""Work that waits is done in steps, by whoever comes."""

import subprocess
import sys
from pathlib import Path

from msgspec.structs import replace

from reader.model import Block, Count, Draft, Source
from reader.news.placements import place_at_first, version
from reader.news.refresh.identity import decide, identify
from reader.news.work import CATCH_UP, catch_up, waiting, work
from reader.store.queue import INDEX, PLACE, STORY
from reader.store.store import Store
from reader.store.stories import WINDOW
from reader.view import View
from tests.news.refresh.test_identity import NOW
from tests.store.making import put

WORKER = """
import sys
from pathlib import Path
from reader.news.work import work
from reader.store.store import Store

with Store.open(Path(sys.argv[1])) as store:
    for step in work(store, 2):
        print(step, flush=True)
"""


def fill(store: Store, headlines: list[str]) -> Source:
    source = store.sources.add(Source(url="https://a.example/feed", region="220000"))
    text = (Block("paragraph", "很热闹。"),)
    drafts = [Draft(headline=headline, guid=headline, blocks=text) for headline in headlines]
    puts = decide(identify(drafts), [], now=NOW, place=lambda d: place_at_first(source, d))
    store.articles.commit(source, puts)
    return source


def regions(store: Store) -> dict[str, str | None]:
    return {head.headline: head.region for head in store.articles.heads(store.articles.ids(View()))}


def test_articles_are_placed_by_their_text_step_by_step() -> None:
    with Store.open(None) as store:
        fill(store, ["长春市来了候鸟", "吉林市来了候鸟", "江边来了候鸟"])
        assert set(regions(store).values()) == {"220000"}
        assert waiting(store) == 9
        steps = list(work(store, 2))
        tasks = [(step.task, step.seen) for step in steps]
        assert tasks == [(INDEX, 3), (PLACE, 2), (PLACE, 1), (STORY, 2), (STORY, 1)]
        assert sum(step.moved for step in steps) == 2
        assert regions(store) == {
            "长春市来了候鸟": "220100",
            "吉林市来了候鸟": "220200",
            "江边来了候鸟": "220000",
        }
        assert list(work(store)) == []


def test_a_step_that_was_not_waited_for_is_done_by_the_next_worker() -> None:
    with Store.open(None) as store:
        fill(store, ["长春市来了候鸟", "吉林市来了候鸟"])
        next(work(store, 1))
        assert waiting(store) == 4
        assert sum(step.seen for step in work(store)) == 4


def test_what_comes_meanwhile_is_indexed_before_the_rest_goes_on() -> None:
    with Store.open(None) as store:
        source = fill(store, ["长春市来了候鸟", "吉林市来了候鸟"])
        steps = work(store, 1)
        tasks = [next(steps).task for _ in range(2)]
        store.articles.commit(source, [put("又来了")])
        tasks += [step.task for step in steps]
        assert tasks == [INDEX, PLACE, INDEX, PLACE, PLACE, STORY, STORY, STORY]


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "zhnews.db"
    with Store.open(path) as store:
        fill(store, [f"长春市来了候鸟（{number}）" for number in range(200)])
    command = [sys.executable, "-c", WORKER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and any(PLACE in line for line in process.stdout)
        process.kill()
    with Store.open(path) as store:
        assert store.marks.counts()["220100"].total == 200 - store.queue.waiting(PLACE)
        assert 0 < waiting(store) < 600
        list(work(store))
        assert store.marks.counts()["220100"] == Count(200, 200)


def test_a_new_gazetteer_places_what_is_stored_anew() -> None:
    with Store.open(None) as store:
        source = fill(store, ["长春市来了候鸟"])
        list(work(store))
        store.sources.rule(source.id, "220100", "220200")
        assert waiting(store) == 0
        store.queue.renew("place", "an older gazetteer")
        assert waiting(store) == 1
        list(work(store))
        assert regions(store) == {"长春市来了候鸟": "220200"}


def test_the_version_is_the_datas() -> None:
    assert version() == version()
    assert len(version().split()) == 2


def test_a_search_catches_up_with_a_refresh_but_not_with_everything() -> None:
    with Store.open(None) as store:
        fill(store, [f"长春市来了候鸟（{number}）" for number in range(CATCH_UP + 1)])
        catch_up(store, PLACE)
        assert store.queue.waiting(PLACE) == 1
        catch_up(store, INDEX)
        assert store.queue.waiting(INDEX) == 1


def test_a_search_goes_on_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "zhnews.db"
    with Store.open(path) as store, Store.open(path, patience=0) as searching:
        fill(store, ["长春市来了候鸟"])
        with store._database.write():
            catch_up(searching, PLACE)
            catch_up(searching, INDEX)
        assert waiting(store) == 3


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
