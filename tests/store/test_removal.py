from pathlib import Path

from msgspec.structs import replace

from reader.model import Source
from reader.store.store import Store
from tests.store.making import CITY, NOON, add_source, draft, fill, put

TABLES = [
    *("source", "former", "stamp", "rule", "article", "body", "place", "unread", "starred"),
    *("moved", "work", "placement", "source_count", "place_count"),
]


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: sorted(map(tuple, store._database.select(f"SELECT * FROM {table}")), key=repr)
        for table in TABLES
    }


def rich_source(store: Store) -> Source:
    source = fill(store, 40)
    ids = [known.id for known in store.articles.known(source.id, map_keys(40), ())]
    store.marks.read(ids[:15])
    store.marks.star(ids[10:20])
    store.sources.rule(source.id, "220000", "222400")
    store.articles.stamp(source.id, {"a.txt": "1"})
    return source


def map_keys(count: int) -> list[str]:
    return [str(number) for number in range(count)]


def test_a_removed_source_comes_back_with_all_that_was_its_own(store: Store) -> None:
    other = add_source(store, "图们")
    store.articles.commit(other, [put("x", time=NOON)])
    source = rich_source(store)
    before = everything(store)
    store.sources.remove(source.id)
    assert store.articles.count() == 1
    assert not store.sources.has(source.id)
    assert store.sources.bring_back(source.id)
    assert everything(store) == before


def test_several_come_back_in_any_order_and_more_than_once(store: Store) -> None:
    one, other = rich_source(store), add_source(store, "图们")
    store.articles.commit(other, [put("x", time=NOON)])
    before = everything(store)
    for _round in range(2):
        store.sources.remove(one.id)
        store.sources.remove(other.id)
        assert store.articles.count() == 0
        assert store.sources.bring_back(one.id)
        assert store.sources.bring_back(other.id)
        assert everything(store) == before


def test_a_source_does_not_come_back_to_an_address_that_another_has(store: Store) -> None:
    source = rich_source(store)
    store.sources.remove(source.id)
    store.sources.add(Source(url=source.url))
    before = everything(store)
    assert not store.sources.bring_back(source.id)
    assert everything(store) == before


def test_another_region_lets_the_articles_wait_to_be_placed_anew(store: Store) -> None:
    source = add_source(store)
    store.articles.commit(source, [put("1", places=CITY, draft=draft("步道", guid="1"))])
    store.placing.settle([(job, None) for job in store.queue.next("place", 10)])
    store.sources.configure(replace(source, name="延吉网", region=None, enabled=False))
    assert store.queue.waiting("place") == 0
    store.sources.configure(replace(source, name="延吉网", region="222400"))
    assert store.queue.waiting("place") == 1
    changed = store.sources.get(source.id)
    assert (changed.name, changed.region, changed.enabled) == ("延吉网", "222400", True)


def test_what_articles_lack_is_counted_by_source(store: Store) -> None:
    source = add_source(store)
    add_source(store, "图们")
    dated = draft("步道", guid="1", published="2026-09-20", source="延边日报")
    bare = draft("图书馆", guid="2", blocks=(), extent="head")
    store.articles.commit(source, [put("1", draft=dated), put("2", draft=bare, time=NOON + 60)])
    [(id, makeup)] = store.sources.makeups().items()
    assert store.sources.makeup(id) == makeup
    assert id == source.id
    assert (makeup.total, makeup.empty, makeup.undated, makeup.unsigned) == (2, 1, 1, 1)
    [(_, span)] = store.sources.spans().items()
    assert (span.oldest, span.newest) == (NOON, NOON + 60)


def test_what_another_store_removed_does_not_come_back_here(path: Path) -> None:
    with Store.open(path) as one, Store.open(path) as other:
        source = add_source(one, "图们")
        other.sources.remove(source.id)
        assert not one.sources.bring_back(source.id)
        assert one.sources.all() == []
