from typing import Any

import pytest

from reader.model import Block, Draft
from reader.store.drafts import completed

FULL = Draft(
    headline="图们江畔的早市开张了",
    published="2026-09-20T08:00+08:00",
    author="某某",
    editor="别人",
    blocks=(Block("paragraph", "天刚亮，摊位前已经站满了人。"),),
)


@pytest.mark.parametrize(
    ("entry", "headline"),
    [
        ("图们江畔的早市…", FULL.headline),
        ("图们江畔的早市...", FULL.headline),
        ("图们江畔的早市", FULL.headline),
        ("", FULL.headline),
        ("早市开张", "早市开张"),
        ("图们江畔的早市开张了！", "图们江畔的早市开张了！"),
    ],
)
def test_only_a_cut_off_headline_is_replaced(entry: str, headline: str) -> None:
    assert completed(Draft(headline=entry), FULL).headline == headline


def test_a_page_without_a_headline_leaves_the_cut_off_one() -> None:
    assert completed(Draft(headline="图们江…"), Draft(headline="")).headline == "图们江…"


@pytest.mark.parametrize(
    "stated",
    [
        {"url": "https://a.example/1", "guid": "1"},
        {"published": "2026-09-19", "author": "甲"},
        {"summary": "开张"},
    ],
)
def test_what_the_entry_states_stands_and_the_rest_is_filled(stated: dict[str, Any]) -> None:
    whole = completed(Draft(headline="早市", extent="head", **stated), FULL)
    assert {name: getattr(whole, name) for name in stated} == stated
    assert (whole.editor, whole.blocks, whole.extent) == ("别人", FULL.blocks, "full")
