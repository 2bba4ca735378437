import json
from zipfile import ZipFile

import pytest

from reader.cli import exchange
from reader.exchange import opml
from reader.news.pictures import PictureCache
from tests.cli.conftest import Zhnews
from tests.server import Server

OPML = """<opml version="2.0"><body><outline text="吉林"><outline text="长春">
<outline text="松江晚报" xmlUrl="https://news.example/feed" htmlUrl="https://news.example/"/>
</outline></outline><outline text="全国" xmlUrl="https://reader:secret@all.example/feed"/>
</body></opml>"""


def test_subscriptions_come_in_with_their_regions(zhnews: Zhnews) -> None:
    file = zhnews.file("feeds.opml", OPML.encode("gbk"))
    assert zhnews("import", file, "--json").json == {
        "added": 2,
        "known": 0,
        "refused": [],
        "twice": [],
        "surplus": [],
    }
    assert zhnews("import", file).out == "添加了 0 个来源，已有 2 个。\n"
    assert zhnews("import", "-", stdin=OPML.encode()).out == "添加了 0 个来源，已有 2 个。\n"
    rows = [line.split("\t") for line in zhnews("feeds").out.splitlines()]
    assert [row[1:5] for row in rows] == [
        ["长春", "0", "松江晚报", "https://news.example/feed"],
        ["", "0", "全国", "https://all.example/feed"],
    ]


def test_what_goes_out_comes_back_the_same(zhnews: Zhnews) -> None:
    zhnews("import", zhnews.file("feeds.opml", OPML), "--db", "a.db")
    zhnews("export", "out.opml", "--db", "a.db")
    zhnews("import", "out.opml", "--db", "b.db")
    first, second = (zhnews("export", "--db", db).out for db in ("a.db", "b.db"))
    assert first == second
    assert "secret" not in first


def test_a_source_stands_in_the_folder_of_its_region(zhnews: Zhnews) -> None:
    opml = zhnews.file("config/zhnews/config.toml", '[[source]]\nurl = "https://a.example/"\n')
    opml.write_text(opml.read_text() + 'region = "吉林/长春"\n', encoding="utf-8")
    out = zhnews("export").out
    assert out.index('text="吉林省"') < out.index('text="长春市"') < out.index("https://a.example/")


def test_subscriptions_that_are_left_out_are_counted_and_named(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (opml, exchange):
        monkeypatch.setattr(module, "MAX_SOURCES", 2)
    file = zhnews.file(
        "feeds.opml",
        """<opml><body><outline text="长春"/><outline text="命令" xmlUrl="exec:date"/>
        <outline text="滤" xmlUrl="filter:x"/><outline text="无" type="rss"/>
        <outline text="甲" xmlUrl="https://a.example/"/>
        <outline text="又甲" xmlUrl="https://a.example/"/>
        <outline text="乙" xmlUrl="https://b.example/"/>
        <outline text="丙" xmlUrl="https://c.example/"/></body></opml>""",
    )
    ran = zhnews("import", file)
    assert ran.out == "添加了 1 个来源，已有 0 个。\n"
    assert "有 3 个没有导入，网址不是 http 或 https：命令、滤、无" in ran.err
    assert "有 1 个重复，只导入一次：又甲" in ran.err
    assert "有 2 个没有导入，一个文件只读前 2 个来源：乙、丙" in ran.err
    left_out = {"refused": ["命令", "滤", "无"], "twice": ["又甲"], "surplus": ["乙", "丙"]}
    assert zhnews("import", file, "--json").json == {"added": 0, "known": 1, **left_out}


def test_what_is_no_opml_is_named(zhnews: Zhnews) -> None:
    ran = zhnews("import", zhnews.file("feeds.opml", "<rss/>"))
    assert (ran.status, ran.err) == (
        1,
        "feeds.opml 不是完好的 OPML 文件，请从原来的阅读器重新导出。\n",
    )


def test_where_nothing_can_be_written_it_says_so(zhnews: Zhnews) -> None:
    ran = zhnews("export", "nowhere/out.opml")
    assert (ran.status, ran.err) == (1, "找不到 nowhere，请检查路径。\n")


def test_a_file_that_is_there_is_replaced_by_force_alone(zhnews: Zhnews) -> None:
    zhnews("import", zhnews.file("feeds.opml", OPML))
    mine = zhnews.file("out.opml", "mine")
    ran = zhnews("export", mine)
    assert ran.status == 2 and "out.opml 已经有了" in ran.err and "--force" in ran.err
    assert mine.read_text() == "mine"
    ran = zhnews("export", mine, "--force")
    assert ran.status == 0 and ran.out.startswith(f"已写入 {mine}：2 个来源，")
    assert "xmlUrl" in mine.read_text()
    told = zhnews("export", mine, "--force", "--json").json
    assert told == {"path": str(mine), "size": mine.stat().st_size, "sources": 2}
    assert zhnews("export", "/dev/null").out == ""


@pytest.mark.parametrize("form", ["html", "opml"])
def test_a_path_that_cannot_be_written_is_said_in_a_sentence(stored: Zhnews, form: str) -> None:
    around = stored.home / "around"
    around.symlink_to(around)
    for name, sentence in (
        (around, f"{around} 是绕回自己的链接，打不开，请检查它指向哪里。\n"),
        ("长" * 100, f"{'长' * 80}… 的路径太长，系统打不开。\n"),
    ):
        for force in ([], ["--force"]):
            ran = stored("export", form, name, *force)
            assert (ran.status, ran.err) == (1, sentence)
    assert around.is_symlink()


ARTICLE = {
    "feed": "https://news.example/feed",
    "feed_title": "松江晚报",
    "guid": "city-1",
    "url": "https://news.example/1.html",
    "title": "图书馆延长晚间开放时间",
    "published": "2026-03-02T18:05+08:00",
    "author": "周远 林禾",
    "source": "松江晚报",
    "editor": "何川",
    "responsible_editor": "宋岚",
    "summary": "市图书馆从今晚起开放到九点半。",
    "body": ["市图书馆从今晚起开放到九点半。", "周末不变。"],
    "regions": ["220200"],
    "read": True,
    "starred": True,
}


def test_articles_come_in_and_go_out_as_json_lines(zhnews: Zhnews) -> None:
    file = zhnews.file("a.jsonl", json.dumps(ARTICLE) + "\n")
    ran = zhnews("import", file, "--json")
    assert ran.json == {"added": 1, "known": 0, "sources": 1, "failed": 0}
    assert zhnews("export", "jsonl").json == ARTICLE
    zhnews("export", "jsonl", "b.jsonl")
    assert zhnews("import", "b.jsonl").out == "添加了 0 篇文章和 0 个停用的来源，已有 1 篇。\n"
    listed = zhnews("list", "--json").json["articles"]
    assert [(row["title"], row["read"], row["starred"]) for row in listed] == [
        (ARTICLE["title"], True, True)
    ]


def test_nothing_is_fetched_from_the_sources_of_imported_articles(
    zhnews: Zhnews, server: Server
) -> None:
    record = {**ARTICLE, "feed": server.at("/feed")}
    zhnews("import", "-", stdin=json.dumps(record).encode())
    assert zhnews("fetch").status == 0
    assert server.requests == []


def test_a_bad_line_is_named_and_the_others_come_in(zhnews: Zhnews) -> None:
    lines = [
        json.dumps(ARTICLE),
        '{"title": 1, "feed": "https://news.example/"}',
        "",
        "x",
        json.dumps({**ARTICLE, "body": ["一", 2]}),
        json.dumps({**ARTICLE, "feed": "news"}),
        json.dumps({**ARTICLE, "title": "", "body": [" "]}),
        '["feed"]',
        json.dumps({**ARTICLE, "read": "no"}),
        "{}",
        json.dumps({**ARTICLE, "guid": "2", "title": "二"}),
    ]
    ran = zhnews("import", zhnews.file("a.jsonl", "\n".join(lines)))
    assert ran.status == 1
    assert ran.err.splitlines() == [
        'a.jsonl 第 2 行的 title 没有写或写错了，要写成 "…"。',
        "a.jsonl 第 4 行不是一篇文章的 JSON 记录。",
        'a.jsonl 第 5 行的 body 没有写或写错了，要写成 ["…", "…"]。',
        'a.jsonl 第 6 行的 feed 没有写或写错了，要写成 "https://…"。',
        'a.jsonl 第 7 行的 title 没有写或写错了，要写成 "…"。',
        "a.jsonl 第 8 行不是一篇文章的 JSON 记录。",
        "a.jsonl 第 9 行的 read 没有写或写错了，要写成 true|false。",
        'a.jsonl 第 10 行的 feed 没有写或写错了，要写成 "https://…"。',
        "有 8 行没有导入。",
    ]
    assert len(zhnews("list").out.splitlines()) == 2


def test_of_many_bad_lines_the_first_twenty_are_named(zhnews: Zhnews) -> None:
    ran = zhnews("import", zhnews.file("a.jsonl", "{}\n" * 21))
    *named, rest = ran.err.splitlines()
    assert (ran.status, len(named), rest) == (1, 20, "有 21 行没有导入。")
    assert "第 1 行" in named[0] and "第 20 行" in named[-1]


def test_export_knows_two_forms_and_one_file(zhnews: Zhnews) -> None:
    assert zhnews("export", "opml").out == zhnews("export").out
    ran = zhnews("export", "jsonl", "a", "b")
    assert (ran.status, ran.err) == (2, "不认识参数 b。用法见 zhnews export --help。\n")


# Books.

PNG = b"\x89PNG\r\n\x1a\n-"
PICTURED = ARTICLE | {"guid": "city-2", "title": "江边步道开放", "regions": ["220100"], "blocks": [
    {"kind": "figure", "text": "鸟", "image": {"url": "https://pic.example/1", "caption": "鸟"}},
]}  # fmt: skip


@pytest.fixture
def stored(zhnews: Zhnews) -> Zhnews:
    lines = "".join(json.dumps(article) + "\n" for article in (ARTICLE, PICTURED))
    zhnews("import", zhnews.file("a.jsonl", lines))
    PictureCache(zhnews.home / "cache/zhnews/pictures").put("https://pic.example/1", PNG)
    return zhnews


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        ("md", "# 全部文章\n\n## 吉林 › 长春\n\n### 江边"),
        ("txt", "全部文章\n"),
        ("html", "<!doctype html>"),
    ],
)
def test_all_articles_go_out_by_place_and_day(stored: Zhnews, form: str, beginning: str) -> None:
    out = stored("export", form).out
    assert out.startswith(beginning)
    assert out.index("吉林 › 长春") < out.index("江边步道开放") < out.index("周末不变。")
    stored("export", form, "out")
    assert (stored.home / "out").read_text() == out
    assert stored("export", form, "out", "--force").out.startswith("已写入 out：2 篇文章，")


def test_an_export_of_one_place_has_its_articles_with_the_pictures_at_hand(stored: Zhnews) -> None:
    page = stored("export", "html", "--query", "region:长春").out
    assert "data:image/png;base64," in page and "图书馆" not in page
    stored("export", "epub", "a.epub", "--query", "region:长春")
    with ZipFile(stored.home / "a.epub") as book:
        assert book.read("book/p0.png") == PNG
    [line] = stored("export", "jsonl", "--query", "region:长春").out.splitlines()
    assert json.loads(line)["title"] == "江边步道开放"


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["md", "out", "--query", "台风"], 1, "没有找到文章，没有写任何文件。"),
        (["opml", "out", "--query", "台风"], 2, "--query 只能挑文章，opml 里没有文章，只有来源。"),
        (["pdf"], 2, "不能写“pdf”，可以写 opml、jsonl、md、html、txt、epub。"),
        (["html", "nowhere/out"], 1, "找不到 nowhere，请检查路径。"),
    ],
)
def test_what_cannot_be_exported_is_said(
    stored: Zhnews, words: list[str], status: int, sentence: str
) -> None:
    ran = stored("export", *words)
    assert ran.status == status and ran.err.startswith(sentence)
    assert not (stored.home / "out").exists()
