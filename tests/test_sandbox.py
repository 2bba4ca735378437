import asyncio
import os
import re
from collections.abc import AsyncIterator

import pytest

from reader import sandbox
from reader.errors import NotAFeed, ParserStopped
from reader.model import Feed
from reader.sandbox import Sandbox

FEED = "<rss version='2.0'><channel><title>长白山</title></channel></rss>".encode()
PARSE = "reader.extract.feed:parse_feed"
HERE = "tests.runaways:"


@pytest.fixture(autouse=True)
def _these_functions_may_run_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "ALLOWED", re.compile(f"{HERE}\\w+|{sandbox.ALLOWED.pattern}"))


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


async def test_a_call_gives_what_the_function_returns(box: Sandbox) -> None:
    feed = await box.run(PARSE, FEED, "http://news.example/feed")
    assert feed == Feed(title="长白山", charset_used="utf-8")


async def test_our_errors_come_back_as_themselves(box: Sandbox) -> None:
    with pytest.raises(NotAFeed) as caught:
        await box.run(PARSE, b"<html>", "http://u:secret@news.example/feed")
    assert caught.value.params == {"name": "http://news.example/feed"}


async def test_one_child_serves_all_calls(box: Sandbox) -> None:
    first, *others = await asyncio.gather(*(box.run(f"{HERE}process") for _ in range(4)))
    assert set(others) == {first} != {os.getpid()}


async def test_what_a_function_yields_comes_as_a_list(box: Sandbox) -> None:
    assert await box.run(f"{HERE}count", 3) == [0, 1, 2]
    assert await box.run(f"{HERE}count", 0) == []


@pytest.mark.parametrize(("then", "error"), [("refuse", NotAFeed), ("fall", ParserStopped)])
async def test_what_breaks_while_yielding_gives_nothing(
    box: Sandbox, then: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await box.run(f"{HERE}count", 2, then)
    assert await box.run(f"{HERE}chatter") == "heard"


async def test_a_child_that_was_given_much_is_not_kept(box: Sandbox) -> None:
    first = await box.run(f"{HERE}swallow", b"")
    assert await box.run(f"{HERE}swallow", bytes(sandbox.MUCH)) == first
    assert await box.run(f"{HERE}swallow", b"") != first


@pytest.mark.parametrize("function", ["swell", "fall", "die"])
async def test_what_breaks_is_said_and_the_next_call_works(box: Sandbox, function: str) -> None:
    with pytest.raises(ParserStopped, match=r"http://news\.example/a"):
        await box.run(f"{HERE}{function}", "http://u:secret@news.example/a")
    assert await box.run(f"{HERE}chatter") == "heard"


async def test_the_traceback_of_a_broken_function_is_kept(box: Sandbox) -> None:
    with pytest.raises(ParserStopped) as caught:
        await box.run(f"{HERE}fall", "a.html")
    assert "ZeroDivisionError: broken here" in caught.value.__notes__[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits of CPU are those of POSIX")
async def test_a_runaway_is_ended_by_its_cpu_seconds() -> None:
    async with Sandbox(seconds=1) as box:
        with pytest.raises(ParserStopped):
            await box.run(f"{HERE}spin", "a.html")


async def test_a_sleeper_is_ended_by_the_parents_patience() -> None:
    async with Sandbox(seconds=0.1) as box:
        with pytest.raises(ParserStopped):
            await box.run(f"{HERE}sleep", "a.html")


async def test_a_call_that_is_given_up_leaves_no_answer_to_the_next(box: Sandbox) -> None:
    child = await box.run(f"{HERE}process")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await box.run(f"{HERE}sleep", "a.html")
    assert await box.run(f"{HERE}process") != child


async def test_the_child_ends_with_its_parent() -> None:
    async with Sandbox() as box:
        child = await box.run(f"{HERE}process")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


async def test_only_extractors_may_run() -> None:
    for function in ("os:system", "reader.store.store:Store", "reader.extract.feed:io.open"):
        with pytest.raises(ValueError, match="may not run"):
            await Sandbox().run(function)
