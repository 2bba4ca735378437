"""Searches that the reader keeps."""

from reader.news.memory import KeptSearch, kept
from reader.store.store import Store


def test_a_kept_search_goes_and_comes_back_to_its_place() -> None:
    with Store.open(None) as store:
        for query in ("供暖", "图书馆", "渡轮"):
            added = KeptSearch.toggle(store, query)
        removed = KeptSearch.toggle(store, "图书馆")
        assert kept(store, "searches") == ["供暖", "渡轮"]
        removed.revert(store)
        assert kept(store, "searches") == ["供暖", "图书馆", "渡轮"]
        added.revert(store)
        assert kept(store, "searches") == ["供暖", "图书馆"]
        added.apply(store)
        assert kept(store, "searches") == ["供暖", "图书馆", "渡轮"]
