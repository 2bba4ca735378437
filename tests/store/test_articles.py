import pytest
from msgspec.structs import replace

from reader.model import Block, Count, Draft, Image, Link, Masthead, Placement, Reason
from reader.store.articles import Ingested, Known
from reader.store.drafts import digest
from reader.store.store import Store
from reader.text.dates import epoch
from reader.view import STARRED, UNREAD, Order, View, from_source, in_region, since
from tests.store.making import CITY, NOON, add_source, draft, fill, put

WHOLE = Draft(
    headline="珲春口岸迎来今年首趟中欧班列",
    url="https://hunchun.example/1.html",
    guid="tag:hunchun,1",
    published="2026-09-20T15:56:19+08:00",
    source="边城报",
    author="甲 乙",
    editor="丙",
    responsible_editor="丁",
    photographer="戊",
    original_title="首趟班列进站",
    summary="班列进站",
    blocks=(
        Block("heading", "进站"),
        Block("figure", "班列", image=Image("https://hunchun.example/1.jpg", "班列", "戊 摄")),
        Block("paragraph", "汽笛一响，班列缓缓进站。"),
    ),
    notes=("版权归边城报所有。",),
    pages=("https://hunchun.example/1_2.html",),
    masthead=Masthead(
        "边城频道", (Link("珲春", "https://hunchun.example/"),), "0433", "a@b.example"
    ),
)


def only(store: Store) -> int:
    [id] = store.articles.ids(View())
    return id


def test_an_article_comes_back_whole(store: Store) -> None:
    source = add_source(store)
    placement = Placement("222404", ("222404", "222401"), Reason("{field}", {"field": "电头"}))
    entry = replace(put("1", draft=WHOLE), placement=placement)
    assert store.articles.commit(source, [entry])[:2] == (1, 0)
    article = store.articles.get(only(store))
    assert article.draft == WHOLE
    assert article.placement == placement
    assert article.head == store.articles.heads([article.head.id])[0]
    assert store.articles.regions([article.head.id, 99]) == {1: ("222404", "222401")}


def test_a_head_shows_the_press_that_the_article_names(store: Store) -> None:
    source = add_source(store)
    store.articles.commit(source, [put("1", draft=WHOLE), put("2", time=NOON - 1)])
    named, unnamed = store.articles.heads(store.articles.ids(View()))
    assert (named.source, unnamed.source) == ("边城报", source.label)
    assert (named.region, named.time, named.published) == ("222401", NOON, WHOLE.published)
    assert not named.read
    assert not named.starred


def test_an_article_without_a_place_has_none(store: Store) -> None:
    fill(store, 1, places=())
    assert store.articles.get(only(store)).placement == Placement(None)
    assert store.marks.counts() == {}


def test_heads_come_in_the_order_asked_without_those_that_are_gone(store: Store) -> None:
    fill(store, 3)
    first, second, third = store.articles.ids(View())
    asked = [third, 99, first, second, first]
    assert [head.id for head in store.articles.heads(asked)] == [third, first, second, first]
    assert store.articles.heads([]) == []


def test_an_unknown_article_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.articles.get(7)
    with pytest.raises(KeyError):
        store.articles.complete(7, WHOLE)


def test_articles_are_known_by_key_and_by_link_within_their_source(store: Store) -> None:
    source, other = add_source(store), add_source(store, "图们")
    puts = [put("1", url_key="a/1"), put("2"), put("3", url_key="a/3"), put("4")]
    store.articles.commit(source, puts)
    store.articles.commit(other, [put("1", url_key="a/3")])
    known = store.articles.known(source.id, {"2", "9"}, ["a/1", "a/9", ""])
    two, one = sorted(known, key=lambda item: item.key, reverse=True)
    assert one == Known(one.id, "1", "a/1", digest(put("1").draft), NOON, "full", one.headline)
    assert (two.key, two.url_key) == ("2", "")
    assert len(known) == 2


def test_an_article_is_found_by_its_link(store: Store) -> None:
    source = fill(store, 1, url_key="a/1")
    id = only(store)
    store.articles.commit(source, [put("no link")])
    assert store.articles.find("a/1") == id
    assert store.articles.find("a/2") is None
    assert store.articles.find("") is None


def test_an_edited_entry_is_updated_and_keeps_its_marks(store: Store) -> None:
    source = fill(store, 1)
    id = only(store)
    store.marks.read([id])
    store.marks.star([id])
    edited = put("1", draft=draft("改过的标题"), time=NOON + 5, id=id, url_key="b")
    assert store.articles.commit(source, [edited])[:2] == (0, 1)
    head = store.articles.get(id).head
    assert (head.headline, head.time, head.region) == ("改过的标题", NOON + 5, "222401")
    assert (head.read, head.starred) == (True, True)
    assert store.articles.find("b") == id
    assert store.marks.counts() == {place: Count(1, 0) for place in CITY}
    assert list(store.articles.ids(View((STARRED,)))) == [id]


def test_an_update_may_give_an_article_a_new_key(store: Store) -> None:
    source = fill(store, 1)
    id = only(store)
    store.articles.commit(source, [put("new", id=id)])
    assert [item.id for item in store.articles.known(source.id, ["new"], [])] == [id]
    assert store.articles.known(source.id, ["0"], []) == []


def test_an_update_does_not_take_the_key_of_another_article(store: Store) -> None:
    source = fill(store, 2)
    newest, oldest = store.articles.ids(View())
    store.articles.commit(source, [put("0", id=newest)])
    known = store.articles.known(source.id, ["0", "1"], [])
    assert {item.key: item.id for item in known} == {"0": oldest, "1": newest}


def test_the_same_entry_stored_by_another_process_meanwhile_is_neither_new_nor_updated(
    store: Store,
) -> None:
    source = fill(store, 1)
    assert store.articles.commit(source, [put("0")])[:2] == (0, 0)
    assert store.articles.commit(source, [put("0", draft=draft("改过"))])[:2] == (0, 1)
    assert store.articles.count() == 1


def test_an_entry_to_be_updated_that_is_gone_is_new(store: Store) -> None:
    source = add_source(store)
    assert store.articles.commit(source, [put("1", id=99)])[:2] == (1, 0)


def test_an_entry_listed_twice_is_stored_once(store: Store) -> None:
    assert store.articles.commit(add_source(store), [put("1"), put("1")])[:2] == (1, 0)


def test_a_shorter_entry_does_not_cost_the_full_text(store: Store) -> None:
    source = add_source(store)
    entry = put("1", draft=draft("班列…", extent="head", blocks=()))
    store.articles.commit(source, [entry])
    id = only(store)
    store.articles.complete(id, WHOLE)
    whole = store.articles.get(id).draft
    edited = replace(entry, id=id, draft=draft("班列进站了", extent="head", blocks=()))
    assert store.articles.commit(source, [edited]) == Ingested(0, 0, (id,))
    assert store.articles.get(id).draft == whole
    [known] = store.articles.known(source.id, ["1"], [])
    assert known.digest == digest(entry.draft)
    store.articles.dismiss(id, edited)
    [known] = store.articles.known(source.id, ["1"], [])
    assert (known.digest, known.headline) == (digest(edited.draft), whole.headline)


def test_an_entry_that_says_no_more_than_is_stored_is_taken_as_read(store: Store) -> None:
    source = add_source(store)
    entry = put("1", draft=draft("班列…", extent="head", blocks=()))
    store.articles.commit(source, [entry])
    id = only(store)
    store.articles.complete(id, WHOLE)
    whole = store.articles.get(id).draft
    shorter = replace(entry, id=id, draft=draft(f"{whole.headline[:3]}…", extent="head", blocks=()))
    assert store.articles.commit(source, [shorter]) == Ingested(0, 1)
    assert store.articles.get(id).draft == whole


def test_completing_brings_the_text_and_leaves_the_entry_recognizable(store: Store) -> None:
    source = add_source(store)
    entry = put("1", draft=draft("珲春口岸迎来…", extent="summary", url="https://b.example/1"))
    store.articles.commit(source, [entry])
    id = only(store)
    store.marks.star([id])
    store.articles.complete(id, WHOLE)
    article = store.articles.get(id)
    assert article.draft == replace(WHOLE, url="https://b.example/1")
    assert (article.head.time, article.head.starred) == (epoch(WHOLE.published or ""), True)
    [known] = store.articles.known(source.id, ["1"], [])
    assert (known.digest, known.extent) == (digest(entry.draft), "full")


@pytest.mark.parametrize(
    ("stated", "found", "published", "time"),
    [
        (None, "2026-09-20T15:56+08:00", "2026-09-20T15:56+08:00", "2026-09-20T15:56+08:00"),
        ("2026-09-20", "2026-09-20T15:56+08:00", "2026-09-20T15:56+08:00", "2026-09-20T15:56"),
        ("2026-09-21", "2026-09-20T15:56+08:00", "2026-09-21", "2026-09-21"),
        (
            "2026-09-20T09:00+08:00",
            "2026-09-20T15:56",
            "2026-09-20T09:00+08:00",
            "2026-09-20T09:00",
        ),
        (None, None, None, "2026-09-22T12:00"),
        (None, "2036-09-20T15:56+08:00", "2036-09-20T15:56+08:00", "2026-09-22T12:00"),
    ],
)
def test_an_article_stands_on_the_day_that_its_page_is_the_first_to_tell(
    store: Store, stated: str | None, found: str | None, published: str | None, time: str
) -> None:
    source = add_source(store)
    entry = draft("班列", extent="head", blocks=(), published=stated)
    listed = put("1", draft=entry, time=epoch(stated or "2026-09-22T12:00"))
    store.articles.commit(source, [listed, put("2")])
    store.articles.complete(1, replace(WHOLE, published=found))
    [head] = store.articles.heads([1])
    assert (head.published, head.time) == (published, epoch(time))
    for view in (View(), View((in_region(CITY[0]),)), View((UNREAD,)), View((from_source(1),))):
        assert list(store.articles.listing(view).times) == sorted([head.time, NOON], reverse=True)
    edited = replace(listed, id=1, draft=replace(entry, headline="首趟班列"))
    store.articles.commit(source, [edited])
    assert store.articles.heads([1])[0].time == epoch(time)


def test_stamps_are_kept_by_source_and_replaced(store: Store) -> None:
    source, other = add_source(store), add_source(store, "图们")
    store.articles.stamp(source.id, {"a.txt": "1:1", "b.txt": "2:2"})
    store.articles.stamp(source.id, {"a.txt": "9:9"})
    assert store.articles.stamps(source.id) == {"a.txt": "9:9", "b.txt": "2:2"}
    assert store.articles.stamps(other.id) == {}


def test_a_commit_that_fails_leaves_nothing_behind(store: Store) -> None:
    source = add_source(store)
    with pytest.raises(UnicodeEncodeError):
        store.articles.commit(replace(source, etag="x"), [put("1"), put("\ud800")])
    assert store.articles.count() == 0
    assert store.sources.get(source.id) == source
    assert store.articles.commit(source, [put("1")])[:2] == (1, 0)


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_what_comes_behind_an_article_is_found_from_it(store: Store, order: Order) -> None:
    source = add_source(store)
    times = (5, 3, 3, 9, 3, 1)
    store.articles.commit(source, [put(str(n), time=NOON + t) for n, t in enumerate(times)])
    for view in (
        View(order=order),
        View((since(NOON + 2),), order=order),
    ):
        heads = store.articles.heads(store.articles.ids(view))
        behind = [store.articles.behind(view, head.time, head.id) for head in heads]
        assert behind == [*(head.id for head in heads[1:]), None]


@pytest.mark.parametrize("time", [-1, 2**33])
def test_times_of_any_century_are_listed(store: Store, time: int) -> None:
    store.articles.commit(add_source(store), [put("1"), put("2", time=time)])
    assert sorted(store.articles.listing(View()).times) == sorted([NOON, time])
    assert sorted(store.articles.listing(View(), limit=9).times) == sorted([NOON, time])
