"""Newspapers' digital editions on the command line."""

from datetime import date
from pathlib import Path

import pytest

from reader.text.dates import now_in_china
from tests.cli.conftest import Zhnews
from tests.papers import NEWS, Paper
from tests.server import Reply, Server

HOST = "http://paper.example.cn"
DAY = date(2026, 11, 30)


def test_links_names_the_articles_of_a_page_and_the_other_pages(
    zhnews: Zhnews, tmp_path: Path
) -> None:
    paper = Paper("elements", charset="gbk")
    path = paper.page(DAY, 0)
    page = tmp_path / "page.html"
    page.write_bytes(paper.site(DAY)[path])
    said = zhnews("links", "--json", page, "--url", HOST + path).json
    assert [link["title"] for link in said["links"]] == [piece.title for piece in NEWS[0].pieces]
    others = [{"url": HOST + paper.page(DAY, n), "name": NEWS[n].label} for n in (1, 2)]
    assert said["pages"] == others
    assert zhnews("extract", page, "--url", HOST + path).status == 1


@pytest.fixture
def printed(server: Server) -> Paper:
    """A paper that is out today."""
    paper = Paper("table", charset="gbk")
    for path, body in paper.site(now_in_china().date()).items():
        server.route(path, Reply(body, content_type="text/html"))
    return paper


def test_a_paper_is_added_by_a_page_of_it_and_fetched(
    zhnews: Zhnews, server: Server, printed: Paper
) -> None:
    page = server.at(printed.page(now_in_china().date(), 1))
    said = zhnews("add", page).out
    assert "数字报“松岸日报”" in said
    assert said.splitlines()[-1].endswith(server.at(printed.pattern()))
    assert zhnews("fetch", "--json").json["sources"][0]["new"] == 4
    [first, *_] = zhnews("list", "--json").json["articles"]
    assert (first["title"], first["source"]) == ("松岸港二期今起靠泊货轮", "松岸日报")


def test_a_paper_may_be_fetched_by_the_pattern_of_its_addresses(
    zhnews: Zhnews, server: Server, printed: Paper
) -> None:
    said = zhnews("fetch", "--url", server.at(printed.pattern()), "--json").json
    assert (said["status"], said["db_count"]) == ("ok", 4)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("{%Y-%m}/node_1.htm", "年、月、日"),
        ("{%Y-%m}/{%H}/node_1.htm", "年、月、日"),
        ("2026-02/30/node_1.htm", "2026-02-30"),
    ],
)
def test_a_day_that_an_address_cannot_hold_is_told_in_a_sentence(
    zhnews: Zhnews, path: str, said: str
) -> None:
    address = f"{HOST}/sarb/{path}"
    added = zhnews("add", address)
    assert (added.status, said in added.err, len(added.err.splitlines())) == (1, True, 1)
    fetched = zhnews("fetch", "--url", address, "--json")
    assert (fetched.status, fetched.json["error"]["kind"]) == (1, "refused")
    assert zhnews("feeds", "--json").json["feeds"] == []
    config = zhnews.home / "config.toml"
    config.write_text(f'[[source]]\nurl = "{address}"\n', "utf-8")
    declared = zhnews("feeds", "--config", config)
    assert declared.status == 2
    assert said in declared.err
