"""What both readers of feeds make of constructs of RSS and Atom: the same entries."""

from typing import Any

import pytest

from reader.extract.feeds import loose, strict
from reader.extract.feeds.entry import RawFeed, read_entry
from reader.model import Draft

ADDRESS = "https://news.example.cn/feeds/city.xml"
NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
BODY = "松岸市的早市从今天起沿湖排开，摊位八十个，卖的是冻梨、粘豆包和热豆浆。" * 3
PAGE = '&lt;p&gt;雪&lt;/p&gt;&lt;img src="1.jpg"&gt;'


def rss(inside: str) -> str:
    item = f"<item><link>https://news.example.cn/1.html</link>{inside}</item>"
    return f'<rss version="2.0" {NAMESPACES}><channel><title>城</title>{item}</channel></rss>'


def atom(inside: str, *, feed: str = "", base: str = "") -> str:
    entry = f"<entry><id>urn:1</id>{inside}</entry>"
    around = f'xmlns="http://www.w3.org/2005/Atom" {NAMESPACES} {base}'
    return f"<feed {around}><title>城</title>{feed}{entry}</feed>"


def the_entry(feed: RawFeed) -> Draft:
    [raw] = feed.entries
    draft = read_entry(raw, ADDRESS, None)
    assert draft is not None
    return draft


CONSTRUCTS: dict[str, tuple[str, dict[str, Any]]] = {
    "the base of the feed": (
        atom('<title>雪</title><link href="2.html"/>', base='xml:base="/archive/"'),
        {"url": "https://news.example.cn/archive/2.html"},
    ),
    "the base of the content moves no link": (
        atom(f'<link href="/2.html"/><content type="html" xml:base="/2026/">{PAGE}</content>'),
        {"url": "https://news.example.cn/2.html", "picture": "https://news.example.cn/2026/1.jpg"},
    ),
    "a link as text": (
        atom("<title>雪</title><link>https://news.example.cn/3.html</link>"),
        {"url": "https://news.example.cn/3.html"},
    ),
    "HTML that is not escaped": (
        atom(f'<title>雪</title><content type="html"><p>{BODY}</p><p>完</p></content>'),
        {"body": [BODY, "完"]},
    ),
    "a body of XHTML": (
        rss(f'<title>雪</title><body xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></body>'),
        {"body": [BODY]},
    ),
    "a full item": (
        rss(f"<title>雪</title><fullitem>&lt;p&gt;{BODY}&lt;/p&gt;</fullitem>"),
        {"body": [BODY]},
    ),
    "a title of media": (rss("<media:title>雪</media:title>"), {"headline": "雪"}),
    "a description of Dublin Core": (
        rss(f"<title>雪</title><dc:description>{BODY}</dc:description>"),
        {"body": [BODY], "summary": BODY},
    ),
    "a summary of a podcast": (
        rss(f"<title>雪</title><itunes:summary>{BODY}</itunes:summary>"),
        {"summary": BODY},
    ),
    "an author of a podcast": (
        rss("<title>雪</title><itunes:author>张三</itunes:author>"),
        {"author": "张三"},
    ),
    "an author of Dublin Core": (
        rss("<title>雪</title><dc:author>李四</dc:author>"),
        {"author": "李四"},
    ),
    "content in Base64": (
        atom('<title>雪</title><content type="application/octet-stream">5pep5biC</content>'),
        {"body": ["早市"]},
    ),
    "quotation marks of Windows": (
        rss("<title>&#147;雪&#x94;&amp;#133;</title>"),
        {"headline": "“雪”…"},
    ),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_both_readers_read_the_same(name: str) -> None:
    text, expected = CONSTRUCTS[name]
    for read in (strict.read, lambda text, limit: loose.read(text, "feed", limit)):
        draft = the_entry(read(text, 9))
        found = {
            "headline": draft.headline,
            "url": draft.url,
            "author": draft.author,
            "summary": draft.summary,
            "body": list(draft.body),
            "picture": next((image.url for image in draft.images), None),
        }
        assert {field: found[field] for field in expected} == expected


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ("", "总编室"),
        ("<source><title>晚报</title><author><name>记者站</name></author></source>", "记者站"),
        ("<author><name>张三</name></author>", "张三"),
    ],
)
def test_an_entry_without_authors_has_those_of_its_source_or_feed(inside: str, author: str) -> None:
    feed = "<author><name>总编室</name></author>"
    draft = the_entry(strict.read(atom(f"<title>雪</title>{inside}", feed=feed), 9))
    assert draft.author == author


def test_what_youtube_says_of_a_film_is_its_text() -> None:
    group = f"<media:title>雪</media:title><media:description>{BODY}</media:description>"
    draft = the_entry(strict.read(atom(f"<media:group>{group}</media:group>"), 9))
    assert (draft.headline, list(draft.body)) == ("雪", [BODY])


def test_of_a_formula_the_signs_are_kept() -> None:
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mo>+</mo></math>'
    draft = the_entry(
        strict.read(
            atom(
                f'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{formula}</div></title>'
            ),
            9,
        )
    )
    assert draft.headline == "a+"
