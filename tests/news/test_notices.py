"""Of what a rule that notifies finds the reader is told once, by a command of the reader's own."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reader.errors import ZhnewsError
from reader.news import rules
from reader.news.rules import is_quiet, new_rule, notify
from reader.news.work import work
from reader.settings.config import Notify
from reader.store.store import Store
from tests.news.test_work import add, fill, story
from tests.store.making import draft

STUB = """
import json, sys
with open(sys.argv[1], "a") as file:
    json.dump([sys.argv[2:], json.load(sys.stdin)], file)
    file.write("\\n")
"""
NIGHT = datetime(2026, 3, 4, 23, 30).astimezone()
MORNING = NIGHT + timedelta(hours=8)


class Told:
    """A store with a rule, and what its stub of a command was told."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.script = folder / "stub.py"
        self.script.write_text(STUB)
        self._log = folder / "told"

    def settings(self, quiet: str = "") -> Notify:
        return Notify((sys.executable, str(self.script), str(self._log)), quiet)

    async def tell(self, quiet: str = "", now: datetime = MORNING) -> None:
        list(work(self.store))
        await notify(self.store, self.settings(quiet), lambda: now)

    @property
    def messages(self) -> list[Any]:
        return [*map(json.loads, self._log.read_text().splitlines())] if self._log.exists() else []

    @property
    def titles(self) -> list[list[str]]:
        return [[each["title"] for each in told["articles"]] for _argv, told in self.messages]


def wait_for_death(pid: int) -> None:
    """Wait until a process that is nobody's child is gone, or dead."""
    with suppress(FileNotFoundError, ProcessLookupError):
        while " Z " not in Path(f"/proc/{pid}/stat").read_text():
            os.sched_yield()


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with Store.open(tmp_path / "zhnews.db") as store:
        fill(store, ["去年的暴雪"])
        store.rules.add(new_rule("notify", "暴雪"))
        yield Told(store, tmp_path)


async def test_one_message_tells_what_came_since_the_rule(told: Told) -> None:
    await told.tell()
    assert told.messages == []
    add(
        told.store, "松江晚报", draft("长春暴雪", url="https://a.example/1", published="2026-03-04")
    )
    add(told.store, "松江晚报", draft("冰雪节开幕"))
    # By when it arrived, not by when it was published.
    add(told.store, "江城日报", draft("旧闻：暴雪之后", guid="old"), ago=30 * 86400)
    await told.tell()
    [[argv, data]] = told.messages
    assert argv == [
        "zhnews：2 篇新文章",
        "· 长春暴雪 · 松江晚报\n  https://a.example/1\n· 旧闻：暴雪之后 · 江城日报",
    ]
    assert data == {
        "count": 2,
        "articles": [
            {
                "id": 2,
                "title": "长春暴雪",
                "source": "松江晚报",
                "link": "https://a.example/1",
                "published": "2026-03-04",
            },
            {
                "id": 4,
                "title": "旧闻：暴雪之后",
                "source": "江城日报",
                "link": "",
                "published": None,
            },
        ],
    }


async def test_no_article_is_told_twice_and_none_of_its_reprints(told: Told) -> None:
    told.store.rules.add(new_rule("notify", "冬捕"))
    told.store.rules.add(new_rule("notify", "查干湖"))
    add(told.store, "松江晚报", story("查干湖冬捕开网"), ago=3600)
    add(told.store, "江城日报", story("查干湖冬捕头网出鱼"))
    await told.tell()
    assert told.titles == [["查干湖冬捕开网"]]
    add(told.store, "北国晚报", story("查干湖：冬捕昨日开网"))
    with Store.open(told.store.path) as another:
        told.store = another
        await told.tell()
    assert len(told.messages) == 1


async def test_of_many_the_first_are_named(told: Told) -> None:
    fill(told.store, [f"暴雪第{n}天" for n in range(8)])
    await told.tell()
    [[argv, data]] = told.messages
    assert data["count"] == 8 and [each["title"] for each in data["articles"]] == [
        f"暴雪第{n}天" for n in range(5)
    ]
    assert argv[1].endswith("\n……还有 3 篇")


async def test_what_came_while_it_was_to_be_quiet_is_told_afterwards(told: Told) -> None:
    add(told.store, "松江晚报", draft("长春暴雪"), ago=60)
    await told.tell("22:00-07:00", NIGHT)
    assert told.messages == []
    add(told.store, "松江晚报", draft("吉林暴雪"))
    await told.tell("22:00-07:00", MORNING)
    assert told.titles == [["吉林暴雪", "长春暴雪"]]


@pytest.mark.parametrize(
    ("quiet", "times"),
    [
        ("", {"00:00": False, "12:00": False}),
        (
            "22:00-07:00",
            {"21:59": False, "22:00": True, "00:00": True, "06:59": True, "07:00": False},
        ),
        ("12:00-13:30", {"11:59": False, "12:00": True, "13:29": True, "13:30": False}),
        ("08:00-08:00", {"08:00": False, "20:00": False}),
    ],
)
def test_quiet_hours(quiet: str, times: dict[str, bool]) -> None:
    for clock, expected in times.items():
        hour, minute = map(int, clock.split(":"))
        assert is_quiet(quiet, datetime(2026, 3, 4, hour, minute).astimezone()) is expected


@pytest.mark.parametrize(
    "title", ["-rf 暴雪", "$(touch x) 暴雪", "; rm -rf ~ 暴雪", "`x` 暴雪 {text}"]
)
async def test_a_title_is_told_as_it_is_written(told: Told, title: str) -> None:
    add(told.store, "松江晚报", draft(title))
    await told.tell()
    [[argv, data]] = told.messages
    assert argv[1:] == [f"· {title} · 松江晚报"]
    assert data["articles"][0]["title"] == title


async def test_a_database_from_elsewhere_is_told_in_one_line_an_article(told: Told) -> None:
    add(told.store, "松江晚报", draft("长春\n\x1b[31m暴雪\x00"))
    await told.tell()
    [[argv, _data]] = told.messages
    assert argv[1] == "· 长春 [31m暴雪 · 松江晚报"


FAILING = [
    (("/nowhere/notify",), "找不到", "/nowhere/notify"),
    (("no\0command",), "找不到", "nocommand"),
    ((sys.executable, "-c", "import sys; sys.exit('没有\\x1b网络')"), "失败了", "没有网络"),
    ((sys.executable, "-c", "import sys; sys.exit(3)"), "失败了", "3"),
]


@pytest.mark.parametrize(("command", "fault", "said"), FAILING)
async def test_where_the_command_fails_that_is_said_and_nothing_lost(
    told: Told, command: tuple[str, ...], fault: str, said: str
) -> None:
    add(told.store, "松江晚报", draft("长春暴雪"))
    list(work(told.store))
    with pytest.raises(ZhnewsError, match=f"(?s){fault}|{said}"):
        await notify(told.store, Notify(command))
    await told.tell()
    assert told.titles == [["长春暴雪"]]


async def test_a_command_that_hangs_is_ended_and_nothing_lost(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "COMMAND_TIMEOUT", 0.05)
    add(told.store, "松江晚报", draft("长春暴雪"))
    list(work(told.store))
    with pytest.raises(ZhnewsError, match=" 秒内没有结束，停掉了；这些文章下次再通知。"):
        await notify(told.store, Notify(("sh", "-c", "sleep 600")))
    monkeypatch.undo()
    await told.tell()
    assert told.titles == [["长春暴雪"]]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
async def test_one_that_is_left_is_ended_with_all_that_it_started(
    told: Told, tmp_path: Path
) -> None:
    add(told.store, "松江晚报", draft("长春暴雪"))
    list(work(told.store))
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    command = ("sh", "-c", f"sleep 600 & echo $! > {fifo}; wait")
    told_of = asyncio.create_task(notify(told.store, Notify(command)))
    child = int(await asyncio.to_thread(fifo.read_text))
    told_of.cancel()
    with pytest.raises(asyncio.CancelledError):
        await told_of
    wait_for_death(child)
    await told.tell()
    assert told.titles == [["长春暴雪"]]


async def test_what_it_leaves_running_is_not_waited_for(told: Told) -> None:
    add(told.store, "松江晚报", draft("长春暴雪"))
    list(work(told.store))
    await notify(told.store, Notify(("sh", "-c", "sleep 20 &")))


async def test_neither_what_is_muted_nor_what_another_rule_finds_is_told(told: Told) -> None:
    told.store.rules.add(new_rule("mute", "彩票"))
    told.store.rules.add(new_rule("star", "冰雪节"))
    fill(told.store, ["暴雪彩票", "冰雪节开幕"])
    await told.tell()
    assert told.messages == []


async def test_what_a_rule_that_is_gone_found_is_not_told(told: Told) -> None:
    add(told.store, "松江晚报", draft("长春暴雪"))
    list(work(told.store))
    told.store.rules.remove(1)
    await told.tell()
    assert told.messages == []
