"""Marking on the command line."""

import pytest

from tests.cli.conftest import Zhnews


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
