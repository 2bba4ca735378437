"""Searches that the reader keeps."""

from reader.news import saved
from reader.store.store import Store


def test_a_kept_search_goes_and_comes_back_to_its_place() -> None:
    with Store.open(None) as store:
        for query in ("供暖", "图书馆", "渡轮"):
            added = saved.toggle(store, query)
        removed = saved.toggle(store, "图书馆")
        assert saved.searches(store) == ["供暖", "渡轮"]
        saved.apply(store, removed, back=True)
        assert saved.searches(store) == ["供暖", "图书馆", "渡轮"]
        saved.apply(store, added, back=True)
        assert saved.searches(store) == ["供暖", "图书馆"]
        saved.apply(store, added)
        assert saved.searches(store) == ["供暖", "图书馆", "渡轮"]
