"""Any bytes give a Draft of clean text, or one error of the input."""

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.errors import InputError
from reader.extract.article.blocks import read_fragment
from reader.extract.document import read_document
from reader.extract.links import read_links
from reader.model import Block, Draft
from reader.text.clean import has_controls
from tests.extract.samples import FIRST, HEADLINE, URL, page, paragraphs

PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<ul><li>",
        "<table><tr><td>",
        "<h1>",
        "<b>",
        "<pre>",
    ),
    *(
        "<a href='/2024/0506/1.html'>",
        "</a>",
        "<img src=1.jpg>",
        "<img data-src=' '>",
        "<!--",
        "-->",
    ),
    *(
        "<script>",
        "<title>",
        "</title>",
        "<",
        ">",
        '"',
        "&#0;",
        "&#xD800;",
        "&#27;",
        "\x1b[2J",
        "\u202e",
    ),
    *(
        "来源：",
        "编辑:",
        "（记者",
        "）",
        "责编｜",
        "图/",
        "摄",
        "原题：",
        "相关阅读",
        "版权声明",
        "2024-05-06",
    ),
    *(
        "昨天 10:20",
        "# ",
        "---\n",
        "- ",
        "\n",
        "\u3000",
        "|",
        "\t",
        "\x00",
        "\ud800",
        "😀",
        "热线:0999-1234567",
    ),
    *(HEADLINE, FIRST, "短句", "。", "，"),
)
NAMES = st.sampled_from(["a.txt", "a.html", "a.md", "a"])
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
BOUNDED = settings(max_examples=80)


def texts(draft: Draft) -> Iterator[str]:
    yield from (draft.headline, *draft.body, *draft.notes, *draft.pages)
    yield from filter(None, (draft.source, draft.author, draft.editor, draft.photographer))
    for image in draft.images:
        yield from filter(None, (image.url, image.caption, image.credit))


def is_sound(block: Block) -> bool:
    return all(0 <= span.start < span.end <= len(block.text) for span in block.spans)


def check(data: bytes, name: str) -> None:
    try:
        draft = read_document(data, name, URL)
    except InputError:
        return
    assert draft.headline or not draft.blocks
    assert not any(has_controls(text.replace("\t", "")) for text in texts(draft))
    assert all(map(is_sound, draft.blocks))


@BOUNDED
@given(st.binary(max_size=400), NAMES)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check(data, name)


@BOUNDED
@given(MARKUP, NAMES, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_markup_is_read_or_refused(markup: str, name: str, charset: str) -> None:
    check(markup.encode(charset, "surrogatepass" if charset != "gb18030" else "replace"), name)


@BOUNDED
@given(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(PIECES)), max_size=20))
def test_a_spoilt_page_is_read_or_refused(damage: list[tuple[int, str]]) -> None:
    data = page(f"<h1>{HEADLINE}</h1><p>2024-05-06 来源：云州网</p><div>{paragraphs()}</div>")
    for place, piece in damage:
        data = data[:place] + piece.encode("utf-8", "surrogatepass") + data[place + 3 :]
    check(data, "a.html")


@BOUNDED
@given(MARKUP)
@example("<b>江边 <img src=1.jpg>候鸟</b>")
def test_any_fragment_is_blocks(markup: str) -> None:
    assert all(map(is_sound, read_fragment(markup.encode("utf-8", "replace").decode(), URL)))


@BOUNDED
@given(MARKUP)
def test_any_list_is_read_or_refused(markup: str) -> None:
    try:
        feed = read_links(markup.encode("utf-8", "replace"), URL)
    except InputError:
        return
    assert all(entry.url.startswith("http") and entry.headline for entry in feed.entries)
