"""A morning: `fetch --due` from cron finds news that a rule asks for, and a mail tells of it."""

import re
from pathlib import Path

import pytest

from reader.wording.manual import FOLDER
from tests.cli.conftest import RSS, Zhnews
from tests.server import Reply, Server

MAIL = """#!/bin/sh
{ printf 'To: %s\\nSubject: %s\\n\\n' "$3" "$2"; cat; } >> "$HOME/mailbox"
"""
SNOW = """<item><title>长春发布暴雪预警; rm -rf $(x)</title><link>https://news.example.cn/city/3.html</link>
<guid>city-3</guid><pubDate>Wed, 04 Mar 2026 06:30:00 +0800</pubDate>
<description>长春市气象台今晨发布暴雪橙色预警。</description></item></channel>"""


[RECIPE] = {
    re.findall("^# (command = .*mail -s.*)", (FOLDER / name).read_text("utf-8"), re.M)[0]
    for name in ("en/rules.md", "zh/rules.md")
}
"""What the manual says of mail."""


@pytest.fixture
def mailing(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> Zhnews:
    zhnews.file("bin/mail", MAIL).chmod(0o755)
    monkeypatch.setenv("PATH", f"{zhnews.home}/bin", prepend=":")
    zhnews.file("config/zhnews/config.toml", f'[notify]\n{RECIPE}\n[fetch]\nevery = "1h"\n')
    return zhnews


def mailbox(zhnews: Zhnews) -> str:
    path = Path(zhnews.home, "mailbox")
    return path.read_text("utf-8") if path.exists() else ""


def test_a_morning_ends_in_a_mail(
    mailing: Zhnews, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.route("/city.xml", Reply(RSS, content_type="application/rss+xml"))
    mailing("fetch", "--url", url)
    ran = mailing("rule", "add", "notify", "region:长春 暴雪")
    assert ran.out == "规则 1：有“region:长春 暴雪”的新文章就通知，找到 0 篇。\n"
    ran = mailing("fetch")
    assert (ran.status, mailbox(mailing)) == (0, "")
    server.route("/city.xml", Reply(RSS.replace("</channel>", SNOW), content_type="text/xml"))
    assert mailing("fetch", "--due").status == 0  # nothing is due yet, nothing is told
    assert mailbox(mailing) == ""
    monkeypatch.setattr("reader.cli.fetch.time", lambda: 2**31)
    ran = mailing("fetch", "--due")
    assert (ran.status, ran.err) == (0, "")
    assert mailbox(mailing) == (
        "To: me@example.cn\nSubject: zhnews：1 篇新文章\n\n"
        "· 长春发布暴雪预警; rm -rf $(x) · 松江晚报 城市新闻\n"
        "  https://news.example.cn/city/3.html\n"
    )
    mailing("fetch", "--due")
    assert mailbox(mailing).count("Subject") == 1


def test_a_command_that_fails_is_said_after_what_was_fetched(
    mailing: Zhnews, feed_url: str
) -> None:
    mailing("rule", "add", "notify", "步道")
    good = mailing.home / "bin/mail"
    good.rename(good.with_name("post"))
    ran = mailing("fetch", "--url", feed_url, "--json")
    assert (ran.status, ran.json["db_count"]) == (1, 2)
    assert ran.err.startswith("通知命令 sh 失败了") and "mail" in ran.err
    good.with_name("post").rename(good)
    assert mailing("fetch", "--due").status == 0  # nothing is due: what is left is told
    assert "江边步道今日开放" in mailbox(mailing)


def test_where_there_is_no_command_that_is_said(zhnews: Zhnews) -> None:
    ran = zhnews("rule", "add", "notify", "暴雪")
    assert ran.status == 0 and "[notify]" in ran.err
