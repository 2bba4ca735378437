"""`zhnews fetch --offline` takes unread articles along."""

import pytest

from tests.cli.conftest import PAGE, RSS, Zhnews
from tests.server import Reply, Server


@pytest.fixture
def stored(zhnews: Zhnews, server: Server) -> Zhnews:
    """Two articles whose pages are there, and whose feed has a summary of each."""
    for number in (1, 2):
        server.route(f"/city/{number}.html", Reply(PAGE))
    feed = RSS.replace("https://news.example.cn", server.at("").rstrip("/"))
    zhnews("fetch", "--url", server.route("/city.xml", Reply(feed, content_type="text/xml")))
    server.requests.clear()
    return zhnews


def test_everything_unread_is_taken_along_and_no_source_asked(
    stored: Zhnews, server: Server
) -> None:
    ran = stored("fetch", "--offline")
    assert (ran.status, ran.out) == (0, "2 篇都取来了，没有网络也能看\n")
    assert sorted(server.paths()) == ["/city/1.html", "/city/2.html"]
    assert stored("fetch", "--offline", "--json").json == {"unread": 2, "taken": 2}
    assert len(server.paths()) == 2


def test_a_query_chooses_what_is_taken(stored: Zhnews, server: Server) -> None:
    ran = stored("fetch", "--offline", "--query", "title:步道", "--json")
    assert ran.json == {"unread": 1, "taken": 1}
    assert server.paths() == ["/city/2.html"]
    stored("mark", "read", "1", "2")
    assert stored("fetch", "--offline").out == "这里没有未读文章\n"


def test_what_could_not_be_had_is_counted(stored: Zhnews, server: Server) -> None:
    server.route("/city/1.html", Reply(status=404))
    ran = stored("fetch", "--offline")
    assert (ran.status, ran.out) == (1, "1 篇能离线看，1 篇没有取到\n")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--query", "步道"), "--offline"),
        (("--offline", "--due"), "--due"),
        (("--offline", "--url", "https://a.example/"), "--url"),
        (("--offline", "--query", "titel:步道"), "title:"),
    ],
)
def test_what_makes_no_sense_is_refused(stored: Zhnews, argv: tuple[str, ...], said: str) -> None:
    ran = stored("fetch", *argv)
    assert (ran.status, ran.out) == (2, "") and said in ran.err
