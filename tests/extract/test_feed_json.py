import json
from contextlib import suppress
from typing import Any

import pytest

from reader.errors import NotAFeed
from reader.extract.feed import parse_feed
from reader.model import Draft, Feed
from tests.extract.feeds import JSON

URL = "http://news.example/cc.json"


def feed(*items: object, **fields: object) -> Feed:
    whole = {"version": "https://jsonfeed.org/version/1", "items": items, **fields}
    return parse_feed(json.dumps(whole).encode(), URL)


def item(**fields: object) -> Draft:
    (entry,) = feed({"title": "长春早市", **fields}).entries
    return entry


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "/a.html", "external_url": "http://b.example/"}, "http://news.example/a.html"),
        ({"external_url": "http://b.example/"}, "http://b.example/"),
        ({"id": "http://a.example/1"}, "http://a.example/1"),
        ({"id": "1"}, ""),
        ({"url": "javascript:alert(1)"}, ""),
    ],
)
def test_the_link_is_the_page_or_else_what_it_points_to(fields: dict[str, Any], url: str) -> None:
    assert item(**fields).url == url


def test_without_an_address_links_are_relative_to_the_home_page() -> None:
    (_, market) = parse_feed(JSON.encode()).entries
    assert market.url == "http://news.example/cc/2.html"


@pytest.mark.parametrize(("value", "guid"), [(17, "17"), ("a", "a"), (True, ""), ([1], "")])
def test_an_id_may_be_a_number(value: object, guid: str) -> None:
    assert item(id=value).guid == guid


def test_text_is_no_markup() -> None:
    entry = item(content_text="标签 <p> 与 &amp; 照写。\n第二段。")
    assert entry.body == ("标签 <p> 与 &amp; 照写。", "第二段。")


def test_html_comes_before_text() -> None:
    assert item(content_html="<p>甲</p>", content_text="乙").body == ("甲",)
    assert item(content_html=" ", content_text="乙").body == ("乙",)


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"authors": [{"name": "甲"}], "author": {"name": "乙"}}, "甲"),
        ({"author": {"name": "乙"}}, "乙"),
        ({"authors": [{"url": "/x"}]}, "丙"),
        ({}, "丙"),
    ],
)
def test_authors_come_before_the_author_and_those_of_the_feed(
    fields: dict[str, Any], author: str
) -> None:
    (entry,) = feed({"title": "雪", **fields}, author={"name": "丙"}).entries
    assert entry.author == author


@pytest.mark.parametrize(
    ("fields", "images"),
    [
        ({"image": "a.jpg", "banner_image": "b.jpg"}, ["a.jpg"]),
        ({"banner_image": "b.jpg"}, ["b.jpg"]),
        ({"image": "a", "attachments": [{"url": "c.png"}, {"url": "d.mp3"}, 5]}, ["a", "c.png"]),
        ({"image": "a.jpg", "content_html": "<img src='e.jpg'>"}, ["e.jpg"]),
    ],
)
def test_a_picture_is_the_one_of_the_body_or_the_main_one(
    fields: dict[str, Any], images: list[str]
) -> None:
    found = [image.url for image in item(**fields).images]
    assert found == [f"http://news.example/{name}" for name in images]


@pytest.mark.parametrize("wrong", [None, 5, True, ["x"], {"name": 5}, [{"name": 5}, {"url": 5}]])
def test_a_field_of_the_wrong_type_counts_as_absent(wrong: object) -> None:
    names = "url external_url content_html content_text summary image banner_image attachments"
    names += " date_published date_modified authors author tags"
    fields = dict.fromkeys(names.split(), wrong)
    assert item(**fields) == item()
    assert feed({"title": "雪"}, title=wrong, home_page_url=wrong, authors=wrong) == feed(
        {"title": "雪"}
    )
    assert feed(wrong, {"title": "雪"}) == feed({"title": "雪"})
    assert feed(items=wrong).entries == ()


def test_a_feed_that_is_cut_off_keeps_its_whole_entries() -> None:
    whole = parse_feed(JSON.encode(), URL)
    for end in range(JSON.index('"id": "cc-2"'), len(JSON)):
        cut = parse_feed(JSON[:end].encode(), URL)
        assert (cut.title, cut.entries[0]) == (whole.title, whole.entries[0])


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\n", "\\ud800", "\\u0000"])
def test_bad_characters_do_not_spoil_the_rest(bad: str) -> None:
    text = JSON.replace("早市开到了", f"早市{bad}开到了")
    assert [
        entry.headline.replace(" ", "") for entry in parse_feed(text.encode(), URL).entries
    ] == [
        "长春今起降雪&降温",
        "早市开到了家门口",
    ]


def test_entries_are_limited_and_nesting_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.extract.feed.MAX_ENTRIES", 2_000)
    assert len(feed(*[{"title": "雪"}] * 2_005).entries) == 2_000
    deep = JSON.replace("{", '{"_x": ' + "[" * 50_000 + "]" * 50_000 + ",", 1)
    with suppress(NotAFeed):  # from Python 3.14 on it can be read
        assert len(parse_feed(deep.encode(), URL).entries) == 2


def test_an_item_that_cannot_be_read_costs_no_other() -> None:
    text = (
        '{"version": "https://jsonfeed.org/version/1.1", "items": ['
        f'{{"id": {"9" * 9999}, "title": "雪"}}, {{"id": "2", "title": "\\ud83d霜"}}, 5, null]}}'
    )
    assert [entry.headline for entry in parse_feed(text.encode(), URL).entries] == ["雪", "霜"]
