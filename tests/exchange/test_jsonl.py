import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import BadRecord
from reader.exchange.blocks import read_blocks
from reader.exchange.jsonl import ArticleRecord, decode, write_item
from reader.extract.article.blocks import read_fragment
from reader.model import Block, Draft, Image, ListItem
from reader.text.clean import has_controls
from tests.exchange.drafts import drafts, texts


def read_item(line: bytes) -> ArticleRecord | None:
    """Read a line whose HTML does not run away; None where it is no article."""
    try:
        found = decode(line, "a.jsonl", 1)
        return found.item(read_fragment(found.html, found.url) if found.html else ())
    except BadRecord:
        return None


items = st.builds(
    ArticleRecord,
    feed=st.sampled_from(["https://news.example/feed", "/home/reader/news"]),
    feed_title=texts | st.just(""),
    draft=drafts,
    time=st.none() | st.integers(1, 1_790_000_000),
    regions=st.lists(st.sampled_from(["220000", "220100", "CN"]), unique=True).map(tuple),
    read=st.booleans(),
    starred=st.booleans(),
)


@given(items)
def test_an_article_comes_back_as_it_was(item: ArticleRecord) -> None:
    assert read_item(write_item(item)) == item


def test_an_address_may_be_called_a_link() -> None:
    found = read_item(
        b'{"feed": "https://a.example/", "title": "1", "link": "https://a.example/1"}'
    )
    assert found and found.draft.url == "https://a.example/1"


def test_a_plain_article_has_only_the_fields_that_all_programs_know() -> None:
    draft = Draft(headline="一", blocks=(Block("paragraph", "候鸟来了。"),))
    written = json.loads(
        write_item(ArticleRecord(feed="https://a.example/", feed_title="", draft=draft))
    )
    assert written["body"] == ["候鸟来了。"]
    assert not {"html", "blocks", "kicker", "notes", "extent", "time"} & set(written)


def test_an_article_of_more_than_paragraphs_is_html_for_others_too() -> None:
    found = (
        Block("heading", "江边"),
        Block("figure", "鸟", image=Image("https://a.example/1", "鸟")),
    )
    draft = Draft(headline="一", blocks=found)
    written = json.loads(
        write_item(ArticleRecord(feed="https://a.example/", feed_title="", draft=draft))
    )
    assert written["html"].startswith('<h3>江边</h3><figure><img src="https://a.example/1"/>')
    assert [block["kind"] for block in written["blocks"]] == ["heading", "figure"]


def line(**fields: object) -> bytes:
    return json.dumps({"feed": "https://news.example/feed", "title": "一", **fields}).encode()


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"title": "\xff"}',
        b"[" * 100_000,
        b'{"x":' * 100_000,
        line(feed=1),
        line(feed="javascript:alert(1)"),
        line(feed="relative/path"),
        line(title=["一"]),
        line(title="\x1b\u202e"),
        line(body="text"),
        line(read="yes"),
        line(regions={"a": 1}),
    ],
)
def test_what_is_no_article_is_told(bad: bytes) -> None:
    assert read_item(bad) is None


def test_what_is_in_a_line_is_cleaned() -> None:
    evil = "\x1b]52;c;x\x07红\u202e字\x00"
    item = read_item(
        line(
            title=evil,
            guid=evil,
            author=evil,
            summary=evil,
            feed_title=evil,
            body=[evil],
            regions=[evil],
            url="javascript:alert(1)",
        )
    )
    assert item is not None
    assert item.draft.url == ""
    shown = [item.draft.headline, item.draft.guid, item.draft.summary, *item.draft.body]
    assert not any(map(has_controls, [*shown, item.feed_title, *item.regions]))


def test_the_html_of_others_is_read_like_a_feeds() -> None:
    item = read_item(
        line(url="https://news.example/1", html="<p>一段。</p><img src='a.jpg'><script>x</script>")
    )
    assert item is not None
    assert item.draft.body == ("一段。",)
    assert item.draft.images[0].url == "https://news.example/a.jpg"


def test_blocks_of_others_are_cleaned() -> None:
    evil = [
        {"kind": "paragraph", "text": "a\x1b[1m\nb", "spans": [_span(0, 1)]},
        {"kind": "paragraph", "text": "红字", "spans": [_span(0, 1), _span(1, 9), _span(-1, 1)]},
        {"kind": "table", "text": "一\t\u202e二\n三\t四"},
        {
            "kind": "figure",
            "text": "鸟",
            "image": {"url": "file:///etc/passwd", "caption": "\x00鸟"},
        },
        {"kind": "figure", "text": "江"},
        {"kind": "paragraph", "text": "\x1b"},
        {"kind": "code", "text": "\n  if\x1b:\n\n\tb \n", "items": [{}]},
        {"kind": "heading", "text": "题", "level": 7},
        {"kind": "list", "text": "一\n二", "items": [{"depth": 999, "number": 10**12}, {}]},
        {"kind": "list", "text": "一\n二", "items": [{"number": 1}]},
    ]
    assert read_blocks(json.dumps(evil).encode()) == (
        Block("paragraph", "a[1m\nb"),
        Block("paragraph", "红字"),
        Block("table", "一\t二\n三\t四"),
        Block("figure", "鸟", image=Image(None, "鸟")),
        Block("figure", "江", image=Image(None, "江")),
        Block("code", "  if:\n\n    b"),
        Block("heading", "题"),
        Block("list", "一\n二", items=(ListItem(20), ListItem())),
        Block("list", "一\n二"),
    )


def _span(start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "style": "link", "url": "javascript:alert(1)"}


@pytest.mark.parametrize(
    "fields",
    [
        {"blocks": 5},
        {"blocks": [{"kind": "video", "text": "x"}]},
        {"blocks": "[" * 10_000},
        {
            "notes": {"a": 1},
            "kicker": ["x"],
            "extent": "half",
            "cut": "x",
            "masthead": [],
            "time": "now",
        },
    ],
)
def test_further_fields_of_another_kind_are_passed_over(fields: dict[str, object]) -> None:
    item = read_item(line(body=["候鸟来了。"], **fields))
    assert item is not None
    assert item.draft.body == ("候鸟来了。",)
    assert (item.draft.notes, item.draft.kicker, item.time) == ((), None, None)


def test_other_fields_are_passed_over_and_null_is_none() -> None:
    item = read_item(line(story={"a": [1]}, author=None, body=None, starred=True))
    assert item is not None
    assert (item.draft.author, item.draft.extent, item.starred) == (None, "head", True)


def test_no_field_of_others_is_longer_than_it_may_be() -> None:
    item = read_item(
        line(
            title="题" * 1001,
            summary="要" * 10_001,
            notes=["注"] * 101,
            pages=["https://a.example/2"] * 101,
            masthead={"cities": [{"name": "城", "url": "https://a.example/"}] * 101},
        )
    )
    assert item is not None
    draft, masthead = item.draft, item.draft.masthead
    assert (len(draft.headline), len(draft.summary)) == (1000, 10_000)
    assert len(draft.notes) == len(draft.pages) == 100
    assert masthead is not None and len(masthead.cities) == 100


@pytest.mark.parametrize(("length", "is_source"), [(1000, True), (1001, False)])
def test_the_path_of_a_folder_is_of_a_thousand_characters_at_most(
    length: int, is_source: bool
) -> None:
    path = "/".ljust(length, "a")
    item = read_item(line(feed=path))
    assert (item.feed if item else None) == (path if is_source else None)


@pytest.mark.parametrize(
    ("size", "kept"),
    [((1, 100_000), True), ((1, 100_001), False), ((0, 9), False), ((9, -1), False)],
)
def test_a_size_that_no_picture_has_is_passed_over(size: tuple[int, int], kept: bool) -> None:
    image = dict(zip(("width", "height"), size, strict=True), url="https://a.example/1.jpg")
    [block] = read_blocks(json.dumps([{"kind": "figure", "text": "", "image": image}]).encode())
    assert block.image is not None
    assert (block.image.width, block.image.height) == (size if kept else (0, 0))
