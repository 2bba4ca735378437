from datetime import datetime

import pytest

from reader.errors import EmptyInput, InputError, NotText
from reader.extract.page import extract_page, feed_links, read_page
from reader.model import Link
from reader.text.dates import CST
from tests.extract.samples import FIRST, HEADLINE, SECOND, THIRD, URL, article, page, paragraphs

BODY = (FIRST, SECOND, THIRD)


def test_a_charset_from_http_is_used() -> None:
    html = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>{paragraphs()}"
    assert read_page(html.encode("gb18030"), URL, charset="gb2312").headline == HEADLINE


def test_controls_of_a_page_do_not_pass() -> None:
    draft = article("来源：云州\x1b[31m日报", f"<p>{FIRST}\x1b]0;x\x07&#x202e;{SECOND}</p>")
    assert "\x1b" not in f"{draft.source}{draft.body}"
    assert "\u202e" not in draft.body[0]


def test_the_contract_is_the_draft_as_json() -> None:
    shown = extract_page(page(f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div>"), URL)
    assert shown["headline"] == HEADLINE
    assert shown["body"] == list(BODY)
    assert shown["masthead"] is None


def test_the_feeds_of_a_page_are_those_its_head_names() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" title="云州新闻" href="/rss.xml">'
        '<link rel=alternate type=application/atom+xml href="atom.xml">'
        '<link rel=alternate type=text/html href="/m/"><link rel=stylesheet href=/a.css>'
    )
    assert feed_links(page("", head=head), "http://www.yunzhou.example/n/") == (
        Link("云州新闻", "http://www.yunzhou.example/rss.xml"),
        Link("", "http://www.yunzhou.example/n/atom.xml"),
    )


def test_what_is_no_article_is_said() -> None:
    with pytest.raises(EmptyInput):
        read_page(b"  \n ", URL)
    with pytest.raises(NotText, match=r"example"):
        read_page(b"%PDF-1.4", URL)
    with pytest.raises(InputError, match=" 里没有找到文章。"):
        read_page(b"<html><body><script>x</script></body></html>", URL)


def test_the_clock_may_be_naive() -> None:
    data = page(f"<h1>{HEADLINE}</h1><p>昨天 10:20</p><div>{paragraphs()}</div>")
    draft = read_page(data, URL, now=datetime(2024, 5, 6, 9, 0))
    assert draft.published == datetime(2024, 5, 5, 10, 20, tzinfo=CST).isoformat("T", "minutes")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 15_000 + FIRST,
        "<div>" * 15_000 + FIRST + "</div>" * 15_000,
        f"<ul><li>{FIRST}" * 6_000,
        f"<b>{FIRST}" * 15_000,
        "<table><tr><td>" * 6_000 + FIRST,
        f"<p {' '.join(f'a{number}=1' for number in range(30_000))}>{FIRST}",
        f"<div>相关阅读<p>{FIRST}" * 2_000,
        f"<title>{HEADLINE * 30_000}</title>{FIRST}",
    ],
    ids=["deep", "closed", "lists", "styles", "tables", "attributes", "promotions", "title"],
)
def test_hostile_markup_is_read_in_good_time(markup: str) -> None:
    assert read_page(markup.encode(), URL).headline
