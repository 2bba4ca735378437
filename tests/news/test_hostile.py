"""What servers do by accident or on purpose: each case gives its articles or one clear error."""

import gzip
import json
import zlib
from collections.abc import Iterator

import pytest

from reader.model import Outcome, Source
from reader.news.refresh.run import refresh
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.text.clean import has_controls
from reader.view import View
from tests.server import Reply, Server, redirect

XML = "text/xml"
TITLE = "江边来了候鸟"
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>江城新闻</title>
<item><title>{TITLE}</title><link>https://news.example/1</link><guid>1</guid>
<description>候鸟来了。</description></item></channel></rss>"""
ESCAPES = "\x1b[31m\x1b]52;c;eA==\x07\u202e\u2066\x9b2J"
BOMB = '<!DOCTYPE rss [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def feed(**changes: str) -> str:
    """Return `PLAIN` with some of its texts replaced: ``feed(候鸟来了="x")``."""
    text = PLAIN
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def rss(body: str | bytes, content_type: str = XML, **rest: dict[str, str]) -> Reply:
    return Reply(body, content_type=content_type, **rest)  # type: ignore[arg-type]


def coded(body: bytes, coding: str) -> Reply:
    return rss(body, headers={"Content-Encoding": coding})


def raw(head: str, body: str = PLAIN) -> Reply:
    return Reply(raw=f"{head}\r\n\r\n{body}".encode())


def declared(charset: str) -> str:
    return PLAIN.replace("UTF-8", charset)


READ = {
    "no declaration": rss(PLAIN.split("\n", 1)[1]),
    "declared as plain text": rss(PLAIN, "text/plain"),
    "no type": rss(PLAIN, ""),
    "gbk as declared": rss(declared("GBK").encode("gbk")),
    "gbk declared as utf-8": rss(PLAIN.encode("gbk"), "text/xml; charset=utf-8"),
    "gbk declared as nothing": rss(declared("").encode("gbk")),
    "utf-8 declared as gbk by the prolog": rss(declared("gb2312")),
    "utf-8 declared as gbk by the header": rss(PLAIN, "text/xml; charset=gbk"),
    "utf-8 declared as latin-1": rss(PLAIN, "text/xml; charset=iso-8859-1"),
    "an unknown charset": rss(declared("x-none"), "text/xml; charset=none"),
    "a mark against the header": rss(PLAIN.encode("utf-8-sig"), "text/xml; charset=gbk"),
    "utf-16": rss(declared("UTF-16").encode("utf-16")),
    "one bad byte": rss(PLAIN.encode().replace("候鸟来".encode(), b"\xff")),
    "a nul in the title": rss(feed(江边="江\0边")),
    "controls in the title": rss(feed(江边="江\x01边")),
    "references to no character": rss(feed(江边="江&#0;&#27;&#xD800;边")),
    "markup in the title": rss(feed(江边="&lt;b&gt;江边&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;")),
    "cdata in the title": rss(feed(江边="<![CDATA[<i>江</i>边]]>")),
    "blank lines before": rss(f"\n\n {PLAIN}"),
    "a warning before": rss(f"<b>Warning</b>: x in /y.php\n{PLAIN}"),
    "a script behind": rss(f"{PLAIN}<script>track()</script>"),
    "a comment behind": rss(f"{PLAIN}<!-- from the cache -->"),
    "an undefined entity": rss(feed(候鸟来了="候鸟&hellip;")),
    "a bare ampersand": rss(feed(候鸟来了="A & B")),
    "an external document type": rss(f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x">{PLAIN[39:]}'),
    "gzip": coded(gzip.compress(PLAIN.encode()), "gzip"),
    "deflate without a header": coded(zlib.compress(PLAIN.encode(), wbits=-15), "deflate"),
    "10,000 categories": rss(feed(候鸟来了="x</description>" + "<category>c</category>" * 10_000)),
    "a comment of 3 MB": rss(PLAIN.replace("<item>", f"<!--{'x' * 3_000_000}--><item>")),
    "HTTP/1.0": raw("HTTP/1.0 200 OK\r\nContent-Type: text/xml"),
    "an interim answer": raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"),
    "utf-16 without its mark": rss(declared("UTF-16").encode("utf-16-le")),
    "a long feed with a bare ampersand": rss(
        feed(候鸟来了="A & B" + "。" * 700_000), "text/xml; charset=utf-8"
    ),
    "JSON with a number beyond reason": rss(
        f'{{"version":"https://jsonfeed.org/version/1.1","items":[{{"id":{"9" * 9999},'
        f'"title":"{TITLE}"}}]}}'
    ),
    "JSON Feed 1.0": rss(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1",
                "items": [{"id": 1, "title": TITLE, "url": "https://news.example/1"}],
            }
        )
    ),
}

REFUSED = {
    "nothing": (rss(""), "parse"),
    "blanks": (rss(" \n "), "parse"),
    "a mark alone": (rss(b"\xef\xbb\xbf"), "parse"),
    "a picture": (rss(b"\x89PNG\r\n\x1a\n" + bytes(99)), "not_a_feed"),
    "a PDF": (rss(b"%PDF-1.4"), "not_a_feed"),
    "nuls": (rss(bytes(999)), "not_a_feed"),
    "a web page": (Reply("<html><body><form><input type=password></form></body>"), "not_a_feed"),
    "a web page that says it is a feed": (rss("<!DOCTYPE html><p>登录"), "not_a_feed"),
    "other XML": (rss("<urlset/>"), "not_a_feed"),
    "other JSON": (rss("[1]"), "not_a_feed"),
    "JSON nested beyond reason": (rss('{"items":' + "[" * 99_999), "not_a_feed"),
    "a page nested beyond reason": (Reply("<div>" * 15_000), "not_a_feed"),
    "a page that refreshes to a file": (
        Reply('<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
        "not_a_feed",
    ),
    "a page of 20 MB": (Reply("<p>x</p>" * 2_500_000), "too_large"),
    "40 MB": (rss("x" * 40_000_000), "too_large"),
    "a gzip bomb": (coded(gzip.compress(bytes(40_000_000)), "gzip"), "too_large"),
    "a lie about gzip": (coded(PLAIN.encode(), "gzip"), "http"),
    "half a gzip": (coded(gzip.compress(PLAIN.encode())[:-20], "gzip"), "http"),
    "a coding not asked for": (coded(b"x", "br"), "http"),
    "a redirect to itself": (redirect("/feed"), "redirect"),
    "a redirect to a file": (redirect("file:///etc/passwd"), "redirect"),
    "a redirect to data": (redirect("data:text/xml,<rss/>"), "redirect"),
    "a redirect to nothing": (redirect("http://"), "redirect"),
    "a redirect to a private address": (redirect("http://10.0.0.1/"), "refused"),
    "a redirect to the cloud's own": (redirect("http://169.254.169.254/"), "refused"),
    "a redirect to a private name": (redirect("http://router.local/"), "refused"),
    "no rights": (Reply(status=401, headers={"WWW-Authenticate": "Basic"}), "auth"),
    "not found": (Reply(status=404), "http"),
    "gone": (Reply(status=410), "http"),
    "busy": (Reply(status=429, headers={"Retry-After": "60"}), "http"),
    "broken": (Reply(status=500), "http"),
    "not modified, unasked": (Reply(status=304), "http"),
    "no HTTP": (Reply(raw=b"SSH-2.0-OpenSSH\r\n"), "http"),
    "a status of letters": (raw("HTTP/1.1 abc OK"), "http"),
    "a length of letters": (raw("HTTP/1.1 200 OK\r\nContent-Length: x"), "http"),
    "a length that lies": (raw("HTTP/1.1 200 OK\r\nContent-Length: 9999"), "http"),
    "a chunk of letters": (raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"), "http"),
    "headers of 200 kB": (raw(f"HTTP/1.1 200 OK\r\nX: {'y' * 200_000}"), "http"),
    "a drip of body": (Reply(PLAIN, drip=0.2), "timeout"),
}


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


async def visited(store: Store, server: Server, reply: Reply) -> Outcome:
    source = store.sources.add(Source(url=server.route("/feed", reply)))
    outcomes = refresh(store, [source], settings=Fetch(timeout=1 if reply.drip else 60))
    [outcome] = [each async for each in outcomes]
    return outcome


@pytest.mark.parametrize("case", READ)
async def test_it_is_read(store: Store, server: Server, case: str) -> None:
    outcome = await visited(store, server, READ[case])
    assert outcome.problem is None
    assert [entry.headline for entry in outcome.feed.entries] == [TITLE]
    assert store.articles.count() == 1
    assert server.paths() == ["/feed"]


@pytest.mark.parametrize("case", REFUSED)
async def test_it_is_refused(store: Store, server: Server, case: str) -> None:
    reply, kind = REFUSED[case]
    outcome = await visited(store, server, reply)
    assert outcome.problem is not None
    assert (outcome.status, outcome.problem.kind) == ("error", kind)
    assert store.articles.count() == 0
    assert store.sources.all()[0].problem == outcome.problem


@pytest.mark.parametrize("field", ["title", "link", "guid", "description", "author", "pubDate"])
@pytest.mark.parametrize("form", ["plain", "referenced"])
async def test_no_control_gets_through(store: Store, server: Server, field: str, form: str) -> None:
    escapes = ESCAPES
    if form == "referenced":
        escapes = "".join(f"&#{ord(char)};" for char in ESCAPES)
    fields = f"<{field}>https://news.example/{escapes}</{field}><category>{escapes}</category>"
    outcome = await visited(store, server, rss(PLAIN.replace("<item>", f"<item>{fields}")))
    assert outcome.problem is None
    [entry] = outcome.feed.entries
    told = [entry.headline, entry.url, entry.guid, entry.summary, entry.author or "", *entry.body]
    assert not any(map(has_controls, told))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
async def test_no_link_leads_out_of_the_web(store: Store, server: Server, link: str) -> None:
    reply = rss(PLAIN.replace("https://news.example/1", link))
    assert (await visited(store, server, reply)).feed.entries[0].url == ""


@pytest.mark.parametrize(
    "document_type",
    [
        f"{BOMB}]>",
        '<!DOCTYPE rss [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % i SYSTEM "http://127.0.0.1:1/x"> %i;]>',
    ],
)
async def test_no_entity_is_expanded(store: Store, server: Server, document_type: str) -> None:
    text = PLAIN.replace("<rss", f"{document_type}<rss").replace(TITLE, f"{TITLE}&i;")
    outcome = await visited(store, server, rss(text))
    assert len(outcome.feed.entries[0].headline) < 20
    assert "root:" not in outcome.feed.entries[0].headline


async def test_what_is_stored_outlives_every_failure(store: Store, server: Server) -> None:
    await visited(store, server, rss(PLAIN))
    before = store.articles.get(store.articles.ids(View())[0])
    for reply, _kind in REFUSED.values():
        if not reply.drip:
            await visited(store, server, reply)
    assert store.articles.get(store.articles.ids(View())[0]) == before


async def test_a_password_is_told_to_its_server_alone(store: Store, server: Server) -> None:
    url = server.route("/feed", Reply(status=401))
    source = store.sources.add(Source(url=url, login="reader:secret"))
    [outcome] = [each async for each in refresh(store, [source], settings=Fetch())]
    assert server.requests[0].headers["authorization"] == "Basic cmVhZGVyOnNlY3JldA=="
    assert outcome.problem is not None
    assert "secret" not in repr(outcome)


async def test_an_address_that_is_gone_is_asked_again_by_force_alone(
    store: Store, server: Server
) -> None:
    source = (await visited(store, server, Reply(status=410))).source
    [outcome] = [each async for each in refresh(store, [source], settings=Fetch())]
    assert outcome.status == "error"
    server.route("/feed", rss(PLAIN))
    [forced] = [each async for each in refresh(store, [source], settings=Fetch(), force=True)]
    assert (forced.new, len(server.requests)) == (1, 2)


async def test_a_source_that_moved_is_known_by_its_former_address(
    store: Store, server: Server
) -> None:
    new = server.route("/new", rss(PLAIN))
    await visited(store, server, redirect("/new", 301))
    [moved] = store.sources.all()
    assert (moved.url, store.sources.find(server.at("/feed"))) == (new, moved)
    assert store.sources.add(Source(url=server.at("/feed"))) == moved


@pytest.mark.parametrize(
    "fields",
    ["<guid>{n}</guid>", "<guid>{n}</guid><pubDate>2019-12-20 15:56</pubDate>"],
)
async def test_guids_that_change_at_each_visit_double_nothing(
    store: Store, server: Server, fields: str
) -> None:
    for n in range(3):
        items = "".join(
            f"<item><title>{title}</title>{fields.format(n=f'{n}-{title}')}</item>"
            for title in ("一", "二", "三")
        )
        await visited(store, server, rss(f"<rss><channel>{items}</channel></rss>"))
    assert store.articles.count() == 3


async def test_a_long_feed_comes_whole_and_comes_once(store: Store, server: Server) -> None:
    items = "".join(
        f"<item><title>第 {n} 篇</title><guid>{n}</guid>"
        f"<description>{'江' * 500}</description></item>"
        for n in range(1_000)
    )
    reply = rss(f"<rss><channel><title>江城新闻</title>{items}</channel></rss>")
    for _ in range(2):
        outcome = await visited(store, server, reply)
        assert [entry.guid for entry in outcome.feed.entries] == [str(n) for n in range(1_000)]
        assert outcome.feed.title == "江城新闻"
    assert store.articles.count() == 1_000


async def test_the_charset_that_was_declared_and_the_one_that_was_used_are_kept(
    store: Store, server: Server
) -> None:
    await visited(store, server, rss(declared("GB2312")))
    [source] = store.sources.all()
    assert (source.charset_declared, source.charset_used) == ("gb2312", "utf-8")
    await visited(store, server, rss(PLAIN.encode("gbk"), "text/xml; charset=GBK"))
    [source] = store.sources.all()
    assert (source.charset_declared, source.charset_used) == ("gbk", "gb18030")
