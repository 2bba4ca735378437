"""Rules on the command line."""

import builtins

import pytest

from reader.cli import output
from tests.cli.conftest import Zhnews


@pytest.fixture
def stored(zhnews: Zhnews, feed_url: str) -> Zhnews:
    """Two articles: 江边步道今日开放, 图书馆延长晚间开放时间."""
    zhnews("fetch", "--url", feed_url)
    return zhnews


def titles(zhnews: Zhnews, *query: str) -> list[str]:
    return [each["title"] for each in zhnews("list", *query, "--json").json["articles"]]


def test_a_rule_is_tested_made_listed_and_removed(stored: Zhnews) -> None:
    ran = stored("rule", "test", "步道", "--json")
    assert (ran.status, ran.json["count"]) == (0, 1)
    assert [each["title"] for each in ran.json["articles"]] == ["江边步道今日开放"]
    ran = stored("rule", "add", "mute", "步道", "--json")
    made = {"id": 1, "action": "mute", "query": "步道", "region": None}
    assert ran.json == made | {"hits": 1}
    assert "没有询问" in ran.err
    assert titles(stored) == ["图书馆延长晚间开放时间"]
    assert titles(stored, "is:muted") == ["江边步道今日开放"]
    assert stored("search", "步道", "--json").json["count"] == 0
    assert stored("search", "步道 is:muted", "--json").json["count"] == 1
    assert stored("rule", "list", "--json").json == {"rules": [made | {"found": 1}]}
    assert stored("rule", "list").out == "1\t1 篇\t屏蔽“步道”\n"
    assert stored("rule", "remove", "1", "--json").json == {"removed": [1]}
    assert len(titles(stored)) == 2


def test_a_rule_in_words(stored: Zhnews) -> None:
    ran = stored("rule", "add", "star", "开放", "-步道")
    assert ran.out == "规则 1：给“开放 -步道”加星标，找到 1 篇。\n"
    assert titles(stored, "is:starred") == ["图书馆延长晚间开放时间"]
    ran = stored("rule", "add", "move", "步道", "--to", "长春")
    assert "移到长春" in ran.out
    assert titles(stored, "region:长春") == ["江边步道今日开放"]
    assert "还原" in stored("rule", "remove", "1", "2").out
    assert titles(stored, "is:starred") == titles(stored, "region:长春") == []


@pytest.mark.parametrize(("answer", "made"), [("", 1), ("y", 1), ("n", 0)])
def test_on_a_terminal_one_is_asked(
    stored: Zhnews, monkeypatch: pytest.MonkeyPatch, answer: str, made: int
) -> None:
    monkeypatch.setattr(output, "is_interactive", lambda: True)
    monkeypatch.setattr(builtins, "input", lambda prompt: answer)
    ran = stored("rule", "add", "mute", "步道")
    assert ran.status == 0
    assert "屏蔽“步道”，以后来的也一样？" in ran.out and "1 篇" in ran.err
    assert len(stored("rule", "list", "--json").json["rules"]) == made


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (("add",), 2, "mute|star|move|notify"),
        (("add", "eat", "步道"), 2, "mute|star|move|notify"),
        (("add", "mute"), 2, "请写上要找的字词"),
        (("add", "mute", "titel:步道"), 2, "title:"),
        (("add", "move", "步道"), 2, "--to"),
        (("add", "star", "步道", "--to", "长春"), 2, "--to"),
        (("add", "move", "步道", "--to", "火星"), 2, "火星"),
        (("test",), 2, "请写上要找的字词"),
        (("remove",), 2, "编号"),
        (("remove", "7"), 1, "7"),
    ],
)
def test_what_means_nothing_is_said(
    stored: Zhnews, argv: tuple[str, ...], status: int, said: str
) -> None:
    ran = stored("rule", *argv)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err and ran.err.count("\n") == 1
    assert stored("rule", "list").out == ""


def test_what_comes_after_a_rule_is_muted(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("rule", "add", "mute", "步道")
    zhnews("fetch", "--url", feed_url)
    assert titles(zhnews) == ["图书馆延长晚间开放时间"]
    assert zhnews("db", "work", "--json").json["ruled"] == 0
