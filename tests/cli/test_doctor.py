import os
import sys
from email.utils import formatdate
from pathlib import Path

import pexpect
import pytest
from msgspec.structs import replace

from reader.cli import checks, doctor, output
from reader.data import build_catalogue
from reader.model import Source
from reader.processes.sandboxed import Confinement
from reader.text.wrap import width
from tests.cli.conftest import RSS, Zhnews
from tests.news.pages import channel
from tests.server import Reply, Server, redirect


@pytest.fixture
def feed(zhnews: Zhnews, server: Server) -> str:
    url = server.route("/city.xml", Reply(RSS, content_type="application/rss+xml"))
    zhnews("add", url, "--region", "长春")
    return url


def test_all_well_without_any_source(zhnews: Zhnews) -> None:
    ran = zhnews("doctor")
    assert ran.status == 0
    assert "没有问题" in ran.out and "还没有数据库" in ran.out and "SQLite" in ran.out
    result = zhnews("doctor", "--json").json
    assert {c["id"] for c in result["checks"]} >= {"config", "database", "terminal", "sandbox"}
    assert result["sources"] == []


def test_a_wrong_config_is_said_and_the_rest_is_still_looked_at(zhnews: Zhnews) -> None:
    config = zhnews.file("bad.toml", "[ui]\nmeasure = 1")
    ran = zhnews("doctor", "--config", config)
    assert ran.status == 1
    assert "第 2 行" in ran.out and "SQLite" in ran.out


def test_a_damaged_database_is_said(zhnews: Zhnews) -> None:
    zhnews.file("data/zhnews/zhnews.db", b"SQLite format 3\0" + b"damaged" * 2000)
    ran = zhnews("doctor")
    assert ran.status == 1
    assert "已损坏" in ran.out


def test_each_source_is_told_of(zhnews: Zhnews, feed: str) -> None:
    zhnews("fetch")
    ran = zhnews("doctor", "--json")
    [source] = ran.json["sources"]
    assert (source["url"], source["articles"], source["unsigned"]) == (feed, 2, 2)
    assert source["newest"] == "2026-03-03T09:30:00+08:00"
    assert source["error"] is None and source["last_success"]
    assert source["charset_declared"] == source["charset_used"] == "utf-8"
    assert source["came"] is None


def test_a_feed_that_now_serves_a_login_page_is_found_by_asking(
    zhnews: Zhnews, server: Server, feed: str
) -> None:
    zhnews("fetch")
    server.route("/city.xml", Reply("<html><body><form>请登录</form></body></html>"))
    ran = zhnews("doctor", "--network", "--json")
    assert ran.status == 1
    [source] = ran.json["sources"]
    assert source["finding"]["kind"] == "not_a_feed"
    assert "登录" in source["finding"]["message"]
    told = zhnews("doctor")
    assert told.status == 1
    assert "本来是订阅" in told.out


def test_on_a_terminal_what_needs_a_look_is_told_in_full(
    zhnews: Zhnews, server: Server, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = RSS.replace("Tue, 03 Mar 2026 09:30:00 +0800", formatdate())
    other = server.route("/other.xml", Reply(fresh, content_type="application/rss+xml"))
    zhnews("add", other, "--name", "江城晚报")
    zhnews("fetch")
    server.route("/city.xml", Reply("<html><body><form>请登录</form></body></html>"))
    zhnews("fetch")
    monkeypatch.setenv("COLUMNS", "60")
    for module in (output, doctor):
        monkeypatch.setattr(module, "is_terminal", lambda: True)
    lines = zhnews("doctor").out.splitlines()
    first = lines.index("! 松江晚报 城市新闻")
    assert lines[first + 1] == "  本来是订阅，现在给的是网页，可能要登录或已经改版"
    assert lines[first + 2] == f"  {feed}"
    assert lines[first + 3].startswith("  上次成功 刚刚 · 最新文章 ")
    assert lines[-1].split()[0] == "江城晚报" and "没有问题的 1 个：" in lines
    assert max(map(width, lines[first:])) <= 60


def test_an_empty_feed_is_no_error_but_said(zhnews: Zhnews, server: Server, feed: str) -> None:
    zhnews("fetch")
    empty = "<rss><channel><title>松江晚报</title></channel></rss>"
    server.route("/city.xml", Reply(empty, content_type="application/rss+xml"))
    [source] = zhnews("doctor", "--network", "--json").json["sources"]
    assert source["came"]["kind"] == source["finding"]["kind"] == "empty"


def test_the_way_to_the_sources_is_said_and_no_login_of_a_proxy_is_told_or_kept(
    zhnews: Zhnews, server: Server
) -> None:
    assert "直接连接" in zhnews("doctor", "--network").out
    feed = "http://news.example/city.xml"
    server.route(feed, Reply(RSS, content_type="application/rss+xml"))
    settings = f'[fetch]\nproxy = "http://me:secret@127.0.0.1:{server.port}"'
    zhnews.file("config/zhnews/config.toml", settings)
    ran = [zhnews("add", feed), zhnews("fetch"), zhnews("doctor", "--network")]
    server.route(feed, Reply(status=407))
    ran += [zhnews("fetch"), zhnews("doctor", "--network", "--json")]
    assert [each.status for each in ran[:2]] == [0, 0]
    assert f"经过代理 http://127.0.0.1:{server.port}。" in ran[2].out
    assert "无法使用代理" in ran[4].json["sources"][0]["error"]["message"]
    kept = [file.read_bytes() for file in (zhnews.home / "data").rglob("*") if file.is_file()]
    assert not any("secret" in each.out + each.err for each in ran)
    assert kept and not any(b"secret" in data for data in kept)


@pytest.mark.parametrize(
    ("held", "said", "missing"),
    [
        (Confinement(memory=True, network=True, files=True, processes=True), 5, 0),
        (Confinement(memory=True, network=False, files=True, processes=False), 3, 2),
    ],
)
def test_what_the_sandbox_cannot_keep_from_a_parser_here_is_said(
    monkeypatch: pytest.MonkeyPatch, held: Confinement, said: int, missing: int
) -> None:
    async def confinement() -> Confinement:
        return held

    monkeypatch.setattr(checks, "_confinement", confinement)
    ok, sentence = checks._sandbox()
    first, *rest = sentence.removesuffix("。").split("。")
    assert ok and len(first.partition("：")[2].split("、")) == said
    assert [len(text.partition("：")[2].split("、")) for text in rest] == [missing] * bool(missing)


@pytest.mark.parametrize(
    ("term", "ok"), [("xterm-256color", True), ("dumb", False), ("", False), ("linux", True)]
)
def test_the_terminal_is_judged_by_its_name(
    monkeypatch: pytest.MonkeyPatch, term: str, ok: bool
) -> None:
    monkeypatch.setattr(checks, "is_interactive", lambda: True)
    monkeypatch.setenv("TERM", term)
    assert checks._terminal()[0] is ok


@pytest.mark.parametrize(
    ("term", "variables", "colours"),
    [
        ("xterm-256color", {"NO_COLOR": "", "COLORTERM": "truecolor"}, "不用颜色（NO_COLOR）"),
        ("xterm-256color", {"COLORTERM": "truecolor"}, "真彩色"),
        ("linux", {"COLORTERM": "24bit"}, "真彩色"),
        ("xterm-256color", {"COLORTERM": "yes"}, "256 种颜色"),
        ("linux", {}, "16 种颜色"),
    ],
)
def test_it_is_said_how_many_colours_a_terminal_has(
    monkeypatch: pytest.MonkeyPatch, term: str, variables: dict[str, str], colours: str
) -> None:
    monkeypatch.setattr(checks, "is_interactive", lambda: True)
    for name in ("NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": term, **variables}.items():
        monkeypatch.setenv(name, value)
    assert checks._terminal() == (True, f"{term}，{colours}。")


@pytest.mark.parametrize(
    ("cells", "ok", "said"), [(None, True, "没有回答"), (1, True, "占一格"), (2, False, "占 2 格")]
)
def test_the_width_of_a_quotation_mark_is_judged(
    monkeypatch: pytest.MonkeyPatch, cells: int | None, ok: bool, said: str
) -> None:
    monkeypatch.setattr(checks, "is_interactive", lambda: True)
    monkeypatch.setattr(checks, "ambiguous_width", lambda: cells)
    is_right, sentence = checks._width()
    assert is_right is ok and said in sentence


@pytest.mark.parametrize(
    ("encoding", "ok"), [("utf-8", True), ("GB18030", True), ("cp1252", False)]
)
def test_what_is_written_must_be_able_to_hold_chinese(
    monkeypatch: pytest.MonkeyPatch, encoding: str, ok: bool
) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda _do_setlocale: encoding)
    assert checks._locale()[0] is ok


def test_no_terminal_is_asked_where_there_is_none() -> None:
    assert output.ambiguous_width() is None


@pytest.mark.parametrize(("report", "cells"), [("\x1b[1;2R", 1), ("\x1b[24;3R", 2)])
def test_the_terminal_is_asked_how_wide_a_quotation_mark_is(report: str, cells: int) -> None:
    code = "from reader.cli.output import ambiguous_width as ask; print(f'cells={ask(limit=60)}.')"
    child = pexpect.spawn(sys.executable, ["-X", "utf8", "-c", code], timeout=60)
    child.expect_exact("\x1b[6n")
    child.send(report)
    child.expect_exact(f"cells={cells}.")
    child.expect(pexpect.EOF)
    child.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_a_database_that_others_may_read_is_said_with_what_closes_it(zhnews: Zhnews) -> None:
    zhnews("list", "--db", "own.db")
    assert "只有你自己" in zhnews("doctor", "--db", "own.db").out
    Path("own.db").chmod(0o644)
    ran = zhnews("doctor", "--db", "own.db")
    assert ran.status == 1
    assert "chmod 600 own.db\n" in ran.out


def test_what_the_catalogue_has_for_a_place_is_tried_and_nothing_is_added(
    zhnews: Zhnews, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [(f"/2026/11/2{n}/{n}20041.html", f"护鸟队走遍大堤{n}", "2026-11-20") for n in "12"]
    answers = {
        "/feed": Reply(RSS, content_type="application/rss+xml"),
        "/page": Reply(channel(pages)),
        "/moved": redirect("/page2", 301),
        "/page2": Reply(channel(pages)),
        "/empty": Reply("<html><body><p>建设中</p></body></html>"),
        "/script": Reply("<html><script>location='x'</script></html>"),
        "/slow": Reply("later", 429, headers={"Retry-After": "3600"}),
        "/login": Reply("no", 401),
        "/broken": Reply("no", 500),
        "/loop": redirect("/loop", 302),
    }
    for path, answer in answers.items():
        server.route(path, answer)
    asked = [path for path in answers if path != "/page2"] + ["/nothing"]
    listed = [Source(url=server.at(path), name=path[1:], kind="page") for path in asked]
    listed[0] = replace(listed[0], kind="feed")
    monkeypatch.setattr(doctor, "sources_for", lambda places, around: listed)
    ran = zhnews("doctor", "--network", "--region", "长春", "--json")
    said = {source["title"]: source for source in ran.json["sources"]}
    assert ran.status == 1 and ran.json["region"] == "220100"
    assert {name: source["answered"] for name, source in said.items()} == {
        name[1:]: name in ("/feed", "/page", "/moved") for name in asked
    }
    assert said["moved"]["url"] == server.at("/page2") and said["page"]["articles"] == 2
    told = zhnews("doctor", "--network", "--region", "长春").out.splitlines()
    assert len(told) == len(asked) + 1 and "HTTP 500" in "".join(told)
    assert zhnews("feeds", "--json").json["feeds"] == []
    mended = build_catalogue.mended(
        [("220100", path[1:], "page", server.at(path)) for path in (*asked, "/other")], ran.json
    )
    assert [(name, url) for _region, name, _kind, url in mended] == [
        ("feed", server.at("/feed")),
        ("page", server.at("/page")),
        ("moved", server.at("/page2")),
        ("other", server.at("/other")),
    ]


def test_the_catalogue_is_read_as_it_was_written() -> None:
    lines = build_catalogue.TARGET.read_text("utf-8").splitlines()[2:]
    assert ["\t".join(row) for row in build_catalogue.rows(build_catalogue.TARGET)] == lines
