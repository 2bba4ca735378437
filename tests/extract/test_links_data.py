"""Lists that stand in the scripts of a page."""

import json

import pytest

from reader.extract.links import read_links
from tests.extract.listing import TITLES, URL, items, listing, titles

RECORDS = items(
    '<record><![CDATA[<li><a href="/art/2024/5/{day}/art_8_{n}.html">{title}</a>'
    "<b>2024-05-{day}</b></li>]]></record>"
)
STORE = f"<datastore><recordset>{RECORDS}</recordset></datastore>"
STATE = json.dumps(
    {
        "menu": [{"name": "云州公交频道首页", "url": "/bus/12345.html"}],
        "list": [
            {
                "id": n,
                "title": title,
                "url": f"/a/1234{n}.html",
                "publishTime": "2024-05-06 08:15:00",
            }
            for n, title in enumerate(TITLES)
        ],
    },
    ensure_ascii=False,
)
LITERALS = items("list.push({{title:'{title}',url:'/a/1234{n}.html',time:'2024-05-06 08:15:00'}});")


def test_the_records_of_a_datastore_are_a_list() -> None:
    entries = listing(f'<script type="text/xml">{STORE}</script>').entries
    assert [entry.headline for entry in entries] == list(TITLES)
    assert entries[0].url == "http://www.yunzhou.example/art/2024/5/06/art_8_0.html"
    assert entries[0].published == "2024-05-06"
    assert read_links(STORE.encode(), URL).entries == entries


@pytest.mark.parametrize(
    "script",
    [
        f"window.__INITIAL_STATE__ = {STATE};(function(){{}})()",
        f"var a = 1; callback({STATE})",
        STATE,
        LITERALS,
    ],
)
def test_data_with_titles_and_addresses_are_a_list(script: str) -> None:
    entries = listing(f"<script>{script}</script>").entries
    assert [entry.headline for entry in entries] == list(TITLES)
    assert entries[1].url == "http://www.yunzhou.example/a/12341.html"
    assert entries[1].published == "2024-05-06T08:15:00+08:00"


def test_what_is_no_text_is_no_title() -> None:
    data = [
        {"title": {"text": title}, "headline": title, "url": f"/a/1234{n}.html"}
        for n, title in enumerate(TITLES)
    ]
    assert titles(f"<script>{json.dumps(data)}</script>") == list(TITLES)


def test_a_list_stands_where_its_script_stands() -> None:
    first, last = (f'<p><a href="/2024/0506/{n}.html">云州第{n}条公交新线</a></p>' for n in (1, 2))
    assert titles(f"{first}<script>{STATE}</script>{last}") == [
        "云州第1条公交新线",
        *TITLES,
        "云州第2条公交新线",
    ]


@pytest.mark.parametrize(
    "script", ["var title = {", '{"title":' * 3, "<recordset><record>", "{" * 99]
)
def test_scripts_that_hold_nothing_are_left(script: str) -> None:
    assert titles(f"<script>{script}</script>") == []
    assert titles(f"<script>{script}") == []
