"""A digest as text, Markdown and HTML: words stay words, and links lead to the web alone."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from reader.cli.digest import Chapter, Digest, Item, as_html, as_markdown, as_text
from reader.exchange import html, markdown
from reader.text.clean import CONTROL, clean
from tests.hostile import FORBIDDEN, POISON

HEADLINES = (
    "<script>alert(1)</script>",
    "</a></style><img src=x onerror=alert(1)>",
    "](javascript:alert(1)) [点我](javascript:alert(1))",
    '"><svg onload=alert(1)>',
    "![图](https://pixel.example/1.png) <https://auto.example/> **粗**",
    "1. 一、# 二、- 三",
    f"{POISON}江边步道",
)
URLS = (
    "javascript:alert(1)",
    "https://news.example/1?a=1&b=<2>",
    'https://news.example/"onmouseover="alert(1)',
    "https://news.example/(1)\\[2]>",
    "file:///etc/passwd",
    "data:text/html,<script>alert(1)</script>",
    "",
)
ITEMS = [
    Item(headline, url, [f"{headline} · 记者 {POISON}"]) for headline in HEADLINES for url in URLS
]
HOSTILE = Digest(
    title="要闻",
    period="2026-11-22 12:00 至 2026-11-23 12:00",
    chapters=[Chapter("吉林 › 长春", ITEMS), Chapter("<b>四平</b>", ITEMS[:1])],
    nothing="没有新消息",
)
PLAIN = Digest(
    title="要闻",
    period="昨天 至 今天",
    chapters=[
        Chapter(
            "长春", [Item("渔港今晨开网", "https://news.example/1", ["3 家：甲、乙、丙", "日报"])]
        ),
    ],
    nothing="没有新消息",
)


def test_as_text_it_is_numbered_and_indented() -> None:
    assert as_text(PLAIN) == (
        "要闻\n昨天 至 今天\n\n长春\n\n1. 渔港今晨开网\n   3 家：甲、乙、丙\n   日报\n"
        "   https://news.example/1\n"
    )
    narrow = as_text(PLAIN, 12)
    assert "1. 渔港今晨\n   开网\n" in narrow


def test_where_there_is_nothing_it_is_said_once() -> None:
    empty = Digest(title="要闻", period="昨天 至 今天", chapters=[], nothing="没有新消息")
    assert as_text(empty) == "要闻\n昨天 至 今天\n\n没有新消息\n"
    assert as_markdown(empty) == "# 要闻\n\n昨天 至 今天\n\n没有新消息\n"
    assert as_html(empty).count("没有新消息") == 1


def test_as_markdown_it_is_a_list_of_links() -> None:
    assert as_markdown(PLAIN) == (
        "# 要闻\n\n昨天 至 今天\n\n## 长春\n\n"
        "1. [渔港今晨开网](<https://news.example/1>)\\\n   3 家：甲、乙、丙\\\n   日报\n"
    )


@pytest.mark.parametrize("write", [as_text, as_markdown, as_html])
def test_nothing_that_a_terminal_obeys_comes_out(write: object) -> None:
    assert callable(write)
    assert not FORBIDDEN & set(write(HOSTILE))


@pytest.mark.parametrize(
    "page",
    [as_html(HOSTILE), MarkdownIt("commonmark").render(as_markdown(HOSTILE))],
    ids=["HTML", "Markdown"],
)
def test_hostile_headlines_stay_words_and_links_lead_to_the_web(page: str) -> None:
    tree = LexborHTMLParser(page)
    tags = {node.tag for node in tree.css("body *")}
    assert tags <= {"main", "section", "h1", "h2", "h3", "p", "ol", "li", "a", "br"}
    links = tree.css("a")
    web = [url for url in URLS if url.startswith("https:")]
    assert len(links) == len(HEADLINES) * len(web)
    assert {node.attributes["href"][:21] for node in links} == {"https://news.example/"}  # type: ignore[index]
    assert all(set(node.attributes) <= {"href", "rel"} for node in links)
    told = [node.text() for node in tree.css("a")]
    assert sorted(set(told)) == sorted(map(clean, HEADLINES))


def test_a_page_runs_nothing_and_fetches_nothing() -> None:
    page = as_html(PLAIN)
    tree = LexborHTMLParser(page)
    assert not tree.css("script, link, img, iframe, [src], [style], [onload]")
    assert "url(" not in page and "@import" not in page
    assert page.count("https://") == 1


ANY = st.text(st.characters(exclude_categories=[]))
SIGNS = st.text("\\`*_[]()<>#+-.!|&~=:;/\"'$^{}1 a\t汉")


@given(st.one_of(ANY, SIGNS))
def test_any_text_is_one_paragraph_of_itself_in_markdown(words: str) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(markdown.text(words))
    said = clean(words)
    assert unescape(rendered) == (f"<p>{said}</p>\n" if said else "")


@given(st.one_of(ANY, SIGNS))
def test_any_text_is_itself_in_html(words: str) -> None:
    assert unescape(html.text(words)) == clean(words)
    assert not CONTROL.search(html.text(words))
