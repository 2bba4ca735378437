import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.errors import StoreBusy
from reader.model import Count, Problem, Source
from reader.store.store import Store
from reader.view import STARRED, View, from_source, in_region
from tests.store.making import add_source, fill, put

CITY_PAGE = Source(
    url="https://yanji.example/list.html",
    kind="page",
    name="延吉要闻",
    title="延吉网",
    region="222401",
    every=1800,
    full_text="always",
    charset="gb18030",
    charset_declared="gb2312",
    charset_used="utf-8",
    enabled=False,
    etag='"7"',
    last_modified="Sun, 20 Sep 2026 08:00:00 GMT",
    checked=20,
    succeeded=10,
    retry_after=90,
    problem=Problem(
        "http", "{host} 答复 HTTP {status}。", {"host": "yanji.example", "status": 503}
    ),
)


def test_a_source_comes_back_as_it_was_stored(store: Store) -> None:
    stored = store.sources.add(CITY_PAGE)
    assert stored == replace(CITY_PAGE, id=stored.id)
    assert store.sources.get(stored.id) == store.sources.find(CITY_PAGE.url) == stored


def test_a_known_address_is_not_stored_twice(store: Store) -> None:
    first = store.sources.add(CITY_PAGE)
    assert store.sources.add(replace(CITY_PAGE, name="别名")) == first
    assert store.sources.count() == 1


def test_sources_are_listed_in_the_order_of_their_addition(store: Store) -> None:
    names = ["图们", "敦化", "安图"]
    added = [add_source(store, name) for name in names]
    assert store.sources.all() == added


def test_an_update_changes_settings_and_state(store: Store) -> None:
    source = add_source(store)
    store.sources.update(replace(CITY_PAGE, id=source.id))
    assert store.sources.all() == [replace(CITY_PAGE, id=source.id)]


def test_a_source_does_not_move_to_the_address_of_another(store: Store) -> None:
    one, other = add_source(store, "图们"), add_source(store, "敦化")
    store.sources.update(replace(one, url=other.url, etag="new"))
    assert store.sources.get(one.id) == replace(one, etag="new")


def test_only_a_source_without_articles_becomes_another_address(store: Store) -> None:
    full = fill(store, 2)
    other, empty = add_source(store, "图们"), add_source(store, "珲春")
    store.sources.declare([Source(url="https://declared.example/")])
    declared = store.sources.all()[-1]
    assert not store.sources.join(full.id, other.id)
    assert not store.sources.join(declared.id, other.id)
    moved = replace(empty, url="https://moved.example/")
    store.sources.update(moved)
    assert store.sources.join(empty.id, other.id)
    assert store.sources.all() == [full, other, declared]
    assert store.sources.find(empty.url) == store.sources.find(moved.url) == other


def test_a_visit_leaves_the_settings_that_were_changed_meanwhile(store: Store) -> None:
    source = add_source(store)
    store.sources.update(replace(source, name="改名", region="222401"))
    store.articles.commit(replace(source, kind="feed", etag="new"), [])
    stored = store.sources.get(source.id)
    assert (stored.name, stored.region) == ("改名", "222401")
    assert (stored.kind, stored.etag) == ("feed", "new")


@pytest.mark.parametrize("act", ["get", "update", "remove"])
def test_an_unknown_source_is_a_key_error(store: Store, act: str) -> None:
    argument = Source(id=7, url="https://a.example") if act == "update" else 7
    with pytest.raises(KeyError):
        getattr(store.sources, act)(argument)
    assert store.sources.find("https://a.example") is None


def test_declared_sources_follow_the_config_and_keep_their_state(store: Store) -> None:
    declared = Source(url="https://a.example/feed", name="旧名")
    store.sources.declare([declared])
    [stored] = store.sources.all()
    store.articles.commit(replace(stored, title="甲", etag="x"), [put("1")])
    store.sources.declare([replace(declared, name="新名")])
    assert store.sources.all() == [
        replace(stored, name="新名", title="甲", etag="x", declared=True)
    ]


def test_a_source_no_longer_declared_is_disabled_with_its_articles_kept(store: Store) -> None:
    store.sources.declare([Source(url="https://a.example/feed")])
    [source] = store.sources.all()
    store.articles.commit(source, [put("1")])
    store.sources.declare([])
    retired = store.sources.get(source.id)
    assert (retired.enabled, retired.declared) == (False, False)
    assert store.articles.count() == 1
    store.sources.declare([Source(url="https://a.example/feed")])
    assert store.sources.get(source.id).enabled is True


def test_declaring_takes_over_a_stored_source_and_leaves_the_others(store: Store) -> None:
    one, other = add_source(store, "图们"), add_source(store, "敦化")
    store.sources.declare([Source(url=one.url, name="图们")])
    assert [s.declared for s in store.sources.all()] == [True, False]
    store.sources.declare([])
    assert store.sources.get(other.id) == other


def test_declaring_the_same_again_needs_no_lock(path: Path) -> None:
    declared = Source(url="https://a.example/feed", name="甲")
    retired = Source(url="https://b.example/feed", name="乙")
    with (
        Store.open(path, patience=0.01) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        store.sources.declare([declared, retired])
        store.sources.declare([declared])
        other.execute("BEGIN IMMEDIATE")
        store.sources.declare([declared])
        with pytest.raises(StoreBusy):
            store.sources.declare([declared, retired])


def test_a_declared_source_keeps_the_address_by_which_the_config_knows_it(store: Store) -> None:
    store.sources.declare([Source(url="http://a.example/feed")])
    [source] = store.sources.all()
    store.articles.commit(replace(source, url="https://a.example/feed"), [])
    store.sources.declare([Source(url="http://a.example/feed")])
    assert store.sources.all() == [source]


def test_removing_a_source_removes_its_articles_and_nothing_else(store: Store) -> None:
    kept = fill(store, 2)
    gone = add_source(store, "图们")
    store.articles.commit(gone, [put("1"), put("2", places=("CN",))])
    store.articles.stamp(gone.id, {"a.txt": "1:1"})
    store.marks.star(store.articles.ids(View((from_source(gone.id),))))
    store.sources.remove(gone.id)
    assert store.sources.all() == [kept]
    assert store.sources.counts() == {kept.id: Count(2, 2)}
    assert set(store.marks.counts()) == {"222401", "222400", "220000"}
    assert (
        len(store.articles.ids(View()))
        == len(store.articles.ids(View((in_region("220000"),))))
        == 2
    )
    assert not store.articles.ids(View((STARRED,)))


def test_a_removed_source_takes_nothing_in_and_its_number_is_not_used_again(store: Store) -> None:
    gone = fill(store, 1)
    [article] = store.articles.ids(View())
    store.sources.remove(gone.id)
    assert store.articles.commit(gone, [put("1")])[:2] == (0, 0)
    store.articles.stamp(gone.id, {"a.txt": "1:1"})
    assert store.articles.stamps(gone.id) == {}
    assert add_source(store, "图们").id != gone.id
    assert fill(store, 1).id != gone.id
    assert store.articles.ids(View())[0] != article
