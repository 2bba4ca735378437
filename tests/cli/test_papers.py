"""Newspapers' digital editions on the command line."""

from datetime import date
from pathlib import Path

from tests.cli.conftest import Zhnews
from tests.papers import NEWS, Paper

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
