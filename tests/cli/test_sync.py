"""Keeping in step with a server, on the command line."""

import signal
import sys
from collections.abc import Sequence

import pytest

from reader.sync.client import BATCH, Api
from reader.sync.records import Item
from tests.cli.conftest import Zhnews
from tests.server import Reply, Server
from tests.sync.fake import PASSWORD, USER, Greader


@pytest.fixture
def greader(server: Server, monkeypatch: pytest.MonkeyPatch) -> Greader:
    monkeypatch.setattr("reader.news.sync.server._keyring", lambda: None)
    return Greader(server)


def log_in(zhnews: Zhnews, greader: Greader, *more: str) -> None:
    url = greader.server.at("")
    stdin = f"{PASSWORD}\n".encode()
    ran = zhnews("sync", "login", url, "--user", USER, *more, stdin=stdin)
    assert ran.status == 0, ran.err


def test_what_a_server_has_is_listed_after_login_and_sync(zhnews: Zhnews, greader: Greader) -> None:
    feed = greader.subscribe("https://a.example/feed", "延吉日报", "吉林/延边")
    entry = greader.publish(feed, "甲")
    greader.publish(feed, "乙", read=True)
    log_in(zhnews, greader)
    assert "新文章 2 篇" in zhnews("sync").out
    listed = zhnews("list", "--json").json["articles"]
    assert {each["title"]: each["read"] for each in listed} == {"甲": False, "乙": True}
    zhnews("mark", "star", entry.url)
    assert zhnews("sync", "--json").json == {"new": 0, "marked": 0, "sent": 1, "problems": []}
    assert entry.starred


def test_the_password_is_nowhere_but_in_its_file(zhnews: Zhnews, greader: Greader) -> None:
    log_in(zhnews, greader, "--json")
    zhnews("sync")
    holding = [
        path.name
        for path in zhnews.home.rglob("*")
        if path.is_file() and PASSWORD.encode() in path.read_bytes()
    ]
    assert holding == ["sync.password"]


def test_a_wrong_password_is_not_kept(zhnews: Zhnews, greader: Greader) -> None:
    url = greader.server.at("")
    ran = zhnews("sync", "login", url, "--user", USER, stdin="不对\n".encode())
    assert ran.status == 1 and "API 密码" in ran.err and "不对" not in ran.err
    assert not [*zhnews.home.rglob("sync.password")]
    assert zhnews("sync").status == 2


def test_a_command_says_the_password(zhnews: Zhnews, greader: Greader) -> None:
    script = zhnews.file("say.py", f"print({PASSWORD!r})")
    config = zhnews.file(
        "sync.toml",
        f'[sync]\nurl = "{greader.login.url}"\nuser = "{USER}"\n'
        f"password_command = '{sys.executable} -X utf8 {script}'\n",
    )
    assert zhnews("sync", "--json", "--config", config).json["new"] == 0
    assert "0 处标记" in zhnews("doctor", "--config", config).out
    assert "[sync] 的 url 还在" in zhnews("sync", "logout", "--config", config).out


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        ((), 2, "sync login"),
        (("push",), 2, "sync login"),
        (("login",), 2, "缺少服务器的网址"),
        (("login", "ftp://a.example/"), 1, "ftp://a.example/"),
        (("login", "https://u:geheim@a.example/"), 2, "不能写用户名和密码"),
        (("login", "https://a.example/"), 2, "--user"),
        (("dance",), 2, "dance"),
    ],
)
def test_what_is_missing_is_said(
    zhnews: Zhnews, argv: tuple[str, ...], status: int, said: str
) -> None:
    ran = zhnews("sync", *argv)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err and "geheim" not in ran.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('url = "https://u:geheim@a.example/"\nuser = "u"', "不能写用户名和密码"),
        ('url = "a.example"\nuser = "u"', "https://"),
        ('url = "https://a.example/"', "user"),
    ],
)
def test_a_server_that_is_named_wrongly_is_said_with_its_line(
    zhnews: Zhnews, line: str, said: str
) -> None:
    ran = zhnews("sync", "--config", zhnews.file("bad.toml", f"[sync]\n{line}\n"))
    assert ran.status == 2
    assert "第 2 行" in ran.err and said in ran.err and "geheim" not in ran.err


def test_another_server_is_taken_only_by_force_while_something_waits_for_the_old_one(
    zhnews: Zhnews, greader: Greader
) -> None:
    entry = greader.publish(greader.subscribe("https://a.example/feed"), "甲")
    log_in(zhnews, greader)
    zhnews("sync")
    zhnews("mark", "star", entry.url)
    with Server() as server:
        other = Greader(server)
        other.subscribe("https://z.example/feed")
        login = ("sync", "login", server.at(""), "--user", USER)
        ran = zhnews(*login, stdin=f"{PASSWORD}\n".encode())
        assert ran.status == 1 and "还有 1 处" in ran.err and "--force" in ran.err
        zhnews("sync")
        assert entry.starred
        zhnews("mark", "unstar", entry.url)
        log_in(zhnews, other, "--force")
        assert zhnews("sync").status == 0


def test_a_sync_that_is_interrupted_says_how_far_it_came_and_goes_on_next_time(
    zhnews: Zhnews, greader: Greader, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    entry = greader.publish(feed, "甲")
    log_in(zhnews, greader)
    zhnews("sync")
    zhnews("mark", "star", entry.url)
    for n in range(BATCH + 1):
        greader.publish(feed, f"第{n}条")
    contents = Api.contents

    async def interrupted(api: Api, ids: Sequence[str]) -> tuple[list[Item], list[str]]:
        if len(ids) == 1:
            signal.raise_signal(signal.SIGINT)
        return await contents(api, ids)

    with monkeypatch.context() as patch:
        patch.setattr(Api, "contents", interrupted)
        ran = zhnews("sync")
    assert ran.status == 130
    assert ran.err == f"停下了：收到 {BATCH} 篇，送出 1 处标记；下次接着来。\n"
    assert zhnews("sync", "--json").json["new"] == 1


def test_own_feeds_are_handed_over_and_asked_by_the_server(
    zhnews: Zhnews, greader: Greader, feed_url: str
) -> None:
    zhnews("fetch", "--url", feed_url)
    zhnews("add", str(zhnews.file("folder/a.txt", "甲\n\n乙").parent))
    log_in(zhnews, greader)
    assert zhnews("sync", "push", "--json").json == {"taken": [feed_url], "refused": 0}
    assert [feed.url for feed in greader.feeds.values()] == [feed_url]
    assert len(zhnews("fetch", "--json").json["sources"]) == 1
    assert zhnews("sync", "push", "--json").json["taken"] == []
    assert zhnews("sync", "logout").status == 0
    assert len(zhnews("fetch", "--json").json["sources"]) == 2


def test_a_feed_that_the_server_refuses_stays_ours(
    zhnews: Zhnews, greader: Greader, feed_url: str
) -> None:
    zhnews("fetch", "--url", feed_url)
    greader.refused.add(feed_url)
    log_in(zhnews, greader)
    ran = zhnews("sync", "push")
    assert ran.status == 1 and "cURL error 22" in ran.err
    assert len(zhnews("fetch", "--json").json["sources"]) == 1


@pytest.mark.parametrize("options", [(), ("--due",)])
def test_a_fetch_syncs_too_and_asks_the_other_sources_all_the_same(
    zhnews: Zhnews, greader: Greader, feed_url: str, options: tuple[str, ...]
) -> None:
    feed = greader.subscribe("https://a.example/feed", "延吉日报")
    greader.publish(feed, "甲")
    log_in(zhnews, greader)
    ran = zhnews("fetch", "--json", *options).json
    assert (ran["sync"]["new"], ran["sources"], ran["db_count"]) == (1, [], 1)
    zhnews("add", feed_url)
    greader.refused.add(feed_url)
    greader.misbehave("/ClientLogin", Reply("<html>"))
    ran = zhnews("fetch", "--json")
    assert ran.status == 1
    assert "Google Reader API" in ran.json["sync"]["error"]["message"]
    assert [each["error"] for each in ran.json["sources"]] == [None]
    greader.misbehave("/ClientLogin", Reply("<html>"))
    ran = zhnews("fetch")
    assert "Google Reader API" in ran.err and "1 个来源" in ran.out
    ran = zhnews("fetch")
    assert ran.status == 0
    assert "同步好了" in ran.out and "cURL error 22" in ran.err
    assert "sync" not in zhnews("fetch", "--source", feed_url, "--json").json


def test_a_logout_leaves_the_articles_or_takes_them_along(
    zhnews: Zhnews, greader: Greader, feed_url: str
) -> None:
    zhnews("fetch", "--url", feed_url)
    own = len(zhnews("list", "--json").json["articles"])
    greader.publish(greader.subscribe("https://a.example/feed", "延吉日报"), "甲")
    for options, left in (((), own + 1), (("--remove",), own)):
        log_in(zhnews, greader)
        zhnews("sync")
        assert zhnews("sync", "logout", *options, "--json").json == {
            "url": None,
            "removed": len(options),
        }
        assert len(zhnews("list", "--json").json["articles"]) == left
        assert len(greader.feeds) == 1
