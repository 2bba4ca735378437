import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader import i18n
from reader.cli.main import main
from reader.model import JSON_FORMAT
from tests.server import Reply, Server

TELLING = ("doctor", "fetch")
"""Commands whose output itself says what failed; others name it on standard error."""


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        [line] = self.out.splitlines()
        found = json.loads(line)
        assert found.pop("format") == JSON_FORMAT
        return found


class Zhnews:
    """Runs the command in this process, in a home of its own."""

    def __init__(
        self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.home = home
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *argv: str | Path, stdin: bytes = b"") -> Ran:
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self._capsys.readouterr()
        status = main([str(word) for word in argv])
        out, err = self._capsys.readouterr()
        assert status in (0, 130) or err or argv[0] in TELLING
        return Ran(status, out, err)

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def zhnews(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Zhnews]:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ZHNEWS_CONFIG", raising=False)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    yield Zhnews(tmp_path, capsys, monkeypatch)
    i18n.use("zh")


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>松江晚报 城市新闻</title><link>https://news.example.cn/city/</link>
<item><title>江边步道今日开放</title><link>https://news.example.cn/city/2.html</link>
<guid>city-2</guid><author>周远</author>
<pubDate>Tue, 03 Mar 2026 09:30:00 +0800</pubDate>
<description>全长四公里的江边步道今天开放。</description></item>
<item><title>图书馆延长晚间开放时间</title><link>https://news.example.cn/city/1.html</link>
<guid>city-1</guid><pubDate>Mon, 02 Mar 2026 18:05:00 +0800</pubDate>
<description>市图书馆从今晚起开放到九点半。</description></item>
</channel></rss>
"""

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>菜市场添了老年座椅</title></head>
<body><h1>菜市场添了老年座椅</h1>
<div class="info">2026-03-04 08:15 来源：松江晚报 记者：林禾</div>
<div class="content">
<p>东门菜市场近日在过道两旁添了二十把座椅，买菜的老人走累了可以坐下歇一歇，再慢慢往里走。</p>
<p>市场管理员说，座椅是居民在议事会上提的，从提出到装好一共用了三个星期，费用由街道承担。</p>
<p>下个月，西门菜市场也会装上同样的座椅，并且把过道的照明换成更亮的灯，方便早起的人。</p>
</div></body></html>
"""

TEXT = """河口村的第一家书店

2026-03-05 10:00 来源：松江晚报 记者：何川

河口村的第一家书店昨天开门，书架是村里的木匠打的，书是附近三所学校捐的。

店主说，书店每天开到晚上八点，孩子放学以后可以来写作业，不用买书。
"""


@pytest.fixture
def feed_url(server: Server) -> str:
    reply = Reply(RSS, content_type="application/rss+xml; charset=utf-8", etag='"1"')
    return server.route("/city.xml", reply)
