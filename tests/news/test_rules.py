"""Rules do what they say with what is stored and what comes, and take it back when they go."""

from collections.abc import Iterator

import pytest

from reader.errors import BadQuery, UnknownRegion
from reader.model import Count, Draft, Rule
from reader.news.library import Library
from reader.news.rules import new_rule
from reader.news.work import WorkStep, apply_rules, catch_up, waiting, work
from reader.store.queue import RULE
from reader.store.store import Store
from reader.view import View
from tests.news.test_work import add, fill, story, told
from tests.store.making import draft

MUTE = new_rule("mute", "彩票")


@pytest.fixture
def library() -> Iterator[Library]:
    with Store.open(None) as store:
        fill(store, ["延吉市彩票开奖", "长春市来了候鸟", "长春市彩票开奖"])
        list(work(store))
        yield Library(store)


def titles(library: Library, query: str = "") -> list[str]:
    return [head.headline for head in library.heads(library.ids(View(filter=query)))]


def test_a_muted_article_leaves_lists_and_counts_and_is_found_where_asked_for(
    library: Library,
) -> None:
    library.store.rules.add(MUTE)
    list(work(library.store))
    assert titles(library) == ["长春市来了候鸟"]
    assert titles(library, "is:muted") == ["延吉市彩票开奖", "长春市彩票开奖"]
    assert titles(library, "is:muted region:延吉") == ["延吉市彩票开奖"]
    assert library.totals()["unread"] == Count(1, 1)
    assert library.totals()["muted"] == Count(2, 2)
    assert library.counts()["220000"] == Count(1, 1)
    assert [list(page.ids) for page in library.search.pages(View(search="开奖"))] == [[]]
    assert library.search.count(View(search="开奖")) == 0
    found = [id for page in library.search.pages(View(search="开奖 is:muted")) for id in page.ids]
    assert found == [3, 1]
    assert library.store.articles.count() == 3


def test_what_comes_is_muted_too(library: Library) -> None:
    library.store.rules.add(MUTE)
    fill(library.store, ["吉林市彩票开奖", "吉林市下雪"])
    catch_up(library.store, RULE, folds=False)
    assert titles(library) == ["吉林市下雪", "长春市来了候鸟"]


def test_removing_a_rule_takes_its_effect_back(library: Library) -> None:
    first = library.store.rules.add(MUTE)
    second = library.store.rules.add(new_rule("mute", "延吉"))
    list(work(library.store))
    library.store.rules.remove(first)
    assert waiting(library.store) == 2
    list(work(library.store))
    assert titles(library, "is:muted") == ["延吉市彩票开奖"]
    library.store.rules.remove(second)
    list(work(library.store))
    assert library.totals()["all"] == Count(3, 3)
    assert library.store.rules.found() == {}


def test_a_star_taken_away_by_hand_is_not_given_again(library: Library) -> None:
    library.star([2])
    star = new_rule("star", "长春")
    id = library.store.rules.add(star)
    list(work(library.store))
    assert titles(library, "is:starred") == ["长春市来了候鸟", "长春市彩票开奖"]
    library.star([1], False)
    library.store.articles.complete(1, Draft(headline="长春", blocks=draft("更正").blocks))
    library.store.rules.add(new_rule("star", "市"))
    list(work(library.store))
    assert titles(library, "is:starred") == ["延吉市彩票开奖", "长春市来了候鸟"]
    for rule in library.store.rules.all():
        library.store.rules.remove(rule.id)
    list(work(library.store))
    assert titles(library, "is:starred") == ["长春市来了候鸟"]
    library.store.rules.add(Rule("star", star.query, id=id))
    assert [rule.id for rule in library.store.rules.all()] == [id]


def test_a_rule_moves_what_the_reader_has_not_moved(library: Library) -> None:
    library.move([1], "CN")
    library.store.rules.add(new_rule("move", "彩票 region:吉林", "杭州"))
    list(work(library.store))
    assert {head.id: head.region for head in library.heads([1, 2, 3])} == {
        1: "CN",
        2: "220100",
        3: "330100",
    }
    library.undo()
    list(work(library.store))
    assert library.heads([1])[0].region == "330100"
    assert library.article(1).placement.reason.params["query"] == "彩票 region:吉林"
    library.store.queue.renew("place", "new rules")
    list(work(library.store))
    assert library.heads([3])[0].region == "330100"
    library.store.rules.remove(1)
    list(work(library.store))
    assert {head.id: head.region for head in library.heads([1, 2, 3])} == {
        1: "220100",
        2: "220100",
        3: "222401",
    }


def test_a_rule_finds_what_comes_to_its_place_later(library: Library) -> None:
    library.store.rules.add(new_rule("mute", "region:杭州"))
    list(work(library.store))
    source = library.store.sources.all()[0]
    library.store.sources.rule(source.id, "222401", "330100")
    library.store.queue.renew("place", "new rules")
    list(work(library.store))
    assert titles(library, "is:muted") == ["延吉市彩票开奖"]


def test_work_that_stops_goes_on_where_it_was(library: Library) -> None:
    library.store.rules.add(MUTE)
    assert next(apply_rules(library.store, 1)) == WorkStep(RULE, 1, 1)
    assert library.store.rules.waiting() == 2
    assert list(apply_rules(library.store, 1)) == [WorkStep(RULE, 1, 0), WorkStep(RULE, 1, 1)]


def test_rules_wait_until_an_article_is_indexed(library: Library) -> None:
    library.store.rules.add(MUTE)
    fill(library.store, ["吉林市彩票开奖"])
    assert list(apply_rules(library.store)) == []
    assert library.store.rules.waiting() == 4
    list(work(library.store))
    assert library.totals()["muted"].total == 3


def test_a_damaged_index_is_made_anew_before_rules_are_heard(library: Library) -> None:
    library.store.rules.add(MUTE)
    with library.store._database.write() as connection:
        connection.execute("DELETE FROM tokens_data")
    list(work(library.store))
    list(work(library.store))
    assert library.totals()["muted"] == Count(2, 2)


def test_marks_of_muted_articles_do_not_count(library: Library) -> None:
    library.store.rules.add(MUTE)
    list(work(library.store))
    library.mark_read([1])
    assert library.totals()["muted"] == Count(2, 1)
    assert library.totals()["unread"] == Count(1, 1)
    library.mark_view_read(View())
    assert library.totals()["muted"] == Count(2, 1)
    library.store.rules.remove(1)
    list(work(library.store))
    assert library.totals()["all"] == Count(3, 1)


def test_a_source_goes_and_comes_back_with_what_is_muted(library: Library) -> None:
    library.store.rules.add(MUTE)
    list(work(library.store))
    library.sources.remove(library.sources.all()[0].id)
    assert library.totals()["all"] == library.totals()["muted"] == Count()
    library.undo()
    assert library.totals()["all"] == Count(1, 1)
    assert library.totals()["muted"] == Count(2, 2)


def test_a_rule_that_means_nothing_is_not_made() -> None:
    with pytest.raises(BadQuery, match="请写上要找的字词，标点不能单独搜索。"):
        new_rule("mute", "  ")
    with pytest.raises(UnknownRegion):
        new_rule("move", "彩票", "火星")


def test_a_stored_rule_that_means_nothing_any_more_finds_nothing(library: Library) -> None:
    library.store.rules.add(Rule("mute", "colour:red"))
    list(work(library.store))
    assert library.totals()["muted"] == Count()


def test_a_rule_for_reprints_finds_those_that_come_to_be_one() -> None:
    with Store.open(None) as store:
        library = Library(store)
        first = add(store, "甲", story())
        list(work(store))
        store.rules.add(new_rule("mute", "is:dup"))
        second = add(store, "乙", story())
        assert told(store, first, second) == [first, first]
        assert list(library.ids(View())) == [first]
        earlier = add(store, "丙", story(), ago=60)
        assert told(store, first, earlier) == [earlier, earlier]
        assert list(library.ids(View())) == [earlier]
