"""Articles as Markdown, HTML and text: words stay words, structure stays, links lead to the web."""

from collections.abc import Iterator
from html import unescape
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from reader.exchange.blocks import BookEntry, BookPart, write_blocks
from reader.exchange.html import write_html
from reader.exchange.markdown import write_markdown, write_text
from reader.extract.article.blocks import read_fragment
from reader.model import Block, Draft, Image, ListItem, Span
from reader.text.clean import CONTROL, clean
from tests.exchange.drafts import blocks, drafts
from tests.hostile import POISON

PNG = b"\x89PNG\r\n\x1a\n-"
PICTURE = "https://pic.example/1.png"
LINK = Span(4, 7, "link", PICTURE)
SIGNS = "\\`*_[]()<>#+-.!|&~=:;/\"'$^{}1 a汉，“”"


def book_of(*drafts: Draft) -> BookPart:
    entries = [BookEntry(draft.headline, lambda draft=draft: draft) for draft in drafts]  # type: ignore[misc]
    return BookPart("江边", entries)


def markdown_of(*blocks: Block) -> str:
    """Return the blocks of an article as Markdown, without its headline."""
    text = "".join(write_markdown(book_of(Draft(headline="题", blocks=blocks))))
    assert text.startswith("# 题\n\n")
    return text[5:]


def rendered(markdown: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown))


# Markdown.


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Block("heading", "早市", level=3), "## 早市\n"),
        (Block("quote", "早\n市"), "> 早\\\n> 市\n"),
        (Block("code", "a = '```'\n\n  b"), "````\na = '```'\n\n  b\n````\n"),
        (Block("table", "一\t二\n三|\t"), "| 一 | 二 |\n| --- | --- |\n| 三\\| |  |\n"),
        (
            Block("figure", "鸟", image=Image(PICTURE, "鸟", "林禾 摄")),
            f"![](<{PICTURE}>)\\\n鸟（林禾 摄）\n",
        ),
        (Block("figure", "鸟", image=Image(None, "鸟")), "〔图〕鸟\n"),
        (
            Block("paragraph", "“早市”开张：好", (Span(0, 4, "strong"), LINK)),
            f"“**早市**”[开张：](<{PICTURE}>)好\n",
        ),
        (Block("paragraph", "早市", (Span(0, 2, "link", "javascript:alert(1)"),)), "早市\n"),
    ],
)
def test_each_kind_of_block_has_its_markdown(block: Block, markdown: str) -> None:
    assert markdown_of(block) == markdown


def test_headings_go_on_from_the_headline_by_the_levels_that_are_there() -> None:
    blocks = [Block("heading", str(level), level=level) for level in (2, 4, 5, 2)]
    headings = [line for line in markdown_of(*blocks).splitlines() if line]
    assert headings == ["## 2", "### 4", "#### 5", "## 2"]


def test_lists_keep_numbers_and_nesting() -> None:
    items = (ListItem(number=9), ListItem(number=10), ListItem(1), ListItem(2, 7), ListItem(2, 9))
    block = Block("list", "一\n二\n三\n四\n五", items=items)
    assert markdown_of(block) == "9. 一\n10. 二\n    - 三\n\n      7. 四\n      9) 五\n"


def _with_one_list(read: tuple[Block, ...]) -> Iterator[Block]:
    """Yield *read*, neighbouring lists as one: Markdown begins one where numbers do not go on."""
    for kind, run in groupby(read, key=attrgetter("kind")):
        if kind != "list":
            yield from run
            continue
        text, items = [], list[ListItem]()
        for block in run:
            text.append(block.text)
            items += block.items or [ListItem()] * len(block.text.split("\n"))
        yield Block("list", "\n".join(text), items=tuple(items))


@given(blocks())
@example(
    Block("list", "甲\n乙\n丙", items=(ListItem(number=3), ListItem(number=3), ListItem(1, 7)))
)
def test_markdown_reads_back_as_the_html_does(block: Block) -> None:
    if any(item.number is not None and item.number < 0 for item in block.items):
        return
    block = replace(block, spans=tuple(s for s in block.spans if s.style == "link"))
    block = replace(block, level=2) if block.kind == "heading" else block
    if block.kind == "figure":
        block = Block("paragraph", block.text or "x")
    pages = rendered(markdown_of(block)), write_blocks([block])
    read, meant = (list(_with_one_list(read_fragment(page))) for page in pages)
    assert read == meant


@st.composite
def signs(draw: st.DrawFn) -> Block:
    """A block of signs that mean something in Markdown, marked anywhere."""
    text = draw(st.text(SIGNS, min_size=1, max_size=20).map(clean).filter(bool))
    span = st.builds(
        Span,
        st.integers(0, len(text) - 1),
        st.integers(1, len(text)),
        st.sampled_from(["strong", "emphasis", "link"]),
        st.just("https://a.example/(1)[2]"),
    )
    spans = draw(st.lists(span.filter(lambda span: span.start < span.end), max_size=3))
    return Block("paragraph", text, tuple(spans))


@given(signs())
def test_any_text_stays_itself_in_markdown_however_it_is_marked(block: Block) -> None:
    html = rendered(markdown_of(block))
    assert LexborHTMLParser(html).body.text().strip() == block.text  # type: ignore[union-attr]
    assert "*" not in unescape(html).replace(block.text, "") or "*" in block.text


# HTML.


def html_of(*drafts: Draft, **known: bytes) -> str:
    pictures = {PICTURE: PNG} if known else {}
    return "".join(write_html(book_of(*drafts), pictures.get))


@given(st.lists(drafts, min_size=1, max_size=2))
def test_a_page_of_any_article_is_well_formed_and_fetches_nothing(drafts: list[Draft]) -> None:
    page = html_of(*drafts)
    ElementTree.fromstring(page.removeprefix("<!doctype html>"))
    tree = LexborHTMLParser(page)
    assert not tree.css("script, link, iframe, img, [style], [onload]")
    assert "url(" not in page and "@import" not in page
    said = [clean(draft.headline) for draft in drafts]
    assert [node.text() for node in tree.css("article header > :is(h1, h2)")] == said


def test_pictures_at_hand_are_in_the_page_and_others_are_links() -> None:
    figure = Block("figure", "鸟", image=Image(PICTURE, "鸟", "林禾 摄", 640, 480))
    draft = Draft(headline="题", blocks=(figure,))
    [shown] = LexborHTMLParser(html_of(draft, at_hand=b"")).css("figure")
    assert 'src="data:image/png;base64,' in shown.html and 'width="640"' in shown.html  # type: ignore[operator]
    assert shown.text() == "鸟（林禾 摄）"
    [elsewhere] = LexborHTMLParser(html_of(draft)).css("figure a")
    assert (elsewhere.text(), elsewhere.attributes["href"]) == ("〔图〕", PICTURE)


def test_the_contents_of_a_page_lead_to_its_articles() -> None:
    entries = [BookEntry(name, lambda name=name: Draft(headline=name)) for name in "甲乙丙"]  # type: ignore[misc]
    book = BookPart(
        "书",
        parts=[
            BookPart("长春", parts=[BookPart("今天", entries[:2])]),
            BookPart("杭州", entries[2:]),
        ],
    )
    tree = LexborHTMLParser("".join(write_html(book)))
    assert [node.text() for node in tree.css("h1, h2, h3, h4")] == [
        *("书", "长春", "今天", "甲", "乙", "杭州", "丙")
    ]
    targets = [node.attributes["href"] or "" for node in tree.css("nav a")]
    assert [tree.css(f"{target} header")[0].text().strip() for target in targets] == [*"甲乙丙"]


# All of them.


@pytest.mark.parametrize("write", [write_markdown, write_html, write_text])
def test_what_terminals_obey_comes_out_nowhere(write: object) -> None:
    assert callable(write)
    evil = Draft(
        headline=f"题{POISON}",
        url=f"https://a.example/{POISON}",
        author=POISON,
        notes=(POISON,),
        blocks=(Block("paragraph", POISON), Block("code", f"a\n{POISON}")),
    )
    lines = "".join(write(book_of(evil, evil))).split("\n")
    assert not [line for line in lines if CONTROL.search(line)]


def test_text_is_a_paragraph_a_line_with_its_indents() -> None:
    items = (ListItem(number=1), ListItem(1))
    draft = Draft(
        headline="题",
        source="日报",
        url="https://a.example/1",
        blocks=(Block("paragraph", "早市开张。"), Block("list", "一\n二", items=items)),
    )
    assert "".join(write_text(book_of(draft))) == (
        "题\n日报\n\n　　早市开张。\n\n1. 一\n    • 二\n\nhttps://a.example/1\n"
    )
