"""Whose pages are parsed, and when."""

import asyncio

import pytest

from reader.errors import NotAFeed, ParserStopped
from reader.model import Source
from reader.news.refresh.session import ParserLimit

ONE, OTHER = Source(url="https://a.example/1"), Source(url="https://a.example/2")


async def test_a_source_waits_for_itself_alone() -> None:
    limit, order = ParserLimit(), list[str]()
    is_over = asyncio.Event()

    async def parse(source: Source, name: str) -> None:
        async with limit.slot(source):
            order.append(name)
            if name == "first":
                await is_over.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(parse(ONE, "first"))
        group.create_task(parse(ONE, "second"))
        group.create_task(parse(OTHER, "other")).add_done_callback(lambda _: is_over.set())
    assert order == ["first", "other", "second"]


@pytest.mark.parametrize(("error", "goes_on"), [(ParserStopped, False), (NotAFeed, True)])
async def test_a_source_is_parsed_no_more_once_a_parser_was_stopped(
    error: type[NotAFeed | ParserStopped], goes_on: bool
) -> None:
    limit = ParserLimit()
    with pytest.raises(error, match=r"a\.example"):
        async with limit.slot(ONE):
            raise error(name="a.example/1")
    async with limit.slot(OTHER):
        pass
    if goes_on:
        async with limit.slot(ONE):
            pass
        return
    with pytest.raises(ParserStopped, match=r"a\.example/1"):
        limit.check(ONE)
    with pytest.raises(ParserStopped):
        async with limit.slot(ONE):
            raise AssertionError
