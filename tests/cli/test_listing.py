"""``zhnews search``: what it finds and how it says it."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import pytest

from tests.cli.conftest import Zhnews


def article(number: int, title: str, *body: str, **fields: Any) -> dict[str, Any]:
    return {
        "feed": "https://a.example/feed",
        "guid": f"g{number}",
        "title": title,
        "published": f"2026-09-{number:02}T08:00:00+08:00",
        "body": body,
        **fields,
    }


ARTICLES = (
    article(1, "江边步道开放", "長春市的步道今天开放。", editor="田东艳"),
    article(2, "长春供暖", "今天起供暖，提前 3.5 天。", regions=["220100"], read=True),
    article(3, "吉林市供水", "和长春一样，ＡＩ管理水厂。" + "水" * 200, author="贾子尧"),
    article(4, "天气", "晴。"),
)


@pytest.fixture
def stored(zhnews: Zhnews) -> Zhnews:
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in ARTICLES)
    assert zhnews("import", zhnews.file("a.jsonl", lines)).status == 0
    return zhnews


def titles(stored: Zhnews, *words: str) -> Sequence[str]:
    ran = stored("search", *words, "--json")
    assert ran.status == 0, ran.err
    found = [each["title"] for each in ran.json["articles"]]
    if "--limit" not in words:
        assert ran.json["count"] == len(found)
    return found


def test_it_finds_in_headline_text_and_credits_newest_first(stored: Zhnews) -> None:
    assert titles(stored, "长春") == ["吉林市供水", "长春供暖", "江边步道开放"]
    assert titles(stored, "長") == ["吉林市供水", "长春供暖", "江边步道开放"]
    assert titles(stored, "田东艳") == ["江边步道开放"]
    assert titles(stored, "ai") == ["吉林市供水"]
    assert titles(stored, "3.5") == ["长春供暖"]
    assert titles(stored, "哈尔滨") == []


def test_conditions_hold_together(stored: Zhnews) -> None:
    assert titles(stored, "长春", "-供暖") == ["吉林市供水", "江边步道开放"]
    assert titles(stored, '"提前 3.5"') == ["长春供暖"]
    assert titles(stored, "长春", "is:unread", "author:贾子尧") == ["吉林市供水"]
    assert titles(stored, "region:长春") == ["长春供暖", "江边步道开放"]
    assert titles(stored, "region:长春", "步道", "-has:image") == ["江边步道开放"]
    assert titles(stored, "on:2026-09-04") == ["天气"]
    assert titles(stored, "title:长春") == ["长春供暖"]


def test_the_most_relevant_come_first_on_request(stored: Zhnews) -> None:
    assert titles(stored, "长春", "--sort", "relevance") == [
        *("长春供暖", "江边步道开放", "吉林市供水"),
    ]
    assert titles(stored, "长春", "--sort", "relevance", "--limit", "1") == ["长春供暖"]


def test_the_count_is_exact_and_the_line_shown(stored: Zhnews) -> None:
    ran = stored("search", "水厂", "--limit", "1", "--json").json
    assert ran["count"] == 1
    [found] = ran["articles"]
    assert found["snippet"].startswith("和长春一样，ＡＩ管理水厂。") and "…" in found["snippet"]
    assert found["link"] == "" and found["read"] is False
    assert stored("search", "长春", "--limit", "1", "--json").json["count"] == 3
    assert stored("search", "长春供", "--limit", "1", "--json").json["count"] == 1


def test_for_people_it_is_a_table_and_a_count(stored: Zhnews) -> None:
    ran = stored("search", "水厂")
    assert "吉林市供水\t和长春一样，ＡＩ管理水厂。" in ran.out
    assert ran.err == "1 篇\n"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("长" * 10_000, "太长"),
        ("，。！", "标点"),
        ("", "请写上要找的字词"),
        ("titel:长春", "最接近的是 title:"),
        ("since:x", "since:3d"),
        ("region:火星", "火星"),
    ],
)
def test_what_cannot_be_sought_is_said(stored: Zhnews, query: str, said: str) -> None:
    ran = stored("search", query)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "query", ["AND", "NEAR(长 春)", "长*", '"', "'--", "{长春}", "a OR b", "^长", "\\", "%"]
)
def test_the_language_of_the_index_means_nothing(stored: Zhnews, query: str) -> None:
    assert stored("search", query).status in (0, 2)


def test_a_damaged_index_is_made_anew_and_that_is_said(stored: Zhnews) -> None:
    titles(stored, "长春")
    with closing(sqlite3.connect(stored.home / "data/zhnews/zhnews.db")) as connection:
        connection.execute("UPDATE tokens_data SET block = x'00' WHERE id > 10")
        connection.commit()
    ran = stored("search", "长春", "--json")
    assert ran.status == 0
    assert ran.json["count"] == 3
    assert "重新建立" in ran.err
    assert stored("search", "长春").err == "3 篇\n"


def test_the_index_is_made_anew_on_request(stored: Zhnews) -> None:
    assert stored("db", "reindex").out == "编了 4 篇文章的搜索索引。\n"
    assert stored("db", "reindex", "--json").json == {"indexed": 4}
    assert titles(stored, "天气") == ["天气"]


def test_a_list_looks_into_no_text(stored: Zhnews) -> None:
    assert [each["title"] for each in stored("list", "长春", "--json").json["articles"]] == [
        "长春供暖"
    ]
    ran = stored("list", "has:image")
    assert (ran.status, ran.out) == (2, "")
    assert "has:image" in ran.err


def test_a_search_only_reads_where_another_process_writes(stored: Zhnews) -> None:
    titles(stored, "长春")
    with closing(sqlite3.connect(stored.home / "data/zhnews/zhnews.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ran = stored("search", "长春")
    assert (ran.status, ran.err) == (0, "3 篇\n")
