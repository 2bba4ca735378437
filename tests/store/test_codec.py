import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Block, Draft, Image, Link, Masthead, Span
from reader.store.drafts import compress, digest, pack, unpack
from reader.store.files import Garbled
from tests.store.making import draft

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
texts = st.lists(text, max_size=3).map(tuple)
spans = st.builds(
    Span,
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(["strong", "emphasis", "link"]),
    text,
)
images = st.builds(Image, st.none() | text, text, text)
blocks = st.builds(
    Block,
    st.sampled_from(["paragraph", "heading", "figure", "quote", "list", "table"]),
    text,
    st.lists(spans, max_size=3).map(tuple),
    st.none() | images,
)
links = st.builds(Link, text, text, st.none() | text)
mastheads = st.builds(
    Masthead, st.none() | text, st.lists(links, max_size=3).map(tuple), st.none() | text
)
bodies = st.fixed_dictionaries(
    {
        "guid": text,
        "photographer": st.none() | text,
        "original_title": st.none() | text,
        "summary": text,
        "blocks": st.lists(blocks, max_size=4).map(tuple),
        "notes": texts,
        "pages": texts,
        "masthead": st.none() | mastheads,
        "cut": st.booleans(),
    }
)


@given(bodies)
@settings(max_examples=60)
def test_a_body_comes_back_as_it_was_packed(body: dict[str, Any]) -> None:
    head = Draft(headline="标题", author="某某", extent="summary")
    packed = pack(Draft(headline="", **body))
    whole = Draft(headline="标题", author="某某", extent="summary", **body)
    assert unpack(packed, head) == unpack(compress(packed), head) == whole
    assert compress(compress(packed)) == compress(packed)


def test_every_character_survives() -> None:
    planes = (range(0x20, 0xD800), range(0xE000, 0x110000))
    blocks = tuple(Block("paragraph", "".join(map(chr, plane))) for plane in planes)
    packed = compress(pack(Draft(headline="", blocks=blocks)))
    assert unpack(packed, Draft(headline="")).blocks == blocks


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 9,
        pack(draft())[:-9],
        compress(pack(draft()))[:-9],
        zlib.compress(b"\xff"),
        zlib.compress(b'["x"]'),
    ],
)
def test_what_is_no_packed_body_is_garbled(content: bytes) -> None:
    with pytest.raises(Garbled):
        unpack(content, Draft(headline=""))


@pytest.mark.parametrize(
    "edit",
    [
        {"headline": "另一个标题"},
        {"editor": "某某"},
        {"summary": "另一个摘要"},
        {"published": "2025-01-02"},
        {"blocks": (Block("paragraph", "另一段。"),)},
        {"blocks": (Block("heading", "布尔哈通河畔新添步道，今天起向市民开放。"),)},
    ],
)
def test_an_edited_entry_has_another_digest(edit: dict[str, Any]) -> None:
    assert digest(draft(**edit)) != digest(draft())


def test_another_minute_and_other_addresses_are_no_edit() -> None:
    moved = draft(
        url="https://a.example/?token=2",
        published="2019-08-20T23:59+08:00",
        guid="another",
        extent="head",
    )
    assert digest(moved) == digest(draft(published="2019-08-20"))
