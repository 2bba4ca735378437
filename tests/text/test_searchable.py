"""The words of an article that searching knows."""

import pytest

from reader.model import Block, Draft
from reader.text.searchable import body_of, credits_of, occurs, text_of

DRAFT = Draft(
    headline="江边步道开放",
    kicker="惠民",
    subtitle="全长四公里",
    source="松江晚报",
    author="常立",
    editor="高原",
    responsible_editor="李玥",
    photographer="林禾",
    summary="步道今天开放。",
    blocks=(Block("paragraph", "游人很多。"), Block("figure", ""), Block("heading", "歇脚处")),
)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "江边步道开放"),
        ("author", "常立"),
        ("editor", "高原\n李玥"),
        (
            "text",
            "江边步道开放\n惠民\n全长四公里\n松江晚报\n常立\n高原\n李玥\n林禾\n游人很多。\n歇脚处",
        ),
    ],
)
def test_each_field_has_its_words(field: str, text: str) -> None:
    assert text_of(DRAFT, field) == text


def test_an_article_without_text_is_known_by_its_summary() -> None:
    assert body_of(Draft(headline="早市", summary="早市开张了。")) == ["早市开张了。"]
    assert body_of(Draft(headline="早市")) == credits_of(Draft(headline="早市")) == []
    assert text_of(Draft(headline="早市"), "author") == ""


def test_what_is_sought_occurs_in_any_spelling_and_never_across_pieces() -> None:
    assert occurs("步道", DRAFT) and occurs("歇脚", DRAFT)
    assert not occurs("开放惠民", DRAFT)
    assert not occurs("常立", DRAFT, "title")
    assert occurs("图书馆", Draft(headline="圖書館開門"))
    assert occurs("abc", Draft(headline="ABC"))
