"""``zhnews digest``: the front page as text."""

import json
from datetime import datetime

import pytest

from reader.cli import digest
from reader.text.dates import CST
from tests.cli.conftest import Zhnews

NOW = datetime(2026, 3, 4, 8, 0, tzinfo=CST)
BODY = "渔港今晨开网，头网出鱼三万斤，头鱼以六万元成交。渔把头说，冰层比往年厚，小鱼全都放了。" * 3
HEADERS = {"html": "<!doctype html>", "markdown": "# 要闻", "text": "要闻"}


def line(of: int, title: str, hour: str, region: str, **fields: object) -> str:
    article = {
        "feed": f"https://{of}.example/feed",
        "feed_title": ("晨报", "日报", "晚报")[of],
        "url": f"https://{of}.example/{hour}",
        "title": title,
        "published": f"2026-03-{hour}:00+08:00",
        "regions": [region],
        "body": [title],
    }
    return json.dumps({**article, **fields}, ensure_ascii=False)


@pytest.fixture
def stocked(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> Zhnews:
    monkeypatch.setattr(digest, "now_in_china", lambda: NOW)
    credits = {"body": [BODY], "source": "晨报", "author": "何川", "editor": "周一木"}
    lines = [
        line(0, "渔港今晨开网", "03T20:00", "长春", **credits),
        line(1, "渔港今晨开网", "03T21:00", "长春", **credits),
        line(2, "江边步道今日开放", "04T07:00", "长春"),
        line(2, "<script>alert(1)</script>", "03T22:00", "延边", url="javascript:alert(1)"),
        line(2, "上周的旧闻", "01T07:00", "长春"),
    ]
    assert zhnews("import", zhnews.file("news.jsonl", "\n".join(lines))).status == 0
    return zhnews


def test_it_tells_each_place_with_its_stories_by_the_number_of_sources(stocked: Zhnews) -> None:
    assert stocked("digest").out == (
        "要闻\n2026-03-03 08:00 至 2026-03-04 08:00\n\n"
        "吉林 › 长春\n\n"
        "1. 渔港今晨开网\n"
        "   2 家：晨报、日报\n"
        "   2026-03-03 20:00 · 晨报 · 记者 何川 · 编辑 周一木\n"
        "   https://0.example/03T20:00\n\n"
        "2. 江边步道今日开放\n"
        "   2026-03-04 07:00 · 晚报\n"
        "   https://2.example/04T07:00\n\n"
        "吉林 › 延边\n\n"
        "1. <script>alert(1)</script>\n"
        "   2026-03-03 22:00 · 晚报\n"
    )


def test_its_json_is_the_contract(stocked: Zhnews) -> None:
    told = stocked("digest", "--json", "--region", "长春").json
    assert told == stocked("digest", "--format", "json", "--region", "220100").json
    [place] = told.pop("places")
    assert told == {"since": "2026-03-03T08:00:00+08:00", "until": "2026-03-04T08:00:00+08:00"}
    assert (place["id"], place["name"], len(place["stories"])) == ("220100", "吉林 › 长春", 2)
    assert place["stories"][0] == {
        "id": 1,
        "title": "渔港今晨开网",
        "url": "https://0.example/03T20:00",
        "time": "2026-03-03T20:00:00+08:00",
        "sources": ["晨报", "日报"],
        "region": "220100",
        "source": "晨报",
        "author": "何川",
        "editor": "周一木",
        "responsible_editor": None,
    }


@pytest.mark.parametrize(
    ("argv", "places"),
    [
        ((), {"220100": 2, "222400": 1}),
        (("--since", "4h"), {"220100": 1}),
        (("--since", "2026-03-01"), {"220100": 3, "222400": 1}),
        (("--region", "吉林"), {"220000": 3}),
        (("--region", "延边", "--region", "吉林"), {"222400": 1, "220000": 2}),
        (("--region", "杭州"), {}),
    ],
)
def test_it_is_of_the_places_and_the_time_that_are_asked_for(
    stocked: Zhnews, argv: tuple[str, ...], places: dict[str, int]
) -> None:
    told = stocked("digest", "--json", *argv).json["places"]
    assert {place["id"]: len(place["stories"]) for place in told} == places


def test_where_nothing_came_it_says_so_once_and_names_no_place(stocked: Zhnews) -> None:
    told = stocked("digest", "--region", "杭州", "--region", "宁波").out
    assert told.endswith("03-04 08:00\n\n没有新消息\n")


@pytest.mark.parametrize("form", HEADERS)
def test_the_same_articles_and_the_same_time_give_the_same_bytes(
    stocked: Zhnews, form: str
) -> None:
    told = stocked("digest", "--format", form).out
    assert told.startswith(HEADERS[form])
    assert told == stocked("digest", "--format", form).out
    assert ("javascript:" in told, "<script>" in told) == (False, form == "text")


def test_on_a_terminal_lines_are_broken(stocked: Zhnews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "is_terminal", lambda: True)
    monkeypatch.setattr(digest, "terminal_width", lambda: 30)
    assert "   2026-03-03 20:00 · 晨报 ·\n   记者 何川" in stocked("digest").out


@pytest.mark.parametrize("argv", [("--since", "上周"), ("--region", "长舂"), ("--format", "pdf")])
def test_what_means_nothing_is_wrong_usage(stocked: Zhnews, argv: tuple[str, ...]) -> None:
    ran = stocked("digest", *argv)
    assert (ran.status, ran.out) == (2, "")
    assert argv[1] in ran.err
