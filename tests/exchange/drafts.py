"""Invented articles of any shape, for what writes them and what reads them back."""

from hypothesis import strategies as st

from reader.model import Block, BlockKind, Draft, Image, Link, ListItem, Masthead, Span, SpanStyle
from reader.text.clean import clean

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


list_items = st.builds(
    ListItem, st.integers(0, 3), st.none() | st.integers(-9, 2024), st.booleans()
)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind: BlockKind = draw(
        st.sampled_from(["paragraph", "heading", "quote", "list", "table", "figure", "code"])
    )
    if kind == "figure":
        caption = draw(texts | st.just(""))
        image = Image(draw(pictures), caption, draw(texts | st.just("")))
        return Block("figure", caption, image=image)
    if kind == "table":
        rows = draw(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=3))
        return Block("table", "\n".join(map("\t".join, rows)))
    if kind in ("quote", "list", "code"):
        lines = draw(st.lists(texts, min_size=1, max_size=3))
        count = len(lines) if kind == "list" and draw(st.booleans()) else 0
        items = draw(st.lists(list_items, min_size=count, max_size=count))
        between = "\n\n    " if kind == "code" else "\n"
        return Block(kind, between.join(lines), items=tuple(items))
    text = draw(texts)
    if kind == "heading":
        return Block(kind, text, level=draw(st.integers(0, 6)))
    return Block(kind, text, draw(styled(text)))


mastheads = st.builds(
    Masthead,
    channel=maybe,
    cities=st.builds(Link, title=texts, url=st.just("https://cc.news.example/")).map(
        lambda c: (c,)
    ),
    hotline=maybe,
    email=maybe,
)
drafts = st.builds(
    Draft,
    breadcrumb=texts,
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
    photographer=maybe,
    original_title=maybe,
    kicker=maybe,
    subtitle=maybe,
    summary=texts | st.just(""),
    blocks=st.lists(blocks(), max_size=5).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
    pages=st.sampled_from([(), ("https://news.example/1_2.html",)]),
    masthead=st.none() | mastheads,
    extent=st.sampled_from(["head", "summary", "full"]),
    cut=st.booleans(),
)
