"""What a query looks for in an article."""

import pytest

from reader.model import Block, Draft
from reader.news.search import relevance, search_terms, snippet_of

DRAFT = Draft(headline="早市开张", author="常立", blocks=(Block("paragraph", "江边的早市。" * 9),))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("早市 江边", ["早市", "江边"]),
        ("早市 早市", ["早市"]),
        ("早市 -江边", ["早市"]),
        ("圖書館 ABC", ["图书馆", "abc"]),
        ("is:unread", []),
    ],
)
def test_a_query_looks_for_strings(query: str, found: list[str]) -> None:
    assert search_terms(query) == found


def test_a_line_of_the_text_comes_before_one_of_the_credits() -> None:
    assert snippet_of(DRAFT, ["早市"]).text.startswith("江边的早市")
    assert snippet_of(DRAFT, ["常立"]).text == "常立"
    assert not snippet_of(DRAFT, ["渡轮"]).marks


def test_a_string_in_the_headline_counts_ten_times() -> None:
    assert relevance(Draft(headline="早市"), ["早市"]) == 10 / 200
    assert relevance(Draft(headline="江边", summary="早市"), ["早市"]) == 1 / 202
    assert relevance(Draft(headline="江边", summary="早市早市"), ["早市"]) == 2 / 204
    assert relevance(Draft(headline="早市江边"), ["早市", "江边"]) == 20 / 200
    assert relevance(Draft(headline="早市"), ["渡轮"]) == 0
