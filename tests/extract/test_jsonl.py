import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extract.block_html import is_ours, read_blocks, write_blocks
from reader.extract.jsonl import Item, read_item, write_item
from reader.model import Block, BlockKind, Draft, Image, Span, SpanStyle
from reader.text.clean import clean, has_controls

KINDS: list[BlockKind] = ["paragraph", "heading", "quote", "list", "table", "figure"]
STYLES: list[SpanStyle] = ["strong", "emphasis", "link"]
texts = (
    st.text("候鸟来了江边 ab<>&\"'。，一\u3000", min_size=1, max_size=30).map(clean).filter(bool)
)
maybe = st.none() | texts
urls = st.sampled_from(["https://news.example/1?a=1&b=2", "https://news.example/图", ""])
pictures = st.sampled_from([None, 'https://news.example/a.jpg?x=1&y="2"'])


@st.composite
def styled(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    """Spans of *text* that stand one after the other, apart from each other."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = []
    for start, end in zip(edges[::2], edges[1::2], strict=False):
        style: SpanStyle = draw(st.sampled_from(STYLES))
        url = "https://news.example/1?a=1&b=2" if style == "link" else ""
        spans.append(Span(start, end, style, url))
    return tuple(spans)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind: BlockKind = draw(
        st.sampled_from(["paragraph", "heading", "quote", "list", "table", "figure"])
    )
    if kind == "figure":
        caption = draw(texts | st.just(""))
        return Block("figure", caption, image=Image(draw(pictures), caption))
    if kind == "table":
        rows = draw(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=3))
        return Block("table", "\n".join(map("\t".join, rows)))
    if kind in ("quote", "list"):
        return Block(kind, "\n".join(draw(st.lists(texts, min_size=1, max_size=3))))
    text = draw(texts)
    return Block(kind, text, draw(styled(text)))


drafts = st.builds(
    Draft,
    headline=texts,
    url=urls,
    guid=texts | st.just(""),
    published=st.sampled_from(
        [None, "2026-05-18", "2026-05-18T09:30+08:00", "2026-05-18T09:30:15+08:00"]
    ),
    source=maybe,
    author=maybe,
    editor=maybe,
    responsible_editor=maybe,
    summary=texts | st.just(""),
    blocks=st.lists(blocks(), max_size=5).map(tuple),
)
items = st.builds(
    Item,
    feed=st.sampled_from(["https://news.example/feed", "/home/reader/news"]),
    feed_title=texts | st.just(""),
    draft=drafts,
    regions=st.lists(st.sampled_from(["220000", "220100", "CN"]), unique=True).map(tuple),
    read=st.booleans(),
    starred=st.booleans(),
)


@given(st.lists(blocks(), max_size=6).map(tuple))
def test_blocks_come_back_as_they_were(written: tuple[Block, ...]) -> None:
    html = write_blocks(written)
    assert is_ours(html)
    assert [replace(b, image=None) for b in read_blocks(html)] == [
        replace(b, image=None) for b in written
    ]
    assert [b.image and b.image.url for b in read_blocks(html)] == [
        b.image and b.image.url for b in written
    ]


@given(items)
def test_an_article_comes_back_as_it_was(item: Item) -> None:
    line = write_item(item)
    found = read_item(line)
    assert found is not None
    assert write_item(found) == line
    extent = found.draft.extent
    assert replace(found, draft=replace(found.draft, blocks=())) == replace(
        item, draft=replace(item.draft, blocks=(), extent=extent)
    )


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


def test_html_that_claims_to_be_ours_is_cleaned_too() -> None:
    link = '<a href="javascript:x">b</a>'
    html = f'<article class="zhnews"><p>a\x1b[1m{link}</p><script>x</script></article>'
    item = read_item(line(html=html))
    assert item is not None
    [block] = item.draft.blocks
    assert (block.text, block.spans) == ("a[1mb", ())


def test_other_fields_are_passed_over_and_null_is_none() -> None:
    item = read_item(line(story={"a": [1]}, author=None, body=None, starred=True))
    assert item is not None
    assert (item.draft.author, item.draft.extent, item.starred) == (None, "head", True)
