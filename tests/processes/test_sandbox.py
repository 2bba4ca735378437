import asyncio
import io
import os
import pickle
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import Raw, msgpack

from reader.errors import NotAFeed, ParserStopped, Unparsable
from reader.model import Feed
from reader.processes import child, sandbox, sandboxed
from reader.processes.child import NICE, Child, FailedReply
from reader.processes.sandbox import Sandbox
from reader.processes.sandboxed import Confinement, End, ReplyPart, compile_once

FEED = "<rss version='2.0'><channel><title>长白山</title></channel></rss>".encode()
PARSE = "reader.extract.feed:parse_feed"
HERE = "tests.runaways:"


@pytest.fixture(autouse=True)
def _these_functions_may_run_too(monkeypatch: pytest.MonkeyPatch, log_file: Path) -> None:
    monkeypatch.setattr(sandbox, "Child", Child)  # a new one, that ends with its sandbox
    monkeypatch.setattr(sandbox, "ALLOWED", re.compile(f"{HERE}\\w+|{sandbox.ALLOWED.pattern}"))


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


async def test_a_call_gives_what_the_function_returns(box: Sandbox) -> None:
    feed = await box.run(Feed, PARSE, FEED, "http://news.example/feed")
    assert feed == Feed(title="长白山", charset_used="utf-8")


async def test_our_errors_come_back_as_themselves(box: Sandbox) -> None:
    with pytest.raises(NotAFeed) as caught:
        await box.run(Feed, PARSE, b"<html>", "http://u:secret@news.example/feed")
    assert caught.value.params == {"name": "http://news.example/feed"}


async def test_one_child_serves_calls_that_come_one_after_the_other(box: Sandbox) -> None:
    assert len({await box.run(int, f"{HERE}process") for _ in range(3)} | {os.getpid()}) == 2


@pytest.mark.parametrize("cores", [1, 2, 8])
async def test_where_one_child_is_busy_a_second_serves_if_there_is_a_second_core(
    monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(sandbox, "_cores", lambda: cores)
    async with Sandbox() as box:
        calls = (box.run(int, f"{HERE}process", 0.05) for _ in range(5))
        assert len(set(await asyncio.gather(*calls))) == min(2, cores)


async def test_a_call_does_not_wait_for_one_that_takes_long(box: Sandbox) -> None:
    if sandbox._cores() < 2:
        pytest.skip("there is one core")
    async with asyncio.TaskGroup() as group:
        long = group.create_task(box.run(int, f"{HERE}sleep", "a.html"))
        await box.run(int, f"{HERE}process")
        assert not long.done()
        long.cancel()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no nice")
async def test_a_child_steps_back_behind_the_screen(box: Sandbox) -> None:
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert await box.run(int, f"{HERE}priority") == min(ours + NICE, 19)


async def test_what_a_function_yields_comes_as_a_list(box: Sandbox) -> None:
    assert await box.run_in_parts(int, f"{HERE}count", 3) == [0, 1, 2]
    assert await box.run_in_parts(int, f"{HERE}count", 0) == []


@pytest.mark.parametrize(("then", "error"), [("refuse", NotAFeed), ("fall", Unparsable)])
async def test_what_breaks_while_yielding_gives_nothing(
    box: Sandbox, then: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await box.run_in_parts(int, f"{HERE}count", 2, then)
    assert await box.run(str, f"{HERE}chatter") == "heard"


async def test_a_child_that_was_given_much_is_not_kept(box: Sandbox) -> None:
    first = await box.run(int, f"{HERE}swallow", b"")
    assert await box.run(int, f"{HERE}swallow", bytes(sandbox.LARGE)) == first
    assert await box.run(int, f"{HERE}swallow", b"") != first


@pytest.mark.parametrize(
    ("function", "error"), [("swell", ParserStopped), ("die", ParserStopped), ("fall", Unparsable)]
)
async def test_what_breaks_is_said_and_the_next_call_works(
    box: Sandbox, function: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"http://news\.example/a") as caught:
        await box.run(int, f"{HERE}{function}", "http://u:secret@news.example/a")
    assert type(caught.value) is error
    assert await box.run(str, f"{HERE}chatter") == "heard"


async def test_the_traceback_of_a_broken_function_is_in_the_log(
    box: Sandbox, logged: Callable[[], str]
) -> None:
    with pytest.raises(Unparsable, match=r"a\.html.*ZeroDivisionError"):
        await box.run(int, f"{HERE}fall", "a.html")
    assert "ZeroDivisionError: broken here" in logged()


async def test_a_sleeper_is_ended_by_the_parents_patience() -> None:
    async with Sandbox(seconds=0.01) as box:
        with pytest.raises(ParserStopped):
            await box.run(int, f"{HERE}sleep", "a.html")


async def test_a_call_that_is_given_up_leaves_no_answer_to_the_next(box: Sandbox) -> None:
    child = await box.run(int, f"{HERE}process")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await box.run(int, f"{HERE}sleep", "a.html")
    assert await box.run(int, f"{HERE}process") != child


async def test_closing_ends_what_is_under_way(box: Sandbox) -> None:
    call = asyncio.create_task(box.run(int, f"{HERE}sleep", "a.html"))
    await asyncio.sleep(0)
    await box.close()
    async with asyncio.timeout(30):
        with pytest.raises(ParserStopped):
            await call


async def test_the_child_ends_with_its_parent() -> None:
    async with Sandbox() as box:
        child = await box.run(int, f"{HERE}process")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


class Trap:
    """Runs something where it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return sys.exit, ("unpickled",)


@pytest.mark.parametrize(
    "message",
    [
        pickle.dumps(Trap()),
        b"",
        msgpack.encode(ReplyPart(Raw(msgpack.encode("no number")))),
        msgpack.encode(End()),
        msgpack.encode(FailedReply("Path", "", "不行", {})),
        msgpack.encode(FailedReply("StoreBusy", "", "不行", {"path": "a"})),
        msgpack.encode(FailedReply("NotAFeed", "", "{name}", {"other": "a"})),
        msgpack.encode(FailedReply("NotAFeed", "", "{name.__class__}", {"name": "a"})),
        msgpack.encode(FailedReply("NotAFeed", "", "长" * 500, {})),
        msgpack.encode(FailedReply("NotAFeed", "", "{name}", {"name": "a", "kind": "b"})),
    ],
)
async def test_a_child_that_sends_what_it_may_not_is_stopped(box: Sandbox, message: bytes) -> None:
    with pytest.raises(ParserStopped):
        await box.run(int, f"{HERE}garble", message)


async def test_no_message_is_believed_to_be_longer_than_memory() -> None:
    with pytest.raises(ValueError, match=str(1 << 60)):
        child.read(io.BytesIO((1 << 60).to_bytes(8, "big")))


async def test_what_a_child_cannot_do_is_as_it_is_said(
    box: Sandbox, tmp_path: Path, logged: Callable[[], str]
) -> None:
    holds = await box.run(Confinement, "reader.processes.sandboxed:confinement")
    file = tmp_path / "written"
    tried = {
        "network": ("connect", "unreachable"),
        "files": ("write", "File too large"),
        "processes": ("fork", "Resource temporarily unavailable"),
    }
    for name, (function, refusal) in tried.items():
        args = [str(file)] if function == "write" else []
        with suppress(Unparsable):
            await box.run(type(None), f"{HERE}{function}", *args)
        assert (refusal in logged()) == getattr(holds, name), name
    assert not holds.files or not file.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits to try")
def test_a_process_that_is_not_confined_is_said_to_reach_its_machine() -> None:
    assert sandboxed._reaches_loopback()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are those of POSIX")
def test_a_child_that_dies_leaves_no_line_on_the_screen() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", DEATHS], capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["stopped"] * 3 + ["interrupted"]


DEATHS = """
import asyncio, os, re, signal
from reader.processes import sandbox
from reader.errors import ParserStopped
from reader.processes.sandbox import Sandbox

sandbox.ALLOWED = re.compile(".*")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it

async def main():
    async with Sandbox(seconds=1) as box:
        for function, argument in ("spin", ""), ("die", ""), ("die", "x" * 10_000_000):
            try:
                await box.run(int, f"tests.runaways:{function}", argument)
            except ParserStopped:
                print("stopped")
        sleeper = asyncio.create_task(box.run(int, "tests.runaways:sleep", ""))
        await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGINT)
        await sleeper

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
"""


def test_what_children_alone_load_is_compiled_before_it_can_be_written_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loaded_by_children.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    loaded = []
    for _start in range(2):
        compile_once(["loaded_by_children", "not_installed", "nor.this"])
        loaded.append(sys.modules.pop("loaded_by_children", None) is not None)
    assert loaded == [True, False]


async def test_only_extractors_may_run() -> None:
    for function in ("os:system", "reader.store.store:Store", "reader.extract.feed:io.open"):
        with pytest.raises(ValueError, match="may not run"):
            await Sandbox().run(int, function)
