import io
import os
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.exchange import opml
from tests.cli.conftest import Zhnews
from tests.server import Reply, Server

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def assert_one_sentence(err: str) -> None:
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in err.rstrip("\n"))


@pytest.mark.parametrize("command", [[], ["show"], ["extract"], ["links"], ["feed"], ["regions"]])
def test_a_missing_file_is_said(zhnews: Zhnews, command: list[str]) -> None:
    ran = zhnews(*command, "没有.html")
    assert (ran.status, ran.out) == (1, "")
    assert "找不到" in ran.err
    assert "没有.html" in ran.err
    assert_one_sentence(ran.err)


@pytest.mark.parametrize("command", ["show", "extract", "links", "feed", "regions"])
def test_a_folder_in_place_of_a_file_is_said(zhnews: Zhnews, command: str) -> None:
    ran = zhnews(command, zhnews.home)
    assert ran.status == 1
    assert_one_sentence(ran.err)


@pytest.mark.parametrize("command", ["show", "extract", "feed", "regions"])
def test_a_picture_is_said_to_be_no_text(zhnews: Zhnews, command: str) -> None:
    ran = zhnews(command, zhnews.file("图.html", PNG))
    assert (ran.status, ran.out) == (1, "")
    assert "图.html" in ran.err
    assert_one_sentence(ran.err)


@pytest.mark.parametrize("command", ["show", "extract", "feed"])
def test_an_empty_file_is_said(zhnews: Zhnews, command: str) -> None:
    ran = zhnews(command, zhnews.file("空.xml", b""))
    assert ran.status == 1
    assert_one_sentence(ran.err)


def test_a_page_is_said_to_be_no_feed(zhnews: Zhnews) -> None:
    ran = zhnews("feed", zhnews.file("a.html", "<html><body><p>不是订阅</p></body></html>"))
    assert ran.status == 1
    assert "不是 RSS、Atom 或 JSON Feed 订阅" in ran.err
    assert_one_sentence(ran.err)


def test_a_hostile_file_name_is_shown_harmlessly(zhnews: Zhnews) -> None:
    ran = zhnews("show", "\x1b]0;x\x07\u202egnp.\x9b31m")
    assert ran.status == 1
    assert "\u202e" not in ran.err
    assert_one_sentence(ran.err)


@pytest.mark.parametrize("command", [["list"], ["feeds"], ["fetch"], ["config", "check"], []])
def test_a_fault_of_the_config_is_said_with_its_line(zhnews: Zhnews, command: list[str]) -> None:
    config = zhnews.file("bad.toml", '[fetch]\njobs = "viele"\n')
    ran = zhnews(*command, "--config", config, "--db", "x.db")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"配置文件 {config} 第 2 行：“jobs”要写成：整数。\n"
    assert not Path("x.db").exists()


def test_a_missing_config_is_said(zhnews: Zhnews) -> None:
    ran = zhnews("list", "--config", "none.toml")
    assert (ran.status, ran.err) == (1, "找不到 none.toml，请检查路径。\n")


def test_a_file_that_is_no_database_is_said_and_left_alone(zhnews: Zhnews) -> None:
    file = zhnews.file("notes.txt", "我的笔记" * 500)
    before = file.read_bytes()
    ran = zhnews("list", "--db", file)
    assert ran.status == 1
    assert "notes.txt" in ran.err
    assert_one_sentence(ran.err)
    assert file.read_bytes() == before


def test_an_unknown_region_names_near_ones(zhnews: Zhnews) -> None:
    ran = zhnews("list", "--region", "长村")
    assert ran.status == 2
    assert "没有叫“长村”的地区" in ran.err
    assert_one_sentence(ran.err)


def test_an_unknown_article_and_an_unknown_source_are_said(zhnews: Zhnews) -> None:
    assert zhnews("show", "7").err == "没有“7”这篇文章，zhnews list 列出文章和编号。\n"
    assert zhnews("show", "9" * 30).status == 1
    assert "没有“999" in zhnews("show", "9" * 5000).err
    assert "没有叫“松江”的来源" in zhnews("fetch", "--source", "松江").err


@pytest.mark.parametrize("url", ["ftp://example.cn/a.xml", "javascript:alert(1)", "松江晚报"])
def test_what_is_no_address_is_neither_fetched_nor_stored(zhnews: Zhnews, url: str) -> None:
    ran = zhnews("fetch", "--url", url, "--json")
    assert (ran.status, ran.json["status"]) == (1, "error")
    assert ran.json["error"]["kind"] == "refused"
    assert zhnews("feeds", "--json").json == {"feeds": []}


def test_adding_a_page_that_is_gone_says_so_and_stores_nothing(
    zhnews: Zhnews, server: Server
) -> None:
    ran = zhnews("add", server.at("/gone"))
    assert (ran.status, ran.out) == (1, "")
    assert "404" in ran.err
    assert_one_sentence(ran.err)
    assert zhnews("feeds", "--json").json == {"feeds": []}


def test_adding_from_a_dead_host_says_so(zhnews: Zhnews) -> None:
    ran = zhnews("add", "http://127.0.0.1:9/feed.xml")
    assert ran.status == 1
    assert "127.0.0.1" in ran.err
    assert_one_sentence(ran.err)


def test_an_empty_feed_is_said(zhnews: Zhnews, server: Server) -> None:
    ran = zhnews("add", server.route("/empty", Reply(b"", content_type="text/xml")))
    assert ran.status == 1
    assert_one_sentence(ran.err)


def test_a_broken_line_of_records_is_said_with_its_number(zhnews: Zhnews) -> None:
    records = '{"id": 1, "headline": "长春", "text": ""}\n[1]\n'.encode()
    ran = zhnews("regions", "--json", stdin=records)
    assert ran.status == 1
    assert ran.err == "标准输入 第 2 行不是一条 JSON 记录。\n"


def test_names_that_are_not_utf8_are_printed_or_refused(zhnews: Zhnews) -> None:
    name = os.fsdecode(b"\xff.toml")
    zhnews.file(name, 'language = "zh"')
    assert zhnews("config", "path", "--json", "--config", name).json["path"] == name
    assert "\\udcff.html" in zhnews("show", os.fsdecode(b"\xff.html")).err
    for command in (["mark", "read"], ["add"]):
        ran = zhnews(*command, name)
        assert (ran.status, ran.err) == (
            2,
            "命令行里有不是 UTF-8 的字符，这里不能用，请改用 UTF-8。\n",
        )


class Endless(io.RawIOBase):
    """Says the same line for ever, and counts what was read of it."""

    def __init__(self, line: bytes) -> None:
        self.line = line
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = (self.line * (len(buffer) // len(self.line) + 1))[: len(buffer)]
        buffer[:] = piece
        self.size += len(piece)
        return len(piece)


@pytest.mark.parametrize(
    ("command", "line", "limit", "sentence"),
    [
        ("extract", b"y\n", 32, "标准输入 太大了，超过 32 MB。"),
        ("feed", b"<a/>", 32, "标准输入 太大了，超过 32 MB。"),
        ("import", b"y\n", opml.LIMIT_MB, f"标准输入 太大了，超过 {opml.LIMIT_MB} MB。"),
        ("regions", b" {", 32, "标准输入 第 1 行太长，超过 32 MB。"),
        ("regions", b"y\n", 0, "标准输入 第 1 行不是一条 JSON 记录。"),
    ],
)
def test_endless_input_is_read_to_its_cap_and_refused(
    zhnews: Zhnews,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    line: bytes,
    limit: int,
    sentence: str,
) -> None:
    endless = Endless(line)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    assert main([command, "-"]) == 1
    assert capsys.readouterr().err == sentence + "\n"
    assert endless.size <= (limit + 1) << 20
