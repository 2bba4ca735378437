"""Searches that the reader keeps."""

from reader.news.memory import SavedSearch, saved_words
from reader.store.store import Store


def test_a_kept_search_goes_and_comes_back_to_its_place() -> None:
    with Store.open(None) as store:
        for query in ("供暖", "图书馆", "渡轮"):
            added = SavedSearch.toggle(store, query)
        removed = SavedSearch.toggle(store, "图书馆")
        assert saved_words(store, "searches") == ["供暖", "渡轮"]
        removed.revert(store)
        assert saved_words(store, "searches") == ["供暖", "图书馆", "渡轮"]
        added.revert(store)
        assert saved_words(store, "searches") == ["供暖", "图书馆"]
        added.apply(store)
        assert saved_words(store, "searches") == ["供暖", "图书馆", "渡轮"]
