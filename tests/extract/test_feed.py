import codecs
import random
import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import EmptyInput, InputError, NotAFeed
from reader.extract import feed as feed_reader
from reader.extract.article.blocks import read_fragment
from reader.extract.feed import (
    _root,
    join_parts,
    parse_clean_feed,
    parse_feed,
    parse_feed_in_parts,
)
from reader.extract.feeds import loose as loose_reader
from reader.extract.feeds import strict as strict_reader
from reader.extract.feeds.entry import LONG_ARTICLE, RawEntry, read_entry
from reader.model import Draft, Feed
from reader.text.clean import has_controls
from reader.text.dates import CST
from tests.extract.feeds import ATOM, JSON, OLD, RDF, RSS, SUMMARY

URL = "http://news.example/cc.xml"
CLEAN = {"rss": RSS, "atom": ATOM, "rdf": RDF, "old": OLD}
ALL = CLEAN | {
    "json": JSON,
    "a prefix": re.sub(r"<(/?)(?=[a-z])", r"<\1a:", ATOM).replace("xmlns=", "xmlns:a=", 1),
    "code": RSS.replace("一城一天", "<![CDATA[</rss>]]>").replace("零下", "</item></rss>"),
    "braces": JSON.replace("早市昨天", "}]}" * 9),
    "malformed": RSS.replace("雪", "雪 & &nbsp;<br>"),
    "controls": JSON.replace("早市", "早\x07市"),
}
BEGINNING = re.compile(rb'<(rss|feed|a:feed|rdf:RDF)[^>]*>|"version": "[^"]*"')


def parse(text: str, url: str = URL) -> Feed:
    return parse_feed(text.encode(), url)


def rss(items: str, attributes: str = "") -> str:
    return (
        f'<rss version="2.0" {attributes}><channel><title>江城日报</title>{items}</channel></rss>'
    )


def item(inside: str) -> Draft:
    (entry,) = parse(rss(f"<item>{inside}</item>")).entries
    return entry


def described(text: str) -> Draft:
    return item(f"<title>长春早市</title><description><![CDATA[{text}]]></description>")


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_every_format_gives_the_same_entries(text: str) -> None:
    feed = parse(text)
    assert (feed.title, feed.site_url) == ("松花江晚报 · 长春", "http://news.example/cc/")
    snow, market = feed.entries
    assert snow.headline == "长春今起降雪 & 降温"
    assert snow.url == "http://news.example/cc/1.html"
    assert snow.guid == "cc-1"
    assert snow.author == "周一鸣 吴小满"
    assert snow.published in ("2019-12-20T15:56:19+08:00", "2019-12-20T15:56+08:00")
    assert snow.summary == SUMMARY
    assert [block.kind for block in snow.blocks] == ["paragraph", "paragraph", "figure"]
    assert snow.images[0].url == "http://news.example/img/snow.jpg"
    assert snow.extent == "full"
    assert market.url == "http://news.example/2.html"
    assert market.author == "郑禾"
    assert market.body == ("南湖边的早市昨天开张。",)
    assert market.extent == "summary"


@pytest.mark.parametrize("text", [RSS, ATOM], ids=["rss", "atom"])
def test_source_and_enclosed_picture_are_read(text: str) -> None:
    snow, market = parse(text).entries
    assert snow.source == "江城日报"
    assert [image.url for image in market.images] == ["http://news.example/img/market.jpg"]


@pytest.mark.parametrize("name", CLEAN)
def test_both_readers_give_the_same_entries(name: str) -> None:
    root, _is_cut = _root(CLEAN[name], "", len(CLEAN[name]))
    text = CLEAN[name][root]
    strict, loose = strict_reader.read(text, 10), loose_reader.read(text, "", 10)
    assert (strict.title, strict.link) == (loose.title, loose.link)
    drafts = [[read_entry(entry, URL, None) for entry in raw.entries] for raw in (strict, loose)]
    assert drafts[0] == drafts[1]


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("tail", ["", "&#147;", "<!-- cut"])
def test_a_clean_feed_in_utf8_is_read_as_others_are(name: str, tail: str) -> None:
    data = CLEAN[name].replace("</title>", f"{tail}</title>", 1).encode()
    clean = parse_clean_feed(data, URL)
    assert clean == (None if "<!--" in tail else parse_feed(data, URL))
    assert parse_clean_feed(data + b"\xff", URL) == clean


@pytest.mark.parametrize("charset", ["gb18030", "gb2312", "big5", "utf-16", "utf-8-sig"])
def test_a_feed_is_read_in_its_own_charset(charset: str) -> None:
    text = "<rss><channel><item><title>江城日月新</title></item></channel></rss>"
    data = f'<?xml version="1.0" encoding="{charset}"?>{text}'.encode(charset)
    assert parse_feed(data).entries[0].headline == "江城日月新"


def test_one_bad_byte_does_not_spoil_the_rest() -> None:
    data = RSS.encode().replace("融雪".encode(), "融".encode() + b"\xff")
    assert parse_feed(data, URL).entries[0].headline == "长春今起降雪 & 降温"


def test_nul_and_controls_do_not_spoil_the_rest() -> None:
    data = RSS.encode().replace(b"<title>", b"<title>\x00\x1b[31m\x08")
    assert [entry.headline for entry in parse_feed(data, URL).entries] == [
        "[31m长春今起降雪 & 降温",
        "[31m早市开到了家门口",
    ]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("[/] [@click=app.quit]x", "[/] [@click=app.quit]x"),
        ("\u202e事出有因\u200b", "事出有因"),
        ("&lt;b&gt;降雪&lt;/b&gt;预警", "降雪预警"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;降雪", "降雪"),
        ("List&lt;String&gt; 与 a &lt; b", "List<String> 与 a < b"),
        ("甲&amp;amp;乙&amp;#x1b;]0;x&amp;#7;", "甲&乙]0;x"),
        ("  降雪\n\t预警  ", "降雪 预警"),
        ("<![CDATA[降雪&nbsp;预警]]>", "降雪 预警"),
        ("雪" * 1_000, "雪" * 299 + "…"),
    ],
)
def test_a_title_is_one_clean_line_without_markup(title: str, headline: str) -> None:
    assert item(f"<title>{title}</title>").headline == headline


def test_without_a_title_the_first_words_stand_for_it() -> None:
    assert item("<description>早市昨天开张。摊位八十个。</description>").headline == "早市昨天开张"
    assert item(f"<description>{'雪' * 40}</description>").headline == "雪" * 40
    assert item(f"<description>{'雪' * 41}</description>").headline == "雪" * 40 + "…"
    assert item("<link>http://u:p@a.example/1</link>").headline == "http://a.example/1"


def test_an_entry_that_says_nothing_is_none() -> None:
    assert parse(rss("<item><category>x</category></item>")).entries == ()


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link> /a.html\n</link>", "http://news.example/a.html"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<guid>http://a.example/1</guid>", "http://a.example/1"),
        ("<guid>1</guid>", ""),
        ("<guid>1</guid><b>&nbsp;", ""),
        ('<guid isPermaLink="false">http://a.example/1</guid>', ""),
        ('<a:link xmlns:a="http://www.w3.org/2005/Atom" href="b"/>', "http://news.example/b"),
    ],
)
def test_a_link_is_absolute_and_of_the_web(inside: str, url: str) -> None:
    assert item(f"<title>长春早市</title>{inside}").url == url


def test_xml_base_is_what_links_and_pictures_are_relative_to() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/x/"><entry>'
        '<title>雪</title><link href="1.html"/>'
        '<content type="html" xml:base="y/">&lt;img src="1.jpg"&gt;</content></entry></feed>'
    )
    (entry,) = parse(text).entries
    assert entry.url == "http://a.example/x/1.html"
    assert entry.images[0].url == "http://a.example/x/y/1.jpg"


def test_without_an_address_links_are_relative_to_the_site() -> None:
    items = "<link>http://a.example/</link><item><title>雪</title><link>1.html</link></item>"
    assert parse(rss(items), "").entries[0].url == "http://a.example/1.html"


def test_an_atom_entry_links_its_page_rather_than_its_other_forms() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>雪</title>'
        '<link rel="self" href="http://a.example/self"/>'
        '<link type="application/json" href="http://a.example/json"/>'
        '<link type="text/html" href="http://a.example/page"/></entry></feed>'
    )
    assert parse(text).entries[0].url == "http://a.example/page"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("张三、李四，张三", "张三 李四"),
        ("desk@news.test (张三)", "张三"),
        ("张三 &lt;desk@news.test&gt;", "张三"),
        ("desk@news.test", None),
        ("", None),
    ],
)
def test_an_author_is_names(author: str, names: str | None) -> None:
    assert item(f"<title>雪</title><author>{author}</author>").author == names


LONG = "早市沿湖排开，摊位八十个，卖的是冻梨、粘豆包和热豆浆。" * 9


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("", "head"),
        ("早市昨天开张。", "summary"),
        (LONG, "full"),
        (f"<p>{LONG[:60]}</p><p>{LONG[:60]}</p>", "full"),
        ("<p>早市昨天开张。</p><p>快来。</p>", "summary"),
        (f"{LONG}……", "summary"),
        (f"{LONG}[…]", "summary"),
        (f"{LONG}...", "summary"),
        (f"<p>{LONG}</p><p><a href='/1'>阅读全文&gt;&gt;</a></p>", "summary"),
        (f"{LONG}[详细]", "summary"),
    ],
)
def test_a_description_is_the_article_where_it_is_long_and_whole(text: str, extent: str) -> None:
    assert described(text).extent == extent


def test_a_short_article_in_an_element_of_its_own_is_whole() -> None:
    content = (
        '<e:encoded xmlns:e="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;{}&lt;/p&gt;'
        "</e:encoded>"
    )
    short = "<title>雪</title><description>早市昨天开张。</description>"
    assert item(short + content.format("早市昨天开张。摊位八十个。")).extent == "full"
    assert item(short + content.format("早市昨天开张。")).extent == "summary"


def test_a_summary_is_plain_and_short() -> None:
    entry = described("<style>p{}</style><p>早市&nbsp;<b>昨</b>天</p><p>开张。</p>" + LONG * 3)
    assert entry.summary.startswith("早市 昨天 开张。")
    assert len(entry.summary) == 500


def test_an_enclosed_picture_gives_way_to_those_of_the_body() -> None:
    enclosure = "<enclosure url='/e.jpg' type='image/jpeg'/>"
    body = "<description>&lt;img src='/b.jpg'&gt;早市</description>"
    assert [image.url for image in item(enclosure + body).images] == ["http://news.example/b.jpg"]


def test_a_picture_of_a_media_group_is_found() -> None:
    group = (
        '<m:group xmlns:m="http://search.yahoo.com/mrss/"><m:content url="/v.mp4" medium="video"/>'
        '<m:content url="/p.png"/><m:content url="/q" medium="image"/></m:group>'
    )
    pictures = item("<title>雪</title>" + group).images
    assert [image.url for image in pictures] == [
        "http://news.example/p.png",
        "http://news.example/q",
    ]


def test_an_entry_inside_an_entry_of_another_vocabulary_is_none_of_its_own() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>雪</title><content type="xhtml">'
        '<div><x:item xmlns:x="http://x.example/">霜</x:item></div></content></entry></feed>'
    )
    assert [entry.headline for entry in parse(text).entries] == ["雪"]


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
def test_a_feed_that_is_cut_off_anywhere_keeps_its_whole_entries(
    name: str, data: st.DataObject
) -> None:
    text = ALL[name].encode()
    whole = parse_feed(text, URL)
    assert whole.entries and not whole.is_cut
    begun = BEGINNING.search(text)
    cut = text[: data.draw(st.integers(begun.end() if begun else 0, len(text)))]
    feed = parse_feed(cut, URL)
    assert feed.is_cut == (len(cut) < len(text.rstrip()))
    assert feed.entries == whole.entries[: len(feed.entries)]
    assert join_parts(parse_feed_in_parts(cut, URL)) == feed
    assert parse_clean_feed(cut, URL) in (None, feed)


@pytest.mark.parametrize("text", ["<rss>", "<rss><channel><item><title>半"])
def test_a_feed_that_is_cut_off_within_its_first_entry_has_none(text: str) -> None:
    feed = parse(text)
    assert (feed.entries, feed.is_cut) == ((), True)


@pytest.mark.parametrize("tail", ["", "<it", "<&\xff broken", "<item><title>半", "</rs", "</rss "])
def test_a_feed_that_is_cut_off_keeps_its_whole_entries(tail: str) -> None:
    feed = parse(RSS[: RSS.rindex("<item>")] + tail)
    assert [entry.headline for entry in feed.entries] == ["长春今起降雪 & 降温"]
    assert feed.is_cut


@pytest.mark.parametrize(
    "text",
    [
        f"{RSS}<!-- from the cache -->",
        f"{RSS}<b>Warning</b>: main() in /x.php",
        f"{RSS}<!-- <item><rss> -->",
        f"{JSON}<!-- from the cache -->",
        JSON.replace("\n ]\n", ",\n ]\n"),
        RSS.replace("</rss>", "</rss\n>"),
        RSS.replace("</rss>", "</RSS>"),
        RSS.replace("<rss", "<RSS"),
        RSS.replace("<rss", "<RSS").replace("</rss>", "</RSS>"),
        RSS.replace("</channel>", ""),
        '<rss version="2.0"/>',
        '<feed xmlns="http://www.w3.org/2005/Atom" />',
        '<rss version="2.0"><channel/></rss>',
        '{"version": "https://jsonfeed.org/version/1.1"}',
    ],
)
def test_a_feed_that_is_whole_is_not_told_to_be_cut_off(text: str) -> None:
    feed = parse(text)
    assert not feed.is_cut
    assert len(feed.entries) == (2 if len(text) > 99 else 0)


@pytest.mark.parametrize("name", ["rss", "atom", "json", "malformed"])
def test_a_feed_beyond_reason_is_cut_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ALL[name]
    reader = loose_reader if name == "malformed" else feed_reader
    monkeypatch.setattr(reader, "LENGTH", text.index("早市"))
    feed = parse(text)
    assert [entry.guid for entry in feed.entries] == ["cc-1"]
    assert feed.is_cut


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>早", "<title>&nbsp;早"),
        ("<description>南", "<description>甲 & 乙<br>南"),
        ("</category>", ""),
        ("<rss ", "<b>Warning</b>: main() in /x.php <rss "),
        ("</rss>", "</rss><script>track()</script>"),
        ("<category>天气", "<category>天气 &#99999999;&#xd800;"),
    ],
)
def test_a_malformed_feed_is_read_all_the_same(old: str, new: str) -> None:
    entries = parse(RSS.replace(old, new)).entries
    assert [entry.headline for entry in entries] == ["长春今起降雪 & 降温", "早市开到了家门口"]


def test_entities_of_a_doctype_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    text = bomb + rss("<item><title>一&a;二&b;</title></item>")
    assert parse(text).entries[0].headline == "一&a;二&b;"


@pytest.mark.parametrize("broken", ["", "&nbsp;"])
def test_no_number_of_entries_or_categories_hangs(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.extract.feed.MAX_ENTRIES", 10_000)
    categories = "".join(f"<category>c{number}</category>" for number in range(20_000))
    items = (
        f"<item><title>雪{broken}</title>{categories}</item>"
        + "<item><title>霜</title></item>" * 10_005
    )
    entries = parse(rss(items)).entries
    assert len(entries) == 10_000
    assert entries[0].headline == "雪"


def test_markup_nested_beyond_reason_does_not_stop_it() -> None:
    deep = "<a>" * 5_000 + "雪" + "</a>" * 5_000
    assert item(f"<title>霜</title><description>{deep}</description>").headline == "霜"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>请先登录</body></html>",
        "<html><body><rss version='2.0'></rss></body></html>",
        '{"version": "https://other.example/1", "items": [{"id": "1", "title": "雪"}]}',
        '{"version": "https://jso',
        "<rss version='2.0'",
        "<?xml version='1.0'?><opml><body/></opml>",
        "今天有雪。",
    ],
)
def test_what_is_no_feed_says_so(text: str) -> None:
    with pytest.raises(NotAFeed, match=r"http://news\.example/cc\.xml"):
        parse(text, "http://u:secret@news.example/cc.xml")


@pytest.mark.parametrize("data", [b"", b" \n", codecs.BOM_UTF8])
def test_nothing_is_an_empty_input(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        parse_feed(data, URL)


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse(rss("")) == Feed(title="江城日报", charset_used="utf-8")


def every_text(entry: Draft) -> list[str]:
    texts = [entry.headline, entry.url, entry.guid, entry.author or "", entry.source or ""]
    return [*texts, entry.summary, entry.published or "", *(url.url or "" for url in entry.images)]


@settings(max_examples=60)
@given(
    st.sampled_from([RSS, ATOM, RDF, JSON]),
    st.binary(max_size=12),
    st.randoms(use_true_random=False),
)
def test_any_damage_gives_clean_entries_or_one_clear_error(
    text: str, noise: bytes, chance: random.Random
) -> None:
    data = text.encode()
    start = chance.randrange(len(data))
    data = data[:start] + noise + data[start + chance.randrange(40) :]
    try:
        feed = parse_feed(data, URL)
    except InputError:
        return
    assert not any(has_controls(text) for entry in feed.entries for text in every_text(entry))


PIECES = [
    "<p>",
    "</p>",
    "<br>",
    "<br/>",
    "江边",
    " ",
    "\n",
    "　　",
    "来了。",
    "&amp;",
    "&nbsp;",
    "\x1b",
    "a",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=200)
def test_plain_paragraphs_are_read_as_the_parser_of_html_reads_them(markup: str) -> None:
    raw = RawEntry(title="候鸟", content=f"<p>{markup}")
    entry = read_entry(raw, "https://news.example/", None)
    assert entry is not None
    assert entry.blocks == read_fragment(raw.content)


def test_a_time_that_has_not_come_is_none() -> None:
    now = datetime(2026, 5, 20, 12, 0, tzinfo=CST)
    times = {"2026-05-21 11:59": "2026-05-21T11:59+08:00", "2026-05-22 08:00": None, "2099": None}
    for stated, published in times.items():
        entry = read_entry(RawEntry(title="候鸟", dates=[stated]), "", now)
        assert entry is not None
        assert entry.published == published


def test_a_link_takes_no_credentials_along() -> None:
    text = rss("<item><title>雪</title><link>http://me:secret@news.example/1</link></item>")
    assert parse(text).entries[0].url == "http://news.example/1"


def test_of_an_article_beyond_reason_the_beginning_is_read() -> None:
    text = rss(f"<item><title>雪</title><description>{'雪' * 3_000_000}</description></item>")
    [entry] = parse(text).entries
    assert len(entry.body[0]) == LONG_ARTICLE


@pytest.mark.parametrize("end", ["</channel></rss>", ""])
def test_a_long_comment_takes_no_entries_along(end: str) -> None:
    text = rss(f"<!--{' ' * strict_reader.LONG}--><item><title>雪</title></item>")
    text = text.removesuffix("</channel></rss>") + end
    [entry] = strict_reader.read(text, 9, is_cut=not end).entries
    assert entry.title == "雪"


def test_a_long_feed_is_read_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text in CLEAN.values() if text.lstrip().startswith("<")]
    nested = rss("<item><title>一</title><item><title>二</title></item></item>")
    texts += [nested, nested.replace("</rss>", ""), rss("<item><title>雪</title></item><title/>")]
    short = [parse(text) for text in texts]
    monkeypatch.setattr(strict_reader, "LONG", 0)
    monkeypatch.setattr(strict_reader, "_SLICE", 7)
    assert [parse(text) for text in texts] == short
    assert [join_parts(parse_feed_in_parts(text.encode(), URL)).entries for text in texts] == [
        feed.entries for feed in short
    ]


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
def test_a_line_that_ends_inside_of_a_paragraph_goes_on(ends: str) -> None:
    assert described(f"<p>早市昨天{ends}开张。</p><p>摊位八十个。</p>").body == (
        "早市昨天开张。",
        "摊位八十个。",
    )


def test_quotation_marks_stay_what_they_are() -> None:
    assert described("<p>“早市” 'A' \"B\" 开张。</p>").body == ("“早市” 'A' \"B\" 开张。",)
