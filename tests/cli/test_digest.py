"""``zhnews digest``: the front page as text."""

import json
from datetime import datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from reader.cli import digest
from reader.cli.digest import Chapter, Digest, DigestItem, as_html, as_markdown, as_text
from reader.exchange import html, markdown
from reader.text.clean import CONTROL, clean
from reader.text.dates import CST
from tests.cli.conftest import Zhnews
from tests.hostile import FORBIDDEN, POISON

NOW = datetime(2026, 3, 4, 8, 0, tzinfo=CST)
BODY = "渔港今晨开网，头网出鱼三万斤，头鱼以六万元成交。渔把头说，冰层比往年厚，小鱼全都放了。" * 3
HEADERS = {"html": "<!doctype html>", "markdown": "# 要闻", "text": "要闻"}


def line(of: int, title: str, hour: str, region: str, **fields: object) -> str:
    article = {
        "feed": f"https://{of}.example/feed",
        "feed_title": ("晨报", "日报", "晚报")[of],
        "url": f"https://{of}.example/{hour}",
        "title": title,
        "published": f"2026-03-{hour}:00+08:00",
        "regions": [region],
        "body": [title],
    }
    return json.dumps({**article, **fields}, ensure_ascii=False)


@pytest.fixture
def stocked(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> Zhnews:
    monkeypatch.setattr(digest, "now_in_china", lambda: NOW)
    credits = {"body": [BODY], "source": "晨报", "author": "何川", "editor": "周一木"}
    lines = [
        line(0, "渔港今晨开网", "03T20:00", "长春", **credits),
        line(1, "渔港今晨开网", "03T21:00", "长春", **credits),
        line(2, "江边步道今日开放", "04T07:00", "长春"),
        line(2, "<script>alert(1)</script>", "03T22:00", "延边", url="javascript:alert(1)"),
        line(2, "上周的旧闻", "01T07:00", "长春"),
    ]
    assert zhnews("import", zhnews.file("news.jsonl", "\n".join(lines))).status == 0
    return zhnews


def test_it_tells_each_place_with_its_stories_by_the_number_of_sources(stocked: Zhnews) -> None:
    assert stocked("digest").out == (
        "要闻\n2026-03-03 08:00 至 2026-03-04 08:00\n\n"
        "吉林 › 长春\n\n"
        "1. 渔港今晨开网\n"
        "   2 家：晨报、日报\n"
        "   2026-03-03 20:00 · 晨报 · 记者 何川 · 编辑 周一木\n"
        "   https://0.example/03T20:00\n\n"
        "2. 江边步道今日开放\n"
        "   2026-03-04 07:00 · 晚报\n"
        "   https://2.example/04T07:00\n\n"
        "吉林 › 延边\n\n"
        "1. <script>alert(1)</script>\n"
        "   2026-03-03 22:00 · 晚报\n"
    )


def test_its_json_is_the_contract(stocked: Zhnews) -> None:
    told = stocked("digest", "--json", "--region", "长春").json
    assert told == stocked("digest", "--format", "json", "--region", "220100").json
    [place] = told.pop("places")
    assert told == {"since": "2026-03-03T08:00:00+08:00", "until": "2026-03-04T08:00:00+08:00"}
    assert (place["id"], place["name"], len(place["stories"])) == ("220100", "吉林 › 长春", 2)
    assert place["stories"][0] == {
        "id": 1,
        "title": "渔港今晨开网",
        "url": "https://0.example/03T20:00",
        "time": "2026-03-03T20:00:00+08:00",
        "sources": ["晨报", "日报"],
        "region": "220100",
        "source": "晨报",
        "author": "何川",
        "editor": "周一木",
        "responsible_editor": None,
    }


@pytest.mark.parametrize(
    ("argv", "places"),
    [
        ((), {"220100": 2, "222400": 1}),
        (("--since", "4h"), {"220100": 1}),
        (("--since", "2026-03-01"), {"220100": 3, "222400": 1}),
        (("--region", "吉林"), {"220000": 3}),
        (("--region", "延边", "--region", "吉林"), {"222400": 1, "220000": 2}),
        (("--region", "杭州"), {}),
    ],
)
def test_it_is_of_the_places_and_the_time_that_are_asked_for(
    stocked: Zhnews, argv: tuple[str, ...], places: dict[str, int]
) -> None:
    told = stocked("digest", "--json", *argv).json["places"]
    assert {place["id"]: len(place["stories"]) for place in told} == places


def test_where_nothing_came_it_says_so_once_and_names_no_place(stocked: Zhnews) -> None:
    told = stocked("digest", "--region", "杭州", "--region", "宁波").out
    assert told.endswith("03-04 08:00\n\n没有新消息\n")


@pytest.mark.parametrize("form", HEADERS)
def test_the_same_articles_and_the_same_time_give_the_same_bytes(
    stocked: Zhnews, form: str
) -> None:
    told = stocked("digest", "--format", form).out
    assert told.startswith(HEADERS[form])
    assert told == stocked("digest", "--format", form).out
    assert ("javascript:" in told, "<script>" in told) == (False, form == "text")


def test_on_a_terminal_lines_are_broken(stocked: Zhnews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "is_terminal", lambda: True)
    monkeypatch.setattr(digest, "terminal_width", lambda: 30)
    assert "   2026-03-03 20:00 · 晨报 ·\n   记者 何川" in stocked("digest").out


@pytest.mark.parametrize("argv", [("--since", "上周"), ("--region", "长舂"), ("--format", "pdf")])
def test_what_means_nothing_is_wrong_usage(stocked: Zhnews, argv: tuple[str, ...]) -> None:
    ran = stocked("digest", *argv)
    assert (ran.status, ran.out) == (2, "")
    assert argv[1] in ran.err


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
    DigestItem(headline, url, [f"{headline} · 记者 {POISON}"])
    for headline in HEADLINES
    for url in URLS
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
            "长春",
            [DigestItem("渔港今晨开网", "https://news.example/1", ["3 家：甲、乙、丙", "日报"])],
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
