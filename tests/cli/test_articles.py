"""Marking on the command line."""

import pytest

from reader.cli import output
from reader.model import Draft, Source
from reader.news.samples import samples_dir
from reader.store.store import Store
from reader.text.wrap import width
from tests.cli.conftest import PAGE, RSS, TEXT, Zhnews
from tests.server import Reply, Server
from tests.store.making import put


@pytest.fixture
def fetched(zhnews: Zhnews, feed_url: str) -> Zhnews:
    assert zhnews("add", feed_url, "--region", "长春").status == 0
    assert zhnews("fetch").status == 0
    return zhnews


def test_the_list_tells_of_each_article_newest_first(fetched: Zhnews) -> None:
    articles = fetched("list", "--json").json["articles"]
    first = articles[0]
    assert first == {
        "id": first["id"],
        "title": "江边步道今日开放",
        "url": "https://news.example.cn/city/2.html",
        "link": "https://news.example.cn/city/2.html",
        "source": "松江晚报 城市新闻",
        "published": first["published"],
        "regions": ["220100"],
        "read": False,
        "starred": False,
        "story": first["id"],
    }
    assert first["published"].startswith("2026-03-03T09:30")
    assert [article["title"] for article in articles[1:]] == ["图书馆延长晚间开放时间"]


@pytest.mark.parametrize(
    ("argv", "count"),
    [
        (["--limit", "1"], 1),
        (["--limit", "0"], 2),
        (["--region", "吉林省"], 2),
        (["--region", "福建"], 0),
        (["--unread"], 2),
        (["--starred"], 0),
    ],
)
def test_the_list_is_narrowed(fetched: Zhnews, argv: list[str], count: int) -> None:
    assert len(fetched("list", "--json", *argv).json["articles"]) == count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (["region:吉林"], 2),
        (["region:吉林", "-region:长春"], 0),
        (["region:吉林 -region:四平"], 2),
        (["region:福建", "region:长春"], 2),
        (["-图书馆"], 1),
        (["图书馆", "晚间"], 1),
        (['-"图书馆"', "步道"], 1),
        (["source:晚报", "--unread"], 2),
        (["author：周远"], 1),
        (["is:starred"], 0),
        (["on:2026-03-02"], 1),
        (["since:2026-03-03", "-is:starred"], 1),
        (["-since:2026-03-03"], 1),
    ],
)
def test_the_list_answers_a_query(fetched: Zhnews, query: list[str], count: int) -> None:
    assert len(fetched("list", *query, "--json").json["articles"]) == count


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region:长舂", "没有叫“长舂”的地区，相近的有：长"),
        ("city:长春", "region: source: author:"),
        ("is:new", "is:unread is:starred"),
        ("since:", "since:3d"),
    ],
)
def test_a_query_that_means_nothing_is_wrong_usage(zhnews: Zhnews, query: str, said: str) -> None:
    ran = zhnews("list", query)
    assert ran.status == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_in_a_pipe_the_list_is_whole_and_parted_by_tabs(fetched: Zhnews) -> None:
    first = fetched("list").out.splitlines()[0].split("\t")
    assert first[1:] == ["●", "2026-03-03 09:30", "长春", "松江晚报 城市新闻", "江边步道今日开放"]


def test_on_a_terminal_the_list_is_aligned_and_cut(
    fetched: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "56")
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    lines = fetched("list").out.splitlines()
    assert lines[0].endswith("…")
    assert lines[0].index("松江晚报") == lines[1].index("松江晚报")


def test_an_article_is_shown_by_number_and_by_address(fetched: Zhnews) -> None:
    [first, _] = fetched("list", "--json").json["articles"]
    by_number = fetched("show", str(first["id"])).out
    assert by_number.startswith("江边步道今日开放\n2026-03-03 09:30 · ")
    assert "全长四公里的江边步道今天开放。" in by_number
    assert fetched("show", first["link"]).out == by_number
    assert fetched("show", str(first["id"]), "--json").json["headline"] == "江边步道今日开放"


def test_a_file_is_shown_as_text(zhnews: Zhnews) -> None:
    out = zhnews("show", zhnews.file("书店.txt", TEXT)).out
    lines = out.splitlines()
    assert lines[0] == "河口村的第一家书店"
    assert lines[1] == "2026-03-05 10:00 · 松江晚报 · 记者 何川"
    assert "　　店主说，书店每天开到晚上八点，孩子放学以后可以来写作业，不用买书。" in lines


def test_on_a_terminal_an_article_is_wrapped(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    out = zhnews("show", zhnews.file("书店.txt", TEXT)).out
    assert max(width(line) for line in out.splitlines()) <= 30


def test_lists_code_and_headings_are_shown_with_their_structure(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        f"# 早市\n\n{'早市开张。' * 5}\n\n## 票价\n\n3. 早\n4. 市\n   - 一路二路三路\n\n"
        "### 路线\n\n```\nif 早市开张,二路三路:\n\n    x\n```\n"
    )
    file = zhnews.file("早市.md", text)
    structure = (
        "票价\n\n3. 早\n4. 市\n    • 一路二路三路\n\n　　路线\n\nif 早市开张,二路三路:\n\n    x\n"
    )
    assert structure in zhnews("show", file).out
    monkeypatch.setenv("COLUMNS", "14")
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    wrapped = "    • 一路二路\n      三路\n\n路线\n\nif 早市开张,二\n路三路:\n\n    x\n"
    assert wrapped in zhnews("show", file).out


PAGES = {
    "md": "# 河口村的第一家书店\n\n2026-03-05 10:00 · 松江晚报 · 记者 何川\n\n河口村",
    "html": '<!doctype html>\n<html lang="zh-CN">',
    "text": "河口村的第一家书店\n2026-03-05 10:00 · 松江晚报 · 记者 何川\n\n　　河口村",
}


@pytest.mark.parametrize("form", PAGES)
def test_an_article_is_shown_in_any_form(zhnews: Zhnews, form: str) -> None:
    out = zhnews("show", zhnews.file("书店.txt", TEXT), "--format", form).out
    assert out.startswith(PAGES[form])


def test_a_width_sets_an_article_as_the_screen_does_without_its_keys(fetched: Zhnews) -> None:
    out = fetched("show", "1", "--width", "30").out
    lines = out.splitlines()
    assert lines[0] == "图书馆延长晚间开放时间" and max(map(width, lines)) <= 30
    assert "　　市图书馆从今晚起开放到九点\n半。\n\n这里只有摘要。\n\n────────\n原文：" in out


FIELDS = {
    "headline",
    "published",
    "source",
    "author",
    "editor",
    "responsible_editor",
    "photographer",
    "original_title",
    "kicker",
    "subtitle",
    "body",
    "blocks",
    "images",
    "notes",
    "pages",
    "masthead",
}


@pytest.mark.parametrize("stdin", [True, False])
def test_extract_gives_the_contract_of_a_page(zhnews: Zhnews, stdin: bool) -> None:
    file = zhnews.file("page.html", PAGE)
    name, data = ("-", PAGE.encode()) if stdin else (str(file), b"")
    ran = zhnews("extract", "--json", name, "--url", "https://news.example.cn/3.html", stdin=data)
    result = ran.json
    assert set(result) == FIELDS
    assert result["headline"] == "菜市场添了老年座椅"
    assert result["published"] == "2026-03-04T08:15+08:00"
    assert (result["source"], result["author"]) == ("松江晚报", "林禾")
    assert len(result["body"]) == 3


def test_extract_reads_a_page_of_the_network(zhnews: Zhnews, server: Server) -> None:
    ran = zhnews("extract", server.route("/3.html", Reply(PAGE)))
    assert ran.out.startswith("菜市场添了老年座椅\n2026-03-04 08:15 · 松江晚报 · 记者 林禾\n")


def test_every_sample_can_be_extracted(zhnews: Zhnews) -> None:
    files = [file for file in samples_dir().rglob("*") if file.is_file()]
    assert len(files) >= 24
    for file in files:
        assert zhnews("extract", "--json", file).json["headline"], file


def test_links_gives_the_articles_of_a_channel_page_in_order(zhnews: Zhnews) -> None:
    items = "".join(
        f'<li><a href="/city/2026-03/0{n}/c{n}.html">城区第{n}座口袋公园今天开门迎客</a>'
        f"<span>2026-03-0{n}</span></li>"
        for n in range(9, 0, -1)
    )
    pager = '<a href="/index_2.html">下一页</a>'
    page = zhnews.file("list.html", f"<html><body><ul>{items}</ul>{pager}</body></html>")
    result = zhnews("links", "--json", page, "--url", "https://news.example.cn/").json
    assert result["next"] == "https://news.example.cn/index_2.html"
    links = result["links"]
    assert [link["url"] for link in links] == [
        f"https://news.example.cn/city/2026-03/0{n}/c{n}.html" for n in range(9, 0, -1)
    ]
    assert links[0] == {
        "url": "https://news.example.cn/city/2026-03/09/c9.html",
        "title": "城区第9座口袋公园今天开门迎客",
        "published": "2026-03-09",
    }
    lines = zhnews("links", page, "--url", "https://news.example.cn/").out.splitlines()
    assert len(lines) == 9
    assert lines[0].split("\t") == ["2026-03-09", links[0]["url"], links[0]["title"]]


def test_feed_gives_the_title_and_the_entries(zhnews: Zhnews) -> None:
    result = zhnews("feed", "--json", "-", stdin=RSS.encode()).json
    assert result["title"] == "松江晚报 城市新闻"
    assert [entry["title"] for entry in result["entries"]] == [
        "江边步道今日开放",
        "图书馆延长晚间开放时间",
    ]
    assert {"title", "link", "published"} <= set(result["entries"][0])
    lines = zhnews("feed", "-", stdin=RSS.encode()).out.splitlines()
    assert [line.split("\t")[2] for line in lines] == [
        entry["title"] for entry in result["entries"]
    ]


def test_extract_says_why(zhnews: Zhnews) -> None:
    file = zhnews.file("3.html", PAGE)
    shown = zhnews("extract", "--why", file).out
    assert shown.startswith("正文\t第 ")
    assert "标题\t" in shown
    findings = zhnews("extract", "--why", "--json", file).json["findings"]
    assert {"name", "value", "why", "line"} == set(findings[0])


@pytest.fixture
def stored(zhnews: Zhnews, feed_url: str) -> Zhnews:
    zhnews("fetch", "--url", feed_url)
    return zhnews


def ids(zhnews: Zhnews, *query: str) -> list[int]:
    return [each["id"] for each in zhnews("list", *query, "--json").json["articles"]]


def test_articles_are_marked_by_their_numbers_and_addresses(stored: Zhnews) -> None:
    newest, oldest = ids(stored)
    ran = stored("mark", "read", str(newest), "https://news.example.cn/city/1.html", "--json")
    assert ran.json == {"verb": "read", "count": 2, "ids": [newest, oldest]}
    assert stored("mark", "read", str(newest)).out == "0 篇标为已读。\n"
    assert stored("mark", "unread", str(newest)).out == "1 篇标为未读。\n"
    assert ids(stored, "is:unread") == [newest]


def test_articles_are_marked_by_a_query(stored: Zhnews) -> None:
    newest, oldest = ids(stored)
    assert stored("mark", "star", "步道").out == "1 篇加上星标。\n"
    assert ids(stored, "is:starred") == [newest]
    assert stored("mark", "unstar", "is:starred").out == "1 篇去掉星标。\n"
    assert stored("mark", "read", "-步道", "--json").json["ids"] == [oldest]
    assert stored("mark", "unread", "开放", "--json").json["ids"] == [oldest]


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (("read", "99"), 1, "99"),
        (("read", "9" * 30), 1, "999"),
        (("read", "https://news.example.cn/none"), 1, "news.example.cn/none"),
        (("eat", "1"), 2, "eat"),
        (("read",), 2, "编号"),
        (("read", ""), 2, "请写上要找的字词"),
        (("read", '""'), 2, "请写上要找的字词"),
        (("star", "colour:red"), 2, "colour"),
    ],
)
def test_what_cannot_be_marked_is_said(
    stored: Zhnews, argv: tuple[str, ...], status: int, said: str
) -> None:
    ran = stored("mark", *argv)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err and ran.err.count("\n") == 1
    assert len(ids(stored, "is:unread")) == 2


@pytest.fixture
def browsed(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> Zhnews:
    """Articles 1 to 3; the browser writes down its arguments."""
    script = zhnews.file("browse", f"#!/bin/sh\necho $# \"$1\" >> '{zhnews.home}/browsed'\n")
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    urls = ("https://a.example/$(x);rm -rf", "", "javascript:alert(1)")
    with Store.open(zhnews.home / "data/zhnews/zhnews.db") as store:
        source = store.sources.add(Source(url="https://a.example/"))
        drafts = [Draft(headline=f"第{n}条", url=url) for n, url in enumerate(urls, 1)]
        store.articles.commit(source, [put(each.headline, draft=each) for each in drafts])
    return zhnews


def test_the_page_is_opened_and_its_address_told(browsed: Zhnews) -> None:
    ran = browsed("open", "1")
    assert (ran.status, ran.out) == (0, "https://a.example/$(x);rm -rf\n")
    assert (browsed.home / "browsed").read_text() == "1 https://a.example/$(x);rm%20-rf\n"


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("2", "“第2条”没有网址"),
        ("3", "不是可以打开的网址"),
        ("7", "没有“7”这篇文章"),
        ("-7", "-7"),
        ("9" * 30, "这篇文章"),
        ("第1条", "第1条"),
    ],
)
def test_what_cannot_be_opened_is_said(browsed: Zhnews, id: str, said: str) -> None:
    ran = browsed("open", id)
    assert ran.status in (1, 2) and ran.out == "" and said in ran.err
    assert not (browsed.home / "browsed").exists()
