from typing import Any

import pytest
from msgspec.structs import replace

from reader.model import Block, Draft, Image, ListItem, Span
from reader.store.drafts import completed, compress, pack, unpack

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


def test_the_structure_of_a_text_is_stored_and_a_text_stored_without_is_read() -> None:
    blocks = (
        Block("heading", "票价", level=2),
        Block("list", "甲\n乙", (Span(0, 1, "strong"),), items=(ListItem(number=3), ListItem(1))),
        Block("code", "a\n\n    b"),
    )
    draft = replace(FULL, blocks=blocks)
    assert unpack(compress(pack(draft)), FULL).blocks == blocks
    older = b'["",null,null,"",[["list","a\\nb"],["figure","",[],{"url":null}]],[],[],null]'
    assert unpack(older, FULL).blocks == (
        Block("list", "a\nb"),
        Block("figure", image=Image(None)),
    )
